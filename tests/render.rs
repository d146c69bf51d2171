//! How a few reviews look: on the terminal, as a page on Discord, as the attached report. `INSTA_UPDATE=always` writes what they look
//! like now.

#![allow(clippy::expect_used, reason = "a test may panic")]

use redraft::locale::Locale;
use redraft::render::{json, page, terminal};
use redraft::review::review;
use redraft::rule::{RuleFile, RuleSet, Verdict};
use redraft::store::{self, Location};
use redraft::submission::Submission;

/// A review in every form.
fn shown(submission: &Submission) -> String {
    let rules = store::load(&Location::Folder("tests/packs".into()), "demo").expect("the demo pack loads");
    let review = review(&rules, submission);
    let submission = &submission.shown();
    let (page, report) = (page::page(&review, submission, Locale::English), page::report(&review, submission, Locale::English));
    format!("{}\n---- page\n{}\n---- report\n{report}", terminal::review(&review, submission, false), page::markdown(&page))
}

/// Compares with the snapshot named after the test.
#[track_caller]
fn same_as_before(name: &str, shown: &str) {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, shown);
    });
}

#[test]
fn nothing_against_it() {
    same_as_before("nothing-against-it", &shown(&Submission::new("A dashboard for our team to see hours. I send every proposal by hand.")));
}

#[test]
fn everything_at_once() {
    same_as_before(
        "everything-at-once",
        &shown(&Submission {
            description:
                "For internal use only: the bot\nsolves the captcha and auto-applies for our clients, every second. We share one key."
                    .to_owned(),
            title: Some("MARKET-PLACE bot".to_owned()),
            profile: Some("ID verification failed. Photo: cartoon\nCity: Lima".to_owned()),
            form: Some("City: Oslo".to_owned()),
        }),
    );
}

#[test]
fn text_that_tries_to_format_ping_and_hide() {
    same_as_before(
        "text-that-tries-to-format-ping-and-hide",
        &shown(&Submission::new(
            "**a\u{200b}uto-apply** @everyone <@1> ||`auto-ａｐｐｌｙ`|| ```\n# [auto apply](http://example.com)\u{202e}\n> -# 木 auto\u{a0}apply 👩‍👩‍👧",
        )),
    );
}

#[test]
fn a_long_line_is_shown_around_the_words() {
    let filler = "so many words about nothing at all ".repeat(8);
    same_as_before("a-long-line-is-shown-around-the-words", &shown(&Submission::new(format!("{filler}and it auto-applies {filler}"))));
}

#[test]
fn a_pasted_secret_is_shown_nowhere() {
    let rules = store::load(&Location::BuiltIn, "upwork").expect("the rules load");
    let secret = "Kite42Lamp!";
    let text = format!("It auto-applies to jobs with the password: {secret} and PO Box 7.");
    let submission = Submission {
        description: text.clone(),
        title: Some(text.clone()),
        profile: Some(format!("Name: {text}\nAddress: {text}\nPayment: {text}")),
        form: Some(format!("Name: {text}\nAddress: {text}")),
    };
    let review = review(&rules, &submission);
    assert!(review.findings.iter().any(|finding| finding.rule.id.as_str() == "terms/secret-pasted"));
    let shown = submission.shown();
    let page = page::page(&review, &shown, Locale::English);
    for output in [
        json::review(&review, &shown, None).expect("JSON"),
        terminal::review(&review, &shown, true),
        page::markdown(&page),
        page::report(&review, &shown, Locale::English),
    ] {
        assert!(!output.contains("Kite42"), "{output}");
        assert!(output.contains("applies"), "{output}");
    }
}

/// A pack of rules that each find one word: its severity, its cure, its reason.
fn words(rules: &[(&str, &str, &str)]) -> RuleSet {
    let rule = |(word, severity, fix): &(&str, &str, &str)| {
        format!(
            "[[rule]]\nid = \"{word}\"\nsays = [\"{word}\"]\nseverity = \"{severity}\"\npoints = 10\nmessage = \"Says {word}.\"\nwhy = \"A reason.\"\n\
             fix = \"{fix}\"\nbad = [\"{word}\"]\ngood = [\"other\"]\n"
        )
    };
    let files = [RuleFile::new("terms.toml", rules.iter().map(rule).collect::<String>())];
    redraft::store::load_files("words", &files).expect("the rules are right")
}

#[test]
fn other_points_are_promised_where_there_are_some() {
    let rules = words(&[("alpha", "advice", "Leave it out."), ("beta", "question", "Leave it out.")]);
    let told = |text: &str| {
        let submission = Submission::new(text);
        let review = review(&rules, &submission);
        (review.verdict, terminal::review(&review, &submission.shown(), false))
    };
    let (verdict, text) = told("alpha");
    assert_eq!(verdict, Verdict::Ready);
    assert!(text.contains("→ 100") && !text.contains("Other points"), "{text}");
    let (_, text) = told("beta");
    assert!(text.contains("→ 100") && !text.contains("Other points"), "{text}");
}

#[test]
fn a_cure_and_a_reason_are_said_once() {
    let rules = words(&[("alpha", "question", "Leave it out."), ("beta", "reject", "Leave it out."), ("gamma", "question", "Say it.")]);
    let submission = Submission::new("alpha, beta and gamma");
    let (review, shown) = (review(&rules, &submission), submission.shown());
    let page = page::page(&review, &shown, Locale::English);
    for text in [terminal::review(&review, &shown, false), page::markdown(&page), page::report(&review, &shown, Locale::English)] {
        for words in ["Leave it out", "Say it", "A reason"] {
            assert_eq!(text.matches(words).count(), 1, "{words} in {text}");
        }
    }
}
