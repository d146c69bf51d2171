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
use crate::rule::{Field, FieldWords, Hit, RuleSet, State};
use crate::submission::{Entry, Mark};
use crate::text::Document;

/// How far behind a field the word may stand that answers with no, in tokens.
const ANSWER_REACH: usize = 3;
/// How far beyond a mention the words of another field that hold it may reach, in tokens.
const NAME_REACH: usize = 3;

/// What an entry without a known key says of all fields.
pub(super) fn all_mentioned(rules: &RuleSet, text: &TextReading<'_>, entry: &Entry) -> Vec<FieldReading> {
    let tokens = text.document.tokens_in(whole(entry));
    let unticked = entry.mark == Some(Mark::No) && tokens.len() <= MARKED_WORDS;
    let of_field = |words: &FieldWords| {
        let mut readings = mentioned(rules, text, words, &tokens);
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
    rules.fields.iter().flat_map(of_field).collect()
}

/// The fields that an entry without a key mentions.
pub(super) fn mentioned(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, entry: &Range<usize>) -> Vec<FieldReading> {
    let Some(about) = words.about else { return Vec::new() };
    let mut readings: Vec<FieldReading> = Vec::new();
    // The last scope, with what it states: a sentence may mention a field many times.
    let mut stated_in = (0..0, Vec::new());
    let names = |hit: &&Hit| !is_part_of_another(rules, text, words.field, hit) && !is_inside_a_word(&text.document, hit);
    for hit in text.hits.within(about, entry.clone()).filter(names) {
        let sentence = text.document.sentence_of(hit.tokens.start);
        // "Photo? Yes, it's me."
        let asks = sentence.end < entry.end && text.document.gap_before(sentence.end).contains('?');
        let end = if asks { text.document.sentence_of(sentence.end).end } else { sentence.end };
        let scope = sentence.start.max(entry.start)..end.min(entry.end);
        if stated_in.0 != scope {
            stated_in = (scope.clone(), states(rules, text, words, &scope));
        }
        let part = if words.field == Field::Name { part_of(&text.document, &scope, hit) } else { scope.clone() };
        // "My name is Ann Lee, the team name is Blue": of a name, only its part says more, or what is denied behind it.
        let of_part = words.field != Field::Name || hit.tokens.end == part.end || text.document.word(part.end) == "not";
        let own = |said: &Hit| of_part || said.tokens.start < part.end;
        let answering = stated_in.1.iter().filter(|(_, said)| own(said) && answers(&text.document, hit, said));
        let stated = nearest(answering, hit).map(|found| match found {
            (State::Met, met) => overturned(&text.document, &stated_in.1, met).unwrap_or(found),
            _ => found,
        });
        // "no PO box is used", "PO box? No.": a denied word states no value; "No. 58, Galle Road" is denied by nothing.
        let numbers = |cue: &Range<usize>| text.document.tokens().get(cue.end).is_some_and(|token| token.number);
        let denied = || denial::cue(rules, text, hit).is_some_and(|cue| !numbers(&cue));
        if stated.is_none() && (denied() || words.any_value && is_answered_with_no(&text.document, hit, |_| false)) {
            continue;
        }
        let (state, tokens) = match stated {
            // "Everything is verified except payment".
            Some((State::Met, said)) if said.tokens.end <= hit.tokens.start && is_excepted(&text.document, hit) => {
                (State::Failed, Hit::join(&[hit, said]).tokens)
            }
            Some((state, said)) => (*state, Hit::join(&[hit, said]).tokens),
            // "My name is Ann Lee, I have my ID verified": a name ends at the comma.
            None if words.field == Field::Name => {
                // "Our agency's owner is Ann Lee"
                let start = if hit.tokens.end < part.end { hit.tokens.start } else { part.start };
                // "Ann Lee is my name and it is on the profile"
                let is_behind = text.document.word(hit.tokens.start) == "is" && hit.tokens.start > part.start;
                (State::Met, if is_behind { part.start..hit.tokens.start } else { start..part.end })
            }
            // "Ann Lane": only a figure makes it a street.
            None if may_be_surname(&text.document, hit)
                && !words.keys.iter().any(|key| key == text.document.word(hit.tokens.start))
                && !scope.clone().any(|at| is_figure(&text.document, at)) =>
            {
                continue;
            }
            None if words.any_value => (State::Met, scope.clone()),
            None => continue,
        };
        // One statement of the same words is enough.
        if readings.iter().all(|reading| reading.tokens != tokens) {
            readings.push(FieldReading { field: words.field, tokens, state });
        }
    }
    readings
}

/// Whether a mention is but a part of the words of another field: the card of "ID card", the photo of "photo ID".
fn is_part_of_another(rules: &RuleSet, text: &TextReading<'_>, field: Field, hit: &Hit) -> bool {
    let Range { start, end } = hit.tokens;
    let others = rules.fields.iter().filter(|words| words.field != field).filter_map(|words| words.about);
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
