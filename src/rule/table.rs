//! Places of things that stand one after the other, found by their hash: eight bytes each.
//!
//! Open addressing with linear probing (Knuth, The Art of Computer Programming 6.4), half of the slots empty. A table is made once, of
//! all its things, and can be read from the binary as it is.

use serde::{Deserialize, Serialize};

use super::column::Column;

/// Slots for each thing.
const ROOM: usize = 2;
/// What hashes are multiplied by, so that all their bits count (Knuth's multiplicative hashing).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The places 0, 1, 2 ... of things that are kept elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Table {
    /// One more than a place, and some bits of its hash; 0 where there is none.
    slots: Column<(u32, u8)>,
}

impl Table {
    /// The table of so many things; `hash` gives that of the thing at a place.
    pub(super) fn new(count: usize, hash: impl Fn(u32) -> u64) -> Self {
        let mut slots = vec![(0, 0); ROOM * count];
        for place in 0..u32::try_from(count).unwrap_or(u32::MAX) {
            let (start, tag) = slot(hash(place), slots.len());
            let free = (start..slots.len()).chain(0..start).find(|at| slots.get(*at).is_some_and(|(place, _)| *place == 0));
            free.and_then(|at| slots.get_mut(at)).into_iter().for_each(|slot| *slot = (place + 1, tag));
        }
        Self { slots: slots.into_iter().collect() }
    }

    /// The place with this hash whose thing is the `same`.
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        let count = self.slots.len();
        let (mut at, wanted) = slot(hash, count);
        // There is always an empty slot.
        for _ in 0..count {
            let (place, tag) = self.slots.get(at)?;
            let place = place.checked_sub(1)?;
            if tag == wanted && same(place) {
                return Some(place);
            }
            at = if at + 1 == count { 0 } else { at + 1 };
        }
        None
    }
}

/// Where a hash is looked for first among so many slots, and its tag.
fn slot(hash: u64, slots: usize) -> (usize, u8) {
    let spread = hash.wrapping_mul(SPREAD);
    let at = (u128::from(spread) * slots as u128) >> u64::BITS;
    (usize::try_from(at).unwrap_or_default(), spread.to_le_bytes()[0])
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
