//! A reply as Discord takes it: one embed, no mentions, a file where the whole does not fit.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Value, json};

use crate::locale::Locale;
use crate::render::json;
use crate::render::page::{self, Page};
use crate::review::Review;
use crate::rule::closed_set;
use crate::submission::Submission;

/// Only the caller sees it.
const EPHEMERAL: u64 = 1 << 6;
/// Response types: a message, a message that follows, nothing to see, the component's message anew, completions, a modal.
const MESSAGE: u8 = 4;
const THINKING: u8 = 5;
const SEEN: u8 = 6;
const UPDATE: u8 = 7;
const CHOICES: u8 = 8;
const MODAL: u8 = 9;

/// A file attached to a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    pub(super) name: Cow<'static, str>,
    pub(super) text: String,
}

closed_set! {
    /// A whole report, as a file; its name stands in options and keys.
    pub(super) Report {
        /// For people.
        Text = "text";
        /// For programs.
        Json = "json";
    }
}

/// What is said.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    /// Text above the page; already escaped.
    pub(super) content: String,
    pub(super) page: Page,
    pub(super) file: Option<File>,
    /// Whether the files of the message that it replaces stay there.
    pub(super) keeps_files: bool,
    /// Rows of buttons and menus below it.
    pub(super) components: Vec<Value>,
}

/// The one response to an interaction.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Response {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Value>,
}

impl Reply {
    /// The critique of a review, with the whole report attached where not all of it fits.
    pub(super) fn review(review: &Review<'_>, submission: &Submission, locale: Locale) -> Self {
        let submission = submission.shown();
        let page = page::page(review, &submission, locale);
        let file = (page.rest > 0).then(|| File { name: "report.md".into(), text: page::report(review, &submission, locale) });
        Self { content: String::new(), page, file, keeps_files: false, components: Vec::new() }
    }

    /// Attaches the report that is wished for.
    ///
    /// # Errors
    /// Never for what a review holds; the serialiser's error is passed on.
    pub(super) fn attach(
        &mut self,
        report: Report,
        review: &Review<'_>,
        submission: &Submission,
        locale: Locale,
    ) -> serde_json::Result<()> {
        let submission = submission.shown();
        self.file = Some(match report {
            Report::Text => File { name: "report.md".into(), text: page::report(review, &submission, locale) },
            Report::Json => File { name: "report.json".into(), text: json::review(review, &submission, None)? },
        });
        Ok(())
    }

    /// A page without a file.
    pub(super) fn page(page: Page) -> Self {
        Self { content: String::new(), page, file: None, keeps_files: false, components: Vec::new() }
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
        let mut body =
            json!({ "content": self.content, "embeds": [embed], "allowed_mentions": { "parse": [] }, "components": self.components });
        if !self.keeps_files {
            body["attachments"] = self.file.iter().map(|file| json!({ "id": "0", "filename": file.name })).collect();
        }
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
        Response { kind: MESSAGE, data: Some(data) }
    }

    /// The response that replaces the message of a component.
    pub(super) fn update(&self) -> Response {
        Response { kind: UPDATE, data: Some(self.message(None)) }
    }
}

impl Response {
    /// A form.
    pub(super) fn modal(data: Value) -> Self {
        Self { kind: MODAL, data: Some(data) }
    }

    /// The answer follows, to the caller only.
    pub(super) fn thinking() -> Self {
        Self { kind: THINKING, data: Some(json!({ "flags": EPHEMERAL })) }
    }

    /// Completions: at most 25, each with `name` and `value`.
    pub(super) fn choices(choices: &[Value]) -> Self {
        Self { kind: CHOICES, data: Some(json!({ "choices": choices })) }
    }

    /// A click was seen; nothing changes.
    pub(super) fn seen() -> Self {
        Self { kind: SEEN, data: None }
    }
}
