//! The JSON Schema of rule files agrees with the loader: what the loader refuses for its shape the schema refuses, what it loads the
//! schema accepts.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

use redraft::rule::source::{KEYS, Question};
use redraft::rule::{Diagnostic, FileKind, RuleFile, draft, schema};
use redraft::store::{self, Location};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

/// Mistakes of meaning: only the loader knows phrases, lists, amounts, examples, other files. Everything else is a mistake of shape.
const MEANING: &[&str] = &[
    "address-of-a-source-that-is-none",
    "bad-amount",
    "bad-amount-unit",
    "bad-example-denied",
    "bad-example-silent",
    "bad-regex",
    "blank-that-nothing-fills",
    "case-that-is-no-json",
    "case-with-unknown-category",
    "colon-for-equals",
    "comma-missing",
    "curly-quotes",
    "denied-example-fires",
    "denied-example-not-found",
    "duplicate-id",
    "example-too-long",
    "examples-with-wrong-marks",
    "gap-at-the-end",
    "gap-at-the-start",
    "good-example-fires",
    "good-example-without-words",
    "key-twice",
    "learned-without-examples",
    "list-in-list-unknown",
    "list-nested-too-deep",
    "list-not-closed",
    "list-that-contains-itself",
    "mark-not-closed",
    "mark-not-covered",
    "no-lists-at-all",
    "phrase-of-too-many-parts",
    "phrase-too-long",
    "phrase-without-words",
    "quote-inside-a-text",
    "quote-not-closed",
    "regex-look-ahead",
    "regex-matches-nothing",
    "regex-too-large",
    "regex-too-long",
    "regex-with-backspace",
    "rules-that-yield-to-each-other",
    "star-after-two-letters",
    "star-inside-a-word",
    "too-many-sentences-to-compare-with",
    "too-many-signs-asked",
    "two-lists-of-one-name",
    "two-marks",
    "unknown-category",
    "unknown-category-far-from-all",
    "unknown-list",
    "unknown-list-far-from-all",
    "unknown-placeholder",
    "unknown-reach",
    "unknown-source",
];

/// A file as JSON; `None` where it is no TOML.
fn json_of(text: &str) -> Option<Value> {
    let (table, errors) = DeTable::parse_recoverable(text);
    errors.is_empty().then(|| object(table.get_ref()))
}

fn object(table: &DeTable<'_>) -> Value {
    Value::Object(table.iter().map(|(key, value)| (key.get_ref().to_string(), value_of(value.get_ref()))).collect::<Map<_, _>>())
}

fn value_of(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => json!(number.to_string().parse::<i64>().expect("a small number")),
        DeValue::Float(number) => json!(number.to_string().parse::<f64>().expect("a number")),
        DeValue::Boolean(flag) => json!(flag),
        DeValue::Datetime(date) => json!({ "date": date.to_string() }),
        DeValue::Array(items) => items.iter().map(|item| value_of(item.get_ref())).collect(),
        DeValue::Table(table) => object(table),
    }
}

fn files(folder: &str, pack: &str) -> Vec<RuleFile> {
    store::files(&Location::Folder(folder.into()), pack).expect("the pack can be read")
}

/// What the schema has against the files of a pack.
fn refusals(files: &[RuleFile]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        let (Some(kind), Some(json)) = (FileKind::of(&file.path), json_of(&file.text)) else { continue };
        let validator = jsonschema::validator_for(&schema(kind)).expect("a valid schema");
        wrong.extend(validator.iter_errors(&json).map(|error| format!("{}: {error} at {}", file.shown, error.instance_path())));
    }
    wrong
}

#[test]
fn what_is_loaded_is_accepted() {
    for (folder, pack) in [("rules", "upwork"), ("tests/packs", "demo"), ("tests/fixtures/rules", "upwork")] {
        let wrong = refusals(&files(folder, pack));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn every_mistake_of_shape_is_refused() {
    let mut names = Vec::new();
    for entry in fs::read_dir("tests/broken").expect("the folder of mistakes") {
        names.push(entry.expect("an entry").file_name().to_string_lossy().into_owned());
    }
    let unknown: Vec<_> = MEANING.iter().filter(|name| !names.iter().any(|known| known == *name)).collect();
    assert!(unknown.is_empty(), "no such mistakes: {unknown:?}");
    for name in names {
        let refused = refusals(&files("tests/broken", &name));
        assert_eq!(refused.is_empty(), MEANING.contains(&name.as_str()), "{name}: {refused:?}");
    }
    assert!(Path::new("tests/broken/unknown-key").is_dir());
}

/// Values of every type, as they stand in a file.
const VALUES: &[&str] = &[
    "\"english\"",
    "\"\"",
    "[\"word\"]",
    "[]",
    "[3]",
    "3",
    "0.5",
    "-1",
    "101",
    "true",
    "1979-05-27",
    "{ text = \"t\" }",
    "{ url = \"u\" }",
];

#[test]
fn both_want_the_same_types() {
    for key in KEYS {
        for value in VALUES {
            for kind in [FileKind::Rules, FileKind::Evidence, FileKind::Credits] {
                let id = if key.name == "id" { "" } else { "id = \"a\"\n" };
                let text = format!("[[rule]]\n{id}{} = {value}\n", key.name);
                let path = if kind == FileKind::Rules { "botting.toml".to_owned() } else { format!("{kind}.toml") };
                let mistakes = draft("demo", &[RuleFile { shown: path.clone(), path, text: text.as_str().into() }]).mistakes;
                let told = mistakes.iter().any(|mistake| is_about_value(mistake, key.name));
                let json = json_of(&text).expect("TOML");
                let pointer = format!("/properties/rule/items/properties/{}", key.name);
                let whole = schema(kind);
                let refused = match whole.pointer(&pointer) {
                    Some(part) => !jsonschema::validator_for(part).expect("a schema").is_valid(&json["rule"][0][key.name]),
                    None => true,
                };
                let belongs = whole.pointer(&pointer).is_some();
                // A name from a closed set and the shape of an id are told in words of their own.
                assert_eq!(told || !belongs, refused, "{kind}: {} = {value}: {mistakes:?}", key.name);
            }
        }
    }
    assert_eq!(KEYS.iter().filter(|key| key.question == Question::Trigger).count(), 12);
}

/// Whether a mistake is about the value of this key itself, not about what is missing beside it or what its words mean.
fn is_about_value(mistake: &Diagnostic, key: &str) -> bool {
    let about = |what: &str| mistake.title.starts_with(&format!("`{key}` {what}"));
    let named = ["unknown", "this cannot be the name of a rule"].iter().any(|start| mistake.title.starts_with(start));
    let inner = key == "source" && (mistake.title == "`text` is missing" || mistake.title.starts_with("unknown key"));
    about("has the wrong type")
        || about("is out of range")
        || about("is no whole number")
        || about("is an empty list")
        || about("is empty")
        || named
        || inner
}
