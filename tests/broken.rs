//! What authors of rules are told of their mistakes: each folder of `tests/broken` is a pack with the mistake it is named after, and
//! `expected.txt` is the whole text they get.
//!
//! To add a mistake, make a folder with the files and run the test with `UPDATE_EXPECTED=1`; then read the text aloud: does it say
//! where, what was expected and what to write, to somebody who does not program?

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use redraft::rule::{Diagnostic, Diagnostics, NARROW, WIDE};
use redraft::store::{LoadError, Location, load};
use unicode_width::UnicodeWidthStr as _;

#[test]
fn every_mistake_is_told() {
    let update = std::env::var_os("UPDATE_EXPECTED").is_some();
    let folder = Path::new("tests/broken");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder of mistakes")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 40);
    let mut wrong = Vec::new();
    let mut titles = BTreeSet::new();
    for name in &names {
        let mistakes = mistakes(folder, name);
        titles.extend(mistakes.items.iter().map(kind));
        for (width, file) in [(WIDE, "expected.txt"), (NARROW, "expected-on-discord.txt")] {
            let file = folder.join(name).join(file);
            let told = mistakes.render(width);
            if update {
                fs::write(&file, &told).expect("the expected text can be written");
            }
            let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
            if told != expected || !told.contains("error: ") {
                wrong.push(format!("== {name}\nexpected:\n{expected}\ntold:\n{told}"));
            }
            let too_wide = told.lines().find(|line| width == NARROW && line.width() > NARROW);
            wrong.extend(too_wide.map(|line| format!("== {name}: wider than {NARROW} columns: {line}")));
        }
    }
    assert!(titles.len() >= 40, "{} different mistakes are told", titles.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The mistakes of one pack.
fn mistakes(folder: &Path, name: &str) -> Diagnostics {
    match load(&Location::Folder(folder.to_owned()), name) {
        Err(LoadError::Rules(mistakes)) => mistakes,
        Err(error) => panic!("{name}: {error}"),
        Ok(_) => Diagnostics::default(),
    }
}

/// What is wrong, without the names and values of this case: to count different mistakes.
fn kind(mistake: &Diagnostic) -> String {
    let plain = |text: &str| text.split('`').enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, part)| part).collect::<String>();
    format!("{} {}", plain(&mistake.title), plain(&mistake.label).split(':').next().unwrap_or_default())
}
