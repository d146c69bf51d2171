//! Which phrases of a pack are said by its examples and cases, and which by none.

use std::collections::BTreeSet;

use super::Case;
use crate::rule::{Diagnostic, Input, RuleFile, RuleSet, probes};
use crate::text::Document;

/// The phrases of a pack, held against texts.
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    /// Phrases in rules: those that no text says, and all.
    pub in_rules: (usize, usize),
    /// Phrases in word lists and profile fields: those that no text says, and all.
    pub in_lists: (usize, usize),
    /// A warning for each that no text says, in order of place.
    pub unsaid: Vec<Diagnostic>,
}

/// Looks for every phrase of the lists, rules and fields in the rules' examples and in `cases`.
pub fn coverage(files: &[RuleFile], rules: &RuleSet, cases: &[Case]) -> Coverage {
    let probes = probes(files);
    let mut waiting: BTreeSet<usize> = (0..probes.phrases.len()).collect();
    let mut read = |text: &str| {
        let document = Document::new(text);
        let hits = probes.lexicon.find(&document);
        waiting.retain(|at| probes.phrases.get(*at).is_some_and(|probe| !hits.has(probe.term)));
    };
    rules.rules.iter().flat_map(|rule| &rule.examples).for_each(|example| read(&example.text));
    for case in cases {
        let submission = case.submission();
        Input::ALL.iter().filter_map(|input| submission.get(*input)).for_each(&mut read);
    }
    let unsaid = waiting.iter().filter_map(|at| probes.phrases.get(*at)).map(|probe| {
        let title = format!("no example and no case says `{}`", probe.phrase);
        let label = "add a text that says it to `bad` or `good`, or take it out";
        Diagnostic { warning: true, ..Diagnostic::new(probe.place.clone(), title, label) }
    });
    let mut unsaid: Vec<Diagnostic> = unsaid.collect();
    unsaid.sort_by(|one, other| one.place.cmp(&other.place));
    let count = |in_rule: bool| {
        let unsaid = waiting.iter().filter(|at| probes.phrases.get(**at).is_some_and(|probe| probe.in_rule == in_rule)).count();
        (unsaid, probes.phrases.iter().filter(|probe| probe.in_rule == in_rule).count())
    };
    Coverage { in_rules: count(true), in_lists: count(false), unsaid }
}
