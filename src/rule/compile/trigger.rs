//! What fires a rule: from its keys to a [`Trigger`].

use std::ops::Range;

use super::rule::RuleCompiler;
use crate::rule::diagnostic::Diagnostic;
use crate::rule::source::{At, KEYS, Question};
use crate::rule::{Content, Field, Label, Measure, ModelSentence, Pattern, State, Threshold, Trigger, Within};
use crate::text::Document;

/// Characters a regular expression may have.
const REGEX_CHARS: usize = 1_000;
/// Rules with a regular expression that a pack may have: each reads the whole text.
const REGEXES: usize = 500;
/// Sentences of one `similar-to`, each compared with every sentence of a text.
const MODELS: usize = 100;
/// Characters each of them may have.
const MODEL_CHARS: usize = 500;
/// Keys of which a rule has exactly one.
fn triggers() -> Vec<&'static str> {
    KEYS.iter().filter(|key| key.question == Question::Trigger).map(|key| key.name).collect()
}

impl RuleCompiler<'_, '_> {
    /// The one trigger. All that are written are checked, so that a mistake in a second one is told as well.
    pub(super) fn trigger(&mut self) -> Option<Trigger> {
        let written = self.written();
        let compiled: Vec<Option<Trigger>> = written.iter().map(|(key, _)| self.compile_trigger(key)).collect();
        match written.as_slice() {
            [_] => compiled.into_iter().next().flatten(),
            // Told already: it looks for something, in a way that cannot be read.
            [] if triggers().iter().any(|key| self.source.unreadable.contains(key)) => None,
            [] => {
                let title = "this rule has nothing to look for";
                let error = Diagnostic::new(self.place(self.own_span()), title, "add `says = [\"…\"]` with the words");
                self.compiler.errors.push(error.help(format!("a rule has exactly one of: {}", triggers().join(", "))));
                None
            }
            [(first, _), .., (_, span)] => {
                let names: Vec<&str> = written.iter().map(|(name, _)| *name).collect();
                let title = format!("this rule looks for {} things: {}", names.len(), names.join(", "));
                self.error(span.clone(), title, format!("a rule has exactly one; keep `{first}` or make this a rule of its own"));
                None
            }
        }
    }

    /// The triggers that are written, with their places.
    fn written(&self) -> Vec<(&'static str, Range<usize>)> {
        triggers().into_iter().filter_map(|key| self.source.place(key).map(|place| (key, place))).collect()
    }

    fn compile_trigger(&mut self, key: &str) -> Option<Trigger> {
        let source = self.source;
        match key {
            "says" => source.says.as_ref().map(|texts| Trigger::Says(self.compiler.term(self.lines, texts))),
            "lacks" => source.lacks.as_ref().map(|texts| Trigger::Lacks(self.compiler.term(self.lines, texts))),
            "co-occurs" => {
                let terms = source.co_occurs.as_ref()?.value.iter().map(|text| self.single(text)).collect();
                Some(Trigger::CoOccurs { terms, within: self.within() })
            }
            "language-other-than" => {
                let language = source.language_other_than.as_ref()?;
                if language.value == "english" { Some(Trigger::NotEnglish) } else { self.unknown(language, "language", &["english"]) }
            }
            "contains" => {
                let what = source.contains.as_ref()?;
                self.named(what, "thing to contain", Content::from_name, Content::names).map(Trigger::Contains)
            }
            "learned" => self.learned(),
            "matches" => source.matches.as_ref().and_then(|pattern| self.regex(pattern)),
            "similar-to" => {
                let texts = source.similar_to.as_ref()?;
                if texts.value.len() > MODELS {
                    self.error(
                        texts.span.clone(),
                        "too many sentences to compare with",
                        format!("write at most {MODELS}; others go into a rule of their own"),
                    );
                }
                for long in texts.value.iter().filter(|text| text.value.chars().count() > MODEL_CHARS) {
                    self.error(long.span.clone(), "this sentence is too long", format!("write at most {MODEL_CHARS} characters"));
                }
                let sentences = texts.value.iter().take(MODELS).map(|text| model(&text.value)).collect();
                Some(Trigger::SimilarTo { sentences, at_least: self.similarity(0.75) })
            }
            "more-than" => source.more_than.as_ref().and_then(|text| self.threshold(text)).map(Trigger::MoreThan),
            "less-than" => source.less_than.as_ref().and_then(|text| self.threshold(text)).map(Trigger::LessThan),
            "state" => self.named(source.state.as_ref()?, "state", State::from_name, State::names).map(Trigger::State),
            "differs-from" => {
                let field = self.named(source.differs_from.as_ref()?, "field", Field::from_name, Field::names)?;
                let down_to = source.down_to.as_ref().map_or(0.0, |at| at.value);
                Some(Trigger::DiffersFrom { field, at_least: self.similarity(0.85), down_to })
            }
            // A key that a test would miss: see below.
            _ => None,
        }
    }

    /// The label of the examples that the rule learns from, and the score from which it speaks.
    fn learned(&mut self) -> Option<Trigger> {
        let name = self.source.learned.as_ref()?;
        let label = self.named(name, "label", Label::from_name, Label::names)?;
        let place = self.place(name.span.clone());
        self.compiler.learned.push((label, place));
        let Some(at_least) = &self.source.at_least else {
            self.missing("at-least", "the score from which the rule speaks; `redraft rules train` tells how sure each is");
            return None;
        };
        #[allow(clippy::cast_possible_truncation, reason = "the reader has checked that it is at most 100")]
        let at_least = (at_least.value * 1_000.0).round() as i32;
        Some(Trigger::Learned { label, at_least })
    }

    pub(super) fn single(&mut self, text: &At<String>) -> crate::rule::TermId {
        self.compiler.term(self.lines, &At { value: vec![text.clone()], span: text.span.clone() })
    }

    pub(super) fn similarity(&mut self, default: f64) -> f64 {
        let Some(at) = &self.source.at_least else { return default };
        if at.value > 1.0 {
            self.error(at.span.clone(), "`at-least` is out of range", "here it is a similarity from 0 to 1, as in 0.85");
        }
        at.value
    }

    pub(super) fn within(&mut self) -> Within {
        let Some(at) = &self.source.within else { return Within::Sentence };
        let words =
            |text: &str| text.strip_suffix("words").or_else(|| text.strip_suffix("word")).and_then(|number| number.trim().parse().ok());
        match at.value.as_str() {
            "clause" => Within::Clause,
            "sentence" => Within::Sentence,
            "text" => Within::Text,
            text => words(text).map_or_else(
                || self.unknown(at, "reach", &["clause", "sentence", "text", "8 words"]).unwrap_or(Within::Sentence),
                Within::Words,
            ),
        }
    }

    pub(super) fn regex(&mut self, pattern: &At<String>) -> Option<Trigger> {
        self.compiler.regexes += 1;
        if self.compiler.regexes > REGEXES {
            let label = format!("a pack has at most {REGEXES} of them; plain words stand in `says`");
            self.error(pattern.span.clone(), "too many regular expressions", label);
            return None;
        }
        if pattern.value.chars().count() > REGEX_CHARS {
            self.error(pattern.span.clone(), "this regular expression is too long", format!("write at most {REGEX_CHARS} characters"));
            return None;
        }
        if pattern.value.contains('\u{8}') {
            let label = "between double quotes `\\b` is a backspace: write it between single quotes, as in '\\bword\\b'";
            self.error(pattern.span.clone(), "this regular expression holds a backspace", label);
            return None;
        }
        match Pattern::new(&pattern.value) {
            Ok(regex) if regex.find_in("").next().is_some() => {
                self.error(
                    pattern.span.clone(),
                    "this regular expression matches the empty text",
                    "it would fire everywhere: ask for at least one character",
                );
                None
            }
            Ok(regex) => Some(Trigger::Matches(regex)),
            Err(error) => {
                let large = matches!(error, regex::Error::CompiledTooBig(_));
                let reason = if large { "it grows too large: repeat less".to_owned() } else { reason(&error) };
                let error = Diagnostic::new(self.place(pattern.span.clone()), "this regular expression cannot be read", reason);
                self.compiler.errors.push(error.help("plain words stand in `says`, which needs no regular expression"));
                None
            }
        }
    }

    pub(super) fn threshold(&mut self, at: &At<String>) -> Option<Threshold> {
        let threshold = Threshold::parse(&at.value);
        if threshold.is_none() {
            let units = Measure::names();
            let label = "write a number and a unit, as in \"40000 requests per day\"";
            let error = Diagnostic::new(self.place(at.span.clone()), "this is not an amount", label);
            self.compiler.errors.push(error.help(format!("units are: {}", units.join(", "))));
        }
        threshold
    }
}

/// A sentence to compare with.
fn model(text: &str) -> ModelSentence {
    let document = Document::new(text);
    ModelSentence::new(&document, &(0..document.tokens().len()))
}

/// Why a regular expression cannot be read, in the parser's last line.
fn reason(error: &regex::Error) -> String {
    error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{RuleFile, draft};

    /// A rule with each trigger, by its key.
    const SAMPLES: &[(&str, &str)] = &[
        ("says", "says = [\"bid\"]"),
        ("lacks", "lacks = [\"bid\"]"),
        ("co-occurs", "co-occurs = [\"bid\", \"send\"]"),
        ("matches", "matches = 'bid'"),
        ("similar-to", "similar-to = [\"It sends a bid.\"]"),
        ("more-than", "more-than = \"40000 requests per day\""),
        ("less-than", "less-than = \"2 facts\""),
        ("language-other-than", "language-other-than = \"english\""),
        ("contains", "contains = \"secrets\""),
        ("learned", "learned = \"botting\"\nat-least = 0.5"),
        ("state", "in = \"payment\"\nstate = \"failed\""),
        ("differs-from", "in = \"name\"\ndiffers-from = \"name\""),
    ];

    #[test]
    fn every_trigger_key_is_compiled() {
        let keys: Vec<&str> = SAMPLES.iter().map(|(key, _)| *key).collect();
        assert_eq!(triggers().into_iter().filter(|key| !keys.contains(key)).collect::<Vec<_>>(), Vec::<&str>::new(), "without a sample");
        for (key, written) in SAMPLES {
            let text = format!(
                "[[rule]]\nid = \"a\"\n{written}\nseverity = \"reject\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"x\"]\ngood = [\"y\"]"
            );
            let examples = RuleFile::new("examples/one.toml", "botting = [\"It bids.\"]");
            let files = [RuleFile::new("botting.toml", text), examples];
            assert_eq!(draft("demo", &files).rules.rules.len(), 1, "{key}");
        }
    }
}
