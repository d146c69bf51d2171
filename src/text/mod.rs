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
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Document::new(text).words().map(str::to_owned).collect()
    }

    #[test]
    fn contractions_are_spelled_out() {
        assert_eq!(
            words("It doesn’t, won't, cannot, dont and can't."),
            ["it", "does", "not", "will", "not", "can", "not", "do", "not", "and", "can", "not"]
        );
        assert_eq!(words("it's ours, we'll see; the client's key"), ["it", "is", "ours", "we", "will", "see", "the", "client's", "key"]);
    }

    #[test]
    fn disguise_is_seen_through_and_spans_stay_on_the_original() {
        let text = "We a\u{200b}uto-ａｐｐｌｙ";
        let document = Document::new(text);
        assert_eq!(document.words().collect::<Vec<_>>(), ["we", "auto", "apply"]);
        assert_eq!(document.tokens()[1].span.quote(text), "a\u{200b}uto");
    }

    #[test]
    fn what_was_copied_out_of_a_web_page_is_read_as_it_is_seen() {
        let text = "It s<b>en</b>ds &#112;ro&shy;posals; it doesn&rsquo;t&nbsp;stop<br>a<b & R&D;";
        let document = Document::new(text);
        assert_eq!(document.words().collect::<Vec<_>>().join(" "), "it sends proposals it does not stop br a b r d");
        assert_eq!(document.span(&(1..3)).map(|span| span.quote(text)), Some("s<b>en</b>ds &#112;ro&shy;posals"));
    }

    #[test]
    fn look_alikes_count_in_latin_words_only() {
        assert_eq!(
            words("аutо-аррliеs, autooooo; Юрій зі Львова, Γιώργος"),
            ["auto", "applies", "auto", "юріи", "зі", "львова", "γιωργος"]
        );
    }

    #[test]
    fn misspelt_words_are_read_as_they_are_meant_and_quoted_as_they_are_written() {
        let text = "Automaticly it sends mesages to Clinets, and clinets anwser.";
        let mut document = Document::new(text);
        document.respell(|word| word == "anwser");
        assert_eq!(document.words().collect::<Vec<_>>().join(" "), "automatically it sends messages to clinets and clients anwser");
        assert_eq!(document.span(&(2..4)).map(|span| span.quote(text)), Some("sends mesages"));
        let respelt = |text: &str| {
            let mut document = Document::new(text);
            document.respell(|_| false);
            document.words().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            respelt("It shows. BUT IT SENDS MESAGES to Mesages or MESAGES by mail."),
            "it shows but it sends messages to mesages or mesages by mail"
        );
        assert_eq!(respelt("(mesages), auto-aplies; mesages."), "messages auto applies messages");
        for kept in ["mesages.io", "recieve(mesages)", "x@mesages", "the_mesages_list"] {
            let words = Document::new(kept).words().collect::<Vec<_>>().join(" ");
            assert_eq!(respelt(kept), words, "{kept}");
        }
    }

    #[test]
    fn lines_and_sentences_are_told_by_their_first_token() {
        let document = Document::new("\nIt reads. It writes\n- ours\n");
        let begun: Vec<usize> = (0..=document.tokens().len()).filter(|at| document.begins_line(*at)).collect();
        assert_eq!(begun, [0, 4, 5]);
        assert_eq!((0..6).map(|at| document.sentence_number(at)).collect::<Vec<_>>(), [0, 0, 1, 1, 2, 0]);
    }

    #[test]
    fn sentences_and_clauses() {
        let document = Document::new("It reads hours (ours), but it never writes. Nobody else uses e.g. the page.\n- one\n- two");
        assert_eq!(document.sentences().len(), 4);
        let clauses = document.clauses().iter().filter_map(|clause| document.span(clause)).map(|span| span.quote(document.source()));
        assert_eq!(
            clauses.collect::<Vec<_>>(),
            ["It reads hours", "ours", "but it never writes", "Nobody else uses e.g. the page", "one", "two"]
        );
    }

    #[test]
    fn a_line_break_inside_a_phrase_does_not_end_the_sentence() {
        assert_eq!(Document::new("it sends the\nproposal by itself").sentences().len(), 1);
    }

    #[test]
    fn a_contraction_before_a_full_stop_ends_the_sentence() {
        assert_eq!(Document::new("That is what it isn't. The last one was a bot.").sentences().len(), 2);
        assert_eq!(Document::new("Some files ('e.g. invoices') are read.").sentences().len(), 1);
    }

    #[test]
    fn a_heading_is_a_sentence_of_its_own() {
        assert_eq!(Document::new("Security\nThe key is kept in a vault").sentences().len(), 2);
        assert_eq!(Document::new("it reads our\nUpwork contracts and shows them").sentences().len(), 2);
        assert_eq!(
            Document::new("The service reads the hours of our own contracts with\nUpwork once a day").sentences().len(),
            1,
            "a long line is running text"
        );
    }

    #[test]
    fn a_word_is_divided_at_the_end_of_a_line_and_not_by_an_empty_one() {
        assert_eq!(Document::new("it auto-\n  matically never- ends").sentences().len(), 1);
        assert_eq!(Document::new("never-\n\nit sends").sentences().len(), 2);
    }

    #[test]
    fn an_empty_text_has_no_words() {
        let document = Document::new(" \u{200b}\u{2003} ");
        assert!(document.tokens().is_empty());
        assert!(document.span(&(0..0)).is_none());
        assert!(Document::new("one two").span(&(1..1)).is_none());
    }
}
