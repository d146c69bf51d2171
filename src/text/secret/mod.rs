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

mod begin;
mod kinds;

use regex::Captures;

use super::Span;
use begin::{FORMAT, begun, word_starts};
use kinds::{FORMAT_IN, KINDS, Kind, SIGNED, figures, runs};

/// The secrets of a text, in order of place, none overlapping another.
///
/// Expressions are tried only at words with which something may begin: an ordinary text is gone through byte by byte and hardly ever
/// asked further.
pub fn find(text: &str) -> Vec<Span> {
    let mut spans = runs(text);
    let formats = begun_in(text, &mut spans);
    let signed = SIGNED.iter().filter(|(sign, _)| text.contains(sign)).map(|(_, expression)| expression);
    for expression in signed.chain(formats.then_some(&FORMAT_IN)) {
        spans.extend(expression.captures_iter(text).filter_map(|captures| value(&captures, 0)).map(|span| trimmed(span, text)));
    }
    // Marks alone, as in "://a:```@", hide nothing.
    spans.retain(|span| span.start < span.end && !is_line(span.quote(text)));
    again(text, &mut spans);
    merged(spans)
}

/// Adds what begins with a word, as the kinds do; tells whether an issuer's format may begin anywhere.
fn begun_in(text: &str, spans: &mut Vec<Span>) -> bool {
    let figures = figures(text);
    // One past what was read for each kind.
    let mut read = [0; KINDS.len()];
    let mut formats = false;
    for start in word_starts(text.as_bytes()) {
        let begun = begun(text.get(start..).unwrap_or_default().as_bytes());
        formats |= begun & FORMAT != 0;
        for ((kind, read), _) in KINDS.iter().zip(&mut read).zip(0..).filter(|(_, place)| begun & (1 << place) != 0) {
            if start < *read || figures < kind.figures {
                continue;
            }
            let Some((secret, end)) = of_kind(kind, text, start) else { continue };
            if secret.is_some() || !kind.overlaps {
                *read = end;
            }
            spans.extend(secret);
        }
    }
    formats
}

/// What looks like one of a kind and begins at a byte: the secret in it, if there is one, and where it ends.
fn of_kind(kind: &Kind, text: &str, start: usize) -> Option<(Option<Span>, usize)> {
    let rest = text.get(start..)?;
    // Most places are none, and that is told without making room for captures.
    let captures = kind.expression.is_match(rest).then(|| kind.expression.captures(rest)).flatten()?;
    let span = trimmed(value(&captures, start)?, text);
    let secret = (kind.part)(span.quote(text)).map(|part| Span { start: part.start, end: part.end }.behind(span.start));
    Some((secret, start + captures.get(0).map_or(0, |whole| whole.end())))
}

/// Spans in order of place, those that overlap joined to one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
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

/// Characters from which a secret is looked for anywhere else in its text, and how many of them are.
const AGAIN_CHARS: usize = 6;
const AGAIN: usize = 16;

/// Adds all other places of what was found: what is a secret behind its name is one without it as well.
fn again(text: &str, spans: &mut Vec<Span>) {
    let mut values: Vec<&str> = spans.iter().map(|span| span.quote(text)).filter(|value| value.len() >= AGAIN_CHARS).collect();
    values.sort_unstable();
    values.dedup();
    for value in values.into_iter().take(AGAIN) {
        spans.extend(text.match_indices(value).map(|(start, _)| Span { start, end: start + value.len() }));
    }
}

/// Where the value stands that was captured in a text from `start` on.
fn value(captures: &Captures<'_>, start: usize) -> Option<Span> {
    let value = captures.name("value").or_else(|| captures.get(0))?;
    Some(Span { start: start + value.start(), end: start + value.end() })
}

/// The text with every byte of a secret as `*`: all other places stay where they were.
pub fn masked(text: &str) -> String {
    mask(text, Span { start: 0, end: text.len() }, &find(text))
}

/// A stretch of a text in which these secrets were found, with every byte of them as `*`.
pub fn mask(text: &str, stretch: Span, secrets: &[Span]) -> String {
    let mut shown = String::with_capacity(stretch.end - stretch.start);
    let mut from = stretch.start;
    for secret in secrets.iter().filter(|secret| secret.overlaps(stretch)) {
        shown.push_str(text.get(from..secret.start).unwrap_or_default());
        let hidden = secret.start.max(stretch.start)..secret.end.min(stretch.end);
        shown.extend(std::iter::repeat_n('*', hidden.len()));
        from = hidden.end;
    }
    shown.push_str(text.get(from..stretch.end).unwrap_or_default());
    shown
}

/// Without the full stop or mark of the sentence around it.
fn trimmed(span: Span, text: &str) -> Span {
    Span { end: span.start + span.quote(text).trim_end_matches(['.', '!', '?', ':', '*', '`']).len(), ..span }
}

/// Whether a value is one mark again and again: the line of `=` below "API key" as a heading. Different marks may be a password.
fn is_line(value: &str) -> bool {
    let first = value.chars().next().filter(|first| !first.is_alphanumeric());
    first.is_some_and(|first| value.chars().all(|ch| ch == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| span.quote(text)).collect()
    }

    #[test]
    fn figures_are_counted_in_texts_of_any_length() {
        assert_eq!(kinds::figures(&"7a".repeat(1_000)), 1_000);
        assert_eq!(kinds::figures(&"7".repeat(255)), 255);
    }

    #[test]
    fn marks_alone_are_no_secret() {
        assert!(found("ftp://ann:```@example.com").is_empty());
        assert_eq!(found("ftp://ann:a```@example.com"), ["a"]);
        assert!(found("Why I need an API key\n=====================\nA tool for us.").is_empty());
        assert_eq!(found("password: #$%&+^~"), ["#$%&+^~"]);
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
        for beside in ["4111 1111 1111 1111 12/27", "4111 1111 1111 1111 123", "2 4111 1111 1111 1111", "12 27 4111 1111 1111 1111"] {
            assert_eq!(found(beside), ["4111 1111 1111 1111"], "{beside}");
        }
        assert_eq!(found("378282246310005 1234"), ["378282246310005"]);
        assert_eq!(found("BE68 5390 0754 7034 BANK"), ["BE68 5390 0754 7034"]);
    }

    #[test]
    fn values_behind_their_name() {
        assert_eq!(found("password: Blue7Horse. Client secret = a81f07c2"), ["Blue7Horse", "a81f07c2"]);
        assert_eq!(found("Aadhaar number 2345 6789 0123; Passport no. K1234567"), ["2345 6789 0123", "K1234567"]);
        assert_eq!(found("My SSN is 078-05-1120"), ["078-05-1120"]);
        assert_eq!(found("My passport number is AB1234567 and it auto-applies"), ["AB1234567"]);
        assert_eq!(found("a token and password hunter2. The key is password: hunter22, user ann"), ["hunter2", "hunter22"]);
    }

    #[test]
    fn names_of_programs_hold_names_of_secrets() {
        assert_eq!(found("CLIENT_SECRET=0f1e2d3c"), ["0f1e2d3c"]);
        assert_eq!(found("DB_PASSWORD=hunter22x, upworkToken: a81f07c2"), ["hunter22x", "a81f07c2"]);
        assert_eq!(found("pass: hunter22 passwords: hunter22x"), ["hunter22", "hunter22x"]);
        assert_eq!(found("Authorization: Bearer 0f1e2d3c4b5a6978"), ["0f1e2d3c4b5a6978"]);
        assert_eq!(found("consumer key 1a2b3c4d5e6f and secret 7f8e9d0c1b2a"), ["1a2b3c4d5e6f", "7f8e9d0c1b2a"]);
        assert_eq!(found("contraseña: MiClave99, Passwort: Geheim77"), ["MiClave99", "Geheim77"]);
    }

    #[test]
    fn what_overlaps_is_one() {
        let span = |(start, end)| Span { start, end };
        let merged = |spans: &[(usize, usize)]| -> Vec<(usize, usize)> {
            merged(spans.iter().copied().map(span).collect()).iter().map(|span| (span.start, span.end)).collect()
        };
        assert_eq!(merged(&[(7, 9), (0, 5), (2, 3), (4, 7)]), [(0, 7), (7, 9)]);
        assert_eq!(merged(&[]), []);
    }

    #[test]
    fn a_secret_is_one_wherever_it_stands_again() {
        assert_eq!(found("Password is Tr0ub4dor&3 and it types Tr0ub4dor&3 twice"), ["Tr0ub4dor&3", "Tr0ub4dor&3"]);
    }

    #[test]
    fn ordinary_words_and_figures_stay() {
        for text in [
            "The password is stored encrypted and the token is refreshed every hour.",
            "API key: granted. The key is kept in a vault; key: read-only.",
            "It sends bearer tokens by OAuth2, as the Bearer OAuth2.0 flow asks; page_key: rows, sortKey: hours.",
            "Spent per year: 2019 2020 2021 2022 2023, then 2024 1500 3000 2800 4100.",
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
