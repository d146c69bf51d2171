//! The arithmetic of the score, and its laws.

use crate::engine::{Credit, Finding};
use crate::rule::{Category, Effect, Rule, RuleId, Severity, Verdict};

use super::ScoreStep;

/// Points a credit gives back.
pub const CREDIT_POINTS: u32 = 5;
/// Credits that count, from different rules.
pub const CREDITS_COUNTED: usize = 2;

/// The scores of a verdict, lowest and highest: number and word never disagree.
pub const fn band(verdict: Verdict) -> (u32, u32) {
    match verdict {
        Verdict::LikelyRejected => (0, 39),
        Verdict::NeedsWork => (40, 79),
        Verdict::Ready => (80, 100),
    }
}

/// Verdict, score, and the steps that lead from 100 to it.
///
/// The verdict is the worst severity found, never the number. A category costs its worst finding, once. Each of the first
/// [`CREDITS_COUNTED`] rules that earned a credit gives [`CREDIT_POINTS`] back. The sum is held in the verdict's band after
/// every step, so the steps add up exactly to the score.
pub fn score<'r>(findings: &[Finding<'r>], credits: &[Credit<'r>]) -> (Verdict, u32, Vec<ScoreStep<'r>>) {
    let costs = findings.iter().map(|found| Cost {
        rule: &found.rule.id,
        category: found.category,
        severity: found.severity,
        points: found.points,
    });
    let mut steps = Vec::new();
    let (verdict, score) = weigh(costs.collect(), &counted(credits), |rule, points| steps.push(ScoreStep { rule, points }));
    (verdict, score, steps)
}

/// The score and verdict that findings of these rules would lead to, beside the credits that count.
pub(super) fn after<'r>(rules: &[&'r Rule], counted: &[&'r RuleId]) -> (u32, Verdict) {
    let cost = |rule: &&'r Rule| match rule.effect {
        Effect::Finding { category, severity, points } => Some(Cost { rule: &rule.id, category, severity, points }),
        Effect::Evidence { .. } | Effect::Credit => None,
    };
    let (verdict, score) = weigh(rules.iter().filter_map(cost).collect(), counted, |_, _| {});
    (score, verdict)
}

/// What a finding costs.
#[derive(Debug, Clone, Copy)]
struct Cost<'r> {
    rule: &'r RuleId,
    category: Category,
    severity: Severity,
    points: u32,
}

fn weigh<'r>(costs: Vec<Cost<'r>>, counted: &[&'r RuleId], mut tell: impl FnMut(&'r RuleId, i32)) -> (Verdict, u32) {
    let worst = costs.iter().map(|cost| cost.severity).max();
    let verdict = match worst {
        Some(Severity::Reject) => Verdict::LikelyRejected,
        Some(Severity::Question) => Verdict::NeedsWork,
        Some(Severity::Advice) | None => Verdict::Ready,
    };
    let (low, high) = band(verdict);
    let mut exact: i64 = 100;
    let mut shown: i64 = 100;
    let mut step = |rule: &'r RuleId, points: i64| {
        exact += points;
        let held = exact.clamp(i64::from(low), i64::from(high));
        let difference = i32::try_from(held - shown).unwrap_or_default();
        if difference != 0 {
            tell(rule, difference);
        }
        shown = held;
    };
    for cost in worst_of_each_category(costs) {
        step(cost.rule, -i64::from(cost.points));
    }
    for rule in counted {
        step(rule, i64::from(CREDIT_POINTS));
    }
    (verdict, u32::try_from(shown.clamp(i64::from(low), i64::from(high))).unwrap_or_default())
}

/// Writes into each credit the points it gives back: the first place of each rule that counts.
pub(super) fn pay(credits: &mut [Credit<'_>]) {
    let mut unpaid = counted(&*credits);
    for credit in credits {
        if let Some(at) = unpaid.iter().position(|rule| **rule == credit.rule.id) {
            unpaid.remove(at);
            credit.points = CREDIT_POINTS;
        }
    }
}

/// The costliest finding of each category, worst severity first.
fn worst_of_each_category(mut costs: Vec<Cost<'_>>) -> Vec<Cost<'_>> {
    let weight = |cost: &Cost<'_>| (cost.points, cost.severity);
    costs.sort_by(|one, other| (one.category, weight(other), one.rule).cmp(&(other.category, weight(one), other.rule)));
    costs.dedup_by_key(|cost| cost.category);
    costs.sort_by_key(|cost| std::cmp::Reverse((cost.severity, cost.points)));
    costs
}

/// The rules whose credits count, by name.
pub(super) fn counted<'c, 'r: 'c>(credits: impl IntoIterator<Item = &'c Credit<'r>>) -> Vec<&'r RuleId> {
    let mut rules: Vec<&'r RuleId> = credits.into_iter().map(|credit| &credit.rule.id).collect();
    rules.sort();
    rules.dedup();
    rules.truncate(CREDITS_COUNTED);
    rules
}
