//! A critique for Discord: one page within the limits of an embed, and the whole of it as a report.

use std::fmt::Write as _;

use super::markdown::{escape, units};
use super::{message, quote, strip};
use crate::engine::Finding;
use crate::review::Review;
use crate::rule::{Severity, Verdict};
use crate::submission::Shown;

/// Units a finding's text may have on the page. Five of them, with everything else at its longest, stay under 6,000.
const FINDING_UNITS: usize = 620;
/// Units of a quote.
const QUOTE_UNITS: usize = 160;
/// Units of a word or phrase in the evidence strip.
const MARK_UNITS: usize = 60;
/// Units of the fields for credits and the checklist.
const LIST_UNITS: usize = 480;
/// Longest line of a report, in units.
const REPORT_UNITS: usize = 4_000;

/// A reply that fits an embed: title 256, description 4,096, a field 256 and 1,024, footer 2,048, 6,000 in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The verdict in words, and the score.
    pub title: String,
    /// Score bar, evidence strip, the next change.
    pub description: String,
    /// Findings, worst first; credits; checklist.
    pub fields: Vec<PageField>,
    /// That it predicts and does not decide; the version of the rules.
    pub footer: String,
    /// Colour of the edge, as `0xRRGGBB`: never the only sign of a verdict.
    pub colour: u32,
    /// Findings that did not fit and stand in the [`report`] only.
    pub rest: usize,
}

/// A titled paragraph of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageField {
    /// Its title.
    pub name: String,
    /// Its text.
    pub value: String,
}

/// The page of a review.
pub fn page(review: &Review<'_>, submission: &Shown) -> Page {
    let shown = review.findings.iter().take(strip::SHOWN).enumerate();
    let mut fields: Vec<PageField> =
        shown.map(|(at, finding)| PageField { name: heading(at, finding), value: finding_text(finding, submission) }).collect();
    let rest = review.findings.len().saturating_sub(strip::SHOWN);
    fields.extend(credits(review, submission, LIST_UNITS));
    fields.extend(checklist(review, LIST_UNITS));
    Page {
        title: strip::headline(review),
        description: summary(review, submission, rest),
        fields,
        footer: footer(review),
        colour: colour(review.verdict),
        rest,
    }
}

/// A page as one markdown text, for the command line.
pub fn markdown(page: &Page) -> String {
    let mut text = format!("# {}\n\n{}\n", page.title, page.description);
    for field in &page.fields {
        let _ = write!(text, "\n**{}**\n{}\n", field.name, field.value);
    }
    let _ = write!(text, "\n-# {}\n", page.footer);
    text
}

/// The whole review as a markdown file: every finding, with its reason and source.
pub fn report(review: &Review<'_>, submission: &Shown) -> String {
    let mut text = format!("# {}\n\n{}\n", strip::headline(review), summary(review, submission, 0));
    for (at, finding) in review.findings.iter().enumerate() {
        let teaching = &finding.rule.teaching;
        let _ = write!(text, "\n## {}\n\n{}\n", heading(at, finding), escape(&message(finding, submission), REPORT_UNITS));
        if let Some(quote) = quote(finding, submission) {
            let _ = write!(text, "\n> {}\n", escape(quote, REPORT_UNITS));
        }
        for (title, words) in [("Why it matters", &teaching.why), ("How to fix it", &teaching.fix)] {
            if !words.is_empty() {
                let _ = write!(text, "\n**{title}:** {}\n", escape(words, REPORT_UNITS));
            }
        }
        if let Some(source) = &teaching.source {
            let url = source.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
            let _ = write!(text, "\nSource: {}{url}\n", escape(&source.text, REPORT_UNITS));
        }
    }
    for field in credits(review, submission, REPORT_UNITS).into_iter().chain(checklist(review, REPORT_UNITS)) {
        let _ = write!(text, "\n## {}\n\n{}\n", field.name, field.value);
    }
    let _ = write!(text, "\n---\n{}\n", footer(review));
    text
}

fn summary(review: &Review<'_>, submission: &Shown, rest: usize) -> String {
    let mut text = format!("{}\n", strip::bar(review.score));
    for mark in strip::evidence(review, submission) {
        let stance = mark.stance.map(|stance| format!(" ({stance})")).unwrap_or_default();
        let words = mark.quote.map_or_else(|| "? not found".to_owned(), |quote| format!("✓ “{}”{stance}", escape(quote, MARK_UNITS)));
        let _ = write!(text, "\n{}: {words}", mark.title);
    }
    if review.findings.is_empty() {
        text.push_str("\n\nNothing stands against this text. Check once more that it is true and complete.");
    }
    if let Some(next) = strip::next(review) {
        let _ = write!(text, "\n\n**{next}**");
    }
    if rest > 0 {
        let _ = write!(text, "\n\n{rest} more in the attached report.");
    }
    text
}

fn heading(at: usize, finding: &Finding<'_>) -> String {
    let mark = match finding.severity {
        Severity::Reject => "✗",
        Severity::Question => "?",
        Severity::Advice => "•",
    };
    format!("{} {mark} {}: {}", at + 1, finding.severity.title(), finding.category.title())
}

fn finding_text(finding: &Finding<'_>, submission: &Shown) -> String {
    let teaching = &finding.rule.teaching;
    let mut text = escape(&message(finding, submission), 200);
    if let Some(quote) = quote(finding, submission) {
        let _ = write!(text, "\n> {}", escape(quote, QUOTE_UNITS));
    }
    // The cure comes before the reason: where room is short, the reason is cut.
    let fix = escape(&teaching.fix, FINDING_UNITS.saturating_sub(units(&text) + 20));
    let _ = write!(text, "\n**Fix:** {fix}");
    let room = FINDING_UNITS.saturating_sub(units(&text) + 10);
    if room > 80 && !teaching.why.is_empty() {
        let _ = write!(text, "\n**Why:** {}", escape(&teaching.why, room));
    }
    text
}

fn credits(review: &Review<'_>, submission: &Shown, most: usize) -> Option<PageField> {
    let lines = review.credits.iter().map(|credit| {
        let quote = credit.span.quote(submission.get(credit.input).unwrap_or_default());
        format!("✓ {} (“{}”)", escape(credit.message, 120), escape(quote, MARK_UNITS))
    });
    list("What speaks for you", lines, most)
}

fn checklist(review: &Review<'_>, most: usize) -> Option<PageField> {
    let lines = review.checklist.iter().map(|check| {
        let (sign, state) = strip::state(check.state);
        format!("{sign} {}: {state}", check.field.title())
    });
    list("Your account", lines, most)
}

/// Lines as a field; those that do not fit are counted.
fn list(name: &str, lines: impl Iterator<Item = String>, most: usize) -> Option<PageField> {
    let lines: Vec<String> = lines.collect();
    let mut value = String::new();
    for (at, line) in lines.iter().enumerate() {
        if units(&value) + units(line) + 20 > most {
            let _ = write!(value, "\nand {} more", lines.len() - at);
            break;
        }
        if at > 0 {
            value.push('\n');
        }
        value.push_str(line);
    }
    (!lines.is_empty()).then(|| PageField { name: name.to_owned(), value })
}

fn footer(review: &Review<'_>) -> String {
    let notice: String = review.rules.pack.notice.chars().filter(|ch| !super::markdown::is_invisible(*ch)).take(200).collect();
    format!("{notice} Rules {}.", review.rules.version()).trim_start().to_owned()
}

fn colour(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::LikelyRejected => 0x00c0_392b,
        Verdict::NeedsWork => 0x00d6_8910,
        Verdict::Ready => 0x001e_8449,
    }
}
