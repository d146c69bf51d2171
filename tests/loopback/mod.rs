//! A Discord on loopback: as much of its REST interface and its gateway as the bot uses, served by axum.
//!
//! It records every request and refuses what Discord would refuse: a limit broken (in characters and in UTF-16 units), a second
//! response to an interaction, a message without `allowed_mentions`. Where `DISCORD_OPENAPI` names Discord's API description,
//! every body is validated against it as well. What was refused is a *violation*; [`Loopback::finish`] fails the test on any.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub(crate) mod events;
mod faults;
mod gateway;
mod limits;
mod openapi;
pub(crate) mod process;
pub(crate) mod relay;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU16, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use tokio::sync::Notify;

pub(crate) use process::{Bot, TOKEN, refused};

/// Longest time a test waits for something.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// Discord's ids count milliseconds from the first second of 2015.
const EPOCH: Duration = Duration::from_secs(1_420_070_400);
/// The bot's own ids.
pub(crate) const BOT_ID: &str = "900000000000000001";
pub(crate) const APPLICATION_ID: &str = "900000000000000002";

/// A request of the bot's.
#[derive(Debug, Clone)]
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
    pub(crate) files: Vec<(String, String)>,
    /// When it arrived.
    pub(crate) at: Instant,
}

pub(crate) struct Shared {
    /// Where the bot reaches this Discord: its port, or that of a wire to it.
    port: AtomicU16,
    requests: Mutex<Vec<Recorded>>,
    violations: Mutex<Vec<String>>,
    answered: Mutex<HashSet<String>>,
    faults: faults::Faults,
    /// Messages by their nonce: sent again, they are the same.
    nonces: Mutex<HashMap<String, String>>,
    files: Mutex<HashMap<String, Vec<u8>>>,
    /// How many ids were given.
    ids: AtomicU64,
    arrived: Notify,
    gateway: gateway::Gateway,
    schema: Option<openapi::Description>,
}

/// The loopback Discord.
pub(crate) struct Loopback {
    shared: Arc<Shared>,
}

impl Loopback {
    /// Starts listening on a free port.
    pub(crate) async fn start() -> Self {
        Self::start_on(0).await
    }

    /// Starts listening on this port.
    pub(crate) async fn start_on(port: u16) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared {
            port: AtomicU16::new(port),
            requests: Mutex::default(),
            violations: Mutex::default(),
            answered: Mutex::default(),
            faults: faults::Faults::default(),
            nonces: Mutex::default(),
            files: Mutex::default(),
            ids: AtomicU64::new(0),
            arrived: Notify::new(),
            gateway: gateway::Gateway::default(),
            schema: openapi::Description::from_environment(),
        });
        let app = Router::new()
            .route("/ws", get(gateway::upgrade))
            .route("/ws/", get(gateway::upgrade))
            .route("/resume/", get(gateway::upgrade))
            .fallback(rest)
            .with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.shared.port())
    }

    /// Puts a wire that can be cut between the bot and this Discord.
    pub(crate) async fn relay(&self) -> relay::Relay {
        let relay = relay::Relay::to(self.shared.port()).await;
        self.shared.port.store(relay.port(), Ordering::SeqCst);
        relay
    }

    /// Serves bytes as an attachment; gives its address.
    pub(crate) fn serve_file(&self, name: &str, bytes: &[u8]) -> String {
        self.shared.files.lock().expect("a lock").insert(format!("/files/{name}"), bytes.to_vec());
        format!("{}/files/{name}", self.url())
    }

    /// A fresh id, as text.
    pub(crate) fn id(&self) -> String {
        self.shared.fresh_id()
    }

    /// Waits until the bot is connected and has registered its commands; gives them.
    pub(crate) async fn ready(&self) -> Value {
        let commands = format!("/api/v10/applications/{APPLICATION_ID}/commands");
        self.wait(1, |request| request.path == commands).await.remove(0).body
    }

    /// Waits for `count` requests that `wanted` accepts; gives all of them so far.
    pub(crate) async fn wait(&self, count: usize, wanted: impl Fn(&Recorded) -> bool) -> Vec<Recorded> {
        let all = async {
            loop {
                let arrived = self.shared.arrived.notified();
                let found: Vec<Recorded> = self.requests().into_iter().filter(|request| wanted(request)).collect();
                if found.len() >= count {
                    return found;
                }
                arrived.await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, all).await;
        found.unwrap_or_else(|_elapsed| panic!("nothing came in time; requests so far: {:#?}", self.requests()))
    }

    /// Waits for the response to an interaction.
    pub(crate) async fn response(&self, interaction: &str) -> Recorded {
        let prefix = format!("/api/v10/interactions/{interaction}/");
        self.wait(1, |request| request.path.starts_with(&prefix)).await.remove(0)
    }

    /// How many interactions were answered.
    pub(crate) fn answered(&self) -> usize {
        self.shared.answered.lock().expect("a lock").len()
    }

    /// All requests so far.
    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.shared.requests.lock().expect("a lock").clone()
    }

    /// Fails the test on anything that Discord would have refused.
    pub(crate) fn finish(&self) {
        let violations = self.shared.violations.lock().expect("a lock");
        assert!(violations.is_empty(), "Discord would have refused: {violations:#?}");
    }
}

/// Every REST request.
async fn rest(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    if let Some(bytes) = shared.files.lock().expect("a lock").get(&path) {
        return bytes.clone().into_response();
    }
    if path == faults::SILENT {
        let asked = Recorded { method: method.to_string(), path, body: Value::Null, files: Vec::new(), at: Instant::now() };
        shared.requests.lock().expect("a lock").push(asked);
        shared.arrived.notify_waiters();
        return std::future::pending().await;
    }
    if path.starts_with("/files/") {
        return (StatusCode::NOT_FOUND, "This content is no longer available.").into_response();
    }
    if shared.faults.unauthorized() {
        return answer(StatusCode::UNAUTHORIZED, &json!({ "message": "401: Unauthorized", "code": 0 }));
    }
    let (body, files) = read(request).await;
    if let Some((status, retry_after)) = shared.faults.next(method.as_str(), &path) {
        let mut headers = HeaderMap::new();
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.to_string().parse().expect("a number"));
        }
        return (StatusCode::from_u16(status).expect("a status"), headers, "{}").into_response();
    }
    let recorded = Recorded { method: method.to_string(), path: path.clone(), body, files, at: Instant::now() };
    shared.check(&recorded);
    let response = shared.respond(&recorded);
    shared.requests.lock().expect("a lock").push(recorded);
    shared.arrived.notify_waiters();
    if shared.faults.loses(&path) { StatusCode::BAD_GATEWAY.into_response() } else { response }
}

/// The JSON of a body, and the files beside it.
async fn read(request: Request) -> (Value, Vec<(String, String)>) {
    let multipart =
        request.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("multipart/")));
    if !multipart {
        let bytes = Bytes::from_request(request, &()).await.unwrap_or_default();
        return (serde_json::from_slice(&bytes).unwrap_or(Value::Null), Vec::new());
    }
    let mut form = Multipart::from_request(request, &()).await.expect("a form");
    let (mut body, mut files) = (Value::Null, Vec::new());
    while let Some(field) = form.next_field().await.expect("a field") {
        let (name, file) = (field.name().unwrap_or_default().to_owned(), field.file_name().map(str::to_owned));
        let text = field.text().await.expect("text");
        match file {
            Some(file) => files.push((file, text)),
            None if name == "payload_json" => body = serde_json::from_str(&text).expect("JSON"),
            None => {}
        }
    }
    (body, files)
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

impl Shared {
    /// An id that nothing else has; it holds the time, as Discord's ids do.
    fn fresh_id(&self) -> String {
        let since = SystemTime::now().duration_since(UNIX_EPOCH + EPOCH).expect("a clock after 2015");
        let milliseconds = u64::try_from(since.as_millis()).expect("a clock before the year 2154");
        (milliseconds << 22 | self.ids.fetch_add(1, Ordering::SeqCst)).to_string()
    }

    fn port(&self) -> u16 {
        self.port.load(Ordering::SeqCst)
    }

    fn violation(&self, what: impl Into<String>) {
        self.violations.lock().expect("a lock").push(what.into());
    }

    /// Holds a request against the limits and, where it is there, the API description.
    fn check(&self, request: &Recorded) {
        for broken in limits::broken(&request.path, &request.body) {
            self.violation(format!("{} {}: {broken}", request.method, request.path));
        }
        if let Some(schema) = &self.schema {
            for error in schema.errors(&request.method, &request.path, &request.body) {
                self.violation(format!("{} {}: {error}", request.method, request.path));
            }
        }
    }

    fn respond(&self, request: &Recorded) -> Response {
        let parts: Vec<&str> = request.path.trim_start_matches("/api/v10").trim_matches('/').split('/').collect();
        let gateway = format!("ws://127.0.0.1:{}/ws", self.port());
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["gateway"]) => answer(StatusCode::OK, &json!({ "url": gateway })),
            ("GET", ["gateway", "bot"]) => {
                let remaining = self.gateway.sessions_left.load(Ordering::SeqCst);
                let limit = json!({ "total": 1000, "remaining": remaining, "reset_after": 1_000, "max_concurrency": 1 });
                let shards = self.gateway.shards.load(Ordering::SeqCst);
                answer(StatusCode::OK, &json!({ "url": gateway, "shards": shards, "session_start_limit": limit }))
            }
            ("PUT", ["applications", APPLICATION_ID, "commands"] | ["applications", APPLICATION_ID, "guilds", _, "commands"]) => {
                answer(StatusCode::OK, &json!([]))
            }
            ("POST", ["interactions", id, _, "callback"]) => {
                if !self.answered.lock().expect("a lock").insert((*id).to_owned()) {
                    if !self.faults.lost(&request.path) && !self.faults.expected() {
                        self.violation(format!("a second response to interaction {id}"));
                    }
                    return answer(
                        StatusCode::BAD_REQUEST,
                        &json!({ "code": 40060, "message": "Interaction has already been acknowledged." }),
                    );
                }
                StatusCode::NO_CONTENT.into_response()
            }
            ("POST", ["channels", _, "messages"]) => {
                let fresh = || self.fresh_id();
                let id = match request.body["nonce"].as_str() {
                    Some(nonce) => self.nonces.lock().expect("a lock").entry(nonce.to_owned()).or_insert_with(fresh).clone(),
                    None => fresh(),
                };
                answer(StatusCode::OK, &json!({ "id": id }))
            }
            ("PATCH", ["webhooks", APPLICATION_ID, _, "messages", "@original"]) => {
                answer(StatusCode::OK, &json!({ "id": self.fresh_id() }))
            }
            ("PATCH", ["channels", _, "messages", id]) => answer(StatusCode::OK, &json!({ "id": id })),
            _ => {
                self.violation(format!("an unknown route: {} {}", request.method, request.path));
                answer(StatusCode::NOT_FOUND, &json!({ "code": 0, "message": "404: Not Found" }))
            }
        }
    }
}
