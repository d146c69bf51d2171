//! In which order patterns are looked at, and which find makes one worth a look.

use rustc_hash::FxHashMap;

use super::{Lists, Pattern, TermId};

/// Patterns in an order in which each comes after those whose finds it needs.
pub(super) fn ordered(mut waiting: Vec<Pattern>, sets: &Lists<TermId>) -> Vec<Pattern> {
    let terms = |pattern: &Pattern| sets.get(pattern.set.0 as usize);
    let mut pending: FxHashMap<TermId, usize> = FxHashMap::default();
    waiting.iter().flat_map(terms).for_each(|term| *pending.entry(term).or_default() += 1);
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let (ready, blocked): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|pattern| pattern.parts.iter().all(|(term, _)| pending.get(term).is_none_or(|count| *count == 0)));
        if ready.is_empty() {
            // Lists that hold themselves are refused before; what is left could never be found.
            break;
        }
        ready.iter().flat_map(terms).for_each(|term| {
            if let Some(count) = pending.get_mut(&term) {
                *count -= 1;
            }
        });
        ordered.extend(ready);
        waiting = blocked;
    }
    ordered
}

/// For each term, the patterns that it wakes: those of whose parts it is in the fewest patterns, so that common lists wake few.
pub(super) fn woken_by(patterns: &[Pattern], terms: usize) -> Lists<u32> {
    let mut uses = vec![0_usize; terms];
    for (term, _) in patterns.iter().flat_map(|pattern| &pattern.parts) {
        uses.get_mut(term.0 as usize).into_iter().for_each(|uses| *uses += 1);
    }
    let mut woken: Vec<Vec<u32>> = vec![Vec::new(); terms];
    for (pattern, number) in patterns.iter().zip(0..) {
        let rarest = pattern.parts.iter().map(|(term, _)| term.0 as usize).min_by_key(|term| uses.get(*term));
        rarest.and_then(|term| woken.get_mut(term)).into_iter().for_each(|woken| woken.push(number));
    }
    let mut lists = Lists::default();
    for patterns in woken {
        lists.push(patterns);
    }
    lists
}
