//! The fields of a profile or form, each with its state and the words that say so.
//!
//! An entry with a known key (`ID: verified`) is about that field. One without is about every field whose words it holds (`about`);
//! then the state is looked for in the sentence or line around them. A denied word says the opposite: "never suspended" is in order.

mod addresses;
mod answers;
mod below;
mod choice;
mod feedback;
mod keys;
mod mentions;
mod names;
mod namesakes;
mod parts;
mod prose;
mod states;
mod turns;
mod values;

use std::ops::Range;

use super::reading::TextReading;
use crate::rule::{Field, FieldWords, RuleSet, State};
use crate::submission::{Entry, Keys, entries};
use crate::text::{Document, Span};
use below::{address_below, stated_below};
use choice::without_spare;
use feedback::without_feedback;
use keys::{is_of_work, keyed, known};
use mentions::all_mentioned;
use prose::complete;
use states::{rank, state_in};
use turns::without_settled;
use values::{marked, of_key};

/// Keys that may say something of any field: behind another key of the line they do.
const GENERAL_KEYS: &[&str] = &["status", "state", "record", "since", "verified", "completed", "verification"];
/// Words of an entry that a sign stands for as a whole.
const MARKED_WORDS: usize = 4;

/// Entries of a line that are looked back over for what it is about.
const LINE_ENTRIES: usize = 3;

/// What one entry says of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldReading {
    pub(super) field: Field,
    /// The tokens of its value.
    pub(super) tokens: Range<usize>,
    pub(super) state: State,
}

/// Reads the fields of a profile or form.
pub(super) fn read(text: &TextReading<'_>) -> Vec<FieldReading> {
    let source = text.document.source();
    let mut entries = entries(source, &FieldKeys(text.rules));
    without_feedback(source, &mut entries);
    let mut readings: Vec<FieldReading> = (0..entries.len()).flat_map(|at| of_entry(text, &entries, at)).collect();
    complete(text, &entries, &mut readings);
    without_spare(text, &mut readings);
    without_settled(&text.document, readings)
}

/// The keys of the fields that the rules know.
struct FieldKeys<'r>(&'r RuleSet);

impl Keys for FieldKeys<'_> {
    fn is_key(&self, text: &str) -> bool {
        known(self.0, text).is_some()
    }

    /// Whether it names another field; a status, or another line of an address, belongs to the field before it.
    fn begins_another(&self, current: &str, key: &str) -> bool {
        let field_of = |key| known(self.0, key).map(|words| words.field);
        let general = GENERAL_KEYS.contains(&key.to_lowercase().as_str());
        let field = field_of(key).filter(|field| (Field::REQUIRED.contains(field) || *field == Field::Company) && !general);
        field.is_some() && field != field_of(current)
    }
}

/// What the entry at a place says.
fn of_entry(text: &TextReading<'_>, entries: &[Entry], at: usize) -> Vec<FieldReading> {
    let Some((entry, below)) = entries.get(at..).and_then(<[Entry]>::split_first) else { return Vec::new() };
    if let Some(words) = entry.key.and_then(|key| keyed(text, key)) {
        return of_key(text, words, entry);
    }
    if entry.key.is_some_and(|key| is_of_work(key.quote(text.document.source()))) {
        return Vec::new();
    }
    let named = marked(text, entry).or_else(|| stated_below(text, entry, below.first()?)).or_else(|| address_below(text, entry, below));
    if let Some(named) = named {
        return vec![named];
    }
    let mut readings = all_mentioned(text, entry);
    let tokens = text.document.tokens_in(entry.value);
    let goes_on = readings.is_empty() && entry.key.is_none() && !text.document.begins_line(tokens.start);
    let before = || entries.get(at.saturating_sub(LINE_ENTRIES)..at).unwrap_or_default().iter().rev();
    // Up to the first entry of the line.
    let first = before()
        .position(|entry| text.document.begins_line(text.document.tokens_in(entry.value).start))
        .map_or(LINE_ENTRIES, |first| first + 1);
    if let Some(words) = before().take(first).filter(|_| goes_on).find_map(|before| field_of(text, before)) {
        let state = state_in(text, words, &tokens).map(|(state, _)| state);
        readings.extend(state.map(|state| FieldReading { field: words.field, tokens, state }));
    }
    readings
}

/// The field that an entry is about, which the rest of its line may say more of: "Payment: was expired; verified now", "Visa · Active".
fn field_of<'t>(text: &TextReading<'t>, entry: &Entry) -> Option<&'t FieldWords> {
    if let Some(key) = entry.key {
        return keyed(text, key);
    }
    let tokens = text.document.tokens_in(entry.value);
    text.rules.fields.iter().find(|words| !words.any_value && speaks_of(text, words, &tokens))
}

/// An entry with its key.
fn whole(entry: &Entry) -> Span {
    entry.key.map_or(entry.value, |key| Span { start: key.start, ..entry.value })
}

/// Whether tokens name what an account should not have: warnings, bans.
fn is_bad(text: &TextReading<'_>, words: &FieldWords, tokens: &Range<usize>) -> bool {
    let bad = [words.failed, words.pending].into_iter().flatten();
    bad.into_iter().any(|term| text.hits.any_within(term, tokens.clone()))
}

/// Whether words of a field stand in a range.
fn speaks_of(text: &TextReading<'_>, words: &FieldWords, tokens: &Range<usize>) -> bool {
    words.about.is_some_and(|about| text.hits.any_within(about, tokens.clone()))
}

/// Whether words of any field stand in a range.
fn is_about_a_field(text: &TextReading<'_>, tokens: &Range<usize>) -> bool {
    text.rules.fields.iter().any(|words| speaks_of(text, words, tokens))
}

/// Whether words of another field stand in a range.
fn is_about_another(text: &TextReading<'_>, field: Field, tokens: &Range<usize>) -> bool {
    text.rules.fields.iter().any(|words| words.field != field && speaks_of(text, words, tokens))
}

/// The state of a field over all that is said of it: the worst statement counts.
pub(super) fn state(readings: &[FieldReading], field: Field, document: &Document<'_>) -> (State, Option<Span>) {
    let said = readings.iter().filter(|reading| reading.field == field);
    let worst = said.min_by_key(|reading| rank(reading.state));
    worst.map_or((State::Unstated, None), |reading| (reading.state, document.span(&reading.tokens)))
}
