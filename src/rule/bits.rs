//! Sets of small numbers, a bit each.

use super::column::fixed_as;

/// Bits of a block.
const BLOCK: usize = u64::BITS as usize;

/// A set of numbers, in memory that grows with the largest of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set with room for the numbers below `count`.
    pub(crate) fn below(count: usize) -> Self {
        Self(vec![0; count.div_ceil(BLOCK)])
    }

    /// Adds a number; says whether it is new.
    pub(crate) fn insert(&mut self, number: usize) -> bool {
        let place = number / BLOCK;
        if place >= self.0.len() {
            self.0.resize(place + 1, 0);
        }
        let bit = 1 << (number % BLOCK);
        self.0.get_mut(place).is_some_and(|block| {
            let new = *block & bit == 0;
            *block |= bit;
            new
        })
    }

    /// Takes a number out.
    pub(crate) fn remove(&mut self, number: usize) {
        self.0.get_mut(number / BLOCK).into_iter().for_each(|block| *block &= !(1 << (number % BLOCK)));
    }

    /// Its numbers, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().enumerate().flat_map(|(place, block)| {
            let left = std::iter::successors(Some(*block), |left| Some(left & left.saturating_sub(1)));
            left.take_while(|left| *left != 0).map(move |left| place * BLOCK + left.trailing_zeros() as usize)
        })
    }

    /// Takes the first number out; none is below `from`, which is moved up to it.
    pub(crate) fn take_first(&mut self, from: &mut usize) -> Option<usize> {
        let start = *from / BLOCK;
        let (skipped, block) = self.0.get(start..)?.iter().enumerate().find(|(_, block)| **block != 0)?;
        *from = (start + skipped) * BLOCK + block.trailing_zeros() as usize;
        self.remove(*from);
        Some(*from)
    }
}

/// Numbers, each as the bit of its rest modulo 64: what shares no bit with another set shares no number with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Residues(u64);

impl Residues {
    /// All.
    pub const ALL: Self = Self(u64::MAX);

    /// That of a number.
    pub fn of_number(number: usize) -> Self {
        Self(1 << (number % BLOCK))
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any of them is one of the others as well, perhaps.
    pub fn meets(self, other: Self) -> bool {
        !self.and(other).is_empty()
    }
}

fixed_as!(Residues: u64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_in_order_and_once() {
        let mut bits = Bits::below(3);
        assert!([200, 3, 64, 0].iter().all(|number| bits.insert(*number)));
        assert!(!bits.insert(64));
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 3, 64, 200]);
        bits.remove(3);
        let mut from = 0;
        assert_eq!(bits.take_first(&mut from), Some(0));
        bits.insert(70);
        assert_eq!([bits.take_first(&mut from), bits.take_first(&mut from)], [Some(64), Some(70)]);
        assert_eq!([bits.take_first(&mut from), bits.take_first(&mut from)], [Some(200), None]);
    }
}
