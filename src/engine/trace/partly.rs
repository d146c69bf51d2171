//! Rules that a text nearly fires: what they look for is said in part.

use std::ops::Range;

use super::Answer;
use crate::engine::reading::Region;
use crate::engine::trigger;
use crate::rule::{Hit, ModelSentence, PhrasePiece, PieceTerm, Pieces, Rule, Trigger};
use crate::text::Span;

/// Share of what a comparison asks for from which a text is near.
const NEAR: f64 = 0.5;

/// How near a region comes to firing the rule; `None` where it does not come near.
pub(super) fn nearest(rule: &Rule, region: &Region<'_, '_>) -> Option<Answer> {
    match &rule.trigger {
        Trigger::Says(_) => phrase(rule, region),
        Trigger::CoOccurs { .. } => together(rule, region),
        Trigger::SimilarTo { sentences, at_least } => {
            let document = &region.text.document;
            let alike = |_, range: &Range<usize>| {
                let sentence = ModelSentence::new(document, range);
                sentences.iter().map(|model| model.similarity(&sentence)).fold(0.0, f64::max)
            };
            best(region, *at_least, alike)
        }
        Trigger::Learned { label, at_least } => {
            let place = region.text.place_of(*label)?;
            let score = |number: usize| region.text.scores().score(number, place);
            let asked = trigger::asked(rule, *at_least, region.text);
            best(region, f64::from(asked) / 1_000.0, |number, _| f64::from(score(number).unwrap_or_default()) / 1_000.0)
        }
        _ => None,
    }
}

/// The sentence that comes nearest, if it is near; `measure` is asked with its number and its tokens.
fn best(region: &Region<'_, '_>, wanted: f64, measure: impl Fn(usize, &Range<usize>) -> f64) -> Option<Answer> {
    let measured = region.sentences().map(|(number, sentence)| (measure(number, sentence), sentence));
    let (has, sentence) = measured.max_by(|one, other| one.0.total_cmp(&other.0))?;
    (has >= wanted * NEAR && has < wanted).then(|| Answer::Under { has, wanted, words: region.text.document.span(sentence) })
}

/// A phrase of which all parts but one are said in a sentence, or all in an order or distance that it does not allow.
fn phrase(rule: &Rule, region: &Region<'_, '_>) -> Option<Answer> {
    let written = &rule.keys.iter().find(|written| written.key == "says")?.values;
    let pieces = Pieces::new(region.text.rules, written);
    let hits = pieces.lexicon.find(&region.text.document);
    let find = |piece: &PhrasePiece, range: Range<usize>| -> Option<Hit> {
        match piece.term {
            PieceTerm::List(term) => region.text.hits.within(term, range).next().cloned(),
            PieceTerm::Words(term) => hits.within(term, range).next().cloned(),
        }
    };
    let in_sentence = |sentence: &Range<usize>, (phrase, parts): &(String, Vec<PhrasePiece>)| {
        let found: Vec<Option<Hit>> = parts.iter().map(|part| find(part, sentence.clone())).collect();
        partly(phrase, &found, parts.iter().map(|part| part.written.as_str()), region)
    };
    let sentences = region.text.document.sentences().iter();
    closest(sentences.flat_map(|sentence| pieces.phrases.iter().filter_map(|phrase| in_sentence(sentence, phrase)).collect::<Vec<_>>()))
}

/// `co-occurs`: all but one of its lists are said, or all, but too far apart.
fn together(rule: &Rule, region: &Region<'_, '_>) -> Option<Answer> {
    let Trigger::CoOccurs { terms, .. } = &rule.trigger else { return None };
    let written = &rule.keys.iter().find(|written| written.key == "co-occurs")?.values;
    let found: Vec<Option<Hit>> = terms.iter().map(|term| region.text.hits.within(*term, region.tokens.clone()).next().cloned()).collect();
    partly(&written.join(" + "), &found, written.iter().map(String::as_str), region)
}

/// An answer if at most one part is missing.
fn partly<'w>(phrase: &str, found: &[Option<Hit>], written: impl Iterator<Item = &'w str>, region: &Region<'_, '_>) -> Option<Answer> {
    let missing: Vec<String> = found.iter().zip(written).filter(|(hit, _)| hit.is_none()).map(|(_, part)| part.to_owned()).collect();
    let said: Vec<Span> = found.iter().flatten().filter_map(|hit| region.text.document.span(&hit.tokens)).collect();
    (missing.len() <= 1 && !said.is_empty()).then(|| Answer::Partly { phrase: phrase.to_owned(), said, missing })
}

/// The answer with the fewest parts missing, then with the most said.
fn closest(answers: impl Iterator<Item = Answer>) -> Option<Answer> {
    answers.min_by_key(|answer| match answer {
        Answer::Partly { said, missing, .. } => (missing.len(), usize::MAX - said.len()),
        _ => (usize::MAX, 0),
    })
}
