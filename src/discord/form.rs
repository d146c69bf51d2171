//! The form to paste into: a modal with one text input for each text of a request.

use serde_json::{Value, json};
use serenity::all::{ActionRowComponent, ModalInteraction};

use super::reply::Response;
use super::route::CustomId;
use crate::render::markdown::units;
use crate::rule::Input;
use crate::submission::Submission;

/// Characters a text input takes: Discord's limit. Counted in UTF-16 units, which are never fewer.
pub(super) const INPUT_CHARS: usize = 4_000;
/// Characters of a title.
const TITLE_CHARS: usize = 200;

/// One text input.
struct Field {
    input: Input,
    label: &'static str,
    placeholder: &'static str,
}

const FIELDS: &[Field] = &[
    Field { input: Input::Title, label: "Title of the app", placeholder: "Contract Calendar" },
    Field { input: Input::Description, label: "Usage description", placeholder: "What you build, who uses it, what it is for" },
    Field { input: Input::Profile, label: "Profile summary", placeholder: "Name: … ID verification: … Address: …" },
    Field { input: Input::Form, label: "Request form", placeholder: "Name: … Address: … Country: …" },
];

/// An empty form.
pub(super) fn empty(id: CustomId<'_>) -> Response {
    form(id, "Review my request", &Submission::default(), None)
}

/// A form with the last text in it.
pub(super) fn filled(id: CustomId<'_>, submission: &Submission) -> Response {
    form(id, "Edit and review again", submission, None)
}

/// An empty form where the last text is no longer kept; it says so.
pub(super) fn expired(id: CustomId<'_>) -> Response {
    let note = "I keep a text for 30 minutes only, so it is gone. Please paste it here again.";
    form(id, "Your text, once more please", &Submission::default(), Some(note))
}

fn form(id: CustomId<'_>, title: &str, submission: &Submission, note: Option<&str>) -> Response {
    let rows: Vec<Value> = FIELDS
        .iter()
        .map(|field| {
            let required = field.input == Input::Description;
            let style = if field.input == Input::Title { 1 } else { 2 };
            let placeholder = note.filter(|_| required).unwrap_or(field.placeholder);
            let mut input = json!({
                "type": 4, "custom_id": field.input.name(), "label": field.label, "style": style, "placeholder": placeholder,
                "required": required, "max_length": most(field.input),
            });
            if let Some(value) = submission.get(field.input).filter(|value| !value.is_empty()) {
                input["value"] = json!(value);
            }
            json!({ "type": 1, "components": [input] })
        })
        .collect();
    Response::modal(json!({ "custom_id": id.to_string(), "title": title, "components": rows }))
}

const fn most(input: Input) -> usize {
    match input {
        Input::Title => TITLE_CHARS,
        Input::Description | Input::Profile | Input::Form => INPUT_CHARS,
    }
}

/// The first text that is too long for the form, and its length.
pub(super) fn too_long(submission: &Submission) -> Option<(Input, usize)> {
    FIELDS.iter().find_map(|field| {
        let length = units(submission.get(field.input)?);
        (length > most(field.input)).then_some((field.input, length))
    })
}

/// What was typed into a form.
pub(super) fn read(modal: &ModalInteraction) -> Submission {
    let inputs = modal.data.components.iter().flat_map(|row| &row.components);
    let value = |wanted: Input| {
        inputs.clone().find_map(|component| match component {
            ActionRowComponent::InputText(input) if input.custom_id == wanted.name() => {
                input.value.clone().filter(|value| !value.trim().is_empty())
            }
            _ => None,
        })
    };
    Submission {
        description: value(Input::Description).unwrap_or_default(),
        title: value(Input::Title),
        profile: value(Input::Profile),
        form: value(Input::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::route::Action;

    #[test]
    fn every_text_has_its_input_and_stays_within_the_limits() {
        assert_eq!(FIELDS.len(), Input::ALL.len());
        for text in ["x".repeat(INPUT_CHARS), "🙂".repeat(INPUT_CHARS / 2)] {
            assert_eq!(too_long(&Submission::new(text)), None);
        }
        assert_eq!(too_long(&Submission::new("🙂".repeat(INPUT_CHARS / 2 + 1))), Some((Input::Description, INPUT_CHARS + 2)));
        let shown = serde_json::to_string(&expired(CustomId::new(Action::Review, ""))).expect("JSON");
        assert!(shown.contains("30 minutes only") && !shown.contains("\"value\""));
    }
}
