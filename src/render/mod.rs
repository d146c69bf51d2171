//! Saying it: one wording and one order for the terminal, for Discord and for machines.
//!
//! A new output format is a file here and a member of the command line's `Format`.

pub mod comparison;
mod entry;
pub mod explain;
pub mod json;
pub mod markdown;
pub mod page;
pub mod skeleton;
pub mod strip;
pub mod terminal;
pub mod trace;

pub use entry::{Entry, advice, entries, says_again};

use crate::engine::Finding;
use crate::submission::Shown;
use crate::text::quantity::thousands;

/// The words a finding is about, from the text it is about.
pub fn quote<'s>(finding: &Finding<'_>, submission: &'s Shown) -> Option<&'s str> {
    finding.span.map(|span| span.quote(submission.get(finding.input).unwrap_or_default()))
}

/// A finding's message with its blanks filled: `{quote}`, `{per-day}` with the amount, `{sum}` with the sum behind it in brackets, `{words}` with
/// the words that weighed most.
pub fn message(finding: &Finding<'_>, submission: &Shown) -> String {
    filled(finding, submission, usize::MAX)
}

/// Characters of the writer's words inside a message for people.
const QUOTED_INSIDE: usize = 80;

/// A finding's message as people read it: a long quote in it is cut.
pub fn told(finding: &Finding<'_>, submission: &Shown) -> String {
    filled(finding, submission, QUOTED_INSIDE)
}

/// Whether the message itself holds the quoted words.
pub fn tells_quote(finding: &Finding<'_>) -> bool {
    finding.span.is_some() && finding.rule.teaching.message.contains("{quote}")
}

/// The message with its blanks filled, in one pass: words of the writer's that look like a blank are none.
fn filled(finding: &Finding<'_>, submission: &Shown, most: usize) -> String {
    let said = |blank: &str| match blank {
        "quote" => quote(finding, submission).map(|quote| format!("“{}”", clip(quote, most))),
        "words" => finding.amount.as_ref().map(|(_, sum)| one_line(sum)),
        "per-day" => finding.amount.as_ref().map(|(amount, _)| thousands(*amount)),
        "sum" => finding.amount.as_ref().map(|(_, sum)| if sum.is_empty() { String::new() } else { format!(" ({sum})") }),
        _ => None,
    };
    let mut text = String::new();
    let mut rest: &str = &finding.rule.teaching.message;
    while let Some((before, behind)) = rest.split_once('{') {
        text.push_str(before);
        if let Some((said, after)) = behind.split_once('}').and_then(|(blank, after)| Some((said(blank)?, after))) {
            text.push_str(&said);
            rest = after;
        } else {
            text.push('{');
            rest = behind;
        }
    }
    text + rest
}

/// A text on one line: runs of white space as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line and at most `most` characters long; it is cut between words where it can be, marked by `…`.
///
/// ```
/// use redraft::render::clip;
///
/// assert_eq!(clip("one  two\nthree four", 15), "one two three…");
/// assert_eq!(clip("onetwothree", 8), "onetwot…");
/// ```
pub fn clip(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let whole_words = if text.chars().nth(most.saturating_sub(1)).is_some_and(char::is_whitespace) { None } else { cut.rfind(' ') };
    // Without a space not too far back, a word is cut.
    let end = whole_words.filter(|end| end * 2 > cut.len()).unwrap_or(cut.len());
    let kept = cut.get(..end).unwrap_or(&cut).trim_end_matches([' ', ',', ';', ':', '(', '“', '-']);
    format!("{kept}…")
}
