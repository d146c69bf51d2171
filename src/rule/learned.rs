//! What is learned from labelled sentences: the examples as written, and the weights they lead to.
//!
//! A [`Model`] is linear: each feature of a sentence (a word's stem, a word list found in it, each perhaps denied) has a weight for
//! each [`Label`]; the sum says how much the sentence reads like the examples with that label. Weights are whole thousandths, so a
//! model gives the same answer everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};

use super::{Category, Statement};
use crate::text::Span;
use rustc_hash::FxHashMap;

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

/// A feature by the hash of its name (FNV-1a, 64 bits): nothing has to be spelled out to look its weights up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeatureId(u64);

impl FeatureId {
    /// The id of the name that the parts make together.
    pub fn of(parts: &[&str]) -> Self {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(parts.iter().flat_map(|part| part.bytes()).fold(0xcbf2_9ce4_8422_2325, step))
    }
}

/// Weights are kept in thousandths.
const UNIT: f64 = 1_000.0;
/// Weights nearer to nothing than this, in thousandths, are left out: together they decide nothing.
const LEAST: i32 = 40;
/// The score of what is as much like the examples as unlike.
const SCORE_BETWEEN: i32 = 1_000;

/// Weights of all features for all labels, in thousandths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    labels: Vec<Label>,
    bias: Vec<i32>,
    weights: FxHashMap<FeatureId, Weights>,
    /// The names of the features, where it was learned here: a model that was read needs them no more.
    names: BTreeMap<String, Weights>,
}

/// The weights of a feature: places of labels, each with its weight.
type Weights = Box<[(u8, i32)]>;

impl Model {
    /// A model of features, in order of name, and for each label their weights and, last, the bias.
    pub fn new(names: &[&str], parts: Vec<(Label, Vec<f64>)>) -> Self {
        let mut labels = Vec::new();
        let mut bias = Vec::new();
        let mut by_name: BTreeMap<String, Vec<(u8, i32)>> = BTreeMap::new();
        for (label, weights) in parts {
            let place = u8::try_from(labels.len()).unwrap_or(u8::MAX);
            labels.push(label);
            bias.push(weights.last().map_or(0, |weight| thousandths(*weight)));
            for (name, weight) in names.iter().zip(&weights) {
                let weight = thousandths(*weight);
                if weight.abs() >= LEAST {
                    by_name.entry((*name).to_owned()).or_default().push((place, weight));
                }
            }
        }
        let names: BTreeMap<String, Weights> = by_name.into_iter().map(|(name, weights)| (name, weights.into_boxed_slice())).collect();
        let weights = names.iter().map(|(name, weights)| (FeatureId::of(&[name]), weights.clone())).collect();
        Self { labels, bias, weights, names }
    }

    /// Its labels.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// How many features have a weight.
    pub fn features(&self) -> usize {
        self.weights.len()
    }

    /// How much a text of these features reads like the examples of each label, in thousandths, in the order of [`Self::labels`]:
    /// 1,000 is as much like them as unlike, 2,000 is like most of them.
    pub fn scores(&self, features: impl Iterator<Item = FeatureId>) -> Vec<i32> {
        let mut scores: Vec<i32> = self.bias.iter().map(|bias| bias + SCORE_BETWEEN).collect();
        for (at, weight) in features.flat_map(|feature| self.weights.get(&feature).into_iter().flatten()) {
            if let Some(score) = scores.get_mut(usize::from(*at)) {
                *score = score.saturating_add(*weight);
            }
        }
        scores
    }

    /// The weight of a feature for a label, in thousandths.
    pub fn weight(&self, feature: FeatureId, label: Label) -> i32 {
        let place = self.labels.iter().position(|known| *known == label);
        let weights = self.weights.get(&feature).into_iter().flatten();
        weights.filter(|(at, _)| Some(usize::from(*at)) == place).map(|(_, weight)| *weight).sum()
    }

    /// A model that was learned here as the text of its file; `key` is the hash of what it was learned from. `None` for one that was read.
    ///
    /// A line for the key, a line a label with its bias, then a line a feature: its name, and for each label its place and weight.
    pub fn to_file(&self, key: &str) -> Option<String> {
        if self.names.is_empty() && !self.weights.is_empty() {
            return None;
        }
        let mut text = format!("{key}\n");
        for (label, bias) in self.labels.iter().zip(&self.bias) {
            let _ = writeln!(text, "{label} {bias}");
        }
        for (name, weights) in &self.names {
            let weights: Vec<String> = weights.iter().map(|(place, weight)| format!("{place}:{weight}")).collect();
            let _ = writeln!(text, "{name} {}", weights.join(" "));
        }
        Some(text)
    }

    /// Reads the text of a file; `None` where it is no model, or one of other examples: then it has to be learned anew.
    pub(crate) fn from_file(text: &str, key: &str) -> Option<Self> {
        let mut lines = text.lines();
        lines.next().filter(|line| *line == key)?;
        let (mut labels, mut bias) = (Vec::new(), Vec::new());
        let mut all: FxHashMap<FeatureId, Weights> = FxHashMap::default();
        for line in lines {
            let (name, numbers) = line.split_once(' ')?;
            if let (true, Some(label), Ok(number)) = (all.is_empty(), Label::from_name(name), numbers.parse()) {
                labels.push(label);
                bias.push(number);
                continue;
            }
            let pair = |pair: &str| pair.split_once(':').and_then(|(place, weight)| Some((place.parse().ok()?, weight.parse().ok()?)));
            let weights: Weights = numbers.split(' ').map(pair).collect::<Option<_>>()?;
            all.insert(FeatureId::of(&[name]), weights);
        }
        Some(Self { labels, bias, weights: all, names: BTreeMap::new() })
    }
}

#[allow(clippy::cast_possible_truncation, reason = "weights of a bounded problem are small")]
fn thousandths(weight: f64) -> i32 {
    (weight * UNIT).round() as i32
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_the_model_back_and_only_for_its_key() {
        let labels = [Label::Reason(Category::Botting), Label::States(Statement::Build)];
        let parts = labels.into_iter().zip([vec![0.5, -0.25, 0.001], vec![0.0, 0.75, -1.0]]).collect();
        let model = Model::new(&["@send", "bot_send"], parts);
        let file = model.to_file("1f").expect("it was learned here");
        let read = Model::from_file(&file, "1f").expect("its file");
        assert_eq!((&read.weights, &read.labels, &read.bias), (&model.weights, &model.labels, &model.bias));
        assert_eq!(read.to_file("1f"), None);
        assert_eq!(Model::from_file(&file, "2f"), None);
        assert_eq!(model.scores([FeatureId::of(&["bot", "_", "send"])].into_iter()), [751, 750]);
        assert_eq!(model.weight(FeatureId::of(&["@send"]), labels[0]), 500);
    }
}
