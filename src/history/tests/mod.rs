//! Tests of the history: each in folders of its own.

mod clock;
mod faults;
mod folder;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Author, Change, Entry, Keeper};
use crate::store::Location;

const PACK: &str = "demo";

/// A folder that is removed with all in it.
struct Temp(PathBuf);

impl Temp {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("redraft-history-{}-{number}", std::process::id()));
        drop(fs::remove_dir_all(&folder));
        fs::create_dir_all(folder.join("rules").join(PACK)).expect("a folder");
        Self(folder)
    }

    /// A folder of rules with one rule that fires on `word`.
    fn with_rule(word: &str) -> Self {
        let temp = Self::new();
        temp.write("botting.toml", &rule(word));
        temp
    }

    fn rules(&self) -> Location {
        Location::Folder(self.0.join("rules"))
    }

    fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    fn file(&self, path: &str) -> PathBuf {
        self.0.join("rules").join(PACK).join(path)
    }

    /// Writes a rule file.
    fn write(&self, path: &str, text: &str) {
        write(&self.file(path), text);
    }

    fn open(&self) -> Keeper {
        Keeper::open(self.rules(), PACK, Some(&self.data())).expect("a keeper")
    }
}

impl Drop for Temp {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// A rule file with one rule that fires on `word`.
fn rule(word: &str) -> String {
    format!(
        "[[rule]]\nid = \"{word}\"\nsays = [\"{word}\"]\nseverity = \"advice\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"{word}\"]\ngood = [\"nothing\"]\n"
    )
}

/// The names of the rules that are served.
fn served(keeper: &Keeper) -> Vec<String> {
    keeper.current().rules.iter().map(|rule| rule.id.to_string()).collect()
}

fn put(path: &str, text: &str) -> Change {
    Change::Put { path: path.to_owned(), text: text.to_owned() }
}

fn entry() -> Entry {
    Entry { author: Author::Member(7), reason: "a test".to_owned(), what: "a rule".to_owned() }
}
