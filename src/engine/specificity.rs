//! How specific a description is: what it states, against how empty it is.
//!
//! The measure is a weighted sum, from 0 (nothing is said) to 100. Three parts say how surely the thing built, its users and its
//! purpose are stated, each from -1 to 1; one counts the different words for data and tasks of the platform, up to five; two count
//! against it: how much the emptiest sentence reads like empty talk, from -1 to 1, and the share of sentences that do, from 0 to 1.
//! The weights were fitted by logistic regression on labelled submissions and rounded; 50 is where as many texts are vague as are not.
//!
//! Without examples to compare sentences with, a statement counts as found or not, and no sentence counts as empty.

use std::fmt;

use super::Evidence;
use super::count::{distinct_words, states};
use super::reading::Reading;
use crate::rule::{Category, Input, Label, Measure, Part, Statement};

/// Points at which as many texts are vague as are not.
const MIDDLE: f64 = 50.0;
/// Words for data and tasks that count.
const DATA_WORDS: usize = 5;
/// Margin of a sentence from which it counts as empty talk, growing to one over the next whole.
const EMPTY_FROM: f64 = -0.8;

/// The parts of the measure, each with the points it gives or takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Specificity {
    parts: [(&'static str, f64); 6],
}

impl Specificity {
    /// The parts, each with the points it gives or takes.
    pub fn parts(&self) -> &[(&'static str, f64)] {
        &self.parts
    }

    /// The sum, 0 to 100.
    pub fn points(&self) -> f64 {
        (MIDDLE + self.parts.iter().map(|(_, points)| points).sum::<f64>()).clamp(0.0, 100.0)
    }
}

impl fmt::Display for Specificity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MIDDLE:.0}")?;
        self.parts.iter().try_for_each(|(name, points)| write!(f, " {points:+.0} {name}"))
    }
}

/// Measures the description, with its title.
pub(super) fn measure(reading: &Reading<'_>, evidence: &[Evidence]) -> Specificity {
    let regions: Vec<_> = reading.regions(Part::Description).collect();
    let margins = |label: Label| regions.iter().flat_map(move |region| region.text.margins(label));
    let stated = |measure: Measure| {
        let learned = measure.statements().iter().flat_map(|statement| margins(Label::States(*statement)));
        match learned.reduce(f64::max) {
            Some(most) => most.clamp(-1.0, 1.0),
            None if states(evidence, measure) => 1.0,
            None => -1.0,
        }
    };
    let empty: Vec<f64> = margins(Label::Reason(Category::Vague)).collect();
    let emptiest = empty.iter().copied().reduce(f64::max).map_or(0.0, |most| most.clamp(-1.0, 1.0));
    let in_all: f64 = empty.iter().map(|margin| (margin - EMPTY_FROM).clamp(0.0, 1.0)).sum();
    #[allow(clippy::cast_precision_loss, reason = "a text has few sentences")]
    let share = in_all / empty.len().max(1) as f64;
    let description = regions.iter().find(|region| region.input == Input::Description);
    let data_words = description.map_or(0, |region| distinct_words(region, evidence, &[Statement::Data]).take(DATA_WORDS).count());
    #[allow(clippy::cast_precision_loss, reason = "a few words")]
    let data = data_words as f64 / DATA_WORDS as f64;
    Specificity {
        parts: [
            ("what is built", 16.0 * stated(Measure::Build)),
            ("who uses it", 9.0 * stated(Measure::Audience)),
            ("what it is for", 16.0 * stated(Measure::Purpose)),
            ("data and tasks", 19.0 * data),
            ("emptiest sentence", -24.0 * emptiest),
            ("empty in all", -13.0 * share),
        ],
    }
}
