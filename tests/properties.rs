//! The properties that the fuzz targets check, on made-up texts and on the fuzzer's seeds and findings.

#![allow(clippy::expect_used, reason = "a test may panic")]

#[path = "../fuzz/properties.rs"]
mod properties;
mod scraps;

use std::fs;
use std::path::Path;

use proptest::prelude::*;

const SCRAPS: &[&str] = &[
    "a bot that bids by itself",
    "never",
    "no",
    "without",
    "is something it never does",
    "50k requests per day",
    "2 calls per second per user",
    "every second",
    "for each of 30 contracts",
    "Profile:",
    "Form:",
    "Title: x",
    "ID: verified",
    "City: Lima",
    "Name = Ann",
    "{\"name\": \"x\"",
    " / ",
    " · ",
    ";",
    ",",
    ".",
    "\n",
    "\n\n- ",
    "…",
    "é",
    "木",
    "\u{200b}",
    "\u{202e}",
    "ａｐｐｌｙ",
    "a\u{301}",
    "'",
    "don't",
    "e.g.",
    "P.O.",
    "auto- matically",
    "s c r a p e",
    "<@1>",
    "@everyone",
    "```",
    "||",
    "\0",
    "\r\n",
    "password: Tr0ub4dor&3",
    "4111 1111 1111 1111",
    "99999999999999999999",
    "1.2.3,4'5",
    "half a million",
    "two hundred and fifty",
    "[[rule]]",
    "id = \"x\"",
    "says = [\"send ... bid\"]",
    "severity = \"reject\"",
    "message = \"m\"",
    "fix = \"f\"",
    "bad = [\"it [[sends]] a bid\"]",
    "good = [\"no\"]",
    "\n--- lists.toml\n",
    "act = [\"@act\", \"a*\"]",
    "matches = '(a+)+'",
    "\"",
    "[",
    "]",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn of_texts(text in scraps::text(SCRAPS)) {
        properties::normaliser(&text);
        properties::quantities(&text);
        properties::sections(&text);
        properties::rules(&text);
    }

    #[test]
    fn of_reviews(text in scraps::text(SCRAPS)) {
        properties::reviewed(&text);
        properties::profile(&text);
        properties::rendered(&text);
    }
}

/// What must hold for any text.
type Property = fn(&str);

/// What the fuzzer starts from, and what it found: `fuzz/seeds/<target>/`.
#[test]
fn of_seeds_and_findings() {
    let targets: [(&str, Property); 7] = [
        ("rules", properties::rules),
        ("normaliser", properties::normaliser),
        ("review", properties::reviewed),
        ("renderer", properties::rendered),
        ("quantities", properties::quantities),
        ("profile", properties::profile),
        ("sections", properties::sections),
    ];
    for (name, property) in targets {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(name);
        let files: Vec<_> = fs::read_dir(folder).expect("seeds").map(|entry| entry.expect("a seed").path()).collect();
        assert!(!files.is_empty(), "{name} has seeds");
        for file in files {
            property(&String::from_utf8_lossy(&fs::read(&file).expect("a seed")));
        }
    }
}
