//! A critique for the terminal: the quoted words underlined in their line, readable without colour.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::markdown::is_invisible;
use super::{message, one_line, strip};
use crate::engine::Finding;
use crate::review::Review;
use crate::rule::{Input, Severity, Verdict};
use crate::submission::Shown;
use crate::text::Span;

/// Columns a line may have.
const WIDTH: usize = 92;
/// Characters of the writer's line shown on either side of the quoted words.
const CONTEXT: usize = 30;
/// Characters of the quoted words shown.
const QUOTE: usize = 56;

/// A review as lines of text. With `colour`, the same text with ANSI styles.
pub fn review(review: &Review<'_>, submission: &Shown, colour: bool) -> String {
    let paint = Paint { colour };
    let mut text = format!("{}  {}\n\n", paint.verdict(review.verdict, &strip::headline(review)), strip::bar(review.score));
    for mark in strip::evidence(review, submission) {
        let stance = mark.stance.map(|stance| format!(" ({stance})")).unwrap_or_default();
        let words = mark.quote.map_or_else(|| "? not found".to_owned(), |quote| format!("✓ “{}”{stance}", clip(quote, QUOTE)));
        let _ = writeln!(text, "  {:<15} {words}", mark.title);
    }
    for (at, finding) in review.findings.iter().enumerate() {
        let heading = format!("{}. {}: {}", at + 1, finding.severity.title(), finding.category.title());
        let _ = write!(text, "\n{}  [{}]\n", paint.severity(finding.severity, &heading), finding.rule.id);
        text.push_str(&finding_text(finding, submission, &paint));
    }
    text.push_str(&lists(review, submission));
    if review.findings.is_empty() {
        text.push_str("\nNothing stands against this text. Check once more that it is true and complete.\n");
    }
    if let Some(next) = strip::next(review) {
        let _ = writeln!(text, "\n{}", paint.bold(&next));
    }
    let _ = write!(text, "\n{}Rules {}.\n", notice(review), review.rules.version());
    text
}

fn notice(review: &Review<'_>) -> String {
    if review.rules.pack.notice.is_empty() { String::new() } else { format!("{} ", review.rules.pack.notice) }
}

fn finding_text(finding: &Finding<'_>, submission: &Shown, paint: &Paint) -> String {
    let teaching = &finding.rule.teaching;
    let mut text = wrapped("", &message(finding, submission));
    if let Some(span) = finding.span {
        text.push_str(&excerpt(submission.get(finding.input).unwrap_or_default(), span, finding.input.name(), paint));
    }
    for (title, words) in [("Fix: ", &teaching.fix), ("Why: ", &teaching.why)] {
        if !words.is_empty() {
            text.push_str(&wrapped(title, words));
        }
    }
    text
}

/// The quoted words in their line, underlined by carets.
fn excerpt(source: &str, span: Span, input: &str, paint: &Paint) -> String {
    let place = span.line_column(source);
    let line_before = source.get(..span.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let line_after = source.get(span.end..).unwrap_or_default().split('\n').next().unwrap_or_default();
    let before = visible(line_before);
    let before: String = before.chars().skip(before.chars().count().saturating_sub(CONTEXT)).collect();
    let quote = clip(span.quote(source), QUOTE);
    let after: String = visible(line_after).chars().take(CONTEXT).collect();
    let mark = "^".repeat(columns(&quote));
    let label = format!("{input} {}:{}", place.line, place.column);
    let after = after.trim_end();
    format!("     | {before}{quote}{after}\n     | {}{}  {label}\n", " ".repeat(columns(&before)), paint.bold(&mark))
}

fn lists(review: &Review<'_>, submission: &Shown) -> String {
    let mut text = String::new();
    if !review.credits.is_empty() {
        text.push_str("\nWhat speaks for you\n");
    }
    for credit in &review.credits {
        let quote = credit.span.quote(submission.get(credit.input).unwrap_or_default());
        let _ = writeln!(text, "  ✓ {} (“{}”)", credit.message, clip(quote, QUOTE));
    }
    if !review.checklist.is_empty() {
        text.push_str("\nYour account\n");
    }
    for check in &review.checklist {
        let (sign, state) = strip::state(check.state);
        let quote = check.span.map(|span| span.quote(submission.get(Input::Profile).unwrap_or_default()));
        let quote = quote.map(|quote| format!(" (“{}”)", clip(quote, QUOTE))).unwrap_or_default();
        let _ = writeln!(text, "  {sign} {:<16} {state}{quote}", check.field.title());
    }
    text
}

/// Text on one line, without control and invisible characters.
fn visible(text: &str) -> String {
    text.chars().map(|ch| if ch.is_whitespace() { ' ' } else { ch }).filter(|ch| !is_invisible(*ch)).collect()
}

fn clip(text: &str, most: usize) -> String {
    let text = visible(&one_line(text));
    if text.chars().count() <= most { text } else { text.chars().take(most.saturating_sub(1)).chain(['…']).collect() }
}

/// Columns that a text takes on a terminal.
fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// Words in lines of [`WIDTH`], each line indented.
fn wrapped(title: &str, words: &str) -> String {
    let mut text = String::new();
    let mut line = format!("     {title}");
    let mut empty = true;
    for word in words.split_whitespace().map(visible) {
        if !empty && columns(&line) + columns(&word) + 1 > WIDTH {
            let _ = writeln!(text, "{}", line.trim_end());
            line = format!("     {}", " ".repeat(title.len()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(&word);
        empty = false;
    }
    let _ = writeln!(text, "{}", line.trim_end());
    text
}

/// Styles, or none.
struct Paint {
    colour: bool,
}

impl Paint {
    fn styled(&self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn bold(&self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }

    fn verdict(&self, verdict: Verdict, text: &str) -> String {
        let colour = match verdict {
            Verdict::LikelyRejected => AnsiColor::Red,
            Verdict::NeedsWork => AnsiColor::Yellow,
            Verdict::Ready => AnsiColor::Green,
        };
        self.styled(Style::new().bold().fg_color(Some(colour.into())), text)
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        self.verdict(
            match severity {
                Severity::Reject => Verdict::LikelyRejected,
                Severity::Question => Verdict::NeedsWork,
                Severity::Advice => Verdict::Ready,
            },
            text,
        )
    }
}
