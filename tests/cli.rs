//! The command line from outside: what it prints, where, and its exit codes.
//!
//! `tests/cmd` holds whole runs against the small pack of `tests/packs/demo`; `TRYCMD=overwrite` writes what they print now.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::io::{BufRead as _, Read as _, Write as _};
use std::process::{Command, Output, Stdio};

/// The binary, with the rules of the tests.
fn redraft() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redraft"));
    command.env("REDRAFT_RULES", "tests/packs").stdin(Stdio::null());
    command
}

fn reviewed(args: &[&str], input: &[u8]) -> Output {
    let mut command = redraft();
    command.args(["review", "--pack", "demo"]).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("redraft runs");
    let mut stdin = child.stdin.take().expect("its standard input");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("redraft ends");
    // A run that refuses its input may end before it has read it all.
    let _ = writer.join();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn runs_print_what_they_printed() {
    trycmd::TestCases::new().env("REDRAFT_RULES", "tests/packs").env("NO_COLOR", "1").case("tests/cmd/*.trycmd").case("tests/cmd/*.toml");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let most = "word ".repeat(3_200);
    assert_eq!(reviewed(&[], most.as_bytes()).status.code(), Some(0));
    for (long, said) in [(most.clone() + "x", "16001 characters"), ("é".repeat(1_000_000), "at most 16000 characters")] {
        let refused = reviewed(&[], long.as_bytes());
        assert_eq!(refused.status.code(), Some(2));
        assert!(refused.stdout.is_empty() && text(&refused.stderr).contains(said), "{}", text(&refused.stderr));
    }
    let title = "x".repeat(16_001);
    assert_eq!(reviewed(&["--title", &title], b"A sheet.").status.code(), Some(2));
}

#[test]
fn a_batch_goes_on_after_a_line_that_is_too_long() {
    let long = "x".repeat(16_001);
    let endless = "x".repeat(3_000_000);
    let lines = format!(
        "{{\"id\":1,\"description\":\"{long}\"}}\n{{\"id\":2,\"description\":\"{endless}\"}}\n{{\"id\":3,\"description\":\"A sheet.\"}}"
    );
    let output = reviewed(&["--jsonl"], lines.as_bytes());
    let answers: Vec<serde_json::Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["error"], "the description has 16001 characters; a text has at most 16000 characters");
    assert!(answers[1]["error"].as_str().is_some_and(|error| error.contains("longer than")), "{}", answers[1]);
    assert_eq!((&answers[2]["id"], &answers[2]["verdict"]), (&3.into(), &"needs-work".into()));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_batch_takes_long_texts_in_the_longest_escape() {
    let text_of = "\\ud83d\\ude00".repeat(16_000);
    let line = format!("{{\"id\":1,\"description\":\"{text_of}\",\"profile\":\"{text_of}\",\"form\":\"{text_of}\"}}");
    let output = reviewed(&["--jsonl"], line.as_bytes());
    let answer: serde_json::Value = serde_json::from_str(text(&output.stdout).trim()).expect("JSON");
    assert!(answer.get("error").is_none(), "{answer}");
}

#[test]
fn a_batch_without_a_line_that_can_be_read_is_the_wrong_file() {
    for (lines, said) in
        [("{\n  \"description\": \"A sheet.\"\n}\n", "no line is a submission"), ("A sheet for us.", "the line is no submission")]
    {
        let output = reviewed(&["--jsonl"], lines.as_bytes());
        assert_eq!((output.status.code(), text(&output.stdout).lines().count()), (Some(2), lines.lines().count()));
        assert!(text(&output.stderr).contains(said), "{}", text(&output.stderr));
    }
    assert_eq!(reviewed(&["--jsonl"], b"\n").status.code(), Some(0));
}

#[test]
fn a_line_that_nobody_could_read_passes_no_gate() {
    let lines = "\u{feff}{\"id\":1,\"description\":\"A sheet.\"}\n{broken\n";
    for (gate, code) in [(None, 0), (Some("needs-work"), 1), (Some("likely-rejected"), 2)] {
        let args: Vec<&str> = ["--jsonl"].into_iter().chain(gate.into_iter().flat_map(|gate| ["--fail-on", gate])).collect();
        let output = reviewed(&args, lines.as_bytes());
        assert_eq!((output.status.code(), text(&output.stdout).lines().count()), (Some(code), 2), "{gate:?}");
        assert_eq!(text(&output.stderr).contains("1 line could not be read"), code == 2, "{gate:?}");
    }
}

#[test]
fn an_empty_profile_is_refused() {
    let output = reviewed(&["tests/cmd/drafts/corpus.jsonl", "--profile", "-"], b" \n");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("the profile is empty"), "{}", text(&output.stderr));
}

#[test]
fn drafts_that_begin_with_a_bullet_are_tried_and_show_nothing_that_a_terminal_obeys() {
    let tried = redraft().args(["rules", "try", "- Just \u{1b}[31mtesting.", "--pack", "demo"]).output().expect("redraft runs");
    assert_eq!(tried.status.code(), Some(0), "{}", text(&tried.stderr));
    assert!(!tried.stdout.contains(&0x1b));
    let missing = redraft().args(["review", "no\u{1b}[31mfile"]).output().expect("redraft runs");
    assert!(text(&missing.stderr).contains("no[31mfile"), "{}", text(&missing.stderr));
}

#[cfg(not(feature = "discord"))]
#[test]
fn without_the_bot_it_says_how_to_get_it() {
    for arguments in [&["bot"][..], &["bot", "--check", "--rules", "tests/packs"]] {
        let output = redraft().args(arguments).output().expect("redraft runs");
        assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
        assert!(text(&output.stderr).contains("cargo build --release"), "{}", text(&output.stderr));
    }
}

#[test]
fn a_batch_keeps_the_order_of_its_lines() {
    let lines: Vec<String> = (0..1_000).map(|at| format!("{{\"id\":{at},\"description\":\"Sheet {at} for our team.\"}}")).collect();
    let output = reviewed(&["--jsonl"], lines.join("\n").as_bytes());
    let ids: Vec<u64> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].as_u64().expect("a number"))
        .collect();
    assert_eq!(ids, (0..1_000).collect::<Vec<_>>());
}

#[test]
fn who_sends_a_line_and_waits_gets_its_answer() {
    let mut command = redraft();
    command.args(["review", "--jsonl", "--pack", "demo"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("redraft runs");
    let mut stdin = child.stdin.take().expect("its standard input");
    let mut answers = std::io::BufReader::new(child.stdout.take().expect("its standard output")).lines();
    for id in 1..=3 {
        writeln!(stdin, "{{\"id\":{id},\"description\":\"A sheet for our team.\"}}").expect("the line is taken");
        let answer: serde_json::Value = serde_json::from_str(&answers.next().expect("an answer").expect("a line")).expect("JSON");
        assert_eq!(answer["id"], id);
    }
    drop(stdin);
    assert!(answers.next().is_none() && child.wait().expect("redraft ends").success());
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let lines = "{\"description\":\"A sheet for our team to see hours.\"}\n".repeat(2_000);
    let mut child = redraft()
        .args(["review", "--jsonl", "--pack", "demo"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("redraft runs");
    let mut stdin = child.stdin.take().expect("its standard input");
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
    let mut first = [0; 100];
    child.stdout.take().expect("its standard output").read_exact(&mut first).expect("a part of the first answer");
    let output = child.wait_with_output().expect("redraft ends");
    let _ = writer.join();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn nothing_is_coloured_where_nobody_watches() {
    for no_colour in ["", "1"] {
        let output = redraft().env("NO_COLOR", no_colour).args(["review", "--pack", "demo", "tests/cmd/drafts/bot.txt"]).output();
        assert!(!output.expect("redraft runs").stdout.contains(&0x1b));
    }
}

#[test]
fn what_was_pasted_stands_in_no_error() {
    for input in [&b"secret-canary \xff"[..], "secret-canary ".repeat(20_000).as_bytes()] {
        let refused = reviewed(&[], input);
        assert_eq!(refused.status.code(), Some(2));
        assert!(!text(&refused.stderr).contains("canary"));
    }
    let batch = reviewed(&["--jsonl"], b"{\"description\": secret-canary}\n{\"description\":[\"secret-canary\"]}\nsecret-canary\n");
    assert!(!text(&batch.stdout).contains("canary") && !text(&batch.stderr).contains("canary"));
}
