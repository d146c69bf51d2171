//! How much each sentence of a text reads like the examples of each label.

use std::cmp::Reverse;
use std::ops::Range;

use super::features::{Stretch, list_ids};
use crate::engine::reading::TextReading;
use crate::rule::{Bits, LearnedFeature, Look, Model};

/// The scores of a text's sentences, and the features that they are the sum of.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// Those of each sentence for all labels, one after the other.
    all: Vec<i32>,
    labels: usize,
    /// For each sentence, one past its features in `weighed`.
    ends: Vec<usize>,
    /// The features that have a weight, each once a sentence.
    weighed: Vec<Weighed>,
}

/// A feature that has a weight.
#[derive(Debug)]
struct Weighed {
    feature: LearnedFeature,
    tokens: (usize, usize),
}

/// Features of a sentence of usual length.
const LOOKS: usize = 128;

impl Scores {
    pub(crate) fn new(model: &Model, text: &TextReading<'_>) -> Self {
        let sentences = text.document.sentences();
        let labels = model.labels().len();
        let mut scores = Self {
            labels,
            all: Vec::with_capacity(labels * sentences.len()),
            ends: Vec::with_capacity(sentences.len()),
            weighed: Vec::with_capacity(4 * text.document.tokens().len()),
        };
        let lists = model.lists(text.rules.lists.iter().map(|(name, _)| list_ids(name)));
        let mut seen = Bits::below(model.features());
        let mut looks: Vec<(Look, (usize, usize))> = Vec::with_capacity(LOOKS);
        for sentence in sentences {
            let Self { all, weighed, ends, .. } = &mut scores;
            let first = weighed.len();
            let mut weigh = |feature: Option<LearnedFeature>, tokens: (usize, usize)| {
                let Some(feature) = feature else { return };
                if seen.insert(feature.place) {
                    weighed.push(Weighed { feature, tokens });
                }
            };
            let stretch = Stretch::new(text, sentence.clone());
            // One kind of step at a time, so that none waits for what another reads: most of the model is far away in memory.
            looks.clear();
            stretch.words(|feature| looks.push((model.look(feature.id), feature.tokens)));
            for (look, tokens) in &looks {
                weigh(model.at(*look), *tokens);
            }
            stretch.lists(|list, tokens, denied| weigh(lists.get(list).and_then(|features| *features.get(usize::from(denied))?), tokens));
            let start = all.len();
            all.extend(model.start());
            let sums = all.get_mut(start..).unwrap_or_default();
            for Weighed { feature, .. } in weighed.iter().skip(first) {
                model.add(*feature, sums);
                seen.remove(feature.place);
            }
            ends.push(weighed.len());
        }
        scores
    }

    /// The scores of each sentence, in order, in the order of the model's labels.
    pub(crate) fn sentences(&self) -> impl Iterator<Item = &[i32]> {
        self.all.chunks_exact(self.labels.max(1))
    }

    /// The score of one sentence for the label at a place; `None` where the model does not know one of them.
    pub(crate) fn score(&self, sentence: usize, label: usize) -> Option<i32> {
        self.sentences().nth(sentence)?.get(label).copied()
    }

    /// The words of a sentence that weigh most for the label at a place, the heaviest first and so many at most; none overlaps another.
    pub(crate) fn heaviest(&self, model: &Model, sentence: usize, label: usize, most: usize) -> Vec<Range<usize>> {
        let start = sentence.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(sentence).copied().unwrap_or_default();
        let features = self.weighed.get(start..end).unwrap_or_default();
        let mut heaviest: Vec<Range<usize>> = Vec::with_capacity(most);
        while heaviest.len() < most {
            let apart = |&(start, end): &(usize, usize)| heaviest.iter().all(|words| end <= words.start || words.end <= start);
            let left = features.iter().filter(|weighed| apart(&weighed.tokens));
            let weights = left.map(|weighed| (Reverse(model.weight(weighed.feature, label)), weighed.tokens, weighed.feature.place));
            let Some((_, (start, end), _)) = weights.filter(|(weight, ..)| weight.0 > 0).min() else { break };
            heaviest.push(start..end);
        }
        heaviest
    }
}
