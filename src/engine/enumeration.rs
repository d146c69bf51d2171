//! Denial over an enumeration: "We do not run searches, score people, send invitations, or let software choose".
//!
//! Between the items of an enumeration that is denied, English has "or" where one that is affirmed has "and"; that tells how far the
//! denial reaches (Huddleston and Pullum 2002, "The Cambridge Grammar of the English Language", chapter 15).

use std::ops::Range;

use super::heading::{Covered, SENTENCE_WORDS};
use super::reading::TextReading;
use crate::text::{Break, Document};

/// Items of an enumeration, at least: of two, the denial of the first reaches the other anyway.
const ITEMS: usize = 3;
/// Words of items before what denies them, at most.
const WORDS_BEFORE: usize = 30;
/// Words of clauses, which are no items.
const DOERS: &[&str] =
    &["it", "we", "i", "they", "bot", "script", "app", "application", "tool", "program", "software", "system", "service"];
/// Cues looked at in a text: enough for any honest one, a bound for hostile ones.
const CUES: usize = 64;
/// Words that deny a verb or what follows it.
const DENIALS: &[&str] = &["not", "never", "no", "cannot", "neither", "without", "of", "from", "forbidden", "prohibited"];
/// Words after which a denial is no statement: "if nobody answers, …".
const CONDITIONS: &[&str] =
    &["if", "when", "where", "whenever", "unless", "until", "once", "after", "because", "since", "who", "which", "that"];

/// The enumerations of a text that are denied as a whole, each with its cue.
pub(super) fn enumerated<'t>(text: &'t TextReading<'_>) -> impl Iterator<Item = Covered> + 't {
    let document = &text.document;
    let said = text.rules.cues.denial.into_iter().flat_map(|denial| text.hits.of(denial)).map(|hit| hit.tokens.clone()).take(CUES);
    let denials = said.filter(move |cue| DENIALS.contains(&document.word(cue.end - 1)) && !text.pseudo_cues().overlap(cue));
    let behind = text.rules.cues.after.into_iter().flat_map(|after| text.hits.of(after)).map(|hit| hit.tokens.clone()).take(CUES);
    let before = behind.filter_map(move |cue| Some((items_before(document, &cue)?, cue)));
    denials.filter_map(move |cue| Some((items(document, &cue)?, cue))).chain(before)
}

/// "Bidding, scraping of people, and sale are not performed": the items before words that deny what stands before them, from the beginning of
/// their sentence, where the last ones are joined.
fn items_before(document: &Document<'_>, cue: &Range<usize>) -> Option<Range<usize>> {
    let items = document.sentence_of(cue.start).start..cue.start;
    let acts = |at: usize| DOERS.contains(&document.word(at));
    if items.clone().any(acts)
        || items.len() > WORDS_BEFORE
        || !document.is_parted(cue.end)
        || SENTENCE_WORDS.contains(&document.word(items.start))
    {
        return None;
    }
    let one_part = items.clone().skip(1).all(|at| break_before(document, at) <= Break::Comma);
    (one_part && is_enumeration(document, &items, &["and", "or"])).then_some(items)
}

/// The items behind a cue, where the last ones are joined by "or".
fn items(document: &Document<'_>, cue: &Range<usize>) -> Option<Range<usize>> {
    let sentence = document.sentence_of(cue.start);
    if (sentence.start..cue.start).any(|at| CONDITIONS.contains(&document.word(at))) {
        return None;
    }
    let end = (cue.end + 1..sentence.end).find(|at| break_before(document, *at) > Break::Comma).unwrap_or(sentence.end);
    // What begins like a sentence is no item, nor is what comes after it.
    let new = |at: &usize| break_before(document, *at) == Break::Comma && SENTENCE_WORDS.contains(&document.word(*at));
    let items = cue.end..(cue.end + 1..end).find(new).unwrap_or(end);
    is_enumeration(document, &items, &["or", "nor"]).then_some(items)
}

/// What stands between a token and the one before it.
fn break_before(document: &Document<'_>, at: usize) -> Break {
    document.tokens().get(at).map_or(Break::Sentence, |token| token.before)
}

/// Whether commas part tokens into [`ITEMS`] or more, and the last ones are joined by one of these words.
fn is_enumeration(document: &Document<'_>, tokens: &Range<usize>, joints: &[&str]) -> bool {
    let starts = tokens.clone().skip(1).filter(|at| break_before(document, *at) == Break::Comma);
    let Some(last) = starts.clone().next_back() else { return false };
    (last..tokens.end).any(|at| joints.contains(&document.word(at))) && starts.count() + 1 >= ITEMS
}

#[cfg(test)]
mod tests {
    use super::super::heading::tests::denied_by;

    fn denied(text: &str) -> Vec<String> {
        let lists = "denial = [\"not\", \"never\", \"no\", \"nobody\", \"refrain from\"]\ndenial-not = [\"not only\"]\ndenial-after = [\"are not performed\"]";
        denied_by(lists, text)
    }

    #[test]
    fn what_is_joined_by_or_is_denied_as_a_whole() {
        for (text, items) in [
            (
                "We do not run searches, score people, send invitations, or let software choose.",
                "run searches, score people, send invitations, or let software choose",
            ),
            (
                "No part of it is about bidding, scraping, reselling or training: it reads.",
                "part of it is about bidding, scraping, reselling or training",
            ),
            ("We refrain from bidding, messaging, or scraping, it reads hours", "bidding, messaging, or scraping"),
            ("Bulk mail, collection of names, and sale are not performed.", "Bulk mail, collection of names, and sale"),
        ] {
            assert_eq!(denied(text), [items], "{text}");
        }
    }

    #[test]
    fn other_lists_are_not() {
        for text in [
            "It never sleeps, finds jobs, bids and answers within a minute.",
            "If it does not get an answer, two, three or four more invitations go out.",
            "It is not only a list, a reminder, or a chart.",
            "It does not wait, it bids, invites or answers.",
            "It does not wait: a bid, a message or an invitation goes out.",
            "Nobody reads, edits or sends them.",
            "It does not bid or invite.",
            "It bids, scrapes names, and sales are not performed.",
            "Our bot bids on all jobs, answers clients, and phone calls are not performed.",
        ] {
            assert_eq!(denied(text), Vec::<String>::new(), "{text}");
        }
    }
}
