//! Is what was found denied? A cue (`never`, `without`) denies what follows it in its clause; a phrase such as "is something it
//! never does" denies what stands before it; what headings deny is told by `heading`, what answers
//! do by `answer`, lists that are denied as a whole by `enumeration`.
//!
//! The lists are the pack's (`denial`, `denial-not`, `denial-stop`, `denial-after`); the reach, and what answers, are the engine's. The
//! method is that of `NegEx` (Chapman et al. 2001): cue, pseudo-cue, stop word, and a bounded reach, here held to the clause.

use std::ops::Range;

use super::heading::Covered;
use super::reading::{Region, TextReading};
use super::trigger::Match;
use crate::rule::{Hit, Rule, Sentences, Trigger};
use crate::text::{Document, Token};

/// Words a cue reaches ahead.
const REACH_AHEAD: usize = 9;
/// Words between the match and a phrase behind it that denies it.
const REACH_BACK: usize = 6;
/// Words of such a phrase, at most: what reaches further behind is not looked for.
const PHRASE_BEHIND: usize = 8;

/// Whether what a rule found is denied.
pub(super) fn is_denied(rule: &Rule, region: &Region<'_, '_>, found: &Match<'_>) -> bool {
    let weighed = rule.conditions.even_denied || matches!(rule.trigger, Trigger::Learned { .. });
    match found.hit.as_deref() {
        Some(hit) if !weighed => denies(region.text, hit),
        _ => denied_by(rule, region, found).is_some(),
    }
}

/// The words that deny what a rule found, if any do.
pub(super) fn denied_by(rule: &Rule, region: &Region<'_, '_>, found: &Match<'_>) -> Option<Range<usize>> {
    let hit = found.hit.as_deref().filter(|_| !rule.conditions.even_denied)?;
    match rule.trigger {
        // What is learned has weighed denials of its sentence already, but knows no headings and answers.
        Trigger::Learned { .. } => covering(region.text, hit.tokens.end.checked_sub(1)?),
        _ => cue(region.text, hit),
    }
}

/// Whether a hit is denied: one of the words it names is.
pub(super) fn denies(text: &TextReading<'_>, hit: &Hit) -> bool {
    text.denied().known(&text.document, hit).unwrap_or_else(|| cue(text, hit).is_some())
}

/// A cue before a phrase that begins with this token denies it.
const BEFORE: u8 = 1;
/// Words behind a phrase that ends with this token deny it.
const BEHIND: u8 = 2;
/// An exception behind a phrase that ends with this token undoes its denial.
const UNDONE: u8 = 4;

/// Which phrases of a text are denied: told for each token at once, since all words and lists are asked about.
#[derive(Debug, Default)]
pub(super) struct Denied {
    /// For each token, what holds of phrases that begin or end with it.
    tokens: Vec<u8>,
    /// The sentences with cues.
    cues: Sentences,
}

impl Denied {
    /// Sentences without a cue are passed over.
    pub(super) fn new(text: &TextReading<'_>) -> Self {
        let document = &text.document;
        let said = [text.rules.cues.denial, text.rules.cues.after].into_iter().flatten();
        let cues_in = said.fold(Sentences::default(), |all, cue| all.or(text.hits.sentences(cue)));
        let covered = text.covered();
        let sentences_of = |tokens: &Range<usize>| {
            let numbers = document.tokens().get(tokens.clone()).into_iter().flatten().map(Token::sentence);
            numbers.fold(Sentences::default(), |all, number| all.or(Sentences::of_number(number)))
        };
        let cues_in = covered.iter().fold(cues_in, |all, (tokens, _)| all.or(sentences_of(tokens)));
        let mut denied = Self { tokens: vec![0; document.tokens().len()], cues: cues_in };
        for (number, sentence) in document.sentences().iter().enumerate() {
            if !denied.has_cue(number) {
                continue;
            }
            for at in sentence.clone() {
                let hit = Hit::whole(at..at + 1);
                let flags = [
                    (BEFORE, denied_before(text, &hit, &hit.tokens).is_some() || covering(text, at).is_some()),
                    (BEHIND, denied_after(text, &hit).is_some()),
                    (UNDONE, undone(text, &hit)),
                ];
                let all = flags.iter().filter(|(_, holds)| *holds).fold(0, |all, (flag, _)| all | flag);
                denied.tokens.get_mut(at).into_iter().for_each(|flags| *flags = all);
            }
        }
        denied
    }

    /// Whether the sentence of a number may hold a cue.
    pub(super) fn has_cue(&self, sentence: usize) -> bool {
        self.cues.meets(Sentences::of_number(sentence))
    }

    /// Whether a hit is denied; `None` where its parts have to be looked at, or it stands in several sentences.
    fn known(&self, document: &Document<'_>, hit: &Hit) -> Option<bool> {
        let tokens = &hit.tokens;
        let (first, end) = (self.tokens.get(tokens.start)?, self.tokens.get(tokens.end.checked_sub(1)?)?);
        let sentence = document.tokens().get(tokens.start)?.sentence();
        if document.sentences().get(sentence)?.end < tokens.end {
            return None;
        }
        if !self.has_cue(sentence) {
            return Some(false);
        }
        hit.is_whole().then_some((first & BEFORE != 0 || end & BEHIND != 0) && end & UNDONE == 0)
    }
}

/// The words that deny a hit, if any do.
pub(super) fn cue(text: &TextReading<'_>, hit: &Hit) -> Option<Range<usize>> {
    let before = || hit.parts().iter().find_map(|part| denied_before(text, hit, part));
    let cue = before().or_else(|| covering(text, hit.tokens.start)).or_else(|| denied_after(text, hit))?;
    (!undone(text, hit)).then_some(cue)
}

/// The heading or answer that denies a token.
fn covering(text: &TextReading<'_>, at: usize) -> Option<Range<usize>> {
    // Of those that begin before it or at it, the last one ends last.
    let (tokens, cue) = last_covered(text, at + 1)?;
    tokens.contains(&at).then(|| cue.clone())
}

/// The last of what headings and answers deny that begins before a token.
fn last_covered<'t>(text: &'t TextReading<'_>, at: usize) -> Option<&'t Covered> {
    let covered = text.covered();
    covered.get(covered.partition_point(|(tokens, _)| tokens.start < at).checked_sub(1)?)
}

/// An odd number of cues reaches the part from before: the nearest of them.
fn denied_before(text: &TextReading<'_>, hit: &Hit, part: &Range<usize>) -> Option<Range<usize>> {
    let denial = text.rules.cues.denial.filter(|denial| text.hits.has(*denial))?;
    let clause = text.document.clause_of(part.start);
    let from = clause.start.max(part.start.saturating_sub(REACH_AHEAD));
    let mut count = 0;
    let mut nearest = None;
    let mut last_start = usize::MAX;
    // From the nearest cue back; one that the phrase itself names is no denial of it.
    for cue in text.hits.within(denial, from..part.start).rev() {
        if hit.parts().iter().any(|part| part.start < cue.tokens.end && cue.tokens.start < part.end) {
            continue;
        }
        // "no auto-apply, no auto-messages", "never scrapes and never applies": what stands between two cues opens a new scope, and so does
        // "no" itself: "no auto-apply no auto-messages".
        let parts = |at: usize| text.document.is_parted(at) || matches!(text.document.word(at), "and" | "or" | "nor" | "no");
        if last_start != usize::MAX && (cue.tokens.end..=last_start).any(parts) {
            break;
        }
        // "not" inside "do not" is the same cue.
        let same = cue.tokens.end > last_start;
        if text.pseudo_cues().overlap(&cue.tokens) || is_answer(text, &cue.tokens) {
            continue;
        }
        if stops(text, cue.tokens.end..part.start) {
            break;
        }
        count += usize::from(!same);
        nearest.get_or_insert_with(|| cue.tokens.clone());
        last_start = last_start.min(cue.tokens.start);
    }
    nearest.filter(|_| count % 2 == 1)
}

/// Whether a cue denies what was asked before it, and so nothing behind it: "Is it public? No, only my team uses it".
fn is_answer(text: &TextReading<'_>, cue: &Range<usize>) -> bool {
    last_covered(text, cue.start).is_some_and(|(asked, answer)| answer == cue && asked.end <= cue.start)
}

/// Whether a word that ends the reach of cues stands in a range.
fn stops(text: &TextReading<'_>, range: Range<usize>) -> bool {
    text.rules.cues.stop.is_some_and(|stop| text.hits.any_within(stop, range))
}

/// An exception behind the hit undoes its denial: "nothing is sent unless the budget is over 800".
fn undone(text: &TextReading<'_>, hit: &Hit) -> bool {
    let Some(undone) = text.rules.cues.undone.filter(|undone| text.hits.has(*undone)) else { return false };
    let sentence_end = text.document.sentence_of(hit.tokens.start).end;
    let Some(exception) = text.hits.within(undone, hit.tokens.end..sentence_end).next() else { return false };
    // "No bids, no accounts apart from that of the author": of what is denied last.
    let another = |at: usize| text.document.word(at) == "no" && text.document.is_parted(at);
    !(hit.tokens.end..exception.tokens.start).any(another)
}

/// A phrase behind the hit, in its sentence, denies it.
fn denied_after(text: &TextReading<'_>, hit: &Hit) -> Option<Range<usize>> {
    let after = text.rules.cues.after.filter(|after| text.hits.has(*after))?;
    let sentence_end = text.document.sentence_of(hit.tokens.start).end;
    let reach = sentence_end.min(hit.tokens.end + REACH_BACK + PHRASE_BEHIND);
    let stopped = |cue: &Hit| stops(text, hit.tokens.end..cue.tokens.start);
    let mut phrases = text.hits.within(after, hit.tokens.end..reach);
    phrases.find(|cue| cue.tokens.start <= hit.tokens.end + REACH_BACK && !stopped(cue)).map(|cue| cue.tokens.clone())
}

/// The ground that hits cover, for asking in little time whether a range overlaps any of them.
#[derive(Debug, Default)]
pub(super) struct Cover {
    /// Starts of the hits, in order, each with the furthest end of it and all before it.
    reach: Vec<(usize, usize)>,
}

impl Cover {
    pub(super) fn new<'h>(hits: impl Iterator<Item = &'h Hit>) -> Self {
        let furthest = |end: &mut usize, hit: &Hit| {
            *end = (*end).max(hit.tokens.end);
            Some((hit.tokens.start, *end))
        };
        Self { reach: hits.scan(0, furthest).collect() }
    }

    /// Whether one of the hits shares a token with the range.
    pub(super) fn overlap(&self, range: &Range<usize>) -> bool {
        let before = self.reach.partition_point(|(start, _)| *start < range.end);
        before.checked_sub(1).and_then(|last| self.reach.get(last)).is_some_and(|(_, end)| *end > range.start)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::reading::Reading;
    use crate::rule::{Input, RuleFile, RuleSet, compile};
    use crate::submission::Submission;

    fn rules() -> RuleSet {
        let lists = r#"
            denial = ["never", "not", "no", "without"]
            denial-not = ["not only", "no doubt"]
            denial-stop = ["except"]
            denial-after = ["is something it never does", "by hand"]
            denial-undone = ["unless"]
        "#;
        let rule = r#"
            [[rule]]
            id = "sends"
            says = ["send ... bid"]
            severity = "reject"
            message = "It sends."
            fix = "Write: \"I send.\""
            bad = ["It sends a bid."]
            good = ["I write."]
        "#;
        compile("demo", &[RuleFile::new("lists.toml", lists), RuleFile::new("vague.toml", rule)]).expect("the rules are right")
    }

    /// All phrases of up to three words, and all pairs of words with a gap between them.
    fn hits(words: usize) -> Vec<Hit> {
        let whole = (0..words).flat_map(|start| (start + 1..=words.min(start + 3)).map(move |end| Hit::whole(start..end)));
        let word = |at: usize| Hit::whole(at..at + 1);
        let pairs = (0..words).flat_map(|first| (first + 2..words.min(first + 5)).map(move |last| (first, last)));
        whole.chain(pairs.map(|(first, last)| Hit::join(&[&word(first), &word(last)]))).collect()
    }

    fn same(text: String) -> Result<(), TestCaseError> {
        let rules = rules();
        let submission = Submission::new(text);
        let reading = Reading::new(&rules, &submission);
        let text = reading.text(Input::Description).expect("a description");
        for hit in hits(text.document.tokens().len()) {
            prop_assert_eq!(denies(text, &hit), cue(text, &hit).is_some(), "{:?}", hit);
        }
        Ok(())
    }

    #[test]
    fn sentences_that_share_a_bit_are_told_apart() {
        let text = format!("It never sends. {} It sends a bid.", "It reads. ".repeat(63));
        same(text).expect("the same");
    }

    #[test]
    fn an_answer_denies_what_was_asked_and_nothing_behind_it() {
        let rules = rules();
        let found = |text: &str| {
            let submission = Submission::new(text);
            let outcome = crate::engine::run(&rules, &submission);
            (outcome.findings.len(), outcome.denied.len())
        };
        assert_eq!(found("Does it send a bid? No, people send the bid."), (1, 1));
        assert_eq!(found("Does it send a bid? No, it never sends a bid."), (0, 2));
        assert_eq!(found("No, it does not send a bid. No sending of a bid."), (0, 2));
        assert_eq!(found("no spam no sending of a bid"), (0, 1));
    }

    proptest! {
        #[test]
        fn what_is_told_at_once_is_what_each_phrase_is_asked(
            words in prop::collection::vec("never|not only|no doubt|not|send|bid|it|and|except|by hand|unless|is something it never does|,|\\.|\\?|no", 0..24)
        ) {
            same(words.join(" "))?;
        }
    }
}
