//! Rates of requests, in any wording, as requests a day.

mod daily;
mod words;

use std::cell::OnceCell;
use std::ops::Range;

use daily::{hours_a_day, quantity};
use words::{ABBREVIATIONS, ADVERBS, REQUESTS, asks, is_one_of, seconds_of};

use super::Quantity;
use super::number::{Number, starting_at};
use crate::text::{Break, Document};

/// Rates read from one text: enough for any honest one, a bound for hostile ones.
const RATES: usize = 16;

/// A stated frequency: so many times in so many seconds.
struct Frequency {
    tokens: Range<usize>,
    times: f64,
    seconds: f64,
    /// Whether the number itself counts requests.
    counts_requests: bool,
}

/// Words with which a rate may begin; a number may as well.
pub(super) fn starts() -> impl Iterator<Item = &'static str> {
    ["every", "each", "once", "twice", "thrice", "interval"].into_iter().chain(ADVERBS.iter().map(|(word, _)| *word))
}

/// All rates of requests in a text; `starts` are the tokens with which one may begin.
pub(super) fn read(document: &Document<'_>, numbers: &[Number], starts: &[usize]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let hours = OnceCell::new();
    for at in starts {
        if found.len() >= RATES {
            break;
        }
        let Some(frequency) = frequency_at(document, numbers, *at) else { continue };
        if found.last().is_some_and(|last| last.tokens.end > frequency.tokens.start) {
            continue;
        }
        if frequency.counts_requests || asks_nearby(document, &frequency.tokens) {
            let hours = *hours.get_or_init(|| hours_a_day(document, numbers));
            found.push(quantity(document, numbers, &frequency, hours));
        }
    }
    found
}

/// The frequency that starts at a token.
fn frequency_at(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let word = |at: usize| document.word(at);
    if let Some(number) = starting_at(numbers, at) {
        return counted(document, numbers, number);
    }
    match word(at) {
        // every second, each minute, every 10 seconds, every other hour, every couple of seconds
        "every" | "each" | "once" if word(at) != "once" || matches!(word(at + 1), "every" | "each") => {
            let from = at + 1 + usize::from(word(at) == "once");
            let from = from + usize::from(matches!(word(from), "single" | "full" | "few"));
            if let Some(number) = starting_at(numbers, from) {
                let seconds = seconds_of(word(number.tokens.end)).filter(|_| number.value > 0.0)?;
                return Some(Frequency {
                    tokens: at..number.tokens.end + 1,
                    times: 1.0,
                    seconds: seconds * number.value,
                    counts_requests: false,
                });
            }
            let other = usize::from(word(from) == "other");
            let half = usize::from(word(from) == "half") + usize::from(word(from) == "half" && matches!(word(from + 1), "a" | "an"));
            let factor = if other > 0 {
                2.0
            } else if half > 0 {
                0.5
            } else {
                1.0
            };
            let seconds = seconds_of(word(from + other + half))?;
            Some(Frequency { tokens: at..from + other + half + 1, times: 1.0, seconds: seconds * factor, counts_requests: false })
        }
        "once" | "twice" | "thrice" => {
            let times = match word(at) {
                "once" => 1.0,
                "twice" => 2.0,
                _ => 3.0,
            };
            let (seconds, end) = per_unit(document, at + 1)?;
            Some(Frequency { tokens: at..end, times, seconds, counts_requests: false })
        }
        // "interval: 5 seconds", "an interval of two seconds"
        "interval" => {
            let number = numbers.iter().find(|number| (at + 1..=at + 3).contains(&number.tokens.start) && number.value > 0.0)?;
            let seconds = seconds_of(word(number.tokens.end))? * number.value;
            Some(Frequency { tokens: at..number.tokens.end + 1, times: 1.0, seconds, counts_requests: true })
        }
        adverb => {
            let seconds = ADVERBS.iter().find(|(name, _)| *name == adverb).map(|(_, seconds)| *seconds)?;
            Some(Frequency { tokens: at..at + 1, times: 1.0, seconds, counts_requests: false })
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
    for at in number.tokens.end..number.tokens.end + 6 {
        if let Some((_, seconds)) = ABBREVIATIONS.iter().find(|(name, _)| *name == word(at)) {
            return Some(Frequency { tokens: start..at + 1, times: number.value, seconds: *seconds, counts_requests: true });
        }
        if let Some((seconds, end)) = per_unit(document, at).filter(|_| counts_requests || repeats || at == number.tokens.end) {
            // A bare "40,000 a day" counts requests only where something asks nearby.
            return Some(Frequency { tokens: start..end, times: number.value, seconds, counts_requests });
        }
        // "400 calls every fifteen minutes"
        if let Some((seconds, end)) = several_units(document, numbers, at).filter(|_| counts_requests || repeats) {
            return Some(Frequency { tokens: start..end, times: number.value, seconds, counts_requests });
        }
        // "20 to 30 calls": the second number of a range is read when its turn comes.
        let another = starting_at(numbers, at).is_some();
        let parted = document.tokens().get(at).is_some_and(|token| token.before >= Break::Comma);
        if another
            || parted
            || !document.sentence_of(start).contains(&at)
            || number_unit(word(at)) && at == number.tokens.end && !unit_follows(at + 1)
        {
            return None;
        }
        counts_requests |= is_one_of(REQUESTS, word(at));
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

/// `per day`, `a day`, `/day`, `each day`, `daily`, `in an hour`: the seconds, and one past the last token.
fn per_unit(document: &Document<'_>, at: usize) -> Option<(f64, usize)> {
    let word = |at: usize| document.word(at);
    if let Some((_, seconds)) = ADVERBS.iter().find(|(name, _)| *name == word(at)) {
        return Some((*seconds, at + 1));
    }
    if matches!(word(at), "per" | "a" | "an" | "each" | "every" | "pro") {
        let skipped = at + 1 + usize::from(matches!(word(at + 1), "single" | "working" | "business" | "calendar"));
        if let Some(seconds) = seconds_of(word(skipped)) {
            return Some((seconds, skipped + 1));
        }
    }
    if matches!((word(at), word(at + 1)), ("in" | "within", "a" | "an" | "one")) {
        return seconds_of(word(at + 2)).map(|seconds| (seconds, at + 3));
    }
    let slash = document.gap_before(at).trim() == "/";
    seconds_of(word(at)).filter(|_| slash).map(|seconds| (seconds, at + 1))
}

/// `every fifteen minutes`, `per 10 seconds`, `in two hours`: the seconds, and one past the last token.
fn several_units(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<(f64, usize)> {
    let count = starting_at(numbers, at + 1).filter(|number| number.value > 0.0)?;
    let seconds = seconds_of(document.word(count.tokens.end))?;
    matches!(document.word(at), "every" | "each" | "per" | "in" | "within").then_some((seconds * count.value, count.tokens.end + 1))
}

/// Whether the clause says that something asks the platform.
fn asks_nearby(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let sentence = document.sentence_of(tokens.start);
    let from = sentence.start.max(tokens.start.saturating_sub(14));
    let to = sentence.end.min(tokens.end + 10);
    (from..tokens.start).chain(tokens.end..to).any(|at| asks(document.word(at)))
}

#[cfg(test)]
mod tests {
    use super::super::rate;

    #[test]
    fn any_wording_of_a_rate() {
        for (text, per_day) in [
            ("We make 50k requests per day.", 50_000.0),
            ("It polls the job feed every second.", 86_400.0),
            ("About 2 calls per second.", 172_800.0),
            ("It checks every 10 minutes.", 144.0),
            ("We reckon with forty-one thousand calls daily.", 41_000.0),
            ("10 rps", 864_000.0),
            ("1,000 API requests/hour", 24_000.0),
            ("the service asks for the list once a second", 86_400.0),
            ("twice a minute it asks whether there is a message", 2_880.0),
            ("300 calls an hour for each of 200 users", 1_440_000.0),
            ("We have 100 users and make 20 requests per minute per user", 2_880_000.0),
            ("1.2 million requests a month", 40_000.0),
            ("it checks every 30 seconds during office hours", 1_200.0),
            ("one and a half million calls a month", 50_000.0),
            ("The batch is 400 calls every fifteen minutes, which I make 38,400 a day", 38_400.0),
            ("We have 300 testers. Each tester's contract is looked up four times a minute.", 1_728_000.0),
            ("It watches 250 saved searches and renews each of them every five minutes", 72_000.0),
            ("Eighty small processes ask once per minute each whether a contract was paused", 115_200.0),
            ("Some 6,000 installs which look up the messages 20 times a day for each of them", 120_000.0),
            ("It polls at an interval of two seconds", 43_200.0),
            ("It has 15 threads, each going every 20 s around the clock.", 64_800.0),
            ("We have 2500 contracts, every one looked up once a minute.", 3_600_000.0),
            ("Every minute it refreshes all 600 open contracts, one call each.", 864_000.0),
            ("It polls at 1 Hz.", 86_400.0),
            ("It asks every two seconds from 9 to 17.", 14_400.0),
            ("It asks every second between 08:00 and 18:00 h", 36_000.0),
            ("One request per second during the day shift, which lasts eight hours", 28_800.0),
            ("It asks every ten seconds, from 22 to 6 h", 2_880.0),
            ("It asks one time each 10 sec, 6 contracts, only 9-17.", 17_280.0),
            ("We are a 900 person company: 50 requests per user per day, all 900 active.", 45_000.0),
        ] {
            assert_eq!(rate(text), Some(per_day), "{text}");
        }
    }

    #[test]
    fn a_sum_is_not_multiplied_again() {
        for (text, per_day) in [
            ("25 contracts, every one looked up 4 times in an hour, makes 2400 calls daily", 2_400.0),
            ("Each of the 350 contracts is read once per hour, 8,400 calls a day", 8_400.0),
        ] {
            let read = super::super::read(&crate::text::Document::new(text));
            assert!(read.iter().all(|quantity| (quantity.amount - per_day).abs() < 1.0 && quantity.amount > 0.0), "{text}: {read:?}");
            assert_eq!(read.len(), 2, "{text}");
        }
    }

    #[test]
    fn figures_that_are_no_rates() {
        for text in [
            "We manage 50,000 contracts.",
            "Our yearly budget is $50,000",
            "We are 40,000 employees",
            "Founded 1999, 250,000 invoices since",
            "I work 30 hours per week",
            "Each of our 40 painters works 30 hours per week",
        ] {
            assert_eq!(rate(text), None, "{text}");
        }
    }
}
