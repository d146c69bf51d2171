//! Which field the key of an entry names.

use std::ops::Range;

use crate::engine::reading::TextReading;
use crate::rule::{FieldWords, RuleSet};
use crate::text::{Document, Span};

/// Words that a key may begin with and that name no field: "Your real name", "Any earnings", "Do you have a photo".
const BEFORE_KEY: &[&str] = &["a", "an", "any", "are", "do", "ever", "have", "is", "my", "the", "what", "which", "you", "your"];
/// Letters of a key from which one typing mistake is overlooked: of shorter ones too many are one letter apart.
const TYPING_LETTERS: usize = 5;

/// Words of a key that describe what it names, parted by spaces.
const QUALIFIERS: &str = "\
    the my your a an of on in for with at by is are and or as it here any both gov govt official legal full complete real actual \
    current main primary own personal physical proof place means details info account profile upwork platform client user holder \
    acct accnt holder's owner's freelancer's applicant's \
    active valid verified status state check correct government professional registered instrument";
/// Signs that stand in no such key.
const NO_KEY: &[char] = &[':', '=', ',', ';', '?', '!', '→', '>', '|', '…', '\t', '\n'];
/// Words that are left of such a key, at most.
const QUALIFIED_WORDS: usize = 3;

/// Words of their own that are a letter away from a key.
const REAL_WORDS: &[&str] = &["based on", "contacts", "hirer", "phone", "phones", "placed", "places", "states"];

/// The field that a key names.
pub(super) fn keyed<'t>(text: &TextReading<'t>, key: Span) -> Option<&'t FieldWords> {
    let tokens = text.document.tokens_in(key);
    // "📷" has no words.
    if tokens.is_empty() {
        return known(text.rules, key.quote(text.document.source()));
    }
    known(text.rules, &words_of(&text.document, &tokens).join(" "))
}

/// Keys of what somebody does for a living: "Portfolio: logos, avatars" says nothing of the account.
const WORK_KEYS: &[&str] = &[
    "portfolio",
    "service",
    "services",
    "skill",
    "skills",
    "specialty",
    "specialties",
    "speciality",
    "specialities",
    "expertise",
    "niche",
    "niches",
    "title",
    "job title",
    "headline",
    "profession",
    "occupation",
    "trade",
    "tools",
    "software",
    "languages",
    "education",
    "hobbies",
    "interests",
    "industries",
    "tests passed",
    "certificates",
    "certifications",
    "what i do",
    "what we do",
    "i do",
    "we do",
    "bio",
    "tagline",
];

/// Whether a key is one of them.
pub(super) fn is_of_work(key: &str) -> bool {
    let key = key.to_lowercase();
    WORK_KEYS.contains(&key.trim_matches(|ch: char| !ch.is_alphabetic()).trim_start_matches("my "))
}

pub(super) fn words_of<'d>(document: &'d Document<'_>, tokens: &Range<usize>) -> Vec<&'d str> {
    tokens.clone().map(|at| document.word(at)).collect()
}

/// The field that a key names as it is written, perhaps with a number before it or a typing mistake in it.
pub(super) fn known<'r>(rules: &'r RuleSet, written: &str) -> Option<&'r FieldWords> {
    // "Agency name (on a page of its own)"
    let written = written.split_once('(').map(|(before, _)| before.trim_end()).filter(|before| !before.is_empty()).unwrap_or(written);
    let key = written.to_lowercase();
    let picture = key.trim_end_matches('\u{fe0f}');
    let mut key = key.trim_matches(|ch: char| !ch.is_alphabetic() && ch != '?');
    if key.is_empty() {
        return named(rules, picture);
    }
    named(rules, key).or_else(|| {
        while let Some((_, rest)) = key.split_once(' ').filter(|(first, _)| BEFORE_KEY.contains(first)) {
            key = rest;
        }
        named(rules, key).or_else(|| mistyped(rules, key)).or_else(|| qualified(rules, key))
    })
}

/// The field whose key is left of what is written without the words that only describe it: "Proof of ID", "Name (legal)"; or whose keys
/// all words are that are left: "氏名 Name", "Billing & Payments".
fn qualified<'r>(rules: &'r RuleSet, written: &str) -> Option<&'r FieldWords> {
    let words = || written.split(|ch: char| !ch.is_alphanumeric() && ch != '\'').filter(|word| !word.is_empty());
    let left: Vec<&str> = words().filter(|word| !QUALIFIERS.split(' ').any(|known| known == *word)).collect();
    if !(1..=QUALIFIED_WORDS).contains(&left.len()) || written.contains(NO_KEY) || written.contains("..") {
        return None;
    }
    let whole = || named(rules, &left.join(" ")).filter(|_| words().count() > left.len());
    let first = || named(rules, left.first()?);
    whole().or_else(|| first().filter(|words| left.len() > 1 && left.iter().all(|word| words.keys.iter().any(|key| key == word))))
}

/// The field that has this key.
fn named<'r>(rules: &'r RuleSet, wanted: &str) -> Option<&'r FieldWords> {
    rules.fields.iter().find(|field| field.keys.iter().any(|key| key == wanted))
}

/// The field that has a key which differs from this one by a letter, or by two that have changed places.
fn mistyped<'r>(rules: &'r RuleSet, wanted: &str) -> Option<&'r FieldWords> {
    let alike = |key: &str| {
        key.len().abs_diff(wanted.len()) <= 1
            && key.as_bytes().first() == wanted.as_bytes().first()
            && key.chars().count() >= TYPING_LETTERS
            && strsim::osa_distance(key, wanted) == 1
    };
    let is_word = !REAL_WORDS.contains(&wanted)
        && wanted.chars().count() >= TYPING_LETTERS
        && wanted.chars().all(|ch| ch.is_alphabetic() || ch == ' ');
    if is_word { rules.fields.iter().find(|field| field.keys.iter().any(|key| alike(key))) } else { None }
}
