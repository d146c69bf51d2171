//! Discord's limits, counted in characters and in UTF-16 units: the stricter one holds.

use serde_json::Value;

/// Every limit that a body breaks.
pub(crate) fn broken(path: &str, body: &Value) -> Vec<String> {
    let mut broken = Vec::new();
    if path.ends_with("/callback") {
        match body["type"].as_u64() {
            Some(4 | 7) => message(&body["data"], &mut broken),
            // Seen, and nothing said; the answer follows.
            Some(5 | 6) => {}
            Some(8) => choices(&body["data"], &mut broken),
            Some(9) => modal(&body["data"], &mut broken),
            other => broken.push(format!("response type {other:?}")),
        }
    } else if path.contains("/messages") {
        message(body, &mut broken);
    }
    broken
}

/// At most 25 completions.
fn choices(data: &Value, broken: &mut Vec<String>) {
    let choices = data["choices"].as_array().cloned().unwrap_or_default();
    if choices.len() > 25 {
        broken.push(format!("{} choices", choices.len()));
    }
    for choice in &choices {
        at_most(&choice["name"], 100, "name of a choice", broken);
        at_most(&choice["value"], 100, "value of a choice", broken);
    }
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count().max(text.chars().count()))
}

fn at_most(value: &Value, most: usize, what: &str, broken: &mut Vec<String>) {
    if length(value) > most {
        broken.push(format!("{what}: {} of {most}", length(value)));
    }
}

fn message(data: &Value, broken: &mut Vec<String>) {
    if data["allowed_mentions"]["parse"] != Value::Array(Vec::new()) {
        broken.push("mentions are not switched off".to_owned());
    }
    at_most(&data["content"], 2_000, "content", broken);
    components(data, broken);
    let mut total = 0;
    for embed in data["embeds"].as_array().into_iter().flatten() {
        let fields = embed["fields"].as_array().cloned().unwrap_or_default();
        at_most(&embed["title"], 256, "embed title", broken);
        at_most(&embed["description"], 4_096, "embed description", broken);
        at_most(&embed["footer"]["text"], 2_048, "embed footer", broken);
        if fields.len() > 25 {
            broken.push(format!("{} fields", fields.len()));
        }
        for field in &fields {
            at_most(&field["name"], 256, "field name", broken);
            at_most(&field["value"], 1_024, "field value", broken);
            if length(&field["name"]) == 0 || length(&field["value"]) == 0 {
                broken.push("an empty field".to_owned());
            }
            total += length(&field["name"]) + length(&field["value"]);
        }
        total += length(&embed["title"]) + length(&embed["description"]) + length(&embed["footer"]["text"]);
    }
    if total > 6_000 {
        broken.push(format!("embeds in all: {total} of 6000"));
    }
}

/// At most five rows, each of at most five buttons or of one menu.
fn components(data: &Value, broken: &mut Vec<String>) {
    let rows = data["components"].as_array().cloned().unwrap_or_default();
    if rows.len() > 5 {
        broken.push(format!("{} rows of components", rows.len()));
    }
    for row in &rows {
        let parts = row["components"].as_array().cloned().unwrap_or_default();
        let buttons = parts.iter().filter(|part| part["type"] == 2).count();
        let menus = parts.iter().filter(|part| part["type"] == 3).count();
        if parts.is_empty() || menus > 1 || menus == 1 && parts.len() > 1 || buttons > 5 || buttons + menus != parts.len() {
            broken.push(format!("a row of {buttons} buttons and {menus} menus among {}", parts.len()));
        }
        for part in &parts {
            at_most(&part["custom_id"], 100, "custom id", broken);
            at_most(&part["label"], 80, "button label", broken);
            at_most(&part["placeholder"], 150, "placeholder of a menu", broken);
            for option in part["options"].as_array().into_iter().flatten() {
                for key in ["label", "value", "description"] {
                    at_most(&option[key], 100, key, broken);
                }
            }
        }
    }
}

fn modal(data: &Value, broken: &mut Vec<String>) {
    at_most(&data["custom_id"], 100, "custom id", broken);
    at_most(&data["title"], 45, "modal title", broken);
    let rows = data["components"].as_array().cloned().unwrap_or_default();
    if rows.is_empty() || rows.len() > 5 {
        broken.push(format!("{} rows in a modal", rows.len()));
    }
    for input in rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default()) {
        at_most(&input["label"], 45, "label", broken);
        at_most(&input["placeholder"], 100, "placeholder", broken);
        at_most(&input["custom_id"], 100, "custom id", broken);
        if input["max_length"].as_u64().is_some_and(|most| most > 4_000) {
            broken.push("max_length over 4000".to_owned());
        }
        at_most(&input["value"], 4_000, "value of a text input", broken);
    }
}
