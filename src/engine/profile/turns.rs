//! What has turned: states that are over, and states that a worse one has overturned since.

use std::ops::Range;

use super::{FieldReading, is_about_another, speaks_of};
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, State};
use crate::text::Document;

/// Words behind which something else holds than before.
const TURNS: &[&str] = &["but", "then", "however", "though", "although", "until"];
/// Words between such a word and a state that is still about the same thing.
const SAME_THING: &[&str] = &[
    "it", "they", "this", "that", "has", "have", "was", "is", "been", "got", "now", "then", "later", "since", "upwork", "the", "document",
    "by",
];

/// Words from a good state to the one that overturns it, at most.
const TURN_REACH: usize = 12;

/// The worse state that has overturned a good one, in the same sentence: "passed, but then they revoked it"; of states in order of place.
pub(super) fn overturned<'s>(document: &Document<'_>, stated: &'s [(State, Hit)], met: &Hit) -> Option<&'s (State, Hit)> {
    let end = met.tokens.end;
    let turned = |hit: &Hit| {
        let turn = (end..hit.tokens.start).find(|at| TURNS.contains(&document.word(*at)));
        turn.is_some_and(|turn| (turn + 1..hit.tokens.start).all(|at| SAME_THING.contains(&document.word(at))))
    };
    let behind = stated.get(stated.partition_point(|(_, hit)| hit.tokens.start < end)..)?;
    let near = behind.iter().take_while(|(_, hit)| hit.tokens.start <= end + TURN_REACH);
    near.take(TURN_REACH).find(|(state, hit)| *state != State::Met && turned(hit))
}

/// Words that put what follows into the past.
const PAST: &[&str] = &["was", "were", "been", "had", "got", "before", "earlier", "once", "previously", "formerly", "used"];
/// How far before a hit such a word may stand, in tokens.
const PAST_REACH: usize = 4;
/// Of these, the ones that tell of a past which need not last: "has been suspended" does.
const OVER: &[&str] = &["was", "were", "had", "used", "once", "previously", "formerly"];
/// Words between what was and what is.
const NOW: &[&str] = &["new", "but", "then", "now", "again", "finally", "later", "today", "already"];
/// How far behind the better state such a word may stand, in tokens.
const NOW_REACH: usize = 2;
/// Words that put what follows into the present.
const PRESENT: &[&str] = &["is", "are", "am", "has", "have", "currently", "still", "now"];
/// Words that put a better state before or behind now, and how far before it they may stand, in tokens.
const NOT_NOW: &[&str] = &["was", "were", "used", "can", "could", "will", "would", "should", "may", "might", "be", "if", "when"];
const TENSE_REACH: usize = 4;
/// The same behind it.
const THEN: &[&str] = &["before", "soon", "later", "last", "elsewhere", "once"];
/// Words with which a better state is that of something else.
const OTHER: &[&str] = &["else", "rest", "other", "others", "otherwise", "everything"];

/// States without those that are over: a better one stands behind them in the same sentence, with a word that tells them apart in time, and
/// nothing about another field between: "was suspended in May, reinstated since", "failed once, but passed last week".
pub(super) fn without_past(text: &TextReading<'_>, words: &FieldWords, stated: Vec<(State, Hit)>) -> Vec<(State, Hit)> {
    let document = &text.document;
    let Some(met) = stated.iter().rev().find(|(state, _)| *state == State::Met).map(|(_, hit)| hit.tokens.clone()) else { return stated };
    let first = stated.first().map_or(0, |(_, hit)| hit.tokens.start);
    // Where such words stand, in order: a sentence may have thousands of them, and of states.
    let places = |words: &[&str]| -> Vec<usize> {
        (first.saturating_sub(TENSE_REACH)..met.end + NOW_REACH).filter(|at| words.contains(&document.word(*at))).collect()
    };
    let (past, now, other, first_of) = (places(PAST), places(NOW), places(OTHER), places(&["first"]));
    let (present, not_now, then) = (places(PRESENT), places(NOT_NOW), places(THEN));
    let any = |places: &[usize], range: Range<usize>| {
        places.get(places.partition_point(|at| *at < range.start)).is_some_and(|at| *at < range.end)
    };
    // "is suspended, but was good for years", "failed, but can be verified again": neither is the fault over nor the better state there.
    let settles = matches!(words.field, Field::Identity | Field::Payment | Field::Standing)
        && !any(&not_now, met.start.saturating_sub(TENSE_REACH)..met.start)
        && !any(&then, met.end..met.end + NOW_REACH);
    let is_past = |hit: &Hit| {
        let before = hit.tokens.start.saturating_sub(PAST_REACH)..hit.tokens.start;
        any(&past, before.start..hit.tokens.end)
            || any(&first_of, before.clone())
            || settles && !any(&present, before) && any(&now, hit.tokens.end..met.end + NOW_REACH)
    };
    // "was suspended over a wrong document, since then in good standing": whatever stands between.
    let names_it = speaks_of(text, words, &met);
    let over = |(state, hit): &(State, Hit)| {
        *state != State::Met
            && hit.tokens.end < met.start
            && document.sentence_of(hit.tokens.start).contains(&met.start)
            && is_past(hit)
            && !any(&other, hit.tokens.end..met.start)
            && (names_it || !is_about_another(text, words.field, &(hit.tokens.end..met.start)))
    };
    stated.iter().filter(|stated| !over(stated)).cloned().collect()
}

/// Readings without the faults that a sentence tells of the past and a later one of the same field has settled: "In 2019 I had a warning.
/// Standing: good".
pub(super) fn without_settled(document: &Document<'_>, mut readings: Vec<FieldReading>) -> Vec<FieldReading> {
    let is_fault = |reading: &FieldReading| matches!(reading.state, State::Failed | State::Pending);
    let is_over = |reading: &FieldReading| {
        let sentence = document.sentence_of(reading.tokens.start);
        let told = sentence.start.max(reading.tokens.start.saturating_sub(PAST_REACH))..reading.tokens.end;
        let any = |words: &[&str]| told.clone().any(|at| words.contains(&document.word(at)));
        any(OVER) && !any(PRESENT)
    };
    let last_met: Vec<(Field, usize)> = Field::ALL
        .iter()
        .filter_map(|field| {
            let met = readings.iter().filter(|reading| reading.field == *field && reading.state == State::Met);
            Some((*field, met.map(|met| met.tokens.start).max()?))
        })
        .collect();
    let is_settled = |fault: &FieldReading| last_met.iter().any(|(field, met)| *field == fault.field && *met >= fault.tokens.end);
    readings.retain(|reading| !(is_fault(reading) && is_settled(reading) && is_over(reading)));
    readings
}
