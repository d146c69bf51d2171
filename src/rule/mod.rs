//! What a rule is: plain, immutable data, compiled from the files that moderators write.
//!
//! Files → as written ([`source`]) → as meant ([`compile`]) → [`RuleSet`]. A [`Rule`] is one self-contained entry: where it
//! looks ([`Part`]), what fires it ([`Trigger`]), what holds it back ([`Conditions`]), what follows ([`Effect`]), what it says
//! ([`Teaching`]) and how it proves itself ([`Example`]). A new kind of trigger is a key in [`source`], a member of [`Trigger`]
//! in `rule/trigger.rs`, and its search in `engine::trigger`; exhaustive matches and a test of all keys find the rest.

mod bits;
mod category;
mod column;
mod compile;
mod diagnostic;
mod differences;
mod due;
mod example;
mod feature;
mod file;
mod id;
mod kind;
mod learned;
mod lexicon;
mod lint;
mod lists;
mod map;
mod narrow;
mod pack;
mod packed;
mod pattern;
mod phrase;
mod pieces;
mod read;
mod schema;
mod skeleton;
pub mod source;
mod syntax;
mod trigger;

use serde::{Deserialize, Serialize};
use std::sync::Arc;

use crate::text::Span;

pub(crate) use bits::Bits;
pub use bits::Residues;
pub(crate) use category::closed_set;
pub use category::{Category, Field, Input, Severity, State, Statement, Verdict};
pub use compile::{Beside, Draft, compile, diagnostics, draft, draft_with};
pub use diagnostic::{Diagnostic, Diagnostics, NARROW, WIDE, misspelt, nearest, suggestion};
pub use differences::{Differences, FileDifference};
pub use due::Due;
pub use example::{Example, Expectation};
pub use feature::FeatureId;
pub(crate) use feature::{FeatureName, WordHash};
pub use file::{BuiltInText, FOLDERS, FileText, MODEL_FILE, RuleFile};
pub(crate) use file::{built_in_name, is_rule_file};
pub use id::RuleId;
pub use kind::{FileKind, file_stems};
pub use learned::{Label, Mark, MarkedText, Model};
pub(crate) use learned::{LabelWeights, LearnedFeature};
pub(crate) use lexicon::SetId;
pub use lexicon::{Hit, Hits, Lexicon, Sentences, TermId};
pub use lint::{Probe, Probes, lint, probes};
pub(crate) use map::Look;
pub use pack::{FieldWords, Pack, Requirement, Source, Step};
pub use pattern::Pattern;
pub use pieces::{PhrasePiece, PieceTerm, Pieces};
pub use schema::schema;
pub use skeleton::{Skeleton, SkeletonError, holds_rule};
pub use trigger::{Conditions, Content, FindingName, Measure, ModelSentence, Near, Threshold, Trigger, Within};

/// Where a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The description, with the title: the default.
    Description,
    /// One whole input.
    Input(Input),
    /// A field of the profile.
    Field(Field),
    /// Every input.
    Anywhere,
}

/// The name of [`Part::Anywhere`] in rule files.
const ANYWHERE: &str = "anywhere";

impl Part {
    /// The part that rule files call `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        match Input::from_name(name) {
            Some(Input::Description) => Some(Self::Description),
            Some(input) => Some(Self::Input(input)),
            None if name == ANYWHERE => Some(Self::Anywhere),
            None => Field::from_name(name).map(Self::Field),
        }
    }

    /// The name in rule files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Description => Input::Description.name(),
            Self::Input(input) => input.name(),
            Self::Field(field) => field.name(),
            Self::Anywhere => ANYWHERE,
        }
    }

    /// All names, for error messages.
    pub fn names() -> Vec<&'static str> {
        Input::ALL.iter().map(|input| input.name()).chain(Field::ALL.iter().map(|field| field.name())).chain([ANYWHERE]).collect()
    }
}

/// What a rule leads to when it fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// A remark that costs points.
    Finding {
        /// The category, which is the rule's file.
        category: Category,
        /// What it forces the verdict to be.
        severity: Severity,
        /// Points it costs, 0 to 100.
        points: u32,
    },
    /// A statement the description had to make was found.
    Evidence {
        /// What it states.
        statement: Statement,
        /// Whether it is too slight to count as a concrete fact.
        weak: bool,
    },
    /// Something that speaks for the applicant was found.
    Credit,
}

/// What a rule tells the applicant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teaching {
    /// One line: what is wrong. May hold `{quote}`, `{per-day}`, `{sum}` and `{words}`.
    pub message: Box<str>,
    /// Why it matters.
    pub why: Box<str>,
    /// What to write instead, with an example sentence.
    pub fix: Box<str>,
    /// Said when the words are found but denied.
    pub credit: Option<Box<str>>,
    /// Where the rule comes from; rules that name a source of the pack share it.
    pub source: Option<Arc<Source>>,
}

/// A compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Rule {
    /// Its name.
    pub id: RuleId,
    /// Where it looks.
    pub part: Part,
    /// What fires it.
    pub trigger: Trigger,
    /// What holds it back; rules that nothing holds back share this.
    pub conditions: Arc<Conditions>,
    /// What follows.
    pub effect: Effect,
    /// What it says.
    pub teaching: Teaching,
    /// Its proof.
    pub examples: Box<[Example]>,
    /// Where it looks, what fires it and what holds it back, as its author wrote it.
    pub keys: Box<[source::Written]>,
    /// File and line of its `id`, for messages to its author.
    pub place: Place,
}

impl Rule {
    /// The rule in one line: its kind (the severity, `evidence` or `credit`) and what it says.
    pub fn says(&self) -> (&'static str, &str) {
        match self.effect {
            Effect::Finding { severity, .. } => (severity.name(), &self.teaching.message),
            Effect::Evidence { statement, .. } => ("evidence", statement.title()),
            Effect::Credit => ("credit", &self.teaching.message),
        }
    }
}

/// A line of a rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, as the store named it; all places in a file share its name.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// Bytes of the file the message is about.
    pub span: Span,
}

/// A whole pack of rules, compiled: immutable, shared by all reviews.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct RuleSet {
    /// Name, platform, limits, steps, checklist, sources.
    pub pack: Pack,
    /// All rules, sorted by name.
    pub rules: Vec<Rule>,
    /// Which of them a text may fire.
    pub due: Due,
    /// All words and phrases of all rules.
    pub lexicon: Lexicon,
    /// The word lists, by name. They are the first terms: each stands at the place of its number.
    pub lists: Vec<(String, TermId)>,
    /// The engine's own word lists.
    pub cues: Cues,
    /// How a profile's fields are recognised.
    pub fields: Vec<FieldWords>,
    /// The marked texts that some rules learn from. Empty in a set that was not compiled but unpacked.
    #[serde(skip)]
    pub examples: Vec<MarkedText>,
    /// What was learned from them. `None` until it is learned: rules that learn are silent without it.
    pub model: Option<Model>,
    /// The hash of what the model follows from: its examples, and the lists by which they are read.
    pub model_key: String,
    /// First eight hexadecimal digits of the SHA-256 of all files, but for the model, which follows from them.
    pub hash: String,
}

impl RuleSet {
    /// `pack@hash`, as JSON shows it.
    pub fn version(&self) -> String {
        format!("{}@{}", self.pack.name, self.hash)
    }

    /// The rule called `name` (`category/id`).
    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(name)).ok().and_then(|at| self.rules.get(at))
    }

    /// The rules whose name begins with this, in order.
    pub fn beginning(&self, prefix: &str) -> &[Rule] {
        let start = self.rules.partition_point(|rule| rule.id.as_str() < prefix);
        let rules = self.rules.get(start..).unwrap_or_default();
        rules.get(..rules.partition_point(|rule| rule.id.as_str().starts_with(prefix))).unwrap_or_default()
    }

    /// The name of the rule that somebody most likely means.
    pub fn nearest(&self, written: &str) -> Option<&str> {
        nearest(written, self.rules.iter().map(|rule| rule.id.as_str()))
    }

    /// Changes what messages call the files of rules and their examples, where `called` tells another name for one.
    pub(crate) fn rename_files(&mut self, called: impl Fn(&str) -> Option<Arc<str>>) {
        let rename = |place: &mut Place| called(&place.file).into_iter().for_each(|name| place.file = name);
        for rule in &mut self.rules {
            rename(&mut rule.place);
            rule.examples.iter_mut().for_each(|example| rename(&mut example.place));
        }
    }

    /// How a field of a profile is recognised.
    pub fn field(&self, field: Field) -> Option<&FieldWords> {
        self.fields.iter().find(|words| words.field == field)
    }
}

/// Word lists by which the engine recognises denial. Each may be empty.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Cues {
    /// Words that deny what follows (`denial`): never, without.
    pub denial: Option<TermId>,
    /// Phrases that hold such a word and deny nothing (`denial-not`): not only.
    pub pseudo: Option<TermId>,
    /// Words that end its reach (`denial-stop`): but, except.
    pub stop: Option<TermId>,
    /// Phrases that deny what stands before them (`denial-after`): is something it never does.
    pub after: Option<TermId>,
    /// Phrases that say a denial is none (`denial-undone`): any more by hand.
    pub undone: Option<TermId>,
    /// Headings that deny what stands under them (`denial-heading`): not included.
    pub heading: Option<TermId>,
}

impl Cues {
    /// The names of these lists in files, in the order of the fields.
    pub(crate) const LISTS: [&'static str; 6] = ["denial", "denial-not", "denial-stop", "denial-after", "denial-undone", "denial-heading"];
}
