//! Words that are written as words of a state and name something else: a village, a street, what was said before.

use std::ops::Range;

use crate::engine::reading::TextReading;
use crate::rule::{Field, Hit, RuleSet};
use crate::text::Document;

/// Whether two hits are the same word: "me, not webtoon me".
pub(super) fn same_word(document: &Document<'_>, one: &Hit, other: &Hit) -> bool {
    one.tokens.len() == other.tokens.len()
        && one.tokens.clone().zip(other.tokens.clone()).all(|(one, other)| document.word(one) == document.word(other))
}

/// Whether a hit is a word of a street's name: one with a capital, with a word of streets behind it.
pub(super) fn names_a_street(rules: &RuleSet, text: &TextReading<'_>, hit: &Hit) -> bool {
    let Range { start, end } = hit.tokens.clone();
    let about = rules.fields.iter().find(|words| words.field == Field::Address).and_then(|words| words.about);
    let street = || about.is_some_and(|about| text.hits.within(about, end..end + 1).next().is_some());
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
