//! Amounts in a text: requests a day from any wording of a rate, and days between two times of use.
//!
//! ```
//! use redraft::text::quantity::rate;
//!
//! assert_eq!(rate("2 calls per second"), Some(172_800.0));
//! assert_eq!(rate("it polls every three seconds"), Some(28_800.0));
//! assert_eq!(rate("we have 50,000 contracts"), None);
//! ```

mod gap;
mod number;
mod rate;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use super::Document;
use words::WordSet;

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
pub fn read(document: &Document<'_>) -> Vec<Quantity> {
    let starts = starts(document);
    let numbers = number::read(document, &starts);
    let mut quantities = rate::read(document, &numbers, &starts);
    quantities.extend(gap::read(document, &numbers, &starts));
    quantities.sort_by_key(|quantity| (quantity.tokens.start, quantity.tokens.end));
    quantities
}

/// Words with which an amount may begin. Few words of a text do, so that each word is looked up once.
static STARTS: LazyLock<WordSet> =
    LazyLock::new(|| WordSet::new(number::starts().chain(rate::starts()).chain(gap::STARTS.iter().copied())));

/// The tokens with which an amount may begin.
fn starts(document: &Document<'_>) -> Vec<usize> {
    let starts = &*STARTS;
    let tokens = document.tokens().iter().zip(document.words()).enumerate();
    tokens.filter(|(_, (token, word))| token.number || starts.contains(word)).map(|(at, _)| at).collect()
}

/// The requests a day that a short text states; `None` if it states no rate.
pub fn rate(text: &str) -> Option<f64> {
    read(&Document::new(text)).into_iter().find(|quantity| quantity.unit == Unit::RequestsPerDay).map(|quantity| quantity.amount)
}

/// A number with commas, `86,400`; of one below a hundred, its first decimals: `12.5`.
pub fn thousands(amount: f64) -> String {
    if amount < 100.0 && amount.fract() != 0.0 {
        return format!("{amount:.2}").trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    // Whole numbers are written much faster.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "larger ones are written as they are")]
    let mut text = if (0.0..1e15).contains(&amount) { (amount.round_ties_even() as u64).to_string() } else { format!("{amount:.0}") };
    let mut at = text.len();
    while at > 3 {
        at -= 3;
        text.insert(at, ',');
    }
    text
}
