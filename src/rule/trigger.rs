//! What fires a rule, and what holds it back: as meant.

use serde::{Deserialize, Serialize};
use std::ops::Range;

use super::category::closed_set;
use super::{Category, Field, Label, Pattern, RuleId, State, Statement, TermId};
use crate::text::Document;
use crate::text::quantity::Unit;

/// What fires a rule; exactly one per rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Trigger {
    /// The text says one of the phrases.
    Says(TermId),
    /// The original text matches.
    Matches(Pattern),
    /// The text says none of the phrases.
    Lacks(TermId),
    /// A sentence of the text is like one of these.
    SimilarTo {
        /// The model sentences.
        sentences: Vec<ModelSentence>,
        /// Least Sørensen-Dice similarity, 0 to 1.
        at_least: f64,
    },
    /// The text states more than this.
    MoreThan(Threshold),
    /// The text states less than this.
    LessThan(Threshold),
    /// The profile field is in this state.
    State(State),
    /// The field's value in the form differs from the profile's.
    DiffersFrom {
        /// The field of the profile.
        field: Field,
        /// Similarity from which the two count as the same, 0 to 1.
        at_least: f64,
        /// Fires only down to this similarity (for near misses), 0 to 1.
        down_to: f64,
    },
    /// The text is in another language than English.
    NotEnglish,
    /// A sentence reads like the labelled examples of this label.
    Learned {
        /// The label.
        label: Label,
        /// Least score, in thousandths: 1,000 is as much like them as unlike.
        at_least: i32,
    },
    /// The text contains this.
    Contains(Content),
    /// Each of these is said, in any order, near each other.
    CoOccurs {
        /// The phrase lists.
        terms: Vec<TermId>,
        /// How near.
        within: Within,
    },
}

/// A sentence to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelSentence {
    words: String,
    stems: String,
}

impl ModelSentence {
    /// The words and stems of a range of tokens.
    pub fn new(document: &Document<'_>, tokens: &Range<usize>) -> Self {
        let join = |word: &dyn Fn(usize) -> String| tokens.clone().map(word).collect::<Vec<_>>().join(" ");
        Self { words: join(&|at| document.word(at).to_owned()), stems: join(&|at| document.stem(at)) }
    }

    /// How alike two sentences are, 0 to 1: Sørensen-Dice over letter pairs, of the words or of the stems, whichever is more.
    pub fn similarity(&self, other: &Self) -> f64 {
        // Two texts of very different length cannot be alike: the coefficient is at most twice the shorter over the sum.
        let (short, long) = (self.words.len().min(other.words.len()), self.words.len().max(other.words.len()));
        if short * 3 < long {
            return 0.0;
        }
        strsim::sorensen_dice(&self.words, &other.words).max(strsim::sorensen_dice(&self.stems, &other.stems))
    }
}

closed_set! {
    /// What a text may contain that no phrase tells.
    Content {
        /// A key, a password, a card's number: see [`crate::text::secret`].
        Secrets = "secrets";
        /// The name that the title gives to what is built.
        Title = "title";
    }
}

/// How near to each other things have to be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Within {
    /// In one clause.
    Clause,
    /// In one sentence.
    Sentence,
    /// In one sentence, with at most so many words from the first to the last.
    Words(usize),
    /// Anywhere in the text.
    Text,
}

closed_set! {
    /// What a threshold is counted in.
    Measure {
        /// Requests a day, from any wording of a rate.
        RequestsPerDay = "requests per day";
        /// Days between two times of use.
        DaysBetweenUses = "days between uses";
        /// Statements of what is built.
        Build = "build";
        /// Statements of internal or external use.
        Audience = "audience";
        /// Statements of purpose.
        Purpose = "purpose";
        /// Distinct concrete facts.
        Facts = "facts";
        /// Kinds of statement made at all, however slightly: what is built, who uses it, what it is for (0 to 3).
        Statements = "statements";
        /// Different words for data or tasks of the platform.
        Data = "data words";
        /// Different words that say nothing.
        Empty = "empty words";
        /// How specific the description is, 0 to 100.
        Specificity = "specificity";
        /// Words.
        Words = "words";
    }
}

/// An amount a rule compares with.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Threshold {
    /// How much.
    pub amount: f64,
    /// Of what.
    pub measure: Measure,
}

/// Phrases that have to stand near the match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// The phrases.
    pub term: TermId,
    /// Words at most between the match and the phrase.
    pub words: usize,
}

/// What holds a rule back although its trigger is there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Conditions {
    /// The text must also say one of these.
    pub also: Option<TermId>,
    /// Not if the same sentence says one of these.
    pub unless: Option<TermId>,
    /// Not if the text says one of these anywhere.
    pub unless_anywhere: Option<TermId>,
    /// One of these must stand near the match.
    pub near: Option<Near>,
    /// Not if one of these stands directly before the match.
    pub not_after: Option<TermId>,
    /// Not if one of these stands directly after the match.
    pub not_before: Option<TermId>,
    /// At least so many of these signs must be in the match's sentence.
    pub any_of: Option<(Vec<TermId>, usize)>,
    /// Only in a text that also states this, by evidence that is not weak.
    pub also_states: Option<Statement>,
    /// Only in a text that has less than this.
    pub only_under: Option<Threshold>,
    /// Not beside a finding of these categories or rules.
    pub unless_finding: Vec<FindingName>,
    /// Fires even where the words are denied (for evidence that is one by being a denial).
    pub even_denied: bool,
    /// Only where the sentence reads at least so much like the examples of the rule's category or statement: 1 is as
    /// much like them as unlike.
    pub examples_agree: Option<f64>,
    /// Only among the first words of a sentence, where the thing spoken of is named.
    pub opens_sentence: bool,
}

/// A finding that another rule yields to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FindingName {
    /// Any finding of the category.
    Category(Category),
    /// A finding of the rule.
    Rule(RuleId),
}

impl FindingName {
    /// Whether it names the findings of this rule.
    pub fn names(&self, rule: &RuleId, category: Category) -> bool {
        match self {
            Self::Category(named) => *named == category,
            Self::Rule(named) => named == rule,
        }
    }
}

impl Threshold {
    /// Reads `"40000 requests per day"`, `"2 facts"`, `"180 days between uses"`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, unit) = text.split_once(char::is_whitespace)?;
        let amount: f64 = number.replace([',', '_'], "").parse().ok().filter(|amount: &f64| amount.is_finite() && *amount >= 0.0)?;
        let unit = unit.trim();
        let singular = |measure: &Measure| measure.name().strip_suffix('s').is_some_and(|name| name == unit);
        let measure = Measure::from_name(unit)
            .or_else(|| Measure::ALL.iter().copied().find(singular))
            .or_else(|| matches!(unit, "days" | "day").then_some(Measure::DaysBetweenUses));
        match measure {
            Some(measure) => Some(Self { amount, measure }),
            // Any wording of a rate that an applicant may use ("2 calls a second") will do for a rule as well.
            None => crate::text::quantity::rate(text).map(|amount| Self { amount, measure: Measure::RequestsPerDay }),
        }
    }
}

impl Measure {
    /// The unit of the amounts it stands for; `None` for measures of the text as a whole.
    pub const fn unit(self) -> Option<Unit> {
        match self {
            Self::RequestsPerDay => Some(Unit::RequestsPerDay),
            Self::DaysBetweenUses => Some(Unit::DaysBetweenUses),
            _ => None,
        }
    }

    /// The statements this measure counts; empty for the others.
    pub const fn statements(self) -> &'static [Statement] {
        match self {
            Self::Build => &[Statement::Build],
            Self::Audience => &[Statement::Internal, Statement::External],
            Self::Purpose => &[Statement::Purpose],
            Self::Facts => &[Statement::Build, Statement::Internal, Statement::External, Statement::Purpose, Statement::Fact],
            Self::Data => &[Statement::Data],
            Self::Empty => &[Statement::Empty],
            Self::RequestsPerDay | Self::DaysBetweenUses | Self::Words | Self::Statements | Self::Specificity => &[],
        }
    }
}
