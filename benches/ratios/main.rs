//! Speeds as ratios to one pass of aho-corasick over 300 phrases (AC-300), taken in the same process in rounds that take turns, on
//! made-up texts that are seen once.
//!
//! `cargo bench` prints the table. `cargo bench -- count` runs what `.ci/instructions` counts by callgrind.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a program for developers")]

mod texts;

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::AhoCorasick;
use redraft::review::review;
use redraft::rule::RuleSet;
use redraft::store::{self, Location};
use redraft::submission::Submission;

/// Rounds that take turns.
const ROUNDS: usize = 20;
/// Texts of a round.
const TEXTS: usize = 50;

fn main() {
    let shipped = store::load(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped rules load");
    if std::env::args().any(|argument| argument == "count") {
        for text in texts::descriptions(7, 40, 1_500) {
            reviewed(&shipped, &Submission::new(text));
        }
        return;
    }
    let phrases = AhoCorasick::builder().ascii_case_insensitive(true).build(texts::phrases(1, 300)).expect("phrases");
    let mut ac = Vec::new();
    let mut full = Vec::new();
    for round in 0..ROUNDS {
        let texts = texts::descriptions(1_000 + round as u64, TEXTS, 1_500);
        for text in &texts {
            ac.push(timed(|| phrases.find_overlapping_iter(text.as_str()).count()));
        }
        for text in &texts {
            let submission = Submission::new(text.as_str());
            full.push(timed(|| reviewed(&shipped, &submission)));
        }
    }
    println!("AC-300 {:?} full {:?} p99 {:?}", middle(&mut ac), middle(&mut full), full[full.len() * 99 / 100]);
}

/// One full review; a function of its own, so that callgrind finds it.
#[inline(never)]
fn reviewed(rules: &RuleSet, submission: &Submission) -> usize {
    let review = review(rules, submission);
    black_box(review.findings.len() + review.evidence.len())
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
