//! What secrets look like.

use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use regex::Regex;

use crate::text::Span;
use crate::text::bytes::{self, RUN};

/// A private key, up to its end or that of the text.
const PRIVATE_KEYS: &str = r"-----BEGIN[ A-Z]*PRIVATE KEY-----[\s\S]*?(?:-----END[ A-Z]*PRIVATE KEY-----|\z)";
/// Issuers' formats: whatever matches is a secret.
const FORMATS: &str = r"(?x)
    \b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{16,}
  | \bgh[pousr]_[A-Za-z0-9]{20,} | \bgithub_pat_[A-Za-z0-9_]{20,} | \bglpat-[A-Za-z0-9_-]{16,}
  | \bxox[abeoprs]-[A-Za-z0-9-]{10,} | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b | \bAIza[A-Za-z0-9_-]{30,} | \bya29\.[A-Za-z0-9_-]{20,}
  | \boauth2v2_[A-Za-z0-9_-]{8,} | \b(?:npm|hf|dop_v1|shpat|sq0atp)_[A-Za-z0-9]{20,} | \bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}
  | \beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?
  | \b[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}
  | \b[0-9]{3}-[0-9]{2}-[0-9]{4}\b | \b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b
";
/// Words before a value that say what it is.
const KEYED: &str = r#"(?ix)
    \b(?:pass(?:words?|phrase|code|wd|wort|e)?|pwd|contrase[ñn]a|senha|secret|token|bearer|credentials?|cvv2?|cvc
       |(?:api|access|private|public|consumer|client|secret)[\ _-]?(?:key|secret|id|token)|key)
    ["'`*]{0,2}\s*(?:is\s*:?|:=?|=|->)\s*["'`*]{0,2}(?P<value>[^\s"'`,;<>()]{3,})
"#;
/// A password behind its name, with or without a sign between them.
const PASSWORDS: &str = r#"(?i)\b(?:pass(?:words?|phrase|code|wd|wort)|pwd)\s*[:=]?\s*["'`]?(?P<value>[^\s"'`,;.<>()]{5,})"#;
/// What a request is signed with (RFC 6750), and keys behind their bare name.
const BEARERS: &str = r"(?i)\b(?:bearer|secret|token|key)\s+(?P<value>[A-Za-z0-9._~+/=-]{12,200})";
/// Documents whose number stands behind their name.
const DOCUMENTS: &str = r"(?ix)
    \b(?:passport|aadhaa?r|ssn|social\ security|national\ id|id\ card|identity\ card|(?:driver'?s?|driving)\ licen[cs]e|tax\ id|tin|nin|pan|cnic|nif|nie
       |dni|curp|cpf|pesel|cnp|bvn|nric|(?:bank\ )?account|routing|sort\ code|iban)
    \b[\ a-z]{0,12}(?:no\.?|number|nr\.?|num|\#|:|is|=|-)[\s:\#]*(?P<value>[A-Z]{0,5}[0-9](?:[\ -]?[A-Z0-9]){5,20})\b
";
/// Runs of digits that may be a card's number.
const CARDS: &str = r"\b[0-9](?:[ -]?[0-9]){12,18}\b";
/// An international bank account number.
const ACCOUNTS: &str = r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b";
/// A password inside an address.
const ADDRESSES: &str = r"\b[a-z][a-z0-9+.-]*://[^\s/:@]+:(?P<value>[^\s/@]{3,})@";
/// Characters that a run drawn by lot has at least.
const RUN_CHARS: usize = 24;
/// Turns from letters to figures or back that a long run has at least where it was drawn by lot; dates and names joined have fewer.
const RANDOM_TURNS: usize = 6;

#[allow(clippy::expect_used, reason = "constants, compiled by the tests of this module")]
fn compile(pattern: &str) -> Regex {
    // Boundaries between ASCII words: with those of Unicode a text in another script takes a hundred times as long.
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("a constant expression")
}

/// An expression for what begins at the start of a text.
fn here(pattern: &str) -> Regex {
    compile(&format!("^(?:{pattern})"))
}

/// Something that begins with a word.
pub(super) struct Kind {
    /// Figures that a text with it has at least.
    pub(super) figures: usize,
    /// Compiled when a text first has a place where it may fit.
    pub(super) expression: LazyLock<Regex>,
    /// The part of its value that is a secret; an expression finds more.
    pub(super) part: fn(&str) -> Option<Range<usize>>,
    /// Whether another may begin within one that is none. Only where an expression is bounded: else every word would be read to the end.
    pub(super) overlaps: bool,
}

/// In the order of the bits of [`super::begin::Kinds`].
pub(super) static KINDS: [Kind; 6] = [
    Kind { figures: 0, expression: LazyLock::new(|| here(KEYED)), part: |value| whole(value, is_no_word(value)), overlaps: false },
    Kind { figures: 1, expression: LazyLock::new(|| here(PASSWORDS)), part: |value| whole(value, is_mixed(value)), overlaps: false },
    Kind { figures: 5, expression: LazyLock::new(|| here(DOCUMENTS)), part: document_in, overlaps: false },
    Kind { figures: 13, expression: LazyLock::new(|| here(CARDS)), part: card_in, overlaps: true },
    Kind { figures: 2, expression: LazyLock::new(|| here(ACCOUNTS)), part: account_in, overlaps: true },
    Kind {
        figures: 2,
        expression: LazyLock::new(|| here(BEARERS)),
        part: |value| whole(value, figures(value) > 2 && is_mixed(value)),
        overlaps: false,
    },
];

/// All of a value, where it is a secret.
fn whole(value: &str, is_secret: bool) -> Option<Range<usize>> {
    is_secret.then_some(0..value.len())
}

pub(super) static FORMAT_IN: LazyLock<Regex> = LazyLock::new(|| compile(FORMATS));

/// What holds a sign that few texts have: the sign, and the expression.
pub(super) static SIGNED: [(&str, LazyLock<Regex>); 2] =
    [("-----BEGIN", LazyLock::new(|| compile(PRIVATE_KEYS))), ("://", LazyLock::new(|| compile(ADDRESSES)))];

/// How many figures a text has. Counted in bytes, since many of these are added at a time.
pub(super) fn figures(text: &str) -> usize {
    let few = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|bytes| usize::from(few(bytes))).sum()
}

/// Long runs of letters, figures and a few marks, drawn by lot. One byte in [`RUN_CHARS`] is looked at: no long run lies between two.
pub(super) fn runs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = RUN_CHARS - 1;
    while let Some((before, behind)) = text.as_bytes().split_at_checked(at).filter(|(_, behind)| !behind.is_empty()) {
        let end = at + bytes::leading(behind, RUN);
        if end > at {
            let start = at - before.iter().rev().take_while(|byte| bytes::is(**byte, RUN)).count();
            let span = Span { start, end };
            if end - start >= RUN_CHARS && is_random(span.quote(text)) {
                found.push(span);
            }
        }
        at = end + RUN_CHARS;
    }
    found
}

/// Whether a value behind a key is more than a word: "the password is stored", "token: verified".
fn is_no_word(value: &str) -> bool {
    let marks = |ch: char| !ch.is_alphanumeric() && !matches!(ch, '-' | '_' | '.' | '/' | '|');
    let inner_capital = value.chars().skip(1).any(char::is_uppercase) && value.chars().any(char::is_lowercase);
    let figures = figures(value);
    value.chars().count() >= 6 && (figures > 0 || inner_capital || value.chars().any(marks)) || figures >= 3
}

/// Whether a value has letters and figures.
fn is_mixed(value: &str) -> bool {
    figures(value) > 0 && value.contains(char::is_alphabetic)
}

/// Whether a run was drawn by lot: figures and letters take turns as they do in no name.
fn is_random(run: &str) -> bool {
    let kinds: Vec<bool> = run.chars().filter(char::is_ascii_alphanumeric).map(|ch| ch.is_ascii_digit()).collect();
    kinds.windows(2).filter(|pair| pair.first() != pair.last()).count() >= RANDOM_TURNS
}

/// A document's number: the groups that have figures, without the words behind them.
fn document_in(value: &str) -> Option<Range<usize>> {
    let mut end = 0;
    for group in value.split_inclusive([' ', '-']).take_while(|group| figures(group) > 0) {
        end += group.len();
    }
    let number = value.get(..end).unwrap_or_default().trim_end_matches([' ', '-']);
    whole(number, figures(number) >= 5)
}

/// How issuers group the figures of a card.
const CARD_GROUPS: [&[usize]; 3] = [&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4]];

/// A card's number in a run of digits: all of it, or without the figures beside it ("4111 1111 1111 1111 12/27").
fn card_in(run: &str) -> Option<Range<usize>> {
    if is_card(run) {
        return whole(run, true);
    }
    let groups: Vec<Range<usize>> = groups(run);
    let known = CARD_GROUPS.into_iter().flat_map(|lengths| {
        let alike = move |groups: &&[Range<usize>]| groups.iter().map(Range::len).eq(lengths.iter().copied());
        groups.windows(lengths.len()).filter(alike)
    });
    let single = groups.chunks(1).filter(|group| group.iter().all(|group| CARD_FIGURES.contains(&group.len())));
    let stretch = |groups: &[Range<usize>]| Some(groups.first()?.start..groups.last()?.end);
    known.chain(single).filter_map(stretch).find(|part| run.get(part.clone()).is_some_and(|part| is_issued(part) && is_card(part)))
}

/// Figures of a card's number.
const CARD_FIGURES: RangeInclusive<usize> = 13..=19;

/// Where the groups of a run stand between blanks and hyphens.
fn groups(run: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let group = |group: &str| {
        let range = start..start + group.len();
        start = range.end + 1;
        range
    };
    run.split([' ', '-']).map(group).collect()
}

/// Whether a number begins as those of cards do: from 3 to 6, or 2221 to 2720. Four years in a row do not.
fn is_issued(number: &str) -> bool {
    let first = number.get(..4).and_then(|first| first.parse::<u32>().ok()).unwrap_or_default();
    (2_221..=2_720).contains(&first) || (3_000..7_000).contains(&first)
}

/// An account's number in a run, perhaps with words behind it.
fn account_in(run: &str) -> Option<Range<usize>> {
    let ends = run.match_indices(' ').map(|(at, _)| at).chain([run.len()]);
    ends.map(|end| 0..end).rev().find(|part| run.get(part.clone()).is_some_and(is_account))
}

/// Luhn's check (ISO/IEC 7812-1); the same figure all through is a placeholder.
fn is_card(run: &str) -> bool {
    let digits: Vec<u32> = run.chars().filter_map(|ch| ch.to_digit(10)).collect();
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits.iter().rev().enumerate().map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| Some(digit) != digits.first())
}

/// The check of ISO 13616: the number behind the country, letters as 10 to 35, leaves 1 by 97.
fn is_account(run: &str) -> bool {
    let chars: Vec<char> = run.chars().filter(|ch| !ch.is_whitespace()).collect();
    let rest = chars.iter().cycle().skip(4).take(chars.len()).filter_map(|ch| ch.to_digit(36));
    rest.fold(0, |rest, digit| (rest * if digit > 9 { 100 } else { 10 } + digit) % 97) == 1
}
