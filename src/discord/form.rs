//! The form to paste into: a modal with one text input for each text of a request.

use serde_json::{Value, json};
use serenity::all::{ActionRowComponent, ModalInteraction};

use super::reply::Response;
use super::route::CustomId;
use crate::locale::Locale;
use crate::render::markdown::units;
use crate::rule::Input;
use crate::submission::Submission;

/// Characters a text input takes: Discord's limit. Counted in UTF-16 units, which are never fewer.
pub(super) const INPUT_CHARS: usize = 4_000;
/// Characters of a title.
const TITLE_CHARS: usize = 200;

/// The inputs, in order; their words stand under `input-NAME`.
const INPUTS: [Input; 4] = [Input::Title, Input::Description, Input::Profile, Input::Form];

/// An empty form.
pub(super) fn empty(id: CustomId<'_>, locale: Locale) -> Response {
    form(id, "form-empty", &Submission::default(), None, locale)
}

/// A form with the last text in it.
pub(super) fn filled(id: CustomId<'_>, submission: &Submission, locale: Locale) -> Response {
    form(id, "form-filled", submission, None, locale)
}

/// An empty form where the last text is no longer kept; it says so.
pub(super) fn expired(id: CustomId<'_>, locale: Locale) -> Response {
    form(id, "form-expired", &Submission::default(), Some(&locale.say("form-expired.note")), locale)
}

fn form(id: CustomId<'_>, title: &str, submission: &Submission, note: Option<&str>, locale: Locale) -> Response {
    let rows: Vec<Value> = INPUTS
        .into_iter()
        .map(|input| {
            let required = input == Input::Description;
            let style = if input == Input::Title { 1 } else { 2 };
            let (label, placeholder) = (format!("input-{input}"), format!("input-{input}.placeholder"));
            let placeholder = note.filter(|_| required).map_or_else(|| locale.say(&placeholder), |note| note.to_owned().into());
            let mut row = json!({
                "type": 4, "custom_id": input.name(), "label": locale.say(&label), "style": style, "placeholder": placeholder,
                "required": required, "max_length": most(input),
            });
            if let Some(value) = submission.get(input).filter(|value| !value.is_empty()) {
                row["value"] = json!(value);
            }
            json!({ "type": 1, "components": [row] })
        })
        .collect();
    Response::modal(json!({ "custom_id": id.to_string(), "title": locale.say(title), "components": rows }))
}

const fn most(input: Input) -> usize {
    match input {
        Input::Title => TITLE_CHARS,
        Input::Description | Input::Profile | Input::Form => INPUT_CHARS,
    }
}

/// The first text that is too long for the form, and its length.
pub(super) fn too_long(submission: &Submission) -> Option<(Input, usize)> {
    INPUTS.into_iter().find_map(|input| {
        let length = units(submission.get(input)?);
        (length > most(input)).then_some((input, length))
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
        assert_eq!(INPUTS.len(), Input::ALL.len());
        for text in ["x".repeat(INPUT_CHARS), "🙂".repeat(INPUT_CHARS / 2)] {
            assert_eq!(too_long(&Submission::new(text)), None);
        }
        assert_eq!(too_long(&Submission::new("🙂".repeat(INPUT_CHARS / 2 + 1))), Some((Input::Description, INPUT_CHARS + 2)));
        let shown = serde_json::to_string(&expired(CustomId::new(Action::Review, ""), Locale::English)).expect("JSON");
        assert!(shown.contains("30 minutes only") && !shown.contains("\"value\""));
    }

    #[test]
    fn every_language_keeps_discords_limits() {
        for locale in Locale::ALL {
            for title in ["form-empty", "form-filled", "form-expired"] {
                assert!((1..=45).contains(&units(&locale.say(title))), "{locale}: {title}");
            }
            assert!((1..=80).contains(&units(&locale.say("edit-button"))) && units(&locale.say("form-expired.note")) <= 100, "{locale}");
            for input in INPUTS {
                assert!((1..=45).contains(&units(&locale.say(&format!("input-{input}")))), "{locale}: {input}");
                assert!((1..=100).contains(&units(&locale.say(&format!("input-{input}.placeholder")))), "{locale}: {input}");
            }
        }
    }
}
