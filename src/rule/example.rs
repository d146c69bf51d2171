//! A rule's proof: texts in which it must fire, stay silent, or find the words denied.

use crate::text::Span;
use serde::{Deserialize, Serialize};

use super::Place;

/// What an example demands of its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Expectation {
    /// `bad`, `found`: it fires.
    Fires,
    /// `good`, `not-found`: it says nothing.
    Silent,
    /// `denies`: its words are found, and denied.
    Denied,
}

/// One example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// The text, without its `[[…]]` marks.
    pub text: Box<str>,
    /// The words that the quote has to cover.
    pub marked: Option<Span>,
    /// What it demands.
    pub expect: Expectation,
    /// Where it stands.
    pub place: Place,
}

impl Example {
    /// Reads an example with at most one pair of `[[…]]`, or says what is wrong with it.
    pub(crate) fn parse(written: &str, expect: Expectation, place: Place) -> Result<Self, &'static str> {
        let plain = |text: Box<str>, marked| Self { text, marked, expect, place };
        match (written.split_once("[["), written.contains("]]")) {
            (None, false) => Ok(plain(written.into(), None)),
            (None, true) => Err("`]]` without `[[` before it"),
            (Some((before, rest)), _) => {
                let (marked, after) = rest.split_once("]]").ok_or("`[[` without `]]` after it")?;
                if marked.trim().is_empty() {
                    return Err("nothing stands between `[[` and `]]`");
                }
                if after.contains("[[") || marked.contains("[[") {
                    return Err("an example marks one place: use a second example for the second place");
                }
                let span = Span { start: before.len(), end: before.len() + marked.len() };
                Ok(plain([before, marked, after].concat().into(), Some(span)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_kept_as_a_span() {
        let place = Place { file: "".into(), line: 1, span: Span { start: 0, end: 0 } };
        let example = Example::parse("The [[bot bids]] on jobs.", Expectation::Fires, place.clone()).expect("an example");
        assert_eq!(&*example.text, "The bot bids on jobs.");
        assert_eq!(example.marked.expect("a mark").quote(&example.text), "bot bids");
        assert!(Example::parse("a [[b", Expectation::Fires, place).is_err());
    }
}
