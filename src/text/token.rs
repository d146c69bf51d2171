//! Words and numbers of a text, each with its normal form and its place.

use std::ops::Range;

use super::Span;
use super::contraction;
use super::fold::{Folded, meant};

/// What stands between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// Nothing: two halves of one written word (`don't` -> do, not).
    None,
    /// A hyphen, slash or dot without space.
    Joint,
    /// White space.
    Space,
    /// A comma.
    Comma,
    /// A semicolon, colon, dash or bracket.
    Clause,
    /// A full stop, question or exclamation mark, an empty line or the start of a list entry.
    Sentence,
}

/// A word or number.
#[derive(Debug, Clone)]
pub struct Token {
    /// Bytes of the original.
    pub span: Span,
    /// What stands before it.
    pub before: Break,
    /// Whether it begins with a digit.
    pub number: bool,
    pub(super) normal: Range<usize>,
    pub(super) sentence: usize,
    pub(super) clause: usize,
}

impl Token {
    /// The number of its sentence in [`super::Document::sentences`].
    pub fn sentence(&self) -> usize {
        self.sentence
    }
}

/// Words whose full stop does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "approx", "ca", "vs", "mr", "mrs", "ms", "dr", "st", "str", "resp", "incl", "excl", "max", "min", "ul", "jl",
    "prof", "cf",
];

/// Splits folded characters into tokens; gives the normal forms, one after the other, and the tokens.
pub(super) fn tokenise(source: &str, chars: &[Folded]) -> (String, Vec<Token>) {
    let mut tokeniser = Tokeniser { normal: String::with_capacity(source.len()), tokens: Vec::with_capacity(source.len() / 5) };
    let mut at = 0;
    let mut before = Break::Sentence;
    while let Some(first) = chars.get(at) {
        if first.ch.is_alphanumeric() {
            let end = word_end(chars, at);
            tokeniser.push(chars.get(at..end).unwrap_or_default(), before);
            before = Break::None;
            at = end;
        } else if let Some(next) = divided_word(chars, at) {
            before = before.max(Break::Joint);
            at = next;
        } else {
            before = before.max(break_at(source, chars, at));
            at += 1;
        }
    }
    (tokeniser.normal, tokeniser.tokens)
}

/// One past the last character of the word or number that starts at `start`.
fn word_end(chars: &[Folded], start: usize) -> usize {
    let ch = |at: usize| chars.get(at).map(|folded| folded.ch);
    let is = |at: usize, test: fn(char) -> bool| ch(at).is_some_and(test);
    let mut at = start + 1;
    loop {
        if is(at, char::is_alphanumeric) {
            at += 1;
        } else if ch(at) == Some('\'') && is(at + 1, char::is_alphabetic) && is(at - 1, char::is_alphanumeric)
            // 40'000: an apostrophe inside a number; o'clock, client's: inside a word.
            || matches!(ch(at), Some('.' | ',' | '\'')) && is(at - 1, |c| c.is_ascii_digit()) && is(at + 1, |c| c.is_ascii_digit())
        {
            at += 2;
        } else {
            return at;
        }
    }
}

/// A word divided at the end of a line ("auto- matically"): where its second half begins.
fn divided_word(chars: &[Folded], at: usize) -> Option<usize> {
    let ch = |at: usize| chars.get(at).map(|folded| folded.ch);
    let letter_before = at.checked_sub(1).and_then(ch).is_some_and(char::is_alphabetic);
    if ch(at) != Some('-') || !letter_before || !ch(at + 1).is_some_and(char::is_whitespace) {
        return None;
    }
    let next = (at + 1..chars.len()).find(|next| !ch(*next).is_some_and(char::is_whitespace))?;
    // An empty line ends a sentence, whatever stands before it.
    let lines = (at + 1..next).filter(|between| ch(*between) == Some('\n')).count();
    (lines <= 1 && ch(next).is_some_and(char::is_alphabetic)).then_some(next)
}

/// How strongly the character at `at`, which is no part of a word, divides what is around it.
fn break_at(source: &str, chars: &[Folded], at: usize) -> Break {
    let ch = |at: usize| chars.get(at).map_or('\n', |folded| folded.ch);
    let next_is_space = ch(at + 1).is_whitespace() || matches!(ch(at + 1), '"' | '\'' | ')' | ']' | '*' | '_');
    match ch(at) {
        '.' | '!' | '?' if next_is_space && !is_abbreviation(chars, at) => Break::Sentence,
        '。' | '！' | '？' | '…' => Break::Sentence,
        '\n' | '\u{2029}' => line_break(source, chars, at),
        ',' | '、' => Break::Comma,
        ';' | '(' | ')' | '[' | ']' | '{' | '}' | '–' | '—' | '|' | '"' => Break::Clause,
        ':' if next_is_space => Break::Clause,
        '-' if ch(at.wrapping_sub(1)).is_whitespace() && next_is_space => Break::Clause,
        '-' | '/' | '.' | ':' | '\'' | '_' | '@' | '&' | '+' | '*' | '~' => Break::Joint,
        _ => Break::Space,
    }
}

/// A line shorter than this is no line of running text that an editor broke: a heading, an entry.
const SHORT_LINE: usize = 40;

/// A line break ends a sentence before an empty line or a list entry, and behind a heading; else it is a space.
fn line_break(source: &str, chars: &[Folded], at: usize) -> Break {
    let rest = chars.get(at + 1..).unwrap_or_default();
    let mut line = rest.iter().map(|folded| folded.ch).skip_while(|ch| matches!(ch, ' ' | '\t' | '\r'));
    match line.next() {
        None | Some('\n' | '-' | '*' | '•' | '–' | '—' | '+' | '#' | '>' | '✔' | '✓') => Break::Sentence,
        Some(digit) if digit.is_ascii_digit() => match line.next() {
            Some('.' | ')') => Break::Sentence,
            _ => Break::Space,
        },
        // "Audience: ..." on a line of its own starts afresh.
        Some(_) if line.take(40).take_while(|ch| *ch != '\n').any(|ch| ch == ':') => Break::Sentence,
        Some(_) if is_heading(source, chars, at) => Break::Sentence,
        Some(_) => Break::Space,
    }
}

/// Whether the line that ends at `at` is short, without a comma at its end, and the next one begins with a capital.
fn is_heading(source: &str, chars: &[Folded], at: usize) -> bool {
    let short = chars.get(..at).unwrap_or_default().iter().rev().take(SHORT_LINE).position(|folded| folded.ch == '\n');
    let first = at < SHORT_LINE || short.is_some();
    let joined = chars.get(..at).and_then(<[Folded]>::last).is_some_and(|last| matches!(last.ch, ',' | '-' | '&'));
    let next = chars.get(at + 1..).unwrap_or_default().iter().find(|folded| !folded.ch.is_whitespace());
    let capital = next.and_then(|next| source.get(next.span.start..)?.chars().next()).is_some_and(char::is_uppercase);
    first && capital && !joined
}

/// Whether the full stop at `at` belongs to an abbreviation, as in "e.g.", "approx." or an initial.
fn is_abbreviation(chars: &[Folded], at: usize) -> bool {
    if chars.get(at).is_none_or(|folded| folded.ch != '.') {
        return false;
    }
    let start = (0..at)
        .rev()
        .take(8)
        .take_while(|before| chars.get(*before).is_some_and(|folded| folded.ch.is_alphabetic() || folded.ch == '.'))
        .last();
    let word: String =
        start.map(|start| chars.get(start..at).unwrap_or_default().iter().map(|folded| folded.ch).collect()).unwrap_or_default();
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|folded| folded.ch.is_alphanumeric());
    // "isn't. The last one": the "t" is a part of a word.
    let apostrophe = |at: usize| chars.get(at).is_some_and(|folded| folded.ch == '\'') && letter(at.checked_sub(1));
    let starts_word = start.is_some_and(|start| start == 0 || !letter(start.checked_sub(1)) && !apostrophe(start - 1));
    starts_word
        && match word.as_str() {
            "no" | "nr" => next_is_digit(chars, at),
            _ if ABBREVIATIONS.contains(&word.as_str()) => true,
            // One letter is an initial or a list mark, but "I." ends a sentence.
            // So are the parts of "P.O." and "U.K.".
            _ => word != "i" && word.split('.').all(|part| part.chars().count() == 1),
        }
}

/// Whether the next word after the full stop at `at` begins with a digit.
fn next_is_digit(chars: &[Folded], at: usize) -> bool {
    let next = chars.iter().skip(at + 1).find(|folded| !folded.ch.is_whitespace());
    next.is_some_and(|folded| folded.ch.is_ascii_digit())
}

/// The same character three times.
fn drawn_out(chars: &[Folded]) -> bool {
    chars.iter().all(|folded| chars.first().is_some_and(|first| first.ch == folded.ch))
}

struct Tokeniser {
    normal: String,
    tokens: Vec<Token>,
}

impl Tokeniser {
    /// Adds a written word, as two tokens where it is a contraction.
    fn push(&mut self, chars: &[Folded], before: Break) {
        let start = self.normal.len();
        // Most words are written as they are meant.
        if chars.iter().all(|folded| folded.ch.is_ascii()) && !chars.windows(3).any(drawn_out) {
            self.normal.extend(chars.iter().map(|folded| folded.ch));
        } else {
            self.normal.extend(meant(chars));
        }
        let word = self.normal.get(start..).unwrap_or_default();
        if let Some((head, tail, head_chars)) = contraction::split(word) {
            self.normal.truncate(start);
            let (first, second) = chars.split_at(head_chars.min(chars.len()));
            self.add(&head, first, before);
            self.add(tail, if second.is_empty() { chars } else { second }, Break::None);
        } else {
            let end = self.normal.len();
            self.token(start..end, chars, before);
        }
    }

    fn add(&mut self, word: &str, chars: &[Folded], before: Break) {
        let start = self.normal.len();
        self.normal.push_str(word);
        self.token(start..self.normal.len(), chars, before);
    }

    fn token(&mut self, normal: Range<usize>, chars: &[Folded], before: Break) {
        let (Some(first), Some(last)) = (chars.first(), chars.last()) else { return };
        let span = Span { start: first.span.start, end: last.span.end };
        self.tokens.push(Token { span, before, number: first.ch.is_ascii_digit(), normal, sentence: 0, clause: 0 });
    }
}
