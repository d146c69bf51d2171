//! The pack built into the binary is proved here, once for all starts, and what it learned is up to date.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use redraft::engine;
use redraft::rule::{MODEL_FILE, RuleSet};
use redraft::store::{self, DEFAULT_PACK, Location};

#[test]
fn the_built_in_rules_are_proved() {
    let files = store::files(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in files");
    let rules = store::compile_files(DEFAULT_PACK, &files).unwrap_or_else(|wrong| panic!("{wrong}"));
    // Unpacked once more, since only then the order in the tables is that of a set from the binary.
    let compiled = RuleSet::unpack(rules.pack().expect("bytes").leak()).expect("a set").pack();
    let built_in = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in rules");
    assert!(built_in.examples.is_empty(), "it was not compiled now");
    assert!(built_in.pack() == compiled, "the build script compiles as the store does");
}

/// `INSTA_UPDATE=always cargo test --test shipped` writes the model anew.
#[test]
fn the_model_in_the_folder_is_what_the_examples_teach() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files = store::files(&Location::Folder(folder.clone()), DEFAULT_PACK).expect("the folder");
    files.retain(|file| file.path != MODEL_FILE);
    let draft = redraft::rule::draft(DEFAULT_PACK, &files);
    let learned = engine::learn(&draft.rules).to_file(&draft.rules.model_key).expect("it was learned here");
    let path = folder.join(DEFAULT_PACK).join(MODEL_FILE);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&path, &learned).expect("the folder can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == learned, "{MODEL_FILE} is old: `INSTA_UPDATE=always cargo test --test shipped` writes it anew");
}
