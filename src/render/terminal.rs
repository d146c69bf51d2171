//! A critique for the terminal: the quoted words underlined in their line, readable without colour.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::markdown::shown;
use super::skeleton::skeleton;
use super::{Entry, advice, entries, says_again, strip, told};
use crate::engine::Finding;
use crate::locale::Locale;
use crate::review::Review;
use crate::rule::{Input, Severity, Verdict};
use crate::submission::Shown;
use crate::text::Span;

/// The terminal speaks English, like the command line's help.
const LOCALE: Locale = Locale::English;
/// Columns a line may have.
const WIDTH: usize = 92;
/// Characters of the writer's line shown on either side of the quoted words.
const CONTEXT: usize = 30;
/// Characters of the quoted words shown.
const QUOTE: usize = 56;

/// A review as lines of text. With `colour`, the same text with ANSI styles.
pub fn review(review: &Review<'_>, submission: &Shown, colour: bool) -> String {
    let paint = Paint { colour };
    let headline = strip::headline(review, LOCALE);
    let mut text =
        format!("{}  {}\n{}\n\n", paint.verdict(review.verdict, &headline), strip::bar(review.score), strip::gist(review, LOCALE));
    for mark in strip::evidence(review, submission, LOCALE) {
        let _ = writeln!(text, "  {:<15} {}", mark.title, mark.line(LOCALE, |quote| clip(quote, QUOTE)));
    }
    let mut before = Vec::new();
    for (at, entry) in entries(review).iter().enumerate() {
        let heading = format!("{}. {}", at + 1, strip::heading(entry.lead, LOCALE));
        let _ = write!(text, "\n{}  [{}]\n", paint.severity(entry.lead.severity, &heading), entry.lead.rule.id);
        text.push_str(&entry_text(entry, submission, &before, &paint));
        before.push(entry.lead);
    }
    text.push_str(&lists(review, submission));
    if let Some(next) = strip::next(review, LOCALE) {
        let _ = writeln!(text, "\n{}", paint.bold(&next));
    }
    if let Some(draft) = skeleton(review, submission) {
        let _ = write!(text, "\n{}\n{}{}", LOCALE.say("skeleton"), wrapped("", &draft), wrapped("", &LOCALE.say("skeleton-how")));
    }
    let _ = write!(text, "\n{}{}\n", notice(review), strip::rules(review, LOCALE));
    text
}

fn notice(review: &Review<'_>) -> String {
    if review.rules.pack.notice.is_empty() { String::new() } else { format!("{} ", visible(&review.rules.pack.notice)) }
}

/// What is said of an entry. A cure or reason that was said of one `before` is not repeated, and of rules that found words which are shown
/// already, only the name is told.
fn entry_text<'r>(entry: &Entry<'_, 'r>, submission: &Shown, before: &[&Finding<'r>], paint: &Paint) -> String {
    let mut text = finding_text(entry.lead, submission, paint);
    for (key, words) in advice(entry.lead, before) {
        text.push_str(&wrapped(&format!("{}: ", LOCALE.say(key)), words));
    }
    let mut quoted = vec![entry.lead];
    let mut again: Vec<String> = Vec::new();
    for finding in &entry.also {
        let name = format!("[{}]", finding.rule.id);
        if !says_again(finding, &quoted, submission) {
            let _ = write!(text, "     {}  {name}\n{}", LOCALE.say("finding-also"), finding_text(finding, submission, paint));
            quoted.push(finding);
        } else if quoted.iter().all(|other| other.rule.id != finding.rule.id) && !again.contains(&name) {
            again.push(name);
        }
    }
    if !again.is_empty() {
        let _ = writeln!(text, "     {}  {}", LOCALE.say("finding-also"), again.join(" "));
    }
    text
}

/// What a finding says, and the words it is about in their line.
fn finding_text(finding: &Finding<'_>, submission: &Shown, paint: &Paint) -> String {
    let mut text = wrapped("", &told(finding, submission));
    if let Some(span) = finding.span {
        text.push_str(&excerpt(submission.get(finding.input).unwrap_or_default(), span, finding.input.name(), paint));
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
        let _ = writeln!(text, "\n{}", LOCALE.say("credits"));
    }
    for credit in &review.credits {
        let quote = credit.span.quote(submission.get(credit.input).unwrap_or_default());
        let _ = writeln!(text, "  ✓ {} (“{}”)", visible(credit.message), clip(quote, QUOTE));
    }
    let _ = if review.checklist.is_empty() {
        writeln!(text, "\n{}", strip::unread(LOCALE))
    } else {
        writeln!(text, "\n{}", LOCALE.say("account"))
    };
    for check in &review.checklist {
        let (sign, state) = strip::state(check.state, LOCALE);
        let quote = check.span.map(|span| span.quote(submission.get(Input::Profile).unwrap_or_default()));
        let quote = quote.map(|quote| format!(" (“{}”)", clip(quote, QUOTE))).unwrap_or_default();
        let _ = writeln!(text, "  {sign} {:<16} {state}{quote}", strip::field(check.field, LOCALE));
    }
    text
}

/// Text on one line, without control and invisible characters.
fn visible(text: &str) -> String {
    shown(text).map(|ch| if ch.is_whitespace() { ' ' } else { ch }).collect()
}

/// Words of the writer's, visible, on one line, cut.
fn clip(text: &str, most: usize) -> String {
    super::clip(&visible(text), most)
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
            line = format!("     {}", " ".repeat(columns(title)));
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
