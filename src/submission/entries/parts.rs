//! Several keys in one line: "Name: Ann Lee. ID: verified, Photo: me".

use super::layout::before_separator;
use super::{KEY_CHARS, Keys};
use crate::text::Span;

/// Characters that stand between a key and its value at most.
const KEY_END: usize = 8;
/// Keys that prose has at least where it is a row of entries: fewer may be a chance.
const KEYS: usize = 3;
/// Words of a key that stands within a line.
const KEY_WORDS: usize = 4;

/// A segment that begins with a key as one part for each key that begins an entry: "Name: Ann Lee. ID: verified, Photo: me".
pub(super) fn keyed_parts(text: &str, segment: Span, keys: &impl Keys) -> Vec<Span> {
    let written = segment.quote(text);
    let mut parts = vec![segment];
    let colon = written.find([':', '.', ',']).and_then(|at| written.split_at_checked(at)).filter(|(_, rest)| rest.starts_with(':'));
    let other = || before_separator(written).filter(|(key, _)| keys.is_key(key)).and_then(|(key, _)| written.split_at_checked(key.len()));
    let leading = colon.or_else(other);
    let (mut current, rest) = leading.map_or((None, written), |(key, rest)| (Some(key), rest));
    let begins =
        |current: Option<&str>, key: &str| current.map_or_else(|| keys.is_key(key), |current| keys.begins_another(current.trim(), key));
    for (at, _) in rest.match_indices(['.', ',']) {
        // The dots of "ID ... complete" stand for a colon.
        let dots = rest.get(..at).is_some_and(|before| before.ends_with('.'));
        let behind = rest.get(at + 1..).filter(|behind| behind.starts_with(' ') && !dots);
        let key = behind.and_then(|behind| key_at(behind.trim_start())).filter(|key| begins(current, key));
        let Some(key) = key else { continue };
        let cut = segment.end - rest.len() + at + 1;
        parts.last_mut().into_iter().for_each(|last| last.end = cut);
        parts.push(Span { start: cut, end: segment.end });
        current = Some(key);
    }
    let begun = parts.len() - 1;
    if leading.is_none() && begun < KEYS { vec![segment] } else { parts }
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
