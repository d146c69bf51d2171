//! Characters as a reader means them: compatibility forms, look-alikes and marks folded, hidden ones dropped.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;
use super::html::{self, Markup};

/// A text in folded, lower-case characters, with the place of each in the original.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    pub(super) text: String,
    /// What is not one ASCII character for another, in order: between these, places run alike in both texts.
    changes: Vec<Change>,
}

/// A folded character, or none, for some bytes of the original.
#[derive(Debug)]
struct Change {
    folded: Range<usize>,
    original: Span,
}

impl FoldedText {
    /// The bytes of the original that the folded character at a place stands for.
    pub(super) fn span(&self, at: usize) -> Span {
        let before = self.changes.partition_point(|change| change.folded.start <= at);
        match before.checked_sub(1).and_then(|last| self.changes.get(last)) {
            None => Span { start: at, end: at + 1 },
            Some(change) if change.folded.contains(&at) => change.original,
            Some(change) => {
                let start = change.original.end + (at - change.folded.end);
                Span { start, end: start + 1 }
            }
        }
    }

    /// The bytes of the original that a stretch of folded characters stands for.
    pub(super) fn stretch(&self, place: Range<usize>) -> Span {
        if self.changes.is_empty() {
            return Span { start: place.start, end: place.end };
        }
        let last = (place.start..place.end).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(place.start);
        Span { start: self.span(place.start).start, end: self.span(last).end }
    }

    /// Adds a folded character, or none, for some bytes of the original.
    fn change(&mut self, ch: Option<char>, original: Span) {
        let start = self.text.len();
        self.text.extend(ch);
        self.changes.push(Change { folded: start..self.text.len(), original });
    }

    /// A mark belongs to the letter before it: the letter's span grows over it.
    fn grow_last(&mut self, end: usize) {
        let Some(last) = self.text.char_indices().next_back().map(|(at, _)| at) else {
            self.change(None, Span { start: 0, end });
            return;
        };
        let original = Span { end, ..self.span(last) };
        self.changes.truncate(self.changes.partition_point(|change| change.folded.start < last));
        self.changes.push(Change { folded: last..self.text.len(), original });
    }
}

/// Folds every character of `source`.
pub(super) fn fold(source: &str) -> FoldedText {
    let mut folded = FoldedText { text: String::with_capacity(source.len()), ..FoldedText::default() };
    let mut rest = source;
    while let Some(at) = rest.bytes().position(changes) {
        let (same, changed) = rest.split_at_checked(at).unwrap_or_default();
        push_lower(&mut folded.text, same);
        let start = source.len() - changed.len();
        let length = fold_first(changed, start, &mut folded);
        rest = changed.get(length..).unwrap_or_default();
    }
    push_lower(&mut folded.text, rest);
    folded
}

fn push_lower(text: &mut String, ascii: &str) {
    let start = text.len();
    text.push_str(ascii);
    text.get_mut(start..).into_iter().for_each(str::make_ascii_lowercase);
}

/// Whether a byte may be of something that does not stay as it is, but for capitals: no ASCII, a sign for a terminal, markup.
const fn changes(byte: u8) -> bool {
    matches!(byte, 0..=8 | 14..=31 | b'&' | b'<' | 127..)
}

/// Folds what a text begins with, which stands at `start` in the whole one, and gives its length.
fn fold_first(text: &str, start: usize, folded: &mut FoldedText) -> usize {
    let span = |length: usize| Span { start, end: start + length };
    if text.starts_with(['&', '<']) {
        let Some(Markup { length, meant }) = html::read(text) else {
            folded.text.extend(text.chars().next());
            return 1;
        };
        match meant {
            Some(ch) => fold_char_into(ch, span(length), folded),
            None => folded.change(None, span(length)),
        }
        return length;
    }
    let length = first_length(text);
    // A sequence for a terminal, as a whole, is as good as its first sign.
    text.chars().next().into_iter().for_each(|ch| fold_char_into(ch, span(length), folded));
    length
}

/// The bytes of the first character, or of the sequence by which a terminal is told to change colours (ECMA-48, 5.4), as in text that
/// was copied out of one.
fn first_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    if let Some(sequence) = bytes.strip_prefix(b"\x1b[") {
        let parameters = sequence.iter().take_while(|byte| (0x20..0x40).contains(*byte)).count();
        let last = sequence.get(parameters).is_some_and(|last| (0x40..0x7f).contains(last));
        return 2 + parameters + usize::from(last);
    }
    text.chars().next().map_or(0, char::len_utf8)
}

/// Folds a character that stands for some bytes of the original.
fn fold_char_into(ch: char, span: Span, folded: &mut FoldedText) {
    if is_hidden(ch) || ch.is_ascii_control() && !ch.is_whitespace() {
        folded.change(None, span);
    } else if is_combining_mark(ch) {
        folded.grow_last(span.end);
    } else {
        let before = folded.text.len();
        fold_char(ch).for_each(|ch| folded.change(Some(ch), span));
        if folded.text.len() == before {
            folded.change(None, span);
        }
    }
}

/// Whether a character is zero-width, a format character or another without a shape of its own (Unicode's default ignorables).
pub fn is_hidden(ch: char) -> bool {
    matches!(ch,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Compatibility decomposition (NFKD) in lower case without marks; typographic quotes and dashes as ASCII.
fn fold_char(ch: char) -> impl Iterator<Item = char> {
    let ascii = match ch {
        '‘' | '’' | 'ʼ' | '＇' | '´' => Some('\''),
        '“' | '”' | '„' | '«' | '»' => Some('"'),
        '‐' | '‑' | '‒' | '−' => Some('-'),
        'ı' => Some('i'),
        'ł' | 'Ł' => Some('l'),
        'ø' | 'Ø' => Some('o'),
        'đ' | 'Đ' => Some('d'),
        _ => small_capital(ch),
    };
    let expanded = match ch {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        _ => "",
    };
    let decomposed = (ascii.is_none() && expanded.is_empty()).then(|| ch.nfkd());
    ascii
        .into_iter()
        .chain(expanded.chars())
        .chain(decomposed.into_iter().flatten().filter(|ch| !is_combining_mark(*ch)).flat_map(char::to_lowercase))
}

/// The letter that is drawn as a small capital: these have no decomposition.
fn small_capital(ch: char) -> Option<char> {
    const CAPITALS: &str = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ";
    const LETTERS: &str = "abcdefghijklmnopqrstuvwyz";
    CAPITALS.chars().zip(LETTERS.chars()).find(|(capital, _)| *capital == ch).map(|(_, letter)| letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each folded character with its bytes of the original, kept one by one.
    fn one_by_one(source: &str) -> Vec<(char, Span)> {
        let mut chars: Vec<(char, Span)> = Vec::new();
        let mut behind = 0;
        for (start, ch) in source.char_indices() {
            if start < behind {
                continue;
            }
            let rest = source.get(start..).unwrap_or_default();
            let markup = html::read(rest).filter(|_| matches!(ch, '<' | '&'));
            let (length, meant) = markup.map_or((first_length(rest), Some(ch)), |markup| (markup.length, markup.meant));
            behind = start + length;
            let span = Span { start, end: behind };
            let Some(ch) = meant else { continue };
            if ch.is_ascii_control() && !ch.is_whitespace() {
                continue;
            }
            if ch.is_ascii() {
                chars.push((ch.to_ascii_lowercase(), span));
            } else if is_combining_mark(ch) && !is_hidden(ch) {
                chars.last_mut().into_iter().for_each(|(_, last)| last.end = span.end);
            } else if !is_hidden(ch) {
                chars.extend(fold_char(ch).map(|ch| (ch, span)));
            }
        }
        chars
    }

    fn placed(source: &str) -> Vec<(char, Span)> {
        let folded = fold(source);
        folded.text.char_indices().map(|(at, ch)| (ch, folded.span(at))).collect()
    }

    #[test]
    fn marks_belong_to_the_letter_before_them() {
        let span = |start, end| Span { start, end };
        assert_eq!(placed("Ae\u{301}\u{200b}\u{301}b"), [('a', span(0, 1)), ('e', span(1, 9)), ('b', span(9, 10))]);
        assert_eq!(placed("\u{301}\u{200b}aß"), [('a', span(5, 6)), ('s', span(6, 8)), ('s', span(6, 8))]);
    }

    #[test]
    fn what_tells_a_terminal_of_colours_and_small_capitals_hide_nothing() {
        let folded = |source: &str| fold(source).text;
        assert_eq!(folded("au\u{1b}[0;31mto\u{0}\u{8}-\u{1b}ap\u{1b}[K\tply\u{7f}"), "auto-ap\tply");
        assert_eq!(folded("ᴀᴜᴛᴏ-ᴀᴘᴘʟʏ ꜱ\u{1b}["), "auto-apply s");
    }

    proptest! {
        #[test]
        fn places_are_those_of_characters_folded_one_by_one(source in "([aE \u{1b}\\[m0]|\u{301}|\u{200b}|ß|é|Ж|ﬁ|ａ|½|</?[bi]>|&(shy|#x?[0-9]{1,3}|amp);|[<&#;>]|.){0,24}") {
            let chars = one_by_one(&source);
            prop_assert_eq!(placed(&source), chars.as_slice());
            let folded = fold(&source);
            if let (Some((_, first)), Some((_, last))) = (chars.first(), chars.last()) {
                prop_assert_eq!(folded.stretch(0..folded.text.len()), Span { start: first.start, end: last.end });
            }
        }
    }
}
