//! Rules that can never add anything: another one of their category finds all that they find.

use std::collections::{BTreeMap, BTreeSet};

use super::{Files, WrittenRule, is_exception, warning};
use crate::rule::diagnostic::Diagnostic;
use crate::rule::{Category, Severity};

/// Exceptions by which a rule finds less the more they hold.
const FORBIDDING: [&str; 5] = ["unless", "unless-anywhere", "not-after", "not-before", "unless-finding"];

/// A warning for each rule of phrases that another one covers.
pub(super) fn shadowed(files: &Files<'_>) -> Vec<Diagnostic> {
    let told: Vec<Told<'_, '_>> = files.rules.iter().filter_map(|rule| Told::new(files, rule)).collect();
    // What covers a rule has each of its phrases: of thousands of rules, few have the rarest.
    let mut with_phrase: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, rule) in told.iter().enumerate() {
        rule.phrases.iter().for_each(|phrase| with_phrase.entry(phrase).or_default().push(at));
    }
    let mut warnings = Vec::new();
    for (at, rule) in told.iter().enumerate() {
        let rarest = rule.phrases.iter().filter_map(|phrase| with_phrase.get(phrase.as_str())).min_by_key(|rules| rules.len());
        let others = rarest.into_iter().flatten().filter(|other| **other != at).filter_map(|other| Some((*other, told.get(*other)?)));
        // Of two that cover each other the first in the files is kept.
        let covered_by = others.into_iter().find(|(other_at, other)| other.covers(rule) && (*other_at < at || !rule.covers(other)));
        if let Some((_, other)) = covered_by {
            let title = format!("`{}` can never add anything", rule.rule.name());
            let label = format!("`{}` finds all that it finds; take one of them out", other.rule.name());
            warnings.push(warning(rule.rule.place("id"), title, label));
        }
    }
    warnings
}

/// What a rule of phrases finds.
struct Told<'r, 'f> {
    rule: &'r WrittenRule<'f>,
    severity: Severity,
    /// Its phrases, with those of the lists it names.
    phrases: BTreeSet<String>,
}

impl<'r, 'f> Told<'r, 'f> {
    fn new(files: &Files<'_>, rule: &'r WrittenRule<'f>) -> Option<Self> {
        Category::from_name(rule.stem)?;
        let severity = Severity::from_name(&rule.source.severity.as_ref()?.value)?;
        let mut waiting: Vec<String> = rule.source.says.as_ref()?.value.iter().map(|at| at.value.clone()).collect();
        let mut phrases = BTreeSet::new();
        while let Some(phrase) = waiting.pop() {
            let list = phrase.strip_prefix('@').and_then(|name| files.lists.get(name));
            if phrases.insert(phrase.to_lowercase())
                && let Some((_, entries)) = list
            {
                waiting.extend(entries.iter().map(|(entry, _)| entry.clone()));
            }
        }
        Some(Self { rule, severity, phrases })
    }

    /// Whether this rule fires wherever `other` does, and weighs as much.
    fn covers(&self, other: &Self) -> bool {
        let (own, theirs) = (self.rule.source.written(|_| true), other.rule.source.written(|_| true));
        let values = |written: &[crate::rule::source::Written], key: &str| -> BTreeSet<String> {
            written.iter().filter(|written| written.key == key).flat_map(|written| written.values.iter().cloned()).collect()
        };
        let alike = |key: &str| {
            let (own, theirs) = (values(&own, key), values(&theirs, key));
            if FORBIDDING.contains(&key) { own.is_subset(&theirs) } else { own == theirs }
        };
        let exceptions = own.iter().chain(&theirs).map(|written| written.key).filter(|key| is_exception(key));
        self.rule.stem == other.rule.stem
            && self.severity >= other.severity
            && alike("in")
            && alike("at-least")
            && other.phrases.is_subset(&self.phrases)
            && exceptions.into_iter().all(alike)
    }
}
