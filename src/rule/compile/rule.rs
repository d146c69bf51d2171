//! One rule: from its keys as written to a [`Rule`] as meant.

use regex::RegexBuilder;

use super::{Compiler, Kind};
use crate::rule::diagnostic::{Diagnostic, suggestion};
use crate::rule::example::{Example, Expectation};
use crate::rule::pack::{Pack, Source};
use crate::rule::read::Reader;
use crate::rule::source::{At, RuleSource, SourceRef, Texts};
use crate::rule::trigger::FindingName;
use crate::rule::{
    Category, Conditions, Effect, Field, Input, Measure, Near, Part, Place, Rule, RuleId, Severity, State, Statement, Teaching, Threshold,
    Trigger, Within,
};
use crate::text::{Document, stem};

/// Size in bytes up to which a moderator's regular expression may compile.
const REGEX_BYTES: usize = 256 << 10;
/// Words that `near` reaches to either side.
const NEAR_WORDS: usize = 4;
/// Keys of which a rule has exactly one.
const TRIGGERS: &[&str] = &["says", "matches", "lacks", "similar-to", "more-than", "less-than", "state", "differs-from", "co-occurs"];
/// Placeholders a message may hold.
const PLACEHOLDERS: &[&str] = &["{quote}", "{per-day}", "{sum}"];

/// Compiles one rule; `None` if it has no usable name. Mistakes go to the compiler.
pub(super) fn compile(compiler: &mut Compiler, pack: &Pack, kind: Kind, file: (&str, &str), source: &RuleSource) -> Option<Rule> {
    let mut rule = RuleCompiler { compiler, file, source, kind };
    let id = rule.id()?;
    let part = rule.part();
    let trigger = rule.trigger();
    let conditions = rule.conditions();
    let effect = rule.effect();
    let teaching = rule.teaching(pack);
    let examples = rule.examples();
    let place = rule.place(source.id.as_ref().map_or(source.span.clone(), |id| id.span.clone()));
    Some(Rule { id, part, trigger: trigger?, conditions, effect: effect?, teaching, examples, place })
}

struct RuleCompiler<'c, 's> {
    compiler: &'c mut Compiler,
    file: (&'s str, &'s str),
    source: &'s RuleSource,
    kind: Kind,
}

impl RuleCompiler<'_, '_> {
    fn place(&self, span: std::ops::Range<usize>) -> Place {
        Reader::new(self.file.0, self.file.1).place(span)
    }

    /// The rule's own place, for what is missing.
    fn own_span(&self) -> std::ops::Range<usize> {
        self.source.id.as_ref().map_or(self.source.span.clone(), |id| id.span.clone())
    }

    fn error(&mut self, span: std::ops::Range<usize>, title: impl Into<String>, label: impl Into<String>) {
        let place = self.place(span);
        self.compiler.error(place, title, label);
    }

    /// A key with one text that has to be there.
    fn missing(&mut self, key: &'static str, hint: &str) {
        if !self.source.unreadable.contains(key) {
            self.error(self.own_span(), format!("`{key}` is missing"), format!("add `{key} = \"…\"`: {hint}"));
        }
    }

    fn unknown<T>(&mut self, at: &At<String>, what: &str, known: &[&str]) -> Option<T> {
        let error = Diagnostic::new(self.place(at.span.clone()), format!("unknown {what} `{}`", at.value), "written here");
        self.compiler.errors.push(error.help(suggestion(&at.value, known)));
        None
    }

    fn id(&mut self) -> Option<RuleId> {
        let id = self.source.id.as_ref()?;
        let file = match self.kind {
            Kind::Rules(category) => category.name(),
            Kind::Evidence => "evidence",
            _ => "credits",
        };
        // "botting/auto-apply" in botting.toml is the full name of the same rule.
        let short = id.value.strip_prefix(file).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&id.value);
        let valid =
            !short.is_empty() && short.len() <= 60 && short.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-');
        if !valid {
            self.error(
                id.span.clone(),
                "this cannot be the name of a rule",
                "write small letters, digits and hyphens, at most 60, as in \"auto-apply\"",
            );
        }
        valid.then(|| RuleId::new(file, short))
    }

    fn part(&mut self) -> Part {
        match (&self.source.place_in, self.kind) {
            (Some(at), _) => Part::from_name(&at.value).or_else(|| self.unknown(at, "place", &Part::names())).unwrap_or(Part::Description),
            // A rule about a profile field looks there unless it says otherwise.
            (None, Kind::Rules(Category::Mismatch)) => Part::Input(Input::Form),
            (None, Kind::Rules(category)) => Field::from_name(category.name()).map_or(Part::Description, Part::Field),
            (None, _) => Part::Description,
        }
    }

    fn trigger(&mut self) -> Option<Trigger> {
        let source = self.source;
        let present: Vec<(&str, std::ops::Range<usize>)> = [
            ("says", source.says.as_ref().map(|at| &at.span)),
            ("matches", source.matches.as_ref().map(|at| &at.span)),
            ("lacks", source.lacks.as_ref().map(|at| &at.span)),
            ("similar-to", source.similar_to.as_ref().map(|at| &at.span)),
            ("more-than", source.more_than.as_ref().map(|at| &at.span)),
            ("less-than", source.less_than.as_ref().map(|at| &at.span)),
            ("state", source.state.as_ref().map(|at| &at.span)),
            ("differs-from", source.differs_from.as_ref().map(|at| &at.span)),
            ("co-occurs", source.co_occurs.as_ref().map(|at| &at.span)),
        ]
        .into_iter()
        .filter_map(|(name, span)| span.map(|span| (name, span.clone())))
        .collect();
        match present.as_slice() {
            [_] => {}
            // Told already: it looks for something, in a way that cannot be read.
            [] if TRIGGERS.iter().any(|key| source.unreadable.contains(key)) => return None,
            [] => {
                let error = Diagnostic::new(
                    self.place(self.own_span()),
                    "this rule has nothing to look for",
                    "add `says = [\"…\"]` with the words",
                );
                self.compiler.errors.push(error.help(format!("a rule has exactly one of: {}", TRIGGERS.join(", "))));
                return None;
            }
            [(first, _), .., (_, span)] => {
                let names: Vec<&str> = present.iter().map(|(name, _)| *name).collect();
                let title = format!("this rule looks for {} things: {}", names.len(), names.join(", "));
                self.error(span.clone(), title, format!("a rule has exactly one; keep `{first}` or make this a rule of its own"));
                return None;
            }
        }
        if let Some(texts) = &source.says {
            return Some(Trigger::Says(self.compiler.term(self.file, texts)));
        }
        if let Some(texts) = &source.lacks {
            return Some(Trigger::Lacks(self.compiler.term(self.file, texts)));
        }
        if let Some(texts) = &source.co_occurs {
            let terms = texts.value.iter().map(|text| self.single(text)).collect();
            return Some(Trigger::CoOccurs { terms, within: self.within() });
        }
        if let Some(pattern) = &source.matches {
            return self.regex(pattern);
        }
        if let Some(texts) = &source.similar_to {
            let sentences = texts.value.iter().map(|text| stemmed(&text.value)).collect();
            return Some(Trigger::SimilarTo { sentences, at_least: self.similarity(0.75) });
        }
        if let Some(text) = &source.more_than {
            return self.threshold(text).map(Trigger::MoreThan);
        }
        if let Some(text) = &source.less_than {
            return self.threshold(text).map(Trigger::LessThan);
        }
        if let Some(state) = &source.state {
            let known: Vec<&str> = State::ALL.iter().map(|state| state.name()).collect();
            return State::from_name(&state.value).or_else(|| self.unknown(state, "state", &known)).map(Trigger::State);
        }
        let field = source.differs_from.as_ref()?;
        let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
        let field = Field::from_name(&field.value).or_else(|| self.unknown(field, "field", &known))?;
        let down_to = source.down_to.as_ref().map_or(0.0, |at| at.value);
        Some(Trigger::DiffersFrom { field, at_least: self.similarity(0.85), down_to })
    }

    fn single(&mut self, text: &At<String>) -> crate::rule::TermId {
        self.compiler.term(self.file, &At { value: vec![text.clone()], span: text.span.clone() })
    }

    fn similarity(&mut self, default: f64) -> f64 {
        let Some(at) = &self.source.at_least else { return default };
        if at.value > 1.0 {
            self.error(at.span.clone(), "`at-least` is out of range", "here it is a similarity from 0 to 1, as in 0.85");
        }
        at.value
    }

    fn within(&mut self) -> Within {
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

    fn regex(&mut self, pattern: &At<String>) -> Option<Trigger> {
        match RegexBuilder::new(&pattern.value).size_limit(REGEX_BYTES).build() {
            Ok(regex) if regex.is_match("") => {
                self.error(
                    pattern.span.clone(),
                    "this regular expression matches the empty text",
                    "it would fire everywhere: ask for at least one character",
                );
                None
            }
            Ok(regex) => Some(Trigger::Matches(regex)),
            Err(error) => {
                let reason = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                let error = Diagnostic::new(self.place(pattern.span.clone()), "this regular expression cannot be read", reason);
                self.compiler.errors.push(error.help("plain words stand in `says`, which needs no regular expression"));
                None
            }
        }
    }

    fn threshold(&mut self, at: &At<String>) -> Option<Threshold> {
        let threshold = Threshold::parse(&at.value);
        if threshold.is_none() {
            let units: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name()).collect();
            let label = "write a number and a unit, as in \"40000 requests per day\"";
            let error = Diagnostic::new(self.place(at.span.clone()), "this is not an amount", label);
            self.compiler.errors.push(error.help(format!("units are: {}", units.join(", "))));
        }
        threshold
    }

    fn conditions(&mut self) -> Conditions {
        let (source, file) = (self.source, self.file);
        let mut term = |texts: &Option<Texts>| self.compiler.term_if(file, texts.as_ref());
        let mut conditions = Conditions {
            also: term(&source.also),
            unless: term(&source.unless),
            unless_anywhere: term(&source.unless_anywhere),
            near: term(&source.near).map(|term| Near { term, words: NEAR_WORDS }),
            not_after: term(&source.not_after),
            not_before: term(&source.not_before),
            even_denied: source.even_denied,
            ..Conditions::default()
        };
        if let Some(texts) = &source.any_of {
            let count = source.at_least.as_ref().map_or(1.0, |at| at.value);
            let signs: Vec<_> = texts.value.iter().map(|text| self.single(text)).collect();
            let count = (1..=signs.len()).find(|number| f64::from(u32::try_from(*number).unwrap_or(u32::MAX)) >= count);
            match count {
                Some(count) => conditions.any_of = Some((signs, count)),
                None => self.error(texts.span.clone(), "`any-of` has fewer signs than `at-least` asks for", "add signs, or ask for fewer"),
            }
        }
        if let Some(text) = &source.only_under {
            conditions.only_under = self.threshold(text);
        }
        for name in source.unless_finding.iter().flat_map(|texts| &texts.value) {
            conditions.unless_finding.push(match (Category::from_name(&name.value), name.value.split_once('/')) {
                (Some(category), _) => FindingName::Category(category),
                (None, Some((file, id))) => FindingName::Rule(RuleId::new(file, id)),
                (None, None) => {
                    let known: Vec<&str> = Category::ALL.iter().map(|category| category.name()).collect();
                    let _: Option<()> = self.unknown(name, "category", &known);
                    continue;
                }
            });
        }
        conditions
    }

    fn effect(&mut self) -> Option<Effect> {
        let source = self.source;
        match self.kind {
            Kind::Rules(category) => {
                let known: Vec<&str> = Severity::ALL.iter().map(|severity| severity.name()).collect();
                let Some(severity) = &source.severity else {
                    self.missing("severity", &format!("how bad it is, one of {}", known.join(", ")));
                    return None;
                };
                let severity = Severity::from_name(&severity.value).or_else(|| self.unknown(severity, "severity", &known))?;
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the reader has checked 0 to 100")]
                let points = source.points.as_ref().map_or(severity.default_points(), |at| at.value as u32);
                Some(Effect::Finding { category, severity, points })
            }
            Kind::Evidence => {
                let known: Vec<&str> = Statement::ALL.iter().map(|statement| statement.name()).collect();
                let Some(counts) = &source.counts else {
                    self.missing("counts", &format!("what it is evidence of, one of {}", known.join(", ")));
                    return None;
                };
                Statement::from_name(&counts.value)
                    .or_else(|| self.unknown(counts, "statement", &known))
                    .map(|statement| Effect::Evidence { statement, weak: source.weak })
            }
            _ => Some(Effect::Credit),
        }
    }

    fn teaching(&mut self, pack: &Pack) -> Teaching {
        let source = self.source;
        let kind = self.kind;
        let needed = |key: &str| match kind {
            Kind::Rules(_) => key != "why",
            Kind::Credits => key == "message",
            _ => false,
        };
        let wanted = [
            ("message", &source.message, "one line that tells the applicant what is wrong"),
            ("why", &source.why, "one or two sentences on why it matters"),
            ("fix", &source.fix, "what the applicant should write, with an example sentence"),
        ];
        for (key, written, hint) in wanted {
            match written {
                None if needed(key) => self.missing(key, hint),
                Some(at) if at.value.trim().is_empty() => {
                    self.error(at.span.clone(), format!("`{key}` is empty"), format!("write {hint}"));
                }
                _ => {}
            }
        }
        let text = |at: &Option<At<String>>| at.as_ref().map(|at| at.value.clone()).unwrap_or_default();
        let mut teaching = Teaching {
            message: text(&source.message),
            why: text(&source.why),
            fix: text(&source.fix),
            credit: source.credit.as_ref().map(|at| at.value.clone()),
            source: None,
        };
        if let Some(message) = &source.message {
            self.placeholders(message);
        }
        teaching.source = source.source.as_ref().and_then(|written| self.source_of(written, pack));
        teaching
    }

    fn placeholders(&mut self, message: &At<String>) {
        let mut rest = message.value.clone();
        for placeholder in PLACEHOLDERS {
            rest = rest.replace(placeholder, "");
        }
        if let Some((_, after)) = rest.split_once('{') {
            let name = after.split('}').next().unwrap_or_default();
            self.error(
                message.span.clone(),
                format!("`message` has an unknown blank `{{{name}}}`"),
                format!("there are: {}", PLACEHOLDERS.join(", ")),
            );
        }
    }

    fn source_of(&mut self, written: &SourceRef, pack: &Pack) -> Option<Source> {
        let text = written.text.value.trim();
        if written.url.is_none()
            && let Some(source) = pack.sources.get(text)
        {
            return Some(source.clone());
        }
        // One small word is the name of a source, not its title.
        if written.url.is_none()
            && !pack.sources.is_empty()
            && !text.contains(' ')
            && text.chars().all(|ch| ch.is_ascii_lowercase() || ch == '-')
        {
            let known: Vec<&str> = pack.sources.keys().map(String::as_str).collect();
            return self.unknown(&written.text, "source", &known);
        }
        Some(Source { text: text.to_owned(), url: written.url.clone() })
    }

    fn examples(&mut self) -> Vec<Example> {
        let source = self.source;
        let is_finding = matches!(self.kind, Kind::Rules(_));
        let (fires, silent) = if is_finding { ("bad", "good") } else { ("found", "not-found") };
        let mut examples = Vec::new();
        for (key, texts, expect) in [
            ("bad", &source.bad, Expectation::Fires),
            ("found", &source.found, Expectation::Fires),
            ("good", &source.good, Expectation::Silent),
            ("not-found", &source.not_found, Expectation::Silent),
            ("denies", &source.denies, Expectation::Denied),
        ] {
            let Some(texts) = texts else {
                let hint = if key == fires { "texts in which the rule fires" } else { "texts in which it stays silent" };
                if (key == fires || key == silent) && !source.unreadable.contains(key) {
                    let title = format!("this rule has no proof: `{key}` is missing");
                    self.error(self.own_span(), title, format!("add `{key} = [\"…\"]` with {hint}"));
                }
                continue;
            };
            if matches!(key, "bad" | "good") != is_finding && key != "denies" {
                self.error(
                    texts.span.clone(),
                    format!("`{key}` does not belong here"),
                    format!("this file's rules prove themselves by `{fires}` and `{silent}`"),
                );
            }
            for text in &texts.value {
                let place = self.place(text.span.clone());
                match Example::parse(&text.value, expect, place) {
                    Ok(example) => examples.push(example),
                    Err(wrong) => self.error(text.span.clone(), "this example cannot be read", wrong),
                }
            }
        }
        if source.credit.is_some() && source.denies.is_none() {
            self.error(self.own_span(), "`credit` needs `denies`", "add `denies = [\"…\"]` with texts that deny it and so earn the credit");
        }
        examples
    }
}

/// A sentence as stems joined by spaces, for comparison.
fn stemmed(text: &str) -> String {
    Document::new(text).words().map(stem).collect::<Vec<_>>().join(" ")
}
