//! Hours of a day in which requests are made.

use super::time::per_unit;
use super::words::{DAY, asks};
use crate::text::quantity::number::{Number, starting_at};
use crate::text::{Break, Document};

/// Hours of a working day that is named and not counted: with some margin.
const WORKING_DAY: f64 = 10.0;
/// The hour before which a bare number is hardly a time of the day.
const EARLY: f64 = 5.0;

/// Hours of a day in which requests are made: stated working hours, else 24; `starts` are the tokens with which they may begin.
pub(super) fn hours_a_day(document: &Document<'_>, numbers: &[Number], starts: &[usize]) -> f64 {
    let stated = numbers.iter().find_map(|number| a_day(document, number).or_else(|| lasts(document, number)));
    stated.unwrap_or_else(|| {
        let stated = starts.iter().find_map(|at| from_to(document, numbers, *at));
        stated.unwrap_or_else(|| if starts.iter().any(|at| names_working_day(document, *at)) { WORKING_DAY } else { 24.0 })
    })
}

/// Words before the hours of a day.
const BEFORE_HOURS: [&str; 5] = ["from", "between", "only", "hours", "daily"];
/// Words of a working day that is named.
const WORKING: [&str; 6] = ["office", "working", "business", "work", "opening", "during"];

/// Words with which hours of a day may begin.
pub(in crate::text::quantity) fn starts() -> impl Iterator<Item = &'static str> {
    BEFORE_HOURS.into_iter().chain(WORKING)
}

/// "eight hours a day", "during the eight-hour day", "for two minutes each night".
fn a_day(document: &Document<'_>, number: &Number) -> Option<f64> {
    let end = number.tokens.end;
    let before = |back: usize| number.tokens.start.checked_sub(back).map_or("", |at| document.word(at));
    // "during the eight-hour day", and not "I bill an eight-hour day"
    let long = matches!(before(2), "during" | "over" | "throughout" | "in" | "of")
        && matches!(document.word(end + 1), "day" | "shift" | "workday");
    // "ten minutes of each day"
    let behind = end + 1 + usize::from(document.word(end + 1) == "of");
    let unit = long || per_unit(document, behind).is_some_and(|(seconds, _)| (seconds - DAY).abs() < 1.0);
    let hours = match document.word(end) {
        "hour" | "hours" | "h" if number.value >= 1.0 => number.value,
        // "every ten minutes, daily" is no stretch of time.
        "minute" | "minutes" | "min"
            if number.value > 0.0 && ["for", "during"].iter().any(|word| [before(1), before(2)].contains(word)) =>
        {
            number.value / 60.0
        }
        _ => return None,
    };
    (unit && hours <= 24.0).then_some(hours)
}

/// "the shift lasts eight hours".
fn lasts(document: &Document<'_>, number: &Number) -> Option<f64> {
    let before = number.tokens.start.checked_sub(1)?;
    let lasts = matches!(document.word(before), "lasts" | "lasting") && matches!(document.word(number.tokens.end), "hours" | "h");
    let shift = || (before.saturating_sub(6)..before).any(|at| matches!(document.word(at), "shift" | "day" | "shop" | "session"));
    (lasts && (1.0..=24.0).contains(&number.value) && shift()).then_some(number.value)
}

/// "from 9 to 17", "between 08:00 and 18:00", "only 9-17", "from 9am to 5pm": the hours from one time of the day to another, over midnight
/// as well. Bare numbers need somebody who asks in their sentence: "our team grew from 10 to 12".
fn from_to(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<f64> {
    let word = document.word(at);
    if !BEFORE_HOURS.contains(&word) {
        return None;
    }
    let from = clock(document, numbers, at + 1)?;
    let start = match (word, document.word(from.end)) {
        ("from", "to" | "till" | "until") | ("between", "and") => from.end + 1,
        _ if matches!(document.gap_before(from.end).trim(), "-" | "–") => from.end,
        _ => return None,
    };
    let to = clock(document, numbers, start)?;
    let sure = from.sure || to.sure;
    // "from 2 to 3 contracts" is no time of the day.
    let ends = || document.tokens().get(to.end).is_none_or(|token| token.before > Break::Space);
    let asked = || document.sentence_of(at).any(|at| asks(document.word(at)));
    if !sure && (from.hour < EARLY || !ends() || !asked()) {
        return None;
    }
    // "from 9 to 5"
    let afternoon = !sure && to.hour <= from.hour && to.hour <= 7.0 && from.hour <= 12.0;
    let until = if afternoon { to.hour + 12.0 } else { to.hour };
    Some((until - from.hour).rem_euclid(24.0)).filter(|hours| *hours > 0.0)
}

/// A time of the day.
struct Clock {
    hour: f64,
    /// One past its last token.
    end: usize,
    /// Whether it can be nothing else.
    sure: bool,
}

/// The time of the day at a token: "9", "08:30", "5 pm", "9am".
fn clock(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Clock> {
    let written = document.word(at);
    let joined = ["am", "pm", "h"].into_iter().find_map(|half| Some((written.strip_suffix(half)?.parse::<f64>().ok()?, half)));
    let (mut hour, mut end, mut half) = match (starting_at(numbers, at), joined) {
        (Some(number), _) => (number.value, number.tokens.end, ""),
        (None, Some((hour, half))) => (hour, at + 1, half),
        (None, None) => return None,
    };
    let mut sure = !half.is_empty();
    let minutes = starting_at(numbers, end).filter(|number| document.gap_before(end).trim() == ":" && number.value < 60.0);
    if let Some(minutes) = minutes {
        (hour, end, sure) = (hour + minutes.value / 60.0, minutes.tokens.end, true);
    }
    if half.is_empty() && matches!(document.word(end), "am" | "pm" | "h" | "o'clock") {
        (half, end, sure) = (document.word(end), end + 1, true);
    }
    let hour = match half {
        "pm" if hour < 12.0 => hour + 12.0,
        "am" if hour >= 12.0 => hour - 12.0,
        _ => hour,
    };
    (0.0..=24.0).contains(&hour).then_some(Clock { hour, end, sure })
}

fn names_working_day(document: &Document<'_>, at: usize) -> bool {
    match (document.word(at), document.word(at + 1)) {
        ("working", "day") => true,
        ("during", "the") => document.word(at + 2) == "day",
        (word, "hours") => word != "during" && WORKING.contains(&word),
        _ => false,
    }
}
