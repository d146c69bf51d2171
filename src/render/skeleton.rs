//! A draft to fill in: what the writer has said, in the writer's own words, and a blank for each statement that is missing.
//!
//! It is English in every language, like the request. It adds no fact: what is not said stays a blank, and the next review finds
//! a blank that was left in.

use super::strip::{best, words};
use super::{clip, one_line};
use crate::engine::Evidence;
use crate::review::Review;
use crate::rule::{Category, Input, Severity, Statement};
use crate::submission::Shown;
use crate::text::{Document, Span};

/// Characters of a sentence of the writer's that is taken over whole.
const SENTENCE: usize = 160;
/// Characters of the writer's words in a sentence of ours.
const WORDS: usize = 80;

/// One of the three statements, and how it is written down.
struct Part {
    category: Category,
    statements: &'static [Statement],
    /// With a blank.
    blank: &'static str,
    /// What comes before the writer's words.
    before: &'static str,
}

const PARTS: [Part; 3] = [
    Part {
        category: Category::MissingBuild,
        statements: &[Statement::Build],
        blank: "I am building [what you build].",
        before: "What I build:",
    },
    Part {
        category: Category::MissingAudience,
        statements: &[Statement::Internal, Statement::External],
        blank: "It is used by [who uses it].",
        before: "Who uses it:",
    },
    Part {
        category: Category::MissingPurpose,
        statements: &[Statement::Purpose],
        blank: "I need it to [what it is for].",
        before: "What it is for:",
    },
];

/// The sentences with blanks, for each statement one; what tests fill in and leave out.
pub fn blanks() -> impl Iterator<Item = &'static str> {
    PARTS.iter().map(|part| part.blank)
}

/// The draft; `None` where nothing is missing, and where something has to be taken out first.
pub fn skeleton(review: &Review<'_>, submission: &Shown) -> Option<String> {
    let about_facts = |category| PARTS.iter().any(|part| part.category == category);
    let vague = review.findings.iter().any(|finding| {
        finding.category == Category::Vague
            && (finding.severity == Severity::Reject || finding.span.is_none() && finding.severity > Severity::Advice)
    });
    // Where the text says two things of who uses it, that has to be decided: a blank as well.
    let undecided = |part: &Part, category| part.category == Category::MissingAudience && category == Category::ConflictingAudience;
    let missing = |part: &Part| {
        let mut categories = review.findings.iter().map(|finding| finding.category);
        categories.any(|category| category == part.category || undecided(part, category))
    };
    let worse = review
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Reject && finding.category != Category::Vague && !about_facts(finding.category));
    if worse || !(vague || PARTS.iter().any(missing)) {
        return None;
    }
    let description = submission.get(Input::Description).unwrap_or_default();
    let document = Document::new(description);
    let flagged = |span: Span| {
        let mut findings = review.findings.iter().filter(|finding| finding.input == Input::Description);
        findings.any(|finding| finding.span.is_some_and(|found| found.overlaps(span)))
    };
    // What a vague sentence builds and is for has to be said anew; who uses it may stand.
    let cut_out =
        |part: &Part, found: &Evidence| part.category != Category::MissingAudience && sentence(&document, found).is_none_or(flagged);
    let mut sentences: Vec<String> = Vec::new();
    let mut blanks = 0;
    for part in &PARTS {
        let sentence = match best(review, part.statements) {
            // Slight words do not count as a statement.
            Some(found) if !(missing(part) || vague && (found.weak || cut_out(part, found))) => {
                let whole = sentence(&document, found).filter(|span| !flagged(*span)).map(|span| one_line(span.quote(description)));
                let whole = whole.filter(|sentence| sentence.chars().count() <= SENTENCE);
                whole.unwrap_or_else(|| format!("{} {}", part.before, clip(words(found, submission), WORDS)))
            }
            None if !missing(part) && !vague => continue,
            _ => {
                blanks += 1;
                part.blank.to_owned()
            }
        };
        let ended = sentence.ends_with(['.', '!', '?', '…']);
        let sentence = if ended { sentence } else { format!("{sentence}.") };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    (blanks > 0).then(|| sentences.join(" "))
}

/// The sentence of the description that holds the words.
fn sentence(document: &Document<'_>, found: &Evidence) -> Option<Span> {
    if found.input != Input::Description {
        return None;
    }
    let first = document.tokens_in(found.span).start;
    document.span(&document.sentence_of(first))
}
