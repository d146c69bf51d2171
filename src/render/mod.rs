//! Saying it: one wording and one order for the terminal, for Discord and for machines.
//!
//! A new output format is a file here and a member of the command line's `Format`.

pub mod explain;
pub mod json;
pub mod markdown;
pub mod page;
pub mod strip;
pub mod terminal;

use crate::engine::Finding;
use crate::submission::Submission;
use crate::text::quantity::thousands;

/// The words a finding is about, from the text it is about.
pub fn quote<'s>(finding: &Finding<'_>, submission: &'s Submission) -> Option<&'s str> {
    finding.span.map(|span| span.quote(submission.get(finding.input).unwrap_or_default()))
}

/// A finding's message with its blanks filled: `{quote}`, and `{per-day}` with the sum behind the amount.
pub fn message(finding: &Finding<'_>, submission: &Submission) -> String {
    let mut message = finding.rule.teaching.message.clone();
    if let Some(quote) = quote(finding, submission) {
        message = message.replace("{quote}", &format!("“{}”", one_line(quote)));
    }
    if let Some((amount, sum)) = &finding.amount {
        let figure = if sum.is_empty() { thousands(*amount) } else { format!("{} ({sum})", thousands(*amount)) };
        message = message.replace("{per-day}", &figure);
    }
    message
}

/// A text on one line: runs of white space as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
