//! A critique for Discord: one page within the limits of an embed, and the whole of it as a report.

use std::fmt::Write as _;

use super::markdown::{escape, fitting, is_invisible, units};
use super::skeleton::skeleton;
use super::{Entry, advice, clip, entries, message, quote, says_again, strip, tells_quote, told};
use crate::engine::Finding;
use crate::locale::Locale;
use crate::review::Review;
use crate::rule::{Pack, Severity, Verdict};
use crate::submission::Shown;

/// Units a finding's text may have on the page. Five of them, with everything else at its longest, stay under 6,000.
const FINDING_UNITS: usize = 560;
/// Units of a finding's message.
const MESSAGE_UNITS: usize = 200;
/// Characters of a quote, and its units once escaped.
const QUOTE: usize = 100;
const QUOTE_UNITS: usize = 140;
/// Characters of a word or phrase in a list, and its units once escaped.
const MARK: usize = 48;
const MARK_UNITS: usize = 64;
/// Further quotes shown with a finding.
const ALSO_SHOWN: usize = 2;
/// Units of the draft to fill in.
const DRAFT_UNITS: usize = 560;
/// Units of the fields for credits and the checklist.
const LIST_UNITS: usize = 420;
/// Units kept for the label of a cure or a reason, with its line end and signs.
const LABEL_UNITS: usize = 20;
/// Characters of a pack's notice.
const NOTICE: usize = 200;
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

/// The page of a review, in the reader's language; the rules' own words are English.
pub fn page(review: &Review<'_>, submission: &Shown, locale: Locale) -> Page {
    let entries = entries(review);
    let shown = entries.get(..entries.len().min(strip::SHOWN)).unwrap_or_default();
    let (mut told, mut before) = (Vec::new(), Vec::new());
    let mut fields: Vec<PageField> = Vec::new();
    for (at, entry) in shown.iter().enumerate() {
        let (value, findings) = entry_text(entry, submission, &before, locale);
        fields.push(PageField { name: heading(at, entry.lead, locale), value });
        before.push(entry.lead);
        told.extend(findings);
    }
    let rest = review.findings.len().saturating_sub(told.len());
    fields.extend(draft(review, submission, locale));
    fields.extend(credits(review, submission, LIST_UNITS, locale));
    fields.extend(checklist(review, LIST_UNITS, locale));
    Page {
        title: strip::headline(review, locale),
        description: summary(review, submission, rest, locale),
        fields,
        footer: footer(review, locale),
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
pub fn report(review: &Review<'_>, submission: &Shown, locale: Locale) -> String {
    let mut text = format!("# {}\n\n{}\n", strip::headline(review, locale), summary(review, submission, 0, locale));
    let mut before = Vec::new();
    for (at, finding) in entries(review).iter().flat_map(Entry::findings).enumerate() {
        let _ = write!(text, "\n## {}\n\n{}\n", heading(at, finding, locale), escape(&message(finding, submission), REPORT_UNITS));
        if let Some(quote) = quote(finding, submission).filter(|_| !tells_quote(finding)) {
            let _ = write!(text, "\n> {}\n", escape(quote, REPORT_UNITS));
        }
        for (key, words) in advice(finding, &before) {
            let _ = write!(text, "\n**{}:** {}\n", locale.say(key), escape(words, REPORT_UNITS));
        }
        if let Some(source) = &finding.rule.teaching.source {
            let url = source.url.as_deref().map(|url| format!(" <{url}>")).unwrap_or_default();
            let _ = write!(text, "\n{}: {}{url}\n", locale.say("finding-source"), escape(&source.text, REPORT_UNITS));
        }
        before.push(finding);
    }
    let lists =
        [draft(review, submission, locale), credits(review, submission, REPORT_UNITS, locale), checklist(review, REPORT_UNITS, locale)];
    for field in lists.into_iter().flatten() {
        let _ = write!(text, "\n## {}\n\n{}\n", field.name, field.value);
    }
    let _ = write!(text, "\n---\n{}\n", footer(review, locale));
    text
}

fn summary(review: &Review<'_>, submission: &Shown, rest: usize, locale: Locale) -> String {
    let mut text = format!("{}\n{}\n", strip::bar(review.score), strip::gist(review, locale));
    for mark in strip::evidence(review, submission, locale) {
        let _ = write!(text, "\n{}: {}", mark.title, mark.line(locale, |quote| escape(&clip(quote, MARK), MARK_UNITS)));
    }
    if let Some(next) = strip::next(review, locale) {
        let _ = write!(text, "\n\n**{next}**");
    }
    if rest > 0 {
        let _ = write!(text, "\n\n{}", locale.say_with("more-in-report", &[("count", rest.into())]));
    }
    text
}

fn heading(at: usize, finding: &Finding<'_>, locale: Locale) -> String {
    let mark = match finding.severity {
        Severity::Reject => "✗",
        Severity::Question => "?",
        Severity::Advice => "•",
    };
    format!("{} {mark} {}", at + 1, strip::heading(finding, locale))
}

/// What is said of an entry, and the findings that are told by it. A cure or reason that was said of one `before` is not repeated.
fn entry_text<'f, 'r>(
    entry: &Entry<'f, 'r>,
    submission: &Shown,
    before: &[&Finding<'r>],
    locale: Locale,
) -> (String, Vec<&'f Finding<'r>>) {
    let lead = entry.lead;
    let mut text = escape(&told(lead, submission), MESSAGE_UNITS);
    if let Some(quote) = quote(lead, submission).filter(|_| !tells_quote(lead)) {
        let _ = write!(text, "\n> {}", escape(&clip(quote, QUOTE), QUOTE_UNITS));
    }
    let (also, told) = also(entry, submission);
    if !also.is_empty() {
        let _ = write!(text, "\n{}: {}", locale.say("finding-also"), also.join(", "));
    }
    // The cure comes before the reason, and is cut where room is short; then the reason is left out.
    for (key, words) in advice(lead, before) {
        let room = FINDING_UNITS.saturating_sub(units(&text) + LABEL_UNITS);
        let words = escape(words, if key == "finding-fix" { room } else { FINDING_UNITS });
        if units(&words) <= room {
            let _ = write!(text, "\n**{}:** {words}", locale.say(key));
        }
    }
    (text, told)
}

/// What else an entry quotes, a line each, and the findings that are told with it. Those that would quote the same words again, or name
/// one more thing that is absent, need no line: one clear reason is better than four.
fn also<'f, 'r>(entry: &Entry<'f, 'r>, submission: &Shown) -> (Vec<String>, Vec<&'f Finding<'r>>) {
    let (mut lines, mut told) = (Vec::new(), vec![entry.lead]);
    for finding in &entry.also {
        if let Some(quote) = quote(finding, submission).filter(|_| !says_again(finding, &told, submission)) {
            let line = format!("“{}”", escape(&clip(quote, MARK), MARK_UNITS));
            if !lines.contains(&line) {
                if lines.len() == ALSO_SHOWN {
                    continue;
                }
                lines.push(line);
            }
        }
        told.push(finding);
    }
    (lines, told)
}

fn draft(review: &Review<'_>, submission: &Shown, locale: Locale) -> Option<PageField> {
    let draft = skeleton(review, submission)?;
    let value = format!("> {}\n{}", escape(&draft, DRAFT_UNITS), locale.say("skeleton-how"));
    Some(PageField { name: locale.say("skeleton").into_owned(), value })
}

fn credits(review: &Review<'_>, submission: &Shown, most: usize, locale: Locale) -> Option<PageField> {
    let mut lines: Vec<String> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for credit in &review.credits {
        // The same thing said twice speaks for the applicant once.
        if !said.contains(&credit.message) {
            let quote = credit.span.quote(submission.get(credit.input).unwrap_or_default());
            lines.push(format!("✓ {} (“{}”)", escape(credit.message, MESSAGE_UNITS), escape(&clip(quote, MARK), MARK_UNITS)));
            said.push(credit.message);
        }
    }
    list("credits", &lines, most, locale)
}

/// What the profile says of each requirement; without one, which of them were not looked at.
fn checklist(review: &Review<'_>, most: usize, locale: Locale) -> Option<PageField> {
    let lines = review.checklist.iter().map(|check| {
        let (sign, state) = strip::state(check.state, locale);
        format!("{sign} {}: {state}", strip::field(check.field, locale))
    });
    let mut lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        lines.push(strip::unread(locale));
    }
    list("account", &lines, most, locale)
}

/// Lines as a field; those that do not fit are counted.
fn list(key: &str, lines: &[String], most: usize, locale: Locale) -> Option<PageField> {
    let value = fitting(lines, most, |left| locale.say_with("list-more", &[("count", left.into())]));
    (!lines.is_empty()).then(|| PageField { name: locale.say(key).into_owned(), value })
}

fn footer(review: &Review<'_>, locale: Locale) -> String {
    format!("{} {}", notice(&review.rules.pack), strip::rules(review, locale)).trim_start().to_owned()
}

/// What a rule pack says below every page: at most 200 characters of it, none of them invisible. Nothing is escaped, since a footer shows
/// no markup.
pub fn notice(pack: &Pack) -> String {
    pack.notice.chars().filter(|ch| !is_invisible(*ch)).take(NOTICE).collect()
}

fn colour(verdict: Verdict) -> u32 {
    match verdict {
        Verdict::LikelyRejected => 0x00c0_392b,
        Verdict::NeedsWork => 0x00d6_8910,
        Verdict::Ready => 0x001e_8449,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_short_and_all_of_it_is_seen() {
        let pack = Pack { notice: format!("It predicts\u{200b}\u{202e}.{}", "x".repeat(300)), ..Pack::default() };
        let notice = notice(&pack);
        assert!(notice.starts_with("It predicts.x") && notice.chars().count() == NOTICE, "{notice}");
    }
}
