//! What holds a rule back although its trigger is there.
//!
//! One function serves reviews, which stop at the first reason, and traces, which hear them all: see [`Observer`].

use super::Evidence;
use super::count::measured;
use super::reading::{Reading, Region};
use super::trace::Hold;
use super::trigger::Match;
use crate::rule::{Conditions, Effect, Hit, Label, Rule, RuleSet, TermId};

/// Words of a sentence within which the thing spoken of is named: "Small Node service for …".
const OPENING: usize = 5;

/// Who is told of each condition that holds a rule back.
pub(super) trait Observer {
    /// Hears of one; says whether it wants to hear of more. A review never makes the [`Hold`].
    fn held(&mut self, hold: impl FnOnce() -> Hold) -> bool;
}

/// A review: the first condition is enough.
pub(super) struct First;

impl Observer for First {
    fn held(&mut self, _: impl FnOnce() -> Hold) -> bool {
        false
    }
}

impl Observer for Vec<Hold> {
    fn held(&mut self, hold: impl FnOnce() -> Hold) -> bool {
        self.push(hold());
        true
    }
}

/// Conditions on the text as a whole: `also`, `unless-anywhere`, `also-states`, `only-under`.
pub(super) fn allows_text(rule: &Rule, reading: &Reading<'_>, evidence: &[Evidence], observer: &mut impl Observer) -> bool {
    let conditions = &rule.conditions;
    let words = conditions.also.is_some() || conditions.unless_anywhere.is_some();
    if !words && conditions.also_states.is_none() && conditions.only_under.is_none() {
        return true;
    }
    let said = |term: TermId| {
        reading.regions(rule.part).filter(|region| region.text.hits.has(term)).find_map(|region| {
            let mut hits = region.text.hits.within(term, region.tokens.clone());
            let hit = hits.find(|hit| !super::denial::denies(reading.rules, region.text, hit))?;
            Some((region, hit))
        })
    };
    let mut free = true;
    if conditions.also.is_some_and(|term| said(term).is_none()) {
        free = false;
        if !observer.held(|| Hold::Lacks("also")) {
            return false;
        }
    }
    if let Some((region, hit)) = conditions.unless_anywhere.and_then(said) {
        free = false;
        if !observer.held(|| Hold::said("unless-anywhere", &region, hit)) {
            return false;
        }
    }
    let stated = |statement| evidence.iter().any(|found| found.statement == statement && !found.weak);
    if conditions.also_states.is_some_and(|statement| !stated(statement)) {
        free = false;
        if !observer.held(|| Hold::Lacks("also-states")) {
            return false;
        }
    }
    if let Some(limit) = conditions.only_under {
        let has = reading.regions(rule.part).next().map(|region| measured(limit.measure, reading, &region, evidence));
        if has.is_none_or(|has| has >= limit.amount) {
            free = false;
            observer.held(|| Hold::Amount { has: has.unwrap_or_default(), limit });
        }
    }
    free
}

/// Conditions on the place of a match: `unless`, `near`, `not-after`, `not-before`, `any-of`.
///
/// Words of `unless` that are themselves denied hold nothing back: "no human in the loop".
pub(super) fn allows(
    conditions: &Conditions,
    rules: &RuleSet,
    region: &Region<'_, '_>,
    found: &Match<'_>,
    observer: &mut impl Observer,
) -> bool {
    let Some(hit) = found.hit.as_deref() else { return true };
    let text = region.text;
    let sentence = text.document.sentence_of(hit.tokens.start);
    let beside = |term: TermId, test: &dyn Fn(&Hit) -> bool| text.hits.within(term, sentence.clone()).find(|hit| test(hit));
    let mut free = true;
    let exceptions = [
        ("unless", conditions.unless, &(|other: &Hit| !super::denial::denies(rules, text, other)) as &dyn Fn(&Hit) -> bool),
        ("not-after", conditions.not_after, &|other: &Hit| other.tokens.end == hit.tokens.start),
        ("not-before", conditions.not_before, &|other: &Hit| other.tokens.start == hit.tokens.end),
    ];
    for (key, term, test) in exceptions {
        if let Some(other) = term.and_then(|term| beside(term, test)) {
            free = false;
            if !observer.held(|| Hold::said(key, region, other)) {
                return false;
            }
        }
    }
    if conditions.opens_sentence && hit.tokens.end > sentence.start + OPENING {
        free = false;
        if !observer.held(|| Hold::NotAtStart) {
            return false;
        }
    }
    if let Some(near) = conditions.near {
        let from = hit.tokens.start.saturating_sub(near.words);
        let around = |other: &Hit| other.tokens.end > from && other.tokens.start < hit.tokens.end + near.words;
        if beside(near.term, &around).is_none() {
            free = false;
            if !observer.held(|| Hold::Lacks("near")) {
                return false;
            }
        }
    }
    if let Some((signs, wanted)) = &conditions.any_of {
        let found = || signs.iter().filter_map(|sign| beside(*sign, &|_| true));
        if found().count() < *wanted {
            free = false;
            observer.held(|| Hold::TooFew {
                found: found().filter_map(|sign| region.text.document.span(&sign.tokens)).collect(),
                wanted: *wanted,
            });
        }
    }
    free
}

/// `examples-agree`. It is asked only where the words are not denied: what is denied does not read like the offence, and should not.
pub(super) fn examples_agree(
    rule: &Rule,
    rules: &RuleSet,
    region: &Region<'_, '_>,
    found: &Match<'_>,
    observer: &mut impl Observer,
) -> bool {
    let (Some(least), Some(hit)) = (rule.conditions.examples_agree, found.hit.as_deref()) else { return true };
    let Some(agree) = agreement(rule, rules, region, hit).filter(|agree| *agree < least) else { return true };
    observer.held(|| Hold::ExamplesAgainst { agree, least });
    false
}

/// How much the sentence of a match reads like the examples of the rule's category or statement; `None` where there are no such examples.
fn agreement(rule: &Rule, rules: &RuleSet, region: &Region<'_, '_>, hit: &Hit) -> Option<f64> {
    let label = match rule.effect {
        Effect::Finding { category, .. } => Label::Reason(category),
        Effect::Evidence { statement, .. } => Label::States(statement),
        Effect::Credit => return None,
    };
    let sentence = region.text.document.tokens().get(hit.tokens.start)?.sentence();
    // A margin of 0 is a score of 1.
    region.text.margin(rules, label, sentence).map(|margin| margin + 1.0)
}
