//! Sets of fixed words that every word of a text is looked up in.

use rustc_hash::FxHashSet;

/// A set of words; what is not in it is mostly told by its first letter and its length.
pub(super) struct WordSet {
    words: FxHashSet<&'static str>,
    /// For each first byte, the lengths of words in bytes, as the bits of a number; longer ones count as the longest.
    lengths: [u32; 256],
}

impl WordSet {
    pub(super) fn new(words: impl IntoIterator<Item = &'static str>) -> Self {
        let words: FxHashSet<&str> = words.into_iter().collect();
        let mut lengths = [0; 256];
        #[allow(clippy::iter_over_hash_type, reason = "bits are set in whatever order")]
        for word in &words {
            let (first, length) = sign(word);
            lengths.get_mut(first).into_iter().for_each(|lengths| *lengths |= length);
        }
        Self { words, lengths }
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        let (first, length) = sign(word);
        self.lengths.get(first).is_some_and(|lengths| lengths & length != 0) && self.words.contains(word)
    }
}

/// The first byte of a word, and its length as a bit.
fn sign(word: &str) -> (usize, u32) {
    let first = word.as_bytes().first().copied().unwrap_or_default();
    (usize::from(first), 1 << word.len().min(31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_its_words_and_no_others() {
        let long = "a".repeat(40);
        let set = WordSet::new(["every", "each", "once", ""]);
        assert!(["every", "each", "once", ""].into_iter().all(|word| set.contains(word)));
        assert!(["event", "eacy", "on", "e", long.as_str()].into_iter().all(|word| !set.contains(word)));
    }
}
