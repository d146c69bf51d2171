//! A stated frequency as requests a day: times those who make them, over the hours of a day.

use super::words::{DAY, MAKERS, PEOPLE, REQUESTS, base, is_one_of, seconds_of};
use super::{Frequency, number_unit, per_unit};
use crate::text::quantity::number::{Number, starting_at};
use crate::text::quantity::{Quantity, Unit, thousands};
use crate::text::{Break, Document};

/// A frequency as requests a day: times the makers stated, over the hours of a day stated.
pub(super) fn quantity(document: &Document<'_>, numbers: &[Number], frequency: &Frequency, hours: f64) -> Quantity {
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
    // "Each contract is read once per hour, 8,400 calls a day": what counts requests is a sum, unless "each" stands in the same part.
    let comma = |at: &usize| document.tokens().get(*at).is_some_and(|token| token.before >= Break::Comma);
    let start = (sentence.start..=frequency.tokens.start).rev().find(comma).filter(|_| frequency.counts_requests);
    for at in start.unwrap_or(sentence.start)..sentence.end {
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
        // "per user", "each tester's contract", and the number of users or testers anywhere in the text
        let counted = starting_at(numbers, at + 1).is_some();
        if sentence.contains(&(at + 1)) && seconds_of(word(at + 1)).is_none() && !counted {
            let maker = base(word(at + 1).trim_end_matches("'s"));
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
    let each = || each_of_them(document, numbers, frequency).filter(|_| !frequency.counts_requests);
    each().unwrap_or_else(|| (1.0, String::new()))
}

/// "250 saved searches, and renews each of them every five minutes": the things counted last before or beside a bare "each" or
/// "every one".
fn each_of_them(document: &Document<'_>, numbers: &[Number], frequency: &Frequency) -> Option<(f64, String)> {
    let sentence = document.sentence_of(frequency.tokens.start);
    let bare = |at: usize| match (document.word(at), document.word(at + 1)) {
        ("each", next) => seconds_of(next).is_none() && !number_at(numbers, at + 1),
        ("every", "one") => seconds_of(document.word(at + 2)).is_none(),
        _ => false,
    };
    if !sentence.clone().any(bare) {
        return None;
    }
    let before = sentence.start.checked_sub(1).map_or(sentence.start, |last| document.sentence_of(last).start);
    let counted = |number: &&Number| {
        let outside = number.tokens.end <= frequency.tokens.start || frequency.tokens.end <= number.tokens.start;
        (before..sentence.end).contains(&number.tokens.start) && outside && number.value >= 2.0 && counts_things(document, number)
    };
    let number = numbers.iter().filter(counted).max_by(|one, other| one.value.total_cmp(&other.value))?;
    Some((number.value, document.word(number.tokens.end).to_owned()))
}

fn number_at(numbers: &[Number], at: usize) -> bool {
    numbers.iter().any(|number| number.tokens.start == at)
}

/// Whether a number stands before the plural of a thing: no time, no money, no requests.
fn counts_things(document: &Document<'_>, number: &Number) -> bool {
    let (next, second) = (document.word(number.tokens.end), document.word(number.tokens.end + 1));
    let thing = |word: &str| {
        word.len() > 3
            && word.ends_with('s')
            && seconds_of(word).is_none()
            && !is_one_of(REQUESTS, word)
            && !number_unit(word)
            && word != "times"
    };
    seconds_of(next).is_none() && !is_one_of(REQUESTS, next) && !number_unit(next) && next != "times" && (thing(next) || thing(second))
}

/// "from 9 to 17", "between 08:00 and 18:00 h": the hours from one time of the day to another; over midnight as well.
fn from_to(document: &Document<'_>, numbers: &[Number], from: &Number) -> Option<f64> {
    let word = |at: usize| document.word(at);
    let minutes = |number: &Number| usize::from(document.gap_before(number.tokens.end).trim() == ":");
    let named = |at: usize| usize::from(matches!(word(at), "h" | "am" | "pm" | "hour" | "hours" | "o'clock"));
    let first = from.tokens.start.checked_sub(1).map(word)?;
    let joined = from.tokens.end + minutes(from);
    let joined = joined + named(joined);
    let joins = matches!((first, word(joined)), ("from", "to" | "till" | "until") | ("between", "and"));
    // "only 9-17"
    let dash = matches!(first, "from" | "only" | "hours" | "daily" | "h") && matches!(document.gap_before(joined).trim(), "-" | "–");
    let to = starting_at(numbers, joined + usize::from(!dash)).filter(|_| joins || dash)?;
    let after = to.tokens.end + minutes(to);
    // "from 2 to 3 contracts" is no time of day.
    let ends = document.tokens().get(after).is_none_or(|token| token.before > Break::Space) || named(after) > 0;
    let clock = |number: &Number, at: usize| number.value + if word(at) == "pm" && number.value < 12.0 { 12.0 } else { 0.0 };
    let (from, to) = (clock(from, joined - 1), clock(to, after));
    let times = ends && (0.0..=24.0).contains(&from) && (0.0..=24.0).contains(&to);
    times.then(|| (to - from).rem_euclid(24.0)).filter(|hours| *hours > 0.0)
}

/// "the shift lasts eight hours".
fn lasts(document: &Document<'_>, number: &Number) -> Option<f64> {
    let before = number.tokens.start.checked_sub(1).map(|at| document.word(at))?;
    let lasts = matches!(before, "lasts" | "last" | "lasting") && matches!(document.word(number.tokens.end), "hours" | "h");
    lasts.then_some(number.value)
}

fn is_maker(document: &Document<'_>, at: usize) -> bool {
    is_one_of(MAKERS, document.word(at)) || is_one_of(MAKERS, document.word(at + 1))
}

/// Hours of a day in which requests are made: stated working hours, else 24.
pub(super) fn hours_a_day(document: &Document<'_>, numbers: &[Number]) -> f64 {
    let word = |at: usize| document.word(at);
    for number in numbers.iter().filter(|number| (1.0..=24.0).contains(&number.value)) {
        let end = number.tokens.end;
        if matches!(word(end), "hour" | "hours" | "h")
            && per_unit(document, end + 1).is_some_and(|(seconds, _)| (seconds - DAY).abs() < 1.0)
        {
            return number.value;
        }
    }
    if let Some(hours) = numbers.iter().find_map(|number| from_to(document, numbers, number).or_else(|| lasts(document, number))) {
        return hours;
    }
    let says = |at: usize| match (word(at), word(at + 1)) {
        ("office" | "working" | "business" | "work" | "opening", "hours") | ("working", "day") => true,
        ("during", "the") => word(at + 2) == "day",
        _ => false,
    };
    if (0..document.tokens().len()).any(says) { 10.0 } else { 24.0 }
}
