//! Saying it: one wording and one order for the terminal, for Discord and for machines.
//!
//! A new output format is a file here and a member of the command line's `Format`.

pub mod comparison;
pub mod explain;
pub mod json;
pub mod markdown;
pub mod page;
pub mod strip;
pub mod terminal;
pub mod trace;

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
    let mut message = finding.rule.teaching.message.clone();
    if let Some(quote) = quote(finding, submission) {
        message = message.replace("{quote}", &format!("“{}”", one_line(quote)));
    }
    if let Some((amount, sum)) = &finding.amount {
        message = message.replace("{words}", &one_line(sum));
        let sum = if sum.is_empty() { String::new() } else { format!(" ({sum})") };
        message = message.replace("{per-day}", &thousands(*amount)).replace("{sum}", &sum);
    }
    message
}

/// A text on one line: runs of white space as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
