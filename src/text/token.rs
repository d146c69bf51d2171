//! Words and numbers of a text, each with its normal form and its place.

use std::borrow::Cow;
use std::ops::Range;

use super::abbreviation::is_abbreviation;
use super::bytes::{self, ALPHANUMERIC};
use super::fold::FoldedText;
use super::look_alike::meant;
use super::{Span, contraction};

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
    /// A semicolon, colon, dash, arrow or bracket.
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

/// Splits a folded text into tokens. Gives the normal forms that are not as written, one after the other, and the tokens: those forms have
/// their places behind the folded text.
pub(super) fn tokenise(source: &str, folded: &FoldedText) -> (String, Vec<Token>) {
    let text = folded.text.as_str();
    let mut tokeniser = Tokeniser::new(folded);
    let mut at = 0;
    let mut before = Break::Sentence;
    while let Some(first) = char_at(text, at) {
        if first == ' ' {
            before = before.max(Break::Space);
            at += 1;
        } else if first.is_alphanumeric() {
            let end = word_end(text, at);
            tokeniser.push(at..end, before);
            before = Break::None;
            at = end;
        } else if first == '-'
            && let Some(next) = divided_word(text, at)
        {
            before = before.max(Break::Joint);
            at = next;
        } else {
            before = before.max(break_at(source, folded, at, first));
            at += first.len_utf8();
        }
    }
    (tokeniser.meant, tokeniser.tokens)
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
        at += bytes::leading(text.as_bytes().get(at..).unwrap_or_default(), ALPHANUMERIC);
        let Some(ch) = char_at(text, at).filter(|ch| *ch != ' ') else { break };
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
        ';' | '(' | ')' | '[' | ']' | '{' | '}' | '–' | '—' | '→' | '⇒' | '|' | '"' => Break::Clause,
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
        None | Some('\n' | '-' | '*' | '•' | '·' | '–' | '—' | '+' | '#' | '>' | '|' | '[') => Break::Sentence,
        // Arrows, boxes, dingbats, emoji.
        Some(sign) if sign >= '\u{2190}' && !sign.is_alphanumeric() => Break::Sentence,
        // "(ii) …"
        Some('(') if line.clone().skip_while(char::is_ascii_alphanumeric).take(1).eq([')']) => Break::Sentence,
        // "1. …", "a) …"
        Some(number) if number.is_ascii_alphanumeric() && line.clone().next() == Some(')') => Break::Sentence,
        Some(digit) if digit.is_ascii_digit() => match line.next() {
            Some('.') => Break::Sentence,
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

/// Whether a letter of ASCII stands three times in a row.
fn is_drawn_out(text: &str) -> bool {
    let from = |at: usize| text.as_bytes().get(at..).unwrap_or_default();
    let letters = from(0).iter().zip(from(1)).zip(from(2));
    #[allow(clippy::needless_bitwise_bool, reason = "many bytes are compared at a time where no comparison is left out")]
    letters.fold(false, |found, ((one, two), three)| found | ((one == two) & (two == three) & one.is_ascii_alphabetic()))
}

struct Tokeniser<'f> {
    folded: &'f FoldedText,
    /// Whether a word may hold what is not ASCII, or letters drawn out.
    others: bool,
    drawn_out: bool,
    meant: String,
    tokens: Vec<Token>,
}

impl<'f> Tokeniser<'f> {
    fn new(folded: &'f FoldedText) -> Self {
        let text = folded.text.as_str();
        let tokens = Vec::with_capacity(text.len() / WORD_BYTES);
        Self { folded, others: !text.is_ascii(), drawn_out: is_drawn_out(text), meant: String::new(), tokens }
    }

    /// Adds a written word, as two tokens where it is a contraction.
    fn push(&mut self, place: Range<usize>, before: Break) {
        let written = self.folded.text.get(place.clone()).unwrap_or_default();
        let word = self.word(written);
        let Some((head, tail, head_chars)) = contraction::split(&word) else {
            let normal = if let Cow::Owned(meant) = word { self.normal(&meant) } else { place.clone() };
            self.token(normal, place, before);
            return;
        };
        let middle = place.start + written.chars().take(head_chars).map(char::len_utf8).sum::<usize>();
        let first = self.normal(head);
        let second = self.normal(tail);
        self.token(first, place.start..middle, before);
        self.token(second, if middle < place.end { middle..place.end } else { place }, Break::None);
    }

    /// A word as it is meant. Most are written so.
    fn word(&self, written: &'f str) -> Cow<'f, str> {
        let plain = !(self.others && !written.is_ascii() || self.drawn_out && is_drawn_out(written));
        if plain { Cow::Borrowed(written) } else { Cow::Owned(meant(written)) }
    }

    /// The place of a normal form that is not as written.
    fn normal(&mut self, word: &str) -> Range<usize> {
        let start = self.folded.text.len() + self.meant.len();
        self.meant.push_str(word);
        start..start + word.len()
    }

    /// Adds the token whose normal form is at `normal` and that is written at `place`.
    fn token(&mut self, normal: Range<usize>, place: Range<usize>, before: Break) {
        let number = self.folded.text.as_bytes().get(place.start).is_some_and(u8::is_ascii_digit);
        self.tokens.push(Token { span: self.folded.stretch(place), before, number, normal, sentence: 0, clause: 0 });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fold::fold;
    use super::*;

    proptest! {
        #[test]
        fn what_is_told_at_one_look_is_told_right(text in "([a-c]|ooo|é|е|\u{301}|\u{200b}|'|[0-9]|[ .-]|.){0,24}") {
            let folded = fold(&text);
            let tokeniser = Tokeniser::new(&folded);
            for word in folded.text.split(' ') {
                prop_assert_eq!(tokeniser.word(word), meant(word));
            }
            let thrice = |three: &[u8]| matches!(three, [one, two, three] if one == two && two == three && one.is_ascii_alphabetic());
            prop_assert_eq!(is_drawn_out(&folded.text), folded.text.as_bytes().windows(3).any(thrice));
        }
    }
}
