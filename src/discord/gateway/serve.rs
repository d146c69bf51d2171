//! An open connection: events and heartbeats, until it ends.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::connection::{Connection, Received};
use super::frame::{self, Ended, Frame, Ready, data};
use super::pace::{fraction, longest_silence};
use super::{ATTEMPT_WITHIN, Session, Shard, stopped};
use crate::discord::handler;
use crate::discord::health::GatewayState;

/// Time from a greeting to READY or RESUMED.
const SESSION_WITHIN: Duration = Duration::from_secs(30);
/// Close codes: good-bye; and "back soon", after which the session can be resumed.
const GOOD_BYE: u16 = 1000;
const BACK_SOON: u16 = 4900;

/// The heartbeats of a connection, and what it has come to.
struct Pulse {
    /// When the next beat is due.
    next: Instant,
    /// Whether the last one was acknowledged.
    acknowledged: bool,
    /// Whether the session is open.
    connected: bool,
}

impl Shard {
    /// Takes events and beats until the connection ends.
    pub(super) async fn serve(&mut self, mut connection: Connection, stop: &mut watch::Receiver<bool>) -> Ended {
        // The first beat comes at a random time, so that bots that lost Discord together do not beat together.
        let mut pulse = Pulse { next: Instant::now() + connection.interval.mul_f64(fraction()), acknowledged: true, connected: false };
        let session_by = Instant::now() + SESSION_WITHIN;
        loop {
            let taken = tokio::select! {
                // In this order, so that a flood of events does not keep the heartbeat back.
                biased;
                () = stopped(stop) => {
                    self.health(GatewayState::Stopping, ATTEMPT_WITHIN);
                    self.bot.finish_work().await;
                    connection.close(GOOD_BYE).await;
                    return Ended::Stopped;
                }
                () = sleep_until(session_by), if !pulse.connected => Err(Ended::Resume),
                () = sleep_until(pulse.next) => self.beat(&mut connection, &mut pulse).await,
                received = connection.receive() => self.take(received, &mut connection, &mut pulse).await,
            };
            if let Err(ended) = taken {
                // Where it is broken or closed already, this does nothing.
                connection.close(BACK_SOON).await;
                return ended;
            }
        }
    }

    /// Sends a heartbeat, where the last one was acknowledged: else the connection is dead.
    async fn beat(&self, connection: &mut Connection, pulse: &mut Pulse) -> Result<(), Ended> {
        if !pulse.acknowledged {
            tracing::warn!(shard = self.place.0, "heartbeats are not acknowledged");
            return Err(Ended::Resume);
        }
        pulse.acknowledged = false;
        pulse.next = Instant::now() + connection.interval;
        self.send_heartbeat(connection).await
    }

    async fn send_heartbeat(&self, connection: &mut Connection) -> Result<(), Ended> {
        if connection.send(frame::heartbeat(self.number)).await { Ok(()) } else { Err(Ended::Resume) }
    }

    /// Takes what Discord sent.
    async fn take(&mut self, received: Received, connection: &mut Connection, pulse: &mut Pulse) -> Result<(), Ended> {
        let text = match received {
            Received::Text(text) => text,
            Received::Closed(code) => {
                tracing::info!(shard = self.place.0, code, "Discord closed the connection");
                return Err(frame::after_close(code));
            }
        };
        match Frame::read(&text) {
            Some(Frame::Event { number, name }) => {
                self.number = Some(number);
                pulse.connected |= self.event(&name, &text, connection.interval);
            }
            Some(Frame::Acknowledged) => {
                pulse.acknowledged = true;
                self.bot.health.acknowledged(self.place.0, Instant::now(), Instant::now() + longest_silence(connection.interval));
            }
            Some(Frame::HeartbeatWanted) => self.send_heartbeat(connection).await?,
            Some(Frame::Reconnect) => return Err(Ended::Resume),
            Some(Frame::InvalidSession { resumable }) => return Err(if resumable { Ended::Resume } else { Ended::Identify }),
            Some(Frame::Hello(_)) | None => tracing::debug!(shard = self.place.0, "a frame that means nothing to the bot"),
        }
        Ok(())
    }

    /// Takes an event; `true` if with it the session is open.
    fn event(&mut self, name: &str, text: &Utf8Bytes, interval: Duration) -> bool {
        match name {
            "READY" => {
                let Some(ready) = data::<Ready>(text) else { return false };
                self.session = Some(Session { id: ready.session_id, url: ready.resume_gateway_url });
            }
            "RESUMED" => {}
            _ => {
                handler::take(&self.bot, name, text);
                return false;
            }
        }
        self.failed_resumes = 0;
        self.health(GatewayState::Connected, longest_silence(interval));
        tracing::info!(shard = self.place.0, of = self.place.1, "{}", if name == "READY" { "connected" } else { "connection resumed" });
        handler::take(&self.bot, name, text);
        true
    }
}
