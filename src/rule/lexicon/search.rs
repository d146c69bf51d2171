//! The search: words to numbers, phrases by the trie, patterns among what was found.

use std::ops::Range;

use super::disguise::{is_piece, letters_for_figures};
use super::{Form, Hit, Hits, Lexicon, Pattern, Sentences, SetId, TermId};
use crate::rule::{Bits, WordHash};
use crate::text::{Document, Token};

/// Hits of one pattern kept in one text: enough for any honest one, a bound for hostile ones.
const PATTERN_HITS: usize = 256;
/// Steps of the search for one pattern in one text: a phrase of many gaps fits a text of one word in more ways than could ever be tried.
const PATTERN_STEPS: usize = 1 << 14;
/// Tokens that a word written in pieces may have.
const JOINED_TOKENS: usize = 16;
/// Letters that it has at least: shorter ones come about by chance.
const JOINED_LETTERS: usize = 4;

/// The words of a text that begin at each token.
struct Words {
    /// Those of the form at each token, as a range of [`Lexicon::numbers`], and whether there are others.
    forms: Vec<(Range<usize>, bool)>,
    /// Others, each with its token and how many tokens it takes: figures, and what is written in disguise or in pieces.
    others: Vec<(usize, u32, usize)>,
}

impl Words {
    /// The others at a token.
    fn others(&self, at: usize) -> &[(usize, u32, usize)] {
        let first = self.others.partition_point(|(token, ..)| *token < at);
        let others = self.others.get(first..).unwrap_or_default();
        let count = others.iter().take_while(|(token, ..)| *token == at).count();
        others.get(..count).unwrap_or_default()
    }
}

impl Lexicon {
    /// Finds all terms in a text.
    pub fn find(&self, document: &Document<'_>) -> Hits {
        let known = |word: &str| {
            let hash = WordHash::of(word);
            (hash, self.forms.place(word, hash))
        };
        let known: Vec<(WordHash, Option<u32>)> = document.words().map(known).collect();
        let words = self.words(document, &known);
        let mut hits = Hits::new(self.terms, self.sets.len(), known);
        // Patterns of which the rarest part was found and that were not looked at yet. One that wakes another comes before it.
        let mut awake = Bits::below(self.patterns.len());
        for (number, tokens) in document.sentences().iter().enumerate() {
            let sentence = Sentences::of_number(number);
            for start in tokens.clone() {
                self.walk(None, &words, start, start..tokens.end, &mut |set, hit| self.add(&mut hits, &mut awake, set, hit, sentence));
            }
        }
        let mut from = 0;
        while let Some(pattern) = awake.take_first(&mut from).and_then(|at| self.patterns.get(at)) {
            let common = pattern.parts.iter().fold(Sentences::ALL, |common, (term, _)| common.and(hits.sentences(*term)));
            if common.is_empty() {
                continue;
            }
            for hit in find_pattern(pattern, document, &hits, common) {
                let number = document.tokens().get(hit.tokens.start).map_or(0, Token::sentence);
                self.add(&mut hits, &mut awake, pattern.set, hit, Sentences::of_number(number));
            }
        }
        hits
    }

    /// The terms of a set, in order.
    pub(crate) fn terms(&self, set: SetId) -> impl Iterator<Item = TermId> {
        self.sets.get(set.0 as usize)
    }

    fn add(&self, hits: &mut Hits, awake: &mut Bits, set: SetId, hit: Hit, sentence: Sentences) {
        hits.add(set, self.sets.get(set.0 as usize), hit, sentence, |term| {
            for pattern in self.woken_by.get(term.0 as usize) {
                awake.insert(pattern as usize);
            }
        });
    }

    /// The words at each token: more than one token where a word is written in pieces.
    fn words(&self, document: &Document<'_>, known: &[(WordHash, Option<u32>)]) -> Words {
        let mut words = Words { forms: Vec::with_capacity(known.len()), others: Vec::new() };
        for ((at, token), (_, form)) in document.tokens().iter().enumerate().zip(known) {
            let form = form.and_then(|place| self.forms.at(place));
            let known = words.others.len();
            if form.is_none_or(|form| form.words == 0) {
                words.others.extend(self.meant(document.word(at), form.is_some()).map(|number| (at, number, 1)));
            }
            if token.number {
                words.others.extend(self.figure.map(|number| (at, number, 1)));
            }
            self.joined(document, at, &mut words.others);
            let numbers = form.map_or(0..0, |form| range(form.start, u32::from(form.words) + u32::from(form.prefixes)));
            words.forms.push((numbers, words.others.len() > known));
        }
        words
    }

    /// Words that a form without any stands for where figures stand for letters ("4pply"), and, of an unknown form, the prefixes it begins
    /// with.
    fn meant(&self, word: &str, known: bool) -> impl Iterator<Item = u32> {
        let meant = letters_for_figures(word);
        let meant = meant.and_then(|meant| self.forms.get(meant.as_str())).into_iter().flat_map(|form| self.words_in(form));
        let lengths = if known { &[] } else { self.prefix_lengths.as_slice() };
        let prefixes = lengths.iter().take_while(|length| **length <= word.len());
        let prefixes = prefixes.filter_map(|length| word.get(..*length).and_then(|start| self.prefixes.get(start)));
        meant.chain(prefixes.copied())
    }

    /// The words of a form, without the prefixes it begins with.
    fn words_in(&self, form: Form) -> impl Iterator<Item = u32> {
        self.numbers.values(range(form.start, u32::from(form.words)))
    }

    /// The hash of the stem of the form at a place.
    pub(crate) fn stem(&self, form: u32) -> Option<WordHash> {
        self.forms.at(form).map(|form| form.stem)
    }

    /// Words in pieces that begin at a token: "auto-matically", "s.c.r.a.p.e", "s c r a p e".
    fn joined(&self, document: &Document<'_>, at: usize, words: &mut Vec<(usize, u32, usize)>) {
        if !is_piece(document, at + 1) {
            return;
        }
        let mut joined = document.word(at).to_owned();
        for (next, taken) in (at + 1..document.tokens().len().min(at + JOINED_TOKENS)).zip(2..) {
            if !is_piece(document, next) {
                break;
            }
            joined.push_str(document.word(next));
            if joined.len() >= JOINED_LETTERS {
                let form = self.forms.get(joined.as_str());
                words.extend(form.into_iter().flat_map(|form| self.words_in(form)).map(|number| (at, number, taken)));
            }
        }
    }

    /// Follows the trie from `node`, or from its root, over the tokens of `rest`; `found` gets what ends there.
    fn walk(&self, node: Option<u32>, words: &Words, first: usize, rest: Range<usize>, found: &mut impl FnMut(SetId, Hit)) {
        let Some((form, others)) = words.forms.get(rest.start) else { return };
        let others = if *others { words.others(rest.start) } else { &[] };
        let others = others.iter().map(|(_, word, taken)| (*word, *taken));
        for (word, taken) in self.numbers.values(form.clone()).map(|word| (word, 1)).chain(others) {
            let Some((number, next)) = self.trie.next(node, word) else { continue };
            let end = rest.start + taken;
            if end > rest.end {
                continue;
            }
            if next.set != SetId::default() {
                found(next.set, Hit::whole(first..end));
            }
            if next.inner && end < rest.end {
                self.walk(Some(number), words, first, end..rest.end, found);
            }
        }
    }
}

/// The range of so many places from one on.
fn range(start: u32, count: u32) -> Range<usize> {
    start as usize..start as usize + count as usize
}

/// Where a pattern stands, looked for in these sentences.
fn find_pattern(pattern: &Pattern, document: &Document<'_>, hits: &Hits, sentences: Sentences) -> Vec<Hit> {
    let Some(((first, _), rest)) = pattern.parts.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    let mut chosen = Vec::with_capacity(pattern.parts.len());
    let mut steps = PATTERN_STEPS;
    for hit in hits.of(*first) {
        let sentence = document.tokens().get(hit.tokens.start).map_or(0, Token::sentence);
        if sentences.and(Sentences::of_number(sentence)).is_empty() {
            continue;
        }
        let sentence_end = document.sentences().get(sentence).map_or(0, |sentence| sentence.end);
        chosen.push(hit);
        extend(&mut chosen, rest, sentence_end, hits, &mut found, &mut steps);
        chosen.pop();
        if found.len() >= PATTERN_HITS || steps == 0 {
            break;
        }
    }
    found
}

/// Extends the hits chosen for the first parts of a pattern by the remaining ones, in all ways that stay within the sentence.
fn extend<'h>(
    chosen: &mut Vec<&'h Hit>,
    rest: &[(TermId, usize)],
    sentence_end: usize,
    hits: &'h Hits,
    found: &mut Vec<Hit>,
    steps: &mut usize,
) {
    let Some(((term, gap), rest)) = rest.split_first() else {
        found.push(Hit::join(chosen));
        return;
    };
    let end = chosen.last().map_or(0, |hit| hit.tokens.end);
    let reached = hits.from(*term, end).take_while(|next| next.tokens.start <= end + gap && next.tokens.start < sentence_end);
    for next in reached.filter(|next| next.tokens.end <= sentence_end) {
        if found.len() >= PATTERN_HITS || *steps == 0 {
            return;
        }
        *steps -= 1;
        chosen.push(next);
        extend(chosen, rest, sentence_end, hits, found, steps);
        chosen.pop();
    }
}
