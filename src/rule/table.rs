//! Places of things that stand one after the other, found by their hash: ten bytes each.
//!
//! Open addressing with linear probing (Knuth, The Art of Computer Programming 6.4), half of the slots empty. A table is made once, of
//! all its things, and can be read from the binary as it is.

use serde::{Deserialize, Serialize};

use super::column::Column;

/// Slots for each thing.
const ROOM: usize = 2;
/// What hashes are multiplied by; both halves of the product are folded, so that all bits count, of numbers in a row as well.
const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15;

/// What hashes are changed by before, so that 0 is spread as well: the digits of pi.
const SEED: u64 = 0x2437_f6a8_885a_308d;

/// The places 0, 1, 2 ... of things that are kept elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Table {
    /// For each slot, some bits of the hash of what is there, 0 where nothing is: so few bytes that most searches end in the cache.
    tags: Column<u8>,
    /// For each slot, the place of what is there.
    slots: Column<u32>,
}

impl Table {
    /// The table of so many things; `hash` gives that of the thing at a place.
    pub(super) fn new(count: usize, hash: impl Fn(u32) -> u64) -> Self {
        let mut tags = vec![0; ROOM * count];
        let mut slots = vec![0; ROOM * count];
        for place in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let (start, tag) = slot(hash(place), tags.len());
            let free = (start..tags.len()).chain(0..start).find(|at| tags.get(*at) == Some(&0));
            if let Some((free_tag, free_slot)) = free.and_then(|at| Some((tags.get_mut(at)?, slots.get_mut(at)?))) {
                (*free_tag, *free_slot) = (tag, place);
            }
        }
        Self { tags: tags.into_iter().collect(), slots: slots.into_iter().collect() }
    }

    /// The place with this hash whose thing is the `same`.
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        let count = self.tags.len();
        let (mut at, wanted) = slot(hash, count);
        // There is always an empty slot.
        for _ in 0..count {
            let tag = self.tags.get(at)?;
            if tag == 0 {
                return None;
            }
            if tag == wanted
                && let Some(place) = self.slots.get(at).filter(|place| same(*place))
            {
                return Some(place);
            }
            at += 1;
            if at == count {
                at = 0;
            }
        }
        None
    }
}

/// Where a hash is looked for first among so many slots, and its tag, which is not 0.
fn slot(hash: u64, slots: usize) -> (usize, u8) {
    #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
    let halves = |product: u128| product as u64 ^ (product >> u64::BITS) as u64;
    let spread = halves(u128::from(hash ^ SEED) * SPREAD);
    let at = (u128::from(spread) * slots as u128) >> u64::BITS;
    (usize::try_from(at).unwrap_or_default(), spread.to_le_bytes()[0].max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_found_by_hash_and_no_others() {
        for count in [0, 1, 2, 3, 100, 5_000_u32] {
            // Some hashes are those of several things.
            let hash = |place: u32| u64::from(place / 3);
            let table = Table::new(count as usize, hash);
            for place in 0..count {
                assert_eq!(table.find(hash(place), |other| other == place), Some(place));
            }
            assert_eq!(table.find(hash(count), |other| other == count), None);
        }
    }
}
