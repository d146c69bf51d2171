//! The fields of a profile or form, each with its state and the words that say so.

use std::ops::Range;

use super::reading::TextReading;
use crate::rule::{Field, RuleSet, State};
use crate::text::{Document, Span};

/// What one entry says of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldReading {
    pub(super) field: Field,
    /// The tokens of its value.
    pub(super) tokens: Range<usize>,
    pub(super) state: State,
}

/// Reads the fields of a profile or form.
pub(super) fn read(_rules: &RuleSet, _text: &TextReading<'_>) -> Vec<FieldReading> {
    Vec::new()
}

/// The state of a field over all that is said of it: the worst statement counts.
pub(super) fn state(readings: &[FieldReading], field: Field, document: &Document<'_>) -> (State, Option<Span>) {
    let said = readings.iter().filter(|reading| reading.field == field);
    let worst = said.max_by_key(|reading| match reading.state {
        State::Failed => 3,
        State::Pending => 2,
        State::Met => 1,
        State::Unstated => 0,
    });
    worst.map_or((State::Unstated, None), |reading| (reading.state, document.span(&reading.tokens)))
}
