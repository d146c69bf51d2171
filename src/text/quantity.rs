//! Amounts in a text: requests a day from any wording of a rate, and days between two times of use.

use std::ops::Range;

use super::Document;

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Requests a day.
    RequestsPerDay,
    /// Days between two times of use.
    DaysBetweenUses,
}

/// An amount found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The tokens that state it.
    pub tokens: Range<usize>,
    /// How much, in its unit.
    pub amount: f64,
    /// Of what.
    pub unit: Unit,
    /// The sum by which it was computed, for people: `1,000 x 60 minutes x 24 hours`. Empty where nothing was computed.
    pub sum: String,
}

/// All amounts that `document` states, in order of place.
pub fn read(_document: &Document<'_>) -> Vec<Quantity> {
    Vec::new()
}

/// The requests a day that a short text states; `None` if it states no rate.
pub fn rate(text: &str) -> Option<f64> {
    read(&Document::new(text)).into_iter().find(|quantity| quantity.unit == Unit::RequestsPerDay).map(|quantity| quantity.amount)
}
