//! The JSON Schema of rule files, for editors: made from the table of keys by which the loader reads them.
//!
//! It knows shapes: keys, types, names from closed sets, ranges. What words mean (phrases, lists, examples) only the loader knows.

use serde_json::{Map, Value, json};

use super::compile::TOLD_CHARS;
use super::kind::FileKind;
use super::pack::FIELD_PHRASES;
use super::source::{KEYS, Key, Question, Shape};
use super::{Category, Field, Label, RuleId};

/// The JSON Schema (draft 7, which editors know best) of one kind of file.
pub fn schema(kind: FileKind) -> Value {
    let body = match kind {
        FileKind::Rules | FileKind::Evidence | FileKind::Credits => closed(&[("rule", list_of(&rule(kind)))], &[]),
        FileKind::Lists => json!({"type": "object", "additionalProperties": texts()}),
        FileKind::Profile => {
            let fields: Map<String, Value> = Field::ALL.iter().map(|name| (name.name().to_owned(), field())).collect();
            let fields = json!({"type": "object", "properties": fields, "additionalProperties": false});
            closed(&[("field", fields)], &[])
        }
        FileKind::Pack => pack(),
        FileKind::Examples => examples(),
    };
    let Value::Object(mut schema) = body else { return body };
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!(kind.title()));
    Value::Object(schema)
}

/// A `[[rule]]`.
fn rule(kind: FileKind) -> Value {
    let own = |key: &&Key| !kind.foreign_keys().contains(&key.name);
    let properties: Map<String, Value> = KEYS.iter().filter(own).map(|key| (key.name.to_owned(), value(key))).collect();
    let triggers: Vec<Value> =
        KEYS.iter().filter(|key| key.question == Question::Trigger).map(|key| json!({"required": [key.name]})).collect();
    let alike = json!({"properties": {"at-least": {"maximum": 1}}});
    let one_of = |keys: [&str; 2]| json!({"anyOf": keys.map(|key| json!({"required": [key]}))});
    json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "required": kind.required_keys(),
        "oneOf": triggers,
        "dependencies": {"credit": ["denies"], "learned": ["at-least"]},
        "if": one_of(["similar-to", "differs-from"]),
        "then": alike,
    })
}

/// What may stand behind a key of a rule.
fn value(key: &Key) -> Value {
    let mut value = match key.shape {
        Shape::Required(_) if key.name == "id" => {
            json!({"type": "string", "pattern": format!("^([a-z-]+/)?[a-z0-9-]{{1,{}}}$", RuleId::ID_CHARS)})
        }
        Shape::Required(_) => filled(),
        // What is told to an applicant is left out or says something.
        Shape::Text if matches!(key.name, "message" | "why" | "fix") => {
            json!({"type": "string", "pattern": "\\S", "maxLength": TOLD_CHARS})
        }
        Shape::Text if key.name == "credit" => json!({"type": "string", "maxLength": TOLD_CHARS}),
        Shape::Text => text(),
        Shape::Name(names) => json!({"type": "string", "enum": names()}),
        Shape::Texts if key.name == "unless-finding" => {
            let categories = Category::names();
            let name = json!({"type": "string", "anyOf": [{"enum": categories}, {"pattern": "/"}]});
            json!({"type": "array", "minItems": 1, "items": name})
        }
        Shape::Texts => texts(),
        Shape::Number(least, most) => json!({"type": "number", "minimum": least, "maximum": most}),
        Shape::Whole(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Source => json!({"anyOf": [text(), source()]}),
    };
    if let Value::Object(value) = &mut value {
        value.insert("description".to_owned(), json!(key.says));
    }
    value
}

fn text() -> Value {
    json!({"type": "string"})
}

/// A text that says something.
fn filled() -> Value {
    json!({"type": "string", "pattern": "\\S"})
}

fn texts() -> Value {
    json!({"type": "array", "minItems": 1, "items": text()})
}

fn list_of(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

/// A table with these keys and no other.
fn closed(properties: &[(&str, Value)], required: &[&str]) -> Value {
    let properties: Map<String, Value> = properties.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false, "required": required})
}

fn source() -> Value {
    closed(&[("text", filled()), ("url", text())], &["text"])
}

/// A `[field.name]` of `profile.toml`.
fn field() -> Value {
    let lists = ["keys"].into_iter().chain(FIELD_PHRASES).map(|key| (key, texts()));
    let all: Vec<(&str, Value)> = lists.chain([("any-value", json!({"type": "boolean"}))]).collect();
    closed(&all, &[])
}

fn pack() -> Value {
    let fields = Field::names();
    let requirement = closed(&[("field", json!({"type": "string", "enum": fields})), ("text", filled())], &["field", "text"]);
    closed(
        &[
            ("name", json!({"type": "string", "pattern": "^[a-z0-9-]{1,40}$"})),
            ("platform", text()),
            ("notice", text()),
            ("limits", texts()),
            ("notes", texts()),
            ("step", list_of(&closed(&[("title", filled()), ("text", filled())], &["title", "text"]))),
            ("requirement", list_of(&requirement)),
            ("source", json!({"type": "object", "additionalProperties": source()})),
        ],
        &[],
    )
}

/// Labels with commas, `nothing`, or `texts` that hold their marks themselves; behind them the sentences.
fn examples() -> Value {
    let names: Vec<&str> = Label::names().into_iter().chain(["nothing", "texts"]).collect();
    let names = names.join("|");
    let sentences = json!({"type": "array", "items": {"type": "string", "pattern": "\\S"}});
    json!({
        "type": "object",
        "propertyNames": {"pattern": format!("^ *({names}) *(, *({names}) *)*$")},
        "additionalProperties": sentences,
    })
}
