//! Places of things that stand one after the other, found by their hash: five bytes each.

use hashbrown::HashTable;

/// The places 0, 1, 2 ... of things that are kept elsewhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Table(HashTable<u32>);

impl Table {
    /// The table of so many things; `hash` gives that of the thing at a place.
    pub(super) fn new(count: usize, hash: impl Fn(u32) -> u64) -> Self {
        let mut table = Self(HashTable::with_capacity(count));
        (0..u32::try_from(count).unwrap_or(u32::MAX)).for_each(|place| table.insert(place, &hash));
        table
    }

    /// Adds a place that is not there yet.
    pub(super) fn insert(&mut self, place: u32, hash: impl Fn(u32) -> u64) {
        self.0.insert_unique(hash(place), place, |place| hash(*place));
    }

    /// The place with this hash whose thing is the `same`.
    pub(super) fn find(&self, hash: u64, same: impl Fn(u32) -> bool) -> Option<u32> {
        self.0.find(hash, |place| same(*place)).copied()
    }
}
