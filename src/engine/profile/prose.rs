//! What the text between the entries gives: the name, the address, the photo and the verified document that no key names.

use std::ops::Range;

use super::addresses::{address_line, is_figure};
use super::keys::{keyed, words_of};
use super::names::{KEY_WORDS, is_introduction, name_line};
use super::parts::{part_of, parts};
use super::states::state_in;
use super::{FieldReading, is_about_a_field, is_about_another, whole};
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, State};
use crate::submission::Entry;

/// Mentions of a photo that are looked at: enough for any honest text, a bound for hostile ones.
const PHOTOS: usize = 16;
/// Words of "DP is my own photo", at most.
const OWN_WORDS: usize = 6;
/// Words "verified" that are looked at, as many, and the words of what is verified with it.
const VERIFIED: usize = 16;
const VERIFIED_WORDS: usize = 4;
/// Words before it that name nothing, and what else may be verified.
const NAMELESS: &[&str] = &["and", "also", "already", "active", "fully", "is", "was", "are", "am", "been", "now", "ok", "valid", "all"];
const NO_IDENTITY: &[&str] =
    &["phone", "mobile", "email", "mail", "e-mail", "business", "tax", "company", "number", "skill", "skills", "agency", "bank"];

/// An entry with the field that its key names, if it has a key that is known.
type Named<'a> = (&'a Entry, Option<&'a FieldWords>);

/// Adds what is not stated yet and stands in prose, and takes back what is less than is said elsewhere.
pub(super) fn complete(text: &TextReading<'_>, entries: &[Entry], readings: &mut Vec<FieldReading>) {
    let document = &text.document;
    let named = entries.iter().map(|entry| (entry, entry.key.and_then(|key| keyed(text, key))));
    let (prose, with_key): (Vec<Named<'_>>, Vec<Named<'_>>) = named.partition(|(entry, words)| is_prose(text, entry, *words));
    let mut prose: Vec<Range<usize>> = prose.into_iter().map(|(entry, _)| document.tokens_in(whole(entry))).collect();
    let unknown = with_key.iter().filter(|(_, words)| words.is_none());
    prose.extend(unknown.filter_map(|(entry, _)| told_behind(text, entry)));
    let states = |readings: &[FieldReading], field| readings.iter().any(|reading| reading.field == field);
    if !states(readings, Field::Address) {
        // "Name: Ann Lee. ID is verified. 12 Elm Street, Leeds."; of a name, the part behind its comma as well.
        let behind = |(entry, words): Named<'_>| {
            let tokens = document.tokens_in(entry.value);
            let part = words.filter(|words| words.any_value).and_then(|_| parts(document, &tokens).into_iter().next());
            let said = part.unwrap_or_else(|| document.sentence_of(tokens.start));
            said.end.min(tokens.end)..tokens.end
        };
        let behind: Vec<Range<usize>> = with_key.into_iter().map(behind).collect();
        readings.extend(address_line(text, &prose).or_else(|| address_line(text, &behind)));
    }
    if !states(readings, Field::Name) {
        let address = readings.iter().find(|reading| reading.field == Field::Address).map_or(0..0, |reading| reading.tokens.clone());
        readings.extend(name_line(text, &prose, &address));
    }
    if !states(readings, Field::Photo) {
        readings.extend(photo_of_owner(text, readings));
    }
    if !states(readings, Field::Identity) {
        readings.extend(verified(text));
    }
    without_places(text, readings);
}

/// Whether an entry is prose. A key of many words belongs to it: "As for me: ID verified, Ann Lee"; "Skills: Google Sheets" is a field that
/// we do not know.
fn is_prose(text: &TextReading<'_>, entry: &Entry, known: Option<&FieldWords>) -> bool {
    let Some(key) = entry.key else { return true };
    let tokens = text.document.tokens_in(key);
    let Some(known) = known else {
        let words = words_of(&text.document, &tokens);
        return words.len() > KEY_WORDS || words.iter().all(|word| word.len() == 1 || is_introduction(word));
    };
    // "Identity verified", and below it an address: the line above says all of its field, and the one below is about another.
    let value = text.document.tokens_in(entry.value);
    let states = |words: &FieldWords, tokens: &Range<usize>| state_in(text, words, tokens).is_some();
    text.document.begins_line(value.start) && !known.any_value && states(known, &tokens) && !states(known, &value)
}

/// What stands behind the first sentence of a key that is none of ours, where it tells of our fields: "Rate: $18/hr. Ann Lee. ID is verified."
fn told_behind(text: &TextReading<'_>, entry: &Entry) -> Option<Range<usize>> {
    let value = text.document.tokens_in(entry.value);
    let behind = text.document.sentence_of(value.start).end.min(value.end)..value.end;
    Some(behind).filter(|behind| !behind.is_empty() && is_about_a_field(text, behind))
}

/// The photo that is called the writer's own and of which nothing else is said, "DP is my photo", or that is of whom the account is named
/// after: "Lars Mikkelsen. Photograph of Lars."
fn photo_of_owner(text: &TextReading<'_>, readings: &[FieldReading]) -> Option<FieldReading> {
    let about = text.rules.field(Field::Photo)?.about?;
    let document = &text.document;
    let name = readings.iter().find(|reading| reading.field == Field::Name).map_or(0..0, |reading| reading.tokens.clone());
    let shows = |at: usize| name.clone().any(|word| document.word(word) == document.word(at));
    let is_own = |hit: &&Hit| {
        let part = part_of(document, &document.sentence_of(hit.tokens.start), hit);
        let asks = document.gap_before(part.end).contains('?');
        part.len() <= OWN_WORDS && !asks && part.into_iter().any(|at| matches!(document.word(at), "my" | "own" | "mine"))
    };
    let names = |hit: &&Hit| (hit.tokens.end..document.sentence_of(hit.tokens.start).end).any(shows);
    let hit = text.hits.of(about).take(PHOTOS).find(|hit| names(hit) || is_own(hit))?;
    Some(FieldReading { field: Field::Photo, tokens: document.sentence_of(hit.tokens.start), state: State::Met })
}

/// The document that is verified and that no list knows: "občanka verified". What is verified is the writer's identity, if it is nothing else.
fn verified(text: &TextReading<'_>) -> Option<FieldReading> {
    let words = text.rules.field(Field::Identity)?;
    let document = &text.document;
    let places = document.words().enumerate().filter(|(_, word)| *word == "verified").map(|(at, _)| at).take(VERIFIED);
    let with_part = places.map(|at| (at, part_of(document, &document.sentence_of(at), &Hit::whole(at..at + 1))));
    let of_identity = |(at, part): &(usize, Range<usize>)| {
        let named = *at > part.start && !NAMELESS.contains(&document.word(at - 1));
        let is_other = part.clone().any(|at| NO_IDENTITY.contains(&document.word(at)));
        named && part.len() <= VERIFIED_WORDS && !is_other && !is_about_another(text, Field::Identity, part)
    };
    let mut parts = with_part.filter(of_identity).map(|(_, part)| part);
    let is_met = |part: &Range<usize>| state_in(text, words, part).is_some_and(|(state, _)| state == State::Met);
    let tokens = parts.find(is_met)?;
    Some(FieldReading { field: Field::Identity, tokens, state: State::Met })
}

/// Takes back places alone where a whole address is given: "Location: Amman. Address: 33 Rainbow Street, Amman".
fn without_places(text: &TextReading<'_>, readings: &mut Vec<FieldReading>) {
    let has_figure = |tokens: &Range<usize>| tokens.clone().any(|at| is_figure(&text.document, at));
    let given = |reading: &FieldReading| reading.field == Field::Address && reading.state == State::Met;
    if readings.iter().any(|reading| given(reading) && has_figure(&reading.tokens)) {
        readings.retain(|reading| !given(reading) || has_figure(&reading.tokens) || is_about_a_field(text, &reading.tokens));
    }
}
