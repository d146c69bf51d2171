//! What a new text changed, in a few lines for Discord: the score then and now, what is fixed, still open, new.

use std::fmt::Write as _;

use super::markdown::escape;
use super::quote;
use crate::engine::Finding;
use crate::review::Comparison;
use crate::submission::Shown;

/// Findings named of each kind; the rest is counted.
const NAMED: usize = 4;
/// Units of a quote.
const QUOTE_UNITS: usize = 60;

/// The lines; `was` and `is` are the two texts. At most 1,600 UTF-16 units: a message's content may have 2,000.
pub fn comparison(comparison: &Comparison<'_>, was: &Shown, is: &Shown) -> String {
    let mut text = headline(comparison);
    for (sign, title, findings, texts) in
        [("✓", "Fixed", &comparison.fixed, was), ("!", "New", &comparison.new, is), ("•", "Still open", &comparison.open, is)]
    {
        for finding in findings.iter().take(NAMED) {
            let _ = write!(text, "\n{sign} {title}: {}", name(finding, texts));
        }
        if findings.len() > NAMED {
            let _ = write!(text, "\n{sign} {title}: {} more", findings.len() - NAMED);
        }
    }
    text
}

fn headline(comparison: &Comparison<'_>) -> String {
    let ((before, old), (after, verdict)) = (comparison.before, comparison.after);
    let changed = match comparison.difference() {
        0 => format!("The score is still {after} of 100"),
        difference => format!("The score went from {before} to {after} ({difference:+})"),
    };
    let adverb = if old == verdict { "still" } else { "now" };
    let nothing = comparison.fixed.is_empty() && comparison.new.is_empty() && !comparison.open.is_empty();
    let note = if nothing { "\nThe same points are open as before." } else { "" };
    format!("**Since your last text:** {changed}, {adverb} {}.{note}", verdict.title().to_lowercase())
}

/// A finding in a few words: what it is about, and the words it quotes.
fn name(finding: &Finding<'_>, texts: &Shown) -> String {
    let quoted = quote(finding, texts).map(|quote| format!(" (“{}”)", escape(quote, QUOTE_UNITS))).unwrap_or_default();
    format!("{}{quoted}", finding.category.title())
}
