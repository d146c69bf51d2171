//! Sets of terms: what stands at one place is one of a set, and most sets are made many times.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Lists, SetId, TermId};

/// Sets of terms, each kept once.
#[derive(Default)]
pub(super) struct Sets {
    /// By what they hold, and by the terms they were made for.
    known: FxHashMap<Vec<TermId>, SetId>,
    /// By the sets they are put together of.
    joined: FxHashMap<Vec<SetId>, SetId>,
    pub(super) lists: Lists<TermId>,
}

impl Sets {
    /// The set of these terms, in order, and all terms that include them, directly or not.
    pub(super) fn set(&mut self, terms: &[TermId], included_in: &[Vec<TermId>]) -> SetId {
        if let Some(known) = self.known.get(terms) {
            return *known;
        }
        let mut all = terms.to_vec();
        let mut seen: FxHashSet<TermId> = all.iter().copied().collect();
        let mut at = 0;
        while let Some(term) = all.get(at).copied() {
            all.extend(included_in.get(term.0 as usize).into_iter().flatten().filter(|outer| seen.insert(**outer)));
            at += 1;
        }
        let set = self.of(all);
        self.known.insert(terms.to_vec(), set);
        set
    }

    /// The set of the terms of all these sets, which are left in order.
    pub(super) fn together(&mut self, sets: &mut Vec<SetId>) -> SetId {
        sets.retain(|set| *set != SetId::default());
        sets.sort_unstable();
        sets.dedup();
        match sets.as_slice() {
            [] => SetId::default(),
            [one] => *one,
            several => {
                if let Some(known) = self.joined.get(several) {
                    return *known;
                }
                let all = several.iter().flat_map(|set| self.lists.get(set.0 as usize)).collect();
                let set = self.of(all);
                self.joined.insert(several.to_vec(), set);
                set
            }
        }
    }

    /// The set of just these terms.
    fn of(&mut self, mut all: Vec<TermId>) -> SetId {
        all.sort_unstable();
        all.dedup();
        let next = SetId(u32::try_from(self.lists.len()).unwrap_or(u32::MAX));
        *self.known.entry(all).or_insert_with_key(|all| {
            self.lists.push(all.iter().copied());
            next
        })
    }
}
