//! Characters as a reader means them: compatibility forms, look-alikes and marks folded, hidden ones dropped.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A folded, lower-case character and the bytes of the original it stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    pub(super) ch: char,
    pub(super) span: Span,
}

/// A text in folded characters, with the characters that no reader sees.
#[derive(Debug, Default)]
pub(super) struct FoldedText {
    pub(super) chars: Vec<Folded>,
    pub(super) hidden: Vec<Span>,
}

/// Folds every character of `source`.
pub(super) fn fold(source: &str) -> FoldedText {
    let mut text = FoldedText { chars: Vec::with_capacity(source.len()), hidden: Vec::new() };
    for (start, ch) in source.char_indices() {
        let span = Span { start, end: start + ch.len_utf8() };
        if ch.is_ascii() {
            text.chars.push(Folded { ch: ch.to_ascii_lowercase(), span });
        } else if is_hidden(ch) {
            text.hidden.push(span);
        } else if is_combining_mark(ch) {
            // The mark belongs to the letter before it: the letter's span grows over it.
            if let Some(last) = text.chars.last_mut() {
                last.span.end = span.end;
            }
        } else {
            text.chars.extend(fold_char(ch).map(|ch| Folded { ch, span }));
        }
    }
    text
}

/// Zero-width, format and other characters without a shape of their own (Unicode's default ignorables).
fn is_hidden(ch: char) -> bool {
    matches!(ch,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Compatibility decomposition (NFKD) in lower case without marks; typographic quotes and dashes as ASCII.
fn fold_char(ch: char) -> impl Iterator<Item = char> {
    let ascii = match ch {
        '‘' | '’' | 'ʼ' | '＇' | '`' | '´' => Some('\''),
        '“' | '”' | '„' | '«' | '»' => Some('"'),
        '‐' | '‑' | '‒' | '−' => Some('-'),
        'ı' => Some('i'),
        'ł' | 'Ł' => Some('l'),
        'ø' | 'Ø' => Some('o'),
        'đ' | 'Đ' => Some('d'),
        _ => None,
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

/// The letters of a word as they are meant: look-alikes of other scripts in a Latin word, and letters drawn out ("autooo").
pub(super) fn meant(chars: &[Folded]) -> impl Iterator<Item = char> {
    let mixed = chars.iter().any(|folded| folded.ch.is_ascii_alphabetic()) && chars.iter().any(|folded| look_alike(folded.ch).is_some());
    let drawn_out = |at: usize| {
        let ch = |at: usize| chars.get(at).map(|folded| folded.ch);
        // English has no letter three times in a row.
        let same = |one: usize, other: usize| ch(one).is_some_and(char::is_alphabetic) && ch(one) == ch(other);
        at > 0 && same(at, at - 1) && (same(at, at + 1) || at > 1 && same(at, at - 2))
    };
    chars
        .iter()
        .enumerate()
        .filter(move |(at, _)| !drawn_out(*at))
        .map(move |(_, folded)| look_alike(folded.ch).filter(|_| mixed).unwrap_or(folded.ch))
}

/// The Latin letter that a Cyrillic or Greek one looks like (Unicode's confusables, lower case).
fn look_alike(ch: char) -> Option<char> {
    Some(match ch {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' | 'є' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' | 'ї' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'ո' | 'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' | 'ц' => 'u',
        'ν' | 'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    })
}
