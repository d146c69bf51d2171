//! One rule: from its keys as written to a [`Rule`] as meant.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Compiler;
use crate::rule::diagnostic::{Diagnostic, suggestion};
use crate::rule::kind::RuleKind;
use crate::rule::pack::Pack;
use crate::rule::read::{Lines, Reader, Table};
use crate::rule::source::{At, Question, RuleSource};
use crate::rule::{Category, Conditions, Effect, Field, Input, Part, Place, Rule, RuleFile, RuleId, Severity, Statement};

/// Reads a file of rules and compiles each at once, since a pack may have thousands; `wrong` gets the names of those with mistakes.
pub(super) fn compile_file(
    compiler: &mut Compiler,
    pack: &Pack,
    kind: RuleKind,
    file: &RuleFile,
    rules: &mut Vec<Rule>,
    wrong: &mut BTreeSet<RuleId>,
) {
    let mut reader = Reader::new(&file.shown, &file.text);
    let table = reader.parse();
    let (errors_before, rules_before) = (compiler.errors.len(), rules.len());
    let mut keys = Table::new(&mut reader, &table, 0..0, "a rule file");
    let tables = keys.tables("rule");
    match keys.stray() {
        Some(span) => keys.reader.error(span, "no rule begins here", "write `[[rule]]` on a line of its own above this"),
        None => drop(keys.finish()),
    }
    for (table, span) in tables {
        let source = RuleSource::read(&mut reader, table, span);
        let before = compiler.errors.len();
        compiler.leans_on_wrong_list = false;
        let rule = compile(compiler, pack, kind, &reader.lines, &source);
        if compiler.errors.len() > before || compiler.leans_on_wrong_list {
            wrong.extend(rule.iter().map(|rule| rule.id.clone()));
        }
        rules.extend(rule);
    }
    if reader.is_torn() {
        compiler.errors.truncate(errors_before);
        wrong.extend(rules.iter().skip(rules_before).map(|rule| rule.id.clone()));
    }
    compiler.errors.extend(reader.into_errors());
}

/// Compiles one rule; `None` if it has no usable name, or nothing to look for or to lead to. Mistakes go to the compiler.
fn compile(compiler: &mut Compiler, pack: &Pack, kind: RuleKind, lines: &Lines<'_>, source: &RuleSource) -> Option<Rule> {
    let mut rule = RuleCompiler { compiler, lines, source, kind };
    let id = rule.id();
    rule.foreign_keys();
    let part = rule.part();
    let trigger = rule.trigger();
    let conditions = rule.conditions();
    let conditions = if conditions == Conditions::default() { Arc::clone(&rule.compiler.unconditional) } else { Arc::new(conditions) };
    let effect = rule.effect();
    let teaching = rule.teaching(pack);
    let examples = rule.examples().into();
    let place = rule.place(source.id.as_ref().map_or(source.span.clone(), |id| id.span.clone()));
    // What it says and its proof are kept in another form.
    let keys = source.written(|question| (Question::Where..=Question::Except).contains(&question)).into();
    match (id, trigger, effect) {
        (Some(id), Some(trigger), Some(effect)) => Some(Rule { id, part, trigger, conditions, effect, teaching, examples, keys, place }),
        (id, _, _) => {
            rule.compiler.refused.extend(id.map(|id| (id, place)));
            None
        }
    }
}

pub(super) struct RuleCompiler<'c, 's> {
    pub(super) compiler: &'c mut Compiler,
    pub(super) lines: &'s Lines<'s>,
    pub(super) source: &'s RuleSource,
    pub(super) kind: RuleKind,
}

impl RuleCompiler<'_, '_> {
    pub(super) fn place(&self, span: std::ops::Range<usize>) -> Place {
        self.lines.place(span)
    }

    /// The rule's own place, for what is missing.
    pub(super) fn own_span(&self) -> std::ops::Range<usize> {
        self.source.id.as_ref().map_or(self.source.span.clone(), |id| id.span.clone())
    }

    pub(super) fn error(&mut self, span: std::ops::Range<usize>, title: impl Into<String>, label: impl Into<String>) {
        let place = self.place(span);
        self.compiler.error(place, title, label);
    }

    /// A key with one text that has to be there.
    pub(super) fn missing(&mut self, key: &'static str, hint: &str) {
        if !self.source.unreadable.contains(key) {
            self.error(self.own_span(), format!("`{key}` is missing"), format!("add `{key} = \"…\"`: {hint}"));
        }
    }

    pub(super) fn unknown<T>(&mut self, at: &At<String>, what: &str, known: &[&str]) -> Option<T> {
        let error = Diagnostic::new(self.place(at.span.clone()), format!("unknown {what} `{}`", at.value), "written here");
        self.compiler.errors.push(error.help(suggestion(&at.value, known)));
        None
    }

    /// The member of a closed set that a name names; an unknown name is told.
    pub(super) fn named<T>(
        &mut self,
        at: &At<String>,
        what: &str,
        from_name: fn(&str) -> Option<T>,
        names: fn() -> Vec<&'static str>,
    ) -> Option<T> {
        from_name(&at.value).or_else(|| self.unknown(at, what, &names()))
    }

    /// The statement of a name; an unknown name is told.
    pub(super) fn statement(&mut self, name: &At<String>) -> Option<Statement> {
        self.named(name, "statement", Statement::from_name, Statement::names)
    }

    pub(super) fn id(&mut self) -> Option<RuleId> {
        let id = self.source.id.as_ref()?;
        let file = self.kind.stem();
        // "botting/auto-apply" in botting.toml is the full name of the same rule.
        let short = id.value.strip_prefix(file).and_then(|rest| rest.strip_prefix('/')).unwrap_or(&id.value);
        if !RuleId::is_id(short) {
            let label = format!("write small letters, digits and hyphens, at most {}, as in \"auto-apply\"", RuleId::ID_CHARS);
            self.error(id.span.clone(), "this cannot be the name of a rule", label);
            return None;
        }
        Some(RuleId::new(file, short))
    }

    pub(super) fn part(&mut self) -> Part {
        match (&self.source.place_in, self.kind) {
            (Some(at), _) => Part::from_name(&at.value).or_else(|| self.unknown(at, "place", &Part::names())).unwrap_or(Part::Description),
            // A rule about a profile field looks there unless it says otherwise.
            (None, RuleKind::Finding(Category::Mismatch)) => Part::Input(Input::Form),
            (None, RuleKind::Finding(category)) => Field::from_name(category.name()).map_or(Part::Description, Part::Field),
            (None, _) => Part::Description,
        }
    }

    pub(super) fn effect(&mut self) -> Option<Effect> {
        let source = self.source;
        match self.kind {
            RuleKind::Finding(category) => {
                let Some(severity) = &source.severity else {
                    self.missing("severity", &format!("how bad it is, one of {}", Severity::names().join(", ")));
                    return None;
                };
                let severity = self.named(severity, "severity", Severity::from_name, Severity::names)?;
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the reader has checked 0 to 100")]
                let points = source.points.as_ref().map_or(severity.default_points(), |at| at.value as u32);
                Some(Effect::Finding { category, severity, points })
            }
            RuleKind::Evidence => {
                let Some(counts) = &source.counts else {
                    self.missing("counts", &format!("what it is evidence of, one of {}", Statement::names().join(", ")));
                    return None;
                };
                self.statement(counts).map(|statement| Effect::Evidence { statement, weak: source.weak })
            }
            RuleKind::Credit => Some(Effect::Credit),
        }
    }
}
