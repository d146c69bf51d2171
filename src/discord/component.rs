//! Buttons and menus, as Discord takes them.

use serde_json::{Value, json};

use super::route::CustomId;

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The one thing to do next.
    Primary = 1,
    /// Anything else.
    Secondary = 2,
    /// What puts something into effect.
    Success = 3,
    /// What does harm if it is done by mistake.
    Danger = 4,
}

/// A button; its label has at most 80 characters.
pub(super) fn button(style: Style, label: &str, id: CustomId<'_>) -> Value {
    json!({ "type": 2, "style": style as u8, "label": label, "custom_id": id.to_string() })
}

/// One choice of a menu: at most 100 characters each, and no value twice.
pub(super) struct Choice {
    pub(super) label: String,
    /// A line below it; empty for none.
    pub(super) words: String,
    pub(super) value: String,
}

/// A menu from which one thing is chosen; its text has at most 150 characters.
pub(super) fn menu(text: &str, id: CustomId<'_>, choices: &[Choice]) -> Value {
    let option = |choice: &Choice| {
        let mut option = json!({ "label": choice.label, "value": choice.value });
        if !choice.words.is_empty() {
            option["description"] = json!(choice.words);
        }
        option
    };
    let options: Vec<Value> = choices.iter().map(option).collect();
    json!({ "type": 3, "custom_id": id.to_string(), "placeholder": text, "options": options, "min_values": 1, "max_values": 1 })
}

/// A row of at most five buttons, or of one menu.
pub(super) fn row(parts: impl IntoIterator<Item = Value>) -> Value {
    json!({ "type": 1, "components": parts.into_iter().collect::<Vec<_>>() })
}
