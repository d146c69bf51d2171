//! Things that nobody else should see: keys, tokens, passwords, card and identity numbers.
//!
//! Formats are the issuers' own: prefixes as documented by GitHub, Slack, AWS, Google, Stripe and `OpenAI`; Discord's and JWT's three
//! parts; cards by ISO/IEC 7812 (Luhn), bank accounts by ISO 13616 (modulo 97). What has no format is known by the word before it.
//!
//! ```
//! use redraft::text::secret;
//!
//! let text = "The password is Tr0ub4dor&3, thanks.";
//! assert_eq!(secret::find(text)[0].quote(text), "Tr0ub4dor&3");
//! ```

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::Span;

/// Issuers' formats: whatever matches is a secret.
const FORMATS: &str = r"(?x)
    -----BEGIN[\ A-Z]*PRIVATE\ KEY-----[\s\S]*?(?:-----END[\ A-Z]*PRIVATE\ KEY-----|\z)
  | \b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or)?[-_]?[A-Za-z0-9_-]{16,}
  | \bgh[pousr]_[A-Za-z0-9]{20,} | \bgithub_pat_[A-Za-z0-9_]{20,} | \bglpat-[A-Za-z0-9_-]{16,}
  | \bxox[abeoprs]-[A-Za-z0-9-]{10,} | \b(?:AKIA|ASIA)[A-Z0-9]{16}\b | \bAIza[A-Za-z0-9_-]{30,} | \bya29\.[A-Za-z0-9_-]{20,}
  | \boauth2v2_[A-Za-z0-9_-]{8,} | \b(?:npm|hf|dop_v1|shpat|sq0atp)_[A-Za-z0-9]{20,} | \bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}
  | \beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?
  | \b[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}
  | \b[0-9]{3}-[0-9]{2}-[0-9]{4}\b | \b[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}\b
";
/// Words before a value that say what it is.
const KEYED: &str = r#"(?ix)
    \b(?:pass(?:word|phrase|code|wd)|pwd|secret|token|bearer|credentials?|cvv2?|cvc
       |(?:api|access|private|public|consumer|client|secret)[\ _-]?(?:key|secret|id|token)|key)
    ["'`*]{0,2}\s*(?:is\s*:?|:=?|=|->)\s*["'`*]{0,2}(?P<value>[^\s"'`,;<>()]{3,})
"#;
/// A password behind its name, with or without a sign between them.
const PASSWORDS: &str = r#"(?i)\b(?:pass(?:word|phrase|code|wd)|pwd)\s*[:=]?\s*["'`]?(?P<value>[^\s"'`,;.<>()]{5,})"#;
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
/// Long runs of letters and digits.
const RUNS: &str = r"[A-Za-z0-9_+=-]{24,}";

/// Turns from letters to figures or back that a long run has at least where it was drawn by lot; dates and names joined have fewer.
const RANDOM_TURNS: usize = 6;

#[allow(clippy::expect_used, reason = "constants, compiled by the tests of this module")]
fn compile(pattern: &str) -> Regex {
    // Boundaries between ASCII words: with those of Unicode a text in another script takes a hundred times as long.
    Regex::new(&pattern.replace(r"\b", r"(?-u:\b)")).expect("a constant expression")
}

/// A pattern, and what its matches have to be as well.
type Kind = (Regex, fn(&str) -> bool);

static KINDS: LazyLock<[Kind; 8]> = LazyLock::new(|| {
    [
        (compile(FORMATS), |_| true),
        (compile(KEYED), is_no_word),
        (compile(PASSWORDS), |value| value.contains(|ch: char| ch.is_ascii_digit()) && value.contains(char::is_alphabetic)),
        (compile(DOCUMENTS), |value| value.chars().filter(char::is_ascii_digit).count() >= 5),
        (compile(CARDS), is_card),
        (compile(ACCOUNTS), is_account),
        (compile(ADDRESSES), |_| true),
        (compile(RUNS), is_random),
    ]
});

/// The secrets of a text, in order of place, none overlapping another.
pub fn find(text: &str) -> Vec<Span> {
    let value = |captures: &Captures<'_>| {
        captures.name("value").or_else(|| captures.get(0)).map(|found| Span { start: found.start(), end: found.end() })
    };
    let kind = |(regex, holds): &(Regex, fn(&str) -> bool)| {
        let found = regex.captures_iter(text).filter_map(|captures| value(&captures));
        // Marks alone, as in "://a:```@", hide nothing.
        let hides = |span: &Span| span.start < span.end && holds(span.quote(text));
        found.map(|span| trimmed(span, text)).filter(hides).collect::<Vec<_>>()
    };
    let mut spans: Vec<Span> = KINDS.iter().flat_map(kind).collect();
    spans.sort();
    let mut apart: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

/// The text with every byte of a secret as `*`: all other places stay where they were.
pub fn masked(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for span in find(text) {
        shown.push_str(text.get(from..span.start).unwrap_or_default());
        shown.extend(std::iter::repeat_n('*', span.end - span.start));
        from = span.end;
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    shown
}

/// Without the full stop or mark of the sentence around it.
fn trimmed(span: Span, text: &str) -> Span {
    Span { end: span.start + span.quote(text).trim_end_matches(['.', '!', '?', ':', '*', '`']).len(), ..span }
}

/// Whether a value behind a key is more than a word: "the password is stored", "token: verified".
fn is_no_word(value: &str) -> bool {
    let marks = |ch: char| !ch.is_alphanumeric() && !matches!(ch, '-' | '_' | '.' | '/' | '|');
    let inner_capital = value.chars().skip(1).any(char::is_uppercase) && value.chars().any(char::is_lowercase);
    let figures = value.chars().filter(char::is_ascii_digit).count();
    value.chars().count() >= 6 && (figures > 0 || inner_capital || value.chars().any(marks)) || figures >= 3
}

/// Whether a run was drawn by lot: figures and letters take turns as they do in no name.
fn is_random(run: &str) -> bool {
    let kinds: Vec<bool> = run.chars().filter(char::is_ascii_alphanumeric).map(|ch| ch.is_ascii_digit()).collect();
    kinds.windows(2).filter(|pair| pair.first() != pair.last()).count() >= RANDOM_TURNS
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| span.quote(text)).collect()
    }

    #[test]
    fn marks_alone_are_no_secret() {
        assert!(found("ftp://ann:```@example.com").is_empty());
        assert_eq!(found("ftp://ann:a```@example.com"), ["a"]);
    }

    #[test]
    fn issuers_formats() {
        // Put together here, so that no scanner takes this file for a leak.
        let github = format!("ghp_{}", "a1B2c3D4".repeat(4));
        let upwork = "9f86d081884c7d659a2feaa0c55ad015";
        assert_eq!(found(&format!("Our token {github}, key {upwork}.")), [github.as_str(), upwork]);
        assert_eq!(found("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123"), ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123"]);
        assert_eq!(found("postgres://app:hunter22@db.local/x"), ["hunter22"]);
    }

    #[test]
    fn numbers_with_a_check() {
        assert_eq!(found("card 4111 1111 1111 1111, exp 10/28"), ["4111 1111 1111 1111"]);
        assert_eq!(found("order 4111 1111 1111 1112"), Vec::<&str>::new());
        assert_eq!(found("IBAN DE89 3704 0044 0532 0130 00"), ["DE89 3704 0044 0532 0130 00"]);
        assert_eq!(found("0000 0000 0000 0000"), Vec::<&str>::new());
    }

    #[test]
    fn values_behind_their_name() {
        assert_eq!(found("password: Blue7Horse. Client secret = a81f07c2"), ["Blue7Horse", "a81f07c2"]);
        assert_eq!(found("Aadhaar number 2345 6789 0123; Passport no. K1234567"), ["2345 6789 0123", "K1234567"]);
        assert_eq!(found("My SSN is 078-05-1120"), ["078-05-1120"]);
        assert_eq!(found("a token and password hunter2. The key is password: hunter22, user ann"), ["hunter2", "hunter22"]);
    }

    #[test]
    fn ordinary_words_and_figures_stay() {
        for text in [
            "The password is stored encrypted and the token is refreshed every hour.",
            "API key: granted. The key is kept in a vault; key: read-only.",
            "About 40,000 requests a day, 1,200,000 a month, since 2019-05-04.",
            "Call +380 44 123 45 67 or +1 (555) 010-9999.",
            "see https://github.com/acme/contracts-and-earnings-dashboard-internal-tool-2024",
            "Address: Flat 12, 400076 Mumbai. ID: verified. Payment: Visa ending 4242.",
            "ID verification: done. Bank account: linked. Account is in good standing.",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn masking_moves_nothing() {
        let text = "Ключ: password = Tr0ub4dor&3 и конец";
        assert_eq!(masked(text), "Ключ: password = *********** и конец");
        assert_eq!(masked(text).len(), text.len());
    }
}
