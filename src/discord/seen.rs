//! What has been answered: Discord delivers some events twice, and replays them after a reconnect.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;

/// Ids remembered: far more than can be in flight, a few hundred kilobytes.
const REMEMBERED: usize = 10_000;
/// Locks of channels from which those that nobody holds are forgotten.
const TURNS: usize = 1_024;

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
    /// A lock for each channel in which something is done.
    turns: Mutex<HashMap<u64, Weak<tokio::sync::Mutex<()>>>>,
}

impl Replies {
    /// Waits until nothing else is done in `channel`: an edit may come while the first answer is still on the way.
    pub(super) async fn turn(&self, channel: u64) -> OwnedMutexGuard<()> {
        let lock = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            if turns.len() >= TURNS {
                turns.retain(|_, lock| lock.strong_count() > 0);
            }
            let known = turns.get(&channel).and_then(Weak::upgrade);
            let lock = known.unwrap_or_default();
            turns.insert(channel, Arc::downgrade(&lock));
            lock
        };
        lock.lock_owned().await
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

    #[tokio::test]
    async fn channels_take_turns_by_themselves_and_are_forgotten() {
        let replies = Replies::default();
        let held = replies.turn(1).await;
        for channel in 2..5_000 {
            drop(replies.turn(channel).await);
        }
        let again = tokio::time::timeout(std::time::Duration::from_millis(10), replies.turn(1)).await;
        assert!(again.is_err(), "it is not this one's turn");
        drop(held);
        drop(replies.turn(1).await);
        assert!(replies.turns.lock().expect("no panic").len() <= TURNS);
    }

    #[test]
    fn memory_is_bounded() {
        let seen = Seen::default();
        (0..30_000).for_each(|id| assert!(seen.first_time(id)));
        assert!(seen.first_time(0), "the oldest are forgotten");
    }
}
