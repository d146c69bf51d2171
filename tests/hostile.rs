//! Rule files that mean harm: whatever stands in them, nothing panics or hangs, and nothing they say pings, links or breaks out.

#![allow(clippy::expect_used, reason = "a test may panic")]

use proptest::prelude::*;
use proptest::sample::select;
use redraft::locale::Locale;
use redraft::render::page;
use redraft::review::review;
use redraft::rule::source::{KEYS, Shape};
use redraft::rule::{Diagnostics, NARROW, RuleFile, RuleSet, Verdict, WIDE, diagnostics, lint};
use redraft::store::{self, DEFAULT_PACK, Location};
use redraft::submission::Submission;
use unicode_width::UnicodeWidthStr as _;

/// What stands behind keys, between quotes, in names of lists.
const SCRAPS: &[&str] = &[
    "a",
    "a ... a",
    "a ... a ... a ... a ... a ... a ... a ... a ... a ... a ... zebra",
    "@act",
    "@act ... @act ... @act ... @act",
    "@loop",
    "@nowhere",
    "word*",
    "ab*",
    "*",
    "=a",
    "# # #",
    "...",
    "…",
    "",
    " ",
    "[[a]]",
    "[[a",
    "]]",
    "{quote}",
    "{",
    "{per-day}{sum}{words}",
    "(a+)+$",
    "(?:a|a)*b",
    "\\w{1,999}",
    "[",
    "a{9999}",
    "^",
    ".*",
    "40000 requests per day",
    "1e999 facts",
    "-1 words",
    "9 words",
    "99999999999999999999 words",
    "@everyone",
    "<@1>",
    "[x](https://evil.example)",
    "```",
    "\u{202e}",
    "\u{0}",
    "\u{200b}",
    "e\u{301}",
    "👩‍👩‍👧",
    "木",
    "\t",
    "javascript:x",
];

fn quoted(text: &str) -> String {
    let escape = |ch: char| if ch.is_control() || "\"\\".contains(ch) { format!("\\u{:04X}", u32::from(ch)) } else { ch.to_string() };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

fn scrap() -> impl Strategy<Value = String> {
    let repeated = (select(SCRAPS), 1..300_usize).prop_map(|(scrap, times)| scrap.repeat(times));
    prop_oneof![8 => select(SCRAPS).prop_map(str::to_owned), 1 => any::<String>(), 1 => repeated]
}

fn texts() -> impl Strategy<Value = String> {
    let list = |texts: Vec<String>| format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "));
    prop::collection::vec(scrap(), 0..4).prop_map(list)
}

/// A value for a key: mostly of its type.
fn value(shape: Shape) -> BoxedStrategy<String> {
    let text = || scrap().prop_map(|text| quoted(&text));
    let own = match shape {
        Shape::Name(names) => prop_oneof![select(names()).prop_map(quoted), text()].boxed(),
        Shape::Text | Shape::Required(_) | Shape::Source => text().boxed(),
        Shape::Texts => texts().boxed(),
        Shape::Number(least, most) | Shape::Whole(least, most) => {
            prop_oneof![(least..=most).prop_map(|number| number.to_string()), Just("1e308".to_owned())].boxed()
        }
        Shape::Flag => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
    };
    let other = select(&["3", "[]", "{}", "true", "nan", "[[", "1979-05-27", "\"", "'"][..]).prop_map(str::to_owned);
    prop_oneof![9 => own, 1 => other].boxed()
}

fn rule() -> impl Strategy<Value = String> {
    let key = select(KEYS).prop_flat_map(|key| value(key.shape).prop_map(move |value| format!("{} = {value}\n", key.name)));
    let head = select(&["[[rule]]\n", "[rule]\n", "[[rule]]\nid = \"a\"\n", ""][..]);
    (head, prop::collection::vec(key, 0..14)).prop_map(|(head, keys)| head.to_owned() + &keys.concat())
}

/// A rule that is right but for what is put into it.
fn nearly_right() -> impl Strategy<Value = String> {
    (scrap(), texts(), scrap()).prop_map(|(says, unless, message)| {
        format!(
            "[[rule]]\nid = \"b\"\nsays = [\"a bot\", {}]\nunless = {unless}\nseverity = \"reject\"\nmessage = {}\nfix = \"f\"\n\
             bad = [\"a bot\"]\ngood = [\"y\"]\n",
            quoted(&says),
            quoted(&message)
        )
    })
}

fn files() -> impl Strategy<Value = Vec<RuleFile>> {
    let names = ["botting.toml", "evidence.toml", "credits.toml", "photo.toml", "mismatch.toml", "vague.toml"];
    let rules = prop::collection::vec(prop_oneof![rule(), nearly_right()], 1..4).prop_map(|rules| rules.concat());
    let list = (select(&["act", "loop", "denial", "denial-after", "x y"][..]), texts());
    let list = list.prop_map(|(name, texts)| format!("{} = {texts}\n", quoted(name)));
    let lists = prop::collection::vec(list, 0..4).prop_map(|lists| lists.concat());
    let other = ["pack.toml", "profile.toml", "examples/a.toml", "lists/b.toml", "corpus/a.jsonl", "nothing.toml"];
    let text = (scrap(), texts()).prop_map(|(text, texts)| format!("{text}\nname = {texts}\n[field.name]\nkeys = {texts}\n"));
    (select(names.to_vec()), rules, lists, select(other.to_vec()), text).prop_map(|(path, rules, lists, other, text)| {
        vec![RuleFile::new(path, rules), RuleFile::new("lists.toml", lists), RuleFile::new(other, text)]
    })
}

fn is_narrow(mistakes: &Diagnostics) -> bool {
    mistakes.render(NARROW).lines().all(|line| line.width() <= NARROW)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_files_are_compiled_or_refused(files in files(), text in prop::collection::vec(scrap(), 0..12)) {
        let warnings = diagnostics(lint(&files), &files);
        prop_assert!(is_narrow(&warnings) && warnings.errors() == 0);
        match store::load_files("hostile", &files) {
            Err(mistakes) => prop_assert!(!mistakes.render(WIDE).is_empty() && is_narrow(&mistakes)),
            Ok(rules) => {
                let submission = Submission::new(format!("a bot, {}", text.join(" ")));
                let review = review(&rules, &submission);
                prop_assert!(page::page(&review, &submission.shown(), Locale::English).fields.len() <= 25);
            }
        }
    }
}

/// The pack of one rule of botting with these keys, and lists.
fn pack(keys: &str, lists: &str) -> Result<RuleSet, Diagnostics> {
    let rest = "severity = \"reject\"\nfix = \"f\"\nbad = [\"a bot, a zebra\"]\ngood = [\"y\"]\n";
    store::load_files(
        "hostile",
        &[RuleFile::new("botting.toml", format!("[[rule]]\nid = \"a\"\n{keys}\n{rest}")), RuleFile::new("lists.toml", lists.to_owned())],
    )
}

#[test]
fn a_phrase_of_many_gaps_does_not_hang_a_review() {
    // Each word fits each of the gaps: all ways together are more than could ever be tried.
    let gaps = ["a"; 11].join(" ... ");
    let says = format!("says = [\"a bot\", \"{gaps} ... zebra\", \"@act ... @act ... @act ... @act ... zebra\"]\nmessage = \"m\"");
    let rules = pack(&says, "act = [\"a\", \"b\", \"a ... a\", \"a b\"]").expect("the rule is right");
    let submission = Submission::new(format!("zebra. {}", "a ".repeat(7_900)));
    assert!(review(&rules, &submission).findings.is_empty());
}

#[test]
fn a_profile_of_one_phrase_does_not_hang_a_review() {
    // Once, each mention of a field was compared with all states of its sentence, each of these with all others: half a minute and more.
    let rules = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in rules");
    let phrases = ["no bans, ", "54 jobs ", "since 2019, ", "id no ", "never suspended, on hold, ", "Name: A. ", "photo logo ", "ID ✅ | "];
    let layouts = [
        "Photo - me - ",
        "Photos - mine - ",
        "1) a 2) b ",
        "[ ] ID ",
        "warnings: 0, ",
        "was banned, good, ",
        "| ID ",
        "ID (",
        "## ID\n",
        "photo? ",
        "Ö,",
        "photo: x, 木、",
    ];
    for phrase in phrases.into_iter().chain(layouts) {
        let profile = Some(phrase.repeat(16_000 / phrase.chars().count()));
        let submission = Submission { profile, ..Submission::new("A script for me.") };
        assert_eq!(review(&rules, &submission).checklist.len(), 7, "{phrase}");
    }
}

#[test]
fn denials_of_one_shape_do_not_hang_a_review() {
    // Once, each exception was looked at from each word before it.
    let rules = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in rules");
    let exceptions = format!("{}no {}", "ab ".repeat(3_400), "apart from ".repeat(500));
    let boxes = format!("☑ a\n{}", "☐ a\n".repeat(3_900));
    let rates = format!("each {}{}", "5 rooms ".repeat(1_800), "4 calls a minute, ".repeat(16));
    let shapes = [
        exceptions,
        boxes,
        rates,
        "~~a ".repeat(4_000),
        "| a | no\n".repeat(1_700),
        "a\nno\n".repeat(3_000),
        "not included\n".repeat(1_200),
    ];
    for text in shapes {
        // Nothing of it says what is built, for whom or why.
        assert!(review(&rules, &Submission::new(&text)).verdict < Verdict::Ready, "{}", text.chars().take(40).collect::<String>());
    }
}

#[test]
fn many_names_do_not_hang_a_review() {
    // Once, each pair of words of form and profile was measured letter by letter.
    let rules = store::load(&Location::BuiltIn, DEFAULT_PACK).expect("the built-in rules");
    let names = |first: char| (0..900).map(|at| format!("{first}{}", name(at))).collect::<Vec<_>>().join(" ");
    let (profile, form) = (Some(format!("Name: {}", names('k'))), Some(format!("Name: {}", names('z'))));
    let submission = Submission { profile, form, ..Submission::new("A script for me.") };
    assert_eq!(review(&rules, &submission).checklist.len(), 7);
}

/// A word of letters for a number.
fn name(mut number: usize) -> String {
    let mut letters = String::new();
    while letters.len() < 6 {
        letters.extend(char::from_digit(u32::try_from(number % 20).unwrap_or_default() + 10, 36));
        number /= 20;
    }
    letters
}

#[test]
fn thousands_of_mistakes_are_all_told() {
    // Once, each was told by a look through the whole file.
    let lists = format!("# {}\n", "what is this ".repeat(8)).repeat(5_000) + &"nothing\n".repeat(5_000);
    let mistakes = pack("says = [\"a bot\"]\nmessage = \"m\"", &lists).expect_err("no lists");
    assert_eq!(mistakes.render(WIDE).matches("--> lists.toml:").count(), mistakes.errors());
    assert!(mistakes.errors() >= 5_000, "{}", mistakes.errors());
}

#[test]
fn many_lists_in_lists_do_not_hang_the_compiler() {
    let named = |at: usize| format!("\"@l{:02}\", ", at + 1).repeat(if at < 14 { 400 } else { 0 });
    let wide = (0..15).map(|at| format!("l{at:02} = [{}\"w{at}\"]", named(at))).collect::<Vec<_>>().join("\n");
    assert!(pack("says = [\"a bot\", \"@l00\"]\nmessage = \"m\"", &wide).is_ok());
    let deep = (0..300).map(|at| format!("l{at:04} = [\"@l{:04}\"]", at + 1)).chain(["l0300 = [\"x\"]".to_owned()]);
    let deep = deep.collect::<Vec<_>>().join("\n");
    let told = pack("says = [\"a bot\", \"@l0000\"]\nmessage = \"m\"", &deep).expect_err("too deep").render(WIDE);
    assert!(told.contains("is nested too deep") && told.matches("error: ").count() == 1, "{told}");
}

#[test]
fn what_a_rule_says_is_shown_as_it_is() {
    let message = "@everyone <@1> <#2> [x](https://evil.example) https://evil.example ``` # big ||hidden|| {quote}";
    let rules = pack(&format!("says = [\"a bot\"]\nmessage = \"{message}\""), "").expect("the rule is right");
    let submission = Submission::new("It is a bot.");
    let review = review(&rules, &submission);
    let page = page::page(&review, &submission.shown(), Locale::English);
    let mut shown = page.description.clone();
    page.fields.iter().for_each(|field| shown += &["\n", &field.name, "\n", &field.value].concat());
    assert!(shown.contains("everyone") && shown.contains("evil"), "{shown}");
    for alive in ["@everyone", "<@1>", "<#2>", "](", "https://evil", "```", "||"] {
        let plain = shown.match_indices(alive).any(|(at, _)| !shown.get(..at).is_some_and(|before| before.ends_with('\\')));
        assert!(!plain, "{alive} in {shown}");
    }
}
