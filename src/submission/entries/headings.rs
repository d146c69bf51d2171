//! Keys in lines of their own, above their values: headings, and lines that take turns.

use super::Entry;
use crate::text::Span;

/// Keys in lines of their own that take turns with values, so often that it can be no chance.
const TURNS: usize = 3;

/// Joins keys that stand in a line of their own with the line below: a heading and what it is about.
pub(super) fn under_headings(text: &str, entries: Vec<Entry>, is_key: &impl Fn(&str) -> bool) -> Vec<Entry> {
    let is_bare_key = |entry: &Entry| entry.key.is_none() && is_key(entry.value.quote(text));
    let is_turn = |turn: &[Entry]| matches!(turn, [key, value] if is_bare_key(key) && value.key.is_none());
    let values = entries.iter().filter(|entry| !is_bare_key(entry)).count();
    let take_turns = entries.len() >= 2 * TURNS && values > 0 && entries.chunks(2).all(is_turn);
    let is_heading = |value: Span| {
        let before = text.get(..value.start).unwrap_or_default();
        before.ends_with("**") || before.trim_end_matches(' ').ends_with('#')
    };
    let mut found: Vec<Entry> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.into_iter().enumerate() {
        let is_value = entry.key.is_none() && if take_turns { at % 2 == 1 } else { !is_heading(entry.value) };
        let above = found.last().filter(|above| is_value && above.mark.is_none());
        let heading = above.and_then(|above| match above.key {
            Some(key) => Some(key).filter(|_| above.value.quote(text).is_empty()),
            None => Some(above.value).filter(|value| (take_turns || is_heading(*value)) && is_key(value.quote(text))),
        });
        if heading.is_some() {
            found.pop();
        }
        found.push(Entry { key: heading.or(entry.key), ..entry });
    }
    found
}
