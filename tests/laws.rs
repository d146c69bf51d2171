//! The laws of a review, as properties: whatever the text, whatever the order of rules, files and words.
//!
//! They hold for a small pack of their own (`tests/packs/demo`) and for made-up findings, so that they do not depend on the shipped rules.

#![allow(clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

#[allow(dead_code, reason = "the fuzz targets and `tests/properties.rs` use the rest")]
#[path = "../fuzz/properties.rs"]
mod properties;
mod scraps;

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use redraft::engine::{Credit, Finding, Outcome};
use redraft::locale::Locale;
use redraft::render::{json, markdown, page, skeleton, terminal};
use redraft::review::{Review, band, judge, review, score};
use redraft::rule::{Category, Effect, Input, RuleFile, RuleSet, Severity};
use redraft::store::{self, Location};
use redraft::submission::Submission;
use redraft::text::Span;

static DEMO_FILES: LazyLock<Vec<RuleFile>> =
    LazyLock::new(|| store::files(&Location::Folder("tests/packs".into()), "demo").expect("the demo pack is there"));
static DEMO: LazyLock<RuleSet> = LazyLock::new(|| load(&DEMO_FILES));
/// Rules of every category, severity and many points; some yield to others.
static MANY: LazyLock<RuleSet> = LazyLock::new(many);

fn load(files: &[RuleFile]) -> RuleSet {
    store::load_files("demo", files).unwrap_or_else(|wrong| panic!("{wrong}"))
}

fn many() -> RuleSet {
    let files: Vec<RuleFile> = Category::ALL
        .iter()
        .enumerate()
        .map(|(at, category)| {
            let rule = |severity: &Severity| {
                let points = (at * 37 + *severity as usize * 29) % 101;
                let next = Category::ALL.get(at + 1).filter(|_| at % 2 == 0 && *severity == Severity::Question);
                let yields = next.map(|next| format!("unless-finding = [\"{next}\"]\n")).unwrap_or_default();
                format!(
                    "[[rule]]\nid = \"{severity}\"\nin = \"description\"\nsays = [\"word\"]\nseverity = \"{severity}\"\npoints = {points}\n{yields}\
                     message = \"m\"\nfix = \"f\"\ncredit = \"c\"\nbad = [\"word\"]\ngood = [\"other\"]\ndenies = [\"never word\"]\n"
                )
            };
            let path = format!("{category}.toml");
            RuleFile { shown: path.clone(), path, text: Severity::ALL.iter().map(rule).collect::<String>().into() }
        })
        .chain([RuleFile::new("lists.toml", "denial = [\"never\"]")])
        .collect();
    load(&files)
}

fn finding(at: usize, start: usize) -> Finding<'static> {
    let rule = &MANY.rules[at];
    let Effect::Finding { category, severity, points } = rule.effect else { panic!("a rule that finds") };
    Finding { rule, category, severity, points, input: Input::Description, span: Some(Span { start, end: start + 1 }), amount: None }
}

fn credit(at: usize) -> Credit<'static> {
    let rule = &MANY.rules[at];
    Credit { rule, input: Input::Description, span: Span { start: 0, end: 1 }, message: "c", points: 0 }
}

/// Numbers of rules of [`MANY`], in any order.
fn some_rules() -> impl Strategy<Value = Vec<usize>> {
    let all: Vec<usize> = (0..MANY.rules.len()).collect();
    prop_oneof![subsequence(all.clone(), 0..6), subsequence(all, 0..MANY.rules.len())].prop_shuffle()
}

fn findings(rules: &[usize]) -> Vec<Finding<'static>> {
    rules.iter().map(|at| finding(*at, at % 5)).collect()
}

fn credits(rules: &[usize]) -> Vec<Credit<'static>> {
    rules.iter().map(|at| credit(*at)).collect()
}

/// What the demo pack listens for, what turns it round, and what tries to break it.
const SCRAPS: &[&str] = &[
    "auto-apply",
    "a bot that bids",
    "automatically",
    "sends proposals",
    "by itself",
    "solves the captcha",
    "headless browser",
    "draft",
    "I want to test the API",
    "for learning purposes",
    "This application will be used for various purposes",
    "internal use only",
    "our team",
    "our clients",
    "the public",
    "a dashboard",
    "a sheet",
    "so that",
    "to see hours",
    "by hand",
    "share",
    "the key",
    "50k requests per day",
    "every second",
    "2 calls per second",
    "never",
    "no",
    "not only",
    "but",
    "without",
    "is something it never does",
    "ID: verified",
    "ID: failed",
    "Photo: company logo",
    "Name: Ann Lee",
    "City: Lima",
    "City: Oslo",
    "Title: Marketplace Helper",
    "Description:",
    "Profile:",
    "Form:",
    ".",
    ",",
    ";",
    "\n",
    "\n\n",
    "- ",
    "…",
    "é",
    "木",
    "\u{200b}",
    "\u{202e}",
    "ａｐｐｌｙ",
    "a\u{301}",
    "👩‍👩‍👧",
    "@everyone",
    "<@123>",
    "```",
    "[x](http://y)",
    "||",
    "**",
    "\\",
    "\0",
    "\r\n",
    "\u{fffd}",
    "{quote}",
    "{per-day}",
    "0",
    "99999999999999999999",
];

fn text() -> impl Strategy<Value = String> {
    let repeated = (select(SCRAPS), 1..400_usize).prop_map(|(scrap, times)| format!("{scrap} ").repeat(times));
    prop_oneof![5 => scraps::text(SCRAPS), 1 => repeated]
}

fn submission() -> impl Strategy<Value = Submission> {
    let optional = || prop::option::of(text());
    (text(), optional(), optional(), optional()).prop_map(|(description, title, profile, form)| Submission {
        description,
        title,
        profile,
        form,
    })
}

/// The JSON of a review without the hash of the files.
fn written(review: &Review<'_>, submission: &Submission) -> String {
    let text = json::review(review, &submission.shown(), None).expect("a review is JSON");
    text.replace(&review.rules.version(), "")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_finding_never_raises_and_a_credit_never_lowers(found in some_rules(), credited in some_rules(), gone in any::<Index>()) {
        let (findings, credits) = (findings(&found), credits(&credited));
        let (verdict, points, _) = score(&findings, &credits);
        if !findings.is_empty() {
            let mut fewer = findings.clone();
            fewer.remove(gone.index(findings.len()));
            let (better, more, _) = score(&fewer, &credits);
            prop_assert!(better >= verdict && more >= points, "{better} {more} after, {verdict} {points} before");
        }
        if !credits.is_empty() {
            let mut fewer = credits.clone();
            fewer.remove(gone.index(credits.len()));
            let (same, less, _) = score(&findings, &fewer);
            prop_assert!(same == verdict && less <= points);
        }
    }

    #[test]
    fn the_steps_give_the_score_inside_the_band(found in some_rules(), credited in some_rules()) {
        let (findings, credits) = (findings(&found), credits(&credited));
        let (verdict, points, steps) = score(&findings, &credits);
        let sum: i32 = steps.iter().map(|step| step.points).sum();
        prop_assert_eq!(100 + sum, i32::try_from(points).expect("a small number"));
        let (low, high) = band(verdict);
        prop_assert!((low..=high).contains(&points));
    }

    #[test]
    fn the_order_of_findings_changes_nothing(found in some_rules(), credited in some_rules(), turn in any::<Index>()) {
        let (findings, credits) = (findings(&found), credits(&credited));
        let outcome = Outcome { findings: findings.clone(), credits: credits.clone(), ..Outcome::default() };
        let mut turned = Outcome { findings, credits, ..Outcome::default() };
        if !turned.findings.is_empty() {
            let by = turn.index(turned.findings.len());
            turned.findings.rotate_left(by);
            turned.findings.reverse();
        }
        turned.credits.reverse();
        let submission = Submission::new("some words");
        let (one, other) = (judge(&MANY, outcome), judge(&MANY, turned));
        prop_assert_eq!(written(&one, &submission), written(&other, &submission));
    }

    #[test]
    fn the_next_change_is_one(found in some_rules(), credited in some_rules()) {
        let (findings, credits) = (findings(&found), credits(&credited));
        let review = judge(&MANY, Outcome { findings: findings.clone(), credits, ..Outcome::default() });
        prop_assert_eq!(review.next.is_some(), !findings.is_empty());
        if let Some(next) = &review.next {
            let (low, high) = band(next.verdict);
            prop_assert!(next.score >= review.score && next.verdict >= review.verdict && (low..=high).contains(&next.score));
        }
    }

    #[test]
    fn any_text_gets_a_whole_review(submission in submission()) {
        let review = review(&DEMO, &submission);
        properties::whole(&review, &submission);
    }

    #[test]
    fn the_page_fits_an_embed(submission in submission(), locale in select(Locale::ALL)) {
        let review = review(&DEMO, &submission);
        let page = page::page(&review, &submission.shown(), locale);
        properties::fits_an_embed(&page, &review);
    }

    #[test]
    fn quoted_text_is_inert(submission in submission(), locale in select(Locale::ALL)) {
        let review = review(&DEMO, &submission);
        let page = page::page(&review, &submission.shown(), locale);
        properties::inert(&page, &review, locale);
    }

    #[test]
    fn a_draft_to_fill_in_adds_no_word(submission in submission()) {
        let shown = submission.shown();
        if let Some(draft) = skeleton::skeleton(&review(&DEMO, &submission), &shown) {
            let own: String = skeleton::blanks().chain(["What I build Who uses it What it is for"]).collect();
            for word in draft.split(|ch: char| ch.is_whitespace() || "[].:…!?,".contains(ch)).filter(|word| !word.is_empty()) {
                let written = [Input::Description, Input::Title].iter().any(|input| shown.get(*input).is_some_and(|text| text.contains(word)));
                prop_assert!(own.contains(word) || written, "{word} in {draft}");
            }
        }
    }

    #[test]
    fn the_terminal_gets_no_control_characters(submission in submission()) {
        let text = terminal::review(&review(&DEMO, &submission), &submission.shown(), false);
        prop_assert!(!text.chars().any(|ch| ch != '\n' && markdown::is_invisible(ch)));
        // Colour adds styles and nothing else.
        let coloured = terminal::review(&review(&DEMO, &submission), &submission.shown(), true);
        let styles = regex::Regex::new("\x1b\\[[0-9;]*m").expect("a pattern");
        prop_assert_eq!(styles.replace_all(&coloured, ""), text);
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(submission in submission()) {
        let again = load(&DEMO_FILES);
        let (one, other) = (review(&DEMO, &submission), review(&again, &submission));
        let submission = submission.shown();
        prop_assert_eq!(json::review(&one, &submission, None).expect("JSON"), json::review(&other, &submission, None).expect("JSON"));
        prop_assert_eq!(page::report(&one, &submission, Locale::English), page::report(&other, &submission, Locale::English));
        prop_assert_eq!(terminal::review(&one, &submission, true), terminal::review(&other, &submission, true));
    }

    #[test]
    fn a_reason_for_rejection_added_to_the_text_never_helps(text in text(), more in select(&["It solves the captcha.", "It polls the feed every second."][..])) {
        let before = review(&DEMO, &Submission::new(text.clone()));
        let after = review(&DEMO, &Submission::new(format!("{text}\n\n{more}")));
        prop_assert!(after.verdict <= before.verdict && after.verdict.name() == "likely-rejected");
    }

    #[test]
    fn the_order_of_rules_files_and_words_changes_nothing(submission in submission(), seed in any::<u64>()) {
        let turned = load(&shuffled(&DEMO_FILES, seed));
        prop_assert_eq!(written(&review(&DEMO, &submission), &submission), written(&review(&turned, &submission), &submission));
    }
}

/// The same pack in another order: files, rules of a file, lists of a file, entries of a list.
fn shuffled(files: &[RuleFile], seed: u64) -> Vec<RuleFile> {
    let mut dice = Dice(seed);
    let mut files: Vec<RuleFile> = files
        .iter()
        .map(|file| {
            let text = match file.text.contains("[[rule]]") {
                true => {
                    let mut rules: Vec<String> = file.text.split("[[rule]]").skip(1).map(|rule| words_shuffled(rule, &mut dice)).collect();
                    dice.shuffle(&mut rules);
                    rules.iter().flat_map(|rule| ["[[rule]]", rule, "\n"]).collect()
                }
                false if file.path.contains("lists") => {
                    let mut lists: Vec<String> = file.text.lines().map(|list| words_shuffled(list, &mut dice)).collect();
                    dice.shuffle(&mut lists);
                    lists.join("\n")
                }
                false => words_shuffled(&file.text, &mut dice),
            };
            RuleFile { text: text.into(), ..file.clone() }
        })
        .collect();
    dice.shuffle(&mut files);
    files
}

/// Shuffles the entries of every list that stands on one line.
fn words_shuffled(text: &str, dice: &mut Dice) -> String {
    let entry = regex::Regex::new(r#""(?:[^"\\]|\\.)*""#).expect("a pattern");
    let line_shuffled = |line: &str, dice: &mut Dice| {
        let Some((key, list)) = line.split_once(" = [").filter(|(_, list)| list.ends_with(']')) else { return line.to_owned() };
        let mut entries: Vec<&str> = entry.find_iter(list).map(|found| found.as_str()).collect();
        dice.shuffle(&mut entries);
        format!("{key} = [{}]", entries.join(", "))
    };
    text.lines().map(|line| line_shuffled(line, dice) + "\n").collect()
}

/// A small generator of numbers (`SplitMix64`), so that a seed says it all.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((value ^ (value >> 31)) >> 32).unwrap_or_default() % below
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.roll(at + 1));
        }
    }
}
