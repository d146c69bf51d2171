//! The fields of a profile or form, each with its state and the words that say so.
//!
//! An entry with a known key (`ID: verified`) is about that field. One without is about every field whose words it holds (`about`);
//! then the state is looked for in the sentence or line around them. A denied word says the opposite: "never suspended" is in order.

use std::ops::Range;

use super::denial;
use super::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, RuleSet, State, TermId};
use crate::submission::{Entry, entries};
use crate::text::{Document, Span};

/// Words that a name in a line of its own may have.
const NAME_WORDS: usize = 6;

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
    let entries = entries(text.document.source());
    for entry in &entries {
        let tokens = text.document.tokens_in(entry.value);
        if let Some(words) = entry.key.and_then(|key| keyed(rules, &text.document, key)) {
            readings.push(FieldReading { field: words.field, state: value_state(rules, text, words, entry, &tokens), tokens });
        } else {
            // A key that names no field belongs to the prose.
            let whole = entry.key.map_or(entry.value, |key| Span { start: key.start, ..entry.value });
            let tokens = text.document.tokens_in(whole);
            readings.extend(rules.fields.iter().flat_map(|words| mentioned(rules, text, words, &tokens)));
        }
    }
    if readings.iter().all(|reading| reading.field != Field::Name) {
        readings.extend(name_line(rules, text, &entries, &readings));
    }
    readings
}

/// The field that a key names.
fn keyed<'r>(rules: &'r RuleSet, document: &Document<'_>, key: Span) -> Option<&'r FieldWords> {
    let words: Vec<&str> = document.tokens_in(key).map(|at| document.word(at)).collect();
    let name = words.join(" ");
    let named = |wanted: &str| rules.fields.iter().find(|field| field.keys.iter().any(|key| key == wanted));
    // "氏名 Name": a key in two languages.
    named(&name).or_else(|| words.iter().find_map(|word| named(word).filter(|_| words.len() == 2)))
}

/// The state that the value of a keyed entry gives.
fn value_state(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, entry: &Entry, tokens: &Range<usize>) -> State {
    let stated = state_in(rules, text, words, tokens);
    match stated {
        Some((state, _)) => state,
        None if entry.value.quote(text.document.source()).trim().is_empty() || tokens.is_empty() => State::Unstated,
        // "Name: Ann Lee", "Address: 1 Main Street": any value states it.
        None if words.any_value => State::Met,
        None => State::Unstated,
    }
}

/// The fields that an entry without a key mentions.
fn mentioned(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, entry: &Range<usize>) -> Vec<FieldReading> {
    let Some(about) = words.about else { return Vec::new() };
    let mut readings: Vec<FieldReading> = Vec::new();
    for hit in text.hits.within(about, entry.clone()) {
        let sentence = text.document.sentence_of(hit.tokens.start);
        let scope = sentence.start.max(entry.start)..sentence.end.min(entry.end);
        let stated = nearest_state(rules, text, words, hit, &scope);
        let (state, tokens) = match stated {
            Some((state, said)) => (state, Hit::join([hit, &said]).tokens),
            None if words.any_value => (State::Met, scope.clone()),
            None => continue,
        };
        // One statement per sentence is enough; the worst is kept.
        match readings.iter_mut().find(|reading| reading.tokens == tokens) {
            Some(_) => {}
            None => readings.push(FieldReading { field: words.field, tokens, state }),
        }
    }
    readings
}

/// The state words nearest to a mention, in its scope.
fn nearest_state(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, about: &Hit, scope: &Range<usize>) -> Option<(State, Hit)> {
    let distance = |hit: &Hit| hit.tokens.start.saturating_sub(about.tokens.end).max(about.tokens.start.saturating_sub(hit.tokens.end));
    states(rules, text, words, scope).into_iter().min_by_key(|(state, hit)| (distance(hit), rank(*state)))
}

/// The worst state that a range of tokens states.
fn state_in(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> Option<(State, Hit)> {
    states(rules, text, words, range).into_iter().min_by_key(|(state, _)| rank(*state))
}

/// Worse states first.
fn rank(state: State) -> u8 {
    match state {
        State::Failed => 0,
        State::Pending => 1,
        State::Met => 2,
        State::Unstated => 3,
    }
}

/// All states that a range of tokens states, with their words. What a decoy covers ("old card expired, was replaced") counts for nothing.
fn states(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> Vec<(State, Hit)> {
    let hits = |term: Option<TermId>| term.into_iter().flat_map(|term| text.hits.within(term, range.clone()).cloned()).collect::<Vec<_>>();
    let overlaps = |one: &Hit, other: &Hit| one.tokens.start < other.tokens.end && other.tokens.start < one.tokens.end;
    let longer = |one: &Hit, other: &Hit| one.tokens.len() > other.tokens.len() && overlaps(one, other);
    let decoys = hits(words.decoys);
    let all: Vec<(State, Hit)> = [(State::Failed, words.failed), (State::Pending, words.pending), (State::Met, words.met)]
        .into_iter()
        .flat_map(|(state, term)| hits(term).into_iter().map(move |hit| (state, hit)))
        .filter(|(_, hit)| !decoys.iter().any(|decoy| overlaps(decoy, hit)))
        .collect();
    let mut stated = Vec::new();
    for (state, hit) in &all {
        // "not verified" beats "verified" inside it.
        if all.iter().any(|(other, longer_hit)| other != state && longer(longer_hit, hit)) {
            continue;
        }
        let denied = denial::denies(rules, text, hit);
        match (state, denied) {
            (_, false) => stated.push((*state, hit.clone())),
            (State::Failed, true) => stated.push((State::Met, hit.clone())),
            (State::Met, true) => stated.push((State::Failed, hit.clone())),
            _ => {}
        }
    }
    stated
}

/// A first line or part of a line that can only be a name: a few words, no figures, nothing that another field was read from.
fn name_line(rules: &RuleSet, text: &TextReading<'_>, entries: &[Entry], readings: &[FieldReading]) -> Option<FieldReading> {
    let words = rules.fields.iter().find(|words| words.field == Field::Name)?;
    let first = entries.iter().find(|entry| entry.key.is_none())?;
    let document = &text.document;
    let all = document.tokens_in(first.value);
    let end = all
        .clone()
        .find(|at| *at > all.start && document.gap_before(*at).contains([',', '(', '.', ';', '\n', '–', '—', '|']))
        .unwrap_or(all.end);
    let tokens = all.start..end;
    let short = (1..=NAME_WORDS).contains(&tokens.len());
    let figures = tokens.clone().any(|at| document.word(at).chars().any(|ch| ch.is_ascii_digit()));
    let taken = readings.iter().any(|reading| reading.tokens.start < tokens.end && tokens.start < reading.tokens.end);
    let capital =
        document.span(&tokens).is_some_and(|span| span.quote(document.source()).chars().next().is_some_and(|ch| !ch.is_lowercase()));
    (short && !figures && !taken && capital).then(|| {
        let state = state_in(rules, text, words, &tokens).map_or(State::Met, |(state, _)| state);
        FieldReading { field: Field::Name, tokens, state }
    })
}

/// The state of a field over all that is said of it: the worst statement counts.
pub(super) fn state(readings: &[FieldReading], field: Field, document: &Document<'_>) -> (State, Option<Span>) {
    let said = readings.iter().filter(|reading| reading.field == field);
    let worst = said.min_by_key(|reading| rank(reading.state));
    worst.map_or((State::Unstated, None), |reading| (reading.state, document.span(&reading.tokens)))
}
