//! Names and addresses that stand without a key: lines, or parts of them, that can be nothing else.

use std::ops::Range;

use super::keys::{known, words_of};
use super::states::state_in;
use super::{FieldReading, is_about_a_field};
use crate::engine::reading::TextReading;
use crate::rule::{Field, Hit, RuleSet, State};
use crate::submission::Entry;
use crate::text::Document;

/// Words that a name in a line of its own may have.
const NAME_WORDS: usize = 6;
/// Words that the key of a name may have.
const NAME_KEY_WORDS: usize = 3;
/// Parts that a line of nothing but names and a number has at least to be an address, and words of the one with the number.
const PLACE_PARTS: usize = 3;
const HOUSE_WORDS: usize = 3;
/// Words that introduce a name.
const INTRODUCTIONS: &[&str] = &["i", "am", "my", "name", "is", "hi", "hello", "this", "me", "here", "otherwise", "dear", "sir", "im"];
/// Small words inside names.
const PARTICLES: &[&str] =
    &["van", "von", "de", "der", "den", "da", "do", "dos", "di", "del", "la", "el", "al", "bin", "ibn", "y", "e", "ter", "le", "du", "zu"];

/// A part of a line that can only be a name: a few words with capitals, no figures, nothing that is about another field.
///
/// The first line may be a single name; elsewhere it takes at least two words. "I'm Ann Lee" counts without its first words.
///
/// The places behind the house number of an address look like names as well.
pub(super) fn name_line(rules: &RuleSet, text: &TextReading<'_>, entries: &[Entry], address: &Range<usize>) -> Option<FieldReading> {
    let words = rules.fields.iter().find(|words| words.field == Field::Name)?;
    let document = &text.document;
    let keyless = entries.iter().enumerate().filter(|(_, entry)| entry.key.is_none());
    let segments =
        keyless.flat_map(|(at, entry)| parts(document, &document.tokens_in(entry.value)).into_iter().map(move |part| (at, part)));
    let places = address.clone().find(|at| is_figure(document, *at)).map_or(0..0, |number| number..address.end);
    let tokens = segments.filter(|(_, part)| !places.contains(&part.start)).find_map(|(at, part)| {
        let first = at == 0 && document.gap_before(part.start).trim().is_empty();
        let named = behind_key(rules, document, &part);
        let start = (named.start..part.end).find(|at| !INTRODUCTIONS.contains(&document.word(*at)))?;
        // "I am Ann Lee and I live": what follows an introduction ends with its capitals; "Ann Lee here".
        let end = if start == part.start {
            part.end - usize::from(document.word(part.end - 1) == "here")
        } else {
            (start..part.end).find(|at| !is_name_word(document, *at)).unwrap_or(part.end)
        };
        let tokens = start..end;
        let long_enough = tokens.len() >= 2 || first && part.start == start;
        (long_enough && tokens.len() <= NAME_WORDS && is_name(rules, text, &tokens)).then_some(tokens)
    })?;
    let state = state_in(rules, text, words, &tokens).map_or(State::Met, |(state, _)| state);
    Some(FieldReading { field: Field::Name, tokens, state })
}

/// A line or sentence that can only be an address: figures, several parts, nothing that is about another field.
pub(super) fn address_line(rules: &RuleSet, text: &TextReading<'_>, entries: &[Entry]) -> Option<FieldReading> {
    let document = &text.document;
    let figures = |tokens: &Range<usize>| tokens.clone().filter(|at| is_figure(document, *at)).count();
    let keyless = entries.iter().filter(|entry| entry.key.is_none());
    let mut sentences = keyless.flat_map(|entry| {
        let range = document.tokens_in(entry.value);
        let inside = document.sentences().iter().filter(move |sentence| sentence.start < range.end && sentence.end > range.start);
        let range = document.tokens_in(entry.value);
        inside.map(move |sentence| sentence.start.max(range.start)..sentence.end.min(range.end))
    });
    let tokens = sentences.find(|tokens| {
        let parts = parts(document, tokens);
        let figures = figures(tokens);
        let is_address = figures >= 2 && parts.len() >= 2 && tokens.len() >= 4 || figures == 1 && is_place(document, &parts);
        is_address && !is_about_a_field(rules, text, tokens)
    })?;
    Some(FieldReading { field: Field::Address, tokens, state: State::Met })
}

/// Whether parts are nothing but names, one of them with a house number: "Av. Arequipa 3420, San Isidro, Lima".
fn is_place(document: &Document<'_>, parts: &[Range<usize>]) -> bool {
    let abbreviated = |part: &Range<usize>| document.gap_before(part.start).contains('.');
    let is_long = |part: &Range<usize>| part.len() >= HOUSE_WORDS || abbreviated(part);
    let house = |part: &Range<usize>| is_long(part) && (is_figure(document, part.start) || is_figure(document, part.end - 1));
    parts.len() >= PLACE_PARTS
        && parts.iter().any(house)
        && parts.iter().flat_map(Clone::clone).all(|at| is_figure(document, at) || is_name_word(document, at))
}

/// Whether a word begins with a figure: "12a".
fn is_figure(document: &Document<'_>, at: usize) -> bool {
    document.word(at).starts_with(|ch: char| ch.is_ascii_digit())
}

/// The tokens of a part behind the key of a name that it begins with: "legal name Ann Lee".
fn behind_key(rules: &RuleSet, document: &Document<'_>, part: &Range<usize>) -> Range<usize> {
    let named =
        |end: &usize| known(rules, &words_of(document, &(part.start..*end)).join(" ")).is_some_and(|words| words.field == Field::Name);
    let end = (part.start + 1..part.end.min(part.start + NAME_KEY_WORDS + 1)).rev().find(named);
    end.unwrap_or(part.start)..part.end
}

/// The part of a scope in which a hit begins.
pub(super) fn part_of(document: &Document<'_>, scope: &Range<usize>, hit: &Hit) -> Range<usize> {
    let part = parts(document, scope).into_iter().find(|part| part.contains(&hit.tokens.start));
    part.unwrap_or_else(|| scope.clone())
}

/// The parts of a range of tokens between commas, brackets, colons and full stops.
fn parts(document: &Document<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in range.clone() {
        let new = at == range.start || document.gap_before(at).contains([',', '(', ')', '.', '!', '?', ';', ':', '\n', '–', '—', '|', '/']);
        match parts.last_mut() {
            Some(part) if !new => part.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// Whether all words begin with a capital or have none, and none is a figure or about another field.
fn is_name(rules: &RuleSet, text: &TextReading<'_>, tokens: &Range<usize>) -> bool {
    !is_about_a_field(rules, text, tokens) && tokens.clone().all(|at| is_name_word(&text.document, at))
}

/// Whether a word begins with a capital, has none in its script, or is a small word inside names.
fn is_name_word(document: &Document<'_>, at: usize) -> bool {
    let written = document.tokens().get(at).map_or("", |token| token.span.quote(document.source()));
    let capital = written.chars().next().is_some_and(|ch| !ch.is_lowercase() && ch.is_alphabetic());
    capital || PARTICLES.contains(&document.word(at))
}
