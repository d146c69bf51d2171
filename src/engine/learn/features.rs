//! What a stretch of text consists of, for learning: the stems of its words, pairs of neighbouring stems, and the word lists found in
//! it; single words and lists each with a mark where they are denied.

use std::ops::Range;

use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{FeatureId, Hit, RuleSet};

/// The name of any figure.
const FIGURE: &str = "#";
/// Stands before the first and behind the last word.
const EDGE: &str = "^";

/// What a feature was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// The word at a place.
    Word(usize),
    /// The words at a place and the next; the word before the first is the edge.
    Pair(Option<usize>),
    /// A word list, by its place among the lists of the rule set.
    List(usize),
}

/// A feature, with the tokens it was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    pub(crate) id: FeatureId,
    pub(crate) tokens: (usize, usize),
    sign: Sign,
    denied: bool,
}

/// The features of a range of tokens, each once (at its first place), in order of id.
pub(crate) fn features(rules: &RuleSet, text: &TextReading<'_>, range: Range<usize>) -> Vec<Feature> {
    let mut found = Vec::with_capacity(range.len() * 3);
    let cue = |term: Option<_>| term.is_some_and(|term| text.hits.within(term, range.clone()).next().is_some());
    let cues = cue(rules.cues.denial) || cue(rules.cues.after);
    let denied = |hit: &Hit| cues && denial::denies(rules, text, hit);
    for at in range.clone() {
        let denied = denied(&Hit::whole(at..at + 1));
        found.push(Feature { id: id(denied, "", stem(text, at), ""), tokens: (at, at + 1), sign: Sign::Word(at), denied });
        let before = at.checked_sub(1).filter(|before| *before >= range.start);
        let first = before.map_or(EDGE, |before| stem(text, before));
        found.push(Feature {
            id: id(false, first, "_", stem(text, at)),
            tokens: (before.unwrap_or(at), at + 1),
            sign: Sign::Pair(before),
            denied: false,
        });
    }
    if let Some(last) = range.end.checked_sub(1).filter(|last| *last >= range.start) {
        let id = id(false, stem(text, last), "_", EDGE);
        found.push(Feature { id, tokens: (last, last + 1), sign: Sign::Pair(Some(last)), denied: false });
    }
    for (place, (name, term)) in rules.lists.iter().enumerate() {
        for hit in text.hits.within(*term, range.clone()) {
            let denied = denied(hit);
            found.push(Feature {
                id: id(denied, "@", name, ""),
                tokens: (hit.tokens.start, hit.tokens.end),
                sign: Sign::List(place),
                denied,
            });
        }
    }
    found.sort();
    found.dedup_by(|later, first| later.id == first.id);
    found
}

/// The name of a feature, as the model's file has it: `send`, `send_propos`, `@send-verb`, with `!` in front where it is denied.
pub(super) fn name(rules: &RuleSet, text: &TextReading<'_>, feature: &Feature) -> String {
    let mark = if feature.denied { "!" } else { "" };
    match feature.sign {
        Sign::Word(at) => format!("{mark}{}", stem(text, at)),
        Sign::List(place) => format!("{mark}@{}", rules.lists.get(place).map_or("", |(name, _)| name)),
        Sign::Pair(before) => {
            let first = before.map_or(EDGE, |at| stem(text, at));
            let last = feature.tokens.1 - 1;
            let second = if before == Some(last) { EDGE } else { stem(text, last) };
            format!("{first}_{second}")
        }
    }
}

fn stem<'a>(text: &'a TextReading<'_>, at: usize) -> &'a str {
    let figure = text.document.tokens().get(at).is_some_and(|token| token.number);
    if figure { FIGURE } else { text.stems().get(at).map_or("", String::as_str) }
}

/// The id of the name that these parts make together.
fn id(denied: bool, first: &str, second: &str, third: &str) -> FeatureId {
    let mark = if denied { "!" } else { "" };
    FeatureId::of(&[mark, first, second, third])
}
