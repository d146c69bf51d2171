//! The tools of those who write rules, as processes: what they print, what they write, how they end.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use redraft::rule::{Category, FileKind};

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
    assert!(text(&output.stdout).contains("botting.toml: 1 rule changed\n~ botting/auto-apply\n"), "{}", text(&output.stdout));
    assert_eq!(diff(&better, &["--fail-on", "worse"]).status.code(), Some(0));
    assert_eq!(diff(&better, &["--fail-on", "change"]).status.code(), Some(1));
    let output = diff(&worse, &["--fail-on", "worse"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("broken: "), "{}", text(&output.stdout));
    // Without a file of cases those of the new pack are used; without any, the rules alone are compared.
    let new = better.join("demo");
    let own = || text(&redraft(&["rules", "diff", "tests/packs/demo", &new.display().to_string()]).stdout);
    assert!(own().contains("~ botting/auto-apply\n") && own().contains(" of 4 cases"), "{}", own());
    fs::remove_dir_all(new.join("corpus")).expect("the copy can be changed");
    assert!(
        own().ends_with("~ botting/auto-apply\n\nThere are no labelled cases to try it on; --corpus names a file of them.\n"),
        "{}",
        own()
    );
    let same = redraft(&["rules", "diff", "tests/packs/demo", "tests/packs/demo", "--corpus", CORPUS, "--fail-on", "change"]);
    assert_eq!((same.status.code(), text(&same.stdout).contains("None of 4 cases changes.")), (Some(0), true));
    assert!(text(&same.stdout).contains("No file differs."));
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

#[test]
fn a_new_rule_loads_and_proves_itself_as_it_is() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authoring").join("new");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("own")).expect("a folder");
    let shown = folder.display().to_string();
    let with = |arguments: &[&str]| redraft(&[arguments, &["--rules", shown.as_str(), "--pack", "own"]].concat());
    let files = Category::ALL.iter().map(|category| category.name()).chain(["evidence", "credits"]);
    for name in files.map(|file| format!("{file}/my-own-rule")) {
        let output = with(&["rules", "new", &name]);
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{name}");
        assert!(text(&output.stdout).contains(&format!("Wrote the rule {name} to ")), "{}", text(&output.stdout));
    }
    let output = with(&["rules", "check"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("23 rules"), "{}", text(&output.stdout));

    // A second one goes behind the first, and what is there is never touched.
    let path = folder.join("own/botting.toml");
    let before = fs::read_to_string(&path).expect("the file");
    fs::write(&path, before.trim_end()).expect("a file without a last line end");
    assert_eq!(with(&["rules", "new", "botting/another-one"]).status.code(), Some(0));
    let after = fs::read_to_string(&path).expect("the file");
    assert!(after.starts_with(&before) && after.contains("id       = \"another-one\""), "{after}");
    let output = with(&["rules", "new", "botting/another-one"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("there is a rule `botting/another-one` in"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(&path).expect("the file"), after);
    assert_eq!(with(&["rules", "check"]).status.code(), Some(0));
}

#[test]
fn a_rule_that_cannot_be_begun_is_refused() {
    for (name, told) in [
        ("boting/a", "did you mean `botting`?"),
        ("botting", "is not the name of a rule"),
        ("botting/Auto Apply", "is not the name of a rule"),
        ("botting/../../x", "is not the name of a rule"),
    ] {
        let output = redraft(&["rules", "new", name, "--rules", "tests/packs", "--pack", "demo"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
    }
    let output = redraft(&["rules", "new", "botting/a", "--rules", "tests/packs", "--pack", "none"]);
    assert!(text(&output.stderr).contains("there is no pack `none`") && output.status.code() == Some(2));
    // Away from any folder `rules` there is nothing to write to.
    let nowhere = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authoring").join("nowhere");
    fs::create_dir_all(&nowhere).expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_redraft"))
        .args(["rules", "new", "botting/a"])
        .current_dir(nowhere)
        .env_remove("REDRAFT_RULES")
        .output()
        .expect("redraft runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--rules DIR"), "{}", text(&output.stderr));
}

#[test]
fn the_schema_is_json_and_knows_every_kind() {
    for kind in FileKind::ALL {
        let output = redraft(&["rules", "schema", kind.name()]);
        assert_eq!(output.status.code(), Some(0), "{kind}");
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(schema, redraft::rule::schema(*kind));
    }
    let output = redraft(&["rules", "schema", "rule"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("did you mean `rules`?"), "{}", text(&output.stderr));
}

#[test]
fn warnings_are_told_and_may_be_denied() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("authoring").join("warnings");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("own")).expect("a folder");
    let shown = folder.display().to_string();
    let with = |arguments: &[&str]| redraft(&[arguments, &["--rules", shown.as_str(), "--pack", "own"]].concat());
    assert_eq!(with(&["rules", "new", "botting/lantern"]).status.code(), Some(0));
    let begun = text(&with(&["rules", "check"]).stderr);
    assert!(begun.contains("2 warnings") && begun.contains("the pack has no file pack.toml"), "{begun}");
    assert!(begun.contains("put your own words into `says`, `message`, `why`, `fix`, and your own examples under them"), "{begun}");
    assert_eq!(with(&["rules", "check", "--deny-warnings"]).status.code(), Some(1));
    // A pack's own folder is known by its files, also without a pack.toml.
    let named = redraft(&["rules", "check", folder.join("own").to_str().expect("a path")]);
    assert_eq!(named.status.code(), Some(0), "{}", text(&named.stderr));

    fs::write(folder.join("own/pack.toml"), "name = \"own\"\nplatform = \"Marketplace\"\n").expect("a file of the pack");
    let page = fs::read_to_string(folder.join("own/botting.toml")).expect("the page");
    let filled = [
        ("magic lantern", "lantern"),
        ("Say in one line what is wrong.", "It is a lantern."),
        ("Say in one or two sentences why it matters.", "No lantern is allowed."),
        ("Say what to write: ", "Write: "),
    ];
    let filled = filled.iter().fold(page, |page, (from, to)| page.replace(from, to));
    fs::write(folder.join("own/botting.toml"), filled).expect("the page can be filled in");
    let clean = with(&["rules", "check", "--deny-warnings", "--phrases"]);
    assert_eq!((clean.status.code(), text(&clean.stderr)), (Some(0), String::new()));
    assert!(text(&clean.stdout).contains("0 of 1 phrases in rules"), "{}", text(&clean.stdout));

    fs::write(folder.join("own/lists.toml"), "lost = [\"abacus\", \"lantern\"]\n").expect("a file of lists");
    let output = with(&["rules", "check"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("1 warning; the rules are used as they are."), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("no rule uses the list `lost`"));
    assert_eq!(with(&["rules", "check", "--deny-warnings"]).status.code(), Some(1));
    let phrases = text(&with(&["rules", "check", "--phrases"]).stderr);
    assert!(phrases.contains("no example and no case says `abacus`") && !phrases.contains("says `lantern`"), "{phrases}");
    // Of many the first are named, and how to see all.
    let many: Vec<String> = (0..30).map(|at| format!("\"abacus {at}\"")).collect();
    fs::write(folder.join("own/lists.toml"), format!("lost = [{}]\n", many.join(", "))).expect("a file of lists");
    let output = with(&["rules", "check", "--phrases"]);
    assert_eq!(text(&output.stderr).matches("no example and no case says").count(), 20);
    assert!(text(&output.stdout).contains("(the first 20 follow; --phrases=30 names all)"), "{}", text(&output.stdout));
    assert_eq!(text(&with(&["rules", "check", "--phrases=30"]).stderr).matches("no example and no case says").count(), 30);
}

#[test]
fn a_file_that_nobody_reads_is_told() {
    let folder = changed("misnamed", "botting.toml", &[]);
    fs::write(folder.join("demo/vague.toml.txt"), "").expect("a file");
    let output = redraft(&["rules", "check", "--rules", &folder.display().to_string(), "--pack", "demo"]);
    let told = text(&output.stderr);
    assert!(output.status.success() && told.contains("this file is not read") && told.contains("vague.toml.txt:1"), "{told}");
}

#[test]
fn a_new_rule_is_checked_where_it_was_written() {
    let folder = changed("new-elsewhere", "botting.toml", &[]).display().to_string();
    let output = redraft(&["rules", "new", "botting/own", "--rules", &folder, "--pack", "demo"]);
    let said = text(&output.stdout);
    assert!(said.ends_with(&format!("run `redraft rules check --rules {folder} --pack demo`.\n")), "{said}");
}

#[test]
fn errors_name_what_held_a_rule_back_and_what_a_rule_finds_without_its_examples() {
    let folder = changed("errors", "botting.toml", &[("unless   = [\"draft\"]", "unless   = [\"draft\", \"for our clients\"]")]);
    let shown = folder.display().to_string();
    let output = redraft(&["rules", "test", CORPUS, "--errors", "--unseen", "--rules", &shown, "--pack", "demo"]);
    let told = text(&output.stdout);
    assert!(told.contains("near:   botting/auto-apply: “A bot that bids”, but `unless` finds “for our clients”"), "{told}");
    assert!(told.contains("not its"), "{told}");
}

/// A copy of the demo pack with a thousand examples, half of them of a reason.
fn with_examples(name: &str) -> PathBuf {
    let folder = changed(name, "lists.toml", &[]);
    // A word of its own for every five texts: what half of them say teaches little.
    let letter = |number: usize| char::from(b"abcdefghij"[number % 10]);
    let word = |number: usize, second: char| String::from_iter([letter(number), second, letter(number / 10)]);
    let examples = |text: &str, second: char| {
        (0..500).map(|number| format!("\"{text} {} {number}.\"", word(number % 100, second))).collect::<Vec<_>>().join(", ")
    };
    fs::create_dir_all(folder.join("demo/examples")).expect("a folder");
    let file = format!("botting = [{}]\nnothing = [{}]\n", examples("It sends bid", 'x'), examples("We see hours", 'y'));
    fs::write(folder.join("demo/examples/many.toml"), file).expect("a file");
    folder
}

#[test]
fn whoever_waits_for_learning_is_told_so_and_how_to_keep_it() {
    let folder = with_examples("learns").display().to_string();
    let told =
        "redraft: lists or examples have changed, so 1000 examples were learned anew; `redraft rules train` keeps what was learned\n";
    for arguments in [&["rules", "check", &folder, "--pack", "demo"], &["rules", "list", "--rules", &folder, "--pack=demo"]] {
        let output = redraft(arguments);
        assert!(output.status.success() && text(&output.stderr).starts_with(told), "{}", text(&output.stderr));
    }
    assert!(redraft(&["rules", "train", "--rules", &folder, "--pack", "demo"]).status.success());
    let output = redraft(&["rules", "list", "--rules", &folder, "--pack", "demo"]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn mistakes_are_told_before_anything_is_learned() {
    let folder = with_examples("mistake-first");
    // The first would be found by a proof, which needs what is learned; the second is read.
    let unproved = "\n[[rule]]\nid = \"unsaid\"\nlearned = \"botting\"\nat-least = 9.0\nseverity = \"question\"\nmessage = \"It acts.\"\n\
                    fix = \"Write: \\\"I act.\\\"\"\nbad = [\"It sends bid number 5 at once.\"]\ngood = [\"A sheet.\"]\n";
    let path = folder.join("demo/botting.toml");
    let rules = fs::read_to_string(&path).expect("rules");
    let check = |more: &str| {
        fs::write(&path, format!("{rules}{unproved}{more}")).expect("rules");
        text(&redraft(&["rules", "check", &folder.display().to_string(), "--pack", "demo"]).stderr)
    };
    let learned = check("");
    assert!(learned.contains("1 mistake") && learned.contains("botting/unsaid: has to fire on this text"), "{learned}");
    let read = check("\n[[rule]]\nid = \"auto-apply\"\n");
    assert!(!read.contains("botting/unsaid") && read.contains("auto-apply"), "{read}");
}
