//! One entry: its sign, its key and its value.

use super::labels::{begun, labelled};
use super::layout::split;
use super::mark::box_at;
use super::{Entry, KEY_CHARS, Keys, Mark, is_mark, trim};
use crate::text::Span;

/// Signs at the edges of an entry that are no part of it.
const EDGE: &[char] = &['-', '*', '•', '–', '—', '>', '·', '|', '/', ';', '#', '"', '\'', ',', '“', '”', '\u{fe0f}'];
/// Words of a heading over a whole profile.
const OF_ALL: &[&str] = &["acct", "my", "the", "account", "profile", "upwork", "details", "summary", "info", "status", "checklist", "data"];
/// Words with which such a heading ends that names no field.
const HEADINGS: &[&str] = &["details", "info", "summary", "data", "checklist"];

/// The entry of a segment; nothing for an empty one.
pub(super) fn entry(text: &str, segment: Span, keys: &impl Keys) -> Option<Entry> {
    let mark = Mark::of(segment.quote(text));
    let inner = inner(text, segment);
    let written = inner.quote(text);
    if written.is_empty() {
        return None;
    }
    if let Some((key, value)) = split(written, keys) {
        let [key, mut value] = [key, value].map(|span| span.behind(inner.start));
        // "Q: Photo? A: me"
        value.start += labelled(value.quote(text), &["a", "answer"]).unwrap_or_default();
        // "ID ✅ by passport"
        let mark = mark.or_else(|| Mark::of(text.get(key.end..value.start)?));
        return Some(Entry { key: Some(key), value, mark });
    }
    let (key, value) = at_colon(text, inner, keys).unwrap_or((None, inner));
    Some(Entry { key, value, mark })
}

/// A segment without the signs, the box, the brackets and the number around it.
fn inner(text: &str, segment: Span) -> Span {
    let at_edge = |ch: char| ch.is_whitespace() || EDGE.contains(&ch) || is_mark(ch);
    let mut inner = trim(text, segment, at_edge);
    if let Some((_, end)) = box_at(inner.quote(text)) {
        inner = trim(text, Span { start: inner.start + end, ..inner }, at_edge);
    }
    inner = trim(text, inner, |ch| matches!(ch, '[' | ']'));
    Span { start: inner.start + begun(inner.quote(text)), ..inner }
}

/// The key before the first colon, and the value behind it; no key where what stands there is a heading. `None` where it parts nothing.
fn at_colon(text: &str, entry: Span, keys: &impl Keys) -> Option<(Option<Span>, Span)> {
    let written = entry.quote(text);
    let at = key_end(written)?;
    let (before, rest) = written.split_at_checked(at)?;
    if before.chars().count() > KEY_CHARS || before.contains(['.', ',']) || rest.starts_with("://") {
        return None;
    }
    let colon = entry.start + at;
    let separator = rest.chars().next().map_or(0, char::len_utf8);
    let key = trim(text, Span { end: colon, ..entry }, |ch| ch.is_whitespace() || ch == '*' || ch == '_');
    let value = trim(text, Span { start: colon + separator, ..entry }, |ch| ch.is_whitespace() || ch == '*');
    let name = key.quote(text);
    if name.is_empty() {
        return None;
    }
    if general_heading(name) {
        return Some((None, value));
    }
    // "My account: ID - verified": the first key is that of all that follows.
    if let Some((key, inner)) = Some(value).filter(|_| of_all(name)).and_then(|value| split(value.quote(text), keys)) {
        return Some((Some(key.behind(value.start)), inner.behind(value.start)));
    }
    Some((Some(without_lead(text, key, keys)), value))
}

/// Whether what stands before a colon is a heading that names no field of its own: "Account details: Ann Lee, ID verified".
fn general_heading(name: &str) -> bool {
    of_all(name) && HEADINGS.iter().any(|heading| name.to_lowercase().ends_with(heading))
}

/// Whether a key is that of a whole profile: "My account".
fn of_all(name: &str) -> bool {
    name.to_lowercase().split_whitespace().all(|word| OF_ALL.contains(&word))
}

/// A key without what leads to it: "Here you go - name: Ann Lee".
fn without_lead(text: &str, key: Span, keys: &impl Keys) -> Span {
    let written = key.quote(text);
    let lead = written.rfind(" - ").map(|at| at + " - ".len());
    let lead = lead.filter(|at| written.get(*at..).is_some_and(|name| keys.is_key(name)));
    Span { start: key.start + lead.unwrap_or_default(), ..key }
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
