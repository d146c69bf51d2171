//! What the bot knows of its own health: where each shard's connection stands, and when Discord last acknowledged a heartbeat.
//!
//! Liveness is the last acknowledged heartbeat, nothing else: a process that runs, a socket that is open, a session that was
//! opened once are no signs of life. Each shard also says until when it will show the next sign; one that does not is
//! [`overdue`](Health::overdue), and the watchdog starts it anew. Time is monotonic: a jump of the wall clock changes nothing.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::rule::closed_set;

/// Silence after which a connection counts as dead: two heartbeats of Discord's 41.25 seconds, and a little.
pub(super) const LONGEST_SILENCE: Duration = Duration::from_secs(90);

closed_set! {
    /// Where the gateway connection stands; its name stands in metrics.
    pub(super) GatewayState {
        /// No session yet, or none any more; one is being sought.
        Connecting = "connecting";
        /// A session is open: READY or RESUMED came.
        Connected = "connected";
        /// The bot was told to stop.
        Stopping = "stopping";
    }
}

/// What is known of one shard.
#[derive(Debug, Clone, Copy)]
struct Pulse {
    state: GatewayState,
    last_ack: Option<Instant>,
    /// The next sign of life comes before this.
    due: Instant,
}

/// Shared by whoever watches the connections and whoever is asked about them.
#[derive(Debug, Default)]
pub(super) struct Health {
    shards: Mutex<BTreeMap<u32, Pulse>>,
}

impl Health {
    /// Nothing is connected, and nothing was heard yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    fn shards(&self) -> MutexGuard<'_, BTreeMap<u32, Pulse>> {
        self.shards.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets all shards: others are going to start.
    pub(super) fn clear(&self) {
        self.shards().clear();
    }

    /// The shard's connection is in this state, and shows its next sign of life before `due`. An open session is a sign of life.
    pub(super) fn set_state(&self, shard: u32, state: GatewayState, due: Instant) {
        let mut shards = self.shards();
        let last_ack = match state {
            GatewayState::Connected => Some(Instant::now()),
            _ => shards.get(&shard).and_then(|pulse| pulse.last_ack),
        };
        shards.insert(shard, Pulse { state, last_ack, due });
    }

    /// Discord acknowledged a heartbeat of the shard at this time; the next one comes before `due`.
    pub(super) fn acknowledged(&self, shard: u32, at: Instant, due: Instant) {
        if let Some(pulse) = self.shards().get_mut(&shard) {
            pulse.last_ack = Some(at);
            pulse.due = due;
        }
    }

    /// The shards that should have shown a sign of life by `now`.
    pub(super) fn overdue(&self, now: Instant) -> Vec<u32> {
        self.shards().iter().filter(|(_, pulse)| pulse.due < now).map(|(shard, _)| *shard).collect()
    }

    /// The state of the connection: connected only if each shard is.
    pub(super) fn state(&self) -> GatewayState {
        let shards = self.shards();
        let all = |state| !shards.is_empty() && shards.values().all(|pulse| pulse.state == state);
        if shards.values().any(|pulse| pulse.state == GatewayState::Stopping) {
            GatewayState::Stopping
        } else if all(GatewayState::Connected) {
            GatewayState::Connected
        } else {
            GatewayState::Connecting
        }
    }

    /// How long ago the last sign of life came, seen from `now`, of the shard that is silent for longest; `None` before the first.
    pub(super) fn silence(&self, now: Instant) -> Option<Duration> {
        let silences: Option<Vec<Duration>> =
            self.shards().values().map(|pulse| Some(now.saturating_duration_since(pulse.last_ack?))).collect();
        silences?.into_iter().max()
    }

    /// Whether events reach the bot: all sessions are open and their heartbeats are acknowledged.
    pub(super) fn is_ready(&self, now: Instant) -> bool {
        self.state() == GatewayState::Connected && self.silence(now).is_some_and(|silence| silence < LONGEST_SILENCE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_while_heartbeats_are_acknowledged() {
        let (health, now) = (Health::new(), Instant::now());
        let later = now + LONGEST_SILENCE * 2;
        health.set_state(0, GatewayState::Connecting, now);
        assert!(!health.is_ready(now) && health.silence(now).is_none());
        health.set_state(0, GatewayState::Connected, later);
        assert!(health.is_ready(Instant::now()));
        assert!(!health.is_ready(later), "a silent connection is no connection");
        health.acknowledged(0, later, later);
        assert!(health.is_ready(later));
        health.set_state(0, GatewayState::Stopping, later);
        assert!(!health.is_ready(later));
    }

    #[test]
    fn the_worst_shard_counts() {
        let (health, now) = (Health::new(), Instant::now());
        let (soon, later) = (now + Duration::from_secs(1), now + Duration::from_secs(60));
        assert!(!health.is_ready(now), "no shard is no connection");
        health.set_state(4, GatewayState::Connected, later);
        health.set_state(5, GatewayState::Connecting, soon);
        assert!(health.state() == GatewayState::Connecting && !health.is_ready(now) && health.overdue(now).is_empty());
        assert_eq!(health.overdue(soon + Duration::from_millis(1)), [5]);
        health.set_state(5, GatewayState::Connected, later);
        assert!(health.is_ready(Instant::now()));
        health.acknowledged(4, later, later);
        assert_eq!(health.overdue(later + Duration::from_secs(1)), [4, 5]);
        assert!(health.silence(later).is_some_and(|silence| silence >= Duration::from_secs(59)));
    }
}
