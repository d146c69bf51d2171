//! What a sentence consists of, for learning: the stems of its words and the word lists found in it, each perhaps denied.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::engine::denial;
use crate::engine::reading::TextReading;
use crate::rule::{Hit, RuleSet};

/// The feature of any figure.
const FIGURE: &str = "#";

/// A feature, with the tokens it was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    /// `send`, `@send-verb`; with `!` in front where it is denied.
    pub(crate) name: String,
    /// Its first place.
    pub(crate) tokens: (usize, usize),
}

/// The features of a range of tokens, each once, in order of name.
pub(crate) fn features(rules: &RuleSet, text: &TextReading<'_>, range: Range<usize>) -> Vec<Feature> {
    let mut found: BTreeSet<Feature> = BTreeSet::new();
    let denials = rules.cues.denial.is_some_and(|term| text.hits.within(term, range.clone()).next().is_some())
        || rules.cues.after.is_some_and(|term| text.hits.within(term, range.clone()).next().is_some());
    let mut add = |name: &str, list: bool, hit: &Hit| {
        let denied = denials && denial::denies(rules, text, hit);
        let sign = |wanted: bool, sign: &'static str| if wanted { sign } else { "" };
        let name = format!("{}{}{name}", sign(denied, "!"), sign(list, "@"));
        found.insert(Feature { name, tokens: (hit.tokens.start, hit.tokens.end) });
    };
    for at in range.clone() {
        let figure = text.document.tokens().get(at).is_some_and(|token| token.number);
        let hit = Hit::whole(at..at + 1);
        if figure {
            add(FIGURE, false, &hit);
        } else {
            add(&text.document.stem(at), false, &hit);
        }
    }
    for (name, term) in &rules.lists {
        for hit in text.hits.within(*term, range.clone()) {
            add(name, true, hit);
        }
    }
    let mut features: Vec<Feature> = found.into_iter().collect();
    features.dedup_by(|later, first| later.name == first.name);
    features
}
