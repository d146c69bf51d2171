//! Killed while it publishes, again and again: whatever moment it dies at, the next start serves one whole set.

#![cfg(feature = "discord")]
#![allow(clippy::expect_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use redraft::history::{Author, Change, Entry, Keeper};
use redraft::store::Location;

const PACK: &str = "demo";
/// Names the folder in which the child of this test publishes.
const FOLDER: &str = "REDRAFT_TEST_PUBLISHES_IN";
/// How often it is killed.
const KILLS: u32 = 25;

/// Gives two files, one after the other, a rule of this word.
fn publish(keeper: &Keeper, word: &str) {
    for path in ["botting.toml", "vague.toml"] {
        let change = Change::Put { path: path.to_owned(), text: rule(word) };
        let entry = Entry { author: Author::Member(7), reason: word.to_owned(), what: path.to_owned() };
        keeper.publish(keeper.served().number, &change, entry).expect("it is published");
    }
}

fn rule(word: &str) -> String {
    format!(
        "[[rule]]\nid = \"{word}\"\nsays = [\"{word}\"]\nseverity = \"advice\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"{word}\"]\ngood = [\"nothing\"]\n"
    )
}

fn open(folder: &Path) -> Keeper {
    Keeper::open(Location::Folder(folder.join("rules")), PACK, Some(&folder.join("data"))).expect("a whole set")
}

/// The child: publishes until it is killed. Without its variable, nothing to do.
#[test]
fn publishes_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) else { return };
    let keeper = open(&folder);
    let until = Instant::now() + Duration::from_secs(60);
    // Words that no generation before has had: a change of nothing is refused.
    let mut at = keeper.served().number;
    while Instant::now() < until {
        at += 1;
        publish(&keeper, &format!("word{at}"));
    }
}

#[test]
fn killed_at_any_moment_it_starts_with_a_whole_set() {
    let folder = env::temp_dir().join(format!("redraft-killed-{}", std::process::id()));
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(folder.join("rules").join(PACK)).expect("a folder");
    for path in ["botting.toml", "vague.toml"] {
        fs::write(folder.join("rules").join(PACK).join(path), rule("first")).expect("a file");
    }
    let mut published = open(&folder).served().number;
    for kill in 0..KILLS {
        let mut child = Command::new(env::current_exe().expect("this test"))
            .args(["--exact", "publishes_until_it_is_killed", "--test-threads=1"])
            .env(FOLDER, &folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the child starts");
        let current = folder.join("data/rules").join(PACK).join("current");
        let number = || fs::read_to_string(&current).expect("a number").trim().parse::<u32>().expect("a number");
        let patience = Instant::now() + Duration::from_secs(20);
        while number() < published + 4 {
            assert!(Instant::now() < patience, "the child publishes");
            thread::sleep(Duration::from_millis(1));
        }
        // A different step of publishing each time.
        thread::sleep(Duration::from_micros(u64::from(kill) * 137));
        child.kill().expect("it is killed");
        child.wait().expect("it is gone");

        let keeper = open(&folder);
        let served = keeper.served();
        assert!(served.number > published, "what was published is not lost");
        published = served.number;
        let (listed, _) = keeper.generations().expect("a history").list(published, 2);
        let manifest = listed.first().expect("the current one");
        let names: Vec<String> = served.rules.rules.iter().map(|rule| rule.id.to_string()).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        let changed = format!("{}/{}", manifest.what.trim_end_matches(".toml"), manifest.reason);
        assert!(names.contains(&changed), "the set is the one of its manifest: {names:?}, {changed}");
    }
    drop(fs::remove_dir_all(&folder));
}
