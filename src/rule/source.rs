//! A rule as written: the keys of a `[[rule]]`, flat, each with its place.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use super::read::{Reader, Table};

/// A value and the bytes of the file where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Range<usize>,
}

/// A list of texts with their places.
pub type Texts = At<Vec<At<String>>>;

/// A `[[rule]]` as its author wrote it. The field names are the keys, with `-` for `_`.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "the keys are explained in the authors' guide, rules/README.md")]
pub struct RuleSource {
    pub span: Range<usize>,
    /// Keys that are there and could not be read.
    pub unreadable: BTreeSet<&'static str>,
    pub id: Option<At<String>>,
    pub place_in: Option<At<String>>,
    pub counts: Option<At<String>>,
    pub weak: bool,
    // What fires it: exactly one.
    pub says: Option<Texts>,
    pub matches: Option<At<String>>,
    pub lacks: Option<Texts>,
    pub similar_to: Option<Texts>,
    pub more_than: Option<At<String>>,
    pub less_than: Option<At<String>>,
    pub state: Option<At<String>>,
    pub differs_from: Option<At<String>>,
    pub co_occurs: Option<Texts>,
    pub language_other_than: Option<At<String>>,
    pub contains: Option<At<String>>,
    pub learned: Option<At<String>>,
    // What belongs to it.
    pub at_least: Option<At<f64>>,
    pub down_to: Option<At<f64>>,
    pub within: Option<At<String>>,
    // What holds it back.
    pub also: Option<Texts>,
    pub unless: Option<Texts>,
    pub unless_anywhere: Option<Texts>,
    pub near: Option<Texts>,
    pub not_after: Option<Texts>,
    pub not_before: Option<Texts>,
    pub any_of: Option<Texts>,
    pub only_under: Option<At<String>>,
    pub unless_finding: Option<Texts>,
    pub even_denied: bool,
    pub opens_sentence: bool,
    // What follows and what it says.
    pub severity: Option<At<String>>,
    pub points: Option<At<f64>>,
    pub message: Option<At<String>>,
    pub why: Option<At<String>>,
    pub fix: Option<At<String>>,
    pub credit: Option<At<String>>,
    pub source: Option<SourceRef>,
    // Its proof.
    pub bad: Option<Texts>,
    pub good: Option<Texts>,
    pub denies: Option<Texts>,
    pub found: Option<Texts>,
    pub not_found: Option<Texts>,
}

/// `source`: a text, the name of a source in `pack.toml`, or a table of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// The text or name.
    pub text: At<String>,
    /// The address, where a table gives one.
    pub url: Option<String>,
}

impl RuleSource {
    /// Reads one `[[rule]]`.
    pub(crate) fn read<'f>(reader: &mut Reader<'f>, table: &DeTable<'f>, span: Range<usize>) -> Self {
        let mut keys = Table::new(reader, table, span.clone(), "a rule");
        let rule = Self {
            id: keys.required("id", "a short name for the pattern, as in \"auto-apply\""),
            place_in: keys.string("in"),
            counts: keys.string("counts"),
            weak: keys.flag("weak"),
            says: keys.strings("says"),
            matches: keys.string("matches"),
            lacks: keys.strings("lacks"),
            similar_to: keys.strings("similar-to"),
            more_than: keys.string("more-than"),
            less_than: keys.string("less-than"),
            state: keys.string("state"),
            differs_from: keys.string("differs-from"),
            co_occurs: keys.strings("co-occurs"),
            language_other_than: keys.string("language-other-than"),
            contains: keys.string("contains"),
            learned: keys.string("learned"),
            at_least: keys.number("at-least", 0.0, 100.0),
            down_to: keys.number("down-to", 0.0, 1.0),
            within: keys.string("within"),
            also: keys.strings("also"),
            unless: keys.strings("unless"),
            unless_anywhere: keys.strings("unless-anywhere"),
            near: keys.strings("near"),
            not_after: keys.strings("not-after"),
            not_before: keys.strings("not-before"),
            any_of: keys.strings("any-of"),
            only_under: keys.string("only-under"),
            unless_finding: keys.strings("unless-finding"),
            even_denied: keys.flag("even-denied"),
            opens_sentence: keys.flag("opens-sentence"),
            severity: keys.string("severity"),
            points: keys.number("points", 0.0, 100.0),
            message: keys.string("message"),
            why: keys.string("why"),
            fix: keys.string("fix"),
            credit: keys.string("credit"),
            source: None,
            bad: keys.strings("bad"),
            good: keys.strings("good"),
            denies: keys.strings("denies"),
            found: keys.strings("found"),
            not_found: keys.strings("not-found"),
            unreadable: BTreeSet::new(),
            span,
        };
        let source = match keys.table_or_string("source") {
            Some((Some(table), at)) => {
                let mut inner = Table::new(keys.reader, table, at.span.clone(), "a source");
                let text = inner.required("text", "the title of the page");
                let url = inner.string("url").map(|url| url.value);
                inner.finish();
                text.map(|text| SourceRef { text, url })
            }
            Some((None, text)) => Some(SourceRef { text, url: None }),
            None => None,
        };
        let unreadable = keys.finish();
        Self { unreadable, source, ..rule }
    }
}
