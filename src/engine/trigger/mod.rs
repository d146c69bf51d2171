//! The search of each kind of trigger: where in a region does it fire?

mod learned;
mod titled;

use std::borrow::{Borrow, Cow};
use std::iter;
use std::ops::Range;

pub(super) use learned::{asked, brevity};

use super::count::{measured, quantities};
use super::reading::{Reading, Region, TextReading};
use super::{Evidence, compare};
use crate::rule::{Content, Field, Hit, Input, ModelSentence, Part, Pattern, Rule, TermId, Threshold, Trigger, Within};
use crate::text::Span;

/// Places at which one rule may fire in one region: enough for any honest text.
const MATCHES: usize = 32;

/// A place where a trigger fired.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match<'h> {
    /// The bytes; `None` for an absence.
    pub(super) span: Option<Span>,
    /// The words it consists of; `None` for an absence or a whole field.
    pub(super) hit: Option<Cow<'h, Hit>>,
    /// The amount that was compared, and the sum behind it.
    pub(super) amount: Option<(f64, String)>,
}

impl Match<'_> {
    fn absence() -> Self {
        Self { span: None, hit: None, amount: None }
    }
}

/// Whether the words that a rule cannot do without stand anywhere: most rules of most texts are done with here.
pub(super) fn may_fire(rule: &Rule, reading: &Reading<'_>) -> bool {
    match &rule.trigger {
        Trigger::Says(term) => reading.says(*term),
        Trigger::CoOccurs { terms, within: Within::Text } => terms.iter().all(|term| reading.says(*term)),
        Trigger::CoOccurs { terms, .. } => reading.says_together(terms),
        _ => true,
    }
}

/// Places where a trigger fires, in order.
type Matches<'f> = Box<dyn Iterator<Item = Match<'f>> + 'f>;

/// All places where the rule's trigger fires in `region`.
pub(super) fn find<'f>(rule: &'f Rule, reading: &'f Reading<'_>, region: &'f Region<'_, '_>, evidence: &[Evidence]) -> Matches<'f> {
    let text = region.text;
    match &rule.trigger {
        Trigger::Says(term) => {
            let hits = longest(text.hits.within(*term, region.tokens.clone()));
            Box::new(hits.take(MATCHES).map(|hit| matched(text, Cow::Borrowed(hit))))
        }
        Trigger::CoOccurs { terms, within } => {
            let hits = co_occurrences(text, terms, *within, &region.tokens);
            Box::new(hits.take(MATCHES).map(|hit| matched(text, Cow::Owned(hit))))
        }
        Trigger::Matches(pattern) => regex_matches(pattern, region),
        // What the text as a whole lacks is said once, about the description.
        Trigger::Lacks(term) => {
            let first = reading.regions(rule.part).next().map(|first| first.input);
            absence_if(first == Some(region.input) && !reading.regions(rule.part).any(|region| affirms(&region, *term)))
        }
        Trigger::SimilarTo { sentences, at_least } => similar(region, sentences, *at_least),
        Trigger::MoreThan(threshold) => amounts(*threshold, reading, region, evidence, |amount, limit| amount > limit),
        Trigger::LessThan(threshold) => amounts(*threshold, reading, region, evidence, |amount, limit| amount < limit),
        Trigger::NotEnglish => absence_if(reading.foreign && region.input == Input::Description),
        Trigger::Learned { label, at_least } => learned::find(rule, region, *label, *at_least),
        Trigger::Contains(Content::Secrets) => Box::new(secret(region).into_iter()),
        Trigger::Contains(Content::Title) => titled::find(reading, region),
        Trigger::DiffersFrom { field, at_least, down_to } => differing(reading, region, *field, *down_to..*at_least),
        // Asked of the profile as a whole: see `state`.
        Trigger::State(_) => Box::new(iter::empty()),
    }
}

fn matched<'h>(text: &TextReading<'_>, hit: Cow<'h, Hit>) -> Match<'h> {
    Match { span: text.document.span(&hit.tokens), hit: Some(hit), amount: None }
}

fn absence_if<'f>(fires: bool) -> Matches<'f> {
    if fires { Box::new(iter::once(Match::absence())) } else { Box::new(iter::empty()) }
}

/// Whether a region says a term without denying it.
fn affirms(region: &Region<'_, '_>, term: TermId) -> bool {
    region.text.hits.within(term, region.tokens.clone()).any(|hit| !super::denial::denies(region.text, hit))
}

/// Hits that do not lie within a longer one, of hits in order of place.
fn longest<H: Borrow<Hit>>(hits: impl Iterator<Item = H>) -> impl Iterator<Item = H> {
    let mut hits = hits.peekable();
    let mut covered = 0;
    iter::from_fn(move || {
        loop {
            let hit = hits.next()?;
            let tokens = &hit.borrow().tokens;
            // Of those that begin together the last one is the longest.
            let longer = hits.peek().is_some_and(|next| next.borrow().tokens.start == tokens.start);
            if !longer && tokens.end > covered {
                covered = tokens.end;
                return Some(hit);
            }
        }
    })
}

/// Places where all terms are said near each other, in any order.
fn co_occurrences(text: &TextReading<'_>, terms: &[TermId], reach: Within, range: &Range<usize>) -> impl Iterator<Item = Hit> {
    // Each term in turn is where the search starts, so that their order in the file changes nothing.
    let mut found: Vec<Hit> = (0..terms.len()).flat_map(|first| co_occurrences_from(text, terms, first, reach, range)).collect();
    found.sort_by(Hit::compare);
    longest(found.into_iter())
}

/// Places where all terms are said near a place of the term at `first`.
fn co_occurrences_from(text: &TextReading<'_>, terms: &[TermId], first: usize, reach: Within, range: &Range<usize>) -> Vec<Hit> {
    let Some(start) = terms.get(first) else { return Vec::new() };
    let mut found = Vec::new();
    for hit in longest(text.hits.within(*start, range.clone())).take(MATCHES) {
        let (scope, words) = match reach {
            Within::Clause => (text.document.clause_of(hit.tokens.start), usize::MAX),
            Within::Sentence => (text.document.sentence_of(hit.tokens.start), usize::MAX),
            Within::Words(words) => (text.document.sentence_of(hit.tokens.start), words),
            Within::Text => (range.clone(), usize::MAX),
        };
        let scope = scope.start.max(range.start)..scope.end.min(range.end);
        let mut joined = vec![hit];
        for (_, term) in terms.iter().enumerate().filter(|(at, _)| *at != first) {
            let apart =
                |other: &Hit| joined.iter().all(|taken| other.tokens.end <= taken.tokens.start || taken.tokens.end <= other.tokens.start);
            let distance = |other: &Hit| other.tokens.start.abs_diff(hit.tokens.end).min(hit.tokens.start.abs_diff(other.tokens.end));
            let nearest = |other: &&Hit| (distance(other), std::cmp::Reverse(other.tokens.len()));
            match text.hits.within(*term, scope.clone()).filter(|other| apart(other)).min_by_key(nearest) {
                Some(nearest) => joined.push(nearest),
                None => break,
            }
        }
        let whole = Hit::join(&joined);
        if joined.len() == terms.len() && whole.tokens.len() <= words {
            found.push(whole);
        }
    }
    found
}

fn regex_matches<'f>(pattern: &'f Pattern, region: &'f Region<'_, '_>) -> Matches<'f> {
    let document = &region.text.document;
    let whole = region.tokens.len() == document.tokens().len();
    let span = if whole { Some(Span { start: 0, end: document.source().len() }) } else { region.span() };
    let Some(whole) = span else { return Box::new(iter::empty()) };
    let found = pattern.find_in(whole.quote(document.source())).take(MATCHES).filter(|found| !found.is_empty());
    Box::new(found.map(move |found| {
        let span = Span { start: whole.start + found.start, end: whole.start + found.end };
        let tokens = document.tokens();
        let first = tokens.partition_point(|token| token.span.end <= span.start);
        let last = tokens.partition_point(|token| token.span.start < span.end);
        Match { span: Some(span), hit: (first < last).then(|| Cow::Owned(Hit::whole(first..last))), amount: None }
    }))
}

/// The first key, password or the like inside the region: one is enough to say so.
fn secret<'f>(region: &Region<'_, '_>) -> Option<Match<'f>> {
    let text = region.text;
    let document = &text.document;
    let inside = |span: &Span| region.tokens.len() == document.tokens().len() || region.span().is_some_and(|whole| whole.covers(*span));
    let span = text.secrets().iter().copied().find(inside)?;
    Some(Match { span: Some(span), hit: None, amount: None })
}

/// Sentences like one of the models.
fn similar<'f>(region: &'f Region<'_, '_>, models: &'f [ModelSentence], at_least: f64) -> Matches<'f> {
    let text = region.text;
    let alike = move |sentence: &&Range<usize>| {
        let sentence = ModelSentence::new(&text.document, sentence);
        models.iter().any(|model| model.similarity(&sentence) >= at_least)
    };
    let sentences = region.sentences().map(|(_, sentence)| sentence).filter(alike);
    Box::new(sentences.take(MATCHES).map(|sentence| matched(text, Cow::Owned(Hit::whole(sentence.clone())))))
}

/// Amounts on one side of a threshold.
fn amounts<'f>(
    threshold: Threshold,
    reading: &Reading<'_>,
    region: &'f Region<'_, '_>,
    evidence: &[Evidence],
    beyond: fn(f64, f64) -> bool,
) -> Matches<'f> {
    let Some(unit) = threshold.measure.unit() else {
        let about_description = region.input != Input::Title;
        return absence_if(about_description && beyond(measured(threshold.measure, reading, region, evidence), threshold.amount));
    };
    let found = quantities(region, unit).filter(move |quantity| beyond(quantity.amount, threshold.amount)).take(MATCHES);
    Box::new(found.map(|quantity| Match {
        amount: Some((quantity.amount, quantity.sum.clone())),
        ..matched(region.text, Cow::Owned(Hit::whole(quantity.tokens.clone())))
    }))
}

/// Values of a field in the form that are as like the profile's as the range says.
fn differing<'f>(reading: &Reading<'_>, region: &'f Region<'_, '_>, field: Field, alike: Range<f64>) -> Matches<'f> {
    let found = compare::differences(reading, field).into_iter().filter(move |difference| alike.contains(&difference.similarity));
    Box::new(found.map(|difference| Match { span: region.text.document.span(&difference.tokens), hit: None, amount: None }))
}

/// Whether a field of the profile is in the state the rule asks for; such a rule has no region where nothing is stated.
pub(super) fn state<'f>(rule: &Rule, reading: &Reading<'_>) -> Option<Match<'f>> {
    let (Trigger::State(wanted), Part::Field(field)) = (&rule.trigger, rule.part) else { return None };
    let (state, span) = reading.state(field)?;
    (state == *wanted).then_some(Match { span, hit: None, amount: None })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_longest_lie_within_no_other(places in prop::collection::vec((0..20_usize, 1..6_usize), 0..30)) {
            let mut hits: Vec<Hit> = places.iter().map(|(start, length)| Hit::whole(*start..start + length)).collect();
            hits.sort_by(Hit::compare);
            let within = |inner: &Hit, outer: &Hit| {
                inner.tokens != outer.tokens && outer.tokens.start <= inner.tokens.start && inner.tokens.end <= outer.tokens.end
            };
            let mut alone: Vec<Hit> = hits.iter().filter(|hit| !hits.iter().any(|other| within(hit, other))).cloned().collect();
            alone.dedup();
            prop_assert_eq!(longest(hits.into_iter()).collect::<Vec<_>>(), alone);
        }
    }

    #[test]
    fn of_phrases_with_the_same_first_and_last_word_one_is_left() {
        let word = |at: usize| Hit::whole(at..at + 1);
        let mut hits = [Hit::join(&[&word(1), &word(4)]), Hit::join(&[&word(1), &word(3), &word(4)]), Hit::whole(1..5), word(1)];
        hits.sort_by(Hit::compare);
        let left: Vec<(usize, usize)> = longest(hits.iter()).map(|hit| (hit.tokens.start, hit.tokens.end)).collect();
        assert_eq!(left, [(1, 5)]);
    }
}
