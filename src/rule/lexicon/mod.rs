//! All words and phrases of all rules, found in a text in one pass.
//!
//! Words become numbers once; a trie over these numbers finds all plain phrases at every position; phrases with gaps
//! or lists inside ([`Pattern`]) then look only among what was found, each woken by the rarest of its parts. The cost of a text hardly
//! depends on how many phrases there are. A *term* is anything that can be found: a word list, the phrases of one key of a rule, or a
//! part of a pattern.

mod build;
mod disguise;
mod forms;
mod hits;
mod order;
mod search;
mod stems;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub(crate) use build::LexiconBuilder;
pub use hits::{Hit, Hits, Sentences};
use stems::{Stem, Stems};

/// A set of phrases; finding any of them is finding the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TermId(u32);

impl TermId {
    /// Its number: terms are counted from 0.
    pub(crate) fn number(self) -> usize {
        self.0 as usize
    }
}

/// Terms that are found together: all that hold the same phrase. The first set is empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetId(u32);

/// A phrase with gaps or lists inside: terms one after the other, each with the words that may stand before it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Pattern {
    parts: Vec<(TermId, usize)>,
    /// Terms that hold this pattern.
    set: SetId,
}

/// A place in the trie of phrases.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Node {
    /// Terms that hold the phrase which ends here.
    set: SetId,
    /// Whether any phrase goes on.
    inner: bool,
}

/// The words that a written form stands for, as a range of [`Lexicon::numbers`], and its stem.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Form {
    start: u32,
    /// How many words it is a form of; behind them stand the prefixes it begins with.
    words: u16,
    prefixes: u16,
    stem: Stem,
}

/// Lists one after the other, each known by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// No list yet, with room for so many.
    fn with_capacity(lists: usize) -> Self {
        Self { ends: Vec::with_capacity(lists), items: Vec::new() }
    }

    pub(crate) fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Gives back the room that growing has left.
    pub(crate) fn shrink_to_fit(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }

    pub(crate) fn get(&self, at: usize) -> &[T] {
        let end = self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |start| *start as usize);
        self.items.get(start..end).unwrap_or_default()
    }
}

/// The compiled words and phrases of a rule set.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Lexicon {
    terms: usize,
    /// From a written form to the words it is a form of.
    forms: forms::Forms,
    numbers: Vec<u32>,
    stems: Stems,
    prefixes: FxHashMap<Box<str>, u32>,
    /// The number of the sign for any figure, where a phrase holds it.
    figure: Option<u32>,
    /// Lengths in bytes of the prefixes, ascending.
    prefix_lengths: Vec<usize>,
    nodes: Vec<Node>,
    /// For each word, the node behind it at the start of a phrase; 0 where no phrase begins with it.
    roots: Vec<u32>,
    /// From a node and a word to the next node.
    edges: FxHashMap<(u32, u32), u32>,
    sets: Lists<TermId>,
    /// In an order in which each comes after those it is made of.
    patterns: Vec<Pattern>,
    /// For each term, the patterns that wait for it.
    woken_by: Lists<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::phrase::Phrase;
    use crate::text::Document;

    fn found(lists: &[(&str, &[&str])], phrase: &str, text: &str) -> Vec<String> {
        let mut builder = LexiconBuilder::default();
        let parse = |phrases: &[&str]| phrases.iter().map(|phrase| Phrase::parse(phrase).expect("a phrase")).collect::<Vec<_>>();
        let terms: Vec<TermId> = lists.iter().map(|(name, _)| builder.declare(name)).collect();
        for (term, (_, phrases)) in terms.iter().zip(lists) {
            builder.fill(*term, &parse(phrases));
        }
        let term = builder.term(&parse(&[phrase]));
        let document = Document::new(text);
        let hits = builder.build().find(&document);
        hits.of(term).map(|hit| document.span(&hit.tokens).expect("tokens").quote(text).to_owned()).collect()
    }

    #[test]
    fn words_in_any_inflection_and_writing() {
        for text in ["auto-applies", "Auto Apply", "autoapplied", "auto‑applying"] {
            assert_eq!(found(&[], "auto apply", text), [text]);
        }
        assert!(found(&[], "auto apply", "it can auto. Apply now").is_empty(), "not across a sentence");
    }

    #[test]
    fn gaps_reach_five_words_inside_the_sentence() {
        assert_eq!(found(&[], "send ... proposal", "It sends a short and good proposal."), ["sends a short and good proposal"]);
        assert!(found(&[], "send ... proposal", "It sends one two three four five six proposals").is_empty());
    }

    #[test]
    fn lists_hold_lists_and_patterns() {
        let lists: &[(&str, &[&str])] = &[("act", &["@send", "apply"]), ("send", &["send ... bid"])];
        assert_eq!(found(lists, "bot ... @act", "A bot that sends a bid"), ["bot that sends a bid"]);
        assert_eq!(found(lists, "@act", "It applies"), ["applies"]);
    }

    #[test]
    fn disguised_words() {
        for text in ["auto-matically", "4pply automatically", "a.u.t.o.m.a.t.i.c.a.l.l.y", "a u t o m a t i c a l l y", "auto-\nmatically"]
        {
            assert_eq!(found(&[], "automatically", text).len(), 1, "{text}");
        }
        assert!(found(&[], "bot", "a B2B shop, 40k").is_empty());
        assert_eq!(found(&[], "scrape", "it 5crap3s"), ["5crap3s"]);
    }

    #[test]
    fn prefixes() {
        assert_eq!(found(&[], "automat*", "automation, automatically"), ["automation", "automatically"]);
    }
}
