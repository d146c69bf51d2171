//! Times of the year, and the longest gap that a use at them leaves.

use std::ops::Range;

use super::{LONG, MONTH, SEASON, YEAR};
use crate::text::Document;

/// Months with the day of the year they begin on.
const MONTHS: &[(&str, f64)] = &[
    ("january", 0.0),
    ("february", 31.0),
    ("march", 59.0),
    ("april", 90.0),
    ("may", 120.0),
    ("june", 151.0),
    ("july", 181.0),
    ("august", 212.0),
    ("september", 243.0),
    ("october", 273.0),
    ("november", 304.0),
    ("december", 334.0),
];

/// Times of the year that come once: a use then and only then leaves the rest of the year out.
pub(super) const SEASONS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "winter",
    "christmas",
    "xmas",
    "easter",
    "ramadan",
    "diwali",
    "thanksgiving",
    "harvest",
    "halloween",
    "advent",
    "carnival",
];

/// `until the following May`, `until next spring`: all of the year but that time.
pub(super) fn until_next(document: &Document<'_>, at: usize) -> Option<(Range<usize>, f64)> {
    let start = at + 1 + usize::from(document.word(at + 1) == "the");
    if !matches!(document.word(start), "following" | "next") {
        return None;
    }
    let (end, _) = times_of_year(document, start + 1)?;
    Some((at..end, YEAR - SEASON))
}

/// `only in December`, `only during the summer`.
pub(super) fn during(document: &Document<'_>, at: usize) -> Option<(usize, f64)> {
    let start = at + usize::from(matches!(document.word(at), "in" | "during" | "at" | "around" | "for" | "before" | "over"));
    let start = start + usize::from(matches!(document.word(start), "the" | "our"));
    times_of_year(document, start)
}

/// `in January, April and July`: three months or more, all over the year. Fewer may be told of anything.
pub(super) fn several_months(document: &Document<'_>, at: usize) -> Option<(Range<usize>, f64)> {
    let (end, days) = times_of_year(document, at + 1)?;
    let named = (at..end).filter(|at| MONTHS.iter().any(|(month, _)| *month == document.word(*at))).count();
    (named >= 3 && days < LONG).then_some((at..end, days))
}

/// Named months or seasons: the longest gap of the year between them.
pub(super) fn times_of_year(document: &Document<'_>, start: usize) -> Option<(usize, f64)> {
    let mut days: Vec<f64> = Vec::new();
    let mut at = start;
    let mut end = start;
    while at < document.sentence_of(start).end {
        let word = document.word(at);
        if let Some((_, day)) = MONTHS.iter().find(|(month, _)| *month == word || word.strip_suffix('s') == Some(month)) {
            days.push(*day);
            end = at + 1;
        } else if SEASONS.contains(&word) && days.is_empty() {
            return Some((at + 1, YEAR - SEASON));
        } else if !matches!(word, "and" | "or" | "in" | "each" | "every" | "again" | "to") {
            break;
        }
        at += 1;
    }
    let (first, last) = (days.first().copied()?, days.last().copied()?);
    // Use lasts through the month, so a gap ends where the next month begins and starts a month later.
    let mut gaps: Vec<f64> = days.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()? - MONTH)).collect();
    gaps.push(YEAR - last + first - MONTH);
    gaps.into_iter().reduce(f64::max).map(|gap| (end, gap))
}
