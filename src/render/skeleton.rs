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
    let vague = is_vague(review);
    if has_worse(review) || !(vague || PARTS.iter().any(|part| is_missing(review, part))) {
        return None;
    }
    let description = submission.get(Input::Description).unwrap_or_default();
    let draft = Draft { review, submission, document: Document::new(description), vague };
    let mut sentences: Vec<String> = Vec::new();
    let mut has_blank = false;
    for part in &PARTS {
        let found = best(review, part.statements);
        let sentence = if draft.is_wanted(part, found) {
            has_blank = true;
            Some(part.blank.to_owned())
        } else {
            found.map(|found| draft.sentence_for(part, found))
        };
        let Some(sentence) = sentence else { continue };
        let ended = sentence.ends_with(['.', '!', '?', '…']);
        let sentence = if ended { sentence } else { format!("{sentence}.") };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    has_blank.then(|| sentences.join(" "))
}

/// Whether the text as a whole says too little of what it speaks of.
fn is_vague(review: &Review<'_>) -> bool {
    review.findings.iter().any(|finding| {
        finding.category == Category::Vague
            && (finding.severity == Severity::Reject || finding.span.is_none() && finding.severity > Severity::Advice)
    })
}

/// Whether a finding rejects the text for something else than what a draft mends.
fn has_worse(review: &Review<'_>) -> bool {
    let mended = |category| category == Category::Vague || PARTS.iter().any(|part| part.category == category);
    review.findings.iter().any(|finding| finding.severity == Severity::Reject && !mended(finding.category))
}

/// Whether a finding says that a statement is missing.
fn is_missing(review: &Review<'_>, part: &Part) -> bool {
    // Where the text says two things of who uses it, that has to be decided: a blank as well.
    let undecided = |category| part.category == Category::MissingAudience && category == Category::ConflictingAudience;
    review.findings.iter().any(|finding| finding.category == part.category || undecided(finding.category))
}

/// What the sentences of a draft are made of.
struct Draft<'r> {
    review: &'r Review<'r>,
    submission: &'r Shown,
    /// The description.
    document: Document<'r>,
    /// Whether the description is vague as a whole.
    vague: bool,
}

impl Draft<'_> {
    /// Whether a part has to be said by the writer, or said anew: it gets a blank.
    fn is_wanted(&self, part: &Part, found: Option<&Evidence>) -> bool {
        // Slight words do not count as a statement.
        let says_little = |found: &Evidence| found.weak || self.is_cut_out(part, found);
        is_missing(self.review, part) || self.vague && found.is_none_or(says_little)
    }

    /// Whether words go with the vague sentence they stand in: what it builds and is for has to be said anew; who uses it may stand.
    fn is_cut_out(&self, part: &Part, found: &Evidence) -> bool {
        part.category != Category::MissingAudience && self.sentence_of(found).is_none_or(|sentence| self.is_flagged(sentence))
    }

    /// A part in the writer's words: the whole sentence where nothing is wrong with it and it is short, else the words alone.
    fn sentence_for(&self, part: &Part, found: &Evidence) -> String {
        let whole = self.sentence_of(found).filter(|span| !self.is_flagged(*span)).map(|span| one_line(span.quote(self.document.source())));
        let whole = whole.filter(|sentence| sentence.chars().count() <= SENTENCE);
        whole.unwrap_or_else(|| format!("{} {}", part.before, clip(words(found, self.submission), WORDS)))
    }

    /// Whether a finding is about something of the description.
    fn is_flagged(&self, span: Span) -> bool {
        let mut findings = self.review.findings.iter().filter(|finding| finding.input == Input::Description);
        findings.any(|finding| finding.span.is_some_and(|found| found.overlaps(span)))
    }

    /// The sentence of the description that holds the words.
    fn sentence_of(&self, found: &Evidence) -> Option<Span> {
        if found.input != Input::Description {
            return None;
        }
        let first = self.document.tokens_in(found.span).start;
        self.document.span(&self.document.sentence_of(first))
    }
}
