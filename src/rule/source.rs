//! A rule as written: the keys of a `[[rule]]`, flat, each with its place.
//!
//! All keys stand in one table, [`KEYS`]: the loader reads by it, the JSON Schema is made from it, and a rule is read aloud by it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeTable;

use super::learned::Label;
use super::read::{Reader, Table};
use super::{Content, Field, Part, Severity, State, Statement};

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

/// The question that a key answers, as the authors' guide orders them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Which rule is it?
    Which,
    /// Where does it look?
    Where,
    /// What fires it? Exactly one of these.
    Trigger,
    /// What belongs to the trigger.
    With,
    /// What holds it back?
    Except,
    /// What follows?
    Effect,
    /// What does it say?
    Say,
    /// What proves it?
    Proof,
}

/// What may stand behind a key.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A text.
    Text,
    /// A text that has to be there and is not empty; with a hint at what it is.
    Required(&'static str),
    /// One of some names.
    Name(fn() -> Vec<&'static str>),
    /// A list of texts, with at least one.
    Texts,
    /// A number between two others.
    Number(f64, f64),
    /// A whole number between two others.
    Whole(f64, f64),
    /// True or false.
    Flag,
    /// A text, or a table with `text` and perhaps `url`.
    Source,
}

/// A key of a `[[rule]]`.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The question it answers.
    pub question: Question,
    /// Its name in files.
    pub name: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
    /// What it means, as the beginning of a sentence that ends with its value.
    pub says: &'static str,
}

/// A key that a rule has, with its values as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The name of the key.
    pub key: &'static str,
    /// Its values: one, or the entries of its list.
    pub values: Vec<String>,
}

macro_rules! shape {
    (type Text) => { Option<At<String>> };
    (type Required) => { Option<At<String>> };
    (type Name) => { Option<At<String>> };
    (type Texts) => { Option<Texts> };
    (type Number) => { Option<At<f64>> };
    (type Whole) => { Option<At<f64>> };
    (type Flag) => { bool };
    (type Source) => { Option<SourceRef> };
    (read $keys:ident $key:literal Text) => { $keys.string($key) };
    (read $keys:ident $key:literal Required $hint:literal) => { $keys.required($key, $hint) };
    (read $keys:ident $key:literal Name $names:expr) => { $keys.string($key) };
    (read $keys:ident $key:literal Texts) => { $keys.strings($key) };
    (read $keys:ident $key:literal Number $least:literal $most:literal) => { $keys.number($key, $least, $most) };
    (read $keys:ident $key:literal Whole $least:literal $most:literal) => { $keys.whole($key, $least, $most) };
    (read $keys:ident $key:literal Flag) => { $keys.flag($key) };
    (read $keys:ident $key:literal Source) => { SourceRef::read(&mut $keys, $key) };
}

/// Declares the keys: one table, from which come the struct, its reader and [`KEYS`].
macro_rules! rule_keys {
    ($($question:ident { $($field:ident = $key:literal $shape:ident $(($($bound:expr),+))?, $says:literal;)+ })+) => {
        /// A `[[rule]]` as its author wrote it. The field names are the keys, with `-` for `_`.
        #[derive(Debug, Clone, Default)]
        pub struct RuleSource {
            /// Where it stands.
            pub span: Range<usize>,
            /// Keys that are there and could not be read.
            pub unreadable: BTreeSet<&'static str>,
            $($(#[doc = $says] pub $field: shape!(type $shape),)+)+
        }

        /// All keys, in the order of the authors' guide.
        pub const KEYS: &[Key] = &[$($(Key {
            question: Question::$question,
            name: $key,
            shape: Shape::$shape $(($($bound),+))?,
            says: $says,
        }),+),+];

        impl RuleSource {
            /// Reads one `[[rule]]`.
            pub(crate) fn read<'f>(reader: &mut Reader<'f>, table: &DeTable<'f>, span: Range<usize>) -> Self {
                let mut keys = Table::new(reader, table, span.clone(), "a rule");
                let rule = Self {
                    span,
                    unreadable: BTreeSet::new(),
                    $($($field: shape!(read keys $key $shape $($($bound)+)?),)+)+
                };
                Self { unreadable: keys.finish(), ..rule }
            }

            /// Where the value of a key stands; `None` where it is left out, and for yes or no.
            pub fn place(&self, key: &str) -> Option<Range<usize>> {
                match key {
                    $($($key => self.$field.place(),)+)+
                    _ => None,
                }
            }

            /// The values of a key as they were written, none where it is left out.
            pub fn values(&self, key: &str) -> Vec<String> {
                match key {
                    $($($key => self.$field.values(),)+)+
                    _ => Vec::new(),
                }
            }

            /// The keys that are there and answer one of the questions asked, in the order of [`KEYS`].
            pub fn written(&self, asked: impl Fn(Question) -> bool) -> Vec<Written> {
                let keys = KEYS.iter().filter(|key| asked(key.question));
                let written = keys.map(|key| Written { key: key.name, values: self.values(key.name) });
                written.filter(|written| !written.values.is_empty()).collect()
            }
        }
    };
}

rule_keys! {
    Which {
        id = "id" Required("a short name for the pattern, as in \"auto-apply\""), "The name of the pattern, not of the cure";
    }
    Where {
        place_in = "in" Name(Part::names), "Looks at";
        counts = "counts" Name(Statement::names), "Counts as a statement of";
        weak = "weak" Flag, "Too slight to count as a concrete fact";
    }
    Trigger {
        says = "says" Texts, "Fires where the text says one of";
        matches = "matches" Text, "Fires where the text as written matches the regular expression";
        lacks = "lacks" Texts, "Fires where the text says none of";
        similar_to = "similar-to" Texts, "Fires where a sentence is much like one of";
        more_than = "more-than" Text, "Fires where the text states more than";
        less_than = "less-than" Text, "Fires where the text has less than";
        state = "state" Name(State::names), "Fires where the state of the profile's field is";
        differs_from = "differs-from" Name(Field::names), "Fires where the form differs from the profile in the field";
        co_occurs = "co-occurs" Texts, "Fires where all of these are said together, in any order";
        language_other_than = "language-other-than" Name(languages), "Fires where the text is in another language than";
        contains = "contains" Name(Content::names), "Fires where the text contains";
        learned = "learned" Name(Label::names), "Fires where a sentence reads like the example sentences that show";
    }
    With {
        at_least = "at-least" Number(0.0, 100.0), "The least number of signs, likeness (0 to 1) or score";
        down_to = "down-to" Number(0.0, 1.0), "Only down to a likeness of";
        within = "within" Text, "Together means within one";
    }
    Except {
        also = "also" Texts, "Only if the text also says one of";
        unless = "unless" Texts, "Not if the same sentence says one of";
        unless_anywhere = "unless-anywhere" Texts, "Not if the text says anywhere one of";
        near = "near" Texts, "Only within four words of one of";
        not_after = "not-after" Texts, "Not directly behind one of";
        not_before = "not-before" Texts, "Not directly before one of";
        any_of = "any-of" Texts, "Only if enough of these signs are in the sentence";
        also_states = "also-states" Name(Statement::names), "Only if the text also states, and not weakly,";
        only_under = "only-under" Text, "Only in a text that has less than";
        unless_finding = "unless-finding" Texts, "Gives way where one of these is found";
        examples_agree = "examples-agree" Number(0.0, 10.0), "Only where the sentence reads like the examples of its category or statement with a score of at least";
        even_denied = "even-denied" Flag, "Fires also where the words are denied";
        opens_sentence = "opens-sentence" Flag, "Only among the first five words of a sentence";
    }
    Effect {
        severity = "severity" Name(Severity::names), "How bad it is";
        points = "points" Whole(0.0, 100.0), "The points it costs";
    }
    Say {
        message = "message" Text, "What is wrong, in one line to the applicant";
        why = "why" Text, "Why it matters";
        fix = "fix" Text, "What to write instead, with an example sentence";
        credit = "credit" Text, "What is said where the words are denied";
        source = "source" Source, "Where the rule comes from: the name of a source in pack.toml, a text, or text and url";
    }
    Proof {
        bad = "bad" Texts, "Texts in which it must fire";
        good = "good" Texts, "Texts in which it must stay silent";
        denies = "denies" Texts, "Texts in which the words must be found and judged denied";
        found = "found" Texts, "Texts in which it must be found";
        not_found = "not-found" Texts, "Texts in which it must not be found";
    }
}

pub(super) fn languages() -> Vec<&'static str> {
    vec!["english"]
}

/// `source`: a text, the name of a source in `pack.toml`, or a table of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRef {
    /// The text or name.
    pub text: At<String>,
    /// The address, where a table gives one.
    pub url: Option<String>,
}

impl SourceRef {
    fn read(keys: &mut Table<'_, '_, '_>, key: &'static str) -> Option<Self> {
        match keys.table_or_string(key)? {
            (Some(table), at) => {
                let mut inner = Table::new(keys.reader, table, at.span, "a source");
                let text = inner.required("text", "the title of the page");
                let url = inner.string("url").map(|url| url.value);
                inner.finish();
                text.map(|text| Self { text, url })
            }
            (None, text) => Some(Self { text, url: None }),
        }
    }
}

/// The values of a key as they were written, none where it is left out, and their place.
trait Values {
    fn values(&self) -> Vec<String>;
    fn place(&self) -> Option<Range<usize>>;
}

impl Values for Option<At<String>> {
    fn place(&self) -> Option<Range<usize>> {
        self.as_ref().map(|at| at.span.clone())
    }

    fn values(&self) -> Vec<String> {
        self.iter().map(|at| at.value.clone()).collect()
    }
}

impl Values for Option<Texts> {
    fn place(&self) -> Option<Range<usize>> {
        self.as_ref().map(|at| at.span.clone())
    }

    fn values(&self) -> Vec<String> {
        // Of just the right size: a pack may have thousands of rules.
        self.as_ref().map(|texts| texts.value.iter().map(|at| at.value.clone()).collect()).unwrap_or_default()
    }
}

impl Values for Option<At<f64>> {
    fn place(&self) -> Option<Range<usize>> {
        self.as_ref().map(|at| at.span.clone())
    }

    fn values(&self) -> Vec<String> {
        self.iter().map(|at| at.value.to_string()).collect()
    }
}

impl Values for bool {
    fn place(&self) -> Option<Range<usize>> {
        None
    }

    fn values(&self) -> Vec<String> {
        if *self { vec!["true".to_owned()] } else { Vec::new() }
    }
}

impl Values for Option<SourceRef> {
    fn place(&self) -> Option<Range<usize>> {
        self.as_ref().map(|source| source.text.span.clone())
    }

    fn values(&self) -> Vec<String> {
        self.iter().map(|source| source.text.value.clone()).collect()
    }
}
