//! The entries of a profile or form: `Key: value` lines, bullets, lines parted by slashes, JSON-like pastes, prose.

mod headings;
mod json_like;
mod labels;
mod layout;
mod paired;
mod parts;

use crate::text::Span;
use headings::under_headings;
use json_like::json_like;
use labels::{begun, labelled};
use layout::{box_at, segments, split, table_row};
use paired::{Paired, paired};
use parts::keyed_parts;

/// Words of a heading over a whole profile.
const OF_ALL: &[&str] = &["acct", "my", "the", "account", "profile", "upwork", "details", "summary", "info", "status", "checklist", "data"];
/// Words with which such a heading ends that names no field.
const HEADINGS: &[&str] = &["details", "info", "summary", "data", "checklist"];
/// Characters a key has at most.
const KEY_CHARS: usize = 48;

/// Signs that say yes, and that say no.
const YES: &[char] = &['✅', '✔', '✓', '☑', '👍', '🟢'];
const NO: &[char] = &['❌', '✗', '✘', '✖', '🚫', '🔴', '👎', '☐', '⬜'];

/// Whether a sign stands in place of a word.
pub(crate) fn is_mark(ch: char) -> bool {
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
    let bracketed = text.trim_start().starts_with(['{', '[']) && text.trim_end().ends_with(['}', ']']);
    // "[My profile]", and the profile below it
    let title = text.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let titled = title.is_some_and(|(title, rest)| !title.contains([':', '"', '{', '\n']) && rest.starts_with(['\n', '\r']));
    if bracketed && !titled && text.contains(':') && box_at(text).is_none() {
        let found = json_like(text);
        if !found.is_empty() && !text.contains("] [") {
            return found;
        }
    }
    let mut found = Vec::new();
    let mut start = 0;
    let is_key = |key: &str| begins(None, key);
    let pair = |(key, value): (Span, Span)| Entry { key: Some(key), value, mark: Mark::of(value.quote(text)) };
    while let Some(line) = text.get(start..).and_then(|rest| rest.split_inclusive('\n').next()) {
        let mut end = start + line.len();
        if let Some(Paired { pairs, end: last }) = paired(text, start, &is_key) {
            found.extend(pairs.into_iter().map(pair));
            end = text.get(last..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| last + at + 1);
        } else if let Some((key, value)) = table_row(line, &is_key) {
            found.push(pair((key.behind(start), value.behind(start))));
        } else {
            for segment in segments(line, start, &is_key) {
                found.extend(keyed_parts(text, segment, &begins).into_iter().filter_map(|part| entry(text, part, &is_key)));
            }
        }
        start = end;
    }
    under_headings(text, found, &begins)
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
    trimmed = trim(text, trimmed, |ch| matches!(ch, '[' | ']'));
    trimmed.start += begun(trimmed.quote(text));
    let written = trimmed.quote(text);
    if written.is_empty() {
        return None;
    }
    let whole = Entry { key: None, value: trimmed, mark };
    if let Some((key, value)) = split(written, is_key) {
        let [key, mut value] = [key, value].map(|span| span.behind(trimmed.start));
        // "Q: Photo? A: me"
        value.start += labelled(value.quote(text), &["a", "answer"]).unwrap_or_default();
        // "ID ✅ by passport"
        let mark = mark.or_else(|| Mark::of(text.get(key.end..value.start)?));
        return Some(Entry { key: Some(key), value, mark });
    }
    let Some(at) = key_end(written) else { return Some(whole) };
    let (key, rest) = written.split_at_checked(at)?;
    let separator = rest.chars().next().map_or(0, char::len_utf8);
    let may_be_key = key.chars().count() <= KEY_CHARS && !key.contains(['.', ',']) && !rest.starts_with("://");
    if !may_be_key {
        return Some(whole);
    }
    let key = trim(text, Span { start: trimmed.start, end: trimmed.start + at }, |ch| ch.is_whitespace() || ch == '*' || ch == '_');
    if key.quote(text).is_empty() {
        return Some(whole);
    }
    let value = trim(text, Span { start: trimmed.start + at + separator, end: trimmed.end }, |ch| ch.is_whitespace() || ch == '*');
    // "My account: ID - verified": the first key is that of all that follows.
    let written = key.quote(text).to_lowercase();
    let general = written.split_whitespace().all(|word| OF_ALL.contains(&word));
    // "Account details: Ann Lee, ID verified" names no field of its own.
    if general && HEADINGS.iter().any(|heading| written.ends_with(heading)) {
        return Some(Entry { key: None, value, mark });
    }
    // "Here you go - name: Ann Lee"
    let lead = key.quote(text).rfind(" - ").map(|at| at + " - ".len());
    let behind = |at: &usize| key.quote(text).get(*at..).is_some_and(is_key);
    let key = Span { start: key.start + lead.filter(behind).unwrap_or_default(), ..key };
    let inner = Some(value).filter(|_| general).and_then(|value| split(value.quote(text), is_key));
    let (key, value) = inner.map_or((key, value), |(key, inner)| (key.behind(value.start), inner.behind(value.start)));
    Some(Entry { key: Some(key), value, mark })
}

/// Where the key of an entry ends: at its first colon or sign of equality that is no part of a face, as in "Hi :) Ann Lee here".
fn key_end(written: &str) -> Option<usize> {
    let is_face = |at: usize| {
        let behind = written.get(at + 1..).unwrap_or_default();
        let mouth = behind.strip_prefix('-').unwrap_or(behind);
        let ends = mouth.get(1..).is_none_or(|rest| !rest.starts_with(char::is_alphanumeric));
        mouth.starts_with(')') || ends && mouth.starts_with(['(', 'D', 'P'])
    };
    written.match_indices([':', '=', '：']).map(|(at, _)| at).find(|at| !is_face(*at))
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
            "ID ✔\u{fe0f} verified\nphoto ✅ me",
        ] {
            let read: Vec<_> = read(text).into_iter().map(|(key, value)| (key.map(str::to_lowercase), value)).collect();
            assert_eq!(read, [(Some("id".to_owned()), "verified"), (Some("photo".to_owned()), "me")], "{text}");
        }
        for text in ["Ann - a developer", "I have a photo - me", "Sheet (mine)", "photo"] {
            assert_eq!(read(text), [(None, text)]);
        }
        assert_eq!(read("12) things"), [(None, "things")]);
        let any_key =
            |text: &str| entries(text, |_, _| true).into_iter().map(|entry| entry.key.map(|key| key.quote(text).to_owned())).collect();
        let keys: [Vec<Option<String>>; 4] = ["… ", "| |\n", "?\n:", "|||\n|||"].map(any_key);
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
        assert_eq!(read("Hey there :) Ann Lee here"), [(None, "Hey there :) Ann Lee here")]);
        assert_eq!(read("Id:- verified"), [(Some("Id"), "- verified")]);
        assert_eq!(read("[My profile]\nID: ok\n[end]"), [(None, "My profile"), (Some("ID"), "ok"), (None, "end")]);
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
