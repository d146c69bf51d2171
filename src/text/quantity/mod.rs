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

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::Document;
use super::words::Words;

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
    let starts = Starts::of(document);
    let numbers = number::read(document, &starts.amounts);
    let mut quantities = rate::read(document, &numbers, &starts);
    quantities.extend(gap::read(document, &numbers, &starts.amounts));
    quantities.sort_by_key(|quantity| (quantity.tokens.start, quantity.tokens.end));
    quantities
}

/// What may begin with a word.
#[derive(Clone, Copy, Default)]
struct Begun {
    amount: bool,
    /// The hours of a day.
    hours: bool,
}

/// Words with which something may begin. Few words of a text are one, so that each word is looked up once.
static BEGINNINGS: LazyLock<Words<Begun>> = LazyLock::new(|| {
    let amounts: BTreeSet<&str> = number::starts().chain(rate::starts()).chain(gap::STARTS.iter().copied()).collect();
    let hours: BTreeSet<&str> = rate::hours_starts().collect();
    amounts.union(&hours).map(|word| (*word, Begun { amount: amounts.contains(word), hours: hours.contains(word) })).collect()
});

/// The tokens with which something may begin.
#[derive(Default)]
struct Starts {
    /// An amount: a number or a word of it.
    amounts: Vec<usize>,
    /// The hours of a day.
    hours: Vec<usize>,
}

impl Starts {
    fn of(document: &Document<'_>) -> Self {
        let beginnings = &*BEGINNINGS;
        let mut starts = Self::default();
        for (at, (token, word)) in document.tokens().iter().zip(document.words()).enumerate() {
            let begun = beginnings.get(word).unwrap_or_default();
            if token.number || begun.amount {
                starts.amounts.push(at);
            }
            if begun.hours {
                starts.hours.push(at);
            }
        }
        starts
    }
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
