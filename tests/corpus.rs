//! The shipped rules on the project's own labelled texts: the table is a snapshot, so every change of a rule shows its effect.
//!
//! `INSTA_UPDATE=always cargo test --test corpus` writes the new table; read the difference before you commit it.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use redraft::corpus::{Case, measure, table};
use redraft::store::{self, Location};

fn cases(name: &str) -> Vec<Case> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let text = fs::read_to_string(path).expect("the corpus is there");
    text.lines().map(|line| Case::parse(line).expect("a labelled case")).collect()
}

fn measured(name: &str) -> String {
    let rules = store::load(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped rules load");
    table(&measure(&rules, &cases(name)))
}

#[test]
fn sentences() {
    insta::assert_snapshot!(measured("sentences.jsonl"));
}

/// Texts that rules and examples were made with.
#[test]
fn tuned() {
    insta::assert_snapshot!(measured("tuned.jsonl"));
}

/// Texts by somebody who had not seen the rules: they are measured and never tuned on. Keep them out of the examples.
#[test]
fn unseen() {
    insta::assert_snapshot!(measured("unseen.jsonl"));
}

/// Texts that are hard to read as they are typed: measured by themselves, and never tuned on.
#[test]
fn slips() {
    insta::assert_snapshot!(measured("slips.jsonl"));
}

#[test]
fn a_case_with_an_unknown_category_is_refused() {
    let line = r#"{"id":"x","description":"a","expect":{"verdict":"ready","must":["spam"],"may":[]}}"#;
    assert!(Case::parse(line).expect_err("no such category").contains("spam"));
}
