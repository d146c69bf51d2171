//! Phrases taken apart: for telling an author which part of a phrase a text says and which it lacks.

use super::lexicon::LexiconBuilder;
use super::phrase::{Phrase, Piece, Word};
use super::{Lexicon, RuleSet, TermId};

/// One piece of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhrasePiece {
    /// As an author writes it: `submit`, `automat*`, `@list`.
    pub written: String,
    /// Where it is found: in the rule set's lexicon (a word list) or in that of [`Pieces`].
    pub term: PieceTerm,
}

/// The lexicon in which a piece is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceTerm {
    /// The rule set's.
    List(TermId),
    /// That of [`Pieces`].
    Words(TermId),
}

/// Phrases of several pieces, each with its pieces.
#[derive(Debug, Clone)]
pub struct Pieces {
    /// Finds the pieces that are words.
    pub lexicon: Lexicon,
    /// The phrases as written, with their pieces in order.
    pub phrases: Vec<(String, Vec<PhrasePiece>)>,
}

impl Pieces {
    /// Takes phrases apart; those of a single piece are left out.
    pub fn new(rules: &RuleSet, written: &[String]) -> Self {
        let mut builder = LexiconBuilder::default();
        let mut phrases = Vec::new();
        for text in written {
            let Ok(phrase) = Phrase::parse(text) else { continue };
            let pieces: Option<Vec<PhrasePiece>> = phrase.pieces.iter().map(|(piece, _)| taken(rules, &mut builder, piece)).collect();
            if let Some(pieces) = pieces.filter(|pieces| pieces.len() > 1) {
                phrases.push((text.clone(), pieces));
            }
        }
        Self { lexicon: builder.build(), phrases }
    }
}

fn taken(rules: &RuleSet, builder: &mut LexiconBuilder, piece: &Piece) -> Option<PhrasePiece> {
    Some(match piece {
        Piece::List(name) => {
            let (_, term) = rules.lists.iter().find(|(list, _)| list == name)?;
            PhrasePiece { written: format!("@{name}"), term: PieceTerm::List(*term) }
        }
        Piece::Words(words) => {
            let written = words.iter().map(written).collect::<Vec<_>>().join(" ");
            let phrase = Phrase { pieces: vec![(piece.clone(), 0)] };
            PhrasePiece { written, term: PieceTerm::Words(builder.term(&[phrase])) }
        }
    })
}

fn written(word: &Word) -> String {
    match word {
        Word::Forms(word) => word.to_string(),
        Word::Prefix(stem) => format!("{stem}*"),
        Word::Exact(word) => format!("={word}"),
        Word::Figure => "#".to_owned(),
    }
}
