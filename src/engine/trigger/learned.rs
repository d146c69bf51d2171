//! What rules have learned: sentences that read like the examples of a label.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use super::{MATCHES, Match, Matches, matched};
use crate::engine::learn::Scores;
use crate::engine::reading::{Region, TextReading};
use crate::rule::{Effect, Hit, Input, Label, Model, Rule};
use crate::text::secret;

/// Words named as those that weighed most.
const HEAVIEST: usize = 3;

/// Sentences of a text for which the score in the rule holds as it stands, and that a text counts as at least.
const USUAL_TEXT: f64 = 4.0;
/// Thousandths asked more of a text 2.7 times as long.
const LENGTH_PRICE: f64 = 100.0;

/// Thousandths asked less of a text 2.7 times as short as a brief one.
const BRIEF_PRICE: f64 = 160.0;
/// Words of a text that has enough of them for the score in the rule.
const BRIEF_TEXT: f64 = 24.0;
/// Words that a text counts as at least.
const FEWEST_WORDS: usize = 3;

/// How much shorter than [`BRIEF_TEXT`] a description is: the natural logarithm of how many times it would fit in; 0 for a longer one, and
/// for other texts: a title has few words beside a long description.
#[allow(clippy::cast_precision_loss, reason = "counts of words are small")]
pub(in crate::engine) fn brevity(text: &TextReading<'_>) -> f64 {
    let words = text.document.tokens().len().max(FEWEST_WORDS) as f64;
    if text.input == Input::Description { (BRIEF_TEXT / words).ln().max(0.0) } else { 0.0 }
}

/// Sentences that read like the examples of a label, each with its score and the words that weighed most.
pub(super) fn find<'f>(rule: &'f Rule, region: &'f Region<'_, '_>, label: Label, at_least: i32) -> Matches<'f> {
    let text = region.text;
    let Some(model) = &text.rules.model else { return Box::new(iter::empty()) };
    let Some(place) = text.place_of(label) else { return Box::new(iter::empty()) };
    let scores = text.scores();
    let rated = region.sentences().filter_map(move |(at, tokens)| Some((at, tokens, scores.score(at, place)?)));
    let asked = asked(rule, at_least, text);
    let found = rated.filter(move |(_, _, score)| *score >= asked).take(MATCHES);
    Box::new(found.map(move |(at, tokens, score)| {
        // A statement is quoted by its clause, a reason by its sentence.
        let stated = matches!(label, Label::States(_)).then(|| scores.heaviest(model, at, place, 1));
        let clause = stated.iter().flatten().next().map(|words| text.document.clause_of(words.start));
        // Only findings tell the words.
        let told = matches!(rule.effect, Effect::Finding { .. });
        let amount = told.then(|| (f64::from(score) / 1_000.0, quoted(text, &heaviest(scores, model, at, place))));
        Match { amount, ..matched(text, Cow::Owned(Hit::whole(clause.unwrap_or_else(|| tokens.clone())))) }
    }))
}

/// The words of a sentence that weigh most for the label at a place, in order.
fn heaviest(scores: &Scores, model: &Model, sentence: usize, label: usize) -> Vec<Range<usize>> {
    let mut heaviest = scores.heaviest(model, sentence, label, HEAVIEST);
    heaviest.sort_by_key(|words| words.start);
    heaviest
}

/// The score asked of a sentence, in thousandths: the more, the longer the text, since every further sentence is one more that could be
/// mistaken; of a reason the less, the fewer words there are to speak for it. The price of length was found by leaving out authors: at the
/// same precision, it finds three of a hundred reasons more. That of brevity was chosen on 260 brief texts of an author who was not learned
/// from.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "counts of sentences and thousandths are small")]
pub(in crate::engine) fn asked(rule: &Rule, at_least: i32, text: &TextReading<'_>) -> i32 {
    let longer = (text.document.sentences().len() as f64 / USUAL_TEXT).max(1.0).ln();
    let briefer = if matches!(rule.effect, Effect::Finding { .. }) { brevity(text) } else { 0.0 };
    at_least + (LENGTH_PRICE * longer - BRIEF_PRICE * briefer).round() as i32
}

/// Words as they are written, with commas, secrets masked.
fn quoted(text: &TextReading<'_>, words: &[Range<usize>]) -> String {
    let quote = |tokens: &Range<usize>| {
        text.document.span(tokens).map(|span| format!("“{}”", secret::mask(text.document.source(), span, text.secrets())))
    };
    words.iter().filter_map(quote).collect::<Vec<_>>().join(", ")
}
