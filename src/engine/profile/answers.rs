//! What is asked in a profile, and answered with no: "Suspensions: none", "Ever banned? never".

use std::ops::Range;

use super::states::ENTRY_ENDS;
use crate::rule::Hit;
use crate::text::Document;

/// What answers that there is none of something.
const NO: &[&str] = &["no", "none", "never", "0", "zero", "nil", "false", "nope", "not", "nothing", "absent"];
/// What may stand between a word and its answer.
const ASKS: &[char] = &[':', '=', '?', '-', '–', '—', '→', '>', '|', '\t', '…', '('];

/// Whether words answer with no.
pub(super) fn is_no(document: &Document<'_>, value: &Range<usize>) -> bool {
    !value.is_empty() && NO.contains(&document.word(value.start))
}

/// Words between what is asked and its answer, at most.
const ASKED_WORDS: usize = 6;
/// Words that may stand between what is asked and the sign that asks, or before the answer.
const FILLERS: &[&str] = &[
    "and", "or", "nor", "so", "far", "received", "ever", "in", "the", "past", "last", "months", "days", "year", "years", "total", "i",
    "have", "we", "there", "are", "is", "on", "my", "this", "account", "record", "file", "before", "yet", "to", "date",
];
/// Words behind "no" that leave it an answer: "no, never", "no it was not"; in "no reason given" it is none.
const BEHIND_NO: &[&str] = &["it", "i", "we", "never", "not", "none", "nothing", "longer", "more"];
/// Words behind "not" that make it say something else: "suspended, not sure why".
const BEHIND_NOT: &[&str] =
    &["sure", "certain", "clear", "known", "fair", "justified", "my", "because", "lifted", "resolved", "removed", "over", "explained"];

/// Whether what a hit asks about is answered with no: "Suspensions: none", "Ever banned? never", "warnings or bans so far: 0"; `is_hit` says
/// whether a token asks as well.
pub(super) fn is_answered_with_no(document: &Document<'_>, hit: &Hit, is_hit: impl Fn(usize) -> bool) -> bool {
    let no = |at: usize| NO.contains(&document.word(at));
    let fills = |at: usize| FILLERS.contains(&document.word(at));
    // "0 earnings: none" asks nothing.
    if hit.tokens.clone().any(no) {
        return false;
    }
    let asks = |at: usize| {
        let gap = document.gap_before(at);
        gap.contains(ASKS) || gap.contains("..")
    };
    let reached = hit.tokens.end..hit.tokens.end + ASKED_WORDS;
    // "Warnings in the last 12 months: 0".
    let counts = |at: usize| document.tokens().get(at).is_some_and(|token| token.number);
    // "warnings 0, suspensions none"
    let ends = |at: usize| document.is_parted(at) || document.gap_before(at).contains(ENTRY_ENDS);
    let counted = |at: usize| matches!(document.word(at), "0" | "zero" | "none" | "nil") && ends(at + 1);
    if counted(hit.tokens.end) && !document.is_parted(hit.tokens.end) {
        return true;
    }
    let asked = reached.clone().find(|at| asks(*at) || !fills(*at) && !is_hit(*at) && !counts(*at)).filter(|at| asks(*at));
    let answer = asked.and_then(|from| (from..reached.end).find(|at| !fills(*at)));
    answer.is_some_and(|at| {
        let next = Some(at + 1).filter(|next| !document.is_parted(*next)).map_or("", |next| document.word(next));
        match document.word(at) {
            "no" => next.is_empty() || fills(at + 1) || is_hit(at + 1) || BEHIND_NO.contains(&next),
            "not" => !BEHIND_NOT.contains(&next),
            // "N", "n/a"
            "n" => true,
            _ => no(at),
        }
    })
}
