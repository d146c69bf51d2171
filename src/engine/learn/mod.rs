//! Rules that learn from examples: the features of a sentence, and the training of a [`Model`].
//!
//! The method is a linear support vector machine over sparse binary features, one for each label, trained by dual coordinate descent
//! (Hsieh et al. 2008, "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML). It uses nothing but sums, products and a
//! fixed order, so the same files give the same weights on every machine.

mod features;
mod train;

use std::collections::BTreeSet;

pub(super) use features::features;

use super::reading::Reading;
use crate::rule::{Input, Label, LabelledSentence, Model, RuleSet};
use crate::submission::Submission;

/// Learns from the examples of a rule set; the order of files and sentences changes nothing.
pub fn learn(rules: &RuleSet) -> Model {
    learn_from(rules, &rules.sentences)
}

/// Learns from some sentences.
fn learn_from(rules: &RuleSet, sentences: &[LabelledSentence]) -> Model {
    let mut sentences: Vec<&LabelledSentence> = sentences.iter().collect();
    sentences.sort();
    let labels: BTreeSet<Label> = sentences.iter().flat_map(|sentence| sentence.shows.iter().copied()).collect();
    let rows: Vec<BTreeSet<String>> = sentences.iter().map(|sentence| sentence_features(rules, &sentence.text)).collect();
    let table = train::Table::new(&rows);
    let parts = labels.into_iter().map(|label| {
        let shows: Vec<bool> = sentences.iter().map(|sentence| sentence.shows.contains(&label)).collect();
        let (bias, weights) = table.train(&shows);
        (label, bias, weights)
    });
    Model::new(parts.collect())
}

/// The features of a whole text.
fn sentence_features(rules: &RuleSet, text: &str) -> BTreeSet<String> {
    let submission = Submission::new(text);
    let reading = Reading::new(rules, &submission);
    let Some(text) = reading.text(Input::Description) else { return BTreeSet::new() };
    features(rules, text, 0..text.document.tokens().len()).into_iter().map(|feature| feature.name).collect()
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

/// Leaves out each author in turn, learns from the others, and finds for each label the score from which `precision` of what it is
/// given to is right; `None` where there is no such score.
#[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
pub fn check(rules: &RuleSet, precision: f64) -> Vec<(Label, Option<Checked>)> {
    let authors: BTreeSet<&str> = rules.sentences.iter().map(|sentence| sentence.author.as_str()).collect();
    let mut given: Vec<(Label, i32, bool)> = Vec::new();
    for author in authors {
        let (left_out, rest): (Vec<&LabelledSentence>, Vec<&LabelledSentence>) =
            rules.sentences.iter().partition(|sentence| sentence.author == author);
        let model = learn_from(rules, &rest.into_iter().cloned().collect::<Vec<_>>());
        for sentence in left_out {
            let features = sentence_features(rules, &sentence.text);
            let scores = model.scores(features.iter().map(String::as_str));
            given.extend(model.labels().iter().zip(scores).map(|(label, score)| (*label, score, sentence.shows.contains(label))));
        }
    }
    let labels: BTreeSet<Label> = given.iter().map(|(label, _, _)| *label).collect();
    let checked = |label: Label| {
        let mut scores: Vec<(i32, bool)> =
            given.iter().filter(|(of, _, _)| *of == label).map(|(_, score, right)| (*score, *right)).collect();
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
    };
    labels.into_iter().map(|label| (label, checked(label))).collect()
}
