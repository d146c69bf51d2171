//! Counting over a corpus: what was flagged, right or wrong, by category and by rule.

use std::collections::{BTreeMap, BTreeSet};

use super::{Case, Expect, Judged, Mistake};
use crate::engine::Evidence;
use crate::review::{Review, review};
use crate::rule::{Category, Effect, RuleId, RuleSet, Verdict};

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
    /// What was said of it, and the mistakes in that.
    pub judged: Judged,
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
    /// By rule, without the cases that are among the rule's own examples: what it finds in texts that it was not written from.
    pub unseen: BTreeMap<RuleId, Counts>,
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
    let examples = examples(rules);
    for case in cases {
        let review = review(rules, &case.submission());
        add(&mut measurement, case, &review, examples.get(&words(&case.description)));
    }
    measurement
}

fn add(measurement: &mut Measurement, case: &Case, review: &Review<'_>, own: Option<&BTreeSet<&RuleId>>) {
    let judged = Judged::new(case, review);
    let Expect { must, may, .. } = &case.expect;
    let count = |counts: &mut Counts, flagged: bool, category: &Category| match (flagged, must.contains(category)) {
        (true, true) => counts.right += 1,
        (true, false) if !may.contains(category) => counts.wrong += 1,
        (false, true) => counts.missed += 1,
        _ => {}
    };
    for category in Category::ALL {
        let flagged = judged.counting().any(|flag| flag.category == *category);
        count(measurement.categories.entry(*category).or_default(), flagged, category);
    }
    for rule in &review.rules.rules {
        let Effect::Finding { category, .. } = rule.effect else { continue };
        let flagged = judged.counting().any(|flag| flag.rule == rule.id);
        count(measurement.rules.entry(rule.id.clone()).or_default(), flagged, &category);
        if !own.is_some_and(|own| own.contains(&rule.id)) {
            count(measurement.unseen.entry(rule.id.clone()).or_default(), flagged, &category);
        }
    }
    let expected = case.expect.verdict;
    let right = !judged.mistakes.contains(&Mistake::Verdict);
    measurement.cases += 1;
    measurement.right_verdicts += usize::from(right);
    *measurement.verdicts.entry((expected, if right { expected } else { judged.verdict })).or_default() += 1;
    if expected == Verdict::Ready {
        measurement.ready.0 += 1;
        measurement.ready.1 += usize::from(judged.mistakes.iter().any(|mistake| matches!(mistake, Mistake::FalseAlarm(_))));
    }
    if !judged.mistakes.is_empty() {
        let quotable = case.submission().shown();
        let quote = |found: &Evidence| format!("{}: {}", found.statement, found.span.quote(quotable.get(found.input).unwrap_or_default()));
        let evidence = review.evidence.iter().map(quote).collect();
        measurement.wrong.push(Wrong { case: case.clone(), judged, evidence });
    }
}

/// For each text that is an example, the rules it is one of.
type Examples<'r> = BTreeMap<String, BTreeSet<&'r RuleId>>;

fn examples(rules: &RuleSet) -> Examples<'_> {
    let mut examples = Examples::new();
    for rule in &rules.rules {
        for example in &rule.examples {
            examples.entry(words(&example.text)).or_default().insert(&rule.id);
        }
    }
    examples
}

/// The words of a text, whatever stands between them.
fn words(text: &str) -> String {
    let words = text.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
