//! Reviews beside Harper's grammar checks: the same made-up descriptions, each seen once by both, in one process and in turns.
//!
//! `cargo run --release --manifest-path benches/beside/Cargo.toml` prints the times and their ratio. The jobs differ (Harper checks
//! grammar and spelling, with several hundred rules): the ratio says what a writer waits for, not whose code is better.

#![allow(clippy::expect_used, clippy::print_stdout, reason = "a program for developers")]

#[path = "../../ratios/texts.rs"]
#[allow(dead_code, reason = "the other benchmark uses all of it")]
mod texts;

use std::hint::black_box;
use std::time::Instant;

use harper_core::linting::{LintGroup, Linter};
use harper_core::parsers::PlainEnglish;
use harper_core::spell::FstDictionary;
use harper_core::{Dialect, Document};
use redraft::review::review;
use redraft::store::{self, DEFAULT_PACK, Location};
use redraft::submission::Submission;

/// Texts that each of the two reads.
const TEXTS: usize = 200;
/// Characters of a text.
const CHARS: usize = 1_500;

fn main() {
    let rules = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the shipped rules load");
    let mut linter = LintGroup::new_curated(FstDictionary::curated(), Dialect::American);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for text in texts::descriptions(7_000, TEXTS, CHARS) {
        let submission = Submission::new(text.as_str());
        ours.push(micros(|| review(&rules, &submission).findings.len()));
        theirs.push(micros(|| linter.lint(&Document::new_curated(&text, &PlainEnglish)).len()));
    }
    let (ours, theirs) = (median(&mut ours), median(&mut theirs));
    println!("{TEXTS} texts of {CHARS} characters, each seen once, middle:");
    println!("redraft, a review                    {ours:>10.1} us");
    println!("harper-core, all curated rules       {theirs:>10.1} us");
    println!("a review is {:.0} times as fast (aim: 20)", theirs / ours);
}

fn micros<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1e6
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
