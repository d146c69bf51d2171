//! What the bot knows of its own health: the state of the gateway connection, and when Discord last acknowledged a heartbeat.

#![allow(dead_code, reason = "read by the page for operators, which lands next")]

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// Silence after which a connection counts as dead: two heartbeats of Discord's 41.25 seconds, and a little.
pub(super) const LONGEST_SILENCE: Duration = Duration::from_secs(90);
/// Stands for "never" among the milliseconds.
const NEVER: u64 = u64::MAX;

/// Where the gateway connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GatewayState {
    /// No session yet, or none any more; one is being sought.
    Connecting,
    /// A session is open: READY or RESUMED came.
    Connected,
    /// The bot was told to stop.
    Stopping,
}

impl GatewayState {
    /// All members, in the order of their numbers.
    pub(super) const ALL: [Self; 3] = [Self::Connecting, Self::Connected, Self::Stopping];

    /// The name in metrics.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Stopping => "stopping",
        }
    }
}

/// Shared by whoever watches the connection and whoever is asked about it.
#[derive(Debug)]
pub(super) struct Health {
    began: Instant,
    state: AtomicU8,
    /// Milliseconds from `began` to the last sign of life, or [`NEVER`].
    last_ack: AtomicU64,
}

impl Health {
    /// Connecting, and nothing heard yet.
    pub(super) fn new() -> Self {
        Self { began: Instant::now(), state: AtomicU8::new(GatewayState::Connecting as u8), last_ack: AtomicU64::new(NEVER) }
    }

    /// The connection is in this state now. An open session is a sign of life.
    pub(super) fn set_state(&self, state: GatewayState) {
        if state == GatewayState::Connected {
            self.acknowledged(Instant::now());
        }
        self.state.store(state as u8, Ordering::SeqCst);
    }

    /// Discord acknowledged a heartbeat at this time.
    pub(super) fn acknowledged(&self, at: Instant) {
        let millis = u64::try_from(at.duration_since(self.began).as_millis()).unwrap_or(NEVER - 1);
        self.last_ack.store(millis, Ordering::SeqCst);
    }

    /// The state of the connection.
    pub(super) fn state(&self) -> GatewayState {
        let at = usize::from(self.state.load(Ordering::SeqCst));
        GatewayState::ALL.get(at).copied().unwrap_or(GatewayState::Connecting)
    }

    /// How long ago the last sign of life came, seen from `now`; `None` before the first.
    pub(super) fn silence(&self, now: Instant) -> Option<Duration> {
        let millis = Some(self.last_ack.load(Ordering::SeqCst)).filter(|millis| *millis != NEVER)?;
        Some(now.duration_since(self.began).saturating_sub(Duration::from_millis(millis)))
    }

    /// Whether events reach the bot: a session is open and its heartbeats are acknowledged.
    pub(super) fn is_ready(&self, now: Instant) -> bool {
        self.state() == GatewayState::Connected && self.silence(now).is_some_and(|silence| silence < LONGEST_SILENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_while_heartbeats_are_acknowledged() {
        let health = Health::new();
        let now = Instant::now();
        assert!(!health.is_ready(now) && health.silence(now).is_none());
        health.set_state(GatewayState::Connected);
        assert!(health.is_ready(Instant::now()));
        let later = Instant::now() + LONGEST_SILENCE * 2;
        assert!(!health.is_ready(later), "a silent connection is no connection");
        health.acknowledged(later);
        assert!(health.is_ready(later));
        health.set_state(GatewayState::Stopping);
        assert!(!health.is_ready(later));
    }

    #[test]
    fn states_keep_their_numbers() {
        for (at, state) in GatewayState::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(state as u8), at, "{}", state.name());
        }
    }
}
