//! What the text between the entries gives: the name, the address and the photo that no key names.

use std::ops::Range;

use super::addresses::{address_line, is_figure};
use super::keys::{keyed, words_of};
use super::names::{KEY_WORDS, is_introduction, name_line};
use super::parts::parts;
use super::states::state_in;
use super::{FieldReading, begins_line, is_about_a_field, whole};
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, RuleSet, State};
use crate::submission::Entry;

/// Mentions of a photo that are looked at: enough for any honest text, a bound for hostile ones.
const PHOTOS: usize = 16;

/// Adds what is not stated yet and stands in prose, and takes back what is less than is said elsewhere.
pub(super) fn complete(rules: &RuleSet, text: &TextReading<'_>, entries: &[Entry], readings: &mut Vec<FieldReading>) {
    let document = &text.document;
    let (prose, with_key): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| is_prose(rules, text, entry));
    let prose: Vec<Range<usize>> = prose.into_iter().map(|entry| document.tokens_in(whole(entry))).collect();
    let states = |readings: &[FieldReading], field| readings.iter().any(|reading| reading.field == field);
    if !states(readings, Field::Address) {
        // "Name: Ann Lee. ID is verified. 12 Elm Street, Leeds."; of a name, the part behind its comma as well.
        let behind = |entry: &Entry| {
            let tokens = document.tokens_in(entry.value);
            let names = entry.key.and_then(|key| keyed(rules, document, key)).is_some_and(|words| words.any_value);
            let first = Some(tokens.clone()).filter(|_| names).and_then(|tokens| parts(document, &tokens).first().cloned());
            let said = first.map_or_else(|| document.sentence_of(tokens.start).end, |first| first.end);
            said.min(tokens.end)..tokens.end
        };
        let behind: Vec<Range<usize>> = with_key.into_iter().map(behind).collect();
        readings.extend(address_line(rules, text, &prose).or_else(|| address_line(rules, text, &behind)));
    }
    if !states(readings, Field::Name) {
        let address = readings.iter().find(|reading| reading.field == Field::Address).map_or(0..0, |reading| reading.tokens.clone());
        readings.extend(name_line(rules, text, &prose, &address));
    }
    if !states(readings, Field::Photo) {
        readings.extend(photo_of_owner(rules, text, readings));
    }
    without_places(rules, text, readings);
}

/// Whether an entry is prose. A key of many words belongs to it: "As for me: ID verified, Ann Lee"; "Skills: Google Sheets" is a field that
/// we do not know.
fn is_prose(rules: &RuleSet, text: &TextReading<'_>, entry: &Entry) -> bool {
    let Some(key) = entry.key else { return true };
    let tokens = text.document.tokens_in(key);
    let Some(known) = keyed(rules, &text.document, key) else {
        let words = words_of(&text.document, &tokens);
        return words.len() > KEY_WORDS || words.iter().all(|word| word.len() == 1 || is_introduction(word));
    };
    // "Identity verified", and below it an address: the line above says all of its field, and the one below is about another.
    let value = text.document.tokens_in(entry.value);
    let states = |words: &FieldWords, tokens: &Range<usize>| state_in(rules, text, words, tokens).is_some();
    begins_line(&text.document, &value) && !known.any_value && states(known, &tokens) && !states(known, &value)
}

/// The photo of whom the account is named after: "Lars Mikkelsen. Photograph of Lars."
fn photo_of_owner(rules: &RuleSet, text: &TextReading<'_>, readings: &[FieldReading]) -> Option<FieldReading> {
    let about = rules.fields.iter().find(|words| words.field == Field::Photo)?.about?;
    let name = readings.iter().find(|reading| reading.field == Field::Name)?.tokens.clone();
    let shows = |at: usize| name.clone().any(|word| text.document.word(word) == text.document.word(at));
    let hit = text.hits.of(about).take(PHOTOS).find(|hit| (hit.tokens.end..text.document.sentence_of(hit.tokens.start).end).any(shows))?;
    Some(FieldReading { field: Field::Photo, tokens: text.document.sentence_of(hit.tokens.start), state: State::Met })
}

/// Takes back places alone where a whole address is given: "Location: Amman. Address: 33 Rainbow Street, Amman".
fn without_places(rules: &RuleSet, text: &TextReading<'_>, readings: &mut Vec<FieldReading>) {
    let has_figure = |tokens: &Range<usize>| tokens.clone().any(|at| is_figure(&text.document, at));
    let given = |reading: &FieldReading| reading.field == Field::Address && reading.state == State::Met;
    if readings.iter().any(|reading| given(reading) && has_figure(&reading.tokens)) {
        readings.retain(|reading| !given(reading) || has_figure(&reading.tokens) || is_about_a_field(rules, text, &reading.tokens));
    }
}
