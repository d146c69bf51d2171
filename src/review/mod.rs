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
use std::ptr;

use crate::engine::{self, Check, Credit, Evidence, Finding, Outcome};
use crate::rule::{Category, Effect, Input, Rule, RuleId, RuleSet, Severity, State, Verdict};
use crate::submission::Submission;
use crate::text::Span;

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
    let Outcome { findings, evidence, mut credits, mut checklist, .. } = outcome;
    let fired = rules_of(&findings);
    let findings = settled(findings, &fired);
    let earned = credits.clone();
    let standing = rules_of(&findings);
    credits.retain(|credit| is_believed(credit, &standing));
    let (verdict, score, steps) = score(&findings, &credits);
    let next = best_change(&fired, &findings, &earned, (score, verdict));
    let evidence = without_parts(evidence);
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
fn without_parts(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    let mut kept = Vec::with_capacity(evidence.len());
    for group in evidence.chunk_by(|one, other| one.statement == other.statement) {
        let worded = group.iter().any(|found| !found.learned);
        let counts = |found: &&Evidence| !(worded && found.learned);
        let mut outer: Vec<(Input, Span)> = Vec::with_capacity(group.len());
        outer.extend(group.iter().filter(counts).map(|found| (found.input, found.span)));
        // In this order what holds others comes before them.
        outer.sort_unstable_by_key(|(input, span)| (*input, span.start, Reverse(span.end)));
        outer.dedup_by(|inner, outer| inner.0 == outer.0 && outer.1.covers(inner.1));
        kept.extend(group.iter().map(|found| counts(&found) && outer.binary_search(&(found.input, found.span)).is_ok()));
    }
    let mut kept = kept.into_iter();
    evidence.retain(|_| kept.next().unwrap_or_default());
    evidence.dedup_by(|one, other| (one.statement, one.input, one.span) == (other.statement, other.input, other.span));
    evidence
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
fn settled<'r>(mut findings: Vec<Finding<'r>>, fired: &[&'r Rule]) -> Vec<Finding<'r>> {
    let yielding: Vec<&Rule> = fired.iter().copied().filter(|rule| yields(rule, fired, None)).collect();
    findings.retain(|finding| !yielding.iter().any(|rule| ptr::eq(*rule, finding.rule)));
    findings.sort_by(|one, other| {
        (other.severity, other.points, one.category, one.input, one.span, &one.rule.id).cmp(&(
            one.severity,
            one.points,
            other.category,
            other.input,
            other.span,
            &other.rule.id,
        ))
    });
    findings.dedup_by(|one, other| one.rule.id == other.rule.id && one.input == other.input && one.span == other.span);
    findings
}

/// Whether nothing that rules found says the opposite: "it never applies by itself" speaks for nobody whose software applies elsewhere.
fn is_believed(credit: &Credit<'_>, rules: &[&Rule]) -> bool {
    let denied = category(credit.rule);
    let objects = |rule: &&Rule| matches!(rule.effect, Effect::Finding { severity, .. } if severity > Severity::Advice);
    denied.is_none() || !rules.iter().any(|rule| category(rule) == denied && objects(rule))
}

/// The rules of some findings, each once, in order of their first.
fn rules_of<'r>(findings: &[Finding<'r>]) -> Vec<&'r Rule> {
    let mut rules: Vec<&'r Rule> = Vec::new();
    for finding in findings {
        if !rules.iter().any(|rule| ptr::eq(*rule, finding.rule)) {
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
        || rules.iter().filter(|other| !ptr::eq(**other, rule)).filter_map(|other| category(other).map(|category| (&other.id, category)));
    let there = |category: Category| gone != Some(category);
    rule.conditions.unless_finding.iter().any(|name| others().any(|(id, category)| there(category) && name.names(id, category)))
}

/// Tries every category: what would be left if all its findings were mended? Never less than there is `now`: where another finding
/// takes its place, nothing is won. The change is named by the category's worst finding.
fn best_change<'r>(fired: &[&'r Rule], findings: &[Finding<'r>], credits: &[Credit<'r>], now: (u32, Verdict)) -> Option<Next<'r>> {
    let mut best: Option<Next<'r>> = None;
    for (at, finding) in findings.iter().enumerate() {
        let gone = Some(finding.category);
        if findings.iter().take(at).any(|other| Some(other.category) == gone) {
            continue;
        }
        // The score asks for rules and not for places: a rule stands for all its findings.
        let left: Vec<&'r Rule> = fired.iter().filter(|rule| category(rule) != gone && !yields(rule, fired, gone)).copied().collect();
        let counted = score::counted(credits.iter().filter(|credit| is_believed(credit, &left)));
        let (after, verdict) = now.max(score::after(&left, &counted));
        if best.as_ref().is_none_or(|best| (after, verdict) > (best.score, best.verdict)) {
            best = Some(Next { rule: &finding.rule.id, score: after, verdict });
        }
    }
    best
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule::{RuleFile, Statement, compile};

    /// Evidence in order, as rules find it.
    fn evidence() -> impl Strategy<Value = Vec<Evidence>> {
        let found = (0..3_usize, any::<bool>(), 0..2_usize, (0..12_usize, 1..6_usize), any::<bool>()).prop_map(
            |(statement, weak, input, (start, length), learned)| Evidence {
                statement: Statement::ALL.get(statement).copied().unwrap_or(Statement::Build),
                weak,
                input: if input == 0 { Input::Title } else { Input::Description },
                span: Span { start, end: start + length },
                rule: RuleId::new("facts", if learned { "learned" } else { "said" }),
                learned,
            },
        );
        prop::collection::btree_set(found, 0..40).prop_map(|found| found.into_iter().collect())
    }

    #[test]
    fn no_credit_is_given_for_denying_what_is_found_elsewhere() {
        let rule = "[[rule]]\nid = \"applies\"\nsays = [\"apply\", \"send proposals\"]\nseverity = \"reject\"\nmessage = \"It applies.\"\n\
            fix = \"Apply yourself.\"\ncredit = \"It does not apply.\"\nbad = [\"It applies.\"]\ngood = [\"It reads.\"]\ndenies = [\"It never applies.\"]";
        let lists = "denial = [\"never\"]";
        let files = [("botting.toml", rule), ("lists.toml", lists)].map(|(path, text)| RuleFile::new(path, text));
        let rules = compile("demo", &files).expect("the rules are right");
        let credits = |text: &str| review(&rules, &Submission::new(text)).credits.len();
        assert_eq!(credits("It never applies."), 1);
        assert_eq!(credits("It never applies. It sends proposals."), 0);
    }

    proptest! {
        #[test]
        fn evidence_stays_that_lies_within_no_other_words_for_its_statement(evidence in evidence()) {
            let worded = |statement| evidence.iter().any(|found| found.statement == statement && !found.learned);
            let counting: Vec<&Evidence> = evidence.iter().filter(|found| !found.learned || !worded(found.statement)).collect();
            let within = |inner: &Evidence, outer: &Evidence| {
                (inner.statement, inner.input) == (outer.statement, outer.input)
                    && inner.span != outer.span
                    && outer.span.covers(inner.span)
            };
            let mut stays = counting.clone();
            stays.retain(|found| !counting.iter().any(|other| within(found, other)));
            stays.dedup_by_key(|found| (found.statement, found.input, found.span));
            let stays: Vec<Evidence> = stays.into_iter().cloned().collect();
            prop_assert_eq!(without_parts(evidence), stays);
        }
    }
}
