//! What a text says: its words, clauses and sentences, each with its place in the original.
//!
//! A [`Document`] is made once per text. Every [`Token`] carries the bytes of the original it was read from,
//! so whatever is found later (a phrase, a quantity, a denial) can be quoted exactly as it was written:
//! spans are carried, never searched again.
//!
//! ```
//! use redraft::text::Document;
//!
//! let text = "It doesn't auto-apply.";
//! let document = Document::new(text);
//! let words: Vec<&str> = document.words().collect();
//! assert_eq!(words, ["it", "does", "not", "auto", "apply"]);
//! let apply = document.tokens()[4].span;
//! assert_eq!(apply.quote(text), "apply");
//! ```

mod abbreviation;
mod bytes;
mod contraction;
mod fold;
mod html;
pub mod inflect;
pub mod language;
mod look_alike;
pub mod quantity;
pub mod secret;
mod segment;
mod span;
mod spelling;
mod stem;
mod token;
mod words;

use std::ops::Range;

pub use fold::is_hidden;
pub use span::{LineColumn, Span};
pub use stem::stem;
pub(crate) use stem::stem_into;
pub use token::{Break, Token};

/// A text as it was given, split into tokens, clauses and sentences.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    source: &'t str,
    /// The folded text, and behind it the normal forms that are not as written; a token holds its range in it.
    normal: String,
    tokens: Vec<Token>,
    sentences: Vec<Range<usize>>,
    clauses: Vec<Range<usize>>,
}

impl<'t> Document<'t> {
    /// Reads a text. Never fails: a text without words has no tokens and no sentences.
    pub fn new(source: &'t str) -> Self {
        let folded = fold::fold(source);
        let (meant, mut tokens) = token::tokenise(source, &folded);
        let normal = folded.text + &meant;
        let (sentences, clauses) = segment::segment(&normal, &mut tokens);
        Self { source, normal, tokens, sentences, clauses }
    }

    /// Reads words that are known to be misspelt as what they are meant for. Left as they are: words that are `known` so, names, which
    /// have a capital inside a sentence, and parts of addresses and code.
    pub(crate) fn respell(&mut self, known: impl Fn(&str) -> bool) {
        for at in 0..self.tokens.len() {
            let Some(meant) = spelling::meant_for(self.word(at), &known) else { continue };
            if self.is_tied(at) || self.is_tied(at + 1) || self.is_name(at) {
                continue;
            }
            let start = self.normal.len();
            self.normal.push_str(meant);
            self.tokens.get_mut(at).into_iter().for_each(|token| token.normal = start..start + meant.len());
        }
    }

    /// Whether a token has a capital inside a sentence, beside words that are not all in capitals.
    fn is_name(&self, index: usize) -> bool {
        let written = |at: usize| self.tokens.get(at).map_or("", |token| token.span.quote(self.source));
        let shouted = |at: usize| written(at).chars().nth(1).is_some() && written(at).chars().all(char::is_uppercase);
        let begins = self.tokens.get(index).is_none_or(|token| token.before == Break::Sentence);
        let among_shouted = || shouted(index) && (shouted(index + 1) || index.checked_sub(1).is_some_and(shouted));
        !begins && written(index).starts_with(char::is_uppercase) && !among_shouted()
    }

    /// Whether a token and the one before it are parts of an address, a name of a file, a line of code: "mesages.io", "get(mesages)".
    fn is_tied(&self, index: usize) -> bool {
        let gap = self.gap_before(index);
        index > 0 && index < self.tokens.len() && gap.contains(['.', '@', '_', '(', '=']) && !gap.contains(char::is_whitespace)
    }

    /// The text exactly as it was given.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// All tokens (words and numbers; punctuation is kept as the [`Break`] before the next word).
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The normal form of the token at `index`: lower case, without diacritics, contractions spelled out.
    ///
    /// An index past the end gives the empty word.
    pub fn word(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|token| self.normal.get(token.normal.clone())).unwrap_or_default()
    }

    /// The normal forms of all tokens, in order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|token| self.normal.get(token.normal.clone()).unwrap_or_default())
    }

    /// The stem of the token at `index` (Snowball's English stemmer).
    pub fn stem(&self, index: usize) -> String {
        stem(self.word(index))
    }

    /// Token ranges of the sentences, in order; together they cover all tokens.
    pub fn sentences(&self) -> &[Range<usize>] {
        &self.sentences
    }

    /// Token ranges of the clauses, in order; each lies within one sentence.
    pub fn clauses(&self) -> &[Range<usize>] {
        &self.clauses
    }

    /// The number of the sentence that holds the token at `index`, from 0.
    ///
    /// An index past the end gives 0.
    pub fn sentence_number(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(0, Token::sentence)
    }

    /// The token range of the sentence that holds the token at `index`.
    pub fn sentence_of(&self, index: usize) -> Range<usize> {
        self.tokens.get(index).and_then(|token| self.sentences.get(token.sentence)).cloned().unwrap_or(0..0)
    }

    /// The token range of the clause that holds the token at `index`.
    pub fn clause_of(&self, index: usize) -> Range<usize> {
        self.tokens.get(index).and_then(|token| self.clauses.get(token.clause)).cloned().unwrap_or(0..0)
    }

    /// The bytes of the original from the first to the last token of `range`; `None` for an empty range.
    pub fn span(&self, range: &Range<usize>) -> Option<Span> {
        let first = self.tokens.get(range.start).filter(|_| !range.is_empty())?;
        let last = self.tokens.get(range.end.checked_sub(1)?)?;
        Some(Span { start: first.span.start, end: last.span.end.max(first.span.end) })
    }

    /// Whether a comma or more stands before the token at `index`, or the text ends there.
    pub fn is_parted(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(|token| token.before >= Break::Comma)
    }

    /// What the original has between the token at `index` and the one before it.
    pub fn gap_before(&self, index: usize) -> &'t str {
        let start = index.checked_sub(1).and_then(|before| self.tokens.get(before)).map_or(0, |token| token.span.end);
        let end = self.tokens.get(index).map_or(self.source.len(), |token| token.span.start);
        self.source.get(start..end).unwrap_or_default()
    }

    /// Whether the original has a line break between the token at `index` and the one before it, or before the first.
    pub fn begins_line(&self, index: usize) -> bool {
        self.gap_before(index).contains('\n')
    }

    /// The tokens that lie wholly inside a byte span of the original.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests;
