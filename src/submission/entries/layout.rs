//! How profiles are laid out without colons: tables, numbers, and what stands between a key and its value.
//!
//! A dash or a bracket is as common in prose: it parts only where what stands before it is known as a key.

use std::ops::Range;

use super::{KEY_CHARS, Keys, is_mark};
use crate::text::Span;

/// What parts the entries of a line.
const BETWEEN: &[&str] = &[" / ", " // ", " | ", " || ", " · ", " • ", "; ", "] ["];
/// What parts them where it stands several times.
const DASHES: &[&str] = &[" - ", " – ", " — "];
/// Entries that a line may number.
const NUMBERS: usize = 30;
/// What may stand for the colon behind a key.
const AFTER_KEY: &[&str] = &[" - ", " – ", " — ", "->", "→", "=>", "\t", "  ", "...", "…", "?", BRACKET];
/// Signs that may stand there, each an answer as well.
const SIGNS: &[&str] = &[" ✅", " ✔", " ✓", " ☑", " ❌", " ✗", " ✘", " ✖"];
/// The bracket that a value may stand in.
const BRACKET: &str = " (";

/// Key and value of a row of a table: `| ID | verified |`.
pub(super) fn table_row(line: &str, keys: &impl Keys) -> Option<(Span, Span)> {
    let row = line.trim_start().strip_prefix('|')?.trim_end();
    let start = line.len() - line.trim_start().len() + 1;
    let (key, value) = row.split_once('|')?;
    let place = |from: usize, part: &str| {
        let edge = |ch: char| ch.is_whitespace() || matches!(ch, '|' | '*');
        let from = from + part.len() - part.trim_start_matches(edge).len();
        Span { start: from, end: from + part.trim_matches(edge).len() }
    };
    let (key, value) = (place(start, key), place(start + key.len() + 1, value));
    let name = key.quote(line);
    (!name.is_empty() && keys.is_key(name)).then_some((key, value))
}

/// A line as one segment, or several where ` / `, ` | `, `;`, ` · `, numbers in a row or dashes part it.
pub(super) fn segments(line: &str, start: usize, keys: &impl Keys) -> Vec<Span> {
    let mut separators = numbered(line);
    separators.extend(places(line, BETWEEN));
    let parts = with_shared_value(line, between(&separators, Span { start: 0, end: line.len() }), keys);
    let parts = parts.into_iter().flat_map(|part| between(&marks(part.quote(line), part.start), part));
    let parts = parts.flat_map(|part| between(&dashes(part.quote(line), part.start, keys), part));
    parts.map(|part| part.behind(start)).collect()
}

/// The parts of a line, keys without a value joined to what a slash parts them from: "Suspensions / warnings: none".
fn with_shared_value(line: &str, parts: Vec<Span>, keys: &impl Keys) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(parts.len());
    // Where the part before ends, if it is but a key.
    let mut key_end = None;
    for part in parts {
        let shares = key_end.is_some_and(|end| line.get(end..part.start) == Some(" / "));
        match joined.last_mut().filter(|_| shares) {
            Some(last) => last.end = part.end,
            None => joined.push(part),
        }
        key_end = keys.is_key(part.quote(line).trim()).then_some(part.end);
    }
    joined
}

/// Where entries of a segment, which begins at `start`, begin or end with a sign in place of a word: before each sign where the segment
/// begins with one, else behind it; nothing where there is but one.
fn marks(segment: &str, start: usize) -> Vec<Range<usize>> {
    let before = segment.trim_start().starts_with(is_mark);
    // "ID ✅ (by passport) Photo ✅": a remark in brackets belongs to what stands before it.
    let remark =
        |end: usize| segment.get(end..).filter(|rest| rest.trim_start().starts_with('(')).and_then(|rest| Some(rest.find(')')? + 1));
    let place = |(at, mark): (usize, &str)| {
        let end = at + mark.len();
        start + if before { at } else { end + remark(end).unwrap_or_default() }
    };
    let places: Vec<usize> = segment.match_indices(is_mark).map(place).collect();
    if places.len() > 1 { places.into_iter().map(|at| at..at).collect() } else { Vec::new() }
}

/// The places of any of these in a text.
fn places(text: &str, wanted: &[&str]) -> impl Iterator<Item = Range<usize>> {
    wanted.iter().flat_map(move |wanted| text.match_indices(*wanted)).map(|(at, found)| at..at + found.len())
}

/// What stands between separators.
fn between(separators: &[Range<usize>], whole: Span) -> Vec<Span> {
    let mut separators = separators.to_vec();
    separators.sort_unstable_by_key(|separator| separator.start);
    let mut parts = Vec::with_capacity(separators.len() + 1);
    let mut from = whole.start;
    for separator in separators {
        parts.push(Span { start: from, end: separator.start.max(from) });
        from = from.max(separator.end);
    }
    parts.push(Span { start: from, end: whole.end });
    parts
}

/// The dashes that part the entries of a segment, which begins at `start`: "ID - verified" is one entry, "ID - verified - Photo - me" is two,
/// and "Ann Lee - ID verified - 1 Main St" three.
fn dashes(segment: &str, start: usize, keys: &impl Keys) -> Vec<Range<usize>> {
    let mut dashes: Vec<Range<usize>> = places(segment, DASHES).collect();
    dashes.sort_unstable_by_key(|dash| dash.start);
    if dashes.len() < 2 {
        return Vec::new();
    }
    let before = |from: usize, dash: &Range<usize>| segment.get(from..dash.start).unwrap_or_default();
    // "Ann Lee. Photo - me. Payment - Visa": the last words before the dash.
    let last_words = dashes.first().and_then(|dash| before(0, dash).rsplit([',', '.']).next());
    let in_pairs = last_words.is_some_and(|words| keys.is_key(words.trim()));
    let mut from = 0;
    dashes.retain(|dash| {
        let part = before(from, dash);
        from = dash.end;
        // Commas part the pairs of "ID - verified, Photo - me".
        !in_pairs || !keys.is_key(part.trim()) && !part.contains([',', '.'])
    });
    dashes.into_iter().map(|dash| start + dash.start..start + dash.end).collect()
}

/// Where numbers in a row stand before entries, `1) … 2) …` or `(1) … (2) …`; nothing where there is but one.
fn numbered(line: &str) -> Vec<Range<usize>> {
    let mut numbers = Vec::new();
    let mut from = 0;
    for number in 1..=NUMBERS {
        let rest = line.get(from..).unwrap_or_default();
        let marks = [format!("({number})"), format!("{number})"), format!("{number}.")];
        let apart = |at: usize, mark: &str| {
            let before = rest.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', ',', ';', '.', '\t']));
            before && rest.get(at + mark.len()..).is_some_and(|behind| behind.starts_with(' '))
        };
        let found = marks.iter().filter_map(|mark| rest.match_indices(mark.as_str()).find(|(at, mark)| apart(*at, mark)));
        let Some((at, mark)) = found.min_by_key(|(at, _)| *at) else { break };
        numbers.push(from + at..from + at + mark.len());
        from += at + mark.len();
    }
    if numbers.len() > 1 { numbers } else { Vec::new() }
}

/// Key and value of an entry in which something else than a colon stands between them.
pub(super) fn split(written: &str, keys: &impl Keys) -> Option<(Span, Span)> {
    let (before, separator) = before_separator(written).or_else(|| pictured(written))?;
    let at_edge = |ch: char| ch.is_whitespace() || matches!(ch, '*' | '_');
    let key = before.trim_matches(at_edge);
    if key.is_empty() || key.chars().count() > KEY_CHARS || key.contains([':', '=', '.', ',']) || !keys.is_key(key) {
        return None;
    }
    let start = before.len() - before.trim_start_matches(at_edge).len();
    let value = written.get(before.len() + separator.len()..)?;
    let inner =
        value.trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '.' | '…' | '-' | '>' | '=' | ':' | '*' | '\u{fe0f}'));
    let inner_start = written.len() - inner.len();
    let inner = if separator == BRACKET { inner.trim_end().strip_suffix(')').filter(|inner| !inner.contains('('))? } else { inner };
    let inner = inner.trim_end_matches(|ch: char| ch.is_whitespace() || ch == '*');
    Some((Span { start, end: start + key.len() }, Span { start: inner_start, end: inner_start + inner.len() }))
}

/// What stands before the first sign that may stand for a colon, and that sign.
pub(super) fn before_separator(text: &str) -> Option<(&str, &'static str)> {
    // "ID verified ✅, 12 Elm Street": a sign stands for a colon only where a value follows.
    let has_value = |at: &usize, sign: &str| {
        let behind = text.get(at + sign.len()..).unwrap_or_default();
        behind.trim_start_matches(['\u{fe0f}', ' ']).starts_with(char::is_alphanumeric)
    };
    let signs = SIGNS.iter().filter_map(|sign| Some((text.find(sign).filter(|at| has_value(at, sign))?, *sign)));
    let separators = AFTER_KEY.iter().filter_map(|separator| Some((text.find(separator)?, *separator))).chain(signs);
    let (at, separator) = separators.min_by_key(|(at, _)| *at)?;
    Some((text.get(..at)?, separator))
}

/// What stands before the first space where it has no letter or figure, as in "📷 me", and that space.
fn pictured(text: &str) -> Option<(&str, &'static str)> {
    let (before, _) = text.split_once(' ')?;
    before.chars().all(|ch| !ch.is_ascii() && !ch.is_alphanumeric()).then_some((before, " "))
}
