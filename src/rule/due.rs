//! Which rules are worth asking about a text: those that wait for words come up only when these words were found, so that the time
//! of a review hardly grows with the number of rules.

use super::lists::Lists;
use super::{Bits, Rule, TermId, Trigger};
use serde::{Deserialize, Serialize};

/// The rules of a set, by the term that each cannot do without.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Due {
    /// Rules that wait for no words.
    always: Vec<usize>,
    /// For each term, the rules that wait for it.
    waiting: Lists<u32>,
}

impl Due {
    pub(super) fn new(rules: &[Rule]) -> Self {
        let mut due = Self::default();
        let mut waiting: Vec<Vec<usize>> = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            let Some(term) = needed(&rule.trigger) else {
                due.always.push(at);
                continue;
            };
            if waiting.len() <= term.number() {
                waiting.resize(term.number() + 1, Vec::new());
            }
            waiting.get_mut(term.number()).into_iter().for_each(|rules| rules.push(at));
        }
        for rules in waiting {
            due.waiting.push(rules.into_iter().filter_map(|rule| u32::try_from(rule).ok()));
        }
        due
    }

    /// The places of the rules that these terms may fire, and of those that wait for none, ascending.
    pub(crate) fn rules(&self, found: impl Iterator<Item = TermId>) -> Bits {
        let mut due = Bits::default();
        let waiting = found.flat_map(|term| self.waiting.get(term.number())).map(|rule| rule as usize);
        for rule in self.always.iter().copied().chain(waiting) {
            due.insert(rule);
        }
        due
    }
}

/// A term without which the trigger never fires; `None` where there is no such term.
fn needed(trigger: &Trigger) -> Option<TermId> {
    match trigger {
        Trigger::Says(term) => Some(*term),
        Trigger::CoOccurs { terms, .. } => terms.last().copied(),
        _ => None,
    }
}
