//! What a description is measured by: facts, data words, empty words, each with the words that count.

use std::collections::BTreeSet;

use crate::engine::Evidence;
use crate::engine::count::measured;
use crate::engine::reading::Reading;
use crate::rule::{Measure, Part};
use crate::text::Span;

/// Measures that say how much a description states.
const SHOWN: [Measure; 6] = [Measure::Specificity, Measure::Facts, Measure::Statements, Measure::Data, Measure::Empty, Measure::Words];

/// One measure of a description.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// What is counted.
    pub measure: Measure,
    /// How much there is, as rules with `less-than`, `more-than` and `only-under` count it.
    pub amount: f64,
    /// The places in the description that count, in order; those that overlap count once.
    pub words: Vec<Span>,
}

/// The measures of a submission's description, by the evidence that was found.
pub(super) fn measures(reading: &Reading<'_>, evidence: &[Evidence]) -> Vec<Measured> {
    let Some(region) = reading.regions(Part::Description).next() else { return Vec::new() };
    let counted = |measure: Measure, found: &&Evidence| {
        found.input == region.input && measure.statements().contains(&found.statement) && !(measure == Measure::Facts && found.weak)
    };
    SHOWN
        .into_iter()
        .map(|measure| {
            let spans: BTreeSet<Span> = evidence.iter().filter(|found| counted(measure, found)).map(|found| found.span).collect();
            let mut words: Vec<Span> = Vec::new();
            for span in spans {
                if words.last().is_none_or(|last| !last.overlaps(span)) {
                    words.push(span);
                }
            }
            Measured { measure, amount: measured(measure, reading, &region, evidence), words }
        })
        .collect()
}
