//! What is learned from labelled sentences: the examples as written, and the weights they lead to.
//!
//! A [`Model`] is linear: each feature of a sentence (a word's stem, a word list found in it, each perhaps denied) has a weight for
//! each [`Label`]; the sum says how much the sentence reads like the examples with that label. Weights are whole thousandths, so a
//! model gives the same answer everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{Category, Statement};

/// What a sentence may show: a reason to turn a request down, or a statement that it has to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A reason.
    Reason(Category),
    /// A statement.
    States(Statement),
}

/// Statements that examples are labelled with.
const STATEMENTS: [Statement; 4] = [Statement::Build, Statement::Internal, Statement::External, Statement::Purpose];

impl Label {
    /// The name in files of examples.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reason(category) => category.name(),
            Self::States(statement) => statement.name(),
        }
    }

    /// The label called `name`: the name of a category or of one of four statements.
    pub fn from_name(name: &str) -> Option<Self> {
        let statement = STATEMENTS.into_iter().find(|statement| statement.name() == name).map(Self::States);
        Category::from_name(name).map(Self::Reason).or(statement)
    }

    /// All names.
    pub fn names() -> Vec<&'static str> {
        Category::ALL.iter().map(|category| category.name()).chain(STATEMENTS.iter().map(|statement| statement.name())).collect()
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A sentence with all that it shows; nothing where it is innocent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelledSentence {
    /// The sentence.
    pub text: String,
    /// What it shows.
    pub shows: BTreeSet<Label>,
    /// The file it stands in, without folder and ending: authors keep to files of their own, so that each can be left out in a check.
    pub author: String,
}

/// Weights of all features for all labels, in thousandths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    labels: Vec<Label>,
    bias: Vec<i32>,
    weights: FxHashMap<String, Vec<(u8, i32)>>,
}

/// A model as its file holds it.
#[derive(Debug, Serialize, Deserialize)]
struct ModelFile {
    /// Hash of all other files of the pack: with any other, the weights are those of other rules.
    rules: String,
    labels: Vec<String>,
    bias: Vec<i32>,
    weights: BTreeMap<String, Vec<(u8, i32)>>,
}

impl Model {
    /// A model of these labels, each with its bias and the weights of the features; weights of 0 are dropped.
    pub fn new(parts: Vec<(Label, i32, BTreeMap<String, i32>)>) -> Self {
        let mut model = Self::default();
        for (at, (label, bias, weights)) in parts.into_iter().enumerate() {
            model.labels.push(label);
            model.bias.push(bias);
            let at = u8::try_from(at).unwrap_or(u8::MAX);
            for (feature, weight) in weights.into_iter().filter(|(_, weight)| *weight != 0) {
                model.weights.entry(feature).or_default().push((at, weight));
            }
        }
        model
    }

    /// Its labels.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// How many features have a weight.
    pub fn features(&self) -> usize {
        self.weights.len()
    }

    /// How much a sentence of these features reads like the examples of each label, in thousandths, in the order of [`Self::labels`].
    pub fn scores<'f>(&self, features: impl Iterator<Item = &'f str>) -> Vec<i32> {
        let mut scores = self.bias.clone();
        for (at, weight) in features.flat_map(|feature| self.weights.get(feature).into_iter().flatten()) {
            if let Some(score) = scores.get_mut(usize::from(*at)) {
                *score = score.saturating_add(*weight);
            }
        }
        scores
    }

    /// The weight of a feature for a label, in thousandths.
    pub fn weight(&self, feature: &str, label: Label) -> i32 {
        let place = self.labels.iter().position(|known| *known == label);
        let weights = self.weights.get(feature).into_iter().flatten();
        weights.filter(|(at, _)| Some(usize::from(*at)) == place).map(|(_, weight)| *weight).sum()
    }

    /// The model as the text of its file; `rules` is the hash of the pack's other files.
    ///
    /// # Errors
    /// Never for what a model holds; the serialiser's error is passed on.
    pub fn to_file(&self, rules: &str) -> serde_json::Result<String> {
        let file = ModelFile {
            rules: rules.to_owned(),
            labels: self.labels.iter().map(ToString::to_string).collect(),
            bias: self.bias.clone(),
            weights: self.weights.iter().map(|(feature, weights)| (feature.clone(), weights.clone())).collect(),
        };
        // A feature a line: changes can be read.
        Ok(serde_json::to_string(&file)?.replace("]],\"", "]],\n\"") + "\n")
    }

    /// Reads the text of a file; `None` where it is no model, or one of other rules: then it has to be learned anew.
    pub(crate) fn from_file(text: &str, rules: &str) -> Option<Self> {
        let file: ModelFile = serde_json::from_str(text).ok().filter(|file: &ModelFile| file.rules == rules)?;
        let labels: Option<Vec<Label>> = file.labels.iter().map(|name| Label::from_name(name)).collect();
        Some(Self { labels: labels?, bias: file.bias, weights: file.weights.into_iter().collect() })
    }
}
