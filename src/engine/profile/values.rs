//! What entries say that have a known key, or a sign in place of words.

use std::ops::Range;

use super::answers::is_no;
use super::choice::of_each;
use super::keys::{known, words_of};
use super::mentions::mentioned;
use super::names::is_name;
use super::parts::parts;
use super::states::state_in;
use super::{FieldReading, is_bad};
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, State};
use crate::submission::{Entry, Mark};

/// Words with which a sentence begins that tells of its writer.
const TELLS: &[&str] = &["i", "my", "name"];

/// What an entry with the key of a field says of it, and of other fields behind its value.
pub(super) fn of_key(text: &TextReading<'_>, words: &FieldWords, entry: &Entry) -> Vec<FieldReading> {
    let tokens = text.document.tokens_in(entry.value);
    let others = behind_value(text, words, &tokens);
    // The value ends where another field is spoken of.
    let end = others.iter().map(|(start, _)| *start).min();
    let tokens = tokens.start..end.unwrap_or(tokens.end);
    let mut field = words.field;
    let mut state = value_state(text, words, entry, &tokens);
    // "Account: Ann Lee"
    if field == Field::Standing && state == State::Unstated && tokens.len() > 1 && is_name(text, &tokens) {
        (field, state) = (Field::Name, State::Met);
    }
    // "Photo: ✅" has no words but its key.
    let key = entry.key.filter(|_| tokens.is_empty() && entry.mark.is_some());
    let tokens = key.map_or(tokens, |key| text.document.tokens_in(key));
    let mut readings = of_each(text, words, &tokens);
    if readings.is_empty() {
        readings.push(FieldReading { field, tokens, state });
    }
    readings.extend(others.into_iter().map(|(_, other)| other));
    readings
}

/// The state that the value of a keyed entry gives, perhaps together with its key: "Suspensions: none", "ID verified: by passport".
fn value_state(text: &TextReading<'_>, words: &FieldWords, entry: &Entry, tokens: &Range<usize>) -> State {
    let empty = entry.value.quote(text.document.source()).trim().is_empty() || tokens.is_empty();
    let key = entry.key.map(|key| text.document.tokens_in(key)).unwrap_or_default();
    let is_bad = is_bad(text, words, &key);
    let mark = entry.mark.filter(|_| !is_bad);
    let asked = if is_bad && words.field == Field::Standing { key.start..tokens.end.max(key.end) } else { tokens.clone() };
    if is_bad && words.field == Field::Standing && tokens.is_empty() {
        return if entry.mark == Some(Mark::No) { State::Met } else { State::Unstated };
    }
    if let Some((state, _)) = state_in(text, words, &asked) {
        return state;
    }
    let key_is_good = matches!(state_in(text, words, &key), Some((State::Met, _)));
    match mark {
        Some(Mark::No) => State::Failed,
        Some(Mark::Yes) if !words.any_value => State::Met,
        _ if is_no(&text.document, tokens) && key_is_good => State::Failed,
        _ if is_no(&text.document, tokens) && words.field == Field::Standing => State::Met,
        // "Photo: my photo"
        _ if words.field == Field::Photo && matches!(text.document.word(tokens.start), "my" | "own") => State::Met,
        // "Name: Ann Lee", "Address: 1 Main Street": any value states it.
        _ if !empty && (words.any_value || key_is_good) => State::Met,
        _ => State::Unstated,
    }
}

/// Other fields that the sentences behind the first one of a value speak of, and of a name or address its parts behind commas, each with
/// where what is said of it begins: "Name: Ann Lee, ID by passport. Payment is verified."
fn behind_value(text: &TextReading<'_>, own: &FieldWords, value: &Range<usize>) -> Vec<(usize, FieldReading)> {
    let document = &text.document;
    let sentence = value.start..document.sentence_of(value.start).end.min(value.end);
    let others = || text.rules.fields.iter().filter(|words| words.field != own.field);
    // What any value states is told by its key, or by who says "I live in …"; not by "Photo: me. The same face as at my address."
    let told = |words: &FieldWords, reading: &FieldReading| !words.any_value || TELLS.contains(&document.word(reading.tokens.start));
    let of_sentences = others().flat_map(|words| {
        let readings = mentioned(text, words, &(sentence.end..value.end)).into_iter().filter(|reading| told(words, reading));
        readings.map(|reading| (document.sentence_of(reading.tokens.start).start, reading))
    });
    let parts = parts(document, &sentence).into_iter().skip(1).filter(|_| own.any_value);
    let of_parts = parts.flat_map(|part| {
        let states = others().filter(|words| !words.any_value);
        let readings = states.flat_map(|words| mentioned(text, words, &part)).collect::<Vec<_>>();
        readings.into_iter().map(move |reading| (part.start, reading))
    });
    of_sentences.chain(of_parts).collect()
}

/// The field that is named with a sign and without a word: "Photo ✅". What "Warnings ❌" means, nobody knows.
pub(super) fn marked(text: &TextReading<'_>, entry: &Entry) -> Option<FieldReading> {
    let mark = entry.mark.filter(|_| entry.key.is_none())?;
    let tokens = text.document.tokens_in(entry.value);
    let words = known(text.rules, &words_of(&text.document, &tokens).join(" "))
        .filter(|words| !words.any_value && !is_bad(text, words, &tokens))?;
    let state = match mark {
        Mark::Yes => State::Met,
        Mark::No => State::Failed,
    };
    Some(FieldReading { field: words.field, tokens, state })
}
