//! A reply as Discord takes it: one embed, no mentions, a file where the whole does not fit.

use serde::Serialize;
use serde_json::{Value, json};

use super::route::CustomId;
use crate::render::page::{self, Page};
use crate::review::Review;
use crate::submission::Submission;

/// Only the caller sees it.
const EPHEMERAL: u64 = 1 << 6;
/// Response types: a message, a modal.
const MESSAGE: u8 = 4;
const MODAL: u8 = 9;

/// A file attached to a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// What is said.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) page: Page,
    pub(super) file: Option<File>,
    /// Rows of buttons and menus below it.
    pub(super) components: Vec<Value>,
}

/// The one response to an interaction.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Response {
    #[serde(rename = "type")]
    kind: u8,
    data: Value,
}

impl Reply {
    /// The critique of a review, with the whole report attached where not all of it fits.
    pub(super) fn review(review: &Review<'_>, submission: &Submission) -> Self {
        let submission = submission.shown();
        let page = page::page(review, &submission);
        let file = (page.rest > 0).then(|| File { name: "report.md", text: page::report(review, &submission) });
        Self { page, file, components: Vec::new() }
    }

    /// A page without a file.
    pub(super) fn page(page: Page) -> Self {
        Self { page, file: None, components: Vec::new() }
    }

    /// The body of a message. With a nonce, Discord posts it once however often it is sent.
    pub(super) fn message(&self, nonce: Option<u64>) -> Value {
        let page = &self.page;
        let fields: Vec<Value> =
            page.fields.iter().map(|field| json!({ "name": field.name, "value": field.value, "inline": false })).collect();
        let mut embed = json!({ "title": page.title, "description": page.description, "color": page.colour, "fields": fields });
        if !page.footer.is_empty() {
            embed["footer"] = json!({ "text": page.footer });
        }
        let mut body = json!({ "embeds": [embed], "allowed_mentions": { "parse": [] }, "components": self.components });
        body["attachments"] = self.file.iter().map(|file| json!({ "id": "0", "filename": file.name })).collect();
        if let Some(nonce) = nonce {
            body["nonce"] = json!(nonce.to_string());
            body["enforce_nonce"] = json!(true);
        }
        body
    }

    /// The response to an interaction; ephemeral unless the caller asked for all to see it.
    pub(super) fn response(&self, public: bool) -> Response {
        let mut data = self.message(None);
        if !public {
            data["flags"] = json!(EPHEMERAL);
        }
        if self.file.is_none()
            && let Some(data) = data.as_object_mut()
        {
            data.remove("attachments");
        }
        Response { kind: MESSAGE, data }
    }
}

/// One text input of a modal.
pub(super) struct Input {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) placeholder: &'static str,
    pub(super) paragraph: bool,
    pub(super) required: bool,
    /// Characters it takes at most.
    pub(super) most: u16,
}

/// A modal: fixed id, one text input a row.
pub(super) fn modal(id: CustomId<'_>, title: &str, inputs: &[Input]) -> Response {
    let rows: Vec<Value> = inputs
        .iter()
        .map(|input| {
            let style = if input.paragraph { 2 } else { 1 };
            json!({ "type": 1, "components": [{
                "type": 4, "custom_id": input.id, "label": input.label, "style": style, "placeholder": input.placeholder,
                "required": input.required, "max_length": input.most,
            }] })
        })
        .collect();
    Response { kind: MODAL, data: json!({ "custom_id": id.to_string(), "title": title, "components": rows }) }
}
