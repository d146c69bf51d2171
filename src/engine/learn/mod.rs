//! Rules that learn from examples: the features of a stretch of text, and the training of a [`Model`].
//!
//! The method is a linear support vector machine over sparse binary features, one for each label, trained by dual coordinate descent
//! (Hsieh et al. 2008, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML). It uses nothing but sums, products and a
//! fixed order, so the same files give the same weights on every machine.

mod features;
mod rows;
mod scores;
mod signs;
mod train;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub(super) use scores::Scores;
pub(super) use signs::Signs;

use self::rows::{Row, Rows, SEEN};
use crate::rule::{FeatureId, Label, LabelWeights, Model, RuleSet};

/// Whether an author's texts tell of a label. One who never shows a statement leaves open what the texts state: nothing is learned from
/// that. Of offences, a text shows those that are named and no other.
fn tells<'r>(mut rows: impl Iterator<Item = &'r Row<'r>>, author: &str, label: Label) -> bool {
    !label.is_statement() || rows.any(|row| row.author == author && row.shows.contains(&label))
}

/// Threads that learn at once, however many cores there are: each holds all weights of a label, and reviews go on meanwhile.
const THREADS: usize = 2;

/// Learns from the examples of a rule set; the order of files and texts changes nothing.
pub fn learn(rules: &RuleSet) -> Model {
    on_few_threads(|| {
        let rows = Rows::new(rules);
        learn_from(&rows.names, &rows.all.iter().collect::<Vec<_>>())
    })
}

/// Does something on threads of its own, which end with it; where none can be started, on those of the process.
fn on_few_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(THREADS).build() {
        Ok(threads) => threads.install(work),
        Err(_) => work(),
    }
}

/// Learns from some rows, whose features have these names.
fn learn_from(names: &[Box<str>], rows: &[&Row<'_>]) -> Model {
    let mut counts = vec![0_usize; names.len()];
    for feature in rows.iter().flat_map(|row| &row.features) {
        counts.get_mut(*feature as usize).into_iter().for_each(|count| *count += 1);
    }
    let scales: Vec<f64> = counts.iter().zip(names).map(|(count, name)| features::scale(name, *count, SEEN, rows.len())).collect();
    let labels: BTreeSet<Label> = rows.iter().flat_map(|row| row.shows.iter().copied()).collect();
    let authors: BTreeSet<&str> = rows.iter().map(|row| row.author).collect();
    // Each label is learned by itself, on several cores; their order stays.
    let labels: Vec<Label> = labels.into_iter().collect();
    let weights = labels.into_par_iter().map(|label| {
        let telling: BTreeSet<&str> = authors.iter().copied().filter(|author| tells(rows.iter().copied(), author, label)).collect();
        let (features, shows): (Vec<&[u32]>, Vec<bool>) =
            (rows.iter().filter(|row| telling.contains(row.author))).map(|row| (&*row.features, row.shows.contains(&label))).unzip();
        LabelWeights::new(label, &train::train(&features, &scales, &shows))
    });
    Model::new(names, weights.collect())
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
    let Rows { names, all: rows } = Rows::new(rules);
    let authors: BTreeSet<&str> = rows.iter().map(|row| row.author).collect();
    let mut given: Vec<(Label, i32, bool)> = Vec::new();
    for author in authors {
        let of_author = |own: bool| rows.iter().filter(move |row| (row.author == author) == own);
        let model = learn_from(&names, &of_author(false).collect::<Vec<_>>());
        let told: Vec<bool> = model.labels().iter().map(|label| tells(rows.iter(), author, *label)).collect();
        for row in of_author(true) {
            let scores = model.scores(row.features.iter().filter_map(|place| names.get(*place as usize)).map(|name| FeatureId::of(name)));
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
