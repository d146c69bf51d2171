//! The gateway: sessions that can be resumed, with every event replayed that was missed, and all that can go wrong with them.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::broadcast;

use super::{APPLICATION_ID, BOT_ID, Loopback, PATIENCE, Shared, TOKEN};

/// Discord's interval of heartbeats.
const INTERVAL: u64 = 41_250;

/// What every open connection is told.
#[derive(Clone, Debug)]
enum Order {
    /// There are events to send.
    Wake,
    /// Close with this code.
    Close(u16),
    /// Break, as a network does.
    Break,
    /// Send this, whatever it is.
    Send(Message),
}

/// A session: its shard, and all events of it.
struct Session {
    shard: (u64, u64),
    events: Vec<Value>,
}

/// All that the gateway knows.
pub(super) struct Gateway {
    pub(super) shards: AtomicU64,
    pub(super) sessions_left: AtomicU64,
    interval: AtomicU64,
    guilds: AtomicU64,
    sessions: Mutex<BTreeMap<String, Session>>,
    orders: broadcast::Sender<Order>,
    identified: AtomicU64,
    resumed: AtomicU64,
    heartbeats: AtomicU64,
    /// Heartbeats and resumes that are not answered as hoped for.
    deaf: AtomicU64,
    refused_resumes: AtomicU64,
    /// Close codes that answer the next IDENTIFYs.
    refusals: Mutex<VecDeque<u16>>,
}

impl Default for Gateway {
    fn default() -> Self {
        Self {
            shards: AtomicU64::new(1),
            sessions_left: AtomicU64::new(999),
            interval: AtomicU64::new(INTERVAL),
            guilds: AtomicU64::default(),
            sessions: Mutex::default(),
            orders: broadcast::channel(64).0,
            identified: AtomicU64::default(),
            resumed: AtomicU64::default(),
            heartbeats: AtomicU64::default(),
            deaf: AtomicU64::default(),
            refused_resumes: AtomicU64::default(),
            refusals: Mutex::default(),
        }
    }
}

/// One less, if there is one.
fn take_one(count: &AtomicU64) -> bool {
    count.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |count| count.checked_sub(1)).is_ok()
}

pub(super) async fn upgrade(upgrade: WebSocketUpgrade, uri: Uri, State(shared): State<Arc<Shared>>) -> Response {
    let resume = uri.path().starts_with("/resume");
    if let Some((status, _)) = shared.faults.next("GET", uri.path().trim_end_matches('/')) {
        return StatusCode::from_u16(status).expect("a status").into_response();
    }
    if !uri.query().is_some_and(|query| query.contains("v=10") && query.contains("encoding=json")) {
        shared.violation(format!("a gateway connection without version or encoding: {uri}"));
    }
    upgrade.on_upgrade(move |socket| async move { drop(connection(socket, shared, resume).await) })
}

/// One connection. It ends with the first thing that cannot be sent.
async fn connection(mut socket: WebSocket, shared: Arc<Shared>, resume: bool) -> Result<(), axum::Error> {
    let gateway = &shared.gateway;
    let mut orders = gateway.orders.subscribe();
    let (mut session, mut sent) = (String::new(), 0);
    send(&mut socket, &json!({ "op": 10, "d": { "heartbeat_interval": gateway.interval.load(Ordering::SeqCst) } })).await?;
    loop {
        tokio::select! {
            received = socket.recv() => {
                let Some(Ok(Message::Text(text))) = received else { return Ok(()) };
                let frame: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
                match frame["op"].as_u64() {
                    Some(1) => {
                        gateway.heartbeats.fetch_add(1, Ordering::SeqCst);
                        shared.arrived.notify_waiters();
                        if !take_one(&gateway.deaf) {
                            send(&mut socket, &json!({ "op": 11 })).await?;
                        }
                    }
                    Some(2) => {
                        let refused = gateway.refusals.lock().expect("a lock").pop_front();
                        if resume {
                            shared.violation("IDENTIFY where sessions are resumed");
                        }
                        if let Some(code) = refused {
                            // "Sharding required": one more is recommended from now on.
                            gateway.shards.fetch_add(u64::from(code == 4011), Ordering::SeqCst);
                            return close(&mut socket, code).await;
                        }
                        session = shared.identify(&frame["d"]);
                    }
                    Some(6) => {
                        if !resume {
                            shared.violation("RESUME where sessions are opened");
                        }
                        if take_one(&gateway.refused_resumes) {
                            send(&mut socket, &json!({ "op": 9, "d": false })).await?;
                            continue;
                        }
                        frame["d"]["session_id"].as_str().unwrap_or_default().clone_into(&mut session);
                        sent = usize::try_from(frame["d"]["seq"].as_u64().unwrap_or_default()).expect("a number of an event");
                        shared.resume(&session);
                    }
                    _ => shared.violation(format!("a frame that Discord does not know: {text}")),
                }
            }
            order = orders.recv() => match order {
                Ok(Order::Wake) | Err(broadcast::error::RecvError::Lagged(_)) => {}
                Ok(Order::Close(code)) => return close(&mut socket, code).await,
                Ok(Order::Send(message)) => socket.send(message).await?,
                Ok(Order::Break) | Err(broadcast::error::RecvError::Closed) => return Ok(()),
            },
        }
        for event in shared.events_after(&session, sent) {
            sent += 1;
            send(&mut socket, &json!({ "op": 0, "s": sent, "t": event["t"], "d": event["d"] })).await?;
        }
    }
}

async fn send(socket: &mut WebSocket, frame: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(frame.to_string().into())).await
}

async fn close(socket: &mut WebSocket, code: u16) -> Result<(), axum::Error> {
    socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await
}

impl Shared {
    /// Opens a session. The token is the bot's, no privileged intent is asked for, and the shard is one that there is.
    fn identify(&self, data: &Value) -> String {
        let token = data["token"].as_str().unwrap_or_default().trim_start_matches("Bot ");
        if token != TOKEN {
            self.violation("IDENTIFY with another token");
        }
        if data["intents"].as_u64() != Some(1 << 12) {
            self.violation(format!("intents other than DIRECT_MESSAGES: {}", data["intents"]));
        }
        let shard = (data["shard"][0].as_u64().unwrap_or(u64::MAX), data["shard"][1].as_u64().unwrap_or_default());
        if shard.0 >= shard.1 {
            self.violation(format!("a shard that there is not: {}", data["shard"]));
        }
        let number = self.gateway.identified.fetch_add(1, Ordering::SeqCst);
        let id = format!("session-{number}");
        let ready = json!({ "t": "READY", "d": self.ready(&id, shard) });
        let mut sessions = self.gateway.sessions.lock().expect("a lock");
        sessions.retain(|_, session| session.shard.0 != shard.0);
        sessions.insert(id.clone(), Session { shard, events: vec![ready] });
        self.arrived.notify_waiters();
        id
    }

    fn ready(&self, session: &str, shard: (u64, u64)) -> Value {
        let guilds: Vec<Value> = (0..self.gateway.guilds.load(Ordering::SeqCst))
            .map(|guild| json!({ "id": (600_000_000_000_000_000 + guild).to_string(), "unavailable": true }))
            .collect();
        json!({
            "v": 10,
            "user": user(BOT_ID, "Redraft", true),
            "guilds": guilds,
            "session_id": session,
            "resume_gateway_url": format!("ws://127.0.0.1:{}/resume", self.port()),
            "shard": [shard.0, shard.1],
            "application": { "id": APPLICATION_ID, "flags": 0 },
        })
    }

    fn resume(&self, session: &str) {
        let mut sessions = self.gateway.sessions.lock().expect("a lock");
        match sessions.get_mut(session) {
            Some(session) => session.events.push(json!({ "t": "RESUMED", "d": {} })),
            None => self.violation(format!("RESUME of an unknown session: {session}")),
        }
        self.gateway.resumed.fetch_add(1, Ordering::SeqCst);
        self.arrived.notify_waiters();
    }

    fn events_after(&self, session: &str, sent: usize) -> Vec<Value> {
        let sessions = self.gateway.sessions.lock().expect("a lock");
        sessions.get(session).and_then(|session| session.events.get(sent..)).map(<[Value]>::to_vec).unwrap_or_default()
    }
}

impl Loopback {
    /// Heartbeats are wanted this often.
    pub(crate) fn beat_every(&self, millis: u64) {
        self.shared.gateway.interval.store(millis, Ordering::SeqCst);
    }

    /// So many shards are recommended.
    pub(crate) fn recommend_shards(&self, shards: u64) {
        self.shared.gateway.shards.store(shards, Ordering::SeqCst);
    }

    /// The bot is in so many servers.
    pub(crate) fn set_guilds(&self, guilds: u64) {
        self.shared.gateway.guilds.store(guilds, Ordering::SeqCst);
    }

    /// No more than so many sessions may be opened, for a second.
    pub(crate) fn limit_sessions(&self, left: u64) {
        self.shared.gateway.sessions_left.store(left, Ordering::SeqCst);
    }

    /// Sends an event to the bot; if it is away, when it comes back.
    pub(crate) fn dispatch(&self, name: &str, data: &Value) {
        let mut sessions = self.shared.gateway.sessions.lock().expect("a lock");
        let session = sessions.values_mut().find(|session| session.shard.0 == 0).expect("a bot is connected");
        session.events.push(json!({ "t": name, "d": data }));
        drop(sessions);
        self.order(Order::Wake);
    }

    /// Sends events of the session again, from its first on, as if the bot had not seen them.
    pub(crate) fn repeat_events(&self) {
        let mut sessions = self.shared.gateway.sessions.lock().expect("a lock");
        for session in sessions.values_mut() {
            let again: Vec<Value> =
                session.events.iter().filter(|event| event["t"] != "READY" && event["t"] != "RESUMED").cloned().collect();
            session.events.extend(again);
        }
        drop(sessions);
        self.order(Order::Wake);
    }

    /// Closes the gateway connections with one of Discord's codes.
    pub(crate) fn close(&self, code: u16) {
        self.order(Order::Close(code));
    }

    /// Breaks the gateway connections, as a network does.
    pub(crate) fn break_connection(&self) {
        self.order(Order::Break);
    }

    /// Sends a frame as it is.
    pub(crate) fn send_frame(&self, text: &str) {
        self.order(Order::Send(Message::Text(text.into())));
    }

    /// Sends bytes where text is expected.
    pub(crate) fn send_bytes(&self, bytes: &'static [u8]) {
        self.order(Order::Send(Message::Binary(bytes.into())));
    }

    fn order(&self, order: Order) {
        // Nobody connected: nobody to tell.
        let _ = self.shared.gateway.orders.send(order);
    }

    /// Does not acknowledge the next heartbeats.
    pub(crate) fn ignore_heartbeats(&self, count: u64) {
        self.shared.gateway.deaf.store(count, Ordering::SeqCst);
    }

    /// Refuses the next resumes.
    pub(crate) fn refuse_resumes(&self, count: u64) {
        self.shared.gateway.refused_resumes.store(count, Ordering::SeqCst);
    }

    /// Answers the next IDENTIFYs by closing with these codes.
    pub(crate) fn refuse_sessions(&self, codes: &[u16]) {
        self.shared.gateway.refusals.lock().expect("a lock").extend(codes);
    }

    /// How many sessions were opened, how many resumed.
    pub(crate) fn sessions(&self) -> (u64, u64) {
        (self.shared.gateway.identified.load(Ordering::SeqCst), self.shared.gateway.resumed.load(Ordering::SeqCst))
    }

    /// Shards that are connected, with how many there are in all.
    pub(crate) fn connected_shards(&self) -> Vec<(u64, u64)> {
        let sessions = self.shared.gateway.sessions.lock().expect("a lock");
        let mut shards: Vec<(u64, u64)> = sessions.values().map(|session| session.shard).collect();
        shards.sort_unstable();
        shards
    }

    /// How many heartbeats came.
    pub(crate) fn heartbeats(&self) -> u64 {
        self.shared.gateway.heartbeats.load(Ordering::SeqCst)
    }

    /// Waits until something is true of the gateway.
    pub(crate) async fn until(&self, what: &str, mut done: impl FnMut(&Self) -> bool) {
        let waited = async {
            loop {
                let arrived = self.shared.arrived.notified();
                if done(self) {
                    return;
                }
                arrived.await;
            }
        };
        tokio::time::timeout(PATIENCE, waited).await.unwrap_or_else(|_elapsed| panic!("never came true: {what}"));
    }

    /// Breaks the gateway connection and waits until the bot has resumed its session.
    pub(crate) async fn interrupt(&self) {
        let before = self.sessions();
        self.break_connection();
        self.until("the session is resumed", |discord| discord.sessions().1 > before.1).await;
        assert_eq!(self.sessions().0, before.0, "it identified anew instead");
    }
}

/// A user, as events hold it.
pub(crate) fn user(id: &str, name: &str, bot: bool) -> Value {
    json!({ "id": id, "username": name, "discriminator": "0000", "global_name": null, "avatar": null, "bot": bot, "public_flags": 0 })
}
