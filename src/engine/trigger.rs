//! The search of each kind of trigger: where in a region does it fire?

use std::ops::Range;

use super::reading::{Reading, Region, TextReading};
use super::{Evidence, compare};
use crate::rule::{Effect, Hit, Input, Label, Measure, ModelSentence, Pattern, Rule, Statement, TermId, Threshold, Trigger, Within};
use crate::text::quantity::{Quantity, Unit};
use crate::text::{Document, Span, secret};

/// Places at which one rule may fire in one region: enough for any honest text.
const MATCHES: usize = 32;

/// Words named as those that weighed most.
const HEAVIEST: usize = 3;

/// Sentences of a text of usual length, for which the score in the rule holds as it stands.
const USUAL_TEXT: f64 = 6.0;
/// Sentences that a text counts as at least.
const SHORT_TEXT: usize = 4;
/// Thousandths asked more of a text 2.7 times as long.
const LENGTH_PRICE: f64 = 100.0;

/// A place where a trigger fired.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Match {
    /// The bytes; `None` for an absence.
    pub(super) span: Option<Span>,
    /// The words it consists of; `None` for an absence or a whole field.
    pub(super) hit: Option<Hit>,
    /// The amount that was compared, and the sum behind it.
    pub(super) amount: Option<(f64, String)>,
}

impl Match {
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

/// All places where the rule's trigger fires in `region`.
pub(super) fn find(rule: &Rule, reading: &Reading<'_>, region: &Region<'_, '_>, evidence: &[Evidence]) -> Vec<Match> {
    let text = region.text;
    let hits = |hits: Vec<Hit>| hits.into_iter().take(MATCHES).map(|hit| matched(text, hit)).collect();
    match &rule.trigger {
        Trigger::Says(term) => hits(longest(within(text, *term, region.tokens.clone()))),
        Trigger::CoOccurs { terms, within } => hits(co_occurrences(text, terms, *within, region.tokens.clone())),
        Trigger::Matches(pattern) => regex_matches(pattern, region),
        // What the text as a whole lacks is said once, about the description.
        Trigger::Lacks(term) => {
            let first = reading.regions(rule.part).next().map(|first| first.input);
            let said = reading.regions(rule.part).any(|region| {
                within(region.text, *term, region.tokens.clone())
                    .into_iter()
                    .any(|hit| !super::denial::is_denied(reading, &region, &matched(region.text, hit)))
            });
            if first == Some(region.input) && !said { vec![Match::absence()] } else { Vec::new() }
        }
        Trigger::SimilarTo { sentences, at_least } => similar(text, &region.tokens, sentences, *at_least),
        Trigger::MoreThan(threshold) => amounts(*threshold, reading, region, evidence, |amount, limit| amount > limit),
        Trigger::LessThan(threshold) => amounts(*threshold, reading, region, evidence, |amount, limit| amount < limit),
        Trigger::NotEnglish if reading.foreign && region.input == Input::Description => vec![Match::absence()],
        Trigger::NotEnglish => Vec::new(),
        Trigger::Learned { label, at_least } => learned(rule, reading, region, *label, *at_least),
        Trigger::Secret => secret(region).into_iter().collect(),
        Trigger::State(_) | Trigger::DiffersFrom { .. } => fields(rule, reading, region),
    }
}

fn matched(text: &TextReading<'_>, hit: Hit) -> Match {
    Match { span: text.document.span(&hit.tokens), hit: Some(hit), amount: None }
}

fn within(text: &TextReading<'_>, term: TermId, range: Range<usize>) -> Vec<Hit> {
    let hits = text.hits.within(term, range);
    let mut all = Vec::with_capacity(hits.size_hint().1.unwrap_or_default());
    all.extend(hits.cloned());
    all
}

/// Hits that do not lie within a longer one, in order of place.
fn longest(mut hits: Vec<Hit>) -> Vec<Hit> {
    if hits.len() <= 1 {
        return hits;
    }
    hits.sort_by(|one, other| one.tokens.start.cmp(&other.tokens.start).then_with(|| other.compare(one)));
    let mut covered = 0;
    hits.retain(|hit| {
        let longer = hit.tokens.end > covered;
        covered = covered.max(hit.tokens.end);
        longer
    });
    hits
}

/// Places where all terms are said near each other, in any order.
fn co_occurrences(text: &TextReading<'_>, terms: &[TermId], reach: Within, range: Range<usize>) -> Vec<Hit> {
    // Each term in turn is where the search starts, so that their order in the file changes nothing.
    longest((0..terms.len()).flat_map(|first| co_occurrences_from(text, terms, first, reach, &range)).collect())
}

/// Places where all terms are said near a place of the term at `first`.
fn co_occurrences_from(text: &TextReading<'_>, terms: &[TermId], first: usize, reach: Within, range: &Range<usize>) -> Vec<Hit> {
    let Some(start) = terms.get(first) else { return Vec::new() };
    let mut found = Vec::new();
    for hit in longest(within(text, *start, range.clone())).iter().take(MATCHES) {
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

fn regex_matches(pattern: &Pattern, region: &Region<'_, '_>) -> Vec<Match> {
    let document = &region.text.document;
    let whole = region.tokens.len() == document.tokens().len();
    let span = if whole { Some(Span { start: 0, end: document.source().len() }) } else { region.span() };
    let Some(span) = span else { return Vec::new() };
    pattern
        .find_in(span.quote(document.source()))
        .take(MATCHES)
        .filter(|found| !found.is_empty())
        .map(|found| {
            let span = Span { start: span.start + found.start, end: span.start + found.end };
            let tokens = document.tokens();
            let first = tokens.partition_point(|token| token.span.end <= span.start);
            let last = tokens.partition_point(|token| token.span.start < span.end);
            Match { span: Some(span), hit: (first < last).then(|| Hit::whole(first..last)), amount: None }
        })
        .collect()
}

/// Sentences that read like the examples of a label, each with its score and the words that weighed most.
fn learned(rule: &Rule, reading: &Reading<'_>, region: &Region<'_, '_>, label: Label, at_least: i32) -> Vec<Match> {
    let Some(model) = &reading.rules.model else { return Vec::new() };
    let Some(place) = model.labels().iter().position(|known| *known == label) else { return Vec::new() };
    let text = region.text;
    let scores = text.scores(reading.rules);
    let sentences = text.document.sentences().iter().zip(scores.sentences()).enumerate();
    let inside = sentences.filter(|(_, (tokens, _))| region.tokens.start <= tokens.start && tokens.end <= region.tokens.end);
    let rated = inside.map(|(at, (tokens, scores))| (at, tokens, scores.get(place).copied().unwrap_or_default()));
    let asked = asked(rule, at_least, &text.document);
    let found = rated.filter(|(_, _, score)| *score >= asked).take(MATCHES);
    found
        .map(|(at, tokens, score)| {
            // A statement is quoted by its clause, a reason by its sentence.
            let stated = matches!(label, Label::States(_));
            // Only findings tell the words.
            let told = matches!(rule.effect, Effect::Finding { .. });
            let mut heaviest = scores.heaviest(model, at, label, if told { HEAVIEST } else { usize::from(stated) });
            let clause = heaviest.first().filter(|_| stated).map(|words| text.document.clause_of(words.start));
            heaviest.sort_by_key(|words| words.start);
            let amount = told.then(|| (f64::from(score) / 1_000.0, quoted(text, &heaviest)));
            Match { amount, ..matched(text, Hit::whole(clause.unwrap_or_else(|| tokens.clone()))) }
        })
        .collect()
}

/// The score asked of a sentence, in thousandths: of a reason the more, the longer the text, since every further sentence is one more that
/// could be mistaken. How much was found by leaving out authors: at the same precision, it finds three of a hundred more.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "counts of sentences and thousandths are small")]
pub(super) fn asked(rule: &Rule, at_least: i32, document: &Document<'_>) -> i32 {
    let sentences = document.sentences().len().max(SHORT_TEXT) as f64;
    let more = LENGTH_PRICE * (sentences / USUAL_TEXT).ln();
    if matches!(rule.effect, Effect::Finding { .. }) { at_least + more.round() as i32 } else { at_least }
}

/// Words as they are written, with commas, secrets masked.
fn quoted(text: &TextReading<'_>, words: &[Range<usize>]) -> String {
    let quote = |tokens: &Range<usize>| {
        text.document.span(tokens).map(|span| format!("“{}”", secret::mask(text.document.source(), span, text.secrets())))
    };
    words.iter().filter_map(quote).collect::<Vec<_>>().join(", ")
}

/// The first key, password or the like inside the region: one is enough to say so.
fn secret(region: &Region<'_, '_>) -> Option<Match> {
    let text = region.text;
    let document = &text.document;
    let inside = |span: &Span| region.tokens.len() == document.tokens().len() || region.span().is_some_and(|whole| whole.covers(*span));
    let span = text.secrets().iter().copied().find(inside)?;
    Some(Match { span: Some(span), hit: None, amount: None })
}

/// Sentences like one of the models.
fn similar(text: &TextReading<'_>, range: &Range<usize>, models: &[ModelSentence], at_least: f64) -> Vec<Match> {
    let document = &text.document;
    let sentences = document.sentences().iter().filter(|sentence| range.start <= sentence.start && sentence.end <= range.end);
    let alike = |sentence: &&Range<usize>| {
        let sentence = ModelSentence::new(document, sentence);
        models.iter().any(|model| model.similarity(&sentence) >= at_least)
    };
    sentences.filter(alike).take(MATCHES).map(|sentence| matched(text, Hit::whole(sentence.clone()))).collect()
}

/// Amounts on one side of a threshold.
fn amounts(
    threshold: Threshold,
    reading: &Reading<'_>,
    region: &Region<'_, '_>,
    evidence: &[Evidence],
    beyond: fn(f64, f64) -> bool,
) -> Vec<Match> {
    let Some(unit) = threshold.measure.unit() else {
        let about_description = region.input != Input::Title;
        let fires = about_description && beyond(measured(threshold.measure, reading, region, evidence), threshold.amount);
        return if fires { vec![Match::absence()] } else { Vec::new() };
    };
    quantities(region, unit)
        .filter(|quantity| beyond(quantity.amount, threshold.amount))
        .take(MATCHES)
        .map(|quantity| Match {
            amount: Some((quantity.amount, quantity.sum.clone())),
            ..matched(region.text, Hit::whole(quantity.tokens.clone()))
        })
        .collect()
}

/// The amounts of a unit that a region states.
fn quantities<'r>(region: &'r Region<'_, '_>, unit: Unit) -> impl Iterator<Item = &'r Quantity> {
    let inside = |tokens: &Range<usize>| region.tokens.start <= tokens.start && tokens.end <= region.tokens.end;
    region.text.quantities.iter().filter(move |quantity| quantity.unit == unit && inside(&quantity.tokens))
}

/// How much of a measure the text has: of amounts, the largest.
#[allow(clippy::cast_precision_loss, reason = "counts of words and statements are small")]
pub(super) fn measured(measure: Measure, reading: &Reading<'_>, region: &Region<'_, '_>, evidence: &[Evidence]) -> f64 {
    if let Some(unit) = measure.unit() {
        return quantities(region, unit).map(|quantity| quantity.amount).fold(0.0, f64::max);
    }
    match measure {
        Measure::Specificity => reading.specificity(evidence),
        Measure::Words => region.tokens.len() as f64,
        Measure::Facts => distinct(evidence.iter().filter(|found| !found.weak && measure.statements().contains(&found.statement))) as f64,
        Measure::Statements => {
            [Measure::Build, Measure::Audience, Measure::Purpose].iter().filter(|measure| states(evidence, **measure)).count() as f64
        }
        Measure::Data | Measure::Empty => distinct_words(region, evidence, measure.statements()),
        measure => distinct(evidence.iter().filter(|found| measure.statements().contains(&found.statement))) as f64,
    }
}

/// Whether a statement that the measure counts is found at all.
pub(super) fn states(evidence: &[Evidence], measure: Measure) -> bool {
    evidence.iter().any(|found| measure.statements().contains(&found.statement))
}

/// Number of different words for these statements in the region's text: the same word said again is no further fact.
#[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
pub(super) fn distinct_words(region: &Region<'_, '_>, evidence: &[Evidence], statements: &[Statement]) -> f64 {
    let said = evidence.iter().filter(|found| statements.contains(&found.statement) && found.input == region.input);
    let mut words: Vec<&str> = Vec::new();
    for word in said.map(|found| found.span.quote(region.text.document.source())) {
        if !words.iter().any(|known| same_letters(known, word)) {
            words.push(word);
        }
    }
    words.len() as f64
}

/// Whether two words are the same but for capitals.
fn same_letters(one: &str, other: &str) -> bool {
    let ascii = one.is_ascii() && other.is_ascii();
    one.eq_ignore_ascii_case(other) || !ascii && one.to_lowercase() == other.to_lowercase()
}

/// Number of statements that do not overlap each other.
fn distinct<'e>(evidence: impl Iterator<Item = &'e Evidence>) -> usize {
    let mut taken: Vec<(Input, Span)> = Vec::new();
    for found in evidence {
        if !taken.iter().any(|(input, span)| *input == found.input && span.overlaps(found.span)) {
            taken.push((found.input, found.span));
        }
    }
    taken.len()
}

/// States of profile fields, and comparisons of form and profile.
fn fields(rule: &Rule, reading: &Reading<'_>, region: &Region<'_, '_>) -> Vec<Match> {
    match &rule.trigger {
        Trigger::DiffersFrom { field, at_least, down_to } => compare::differences(reading, *field)
            .into_iter()
            .filter(|difference| difference.similarity < *at_least && difference.similarity >= *down_to)
            .map(|difference| Match { span: region.text.document.span(&difference.tokens), hit: None, amount: None })
            .collect(),
        _ => Vec::new(),
    }
}

/// Whether a field of the profile is in the state the rule asks for; such a rule has no region where nothing is stated.
pub(super) fn state(rule: &Rule, reading: &Reading<'_>) -> Option<Match> {
    let (Trigger::State(wanted), crate::rule::Part::Field(field)) = (&rule.trigger, rule.part) else { return None };
    let (state, span) = reading.state(field)?;
    (state == *wanted).then_some(Match { span, hit: None, amount: None })
}
