//! What is learned about: features, each with a name that a person reads and a number that is quickly put together.

use std::fmt;
use std::hash::Hasher;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::column::fixed_as;

/// Stands between two words that are next to each other.
const NEXT: char = '_';
/// Stands between two words that have one between them.
const AROUND: char = '~';
/// Stands before the name of a word list.
const LIST: char = '@';
/// Stands before what is denied.
const DENIED: char = '!';
/// Stands before a word that is not stemmed.
const WRITTEN: char = '=';

/// The name of a feature, as the model's file has it; no word holds a sign that names are put together with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FeatureName<'n> {
    /// A stem: `send`, or `!send` where it is denied.
    Word { stem: &'n str, denied: bool },
    /// A word list: `@send-verb`, `!@send-verb`.
    List { name: &'n str, denied: bool },
    /// Two stems next to each other: `send_propos`.
    Pair(&'n str, &'n str),
    /// A word as it is written: `=sends`.
    Written(&'n str),
    /// Two words as they are written, with one between them: `sends~proposals`.
    Around(&'n str, &'n str),
}

impl<'n> FeatureName<'n> {
    /// Reads a name.
    pub(crate) fn read(name: &'n str) -> Self {
        let (denied, rest) = name.strip_prefix(DENIED).map_or((false, name), |rest| (true, rest));
        if let Some(name) = rest.strip_prefix(LIST) {
            return Self::List { name, denied };
        }
        if let Some(word) = name.strip_prefix(WRITTEN) {
            return Self::Written(word);
        }
        // Byte by byte: names are short, and there are tens of thousands.
        let between = |byte: u8| matches!(char::from(byte), NEXT | AROUND);
        let parts = name.bytes().position(between).and_then(|at| name.split_at_checked(at));
        match parts.and_then(|(first, rest)| Some((first, rest.strip_prefix([NEXT, AROUND])?, rest.starts_with(NEXT)))) {
            Some((first, second, true)) => Self::Pair(first, second),
            Some((first, second, false)) => Self::Around(first, second),
            None => Self::Word { stem: rest, denied },
        }
    }

    /// The number of the feature of this name.
    fn id(self) -> FeatureId {
        let hash = WordHash::of;
        match self {
            Self::Word { stem, denied } => FeatureId::word(hash(stem), denied),
            Self::List { name, denied } => FeatureId::list(hash(name), denied),
            Self::Pair(first, second) => FeatureId::pair(hash(first), hash(second)),
            Self::Written(word) => FeatureId::written(hash(word)),
            Self::Around(first, second) => FeatureId::around(hash(first), hash(second)),
        }
    }
}

impl fmt::Display for FeatureName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word { stem, denied: false } => write!(f, "{stem}"),
            Self::Word { stem, denied: true } => write!(f, "{DENIED}{stem}"),
            Self::List { name, denied: false } => write!(f, "{LIST}{name}"),
            Self::List { name, denied: true } => write!(f, "{DENIED}{LIST}{name}"),
            Self::Pair(first, second) => write!(f, "{first}{NEXT}{second}"),
            Self::Written(word) => write!(f, "{WRITTEN}{word}"),
            Self::Around(first, second) => write!(f, "{first}{AROUND}{second}"),
        }
    }
}

/// The hash of a word, or of the name of a word list: taken once a word, features are put together from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct WordHash(u64);

impl WordHash {
    /// The hash of these letters.
    pub(crate) fn of(letters: &str) -> Self {
        let mut hasher = FxHasher::default();
        hasher.write(letters.as_bytes());
        Self(hasher.finish())
    }

    /// The hash as a number.
    pub(super) const fn number(self) -> u64 {
        self.0
    }
}

fixed_as!(WordHash: u64);

/// A feature by a number: the hashes of its words, changed by what kind of feature it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FeatureId(u64);

/// What the hash of the first of two words is multiplied by, so that their order counts: odd, and without a pattern in its bits (2^64 over
/// the golden ratio).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
/// What tells kinds of features apart, added to hashes: digits of pi.
const OF_LIST: u64 = 0x243f_6a88_85a3_08d3;
const OF_DENIED: u64 = 0x1319_8a2e_0370_7344;
const OF_WRITTEN: u64 = 0xa409_3822_299f_31d0;
const OF_AROUND: u64 = 0x082e_fa98_ec4e_6c89;

impl FeatureId {
    /// The feature of a name.
    pub fn of(name: &str) -> Self {
        FeatureName::read(name).id()
    }

    pub(crate) const fn word(stem: WordHash, denied: bool) -> Self {
        Self(stem.0.wrapping_add(if denied { OF_DENIED } else { 0 }))
    }

    pub(crate) const fn list(name: WordHash, denied: bool) -> Self {
        Self(name.0.wrapping_add(if denied { OF_DENIED.wrapping_add(OF_LIST) } else { OF_LIST }))
    }

    pub(crate) const fn pair(first: WordHash, second: WordHash) -> Self {
        Self(first.0.wrapping_mul(FACTOR).wrapping_add(second.0))
    }

    pub(crate) const fn written(word: WordHash) -> Self {
        Self(word.0.wrapping_add(OF_WRITTEN))
    }

    pub(crate) const fn around(first: WordHash, second: WordHash) -> Self {
        Self(Self::pair(first, second).0.wrapping_add(OF_AROUND))
    }

    /// The feature as a number.
    pub(super) const fn hash(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written_and_have_numbers_of_their_own() {
        let names = ["send", "!send", "@send", "!@send", "^_send", "send_^", "send_bid", "bid_send", "=send", "send~bid", "bid~send", "#"];
        for (at, name) in names.iter().enumerate() {
            assert_eq!(FeatureName::read(name).to_string(), *name);
            assert!(names.iter().skip(at + 1).all(|other| FeatureId::of(other) != FeatureId::of(name)), "{name}");
        }
    }
}
