//! All words and phrases of all rules, found in a text in one pass.
//!
//! Words become numbers once; a trie over these numbers finds all plain phrases at every position; phrases with gaps
//! or lists inside ([`Pattern`]) then look only among what was found. The cost of a text hardly depends on how many
//! phrases there are. A *term* is anything that can be found: a word list, the phrases of one key of a rule, or a part of a
//! pattern.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::phrase::{Phrase, Piece, Word};
use crate::text::{Break, Document, inflect};

/// Hits of one pattern kept in one text: enough for any honest one, a bound for hostile ones.
const PATTERN_HITS: usize = 256;
/// Tokens that a word written in pieces may have.
const JOINED_TOKENS: usize = 16;
/// Letters that it has at least: shorter ones come about by chance.
const JOINED_LETTERS: usize = 4;

/// A set of phrases; finding any of them is finding the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermId(u32);

/// A place where a term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The tokens from the first to the last word.
    pub tokens: Range<usize>,
    /// The tokens that the phrase itself names: all but those in gaps.
    pub parts: Vec<Range<usize>>,
}

impl Hit {
    /// A hit without gaps.
    pub fn whole(tokens: Range<usize>) -> Self {
        Self { parts: vec![tokens.clone()], tokens }
    }

    /// Joins hits into one that spans them all.
    pub fn join<'h>(hits: impl IntoIterator<Item = &'h Hit>) -> Self {
        let mut parts: Vec<Range<usize>> = hits.into_iter().flat_map(|hit| hit.parts.iter().cloned()).collect();
        parts.sort_by_key(|part| (part.start, part.end));
        let start = parts.first().map_or(0, |part| part.start);
        let end = parts.iter().map(|part| part.end).max().unwrap_or(0);
        Self { tokens: start..end, parts }
    }

    /// By place, then by parts: the same order however the phrases were ordered in their file.
    pub fn compare(&self, other: &Self) -> Ordering {
        let parts = |hit: &Self| hit.parts.iter().map(|part| (part.start, part.end)).collect::<Vec<_>>();
        let place = |hit: &Self| (hit.tokens.start, hit.tokens.end);
        place(self).cmp(&place(other)).then_with(|| parts(self).cmp(&parts(other)))
    }
}

/// Everything that was found in one text, by term, each in order of place.
#[derive(Debug, Default)]
pub struct Hits {
    by_term: FxHashMap<u32, Vec<Hit>>,
}

impl Hits {
    /// The places where `term` was found.
    pub fn of(&self, term: TermId) -> &[Hit] {
        self.by_term.get(&term.0).map(Vec::as_slice).unwrap_or_default()
    }

    /// The places where an optional term was found.
    pub fn of_any(&self, term: Option<TermId>) -> &[Hit] {
        term.map(|term| self.of(term)).unwrap_or_default()
    }

    /// The places of `term` wholly inside a range of tokens.
    pub fn within(&self, term: TermId, range: Range<usize>) -> impl Iterator<Item = &Hit> {
        let hits = self.of(term);
        let first = hits.partition_point(|hit| hit.tokens.start < range.start);
        hits.iter().skip(first).take_while(move |hit| hit.tokens.start < range.end).filter(move |hit| hit.tokens.end <= range.end)
    }

    fn add(&mut self, terms: &[TermId], hit: &Hit) {
        for term in terms {
            let hits = self.by_term.entry(term.0).or_default();
            // A phrase that is in the lexicon in two writings is found twice.
            if hits.last() != Some(hit) {
                hits.push(hit.clone());
            }
        }
    }

    fn sort(&mut self, term: TermId) {
        if let Some(hits) = self.by_term.get_mut(&term.0) {
            hits.sort_by(Hit::compare);
            hits.dedup();
        }
    }
}

/// A phrase with gaps or lists inside: terms one after the other, each with the words that may stand before it.
#[derive(Debug, Clone)]
struct Pattern {
    parts: Vec<(TermId, usize)>,
    /// Terms that hold this pattern.
    terms: Vec<TermId>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    next: FxHashMap<u32, usize>,
    /// Terms that hold the phrase which ends here.
    terms: Vec<TermId>,
}

/// The compiled words and phrases of a rule set.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    /// From a written form to the words it is a form of.
    forms: FxHashMap<String, Vec<u32>>,
    prefixes: FxHashMap<String, u32>,
    /// The number of the sign for any figure, where a phrase holds it.
    figure: Option<u32>,
    /// Lengths in bytes of the prefixes, ascending.
    prefix_lengths: Vec<usize>,
    nodes: Vec<Node>,
    /// In an order in which each comes after those it is made of.
    patterns: Vec<Pattern>,
}

impl Lexicon {
    /// Finds all terms in a text.
    pub fn find(&self, document: &Document<'_>) -> Hits {
        let words: Vec<Vec<(u32, usize)>> = (0..document.tokens().len()).map(|at| self.words_at(document, at)).collect();
        let mut hits = Hits::default();
        for sentence in document.sentences() {
            for start in sentence.clone() {
                self.walk(0, &words, start, start..sentence.end, &mut hits);
            }
        }
        for pattern in &self.patterns {
            if pattern.parts.iter().all(|(term, _)| !hits.of(*term).is_empty()) {
                let found = Self::find_pattern(pattern, document, &hits);
                for hit in &found {
                    hits.add(&pattern.terms, hit);
                }
                if !found.is_empty() {
                    pattern.terms.iter().for_each(|term| hits.sort(*term));
                }
            }
        }
        hits
    }

    /// Numbers of the words that begin at a token, each with the tokens it takes: more than one where a word is written in pieces.
    fn words_at(&self, document: &Document<'_>, at: usize) -> Vec<(u32, usize)> {
        let mut found: Vec<(u32, usize)> = self.words_of(document.word(at)).into_iter().map(|number| (number, 1)).collect();
        if document.tokens().get(at).is_some_and(|token| token.number) {
            found.extend(self.figure.map(|number| (number, 1)));
        }
        // "auto-matically", "s.c.r.a.p.e", "s c r a p e".
        let mut joined = document.word(at).to_owned();
        for next in at + 1..document.tokens().len().min(at + JOINED_TOKENS) {
            if !is_piece(document, next) {
                break;
            }
            joined.push_str(document.word(next));
            if joined.len() >= JOINED_LETTERS {
                found.extend(self.forms.get(&joined).into_iter().flatten().map(|number| (*number, next + 1 - at)));
            }
        }
        found
    }

    /// Numbers of the words that a normal form stands for, also where figures stand for letters ("4pply").
    fn words_of(&self, word: &str) -> Vec<u32> {
        let mut numbers = self.forms.get(word).cloned().unwrap_or_default();
        if numbers.is_empty()
            && let Some(meant) = letters_for_figures(word)
        {
            numbers = self.forms.get(&meant).cloned().unwrap_or_default();
        }
        for length in self.prefix_lengths.iter().take_while(|length| **length <= word.len()) {
            numbers.extend(word.get(..*length).and_then(|start| self.prefixes.get(start)));
        }
        numbers
    }

    /// Follows the trie from `node` at token `at`.
    fn walk(&self, node: usize, words: &[Vec<(u32, usize)>], first: usize, rest: Range<usize>, hits: &mut Hits) {
        let Some(node) = self.nodes.get(node) else { return };
        if !node.terms.is_empty() {
            hits.add(&node.terms, &Hit::whole(first..rest.start));
        }
        if rest.is_empty() {
            return;
        }
        for (word, taken) in words.get(rest.start).into_iter().flatten() {
            if let Some(next) = node.next.get(word).filter(|_| rest.start + taken <= rest.end) {
                self.walk(*next, words, first, rest.start + taken..rest.end, hits);
            }
        }
    }

    fn find_pattern(pattern: &Pattern, document: &Document<'_>, hits: &Hits) -> Vec<Hit> {
        let Some(((first, _), rest)) = pattern.parts.split_first() else { return Vec::new() };
        let mut found = Vec::new();
        for hit in hits.of(*first) {
            let sentence_end = document.sentence_of(hit.tokens.start).end;
            extend(hit, rest, sentence_end, hits, &mut found);
            if found.len() >= PATTERN_HITS {
                break;
            }
        }
        found
    }
}

/// Whether a token may be a further piece of the word before it: joined by a hyphen or dot, or one letter after another.
fn is_piece(document: &Document<'_>, at: usize) -> bool {
    let single = |at: usize| document.word(at).chars().count() == 1;
    let before = document.tokens().get(at).map_or(Break::Sentence, |token| token.before);
    match before {
        Break::Joint => true,
        Break::Space => single(at) && at.checked_sub(1).is_some_and(single),
        _ => false,
    }
}

/// A word with letters in place of the figures that look like them; `None` for one that is no disguised word.
fn letters_for_figures(word: &str) -> Option<String> {
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    if letters < 2 || letters == word.len() || word.len() < 3 {
        return None;
    }
    word.chars()
        .map(|ch| match ch {
            '0' => Some('o'),
            '1' => Some('i'),
            '3' => Some('e'),
            '4' => Some('a'),
            '5' => Some('s'),
            '7' => Some('t'),
            ch if ch.is_ascii_alphabetic() => Some(ch),
            _ => None,
        })
        .collect()
}

/// Extends `hit` by the remaining parts of a pattern, in all ways that stay within the sentence.
fn extend(hit: &Hit, rest: &[(TermId, usize)], sentence_end: usize, hits: &Hits, found: &mut Vec<Hit>) {
    let Some(((term, gap), rest)) = rest.split_first() else {
        found.push(hit.clone());
        return;
    };
    for next in hits.within(*term, hit.tokens.end..sentence_end).take_while(|next| next.tokens.start <= hit.tokens.end + gap) {
        if found.len() >= PATTERN_HITS {
            return;
        }
        extend(&Hit::join([hit, next]), rest, sentence_end, hits, found);
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

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
        hits.of(term).iter().map(|hit| document.span(&hit.tokens).expect("tokens").quote(text).to_owned()).collect()
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
