//! The gateway: hello, identify, ready, heartbeats, dispatch, resume.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};

use super::{APPLICATION_ID, BOT_ID, Shared, TOKEN};

pub(crate) async fn upgrade(upgrade: WebSocketUpgrade, State(shared): State<Arc<Shared>>) -> Response {
    upgrade.on_upgrade(|socket| session(socket, shared))
}

async fn session(mut socket: WebSocket, shared: Arc<Shared>) {
    let mut events = shared.events.subscribe();
    let mut sequence = 0_u64;
    if send(&mut socket, &json!({ "op": 10, "d": { "heartbeat_interval": 41_250 } })).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            received = socket.recv() => {
                let Some(Ok(Message::Text(text))) = received else { return };
                let frame: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
                let sent = match frame["op"].as_u64() {
                    Some(1) => send(&mut socket, &json!({ "op": 11 })).await,
                    Some(2) => {
                        identify(&shared, &frame["d"]);
                        sequence += 1;
                        send(&mut socket, &json!({ "op": 0, "s": sequence, "t": "READY", "d": ready(&shared) })).await
                    }
                    Some(6) => {
                        sequence += 1;
                        shared.resumed.fetch_add(1, Ordering::SeqCst);
                        shared.arrived.notify_waiters();
                        send(&mut socket, &json!({ "op": 0, "s": sequence, "t": "RESUMED", "d": {} })).await
                    }
                    _ => Ok(()),
                };
                if sent.is_err() {
                    return;
                }
            }
            event = events.recv() => {
                let Ok(event) = event else { return };
                if event["close"] == true {
                    return;
                }
                if let Some(code) = event["close"].as_u64().and_then(|code| u16::try_from(code).ok()) {
                    let frame = CloseFrame { code, reason: "".into() };
                    // Whether it arrives or not, this connection is over.
                    drop(socket.send(Message::Close(Some(frame))).await);
                    return;
                }
                sequence += 1;
                let frame = json!({ "op": 0, "s": sequence, "t": event["t"], "d": event["d"] });
                if send(&mut socket, &frame).await.is_err() {
                    return;
                }
            }
        }
    }
}

async fn send(socket: &mut WebSocket, frame: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(frame.to_string().into())).await
}

/// The token is the bot's, and no privileged intent is asked for.
fn identify(shared: &Shared, data: &Value) {
    shared.identified.fetch_add(1, Ordering::SeqCst);
    let token = data["token"].as_str().unwrap_or_default().trim_start_matches("Bot ");
    if token != TOKEN {
        shared.violation("IDENTIFY with another token");
    }
    if data["intents"].as_u64() != Some(1 << 12) {
        shared.violation(format!("intents other than DIRECT_MESSAGES: {}", data["intents"]));
    }
}

fn ready(shared: &Shared) -> Value {
    json!({
        "v": 10,
        "user": user(BOT_ID, "Redraft", true),
        "guilds": [],
        "session_id": "loopback",
        "resume_gateway_url": format!("ws://127.0.0.1:{}/ws", shared.port),
        "shard": [0, 1],
        "application": { "id": APPLICATION_ID, "flags": 0 },
    })
}

/// A user, as events hold it.
pub(crate) fn user(id: &str, name: &str, bot: bool) -> Value {
    json!({ "id": id, "username": name, "discriminator": "0000", "global_name": null, "avatar": null, "bot": bot, "public_flags": 0 })
}
