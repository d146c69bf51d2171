//! The words of a text as the lexicon knows them: each token's form, figures, and what is written in disguise or in pieces.

use super::disguise::{is_piece, letters_for_figures};
use super::{Form, Lexicon};
use crate::rule::map::Look;
use crate::rule::{Residues, WordHash};
use crate::text::Document;

/// Tokens that a word written in pieces may have.
const JOINED_TOKENS: usize = 16;
/// Letters that it has at least: shorter ones come about by chance.
const JOINED_LETTERS: usize = 4;

/// Some words of the lexicon: what shares none with other words, told by the [`Residues`] of their numbers, has no word in common.
pub(super) type SomeWords = Residues;

/// A word that begins at a token and is not said by its form, and how many tokens it takes.
type Other = (u32, usize);

/// The words that begin at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct WordsAt {
    /// The form, which says what it is a form of; that of no word where the lexicon does not know it.
    pub(super) form: Form,
    /// The words there, those of the form and others.
    pub(super) is: SomeWords,
    /// Where the others stand in [`Words::others`].
    others: (usize, usize),
}

/// The words of a text that begin at each token.
pub(super) struct Words {
    tokens: Vec<WordsAt>,
    /// Those that forms do not say.
    others: Vec<Other>,
}

impl Words {
    /// The words that begin at a token.
    pub(super) fn at(&self, token: usize) -> Option<&WordsAt> {
        self.tokens.get(token)
    }

    /// The words that begin there and are not said by the form.
    pub(super) fn others(&self, at: &WordsAt) -> &[Other] {
        self.others.get(at.others.0..at.others.1).unwrap_or_default()
    }
}

impl Lexicon {
    /// The words of a text, and of each token its hash and that of its stem, where the lexicon knows it.
    pub(super) fn words(&self, document: &Document<'_>) -> (Words, Vec<(WordHash, Option<WordHash>)>) {
        let count = document.tokens().len();
        let mut words = Words { tokens: Vec::with_capacity(count), others: Vec::new() };
        let mut hashes = Vec::with_capacity(count);
        let looks: Vec<(WordHash, Look)> = document.words().map(WordHash::of).map(|hash| (hash, self.forms.look(hash.number()))).collect();
        for (at, (token, (hash, look))) in document.tokens().iter().zip(looks).enumerate() {
            let known = self.forms.at(look).map(|(_, form)| form);
            hashes.push((hash, known.map(|form| form.stem)));
            let form = known.unwrap_or_default();
            let first = words.others.len();
            if form.words == 0 {
                words.others.extend(self.meant(document.word(at), known.is_some()).map(|number| (number, 1)));
            }
            if token.number {
                words.others.extend(self.figure.map(|number| (number, 1)));
            }
            self.joined(document, at, &mut words.others);
            let others = words.others.get(first..).unwrap_or_default();
            let is = others.iter().fold(form.is, |is, (number, _)| is.or(SomeWords::of_number(*number as usize)));
            words.tokens.push(WordsAt { form, is, others: (first, words.others.len()) });
        }
        (words, hashes)
    }

    /// Words that a form without any stands for where figures stand for letters ("4pply"), and, of an unknown form, the prefixes it begins
    /// with.
    fn meant(&self, word: &str, known: bool) -> impl Iterator<Item = u32> {
        let meant = letters_for_figures(word).filter_map(|meant| self.form(WordHash::of(&meant)));
        let meant = meant.flat_map(|form| self.words_in(form));
        meant.chain((!known).then(|| self.prefixes_of(word)).into_iter().flatten())
    }

    /// The prefixes that a word begins with, the shortest first.
    pub(super) fn prefixes_of(&self, word: &str) -> impl Iterator<Item = u32> {
        let lengths = self.prefix_lengths.iter().take_while(|length| **length <= word.len());
        lengths.filter_map(|length| self.prefixes.get(word.get(..*length)?).copied())
    }

    /// The form whose letters have this hash.
    pub(super) fn form(&self, hash: WordHash) -> Option<Form> {
        self.forms.get(hash.number())
    }

    /// The words of a form, without the prefixes it begins with.
    fn words_in(&self, form: Form) -> impl Iterator<Item = u32> {
        self.numbers.values(Form { prefixes: 0, ..form }.numbers())
    }

    /// Words in pieces that begin at a token: "auto-matically", "s.c.r.a.p.e", "s c r a p e".
    fn joined(&self, document: &Document<'_>, at: usize, words: &mut Vec<Other>) {
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
                words.extend(
                    self.form(WordHash::of(&joined)).into_iter().flat_map(|form| self.words_in(form)).map(|number| (number, taken)),
                );
            }
        }
    }
}
