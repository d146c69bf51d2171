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
        let mut waiting: Vec<(usize, u32)> = Vec::new();
        for (rule, at) in rules.iter().zip(0..) {
            match needed(&rule.trigger) {
                Some(term) => waiting.push((term.number(), at)),
                None => due.always.push(at as usize),
            }
        }
        waiting.sort_unstable();
        let terms = waiting.last().map_or(0, |(term, _)| term + 1);
        let mut rest = waiting.as_slice();
        for term in 0..terms {
            let (of_term, others) = rest.split_at(rest.partition_point(|(other, _)| *other == term));
            due.waiting.push(of_term.iter().map(|(_, rule)| *rule));
            rest = others;
        }
        due.waiting.shrink_to_fit();
        due
    }

    /// The places of the rules that these terms may fire, and of those that wait for none, ascending.
    pub(crate) fn rules(&self, found: impl Iterator<Item = TermId>) -> Bits {
        let mut due = Bits::default();
        let mut add = |rule| _ = due.insert(rule);
        self.always.iter().copied().for_each(&mut add);
        found.for_each(|term| self.waiting.get(term.number()).map(|rule| rule as usize).for_each(&mut add));
        due
    }
}

/// A term without which the trigger never fires; `None` where there is no such term.
fn needed(trigger: &Trigger) -> Option<TermId> {
    match trigger {
        Trigger::Says(term) => Some(*term),
        Trigger::CoOccurs { terms, .. } => terms.last().copied(),
        Trigger::Matches(_)
        | Trigger::Lacks(_)
        | Trigger::SimilarTo { .. }
        | Trigger::MoreThan(_)
        | Trigger::LessThan(_)
        | Trigger::NotEnglish
        | Trigger::Learned { .. }
        | Trigger::Contains(_)
        | Trigger::State(_)
        | Trigger::DiffersFrom { .. } => None,
    }
}
