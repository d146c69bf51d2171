//! Rates of requests, in any wording, as requests a day.

mod bounds;
mod daily;
mod hours;
mod labelled;
mod makers;
mod time;
mod words;

use std::cell::OnceCell;
use std::ops::Range;

use bounds::{bound, is_throttle};
use daily::quantity;
use hours::hours_a_day;
pub(super) use hours::starts as hours_starts;
use time::{every_other, per_unit, quarter, several_units, span_before, span_of_time, spread_over, written_together};
use words::{ABBREVIATIONS, ADVERBS, BATCH_VERBS, PAUSES, REQUESTS, REQUESTS_LABEL, asks, is_one_of, seconds_of};

use super::number::{Number, range_end, starting_at, times};
use super::{Quantity, Starts};
use crate::text::Document;

/// Rates read from one text: enough for any honest one, a bound for hostile ones.
const RATES: usize = 16;
/// An interval in seconds that only a machine keeps: "every second and a half" needs no word for asking.
const SHORT: f64 = 2.0;

/// A stated frequency: so many times in so many seconds.
struct Frequency {
    tokens: Range<usize>,
    times: f64,
    seconds: f64,
    /// Whether the number itself counts requests.
    counts_requests: bool,
    /// Whether its words say by themselves that something asks, as those that count requests do.
    asks: bool,
}

impl Frequency {
    /// So many requests in so many seconds.
    fn of_requests(tokens: Range<usize>, times: f64, seconds: f64) -> Self {
        Self { tokens, times, seconds, counts_requests: true, asks: true }
    }

    /// Once in so many seconds, of something that other words have to name.
    fn interval(tokens: Range<usize>, seconds: f64) -> Self {
        Self { tokens, times: 1.0, seconds, counts_requests: false, asks: false }
    }

    /// The same of an interval that says by itself that a machine asks, where it is shorter than [`SHORT`].
    fn machine_interval(tokens: Range<usize>, seconds: f64) -> Self {
        Self { asks: seconds < SHORT, ..Self::interval(tokens, seconds) }
    }
}

/// Words with which a rate may begin; a number may as well.
pub(super) fn starts() -> impl Iterator<Item = &'static str> {
    let others = ["every", "each", "all", "once", "twice", "thrice", "per", "in", "within"];
    others.into_iter().chain(PAUSES.iter().copied()).chain(REQUESTS_LABEL.iter().copied()).chain(ADVERBS.names())
}

/// All rates of requests in a text; `starts` are the tokens with which one may begin, and the hours of a day.
pub(super) fn read(document: &Document<'_>, numbers: &[Number], starts: &Starts) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let hours = OnceCell::new();
    for at in &starts.amounts {
        if found.len() >= RATES {
            break;
        }
        let Some(frequency) = frequency_at(document, numbers, *at).filter(|frequency| !is_throttle(document, frequency)) else { continue };
        if found.last().is_some_and(|last| last.tokens.end > frequency.tokens.start) {
            continue;
        }
        if frequency.asks || asks_nearby(document, &frequency.tokens) {
            let hours = *hours.get_or_init(|| hours_a_day(document, numbers, &starts.hours));
            let summed = found.last().is_some_and(|last| document.sentence_of(frequency.tokens.start).contains(&last.tokens.start));
            let frequency = batch(document, numbers, &frequency).unwrap_or(frequency);
            // "300 requests a day with 100 ms between two of them": what is stated as a sum says how many there are.
            let paused =
                PAUSES.contains(&document.word(frequency.tokens.start)) || PAUSES.contains(&document.word(frequency.tokens.end - 1));
            if !(summed && paused) {
                found.push(quantity(document, numbers, &frequency, hours, summed));
            }
            bound(document, &frequency, &mut found);
        }
    }
    found
}

/// "Every hour it makes 2,000 calls", "a run is 700 requests and it runs every 15 minutes": an interval at which a stated number of
/// requests is made, which is no rate of its own.
fn batch(document: &Document<'_>, numbers: &[Number], interval: &Frequency) -> Option<Frequency> {
    let word = |at: usize| document.word(at);
    // "8,640 requests, one every ten seconds"
    let single = interval.tokens.start.checked_sub(1).is_some_and(|before| matches!(word(before), "one" | "single" | "another"));
    if interval.counts_requests || single || (interval.times - 1.0).abs() > f64::EPSILON {
        return None;
    }
    let sentence = document.sentence_of(interval.tokens.start);
    let from = numbers.partition_point(|number| number.tokens.start < sentence.start);
    let to = numbers.partition_point(|number| number.tokens.start < sentence.end);
    let made = |number: &&Number| {
        let before = number.tokens.start.saturating_sub(2).max(sentence.start)..number.tokens.start;
        let end = sentence.end.min(number.tokens.end + 2);
        before.into_iter().any(|at| BATCH_VERBS.contains(&word(at)))
            && (number.tokens.end..end).take_while(|at| !document.is_parted(*at)).any(|at| is_one_of(&REQUESTS, word(at)))
    };
    let outside = |number: &&Number| !interval.tokens.contains(&number.tokens.start) && number.value > 1.0;
    let own = |number: &&Number| counted(document, numbers, number).is_none();
    let number = numbers.get(from..to)?.iter().find(|number| outside(number) && made(number) && own(number))?;
    Some(Frequency { tokens: interval.tokens.clone(), times: number.value, ..*interval })
}

/// "every second", "each minute", "once every 10 seconds", "every other hour", "every couple of seconds", from the first of these words on.
fn every(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let word = |at: usize| document.word(at);
    let from = at + 1 + usize::from(word(at) == "once");
    let from = from + usize::from(matches!(word(from), "single" | "full" | "few"));
    // "at each tick of 500 ms"
    let from = from + 2 * usize::from(matches!((word(from), word(from + 1)), ("tick" | "interval" | "beat" | "cycle", "of")));
    let number_of_units = || {
        let number = starting_at(numbers, from).filter(|number| number.value > 0.0)?;
        // "every 2-3 seconds": the longer one, in favour of the writer.
        let number = range_end(document, numbers, number).unwrap_or(number);
        seconds_of(word(number.tokens.end)).map(|seconds| (seconds * number.value, number.tokens.end + 1))
    };
    let together = || written_together(word(from)).map(|seconds| (seconds, from + 1));
    let part = || quarter(document, from).or_else(|| every_other(document, from));
    if let Some((seconds, end)) = number_of_units().or_else(together).or_else(part) {
        return Some(Frequency::machine_interval(at..end, seconds));
    }
    let half = usize::from(word(from) == "half") + usize::from(word(from) == "half" && matches!(word(from + 1), "a" | "an"));
    let seconds = seconds_of(word(from + half))?;
    Some(Frequency::interval(at..from + half + 1, if half > 0 { seconds / 2.0 } else { seconds }))
}

/// The frequency that starts at a token.
fn frequency_at(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let word = |at: usize| document.word(at);
    if let Some(number) = starting_at(numbers, at) {
        return counted(document, numbers, number);
    }
    match word(at) {
        "every" | "each" | "once" if word(at) != "once" || matches!(word(at + 1), "every" | "each") => {
            // "Two requests each. S: is it stored?" names no second.
            every(document, numbers, at).filter(|found| document.sentence_of(at).contains(&(found.tokens.end - 1)))
        }
        // "asks all twenty seconds", as many write who are not native speakers
        "all" => {
            let (seconds, end) = starting_at(numbers, at + 1).and_then(|_| span_of_time(document, numbers, at + 1))?;
            Some(Frequency::machine_interval(at..end, seconds))
        }
        "once" | "twice" | "thrice" => {
            let times = times(word(at))?;
            let (seconds, end) = per_unit(document, at + 1).or_else(|| several_units(document, numbers, at + 1))?;
            Some(Frequency { times, ..Frequency::interval(at..end, seconds) })
        }
        // "interval: 5 seconds", "an interval of two seconds", "sleeps 500 ms between two requests", "a 2-second interval"
        pause if PAUSES.contains(&pause) => {
            let asks = pause == "interval";
            let behind = (at + 1..=at + 3).find_map(|at| span_of_time(document, numbers, at)).map(|(seconds, end)| (at..end, seconds));
            let (tokens, seconds) =
                behind.or_else(|| span_before(document, numbers, at).map(|(start, seconds)| (start..at + 1, seconds)))?;
            Some(Frequency { asks, ..Frequency::interval(tokens, seconds) })
        }
        "per" | "in" | "within" => labelled::behind_unit(document, numbers, at),
        label if REQUESTS_LABEL.contains(&label) => labelled::behind_requests(document, numbers, at),
        adverb => {
            if let Some(figure) = labelled::behind_adverb(document, numbers, at) {
                return Some(figure);
            }
            let seconds = ADVERBS.get(adverb)?;
            Some(Frequency::interval(at..at + 1, seconds))
        }
    }
}

/// A number of requests in a unit of time: "2 calls per second", "50k requests daily", "10 rps", "30 times a minute".
fn counted(document: &Document<'_>, numbers: &[Number], number: &Number) -> Option<Frequency> {
    let word = |at: usize| document.word(at);
    let start = number.tokens.start;
    let mut counts_requests = false;
    let mut repeats = false;
    let unit_follows = |at: usize| seconds_of(word(at)).is_some() && matches!(document.gap_before(at).trim(), "/" | "");
    let sentence = document.sentence_of(start);
    for at in number.tokens.end..sentence.end.min(number.tokens.end + 6) {
        if let Some(seconds) = ABBREVIATIONS.get(word(at)) {
            return Some(Frequency::of_requests(start..at + 1, number.value, seconds));
        }
        if let Some((seconds, end)) = per_unit(document, at).filter(|_| counts_requests || repeats || at == number.tokens.end) {
            // A bare "40,000 a day" counts requests only where something asks nearby.
            return Some(Frequency { tokens: start..end, times: number.value, seconds, counts_requests, asks: counts_requests });
        }
        // "400 calls every fifteen minutes"
        if let Some((seconds, end)) = several_units(document, numbers, at).filter(|_| counts_requests || repeats) {
            return Some(Frequency { tokens: start..end, times: number.value, seconds, counts_requests, asks: counts_requests });
        }
        // "a million requests, equally spread over thirty days"
        if let Some((seconds, end)) = spread_over(document, numbers, at).filter(|_| counts_requests) {
            return Some(Frequency::of_requests(start..end, number.value, seconds));
        }
        // "20 to 30 calls": the second number of a range is read when its turn comes.
        let another = starting_at(numbers, at).is_some();
        let spreads = (at..at + 2).any(|at| matches!(document.word(at), "spread" | "distributed"));
        if another || document.is_parted(at) && !spreads || number_unit(word(at)) && at == number.tokens.end && !unit_follows(at + 1) {
            return None;
        }
        counts_requests |= is_one_of(&REQUESTS, word(at));
        repeats |= matches!(word(at), "time" | "times");
    }
    None
}

/// Things a number may count that are no requests, so that what follows is no rate of them.
fn number_unit(word: &str) -> bool {
    matches!(
        word,
        "usd"
            | "eur"
            | "dollars"
            | "dollar"
            | "euros"
            | "percent"
            | "hours"
            | "days"
            | "weeks"
            | "months"
            | "years"
            | "people"
            | "employees"
    )
}

/// Whether the clause says that something asks the platform.
fn asks_nearby(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let sentence = document.sentence_of(tokens.start);
    let from = sentence.start.max(tokens.start.saturating_sub(14));
    let to = sentence.end.min(tokens.end + 10);
    (from..tokens.start).chain(tokens.end..to).any(|at| asks(document.word(at)))
}

#[cfg(test)]
mod tests;
