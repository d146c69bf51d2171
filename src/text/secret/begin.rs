//! At which words of a text secrets may begin.

use std::iter;

use crate::text::bytes::{self, WORD};

/// Characters in a row that an issuer's format has at least, but for the numbers.
const FORMAT_CHARS: usize = 15;

/// A set of [`super::kinds::KINDS`], each as the bit of its place.
pub(super) type Kinds = u8;

const KEY: Kinds = 1;
const PASSWORD: Kinds = 1 << 1;
const DOCUMENT: Kinds = 1 << 2;
const CARD: Kinds = 1 << 3;
const ACCOUNT: Kinds = 1 << 4;
const BEARER: Kinds = 1 << 5;
/// An issuer's format: these are looked for in the whole text, since a few of them may be as long.
pub(super) const FORMAT: Kinds = 1 << 6;

/// What formats, keys, passwords and documents begin with, by the first letter.
const fn names(letter: u8) -> &'static [(&'static str, Kinds)] {
    match letter.to_ascii_lowercase() {
        b'a' => &[
            ("api", KEY),
            ("access", KEY),
            ("account", DOCUMENT),
            ("aadha", DOCUMENT),
            ("akia", FORMAT),
            ("asia", FORMAT),
            ("aiza", FORMAT),
        ],
        b'b' => &[("bearer", KEY | BEARER), ("bank", DOCUMENT), ("bvn", DOCUMENT)],
        b'c' => &[
            ("client", KEY),
            ("consumer", KEY),
            ("credential", KEY),
            ("cvv", KEY),
            ("contrase", KEY),
            ("cvc", KEY),
            ("curp", DOCUMENT),
            ("cpf", DOCUMENT),
            ("cnic", DOCUMENT),
            ("cnp", DOCUMENT),
        ],
        b'd' => &[("driv", DOCUMENT), ("dni", DOCUMENT), ("dop_v1_", FORMAT)],
        b'e' => &[("eyj", FORMAT)],
        b'g' => &[
            ("ghp_", FORMAT),
            ("gho_", FORMAT),
            ("ghu_", FORMAT),
            ("ghs_", FORMAT),
            ("ghr_", FORMAT),
            ("github_pat_", FORMAT),
            ("glpat-", FORMAT),
        ],
        b'h' => &[("hf_", FORMAT)],
        b'i' => &[("id", DOCUMENT), ("iban", DOCUMENT)],
        b'k' => &[("key", KEY | BEARER)],
        b'n' => &[("national", DOCUMENT), ("nin", DOCUMENT), ("nif", DOCUMENT), ("nie", DOCUMENT), ("nric", DOCUMENT), ("npm_", FORMAT)],
        b'o' => &[("oauth2v2_", FORMAT)],
        b'p' => &[
            ("pass", KEY | PASSWORD | DOCUMENT),
            ("pwd", KEY | PASSWORD),
            ("private", KEY),
            ("public", KEY),
            ("pan", DOCUMENT),
            ("pesel", DOCUMENT),
            ("pk-", FORMAT),
            ("pk_", FORMAT),
        ],
        b'r' => &[("routing", DOCUMENT), ("rk-", FORMAT), ("rk_", FORMAT)],
        b's' => &[
            ("secret", KEY | BEARER),
            ("senha", KEY),
            ("ssn", DOCUMENT),
            ("social", DOCUMENT),
            ("sort", DOCUMENT),
            ("sk-", FORMAT),
            ("sk_", FORMAT),
            ("sg.", FORMAT),
            ("shpat_", FORMAT),
            ("sq0atp_", FORMAT),
        ],
        b't' => &[("token", KEY | BEARER), ("tax", DOCUMENT), ("tin", DOCUMENT)],
        b'x' => &[("xox", FORMAT)],
        b'y' => &[("ya29.", FORMAT)],
        _ => &[],
    }
}

/// For each first byte of a word with which something may begin, the second and the third ones as the bits of two numbers, by their
/// lowest five: most words are told by them.
static NEXT: [[u32; 2]; 256] = {
    let mut next = [[0; 2]; 256];
    let mut first = 0_u8;
    while first < 128 {
        let names = names(first);
        let mut at = 0;
        while at < names.len() {
            let name = names[at].0.as_bytes();
            next[first as usize][0] |= 1 << (name[1] & 31);
            next[first as usize][1] |= if name.len() > 2 { 1 << (name[2] & 31) } else { u32::MAX };
            at += 1;
        }
        match first {
            // Figures of cards, and formats that begin with one letter.
            b'0'..=b'9' | b'M' | b'N' | b'O' => next[first as usize] = [u32::MAX; 2],
            // An account's number: two letters, and figures, whose lowest bits are 16 to 25.
            b'A'..=b'Z' => {
                next[first as usize][0] = u32::MAX;
                next[first as usize][1] |= 0x3ff << 16;
            }
            _ => {}
        }
        first += 1;
    }
    next
};

/// Whether something may begin with a word, by its first three bytes.
fn may_begin(word: &[u8]) -> bool {
    let [first, second, third, ..] = word else { return false };
    let holds = |letters: u32, byte: u8| letters >> (byte & 31) & 1 != 0;
    NEXT.get(usize::from(*first)).is_some_and(|[seconds, thirds]| holds(*seconds, *second) && holds(*thirds, *third))
}

/// Where the words of a text begin with which something else may begin, those inside a name of a program as well: `DB_PASSWORD`, `myToken`.
pub(super) fn word_starts(text: &[u8]) -> impl Iterator<Item = usize> {
    let mut at = 0;
    iter::from_fn(move || {
        loop {
            let inside = at > 0 && text.get(at - 1..=at).is_some_and(|pair| pair.iter().all(|byte| bytes::is(*byte, WORD)));
            let start = if inside { at } else { at + text.get(at..)?.iter().position(|byte| bytes::is(*byte, WORD))? };
            let word = text.get(start..)?;
            at = start + name_part(word);
            if may_begin(word) {
                return Some(start);
            }
        }
    })
}

/// Bytes up to where the next word of a name may begin: behind `_`, or with a capital behind a small letter; else to the end of the word.
fn name_part(word: &[u8]) -> usize {
    let begins = |pair: &[u8]| matches!(pair, [b'_', _] | [b'a'..=b'z', b'A'..=b'Z']);
    let end = bytes::leading(word, WORD);
    let next = word.get(..end).and_then(|word| word.windows(2).position(begins));
    next.map_or(end, |before| before + 1)
}

/// The kinds that may begin where a text goes on with `rest`.
pub(super) fn begun(rest: &[u8]) -> Kinds {
    let first = rest.first().copied().unwrap_or_default();
    let begins = |name: &str| name.len() <= rest.len() && name.bytes().zip(rest).all(|(name, byte)| name == byte.to_ascii_lowercase());
    let named = names(first).iter().find(|(name, _)| begins(name)).map_or(0, |(_, kinds)| *kinds);
    let in_format = |byte: &u8| bytes::is(*byte, WORD) || matches!(byte, b'-' | b'.');
    let long = || rest.get(..FORMAT_CHARS).is_some_and(|start| start.iter().all(in_format));
    match (first, rest) {
        (b'0'..=b'9', [_, _, _, b'-' | b'.', b'0'..=b'9', ..]) => CARD | FORMAT,
        (b'0'..=b'9', _) => CARD,
        (b'A'..=b'Z', [_, b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9', ..]) => named | ACCOUNT | FORMAT,
        (b'M' | b'N' | b'O', _) if long() => named | FORMAT,
        _ if named == FORMAT && !long() => 0,
        _ => named,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_word_is_left_out_with_which_something_may_begin(
            text in "((pass|Key|id|ID|tin|sk-|SG|M|DE|4|41|xox|éa|_|Key|bearer| |[a-zA-Z0-9]{1,3}|[a-zA-Z0-9]{15}|.){0,3}[ .:é]){0,6}"
        ) {
            let bytes = text.as_bytes();
            let starts: Vec<usize> = word_starts(bytes).collect();
            let in_word = |at: usize| bytes.get(at).is_some_and(|byte| bytes::is(*byte, WORD));
            let apart = |before: usize| matches!(&bytes[before..], [b'_', ..] | [b'a'..=b'z', b'A'..=b'Z', ..]);
            let words = (0..bytes.len()).filter(|at| in_word(*at) && !at.checked_sub(1).is_some_and(|before| in_word(before) && !apart(before)));
            let begins = |at: &usize| bytes.get(*at..).is_some_and(|rest| rest.len() > 2 && begun(rest) != 0);
            prop_assert_eq!(starts.iter().copied().filter(begins).collect::<Vec<_>>(), words.filter(begins).collect::<Vec<_>>());
        }
    }
}
