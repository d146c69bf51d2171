//! What holds a rule back although its trigger is there.
//!
//! One function serves reviews, which stop at the first reason, and traces, which hear them all: see [`Observer`].

use std::ops::Range;

use super::Evidence;
use super::count::measured;
use super::denial::denies;
use super::reading::{Reading, Region};
use super::trace::Hold;
use super::trigger::{Match, brevity};
use crate::rule::{Conditions, Effect, Hit, Label, Rule, TermId};

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

/// Conditions asked one after another.
struct Hearing<'o, O> {
    observer: &'o mut O,
    /// Whether none has held the rule back so far.
    free: bool,
    wants_more: bool,
}

impl<'o, O: Observer> Hearing<'o, O> {
    fn new(observer: &'o mut O) -> Self {
        Self { observer, free: true, wants_more: true }
    }

    /// Asks a condition, which tells what holds the rule back, if it does; not asked where the observer has heard enough.
    fn ask<H: FnOnce() -> Hold>(mut self, condition: impl FnOnce() -> Option<H>) -> Self {
        if self.wants_more
            && let Some(hold) = condition()
        {
            self.free = false;
            self.wants_more = self.observer.held(hold);
        }
        self
    }
}

/// Conditions on the text as a whole: `also`, `unless-anywhere`, `also-states`, `only-under`.
pub(super) fn allows_text(rule: &Rule, reading: &Reading<'_>, evidence: &[Evidence], observer: &mut impl Observer) -> bool {
    Hearing::new(observer)
        .ask(|| also(rule, reading))
        .ask(|| unless_anywhere(rule, reading))
        .ask(|| also_states(rule, evidence))
        .ask(|| only_under(rule, reading, evidence))
        .free
}

/// Where the texts that a rule looks at first say a term without denying it.
fn said<'r, 't>(rule: &Rule, reading: &'r Reading<'t>, term: TermId) -> Option<(Region<'r, 't>, &'r Hit)> {
    reading.regions(rule.part).filter(|region| region.text.hits.has(term)).find_map(|region| {
        let mut hits = region.text.hits.within(term, region.tokens.clone());
        let hit = hits.find(|hit| !denies(region.text, hit))?;
        Some((region, hit))
    })
}

/// `also` holds a rule back where nothing of it is said.
fn also(rule: &Rule, reading: &Reading<'_>) -> Option<impl FnOnce() -> Hold> {
    let term = rule.conditions.also?;
    said(rule, reading, term).is_none().then_some(|| Hold::Lacks("also"))
}

/// `unless-anywhere` holds a rule back where anything of it is said.
fn unless_anywhere(rule: &Rule, reading: &Reading<'_>) -> Option<impl FnOnce() -> Hold> {
    let (region, hit) = said(rule, reading, rule.conditions.unless_anywhere?)?;
    Some(move || Hold::said("unless-anywhere", &region, hit))
}

/// `also-states` holds a rule back where the text does not state it, or by weak evidence only.
fn also_states(rule: &Rule, evidence: &[Evidence]) -> Option<impl FnOnce() -> Hold> {
    let statement = rule.conditions.also_states?;
    let stated = evidence.iter().any(|found| found.statement == statement && !found.weak);
    (!stated).then_some(|| Hold::Lacks("also-states"))
}

/// `only-under` holds a rule back where the text has as much or more, or there is none to be measured.
fn only_under(rule: &Rule, reading: &Reading<'_>, evidence: &[Evidence]) -> Option<impl FnOnce() -> Hold> {
    let limit = rule.conditions.only_under?;
    let has = reading.regions(rule.part).next().map(|region| measured(limit.measure, reading, &region, evidence));
    has.is_none_or(|has| has >= limit.amount).then_some(move || Hold::Amount { has: has.unwrap_or_default(), limit })
}

/// Conditions on the place of a match: `unless`, `not-after`, `not-before`, `opens-sentence`, `near`, `any-of`.
pub(super) fn allows(conditions: &Conditions, region: &Region<'_, '_>, found: &Match<'_>, observer: &mut impl Observer) -> bool {
    let Some(hit) = found.hit.as_deref() else { return true };
    let place = Place { conditions, region, hit, sentence: region.text.document.sentence_of(hit.tokens.start) };
    Hearing::new(observer)
        .ask(|| place.unless())
        .ask(|| place.not_after())
        .ask(|| place.not_before())
        .ask(|| place.opens_sentence())
        .ask(|| place.near())
        .ask(|| place.any_of())
        .free
}

/// A match in its sentence, with the conditions on what stands beside it.
struct Place<'p> {
    conditions: &'p Conditions,
    region: &'p Region<'p, 'p>,
    hit: &'p Hit,
    sentence: Range<usize>,
}

impl Place<'_> {
    /// The first words of a term in the sentence of which a test is true.
    fn beside(&self, term: TermId, test: impl Fn(&Hit) -> bool) -> Option<&Hit> {
        self.region.text.hits.within(term, self.sentence.clone()).find(|hit| test(hit))
    }

    /// A key holds a rule back where words of its term stand beside the match, of which a test is true.
    fn says(&self, key: &'static str, term: Option<TermId>, test: impl Fn(&Hit) -> bool) -> Option<impl FnOnce() -> Hold> {
        let other = self.beside(term?, test)?;
        Some(move || Hold::said(key, self.region, other))
    }

    /// Words of `unless` that are themselves denied hold nothing back: "no human in the loop".
    fn unless(&self) -> Option<impl FnOnce() -> Hold> {
        self.says("unless", self.conditions.unless, |other| !denies(self.region.text, other))
    }

    fn not_after(&self) -> Option<impl FnOnce() -> Hold> {
        self.says("not-after", self.conditions.not_after, |other| other.tokens.end == self.hit.tokens.start)
    }

    fn not_before(&self) -> Option<impl FnOnce() -> Hold> {
        self.says("not-before", self.conditions.not_before, |other| other.tokens.start == self.hit.tokens.end)
    }

    fn opens_sentence(&self) -> Option<impl FnOnce() -> Hold> {
        let late = self.hit.tokens.end > self.sentence.start + OPENING;
        (self.conditions.opens_sentence && late).then_some(|| Hold::NotAtStart)
    }

    fn near(&self) -> Option<impl FnOnce() -> Hold> {
        let near = self.conditions.near?;
        let from = self.hit.tokens.start.saturating_sub(near.words);
        let around = |other: &Hit| other.tokens.end > from && other.tokens.start < self.hit.tokens.end + near.words;
        self.beside(near.term, around).is_none().then_some(|| Hold::Lacks("near"))
    }

    fn any_of(&self) -> Option<impl FnOnce() -> Hold> {
        let (signs, wanted) = self.conditions.any_of.as_ref()?;
        let found = || signs.iter().filter_map(|sign| self.beside(*sign, |_| true));
        (found().count() < *wanted).then_some(move || Hold::TooFew {
            found: found().filter_map(|sign| self.region.text.document.span(&sign.tokens)).collect(),
            wanted: *wanted,
        })
    }
}

/// `examples-agree`. It is asked only where the words are not denied: what is denied does not read like the offence, and should not.
pub(super) fn examples_agree(rule: &Rule, region: &Region<'_, '_>, found: &Match<'_>, observer: &mut impl Observer) -> bool {
    let against = || {
        let (least, hit) = (least_agreement(rule, region)?, found.hit.as_deref()?);
        let agree = agreement(rule, region, hit).filter(|agree| *agree < least)?;
        Some(move || Hold::ExamplesAgainst { agree, least })
    };
    Hearing::new(observer).ask(against).free
}

/// Agreement asked less of a text 2.7 times as short as a brief one: few words weigh little, however plain they are.
const BRIEF_PRICE: f64 = 0.3;

/// The agreement that a rule asks for; of a brief text, less for a reason.
fn least_agreement(rule: &Rule, region: &Region<'_, '_>) -> Option<f64> {
    let least = rule.conditions.examples_agree?;
    let finds = matches!(rule.effect, Effect::Finding { .. });
    Some(if finds { least - BRIEF_PRICE * brevity(region.text) } else { least })
}

/// How much the sentence of a match reads like the examples of the rule's category or statement; `None` where there are no such examples.
fn agreement(rule: &Rule, region: &Region<'_, '_>, hit: &Hit) -> Option<f64> {
    let label = match rule.effect {
        Effect::Finding { category, .. } => Label::Reason(category),
        Effect::Evidence { statement, .. } => Label::States(statement),
        Effect::Credit => return None,
    };
    let sentence = region.text.document.tokens().get(hit.tokens.start)?.sentence();
    // A margin of 0 is a score of 1.
    region.text.margin(label, sentence).map(|margin| margin + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hears three conditions, of which the second and third hold back; tells whether the rule is free, and which were asked.
    fn heard(observer: &mut impl Observer) -> (bool, Vec<u8>) {
        let mut asked = Vec::new();
        let free = Hearing::new(observer)
            .ask(|| {
                asked.push(1);
                None::<fn() -> Hold>
            })
            .ask(|| {
                asked.push(2);
                Some(|| Hold::Lacks("also"))
            })
            .ask(|| {
                asked.push(3);
                Some(|| Hold::NotAtStart)
            })
            .free;
        (free, asked)
    }

    #[test]
    fn a_review_stops_at_the_first_reason_and_a_trace_hears_all() {
        assert_eq!(heard(&mut First), (false, vec![1, 2]));
        let mut holds = Vec::new();
        assert_eq!(heard(&mut holds), (false, vec![1, 2, 3]));
        assert_eq!(holds, [Hold::Lacks("also"), Hold::NotAtStart]);
    }

    #[test]
    fn a_rule_that_nothing_holds_back_is_free() {
        assert!(Hearing::new(&mut First).ask(|| None::<fn() -> Hold>).free);
    }
}
