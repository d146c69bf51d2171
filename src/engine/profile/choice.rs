//! Fields of which one thing of several is enough: "JCB was declined, Visa is verified".

use std::ops::Range;

use super::FieldReading;
use super::states::state_in;
use crate::engine::reading::TextReading;
use crate::rule::{FieldWords, State};

/// What a value says of each of the things that it names, where it names several: "JCB no, Visa yes". A thing begins at its name; what stands
/// before the first is said of it.
pub(super) fn of_each(text: &TextReading<'_>, words: &FieldWords, value: &Range<usize>) -> Vec<FieldReading> {
    let mut starts: Vec<usize> = things(text, words, value).collect();
    starts.dedup_by_key(|at| text.document.word(*at));
    let [first, _, ..] = starts.as_mut_slice() else { return Vec::new() };
    *first = value.start;
    let ends = starts.iter().skip(1).copied().chain([value.end]);
    let stretches = starts.iter().zip(ends).map(|(start, end)| *start..end);
    let stated = stretches.filter_map(|tokens| Some((state_in(text, words, &tokens)?.0, tokens)));
    stated.map(|(state, tokens)| FieldReading { field: words.field, tokens, state }).collect()
}

/// Takes back what is wrong with one thing where another one of the same field is in order.
pub(super) fn without_spare(text: &TextReading<'_>, readings: &mut Vec<FieldReading>) {
    for words in text.rules.fields.iter().filter(|words| words.one_of.is_some()) {
        let thing = |reading: &FieldReading| things(text, words, &reading.tokens).next().map(|at| text.document.word(at));
        let of_field = |reading: &FieldReading| reading.field == words.field;
        let in_order = readings.iter().filter(|reading| of_field(reading) && reading.state == State::Met);
        let in_order: Vec<&str> = in_order.filter_map(thing).collect();
        let is_spare = |thing: &str| !in_order.is_empty() && !in_order.contains(&thing);
        readings.retain(|reading| !of_field(reading) || reading.state == State::Met || !thing(reading).is_some_and(is_spare));
    }
}

/// Where things of a field are named in a range of tokens, in order.
fn things(text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> impl Iterator<Item = usize> {
    words.one_of.into_iter().flat_map(|term| text.hits.within(term, range.clone())).map(|hit| hit.tokens.start)
}
