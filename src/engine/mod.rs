//! Running rules over a submission: one loop for all kinds of rules.
//!
//! [`run`] reads each text once into a [`crate::text::Document`], finds all words of all rules in it, and asks every rule in turn: where it
//! looks (its regions), what fires it (`trigger`), what holds it back (`condition`), whether the words are denied
//! (`denial`). [`prove`] puts a rule's examples through the same [`run`].

mod answer;
mod compare;
mod condition;
mod count;
mod denial;
mod enumeration;
mod heading;
mod learn;
mod profile;
mod prove;
mod reading;
mod specificity;
mod trace;
mod trigger;

use crate::rule::{Category, Effect, Field, Hit, Input, Rule, RuleId, RuleSet, Severity, State, Statement, Trigger};
use crate::submission::Submission;
use crate::text::Span;

pub use learn::{Checked, check, learn};
pub use prove::prove;
use reading::{Reading, Region};
pub use specificity::Specificity;
pub use trace::{Answer, Hold, Measured, Trace, Tried, tried};
use trigger::Match;

/// Words of a purpose that are quoted at most.
const PURPOSE_WORDS: usize = 14;

/// A rule that fired.
#[derive(Debug, Clone)]
pub struct Finding<'r> {
    /// The rule, with all it has to say.
    pub rule: &'r Rule,
    /// Its category.
    pub category: Category,
    /// Its severity.
    pub severity: Severity,
    /// The points it costs.
    pub points: u32,
    /// The text it is about.
    pub input: Input,
    /// The words it is about; `None` where something is absent.
    pub span: Option<Span>,
    /// The amount that was computed, in the measure of the rule's threshold, and the sum behind it.
    pub amount: Option<(f64, String)>,
}

/// A statement that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// What it states.
    pub statement: Statement,
    /// Whether it is too slight to count as a concrete fact.
    pub weak: bool,
    /// The text it stands in.
    pub input: Input,
    /// Its words.
    pub span: Span,
    /// The rule that found it.
    pub rule: RuleId,
    /// Whether it was learned from examples: then its words are a whole clause, and shorter words of another rule say more.
    pub learned: bool,
}

impl Evidence {
    /// What is stated and where, as a number that sorts by statement, weakness, text and span: there are hundreds in a long text.
    fn place(&self) -> u128 {
        let Span { start, end } = self.span;
        (self.statement as u128) << 120 | u128::from(self.weak) << 112 | (self.input as u128) << 104 | (start as u128) << 52 | end as u128
    }
}

/// Something that speaks for the applicant.
#[derive(Debug, Clone)]
pub struct Credit<'r> {
    /// The rule that found it.
    pub rule: &'r Rule,
    /// The text it stands in.
    pub input: Input,
    /// Its words.
    pub span: Span,
    /// What is said about it.
    pub message: &'r str,
    /// Points it gives back; 0 where enough others count already.
    pub points: u32,
}

/// What a profile says of one requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The requirement.
    pub field: Field,
    /// What is said.
    pub state: State,
    /// The words, in the profile.
    pub span: Option<Span>,
}

/// All that the rules found, before anything is weighed: every rule that fired, in order of rule and place.
#[derive(Debug, Clone, Default)]
pub struct Outcome<'r> {
    /// Rules that fired. Some may yield to others: see [`crate::rule::Conditions::unless_finding`].
    pub findings: Vec<Finding<'r>>,
    /// Statements found, in order, each once.
    pub evidence: Vec<Evidence>,
    /// What speaks for the applicant.
    pub credits: Vec<Credit<'r>>,
    /// The requirements, in the order of the contract; empty without a profile.
    pub checklist: Vec<Check>,
    /// Rules whose words were found and denied.
    pub denied: Vec<RuleId>,
}

/// Runs all rules over a submission.
pub fn run<'r>(rules: &'r RuleSet, submission: &Submission) -> Outcome<'r> {
    run_on(rules, &mut Reading::new(rules, submission))
}

/// Runs all rules over a submission that has been read.
fn run_on<'r>(rules: &'r RuleSet, reading: &mut Reading<'_>) -> Outcome<'r> {
    let mut outcome = Outcome { checklist: reading.checklist(), ..Outcome::default() };
    let due = rules.due.rules(reading.terms());
    let due = || due.iter().filter_map(|at| rules.rules.get(at));
    // Evidence first: thresholds of other rules count it.
    for rule in due().filter(|rule| matches!(rule.effect, Effect::Evidence { .. })) {
        apply(rule, reading, &mut outcome);
    }
    // In its own order: rules are asked in order of their names, and what has the same place stays in that order.
    outcome.evidence.sort_by_cached_key(Evidence::place);
    outcome.evidence.dedup();
    reading.settle();
    for rule in due().filter(|rule| !matches!(rule.effect, Effect::Evidence { .. })) {
        apply(rule, reading, &mut outcome);
    }
    outcome
}

/// Runs one rule and adds what it found.
fn apply<'r>(rule: &'r Rule, reading: &Reading<'_>, outcome: &mut Outcome<'r>) {
    if reading.leaves_out(rule) {
        return;
    }
    if !trigger::may_fire(rule, reading) || !condition::allows_text(rule, reading, &outcome.evidence, &mut condition::First) {
        return;
    }
    if let Some(found) = trigger::state(rule, reading) {
        record(rule, Input::Profile, &found, false, outcome);
    }
    for region in reading.regions(rule.part) {
        for mut found in trigger::find(rule, reading, &region, &outcome.evidence) {
            if !condition::allows(&rule.conditions, &region, &found, &mut condition::First) {
                continue;
            }
            let denied = denial::is_denied(rule, &region, &found);
            if !denied && !condition::examples_agree(rule, &region, &found, &mut condition::First) {
                continue;
            }
            if let (Effect::Evidence { statement, .. }, Some(hit)) = (rule.effect, found.hit.as_deref()) {
                found.span = told_whole(statement, &region, hit).or(found.span);
            }
            record(rule, region.input, &found, denied, outcome);
        }
    }
}

/// The words of a hit with those behind it that a reader needs, where it breaks off before them.
fn told_whole(statement: Statement, region: &Region<'_, '_>, hit: &Hit) -> Option<Span> {
    match statement {
        Statement::Purpose => whole_clause(region, hit),
        Statement::Internal | Statement::External => with_noun(region, hit),
        _ => None,
    }
}

/// Words that go before a noun.
const DETERMINERS: &[&str] = &["my", "our", "the", "a", "an"];

/// A hit with the word behind it where it ends before a noun: "for my" alone names nobody.
fn with_noun(region: &Region<'_, '_>, hit: &Hit) -> Option<Span> {
    let document = &region.text.document;
    let end = hit.tokens.end;
    let breaks_off = hit.tokens.len() > 1 && DETERMINERS.contains(&document.word(end - 1)) && document.clause_of(end - 1).contains(&end);
    breaks_off.then(|| document.span(&(hit.tokens.start..end + 1)))?
}

/// A hit with the rest of its clause: "so that" alone names no purpose.
fn whole_clause(region: &Region<'_, '_>, hit: &Hit) -> Option<Span> {
    let document = &region.text.document;
    let clause = document.clause_of(hit.tokens.end.saturating_sub(1));
    // A cue that ends its clause ("so that | nobody …") goes on in the next.
    let end = if clause.end == hit.tokens.end { document.clause_of(hit.tokens.end).end } else { clause.end };
    let sentence_end = document.sentence_of(hit.tokens.start).end;
    document.span(&(hit.tokens.start..end.min(sentence_end).min(hit.tokens.start + PURPOSE_WORDS).max(hit.tokens.end)))
}

/// How specific a submission's description is, with the parts of the measure.
pub fn specificity(rules: &RuleSet, submission: &Submission) -> Specificity {
    let mut reading = Reading::new(rules, submission);
    let evidence = run_on(rules, &mut reading).evidence;
    specificity::measure(&reading, &evidence)
}

fn record<'r>(rule: &'r Rule, input: Input, found: &Match<'_>, denied: bool, outcome: &mut Outcome<'r>) {
    if denied {
        outcome.denied.push(rule.id.clone());
    }
    match (rule.effect, found.span, denied) {
        (Effect::Finding { category, severity, points }, span, false) => {
            let amount = found.amount.clone();
            outcome.findings.push(Finding { rule, category, severity, points, input, span, amount });
        }
        (Effect::Evidence { statement, weak }, Some(span), false) => {
            let learned = matches!(rule.trigger, Trigger::Learned { .. });
            outcome.evidence.push(Evidence { statement, weak, input, span, rule: rule.id.clone(), learned });
        }
        (Effect::Credit, Some(span), false) => {
            outcome.credits.push(Credit { rule, input, span, message: &rule.teaching.message, points: 0 });
        }
        (Effect::Finding { .. }, Some(span), true) => {
            if let Some(message) = &rule.teaching.credit {
                outcome.credits.push(Credit { rule, input, span, message, points: 0 });
            }
        }
        _ => {}
    }
}
