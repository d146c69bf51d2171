//! What holds requests back: a throttle is no rate, and a bound holds for the rates before it.

use super::Frequency;
use super::words::DAY;
use crate::text::Document;
use crate::text::quantity::Quantity;

/// What holds requests back at a moment, before their number.
const THROTTLES: &[&str] = &["throttle", "throttled", "throttles", "throttling", "limiter"];
/// The same of requests per second; of longer times, these words bound how much it asks.
const THROTTLES_A_SECOND: &[&str] = &["limited", "cap", "capped", "max", "maximum", "burst", "bursts"];
/// Seconds of the longest time for which requests are held back at a moment.
const MOMENT: f64 = 60.0;
/// The same, right behind it: "1 req/s max".
const THROTTLES_BEHIND: &[&str] = &["max", "maximum", "tops", "cap", "throttle"];
/// Words with which a bound is one of all hours: "at most 2 per second, around the clock".
const UNCEASING: &[&str] = &["clock", "night", "nonstop", "non-stop", "continuously", "constantly", "24/7", "24", "always"];

/// "Throttled to 5 requests per second", "never more than two a second": how fast it may ask at a moment, not how much it asks in a day.
pub(super) fn is_throttle(document: &Document<'_>, frequency: &Frequency) -> bool {
    let sentence = document.sentence_of(frequency.tokens.start);
    let ceases = !sentence.clone().any(|at| UNCEASING.contains(&document.word(at)));
    let a_second = || {
        (frequency.seconds - 1.0).abs() < f64::EPSILON
            && (stands_before(document, frequency, THROTTLES_A_SECOND)
                || is_at_most(document, frequency.tokens.start)
                || THROTTLES_BEHIND.contains(&document.word(frequency.tokens.end)))
    };
    frequency.tokens.len() > 1
        && frequency.times > 0.0
        && frequency.seconds <= MOMENT
        && !matches!(document.word(frequency.tokens.start), "every" | "each" | "once" | "twice")
        && ceases
        && (stands_before(document, frequency, THROTTLES) || a_second())
}

/// Whether "at most" or "never more than" stands right before a number.
fn is_at_most(document: &Document<'_>, number: usize) -> bool {
    let word = |back: usize| number.checked_sub(back).map_or("", |at| document.word(at));
    match (word(3), word(2), word(1)) {
        (_, "at" | "the", "most") => true,
        (not, "more", "than") => matches!(not, "no" | "not" | "never"),
        _ => false,
    }
}

/// Whether one of these words stands before the number, in its sentence.
fn stands_before(document: &Document<'_>, frequency: &Frequency, words: &[&str]) -> bool {
    let start = frequency.tokens.start;
    let from = start.saturating_sub(BOUND_REACH).max(document.sentence_of(start).start);
    (from..start).any(|at| words.contains(&document.word(at)))
}

/// What bounds the requests of a day, before the number of them.
const BOUNDS: &[&str] = &["stops", "stop", "cap", "caps", "capped", "limit", "limits", "limited", "most", "maximum", "max", "bounded"];
/// How far before the number such a word may stand, in tokens.
const BOUND_REACH: usize = 4;

/// "It asks every second, but a counter stops it after 5,000 requests in a day": the bound holds for what its sentence states before.
pub(super) fn bound(document: &Document<'_>, frequency: &Frequency, found: &mut Vec<Quantity>) {
    let sentence = document.sentence_of(frequency.tokens.start);
    let Some(most) = found.last().map(|last| last.amount) else { return };
    if frequency.counts_requests && frequency.seconds >= DAY && stands_before(document, frequency, BOUNDS) {
        found.retain(|quantity| !sentence.contains(&quantity.tokens.start) || quantity.amount <= most);
    }
}
