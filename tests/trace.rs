//! Why rules fire or keep silent: a trace says what a review does, and names the words.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use redraft::engine::{Answer, Hold, tried};
use redraft::render::trace::{Wish, page};
use redraft::review::review;
use redraft::rule::{Effect, Measure, RuleFile, RuleSet};
use redraft::store::{self, Location};
use redraft::submission::Submission;

fn demo() -> RuleSet {
    store::load(&Location::Folder("tests/packs".into()), "demo").expect("the demo pack loads")
}

/// A rule with these keys, and lists for denial.
fn rule(keys: &str) -> RuleSet {
    let text = format!("[[rule]]\nid = \"a\"\n{keys}\nseverity = \"reject\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"x\"]\ngood = [\"y\"]");
    let lists = "denial = [\"never\"]\nact = [\"send\", \"post\"]\nthing = [\"bid\", \"letter\"]";
    redraft::rule::compile("demo", &[RuleFile::new("botting.toml", text), RuleFile::new("lists.toml", lists.to_owned())])
        .expect("the rule is right")
}

fn answer(keys: &str, text: &str) -> Option<Answer> {
    tried(&rule(keys), &Submission::new(text), |_| true).traces.into_iter().next().map(|trace| trace.answer)
}

fn words(text: &str, hold: &Hold) -> String {
    match hold {
        Hold::Said { key, words, .. } => format!("{key}: {}", words.expect("words").quote(text)),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_trace_fires_where_a_review_does() {
    let files = store::files(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped pack");
    let cases = store::cases(&files);
    let rules = store::load(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped pack");
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for case in &cases {
        let submission = case.submission();
        let found: BTreeSet<String> = review(&rules, &submission).findings.iter().map(|finding| finding.rule.id.to_string()).collect();
        let fired: BTreeSet<String> = tried(&rules, &submission, |_| true)
            .traces
            .iter()
            .filter(|trace| matches!(trace.rule.effect, Effect::Finding { .. }) && matches!(trace.answer, Answer::Fired(_)))
            .map(|trace| trace.rule.id.to_string())
            .collect();
        assert_eq!(found, fired, "{}", case.id);
        seen.extend(fired);
    }
    assert!(seen.len() >= 30, "only {} rules fire on the cases of the pack", seen.len());
}

#[test]
fn the_words_that_hold_a_rule_back_are_named() {
    let text = "It sends a bid, but as a draft.";
    for (keys, expected) in [
        ("unless = [\"draft\"]", "unless: draft"),
        ("unless-anywhere = [\"draft\"]", "unless-anywhere: draft"),
        ("not-after = [\"it\"]", "not-after: It"),
        ("not-before = [\"but\"]", "not-before: but"),
        ("also = [\"captcha\"]", "Lacks(\"also\")"),
        ("near = [\"captcha\"]", "Lacks(\"near\")"),
        ("any-of = [\"draft\", \"captcha\"]\nat-least = 2", "TooFew"),
        ("also-states = \"internal\"", "Lacks(\"also-states\")"),
        ("only-under = \"3 words\"", "Amount"),
    ] {
        let Some(Answer::Held { by, .. }) = answer(&format!("says = [\"@act ... @thing\"]\n{keys}"), text) else {
            panic!("{keys}: held back")
        };
        assert!(by.len() == 1 && words(text, &by[0]).starts_with(expected), "{keys}: {by:?}");
    }
    let both = answer("says = [\"send\"]\nunless = [\"draft\"]\nnot-after = [\"it\"]", text);
    assert!(matches!(both, Some(Answer::Held { by, .. }) if by.len() == 2), "all reasons are told");
}

#[test]
fn the_words_that_deny_are_named() {
    let text = "The app never sends a bid.";
    let Some(Answer::Denied { words, by }) = answer("says = [\"send ... bid\"]", text) else { panic!("denied") };
    assert_eq!((words.expect("words").quote(text), by.expect("a cue").quote(text)), ("sends a bid", "never"));
    assert!(matches!(answer("says = [\"send\"]\neven-denied = true", text), Some(Answer::Fired(_))));
}

#[test]
fn the_part_that_is_missing_is_named() {
    for (keys, text, missing) in [
        ("says = [\"@act ... @thing\"]", "It sends a report.", &["@thing"][..]),
        ("says = [\"machine ... @thing\"]", "A bid of mine.", &["machine"]),
        ("says = [\"@act ... @thing\"]", "A bid is what it will send.", &[]),
        ("co-occurs = [\"@act\", \"captcha\"]", "It sends a report.", &["captcha"]),
    ] {
        let Some(Answer::Partly { missing: told, .. }) = answer(keys, text) else { panic!("{keys}: said in part") };
        assert_eq!(told, missing, "{keys}");
    }
    assert_eq!(answer("says = [\"@act ... @thing\"]", "A sheet of hours."), None);
    let near =
        answer("similar-to = [\"This app will be used for various purposes.\"]\nat-least = 0.95", "The app is used for several purposes.");
    assert!(matches!(near, Some(Answer::Under { has, wanted, .. }) if has < wanted), "{near:?}");
}

#[test]
fn measures_count_as_rules_do() {
    let rules = demo();
    let text = "A dashboard for our team, a sheet for our team to see hours.";
    let measures = tried(&rules, &Submission::new(text), |_| true).measures;
    let of = |measure: Measure| measures.iter().find(|measured| measured.measure == measure).expect("it is shown");
    assert!((of(Measure::Words).amount - 13.0).abs() < f64::EPSILON);
    let facts = of(Measure::Facts);
    assert!(facts.amount >= 3.0 && facts.words.iter().any(|span| span.quote(text) == "dashboard"), "{facts:?}");
}

#[test]
fn a_page_holds_whatever_the_text_is() {
    let rules = demo();
    for text in ["", "Title: x", "a bot that bids, never a bot that bids", "\u{202e}\0 bot bids", &"a bot bids ".repeat(1_000)] {
        let page = page(&rules, &Submission::from_sections(text), Wish { evidence: true, all: true, rule: None });
        assert!(page.contains("measured by"));
    }
}
