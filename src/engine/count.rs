//! How much of a measure a text has: amounts that it states, and statements and words that were found in it.

use std::ops::Range;

use super::Evidence;
use super::reading::{Reading, Region};
use crate::rule::{Input, Measure, Statement};
use crate::text::Span;
use crate::text::quantity::{Quantity, Unit};

/// The amounts of a unit that a region states.
pub(super) fn quantities<'r>(region: &'r Region<'_, '_>, unit: Unit) -> impl Iterator<Item = &'r Quantity> {
    let inside = |tokens: &Range<usize>| region.tokens.start <= tokens.start && tokens.end <= region.tokens.end;
    region.text.quantities.iter().filter(move |quantity| quantity.unit == unit && inside(&quantity.tokens))
}

/// How much of a measure the text has: of amounts, the largest.
#[allow(clippy::cast_precision_loss, reason = "counts of words and statements are small")]
pub(super) fn measured(measure: Measure, reading: &Reading<'_>, region: &Region<'_, '_>, evidence: &[Evidence]) -> f64 {
    if let Some(unit) = measure.unit() {
        return quantities(region, unit).map(|quantity| quantity.amount).fold(0.0, f64::max);
    }
    match measure {
        Measure::Specificity => reading.specificity(evidence),
        Measure::Words => region.tokens.len() as f64,
        Measure::Facts => distinct(evidence.iter().filter(|found| !found.weak && measure.statements().contains(&found.statement))) as f64,
        Measure::Statements => {
            [Measure::Build, Measure::Audience, Measure::Purpose].iter().filter(|measure| states(evidence, **measure)).count() as f64
        }
        Measure::Data | Measure::Empty => distinct_words(region, evidence, measure.statements()).count() as f64,
        measure => distinct(evidence.iter().filter(|found| measure.statements().contains(&found.statement))) as f64,
    }
}

/// Whether a statement that the measure counts is found at all.
pub(super) fn states(evidence: &[Evidence], measure: Measure) -> bool {
    evidence.iter().any(|found| measure.statements().contains(&found.statement))
}

/// The different words for these statements in the region's text: the same word said again is no further fact.
pub(super) fn distinct_words<'e>(
    region: &Region<'_, 'e>,
    evidence: &'e [Evidence],
    statements: &'static [Statement],
) -> impl Iterator<Item = &'e str> {
    let (input, source) = (region.input, region.text.document.source());
    let mut known: Vec<(&str, bool)> = Vec::new();
    let said = evidence.iter().filter(move |found| found.input == input && statements.contains(&found.statement));
    said.map(move |found| found.span.quote(source)).filter(move |word| {
        let word = (*word, word.is_ascii());
        let new = !known.iter().any(|known| same_letters(*known, word));
        if new {
            known.push(word);
        }
        new
    })
}

/// Whether two words, each with whether it is all ASCII, are the same but for capitals.
fn same_letters((one, one_ascii): (&str, bool), (other, other_ascii): (&str, bool)) -> bool {
    one.eq_ignore_ascii_case(other) || !(one_ascii && other_ascii) && one.to_lowercase() == other.to_lowercase()
}

/// Number of statements that do not overlap each other.
fn distinct<'e>(evidence: impl Iterator<Item = &'e Evidence>) -> usize {
    // In order of place: none overlaps another, so that only the first one that ends behind a span may overlap it.
    let mut taken: Vec<(Input, Span)> = Vec::new();
    for found in evidence {
        let place = taken.partition_point(|(input, span)| (*input, span.end) <= (found.input, found.span.start));
        if !taken.get(place).is_some_and(|(input, span)| *input == found.input && span.overlaps(found.span)) {
            taken.insert(place, (found.input, found.span));
        }
    }
    taken.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule::RuleId;

    /// Evidence of places that may overlap.
    fn places() -> impl Strategy<Value = Vec<Evidence>> {
        let place = (0..2_usize, 0..20_usize, 1..6_usize).prop_map(|(input, start, length)| Evidence {
            statement: Statement::Fact,
            weak: false,
            input: if input == 0 { Input::Title } else { Input::Description },
            span: Span { start, end: start + length },
            rule: RuleId::new("facts", "place"),
            learned: false,
        });
        prop::collection::vec(place, 0..30)
    }

    proptest! {
        #[test]
        fn each_place_counts_that_overlaps_none_before_it(evidence in places()) {
            let mut taken: Vec<&Evidence> = Vec::new();
            for found in &evidence {
                if !taken.iter().any(|other| other.input == found.input && other.span.overlaps(found.span)) {
                    taken.push(found);
                }
            }
            prop_assert_eq!(distinct(evidence.iter()), taken.len());
        }
    }

    #[test]
    fn a_word_in_other_capitals_is_the_same_word() {
        let same = |one: &str, other: &str| same_letters((one, one.is_ascii()), (other, other.is_ascii()));
        assert!(same("Hours", "hOURS") && same("ÉTÉ", "été") && same("\u{212a}ey", "key"));
        assert!(!same("hour", "hours") && !same("été", "ete"));
    }
}
