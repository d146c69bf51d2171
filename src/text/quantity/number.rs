//! Numbers in digits and words, with the suffixes and separators of several countries.

use std::ops::Range;

use crate::text::words::{Words, words};
use crate::text::{Break, Document};

/// A number and the tokens that state it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    pub(super) tokens: Range<usize>,
    pub(super) value: f64,
}

/// Words for numbers below a hundred.
static SMALL: Words<f64> = words! {
    "zero" => 0.0,
    "one" => 1.0,
    "two" => 2.0,
    "three" => 3.0,
    "four" => 4.0,
    "five" => 5.0,
    "six" => 6.0,
    "seven" => 7.0,
    "eight" => 8.0,
    "nine" => 9.0,
    "ten" => 10.0,
    "eleven" => 11.0,
    "twelve" => 12.0,
    "thirteen" => 13.0,
    "fourteen" => 14.0,
    "fifteen" => 15.0,
    "sixteen" => 16.0,
    "seventeen" => 17.0,
    "eighteen" => 18.0,
    "nineteen" => 19.0,
    "twenty" => 20.0,
    "thirty" => 30.0,
    "forty" | "fourty" => 40.0,
    "fifty" => 50.0,
    "sixty" => 60.0,
    "seventy" => 70.0,
    "eighty" => 80.0,
    "ninety" => 90.0,
    "dozen" => 12.0,
    "couple" => 2.0,
};

/// Words that multiply what stands before them.
static LARGE: Words<f64> = words! {
    "dozens" | "dozen" => 12.0,
    "hundred" | "hundreds" => 100.0,
    "thousand" | "thousands" | "k" | "grand" => 1e3,
    "lakh" | "lakhs" | "lac" => 1e5,
    "million" | "millions" | "mio" | "mn" => 1e6,
    "crore" | "crores" => 1e7,
    "billion" | "billions" => 1e9,
};

/// Suffixes written together with digits.
static SUFFIXES: Words<f64> = words! {
    "k" => 1e3,
    "m" | "mio" | "mn" => 1e6,
    "l" => 1e5,
    "cr" => 1e7,
    "x" | "+" => 1.0,
};

/// Words with which a number may begin.
pub(super) fn starts() -> impl Iterator<Item = &'static str> {
    let others = ["half", "a", "several", "some", "few", "hundreds", "thousands", "millions"];
    SMALL.names().chain(others)
}

/// All numbers of a text, in order of place; `starts` are the tokens with which one may begin.
pub(super) fn read(document: &Document<'_>, starts: &[usize]) -> Vec<Number> {
    let mut numbers: Vec<Number> = Vec::new();
    for at in starts {
        if numbers.last().is_none_or(|last| last.tokens.end <= *at) {
            numbers.extend(number_at(document, *at));
        }
    }
    numbers
}

/// The number that begins at a token.
pub(super) fn starting_at(numbers: &[Number], at: usize) -> Option<&Number> {
    numbers.binary_search_by_key(&at, |number| number.tokens.start).ok().and_then(|place| numbers.get(place))
}

/// How often an adverb says: "once", "twice" or "thrice".
pub(super) fn times(word: &str) -> Option<f64> {
    match word {
        "once" => Some(1.0),
        "twice" => Some(2.0),
        "thrice" => Some(3.0),
        _ => None,
    }
}

/// The number that starts at a token.
fn number_at(document: &Document<'_>, start: usize) -> Option<Number> {
    let (mut value, mut end) = match digits_at(document, start) {
        Some(found) => found,
        None => words_at(document, start)?,
    };
    // "one and a half million", "two and half hours".
    if let Some(half) = and_a_half(document, end) {
        value += 0.5;
        end = half;
    }
    // "40 thousand", "half a million", "3 crore".
    let mut last = 1.0;
    while let Some(factor) = near(document, end).and_then(|word| LARGE.get(word)) {
        value *= factor;
        last = factor;
        end += 1;
    }
    // "a million and a half": half of a million.
    if last > 1.0
        && let Some(half) = and_a_half(document, end)
    {
        value += last / 2.0;
        end = half;
    }
    Some(Number { tokens: start..end, value })
}

/// One past "and a half" or "and half" at a token.
fn and_a_half(document: &Document<'_>, at: usize) -> Option<usize> {
    let half = at + 1 + usize::from(near(document, at + 1) == Some("a"));
    (near(document, at) == Some("and") && near(document, half) == Some("half")).then_some(half + 1)
}

/// The word at a token, if nothing but a space or hyphen stands before it.
fn near<'d>(document: &'d Document<'_>, at: usize) -> Option<&'d str> {
    document.tokens().get(at).filter(|token| token.before <= Break::Space).map(|_| document.word(at))
}

fn digits_at(document: &Document<'_>, start: usize) -> Option<(f64, usize)> {
    if !document.tokens().get(start)?.number {
        return None;
    }
    let word = document.word(start);
    let split = word.find(|ch: char| !ch.is_ascii_digit() && !matches!(ch, '.' | ',' | '\'')).unwrap_or(word.len());
    let (figures, suffix) = word.split_at_checked(split)?;
    let factor = if suffix.is_empty() { 1.0 } else { SUFFIXES.get(suffix)? };
    let mut text = figures.to_owned();
    let mut end = start + 1;
    // "38 000": groups of three parted by a space.
    while (1..=3).contains(&text.len()) || end > start + 1 {
        let group = near(document, end).filter(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit()));
        match group.filter(|_| document.gap_before(end).chars().all(char::is_whitespace)) {
            Some(group) => text.push_str(group),
            None => break,
        }
        end += 1;
    }
    Some((figures_value(&text)? * factor, end))
}

/// Figures with separators: 1,200 · 1.200 · 400'000 · 1.5 · 1,5 · 1,00,000.
fn figures_value(figures: &str) -> Option<f64> {
    let groups: Vec<&str> = figures.split(['.', ',', '\'']).collect();
    let (first, rest) = groups.split_first()?;
    let thousands =
        rest.last().is_some_and(|last| last.len() == 3) && rest.iter().all(|group| matches!(group.len(), 2 | 3)) && !first.starts_with('0');
    let text = match rest {
        [] => (*first).to_owned(),
        _ if thousands => groups.concat(),
        [fraction] => format!("{first}.{fraction}"),
        _ => {
            // 1,200.50: the last group is a fraction.
            let (last, whole) = groups.split_last()?;
            format!("{}.{last}", whole.concat())
        }
    };
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// A number in words: "forty-one thousand", "half a million", "a hundred", "a couple of thousand".
fn words_at(document: &Document<'_>, start: usize) -> Option<(f64, usize)> {
    let word = document.word(start);
    let next = |at: usize| near(document, at).unwrap_or_default();
    match word {
        "half" if next(start + 1) == "a" && LARGE.get(next(start + 2)).is_some() => return Some((0.5, start + 2)),
        "a" | "several" | "some" | "few" if LARGE.get(next(start + 1)).is_some() => {
            return Some((if word == "a" { 1.0 } else { 3.0 }, start + 1));
        }
        // "Hundreds of" is at least two hundred.
        "hundreds" | "thousands" | "millions" => return LARGE.get(word).map(|value| (2.0 * value, start + 1)),
        _ => {}
    }
    let mut value = SMALL.get(word)?;
    let mut end = start + 1;
    if value >= 20.0
        && let Some(unit) = SMALL.get(next(end)).filter(|unit| (1.0..10.0).contains(unit))
    {
        value += unit;
        end += 1;
    }
    if word == "couple" && next(end) == "of" {
        end += 1;
    }
    // "two hundred and fifty".
    if next(end) == "hundred" {
        value *= 100.0;
        end += 1;
        let joined = end + usize::from(next(end) == "and");
        if let Some((rest, rest_end)) = SMALL.get(next(joined)).filter(|rest| *rest < 100.0).map(|rest| (rest, joined + 1)) {
            value += rest;
            end = rest_end;
        }
    }
    Some((value, end))
}

/// The second number of a range: "2-3", "2 to 3", "2 or 3".
pub(super) fn range_end<'n>(document: &Document<'_>, numbers: &'n [Number], first: &Number) -> Option<&'n Number> {
    let end = first.tokens.end;
    let hyphen = matches!(document.gap_before(end).trim(), "-" | "–");
    let second = starting_at(numbers, if hyphen { end } else { end + 1 })?;
    (hyphen || matches!(document.word(end), "to" | "or")).then_some(second).filter(|second| second.value > first.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: &Document<'_>) -> Vec<Number> {
        super::read(document, &super::super::Starts::of(document).amounts)
    }

    #[test]
    fn digits_and_words_of_many_countries() {
        for (text, value) in [
            ("40,000", 40_000.0),
            ("1.200", 1_200.0),
            ("400'000", 400_000.0),
            ("38 000", 38_000.0),
            ("50k", 50_000.0),
            ("1.5", 1.5),
            ("2,5", 2.5),
            ("forty-one thousand", 41_000.0),
            ("half a million", 500_000.0),
            ("two hundred and fifty", 250.0),
            ("1,00,000", 100_000.0),
            ("3 lakh", 300_000.0),
            ("a hundred", 100.0),
            ("a dozen", 12.0),
            ("1.2 million", 1_200_000.0),
            ("two crore", 2e7),
            ("a million and a half", 1_500_000.0),
            ("one and a half million", 1_500_000.0),
        ] {
            let numbers = read(&Document::new(text));
            assert_eq!(numbers.first().map(|number| number.value), Some(value), "{text}");
        }
    }

    #[test]
    fn every_number_has_a_token() {
        let document = Document::new("Every day, millions of users at thousands, hundreds");
        assert!(read(&document).iter().all(|number| !number.tokens.is_empty()));
    }

    #[test]
    fn words_with_digits_are_no_numbers() {
        for text in ["b2b", "24h", "3rd", "n8n", "no numbers"] {
            assert_eq!(read(&Document::new(text)), [], "{text}");
        }
    }
}
