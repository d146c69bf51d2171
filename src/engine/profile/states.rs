//! The states that words of a profile state: in order, failed, waiting; a denied word says the opposite.

use std::collections::BTreeSet;
use std::ops::Range;

use super::answers::is_answered_with_no;
use super::namesakes::{is_village, names_a_street, said_before};
use super::turns::without_past;
use crate::engine::denial::{self, Cover};
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, State, TermId};
use crate::submission::is_mark;
use crate::text::Document;

/// The state words nearest to a mention, of those of its scope.
pub(super) fn nearest<'s>(states: impl Iterator<Item = &'s (State, Hit)>, about: &Hit) -> Option<&'s (State, Hit)> {
    let distance = |hit: &Hit| hit.tokens.start.saturating_sub(about.tokens.end).max(about.tokens.start.saturating_sub(hit.tokens.end));
    states.min_by_key(|(state, hit)| (distance(hit), rank(*state)))
}

/// The worst state that a range of tokens states.
pub(super) fn state_in(text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> Option<(State, Hit)> {
    states(text, words, range).into_iter().min_by_key(|(state, _)| rank(*state))
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
pub(super) fn states(text: &TextReading<'_>, words: &FieldWords, range: &Range<usize>) -> Vec<(State, Hit)> {
    let said = Said::new(text, words, range);
    let mut stated = Vec::new();
    let mut last_denied: Option<&Hit> = None;
    for (state, hit) in &said.all {
        if said.decoys.overlap(&hit.tokens) {
            // "not a logo, avatar or drawing": a list that begins with a decoy.
            last_denied = Some(hit).filter(|hit| *state != State::Met && denial::denies(text, hit)).or(last_denied);
            continue;
        }
        if let Some(other) = said.beaten_by(*state, hit) {
            if other == State::Met && *state != State::Met {
                last_denied = Some(hit);
            }
            continue;
        }
        let answered = *state != State::Met && said.is_answered_with_no(hit);
        let denied = answered || said.is_denied(*state, hit, last_denied);
        if denied || *state == State::Met && denies_itself(&text.document, hit) {
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
    without_past(text, words, stated)
}

/// Whether the words of a state begin with a denial of their own: "no logo".
fn denies_itself(document: &Document<'_>, hit: &Hit) -> bool {
    matches!(document.word(hit.tokens.start), "no" | "not" | "never" | "without")
}

/// All words of states that a range of tokens says.
struct Said<'a, 't> {
    text: &'a TextReading<'t>,
    words: &'a FieldWords,
    range: &'a Range<usize>,
    /// What is covered by words that look like a state and are none.
    decoys: Cover,
    /// In order of place.
    all: Vec<(State, Hit)>,
    /// The tokens of the longest of them.
    longest: usize,
}

impl<'a, 't> Said<'a, 't> {
    fn new(text: &'a TextReading<'t>, words: &'a FieldWords, range: &'a Range<usize>) -> Self {
        let document = &text.document;
        let hits = |term: Option<TermId>| term.into_iter().flat_map(|term| text.hits.within(term, range.clone()));
        // "the card expired and was not replaced" is none; "no logo, no avatar" are two.
        let decoys = Cover::new(hits(words.decoys).filter(|hit| denies_itself(document, hit) || !denial::denies(text, hit)));
        let mut all: Vec<(State, Hit)> = [(State::Failed, words.failed), (State::Pending, words.pending), (State::Met, words.met)]
            .into_iter()
            .flat_map(|(state, term)| hits(term).map(move |hit| (state, hit.clone())))
            // "Ban Sisaket, Vientiane" is a village, "9 Limited Lane" a street.
            .filter(|(_, hit)| !is_village(document, hit) && !names_a_street(text, hit))
            // "No, good standing" is no "no good standing".
            .filter(|(_, hit)| !(denies_itself(document, hit) && hit.tokens.len() > 1 && document.is_parted(hit.tokens.start + 1)))
            .collect();
        // "me, no dog this time": the word denies what it stands before, and says nothing by itself.
        let bad: BTreeSet<usize> = all.iter().filter(|(state, _)| *state != State::Met).map(|(_, hit)| hit.tokens.start).collect();
        let denies_next = |hit: &Hit| hit.tokens.len() == 1 && document.word(hit.tokens.start) == "no" && bad.contains(&hit.tokens.end);
        all.retain(|(_, hit)| !denies_next(hit) || document.is_parted(hit.tokens.end));
        all.sort_by_key(|(state, hit)| (hit.tokens.start, hit.tokens.end, rank(*state)));
        let longest = all.iter().map(|(_, hit)| hit.tokens.len()).max().unwrap_or_default();
        Self { text, words, range, decoys, all, longest }
    }

    /// Those that may share words with these: to look at all would take minutes on a text of one word.
    fn around(&self, Range { start, end }: Range<usize>) -> impl Iterator<Item = &(State, Hit)> {
        let first = self.all.partition_point(|(_, other)| other.tokens.start + self.longest <= start);
        self.all.get(first..).unwrap_or_default().iter().take_while(move |(_, other)| other.tokens.start < end)
    }

    /// The state of longer words that count instead: "not verified" beats "verified" inside it, "12 jobs" beats "jobs".
    fn beaten_by(&self, state: State, hit: &Hit) -> Option<State> {
        let longer = |other: &Hit| other.tokens.len() > hit.tokens.len() && other.tokens.end > hit.tokens.start;
        let covers = |other: &Hit| other.tokens.start <= hit.tokens.start && hit.tokens.end <= other.tokens.end;
        let beats = |other_state: State, other: &Hit| longer(other) && (other_state != state || covers(other));
        let mut longer_ones = self.around(hit.tokens.clone()).filter(|(_, other)| !self.decoys.overlap(&other.tokens));
        longer_ones.find(|(other_state, other)| beats(*other_state, other)).map(|(other_state, _)| *other_state)
    }

    /// The words that deny a hit. What was denied in the line before says nothing of this one.
    fn cue(&self, hit: &Hit) -> Option<Range<usize>> {
        let document = &self.text.document;
        // "No suspension / restriction"
        let bad = [self.words.failed, self.words.pending];
        let is_bad = |at: usize| bad.into_iter().flatten().any(|term| self.text.hits.any_within(term, at..at + 1));
        let in_a_list = |cue: &Range<usize>| {
            let line = !document.begins_line(hit.tokens.start);
            line && hit.tokens.start <= cue.end + LIST_WORDS && (cue.end..hit.tokens.start).all(is_bad)
        };
        denial::cue(self.text, hit).filter(|cue| cue.start >= self.range.start || in_an_entry(document, cue, &hit.tokens) || in_a_list(cue))
    }

    fn is_answered_with_no(&self, hit: &Hit) -> bool {
        let document = &self.text.document;
        let asks = |at: usize| self.around(at..at + 1).next().is_some() || self.words.keys.iter().any(|key| key == document.word(at));
        is_answered_with_no(document, hit, asks)
    }

    /// Whether a state is denied, by a cue or as an item of the list in which the last one was.
    fn is_denied(&self, state: State, hit: &Hit, last_denied: Option<&Hit>) -> bool {
        let document = &self.text.document;
        let cue = self.cue(hit);
        if state == State::Met {
            // "no warnings or suspension good standing": the cue denies what stands between.
            let used = |cue: &Range<usize>| {
                let mut between = self.around(cue.start..hit.tokens.start).filter(|(_, other)| other.tokens.end > cue.end);
                between.any(|(other, found)| (*other == State::Met) == (found.tokens.start <= cue.start))
            };
            return cue.is_some_and(|cue| !(cue.end..=hit.tokens.start).any(|at| document.is_parted(at)) && !used(&cue));
        }
        // "not suspended, just warned": what is left is not denied with the rest.
        if is_left(document, hit) {
            return false;
        }
        // "no bans, suspensions": what directly follows a comma is denied where it goes on with a list; "no card, account restricted".
        let anew = cue.as_ref().is_some_and(|cue| begins_anew(document, cue.end..hit.tokens.start));
        if anew || document.is_parted(hit.tokens.start) {
            return last_denied.is_some_and(|last| is_list(document, last, hit));
        }
        // "no limits or warnings", where "no limits" is a state of its own
        cue.is_some() || last_denied.is_some_and(|last| is_joined(document, last, hit))
    }
}

/// Whether nothing between the first tokens and the second begins an entry of its own.
fn in_an_entry(document: &Document<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    let ends = |gap: &str| gap.contains(ENTRY_ENDS) || gap.contains(is_mark);
    !(first.end..=second.start).any(|at| ends(document.gap_before(at)))
}

/// What ends an entry.
pub(super) const ENTRY_ENDS: &[char] = &['\n', '/', '|', ';', '•', '·'];

/// Words with which a clause begins that is not denied with the one before.
const CLAUSE_WORDS: &[&str] = &["account", "my", "i", "it", "is", "was", "has", "they", "upwork"];

/// Whether a clause of its own begins with one of these tokens, behind a comma or a word that joins.
fn begins_anew(document: &Document<'_>, mut tokens: Range<usize>) -> bool {
    let joined = |at: usize| at.checked_sub(1).is_some_and(|before| matches!(document.word(before), "and" | "but"));
    tokens.any(|at| (document.is_parted(at) || joined(at)) && CLAUSE_WORDS.contains(&document.word(at)))
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
