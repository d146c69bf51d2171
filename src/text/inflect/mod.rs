//! Inflected forms of English words: what an author writes once stands for all of them.
//!
//! Forms are made when rules are compiled, so finding them in a text costs nothing. Too many forms do no harm
//! (nobody writes "sended" on purpose, and who does means it); a missing one is a missed reason.
//!
//! ```
//! use redraft::text::inflect::Forms;
//!
//! assert!(Forms::of("apply").contains("applied"));
//! assert!(Forms::of("organise").contains("organizing"));
//! assert!(Forms::of("send").contains("sent"));
//! ```

mod words;

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use words::{DOUBLING, INVARIABLE, IRREGULAR};

/// All forms of a normalised word, the word itself first, each once: one after the other in one string, since there are dozens for each of
/// tens of thousands of words.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
}

impl Forms {
    /// The forms of a word.
    pub fn of(word: &str) -> Self {
        let mut forms = Self::default();
        forms.read(word);
        forms
    }

    /// Takes the forms of a word in place of those it holds.
    pub fn read(&mut self, word: &str) {
        self.text.clear();
        self.ends.clear();
        for variant in spellings(word) {
            add_forms(&variant, self);
        }
    }

    /// The forms, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).filter_map(|(start, end)| self.text.get(start..*end))
    }

    /// Whether this is one of them.
    pub fn contains(&self, form: &str) -> bool {
        self.iter().any(|known| known == form)
    }

    /// Adds the form that is put together of these parts, where it is new.
    fn add(&mut self, parts: &[&str]) {
        let start = self.text.len();
        for part in parts {
            self.text.push_str(part);
        }
        // There are a dozen or two.
        if self.text.get(start..).is_some_and(|form| self.contains(form)) {
            self.text.truncate(start);
        } else {
            self.ends.push(self.text.len());
        }
    }

    fn add_endings(&mut self, head: &str, endings: &[&str]) {
        for ending in endings {
            self.add(&[head, ending]);
        }
    }
}

/// British and American spellings of a word, as written first.
fn spellings(word: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let pairs = [
        ("isation", "ization"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("iser", "izer"),
        ("our", "or"),
        ("ourite", "orite"),
        ("tre", "ter"),
        ("ogue", "og"),
        ("ence", "ense"),
        ("elled", "eled"),
        ("elling", "eling"),
        ("ilment", "illment"),
        ("programme", "program"),
        ("cheque", "check"),
        ("judgement", "judgment"),
        ("enrol", "enroll"),
        ("fulfil", "fulfill"),
    ];
    let endings = pairs.into_iter().flat_map(|(british, american)| [(british, american), (american, british)]);
    let others = endings.filter_map(|(from, to)| {
        // Short words are other words: four, hour, wise, size, fence.
        let head = word.strip_suffix(from).filter(|head| head.len() >= 3 || from.len() > 4)?;
        Some([head, to].concat().into())
    });
    std::iter::once(word.into()).chain(others)
}

fn add_forms(word: &str, all: &mut Forms) {
    all.add(&[word]);
    if word.len() < 3 && !matches!(word, "be" | "do" | "go")
        || INVARIABLE_WORDS.contains(word)
        || !word.chars().all(|ch| ch.is_ascii_lowercase())
    {
        return;
    }
    add_irregular(word, all);
    add_regular(word, all);
    all.add(&[word, "'s"]);
}

/// Words that stand for themselves only.
static INVARIABLE_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| INVARIABLE.iter().flat_map(|row| row.split(' ')).collect());

/// Words whose last consonant doubles.
static DOUBLING_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| DOUBLING.iter().copied().collect());

/// Irregular words, each with its other forms.
static IRREGULAR_WORDS: LazyLock<FxHashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut words: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    for (base, others) in IRREGULAR.iter().filter_map(|row| row.split_once(' ')) {
        words.entry(base).or_default().extend(others.split(' '));
    }
    words
});

/// The other forms of an irregular word, also behind a prefix (re-send, auto-send).
fn add_irregular(word: &str, all: &mut Forms) {
    for prefix in ["", "re", "auto", "over", "out", "un", "up"] {
        for form in word.strip_prefix(prefix).and_then(|base| IRREGULAR_WORDS.get(base)).into_iter().flatten() {
            all.add(&[prefix, form]);
        }
    }
}

fn add_regular(word: &str, all: &mut Forms) {
    let mut chars = word.chars().rev();
    let (last, before) = (chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
    let is_vowel = |ch: char| matches!(ch, 'a' | 'e' | 'i' | 'o' | 'u');
    let head = word.strip_suffix(last).unwrap_or(word);
    let endings: &[&str] = match last {
        'y' if !is_vowel(before) => {
            all.add_endings(head, &["ies", "ied", "ier"]);
            &["ing"]
        }
        'e' => {
            all.add_endings(head, &["ing", "ed", "es"]);
            &[]
        }
        's' | 'x' | 'z' => &["es", "ed", "ing"],
        'h' if matches!(before, 's' | 'c') => &["es", "ed", "ing"],
        'o' => &["s", "es", "ed", "ing"],
        _ => &["s", "ed", "ing"],
    };
    all.add_endings(word, endings);
    if doubles(word) {
        let last = word.get(head.len()..).unwrap_or_default();
        for ending in ["ed", "ing"] {
            all.add(&[word, last, ending]);
        }
    }
}

/// Whether the last consonant doubles before -ed and -ing: one syllable ending consonant-vowel-consonant, or listed.
fn doubles(word: &str) -> bool {
    let is_vowel = |letter: u8| matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u');
    let letters = word.as_bytes();
    let short = matches!(letters, [.., a, b, c] if !is_vowel(*a) && is_vowel(*b) && !is_vowel(*c) && !matches!(c, b'w' | b'x' | b'y'))
        && letters.iter().filter(|letter| is_vowel(**letter)).count() == 1;
    short || ["", "re", "auto", "pre"].iter().any(|prefix| word.strip_prefix(prefix).is_some_and(|base| DOUBLING_WORDS.contains(base)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(word: &str, form: &str) -> bool {
        Forms::of(word).contains(form)
    }

    #[test]
    fn verbs_and_nouns() {
        for (word, form) in [
            ("bid", "bidding"),
            ("submit", "submitted"),
            ("scrape", "scraping"),
            ("reply", "replies"),
            ("plan", "planned"),
            ("company", "companies"),
            ("write", "wrote"),
            ("resend", "resent"),
            ("person", "people"),
            ("match", "matches"),
            ("client", "client's"),
            ("pay", "paid"),
            ("analyse", "analyzing"),
            ("colour", "color"),
            ("organization", "organisation"),
            ("cancel", "cancelled"),
            ("label", "labeling"),
            ("slip", "slipped"),
            ("hotswap", "hotswapped"),
        ] {
            assert!(has(word, form), "{word} should have the form {form}");
        }
    }

    #[test]
    fn every_irregular_row_gives_a_form_that_the_rules_do_not() {
        for row in IRREGULAR {
            let (base, others) = row.split_once(' ').unwrap_or_default();
            let mut regular = Forms::default();
            regular.add(&[base]);
            add_regular(base, &mut regular);
            assert!(others.split(' ').any(|form| !regular.contains(form)), "{row}");
            assert!(!INVARIABLE_WORDS.contains(base), "{row}");
        }
    }

    #[test]
    fn function_words_and_short_words_stay_as_they_are() {
        assert!(Forms::of("us").iter().eq(["us"]));
        assert!(Forms::of("never").iter().eq(["never"]));
        assert!(!has("new", "news"));
        assert!(!has("hour", "hor"));
    }
}
