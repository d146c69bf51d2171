//! A submission as the rules see it: each text read once, with everything found in it, and the regions a rule may look at.

use std::cell::OnceCell;
use std::ops::Range;

use super::denial::{Cover, Denied};
use super::heading::{self, Covered};
use super::learn::{Scores, Signs};
use super::profile::{self, FieldReading};
use super::specificity;
use super::{Check, Evidence};
use crate::rule::{Field, Hits, Input, Label, Part, Rule, RuleSet, Sentences, State, TermId, Trigger};
use crate::submission::Submission;
use crate::text::language::is_foreign;
use crate::text::quantity::{self, Quantity};
use crate::text::{Document, Span, secret};

/// One text, read.
pub(super) struct TextReading<'t> {
    /// What it is read by.
    pub(super) rules: &'t RuleSet,
    pub(super) input: Input,
    pub(super) document: Document<'t>,
    pub(super) hits: Hits,
    pub(super) quantities: Vec<Quantity>,
    scores: OnceCell<Scores>,
    signs: OnceCell<Signs>,
    secrets: OnceCell<Vec<Span>>,
    pseudo_cues: OnceCell<Cover>,
    denied: OnceCell<Denied>,
    covered: OnceCell<Vec<Covered>>,
}

impl TextReading<'_> {
    /// What the features of its stretches are made of.
    pub(super) fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::new(self))
    }

    /// Keys, passwords and the like, in order of place.
    pub(super) fn secrets(&self) -> &[Span] {
        self.secrets.get_or_init(|| secret::find(self.document.source()))
    }

    /// How far each sentence lies on the side of the examples of a label: 0 is as much like them as unlike. Empty without a model that knows it.
    pub(super) fn margins(&self, label: Label) -> impl Iterator<Item = f64> {
        let scores = self.place_of(label).map(|place| self.scores().sentences().filter_map(move |scores| scores.get(place)));
        scores.into_iter().flatten().copied().map(margin)
    }

    /// The same for one sentence.
    pub(super) fn margin(&self, label: Label, sentence: usize) -> Option<f64> {
        let place = self.place_of(label)?;
        self.scores().score(sentence, place).map(margin)
    }

    /// Which phrases are denied.
    pub(super) fn denied(&self) -> &Denied {
        self.denied.get_or_init(|| Denied::new(self))
    }

    /// What headings and answers deny.
    pub(super) fn covered(&self) -> &[Covered] {
        self.covered.get_or_init(|| heading::covered(self))
    }

    /// The phrases that hold a cue and deny nothing.
    pub(super) fn pseudo_cues(&self) -> &Cover {
        self.pseudo_cues.get_or_init(|| Cover::new(self.rules.cues.pseudo.into_iter().flat_map(|pseudo| self.hits.of(pseudo))))
    }

    /// The place of a label in the model, where that knows it.
    pub(super) fn place_of(&self, label: Label) -> Option<usize> {
        self.rules.model.as_ref()?.labels().iter().position(|known| *known == label)
    }

    /// How much each sentence reads like the examples of each label; read when the first rule asks.
    pub(super) fn scores(&self) -> &Scores {
        self.scores.get_or_init(|| self.rules.model.as_ref().map(|model| Scores::new(model, self)).unwrap_or_default())
    }
}

/// A score in thousandths as the distance from what is as much like the examples as unlike.
fn margin(score: i32) -> f64 {
    f64::from(score) / 1_000.0 - 1.0
}

/// A part of a text that a rule looks at.
#[derive(Clone)]
pub(super) struct Region<'a, 't> {
    pub(super) input: Input,
    pub(super) text: &'a TextReading<'t>,
    pub(super) tokens: Range<usize>,
}

impl Region<'_, '_> {
    /// The bytes of the region in its text.
    pub(super) fn span(&self) -> Option<Span> {
        self.text.document.span(&self.tokens)
    }

    /// The sentences wholly inside the region, in order: the number of each in its text, and its tokens.
    pub(super) fn sentences(&self) -> impl Iterator<Item = (usize, &Range<usize>)> {
        let inside = |sentence: &Range<usize>| self.tokens.start <= sentence.start && sentence.end <= self.tokens.end;
        self.text.document.sentences().iter().enumerate().filter(move |(_, sentence)| inside(sentence))
    }
}

/// A submission, read.
pub(super) struct Reading<'t> {
    /// Whether the description is in another language than English, and a rule says so.
    pub(super) foreign: bool,
    texts: Vec<TextReading<'t>>,
    profile: Vec<FieldReading>,
    form: Vec<FieldReading>,
    /// How specific the description is: kept once all evidence is found, and measured when the first rule asks.
    specificity: Option<OnceCell<f64>>,
}

impl<'t> Reading<'t> {
    pub(super) fn new(rules: &'t RuleSet, submission: &'t Submission) -> Self {
        // A pack without a rule that says so reviews every text: silence would look like "ready".
        let said = rules.rules.iter().any(|rule| matches!(rule.trigger, Trigger::NotEnglish));
        let mut foreign = false;
        let texts: Vec<TextReading<'t>> = Input::ALL
            .iter()
            .filter_map(|input| submission.get(*input).map(|text| (*input, text)))
            .filter(|(input, text)| *input == Input::Description || !text.trim().is_empty())
            .map(|(input, text)| {
                let mut document = Document::new(text);
                let knows = |word: &str| rules.lexicon.knows(word);
                foreign |= said && input == Input::Description && is_foreign(&document, knows);
                document.respell(knows);
                let hits = rules.lexicon.find(&document);
                let quantities = quantity::read(&document);
                TextReading {
                    rules,
                    input,
                    document,
                    hits,
                    quantities,
                    scores: OnceCell::new(),
                    signs: OnceCell::new(),
                    secrets: OnceCell::new(),
                    pseudo_cues: OnceCell::new(),
                    denied: OnceCell::new(),
                    covered: OnceCell::new(),
                }
            })
            .collect();
        let fields = |input| texts.iter().find(|text| text.input == input).map(|text| profile::read(text)).unwrap_or_default();
        let (profile, form) = (fields(Input::Profile), fields(Input::Form));
        Self { foreign, texts, profile, form, specificity: None }
    }

    /// Whether a rule is not asked at all: a description in another language is not scored on its content.
    pub(super) fn leaves_out(&self, rule: &Rule) -> bool {
        let about_description = matches!(rule.part, Part::Description | Part::Input(Input::Title));
        self.foreign && about_description && !matches!(rule.trigger, Trigger::NotEnglish)
    }

    /// All evidence is found: from now on what follows from it is kept.
    pub(super) fn settle(&mut self) {
        self.specificity = Some(OnceCell::new());
    }

    /// How specific the description is, in points, by the evidence found so far.
    pub(super) fn specificity(&self, evidence: &[Evidence]) -> f64 {
        let measure = || specificity::measure(self, evidence).points();
        self.specificity.as_ref().map_or_else(measure, |kept| *kept.get_or_init(measure))
    }

    /// The terms that the texts say.
    pub(super) fn terms(&self) -> impl Iterator<Item = TermId> {
        self.texts.iter().flat_map(|text| text.hits.terms())
    }

    /// Whether any text says `term`.
    pub(super) fn says(&self, term: TermId) -> bool {
        self.texts.iter().any(|text| text.hits.has(term))
    }

    /// Whether a sentence of any text may say all of `terms`.
    pub(super) fn says_together(&self, terms: &[TermId]) -> bool {
        let common = |text: &TextReading<'_>| terms.iter().fold(Sentences::ALL, |common, term| common.and(text.hits.sentences(*term)));
        self.texts.iter().any(|text| !common(text).is_empty())
    }

    /// The text of an input.
    pub(super) fn text(&self, input: Input) -> Option<&TextReading<'t>> {
        self.texts.iter().find(|text| text.input == input)
    }

    /// The regions that a rule about `part` looks at; none where that text was not given. The description comes first: what a rule
    /// finds absent is reported there.
    pub(super) fn regions(&self, part: Part) -> impl Iterator<Item = Region<'_, 't>> {
        let (inputs, only): (&[Input], _) = match part {
            Part::Description => (&[Input::Description, Input::Title], None),
            Part::Input(of) => (Input::ALL, Some(of)),
            Part::Anywhere => (Input::ALL, None),
            Part::Field(_) => (&[], None),
        };
        let whole = |input: &Input| self.text(*input).map(|text| Region { input: *input, text, tokens: 0..text.document.tokens().len() });
        let of_part = move |reading: &&FieldReading| part == Part::Field(reading.field);
        let fields = self.text(Input::Profile).map(|text| {
            let region = move |reading: &FieldReading| Region { input: Input::Profile, text, tokens: reading.tokens.clone() };
            self.fields(Input::Profile).iter().filter(of_part).map(region)
        });
        inputs.iter().filter(move |input| only.is_none_or(|only| only == **input)).filter_map(whole).chain(fields.into_iter().flatten())
    }

    /// The fields read from the profile or the form.
    pub(super) fn fields(&self, input: Input) -> &[FieldReading] {
        match input {
            Input::Profile => &self.profile,
            Input::Form => &self.form,
            Input::Title | Input::Description => &[],
        }
    }

    /// The state of a field of the profile, with the tokens that say so. `None` without a profile.
    pub(super) fn state(&self, field: Field) -> Option<(State, Option<Span>)> {
        let text = self.text(Input::Profile)?;
        Some(profile::state(&self.profile, field, &text.document))
    }

    /// The account's requirements; empty without a profile.
    pub(super) fn checklist(&self) -> Vec<Check> {
        Field::REQUIRED.iter().filter_map(|field| self.state(*field).map(|(state, span)| Check { field: *field, state, span })).collect()
    }
}
