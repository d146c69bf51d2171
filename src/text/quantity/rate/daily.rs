//! A stated frequency as requests a day: times those who make them, over the hours of a day.

use super::Frequency;
use super::makers::makers;
use super::words::DAY;
use crate::text::Document;
use crate::text::quantity::number::Number;
use crate::text::quantity::{Quantity, Unit, thousands};

/// A frequency as requests a day: times the makers stated, over the hours of a day stated. `summed` says that its sentence has stated a
/// rate before.
pub(super) fn quantity(document: &Document<'_>, numbers: &[Number], frequency: &Frequency, hours: f64, summed: bool) -> Quantity {
    let day = if frequency.seconds >= DAY { DAY } else { hours * 3_600.0 };
    let (makers, maker_words) = makers(document, numbers, frequency, summed);
    // Two numbers of two hundred digits each are more than a float holds.
    let amount = (frequency.times * makers * day / frequency.seconds).min(f64::MAX);
    let mut sum = String::new();
    if (frequency.seconds - DAY).abs() > f64::EPSILON || makers > 1.0 {
        sum = thousands(frequency.times);
        if makers > 1.0 {
            // "1 × 10 people" says no more than "10 people".
            let once = (frequency.times - 1.0).abs() < f64::EPSILON;
            let times = if once { String::new() } else { format!("{sum} × ") };
            sum = format!("{times}{} {maker_words}", thousands(makers));
        }
        if frequency.seconds < DAY {
            sum = format!("{sum} × {} in {} hours", thousands((day / frequency.seconds).round()), thousands(hours));
        } else if frequency.seconds > DAY {
            sum = format!("{sum} in {} days", thousands(frequency.seconds / DAY));
        }
    }
    Quantity { tokens: frequency.tokens.clone(), amount, unit: Unit::RequestsPerDay, sum }
}
