//! How many things make the stated requests each.

use std::ops::Range;

use super::words::{MAKERS, PEOPLE, REQUESTS, SCREENS, SOURCES, asks, base, is_one_of, seconds_of};
use super::{Frequency, number_unit};
use crate::text::Document;
use crate::text::quantity::number::{Number, starting_at};

/// Words like "each" looked at in a sentence, and numbers in a text: enough for any honest one, a bound for hostile ones.
const EACH: usize = 16;
const NUMBERS: usize = 200;
/// How far before a number the word may stand that asks, and behind it what is asked about, in tokens.
const ASKED_REACH: usize = 3;
/// Words from a verb to the screen that it gives, at most.
const SCREEN_REACH: usize = 6;
/// What happens again and again, and is no thing that asks.
const OCCASIONS: &[&str] = &["round", "run", "cycle", "pass", "sweep", "time", "refresh", "batch", "call", "request", "poll", "tick"];
/// Seconds of an hour.
const HOUR: f64 = 3_600.0;

/// How many things make the stated requests each, where the sentence says "per user" or "for each of 30 contracts", and what they are.
///
/// "Each contract is read once per hour, 8,400 calls a day": what counts requests behind another rate is a sum already (`summed`), unless
/// "each" stands in the same part.
pub(super) fn makers(document: &Document<'_>, numbers: &[Number], frequency: &Frequency, summed: bool) -> (f64, String) {
    let sentence = document.sentence_of(frequency.tokens.start);
    let sum = summed && frequency.counts_requests;
    let start =
        (sentence.start..=frequency.tokens.start).rev().find(|at| document.is_parted(*at)).filter(|_| sum).unwrap_or(sentence.start);
    let each = (start..sentence.end).filter(|at| matches!(document.word(*at), "per" | "each" | "every")).take(EACH);
    let found =
        each.map(|at| counted_here(document, numbers, &sentence, at).or_else(|| named(document, numbers, frequency, &sentence, at)));
    let found = found.flatten().next();
    let found = found.or_else(|| each_of_them(document, numbers, frequency).filter(|_| !sum));
    let found = found.or_else(|| asked_one_by_one(document, numbers, frequency).filter(|_| !frequency.counts_requests));
    let found = found.or_else(|| on_their_screens(document, numbers, frequency).filter(|_| frequency.seconds < HOUR && !sum));
    found.map_or_else(|| (1.0, String::new()), |number| (number.value.max(1.0), name(document, number)))
}

/// "each of our 30 contracts", "for each of 200 users".
fn counted_here<'n>(document: &Document<'_>, numbers: &'n [Number], sentence: &Range<usize>, at: usize) -> Option<&'n Number> {
    let any = document.word(at + 1) == "of";
    let counts = |number: &&Number| is_maker(document, number.tokens.end) || any && counts_things(document, number);
    (at + 1..sentence.end.min(at + 5)).find_map(|at| starting_at(numbers, at).filter(counts))
}

/// "per user", "each tester's contract", and the number of users or testers anywhere in the text.
fn named<'n>(
    document: &Document<'_>,
    numbers: &'n [Number],
    frequency: &Frequency,
    sentence: &Range<usize>,
    at: usize,
) -> Option<&'n Number> {
    let word = document.word(at + 1);
    let other = matches!(word, "of" | "one" | "with" | "which" | "has" | "is") || asks(word);
    if other || !sentence.contains(&(at + 1)) || seconds_of(word).is_some() || starting_at(numbers, at + 1).is_some() {
        return None;
    }
    let maker = base(word.trim_end_matches("'s"));
    // "each open sidebar": as many as there are people who have it
    let screen = matches!(word, "open" | "running" | "active") && is_one_of(&SCREENS, document.word(at + 2));
    let beside = |number: &&Number, same: &dyn Fn(&str) -> bool| {
        let end = document.sentence_of(number.tokens.start).end.min(number.tokens.end + 3);
        (number.tokens.end..end).any(|near| same(document.word(near)))
    };
    let others = numbers.iter().take(NUMBERS).filter(|number| number.tokens.start != frequency.tokens.start);
    // "every contract (we have ~80)"
    let bracket = (at + 2..at + 4).find(|at| document.gap_before(*at).contains('('));
    let counted = bracket.and_then(|open| (open..open + 4).find_map(|at| starting_at(numbers, at)));
    if counted.is_some_and(|number| is_one_of(&MAKERS, word) && seconds_of(document.word(number.tokens.end)).is_none()) {
        return counted;
    }
    let same = others.clone().find(|number| beside(number, &|word| base(word) == maker));
    // "50 requests per user per day, all 900 active": any count of people will do for people.
    let people = others.filter(|number| (screen || PEOPLE.contains(maker)) && beside(number, &|word| PEOPLE.contains(base(word))));
    let has_it = |number: &&Number| {
        document.sentence_of(number.tokens.start).any(|at| matches!(document.word(at), "have" | "use" | "uses" | "open"))
    };
    let by_count = |one: &&Number, other: &&Number| one.value.total_cmp(&other.value);
    same.or_else(|| if screen { people.filter(has_it).min_by(by_count) } else { people.max_by(by_count) })
}

/// "250 saved searches, and renews each of them every five minutes": the things counted last before or beside a bare "each", "every one",
/// "one by one", or "every terminal" at the start of a part.
fn each_of_them<'n>(document: &Document<'_>, numbers: &'n [Number], frequency: &Frequency) -> Option<&'n Number> {
    let sentence = document.sentence_of(frequency.tokens.start);
    let opens = |at: usize| at == sentence.start || document.is_parted(at);
    // "Each poll asks", but not "our scripts each poll it".
    let is_occasion = |next: &str, at: usize| {
        let of_several = at.checked_sub(1).is_some_and(|before| document.word(before).ends_with('s'));
        OCCASIONS.contains(&next) && !of_several
    };
    let next_to = |at: usize| match (document.word(at), document.word(at + 1)) {
        ("each" | "every", "one") => seconds_of(document.word(at + 2)).is_none(),
        ("each", next) => seconds_of(next).is_none() && starting_at(numbers, at + 1).is_none() && !is_occasion(next, at),
        ("one", "by") => document.word(at + 2) == "one",
        ("every", next) => seconds_of(next).is_none() && is_maker(document, at + 1) && opens(at),
        _ => false,
    };
    let bare = |at: usize| matches!(document.word(at), "each" | "every" | "one") && next_to(at);
    if !sentence.clone().any(bare) {
        return None;
    }
    let before = sentence.start.checked_sub(1).map_or(sentence.start, |last| document.sentence_of(last).start);
    let counted = |number: &&Number| {
        let outside = number.tokens.end <= frequency.tokens.start || frequency.tokens.end <= number.tokens.start;
        let here = (before..sentence.end).contains(&number.tokens.start) && outside;
        here && number.value >= 2.0 && counts_things(document, number) && !itemises(document, number)
    };
    numbers.iter().filter(counted).max_by(|one, other| one.value.total_cmp(&other.value))
}

/// Whether a number stands in a bracket behind requests, and tells what they are: "six calls (offers, three rooms, time)".
fn itemises(document: &Document<'_>, number: &Number) -> bool {
    let start = document.sentence_of(number.tokens.start).start;
    let signs = |at: &usize| document.gap_before(*at).contains(['(', ')']);
    let sign = (start + 1..=number.tokens.start).rev().find(signs);
    sign.is_some_and(|at| document.gap_before(at).contains('(') && is_one_of(&REQUESTS, document.word(at - 1)))
}

/// "checks 400 saved searches every minute": the things asked about in the same part, where each takes a request of its own.
fn asked_one_by_one<'n>(document: &Document<'_>, numbers: &'n [Number], frequency: &Frequency) -> Option<&'n Number> {
    let part = document.clause_of(frequency.tokens.start);
    let from = numbers.partition_point(|number| number.tokens.start < part.start);
    let asked = |number: &&Number| {
        let before = number.tokens.start.saturating_sub(ASKED_REACH).max(part.start)..number.tokens.start;
        let behind = number.tokens.end..part.end.min(number.tokens.end + ASKED_REACH);
        let outside = !frequency.tokens.contains(&number.tokens.start);
        outside
            && before.into_iter().any(|at| asks(document.word(at)))
            && behind.into_iter().any(|at| is_one_of(&SOURCES, document.word(at)))
    };
    numbers.get(from..)?.iter().take_while(|number| number.tokens.start < part.end).find(asked)
}

/// What runs on a screen asks for each who has it: as many people as are said to have it, or as it is for.
fn on_their_screens<'n>(document: &Document<'_>, numbers: &'n [Number], frequency: &Frequency) -> Option<&'n Number> {
    let sentence = document.sentence_of(frequency.tokens.start);
    let before = sentence.start..frequency.tokens.start;
    let from = numbers.partition_point(|number| number.tokens.start < before.start);
    let to = numbers.partition_point(|number| number.tokens.end <= before.end);
    let numbers = numbers.get(from..to)?;
    who_have_it(document, numbers, &before).or_else(|| whom_it_is_for(document, numbers, &before))
}

/// "35 colleagues get a sidebar that reloads every minute": of the numbers of a stretch up to a rate, the one of those who have what asks.
fn who_have_it<'n>(document: &Document<'_>, numbers: &'n [Number], before: &Range<usize>) -> Option<&'n Number> {
    let has = |at: &usize| matches!(base(document.word(*at)), "get" | "have" | "use" | "run" | "open" | "install" | "has");
    let verb = before.clone().find(has)?;
    if asked_once(document, verb..before.end) || !(verb + 1..before.end.min(verb + SCREEN_REACH)).any(|at| is_screen(document, at)) {
        return None;
    }
    numbers.iter().take_while(|number| number.tokens.end <= verb).find(|number| counts_people(document, number, verb))
}

/// "A widget for 40 agents asks every minute", "an extension used by 40 agents".
fn whom_it_is_for<'n>(document: &Document<'_>, numbers: &'n [Number], before: &Range<usize>) -> Option<&'n Number> {
    let behind_screen = |number: &Number| {
        let preposition = number.tokens.start.checked_sub(1).filter(|at| *at > before.start);
        let preposition = preposition.filter(|at| matches!(document.word(*at), "for" | "of" | "by"));
        preposition.is_some_and(|at| (at.saturating_sub(2).max(before.start)..at).any(|at| is_screen(document, at)))
    };
    numbers.iter().find(|number| {
        behind_screen(number) && counts_people(document, number, before.end) && !asked_once(document, number.tokens.end..before.end)
    })
}

/// Whether a word names what each of the people who use a tool has open.
fn is_screen(document: &Document<'_>, at: usize) -> bool {
    !matches!(document.word(at), "app" | "window" | "session") && is_one_of(&SCREENS, document.word(at))
}

/// Whether a number counts people, by a word behind it that stands before `end`.
fn counts_people(document: &Document<'_>, number: &Number, end: usize) -> bool {
    (number.tokens.end..end.min(number.tokens.end + ASKED_REACH)).any(|at| PEOPLE.contains(base(document.word(at))))
}

/// Whether a server asks for all of them.
fn asked_once(document: &Document<'_>, mut tokens: Range<usize>) -> bool {
    tokens.any(|at| base(document.word(at)) == "server")
}

/// Whether a number stands before the plural of a thing: no time, no money, no requests.
fn counts_things(document: &Document<'_>, number: &Number) -> bool {
    let (next, second) = (document.word(number.tokens.end), document.word(number.tokens.end + 1));
    let other = |word: &str| seconds_of(word).is_some() || is_one_of(&REQUESTS, word) || number_unit(word) || word == "times";
    let thing = |word: &str| word.len() > 3 && word.ends_with('s') && !other(word);
    !other(next) && (thing(next) || thing(second) || (next, second) == ("of", "them") || is_one_of(&MAKERS, next))
}

fn is_maker(document: &Document<'_>, at: usize) -> bool {
    is_one_of(&MAKERS, document.word(at)) || is_one_of(&MAKERS, document.word(at + 1))
}

/// What a number counts: "contracts", "team members", "of them".
fn name(document: &Document<'_>, number: &Number) -> String {
    let (next, second) = (document.word(number.tokens.end), document.word(number.tokens.end + 1));
    let two = next == "of" || !next.ends_with('s') && second.ends_with('s');
    if two { format!("{next} {second}") } else { next.to_owned() }
}
