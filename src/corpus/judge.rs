//! One case against its label: what was flagged, and which of that is a mistake.

use std::collections::BTreeSet;
use std::fmt;

use super::{Case, Expect};
use crate::render;
use crate::review::Review;
use crate::rule::{Category, RuleId, Severity, Verdict};
use crate::text::Span;

/// A finding, as a comparison of two rule sets needs it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flag {
    /// Its category.
    pub category: Category,
    /// The rule that found it.
    pub rule: RuleId,
    /// Its severity.
    pub severity: Severity,
    /// Where it stands in its text.
    pub span: Option<Span>,
    /// Its words as they may be shown, secrets masked; `None` for an absence.
    pub quote: Option<String>,
}

/// A way in which a case came out other than its label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mistake {
    /// Another verdict was given.
    Verdict,
    /// The category had to be flagged and was not.
    Missed(Category),
    /// The category was flagged and must not be.
    FalseAlarm(Category),
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verdict => f.write_str("wrong verdict"),
            Self::Missed(category) => write!(f, "{category} is missed"),
            Self::FalseAlarm(category) => write!(f, "{category} is a false alarm"),
        }
    }
}

/// What a rule set says of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The verdict given.
    pub verdict: Verdict,
    /// The score given.
    pub score: u32,
    /// All findings, worst first, advice as well.
    pub flags: Vec<Flag>,
    /// What is wrong with that, by the label.
    pub mistakes: BTreeSet<Mistake>,
}

impl Judged {
    /// Holds a review against the label of its case.
    pub fn new(case: &Case, review: &Review<'_>) -> Self {
        let shown = case.submission().shown();
        let flags: Vec<Flag> = review
            .findings
            .iter()
            .map(|finding| Flag {
                category: finding.category,
                rule: finding.rule.id.clone(),
                severity: finding.severity,
                span: finding.span,
                quote: render::quote(finding, &shown).map(str::to_owned),
            })
            .collect();
        let mut judged = Self { verdict: review.verdict, score: review.score, flags, mistakes: BTreeSet::new() };
        judged.mistakes = judged.against(case);
        judged
    }

    /// Findings that count: all but advice.
    pub fn counting(&self) -> impl Iterator<Item = &Flag> {
        self.flags.iter().filter(|flag| flag.severity > Severity::Advice)
    }

    /// Counting findings of categories that must not be flagged.
    pub fn false_alarms(&self) -> impl Iterator<Item = &Flag> {
        self.counting().filter(|flag| self.mistakes.contains(&Mistake::FalseAlarm(flag.category)))
    }

    /// Whether the verdict given is not the one expected.
    pub fn wrong_verdict(&self) -> bool {
        self.mistakes.contains(&Mistake::Verdict)
    }

    /// Categories that had to be flagged and were not.
    pub fn missed(&self) -> impl Iterator<Item = Category> {
        self.mistakes.iter().filter_map(|mistake| match mistake {
            Mistake::Missed(category) => Some(*category),
            Mistake::Verdict | Mistake::FalseAlarm(_) => None,
        })
    }

    fn against(&self, case: &Case) -> BTreeSet<Mistake> {
        let Expect { verdict: expected, must, may } = &case.expect;
        let flagged: BTreeSet<Category> = self.counting().map(|flag| flag.category).collect();
        let false_alarms = flagged.iter().filter(|category| !must.contains(category) && !may.contains(category));
        let mut mistakes: BTreeSet<Mistake> = false_alarms.map(|category| Mistake::FalseAlarm(*category)).collect();
        let worse_by_open = self.verdict < *expected && flagged.iter().any(|category| may.contains(category)) && mistakes.is_empty();
        mistakes.extend(must.difference(&flagged).map(|category| Mistake::Missed(*category)));
        if self.verdict != *expected && !case.is_debatable() && !worse_by_open {
            mistakes.insert(Mistake::Verdict);
        }
        mistakes
    }
}
