//! Addresses that stand without a key: lines, or parts of them, that can be nothing else.

use std::ops::Range;

use super::names::{is_name, is_name_word};
use super::parts::parts;
use super::{FieldReading, is_about_another};
use crate::engine::reading::TextReading;
use crate::rule::{Field, State};
use crate::text::Document;

/// Places that an address names behind its street, at most.
const PLACES: usize = 5;
/// Names that a house number stands with where the name of a place follows, and words of it in all where none does.
const HOUSE_NAMES: usize = 2;
const HOUSE_WORDS: usize = 4;
/// Figures that the code of a place has at least.
const CODE_FIGURES: usize = 3;

/// A line or sentence that can only be an address: figures, several parts, nothing that is about another field; or else a part of one:
/// a house number between names. `lines` are the tokens of prose.
pub(super) fn address_line(text: &TextReading<'_>, lines: &[Range<usize>]) -> Option<FieldReading> {
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
        enough && !is_about_another(text, Field::Address, tokens)
    };
    let of_parts = |sentence: Range<usize>| {
        let parts = parts(document, &sentence);
        house(text, &parts).or_else(|| several_parts(text, &parts))
    };
    let tokens = sentences()
        .find(is_address)
        .or_else(|| sentences().find_map(of_parts))
        .or_else(|| sentences().find(|tokens| is_east_asian(document, tokens)))?;
    Some(FieldReading { field: Field::Address, tokens, state: State::Met })
}

/// A house number between names, with the names of places behind it: "Av. Arequipa 3420, San Isidro, Lima", "5 Ahmadu Bello Way, Kaduna".
/// Without a place behind it, it takes more words.
fn house(text: &TextReading<'_>, parts: &[Range<usize>]) -> Option<Range<usize>> {
    let document = &text.document;
    // "10122 Leeds"
    let without_code = |part: &Range<usize>| if is_code(document, part.start) { part.start + 1..part.end } else { part.clone() };
    let is_place =
        |part: &Range<usize>| Some(without_code(part)).filter(|names| !names.is_empty()).is_some_and(|names| is_name(text, &names));
    parts.iter().enumerate().find_map(|(at, part)| {
        let (numbers, names): (Vec<usize>, Vec<usize>) = part.clone().partition(|at| is_figure(document, *at));
        let is_house = numbers.len() == 1 && names.iter().all(|at| is_name_word(document, *at));
        if !is_house || is_about_another(text, Field::Address, part) {
            return None;
        }
        let places = parts.get(at + 1..).unwrap_or_default().iter().take(PLACES).take_while(|part| is_place(part)).count();
        let abbreviated = document.gap_before(part.start).contains('.');
        let enough = places > 0 && (names.len() >= HOUSE_NAMES || abbreviated) || part.len() >= HOUSE_WORDS;
        enough.then(|| part.start..parts.get(at + places).map_or(part.end, |last| last.end))
    })
}

/// Parts that go on as an address does: "Husova 21, byt 5, 602 00 Brno, Czech Republic".
fn several_parts(text: &TextReading<'_>, parts: &[Range<usize>]) -> Option<Range<usize>> {
    let document = &text.document;
    let is_other = |part: &Range<usize>| is_about_another(text, Field::Address, part);
    let has_figure = |part: &Range<usize>| part.clone().any(|at| is_figure(document, at));
    // In a text without capitals every word may be a name.
    let small = !document.source().contains(char::is_uppercase);
    let is_named = |part: &Range<usize>| small || part.clone().any(|at| is_name_word(document, at));
    let goes_on =
        |part: &&Range<usize>| part.len() <= HOUSE_WORDS + 1 && !is_other(part) && (has_figure(part) || small || is_name(text, part));
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

/// Signs of Chinese, Japanese and Korean that name the parts of an address: provinces, cities, districts, streets, numbers.
const EAST_ASIAN: &[char] = &[
    '省', '市', '县', '縣', '県', '府', '区', '區', '路', '街', '道', '巷', '弄', '号', '號', '町', '村', '丁', '番', '시', '구', '길',
    '동', '읍',
];
/// Of these, the least that an address has.
const EAST_ASIAN_SIGNS: usize = 2;

/// Whether a sentence names several parts of an address in one of these scripts, and has a figure.
fn is_east_asian(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let Some(span) = document.span(tokens) else { return false };
    let written = span.quote(document.source());
    written.contains(char::is_numeric) && EAST_ASIAN.iter().filter(|sign| written.contains(**sign)).count() >= EAST_ASIAN_SIGNS
}
