//! Rates of requests, in any wording, as requests a day.

use std::ops::Range;

use super::number::Number;
use super::{Quantity, Unit, thousands};
use crate::text::{Break, Document};

/// Seconds of the units of time.
const UNITS: &[(&str, f64)] = &[
    ("millisecond", 0.001),
    ("ms", 0.001),
    ("second", 1.0),
    ("sec", 1.0),
    ("s", 1.0),
    ("minute", 60.0),
    ("min", 60.0),
    ("hour", 3_600.0),
    ("hr", 3_600.0),
    ("h", 3_600.0),
    ("day", DAY),
    ("d", DAY),
    ("24h", DAY),
    ("night", DAY),
    ("morning", DAY),
    ("evening", DAY),
    ("week", 7.0 * DAY),
    ("month", 30.0 * DAY),
    ("quarter", 91.0 * DAY),
    ("year", 365.0 * DAY),
];
const DAY: f64 = 86_400.0;

/// Adverbs of frequency, in seconds.
const ADVERBS: &[(&str, f64)] = &[
    ("hourly", 3_600.0),
    ("daily", DAY),
    ("nightly", DAY),
    ("weekly", 7.0 * DAY),
    ("monthly", 30.0 * DAY),
    ("minutely", 60.0),
    ("secondly", 1.0),
];

/// Things that are requests.
const REQUESTS: &[&str] = &[
    "request",
    "call",
    "query",
    "querie",
    "hit",
    "poll",
    "lookup",
    "ping",
    "fetch",
    "fetche",
    "rps",
    "qps",
    "rpm",
    "operation",
    "transaction",
    "req",
];
/// Abbreviations that hold a rate themselves, with their unit in seconds.
const ABBREVIATIONS: &[(&str, f64)] =
    &[("rps", 1.0), ("qps", 1.0), ("tps", 1.0), ("rpm", 60.0), ("qpm", 60.0), ("rph", 3_600.0), ("rpd", DAY)];
/// Acts of asking the platform: a frequency beside one of these is a rate of requests.
const ASKING: &[&str] = &[
    "poll",
    "query",
    "querie",
    "request",
    "call",
    "ask",
    "check",
    "refresh",
    "refreshe",
    "fetch",
    "fetche",
    "hit",
    "ping",
    "pull",
    "read",
    "sync",
    "look",
    "update",
    "retrieve",
    "get",
    "scan",
    "load",
    "reload",
    "monitor",
    "watch",
    "watche",
    "download",
    "import",
    "search",
    "searche",
    "run",
    "probe",
    "interrogate",
    "consult",
];
/// Things that each make the stated requests.
const MAKERS: &[&str] = &[
    "user",
    "freelancer",
    "contract",
    "account",
    "screen",
    "worker",
    "employee",
    "client",
    "customer",
    "member",
    "colleague",
    "device",
    "job",
    "server",
    "thread",
    "process",
    "processe",
    "process",
    "team",
    "recruiter",
    "person",
    "people",
    "agent",
    "bot",
    "script",
    "keyword",
    "project",
    "instance",
    "browser",
    "seat",
    "subscriber",
    "terminal",
    "machine",
    "agency",
    "agencie",
    "dashboard",
    "office",
    "branch",
    "branche",
    "store",
    "category",
    "categorie",
    "profile",
    "posting",
    "search",
    "searche",
    "query",
    "querie",
];

/// Makers that are people, and words that count them.
const PEOPLE: &[&str] = &[
    "user",
    "employee",
    "person",
    "people",
    "member",
    "colleague",
    "freelancer",
    "worker",
    "staff",
    "active",
    "recruiter",
    "customer",
    "client",
    "agent",
    "seat",
    "subscriber",
];

/// A word without its plural or third-person `s` or its `-ing`, `-ed`.
fn base(word: &str) -> &str {
    ["ing", "ed", "s"].iter().find_map(|ending| word.strip_suffix(ending).filter(|base| base.len() > 2)).unwrap_or(word)
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    list.contains(&word) || list.contains(&base(word)) || word.strip_suffix("ting").is_some_and(|base| list.contains(&base))
}

fn seconds_of(word: &str) -> Option<f64> {
    let plain = |name: &str| UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, seconds)| *seconds);
    plain(word).or_else(|| word.strip_suffix('s').and_then(plain))
}

/// A stated frequency: so many times in so many seconds.
struct Frequency {
    tokens: Range<usize>,
    times: f64,
    seconds: f64,
    /// Whether the number itself counts requests.
    counts_requests: bool,
}

/// All rates of requests in a text.
pub(super) fn read(document: &Document<'_>, numbers: &[Number]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    for at in 0..document.tokens().len() {
        let Some(frequency) = frequency_at(document, numbers, at) else { continue };
        if found.last().is_some_and(|last| last.tokens.end > frequency.tokens.start) {
            continue;
        }
        if frequency.counts_requests || asks_nearby(document, &frequency.tokens) {
            found.push(quantity(document, numbers, &frequency));
        }
    }
    found
}

/// The frequency that starts at a token.
fn frequency_at(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let word = |at: usize| document.word(at);
    let number = numbers.iter().find(|number| number.tokens.start == at);
    if let Some(number) = number {
        return counted(document, numbers, number);
    }
    match word(at) {
        // every second, each minute, every 10 seconds, every other hour, every couple of seconds
        "every" | "each" | "once" if word(at) != "once" || matches!(word(at + 1), "every" | "each") => {
            let from = at + 1 + usize::from(word(at) == "once");
            let from = from + usize::from(matches!(word(from), "single" | "full" | "few"));
            if let Some(number) = numbers.iter().find(|number| number.tokens.start == from) {
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
        // "20 to 30 calls": the second number of a range is read when its turn comes.
        let another = numbers.iter().any(|number| number.tokens.start == at);
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

/// Whether the clause says that something asks the platform.
fn asks_nearby(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let sentence = document.sentence_of(tokens.start);
    let from = sentence.start.max(tokens.start.saturating_sub(14));
    let to = sentence.end.min(tokens.end + 10);
    (from..tokens.start).chain(tokens.end..to).any(|at| is_one_of(ASKING, document.word(at)))
}

/// A frequency as requests a day: times the makers stated, over the hours of a day stated.
fn quantity(document: &Document<'_>, numbers: &[Number], frequency: &Frequency) -> Quantity {
    let hours = hours_a_day(document, numbers);
    let day = if frequency.seconds >= DAY { DAY } else { hours * 3_600.0 };
    let (makers, maker_words) = makers(document, numbers, frequency);
    let amount = frequency.times * makers * day / frequency.seconds;
    let mut sum = String::new();
    if (frequency.seconds - DAY).abs() > f64::EPSILON || makers > 1.0 {
        sum = thousands(frequency.times);
        if makers > 1.0 {
            sum = format!("{sum} × {} {maker_words}", thousands(makers));
        }
        if frequency.seconds < DAY {
            sum = format!("{sum} × {} in {} hours", thousands((day / frequency.seconds).round()), thousands(hours));
        } else if frequency.seconds > DAY {
            sum = format!("{sum} in {} days", thousands(frequency.seconds / DAY));
        }
    }
    Quantity { tokens: frequency.tokens.clone(), amount, unit: Unit::RequestsPerDay, sum }
}

/// How many things make the stated requests each, where the sentence says "per user" or "for each of 30 contracts".
fn makers(document: &Document<'_>, numbers: &[Number], frequency: &Frequency) -> (f64, String) {
    let sentence = document.sentence_of(frequency.tokens.start);
    let word = |at: usize| document.word(at);
    for at in sentence.clone() {
        if !matches!(word(at), "per" | "each" | "every") {
            continue;
        }
        // "each of our 30 contracts", "for each of 200 users"
        let here = numbers
            .iter()
            .find(|number| number.tokens.start > at && number.tokens.start <= at + 4 && is_maker(document, number.tokens.end));
        if let Some(number) = here {
            return (number.value, word(number.tokens.end).to_owned());
        }
        // "per user", and the number of users anywhere in the text
        if is_one_of(MAKERS, word(at + 1)) {
            let maker = base(word(at + 1));
            let beside =
                |number: &&Number, same: &dyn Fn(&str) -> bool| (number.tokens.end..number.tokens.end + 3).any(|near| same(word(near)));
            let mut others = numbers.iter().filter(|number| number.tokens.start != frequency.tokens.start);
            let named = others.clone().find(|number| beside(number, &|word| base(word) == maker));
            // "50 requests per user per day, all 900 active": any count of people will do for people.
            let people = others.by_ref().filter(|number| PEOPLE.contains(&maker) && beside(number, &|word| PEOPLE.contains(&base(word))));
            let stated = named.or_else(|| people.max_by(|one, other| one.value.total_cmp(&other.value)));
            if let Some(number) = stated {
                return (number.value.max(1.0), word(number.tokens.end).to_owned());
            }
        }
    }
    (1.0, String::new())
}

fn is_maker(document: &Document<'_>, at: usize) -> bool {
    is_one_of(MAKERS, document.word(at)) || is_one_of(MAKERS, document.word(at + 1))
}

/// Hours of a day in which requests are made: stated working hours, else 24.
fn hours_a_day(document: &Document<'_>, numbers: &[Number]) -> f64 {
    let word = |at: usize| document.word(at);
    for number in numbers.iter().filter(|number| (1.0..=24.0).contains(&number.value)) {
        let end = number.tokens.end;
        if matches!(word(end), "hour" | "hours" | "h")
            && per_unit(document, end + 1).is_some_and(|(seconds, _)| (seconds - DAY).abs() < 1.0)
        {
            return number.value;
        }
    }
    let words: Vec<&str> = document.words().collect();
    let says = |phrase: &[&str]| words.windows(phrase.len()).any(|window| window == phrase);
    let phrases: [&[&str]; 7] = [
        &["office", "hours"],
        &["working", "hours"],
        &["business", "hours"],
        &["work", "hours"],
        &["working", "day"],
        &["during", "the", "day"],
        &["opening", "hours"],
    ];
    if phrases.iter().any(|phrase| says(phrase)) { 10.0 } else { 24.0 }
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
            ("We are a 900 person company: 50 requests per user per day, all 900 active.", 45_000.0),
        ] {
            assert_eq!(rate(text), Some(per_day), "{text}");
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
        ] {
            assert_eq!(rate(text), None, "{text}");
        }
    }
}
