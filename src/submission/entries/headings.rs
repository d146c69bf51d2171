//! Keys in lines of their own, above their values: headings, and lines that take turns.

use super::{Entry, Keys};
use crate::text::Span;

/// Keys in lines of their own, each above its values, so often that it can be no chance.
const TURNS: usize = 3;
/// Lines that may stand above the first of these keys: a title.
const TITLES: usize = 1;

/// Joins keys that stand in a line of their own with what stands below: a heading with its line, and, where most of the text is laid out so,
/// a key with all lines up to the next key.
pub(super) fn under_headings(text: &str, entries: Vec<Entry>, keys: &impl Keys) -> Vec<Entry> {
    let is_turn = |turn: &[Entry]| matches!(turn, [key, value] if is_bare_key(text, key, keys) && value.key.is_none());
    let values = entries.iter().filter(|entry| !is_bare_key(text, entry, keys)).count();
    let take_turns = entries.len() >= 2 * TURNS && values > 0 && entries.chunks(2).all(is_turn);
    if take_turns {
        let heads: Vec<bool> = (0..entries.len()).map(|at| at % 2 == 0).collect();
        return in_blocks(entries, &heads);
    }
    if let Some(heads) = heads(text, &entries, keys) {
        return in_blocks(entries, &heads);
    }
    let is_heading = |value: Span| {
        let before = text.get(..value.start).unwrap_or_default();
        before.ends_with("**") || before.trim_end_matches(' ').ends_with('#')
    };
    let mut found: Vec<Entry> = Vec::with_capacity(entries.len());
    for entry in entries {
        let is_value = entry.key.is_none() && !is_heading(entry.value);
        let above = found.last().filter(|above| is_value && above.mark.is_none());
        let heading = above.and_then(|above| match above.key {
            Some(key) => Some(key).filter(|_| above.value.quote(text).is_empty()),
            None => Some(above.value).filter(|value| is_heading(*value) && is_bare_key(text, above, keys)),
        });
        if heading.is_some() {
            found.pop();
        }
        found.push(Entry { key: heading.or(entry.key), ..entry });
    }
    found
}

/// Which entries are keys of the lines below them; `None` where the text is not laid out so.
fn heads(text: &str, entries: &[Entry], keys: &impl Keys) -> Option<Vec<bool>> {
    let mut heads = Vec::with_capacity(entries.len());
    // The last of them, and whether it has a value.
    let mut last: Option<(&str, bool)> = None;
    let mut with_value = 0;
    for entry in entries {
        let written = entry.value.quote(text);
        let bare = entry.mark.is_none() && is_bare_key(text, entry, keys);
        // "Verified" below "Identity" is its value, whatever else it may be a key of.
        let is_head = bare && last.is_none_or(|(key, _)| keys.begins_another(key, written));
        heads.push(is_head);
        last = match last {
            _ if is_head => Some((written, false)),
            Some((key, had_value)) if entry.key.is_none() => {
                with_value += usize::from(!had_value);
                Some((key, true))
            }
            _ => None,
        };
    }
    let begun = heads.iter().take(TITLES + 1).any(|is_head| *is_head);
    (begun && with_value >= TURNS).then_some(heads)
}

/// Whether an entry is but a key that stands in a line of its own: within a line, "own photograph – Visa verified" are two entries.
fn is_bare_key(text: &str, entry: &Entry, keys: &impl Keys) -> bool {
    entry.key.is_none() && begins_line(text, entry.value) && keys.is_key(entry.value.quote(text))
}

/// Whether nothing but signs stands before a span in its line.
fn begins_line(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    !before.rsplit('\n').next().unwrap_or_default().contains(char::is_alphanumeric)
}

/// Joins each key with all that stands below it up to the next one.
fn in_blocks(entries: Vec<Entry>, heads: &[bool]) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::with_capacity(entries.len());
    let mut head: Option<Span> = None;
    for (entry, is_head) in entries.into_iter().zip(heads) {
        match (found.last_mut(), head) {
            (Some(last), Some(key)) if !is_head && entry.key.is_none() => {
                if last.key.is_none() {
                    *last = Entry { key: Some(key), ..entry };
                } else {
                    last.value.end = entry.value.end;
                }
            }
            _ => {
                head = is_head.then_some(entry.value);
                found.push(entry);
            }
        }
    }
    found
}
