//! Names that stand without a key: lines, or parts of them, that can be nothing else.

use std::ops::Range;

use super::addresses::is_figure;
use super::keys::{known, words_of};
use super::parts::{is_inside_a_word, parts};
use super::states::state_in;
use super::{FieldReading, is_about_a_field, is_about_another};
use crate::engine::reading::TextReading;
use crate::rule::{Field, Hit, State};
use crate::text::Document;

/// Words that a name in a line of its own may have.
const NAME_WORDS: usize = 6;
/// Words of a key at the start of a line: behind more words, a colon is one of prose.
pub(super) const KEY_WORDS: usize = 2;
/// Words from which a name stands out by itself.
const LONG_NAME: usize = 3;
/// Words that a name in small letters may have.
const PLAIN_NAME_WORDS: usize = 4;
/// Words that the key of a name may have.
const NAME_KEY_WORDS: usize = 3;

/// Words that introduce a name.
const INTRODUCTIONS: &str = "\
    i am my name is hi hello um umm freelancer client owner this me here otherwise dear sir im so ok okay hey it its and also name's myself yes she he well nothing special \
    rest details follows as requested chamo chamo-me llamo m'appelle je ich bin heisse sono soy sou eu yo nama saya jmenuji se nazywam sie \
    meu nome mi nombre es jsem jestem full";

/// Whether a word introduces a name.
pub(super) fn is_introduction(word: &str) -> bool {
    INTRODUCTIONS.split(' ').any(|known| known == word)
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "da", "do", "dos", "di", "del", "la", "el", "al", "bin", "ibn", "y", "e", "ter", "le", "du", "zu",
    "das", "dela", "delos", "dalla", "della", "binti", "bint", "ben", "op", "ten", "af", "av", "ul", "ur", "ud", "us", "uz",
];

/// A part of a line that can only be a name: a few words with capitals, no figures, nothing that is about another field. `lines` are the
/// tokens of prose.
///
/// The first line may be a single name; elsewhere it takes at least two words. "I'm Ann Lee" counts without its first words. The places
/// behind the house number of an address look like names as well.
pub(super) fn name_line(text: &TextReading<'_>, lines: &[Range<usize>], address: &Range<usize>) -> Option<FieldReading> {
    let words = text.rules.field(Field::Name)?;
    let document = &text.document;
    let places = address.clone().find(|at| is_figure(document, *at)).map_or(0..0, |number| number..address.end);
    let segments = lines.iter().enumerate().flat_map(|(at, line)| parts(document, line).into_iter().map(move |part| (at, part)));
    let tokens = segments.filter(|(_, part)| !places.contains(&part.start)).find_map(|(at, part)| {
        let first = at == 0 && document.gap_before(part.start).trim().is_empty();
        let named = behind_key(text, &part);
        let start = (named.start..part.end).find(|at| !is_introduction(document.word(*at)))?;
        if let Some(name) = plainly_named(text, &part, named.start, at == 0) {
            return Some(name);
        }
        // "I am Ann Lee and I live": what follows an introduction ends with its capitals; "Ann Lee here", "Ann Lee is my name".
        let capitals = (start..part.end).find(|at| !is_name_word(document, *at)).unwrap_or(part.end);
        // "Juan Miguel dela Cruz po"
        let introduced = start > part.start || introduces(document, capitals..part.end) || capitals - start >= LONG_NAME;
        let end = if introduced { capitals } else { part.end };
        let tokens = start..end;
        // "Profile: Copper Kettle": neither is a key a name, nor what it is about.
        let line = lines.get(at).map_or(0, |line| line.start);
        let says_nothing = document.word(line).len() == 1 || is_introduction(document.word(line));
        let behind_key = document.gap_before(start).contains(':') && (line + 1..=line + KEY_WORDS).contains(&start) && !says_nothing;
        let is_keyed = document.gap_before(end).starts_with(':') || !introduced && behind_key;
        let long_enough = tokens.len() >= 2 || first && part.start == start || is_single(document, start) && end == part.end;
        (long_enough && !is_keyed && tokens.len() <= NAME_WORDS && is_name(text, &tokens)).then_some(tokens)
    })?;
    let state = state_in(text, words, &tokens).map_or(State::Met, |(state, _)| state);
    Some(FieldReading { field: Field::Name, tokens, state })
}

/// Whether a sentence says "I am Sukarni" and no more; what somebody is by nation ends otherwise.
fn is_single(document: &Document<'_>, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or("", |at| document.word(at));
    let told = matches!((before(2), before(1)), ("i", "am") | ("name", "is"));
    let nation = ["ian", "ean", "can", "man", "ish", "ese", "ch", "ic"].iter().any(|ending| document.word(at).ends_with(ending));
    told && !nation && document.sentence_of(at).end == at + 1 && document.source().contains(char::is_lowercase)
}

/// A name in small letters, of which its key says that it is one, or "here" behind it: "full name ann lee, id verified", "ann lee here".
fn plainly_named(text: &TextReading<'_>, part: &Range<usize>, start: usize, first: bool) -> Option<Range<usize>> {
    let document = &text.document;
    let here = first && document.word(part.end - 1) == "here";
    let tokens = start..if here { part.end - 1 } else { part.end };
    let is_word = |at: usize| document.word(at).chars().all(|ch| ch.is_alphabetic() || matches!(ch, '\'' | '-'));
    let plain = tokens.clone().all(is_word) && tokens.clone().all(|at| !is_introduction(document.word(at)));
    let told = here || start > part.start;
    (told && plain && (2..=PLAIN_NAME_WORDS).contains(&tokens.len()) && !is_about_a_field(text, &tokens)).then_some(tokens)
}

/// Whether words behind a name say that it is one.
fn introduces(document: &Document<'_>, behind: Range<usize>) -> bool {
    let mut words = behind.map(|at| document.word(at));
    match words.next() {
        Some("here" | "speaking" | "writing") => true,
        Some("checking") => words.next() == Some("in"),
        Some("this") => words.next() == Some("side"),
        Some("is") => words.next() == Some("my") && words.any(|word| word == "name"),
        _ => false,
    }
}

/// The tokens of a part behind the key of a name that it begins with: "legal name Ann Lee".
fn behind_key(text: &TextReading<'_>, part: &Range<usize>) -> Range<usize> {
    let key = |end: usize| words_of(&text.document, &(part.start..end)).join(" ");
    let named = |end: &usize| known(text.rules, &key(*end)).is_some_and(|words| words.field == Field::Name);
    let end = (part.start + 1..part.end.min(part.start + NAME_KEY_WORDS + 1)).rev().find(named);
    end.unwrap_or(part.start)..part.end
}

/// Whether all words begin with a capital or have none, and none is a figure or about another field. "Ann Lane" may be a name.
///
/// Figures in words are those of a nickname that stands alone: "dev4you", not "NB N6G9Y6".
pub(super) fn is_name(text: &TextReading<'_>, tokens: &Range<usize>) -> bool {
    let has_figure = |at: usize| text.document.word(at).contains(char::is_numeric);
    let is_word = |at: usize| is_name_word(&text.document, at) && (tokens.len() == 1 || !has_figure(at));
    let about = text.rules.field(Field::Address).and_then(|words| words.about);
    let streets =
        || about.into_iter().flat_map(|about| text.hits.within(about, tokens.clone())).filter(|hit| !is_inside_a_word(&text.document, hit));
    let ends = |hit: &Hit| hit.tokens == (tokens.end - 1..tokens.end) && tokens.len() > 1;
    let other = || is_about_another(text, Field::Address, tokens);
    tokens.clone().all(is_word) && streets().all(|hit| ends(hit) && may_be_surname(&text.document, hit)) && !other()
}

/// Whether a word of addresses may be a surname as well: "Lane", "Villa".
pub(super) fn may_be_surname(document: &Document<'_>, street: &Hit) -> bool {
    let Range { start, end } = street.tokens;
    end == start + 1 && is_name_word(document, start)
}

/// Whether a word begins with a capital, has none in its script, or is a small word inside names.
pub(super) fn is_name_word(document: &Document<'_>, at: usize) -> bool {
    let written = document.tokens().get(at).map_or("", |token| token.span.quote(document.source()));
    // Georgian letters count as small ones, and names are written with them.
    let is_small = |ch: char| ch.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&ch);
    let capital = written.chars().next().is_some_and(|ch| ch.is_alphabetic() && !is_small(ch));
    // "Soo-jin"
    let joined = at > 0 && document.gap_before(at) == "-" && written.starts_with(char::is_alphabetic);
    capital || joined || PARTICLES.contains(&document.word(at))
}
