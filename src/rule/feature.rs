//! Names of features as numbers: put together from those of their parts, nothing has to be spelled out to look a weight up.

use serde::{Deserialize, Serialize};

/// What the hash is multiplied by for each byte: odd, and without a pattern in its bits (2^64 over the golden ratio).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// A feature by the hash of its name: a polynomial of its bytes, modulo 2^64 (Karp and Rabin 1987), so that the hash of a name follows from
/// those of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FeatureId(u64);

/// A part of names: its hash, and what the hash of something before it is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NamePart {
    hash: u64,
    power: u64,
}

impl NamePart {
    /// The part that is spelled so.
    pub(crate) const fn of(name: &str) -> Self {
        let bytes = name.as_bytes();
        let (mut hash, mut power, mut at) = (0_u64, 1_u64, 0);
        while at < bytes.len() {
            hash = hash.wrapping_mul(FACTOR).wrapping_add(bytes[at] as u64 + 1);
            power = power.wrapping_mul(FACTOR);
            at += 1;
        }
        Self { hash, power }
    }

    /// This part with another behind it.
    #[must_use]
    pub(crate) const fn and(self, next: Self) -> Self {
        Self { hash: self.hash.wrapping_mul(next.power).wrapping_add(next.hash), power: self.power.wrapping_mul(next.power) }
    }
}

impl FeatureId {
    /// The id of a name.
    pub const fn of(name: &str) -> Self {
        Self(NamePart::of(name).hash)
    }

    /// The id as a number. Those of like names are like each other: tables spread them.
    pub(super) const fn hash(self) -> u64 {
        self.0
    }
}

impl From<NamePart> for FeatureId {
    fn from(name: NamePart) -> Self {
        Self(name.hash)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_hash_of_a_name_follows_from_its_parts(one in ".{0,12}", other in ".{0,12}") {
            let name = NamePart::of(&one).and(NamePart::of(&other));
            prop_assert_eq!(name, NamePart::of(&format!("{one}{other}")));
            prop_assert_eq!(FeatureId::from(name), FeatureId::of(&format!("{one}{other}")));
        }
    }
}
