//! Words that are written as words of a state and name something else: a village, a street, what was said before.

use std::ops::Range;

use super::speaks_of;
use crate::engine::reading::TextReading;
use crate::rule::{Field, Hit, State};
use crate::text::Document;

/// States before a denied one among which its word is looked for.
const SAID_BEFORE: usize = 8;

/// Whether the word of a denied state has just been stated without a denial: "me, not webtoon me".
pub(super) fn said_before(document: &Document<'_>, stated: &[(State, Hit)], denied: &Hit) -> bool {
    let words = |hit: &Hit| hit.tokens.clone().map(|at| document.word(at));
    stated.iter().rev().take(SAID_BEFORE).any(|(_, hit)| words(hit).eq(words(denied)))
}

/// Whether a hit is a word of a street's name: one with a capital, with a word of streets behind it.
pub(super) fn names_a_street(text: &TextReading<'_>, hit: &Hit) -> bool {
    let Range { start, end } = hit.tokens.clone();
    let street = || text.rules.field(Field::Address).is_some_and(|words| speaks_of(text, words, &(end..end + 1)));
    let joined = hit.tokens.len() == 1 && text.document.gap_before(end) == " ";
    joined && street() && [start, end].into_iter().all(|at| begins_with_capital(&text.document, at))
}

/// Whether a word is written with a capital, in a text that has small letters as well.
fn begins_with_capital(document: &Document<'_>, at: usize) -> bool {
    let capital = document.tokens().get(at).is_some_and(|token| token.span.quote(document.source()).starts_with(char::is_uppercase));
    capital && document.source().contains(char::is_lowercase)
}

/// Whether a hit is the word "Ban" of a place, before a capital as well.
pub(super) fn is_village(document: &Document<'_>, hit: &Hit) -> bool {
    let at = hit.tokens.start;
    hit.tokens.len() == 1 && document.word(at) == "ban" && begins_with_capital(document, at) && begins_with_capital(document, at + 1)
}
