//! What authors of rules are told of their mistakes: each folder of `tests/broken` is a pack with the mistake it is named after, and
//! `expected.txt` is the whole text they get.
//!
//! To add a mistake, make a folder with the files and run the test with `UPDATE_EXPECTED=1`; then read the text aloud: does it say
//! where, what was expected and what to write, to somebody who does not program?

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use redraft::rule::WIDE;
use redraft::store::{LoadError, Location, load};

#[test]
fn every_mistake_is_told() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let folder = Path::new("tests/broken");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder of mistakes")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 25);
    let mut wrong = Vec::new();
    for name in &names {
        let file = folder.join(name).join("expected.txt");
        let told = told(folder, name);
        if update {
            fs::write(&file, &told).expect("the expected text can be written");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
        if told != expected || !told.contains("error: ") {
            wrong.push(format!("== {name}\nexpected:\n{expected}\ntold:\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text for the mistakes of one pack.
fn told(folder: &Path, name: &str) -> String {
    match load(&Location::Folder(folder.to_owned()), name) {
        Err(LoadError::Rules(mistakes)) => mistakes.render(WIDE),
        Err(error) => panic!("{name}: {error}"),
        Ok(_) => "No mistake was found.\n".to_owned(),
    }
}
