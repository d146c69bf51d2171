//! Stems of English words: Snowball's English stemmer ("Porter 2"), <https://snowballstem.org/algorithms/english/stemmer.html>.
//!
//! Written out over a few bytes on the stack, since every word of every text passes here: the generated stemmer of the crate
//! `rust-stemmers` takes more than six times as long. A test compares the two; words that are not plain lower-case ASCII are left to it.

mod endings;

use rust_stemmers::{Algorithm, Stemmer};

use endings::{ends_with_plural, step_2, step_3, step_4, whole};

/// Bytes of the longest word that is stemmed here.
const MOST: usize = 48;

/// The stem of a normalised word, by Snowball's English stemmer.
///
/// ```
/// assert_eq!(redraft::text::stem("proposals"), redraft::text::stem("proposal"));
/// ```
pub fn stem(word: &str) -> String {
    let mut stem = String::with_capacity(word.len());
    stem_into(word, &mut stem);
    stem
}

/// Appends the [`stem`] of a word to a text.
pub(crate) fn stem_into(word: &str, text: &mut String) {
    let plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if word.len() > MOST || !word.bytes().all(plain) {
        text.push_str(&Stemmer::create(Algorithm::English).stem(word));
        return;
    }
    if word.len() < 3 {
        text.push_str(word);
        return;
    }
    if let Some(stem) = whole(word) {
        text.push_str(stem);
        return;
    }
    let mut word = Word::new(word.as_bytes());
    word.run();
    // It was ASCII and still is.
    text.push_str(str::from_utf8(word.stem()).unwrap_or_default());
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A word on its way to its stem. A `Y` is a y that is no vowel.
struct Word {
    all: [u8; MOST + 1],
    length: usize,
    /// Where the regions R1 and R2 begin.
    regions: [usize; 2],
}

impl Word {
    fn new(word: &[u8]) -> Self {
        let word = word.strip_prefix(b"'").unwrap_or(word);
        let mut all = [0; MOST + 1];
        // A y at the start is no vowel.
        let mut vowel = true;
        for (to, from) in all.iter_mut().zip(word) {
            *to = if *from == b'y' && vowel { b'Y' } else { *from };
            vowel = is_vowel(*to);
        }
        let mut new = Self { all, length: word.len(), regions: [0; 2] };
        let first = match word {
            [b'a', b'r', b's', b'e', b'n', ..] | [b'g', b'e', b'n', b'e', b'r', ..] => 5,
            [b'c', b'o', b'm', b'm', b'u', b'n', ..] => 6,
            _ => new.region(0),
        };
        new.regions = [first, new.region(first)];
        new
    }

    fn bytes(&self) -> &[u8] {
        self.all.get(..self.length).unwrap_or_default()
    }

    /// One past the first consonant behind a vowel, from a place on.
    fn region(&self, from: usize) -> usize {
        let rest = self.bytes().get(from..).unwrap_or_default();
        let pair = rest.windows(2).position(|pair| matches!(pair, [vowel, next] if is_vowel(*vowel) && !is_vowel(*next)));
        pair.map_or(self.length, |at| from + at + 2)
    }

    fn ends(&self, ending: &[u8]) -> bool {
        self.bytes().ends_with(ending)
    }

    /// The byte so many places before the end, counted from 1.
    fn back(&self, places: usize) -> Option<u8> {
        self.length.checked_sub(places).and_then(|at| self.bytes().get(at)).copied()
    }

    fn last(&self) -> u8 {
        self.back(1).unwrap_or_default()
    }

    /// Whether an ending of some length lies in R1 (0) or R2 (1).
    fn lies_in(&self, region: usize, ending: usize) -> bool {
        self.regions.get(region).is_some_and(|start| start + ending <= self.length)
    }

    fn cut(&mut self, ending: usize) {
        self.length = self.length.saturating_sub(ending);
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.all.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }

    fn replace(&mut self, ending: usize, by: &[u8]) {
        self.cut(ending);
        for byte in by {
            self.push(*byte);
        }
    }

    /// Whether any vowel stands before the last `ending` bytes.
    fn has_vowel_before(&self, ending: usize) -> bool {
        self.bytes().iter().take(self.length.saturating_sub(ending)).any(|byte| is_vowel(*byte))
    }

    /// Whether what stands before the last `ending` bytes ends in a short syllable.
    fn is_short_before(&self, ending: usize) -> bool {
        let (last, vowel, first) = (self.back(ending + 1), self.back(ending + 2), self.back(ending + 3));
        let (Some(last), Some(vowel)) = (last, vowel) else { return false };
        if !is_vowel(vowel) || is_vowel(last) {
            return false;
        }
        first.is_none() || first.is_some_and(|first| !is_vowel(first)) && !matches!(last, b'w' | b'x' | b'Y')
    }

    /// What is left, every y a small letter again.
    fn stem(&mut self) -> &[u8] {
        let stem = self.all.get_mut(..self.length).unwrap_or_default();
        stem.make_ascii_lowercase();
        stem
    }

    fn run(&mut self) {
        self.possession();
        self.plural();
        if ends_with_plural(self.bytes()) {
            return;
        }
        self.past_and_gerund();
        let consonant_y = matches!(self.last(), b'y' | b'Y') && self.length > 2 && !self.back(2).is_some_and(is_vowel);
        if consonant_y {
            self.replace(1, b"i");
        }
        self.longer_endings();
        self.last_letters();
    }

    /// Step 0.
    fn possession(&mut self) {
        let ending = match self.bytes() {
            [.., b'\'', b's', b'\''] => 3,
            [.., b'\'', b's'] => 2,
            [.., b'\''] => 1,
            _ => 0,
        };
        self.cut(ending);
    }

    /// Step 1a.
    fn plural(&mut self) {
        match self.bytes() {
            [.., b's', b's', b'e', b's'] => self.cut(2),
            [.., b'i', b'e', b'd' | b's'] => self.replace(3, if self.length > 4 { b"i" } else { b"ie" }),
            [.., b's' | b'u', b's'] => {}
            [.., b's'] if self.has_vowel_before(2) => self.cut(1),
            _ => {}
        }
    }

    /// Step 1b.
    fn past_and_gerund(&mut self) {
        let (ending, doubled) = match self.bytes() {
            [.., b'e', b'e', b'd', b'l', b'y'] => (5, true),
            [.., b'e', b'e', b'd'] => (3, true),
            [.., b'i', b'n', b'g', b'l', b'y'] => (5, false),
            [.., b'e', b'd', b'l', b'y'] => (4, false),
            [.., b'i', b'n', b'g'] => (3, false),
            [.., b'e', b'd'] => (2, false),
            _ => return,
        };
        if doubled {
            if self.lies_in(0, ending) {
                self.replace(ending, b"ee");
            }
            return;
        }
        if !self.has_vowel_before(ending) {
            return;
        }
        self.cut(ending);
        let last = self.last();
        if matches!(self.bytes(), [.., b'a', b't'] | [.., b'b', b'l'] | [.., b'i', b'z']) {
            self.push(b'e');
        } else if self.back(2) == Some(last) && matches!(last, b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't') {
            self.cut(1);
        } else if self.regions.first() == Some(&self.length) && self.is_short_before(0) {
            self.push(b'e');
        }
    }

    /// Steps 2 to 4.
    fn longer_endings(&mut self) {
        // The shortest ending has two letters, all lie in R1.
        if !self.lies_in(0, 2) {
            return;
        }
        if let Some((ending, by)) = step_2(self.last()).iter().find(|(ending, _)| self.ends(ending)) {
            let before = self.back(ending.len() + 1);
            let fits = match *ending {
                b"ogi" => before == Some(b'l'),
                b"li" => matches!(before, Some(b'c' | b'd' | b'e' | b'g' | b'h' | b'k' | b'm' | b'n' | b'r' | b't')),
                _ => true,
            };
            if fits && self.lies_in(0, ending.len()) {
                self.replace(ending.len(), by);
            }
        }
        if let Some((ending, by)) = step_3(self.last()).iter().find(|(ending, _)| self.ends(ending))
            && self.lies_in(usize::from(*ending == b"ative"), ending.len())
        {
            self.replace(ending.len(), by);
        }
        if let Some(ending) = step_4(self.last()).iter().find(|ending| self.ends(ending))
            && self.lies_in(1, ending.len())
            && (*ending != b"ion" || matches!(self.back(4), Some(b's' | b't')))
        {
            self.cut(ending.len());
        }
    }

    /// Step 5.
    fn last_letters(&mut self) {
        let ends = match self.last() {
            b'e' => self.lies_in(1, 1) || self.lies_in(0, 1) && !self.is_short_before(1),
            b'l' => self.lies_in(1, 1) && self.back(2) == Some(b'l'),
            _ => false,
        };
        self.cut(usize::from(ends));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The stem of the crate that this module is measured by.
    fn wanted(word: &str) -> String {
        Stemmer::create(Algorithm::English).stem(word).into_owned()
    }

    #[test]
    fn the_words_of_labelled_texts_have_the_stems_of_the_crate() {
        let texts = [include_str!("../../../tests/corpus/sentences.jsonl"), include_str!("../../../tests/corpus/unseen.jsonl")];
        let words = texts.iter().flat_map(|text| text.split(|ch: char| !ch.is_ascii_alphabetic() && ch != '\''));
        for word in words.map(str::to_ascii_lowercase) {
            assert_eq!(stem(&word), wanted(&word), "{word}");
        }
        for word in "andes atlas bias cosmos dying early gently howe idly lying news only singly skies skis sky tying ugly".split(' ') {
            assert_eq!(stem(word), wanted(word));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_096))]

        #[test]
        fn any_word_has_the_stem_of_the_crate(start in "('|y|commun|gener|arsen)?[a-z]{0,6}", middle in "(a|e|y|ll|tt|s|t)?", end in "(s|'s|ed|eed|ing|ly|li|y|e|l|ational|ousness|fulness|iveness|ization|alism|ator|izer|iviti|biliti|icate|ative|alize|ical|ness|ance|ement|ment|ent|ion|ous|edly|ingly|ies|ied|ss|us|ogi|abli|enci)?(s|'|ly)?") {
            let word = format!("{start}{middle}{end}");
            prop_assert_eq!(stem(&word), wanted(&word));
        }

        #[test]
        fn any_text_has_the_stem_of_the_crate(word in "[a-zy'.0-9éA]{0,12}") {
            prop_assert_eq!(stem(&word), wanted(&word));
        }
    }
}
