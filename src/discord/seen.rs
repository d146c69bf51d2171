//! What has been answered: Discord delivers some events twice, and replays them after a reconnect.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use tokio::sync::MutexGuard;

/// Ids remembered: far more than can be in flight, a few hundred kilobytes.
const REMEMBERED: usize = 10_000;
/// Locks that channels share.
const TURNS: usize = 32;

/// The ids of events already taken, oldest forgotten first.
#[derive(Debug, Default)]
pub(super) struct Seen {
    ids: Mutex<(HashSet<u64>, VecDeque<u64>)>,
}

impl Seen {
    /// Whether this id comes for the first time.
    pub(super) fn first_time(&self, id: u64) -> bool {
        let mut ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        if !ids.0.insert(id) {
            return false;
        }
        ids.1.push_back(id);
        if ids.1.len() > REMEMBERED
            && let Some(oldest) = ids.1.pop_front()
        {
            ids.0.remove(&oldest);
        }
        true
    }
}

/// Our answer to a direct message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answered {
    /// Our message.
    pub(super) reply: u64,
    /// Whether the text that it answers came in several messages.
    pub(super) of_parts: bool,
}

/// Which message of ours answers which direct message: ids only, oldest forgotten first.
#[derive(Debug, Default)]
pub(super) struct Replies {
    pairs: Mutex<VecDeque<(u64, Answered)>>,
    turns: [tokio::sync::Mutex<()>; TURNS],
}

impl Replies {
    /// Waits until nothing else is done in `channel`: an edit may come while the first answer is still on the way.
    pub(super) async fn turn(&self, channel: u64) -> Option<MutexGuard<'_, ()>> {
        // The low bits of an id count within a millisecond; those above spread well.
        let at = usize::try_from((channel >> 22) % TURNS as u64).ok()?;
        Some(self.turns.get(at)?.lock().await)
    }

    /// Remembers that `reply` answers `message`, perhaps with others.
    pub(super) fn remember(&self, message: u64, reply: u64, of_parts: bool) {
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        pairs.push_back((message, Answered { reply, of_parts }));
        if pairs.len() > REMEMBERED {
            pairs.pop_front();
        }
    }

    /// Our answer to `message`.
    pub(super) fn to(&self, message: u64) -> Option<Answered> {
        let pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        pairs.iter().rev().find(|(asked, _)| *asked == message).map(|(_, reply)| *reply)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once() {
        let seen = Seen::default();
        assert!(seen.first_time(1) && !seen.first_time(1) && seen.first_time(2));
    }

    #[test]
    fn memory_is_bounded() {
        let seen = Seen::default();
        (0..30_000).for_each(|id| assert!(seen.first_time(id)));
        assert!(seen.first_time(0), "the oldest are forgotten");
    }
}
