//! Figures of requests behind what names them: "Requests per day: 120,000", "the daily number of calls is about 60,000".

use super::Frequency;
use super::time::per_unit;
use super::words::{ADVERBS, LABEL_WORDS, REQUESTS, is_one_of};
use crate::text::Document;
use crate::text::quantity::number::{Number, range_end, starting_at};

/// Words that may stand between what names a figure and the figure, or within it.
const LABEL_REACH: usize = 8;

/// "Requests per day: 120,000", "calls a month are roughly two million".
pub(super) fn behind_requests(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let (seconds, end) = per_unit(document, at + 1)?;
    let (number, _) = figure(document, numbers, end)?;
    Some(Frequency { tokens: at..number.tokens.end, times: number.value, seconds, counts_requests: true, asks: true })
}

/// "Daily calls: 60,000", "a monthly volume of two million requests".
pub(super) fn behind_adverb(document: &Document<'_>, numbers: &[Number], at: usize) -> Option<Frequency> {
    let seconds = ADVERBS.get(document.word(at))?;
    let (number, named) = figure(document, numbers, at + 1)?;
    let behind = number.tokens.end..number.tokens.end + 2;
    let counted = behind.take_while(|at| !document.is_parted(*at)).find(|at| is_one_of(&REQUESTS, document.word(*at)));
    let end = counted.map_or(number.tokens.end, |at| at + 1);
    (named || counted.is_some()).then_some(Frequency { tokens: at..end, times: number.value, seconds, counts_requests: true, asks: true })
}

/// The figure that stands behind words which name one, and whether they name requests.
fn figure<'n>(document: &Document<'_>, numbers: &'n [Number], from: usize) -> Option<(&'n Number, bool)> {
    let sentence = document.sentence_of(from);
    let mut named = false;
    for at in from..sentence.end.min(from + LABEL_REACH) {
        if document.is_parted(at) && document.gap_before(at).trim() != ":" {
            return None;
        }
        if let Some(number) = starting_at(numbers, at).filter(|_| at > from || document.is_parted(at)) {
            return Some((range_end(document, numbers, number).unwrap_or(number), named));
        }
        let requests = is_one_of(&REQUESTS, document.word(at));
        if !requests && !LABEL_WORDS.contains(document.word(at)) {
            return None;
        }
        named |= requests;
    }
    None
}
