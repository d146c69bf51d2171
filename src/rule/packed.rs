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
