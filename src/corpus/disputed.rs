//! A disputed finding: the words it is about, a code by which it is known again, and the labelled case it can become.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Case;
use super::case::{DEBATABLE, Expect};
use crate::engine::Finding;
use crate::rule::{Category, Input, RuleId, Verdict};
use crate::submission::Shown;
use crate::text::{Document, Span};

/// Characters of the words at most: what is longer is not shown to moderators.
pub const DISPUTED_CHARS: usize = 2_000;
/// Bytes of the code; it is written with two digits a byte.
const CODE_BYTES: usize = 4;

/// A finding that a member says is not right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disputed {
    /// The rule that fired.
    pub rule: RuleId,
    /// Its category.
    pub category: Category,
    /// The text it is about.
    pub input: Input,
    /// The sentence of the words that it quotes, the line of a profile or form, the whole text where something is absent; secrets are
    /// masked. `None` where that is longer than [`DISPUTED_CHARS`].
    pub words: Option<String>,
    /// Eight hexadecimal digits made from the rule and the words: the same have the same code, and nothing can be read from it.
    pub code: String,
}

impl Disputed {
    /// Each finding with the words it is about.
    pub fn all(findings: &[Finding<'_>], submission: &Shown) -> Vec<Self> {
        let mut read: BTreeMap<Input, Document<'_>> = BTreeMap::new();
        let mut disputed = Vec::new();
        for finding in findings {
            let text = submission.get(finding.input).unwrap_or_default();
            let words = match (finding.span, finding.input) {
                (None, _) => text,
                (Some(span), Input::Profile | Input::Form) => line(text, span),
                (Some(span), input) => sentence(text, read.entry(input).or_insert_with(|| Document::new(text)), span),
            };
            disputed.push(Self::new(finding, words));
        }
        disputed
    }

    fn new(finding: &Finding<'_>, words: &str) -> Self {
        let words = words.trim();
        let known = format!("{}\n{}", finding.rule.id, words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
        let code = Sha256::digest(known.as_bytes()).iter().take(CODE_BYTES).fold(String::new(), |mut code, byte| {
            let _ = write!(code, "{byte:02x}");
            code
        });
        let fits = words.chars().count() <= DISPUTED_CHARS && !words.is_empty();
        let words = fits.then(|| words.to_owned());
        Self { rule: finding.rule.id.clone(), category: finding.category, input: finding.input, words, code }
    }

    /// The case for the corpus, for moderators who agree: in these words the category must not be flagged. All else is open, since a
    /// sentence alone is no whole request.
    pub fn case(&self) -> Option<Case> {
        let words = self.words.clone()?;
        let of = |input: Input| (input == self.input).then(|| words.clone());
        let others = Category::ALL.iter().filter(|category| **category != self.category).copied();
        Some(Case {
            id: format!("disputed-{}-{}", self.category.name(), self.code),
            title: of(Input::Title),
            description: of(Input::Description).unwrap_or_default(),
            profile: of(Input::Profile),
            form: of(Input::Form),
            expect: Expect { verdict: Verdict::NeedsWork, must: BTreeSet::new(), may: others.collect() },
            tags: vec![DEBATABLE.to_owned(), "disputed".to_owned()],
        })
    }
}

/// The sentences that a span touches.
fn sentence<'t>(text: &'t str, document: &Document<'_>, span: Span) -> &'t str {
    let tokens = document.tokens_in(span);
    if tokens.is_empty() {
        return line(text, span);
    }
    let (first, last) = (document.sentence_of(tokens.start), document.sentence_of(tokens.end.saturating_sub(1)));
    let Some(words) = document.span(&(first.start..last.end.max(tokens.end))) else { return line(text, span) };
    // The sign that ends it belongs to it.
    let after = text.get(words.end..).unwrap_or_default();
    let signs = after.find(|ch: char| !matches!(ch, '.' | '!' | '?' | ')' | '"' | '”')).unwrap_or(after.len());
    Span { start: words.start.min(span.start), end: (words.end + signs).max(span.end) }.quote(text)
}

/// The lines that a span touches.
fn line(text: &str, span: Span) -> &str {
    let start = text.get(..span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = text.get(span.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| span.end + at);
    Span { start, end }.quote(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::measure;
    use crate::review::{Review, review};
    use crate::rule::{RuleFile, RuleSet, compile};
    use crate::submission::Submission;

    fn rules() -> RuleSet {
        let text = "[[rule]]\nid = \"one\"\nsays = [\"auto apply\"]\nseverity = \"reject\"\nmessage = \"m\"\nfix = 'f \"x\"'\n\
                    bad = [\"It will auto apply.\"]\ngood = [\"A sheet.\"]\n";
        let file = RuleFile::new("botting.toml", text);
        compile("demo", &[file]).expect("the rules are right")
    }

    fn first(review: &Review<'_>, submission: &Submission) -> Disputed {
        Disputed::all(&review.findings, &submission.shown()).remove(0)
    }

    #[test]
    fn the_sentence_becomes_a_case_that_measures_the_false_alarm() {
        let rules = rules();
        let submission = Submission::new("A sheet.\nSome auto-apply, we ask first! The end.");
        let disputed = first(&review(&rules, &submission), &submission);
        assert_eq!(disputed.words.as_deref(), Some("Some auto-apply, we ask first!"));
        let line = serde_json::to_string(&disputed.case().expect("a case")).expect("JSON");
        let measured = measure(&rules, &[Case::parse(&line).expect("a line of a corpus")]);
        assert_eq!(measured.wrong.len(), 1, "as long as the rule is as it is: {line}");
    }

    #[test]
    fn secrets_are_masked() {
        let submission = Submission::new("It will auto apply with the password: Kite42Lamp! every day.");
        let rules = rules();
        let disputed = first(&review(&rules, &submission), &submission);
        assert!(disputed.words.as_deref().is_some_and(|words| words.contains("auto apply") && !words.contains("Kite42")), "{disputed:?}");
    }

    #[test]
    fn the_same_words_have_the_same_code() {
        let rules = rules();
        let code = |text: &str| {
            let submission = Submission::new(text);
            first(&review(&rules, &submission), &submission).code
        };
        assert_eq!(code("It will auto apply."), code("First. it  WILL auto apply. Then."));
        assert_ne!(code("It will auto apply."), code("She will auto apply."));
    }

    #[test]
    fn what_is_too_long_is_not_shown() {
        let rules = rules();
        let submission = Submission::new(format!("It will auto apply {}", "on and on ".repeat(300)));
        let disputed = first(&review(&rules, &submission), &submission);
        assert!(disputed.words.is_none() && disputed.case().is_none());
    }
}
