//! A request to Discord as it is sent, perhaps more than once.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, header, multipart};
use serde::Serialize;
use tokio::time::Instant;

use super::reply::{File, Reply};
use super::rest::RestError;
use crate::config::Secret;

/// Time for everything that nobody waits three seconds for.
pub(super) const PATIENT: Duration = Duration::from_secs(30);
/// What is said of a body that cannot be written as JSON: sent again, it would fail again.
pub(super) const UNWRITABLE: RestError = RestError::Refused { status: 0, code: 0 };

/// A request.
pub(super) struct Request<'a> {
    pub(super) method: Method,
    /// Below the API's address; it may hold an interaction's token, so it must reach no log.
    pub(super) path: String,
    /// As JSON.
    pub(super) body: Option<String>,
    /// Attached to the body.
    pub(super) file: Option<&'a File>,
    /// After this nobody waits for the answer any more.
    pub(super) deadline: Instant,
}

impl<'a> Request<'a> {
    /// Asks for something.
    pub(super) fn get(path: &str) -> Self {
        Self { method: Method::GET, path: path.to_owned(), body: None, file: None, deadline: Instant::now() + PATIENT }
    }

    /// Sends something that nobody waits three seconds for, without a file.
    ///
    /// # Errors
    /// A body that cannot be written as JSON.
    pub(super) fn new(method: Method, path: String, body: &impl Serialize) -> Result<Self, RestError> {
        let body = serde_json::to_string(body).map_err(|_| UNWRITABLE)?;
        Ok(Self { method, path, body: Some(body), file: None, deadline: Instant::now() + PATIENT })
    }

    /// Sends or changes a message. With a nonce, Discord posts it once however often it is sent.
    ///
    /// # Errors
    /// Never for what a reply holds; that of [`Self::new`] is passed on.
    pub(super) fn reply(method: Method, path: String, reply: &'a Reply, nonce: Option<u64>) -> Result<Self, RestError> {
        Ok(Self { file: reply.file.as_ref(), ..Self::new(method, path, &reply.message(nonce))? })
    }

    /// One attempt's request, to the API at `base`.
    pub(super) fn build(&self, client: &Client, base: &str, token: &Secret) -> RequestBuilder {
        let authorization = format!("Bot {}", token.reveal());
        let request = client.request(self.method.clone(), format!("{base}{}", self.path)).header(header::AUTHORIZATION, authorization);
        match (self.body.clone(), self.file) {
            (Some(json), Some(file)) => request.multipart(form(json, file)),
            (Some(json), None) => request.header(header::CONTENT_TYPE, "application/json").body(json),
            (None, _) => request,
        }
    }
}

fn form(json: String, file: &File) -> multipart::Form {
    let part = multipart::Part::text(file.text.clone()).file_name(file.name.clone());
    multipart::Form::new().text("payload_json", json).part("files[0]", part)
}
