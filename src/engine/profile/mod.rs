//! The fields of a profile or form, each with its state and the words that say so.
//!
//! An entry with a known key (`ID: verified`) is about that field. One without is about every field whose words it holds (`about`);
//! then the state is looked for in the sentence or line around them. A denied word says the opposite: "never suspended" is in order.

mod keys;
mod lines;
mod mentions;
mod states;
mod turns;

use std::ops::Range;

use super::reading::TextReading;
use crate::rule::{Field, FieldWords, RuleSet, State};
use crate::submission::{Entry, Mark, entries};
use crate::text::{Document, Span};
use keys::{keyed, known, words_of};
use lines::{KEY_WORDS, address_line, is_figure, is_introduction, is_name, name_line, parts};
use mentions::{all_mentioned, mentioned};
use states::{is_no, rank, state_in};
use turns::without_settled;

/// Keys that may say something of any field: behind another key of the line they do.
const GENERAL_KEYS: &[&str] = &["status", "state", "record", "since", "verified", "completed", "verification"];
/// Words with which a sentence begins that tells of its writer.
const TELLS: &[&str] = &["i", "my", "name"];
/// Words of an entry that a sign stands for as a whole.
const MARKED_WORDS: usize = 4;
/// Lines that an address has below its key, at most.
const ADDRESS_LINES: usize = 5;

/// What one entry says of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldReading {
    pub(super) field: Field,
    /// The tokens of its value.
    pub(super) tokens: Range<usize>,
    pub(super) state: State,
}

/// Reads the fields of a profile or form.
pub(super) fn read(rules: &RuleSet, text: &TextReading<'_>) -> Vec<FieldReading> {
    let mut readings = Vec::new();
    // Another field begins; a status, or another line of an address, belongs to the field before it.
    let begins = |current: Option<&str>, key: &str| {
        let field = known(rules, key).map(|words| words.field);
        let Some(current) = current else { return field.is_some() };
        let general = GENERAL_KEYS.contains(&key.to_lowercase().as_str());
        let field = field.filter(|field| (Field::REQUIRED.contains(field) || *field == Field::Company) && !general);
        field.is_some() && field != known(rules, current).map(|words| words.field)
    };
    let entries = entries(text.document.source(), begins);
    for (at, entry) in entries.iter().enumerate() {
        let tokens = text.document.tokens_in(entry.value);
        if let Some(words) = entry.key.and_then(|key| keyed(rules, &text.document, key)) {
            let others = behind_value(rules, text, words, &tokens);
            // The value ends where another field is spoken of.
            let end = others.iter().map(|(start, _)| *start).min();
            let others = others.into_iter().map(|(_, other)| other);
            let tokens = tokens.start..end.unwrap_or(tokens.end);
            let state = value_state(rules, text, words, entry, &tokens);
            // "Account: Ann Lee"
            let named = words.field == Field::Standing && state == State::Unstated && tokens.len() > 1 && is_name(rules, text, &tokens);
            let words = if named { rules.fields.iter().find(|words| words.field == Field::Name).unwrap_or(words) } else { words };
            let state = if named { State::Met } else { state };
            // "Photo: ✅" has no words but its key.
            let key = entry.key.filter(|_| tokens.is_empty() && entry.mark.is_some());
            readings.push(FieldReading { field: words.field, state, tokens: key.map_or(tokens, |key| text.document.tokens_in(key)) });
            readings.extend(others);
        } else if let Some(marked) = marked(rules, text, entry) {
            readings.push(marked);
        } else if let Some(below) = entries.get(at + 1).and_then(|below| stated_below(rules, text, entry, below)) {
            readings.push(below);
        } else if let Some(below) = address_below(rules, text, entry, entries.get(at + 1..).unwrap_or_default()) {
            readings.push(below);
        } else {
            let mentioned = all_mentioned(rules, text, entry);
            // "Payment: was expired; verified now": the rest of the line is about the same field.
            let before = at.checked_sub(1).and_then(|before| entries.get(before)?.key);
            let goes_on = mentioned.is_empty() && entry.key.is_none() && !text.document.gap_before(tokens.start).contains('\n');
            let words = before.filter(|_| goes_on).and_then(|key| keyed(rules, &text.document, key));
            let state = words.and_then(|words| Some((words.field, state_in(rules, text, words, &tokens)?.0)));
            readings.extend(state.map(|(field, state)| FieldReading { field, tokens, state }));
            readings.extend(mentioned);
        }
    }
    // A key of many words belongs to the prose: "As for me: ID verified, Ann Lee"; "Skills: Google Sheets" is a field that we do not know.
    // "Identity verified", and below it an address: the line above says all of its field, and the one below is about another.
    let is_whole = |key: Span, entry: &Entry| {
        let value = text.document.tokens_in(entry.value);
        let stands_below = text.document.gap_before(value.start).contains('\n');
        let states = |words: &FieldWords, tokens: &Range<usize>| state_in(rules, text, words, tokens).is_some();
        let words = keyed(rules, &text.document, key).filter(|words| stands_below && !words.any_value);
        words.is_some_and(|words| states(words, &text.document.tokens_in(key)) && !states(words, &value))
    };
    let is_prose = |entry: &&Entry| {
        entry.key.is_none_or(|key| {
            if is_whole(key, entry) {
                return true;
            }
            let words = words_of(&text.document, &text.document.tokens_in(key));
            let opens = words.len() > KEY_WORDS || words.iter().all(|word| word.len() == 1 || is_introduction(word));
            opens && keyed(rules, &text.document, key).is_none()
        })
    };
    let prose: Vec<Range<usize>> = entries.iter().filter(is_prose).map(|entry| text.document.tokens_in(whole(entry))).collect();
    let states = |readings: &[FieldReading], field| readings.iter().any(|reading| reading.field == field);
    if !states(&readings, Field::Address) {
        // "Name: Ann Lee. ID is verified. 12 Elm Street, Leeds."
        let behind = |entry: &&Entry| {
            let tokens = text.document.tokens_in(entry.value);
            text.document.sentence_of(tokens.start).end.min(tokens.end)..tokens.end
        };
        let keyed: Vec<Range<usize>> = entries.iter().filter(|entry| !is_prose(entry)).map(|entry| behind(&entry)).collect();
        readings.extend(address_line(rules, text, &prose).or_else(|| address_line(rules, text, &keyed)));
    }
    if !states(&readings, Field::Name) {
        let address = readings.iter().find(|reading| reading.field == Field::Address).map_or(0..0, |reading| reading.tokens.clone());
        readings.extend(name_line(rules, text, &prose, &address));
    }
    if !states(&readings, Field::Photo) {
        readings.extend(photo_of_owner(rules, text, &readings));
    }
    // "Location: Amman. Address: 33 Rainbow Street, Amman": the place alone is not what the address lacks.
    let has_figure = |tokens: &Range<usize>| tokens.clone().any(|at| is_figure(&text.document, at));
    let given = |reading: &FieldReading| reading.field == Field::Address && reading.state == State::Met;
    if readings.iter().any(|reading| given(reading) && has_figure(&reading.tokens)) {
        readings.retain(|reading| !given(reading) || has_figure(&reading.tokens) || is_about_a_field(rules, text, &reading.tokens));
    }
    without_settled(&text.document, readings)
}

/// The photo of whom the account is named after: "Lars Mikkelsen. Photograph of Lars."
fn photo_of_owner(rules: &RuleSet, text: &TextReading<'_>, readings: &[FieldReading]) -> Option<FieldReading> {
    let about = rules.fields.iter().find(|words| words.field == Field::Photo)?.about?;
    let name = readings.iter().find(|reading| reading.field == Field::Name)?.tokens.clone();
    let shows = |at: usize| name.clone().any(|word| text.document.word(word) == text.document.word(at));
    let hit = text.hits.of(about).find(|hit| (hit.tokens.end..text.document.sentence_of(hit.tokens.start).end).any(shows))?;
    Some(FieldReading { field: Field::Photo, tokens: text.document.sentence_of(hit.tokens.start), state: State::Met })
}

/// An entry with its key.
fn whole(entry: &Entry) -> Span {
    entry.key.map_or(entry.value, |key| Span { start: key.start, ..entry.value })
}

/// The state that the value of a keyed entry gives, perhaps together with its key: "Suspensions: none", "ID verified: by passport".
fn value_state(rules: &RuleSet, text: &TextReading<'_>, words: &FieldWords, entry: &Entry, tokens: &Range<usize>) -> State {
    let empty = entry.value.quote(text.document.source()).trim().is_empty() || tokens.is_empty();
    let key = entry.key.map(|key| text.document.tokens_in(key)).unwrap_or_default();
    let is_bad = is_bad(text, words, &key);
    let mark = entry.mark.filter(|_| !is_bad);
    let asked = if is_bad && words.field == Field::Standing { key.start..tokens.end.max(key.end) } else { tokens.clone() };
    if is_bad && words.field == Field::Standing && tokens.is_empty() {
        return if entry.mark == Some(Mark::No) { State::Met } else { State::Unstated };
    }
    if let Some((state, _)) = state_in(rules, text, words, &asked) {
        return state;
    }
    let key_is_good = matches!(state_in(rules, text, words, &key), Some((State::Met, _)));
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

/// The field that is named with a sign and without a word: "Photo ✅". What "Warnings ❌" means, nobody knows.
fn marked(rules: &RuleSet, text: &TextReading<'_>, entry: &Entry) -> Option<FieldReading> {
    let mark = entry.mark.filter(|_| entry.key.is_none())?;
    let tokens = text.document.tokens_in(entry.value);
    let words =
        known(rules, &words_of(&text.document, &tokens).join(" ")).filter(|words| !words.any_value && !is_bad(text, words, &tokens))?;
    let state = match mark {
        Mark::Yes => State::Met,
        Mark::No => State::Failed,
    };
    Some(FieldReading { field: words.field, tokens, state })
}

/// The field that is named in a line of its own, with its state in the next line: "Identity", and below it "Verified".
fn stated_below(rules: &RuleSet, text: &TextReading<'_>, entry: &Entry, below: &Entry) -> Option<FieldReading> {
    let own = text.document.tokens_in(entry.value);
    let tokens = text.document.tokens_in(below.value);
    if entry.key.is_some() || below.key.is_some() || tokens.len() > MARKED_WORDS || !text.document.gap_before(tokens.start).contains('\n') {
        return None;
    }
    let words = known(rules, entry.value.quote(text.document.source())).filter(|words| !words.any_value && !is_bad(text, words, &own))?;
    if is_about_another(rules, text, words.field, &tokens) {
        return None;
    }
    let (state, _) = state_in(rules, text, words, &tokens)?;
    Some(FieldReading { field: words.field, tokens, state })
}

/// The address whose key is a line of its own: in the lines below it, up to one that is about another field.
fn address_below(rules: &RuleSet, text: &TextReading<'_>, entry: &Entry, below: &[Entry]) -> Option<FieldReading> {
    let source = text.document.source();
    known(rules, entry.value.quote(source)).filter(|words| words.field == Field::Address && entry.key.is_none())?;
    let is_line = |line: &&Entry| {
        let tokens = text.document.tokens_in(line.value);
        let goes_on = line.key.is_none() && line.mark.is_none() && !is_about_another(rules, text, Field::Address, &tokens);
        goes_on && text.document.gap_before(tokens.start).contains('\n') && known(rules, line.value.quote(source)).is_none()
    };
    let lines: Vec<&Entry> = below.iter().take(ADDRESS_LINES).take_while(is_line).collect();
    let value = Span { start: lines.first()?.value.start, end: lines.last()?.value.end };
    Some(FieldReading { field: Field::Address, tokens: text.document.tokens_in(value), state: State::Met })
}

/// Whether tokens name what an account should not have: warnings, bans.
fn is_bad(text: &TextReading<'_>, words: &FieldWords, tokens: &Range<usize>) -> bool {
    let bad = [words.failed, words.pending].into_iter().flatten();
    bad.into_iter().any(|term| text.hits.within(term, tokens.clone()).next().is_some())
}

/// Other fields that the sentences behind the first one of a value speak of, and of a name or address its parts behind commas, each with
/// where what is said of it begins: "Name: Ann Lee, ID by passport. Payment is verified."
fn behind_value(rules: &RuleSet, text: &TextReading<'_>, own: &FieldWords, value: &Range<usize>) -> Vec<(usize, FieldReading)> {
    let document = &text.document;
    let sentence = value.start..document.sentence_of(value.start).end.min(value.end);
    let others = || rules.fields.iter().filter(|words| words.field != own.field);
    // What any value states is told by its key, or by who says "I live in …"; not by "Photo: me. The same face as at my address."
    let told = |words: &FieldWords, reading: &FieldReading| !words.any_value || TELLS.contains(&document.word(reading.tokens.start));
    let of_sentences = others().flat_map(|words| {
        let readings = mentioned(rules, text, words, &(sentence.end..value.end)).into_iter().filter(|reading| told(words, reading));
        readings.map(|reading| (document.sentence_of(reading.tokens.start).start, reading))
    });
    let parts = parts(document, &sentence).into_iter().skip(1).filter(|_| own.any_value);
    let of_parts = parts.flat_map(|part| {
        let states = others().filter(|words| !words.any_value);
        let readings = states.flat_map(|words| mentioned(rules, text, words, &part)).collect::<Vec<_>>();
        readings.into_iter().map(move |reading| (part.start, reading))
    });
    of_sentences.chain(of_parts).collect()
}

/// Whether words of any field stand in a range.
fn is_about_a_field(rules: &RuleSet, text: &TextReading<'_>, tokens: &Range<usize>) -> bool {
    rules.fields.iter().filter_map(|words| words.about).any(|about| text.hits.within(about, tokens.clone()).next().is_some())
}

/// Whether words of another field stand in a range.
fn is_about_another(rules: &RuleSet, text: &TextReading<'_>, field: Field, tokens: &Range<usize>) -> bool {
    let mut others = rules.fields.iter().filter(|words| words.field != field).filter_map(|words| words.about);
    others.any(|about| text.hits.within(about, tokens.clone()).next().is_some())
}

/// The state of a field over all that is said of it: the worst statement counts.
pub(super) fn state(readings: &[FieldReading], field: Field, document: &Document<'_>) -> (State, Option<Span>) {
    let said = readings.iter().filter(|reading| reading.field == field);
    let worst = said.min_by_key(|reading| rank(reading.state));
    worst.map_or((State::Unstated, None), |reading| (reading.state, document.span(&reading.tokens)))
}
