//! Words that hide: written in pieces, or with figures for letters.

use crate::text::{Break, Document};

/// Whether a token may be a further piece of the word before it: joined by a hyphen or dot, or one letter after another.
pub(super) fn is_piece(document: &Document<'_>, at: usize) -> bool {
    let single = |at: usize| {
        let mut letters = document.word(at).chars();
        letters.next().is_some() && letters.as_str().is_empty()
    };
    let before = document.tokens().get(at).map_or(Break::Sentence, |token| token.before);
    match before {
        Break::Joint => true,
        Break::Space => single(at) && at.checked_sub(1).is_some_and(single),
        _ => false,
    }
}

/// A word with letters in place of the figures that look like them, in each way it can be read; none for one that is no disguised word.
pub(super) fn letters_for_figures(word: &str) -> impl Iterator<Item = String> {
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let disguised = letters >= 2 && letters < word.len() && word.len() >= 3;
    let ones: &[char] = if word.contains('1') { &['i', 'l'] } else { &['i'] };
    let read = |one: char| {
        word.chars()
            .map(|ch| match ch {
                '0' => Some('o'),
                '1' => Some(one),
                '3' => Some('e'),
                '4' => Some('a'),
                '5' => Some('s'),
                '7' => Some('t'),
                ch if ch.is_ascii_alphabetic() => Some(ch),
                _ => None,
            })
            .collect()
    };
    ones.iter().filter(move |_| disguised).filter_map(move |one| read(*one))
}
