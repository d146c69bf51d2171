//! Fixed words, each with what is known of it, that the words of a text are looked up in.

use std::borrow::Cow;

/// Words with a value each. Most words of a text that are none of them are told by one look at a table.
pub(super) struct Words<V: Copy + 'static> {
    entries: Cow<'static, [(&'static str, V)]>,
    /// For each place, the number of the entry there; one without an entry where it is empty.
    places: [u8; 256],
}

/// Words as the arms of a `match`, made into a table when the program is compiled.
macro_rules! words {
    ($($($word:literal)|+ => $value:expr),+ $(,)?) => { $crate::text::words::Words::new(&[$($(($word, $value)),+),+]) };
}
pub(super) use words;

impl<V: Copy> Words<V> {
    pub(super) const fn new(entries: &'static [(&'static str, V)]) -> Self {
        Self { places: placed(entries), entries: Cow::Borrowed(entries) }
    }

    /// What is known of a word.
    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<V> {
        let mut place = place_of(word);
        loop {
            let entry = self.places.get(usize::from(place))?;
            let (known, value) = self.entries.get(usize::from(*entry))?;
            if *known == word {
                return Some(*value);
            }
            place = place.wrapping_add(1);
        }
    }

    #[inline]
    pub(super) fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// All words, in the order in which they are written down.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|(word, _)| *word)
    }
}

impl<V: Copy> FromIterator<(&'static str, V)> for Words<V> {
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(entries: I) -> Self {
        let entries: Vec<_> = entries.into_iter().collect();
        Self { places: placed(&entries), entries: Cow::Owned(entries) }
    }
}

/// The entries at their places, or at the next ones that are empty.
const fn placed<V: Copy>(entries: &[(&'static str, V)]) -> [u8; 256] {
    assert!(entries.len() < 128, "half of the places stay empty");
    let mut places = [u8::MAX; 256];
    let mut at = 0;
    while at < entries.len() {
        let mut place = place_of(entries[at].0);
        while places[place as usize] != u8::MAX {
            place = place.wrapping_add(1);
        }
        #[allow(clippy::cast_possible_truncation, reason = "there are fewer than 128")]
        let entry = at as u8;
        places[place as usize] = entry;
        at += 1;
    }
    places
}

/// Where a word stands, by its first and last byte and its length.
#[inline]
const fn place_of(word: &str) -> u8 {
    let bytes = word.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
    // A product's highest bits depend on all bits of its factors.
    #[allow(clippy::cast_possible_truncation, reason = "very long words may share a place with short ones")]
    let sign = *first as u32 | (*last as u32) << 8 | (bytes.len() as u32) << 16;
    (sign.wrapping_mul(0x9e37_79b1) >> 24) as u8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static ORDER: Words<u32> = words! { "first" | "1st" => 1, "second" => 2, "" => 0 };

    #[test]
    fn words_are_found_with_their_values() {
        assert_eq!(
            ["first", "1st", "second", "", "secoed", "third"].map(|word| ORDER.get(word)),
            [Some(1), Some(1), Some(2), Some(0), None, None]
        );
        assert_eq!(ORDER.names().collect::<Vec<_>>(), ["first", "1st", "second", ""]);
    }

    proptest! {
        #[test]
        fn holds_its_words_and_no_others(word in "[a-c]{0,3}|.{0,20}") {
            const LIST: [&str; 9] = ["a", "ab", "abc", "acc", "aac", "b", "bab", "bbb", "cab"];
            let set: Words<()> = LIST.into_iter().map(|word| (word, ())).collect();
            prop_assert_eq!(set.contains(&word), LIST.contains(&word.as_str()));
        }
    }
}
