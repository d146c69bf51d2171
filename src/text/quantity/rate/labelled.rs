//! Figures of requests behind what names them: "Requests per day: 120,000", "the daily number of calls is about 60,000".

use super::Frequency;
use super::time::per_unit;
use super::words::{ADVERBS, BEHIND_FIGURES, LABEL_WORDS, REQUESTS, REQUESTS_LABEL, is_one_of};
use crate::text::quantity::number::{Number, range_end, starting_at};
use crate::text::{Break, Document};

/// Words that may stand between what names a figure and the figure, or within it.
const LABEL_REACH: usize = 8;
/// What may stand right between them.
const SIGNS: [&str; 6] = [":", "=", "-", "–", "—", "):"];
/// With what a sentence goes on behind a unit of time that stands first.
const BEHIND_UNITS: &[&str] =
    &["we", "it", "i", "they", "that", "this", "there", "our", "my", "the", "all", "about", "some", "around", "roughly", "up"];
/// How many times the lower end of a range its upper end may be: more is a telephone number.
const RANGE: f64 = 10.0;
/// Calls that are none of a program.
const OF_PEOPLE: [&str; 6] = ["phone", "telephone", "video", "sales", "support", "conference"];

/// "Requests per day: 120,000", "calls a month are roughly two million".
pub(super) fn behind_requests(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let (seconds, end) = per_unit(document, at + 1)?;
    let of_people = at.checked_sub(1).is_some_and(|before| OF_PEOPLE.contains(&document.word(before)));
    let figure = figure(document, numbers, end).filter(|_| !of_people)?;
    Some(Frequency::of_requests(at..figure.end, figure.value, seconds))
}

/// "Daily calls: 60,000", "a monthly volume of two million requests".
pub(super) fn behind_adverb(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let seconds = ADVERBS.get(document.word(at))?;
    let figure = figure(document, numbers, at + 1).filter(|figure| figure.counts_requests)?;
    Some(Frequency::of_requests(at..figure.end, figure.value, seconds))
}

/// "Per week we get to 320,000 requests", "in a month it comes to two million calls": the unit of time stands first in its part of the
/// sentence, and the next number counts requests.
pub(super) fn behind_unit(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let sentence = document.sentence_of(at);
    let begins = at == sentence.start || document.is_parted(at);
    // "In the year-end month" is no year.
    let whole = |end: usize| document.tokens().get(end).is_none_or(|next| next.before > Break::Joint);
    let (seconds, end) = per_unit(document, at).filter(|(_, end)| begins && whole(*end))?;
    let reached = (end..sentence.end.min(end + LABEL_REACH)).take_while(|at| !document.is_parted(*at));
    let number = reached.into_iter().find_map(|at| starting_at(numbers, at))?;
    // "In the second phase we expect 500 calls a day": neither a second, nor without a unit of its own.
    let goes_on = starting_at(numbers, end).is_some() || document.is_parted(end) || BEHIND_UNITS.contains(&document.word(end));
    if !goes_on || document.word(at + 1) == "the" || super::counted(document, numbers, number).is_some() {
        return None;
    }
    let figure =
        counted(document, range_end(document, numbers, number).unwrap_or(number), false).filter(|figure| figure.counts_requests)?;
    Some(Frequency::of_requests(at..figure.end, figure.value, seconds))
}

/// A figure behind words that name one.
struct Figure {
    value: f64,
    /// One past its last token, and past that of the requests it counts.
    end: usize,
    /// Whether the words before or behind it say that it counts requests.
    counts_requests: bool,
}

/// The figure that begins at a token, or behind words that name one; a question is named by its answer: "Requests a day? A: 500".
fn figure(document: &Document<'_>, numbers: &[Number], from: usize) -> Option<Figure> {
    let mut sentence_end = document.sentence_of(from).end;
    let mut named = false;
    for at in from..document.tokens().len().min(from + LABEL_REACH) {
        let gap = document.gap_before(at).trim();
        let answers = gap == "?";
        if answers {
            sentence_end = document.sentence_of(at).end;
        }
        if at >= sentence_end || !(answers || gap.is_empty() || SIGNS.contains(&gap)) {
            return None;
        }
        if answers && document.word(at) == "a" && document.gap_before(at + 1).trim() == ":" {
            continue;
        }
        if let Some(number) = starting_at(numbers, at) {
            let range = range_end(document, numbers, number).filter(|end| end.value <= number.value * RANGE);
            return counted(document, range.unwrap_or(number), named);
        }
        let requests = REQUESTS_LABEL.contains(&document.word(at));
        if !requests && !is_label(document, at) {
            return None;
        }
        named |= requests;
    }
    None
}

/// Whether a word may stand between what names a figure and the figure; "up" only where "to" follows.
fn is_label(document: &Document<'_>, at: usize) -> bool {
    match document.word(at) {
        "up" => document.word(at + 1) == "to",
        "to" => at.checked_sub(1).is_some_and(|before| document.word(before) == "up"),
        word => LABEL_WORDS.contains(word),
    }
}

/// A number with what it counts, where that is requests or nothing.
fn counted(document: &Document<'_>, number: &Number, named: bool) -> Option<Figure> {
    let end = number.tokens.end;
    let ends = document.is_parted(end);
    // "60,000 API requests"
    let requests = (end..end + 2).take_while(|at| !document.is_parted(*at)).find(|at| is_one_of(&REQUESTS, document.word(*at)));
    let unit = !ends && requests.is_none() && !BEHIND_FIGURES.contains(document.word(end));
    (!unit).then(|| Figure { value: number.value, end: requests.map_or(end, |at| at + 1), counts_requests: named || requests.is_some() })
}
