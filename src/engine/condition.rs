//! What holds a rule back although its trigger is there.

use super::Evidence;
use super::reading::{Reading, Region};
use super::trigger::{Match, measured};
use crate::rule::{Conditions, Hit, Rule, RuleSet, TermId};

/// Words of a sentence within which the thing spoken of is named: "Small Node service for …".
const OPENING: usize = 5;

/// Conditions on the text as a whole: `also`, `unless-anywhere`, `only-under`.
pub(super) fn allows_text(rule: &Rule, reading: &Reading<'_>, evidence: &[Evidence]) -> bool {
    let conditions = &rule.conditions;
    if conditions.also.is_none() && conditions.unless_anywhere.is_none() && conditions.only_under.is_none() {
        return true;
    }
    let regions = reading.regions(rule.part);
    let said = |term: TermId| {
        regions.iter().any(|region| {
            region.text.hits.within(term, region.tokens.clone()).any(|hit| !super::denial::denies(reading.rules, region.text, hit))
        })
    };
    conditions.also.is_none_or(said)
        && !conditions.unless_anywhere.is_some_and(said)
        && conditions
            .only_under
            .is_none_or(|threshold| regions.first().is_some_and(|region| measured(threshold.measure, region, evidence) < threshold.amount))
}

/// Conditions on the place of a match: `unless`, `near`, `not-after`, `not-before`, `any-of`.
///
/// Words of `unless` that are themselves denied hold nothing back: "no human in the loop".
pub(super) fn allows(conditions: &Conditions, rules: &RuleSet, region: &Region<'_, '_>, found: &Match) -> bool {
    let Some(hit) = &found.hit else { return true };
    let text = region.text;
    let sentence = text.document.sentence_of(hit.tokens.start);
    let in_sentence = |term: TermId| text.hits.within(term, sentence.clone()).next().is_some();
    let beside = |term: TermId, test: &dyn Fn(&Hit) -> bool| text.hits.within(term, sentence.clone()).any(test);
    let unless = |term: TermId| text.hits.within(term, sentence.clone()).any(|hit| !super::denial::denies(rules, text, hit));
    !conditions.unless.is_some_and(unless)
        && (!conditions.opens_sentence || hit.tokens.end <= sentence.start + OPENING)
        && conditions.near.is_none_or(|near| {
            let from = hit.tokens.start.saturating_sub(near.words);
            beside(near.term, &|other| other.tokens.end > from && other.tokens.start < hit.tokens.end + near.words)
        })
        && !conditions.not_after.is_some_and(|term| beside(term, &|other| other.tokens.end == hit.tokens.start))
        && !conditions.not_before.is_some_and(|term| beside(term, &|other| other.tokens.start == hit.tokens.end))
        && conditions.any_of.as_ref().is_none_or(|(signs, count)| signs.iter().filter(|sign| in_sentence(**sign)).count() >= *count)
}
