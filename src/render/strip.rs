//! What every form of a critique says alike: the verdict in words, the bar, the evidence strip, the next change.

use crate::engine::Evidence;
use crate::review::Review;
use crate::rule::{State, Statement};
use crate::submission::Shown;

/// Findings shown in a reply; the rest is counted and stands in the report.
pub const SHOWN: usize = 5;
/// Cells of the score bar.
const BAR_CELLS: u32 = 10;

/// `Needs work: 62 of 100`.
pub fn headline(review: &Review<'_>) -> String {
    format!("{}: {} of 100", review.verdict.title(), review.score)
}

/// The score as ten cells, readable without colour.
pub fn bar(score: u32) -> String {
    let full = (score.min(100) + BAR_CELLS / 2) * BAR_CELLS / 100;
    (0..BAR_CELLS).map(|cell| if cell < full { '■' } else { '□' }).collect()
}

/// One statement that every description has to make, and the words found for it.
pub struct Mark<'s> {
    /// What has to be stated.
    pub title: &'static str,
    /// The words found, the first place; `None` where nothing was found.
    pub quote: Option<&'s str>,
    /// `internal`, `external` or both, for who uses it.
    pub stance: Option<&'static str>,
}

/// What is built, who uses it, what it is for: each with the first words found.
pub fn evidence<'s>(review: &Review<'_>, submission: &'s Shown) -> [Mark<'s>; 3] {
    let first = |statements: &[Statement]| {
        let stated = review.evidence.iter().filter(|found| statements.contains(&found.statement));
        // A plain statement says more than a slight one.
        stated.min_by_key(|found| found.weak).map(|found| words(found, submission))
    };
    let has = |statement| review.evidence.iter().any(|found| found.statement == statement);
    let stance = match (has(Statement::Internal), has(Statement::External)) {
        (true, true) => Some("internal and external"),
        (true, false) => Some("internal"),
        (false, true) => Some("external"),
        (false, false) => None,
    };
    [
        Mark { title: "What is built", quote: first(&[Statement::Build]), stance: None },
        Mark { title: "Who uses it", quote: first(&[Statement::Internal, Statement::External]), stance },
        Mark { title: "What it is for", quote: first(&[Statement::Purpose]), stance: None },
    ]
}

fn words<'s>(found: &Evidence, submission: &'s Shown) -> &'s str {
    found.span.quote(submission.get(found.input).unwrap_or_default())
}

/// The sentence on the one change that helps most; `None` where nothing is wrong.
pub fn next(review: &Review<'_>) -> Option<String> {
    let next = review.next.as_ref()?;
    let finding = review.findings.iter().find(|finding| finding.rule.id == *next.rule)?;
    let first = format!("Mend this first: {}.", finding.category.title().to_lowercase());
    Some(match (next.verdict == review.verdict, next.score > review.score) {
        (true, false) => format!("{first} Other points remain after it."),
        (true, true) => format!("{first} That brings the score to {}.", next.score),
        (false, _) => format!("{first} That brings the score to {}: {}.", next.score, next.verdict.title().to_lowercase()),
    })
}

/// A sign and a word for a state of the checklist.
pub fn state(state: State) -> (&'static str, &'static str) {
    match state {
        State::Met => ("✓", "in order"),
        State::Failed => ("✗", "not in order"),
        State::Pending => ("✗", "not settled yet"),
        State::Unstated => ("?", "not stated"),
    }
}
