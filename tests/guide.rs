//! The authors' guide, `rules/README.md`: every rule in it loads and proves itself, every command in it works, every key is explained.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use redraft::corpus::Case;
use redraft::rule::source::KEYS;
use redraft::rule::{Category, Content, Measure, RuleFile, RuleSet, Trigger, WIDE};
use redraft::store::{self, Location};

fn guide() -> String {
    fs::read_to_string("rules/README.md").expect("the guide is there")
}

/// The code blocks of a language.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    guide().split(&fence).skip(1).filter_map(|rest| rest.split("```").next().map(str::to_owned)).collect()
}

/// The files of the guide: each TOML block begins with the name of its file.
fn files() -> Vec<RuleFile> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for block in blocks("toml") {
        let (name, text) = block.split_once('\n').expect("a block of lines");
        let path = name.strip_prefix("# ").expect("a block begins with the name of its file").to_owned();
        assert!(Path::new(&path).extension().is_some_and(|ending| ending == "toml"), "{path}");
        files.entry(path).or_default().push_str(text);
    }
    files.into_iter().map(|(path, text)| RuleFile { shown: path.clone(), path, text: text.into() }).collect()
}

/// The guide's rules, with what a shipped pack has besides its own rules of categories: lists, profile, evidence, credits.
fn loaded() -> RuleSet {
    let mut files = files();
    for mut shipped in store::files(&Location::BuiltIn, store::DEFAULT_PACK).expect("the shipped pack") {
        // The guide's few examples are no ground for the shipped statements that are learned from thousands.
        let kept = shipped.text.split("[[rule]]").filter(|rule| !rule.contains("\nlearned"));
        shipped.text = kept.collect::<Vec<_>>().join("[[rule]]").into();
        let stem = shipped.path.trim_end_matches(".toml");
        let other = shipped.holds_cases() || Category::from_name(stem).is_some() || stem.starts_with("examples/");
        match files.iter_mut().find(|file| file.path == shipped.path) {
            _ if other => {}
            Some(own) => own.text = (own.text.to_string() + &shipped.text).into(),
            None => files.push(shipped),
        }
    }
    store::load_files("guide", &files).unwrap_or_else(|mistakes| panic!("{}", mistakes.render(WIDE)))
}

#[test]
fn every_rule_loads_and_proves_itself() {
    let rules = loaded();
    let own: Vec<_> =
        rules.rules.iter().filter(|rule| rule.id.as_str().contains("guide") || rule.id.as_str() == "terms/account-rental").collect();
    assert_eq!(own.len(), files().iter().map(|file| file.text.matches("[[rule]]").count()).sum::<usize>());
    let kinds: Vec<&Trigger> = own.iter().map(|rule| &rule.trigger).collect();
    let has = |wanted: fn(&Trigger) -> bool| kinds.iter().any(|trigger| wanted(trigger));
    assert!(has(|trigger| matches!(trigger, Trigger::Says(_))) && has(|trigger| matches!(trigger, Trigger::Lacks(_))));
    assert!(has(|trigger| matches!(trigger, Trigger::Matches(_))) && has(|trigger| matches!(trigger, Trigger::SimilarTo { .. })));
    assert!(has(|trigger| matches!(trigger, Trigger::MoreThan(_))) && has(|trigger| matches!(trigger, Trigger::LessThan(_))));
    assert!(has(|trigger| matches!(trigger, Trigger::State(_))) && has(|trigger| matches!(trigger, Trigger::DiffersFrom { .. })));
    assert!(has(|trigger| matches!(trigger, Trigger::CoOccurs { .. })) && has(|trigger| matches!(trigger, Trigger::Learned { .. })));
    assert!(has(|trigger| matches!(trigger, Trigger::Contains(Content::Title))));
    assert!(has(|trigger| matches!(trigger, Trigger::Contains(Content::Secrets))) && has(|trigger| matches!(trigger, Trigger::NotEnglish)));
}

#[test]
fn every_key_category_and_unit_is_explained() {
    let guide = guide();
    let named = |name: &str| guide.contains(&format!("`{name}`")) || guide.contains(&format!("`{name} = true`"));
    let missing: Vec<&str> = KEYS.iter().map(|key| key.name).filter(|name| !named(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let missing: Vec<&str> = Measure::ALL.iter().map(|measure| measure.name()).filter(|name| !named(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let missing: Vec<&str> = Category::ALL.iter().map(|category| category.name()).filter(|name| !named(&format!("{name}.toml"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_mistake_it_shows_is_told_so() {
    let shown = blocks("text").into_iter().next().expect("the guide shows a mistake");
    let rule = files().into_iter().find(|file| file.path == "terms.toml").expect("the first rule");
    let text = rule.text.split("[[rule]]").nth(1).map(|text| format!("# Terms\n[[rule]]{text}")).expect("a rule");
    let text = text.replace("message  = \"Offers the account to others: {quote}.\"", "mesage   = \"Offers the account to others.\"");
    let path = "terms.toml".to_owned();
    let file = RuleFile { shown: "rules/upwork/terms.toml".to_owned(), path, text: text.into() };
    let mistakes = store::load_files("guide", &[file]).expect_err("a mistake");
    assert_eq!(mistakes.render(WIDE).trim_end(), shown.trim_end());
}

#[test]
fn its_cases_are_cases() {
    for block in blocks("json") {
        Case::parse(block.trim()).expect("a labelled case");
    }
}

#[test]
fn every_command_works() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("rules/upwork")).expect("a folder of rules");
    for line in blocks("sh").iter().flat_map(|block| block.lines()) {
        let arguments = line.strip_prefix("redraft ").expect("a command of redraft");
        let parts = arguments.split('"').enumerate();
        let words: Vec<&str> =
            parts.flat_map(|(at, part)| if at % 2 == 1 { vec![part] } else { part.split_whitespace().collect() }).collect();
        let output = Command::new(env!("CARGO_BIN_EXE_redraft"))
            .args(words)
            .current_dir(&folder)
            .env_remove("REDRAFT_RULES")
            .output()
            .expect("redraft runs");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
