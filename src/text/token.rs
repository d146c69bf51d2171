//! Words and numbers of a text, each with its normal form and its place.

use std::ops::Range;

use super::Span;
use super::contraction;
use super::fold::{FoldedText, meant};

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

/// Splits a folded text into tokens; gives the normal forms, one after the other, and the tokens.
pub(super) fn tokenise(source: &str, folded: &FoldedText) -> (String, Vec<Token>) {
    let text = folded.text.as_str();
    let mut tokeniser =
        Tokeniser { folded, normal: String::with_capacity(text.len()), tokens: Vec::with_capacity(text.len() / WORD_BYTES) };
    let mut at = 0;
    let mut before = Break::Sentence;
    while let Some(first) = char_at(text, at) {
        if first.is_alphanumeric() {
            let end = word_end(text, at);
            tokeniser.push(at..end, before);
            before = Break::None;
            at = end;
        } else if first == ' ' {
            before = before.max(Break::Space);
            at += 1;
        } else if let Some(next) = divided_word(text, at) {
            before = before.max(Break::Joint);
            at = next;
        } else {
            before = before.max(break_at(source, folded, at, first));
            at += first.len_utf8();
        }
    }
    (tokeniser.normal, tokeniser.tokens)
}

/// Bytes of a word and what stands behind it, at the least over a whole text.
const WORD_BYTES: usize = 5;

/// The character that begins at a place.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// The character that ends at a place.
fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// One past the last character of the word or number that starts at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let is = |ch: Option<char>, test: fn(char) -> bool| ch.is_some_and(test);
    let mut at = start;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        at += rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let Some(ch) = char_at(text, at) else { break };
        let inside = match ch {
            // o'clock, client's: inside a word.
            '\'' if is(char_at(text, at + 1), char::is_alphabetic) => true,
            // 40'000, 1.5: inside a number.
            '.' | ',' | '\'' => is(char_before(text, at), |c| c.is_ascii_digit()) && is(char_at(text, at + 1), |c| c.is_ascii_digit()),
            _ => ch.is_alphanumeric(),
        };
        if !inside {
            break;
        }
        at += ch.len_utf8();
    }
    at
}

/// A word divided at the end of a line ("auto- matically"): where its second half begins.
fn divided_word(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix('-').filter(|rest| rest.starts_with(char::is_whitespace))?;
    let second = rest.trim_start();
    // An empty line ends a sentence, whatever stands before it.
    let lines = rest.chars().take_while(|ch| ch.is_whitespace()).filter(|ch| *ch == '\n').count();
    let letters = char_before(text, at).is_some_and(char::is_alphabetic) && second.starts_with(char::is_alphabetic);
    (lines <= 1 && letters).then_some(text.len() - second.len())
}

/// How strongly the character at `at`, which is no part of a word, divides what is around it.
fn break_at(source: &str, folded: &FoldedText, at: usize, ch: char) -> Break {
    let text = folded.text.as_str();
    let next = at + ch.len_utf8();
    let next_is_space = || char_at(text, next).is_none_or(|ch| ch.is_whitespace() || matches!(ch, '"' | '\'' | ')' | ']' | '*' | '_'));
    match ch {
        '.' if next_is_space() && !is_abbreviation(text, at) => Break::Sentence,
        '!' | '?' if next_is_space() => Break::Sentence,
        '。' | '！' | '？' | '…' => Break::Sentence,
        '\n' | '\u{2029}' => line_break(source, folded, at, next),
        ',' | '、' => Break::Comma,
        ';' | '(' | ')' | '[' | ']' | '{' | '}' | '–' | '—' | '|' | '"' => Break::Clause,
        ':' if next_is_space() => Break::Clause,
        '-' if char_before(text, at).is_none_or(char::is_whitespace) && next_is_space() => Break::Clause,
        '-' | '/' | '.' | ':' | '\'' | '_' | '@' | '&' | '+' | '*' | '~' => Break::Joint,
        _ => Break::Space,
    }
}

/// A line shorter than this is no line of running text that an editor broke: a heading, an entry.
const SHORT_LINE: usize = 40;

/// A line break ends a sentence before an empty line or a list entry, and behind a heading; else it is a space.
fn line_break(source: &str, folded: &FoldedText, at: usize, next: usize) -> Break {
    let rest = folded.text.get(next..).unwrap_or_default();
    let mut line = rest.trim_start_matches([' ', '\t', '\r']).chars();
    match line.next() {
        None | Some('\n' | '-' | '*' | '•' | '–' | '—' | '+' | '#' | '>' | '✔' | '✓') => Break::Sentence,
        Some(digit) if digit.is_ascii_digit() => match line.next() {
            Some('.' | ')') => Break::Sentence,
            _ => Break::Space,
        },
        // "Audience: ..." on a line of its own starts afresh.
        Some(_) if line.take(40).take_while(|ch| *ch != '\n').any(|ch| ch == ':') => Break::Sentence,
        Some(_) if is_heading(source, folded, at, next) => Break::Sentence,
        Some(_) => Break::Space,
    }
}

/// Whether the line that ends at `at` is short, without a comma at its end, and the one that begins at `next` begins with a capital.
fn is_heading(source: &str, folded: &FoldedText, at: usize, next: usize) -> bool {
    let line = folded.text.get(..at).unwrap_or_default();
    let short = line.chars().rev().take_while(|ch| *ch != '\n').nth(SHORT_LINE - 1).is_none();
    // Told first: what follows may be far away.
    if !short || line.ends_with([',', '-', '&']) {
        return false;
    }
    let first = folded.text.get(next..).and_then(|rest| rest.find(|ch: char| !ch.is_whitespace()));
    let first = first.and_then(|first| source.get(folded.span(next + first).start..)?.chars().next());
    first.is_some_and(char::is_uppercase)
}

/// Whether the full stop at `at` belongs to an abbreviation, as in "e.g.", "approx." or an initial.
fn is_abbreviation(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let length: usize = before.chars().rev().take(8).take_while(|ch| ch.is_alphabetic() || *ch == '.').map(char::len_utf8).sum();
    let (before, word) = before.split_at_checked(at - length).unwrap_or_default();
    // "isn't. The last one": the "t" is a part of a word.
    let in_word = before.strip_suffix('\'').unwrap_or(before).ends_with(char::is_alphanumeric);
    !word.is_empty()
        && !in_word
        && match word {
            "no" | "nr" => next_is_digit(text, at),
            _ if ABBREVIATIONS.contains(&word) => true,
            // One letter is an initial or a list mark, but "I." ends a sentence.
            // So are the parts of "P.O." and "U.K.".
            _ => word != "i" && word.split('.').all(|part| part.chars().count() == 1),
        }
}

/// Whether the next word after the full stop at `at` begins with a digit.
fn next_is_digit(text: &str, at: usize) -> bool {
    text.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(|ch: char| ch.is_ascii_digit()))
}

/// Whether a word of ASCII characters has none of them three times in a row.
fn is_plain(word: &str) -> bool {
    word.is_ascii() && !word.as_bytes().windows(3).any(|three| matches!(three, [one, two, three] if one == two && two == three))
}

struct Tokeniser<'f> {
    folded: &'f FoldedText,
    normal: String,
    tokens: Vec<Token>,
}

impl Tokeniser<'_> {
    /// Adds a written word, as two tokens where it is a contraction.
    fn push(&mut self, place: Range<usize>, before: Break) {
        let written = self.folded.text.get(place.clone()).unwrap_or_default();
        let start = self.normal.len();
        // Most words are written as they are meant.
        if is_plain(written) {
            self.normal.push_str(written);
        } else {
            self.normal.push_str(&meant(written));
        }
        let word = self.normal.get(start..).unwrap_or_default();
        let Some((head, tail, head_chars)) = contraction::split(word) else {
            self.token(start, place, before);
            return;
        };
        self.normal.truncate(start);
        let middle = place.start + written.chars().take(head_chars).map(char::len_utf8).sum::<usize>();
        self.normal.push_str(&head);
        self.token(start, place.start..middle, before);
        let second = if middle < place.end { middle..place.end } else { place };
        let start = self.normal.len();
        self.normal.push_str(tail);
        self.token(start, second, Break::None);
    }

    /// Adds the token whose normal form begins at `start` and is written at `place`.
    fn token(&mut self, start: usize, place: Range<usize>, before: Break) {
        let written = self.folded.text.get(place.clone()).unwrap_or_default();
        let Some(last) = written.chars().next_back() else { return };
        let span = Span { start: self.folded.span(place.start).start, end: self.folded.span(place.end - last.len_utf8()).end };
        let number = written.starts_with(|ch: char| ch.is_ascii_digit());
        self.tokens.push(Token { span, before, number, normal: start..self.normal.len(), sentence: 0, clause: 0 });
    }
}
