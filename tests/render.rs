//! How a few reviews look: on the terminal, as a page on Discord, as the attached report. `INSTA_UPDATE=always` writes what they look
//! like now.

#![allow(clippy::expect_used, reason = "a test may panic")]

use redraft::locale::Locale;
use redraft::render::{json, page, terminal};
use redraft::review::review;
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
