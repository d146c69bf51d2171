//! The states that words of a profile state: in order, failed, waiting; a denied word says the opposite.

use std::ops::Range;

use crate::engine::denial::{self, Cover};
use crate::engine::reading::TextReading;
use crate::rule::{FieldWords, Hit, RuleSet, State, TermId};
use crate::text::{Break, Document};

/// The state words nearest to a mention, of those of its scope.
pub(super) fn nearest<'s>(states: &'s [(State, Hit)], about: &Hit) -> Option<&'s (State, Hit)> {
    let distance = |hit: &Hit| hit.tokens.start.saturating_sub(about.tokens.end).max(about.tokens.start.saturating_sub(hit.tokens.end));
    states.iter().min_by_key(|(state, hit)| (distance(hit), rank(*state)))
}

/// The worst state that a range of tokens states.
pub(super) fn state_in(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> Option<(State, Hit)> {
    states(rules, text, words, range).into_iter().min_by_key(|(state, _)| rank(*state))
}

/// Worse states first.
pub(super) fn rank(state: State) -> u8 {
    match state {
        State::Failed => 0,
        State::Pending => 1,
        State::Met => 2,
        State::Unstated => 3,
    }
}

/// All states that a range of tokens states, with their words. What a decoy covers ("old card expired, was replaced") counts for nothing.
pub(super) fn states(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> Vec<(State, Hit)> {
    let hits = |term: Option<TermId>| term.into_iter().flat_map(|term| text.hits.within(term, range.clone()));
    let decoys = Cover::new(hits(words.decoys));
    let mut all: Vec<(State, Hit)> = [(State::Failed, words.failed), (State::Pending, words.pending), (State::Met, words.met)]
        .into_iter()
        .flat_map(|(state, term)| hits(term).map(move |hit| (state, hit)))
        .filter(|(_, hit)| !decoys.overlap(&hit.tokens))
        .map(|(state, hit)| (state, hit.clone()))
        .collect();
    all.sort_by_key(|(state, hit)| (hit.tokens.start, hit.tokens.end, rank(*state)));
    let longest = all.iter().map(|(_, hit)| hit.tokens.len()).max().unwrap_or_default();
    // Those that may share words with a hit: the whole would take minutes on a text of one word.
    let around = |Range { start, end }: Range<usize>| {
        let first = all.partition_point(|(_, other)| other.tokens.start + longest <= start);
        all.get(first..).unwrap_or_default().iter().take_while(move |(_, other)| other.tokens.start < end)
    };
    let longer = |one: &Hit, other: &Hit| one.tokens.len() > other.tokens.len() && one.tokens.end > other.tokens.start;
    let covers = |one: &Hit, other: &Hit| one.tokens.start <= other.tokens.start && other.tokens.end <= one.tokens.end;
    let mut stated = Vec::new();
    let mut last_denied: Option<&Hit> = None;
    for (state, hit) in &all {
        // "not verified" beats "verified" inside it, "12 jobs" beats "jobs".
        let beats = |(other, longer_hit): &&(State, Hit)| longer(longer_hit, hit) && (other != state || covers(longer_hit, hit));
        if let Some((other, _)) = around(hit.tokens.clone()).find(beats) {
            if *other == State::Met && *state != State::Met {
                last_denied = Some(hit);
            }
            continue;
        }
        // "no issues, good", "no bans, account in good standing": what is good is not denied from before a comma, and what directly
        // follows one is in a list of what an account should not have.
        let comma = |at: usize| text.document.tokens().get(at).is_some_and(|token| token.before >= Break::Comma);
        let cue = denial::cue(rules, text, hit);
        let crossed = || cue.as_ref().is_some_and(|cue| (cue.end..hit.tokens.start).any(comma));
        let apart = comma(hit.tokens.start) || *state == State::Met && crossed();
        let denied =
            if apart { *state != State::Met && last_denied.is_some_and(|last| is_list(&text.document, last, hit)) } else { cue.is_some() };
        if denied {
            last_denied = Some(hit);
        }
        match (state, denied) {
            (_, false) => stated.push((*state, hit.clone())),
            (State::Failed, true) => stated.push((State::Met, hit.clone())),
            (State::Met, true) => stated.push((State::Failed, hit.clone())),
            _ => {}
        }
    }
    stated
}

/// Words that a list may have after an item until it ends.
const LIST_WORDS: usize = 6;

/// Whether two hits are items of one list: next to each other, of one form unless `or` joins what follows, and a last item joined on or all
/// of them plurals, as in "never suspended, on hold or warned" and "no suspensions, bans"; not as in "no warnings, suspended in May" or
/// "never warned, suspended since May".
fn is_list(document: &Document<'_>, one: &Hit, next: &Hit) -> bool {
    let ends = |hit: &Hit, ending: &str| document.word(hit.tokens.end.saturating_sub(1)).ends_with(ending);
    let plurals = ends(one, "s") && ends(next, "s");
    let end = document.sentence_of(next.tokens.start).end.min(next.tokens.end + LIST_WORDS);
    let joins = |at: usize| matches!(document.word(at), "or" | "and" | "nor");
    let alike = ends(one, "ed") == ends(next, "ed") || matches!(document.word(next.tokens.end), "or" | "nor");
    let bare = document.tokens().get(next.tokens.end).map_or(plurals, |token| token.before >= Break::Comma) || joins(next.tokens.end);
    let closed = plurals || (next.tokens.start..end).any(joins);
    one.tokens.end == next.tokens.start && alike && bare && closed
}
