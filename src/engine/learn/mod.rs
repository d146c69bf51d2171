//! Rules that learn from examples: the features of a stretch of text, and the training of a [`Model`].
//!
//! The method is a linear support vector machine over sparse binary features, one for each label, trained by dual coordinate descent
//! (Hsieh et al. 2008, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML). It uses nothing but sums, products and a
//! fixed order, so the same files give the same weights on every machine.

mod features;
mod scores;
mod signs;
mod train;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

pub(super) use scores::Scores;
pub(super) use signs::Signs;

use super::reading::{Reading, TextReading};
use crate::rule::{FeatureId, Input, Label, MarkedText, Model, RuleSet};
use crate::submission::Submission;

/// Examples a feature stands in at least: what is said once teaches nothing.
const SEEN: usize = 2;
/// Part of a marked stretch that has to lie in a sentence for the sentence to show the same.
const HALF: usize = 2;

/// One thing to learn from: the names of its features, and what it shows.
struct Row<'r> {
    features: Vec<String>,
    shows: BTreeSet<Label>,
    /// Who wrote it.
    author: &'r str,
}

/// Whether an author's texts tell of a label. One who never shows a statement leaves open what the texts state: nothing is learned from
/// that. Of offences, a text shows those that are named and no other.
fn tells<'r>(mut rows: impl Iterator<Item = &'r Row<'r>>, author: &str, label: Label) -> bool {
    !label.is_statement() || rows.any(|row| row.author == author && row.shows.contains(&label))
}

/// Learns from the examples of a rule set; the order of files and texts changes nothing.
pub fn learn(rules: &RuleSet) -> Model {
    let mut texts: Vec<&MarkedText> = rules.examples.iter().collect();
    texts.sort();
    let rows: Vec<Row<'_>> = texts.into_par_iter().flat_map_iter(|text| rows(rules, text)).collect();
    learn_from(&rows.iter().collect::<Vec<_>>())
}

fn learn_from(rows: &[&Row<'_>]) -> Model {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for feature in rows.iter().flat_map(|row| &row.features) {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= SEEN);
    let names: Vec<&str> = counts.keys().copied().collect();
    let scales: Vec<f64> = counts.iter().map(|(name, count)| features::scale(name, *count, SEEN, rows.len())).collect();
    let place = |name: &String| names.binary_search(&name.as_str()).ok().and_then(|at| u32::try_from(at).ok());
    // In order of name: sums of fractions depend on their order, and that of features is by their hashes.
    let mut places: Vec<Vec<u32>> = rows.iter().map(|row| row.features.iter().filter_map(place).collect()).collect();
    for places in &mut places {
        places.sort_unstable();
    }
    let labels: BTreeSet<Label> = rows.iter().flat_map(|row| row.shows.iter().copied()).collect();
    let authors: BTreeSet<&str> = rows.iter().map(|row| row.author).collect();
    // Each label is learned by itself, on all cores; their order stays.
    let labels: Vec<Label> = labels.into_iter().collect();
    let weights = labels.into_par_iter().map(|label| {
        let telling: BTreeSet<&str> = authors.iter().copied().filter(|author| tells(rows.iter().copied(), author, label)).collect();
        let (places, shows): (Vec<&[u32]>, Vec<bool>) = (rows.iter().zip(&places).filter(|(row, _)| telling.contains(row.author)))
            .map(|(row, places)| (places.as_slice(), row.shows.contains(&label)))
            .unzip();
        (label, train::train(&places, &scales, &shows))
    });
    Model::new(&names, weights.collect())
}

/// What is learned from a marked text: each of its marked stretches, and each of its sentences with all that is marked in it.
fn rows<'r>(rules: &RuleSet, example: &'r MarkedText) -> Vec<Row<'r>> {
    let submission = Submission::new(&example.text);
    let reading = Reading::new(rules, &submission);
    let Some(text) = reading.text(Input::Description) else { return Vec::new() };
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
    rows.into_iter().map(|((start, end), shows)| Row { features: names(rules, text, start..end), shows, author: &example.author }).collect()
}

/// What a sentence shows: all of the stretches that lie in it by half or more.
fn shown(stretches: &[(Range<usize>, &BTreeSet<Label>)], sentence: &Range<usize>) -> BTreeSet<Label> {
    let inside = |tokens: &Range<usize>| tokens.end.min(sentence.end).saturating_sub(tokens.start.max(sentence.start));
    let most = stretches.iter().filter(|(tokens, _)| inside(tokens) * HALF >= tokens.len() && inside(tokens) > 0);
    most.flat_map(|(_, shows)| shows.iter().copied()).collect()
}

fn names(rules: &RuleSet, text: &TextReading<'_>, tokens: Range<usize>) -> Vec<String> {
    features::features(rules, text, tokens).iter().map(|feature| features::name(rules, text, feature)).collect()
}

/// How often a label is given, and how often rightly, to sentences of authors the model has not seen, from a score on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Checked {
    /// The label.
    pub label: Label,
    /// Sentences that show it.
    pub shown: usize,
    /// The least score in thousandths at which the precision asked for holds.
    pub score: i32,
    /// Sentences rightly given the label from that score on.
    pub right: usize,
    /// Sentences wrongly given it.
    pub wrong: usize,
}

/// Leaves out each author in turn, learns from the others, and finds for each label, and each of these precisions, the score from which
/// so much of what it is given to is right; `None` where there is no such score.
pub fn check(rules: &RuleSet, precisions: &[f64]) -> Vec<(Label, Vec<Option<Checked>>)> {
    let rows: Vec<Row<'_>> = rules.examples.par_iter().flat_map_iter(|text| rows(rules, text)).collect();
    let authors: BTreeSet<&str> = rows.iter().map(|row| row.author).collect();
    let mut given: Vec<(Label, i32, bool)> = Vec::new();
    for author in authors {
        let of_author = |own: bool| rows.iter().filter(move |row| (row.author == author) == own);
        let model = learn_from(&of_author(false).collect::<Vec<_>>());
        let told: Vec<bool> = model.labels().iter().map(|label| tells(rows.iter(), author, *label)).collect();
        for row in of_author(true) {
            let scores = model.scores(row.features.iter().map(|name| FeatureId::of(name)));
            let labelled = model.labels().iter().zip(scores).zip(&told).filter(|(_, told)| **told);
            given.extend(labelled.map(|((label, score), _)| (*label, score, row.shows.contains(label))));
        }
    }
    let labels: BTreeSet<Label> = given.iter().map(|(label, _, _)| *label).collect();
    let at = |label: Label| precisions.iter().map(|precision| checked(label, &given, *precision)).collect();
    labels.into_iter().map(|label| (label, at(label))).collect()
}

#[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
fn checked(label: Label, given: &[(Label, i32, bool)], precision: f64) -> Option<Checked> {
    let mut scores: Vec<(i32, bool)> = given.iter().filter(|(of, _, _)| *of == label).map(|(_, score, right)| (*score, *right)).collect();
    scores.sort_by(|one, other| other.cmp(one));
    let shown = scores.iter().filter(|(_, right)| *right).count();
    let (mut right, mut wrong, mut best) = (0, 0, None);
    for (score, shows) in scores {
        right += usize::from(shows);
        wrong += usize::from(!shows);
        if right as f64 >= precision * (right + wrong) as f64 {
            best = Some(Checked { label, shown, score, right, wrong });
        }
    }
    best
}
