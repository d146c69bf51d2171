//! Judging what the rules found: verdict, score, the arithmetic behind it, and the one change that helps most.
//!
//! ```
//! use redraft::review::review;
//! use redraft::rule::{RuleFile, Verdict, compile};
//! use redraft::submission::Submission;
//!
//! let file = RuleFile {
//!     path: "vague.toml".into(),
//!     shown: "vague.toml".into(),
//!     text: r#"
//!         [[rule]]
//!         id = "testing"
//!         says = ["test the api"]
//!         severity = "reject"
//!         message = "Only says that you want to test."
//!         fix = "Say what you will build: \"A sheet that lists our contracts.\""
//!         bad = ["I want to [[test the API]]."]
//!         good = ["A sheet that lists our contracts."]
//!     "#.into(),
//! };
//! let rules = compile("demo", &[file]).expect("the rules are right");
//! let review = review(&rules, &Submission::new("I want to test the API"));
//! assert_eq!(review.verdict, Verdict::LikelyRejected);
//! assert!(review.score <= 39);
//! ```

mod compare;
mod score;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::engine::{self, Check, Credit, Evidence, Finding, Outcome};
use crate::rule::{Category, Effect, Rule, RuleId, RuleSet, Severity, State, Statement, Verdict};
use crate::submission::Submission;

pub use compare::{Comparison, compare};
pub use score::{CREDIT_POINTS, CREDITS_COUNTED, band, score};

/// The answer to a submission.
#[derive(Debug, Clone)]
pub struct Review<'r> {
    /// What it predicts.
    pub verdict: Verdict,
    /// 0 to 100, inside the verdict's [`band`].
    pub score: u32,
    /// What is wrong, worst first.
    pub findings: Vec<Finding<'r>>,
    /// The statements found, in order of place.
    pub evidence: Vec<Evidence>,
    /// What speaks for the applicant.
    pub credits: Vec<Credit<'r>>,
    /// The account's requirements; empty without a profile.
    pub checklist: Vec<Check>,
    /// The arithmetic: starting from 100, every point lost or regained, by rule; together they give the score.
    pub steps: Vec<ScoreStep<'r>>,
    /// The one change that raises the score most; `None` where nothing is wrong.
    pub next: Option<Next<'r>>,
    /// The rules it was made by.
    pub rules: &'r RuleSet,
}

/// Points lost (negative) or regained by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreStep<'r> {
    /// The rule.
    pub rule: &'r RuleId,
    /// Its points, with sign.
    pub points: i32,
}

/// What one change would lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next<'r> {
    /// The rule that names the change: the worst of the category that is to be mended.
    pub rule: &'r RuleId,
    /// The score after it.
    pub score: u32,
    /// The verdict after it.
    pub verdict: Verdict,
}

/// Reviews a submission.
pub fn review<'r>(rules: &'r RuleSet, submission: &Submission) -> Review<'r> {
    judge(rules, engine::run(rules, submission))
}

/// Weighs what the rules found.
pub fn judge<'r>(rules: &'r RuleSet, outcome: Outcome<'r>) -> Review<'r> {
    let findings = settled(&outcome.findings);
    let (verdict, score, steps) = score(&findings, &outcome.credits);
    let next = best_change(&outcome, &findings, (score, verdict));
    let Outcome { evidence, mut credits, mut checklist, .. } = outcome;
    let evidence = without_parts(&evidence);
    for check in &mut checklist {
        hold_against(check, &findings);
    }
    // Two phrases of a rule may find the same words.
    credits.sort_by(|one, other| (&one.rule.id, one.input, one.span).cmp(&(&other.rule.id, other.input, other.span)));
    credits.dedup_by(|one, other| one.rule.id == other.rule.id && one.input == other.input && one.span == other.span);
    score::pay(&mut credits);
    Review { verdict, score, findings, evidence, credits, checklist, steps, next, rules }
}

/// Evidence without what lies inside other words for the same statement, and without whole clauses where words are known.
fn without_parts(evidence: &[Evidence]) -> Vec<Evidence> {
    let worded: BTreeSet<Statement> = evidence.iter().filter(|found| !found.learned).map(|found| found.statement).collect();
    let evidence: Vec<&Evidence> = evidence.iter().filter(|found| !found.learned || !worded.contains(&found.statement)).collect();
    let mut order: Vec<usize> = (0..evidence.len()).collect();
    let place = |at: &usize| evidence.get(*at).map(|found| (found.input, found.statement, found.span.start, Reverse(found.span.end)));
    order.sort_unstable_by_key(|at| (place(at), *at));
    let mut inside = vec![false; evidence.len()];
    // In this order what holds others comes before them.
    let mut outer: Option<&Evidence> = None;
    for at in order {
        let (Some(found), Some(inside)) = (evidence.get(at), inside.get_mut(at)) else { continue };
        let same = |outer: &&Evidence| (outer.input, outer.statement) == (found.input, found.statement);
        match outer.filter(same) {
            Some(outer) if outer.span == found.span => {}
            Some(outer) if outer.span.covers(found.span) => *inside = true,
            _ => outer = Some(found),
        }
    }
    let mut kept: Vec<Evidence> = evidence.iter().zip(inside).filter(|(_, inside)| !inside).map(|(found, _)| (*found).clone()).collect();
    kept.dedup_by(|one, other| (one.statement, one.input, one.span) == (other.statement, other.input, other.span));
    kept
}

/// A requirement whose value was objected to (a PO box) is not met, whatever the profile says of it.
fn hold_against(check: &mut Check, findings: &[Finding<'_>]) {
    let objections = findings.iter().filter(|finding| finding.category.name() == check.field.name() && check.state == State::Met);
    if let Some(worst) = objections.max_by_key(|finding| finding.severity) {
        check.state = match worst.severity {
            Severity::Reject => State::Failed,
            Severity::Question => State::Pending,
            Severity::Advice => State::Met,
        };
        check.span = worst.span.or(check.span);
    }
}

/// The findings that stand, worst first: those that yield to no other.
fn settled<'r>(all: &[Finding<'r>]) -> Vec<Finding<'r>> {
    let rules = rules_of(all);
    let yielding: Vec<&RuleId> = rules.iter().filter(|rule| yields(rule, &rules, None)).map(|rule| &rule.id).collect();
    let mut standing: Vec<Finding<'r>> = all.iter().filter(|finding| !yielding.contains(&&finding.rule.id)).cloned().collect();
    standing.sort_by(|one, other| {
        (other.severity, other.points, one.category, one.input, one.span, &one.rule.id).cmp(&(
            one.severity,
            one.points,
            other.category,
            other.input,
            other.span,
            &other.rule.id,
        ))
    });
    standing.dedup_by(|one, other| one.rule.id == other.rule.id && one.input == other.input && one.span == other.span);
    standing
}

/// The rules of some findings, each once, in order of their first.
fn rules_of<'r>(findings: &[Finding<'r>]) -> Vec<&'r Rule> {
    let mut rules: Vec<&'r Rule> = Vec::new();
    for finding in findings {
        if !rules.iter().any(|rule| std::ptr::eq(*rule, finding.rule)) {
            rules.push(finding.rule);
        }
    }
    rules
}

/// The category of a rule's findings.
fn category(rule: &Rule) -> Option<Category> {
    match rule.effect {
        Effect::Finding { category, .. } => Some(category),
        Effect::Evidence { .. } | Effect::Credit => None,
    }
}

/// Whether the findings of a rule yield to those of others; `gone` is a category that counts for nothing, as if it were mended.
fn yields(rule: &Rule, rules: &[&Rule], gone: Option<Category>) -> bool {
    let others =
        || rules.iter().filter(|other| other.id != rule.id).filter_map(|other| category(other).map(|category| (&other.id, category)));
    let there = |category: Category| gone != Some(category);
    rule.conditions.unless_finding.iter().any(|name| others().any(|(id, category)| there(category) && name.names(id, category)))
}

/// Tries every category: what would be left if all its findings were mended? Never less than there is `now`: where another finding
/// takes its place, nothing is won. The change is named by the category's worst finding.
fn best_change<'r>(outcome: &Outcome<'r>, findings: &[Finding<'r>], now: (u32, Verdict)) -> Option<Next<'r>> {
    let all = rules_of(&outcome.findings);
    let mut best: Option<Next<'r>> = None;
    for (at, finding) in findings.iter().enumerate() {
        let gone = Some(finding.category);
        if findings.iter().take(at).any(|other| Some(other.category) == gone) {
            continue;
        }
        // The score asks for rules and not for places: a rule stands for all its findings.
        let left: Vec<&'r Rule> = all.iter().filter(|rule| category(rule) != gone && !yields(rule, &all, gone)).copied().collect();
        let (after, verdict) = now.max(score::after(&left, &outcome.credits));
        if best.as_ref().is_none_or(|best| (after, verdict) > (best.score, best.verdict)) {
            best = Some(Next { rule: &finding.rule.id, score: after, verdict });
        }
    }
    best
}
