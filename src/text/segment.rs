//! Sentences and clauses: how far a denial, an exception or a gap may reach.

use std::ops::Range;

use super::{Break, Token};

/// Words that open a new clause wherever they stand.
fn opens_clause(word: &str) -> bool {
    matches!(word, "but" | "however" | "although" | "though" | "whereas" | "nevertheless" | "instead" | "yet" | "unless" | "while")
}
/// Words that join clauses when a subject follows.
fn joins_clauses(word: &str) -> bool {
    matches!(word, "and" | "or" | "so" | "then" | "because" | "since" | "as" | "when" | "if")
}
/// Words that open a noun phrase or are a subject: after a comma or a joiner they begin a clause.
fn is_subject(word: &str) -> bool {
    matches!(
        word,
        "i" | "we"
            | "you"
            | "he"
            | "she"
            | "it"
            | "they"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "there"
            | "my"
            | "our"
            | "your"
            | "its"
            | "their"
            | "his"
            | "her"
            | "everyone"
            | "everything"
            | "nobody"
            | "nothing"
            | "someone"
            | "one"
    )
}

/// Assigns each token its sentence and clause; gives the token ranges of both.
pub(super) fn segment(normal: &str, tokens: &mut [Token]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let word = |tokens: &[Token], at: usize| tokens.get(at).and_then(|token| normal.get(token.normal.clone())).unwrap_or_default();
    let mut sentences: Vec<Range<usize>> = Vec::new();
    let mut clauses: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.len() {
        let before = tokens.get(at).map_or(Break::None, |token| token.before);
        let new_sentence = before == Break::Sentence || at == 0;
        let this = word(tokens, at);
        let new_clause = new_sentence
            || before == Break::Clause
            || opens_clause(this)
            || (before == Break::Comma && is_subject(this))
            || (joins_clauses(this) && matches!(word(tokens, at + 1), "i" | "we" | "he" | "she" | "it" | "they" | "you"));
        if new_sentence {
            sentences.push(at..at);
        }
        if new_clause {
            clauses.push(at..at);
        }
        if let Some(sentence) = sentences.last_mut() {
            sentence.end = at + 1;
        }
        if let Some(clause) = clauses.last_mut() {
            clause.end = at + 1;
        }
        if let Some(token) = tokens.get_mut(at) {
            token.sentence = sentences.len() - 1;
            token.clause = clauses.len() - 1;
        }
    }
    (sentences, clauses)
}
