//! Sentences and clauses: how far a denial, an exception or a gap may reach.

use std::ops::Range;

use super::words::{Words, words};
use super::{Break, Token};

/// What a word does to the clause around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Opens a new clause wherever it stands.
    Opens,
    /// Joins clauses when a subject follows.
    Joins,
    /// Is a subject: after a joiner it begins a clause, and after a comma.
    Person,
    /// Opens a noun phrase or is another subject: after a comma it begins a clause.
    Subject,
}

static ROLES: Words<Role> = words! {
    "but" | "however" | "although" | "though" | "whereas" | "nevertheless" | "instead" | "yet" | "unless" | "while" => Role::Opens,
    "and" | "or" | "so" | "then" | "because" | "since" | "as" | "when" | "if" => Role::Joins,
    "i" | "we" | "you" | "he" | "she" | "it" | "they" => Role::Person,
    "the" | "this" | "that" | "these" | "those" | "there" => Role::Subject,
    "my" | "our" | "your" | "its" | "their" | "his" | "her" => Role::Subject,
    "everyone" | "everything" | "nobody" | "nothing" | "someone" | "one" => Role::Subject,
};

/// Words that a sentence and a clause have, at the least over most texts.
const SENTENCE_WORDS: usize = 8;
const CLAUSE_WORDS: usize = 4;

/// Assigns each token its sentence and clause; gives the token ranges of both.
pub(super) fn segment(normal: &str, tokens: &mut [Token]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let role = |token: &Token| normal.get(token.normal.clone()).and_then(|word| ROLES.get(word));
    let mut sentences: Vec<Range<usize>> = Vec::with_capacity(tokens.len() / SENTENCE_WORDS);
    let mut clauses: Vec<Range<usize>> = Vec::with_capacity(tokens.len() / CLAUSE_WORDS);
    let mut next = tokens.first().and_then(role);
    for at in 0..tokens.len() {
        let this = next;
        next = tokens.get(at + 1).and_then(role);
        let Some(token) = tokens.get_mut(at) else { break };
        let new_sentence = token.before == Break::Sentence || at == 0;
        let new_clause = match this {
            _ if new_sentence || token.before == Break::Clause => true,
            Some(Role::Opens) => true,
            Some(Role::Joins) => next == Some(Role::Person),
            Some(Role::Person | Role::Subject) => token.before == Break::Comma,
            None => false,
        };
        if new_sentence {
            begin(&mut sentences, at);
        }
        if new_clause {
            begin(&mut clauses, at);
        }
        token.sentence = sentences.len() - 1;
        token.clause = clauses.len() - 1;
    }
    for ranges in [&mut sentences, &mut clauses] {
        ranges.last_mut().into_iter().for_each(|last| last.end = tokens.len());
    }
    (sentences, clauses)
}

/// Begins a range at a token, where the one before it ends.
fn begin(ranges: &mut Vec<Range<usize>>, at: usize) {
    ranges.last_mut().into_iter().for_each(|last| last.end = at);
    ranges.push(at..at);
}
