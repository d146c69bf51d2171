//! What the features of all stretches of a text are made of, read once: the hashes of each word and its stem, the places of word lists,
//! and which of them are denied.

use std::ops::Range;

use super::features::FIGURE;
use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{Hit, RuleSet, SetId, TermId, WordHash};
use crate::text::stem_into;

/// A word as features know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// As it is written; figures by a name of their own.
    pub(super) written: WordHash,
    /// Its stem.
    pub(super) stem: WordHash,
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
    rules.lexicon.terms(set).map(TermId::number).take_while(|place| *place < rules.lists.len())
}

/// The signs of a text.
#[derive(Debug)]
pub(crate) struct Signs {
    /// Its tokens.
    words: Vec<Word>,
    /// Where lists were found, by the first token and then the last.
    hits: Vec<ListHit>,
}

impl Signs {
    pub(crate) fn new(text: &TextReading<'_>) -> Self {
        let tokens = text.document.tokens();
        let cues = text.denied();
        let denies = |sentence: usize, hit: &Hit| cues.has_cue(sentence) && denial::denies(text, hit);
        let mut signs = Self { words: Vec::with_capacity(tokens.len()), hits: Vec::with_capacity(2 * tokens.len()) };
        let figure = WordHash::of(FIGURE);
        let mut unknown = String::new();
        for (at, token) in tokens.iter().enumerate() {
            let (written, known) = text.hits.word(at).unwrap_or_default();
            let (written, stem) = match known {
                _ if token.number => (figure, figure),
                Some(stem) => (written, stem),
                None => {
                    unknown.clear();
                    stem_into(text.document.word(at), &mut unknown);
                    (written, WordHash::of(&unknown))
                }
            };
            signs.words.push(Word { written, stem, denied: denies(token.sentence(), &Hit::whole(at..at + 1)) });
        }
        for (hit, set) in text.hits.by_place() {
            if lists(text.rules, set).next().is_some() {
                let (start, end) = (number(hit.tokens.start), number(hit.tokens.end));
                let sentence = text.document.sentence_number(hit.tokens.start);
                signs.hits.push(ListHit { start, end, set, denied: denies(sentence, hit) });
            }
        }
        signs
    }

    /// The words of a range of tokens.
    pub(super) fn words(&self, range: Range<usize>) -> &[Word] {
        self.words.get(range).unwrap_or_default()
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
pub(super) fn written<'t>(text: &'t TextReading<'_>, at: usize) -> &'t str {
    if is_figure(text, at) { FIGURE } else { text.document.word(at) }
}

/// The stem of the word at a place, or the name of all figures.
pub(super) fn stemmed(text: &TextReading<'_>, at: usize) -> String {
    if is_figure(text, at) { FIGURE.to_owned() } else { text.document.stem(at) }
}

fn is_figure(text: &TextReading<'_>, at: usize) -> bool {
    text.document.tokens().get(at).is_some_and(|token| token.number)
}
