//! What the README shows is what the program does: its example output is compared, its commands are run.
//!
//! `UPDATE_EXPECTED=1 cargo test --test readme` writes the present output into the README.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The commands that CI runs instead: they build, test, or need a token.
const ELSEWHERE: &[&str] = &[
    "cargo run --release --no-default-features -- review examples/draft.txt",
    "cargo test",
    "cp .env.example .env",
    "cargo run --release -- bot",
    "target/release/redraft bot --check",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("the README is there")
}

fn redraft(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_redraft"))
        .args(arguments)
        .current_dir(root())
        .env_remove("REDRAFT_RULES")
        .output()
        .expect("the binary starts")
}

/// The lines of all code blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let indented = text.lines().map(|line| line.trim_start_matches("   ")).collect::<Vec<_>>().join("\n");
    indented.split(&fence).skip(1).filter_map(|rest| rest.split("```").next().map(str::to_owned)).collect()
}

#[test]
fn the_critique_is_the_real_one() {
    let readme = readme();
    let (before, rest) = readme.split_once("$ redraft review examples/draft.txt\n").expect("the README shows a critique");
    let (shown, after) = rest.split_once("```").expect("the block ends");
    let output = redraft(&["review", "examples/draft.txt"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let real = String::from_utf8(output.stdout).expect("UTF-8");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(root().join("README.md"), format!("{before}$ redraft review examples/draft.txt\n{real}```{after}"))
            .expect("the README can be written");
        return;
    }
    assert_eq!(shown, real, "run UPDATE_EXPECTED=1 cargo test --test readme");
}

/// The words of a command line; those between double quotes are one.
fn words(arguments: &str) -> Vec<&str> {
    let parts = arguments.split('"').enumerate();
    parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect()
}

#[test]
fn every_command_works() {
    for line in blocks(&readme(), "sh").iter().flat_map(|block| block.lines()).filter(|line| !line.is_empty()) {
        if ELSEWHERE.contains(&line) {
            continue;
        }
        let arguments = line.strip_prefix("target/release/redraft ").expect("a command of redraft, or one of ELSEWHERE");
        // The copy that an author makes before a change.
        let arguments = arguments.replace("rules-before", "rules");
        let output = redraft(&words(&arguments));
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn the_example_rule_loads_and_proves_itself() {
    let blocks = blocks(&readme(), "toml");
    let rule = blocks.first().expect("an example rule");
    let file = |path: &str, text: &str| redraft::rule::RuleFile::new(path, text);
    let lists = "apply-act = [\"apply\", \"submit proposal\"]\ndenial = [\"never\", \"not\"]";
    let pack = "[source.bots]\ntext = \"Use of bots\"";
    let files = [file("botting.toml", rule), file("lists.toml", lists), file("pack.toml", pack)];
    redraft::store::load_files("demo", &files).expect("the example rule loads");
}

#[test]
fn the_example_environment_names_every_variable() {
    let example = fs::read_to_string(root().join(".env.example")).expect(".env.example is there");
    let config = fs::read_to_string(root().join("src/config.rs")).expect("the configuration is there");
    let variables: Vec<&str> = config.split("value(\"").skip(1).filter_map(|rest| rest.split_once("\")").map(|(name, _)| name)).collect();
    assert!(variables.len() >= 10 && variables.contains(&"DISCORD_TOKEN"), "{variables:?}");
    for variable in variables {
        assert!(example.contains(&format!("{variable}=")), "{variable} is missing in .env.example");
        assert!(readme().contains(variable), "{variable} is missing in README.md");
    }
}

#[test]
fn the_files_for_operators_are_there_and_know_the_exit_codes() {
    for file in ["examples/deploy/redraft.service", "examples/deploy/Containerfile"] {
        assert!(readme().contains(file), "README.md does not name {file}");
        let text = fs::read_to_string(root().join(file)).expect("README.md names it");
        assert!(text.contains("redraft") && text.contains("REDRAFT_DATA"), "{file}");
    }
    let unit = fs::read_to_string(root().join("examples/deploy/redraft.service")).expect("the unit is there");
    for line in
        ["Type=notify", "WatchdogSec=120", "RestartPreventExitStatus=2", "DynamicUser=yes", "ProtectSystem=strict", "MemoryMax=160M"]
    {
        assert!(unit.lines().any(|found| found == line), "the unit lacks {line}");
    }
}
