//! Denial by layout: a heading that denies what stands under it ("Not included: auto-apply, scraping"). Answers are told by `answer`, lists
//! that are denied as a whole by `enumeration`.

use std::ops::Range;

use super::answer::answered;
use super::enumeration::enumerated;
use super::reading::TextReading;
use crate::rule::Input;
use crate::text::Document;

/// Words between the phrase that denies and the end of its heading, at most: "forbidden in our company:".
const HEADING_REST: usize = 6;
/// Words of a heading, at most.
const HEADING_WORDS: usize = 9;
/// The same of one that is marked as such, or begins with a word for what stands under it.
const MARKED_WORDS: usize = 20;
/// Words of a heading that tells what a person does not do.
const WITHOUT_PEOPLE: &[&str] = &["approval", "hand", "need", "needs", "ask", "asks", "me", "us", "person", "human", "manual", "manually"];
/// Words of a sentence without a verb, at most.
const FRAGMENT_WORDS: usize = 5;
/// Words with which a sentence begins, and no item of a list: "it is not a bot: it just applies".
pub(super) const SENTENCE_WORDS: &[&str] = &[
    "it", "it's", "its", "all", "we", "they", "the", "this", "that", "every", "each", "he", "she", "i", "instead", "but", "only", "just",
    "rather",
];
/// Tokens that a heading denies, at most: enough for any honest list, a bound for hostile ones.
const UNDER_WORDS: usize = 200;
/// Signs that stand before an item of a list.
const ITEM_SIGNS: &[char] = &['-', '*', '•', '·', '–', '—', '✗', '❌', '✘', '🚫'];
/// Tokens that are denied, and the words that deny them.
pub(super) type Covered = (Range<usize>, Range<usize>);

/// What headings, answers and lists of a text deny, in order of place, none within another. Profiles have their own way with answers.
pub(super) fn covered(text: &TextReading<'_>) -> Vec<Covered> {
    if text.input == Input::Profile {
        return Vec::new();
    }
    let document = &text.document;
    let denies = |range: Range<usize>| text.rules.cues.denial.is_some_and(|denial| text.hits.any_within(denial, range));
    let headings = text.rules.cues.heading.into_iter().flat_map(|heading| text.hits.of(heading)).map(|hit| hit.tokens.clone());
    // "Not a single post is left out: …" denies twice.
    let twice =
        |heading: &Range<usize>| line_start(document, heading.start, HEADING_WORDS).is_none_or(|start| denies(start..heading.start));
    let headings = headings.filter(|heading| !text.pseudo_cues().overlap(heading));
    let headings = headings.filter(|heading| introduces(document, heading) || !twice(heading));
    let under = headings.filter_map(|heading| Some((under(document, &heading)?, heading)));
    let found = under.chain(answered(document)).chain(enumerated(text));
    let mut found: Vec<Covered> = found.filter(|(tokens, _)| !tokens.is_empty()).collect();
    found.sort_by_key(|(tokens, _)| (tokens.start, tokens.end));
    // A list below a heading is denied with it: what comes later ends later.
    let mut end = 0;
    found.retain(|(tokens, _)| {
        let later = tokens.end > end;
        end = end.max(tokens.end);
        later
    });
    found
}

/// Whether words that deny go on with what they deny, and are no heading of their own.
fn needs_verb(document: &Document<'_>, denial: &Range<usize>) -> bool {
    matches!(document.word(denial.end - 1), "not" | "never" | "to" | "of" | "from")
}

/// Whether words are written in capitals.
fn is_shouted(document: &Document<'_>, tokens: &Range<usize>) -> bool {
    let written = document.span(tokens).map_or("", |span| span.quote(document.source()));
    !written.contains(char::is_lowercase) && written.contains(char::is_uppercase)
}

/// Whether a heading begins with a word for what stands under it.
fn names_them(document: &Document<'_>, begin: usize) -> bool {
    matches!(document.word(begin), "what" | "things" | "features" | "actions" | "uses")
}

/// Whether a list begins right behind words that deny a verb: "and it will never: bid; invite", "shall not (i) bid; (ii) invite".
fn introduces(document: &Document<'_>, denial: &Range<usize>) -> bool {
    needs_verb(document, denial) && (ends_heading(document.gap_before(denial.end)) || is_item(document, denial.end))
}

/// A phrase that denies, in its line.
struct Heading<'d, 't> {
    document: &'d Document<'t>,
    /// The phrase.
    phrase: Range<usize>,
    /// Where its line begins; `None` where that is further away than a heading is long.
    begin: Option<usize>,
    /// Whether the line is marked as a heading: "## Not included".
    marked: bool,
    /// Whether it begins with a word for what stands under it: "What we never do".
    names: bool,
}

impl<'d, 't> Heading<'d, 't> {
    fn new(document: &'d Document<'t>, phrase: &Range<usize>) -> Self {
        let begin = line_start(document, phrase.start, MARKED_WORDS);
        let marked = begin.is_some_and(|begin| document.gap_before(begin).contains('#'));
        let names = begin.is_some_and(|begin| names_them(document, begin));
        Self { document, phrase: phrase.clone(), begin, marked, names }
    }

    /// Where what it denies begins: soon behind the phrase, with a colon, a dash, an item or, of a heading that is one, the next line.
    fn start(&self) -> Option<usize> {
        let Self { document, phrase, .. } = self;
        let alone = |at: usize| self.marked || self.names || at == phrase.end && is_shouted(document, phrase);
        let line = |at: usize| document.begins_line(at) && !document.gap_before(at).contains(['.', '!', ';']) && alone(at);
        let ends = |at: &usize| ends_heading(document.gap_before(*at)) || is_item(document, *at) || line(*at);
        let start = (phrase.end..=phrase.end + HEADING_REST).find(ends).or_else(|| self.listed())?;
        // "What needs no approval: bids", "not done by hand: bids".
        let without_people = (phrase.start..start).any(|at| WITHOUT_PEOPLE.contains(&document.word(at)));
        (!without_people).then_some(start)
    }

    /// The first item below "the following are forbidden to all, and lead to a notice:".
    fn listed(&self) -> Option<usize> {
        let Self { document, phrase, .. } = self;
        let behind = document.sentence_of(phrase.start).end;
        let follows = document.word(phrase.start + 1) == "following" && document.gap_before(behind).starts_with(':');
        (follows && is_item(document, behind)).then_some(behind)
    }

    /// Whether its line is one up to what it denies.
    fn is_heading(&self, start: usize) -> bool {
        let Some(begin) = self.begin else { return false };
        let parted = self.listed() != Some(start) && (begin + 1..start).any(|at| self.document.is_parted(at));
        let most = if self.marked || self.names { MARKED_WORDS } else { HEADING_WORDS };
        // "What we never do" has its verb.
        !parted && (self.names || !needs_verb(self.document, &self.phrase)) && start - begin <= most
    }
}

/// What stands under a heading: the rest of its sentence, or the items below it.
fn under(document: &Document<'_>, phrase: &Range<usize>) -> Option<Range<usize>> {
    let count = document.tokens().len().min(phrase.end + UNDER_WORDS);
    let heading = Heading::new(document, phrase);
    let start = heading.start().filter(|start| *start < count)?;
    let sentence_begins = SENTENCE_WORDS.contains(&document.word(start)) && !is_lettered(document, start);
    if sentence_begins || !(introduces(document, phrase) || heading.is_heading(start)) {
        return None;
    }
    if !document.begins_line(start) {
        // "Not included: A, B. It does C." denies no more than its own sentence, and nothing of the next line.
        let end = fragments_end(document, start).min(count);
        let line = (start + 1..end).find(|at| document.begins_line(*at));
        return Some(start..line.unwrap_or(end));
    }
    // Items, each in a line of its own; the first line is one however it begins.
    let end = (start + 1..count)
        .filter(|at| document.begins_line(*at))
        .find(|at| !is_item(document, *at) || document.gap_before(*at).contains("\n\n"))
        .unwrap_or(count);
    Some(start..end)
}

/// One past the sentence of a token and the fragments right behind it: "Bulk mail. Second keys. Resale."
fn fragments_end(document: &Document<'_>, start: usize) -> usize {
    let fragment = |sentence: &Range<usize>| {
        sentence.len() <= FRAGMENT_WORDS && !sentence.is_empty() && !SENTENCE_WORDS.contains(&document.word(sentence.start))
    };
    let first = document.sentence_of(start);
    // Only under a heading in other letters: else the next one may say what it does.
    let emphasised = document.gap_before(start).contains(['*', '_']);
    if !emphasised || !fragment(&(start..first.end)) {
        return first.end;
    }
    let behind = document.sentences().get(document.sentence_number(start) + 1..).unwrap_or_default();
    behind
        .iter()
        .take_while(|sentence| fragment(sentence) && !document.begins_line(sentence.start))
        .last()
        .map_or(first.end, |last| last.end)
}

/// Whether a token begins an item of a list: a line with a sign or a number before its words, or "(a)", "(ii)" anywhere.
fn is_item(document: &Document<'_>, at: usize) -> bool {
    if is_lettered(document, at) {
        return true;
    }
    let line = document.gap_before(at).rsplit_once('\n').map(|(_, line)| line);
    let numbered = || document.tokens().get(at).is_some_and(|token| token.number);
    line.is_some_and(|line| line.contains(ITEM_SIGNS) || numbered())
}

/// Whether a token is the letter or number in brackets of an item.
fn is_lettered(document: &Document<'_>, at: usize) -> bool {
    let word = document.word(at);
    let short = word.len() == 1 || word.len() <= 4 && word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    short && document.gap_before(at).ends_with('(') && document.gap_before(at + 1).starts_with(')')
}

/// Where the line or sentence of a token begins; `None` where that is more than so many words away.
pub(super) fn line_start(document: &Document<'_>, at: usize, most: usize) -> Option<usize> {
    let sentence = document.sentence_of(at).start;
    let begins = |at: &usize| *at == sentence || document.begins_line(*at);
    (sentence.max(at.saturating_sub(most))..=at).rev().find(begins)
}

/// Whether a heading ends in this gap: with a colon, a dash, or a full stop in other letters ("*What we avoid.* Bulk mail").
pub(super) fn ends_heading(gap: &str) -> bool {
    gap.contains(':') || gap.contains(" - ") || gap.contains(['–', '—']) || gap.contains(".*") || gap.contains("._")
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
pub(super) mod tests {
    use super::*;
    use crate::engine::reading::Reading;
    use crate::rule::{RuleFile, draft};
    use crate::submission::Submission;

    /// What headings, answers and lists of a description deny, with these lists of words.
    pub(in crate::engine) fn denied_by(lists: &str, text: &str) -> Vec<String> {
        let file = RuleFile::new("lists.toml", lists);
        let rules = draft("demo", &[file]).rules;
        let submission = Submission::new(text);
        let reading = Reading::new(&rules, &submission);
        let read = reading.text(Input::Description).expect("a description");
        let quote = |tokens: &Range<usize>| read.document.span(tokens).map(|span| span.quote(text).to_owned());
        covered(read).iter().filter_map(|(tokens, _)| quote(tokens)).collect()
    }

    fn denied(text: &str) -> Vec<String> {
        let lists = "denial = [\"not\", \"never\", \"no\"]\ndenial-heading = [\"not included\", \"not do\", \"left out\", \"will not\", \"will never\", \"not to\", \"forbidden\"]";
        denied_by(lists, text)
    }

    #[test]
    fn headings_deny_what_stands_under_them() {
        for (text, under) in [
            ("Not included: auto-bids, scraping. It runs daily.", "auto-bids, scraping"),
            ("What it does not do — place bids, create accounts", "place bids, create accounts"),
            ("Forbidden in our firm: auto-bids", "auto-bids"),
            ("## It will not\n- bid\n- harvest", "bid\n- harvest"),
            ("It will not:\n1. bid\n2. harvest\nHosted in Oslo", "1. bid\n2. harvest"),
            ("For sure, the script that we have written for our planners does not and will never: bid; harvest. It reads.", "bid; harvest"),
            ("We undertake **not** to:\n(a) bid;\n(b) harvest.\n\nUsers: us", "a) bid;\n(b) harvest"),
            ("The applicant, a person, will not (i) bid; (ii) harvest", "i) bid; (ii) harvest"),
            ("# App\n## Not included\nAuto-bids. Bulk mail.\n\n## Audit\nEach year.", "Auto-bids. Bulk mail"),
            ("*What we will never do.* Auto-bids. Bulk mail. Second keys. It is read each day.", "Auto-bids. Bulk mail. Second keys"),
            ("**Things it will not do because nobody wrote them:** bids, mail", "bids, mail"),
            ("**Not included:**\n- auto-bids\n- scraping\n\nUsers: us", "auto-bids\n- scraping"),
        ] {
            assert_eq!(denied(text), [under], "{text}");
        }
    }

    #[test]
    fn lists_below_a_heading_are_denied_with_it() {
        let text = "It will not:\n- bid, not write, send, or reply\n- not ask, post, or copy\n- harvest";
        assert_eq!(denied(text), ["bid, not write, send, or reply\n- not ask, post, or copy\n- harvest"]);
    }

    #[test]
    fn sentences_are_no_headings() {
        for text in [
            "It is not included: it bids on everything",
            "Not a single post is left out: posts in all fields are copied",
            "The fee is not included, as agreed: bids are sent",
            "Not included is the fee that the firm pays each month for hosting: bids",
            "It will not wait: bids go out at once",
            "Not included",
            "He told me not to wait (he has time)",
            "Left out\nBids go out to all",
            "Internal tool.\nNot included.\nBids go out to all.",
            "Actions that will not need my approval: bids, mail",
            "The bids that go out will not do without a price: sent to all",
        ] {
            assert_eq!(denied(text), Vec::<String>::new(), "{text}");
        }
    }
}
