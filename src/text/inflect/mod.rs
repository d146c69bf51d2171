//! Inflected forms of English words: what an author writes once stands for all of them.
//!
//! Forms are made when rules are compiled, so finding them in a text costs nothing. Too many forms do no harm
//! (nobody writes "sended" on purpose, and who does means it); a missing one is a missed reason.
//!
//! ```
//! use redraft::text::inflect::forms;
//!
//! assert!(forms("apply").contains(&"applied".to_owned()));
//! assert!(forms("organise").contains(&"organizing".to_owned()));
//! assert!(forms("send").contains(&"sent".to_owned()));
//! ```

mod words;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use words::{DOUBLING, INVARIABLE, IRREGULAR};

/// All forms of a normalised word, the word itself first, each once.
pub fn forms(word: &str) -> Vec<String> {
    let mut all = Vec::new();
    for variant in spellings(word) {
        add_forms(&variant, &mut all);
    }
    let mut unique: Vec<String> = Vec::with_capacity(all.len());
    for form in all {
        // There are a dozen or two.
        if !unique.contains(&form) {
            unique.push(form);
        }
    }
    unique
}

/// British and American spellings of a word, as written first.
fn spellings(word: &str) -> Vec<String> {
    let mut variants = vec![word.to_owned()];
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
    for (british, american) in pairs {
        // Short words are other words: four, hour, wise, size, fence.
        for (from, to) in [(british, american), (american, british)] {
            if let Some(head) = word.strip_suffix(from).filter(|head| head.len() >= 3 || from.len() > 4) {
                variants.push([head, to].concat());
            }
        }
    }
    variants
}

fn add_forms(word: &str, all: &mut Vec<String>) {
    all.push(word.to_owned());
    if word.len() < 3 && !matches!(word, "be" | "do" | "go")
        || INVARIABLE_WORDS.contains(word)
        || !word.chars().all(|ch| ch.is_ascii_lowercase())
    {
        return;
    }
    all.extend(irregular(word));
    add_regular(word, all);
    all.push([word, "'s"].concat());
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
fn irregular(word: &str) -> impl Iterator<Item = String> {
    let bases = ["", "re", "auto", "over", "out", "un", "up"].into_iter().filter_map(|prefix| Some((prefix, word.strip_prefix(prefix)?)));
    let forms = bases.filter_map(|(prefix, base)| Some((prefix, IRREGULAR_WORDS.get(base)?)));
    forms.flat_map(|(prefix, forms)| forms.iter().map(move |form| [prefix, form].concat()))
}

fn add_regular(word: &str, all: &mut Vec<String>) {
    let mut chars = word.chars().rev();
    let (last, before) = (chars.next().unwrap_or_default(), chars.next().unwrap_or_default());
    let is_vowel = |ch: char| matches!(ch, 'a' | 'e' | 'i' | 'o' | 'u');
    let head = word.strip_suffix(last).unwrap_or(word);
    let endings: &[&str] = match last {
        'y' if !is_vowel(before) => {
            all.extend(["ies", "ied", "ier"].map(|ending| [head, ending].concat()));
            &["ing"]
        }
        'e' => {
            all.extend(["ing", "ed", "es"].map(|ending| [head, ending].concat()));
            &[]
        }
        's' | 'x' | 'z' => &["es", "ed", "ing"],
        'h' if matches!(before, 's' | 'c') => &["es", "ed", "ing"],
        'o' => &["s", "es", "ed", "ing"],
        _ => &["s", "ed", "ing"],
    };
    all.extend(endings.iter().map(|ending| [word, ending].concat()));
    if doubles(word) {
        let last = word.get(head.len()..).unwrap_or_default();
        all.extend(["ed", "ing"].map(|ending| [word, last, ending].concat()));
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
        forms(word).iter().any(|found| found == form)
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
            let mut regular = vec![base.to_owned()];
            add_regular(base, &mut regular);
            assert!(others.split(' ').any(|form| !regular.iter().any(|known| known == form)), "{row}");
            assert!(!INVARIABLE_WORDS.contains(base), "{row}");
        }
    }

    #[test]
    fn function_words_and_short_words_stay_as_they_are() {
        assert_eq!(forms("us"), ["us"]);
        assert_eq!(forms("never"), ["never"]);
        assert!(!has("new", "news"));
        assert!(!has("hour", "hor"));
    }
}
