//! Collecting terms while rules are compiled, and turning them into a [`Lexicon`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::order::{ordered, woken_by};
use super::sets::Sets;
use super::trie::Trie;
use super::{Lexicon, Pattern, TermId};
use crate::rule::phrase::{Phrase, Piece, Word};

/// Collects terms while rules are compiled.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    lists: BTreeMap<String, TermId>,
    pub(super) words: FxHashMap<Word, u32>,
    /// Plain phrases, each with a term that holds it directly.
    sequences: Vec<(Vec<u32>, TermId)>,
    /// The terms of the words between gaps and lists: one for the same words in many phrases.
    parts: FxHashMap<Vec<Word>, TermId>,
    /// Phrases with gaps or lists inside, each with the term that holds it.
    patterns: Vec<(Vec<(TermId, usize)>, TermId)>,
    /// For each term, the terms that include it directly.
    included_in: Vec<Vec<TermId>>,
}

impl LexiconBuilder {
    /// Declares a list, so that phrases can name it before it is filled.
    pub(crate) fn declare(&mut self, name: &str) -> TermId {
        let term = self.new_term();
        self.lists.insert(name.to_owned(), term);
        term
    }

    /// The term of a declared list.
    pub(crate) fn list(&self, name: &str) -> Option<TermId> {
        self.lists.get(name).copied()
    }

    /// All declared lists, by name.
    pub(crate) fn lists(&self) -> Vec<(String, TermId)> {
        self.lists.iter().map(|(name, term)| (name.clone(), *term)).collect()
    }

    /// A term for these phrases; all lists they name have to be declared.
    pub(crate) fn term(&mut self, phrases: &[Phrase]) -> TermId {
        if let [Phrase { pieces }] = phrases
            && let [(Piece::List(name), _)] = pieces.as_slice()
            && let Some(list) = self.list(name)
        {
            return list;
        }
        let term = self.new_term();
        self.fill(term, phrases);
        term
    }

    /// Adds phrases to a term.
    pub(crate) fn fill(&mut self, term: TermId, phrases: &[Phrase]) {
        for phrase in phrases {
            match phrase.pieces.as_slice() {
                [(Piece::Words(words), _)] => self.add_words(term, words),
                [(Piece::List(name), _)] => {
                    if let Some(list) = self.list(name) {
                        self.include(list, term);
                    }
                }
                pieces => {
                    let parts = pieces.iter().map(|(piece, gap)| (self.piece(piece), *gap)).collect();
                    self.patterns.push((parts, term));
                }
            }
        }
    }

    fn piece(&mut self, piece: &Piece) -> TermId {
        match piece {
            Piece::List(name) => match self.list(name) {
                Some(list) => list,
                None => self.new_term(),
            },
            Piece::Words(words) => {
                if let Some(known) = self.parts.get(words) {
                    return *known;
                }
                let term = self.new_term();
                self.add_words(term, words);
                self.parts.insert(words.clone(), term);
                term
            }
        }
    }

    fn new_term(&mut self) -> TermId {
        let term = TermId(u32::try_from(self.included_in.len()).unwrap_or(u32::MAX));
        self.included_in.push(Vec::new());
        term
    }

    fn include(&mut self, inner: TermId, outer: TermId) {
        if let Some(outers) = self.included_in.get_mut(inner.0 as usize)
            && !outers.contains(&outer)
        {
            outers.push(outer);
        }
    }

    fn add_words(&mut self, term: TermId, words: &[Word]) {
        let numbers = words.iter().map(|word| self.word(word)).collect();
        self.sequences.push((numbers, term));
        // "auto apply" is also written "autoapply".
        if let [Word::Forms(first), Word::Forms(second)] = words
            && first.len() >= 3
            && second.len() >= 3
        {
            let joined = self.word(&Word::Forms([&**first, second].concat().into()));
            self.sequences.push((vec![joined], term));
        }
    }

    fn word(&mut self, word: &Word) -> u32 {
        if let Some(known) = self.words.get(word) {
            return *known;
        }
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.insert(word.clone(), next);
        next
    }

    /// The finished lexicon.
    pub(crate) fn build(mut self) -> Lexicon {
        let mut lexicon = Lexicon { terms: self.included_in.len(), ..Lexicon::default() };
        let mut sets = Sets::default();
        sets.set(&[], &self.included_in);
        self.sequences.sort_unstable();
        let mut terms = Vec::new();
        let phrases = self.sequences.chunk_by(|(one, _), (other, _)| one == other).filter_map(|same| {
            terms.clear();
            terms.extend(same.iter().map(|(_, term)| *term));
            same.first().map(|(numbers, _)| (numbers.as_slice(), sets.set(&terms, &self.included_in)))
        });
        lexicon.trie = Trie::new(self.words.len(), phrases);
        self.read_words(&mut lexicon, &mut sets);
        let patterns =
            self.patterns.iter().map(|(parts, term)| Pattern { parts: parts.clone(), set: sets.set(&[*term], &self.included_in) });
        let patterns: Vec<Pattern> = patterns.collect();
        lexicon.sets = sets.lists;
        lexicon.patterns = ordered(patterns, &lexicon.sets);
        lexicon.woken_by = woken_by(&lexicon.patterns, lexicon.terms);
        lexicon.numbers.shrink_to_fit();
        lexicon.sets.shrink_to_fit();
        lexicon.woken_by.shrink_to_fit();
        lexicon
    }
}
