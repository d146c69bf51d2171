//! All words and phrases of all rules, found in a text in one pass.
//!
//! Words become numbers once; a trie over these numbers finds all plain phrases at every position; phrases with gaps
//! or lists inside ([`Pattern`]) then look only among what was found, each woken by the rarest of its parts. The cost of a text hardly
//! depends on how many phrases there are. A *term* is anything that can be found: a word list, the phrases of one key of a rule, or a
//! part of a pattern.

mod build;
mod disguise;
mod forms;
mod hit;
mod hits;
mod order;
mod search;
mod sets;
mod trie;
mod words;

use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub(crate) use build::LexiconBuilder;
pub use hit::{Hit, Sentences};
pub use hits::Hits;
use trie::Trie;
use words::SomeWords;

use super::WordHash;
use super::column::{Column, Fixed, fixed_as};
use super::lists::Lists;
use super::map::Map;

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct SetId(u32);

/// A phrase with gaps or lists inside: terms one after the other, each with the words that may stand before it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Pattern {
    parts: Vec<(TermId, usize)>,
    /// Terms that hold this pattern.
    set: SetId,
}

/// What a written form stands for: its words, as a range of [`Lexicon::numbers`], and what of them is asked of every text.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    start: u32,
    /// How many words it is a form of; behind them stand the prefixes it begins with.
    words: u16,
    prefixes: u16,
    /// The hash of its stem.
    stem: WordHash,
    /// Terms that hold one of its words as a phrase of its own.
    set: SetId,
    /// Its words.
    is: SomeWords,
    /// The words that go on behind one of them in a phrase.
    next: SomeWords,
}

impl Form {
    /// Where its words stand, and the prefixes behind them.
    fn numbers(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.words) + usize::from(self.prefixes)
    }
}

/// The form as numbers of fixed width.
type PackedForm = ((u32, (u16, u16)), ((WordHash, SetId), (SomeWords, SomeWords)));

impl Fixed for Form {
    const WIDTH: usize = PackedForm::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        let Self { start, words, prefixes, stem, set, is, next } = self;
        ((start, (words, prefixes)), ((stem, set), (is, next))).write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let ((start, (words, prefixes)), ((stem, set), (is, next))) = PackedForm::read(bytes)?;
        Some(Self { start, words, prefixes, stem, set, is, next })
    }
}

fixed_as!(TermId: u32, SetId: u32);

/// The compiled words and phrases of a rule set.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    terms: usize,
    /// By the hash of a written form: no two words of a language share 64 bits.
    forms: Map<Form>,
    numbers: Column<u32>,
    prefixes: FxHashMap<Box<str>, u32>,
    /// The number of the sign for any figure, where a phrase holds it.
    figure: Option<u32>,
    /// Lengths in bytes of the prefixes, ascending.
    prefix_lengths: Vec<usize>,
    trie: Trie,
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
    fn a_sign_alone_is_no_word() {
        assert_eq!(found(&[], "send ... & bid", "It sends a short bid."), ["sends a short bid"]);
        assert!(Phrase::parse("send ... &").is_err() && Phrase::parse("& ... send").is_err());
    }

    #[test]
    fn a_sentence_that_lacks_a_part_takes_no_steps_from_the_others() {
        let text = format!("{}. bot bot bot bot bid.", "bot ".repeat(200));
        assert_eq!(found(&[], "bot ... bot ... bot ... bot ... bid", &text), ["bot bot bot bot bid"]);
    }

    #[test]
    fn all_places_come_in_order_with_their_sets() {
        let mut builder = LexiconBuilder::default();
        let phrases = |phrases: &[&str]| phrases.iter().map(|phrase| Phrase::parse(phrase).expect("a phrase")).collect::<Vec<_>>();
        let [act, thing] = ["act", "thing"].map(|name| builder.declare(name));
        builder.fill(act, &phrases(&["send", "send ... bid", "work"]));
        builder.fill(thing, &phrases(&["bid", "work"]));
        let lexicon = builder.build();
        let hits = lexicon.find(&Document::new("work, send a bid"));
        let places: Vec<_> = hits.by_place().map(|(hit, set)| (hit.tokens.clone(), lexicon.terms(set).collect::<Vec<_>>())).collect();
        let lists: Vec<_> =
            places.iter().map(|(tokens, terms)| (tokens.clone(), terms.iter().filter(|term| **term <= thing).count())).collect();
        assert_eq!(lists, [(0..1, 2), (1..2, 1), (1..4, 1), (3..4, 1)]);
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
        assert_eq!(found(&[], "auto apply", "it aut0-app1ies"), ["aut0-app1ies"]);
    }

    #[test]
    fn prefixes() {
        assert_eq!(found(&[], "automat*", "automation, automatically"), ["automation", "automatically"]);
    }
}
