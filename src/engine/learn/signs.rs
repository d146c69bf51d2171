//! What the features of all stretches of a text are made of, read once: the stem of each word, the places of word lists, and which of
//! them are denied.

use std::ops::Range;

use super::features::FIGURE;
use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{FeatureId, Hit, RuleSet, SetId};
use crate::text::stem_into;

/// A word as features know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'s> {
    /// As it is written; figures by a name of their own.
    pub(super) written: &'s str,
    /// The id of that.
    pub(super) written_id: FeatureId,
    /// Its stem.
    pub(super) stem: &'s str,
    /// The id of the stem.
    pub(super) stem_id: FeatureId,
    /// Whether it is denied.
    pub(super) denied: bool,
}

/// A place where word lists were found.
#[derive(Debug, Clone, Copy)]
pub(super) struct ListHit {
    start: u32,
    end: u32,
    /// The lists, and whatever else was found with them.
    set: SetId,
    /// Whether they are denied.
    pub(super) denied: bool,
}

impl ListHit {
    /// Its tokens.
    pub(super) fn tokens(self) -> (usize, usize) {
        (self.start as usize, self.end as usize)
    }

    /// The lists that were found, by their places in the rule set.
    pub(super) fn lists(self, rules: &RuleSet) -> impl Iterator<Item = usize> {
        lists(rules, self.set)
    }
}

/// The lists of a set of terms: lists are the first terms, so they come first in a set.
fn lists(rules: &RuleSet, set: SetId) -> impl Iterator<Item = usize> {
    rules.lexicon.terms(set).iter().map(|term| term.number()).take_while(|place| *place < rules.lists.len())
}

/// The signs of a text.
#[derive(Debug)]
pub(crate) struct Signs {
    /// The stems of all tokens, one after the other.
    stems: String,
    /// For each token, one past its stem, the ids of word and stem, and whether it is denied.
    words: Vec<(usize, [FeatureId; 2], bool)>,
    /// Where lists were found, by the first token and then the last.
    hits: Vec<ListHit>,
}

impl Signs {
    pub(crate) fn new(rules: &RuleSet, text: &TextReading<'_>) -> Self {
        let tokens = text.document.tokens();
        let denies = |hit: &Hit| denial::denies(rules, text, hit);
        let mut signs = Self {
            stems: String::with_capacity(text.document.source().len()),
            words: Vec::with_capacity(tokens.len()),
            hits: Vec::with_capacity(2 * tokens.len()),
        };
        for (at, token) in tokens.iter().enumerate() {
            let start = signs.stems.len();
            let written = written(text, at);
            match rules.lexicon.stem(&text.hits, &text.document, at) {
                _ if token.number => signs.stems.push_str(written),
                Some((start, ending)) => {
                    signs.stems.push_str(start);
                    signs.stems.push_str(ending);
                }
                None => stem_into(written, &mut signs.stems),
            }
            let ids = [FeatureId::of(written), FeatureId::of(signs.stems.get(start..).unwrap_or_default())];
            signs.words.push((signs.stems.len(), ids, denies(&Hit::whole(at..at + 1))));
        }
        for (hit, set) in text.hits.by_place() {
            if lists(rules, set).next().is_some() {
                let (start, end) = (number(hit.tokens.start), number(hit.tokens.end));
                signs.hits.push(ListHit { start, end, set, denied: denies(hit) });
            }
        }
        signs
    }

    /// The word at a place.
    pub(super) fn word<'s>(&'s self, text: &'s TextReading<'_>, at: usize) -> Option<Word<'s>> {
        let (end, [written_id, stem_id], denied) = *self.words.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |(end, _, _)| *end);
        Some(Word { written: written(text, at), written_id, stem: self.stems.get(start..end)?, stem_id, denied })
    }

    /// Where word lists were found wholly inside a range of tokens, in order.
    pub(super) fn lists(&self, range: &Range<usize>) -> impl Iterator<Item = &ListHit> {
        let first = self.hits.partition_point(|hit| (hit.start as usize) < range.start);
        let behind = self.hits.get(first..).unwrap_or_default().iter().take_while(|hit| (hit.start as usize) < range.end);
        behind.filter(|hit| hit.end as usize <= range.end)
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The word at a place, or the name of all figures.
fn written<'t>(text: &'t TextReading<'_>, at: usize) -> &'t str {
    let figure = text.document.tokens().get(at).is_some_and(|token| token.number);
    if figure { FIGURE } else { text.document.word(at) }
}
