//! The states that words of a profile state: in order, failed, waiting; a denied word says the opposite.

use std::collections::BTreeSet;
use std::ops::Range;

use super::namesakes::{is_village, names_a_street, said_before};
use super::turns::without_past;
use crate::engine::denial::{self, Cover};
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, RuleSet, State, TermId};
use crate::submission::is_mark;
use crate::text::Document;

/// The state words nearest to a mention, of those of its scope.
pub(super) fn nearest<'s>(states: impl Iterator<Item = &'s (State, Hit)>, about: &Hit) -> Option<&'s (State, Hit)> {
    let distance = |hit: &Hit| hit.tokens.start.saturating_sub(about.tokens.end).max(about.tokens.start.saturating_sub(hit.tokens.end));
    states.min_by_key(|(state, hit)| (distance(hit), rank(*state)))
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
    // "the card expired and was not replaced" is none; "no logo, no avatar" are two.
    let denies_itself = |hit: &Hit| matches!(text.document.word(hit.tokens.start), "no" | "not" | "never" | "without");
    let decoys = Cover::new(hits(words.decoys).filter(|hit| denies_itself(hit) || !denial::denies(rules, text, hit)));
    let mut all: Vec<(State, Hit)> = [(State::Failed, words.failed), (State::Pending, words.pending), (State::Met, words.met)]
        .into_iter()
        .flat_map(|(state, term)| hits(term).map(move |hit| (state, hit.clone())))
        // "Ban Sisaket, Vientiane" is a village, "9 Limited Lane" a street.
        .filter(|(_, hit)| !is_village(&text.document, hit) && !names_a_street(rules, text, hit))
        // "No, good standing" is no "no good standing".
        .filter(|(_, hit)| !(denies_itself(hit) && hit.tokens.len() > 1 && text.document.is_parted(hit.tokens.start + 1)))
        .collect();
    // "me, no dog this time": the word denies what it stands before, and says nothing by itself.
    let bad: BTreeSet<usize> = all.iter().filter(|(state, _)| *state != State::Met).map(|(_, hit)| hit.tokens.start).collect();
    let denies_next = |hit: &Hit| hit.tokens.len() == 1 && text.document.word(hit.tokens.start) == "no" && bad.contains(&hit.tokens.end);
    all.retain(|(_, hit)| !denies_next(hit) || text.document.is_parted(hit.tokens.end));
    all.sort_by_key(|(state, hit)| (hit.tokens.start, hit.tokens.end, rank(*state)));
    let longest = all.iter().map(|(_, hit)| hit.tokens.len()).max().unwrap_or_default();
    // Those that may share words with a hit: the whole would take minutes on a text of one word.
    let around = |Range { start, end }: Range<usize>| {
        let first = all.partition_point(|(_, other)| other.tokens.start + longest <= start);
        all.get(first..).unwrap_or_default().iter().take_while(move |(_, other)| other.tokens.start < end)
    };
    let longer = |one: &Hit, other: &Hit| one.tokens.len() > other.tokens.len() && one.tokens.end > other.tokens.start;
    let covers = |one: &Hit, other: &Hit| one.tokens.start <= other.tokens.start && other.tokens.end <= one.tokens.end;
    // "No suspension / restriction"
    let is_bad =
        |at: usize| [words.failed, words.pending].into_iter().flatten().any(|term| text.hits.within(term, at..at + 1).next().is_some());
    let in_a_list = |cue: &Range<usize>, hit: &Hit| {
        let line = !text.document.gap_before(hit.tokens.start).contains('\n');
        line && hit.tokens.start <= cue.end + LIST_WORDS && (cue.end..hit.tokens.start).all(is_bad)
    };
    let mut stated = Vec::new();
    let mut last_denied: Option<&Hit> = None;
    for (state, hit) in &all {
        if decoys.overlap(&hit.tokens) {
            // "not a logo, avatar or drawing": a list that begins with a decoy.
            last_denied = Some(hit).filter(|hit| *state != State::Met && denial::denies(rules, text, hit)).or(last_denied);
            continue;
        }
        // "not verified" beats "verified" inside it, "12 jobs" beats "jobs".
        let beats = |(other, longer_hit): &&(State, Hit)| longer(longer_hit, hit) && (other != state || covers(longer_hit, hit));
        if let Some((other, _)) = around(hit.tokens.clone()).find(|found| !decoys.overlap(&found.1.tokens) && beats(found)) {
            if *other == State::Met && *state != State::Met {
                last_denied = Some(hit);
            }
            continue;
        }
        // What was denied in the line before says nothing of this one.
        let cue = denial::cue(rules, text, hit);
        let cue = cue.filter(|cue| cue.start >= range.start || in_an_entry(&text.document, cue, &hit.tokens) || in_a_list(cue, hit));
        let asks = |at: usize| around(at..at + 1).next().is_some() || words.keys.iter().any(|key| key == text.document.word(at));
        let answered = *state != State::Met && is_answered_with_no(&text.document, hit, asks);
        let denied = match state {
            State::Met => {
                // "no warnings or suspension good standing": the cue denies what stands between.
                let used = |cue: &Range<usize>| {
                    let mut between = around(cue.start..hit.tokens.start).filter(|(_, other)| other.tokens.end > cue.end);
                    between.any(|(other, found)| (*other == State::Met) == (found.tokens.start <= cue.start))
                };
                cue.is_some_and(|cue| !(cue.end..=hit.tokens.start).any(|at| text.document.is_parted(at)) && !used(&cue))
            }
            _ if answered => true,
            // "not suspended, just warned": what is left is not denied with the rest.
            _ if is_left(&text.document, hit) => false,
            // "no bans, suspensions": what directly follows a comma is denied where it goes on with a list; "no card, account restricted".
            _ if text.document.is_parted(hit.tokens.start)
                || cue.as_ref().is_some_and(|cue| begins_anew(&text.document, cue.end..hit.tokens.start)) =>
            {
                last_denied.is_some_and(|last| is_list(&text.document, last, hit))
            }
            // "no limits or warnings", where "no limits" is a state of its own
            _ => cue.is_some() || last_denied.is_some_and(|last| is_joined(&text.document, last, hit)),
        };
        if denied || *state == State::Met && denies_itself(hit) {
            last_denied = Some(hit);
        }
        match (state, denied) {
            (_, false) => stated.push((*state, hit.clone())),
            (State::Failed, true) => stated.push((State::Met, hit.clone())),
            // What is not warned of is in order; what is not waited for may never have been begun.
            (State::Pending, true) if answered || words.field == Field::Standing => stated.push((State::Met, hit.clone())),
            // "real me (not webtoon me)" says it before.
            (State::Met, true) if words.field == Field::Photo && said_before(&text.document, &stated, hit) => {}
            // "not Top Rated" says nothing of jobs done.
            (State::Met, true) if words.field != Field::History => stated.push((State::Failed, hit.clone())),
            _ => {}
        }
    }
    without_past(rules, text, words, stated)
}

/// Whether nothing between the first tokens and the second begins an entry of its own.
fn in_an_entry(document: &Document<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    let ends = |gap: &str| gap.contains(ENTRY_ENDS) || gap.contains(is_mark);
    !(first.end..=second.start).any(|at| ends(document.gap_before(at)))
}

/// What ends an entry.
const ENTRY_ENDS: &[char] = &['\n', '/', '|', ';', '•', '·'];

/// Words with which a clause begins that is not denied with the one before.
const CLAUSE_WORDS: &[&str] = &["account", "my", "i", "it", "is", "was", "has", "they", "upwork"];

/// Whether a clause of its own begins with one of these tokens, behind a comma or a word that joins.
fn begins_anew(document: &Document<'_>, mut tokens: Range<usize>) -> bool {
    let joined = |at: usize| at.checked_sub(1).is_some_and(|before| matches!(document.word(before), "and" | "but"));
    tokens.any(|at| (document.is_parted(at) || joined(at)) && CLAUSE_WORDS.contains(&document.word(at)))
}

/// What answers that there is none of something.
const NO: &[&str] = &["no", "none", "never", "0", "zero", "nil", "false", "nope", "not", "nothing", "absent"];
/// What may stand between a word and its answer.
const ASKS: &[char] = &[':', '=', '?', '-', '–', '—', '→', '>', '|', '\t', '…', '('];

/// Whether words answer with no.
pub(super) fn is_no(document: &Document<'_>, value: &Range<usize>) -> bool {
    !value.is_empty() && NO.contains(&document.word(value.start))
}

/// Words between what is asked and its answer, at most.
const ASKED_WORDS: usize = 6;
/// Words that may stand between what is asked and the sign that asks, or before the answer.
const FILLERS: &[&str] = &[
    "and", "or", "nor", "so", "far", "received", "ever", "in", "the", "past", "last", "months", "days", "year", "years", "total", "i",
    "have", "we", "there", "are", "is", "on", "my", "this", "account", "record", "file", "before", "yet", "to", "date",
];
/// Words behind "no" that leave it an answer: "no, never", "no it was not"; in "no reason given" it is none.
const BEHIND_NO: &[&str] = &["it", "i", "we", "never", "not", "none", "nothing", "longer", "more"];
/// Words behind "not" that make it say something else: "suspended, not sure why".
const BEHIND_NOT: &[&str] =
    &["sure", "certain", "clear", "known", "fair", "justified", "my", "because", "lifted", "resolved", "removed", "over", "explained"];

/// Whether what a hit asks about is answered with no: "Suspensions: none", "Ever banned? never", "warnings or bans so far: 0"; `is_hit` says
/// whether a token asks as well.
pub(super) fn is_answered_with_no(document: &Document<'_>, hit: &Hit, is_hit: impl Fn(usize) -> bool) -> bool {
    let no = |at: usize| NO.contains(&document.word(at));
    let fills = |at: usize| FILLERS.contains(&document.word(at));
    // "0 earnings: none" asks nothing.
    if hit.tokens.clone().any(no) {
        return false;
    }
    let asks = |at: usize| {
        let gap = document.gap_before(at);
        gap.contains(ASKS) || gap.contains("..")
    };
    let reached = hit.tokens.end..hit.tokens.end + ASKED_WORDS;
    // "Warnings in the last 12 months: 0".
    let counts = |at: usize| document.tokens().get(at).is_some_and(|token| token.number);
    // "warnings 0, suspensions none"
    let ends = |at: usize| document.is_parted(at) || document.gap_before(at).contains(ENTRY_ENDS);
    let counted = |at: usize| matches!(document.word(at), "0" | "zero" | "none" | "nil") && ends(at + 1);
    if counted(hit.tokens.end) && !document.is_parted(hit.tokens.end) {
        return true;
    }
    let asked = reached.clone().find(|at| asks(*at) || !fills(*at) && !is_hit(*at) && !counts(*at)).filter(|at| asks(*at));
    let answer = asked.and_then(|from| (from..reached.end).find(|at| !fills(*at)));
    answer.is_some_and(|at| {
        let next = Some(at + 1).filter(|next| !document.is_parted(*next)).map_or("", |next| document.word(next));
        match document.word(at) {
            "no" => next.is_empty() || fills(at + 1) || is_hit(at + 1) || BEHIND_NO.contains(&next),
            "not" => !BEHIND_NOT.contains(&next),
            // "N", "n/a"
            "n" => true,
            _ => no(at),
        }
    })
}

/// Words by which something is left of what is denied.
const LEFT: &[&str] = &["just", "only", "merely"];

/// Whether a hit is named as what is left.
fn is_left(document: &Document<'_>, hit: &Hit) -> bool {
    hit.tokens.start.checked_sub(1).is_some_and(|before| LEFT.contains(&document.word(before)))
}

/// Whether only a word that joins what is denied stands between two hits.
fn is_joined(document: &Document<'_>, one: &Hit, next: &Hit) -> bool {
    one.tokens.end + 1 == next.tokens.start && matches!(document.word(one.tokens.end), "or" | "nor")
}

/// Words that a list may have after an item until it ends.
const LIST_WORDS: usize = 6;

/// Whether two hits are items of one list: next to each other, of one form unless `or` joins what follows, and a last item joined on, all
/// of them plurals, or nothing else behind them, as in "never suspended, on hold or warned", "no suspensions, bans" and "never banned,
/// warned."; not as in "no warnings, suspended in May" or "never warned, suspended since May".
fn is_list(document: &Document<'_>, one: &Hit, next: &Hit) -> bool {
    let ends = |hit: &Hit, ending: &str| document.word(hit.tokens.end.saturating_sub(1)).ends_with(ending);
    let plurals = ends(one, "s") && ends(next, "s");
    let sentence_end = document.sentence_of(next.tokens.start).end;
    let end = sentence_end.min(next.tokens.end + LIST_WORDS);
    let joins = |at: usize| matches!(document.word(at), "or" | "and" | "nor");
    let alike = ends(one, "ed") == ends(next, "ed") || matches!(document.word(next.tokens.end), "or" | "nor");
    let bare = document.is_parted(next.tokens.end) || joins(next.tokens.end);
    let items = (next.tokens.end..sentence_end).all(|at| document.is_parted(at));
    let closed = plurals || (next.tokens.start..end).any(joins) || items && sentence_end <= end;
    one.tokens.end == next.tokens.start && alike && bare && closed
}
