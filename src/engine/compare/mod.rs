//! Form against profile: the same field, word by word after normalisation, with strsim.
//!
//! No mismatch: word order, case, diacritics, abbreviations, a word present on one side only where the other says more. What is left
//! over in the form and stands nowhere in the profile is the difference.

mod words;

use std::borrow::Cow;
use std::ops::Range;

use crate::engine::reading::{Reading, TextReading};
use crate::rule::{Field, Input};
use words::{COUNTRIES, NICKNAMES, OTHER_COUNTRIES, SAME, SKIPPED};

/// Similarity of two words one letter apart, a nickname, or an initial.
const NEAR: f64 = 0.9;
/// Similarity of two addresses that differ in one word with a figure.
const OTHER_HOUSE: f64 = 0.6;

/// A field that both state, and how alike the two are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    /// The tokens of the value in the form.
    pub(super) tokens: Range<usize>,
    /// 1 the same, near 1 a nickname, initials or a typo, 0 another.
    pub(super) similarity: f64,
}

/// How a field of the form compares with the profile; nothing where one of them does not state it.
pub(super) fn differences(reading: &Reading<'_>, field: Field) -> Vec<Difference> {
    let (Some(form), Some(profile)) = (reading.text(Input::Form), reading.text(Input::Profile)) else { return Vec::new() };
    let stated = |input: Input| reading.fields(input).iter().filter(move |found| found.field == field);
    let in_profile: Vec<String> = stated(Input::Profile).flat_map(|found| words(profile, &found.tokens)).collect();
    let anywhere: Vec<String> = words(profile, &(0..profile.document.tokens().len()));
    stated(Input::Form)
        .filter_map(|found| {
            let wanted = words(form, &found.tokens);
            // Where the profile does not state a field of its own, its whole text is asked: cities stand inside addresses.
            let known = if in_profile.is_empty() || matches!(field, Field::City | Field::Country | Field::Address) {
                &anywhere
            } else {
                &in_profile
            };
            let given = !in_profile.is_empty()
                || matches!(field, Field::City | Field::Country)
                    && reading.fields(Input::Profile).iter().any(|other| other.field == Field::Address);
            (given && !wanted.is_empty())
                .then(|| Difference { tokens: found.tokens.clone(), similarity: similarity(field, &wanted, known) })
        })
        .collect()
}

/// The words of a range that count in a comparison: without punctuation, abbreviations as their long form.
fn words(text: &TextReading<'_>, range: &Range<usize>) -> Vec<String> {
    range.clone().map(|at| long_form(text.document.word(at)).to_owned()).collect()
}

fn long_form(word: &str) -> &str {
    let word = cardinal(word.strip_suffix("'s").unwrap_or(word));
    SAME.iter().find(|row| row.contains(&word)).and_then(|row| row.first()).map_or(word, |first| first)
}

/// The figure of an ordinal: "3rd", and "2º" as it is folded. The "a" of "2ª" may be that of a house.
fn cardinal(word: &str) -> &str {
    let figure = ["o", "st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    figure.filter(|figure| !figure.is_empty() && figure.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(word)
}

/// How alike the words of a form field are to those of the profile, 0 to 1.
fn similarity(field: Field, form: &[String], profile: &[String]) -> f64 {
    match field {
        Field::Country => country(form, profile),
        Field::Email => {
            if profile.windows(form.len().max(1)).any(|window| window == form) {
                1.0
            } else {
                0.0
            }
        }
        Field::Address => {
            let left: Vec<&String> = left_over(form, profile).into_iter().filter(|word| !is_country(word)).collect();
            match left.len() {
                0 => 1.0,
                // One word of an address is a slip; a figure is another house.
                1 if left.iter().all(|word| word.chars().all(char::is_alphabetic)) => NEAR,
                1 => OTHER_HOUSE,
                _ => 0.0,
            }
        }
        _ => form.iter().filter(|word| counts(word)).map(|word| best(word, profile)).fold(1.0, f64::min),
    }
}

/// The words of the form that the profile does not say.
fn left_over<'f>(form: &'f [String], profile: &[String]) -> Vec<&'f String> {
    let joined = |word: &str| {
        // "wc1n1jy" and "WC1N 1JY", "60a-12" and "60 A 12".
        (2..=3).any(|length| profile.windows(length).any(|window| window.concat() == word))
    };
    let parts_joined = |at: usize| {
        let pair = |from: usize| form.get(from..from + 2).is_some_and(|pair| profile.contains(&pair.concat()));
        pair(at) || at > 0 && pair(at - 1)
    };
    form.iter()
        .enumerate()
        .filter(|(at, word)| counts(word) && best(word, profile) < NEAR && !joined(word) && !parts_joined(*at))
        .map(|(_, word)| word)
        .collect()
}

/// Whether a word counts in a comparison at all.
fn counts(word: &str) -> bool {
    let foreign_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && !word.is_ascii();
    !(foreign_letter || SKIPPED.contains(&word))
}

/// How well the profile matches one word: the same, near, or not at all.
fn best(word: &str, profile: &[String]) -> f64 {
    if profile.iter().any(|other| other == word) {
        return 1.0;
    }
    if profile.iter().any(|other| is_near(word, other)) { NEAR } else { 0.0 }
}

/// One letter apart, an initial, or a nickname. Figures have to be the same.
fn is_near(one: &str, other: &str) -> bool {
    if one.chars().any(|ch| ch.is_ascii_digit()) || other.chars().any(|ch| ch.is_ascii_digit()) {
        return false;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let typo = one.len().min(other.len()) >= 4 && is_typo(one, other);
    let nickname = NICKNAMES.iter().any(|row| row.contains(&one) && row.contains(&other));
    typo || nickname || initial(one, other) || initial(other, one) || romanised(one) == romanised(other)
}

/// Whether two words are a letter apart, or two that changed places. What both begin and end with makes no difference: words that are
/// far apart are told at once, however many there are.
fn is_typo(one: &str, other: &str) -> bool {
    let length = |same: (char, char)| same.0.len_utf8();
    let alike = |letters: &(char, char)| letters.0 == letters.1;
    let start: usize = one.chars().zip(other.chars()).take_while(alike).map(length).sum();
    let (one, other) = (one.get(start..).unwrap_or_default(), other.get(start..).unwrap_or_default());
    let end: usize = one.chars().rev().zip(other.chars().rev()).take_while(alike).map(length).sum();
    let (one, other) = (without_end(one, end), without_end(other, end));
    let short = |word: &str| word.chars().nth(2).is_none();
    short(one) && short(other) && strsim::damerau_levenshtein(one, other) <= 1
}

/// A word without so many bytes at its end.
fn without_end(word: &str, bytes: usize) -> &str {
    word.len().checked_sub(bytes).and_then(|end| word.get(..end)).unwrap_or_default()
}

/// German and Scandinavian letters are written in two ways: Mueller, Müller.
fn romanised(word: &str) -> Cow<'_, str> {
    let pairs = [("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a")];
    if !pairs.iter().any(|(pair, _)| word.contains(pair)) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(pairs.iter().fold(word.to_owned(), |word, (pair, letter)| word.replace(pair, letter)))
}

fn is_country(word: &str) -> bool {
    COUNTRIES.iter().flat_map(|row| row.iter()).any(|name| *name == word)
}

/// Words that a country has at most; what is longer is an address, which may name none.
const COUNTRY_WORDS: usize = 4;

/// A country that the profile names by any of its names; where the profile names no country, nothing can differ.
fn country(form: &[String], profile: &[String]) -> f64 {
    let says = |text: &[String], name: &str| {
        let name: Vec<&str> = name.split(' ').collect();
        text.windows(name.len()).any(|window| window.iter().zip(&name).all(|(word, name)| word == name))
    };
    let names_a_country = || {
        let all = COUNTRIES.iter().flat_map(|row| row.iter().copied()).chain(OTHER_COUNTRIES.split('|'));
        // Codes of two letters are words and states as well: "LA", "de".
        all.filter(|name| name.len() > 2 || matches!(*name, "uk" | "us")).any(|name| says(profile, name))
    };
    let same = COUNTRIES.iter().any(|row| row.iter().any(|name| says(form, name)) && row.iter().any(|name| says(profile, name)));
    let unnamed = profile.len() > COUNTRY_WORDS && !names_a_country();
    if same || unnamed || form.iter().filter(|word| counts(word)).all(|word| best(word, profile) >= NEAR) { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn alike(field: Field, form: &str, profile: &str) -> f64 {
        let words = |text: &str| {
            let document = crate::text::Document::new(text);
            document.words().map(|word| long_form(word).to_owned()).collect::<Vec<_>>()
        };
        similarity(field, &words(form), &words(profile))
    }

    #[test]
    fn what_is_no_mismatch() {
        for (field, form, profile) in [
            (Field::Name, "OKONKWO, Chidiebere", "Chidiebere Emmanuel Okonkwo"),
            (Field::Name, "Jose Pena", "José Ángel Peña Núñez"),
            (Field::Address, "11 Rumuola Rd, Flat 6, Port Harcourt", "Flat 6, 11 Rumuola Road, Port Harcourt 500102"),
            (Field::Address, "Herbrand St, London wc1n1jy", "Herbrand Street, London WC1N 1JY"),
            (Field::Address, "C. Alamo 8, 2 B, Sevilla 41003", "Calle Álamo 8, 2º B, 41003 Sevilla, Spain"),
            (Field::Address, "12 Main St, floor 3, Leeds", "12 Main Street, 3rd floor, Leeds"),
            (Field::Country, "UK", "12 Main Street, Leeds, England"),
            (Field::Country, "USA", "2218 Coliseum Street, New Orleans, LA 70130"),
        ] {
            assert!((alike(field, form, profile) - 1.0).abs() < f64::EPSILON, "{form} / {profile}");
        }
    }

    proptest! {
        #[test]
        fn a_typo_is_what_is_at_most_one_change_away(one in "[abcé]{0,6}", other in "[abcé]{0,6}") {
            prop_assert_eq!(is_typo(&one, &other), strsim::damerau_levenshtein(&one, &other) <= 1);
        }
    }

    #[test]
    fn near_misses_and_mismatches() {
        assert!((alike(Field::Name, "Jonathan Whitaker", "Jonathan Whittaker") - NEAR).abs() < f64::EPSILON);
        assert!((alike(Field::Name, "Bob Smith", "Robert Smith") - NEAR).abs() < f64::EPSILON);
        assert!(alike(Field::Name, "Ann Smith", "Ann Jones") < 0.5);
        assert!(alike(Field::Country, "Kenya", "12 Main Street, Ikeja, Lagos, Nigeria") < 0.5);
        assert!(alike(Field::Address, "9 Other Lane, Leeds", "12 Main Street, Leeds") < 0.5);
    }
}
