//! What is learned from: the stretches of marked texts, each with the features that more than one of them has.
//!
//! Features go by their ids; names tell in which order they are summed up, and what a model's file calls them. Texts are read twice: once to
//! find the features that are worth a name, a fifth of all, and once more to spell those. To hold all names would take longer, and ten times
//! the room.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::features::{self, Feature};
use crate::engine::reading::{Reading, TextReading};
use crate::rule::{FeatureId, Input, Label, MarkedText, RuleSet};
use crate::submission::Submission;

/// Examples a feature stands in at least: what is said once teaches nothing.
pub(super) const SEEN: usize = 2;
/// Part of a marked stretch that has to lie in a sentence for the sentence to show the same.
const HALF: usize = 2;
/// Texts whose features are held at once, while nobody knows which of them come again.
const BATCH: usize = 2_000;

/// One thing to learn from: its features, and what it shows.
pub(super) struct Row<'r> {
    /// Places in [`Rows::names`], in order of name: sums of fractions depend on their order.
    pub(super) features: Box<[u32]>,
    pub(super) shows: BTreeSet<Label>,
    /// Who wrote it.
    pub(super) author: &'r str,
}

/// All that is learned from, in the order of the texts: that of files changes nothing.
pub(super) struct Rows<'r> {
    /// The names of the features that are seen often enough, in order of id.
    pub(super) names: Vec<Box<str>>,
    pub(super) all: Vec<Row<'r>>,
}

impl<'r> Rows<'r> {
    pub(super) fn new(rules: &'r RuleSet) -> Self {
        let mut texts: Vec<&MarkedText> = rules.examples.iter().collect();
        texts.sort();
        let ids = repeated(rules, &texts);
        let names: Vec<OnceLock<Box<str>>> = ids.iter().map(|_| OnceLock::new()).collect();
        let place = |text: &TextReading<'_>, feature: &Feature| {
            let place = ids.binary_search(&feature.id).ok()?;
            names.get(place)?.get_or_init(|| features::name(text, feature).into());
            u32::try_from(place).ok()
        };
        let of_text = |example: &&'r MarkedText| {
            let mut rows = Vec::new();
            each_stretch(rules, example, |text, features, shows| {
                let features = features.iter().filter_map(|feature| place(text, feature)).collect();
                rows.push(Row { features, shows, author: &example.author });
            });
            rows
        };
        let all = texts.par_iter().flat_map_iter(of_text).collect();
        let mut rows = Self { names: names.into_iter().map(|name| name.into_inner().unwrap_or_default()).collect(), all };
        rows.sort_by_name();
        rows
    }

    /// Brings the features of each row in order.
    fn sort_by_name(&mut self) {
        let mut sorted: Vec<u32> = (0..).take(self.names.len()).collect();
        sorted.par_sort_unstable_by_key(|place| self.names.get(*place as usize));
        let mut ranks = vec![0_u32; sorted.len()];
        for (place, rank) in sorted.iter().zip(0..) {
            ranks.get_mut(*place as usize).into_iter().for_each(|known| *known = rank);
        }
        self.all.par_iter_mut().for_each(|row| row.features.sort_unstable_by_key(|place| ranks.get(*place as usize)));
    }
}

/// The features that are seen often enough in all stretches of texts, in order.
fn repeated(rules: &RuleSet, texts: &[&MarkedText]) -> Vec<FeatureId> {
    let of_text = |example: &&MarkedText| {
        let mut ids = Vec::new();
        each_stretch(rules, example, |_, features, _| ids.extend(features.iter().map(|feature| feature.id)));
        ids
    };
    let mut ids: Vec<FeatureId> = Vec::new();
    for batch in texts.chunks(BATCH) {
        ids.par_extend(batch.par_iter().flat_map_iter(of_text));
        // What was in order before is merged.
        ids.sort();
        keep_at_most(SEEN, &mut ids);
    }
    ids.chunk_by(|one, other| one == other).filter(|same| same.len() >= SEEN).filter_map(|same| same.first().copied()).collect()
}

/// Of equal neighbours, keeps so many.
fn keep_at_most<T: Copy + PartialEq>(most: usize, all: &mut Vec<T>) {
    let (mut last, mut count) = (None, 0);
    all.retain(|one| {
        count = if last == Some(*one) { count + 1 } else { 1 };
        last = Some(*one);
        count <= most
    });
}

/// Tells of what is learned from a marked text: each of its marked stretches, and each of its sentences with all that is marked in it.
fn each_stretch(rules: &RuleSet, example: &MarkedText, mut tell: impl FnMut(&TextReading<'_>, Vec<Feature>, BTreeSet<Label>)) {
    let submission = Submission::new(&example.text);
    let reading = Reading::new(rules, &submission);
    let Some(text) = reading.text(Input::Description) else { return };
    let stretches: Vec<(Range<usize>, &BTreeSet<Label>)> = example
        .marks
        .iter()
        .map(|mark| (text.document.tokens_in(mark.span), &mark.shows))
        .filter(|(tokens, _)| !tokens.is_empty())
        .collect();
    let mut rows: BTreeMap<(usize, usize), BTreeSet<Label>> = BTreeMap::new();
    for sentence in text.document.sentences() {
        rows.insert((sentence.start, sentence.end), shown(&stretches, sentence));
    }
    for (tokens, shows) in &stretches {
        rows.entry((tokens.start, tokens.end)).or_insert_with(|| (*shows).clone());
    }
    for ((start, end), shows) in rows {
        tell(text, features::features(text, start..end), shows);
    }
}

/// What a sentence shows: all of the stretches that lie in it by half or more.
fn shown(stretches: &[(Range<usize>, &BTreeSet<Label>)], sentence: &Range<usize>) -> BTreeSet<Label> {
    let inside = |tokens: &Range<usize>| tokens.end.min(sentence.end).saturating_sub(tokens.start.max(sentence.start));
    let most = stretches.iter().filter(|(tokens, _)| inside(tokens) * HALF >= tokens.len() && inside(tokens) > 0);
    most.flat_map(|(_, shows)| shows.iter().copied()).collect()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::super::learn;
    use super::*;
    use crate::rule::{RuleFile, draft};

    const FILES: [(&str, &str); 3] = [
        ("lists.toml", "send-verb = [\"send\", \"post\"]"),
        ("examples/one.toml", "botting = [\"It sends bids.\", \"It never posts bids, it reads.\"]"),
        (
            "examples/two.toml",
            "texts = [\"It reads my invoices.{build} It sends bids{botting} for me.\"]\nnothing = [\"It reads 3 letters.\"]",
        ),
    ];

    fn rules() -> RuleSet {
        let file = |(path, text): (&str, &str)| RuleFile::new(path, text);
        draft("test", &FILES.map(file)).rules
    }

    /// The names of all features of all stretches, found by spelling each of them.
    fn spelled(rules: &RuleSet) -> Vec<Vec<String>> {
        let mut texts: Vec<&MarkedText> = rules.examples.iter().collect();
        texts.sort();
        let mut all = Vec::new();
        for example in texts {
            each_stretch(rules, example, |text, features, _| {
                let mut names: Vec<String> = features.iter().map(|feature| features::name(text, feature)).collect();
                names.sort();
                all.push(names);
            });
        }
        all
    }

    #[test]
    fn rows_hold_the_names_that_are_seen_twice_in_order() {
        let rules = rules();
        let rows = Rows::new(&rules);
        let expected = spelled(&rules);
        let seen = |name: &String| expected.iter().flatten().filter(|other| *other == name).count();
        let expected: Vec<Vec<&String>> = expected.iter().map(|names| names.iter().filter(|name| seen(name) >= SEEN).collect()).collect();
        let found = |row: &Row<'_>| row.features.iter().map(|place| rows.names.get(*place as usize).expect("a name").to_string()).collect();
        let found: Vec<Vec<String>> = rows.all.iter().map(found).collect();
        assert_eq!(found.iter().map(|names| names.iter().collect::<Vec<_>>()).collect::<Vec<_>>(), expected);
        let named = |name: &str| rows.names.iter().any(|known| **known == *name);
        assert!(["send", "@send-verb", "it_read", "=sends", "it~bids"].into_iter().all(named), "{:?}", rows.names);
        assert!(!named("letter") && !named("!@send-verb"), "seen once");
    }

    #[test]
    fn the_order_of_texts_changes_nothing() {
        let mut rules = rules();
        let model = learn(&rules);
        assert!(model.features() > 0);
        rules.examples.reverse();
        assert_eq!(learn(&rules), model);
    }

    #[test]
    fn of_equal_neighbours_so_many_stay() {
        let mut all = vec![1, 2, 2, 2, 3, 3, 2];
        keep_at_most(2, &mut all);
        assert_eq!(all, [1, 2, 2, 3, 3, 2]);
    }
}
