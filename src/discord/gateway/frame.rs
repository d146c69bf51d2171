//! Frames of the gateway: what comes, what goes, and what a close means.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::discord::session::End;

/// Direct messages are all that is asked for; without the intent for servers no event of a server arrives.
const INTENTS: u64 = 1 << 12;
/// Bounds of the heartbeat's interval: Discord says 41.25 seconds, and garbage must not make the bot spin or sleep.
const INTERVAL: (u64, u64) = (50, 600_000);

/// What every frame has; its data is read only where the bot needs it.
#[derive(Deserialize)]
struct Head<'a> {
    op: u8,
    #[serde(default)]
    s: Option<u64>,
    #[serde(borrow, default)]
    t: Option<Cow<'a, str>>,
}

/// The data of a frame.
#[derive(Deserialize)]
struct Body<T> {
    d: T,
}

#[derive(Deserialize)]
struct Hello {
    heartbeat_interval: u64,
}

/// What comes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame<'a> {
    /// An event: its number in the session, and its name.
    Event { number: u64, name: Cow<'a, str> },
    /// Discord asks for a heartbeat now.
    HeartbeatWanted,
    /// Discord wants the bot to connect anew and resume.
    Reconnect,
    /// The session is over, or could not be resumed; whether it still can be.
    InvalidSession { resumable: bool },
    /// The interval of heartbeats.
    Hello(Duration),
    /// A heartbeat arrived.
    Acknowledged,
}

impl<'a> Frame<'a> {
    /// Reads a frame; `None` for what is none, or of a kind that Discord invents later.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let head: Head<'a> = serde_json::from_str(text).ok()?;
        Some(match head.op {
            0 => Self::Event { number: head.s?, name: head.t? },
            1 => Self::HeartbeatWanted,
            7 => Self::Reconnect,
            9 => Self::InvalidSession { resumable: data(text).unwrap_or(false) },
            10 => {
                let hello: Hello = data(text)?;
                Self::Hello(Duration::from_millis(hello.heartbeat_interval.clamp(INTERVAL.0, INTERVAL.1)))
            }
            11 => Self::Acknowledged,
            _ => return None,
        })
    }
}

/// The data of a frame, as what it is expected to be.
pub(in crate::discord) fn data<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_str::<Body<T>>(text).ok().map(|body| body.d)
}

/// What is needed of READY; the servers it names are skipped.
#[derive(Debug, Deserialize)]
pub(super) struct Ready {
    pub(super) session_id: String,
    pub(super) resume_gateway_url: String,
}

/// Opens a session.
pub(super) fn identify(token: &str, (shard, total): (u32, u32)) -> String {
    let properties = json!({ "os": std::env::consts::OS, "browser": "redraft", "device": "redraft" });
    json!({ "op": 2, "d": { "token": token, "intents": INTENTS, "properties": properties, "shard": [shard, total] } }).to_string()
}

/// Goes on with a session from the last event that was seen.
pub(super) fn resume(token: &str, session: &str, number: u64) -> String {
    json!({ "op": 6, "d": { "token": token, "session_id": session, "seq": number } }).to_string()
}

/// Says that the bot is there.
pub(super) fn heartbeat(number: Option<u64>) -> String {
    json!({ "op": 1, "d": number }).to_string()
}

/// What the end of a connection means for the next one.
#[derive(Debug)]
pub(super) enum Ended {
    /// The session can be resumed; missed events are replayed.
    Resume,
    /// A new session is needed.
    Identify,
    /// The number of shards does not fit any more.
    Shards,
    /// No new attempt can mend it.
    Final(End),
    /// The bot was told to stop.
    Stopped,
}

/// What a close code says; `None` where the connection just broke.
///
/// Source: Discord's developer documentation, "Gateway Close Event Codes".
pub(super) fn after_close(code: Option<u16>) -> Ended {
    match code {
        Some(4004) => Ended::Final(End::Token),
        // Not authenticated, session no longer valid, invalid number, session timed out.
        Some(4003 | 4006 | 4007 | 4009) => Ended::Identify,
        // Invalid shard, sharding required.
        Some(4010 | 4011) => Ended::Shards,
        Some(4012) => Ended::Final(End::Gateway("it no longer speaks this version of its gateway; a newer Redraft is needed")),
        Some(4013 | 4014) => Ended::Final(End::Gateway("the application may not receive direct messages")),
        _ => Ended::Resume,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_and_garbage_is_none() {
        let hello = r#"{"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}"#;
        assert_eq!(Frame::read(hello), Some(Frame::Hello(Duration::from_millis(41_250))));
        let invalid = |text| Frame::read(text) == Some(Frame::InvalidSession { resumable: true });
        assert!(invalid(r#"{"op":9,"d":true,"s":null,"t":null}"#) && !invalid(r#"{"op":9,"d":null}"#) && !invalid(r#"{"op":9}"#));
        let event = r#"{"t":"X\u0041","s":7,"op":0,"d":{"a":[1]}}"#;
        assert_eq!(Frame::read(event), Some(Frame::Event { number: 7, name: "XA".into() }));
        assert_eq!((data::<serde_json::Value>(event), data::<u64>(event)), (Some(json!({ "a": [1] })), None));
        let garbage = [
            "",
            "{",
            "[]",
            "{}",
            "\u{0}",
            r#"{"op":300}"#,
            r#"{"op":-1}"#,
            r#"{"op":0,"t":"READY","d":{}}"#,
            r#"{"op":10,"d":{}}"#,
            r#"{"op":10}"#,
        ];
        for garbage in garbage {
            assert_eq!(Frame::read(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn no_interval_makes_the_bot_spin() {
        let hello = Frame::read(r#"{"op":10,"d":{"heartbeat_interval":0}}"#);
        assert!(matches!(hello, Some(Frame::Hello(interval)) if !interval.is_zero()));
    }

    #[test]
    fn every_close_leads_somewhere() {
        for code in (1000..=1015).chain(4000..=4099) {
            let ended = after_close(Some(code));
            let expected = match code {
                4004 | 4012 | 4013 | 4014 => matches!(ended, Ended::Final(_)),
                4003 | 4006 | 4007 | 4009 => matches!(ended, Ended::Identify),
                4010 | 4011 => matches!(ended, Ended::Shards),
                _ => matches!(ended, Ended::Resume),
            };
            assert!(expected, "{code}: {ended:?}");
        }
    }
}
