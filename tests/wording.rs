//! What people are told: plain enough to read, the same in every language, and a draft to fill in that adds nothing.

#![allow(clippy::expect_used, clippy::string_slice, reason = "a test may panic")]

mod readable;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use redraft::locale::Locale;
use redraft::render::skeleton::{blanks, skeleton};
use redraft::review::review;
use redraft::rule::{Category, Field, Input, RuleSet, Severity, State, Verdict};
use redraft::store::{self, Location};
use redraft::submission::Submission;

static UPWORK: LazyLock<RuleSet> = LazyLock::new(|| store::load(&Location::BuiltIn, "upwork").expect("the rules load"));

/// Most that all rules together may ask.
const MEAN_GRADE: f64 = 5.0;

/// The text of each rule that a member may see, with a quote of two words in its blanks.
fn rule_texts() -> Vec<(String, String)> {
    let filled = |text: &str| {
        text.replace("{quote}", "“two words”").replace("{per-day}", "50,000").replace("{sum}", "").replace("{words}", "two words")
    };
    let texts = UPWORK.rules.iter().map(|rule| {
        let teaching = &rule.teaching;
        let credit = teaching.credit.clone().unwrap_or_default();
        let all = [&teaching.message, &teaching.why, &teaching.fix, &credit].map(|text| filled(text)).join("\n");
        (rule.id.to_string(), all)
    });
    texts.filter(|(_, text)| !text.trim().is_empty()).collect()
}

#[test]
#[allow(clippy::cast_precision_loss, reason = "there are few rules")]
fn every_rule_is_plain_to_read() {
    let texts = rule_texts();
    let hard: Vec<String> = texts
        .iter()
        .filter(|(_, text)| readable::grade(text) > readable::GRADE)
        .map(|(rule, text)| format!("{rule}: grade {:.1}: {text}", readable::grade(text)))
        .collect();
    assert!(hard.is_empty(), "{} hard to read:\n{}", hard.len(), hard.join("\n\n"));
    let mean = texts.iter().map(|(_, text)| readable::grade(text)).sum::<f64>() / texts.len() as f64;
    assert!(mean <= MEAN_GRADE, "grade {mean:.1} on the whole");
}

#[test]
fn no_sentence_is_long() {
    let pack = &UPWORK.pack;
    let mut texts = rule_texts();
    texts.extend(pack.steps.iter().map(|step| (step.title.clone(), step.text.clone())));
    texts.extend(pack.limits.iter().chain(&pack.notes).chain([&pack.notice]).map(|text| ("pack.toml".to_owned(), text.clone())));
    texts.extend(pack.requirements.iter().map(|requirement| (requirement.field.to_string(), requirement.text.clone())));
    texts.extend(
        keys(Locale::English).into_keys().map(|key| (key.clone(), Locale::English.say_with(&key, &ARGUMENTS.map(|name| (name, 2.into()))))),
    );
    let long: Vec<String> = texts
        .iter()
        .map(|(place, text)| (place, readable::longest_sentence(text)))
        .filter(|(_, (words, _))| *words > readable::SENTENCE_WORDS)
        .map(|(place, (words, sentence))| format!("{place}: {words} words: {sentence}"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn the_measure_knows_easy_from_hard() {
    let easy = readable::grade("Say who uses it. Only our team reads it.");
    let hard =
        readable::grade("Organisational utilisation considerations necessitate comprehensive specification of intended beneficiaries.");
    assert!(easy < 4.0 && hard > 15.0, "{easy:.1} {hard:.1}");
    assert_eq!(readable::longest_sentence("One two. One, two and 1,000 more: four").0, 5);
}

/// Names of the blanks that any language may have.
const ARGUMENTS: [&str; 8] = ["verdict", "score", "change", "count", "version", "before", "difference", "fields"];

/// The keys of a file, attributes as `key.attribute`, each with the names of its blanks.
fn keys(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let key = regex::Regex::new(r"^([a-z][a-z0-9-]*) =|^    \.([a-z][a-z0-9-]*) =").expect("a pattern");
    let blank = regex::Regex::new(r"\{ \$([a-z]+)").expect("a pattern");
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut message, mut current) = (String::new(), String::new());
    for line in locale.source().lines() {
        if let Some(found) = key.captures(line) {
            if let Some(id) = found.get(1) {
                id.as_str().clone_into(&mut message);
                current.clone_from(&message);
            } else if let Some(attribute) = found.get(2) {
                current = format!("{message}.{}", attribute.as_str());
            }
            assert!(keys.insert(current.clone(), BTreeSet::new()).is_none(), "{locale}: {current} stands twice");
        }
        let blanks = blank.captures_iter(line).filter_map(|found| Some(found.get(1)?.as_str().to_owned()));
        keys.entry(current.clone()).or_default().extend(blanks);
    }
    keys.remove("");
    keys
}

#[test]
fn every_language_says_the_same_keys() {
    let english = keys(Locale::English);
    assert!(english.len() > 100);
    for locale in Locale::ALL {
        let read = fluent_bundle::FluentResource::try_new(locale.source().to_owned());
        assert!(read.is_ok(), "{locale}: {:?}", read.err().map(|(_, errors)| errors));
        let own = keys(*locale);
        let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        let superfluous: Vec<_> = own.keys().filter(|key| !english.contains_key(*key)).collect();
        assert!(missing.is_empty() && superfluous.is_empty(), "{locale}: missing {missing:?}, superfluous {superfluous:?}");
        for (key, blanks) in &own {
            // A plural may leave its number out ("one more point"); no other blank is lost or made up.
            let counted = |blanks: &BTreeSet<String>| blanks.iter().filter(|name| *name != "count").cloned().collect::<BTreeSet<_>>();
            assert_eq!(counted(blanks), counted(&english[key]), "{locale}: the blanks of {key}");
            for count in [1, 2, 5, 11] {
                let said = locale.say_with(key, &ARGUMENTS.map(|name| (name, count.into())));
                assert!(!said.trim().is_empty() && !said.contains(['{', '}', '$']), "{locale}: {key}: {said}");
            }
        }
    }
}

#[test]
fn every_key_that_is_used_is_there_and_every_key_is_used() {
    let mut code = String::new();
    sources(Path::new("src"), &mut code);
    let called = regex::Regex::new(r#"say(?:_with)?\(\s*"([a-z][a-z0-9.-]*)""#).expect("a pattern");
    let english = keys(Locale::English);
    for call in called.captures_iter(&code) {
        let key = &call[1];
        assert!(english.contains_key(key), "src/ says {key}, which en.ftl does not have");
    }
    let mut made: BTreeSet<String> = BTreeSet::new();
    made.extend(Verdict::ALL.iter().flat_map(|verdict| [format!("verdict-{verdict}"), format!("gist-{verdict}")]));
    made.extend(Severity::ALL.iter().map(|severity| format!("severity-{severity}")));
    made.extend(Category::ALL.iter().flat_map(|category| [format!("category-{category}"), format!("change-{category}")]));
    made.extend(Field::REQUIRED.iter().map(|field| format!("field-{field}")));
    made.extend(State::ALL.iter().map(|state| format!("state-{state}")));
    for key in &made {
        assert!(english.contains_key(key), "en.ftl does not have {key}");
    }
    for key in english.keys() {
        let id = key.split('.').next().unwrap_or_default();
        let name = ["command-", "option-", "choice-report-", "input-"].iter().find_map(|prefix| id.strip_prefix(prefix)).unwrap_or(id);
        let used = made.contains(id)
            || id.strip_prefix("input-").is_some_and(|input| Input::from_name(input).is_some())
            || code.contains(&format!("\"{id}\""))
            || code.contains(&format!("\"{name}\""));
        assert!(used, "nothing says {key}");
        if let Some(rule) =
            key.strip_prefix("change-").and_then(|key| key.split_once('.')).map(|(category, rule)| format!("{category}/{rule}"))
        {
            assert!(UPWORK.rules.iter().any(|known| known.id.as_str() == rule), "{key} is for a rule that is not there");
        }
    }
}

fn sources(folder: &Path, code: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, code);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            code.push_str(&std::fs::read_to_string(path).expect("a source file"));
        }
    }
}

/// The draft for a text; the text itself where nothing is to be filled in.
fn draft(text: &str) -> Option<String> {
    let submission = Submission::new(text);
    skeleton(&review(&UPWORK, &submission), &submission.shown())
}

#[test]
fn a_draft_keeps_the_writers_words_and_leaves_the_rest_blank() {
    for (text, expected) in [
        (
            "A dashboard that shows contract hours so that invoices can be reconciled.",
            "A dashboard that shows contract hours so that invoices can be reconciled. It is used by [who uses it].",
        ),
        ("I want to test the API", "I am building [what you build]. It is used by [who uses it]. I need it to [what it is for]."),
        (
            "Our team of three uses it to check invoices before we pay them on Friday",
            "I am building [what you build]. Our team of three uses it to check invoices before we pay them on Friday.",
        ),
        (
            "Internal tool for Agency X and also our clients will log in. Internal use only.",
            "What I build: Internal tool. It is used by [who uses it]. I need it to [what it is for].",
        ),
    ] {
        assert_eq!(draft(text).as_deref(), Some(expected), "{text}");
    }
    for whole in ["A script for me that exports my payments for the tax return.", "Our bot auto-applies to new jobs."] {
        assert_eq!(draft(whole), None, "{whole}");
    }
}

#[test]
fn a_blank_that_is_left_in_is_found() {
    let known = [
        "A dashboard that shows contract hours.",
        "Only our accountants use it.",
        "It is there so that invoices are checked before Friday.",
    ];
    for blank in blanks() {
        for known in [&known[..], &known[1..], &known[..2], &[]] {
            let text = format!("{} {blank}", known.join(" "));
            let found = review(&UPWORK, &Submission::new(text.clone()));
            let quoted = |finding: &redraft::engine::Finding<'_>| {
                finding.span.is_some_and(|span| blank.contains(span.quote(&text)) && span.quote(&text).contains('['))
            };
            assert!(found.findings.iter().any(quoted), "not found in: {text}");
            assert!(found.verdict < Verdict::Ready);
        }
    }
}
