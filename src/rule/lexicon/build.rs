//! Collecting terms while rules are compiled, and turning them into a [`Lexicon`].

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::order::{ordered, woken_by};
use super::trie::Trie;
use super::words::SomeWords;
use super::{Form, Lexicon, Lists, Pattern, SetId, TermId};
use crate::rule::WordHash;
use crate::rule::map::Map;
use crate::rule::phrase::{Phrase, Piece, Word};
use crate::text::{inflect, stem_into};

/// Collects terms while rules are compiled.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    lists: BTreeMap<String, TermId>,
    words: FxHashMap<Word, u32>,
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

    /// Forms, prefixes and the sign for figures.
    fn read_words(&self, lexicon: &mut Lexicon, sets: &mut Sets) {
        // For each form, its last word in `links`, each with the link before it.
        let mut forms: FxHashMap<Box<str>, usize> = FxHashMap::default();
        let mut links: Vec<(u32, usize)> = Vec::new();
        let mut link = |form: Box<str>, number: u32| {
            let last = forms.entry(form).or_insert(usize::MAX);
            links.push((number, *last));
            *last = links.len() - 1;
        };
        let mut words: Vec<(u32, &Word)> = self.words.iter().map(|(word, number)| (*number, word)).collect();
        words.sort_unstable();
        for (number, word) in words {
            match word {
                Word::Forms(word) => inflect::forms(word).into_iter().for_each(|form| link(form.into_boxed_str(), number)),
                Word::Exact(word) => link((&**word).into(), number),
                Word::Figure => lexicon.figure = Some(number),
                Word::Prefix(prefix) => {
                    lexicon.prefixes.insert((&**prefix).into(), number);
                    lexicon.prefix_lengths.push(prefix.len());
                }
            }
        }
        lexicon.prefix_lengths.sort_unstable();
        lexicon.prefix_lengths.dedup();
        // What forms with a prefix begin with: most forms have none, and are done with after one look.
        let shortest = lexicon.prefix_lengths.first().copied().unwrap_or_default();
        let starts: FxHashSet<Box<[u8]>> =
            lexicon.prefixes.keys().filter_map(|prefix| prefix.as_bytes().get(..shortest)).map(Box::from).collect();
        let (mut numbers, mut alone, mut stem) = (Vec::new(), Vec::new(), String::new());
        // In whatever order: each form gets a range of its own.
        let forms = forms.into_iter().map(|(form, mut last)| {
            let start = u32::try_from(lexicon.numbers.len()).unwrap_or(u32::MAX);
            numbers.clear();
            stem.clear();
            stem_into(&form, &mut stem);
            while let Some((number, before)) = links.get(last) {
                numbers.push(*number);
                last = *before;
            }
            // Chains run from the last to the first.
            numbers.reverse();
            let words = numbers.len();
            if form.as_bytes().get(..shortest).is_some_and(|begin| starts.contains(begin)) {
                let prefixes = lexicon.prefix_lengths.iter().filter_map(|length| form.get(..*length));
                numbers.extend(prefixes.filter_map(|prefix| lexicon.prefixes.get(prefix)));
            }
            let count = |numbers: usize| u16::try_from(numbers).unwrap_or(u16::MAX);
            let mut meaning =
                Form { start, words: count(words), prefixes: count(numbers.len() - words), stem: WordHash::of(&stem), ..Form::default() };
            alone.clear();
            for number in &numbers {
                lexicon.numbers.push(*number);
                meaning.is = meaning.is.or(SomeWords::of_number(*number as usize));
                if let Some((_, node)) = lexicon.trie.root(*number) {
                    meaning.next = meaning.next.or(node.next);
                    alone.push(node.set);
                }
            }
            meaning.set = sets.together(&mut alone);
            (WordHash::of(&form).number(), meaning)
        });
        lexicon.forms = Map::new(&forms.collect::<Vec<_>>());
    }
}

/// Sets of terms, each kept once.
#[derive(Default)]
struct Sets {
    /// By what they hold, and by the terms they were made for.
    known: FxHashMap<Vec<TermId>, SetId>,
    /// By the sets they are put together of.
    joined: FxHashMap<Vec<SetId>, SetId>,
    lists: Lists<TermId>,
}

impl Sets {
    /// The set of these terms, in order, and all terms that include them, directly or not.
    fn set(&mut self, terms: &[TermId], included_in: &[Vec<TermId>]) -> SetId {
        if let Some(known) = self.known.get(terms) {
            return *known;
        }
        let mut all = terms.to_vec();
        let mut seen: FxHashSet<TermId> = all.iter().copied().collect();
        let mut at = 0;
        while let Some(term) = all.get(at).copied() {
            all.extend(included_in.get(term.0 as usize).into_iter().flatten().filter(|outer| seen.insert(**outer)));
            at += 1;
        }
        let set = self.of(all);
        self.known.insert(terms.to_vec(), set);
        set
    }

    /// The set of the terms of all these sets, which are left in order.
    fn together(&mut self, sets: &mut Vec<SetId>) -> SetId {
        sets.retain(|set| *set != SetId::default());
        sets.sort_unstable();
        sets.dedup();
        match sets.as_slice() {
            [] => SetId::default(),
            [one] => *one,
            several => {
                if let Some(known) = self.joined.get(several) {
                    return *known;
                }
                let all = several.iter().flat_map(|set| self.lists.get(set.0 as usize)).collect();
                let set = self.of(all);
                self.joined.insert(several.to_vec(), set);
                set
            }
        }
    }

    /// The set of just these terms.
    fn of(&mut self, mut all: Vec<TermId>) -> SetId {
        all.sort_unstable();
        all.dedup();
        let next = SetId(u32::try_from(self.lists.len()).unwrap_or(u32::MAX));
        *self.known.entry(all).or_insert_with_key(|all| {
            self.lists.push(all.iter().copied());
            next
        })
    }
}
