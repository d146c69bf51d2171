//! Pairs of a paste that looks like JSON: read as far as it can be, whatever its quotes and brackets.

use super::{Entry, Mark, trim};
use crate::text::Span;

/// Pairs of a JSON-like paste, also with single quotes or bare words. The value of a nested object is the whole of it.
pub(super) fn json_like(text: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    let mut at = text.find(['{', '[']).map_or(0, |open| open + 1);
    while let Some((key, after)) = string_at(text, at) {
        let rest = text.get(after..).unwrap_or_default();
        let colon = rest.find(|ch: char| !ch.is_whitespace()).filter(|colon| rest.get(*colon..).is_some_and(|rest| rest.starts_with(':')));
        let Some(colon) = colon else {
            at = after;
            continue;
        };
        let (value, end) = value_at(text, after + colon + 1);
        let key = Some(key).filter(|key| !key.quote(text).trim().is_empty());
        found.push(Entry { key, value, mark: Mark::of(value.quote(text)) });
        at = end;
    }
    found
}

/// The next quoted or bare word from `from`, without its quotes, and one past it.
fn string_at(text: &str, from: usize) -> Option<(Span, usize)> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|ch: char| ch == '"' || ch == '\'' || ch.is_alphanumeric())?;
    let first = text.get(start..)?.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = closing(text, start + 1, first);
        return Some((Span { start: start + 1, end }, (end + 1).min(text.len())));
    }
    let word = text.get(start..)?;
    let end = start + word.find(|ch: char| !ch.is_alphanumeric() && !matches!(ch, '_' | '-' | ' ')).unwrap_or(word.len());
    Some((trim(text, Span { start, end }, char::is_whitespace), end))
}

/// The place of the quote that closes a string: the next one that stands before a comma, colon, bracket or the end.
fn closing(text: &str, from: usize, quote: char) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let closes = |at: usize| {
        let after = rest.get(at + 1..).unwrap_or_default().trim_start();
        !rest.get(..at).is_some_and(|before| before.ends_with('\\')) && (after.is_empty() || after.starts_with([',', ':', '}', ']']))
    };
    rest.match_indices(quote).map(|(at, _)| at).find(|at| closes(*at)).map_or(text.len(), |at| from + at)
}

/// The value after a colon, and one past it.
fn value_at(text: &str, from: usize) -> (Span, usize) {
    let rest = text.get(from..).unwrap_or_default();
    let start = from + (rest.len() - rest.trim_start().len());
    let written = text.get(start..).unwrap_or_default();
    match written.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let end = closing(text, start + 1, quote);
            (Span { start: start + 1, end }, (end + 1).min(text.len()))
        }
        Some('{' | '[') => {
            let end = start + written.find(['}', ']']).map_or(written.len(), |close| close + 1);
            (Span { start, end }, end)
        }
        _ => {
            let end = start + written.find([',', '}', '\n']).unwrap_or(written.len());
            (trim(text, Span { start, end }, char::is_whitespace), end)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Option<&str>, &str)> {
        json_like(text).into_iter().map(|entry| (entry.key.map(|key| key.quote(text)), entry.value.quote(text))).collect()
    }

    #[test]
    fn json_like_pastes() {
        assert_eq!(
            read("{'name':'Ann O'Neil', \"id\": true, address: {\"street\": \"A 1\"}, jobs: 3}"),
            [(Some("name"), "Ann O'Neil"), (Some("id"), "true"), (Some("address"), "{\"street\": \"A 1\"}"), (Some("jobs"), "3"),]
        );
    }
}
