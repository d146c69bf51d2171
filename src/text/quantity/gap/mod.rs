//! Gaps of use: the longest time between two times of use that a text states, in days.

mod resting;
mod year;

use std::cell::OnceCell;
use std::ops::Range;

use super::number::{Number, range_end, starting_at, times};
use super::{Quantity, Unit};
use crate::text::Document;
use resting::resting_sentences;
use year::{SEASONS, during, several_months, times_of_year, until_next};

/// Days from which a gap is a long one.
const LONG: f64 = 180.0;
/// Days in a year.
const YEAR: f64 = 365.0;
/// Days that a use at a season lasts: a quarter of a year.
const SEASON: f64 = 91.0;
/// Days that a use in a named month lasts. A stated number of months is so many twelfths of a year.
const MONTH: f64 = 30.0;

/// Which of several years or seasons is meant, and how many lie between two of them.
const ORDINALS: &[(&str, f64)] = &[("other", 2.0), ("second", 2.0), ("third", 3.0), ("fourth", 4.0), ("fifth", 5.0)];

/// Adjectives of what comes once in several years, and how many these are.
const IN_YEARS: &[(&str, f64)] =
    &[("biennial", 2.0), ("biennially", 2.0), ("triennial", 3.0), ("triennially", 3.0), ("quadrennial", 4.0), ("quadrennially", 4.0)];

/// What lies between two times of use.
const BETWEEN: &[&str] = &[
    "break",
    "breaks",
    "pause",
    "pauses",
    "gap",
    "gaps",
    "interruptions",
    "interval",
    "intervals",
    "rest",
    "silence",
    "sleep",
    "standstill",
];
/// Words for a length of time, which may be one of rest.
const SPANS: &[&str] = &["period", "periods", "span", "stretch", "time", "phase", "least", "most", "up"];

/// Words with which a gap may begin; a number may as well.
pub(super) const STARTS: &[&str] = &[
    "once",
    "twice",
    "thrice",
    "annually",
    "yearly",
    "biennial",
    "biennially",
    "quadrennial",
    "quadrennially",
    "semiannually",
    "triennial",
    "triennially",
    "biannually",
    "only",
    "just",
    "solely",
    "each",
    "every",
    "odd",
    "even",
    "leap",
    "until",
    "till",
    "in",
];

/// All statements of how long the gaps are; `starts` are the tokens with which one may begin.
pub(super) fn read(document: &Document<'_>, numbers: &[Number], starts: &[usize]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let resting = OnceCell::new();
    let rests = |at: usize| {
        let resting = resting.get_or_init(|| resting_sentences(document));
        resting.get(document.sentence_number(at)).copied().unwrap_or(false)
    };
    for at in starts.iter().copied() {
        if found.last().is_some_and(|last| last.tokens.end > at) {
            continue;
        }
        if let Some((tokens, days)) = gap_at(document, numbers, &rests, at) {
            found.push(Quantity { tokens, amount: days, unit: Unit::DaysBetweenUses, sum: String::new() });
        }
    }
    found
}

fn gap_at(document: &Document<'_>, numbers: &[Number], rests: &dyn Fn(usize) -> bool, at: usize) -> Option<(Range<usize>, f64)> {
    let word = |at: usize| document.word(at);
    let number = |at: usize| starting_at(numbers, at);
    if let Some(times) = times(word(at))
        && matches!(word(at + 1), "a" | "per" | "each" | "every")
        && word(at + 2) == "year"
    {
        return Some((at..at + 3, YEAR / times));
    }
    match word(at) {
        // "once in three years"
        "once" if word(at + 1) == "in" => {
            let number = number(at + 2)?;
            let days = unit_days(word(number.tokens.end))?;
            Some((at..number.tokens.end + 1, number.value * days))
        }
        "annually" | "yearly" if !is_adjective(document, at) => Some((at..at + 1, YEAR)),
        "semiannually" | "biannually" => Some((at..at + 1, YEAR / 2.0)),
        "only" | "just" | "solely" => during(document, at + 1).map(|(end, days)| (at..end, days)),
        "each" | "every" => every(document, numbers, at),
        // "in odd years"
        "odd" | "even" | "leap" if matches!(word(at + 1), "year" | "years") => Some((at..at + 2, 2.0 * YEAR)),
        // "dark until the following May"
        "until" | "till" if rests(at) => until_next(document, at),
        // "in January, in June and in November": three times or more are told as all there are.
        "in" => several_months(document, at),
        _ => {
            if let Some((_, years)) = IN_YEARS.iter().find(|(known, _)| *known == word(at)) {
                return Some((at..at + 1, years * YEAR));
            }
            number_of_units(document, numbers, rests, at)
        }
    }
}

/// "six months between", "two times a year", "for eight months nobody uses it".
fn number_of_units(document: &Document<'_>, numbers: &[Number], rests: &dyn Fn(usize) -> bool, at: usize) -> Option<(Range<usize>, f64)> {
    let word = |at: usize| document.word(at);
    let number = starting_at(numbers, at)?;
    let end = number.tokens.end;
    if matches!(word(end), "time" | "times") && matches!(word(end + 1), "a" | "per") && word(end + 2) == "year" && number.value >= 1.0 {
        return Some((at..end + 3, YEAR / number.value));
    }
    // "it is quiet, four months at most": no more than that lies between. Logs are kept so long as well.
    if let (Some(bound), Some(days)) = (bound_after(document, end + 1), unit_days(word(end)))
        && (rests(at) || document.sentence_of(at).any(|at| matches!(document.word(at), "quiet" | "silent" | "used" | "idle")))
    {
        return Some((at..bound, number.value * days)).filter(|(_, days)| *days < LONG);
    }
    // "for eight or nine months it lies switched off"
    let left_over = at.checked_sub(1).is_some_and(|before| matches!(word(before), "other" | "remaining" | "rest"));
    // "breaks of 200 days"
    let of = at.checked_sub(2).filter(|_| word(at - 1) == "of").map(word);
    let between = of.is_some_and(|noun| BETWEEN.contains(&noun));
    // "The phone is switched off, and I lost a client of four years" says how long something else has lasted.
    let days = unit_days(word(end)).filter(|_| left_over || between || of.is_none_or(|noun| SPANS.contains(&noun)) && rests(at))?;
    Some((at..end + 1, number.value * days))
}

/// One past "at most", "at the most" or "or less" at a token.
fn bound_after(document: &Document<'_>, at: usize) -> Option<usize> {
    let phrases: [&[&str]; 3] = [&["at", "most"], &["at", "the", "most"], &["or", "less"]];
    let says = |phrase: &&&[&str]| (at..).zip(phrase.iter()).all(|(at, word)| document.word(at) == *word);
    phrases.iter().find(says).map(|phrase| at + phrase.len())
}

/// The days of a unit of time.
fn unit_days(word: &str) -> Option<f64> {
    match word {
        "year" | "years" => Some(YEAR),
        "month" | "months" => Some(YEAR / 12.0),
        "week" | "weeks" => Some(7.0),
        "day" | "days" => Some(1.0),
        _ => None,
    }
}

/// `yearly budget`: an adjective of a thing, not an adverb of use.
fn is_adjective(document: &Document<'_>, at: usize) -> bool {
    let same_clause = document.clause_of(at).contains(&(at + 1));
    let adverb_follows = matches!(document.word(at + 1), "in" | "at" | "for" | "to" | "and" | "when" | "before" | "after" | "by" | "on");
    document.word(at) == "yearly" && same_clause && !adverb_follows
}

/// `every year`, `every two years`, `every six months`, `each December`, `every January and August`, `every winter`.
fn every(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(Range<usize>, f64)> {
    let word = |at: usize| document.word(at);
    if word(at + 1) == "year" {
        return Some((at..at + 2, YEAR));
    }
    if let Some(years) = ORDINALS.iter().find_map(|(ordinal, years)| (*ordinal == word(at + 1)).then_some(*years))
        && (word(at + 2) == "year" || SEASONS.contains(&word(at + 2)))
    {
        return Some((at..at + 3, years * YEAR - SEASON));
    }
    // "every 1st of February"
    if word(at + 1).starts_with(|ch: char| ch.is_ascii_digit())
        && let Some((end, days)) = times_of_year(document, at + 2 + usize::from(word(at + 2) == "of"))
    {
        return Some((at..end, days));
    }
    if let Some(number) = starting_at(numbers, at + 1) {
        // "every nine or ten months"
        let number = range_end(document, numbers, number).unwrap_or(number);
        let end = number.tokens.end;
        let days = unit_days(word(end))?;
        return Some((at..end + 1, number.value * days));
    }
    times_of_year(document, at + 1).map(|(end, days)| (at..end, days))
}

#[cfg(test)]
mod tests;
