//! The lists of threats and faults name their tests: each exists. And the tests of threats that have no other place.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use redraft::rule::RuleFile;

/// Names of all tests: functions under a test attribute, also those inside `proptest!`.
fn tests_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            tests_in(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            let mut is_test = false;
            for line in text.lines().map(str::trim) {
                is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
                if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
                    names.insert(rest.split(['(', '<']).next().unwrap_or_default().to_owned());
                    is_test = false;
                }
            }
        }
    }
}

#[test]
fn each_threat_and_each_fault_has_its_measure_and_its_tests() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = BTreeSet::new();
    tests_in(&root.join("src"), &mut names);
    tests_in(&root.join("tests"), &mut names);
    for list in ["src/threats.md", "src/faults.md"] {
        let list = fs::read_to_string(root.join(list)).expect("the list is there");
        let rows: Vec<Vec<&str>> =
            list.lines().filter(|line| line.starts_with("| ")).skip(1).map(|line| line.trim_matches('|').split(" | ").collect()).collect();
        assert!(rows.len() >= 20, "{} rows", rows.len());
        for row in rows {
            let [threat, measure, tests] = row.as_slice() else { panic!("three cells: {row:?}") };
            assert!(threat.len() >= 10 && measure.len() > 10, "{row:?}");
            let shown_by: Vec<&str> = tests.split('`').skip(1).step_by(2).collect();
            assert!(!shown_by.is_empty(), "no test against: {threat}");
            for test in shown_by {
                assert!(names.contains(test), "there is no test {test}, named against: {threat}");
            }
        }
    }
}

/// The mistakes in a pack with this file, as told.
fn mistakes(file_text: &str) -> String {
    let files =
        [RuleFile::new("vague.toml", file_text), RuleFile::new("lists.toml", "denial = [\"never\"]"), RuleFile::new("pack.toml", "")];
    redraft::store::load_files("demo", &files).err().map(|error| error.to_string()).unwrap_or_default()
}

fn rule(id: usize, trigger: &str) -> String {
    format!(
        "[[rule]]\nid = \"rule-{id}\"\n{trigger}\nseverity = \"question\"\nmessage = \"Says {{quote}}.\"\nwhy = \"It is vague.\"\n\
         fix = \"Say more.\"\nbad = [\"word\"]\ngood = [\"other\"]\n\n"
    )
}

#[test]
fn a_regex_bomb_is_refused() {
    for bomb in ["(a{1000}){1000}", "((a{100}){100}){100}", r"\\w{5000}", r"(\\pL{1,200}){1,200}"] {
        let told = mistakes(&rule(1, &format!("matches = \"{bomb}\"")));
        assert!(told.contains("too large") || told.contains("too big") || told.contains("size"), "{bomb}: {told}");
    }
}

#[test]
fn the_check_of_dependencies_is_part_of_ci() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ci = fs::read_to_string(root.join(".ci/run")).expect("CI is there");
    assert!(ci.contains("cargo deny --locked check bans licenses sources"));
    let rules = fs::read_to_string(root.join("deny.toml")).expect("its rules are there");
    assert!(rules.contains("multiple-versions = \"deny\"") && rules.contains("unknown-registry = \"deny\""));
    for exception in rules.lines().filter(|line| line.trim_start().starts_with("{ crate") || line.contains("{ id = ")) {
        assert!(exception.contains("reason = \""), "an exception without its reason: {exception}");
    }
}
