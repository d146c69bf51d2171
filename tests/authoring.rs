//! The tools of those who write rules, as processes: what they print, what they write, how they end.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CORPUS: &str = "tests/cmd/drafts/corpus.jsonl";

/// A copy of the demo pack of one test's own, with texts of one of its files replaced.
fn changed(name: &str, file: &str, replaced: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authoring").join(name);
    let _ = fs::remove_dir_all(&folder);
    copy(Path::new("tests/packs/demo"), &folder.join("demo"));
    let path = folder.join("demo").join(file);
    let mut text = fs::read_to_string(&path).expect("a file of the pack");
    for (from, to) in replaced {
        assert!(text.contains(from), "{from} stands in {file}");
        text = text.replace(from, to);
    }
    fs::write(path, text).expect("the copy can be changed");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

fn redraft(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_redraft")).args(arguments).env_remove("REDRAFT_RULES").output().expect("redraft runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn diff_tells_what_a_change_makes_better_and_worse() {
    // "at night" mends the case that was missed; "sheet" breaks one that was right.
    let better = changed("diff-better", "botting.toml", &[("\"auto-apply\"]", "\"auto-apply\", \"bids at night\"]")]);
    let worse = changed("diff-worse", "botting.toml", &[("\"auto-apply\"]", "\"auto-apply\", \"sheet\"]")]);
    let diff = |new: &Path, more: &[&str]| {
        let new = new.display().to_string();
        redraft(&[&["rules", "diff", "tests/packs", new.as_str(), "--pack", "demo", "--corpus", CORPUS], more].concat())
    };
    let output = diff(&better, &[]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    assert!(text(&output.stdout).ends_with("1 of 4 cases changes: 1 better, 0 worse.\n"), "{}", text(&output.stdout));
    assert_eq!(diff(&better, &["--fail-on", "worse"]).status.code(), Some(0));
    assert_eq!(diff(&better, &["--fail-on", "change"]).status.code(), Some(1));
    let output = diff(&worse, &["--fail-on", "worse"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("broken: "), "{}", text(&output.stdout));
    let same = redraft(&["rules", "diff", "tests/packs/demo", "tests/packs/demo", "--corpus", CORPUS, "--fail-on", "change"]);
    assert_eq!((same.status.code(), text(&same.stdout).contains("None of 4 cases changes.")), (Some(0), true));
}

#[test]
fn diff_refuses_what_it_cannot_compare() {
    for arguments in [
        ["rules", "diff", "tests/packs", "tests/nowhere", "--corpus", CORPUS],
        ["rules", "diff", "tests/packs/demo", "tests/packs/demo", "--corpus", "tests/nowhere.jsonl"],
        ["rules", "diff", "tests/packs/demo", "tests/packs/demo", "--corpus", "tests/packs/demo/pack.toml"],
    ] {
        let output = redraft(&arguments);
        assert_eq!((output.status.code(), output.stdout.is_empty(), output.stderr.is_empty()), (Some(2), true, false), "{arguments:?}");
    }
}
