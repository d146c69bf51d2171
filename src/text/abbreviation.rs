//! Full stops that end no sentence.

use super::words::{Words, words};

/// Words whose full stop does not end a sentence; of some this holds only before a figure.
static ABBREVIATIONS: Words<bool> = words! {
    "e.g" | "i.e" | "eg" | "ie" | "approx" | "ca" | "vs" | "mr" | "mrs" | "ms" | "dr" | "st" | "str" | "resp" | "incl" | "excl" | "max"
        | "min" | "ul" | "jl" | "prof" | "cf" | "av" | "ave" | "blvd" | "rd" | "apt" | "vul" | "kv" | "blk" | "bldg" | "ste" | "bul" | "ap" | "appt" | "int" | "fl" | "unit" | "sok" | "cad" | "mah" | "nam" | "pl"
        | "jr" | "sec" | "gg" | "kav" | "kel" | "kec" | "jln" | "tp" | "brgy" | "calz" | "leil" | "lgh" | "izq" | "dcha" | "dto" | "depto" | "pta" | "esc" | "bl" | "edif" | "dpto" | "urb" => false,
    "no" | "nr" | "pr" => true,
};
/// Letters that the longest of them has.
const ABBREVIATION_LETTERS: usize = 6;

/// Whether the full stop at `at` belongs to an abbreviation, as in "e.g.", "approx." or an initial.
pub(super) fn is_abbreviation(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| !ends_long(before) && ends_short(before, text.get(at + 1..).unwrap_or_default()))
}

/// Whether a text ends with several letters that are no abbreviation, as it does at most full stops.
fn ends_long(text: &str) -> bool {
    let letters = text.bytes().rev().take(ABBREVIATION_LETTERS + 1).take_while(u8::is_ascii_alphabetic).count();
    letters > 1 && text.get(text.len() - letters..).is_some_and(|word| !ABBREVIATIONS.contains(word) && !word.ends_with("str"))
}

/// Whether a text ends with an abbreviation or initial, where a full stop and `behind` follow.
fn ends_short(text: &str, behind: &str) -> bool {
    let length: usize = text.chars().rev().take(8).take_while(|ch| ch.is_alphabetic() || *ch == '.').map(char::len_utf8).sum();
    let (before, word) = text.split_at_checked(text.len() - length).unwrap_or_default();
    // "isn't. The last one": the "t" is a part of a word.
    let in_word = before.strip_suffix('\'').unwrap_or(before).ends_with(char::is_alphanumeric);
    let before_figure = || behind.trim_start().starts_with(|ch: char| ch.is_ascii_digit());
    // "Meisterstr. 85"
    if word.ends_with("str") && before_figure() {
        return true;
    }
    !word.is_empty()
        && !in_word
        && match ABBREVIATIONS.get(word) {
            Some(needs_figure) => !needs_figure || before_figure(),
            // One letter is an initial or a list mark, but "I." ends a sentence.
            // So are the parts of "P.O." and "U.K.".
            None => word != "i" && word.split('.').all(|part| part.chars().count() == 1),
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_abbreviation_ends_long(text in "(e\\.g|approx|prof|no|[a-z]{1,8}|é|[ .'-]){0,4}") {
            prop_assert!(!(ends_long(&text) && ends_short(&text, " 1")));
        }
    }

    #[test]
    fn abbreviations_are_no_longer_than_is_looked_at() {
        assert!(ABBREVIATIONS.names().all(|word| word.len() <= ABBREVIATION_LETTERS && ends_short(word, " 1")));
    }
}
