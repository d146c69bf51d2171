//! What a stretch of text consists of, for learning: the stems of its words, pairs of neighbouring stems, its words as written (`sends` is
//! said of a tool, `send` of a person), pairs of words with one between them, and the word lists found in it; stems and lists each with
//! a mark where they are denied.

use std::ops::Range;

use super::signs::{Signs, stemmed, written};
use crate::engine::reading::TextReading;
use crate::rule::{FeatureId, FeatureName, RuleSet, WordHash};

/// The name of any figure.
pub(super) const FIGURE: &str = "#";
/// Stands before the first and behind the last word.
const EDGE: &str = "^";

/// Word lists, against stems: they overlap, and many are found at once.
const LIST_SCALE: f64 = 0.5;
/// Words that are not stemmed, and their pairs, against stems.
const WRITTEN_SCALE: f64 = 0.7;

/// What a feature was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// The word at a place.
    Word(usize),
    /// The words at a place and the next; the word before the first is the edge.
    Pair(Option<usize>),
    /// The word at a place, not stemmed.
    Written(usize),
    /// The words at a place and the next but one, not stemmed.
    Around(usize),
    /// A word list, by its place among the lists of the rule set.
    List(usize),
}

/// A feature, with the tokens it was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    pub(crate) id: FeatureId,
    pub(crate) tokens: (usize, usize),
    sign: Sign,
    denied: bool,
}

/// What is asked about a range of tokens of a text.
pub(super) struct Stretch<'s> {
    rules: &'s RuleSet,
    signs: &'s Signs,
    range: Range<usize>,
    /// Whether anything in it may be denied.
    cues: bool,
}

impl<'s> Stretch<'s> {
    pub(super) fn new(text: &'s TextReading<'_>, range: Range<usize>) -> Self {
        let cue = |term: Option<_>| term.is_some_and(|term| text.hits.any_within(term, range.clone()));
        let sentence = |at: usize| text.document.sentence_number(at);
        // What is marked in an example may reach over several sentences.
        let mut sentences = sentence(range.start)..=sentence(range.end.saturating_sub(1));
        let cues = sentences.any(|sentence| text.denied().has_cue(sentence)) && (cue(text.rules.cues.denial) || cue(text.rules.cues.after));
        Self { rules: text.rules, signs: text.signs(), range, cues }
    }

    /// Tells of each feature of its words, some of them more than once: the first time at their first place.
    pub(super) fn words(&self, mut tell: impl FnMut(Feature)) {
        let edge = WordHash::of(EDGE);
        // The nearest word, and the one before it.
        let mut nearest = edge;
        let mut first = None;
        for (at, word) in self.range.clone().zip(self.signs.words(self.range.clone())) {
            let denied = self.cues && word.denied;
            let mut tell = |id, start, sign, denied| tell(Feature { id, tokens: (start, at + 1), sign, denied });
            tell(FeatureId::word(word.stem, denied), at, Sign::Word(at), denied);
            let start = at.checked_sub(1).filter(|start| *start >= self.range.start);
            tell(FeatureId::pair(nearest, word.stem), start.unwrap_or(at), Sign::Pair(start), false);
            tell(FeatureId::written(word.written), at, Sign::Written(at), false);
            if let Some(first) = first {
                tell(FeatureId::around(first, word.written), at - 2, Sign::Around(at - 2), false);
            }
            first = start.and_then(|start| self.signs.words(start..at).first()).map(|word| word.written);
            nearest = word.stem;
        }
        if let Some(last) = self.range.end.checked_sub(1).filter(|last| *last >= self.range.start) {
            let id = FeatureId::pair(nearest, edge);
            tell(Feature { id, tokens: (last, last + 1), sign: Sign::Pair(Some(last)), denied: false });
        }
    }

    /// Tells of each word list found in it, some of them more than once: its place in the rule set, its tokens, whether it is denied.
    pub(super) fn lists(&self, mut tell: impl FnMut(usize, (usize, usize), bool)) {
        for hit in self.signs.lists(&self.range) {
            hit.lists(self.rules).for_each(|place| tell(place, hit.tokens(), self.cues && hit.denied));
        }
    }
}

/// The ids of a word list's features: found, and found denied.
pub(super) fn list_ids(name: &str) -> [FeatureId; 2] {
    let name = WordHash::of(name);
    [false, true].map(|denied| FeatureId::list(name, denied))
}

/// The features of a range of tokens, each once (at its first place), in order of id.
pub(super) fn features(text: &TextReading<'_>, range: Range<usize>) -> Vec<Feature> {
    let mut found = Vec::with_capacity(range.len() * 6);
    let stretch = Stretch::new(text, range);
    stretch.words(|feature| found.push(feature));
    stretch.lists(|place, tokens, denied| {
        let [id, denied_id] = list_ids(text.rules.lists.get(place).map_or("", |(name, _)| name));
        found.push(Feature { id: if denied { denied_id } else { id }, tokens, sign: Sign::List(place), denied });
    });
    found.sort();
    found.dedup_by(|later, first| later.id == first.id);
    found
}

/// The name of a feature, as the model's file has it.
pub(super) fn name(text: &TextReading<'_>, feature: &Feature) -> String {
    let stem = |at: usize| stemmed(text, at);
    let written = |at: usize| written(text, at);
    let denied = feature.denied;
    match feature.sign {
        Sign::Word(at) => FeatureName::Word { stem: &stem(at), denied }.to_string(),
        Sign::Written(at) => FeatureName::Written(written(at)).to_string(),
        Sign::Around(first) => FeatureName::Around(written(first), written(first + 2)).to_string(),
        Sign::List(place) => FeatureName::List { name: text.rules.lists.get(place).map_or("", |(name, _)| name), denied }.to_string(),
        Sign::Pair(before) => {
            let first = before.map_or(EDGE.to_owned(), stem);
            let last = feature.tokens.1 - 1;
            let second = if before == Some(last) { EDGE.to_owned() } else { stem(last) };
            FeatureName::Pair(&first, &second).to_string()
        }
    }
}

/// How large a feature of this name, seen `count` times in so many rows, is where it occurs, in training: the rarer the larger (inverse
/// document frequency, Spärck Jones 1972, squared), 1 for the rarest, seen `least` times, and nothing for what is seen less; smaller for what
/// other features say as well. Found by leaving out authors.
#[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
pub(super) fn scale(name: &str, count: usize, least: usize, rows: usize) -> f64 {
    if count < least {
        return 0.0;
    }
    let one_in = |count: usize| (rows as f64 / count as f64).ln().max(0.0);
    let rarity = one_in(count) / one_in(least).max(f64::MIN_POSITIVE);
    let kind = match FeatureName::read(name) {
        FeatureName::List { .. } => LIST_SCALE,
        FeatureName::Written(_) | FeatureName::Around(..) => WRITTEN_SCALE,
        FeatureName::Word { .. } | FeatureName::Pair(..) => 1.0,
    };
    rarity * rarity * kind
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::reading::Reading;
    use crate::rule::{Input, RuleFile, draft};
    use crate::submission::Submission;

    proptest! {
        #[test]
        fn the_ids_of_features_are_those_of_their_names(
            words in prop::collection::vec("never|sends?|sending|studies|happily|40|3.5|don't|auto-apply|é[a-z]{1,3}|[a-z]{1,9}|[,.]", 0..20),
            long in 0..300_usize,
        ) {
            let lists = "denial = [\"never\", \"not\"]\nverbs = [\"send\", \"study\", \"auto apply\"]\nways = [\"happily\", \"@verbs ... @ways-too\"]\nways-too = [\"40\"]";
            let file = RuleFile::new("lists.toml", lists);
            let rules = draft("demo", &[file]).rules;
            let submission = Submission::new(format!("{} {}", words.join(" "), "x".repeat(long)));
            let reading = Reading::new(&rules, &submission);
            let text = reading.text(Input::Description).expect("a description");
            for sentence in text.document.sentences() {
                for feature in features(text, sentence.clone()) {
                    let name = name(text, &feature);
                    prop_assert_eq!(feature.id, FeatureId::of(&name), "{}", name);
                }
            }
        }
    }
}
