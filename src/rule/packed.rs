//! A compiled rule set as bytes: what the built-in rules are kept as in the binary, so that no start has to compile them.

use super::RuleSet;

impl RuleSet {
    /// The set as bytes, but for its examples, which only learning needs; `None` where it cannot be written.
    pub fn pack(&self) -> Option<Vec<u8>> {
        postcard::to_allocvec(self).ok()
    }

    /// The set that [`Self::pack`] wrote, without examples; `None` for other bytes. Its words, phrases and weights stay where they are.
    ///
    /// The bytes are trusted to be consistent in themselves: they come from the build script, not from a user.
    pub fn unpack(bytes: &'static [u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// A regular expression as its source.
pub(super) mod pattern {
    use regex::Regex;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use crate::rule::compile::regular_expression;

    pub(in crate::rule) fn serialize<S: Serializer>(pattern: &Regex, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(pattern.as_str())
    }

    pub(in crate::rule) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Regex, D::Error> {
        regular_expression(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
