//! What a stretch of text consists of, for learning: the stems of its words, pairs of neighbouring stems, its words as written (`sends` is
//! said of a tool, `send` of a person), pairs of words with one between them, and the word lists found in it; stems and lists each with
//! a mark where they are denied.

use std::ops::Range;

use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{FeatureId, Hit, RuleSet};

/// The name of any figure.
const FIGURE: &str = "#";
/// Stands before the first and behind the last word.
const EDGE: &str = "^";

/// Stands before a word that is not stemmed.
const WRITTEN: &str = "=";
/// Stands between two words that have one between them.
const AROUND: &str = "~";

/// Word lists, against stems: they overlap, and many are found at once.
const LIST_SCALE: f64 = 0.5;
/// Words that are not stemmed, and their pairs, against stems.
const WRITTEN_SCALE: f64 = 0.7;

/// What a feature was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// The word at a place.
    Word(usize),
    /// The words at a place and the next; the word before the first is the edge.
    Pair(Option<usize>),
    /// The word at a place, not stemmed.
    Written(usize),
    /// The words at a place and the next but one, not stemmed.
    Around(usize),
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
        found.push(Feature { id: id(false, WRITTEN, word(text, at), ""), tokens: (at, at + 1), sign: Sign::Written(at), denied: false });
        if let Some(first) = at.checked_sub(2).filter(|first| *first >= range.start) {
            let id = id(false, word(text, first), AROUND, word(text, at));
            found.push(Feature { id, tokens: (first, at + 1), sign: Sign::Around(first), denied: false });
        }
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
        Sign::Written(at) => format!("{WRITTEN}{}", word(text, at)),
        Sign::Around(first) => format!("{}{AROUND}{}", word(text, first), word(text, first + 2)),
        Sign::List(place) => format!("{mark}@{}", rules.lists.get(place).map_or("", |(name, _)| name)),
        Sign::Pair(before) => {
            let first = before.map_or(EDGE, |at| stem(text, at));
            let last = feature.tokens.1 - 1;
            let second = if before == Some(last) { EDGE } else { stem(text, last) };
            format!("{first}_{second}")
        }
    }
}

/// How large a feature of this name, seen `count` times in so many rows, is where it occurs, in training: the rarer the larger (inverse
/// document frequency, Spärck Jones 1972, squared), 1 for the rarest, seen `least` times; less for what other features say as well.
/// Found by leaving out authors.
#[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
pub(super) fn scale(name: &str, count: usize, least: usize, rows: usize) -> f64 {
    let one_in = |count: usize| (rows as f64 / count as f64).ln().max(0.0);
    let rarity = one_in(count) / one_in(least).max(f64::MIN_POSITIVE);
    let kind = if name.trim_start_matches('!').starts_with('@') {
        LIST_SCALE
    } else if name.starts_with(WRITTEN) || name.contains(AROUND) {
        WRITTEN_SCALE
    } else {
        1.0
    };
    rarity * rarity * kind
}

fn stem<'a>(text: &'a TextReading<'_>, at: usize) -> &'a str {
    figure(text, at).unwrap_or_else(|| text.stems().get(at).map_or("", String::as_str))
}

fn word<'a>(text: &'a TextReading<'_>, at: usize) -> &'a str {
    figure(text, at).unwrap_or_else(|| text.document.word(at))
}

/// The name that stands for any figure, where the word at a place is one.
fn figure(text: &TextReading<'_>, at: usize) -> Option<&'static str> {
    text.document.tokens().get(at).filter(|token| token.number).map(|_| FIGURE)
}

/// The id of the name that these parts make together.
fn id(denied: bool, first: &str, second: &str, third: &str) -> FeatureId {
    let mark = if denied { "!" } else { "" };
    FeatureId::of(&[mark, first, second, third])
}
