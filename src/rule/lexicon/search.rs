//! The search: words to numbers, phrases by the trie, patterns among what was found.

use std::ops::Range;

use super::trie::Node;
use super::words::{SomeWords, Words};
use super::{Hit, Hits, Lexicon, Pattern, Sentences, SetId, TermId};
use crate::rule::{Bits, WordHash};
use crate::text::Document;

/// Hits of one pattern kept in one text: enough for any honest one, a bound for hostile ones.
const PATTERN_HITS: usize = 256;
/// Steps of the search for one pattern in one text: a phrase of many gaps fits a text of one word in more ways than could ever be tried.
const PATTERN_STEPS: usize = 1 << 14;

impl Lexicon {
    /// Finds all terms in a text.
    pub fn find(&self, document: &Document<'_>) -> Hits {
        let (words, hashes) = self.words(document);
        let mut hits = Hits::new(self.terms, self.sets.len(), hashes);
        // Patterns of which the rarest part was found and that were not looked at yet. One that wakes another comes before it.
        let mut awake = Bits::below(self.patterns.len());
        // The phrases that begin with a token.
        let mut begun: Vec<(usize, SetId)> = Vec::new();
        for (number, tokens) in document.sentences().iter().enumerate() {
            let sentence = Sentences::of_number(number);
            for start in tokens.clone() {
                self.phrases(&words, start..tokens.end, &mut |set, end| begun.push((end, set)));
                begun.sort_unstable();
                for (end, set) in begun.drain(..) {
                    self.add(&mut hits, &mut awake, set, Hit::whole(start..end), sentence);
                }
            }
        }
        let mut from = 0;
        let mut found = Vec::new();
        while let Some(pattern) = awake.take_first(&mut from).and_then(|at| self.patterns.get(at)) {
            let common = pattern.parts.iter().fold(Sentences::ALL, |common, (term, _)| common.and(hits.sentences(*term)));
            if common.is_empty() {
                continue;
            }
            find_pattern(pattern, document, &hits, common, &mut found);
            for hit in found.drain(..) {
                let number = document.sentence_number(hit.tokens.start);
                self.add(&mut hits, &mut awake, pattern.set, hit, Sentences::of_number(number));
            }
        }
        hits
    }

    /// Whether a word is a form of one in a phrase.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.form(WordHash::of(word)).is_some()
    }

    /// The terms of a set, in order.
    pub(crate) fn terms(&self, set: SetId) -> impl Iterator<Item = TermId> {
        self.sets.get(set.0 as usize)
    }

    fn add(&self, hits: &mut Hits, awake: &mut Bits, set: SetId, hit: Hit, sentence: Sentences) {
        hits.add(
            set,
            || self.terms(set),
            hit,
            sentence,
            |term| {
                for pattern in self.woken_by.get(term.0 as usize) {
                    awake.insert(pattern as usize);
                }
            },
        );
    }

    /// Finds the phrases that begin with the first of these tokens; `found` gets what each is and where it ends.
    fn phrases(&self, words: &Words, tokens: Range<usize>, found: &mut impl FnMut(SetId, usize)) {
        let Some(first) = words.at(tokens.start) else { return };
        let mut begin = |word: u32, end: usize, alone: bool| {
            let Some((number, node)) = self.trie.root(word) else { return };
            if alone && node.set != SetId::default() {
                found(node.set, end);
            }
            self.walk((number, node), words, end..tokens.end, found);
        };
        let behind = words.at(tokens.start + 1).filter(|_| tokens.len() > 1);
        // Behind most words no phrase goes on with the next.
        if behind.is_some_and(|behind| behind.is.meets(first.form.next)) {
            self.numbers.values(first.form.numbers()).for_each(|word| begin(word, tokens.start + 1, false));
        }
        for (word, taken) in words.others(first) {
            if tokens.start + taken <= tokens.end {
                begin(*word, tokens.start + taken, true);
            }
        }
        if first.form.set != SetId::default() {
            found(first.form.set, tokens.start + 1);
        }
    }

    /// Follows the trie from a node over the tokens of `rest`; `found` gets what ends there.
    fn walk(&self, (number, node): (u32, Node), words: &Words, rest: Range<usize>, found: &mut impl FnMut(SetId, usize)) {
        let Some(at) = words.at(rest.start).filter(|at| !rest.is_empty() && at.is.meets(node.next)) else { return };
        let others = words.others(at).iter().copied();
        for (word, taken) in self.numbers.values(at.form.numbers()).map(|word| (word, 1)).chain(others) {
            let end = rest.start + taken;
            if end > rest.end || !node.next.meets(SomeWords::of_number(word as usize)) {
                continue;
            }
            let Some((number, next)) = self.trie.edge(number, word) else { continue };
            if next.set != SetId::default() {
                found(next.set, end);
            }
            self.walk((number, next), words, end..rest.end, found);
        }
    }
}

/// Adds where a pattern stands, looked for in these sentences.
fn find_pattern(pattern: &Pattern, document: &Document<'_>, hits: &Hits, sentences: Sentences, found: &mut Vec<Hit>) {
    let Some(((first, _), rest)) = pattern.parts.split_first() else { return };
    let mut chosen = Vec::with_capacity(pattern.parts.len());
    let mut steps = PATTERN_STEPS;
    for hit in hits.of(*first) {
        let sentence = document.sentence_number(hit.tokens.start);
        if !sentences.meets(Sentences::of_number(sentence)) {
            continue;
        }
        let sentence_end = document.sentences().get(sentence).map_or(0, |sentence| sentence.end);
        chosen.push(hit);
        extend(&mut chosen, rest, sentence_end, hits, found, &mut steps);
        chosen.pop();
        if found.len() >= PATTERN_HITS || steps == 0 {
            break;
        }
    }
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
