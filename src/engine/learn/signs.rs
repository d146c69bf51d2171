//! What the features of all stretches of a text are made of, read once: the stem of each word, the places of word lists, and which of
//! them are denied.

use std::ops::Range;

use super::features::{DENIED, FIGURE, LIST};
use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{FeatureId, Hit, RuleSet};
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

/// A word list of which something was found.
#[derive(Debug)]
pub(super) struct List {
    /// Its place in the rule set.
    pub(super) place: usize,
    /// The ids of its name, as it is and denied.
    ids: [FeatureId; 2],
}

impl List {
    pub(super) fn id(&self, denied: bool) -> FeatureId {
        let [id, denied_id] = self.ids;
        if denied { denied_id } else { id }
    }
}

/// A place of a word list; small, since a text has many.
#[derive(Debug, Clone, Copy)]
struct ListHit {
    start: u32,
    end: u32,
    /// The list, by its place in [`Signs::lists`].
    list: u32,
    denied: bool,
}

/// The signs of a text.
#[derive(Debug)]
pub(crate) struct Signs {
    /// The stems of all tokens, one after the other.
    stems: String,
    /// For each token, one past its stem, the ids of word and stem, and whether it is denied.
    words: Vec<(usize, [FeatureId; 2], bool)>,
    lists: Vec<List>,
    /// The places of the lists, by their first token and then their last.
    hits: Vec<ListHit>,
}

impl Signs {
    pub(crate) fn new(rules: &RuleSet, text: &TextReading<'_>) -> Self {
        let tokens = text.document.tokens();
        let denies = |hit: &Hit| denial::denies(rules, text, hit);
        let mut signs = Self {
            stems: String::with_capacity(text.document.source().len()),
            words: Vec::with_capacity(tokens.len()),
            lists: Vec::with_capacity(rules.lists.len()),
            hits: Vec::with_capacity(4 * tokens.len()),
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
        let mut known = vec![None; rules.lists.len()];
        for (hit, set) in text.hits.by_place() {
            let mut denied = None;
            // Lists are the first terms, so they come first in a set.
            let lists = rules.lexicon.terms(set).iter().map(|term| term.number());
            for place in lists.take_while(|place| *place < rules.lists.len()) {
                let denied = *denied.get_or_insert_with(|| denies(hit));
                let Some(list) = signs.list(rules, &mut known, place) else { continue };
                let (start, end) = (number(hit.tokens.start), number(hit.tokens.end));
                signs.hits.push(ListHit { start, end, list, denied });
            }
        }
        signs
    }

    /// The number of the list at a place in the rule set; `known` are those seen before.
    fn list(&mut self, rules: &RuleSet, known: &mut [Option<u32>], place: usize) -> Option<u32> {
        let known = known.get_mut(place)?;
        if known.is_none() {
            let (name, _) = rules.lists.get(place)?;
            *known = Some(number(self.lists.len()));
            self.lists.push(List { place, ids: ["", DENIED].map(|mark| FeatureId::of(mark).and(LIST).and(name)) });
        }
        *known
    }

    /// The word at a place.
    pub(super) fn word<'s>(&'s self, text: &'s TextReading<'_>, at: usize) -> Option<Word<'s>> {
        let (end, [written_id, stem_id], denied) = *self.words.get(at)?;
        let start = at.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |(end, _, _)| *end);
        Some(Word { written: written(text, at), written_id, stem: self.stems.get(start..end)?, stem_id, denied })
    }

    /// The places of word lists wholly inside a range of tokens, in order: the list, its tokens, and whether it is denied.
    pub(super) fn lists(&self, range: &Range<usize>) -> impl Iterator<Item = (&List, (usize, usize), bool)> {
        let first = self.hits.partition_point(|hit| (hit.start as usize) < range.start);
        let behind = self.hits.get(first..).unwrap_or_default().iter().take_while(|hit| (hit.start as usize) < range.end);
        let inside = behind.filter(|hit| hit.end as usize <= range.end);
        inside.filter_map(|hit| Some((self.lists.get(hit.list as usize)?, (hit.start as usize, hit.end as usize), hit.denied)))
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
