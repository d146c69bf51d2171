//! Values by keys of 64 bits, packed so that a search touches few places in memory: most that a text asks for is looked up once.
//!
//! Keys are hashed into buckets of two on average; those of a bucket stand one after the other. A byte of the hash of each stands with the
//! bucket, so that what is not there is told by one look, and hardly ever compared with what is. A map is made once, of all its entries,
//! and can be read from the binary as it is.

use serde::{Deserialize, Serialize};

use super::column::{Column, Fixed};

/// What hashes are multiplied by; both halves of the product are folded, so that all bits count, of numbers in a row as well.
const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15;
/// What keys are changed by before, so that 0 is spread as well: the digits of pi.
const SEED: u64 = 0x2437_f6a8_885a_308d;
/// Keys of a bucket, on average.
const IN_BUCKET: usize = 2;

/// A byte of the hash of each of the first keys of a bucket.
type Tags = [u8; 4];

/// Values by key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(serialize = "", deserialize = "'de: 'static"))]
pub(super) struct Map<V> {
    /// For each bucket, the place of its first entry and the tags of the first ones; behind the last bucket, the number of entries.
    buckets: Column<(u32, u32)>,
    entries: Column<(u64, V)>,
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self { buckets: Column::default(), entries: Column::default() }
    }
}

/// What a look at the bucket of a key has told: where it would be.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    key: u64,
    start: u32,
    end: u32,
    /// The highest bit of each byte whose tag is that of the key.
    alike: u32,
}

impl<V: Fixed> Map<V> {
    /// The map of these entries; of two with one key, the first counts.
    pub(super) fn new(entries: &[(u64, V)]) -> Self {
        let places: Vec<Place> = entries.iter().map(|(key, _)| Place::of(*key, buckets(entries.len()))).collect();
        // Sorted by counting: each bucket begins behind all keys of those before it.
        let mut starts = vec![0; buckets(entries.len()) + 1];
        for place in &places {
            starts.get_mut(place.bucket + 1).into_iter().for_each(|count| *count += 1);
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut order = vec![0; entries.len()];
        let mut tags = vec![Tags::default(); starts.len()];
        for (at, Place { bucket, tag }) in places.into_iter().enumerate() {
            let (Some(next), Some(start), Some(tags)) = (next.get_mut(bucket), starts.get(bucket), tags.get_mut(bucket)) else { continue };
            order.get_mut(*next).into_iter().for_each(|entry| *entry = at);
            tags.get_mut(*next - start).into_iter().for_each(|known| *known = tag);
            *next += 1;
        }
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            buckets: starts.into_iter().map(number).zip(tags.into_iter().map(u32::from_le_bytes)).collect(),
            entries: order.into_iter().filter_map(|at| entries.get(at).copied()).collect(),
        }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Looks where a key would be. Who asks for many keys looks for all of them first: then no look waits for another.
    pub(super) fn look(&self, key: u64) -> Look {
        let Place { bucket, tag } = Place::of(key, buckets(self.len()));
        let Some(((start, tags), (end, _))) = self.buckets.two(bucket) else { return Look::default() };
        // Sets the highest bit of each byte of `differing` that is zero, and sometimes that of the byte above it: `at` compares the keys.
        let ones = u32::from_le_bytes([1; size_of::<Tags>()]);
        let differing = tags ^ (ones * u32::from(tag));
        let alike = differing.wrapping_sub(ones) & !differing & (ones << 7);
        Look { key, start, end, alike }
    }

    /// The value of a key that was looked for, and its place among all.
    pub(super) fn at(&self, look: Look) -> Option<(usize, V)> {
        let Look { key, start, end, mut alike } = look;
        let value = |at: u32| self.entries.get(at as usize).filter(|(known, _)| *known == key).map(|(_, value)| (at as usize, value));
        while alike != 0 {
            let at = start + alike.trailing_zeros() / u8::BITS;
            if let Some(found) = value(at).filter(|_| at < end) {
                return Some(found);
            }
            alike &= alike - 1;
        }
        (start..end).skip(size_of::<Tags>()).find_map(value)
    }

    /// The value of a key, and its place among all.
    pub(super) fn find(&self, key: u64) -> Option<(usize, V)> {
        self.at(self.look(key))
    }

    /// The value of a key.
    pub(super) fn get(&self, key: u64) -> Option<V> {
        self.find(key).map(|(_, value)| value)
    }
}

/// How many buckets so many entries take.
fn buckets(entries: usize) -> usize {
    entries.div_ceil(IN_BUCKET)
}

/// Where a key belongs.
#[derive(Debug, Clone, Copy)]
struct Place {
    bucket: usize,
    tag: u8,
}

impl Place {
    /// The place of a key among so many buckets.
    fn of(key: u64, buckets: usize) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
        let halves = |product: u128| product as u64 ^ (product >> u64::BITS) as u64;
        let spread = halves(u128::from(key ^ SEED) * SPREAD);
        let at = (u128::from(spread) * buckets as u128) >> u64::BITS;
        Self { bucket: usize::try_from(at).unwrap_or_default(), tag: spread.to_le_bytes()[0] }
    }
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
