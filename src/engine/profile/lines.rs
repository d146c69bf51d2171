//! Names and addresses that stand without a key: lines, or parts of them, that can be nothing else.

use std::ops::Range;

use super::keys::{known, words_of};
use super::states::state_in;
use super::{FieldReading, is_about_a_field, is_about_another};
use crate::engine::reading::TextReading;
use crate::rule::{Field, Hit, RuleSet, State};
use crate::submission::is_mark;
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
/// Places that an address names behind its street, at most.
const PLACES: usize = 5;
/// Names that a house number stands with where the name of a place follows, and words of it in all where none does.
const HOUSE_NAMES: usize = 2;
const HOUSE_WORDS: usize = 4;
/// Figures that the code of a place has at least.
const CODE_FIGURES: usize = 3;
/// Words that introduce a name.
const INTRODUCTIONS: &str = "\
    i am my name is hi hello um umm freelancer client owner this me here otherwise dear sir im so ok okay hey it its and also name's myself yes she he well nothing special \
    rest details follows as requested chamo chamo-me llamo m'appelle je ich bin heisse sono soy sou eu yo nama saya jmenuji se nazywam sie \
    meu nome mi nombre es jsem jestem";

/// Whether a word introduces a name.
pub(super) fn is_introduction(word: &str) -> bool {
    INTRODUCTIONS.split(' ').any(|known| known == word)
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "da", "do", "dos", "di", "del", "la", "el", "al", "bin", "ibn", "y", "e", "ter", "le", "du", "zu",
    "das", "dela", "delos", "dalla", "della", "binti", "bint", "ben", "op", "ten", "af", "av",
];

/// A part of a line that can only be a name: a few words with capitals, no figures, nothing that is about another field. `lines` are the
/// tokens of prose.
///
/// The first line may be a single name; elsewhere it takes at least two words. "I'm Ann Lee" counts without its first words. The places
/// behind the house number of an address look like names as well.
pub(super) fn name_line(rules: &RuleSet, text: &TextReading<'_>, lines: &[Range<usize>], address: &Range<usize>) -> Option<FieldReading> {
    let words = rules.fields.iter().find(|words| words.field == Field::Name)?;
    let document = &text.document;
    let places = address.clone().find(|at| is_figure(document, *at)).map_or(0..0, |number| number..address.end);
    let segments = lines.iter().enumerate().flat_map(|(at, line)| parts(document, line).into_iter().map(move |part| (at, part)));
    let tokens = segments.filter(|(_, part)| !places.contains(&part.start)).find_map(|(at, part)| {
        let first = at == 0 && document.gap_before(part.start).trim().is_empty();
        let named = behind_key(rules, document, &part);
        let start = (named.start..part.end).find(|at| !is_introduction(document.word(*at)))?;
        if let Some(name) = plainly_named(rules, text, &part, named.start, at == 0) {
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
        (long_enough && !is_keyed && tokens.len() <= NAME_WORDS && is_name(rules, text, &tokens)).then_some(tokens)
    })?;
    let state = state_in(rules, text, words, &tokens).map_or(State::Met, |(state, _)| state);
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
fn plainly_named(rules: &RuleSet, text: &TextReading<'_>, part: &Range<usize>, start: usize, first: bool) -> Option<Range<usize>> {
    let document = &text.document;
    let here = first && document.word(part.end - 1) == "here";
    let tokens = start..if here { part.end - 1 } else { part.end };
    let is_word = |at: usize| document.word(at).chars().all(|ch| ch.is_alphabetic() || matches!(ch, '\'' | '-'));
    let plain = tokens.clone().all(is_word) && tokens.clone().all(|at| !is_introduction(document.word(at)));
    let told = here || start > part.start;
    (told && plain && (2..=PLAIN_NAME_WORDS).contains(&tokens.len()) && !is_about_a_field(rules, text, &tokens)).then_some(tokens)
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

/// A line or sentence that can only be an address: figures, several parts, nothing that is about another field; or else a part of one:
/// a house number between names. `lines` are the tokens of prose.
pub(super) fn address_line(rules: &RuleSet, text: &TextReading<'_>, lines: &[Range<usize>]) -> Option<FieldReading> {
    let document = &text.document;
    let figures = |tokens: &Range<usize>| tokens.clone().filter(|at| is_figure(document, *at)).count();
    let sentences = || {
        lines.iter().flat_map(|line| {
            let inside = document.sentences().iter().filter(move |sentence| sentence.start < line.end && sentence.end > line.start);
            inside.map(move |sentence| sentence.start.max(line.start)..sentence.end.min(line.end))
        })
    };
    // Of "React 18, Vue 3, Node 20", each part has a figure, and none is long.
    let names_a_place =
        |part: &Range<usize>| !part.clone().any(|at| is_figure(document, at)) || part.clone().any(|at| is_code(document, at));
    let is_address = |tokens: &Range<usize>| {
        let parts = parts(document, tokens);
        let enough = figures(tokens) >= 2 && tokens.len() >= 4 && parts.len() >= 2 && parts.iter().any(names_a_place);
        enough && !is_about_another(rules, text, Field::Address, tokens)
    };
    let of_parts = |sentence: Range<usize>| {
        let parts = parts(document, &sentence);
        house(rules, text, &parts).or_else(|| several_parts(rules, text, &parts))
    };
    let tokens = sentences().find(is_address).or_else(|| sentences().find_map(of_parts))?;
    Some(FieldReading { field: Field::Address, tokens, state: State::Met })
}

/// A house number between names, with the names of places behind it: "Av. Arequipa 3420, San Isidro, Lima", "5 Ahmadu Bello Way, Kaduna".
/// Without a place behind it, it takes more words.
fn house(rules: &RuleSet, text: &TextReading<'_>, parts: &[Range<usize>]) -> Option<Range<usize>> {
    let document = &text.document;
    let is_place = |part: &Range<usize>| is_name(rules, text, part);
    parts.iter().enumerate().find_map(|(at, part)| {
        let (numbers, names): (Vec<usize>, Vec<usize>) = part.clone().partition(|at| is_figure(document, *at));
        let is_house = numbers.len() == 1 && names.iter().all(|at| is_name_word(document, *at)) && !is_about_a_field(rules, text, part);
        if !is_house {
            return None;
        }
        let places = parts.get(at + 1..).unwrap_or_default().iter().take(PLACES).take_while(|part| is_place(part)).count();
        let abbreviated = document.gap_before(part.start).contains('.');
        let enough = places > 0 && (names.len() >= HOUSE_NAMES || abbreviated) || part.len() >= HOUSE_WORDS;
        enough.then(|| part.start..parts.get(at + places).map_or(part.end, |last| last.end))
    })
}

/// Parts that go on as an address does: "Husova 21, byt 5, 602 00 Brno, Czech Republic".
fn several_parts(rules: &RuleSet, text: &TextReading<'_>, parts: &[Range<usize>]) -> Option<Range<usize>> {
    let document = &text.document;
    let is_other = |part: &Range<usize>| is_about_another(rules, text, Field::Address, part);
    let has_figure = |part: &Range<usize>| part.clone().any(|at| is_figure(document, at));
    // In a text without capitals every word may be a name.
    let small = !document.source().contains(char::is_uppercase);
    let is_named = |part: &Range<usize>| small || part.clone().any(|at| is_name_word(document, at));
    let goes_on = |part: &&Range<usize>| {
        part.len() <= HOUSE_WORDS + 1 && !is_other(part) && (has_figure(part) || small || is_name(rules, text, part))
    };
    let begins = |part: &Range<usize>| has_figure(part) && is_named(part) && goes_on(&part);
    parts.iter().enumerate().filter(|(_, part)| begins(part)).find_map(|(at, first)| {
        let run: Vec<&Range<usize>> = parts.get(at..)?.iter().take(PLACES + 1).take_while(goes_on).collect();
        let figures = run.iter().filter(|part| has_figure(part)).count();
        // "Amir Temur 45, kv 12, Tashkent 100000"
        let known = run.iter().any(|part| !has_figure(part) || Range::clone(part).any(|at| is_code(document, at)));
        let enough = run.len() > 2 && figures > 1 && known;
        enough.then(|| first.start..run.last().map_or(first.end, |last| last.end))
    })
}

/// Whether a word begins with a figure: "12a".
pub(super) fn is_figure(document: &Document<'_>, at: usize) -> bool {
    document.word(at).starts_with(char::is_numeric)
}

/// Whether a word may be the code of a place, or a part of it: "101", "N6G9Y6".
fn is_code(document: &Document<'_>, at: usize) -> bool {
    document.word(at).chars().filter(|ch| ch.is_numeric()).count() >= CODE_FIGURES
}

/// The tokens of a part behind the key of a name that it begins with: "legal name Ann Lee".
fn behind_key(rules: &RuleSet, document: &Document<'_>, part: &Range<usize>) -> Range<usize> {
    let named =
        |end: &usize| known(rules, &words_of(document, &(part.start..*end)).join(" ")).is_some_and(|words| words.field == Field::Name);
    let end = (part.start + 1..part.end.min(part.start + NAME_KEY_WORDS + 1)).rev().find(named);
    end.unwrap_or(part.start)..part.end
}

/// The part of a scope in which a hit begins.
pub(super) fn part_of(document: &Document<'_>, scope: &Range<usize>, hit: &Hit) -> Range<usize> {
    let part = parts(document, scope).into_iter().find(|part| part.contains(&hit.tokens.start));
    part.unwrap_or_else(|| scope.clone())
}

/// The parts of a range of tokens between commas, brackets, colons, full stops, signs and wide gaps.
pub(super) fn parts(document: &Document<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in range.clone() {
        let gap = document.gap_before(at);
        let wide = gap.contains("  ") || gap.contains(is_picture);
        let new =
            at == range.start || gap == " - " || wide || gap.contains([',', '(', ')', '.', '!', '?', ';', ':', '\n', '–', '—', '|', '/']);
        match parts.last_mut() {
            Some(part) if !new => part.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// Whether a sign is no letter, figure, space or quotation mark of any script: "✅", "😊".
fn is_picture(ch: char) -> bool {
    is_mark(ch) || ('\u{2190}'..='\u{2bff}').contains(&ch) || ('\u{1f000}'..='\u{1faff}').contains(&ch)
}

/// Whether all words begin with a capital or have none, and none is a figure or about another field. "Ann Lane" may be a name.
///
/// Figures in words are those of a nickname that stands alone: "dev4you", not "NB N6G9Y6".
pub(super) fn is_name(rules: &RuleSet, text: &TextReading<'_>, tokens: &Range<usize>) -> bool {
    let has_figure = |at: usize| text.document.word(at).contains(char::is_numeric);
    let is_word = |at: usize| is_name_word(&text.document, at) && (tokens.len() == 1 || !has_figure(at));
    let about = rules.fields.iter().find(|words| words.field == Field::Address).and_then(|words| words.about);
    let streets = || about.into_iter().flat_map(|about| text.hits.within(about, tokens.clone()));
    let ends = |hit: &Hit| hit.tokens == (tokens.end - 1..tokens.end) && tokens.len() > 1;
    let other = || is_about_another(rules, text, Field::Address, tokens);
    tokens.clone().all(is_word) && streets().all(|hit| ends(hit) && may_be_surname(&text.document, hit)) && !other()
}

/// Whether a word of addresses may be a surname as well: "Lane", "Villa".
pub(super) fn may_be_surname(document: &Document<'_>, street: &Hit) -> bool {
    let Range { start, end } = street.tokens;
    end == start + 1 && is_name_word(document, start)
}

/// Whether a word begins with a capital, has none in its script, or is a small word inside names.
fn is_name_word(document: &Document<'_>, at: usize) -> bool {
    let written = document.tokens().get(at).map_or("", |token| token.span.quote(document.source()));
    // Georgian letters count as small ones, and names are written with them.
    let is_small = |ch: char| ch.is_lowercase() && !('\u{10d0}'..='\u{10ff}').contains(&ch);
    let capital = written.chars().next().is_some_and(|ch| ch.is_alphabetic() && !is_small(ch));
    capital || PARTICLES.contains(&document.word(at))
}
