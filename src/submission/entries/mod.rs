//! The entries of a profile or form: `Key: value` lines, bullets, lines parted by slashes, JSON-like pastes, prose.

mod headings;
mod json_like;
mod layout;

use crate::text::Span;
use headings::under_headings;
use json_like::json_like;
use layout::{before_separator, box_at, segments, split, table_row};

/// Characters a key has at most.
const KEY_CHARS: usize = 48;
/// Characters that stand between a key and its value at most.
const KEY_END: usize = 8;
/// Words of a key that stands within a line.
const KEY_WORDS: usize = 4;

/// Signs that say yes, and that say no.
const YES: &[char] = &['✅', '✔', '✓', '☑', '👍', '🟢'];
const NO: &[char] = &['❌', '✗', '✘', '✖', '🚫', '🔴', '👎', '☐', '⬜'];

/// Whether a sign stands in place of a word.
fn is_mark(ch: char) -> bool {
    YES.contains(&ch) || NO.contains(&ch)
}

/// One entry: a value with its key, or a line without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, where there is one.
    pub key: Option<Span>,
    /// The value: bytes of the original.
    pub value: Span,
    /// The sign that it begins or ends with.
    pub mark: Option<Mark>,
}

/// What a sign in place of a word says: "Photo ✅".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Mark {
    /// The sign that a text begins or ends with; one that says no counts more. A box that is ticked or not may stand before it.
    fn of(text: &str) -> Option<Self> {
        if let Some((mark, _)) = box_at(text) {
            return Some(mark);
        }
        let has = |signs: &[char]| {
            let text = text.trim_matches(|ch: char| ch.is_whitespace() || matches!(ch, '\u{fe0f}' | '-' | '*' | '|' | '.' | ','));
            text.starts_with(signs) || text.ends_with(signs)
        };
        if has(NO) { Some(Self::No) } else { has(YES).then_some(Self::Yes) }
    }
}

/// The entries of a profile or form, in order of place. Every span lies within `text`.
///
/// ```
/// use redraft::submission::entries;
///
/// let text = "Name: Ann Lee\n- ID = verified\nPO box? none";
/// let read: Vec<_> = entries(text, |_, _| false).iter().map(|entry| (entry.key.map(|key| key.quote(text)), entry.value.quote(text))).collect();
/// assert_eq!(read, [(Some("Name"), "Ann Lee"), (Some("ID"), "verified"), (None, "PO box? none")]);
/// ```
///
/// `begins` says whether a key begins an entry of its own: behind the entry of another key, since only who knows what the keys mean can
/// tell "Payment: Visa, Status: active" from "ID: verified, Photo: me"; or by itself, where a dash, an arrow, dots or a tab stand for
/// the colon: "Photo - me".
pub fn entries(text: &str, begins: impl Fn(Option<&str>, &str) -> bool) -> Vec<Entry> {
    if text.trim_start().starts_with(['{', '[']) && text.contains(':') && box_at(text).is_none() {
        let found = json_like(text);
        if !found.is_empty() {
            return found;
        }
    }
    let mut found = Vec::new();
    let mut start = 0;
    let is_key = |key: &str| begins(None, key);
    for line in text.split_inclusive('\n') {
        if let Some((key, value)) = table_row(line, &is_key) {
            let [key, value] = [key, value].map(|span| span.behind(start));
            found.push(Entry { key: Some(key), value, mark: Mark::of(value.quote(text)) });
        } else {
            for segment in segments(line, start, &is_key) {
                found.extend(keyed_parts(text, segment, &begins).into_iter().filter_map(|part| entry(text, part, &is_key)));
            }
        }
        start += line.len();
    }
    under_headings(text, found, &is_key)
}

/// A segment that begins with a key as one part for each key that begins an entry: "Name: Ann Lee. ID: verified, Photo: me".
fn keyed_parts(text: &str, segment: Span, begins: &impl Fn(Option<&str>, &str) -> bool) -> Vec<Span> {
    let written = segment.quote(text);
    let mut parts = vec![segment];
    let colon = written.find([':', '.', ',']).and_then(|at| written.split_at_checked(at)).filter(|(_, rest)| rest.starts_with(':'));
    let other = || before_separator(written).filter(|(key, _)| begins(None, key)).and_then(|(key, _)| written.split_at_checked(key.len()));
    let Some((mut current, rest)) = colon.or_else(other) else { return parts };
    for (at, _) in rest.match_indices(['.', ',']) {
        let behind = rest.get(at + 1..).filter(|behind| behind.starts_with(' '));
        let Some(key) = behind.and_then(|behind| key_at(behind.trim_start())).filter(|key| begins(Some(current.trim()), key)) else {
            continue;
        };
        let cut = segment.end - rest.len() + at + 1;
        parts.last_mut().into_iter().for_each(|last| last.end = cut);
        parts.push(Span { start: cut, end: segment.end });
        current = key;
    }
    parts
}

/// The key that a text begins with: a few words before a colon and a space, or what may stand for these.
fn key_at(text: &str) -> Option<&str> {
    // Of a long text only what may be a key is looked at.
    let text = text.char_indices().nth(KEY_CHARS + KEY_END).and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    let is_key_char = |ch: char| ch.is_alphabetic() || matches!(ch, ' ' | '-' | '_' | '\'');
    let end = text.char_indices().take(KEY_CHARS).find(|(_, ch)| !is_key_char(*ch)).map_or(text.len(), |(end, _)| end);
    let (key, value) = text.split_at_checked(end)?;
    let key = if value.starts_with(": ") { key } else { before_separator(text).map(|(key, _)| key).filter(|key| key.len() <= end)? };
    (1..=KEY_WORDS).contains(&key.split_whitespace().count()).then_some(key.trim_end())
}

/// The entry of a segment; nothing for an empty one.
fn entry(text: &str, segment: Span, is_key: &impl Fn(&str) -> bool) -> Option<Entry> {
    const EDGE: &[char] = &['-', '*', '•', '–', '—', '>', '·', '|', '/', ';', '#', '"', '\'', ',', '“', '”', '\u{fe0f}'];
    let mark = Mark::of(segment.quote(text));
    let at_edge = |ch: char| EDGE.contains(&ch) || is_mark(ch);
    let mut trimmed = trim(text, segment, |ch| ch.is_whitespace() || at_edge(ch));
    if let Some((_, end)) = box_at(trimmed.quote(text)) {
        trimmed = trim(text, Span { start: trimmed.start + end, ..trimmed }, |ch| ch.is_whitespace() || at_edge(ch));
    }
    let written = trimmed.quote(text);
    if written.is_empty() {
        return None;
    }
    let whole = Entry { key: None, value: trimmed, mark };
    if let Some((key, value)) = split(written, is_key) {
        let [key, value] = [key, value].map(|span| span.behind(trimmed.start));
        return Some(Entry { key: Some(key), value, mark });
    }
    let Some(at) = written.find([':', '=', '：']) else { return Some(whole) };
    let (key, rest) = written.split_at_checked(at)?;
    let separator = rest.chars().next().map_or(0, char::len_utf8);
    let is_key = key.chars().count() <= KEY_CHARS && !key.contains(['.', ',']) && !rest.starts_with("://");
    if !is_key {
        return Some(whole);
    }
    let key = trim(text, Span { start: trimmed.start, end: trimmed.start + at }, |ch| ch.is_whitespace() || ch == '*' || ch == '_');
    if key.quote(text).is_empty() {
        return Some(whole);
    }
    let value = trim(text, Span { start: trimmed.start + at + separator, end: trimmed.end }, |ch| ch.is_whitespace() || ch == '*');
    Some(Entry { key: Some(key), value, mark })
}

/// The span without the characters at both ends that `drop` names.
fn trim(text: &str, span: Span, drop: impl Fn(char) -> bool) -> Span {
    let written = span.quote(text);
    let start = span.start + (written.len() - written.trim_start_matches(&drop).len());
    let end = span.end - (written.len() - written.trim_end_matches(&drop).len());
    Span { start: start.min(end), end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn begins(_: Option<&str>, key: &str) -> bool {
        ["id", "address", "photo"].contains(&key.to_lowercase().as_str())
    }

    fn read(text: &str) -> Vec<(Option<&str>, &str)> {
        entries(text, begins).into_iter().map(|entry| (entry.key.map(|key| key.quote(text)), entry.value.quote(text))).collect()
    }

    #[test]
    fn lines_bullets_and_slashes() {
        assert_eq!(
            read("* Ann Lee\n* ID: ok\nTom / 12 Main St / photo: me"),
            [(None, "Ann Lee"), (Some("ID"), "ok"), (None, "Tom"), (None, "12 Main St"), (Some("photo"), "me"),]
        );
    }

    #[test]
    fn keys_without_a_colon() {
        for text in [
            "ID - verified\nPhoto – me",
            "ID -> verified\nPhoto → me",
            "ID.....verified\nPhoto ...... me",
            "ID\tverified\nPhoto\tme",
            "ID (verified)\nPhoto (me)",
            "ID? verified\nPhoto? me",
            "| ID | verified |\n|----|----|\n| Photo | me |",
            "### ID\nverified\n### Photo\nme",
            "ID:\nverified\n\nPhoto:\nme",
            "ID - verified - photo - me",
            "1) ID: verified 2) photo: me",
            "(1) ID (verified) (2) photo (me)",
        ] {
            let read: Vec<_> = read(text).into_iter().map(|(key, value)| (key.map(str::to_lowercase), value)).collect();
            assert_eq!(read, [(Some("id".to_owned()), "verified"), (Some("photo".to_owned()), "me")], "{text}");
        }
        for text in ["Ann - a developer", "I have a photo - me", "Sheet (mine)", "photo", "12) things"] {
            assert_eq!(read(text), [(None, text)]);
        }
        let any_key =
            |text: &str| entries(text, |_, _| true).into_iter().map(|entry| entry.key.map(|key| key.quote(text).to_owned())).collect();
        let keys: [Vec<Option<String>>; 2] = ["… ", "| |\n"].map(any_key);
        assert!(keys.iter().flatten().all(Option::is_none), "{keys:?}");
        assert_eq!(read("Ann Lee - ID verified - 1 Main St"), [(None, "Ann Lee"), (None, "ID verified"), (None, "1 Main St")]);
    }

    #[test]
    fn boxes_that_are_ticked_or_not() {
        let text = "[x] ID: ok\n- [ ] Photo\n[ ] address (none)";
        let read: Vec<_> = entries(text, begins).into_iter().map(|entry| (entry.value.quote(text), entry.mark)).collect();
        assert_eq!(read, [("ok", Some(Mark::Yes)), ("Photo", Some(Mark::No)), ("none", Some(Mark::No))]);
    }

    #[test]
    fn signs_in_place_of_words() {
        let marks = |text: &str| {
            entries(text, begins).into_iter().map(|entry| (entry.value.quote(text).to_owned(), entry.mark)).collect::<Vec<_>>()
        };
        let entry = |value: &str, mark| (value.to_owned(), mark);
        assert_eq!(
            marks("ID ✅ | ✔\u{fe0f} Photo | Payment: Visa ❌, | Ann Lee | ID: 👍"),
            [
                entry("ID", Some(Mark::Yes)),
                entry("Photo", Some(Mark::Yes)),
                entry("Visa", Some(Mark::No)),
                entry("Ann Lee", None),
                entry("", Some(Mark::Yes))
            ]
        );
    }

    #[test]
    fn several_keys_of_a_line() {
        assert_eq!(
            read("Name: Ann Lee. ID: verified, Address: 1 Main St. 5, Oslo, Floor: 2, photo: me"),
            [
                (Some("Name"), "Ann Lee."),
                (Some("ID"), "verified"),
                (Some("Address"), "1 Main St. 5, Oslo, Floor: 2"),
                (Some("photo"), "me")
            ]
        );
        assert_eq!(read("I'm Ann. Address: 1 Main St. Photo: me."), [(None, "I'm Ann. Address: 1 Main St. Photo: me.")]);
        assert_eq!(read("Site: https://a.example, photo://b"), [(Some("Site"), "https://a.example, photo://b")]);
    }

    proptest! {
        #[test]
        fn spans_lie_on_boundaries(text in "[{}\\[\\]'\":,=a-zA-Z0-9é木 \n\t/|;.*()>?→x-]{0,80}") {
            for entry in entries(&text, |one, other| one != Some(other)) {
                prop_assert!(text.get(entry.value.start..entry.value.end).is_some());
                if let Some(key) = entry.key {
                    prop_assert!(text.get(key.start..key.end).is_some());
                }
            }
        }
    }
}
