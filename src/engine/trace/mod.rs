//! Why each rule fired or kept silent on a text: a second pass over it, for authors. Reviews never come here.

mod measure;
mod partly;

use super::condition;
use super::reading::{Reading, Region};
use super::trigger::{self, Match};
use super::{Finding, Outcome, denial, run_on};
use crate::rule::{Effect, Hit, Input, Rule, RuleId, RuleSet, Threshold};
use crate::submission::Submission;
use crate::text::Span;

pub use measure::Measured;
use measure::measures;

/// What all rules made of a submission, and why.
#[derive(Debug, Clone)]
pub struct Tried<'r> {
    /// What they found.
    pub outcome: Outcome<'r>,
    /// Why each wanted rule near the text fired or kept silent, in order of rule and place: none of whose words nothing is said.
    pub traces: Vec<Trace<'r>>,
    /// What the description is measured by.
    pub measures: Vec<Measured>,
}

/// What a rule made of a text, at one place.
#[derive(Debug, Clone)]
pub struct Trace<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// The text.
    pub input: Input,
    /// Why it fired or kept silent.
    pub answer: Answer,
}

/// Why a rule fired or kept silent.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It fired; `None` where something is absent.
    Fired(Option<Span>),
    /// Its words were found, and denied by these.
    Denied {
        /// The rule's words.
        words: Option<Span>,
        /// The words that deny them.
        by: Option<Span>,
    },
    /// What it looks for is there, and its conditions hold it back: all of those that do.
    Held {
        /// The rule's words; `None` where something is absent.
        words: Option<Span>,
        /// What holds it back.
        by: Vec<Hold>,
    },
    /// It looks for several things together, and not all of them are said.
    Partly {
        /// The phrase as its author wrote it.
        phrase: String,
        /// The parts that are said.
        said: Vec<Span>,
        /// The parts that are not; empty where all are said, but too far apart or in another order.
        missing: Vec<String>,
    },
    /// It compares, and the text comes near but does not reach what it asks for.
    Under {
        /// How much the best sentence has.
        has: f64,
        /// How much it asks for.
        wanted: f64,
        /// The sentence.
        words: Option<Span>,
    },
}

/// A condition that holds a rule back.
#[derive(Debug, Clone, PartialEq)]
pub enum Hold {
    /// The sentence reads too little like the examples of the category.
    ExamplesAgainst {
        /// Its score: 1 is as much like them as unlike.
        agree: f64,
        /// The score asked for.
        least: f64,
    },
    /// Words of this key are said: `unless`, `unless-anywhere`, `not-after`, `not-before`.
    Said {
        /// The key.
        key: &'static str,
        /// The text they stand in.
        input: Input,
        /// The words.
        words: Option<Span>,
    },
    /// Nothing of this key is said: `also`, `near`, `also-states`.
    Lacks(&'static str),
    /// `any-of`: fewer signs than asked for.
    TooFew {
        /// The signs that are in the sentence.
        found: Vec<Span>,
        /// How many there have to be.
        wanted: usize,
    },
    /// `only-under`: the text has this much.
    Amount {
        /// What it has.
        has: f64,
        /// What it has to stay under.
        limit: Threshold,
    },
    /// `opens-sentence`: the words stand further behind.
    NotAtStart,
    /// `unless-finding`: it gives way to this rule.
    GivesWay(RuleId),
}

impl Hold {
    /// The key of the rule that it comes from.
    pub fn key(&self) -> &'static str {
        match self {
            Self::ExamplesAgainst { .. } => "examples-agree",
            Self::Said { key, .. } | Self::Lacks(key) => key,
            Self::TooFew { .. } => "any-of",
            Self::Amount { .. } => "only-under",
            Self::NotAtStart => "opens-sentence",
            Self::GivesWay(_) => "unless-finding",
        }
    }

    pub(super) fn said(key: &'static str, region: &Region<'_, '_>, hit: &Hit) -> Self {
        Self::Said { key, input: region.input, words: region.text.document.span(&hit.tokens) }
    }
}

/// Runs all rules over a submission, and tells of those that are wanted why each fired or kept silent.
pub fn tried<'r>(rules: &'r RuleSet, submission: &Submission, wanted: impl Fn(&Rule) -> bool) -> Tried<'r> {
    let mut reading = Reading::new(rules, submission);
    let outcome = run_on(rules, &mut reading);
    let traces = rules.rules.iter().filter(|rule| wanted(rule)).flat_map(|rule| of_rule(rule, &reading, &outcome)).collect();
    let measures = measures(&reading, &outcome.evidence);
    Tried { outcome, traces, measures }
}

/// Why one rule fired or kept silent; empty where nothing of its words is said.
fn of_rule<'r>(rule: &'r Rule, reading: &Reading<'_>, outcome: &Outcome<'r>) -> Vec<Trace<'r>> {
    if reading.leaves_out(rule) {
        return Vec::new();
    }
    let mut on_text = Vec::new();
    condition::allows_text(rule, reading, &outcome.evidence, &mut on_text);
    let mut traces: Vec<Trace<'r>> = Vec::new();
    if let Some(found) = trigger::state(rule, reading) {
        let answer = settled(rule, &found, on_text.clone(), outcome);
        traces.push(Trace { rule, input: Input::Profile, answer });
    }
    let mut nearest = None;
    for region in reading.regions(rule.part) {
        for found in trigger::find(rule, reading, &region, &outcome.evidence) {
            let answer = at_place(rule, &region, &found, &on_text, outcome);
            if traces.iter().all(|known| known.input != region.input || known.answer != answer) {
                traces.push(Trace { rule, input: region.input, answer });
            }
        }
        nearest = nearest.or_else(|| partly::nearest(rule, &region).map(|answer| Trace { rule, input: region.input, answer }));
    }
    if traces.is_empty() {
        traces.extend(nearest);
    }
    traces
}

fn at_place(rule: &Rule, region: &Region<'_, '_>, found: &Match<'_>, on_text: &[Hold], outcome: &Outcome<'_>) -> Answer {
    let mut holds = on_text.to_vec();
    condition::allows(&rule.conditions, region, found, &mut holds);
    let cue = denial::denied_by(rule, region, found);
    if cue.is_none() {
        condition::examples_agree(rule, region, found, &mut holds);
    }
    match cue {
        Some(cue) if holds.is_empty() => Answer::Denied { words: found.span, by: region.text.document.span(&cue) },
        _ => settled(rule, found, holds, outcome),
    }
}

/// Held back by its conditions or by another finding, or fired.
fn settled(rule: &Rule, found: &Match<'_>, mut holds: Vec<Hold>, outcome: &Outcome<'_>) -> Answer {
    if holds.is_empty()
        && let Effect::Finding { .. } = rule.effect
    {
        holds.extend(gives_way(rule, &outcome.findings));
    }
    if holds.is_empty() { Answer::Fired(found.span) } else { Answer::Held { words: found.span, by: holds } }
}

/// The first other rule that was found and that the rule gives way to.
fn gives_way(rule: &Rule, findings: &[Finding<'_>]) -> Option<Hold> {
    let others = findings.iter().filter(|other| other.rule.id != rule.id);
    let named = |other: &Finding<'_>| rule.conditions.unless_finding.iter().any(|name| name.names(&other.rule.id, other.category));
    others.into_iter().find(|other| named(other)).map(|other| Hold::GivesWay(other.rule.id.clone()))
}
