//! The entries of a profile or form: `Key: value` lines, bullets, JSON-like pastes, sentences.

use crate::text::Span;

/// One entry: a value with its key, or a line or sentence without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, where there is one.
    pub key: Option<Span>,
    /// The value: bytes of the original.
    pub value: Span,
}

/// The entries of a profile or form, in order of place. Every span lies within `text`.
pub fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end().len();
        entries.push(Entry { key: None, value: Span { start, end } });
        start += line.len();
    }
    entries
}
