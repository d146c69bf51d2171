//! Collecting terms while rules are compiled, and turning them into a [`Lexicon`].

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::{Lexicon, Node, Pattern, TermId};
use crate::rule::phrase::{Phrase, Piece, Word};
use crate::text::inflect;

/// Collects terms while rules are compiled.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    lists: BTreeMap<String, TermId>,
    words: BTreeMap<Word, u32>,
    /// Plain phrases and the terms that hold them directly.
    sequences: BTreeMap<Vec<u32>, Vec<TermId>>,
    patterns: Vec<Pattern>,
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
                    self.patterns.push(Pattern { parts, terms: vec![term] });
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
                let term = self.new_term();
                self.add_words(term, words);
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
        self.sequences.entry(numbers).or_default().push(term);
        // "auto apply" is also written "autoapply".
        if let [Word::Forms(first), Word::Forms(second)] = words
            && first.len() >= 3
            && second.len() >= 3
        {
            let joined = self.word(&Word::Forms(format!("{first}{second}")));
            self.sequences.entry(vec![joined]).or_default().push(term);
        }
    }

    fn word(&mut self, word: &Word) -> u32 {
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        *self.words.entry(word.clone()).or_insert(next)
    }

    /// A term with all terms that include it, directly or not, each once.
    fn closure(&self, terms: &[TermId]) -> Vec<TermId> {
        let mut all = terms.to_vec();
        let mut at = 0;
        while let Some(term) = all.get(at).copied() {
            for outer in self.included_in.get(term.0 as usize).into_iter().flatten() {
                if !all.contains(outer) {
                    all.push(*outer);
                }
            }
            at += 1;
        }
        all.sort();
        all.dedup();
        all
    }

    /// The finished lexicon.
    pub(crate) fn build(self) -> Lexicon {
        let mut lexicon = Lexicon { nodes: vec![Node::default()], ..Lexicon::default() };
        for (word, number) in &self.words {
            match word {
                Word::Forms(word) => {
                    for form in inflect::forms(word) {
                        lexicon.forms.entry(form).or_default().push(*number);
                    }
                }
                Word::Exact(word) => lexicon.forms.entry(word.clone()).or_default().push(*number),
                Word::Figure => lexicon.figure = Some(*number),
                Word::Prefix(prefix) => {
                    lexicon.prefixes.insert(prefix.clone(), *number);
                    lexicon.prefix_lengths.push(prefix.len());
                }
            }
        }
        lexicon.prefix_lengths.sort_unstable();
        lexicon.prefix_lengths.dedup();
        for (numbers, terms) in &self.sequences {
            lexicon.insert(numbers, self.closure(terms));
        }
        lexicon.patterns = self.ordered_patterns();
        lexicon
    }

    /// Patterns with all terms that hold them, each after those whose finds it needs.
    fn ordered_patterns(&self) -> Vec<Pattern> {
        let mut waiting: Vec<Pattern> =
            self.patterns.iter().map(|pattern| Pattern { parts: pattern.parts.clone(), terms: self.closure(&pattern.terms) }).collect();
        let mut pending: FxHashMap<TermId, usize> = FxHashMap::default();
        waiting.iter().flat_map(|pattern| &pattern.terms).for_each(|term| *pending.entry(*term).or_default() += 1);
        let mut ordered = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let (ready, blocked): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|pattern| pattern.parts.iter().all(|(term, _)| pending.get(term).is_none_or(|count| *count == 0)));
            if ready.is_empty() {
                // Lists that hold themselves are refused before; what is left could never be found.
                break;
            }
            ready.iter().flat_map(|pattern| &pattern.terms).for_each(|term| {
                if let Some(count) = pending.get_mut(term) {
                    *count -= 1;
                }
            });
            ordered.extend(ready);
            waiting = blocked;
        }
        ordered
    }
}

impl Lexicon {
    fn insert(&mut self, numbers: &[u32], terms: Vec<TermId>) {
        let mut node = 0;
        for number in numbers {
            let next = self.nodes.len();
            let target = self.nodes.get_mut(node).map_or(next, |node| *node.next.entry(*number).or_insert(next));
            if target == next {
                self.nodes.push(Node::default());
            }
            node = target;
        }
        if let Some(node) = self.nodes.get_mut(node) {
            node.terms.extend(terms);
            node.terms.sort();
            node.terms.dedup();
        }
    }
}
