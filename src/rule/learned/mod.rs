//! What is learned from labelled sentences: the examples as written, and the weights they lead to.
//!
//! A [`Model`] is linear: each feature of a sentence (a stem or a word list, each perhaps denied, a word as written, a pair of words)
//! has a weight for each [`Label`]; the sum says how much the sentence reads like the examples with that label. Weights are whole
//! thousandths, so a model gives the same answer everywhere.

mod file;

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;

use super::column::Column;
use super::feature::FeatureId;
use super::map::{Look, Map};
use super::{Category, Statement};
use crate::text::Span;

/// What a sentence may show: a reason to turn a request down, or a statement that it has to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

    /// Whether it is a statement.
    pub const fn is_statement(self) -> bool {
        matches!(self, Self::States(_))
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

/// A text with marks: what each stretch of it shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MarkedText {
    /// The text without its marks.
    pub text: String,
    /// Its stretches, in order.
    pub marks: Vec<Mark>,
    /// The file it stands in, without folder and ending: authors keep to files of their own, so that each can be left out in a check.
    pub author: String,
}

/// A stretch of a marked text with all that it shows; nothing where it is innocent.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its bytes in the text.
    pub span: Span,
    /// What it shows.
    pub shows: BTreeSet<Label>,
}

/// Weights are kept in thousandths.
const UNIT: f64 = 1_000.0;
/// Weights nearer to nothing than this, in thousandths, are left out: together they decide nothing.
const LEAST: i16 = 40;
/// The score of what is as much like the examples as unlike.
const SCORE_BETWEEN: i32 = 1_000;

/// Weights of all features for all labels, in thousandths.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Model {
    labels: Vec<Label>,
    bias: Vec<i32>,
    /// For each feature, where its weights begin and how many there are.
    features: Map<(u32, u8)>,
    weights: Column<Weight>,
    /// The names of the features, where it was learned here: a model that was read needs them no more.
    names: Vec<String>,
    /// See [`Self::lists`].
    #[serde(skip)]
    lists: OnceLock<Vec<[Option<LearnedFeature>; 2]>>,
}

/// What was looked up before makes no difference.
impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        let Self { labels, bias, features, weights, names, lists: _ } = self;
        (labels, bias, features, weights, names) == (&other.labels, &other.bias, &other.features, &other.weights, &other.names)
    }
}

impl Eq for Model {}

/// What a feature weighs for a label: the label's place, and the weight.
type Weight = (u8, i16);

/// A feature that has weights: its place among all of these, and where its weights stand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LearnedFeature {
    pub(crate) place: usize,
    weights: (u32, u8),
}

/// What features were found to weigh for a label, without the weights that decide nothing.
#[derive(Debug)]
pub(crate) struct LabelWeights {
    label: Label,
    bias: i32,
    /// Places of features, and their weights.
    features: Vec<(usize, i16)>,
}

impl LabelWeights {
    /// From the weights of all features and, last, the bias.
    pub(crate) fn new(label: Label, weights: &[f64]) -> Self {
        let (bias, features) = weights.split_last().map_or((0, weights), |(bias, features)| (thousandths(*bias), features));
        let features = features.iter().map(|weight| thousandths(*weight)).enumerate().filter(|(_, weight)| weight.abs() >= LEAST);
        Self { label, bias: bias.into(), features: features.collect() }
    }
}

impl Model {
    /// A model of features with these names, each once, from what they weigh for each label.
    pub(crate) fn new(names: &[impl AsRef<str>], labels: Vec<LabelWeights>) -> Self {
        let mut model = Self::default();
        let mut weights: Vec<(&str, Weight)> = Vec::new();
        for LabelWeights { label, bias, features } in labels {
            let place = u8::try_from(model.labels.len()).unwrap_or(u8::MAX);
            model.labels.push(label);
            model.bias.push(bias);
            weights.extend(features.into_iter().filter_map(|(feature, weight)| Some((names.get(feature)?.as_ref(), (place, weight)))));
        }
        weights.sort_unstable();
        let mut features = Vec::new();
        for feature in weights.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((name, _)) = feature.first() else { continue };
            model.names.push((*name).to_owned());
            features.push(model.entry(name, feature.iter().map(|(_, weight)| *weight)));
        }
        model.keep(&features);
        model
    }

    /// Adds weights to the others; gives the entry of their feature.
    fn entry(&mut self, name: &str, weights: impl ExactSizeIterator<Item = Weight>) -> (u64, (u32, u8)) {
        let start = u32::try_from(self.weights.len()).unwrap_or(u32::MAX);
        // There is a weight for each label at most.
        let count = u8::try_from(weights.len()).unwrap_or(u8::MAX);
        weights.for_each(|weight| self.weights.push(weight));
        (FeatureId::of(name).hash(), (start, count))
    }

    /// Keeps the entries of all features.
    fn keep(&mut self, features: &[(u64, (u32, u8))]) {
        self.weights.shrink_to_fit();
        self.features = Map::new(features);
    }

    /// Its labels.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// How many features have a weight.
    pub fn features(&self) -> usize {
        self.features.len()
    }

    /// A feature among those that have a weight; `None` for one that has none.
    pub(crate) fn feature(&self, feature: FeatureId) -> Option<LearnedFeature> {
        self.at(self.look(feature))
    }

    /// Looks where a feature would be: see [`Self::at`].
    pub(crate) fn look(&self, feature: FeatureId) -> Look {
        self.features.look(feature.hash())
    }

    /// A feature that was looked for, among those that have a weight; `None` for one that has none.
    pub(crate) fn at(&self, look: Look) -> Option<LearnedFeature> {
        self.features.at(look).map(|(place, weights)| LearnedFeature { place, weights })
    }

    /// The weights of a feature.
    fn weights(&self, LearnedFeature { weights: (start, count), .. }: LearnedFeature) -> impl Iterator<Item = Weight> {
        let start = start as usize;
        self.weights.values(start..start + usize::from(count))
    }

    /// For each list of the rule set that the model was learned with, its features: found, and found denied. Looked up when they are
    /// first asked for, by the ids that `ids` gives.
    pub(crate) fn lists(&self, ids: impl Iterator<Item = [FeatureId; 2]>) -> &[[Option<LearnedFeature>; 2]] {
        self.lists.get_or_init(|| ids.map(|ids| ids.map(|id| self.feature(id))).collect())
    }

    /// The scores of a text without a feature: see [`Self::scores`].
    pub(crate) fn start(&self) -> impl Iterator<Item = i32> {
        self.bias.iter().map(|bias| bias + SCORE_BETWEEN)
    }

    /// Adds the weights of a feature to scores.
    pub(crate) fn add(&self, feature: LearnedFeature, scores: &mut [i32]) {
        for (at, weight) in self.weights(feature) {
            if let Some(score) = scores.get_mut(usize::from(at)) {
                *score = score.saturating_add(i32::from(weight));
            }
        }
    }

    /// How much a text of these features reads like the examples of each label, in thousandths, in the order of [`Self::labels`]:
    /// 1,000 is as much like them as unlike, 2,000 is like most of them.
    pub fn scores(&self, features: impl Iterator<Item = FeatureId>) -> Vec<i32> {
        let mut scores: Vec<i32> = self.start().collect();
        features.filter_map(|feature| self.feature(feature)).for_each(|feature| self.add(feature, &mut scores));
        scores
    }

    /// What a feature weighs for the label at a place, in thousandths.
    pub(crate) fn weight(&self, feature: LearnedFeature, label: usize) -> i32 {
        self.weights(feature).find(|(at, _)| usize::from(*at) == label).map_or(0, |(_, weight)| i32::from(weight))
    }

    /// Whether it was learned here, and not read from a file.
    pub fn is_new(&self) -> bool {
        !self.names.is_empty()
    }

    /// Forgets the names of its features: whoever has its file needs them no more.
    pub fn forget_names(&mut self) {
        self.names = Vec::new();
    }
}

#[allow(clippy::cast_possible_truncation, reason = "weights of a bounded problem are small")]
fn thousandths(weight: f64) -> i16 {
    (weight * UNIT).round() as i16
}
