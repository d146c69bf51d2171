//! All words and phrases of all rules, found in a text in one pass.
//!
//! Words become numbers once; a trie over these numbers finds all plain phrases at every position; phrases with gaps
//! or lists inside ([`Pattern`]) then look only among what was found. The cost of a text hardly depends on how many
//! phrases there are. A *term* is anything that can be found: a word list, the phrases of one key of a rule, or a part of a
//! pattern.

mod build;
mod disguise;

use std::cmp::Ordering;
use std::ops::Range;

use rustc_hash::FxHashMap;

pub(crate) use build::LexiconBuilder;
use disguise::{is_piece, letters_for_figures};

use crate::text::Document;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::phrase::Phrase;

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
