//! Stretches of time between requests: "two seconds", "a quarter of an hour", "every other day", "per working day".

use super::words::{ADVERBS, DAY, WEEKDAYS, is_one_of, seconds_of};
use crate::text::Document;
use crate::text::quantity::number::{Number, starting_at};

/// How far before its noun a stretch of time may begin, in tokens.
const SPAN_REACH: usize = 4;

/// "two seconds", "half a second": the seconds, and one past the last token.
pub(super) fn span_of_time(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| document.word(at);
    if (word(at), word(at + 1)) == ("half", "a") {
        return seconds_of(word(at + 2)).map(|seconds| (seconds / 2.0, at + 3));
    }
    number_of_units(document, numbers, at)
}

/// "two seconds", "750ms": the seconds, and one past the last token.
fn number_of_units(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(f64, usize)> {
    if let Some(seconds) = written_together(document.word(at)) {
        return Some((seconds, at + 1));
    }
    let number = starting_at(numbers, at).filter(|number| number.value > 0.0)?;
    seconds_of(document.word(number.tokens.end)).map(|seconds| (seconds * number.value, number.tokens.end + 1))
}

/// "750ms", "30s", "5min": the seconds.
pub(super) fn written_together(word: &str) -> Option<f64> {
    let (digits, unit) = word.split_at_checked(word.find(|ch: char| !ch.is_ascii_digit() && ch != '.')?)?;
    let number = digits.parse::<f64>().ok().filter(|number| *number > 0.0)?;
    // Behind a figure, "m" is a minute only where a stretch of time is looked for.
    let seconds = if unit == "m" { Some(60.0) } else { seconds_of(unit) };
    seconds.map(|seconds| number * seconds)
}

/// The stretch of time that stands before a token: "a 2-second interval", "0.5 s polling interval".
pub(super) fn span_before(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(usize, f64)> {
    let mut spans = (at.saturating_sub(SPAN_REACH)..at).map(|start| (start, span_of_time(document, numbers, start)));
    let near = |end: usize| end <= at && (end..=at).all(|at| !document.is_parted(at));
    spans.find_map(|(start, span)| span.filter(|(_, end)| near(*end)).map(|(seconds, _)| (start, seconds)))
}

/// "quarter of an hour", "quarter hour", "quarter of a second": the seconds, and one past its last token.
pub(super) fn quarter(document: &Document<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| document.word(at);
    match (word(at), word(at + 1), word(at + 2)) {
        ("quarter", "of", "a" | "an") => seconds_of(word(at + 3)).map(|seconds| (seconds / 4.0, at + 4)),
        ("quarter", "hour", _) => Some((900.0, at + 2)),
        _ => None,
    }
}

/// "other hour", "second week", "second Friday", said of every one: the seconds between two of them, and one past the last token. In "every
/// second, day and night" it is a second that is meant.
pub(super) fn every_other(document: &Document<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| document.word(at);
    let all_day = matches!((word(at + 1), word(at + 2), word(at + 3)), ("day", "and", "night") | ("night", "and", "day"));
    if !matches!(word(at), "other" | "second") || document.is_parted(at + 1) || all_day {
        return None;
    }
    let unit = word(at + 1);
    let seconds = seconds_of(unit).or_else(|| is_one_of(&WEEKDAYS, unit).then_some(7.0 * DAY))?;
    Some((2.0 * seconds, at + 2))
}

/// `per day`, `a day`, `/day`, `each day`, `daily`, `in an hour`: the seconds, and one past the last token.
pub(super) fn per_unit(document: &Document<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| document.word(at);
    let first = word(at);
    if let Some(seconds) = ADVERBS.get(first) {
        return Some((seconds, at + 1));
    }
    if matches!(first, "each" | "every" | "per" | "a")
        && let Some(other) = quarter(document, at + 1).or_else(|| every_other(document, at + 1))
    {
        return Some(other);
    }
    if matches!(first, "per" | "a" | "an" | "each" | "every" | "pro") {
        let skipped = at + 1 + usize::from(matches!(word(at + 1), "single" | "working" | "business" | "calendar"));
        if let Some(seconds) = seconds_of(word(skipped)).filter(|_| document.sentence_of(at).contains(&skipped)) {
            return Some((seconds, skipped + 1));
        }
    }
    // "65,000 calls one day", as many write who are not native speakers
    let goes_on =
        || !document.is_parted(at + 2) && matches!(word(at + 2), "after" | "before" | "later" | "earlier" | "apart" | "and" | "or");
    if first == "one" && matches!(word(at + 1), "second" | "minute" | "hour" | "day") && !goes_on() {
        return seconds_of(word(at + 1)).map(|seconds| (seconds, at + 2));
    }
    // "on weekdays", "on a busy Monday", "on an ordinary working day"
    if first == "on" {
        let single = matches!(word(at + 1), "a" | "an" | "any");
        let is_day = |word: &str| is_one_of(&WEEKDAYS, word) || single && matches!(word, "day" | "night");
        let day = (at + 1..at + 5).take_while(|at| !document.is_parted(*at)).find(|at| is_day(word(*at)));
        return day.map(|day| (DAY, day + 1));
    }
    if matches!(first, "in" | "within") && matches!(word(at + 1), "a" | "an" | "one" | "the") {
        return seconds_of(word(at + 2)).map(|seconds| (seconds, at + 3));
    }
    // "once in hour", as many write who are not native speakers
    if first == "in" && matches!(word(at + 1), "second" | "minute" | "hour" | "day" | "week" | "month") {
        return seconds_of(word(at + 1)).map(|seconds| (seconds, at + 2));
    }
    let slash = || document.gap_before(at).trim() == "/";
    seconds_of(first).filter(|_| slash()).map(|seconds| (seconds, at + 1))
}

/// `over thirty days`, `across two weeks`: the seconds, where these are days at least, and one past the last token.
pub(super) fn spread_over(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(f64, usize)> {
    let spreads = matches!(document.word(at), "over" | "across");
    spreads.then(|| number_of_units(document, numbers, at + 1)).flatten().filter(|(seconds, _)| *seconds >= DAY)
}

/// `every fifteen minutes`, `per 10 seconds`, `in two hours`: the seconds, and one past the last token.
pub(super) fn several_units(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(f64, usize)> {
    let joins = matches!(document.word(at), "every" | "each" | "per" | "in" | "within");
    joins.then(|| number_of_units(document, numbers, at + 1)).flatten()
}
