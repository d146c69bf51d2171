//! Measuring rules on labelled submissions: what was flagged against what should have been.
//!
//! A case names categories that `must` be flagged and those that `may` be; any other flagged category is wrong. Findings of
//! severity `advice` never count. Each case goes through [`review`] itself.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::review::{Review, review};
use crate::rule::{Category, RuleId, RuleSet, Severity, Verdict};
use crate::submission::Submission;

pub use table::table;

/// A tag: any verdict is accepted, the categories still hold.
const DEBATABLE: &str = "verdict-debatable";

/// A labelled submission, as a line of a corpus file.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The app's title.
    #[serde(default)]
    pub title: Option<String>,
    /// The description.
    pub description: String,
    /// The profile.
    #[serde(default)]
    pub profile: Option<String>,
    /// The form.
    #[serde(default)]
    pub form: Option<String>,
    /// What a careful reader says of it.
    pub expect: Expect,
    /// What kind of case it is.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// The label of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct Expect {
    /// The verdict.
    pub verdict: String,
    /// Categories that have to be flagged.
    pub must: Vec<String>,
    /// Categories that are open.
    #[serde(default)]
    pub may: Vec<String>,
}

impl Case {
    /// Reads a line of a corpus file.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the line: no JSON, a key is missing, a category or verdict is unknown.
    pub fn parse(line: &str) -> Result<Self, String> {
        let case: Self = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let unknown = case.expect.must.iter().chain(&case.expect.may).find(|name| Category::from_name(name).is_none());
        if let Some(name) = unknown {
            return Err(format!("case {}: unknown category `{name}`", case.id));
        }
        if Verdict::from_name(&case.expect.verdict).is_none() {
            return Err(format!("case {}: unknown verdict `{}`", case.id, case.expect.verdict));
        }
        Ok(case)
    }

    /// The texts of the case.
    pub fn submission(&self) -> Submission {
        Submission {
            description: self.description.clone(),
            title: self.title.clone(),
            profile: self.profile.clone(),
            form: self.form.clone(),
        }
    }

    fn must(&self) -> BTreeSet<Category> {
        self.expect.must.iter().filter_map(|name| Category::from_name(name)).collect()
    }

    fn may(&self) -> BTreeSet<Category> {
        self.expect.may.iter().filter_map(|name| Category::from_name(name)).collect()
    }
}

/// Hits and misses of a category or rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Flagged, and it had to be.
    pub right: usize,
    /// Flagged, and it must not be.
    pub wrong: usize,
    /// Not flagged, and it had to be.
    pub missed: usize,
}

impl Counts {
    /// Share of what was flagged that is right; 1 where nothing was flagged.
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of what had to be flagged that was; 1 where nothing had to be.
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts of cases are small")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A case that came out wrong.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// The case.
    pub case: Case,
    /// The verdict given.
    pub verdict: Verdict,
    /// Whether the verdict is one of the errors.
    pub wrong_verdict: bool,
    /// Categories that had to be flagged and were not.
    pub missed: Vec<Category>,
    /// Categories that were flagged and must not be, with the rule and its words.
    pub false_alarms: Vec<(Category, RuleId, Option<String>)>,
    /// Evidence found, as `build: words`.
    pub evidence: Vec<String>,
}

/// The measurement of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Measurement {
    /// Cases measured.
    pub cases: usize,
    /// By category.
    pub categories: BTreeMap<Category, Counts>,
    /// By rule.
    pub rules: BTreeMap<RuleId, Counts>,
    /// Verdicts: expected, given, how often. Debatable ones count as given.
    pub verdicts: BTreeMap<(Verdict, Verdict), usize>,
    /// Cases whose verdict is right.
    pub right_verdicts: usize,
    /// Cases expected to be ready, and those of them with a finding that counts and is not open.
    pub ready: (usize, usize),
    /// All cases that came out wrong.
    pub wrong: Vec<Wrong>,
}

impl Measurement {
    /// All categories together.
    pub fn total(&self) -> Counts {
        self.categories.values().fold(Counts::default(), |sum, counts| Counts {
            right: sum.right + counts.right,
            wrong: sum.wrong + counts.wrong,
            missed: sum.missed + counts.missed,
        })
    }

    /// Share of right verdicts.
    pub fn verdict_accuracy(&self) -> f64 {
        share(self.right_verdicts, self.cases)
    }
}

/// Measures rules on labelled cases.
pub fn measure<'c>(rules: &RuleSet, cases: impl IntoIterator<Item = &'c Case>) -> Measurement {
    let mut measurement = Measurement::default();
    for case in cases {
        let submission = case.submission();
        add(&mut measurement, case, &submission, &review(rules, &submission));
    }
    measurement
}

fn add(measurement: &mut Measurement, case: &Case, submission: &Submission, review: &Review<'_>) {
    let (must, may) = (case.must(), case.may());
    let counting: Vec<_> = review.findings.iter().filter(|finding| finding.severity > Severity::Advice).collect();
    let flagged: BTreeSet<Category> = counting.iter().map(|finding| finding.category).collect();
    for category in Category::ALL {
        let counts = measurement.categories.entry(*category).or_default();
        match (flagged.contains(category), must.contains(category)) {
            (true, true) => counts.right += 1,
            (true, false) if !may.contains(category) => counts.wrong += 1,
            (false, true) => counts.missed += 1,
            _ => {}
        }
    }
    for rule in &review.rules.rules {
        let crate::rule::Effect::Finding { category, .. } = rule.effect else { continue };
        let counts = measurement.rules.entry(rule.id.clone()).or_default();
        match (counting.iter().any(|finding| finding.rule.id == rule.id), must.contains(&category)) {
            (true, true) => counts.right += 1,
            (true, false) if !may.contains(&category) => counts.wrong += 1,
            (false, true) => counts.missed += 1,
            _ => {}
        }
    }
    let quotable = submission.shown();
    let false_alarms: Vec<_> = counting
        .iter()
        .filter(|finding| !must.contains(&finding.category) && !may.contains(&finding.category))
        .map(|finding| (finding.category, finding.rule.id.clone(), crate::render::quote(finding, &quotable).map(str::to_owned)))
        .collect();
    let missed: Vec<Category> = must.difference(&flagged).copied().collect();
    let expected = Verdict::from_name(&case.expect.verdict).unwrap_or(Verdict::Ready);
    let worse_by_open = review.verdict < expected && flagged.iter().any(|category| may.contains(category)) && false_alarms.is_empty();
    let right = review.verdict == expected || case.tags.iter().any(|tag| tag == DEBATABLE) || worse_by_open;
    measurement.cases += 1;
    measurement.right_verdicts += usize::from(right);
    *measurement.verdicts.entry((expected, if right { expected } else { review.verdict })).or_default() += 1;
    if expected == Verdict::Ready {
        measurement.ready.0 += 1;
        measurement.ready.1 += usize::from(!false_alarms.is_empty());
    }
    if !right || !missed.is_empty() || !false_alarms.is_empty() {
        let evidence = review
            .evidence
            .iter()
            .map(|found| format!("{}: {}", found.statement, found.span.quote(quotable.get(found.input).unwrap_or_default())));
        let evidence = evidence.collect();
        measurement.wrong.push(Wrong {
            case: case.clone(),
            verdict: review.verdict,
            wrong_verdict: !right,
            missed,
            false_alarms,
            evidence,
        });
    }
}
