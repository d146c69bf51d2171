//! Buttons and menus, as Discord takes them.

use serde_json::{Value, json};

use super::route::CustomId;

/// How a button looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// The one thing to do next.
    Primary = 1,
}

/// A button; its label has at most 80 characters.
pub(super) fn button(style: Style, label: &str, id: CustomId<'_>) -> Value {
    json!({ "type": 2, "style": style as u8, "label": label, "custom_id": id.to_string() })
}

/// A row of at most five buttons, or of one menu.
pub(super) fn row(parts: impl IntoIterator<Item = Value>) -> Value {
    json!({ "type": 1, "components": parts.into_iter().collect::<Vec<_>>() })
}
