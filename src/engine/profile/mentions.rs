//! What entries without a known key say: of every field whose words they hold.

use std::ops::Range;

use super::addresses::is_figure;
use super::answers::is_answered_with_no;
use super::names::may_be_surname;
use super::parts::{is_inside_a_word, part_of};
use super::states::{nearest, states};
use super::turns::overturned;
use super::{FieldReading, MARKED_WORDS, is_bad, whole};
use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{Field, FieldWords, Hit, State};
use crate::submission::{Entry, Mark};
use crate::text::Document;

/// How far behind a field the word may stand that answers with no, in tokens.
const ANSWER_REACH: usize = 3;
/// How far beyond a mention the words of another field that hold it may reach, in tokens.
const NAME_REACH: usize = 3;

/// What an entry without a known key says of all fields.
pub(super) fn all_mentioned(text: &TextReading<'_>, entry: &Entry) -> Vec<FieldReading> {
    let tokens = text.document.tokens_in(whole(entry));
    let unticked = entry.mark == Some(Mark::No) && tokens.len() <= MARKED_WORDS;
    let of_field = |words: &FieldWords| {
        let mut readings = mentioned(text, words, &tokens);
        if unticked && is_bad(text, words, &tokens) {
            // "Warnings ❌", "[ ] suspended": nobody knows, or there are none.
            readings.retain(|reading| reading.state == State::Met);
        } else if unticked {
            // "[ ] ID verified": what is good and not ticked is not there.
            for reading in &mut readings {
                reading.state = State::Failed;
            }
        }
        readings
    };
    text.rules.fields.iter().flat_map(of_field).collect()
}

/// The fields that an entry without a key mentions.
pub(super) fn mentioned(text: &TextReading<'_>, words: &FieldWords, entry: &Range<usize>) -> Vec<FieldReading> {
    let Some(about) = words.about else { return Vec::new() };
    let mut readings: Vec<FieldReading> = Vec::new();
    // The last scope, with what it states: a sentence may mention a field many times.
    let mut stated_in = (0..0, Vec::new());
    let names = |hit: &&Hit| !is_part_of_another(text, words.field, hit) && !is_inside_a_word(&text.document, hit);
    for hit in text.hits.within(about, entry.clone()).filter(names) {
        let scope = scope_of(&text.document, entry, hit);
        if stated_in.0 != scope {
            stated_in = (scope.clone(), states(text, words, &scope));
        }
        let part = if words.field == Field::Name { part_of(&text.document, &scope, hit) } else { scope.clone() };
        let found = match stated(&text.document, words, &part, hit, &stated_in.1) {
            // "Everything is verified except payment".
            Some((State::Met, said)) if said.tokens.end <= hit.tokens.start && is_excepted(&text.document, hit) => {
                Some((State::Failed, Hit::join(&[hit, said]).tokens))
            }
            Some((state, said)) => Some((*state, Hit::join(&[hit, said]).tokens)),
            None => value(text, words, &scope, &part, hit).map(|tokens| (State::Met, tokens)),
        };
        // One statement of the same words is enough.
        if let Some((state, tokens)) = found
            && readings.iter().all(|reading| reading.tokens != tokens)
        {
            readings.push(FieldReading { field: words.field, tokens, state });
        }
    }
    readings
}

/// The tokens of an entry that may say something of a mention: its sentence, and the answer to what that asks, as in "Photo? Yes, it's me."
fn scope_of(document: &Document<'_>, entry: &Range<usize>, about: &Hit) -> Range<usize> {
    let sentence = document.sentence_of(about.tokens.start);
    let asks = sentence.end < entry.end && document.gap_before(sentence.end).contains('?');
    let end = if asks { document.sentence_of(sentence.end).end } else { sentence.end };
    sentence.start.max(entry.start)..end.min(entry.end)
}

/// The state that is stated of a mention, of those of its scope.
fn stated<'s>(
    document: &Document<'_>,
    words: &FieldWords,
    part: &Range<usize>,
    about: &Hit,
    states: &'s [(State, Hit)],
) -> Option<&'s (State, Hit)> {
    // "My name is Ann Lee, the team name is Blue": of a name, only its part says more, or what is denied behind it.
    let of_part = words.field != Field::Name || about.tokens.end == part.end || document.word(part.end) == "not";
    let own = |said: &Hit| of_part || said.tokens.start < part.end;
    let found = nearest(states.iter().filter(|(_, said)| own(said) && answers(document, about, said)), about)?;
    match found {
        (State::Met, met) => overturned(document, states, met).or(Some(found)),
        _ => Some(found),
    }
}

/// The value that a mention without a state stands in: of a field that any value meets, and of names.
fn value(text: &TextReading<'_>, words: &FieldWords, scope: &Range<usize>, part: &Range<usize>, about: &Hit) -> Option<Range<usize>> {
    let document = &text.document;
    let word = |at: usize| document.word(at);
    let (start, end) = (about.tokens.start, about.tokens.end);
    // "no PO box is used", "PO box? No.": a denied word states no value; "No. 58, Galle Road" is denied by nothing.
    let numbers = |cue: &Range<usize>| document.tokens().get(cue.end).is_some_and(|token| token.number);
    let denied = denial::cue(text, about).is_some_and(|cue| !numbers(&cue));
    if denied || words.any_value && is_answered_with_no(document, about, |_| false) {
        return None;
    }
    if words.field == Field::Name {
        // "Ann Lee is my name and it is on the profile"
        if word(start) == "is" && start > part.start {
            return Some(part.start..start);
        }
        // "My name is Ann Lee, I have my ID verified": a name ends at the comma; "Our agency's owner is Ann Lee".
        return Some(if end < part.end { start } else { part.start }..part.end);
    }
    // "Ann Lane": only a figure makes it a street.
    let is_key = || words.keys.iter().any(|key| key == word(start));
    if may_be_surname(document, about) && !is_key() && !scope.clone().any(|at| is_figure(document, at)) {
        return None;
    }
    words.any_value.then(|| scope.clone())
}

/// Whether a mention is but a part of the words of another field: the card of "ID card", the photo of "photo ID".
fn is_part_of_another(text: &TextReading<'_>, field: Field, hit: &Hit) -> bool {
    let Range { start, end } = hit.tokens;
    let others = text.rules.fields.iter().filter(|words| words.field != field).filter_map(|words| words.about);
    let around = |about| text.hits.within(about, start.saturating_sub(NAME_REACH)..end + NAME_REACH);
    let covers =
        |other: &Hit| other.is_whole() && other.tokens.len() > hit.tokens.len() && other.tokens.start <= start && end <= other.tokens.end;
    others.flat_map(around).any(covers)
}

/// Whether a word of a state says so of a field: a bare "no" does so next to it, since it may deny anything else of the sentence.
fn answers(document: &Document<'_>, about: &Hit, said: &Hit) -> bool {
    let bare = said.tokens.len() == 1 && document.word(said.tokens.start) == "no";
    let before = said.tokens.end == about.tokens.start && !document.is_parted(about.tokens.start);
    !bare || before || (about.tokens.end..about.tokens.end + ANSWER_REACH).contains(&said.tokens.start)
}

/// Words that take what follows out of what was said.
const EXCEPTIONS: &[(&str, &str)] = &[("apart", "from"), ("aside", "from"), ("except", "for"), ("other", "than"), ("but", "not")];

/// Whether a field is named as an exception: "all but the ID", "everything except for payment".
fn is_excepted(document: &Document<'_>, about: &Hit) -> bool {
    let word = |back: usize| about.tokens.start.checked_sub(back).map_or("", |at| document.word(at));
    let back = if matches!(word(1), "the" | "my" | "a") { 2 } else { 1 };
    let (before, last) = (word(back + 1), word(back));
    matches!(last, "except" | "excluding") || EXCEPTIONS.contains(&(before, last))
}
