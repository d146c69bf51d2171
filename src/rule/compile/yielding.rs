//! `unless-finding`: rules that yield to each other in a circle would all fall silent where all of them fire.

use crate::rule::diagnostic::Diagnostic;
use crate::rule::{Effect, Rule};

/// A mistake for every rule that, directly or through others, yields to itself; `rules` are sorted by name.
pub(super) fn circles(rules: &[Rule]) -> Vec<Diagnostic> {
    let yielding: Vec<&Rule> = rules.iter().filter(|rule| !rule.conditions.unless_finding.is_empty()).collect();
    yielding.iter().filter_map(|start| circle(start, &yielding)).collect()
}

/// The circle that begins at `start`. Only rules after it in the alphabet are asked: so each circle is told once.
fn circle(start: &Rule, yielding: &[&Rule]) -> Option<Diagnostic> {
    let mut reached = vec![start];
    let mut at = 0;
    while let Some(rule) = reached.get(at).copied() {
        if yields(rule, start) {
            let title = format!("`{}` and `{}` yield to each other", start.id, rule.id);
            let label = "where both fire, neither would be told: take one out of `unless-finding`";
            return Some(Diagnostic::new(start.place.clone(), title, label));
        }
        let known: Vec<&Rule> = reached.clone();
        reached.extend(
            yielding.iter().filter(|next| next.id > start.id && yields(rule, next) && known.iter().all(|known| known.id != next.id)),
        );
        at += 1;
    }
    None
}

fn yields(rule: &Rule, other: &Rule) -> bool {
    let Effect::Finding { category, .. } = other.effect else { return false };
    rule.id != other.id && rule.conditions.unless_finding.iter().any(|name| name.names(&other.id, category))
}
