//! Speeds as ratios to one pass of aho-corasick over 300 phrases (AC-300), taken in the same process in rounds that take turns, on
//! made-up texts that are seen once.
//!
//! `cargo bench --bench ratios` prints the table. A harness of its own, as those at hand neither take turns nor give ratios.

#![allow(clippy::expect_used, clippy::print_stdout, clippy::cast_precision_loss, reason = "a program for developers")]

mod synthetic;
mod texts;

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use aho_corasick::AhoCorasick;
use redraft::render::json;
use redraft::review::review;
use redraft::rule::{RuleSet, compile};
use redraft::store::{self, DEFAULT_PACK, Location};
use redraft::submission::Submission;

/// Rounds that take turns.
const ROUNDS: u64 = 20;
/// Texts of a round.
const TEXTS: usize = 50;

fn main() {
    let shipped = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the shipped rules load");
    let phrases = AhoCorasick::builder().ascii_case_insensitive(true).build(texts::phrases(1, 300)).expect("phrases");
    let pass = |text: &str| phrases.find_overlapping_iter(text).count();

    let (mut ac, mut full) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let texts = texts::descriptions(1_000 + round, TEXTS, 1_500);
        ac.extend(texts.iter().map(|text| micros(|| pass(text))));
        full.extend(texts.iter().map(|text| reviewing(&shipped, text)));
    }
    let unit = at(&mut ac, 0.5);
    let middle = at(&mut full, 0.5);
    println!("{:<58} {:>10} {:>9}", "1,000 texts of 1,500 characters, each seen once", "us", "ratio");
    row("AC-300: 300 phrases, overlapping", unit, 1.0, "AC-300");
    row("full review, shipped pack, middle", middle, middle / unit, "AC-300, aim 10");
    row("full review, shipped pack, p99", at(&mut full, 0.99), at(&mut full, 0.99) / middle, "middle, aim 5");

    let ordinary = median(&shipped, &texts::descriptions(2, TEXTS, 4_000));
    row("full review of 4,000 characters", ordinary, ordinary / middle, "1,500");
    for (name, text) in texts::hostile(4_000) {
        let time = median(&shipped, &vec![text; 9]);
        row(&format!("  hostile: {name}"), time, time / ordinary, "ordinary, aim 5");
    }
    let short = median(&shipped, &texts::descriptions(3, TEXTS, 1_600));
    let long = median(&shipped, &texts::descriptions(4, TEXTS, 16_000));
    row("full review of 16,000 characters", long, long / short / 10.0, "ten of 1,600, aim 1");

    let small = synthetic_pack(300);
    let before = resident();
    let large = synthetic_pack(10_000);
    let grown = resident().saturating_sub(before);
    let (mut few, mut many) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let texts = texts::descriptions(5_000 + round, TEXTS, 1_500);
        few.extend(texts.iter().map(|text| reviewing(&small, text)));
        many.extend(texts.iter().map(|text| reviewing(&large, text)));
    }
    let (few, many) = (at(&mut few, 0.5), at(&mut many, 0.5));
    row("300 synthetic rules", few, few / unit, "AC-300");
    row(&format!("10,000 synthetic rules, {} MiB", grown / 1_024), many, many / few, "300, aim 3");

    let start = median_of(5, || micros(|| store::load(&Location::BuiltIn, DEFAULT_PACK).expect("rules")));
    row("shipped pack ready, proved by the tests", start, start / 15_000.0, "15 ms");
    let files = store::files(&Location::BuiltIn, DEFAULT_PACK).expect("files");
    let proved = median_of(3, || micros(|| store::compile_files(DEFAULT_PACK, &files).expect("rules")));
    row("shipped pack ready, proved at start", proved, proved / 150_000.0, "150 ms");

    let mut lines: Vec<f64> = texts::descriptions(6, 1_000, 500).iter().map(|text| micros(|| line(&shipped, text))).collect();
    let each = at(&mut lines, 0.5);
    row(&format!("a line of a batch, 500 characters: {:.0} a second a core", 1e6 / each), each, each / 20.0, "50,000 a second");
}

/// One full review.
fn reviewing(rules: &RuleSet, text: &str) -> f64 {
    let submission = Submission::new(text);
    micros(|| {
        let review = review(rules, &submission);
        review.findings.len() + review.evidence.len()
    })
}

/// A review as a line of JSON.
fn line(rules: &RuleSet, text: &str) -> String {
    let submission = Submission::new(text);
    json::review(&review(rules, &submission), &submission.shown(), None).expect("JSON")
}

fn synthetic_pack(rules: usize) -> RuleSet {
    compile("synthetic", &synthetic::files(rules)).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn median(rules: &RuleSet, texts: &[String]) -> f64 {
    let mut times: Vec<f64> = texts.iter().map(|text| reviewing(rules, text)).collect();
    at(&mut times, 0.5)
}

fn median_of(times: usize, mut time: impl FnMut() -> f64) -> f64 {
    let mut times: Vec<f64> = (0..times).map(|_| time()).collect();
    at(&mut times, 0.5)
}

fn micros<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1e6
}

/// The time below which a share of all lies.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
fn at(times: &mut [f64], share: f64) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get((times.len() as f64 * share) as usize).copied().unwrap_or_default()
}

/// KiB of memory the process holds, where the system tells.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

fn row(what: &str, micros: f64, ratio: f64, of: &str) {
    println!("{what:<58} {micros:>10.1} {ratio:>9.2} x {of}");
}
