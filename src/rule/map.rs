//! Values by keys of 64 bits, packed so that a search touches few places in memory: most that a text asks for is looked up once.
//!
//! Keys are hashed into as many buckets as there are keys; those of a bucket stand one after the other. A byte of each key's hash stands
//! apart, so that what is not there is hardly ever compared with what is. A map is made once, of all its entries, and can be read from
//! the binary as it is.

use serde::{Deserialize, Serialize};

use super::column::{Column, Fixed};

/// What hashes are multiplied by; both halves of the product are folded, so that all bits count, of numbers in a row as well.
const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15;
/// What keys are changed by before, so that 0 is spread as well: the digits of pi.
const SEED: u64 = 0x2437_f6a8_885a_308d;

/// Values by key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "'de: 'static"))]
pub(super) struct Map<V> {
    /// For each bucket, the place of its first entry; behind the last one, the number of entries.
    starts: Column<u32>,
    /// For each entry, some bits of its hash.
    tags: Column<u8>,
    entries: Column<(u64, V)>,
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self { starts: Column::default(), tags: Column::default(), entries: Column::default() }
    }
}

impl<V: Fixed> Map<V> {
    /// The map of these entries; of two with one key, the first counts.
    pub(super) fn new(entries: &[(u64, V)]) -> Self {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let mut starts = vec![0; entries.len() + 1];
        for (key, _) in entries {
            let (bucket, _) = bucket(*key, entries.len());
            starts.get_mut(bucket + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut order = vec![0; entries.len()];
        for (at, (key, _)) in entries.iter().enumerate() {
            let (bucket, _) = bucket(*key, entries.len());
            if let Some(place) = next.get_mut(bucket)
                && let Some(entry) = order.get_mut(*place)
            {
                *entry = at;
                *place += 1;
            }
        }
        let ordered = || order.iter().filter_map(|at| entries.get(*at).copied());
        Self {
            starts: starts.into_iter().map(number).collect(),
            tags: ordered().map(|(key, _)| bucket(key, entries.len()).1).collect(),
            entries: ordered().collect(),
        }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The value of a key, and its place among all.
    pub(super) fn find(&self, key: u64) -> Option<(usize, V)> {
        let (bucket, tag) = bucket(key, self.len());
        let (start, end) = self.starts.two(bucket)?;
        for (at, known) in (start as usize..).zip(self.tags.bytes(start as usize..end as usize)) {
            if *known == tag
                && let Some((_, value)) = self.entries.get(at).filter(|(known, _)| *known == key)
            {
                return Some((at, value));
            }
        }
        None
    }

    /// The value of a key.
    pub(super) fn get(&self, key: u64) -> Option<V> {
        self.find(key).map(|(_, value)| value)
    }
}

/// The bucket of a key among so many, and its tag.
fn bucket(key: u64, buckets: usize) -> (usize, u8) {
    #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
    let halves = |product: u128| product as u64 ^ (product >> u64::BITS) as u64;
    let spread = halves(u128::from(key ^ SEED) * SPREAD);
    let at = (u128::from(spread) * buckets as u128) >> u64::BITS;
    (usize::try_from(at).unwrap_or_default(), spread.to_le_bytes()[0])
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_key_and_no_others() {
        for count in [0, 1, 2, 3, 100, 5_000_u64] {
            let entries: Vec<(u64, u32)> = (0..count).zip(7..).map(|(key, value)| (key * 3, value)).collect();
            let map = Map::new(&entries);
            let packed = postcard::to_allocvec(&map).expect("bytes");
            let read: Map<u32> = postcard::from_bytes(packed.leak()).expect("a map");
            for map in [map, read] {
                assert_eq!(map.len(), entries.len());
                let places: std::collections::BTreeSet<usize> = entries.iter().filter_map(|(key, _)| Some(map.find(*key)?.0)).collect();
                assert!(places.into_iter().eq(0..entries.len()));
                assert!(entries.iter().all(|(key, value)| map.get(*key) == Some(*value)));
                assert!((0..count).all(|key| map.get(key * 3 + 1).is_none()));
            }
        }
    }

    #[test]
    fn of_two_values_for_one_key_the_first_counts() {
        assert_eq!(Map::new(&[(5, 1_u32), (6, 2), (5, 3)]).get(5), Some(1));
    }
}
