//! The name that the title gives to what is built, where a text says it: "Sello emits invoices", under the title "Sello".

use std::borrow::Cow;
use std::iter;

use super::{MATCHES, Matches, matched};
use crate::engine::reading::{Reading, Region, TextReading};
use crate::rule::{Hit, Input};
use crate::text::Span;

/// Words that a name has at most.
const NAME_WORDS: usize = 4;
/// What stands behind a name in a title: "Sello: invoices", "Sello (beta)".
const BEHIND_NAMES: [char; 6] = [':', '–', '—', '|', '(', ','];
/// Words of a title that asks for something.
const REQUESTS: &[&str] = &["upwork", "api", "access", "key", "request", "application"];
/// What a name is put between.
const QUOTES: &[char] = &['"', '“', '”', '‘', '’', '\'', '«', '»', '*', '_', '`'];

/// Where a text says the name in the title.
pub(super) fn find<'f>(reading: &Reading<'_>, region: &'f Region<'_, '_>) -> Matches<'f> {
    let title = reading.text(Input::Title).filter(|_| region.input != Input::Title);
    let Some(name) = title.and_then(name) else { return Box::new(iter::empty()) };
    let (document, length) = (&region.text.document, name.len());
    let spans = document.source().match_indices(name).map(|(start, _)| Span { start, end: start + length });
    let found: Vec<Hit> = spans
        .map(|span| (span, document.tokens_in(span)))
        // Whole words: "Sello" is not said by "Selloff".
        .filter(|(span, tokens)| !tokens.is_empty() && document.span(tokens) == Some(*span))
        .map(|(_, tokens)| Hit::whole(tokens))
        .filter(|hit| region.tokens.start <= hit.tokens.start && hit.tokens.end <= region.tokens.end)
        .take(MATCHES)
        .collect();
    Box::new(found.into_iter().map(|hit| matched(region.text, Cow::Owned(hit))))
}

/// The name in a title: a few words with capitals; one word alone, if the rules do not know it as a word.
fn name<'t>(title: &TextReading<'t>) -> Option<&'t str> {
    let text = title.document.source();
    let end = [text.find(BEHIND_NAMES), text.find(" - ")].into_iter().flatten().min().unwrap_or(text.len());
    let name = text.get(..end)?.trim().trim_matches(QUOTES);
    let words = || name.split_whitespace();
    let capital = |word: &str| word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    // "Upwork API Access" asks, and names nothing.
    let asks = || title.document.words().any(|word| REQUESTS.contains(&word));
    let is_known = || title.rules.lexicon.knows(title.document.word(0));
    let is_name = match words().count() {
        0 => false,
        1 => !is_known(),
        count => count <= NAME_WORDS,
    };
    (is_name && words().all(capital) && name.contains(char::is_alphabetic) && !asks()).then_some(name)
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use crate::engine::run;
    use crate::rule::{RuleFile, draft};
    use crate::submission::Submission;

    /// The words that are found under a title.
    fn found<'t>(title: &str, text: &'t str) -> Vec<&'t str> {
        let rule = "[[rule]]\nid = \"titled\"\ncounts = \"build\"\ncontains = \"title\"\nfound = []\nnot-found = []";
        let lists = "known = [\"overlap\", \"sells\"]";
        let rules = draft("demo", &[RuleFile::new("evidence.toml", rule), RuleFile::new("lists.toml", lists)]).rules;
        let submission = Submission { title: Some(title.to_owned()), ..Submission::new(text) };
        run(&rules, &submission).evidence.iter().map(|found| found.span.quote(text)).collect()
    }

    #[test]
    fn a_name_is_found_as_it_is_written_in_the_title() {
        assert_eq!(found("Kvitto", "Kvitto keeps receipts. Users of Kvitto pay nothing."), ["Kvitto", "Kvitto"]);
        assert_eq!(found("Kvitto: receipts for all", "What Kvitto is good for"), ["Kvitto"]);
        assert_eq!(found("Kvitto - beta: x", "(Kvitto)"), ["Kvitto"]);
        assert_eq!(found("“Second Look”", "Second Look lists my bids."), ["Second Look"]);
    }

    #[test]
    fn words_that_name_nothing_are_not_found() {
        for (title, text) in [
            ("Kvitto", "Kvittos are kept, and kvitto too."),
            ("Overlap", "Overlap of hours is shown."),
            ("Contract data", "Contract data is read."),
            ("Weekly Report Of All Hours", "Weekly Report Of All Hours"),
            ("Upwork API Access", "We need Upwork API Access for reports."),
            ("2024", "Since 2024 we plan by hand."),
            ("", "Nothing."),
            ("Kvitto", "It keeps receipts."),
        ] {
            assert_eq!(found(title, text), Vec::<&str>::new(), "{title}");
        }
    }
}
