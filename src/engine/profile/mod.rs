//! The fields of a profile or form, each with its state and the words that say so.
//!
//! An entry with a known key (`ID: verified`) is about that field. One without is about every field whose words it holds (`about`);
//! then the state is looked for in the sentence or line around them. A denied word says the opposite: "never suspended" is in order.

mod states;

use std::ops::Range;

use super::denial;
use super::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, RuleSet, State};
use crate::submission::{Entry, Mark, entries};
use crate::text::{Document, Span};
use states::{nearest, rank, state_in, states};

/// Words that a name in a line of its own may have.
const NAME_WORDS: usize = 6;
/// Words that introduce a name.
const INTRODUCTIONS: &[&str] = &["i", "am", "my", "name", "is", "hi", "hello", "this", "me", "here", "otherwise", "dear", "sir"];
/// Keys that may say something of any field: behind another key of the line they do.
const GENERAL_KEYS: &[&str] = &["status", "state", "health", "account", "record", "since"];
/// Small words inside names.
const PARTICLES: &[&str] =
    &["van", "von", "de", "der", "den", "da", "do", "dos", "di", "del", "la", "el", "al", "bin", "ibn", "y", "e", "ter", "le", "du", "zu"];

/// What one entry says of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldReading {
    pub(super) field: Field,
    /// The tokens of its value.
    pub(super) tokens: Range<usize>,
    pub(super) state: State,
}

/// Reads the fields of a profile or form.
pub(super) fn read(rules: &RuleSet, text: &TextReading<'_>) -> Vec<FieldReading> {
    let mut readings = Vec::new();
    // Another field begins; a status, or another line of an address, belongs to the field before it.
    let begins = |current: &str, key: &str| {
        let key = key.to_lowercase();
        let words = named(rules, &key).filter(|_| !GENERAL_KEYS.contains(&key.as_str()));
        let field = words.map(|words| words.field).filter(|field| Field::REQUIRED.contains(field));
        field.is_some() && field != named(rules, &current.to_lowercase()).map(|words| words.field)
    };
    let entries = entries(text.document.source(), begins);
    for entry in &entries {
        let tokens = text.document.tokens_in(entry.value);
        if let Some(words) = entry.key.and_then(|key| keyed(rules, &text.document, key)) {
            let others = behind_value(rules, text, words, &tokens);
            // The value ends where another field is spoken of.
            let end = others.iter().map(|other| text.document.sentence_of(other.tokens.start).start).min();
            let tokens = tokens.start..end.unwrap_or(tokens.end);
            let state = value_state(rules, text, words, entry, &tokens);
            // "Photo: ✅" has no words but its key.
            let key = entry.key.filter(|_| tokens.is_empty() && entry.mark.is_some());
            readings.push(FieldReading { field: words.field, state, tokens: key.map_or(tokens, |key| text.document.tokens_in(key)) });
            readings.extend(others);
        } else if let Some(marked) = marked(rules, text, entry) {
            readings.push(marked);
        } else {
            // A key that names no field belongs to the prose.
            let whole = entry.key.map_or(entry.value, |key| Span { start: key.start, ..entry.value });
            let tokens = text.document.tokens_in(whole);
            readings.extend(rules.fields.iter().flat_map(|words| mentioned(rules, text, words, &tokens)));
        }
    }
    let states = |readings: &[FieldReading], field| readings.iter().any(|reading| reading.field == field);
    if !states(&readings, Field::Name) {
        readings.extend(name_line(rules, text, &entries));
    }
    if !states(&readings, Field::Address) {
        readings.extend(address_line(rules, text, &entries));
    }
    readings
}

/// The field that a key names.
fn keyed<'r>(rules: &'r RuleSet, document: &Document<'_>, key: Span) -> Option<&'r FieldWords> {
    let words = words_of(document, &document.tokens_in(key));
    // "氏名 Name": a key in two languages.
    named(rules, &words.join(" ")).or_else(|| words.iter().find_map(|word| named(rules, word).filter(|_| words.len() == 2)))
}

fn words_of<'d>(document: &'d Document<'_>, tokens: &Range<usize>) -> Vec<&'d str> {
    tokens.clone().map(|at| document.word(at)).collect()
}

/// The field that has this key.
fn named<'r>(rules: &'r RuleSet, wanted: &str) -> Option<&'r FieldWords> {
    rules.fields.iter().find(|field| field.keys.iter().any(|key| key == wanted))
}

/// The state that the value of a keyed entry gives.
fn value_state(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, entry: &Entry, tokens: &Range<usize>) -> State {
    let empty = entry.value.quote(text.document.source()).trim().is_empty() || tokens.is_empty();
    let mark = entry.mark.filter(|_| !entry.key.is_some_and(|key| is_bad(text, words, &text.document.tokens_in(key))));
    match (state_in(rules, text, words, tokens), mark) {
        (Some((state, _)), _) => state,
        (None, Some(Mark::No)) => State::Failed,
        (None, Some(Mark::Yes)) if !words.any_value => State::Met,
        // "Name: Ann Lee", "Address: 1 Main Street": any value states it.
        (None, _) if words.any_value && !empty => State::Met,
        (None, _) => State::Unstated,
    }
}

/// The field that is named with a sign and without a word: "Photo ✅". What "Warnings ❌" means, nobody knows.
fn marked(rules: &RuleSet, text: &TextReading<'_>, entry: &Entry) -> Option<FieldReading> {
    let mark = entry.mark.filter(|_| entry.key.is_none())?;
    let tokens = text.document.tokens_in(entry.value);
    let words =
        named(rules, &words_of(&text.document, &tokens).join(" ")).filter(|words| !words.any_value && !is_bad(text, words, &tokens))?;
    let state = match mark {
        Mark::Yes => State::Met,
        Mark::No => State::Failed,
    };
    Some(FieldReading { field: words.field, tokens, state })
}

/// Whether tokens name what an account should not have: warnings, bans.
fn is_bad(text: &TextReading<'_>, words: &FieldWords, tokens: &Range<usize>) -> bool {
    let bad = [words.failed, words.pending].into_iter().flatten();
    bad.into_iter().any(|term| text.hits.within(term, tokens.clone()).next().is_some())
}

/// Other fields that the sentences behind the first one of a value speak of: "Name: Ann Lee. ID is verified."
fn behind_value(rules: &RuleSet, text: &TextReading<'_>, own: &FieldWords, value: &Range<usize>) -> Vec<FieldReading> {
    let behind = text.document.sentence_of(value.start).end.min(value.end)..value.end;
    // What any value states is told by its key only: "Photo: me. The same face as at my address."
    let others = rules.fields.iter().filter(|words| words.field != own.field && !words.any_value);
    others.flat_map(|words| mentioned(rules, text, words, &behind)).collect()
}

/// The fields that an entry without a key mentions.
fn mentioned(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, entry: &Range<usize>) -> Vec<FieldReading> {
    let Some(about) = words.about else { return Vec::new() };
    let mut readings: Vec<FieldReading> = Vec::new();
    // The last scope, with what it states: a sentence may mention a field many times.
    let mut stated_in = (0..0, Vec::new());
    for hit in text.hits.within(about, entry.clone()) {
        let sentence = text.document.sentence_of(hit.tokens.start);
        let scope = sentence.start.max(entry.start)..sentence.end.min(entry.end);
        if stated_in.0 != scope {
            stated_in = (scope.clone(), states(rules, text, words, &scope));
        }
        let stated = nearest(&stated_in.1, hit);
        // "no PO box is used": a denied word states no value.
        if stated.is_none() && denial::denies(rules, text, hit) {
            continue;
        }
        let (state, tokens) = match stated {
            Some((state, said)) => (*state, Hit::join(&[hit, said]).tokens),
            // "My name is Ann Lee, I have my ID verified": a name ends at the comma.
            None if words.field == Field::Name => (State::Met, part_of(&text.document, &scope, hit)),
            None if words.any_value => (State::Met, scope.clone()),
            None => continue,
        };
        // One statement of the same words is enough.
        if readings.iter().all(|reading| reading.tokens != tokens) {
            readings.push(FieldReading { field: words.field, tokens, state });
        }
    }
    readings
}

/// A part of a line that can only be a name: a few words with capitals, no figures, nothing that is about another field.
///
/// The first line may be a single name; elsewhere it takes at least two words. "I'm Ann Lee" counts without its first words.
fn name_line(rules: &RuleSet, text: &TextReading<'_>, entries: &[Entry]) -> Option<FieldReading> {
    let words = rules.fields.iter().find(|words| words.field == Field::Name)?;
    let document = &text.document;
    let keyless = entries.iter().enumerate().filter(|(_, entry)| entry.key.is_none());
    let mut segments =
        keyless.flat_map(|(at, entry)| parts(document, &document.tokens_in(entry.value)).into_iter().map(move |part| (at, part)));
    let tokens = segments.find_map(|(at, part)| {
        let first = at == 0 && document.gap_before(part.start).trim().is_empty();
        let start = part.clone().find(|at| !INTRODUCTIONS.contains(&document.word(*at)))?;
        let tokens = start..part.end;
        let long_enough = tokens.len() >= 2 || first && part.start == start;
        (long_enough && tokens.len() <= NAME_WORDS && is_name(rules, text, &tokens)).then_some(tokens)
    })?;
    let state = state_in(rules, text, words, &tokens).map_or(State::Met, |(state, _)| state);
    Some(FieldReading { field: Field::Name, tokens, state })
}

/// A line or sentence that can only be an address: figures, several parts, nothing that is about another field.
fn address_line(rules: &RuleSet, text: &TextReading<'_>, entries: &[Entry]) -> Option<FieldReading> {
    let document = &text.document;
    let figures = |tokens: &Range<usize>| tokens.clone().filter(|at| document.tokens().get(*at).is_some_and(|token| token.number)).count();
    let keyless = entries.iter().filter(|entry| entry.key.is_none());
    let mut sentences = keyless.flat_map(|entry| {
        let range = document.tokens_in(entry.value);
        let inside = document.sentences().iter().filter(move |sentence| sentence.start < range.end && sentence.end > range.start);
        let range = document.tokens_in(entry.value);
        inside.map(move |sentence| sentence.start.max(range.start)..sentence.end.min(range.end))
    });
    let tokens = sentences.find(|tokens| {
        figures(tokens) >= 2 && parts(document, tokens).len() >= 2 && tokens.len() >= 4 && !is_about_a_field(rules, text, tokens)
    })?;
    Some(FieldReading { field: Field::Address, tokens, state: State::Met })
}

/// The part of a scope in which a hit begins.
fn part_of(document: &Document<'_>, scope: &Range<usize>, hit: &Hit) -> Range<usize> {
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
    let document = &text.document;
    let written = |at: usize| document.tokens().get(at).map_or("", |token| token.span.quote(document.source()));
    let capital = |at: usize| written(at).chars().next().is_some_and(|ch| !ch.is_lowercase() && ch.is_alphabetic());
    !is_about_a_field(rules, text, tokens) && tokens.clone().all(|at| capital(at) || PARTICLES.contains(&document.word(at)))
}

/// Whether words of any field stand in a range.
fn is_about_a_field(rules: &RuleSet, text: &TextReading<'_>, tokens: &Range<usize>) -> bool {
    rules.fields.iter().filter_map(|words| words.about).any(|about| text.hits.within(about, tokens.clone()).next().is_some())
}

/// The state of a field over all that is said of it: the worst statement counts.
pub(super) fn state(readings: &[FieldReading], field: Field, document: &Document<'_>) -> (State, Option<Span>) {
    let said = readings.iter().filter(|reading| reading.field == field);
    let worst = said.min_by_key(|reading| rank(reading.state));
    worst.map_or((State::Unstated, None), |reading| (reading.state, document.span(&reading.tokens)))
}
