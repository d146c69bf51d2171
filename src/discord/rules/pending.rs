//! Previews that wait for their button: each bound to its author and to the set it was made against, for fifteen minutes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::super::random;
use crate::history::Change;

/// How long a preview can be published.
const FRESH: Duration = Duration::from_secs(15 * 60);
/// Previews kept; an uploaded file has at most a mebibyte.
const MOST: usize = 20;

/// A change that was shown and not yet decided.
#[derive(Debug, Clone)]
pub(super) struct Proposal {
    /// Who was shown it, and alone may publish it.
    pub(super) author: u64,
    /// The generation it was made against.
    pub(super) base: u32,
    /// The change.
    pub(super) change: Change,
    /// Why.
    pub(super) reason: String,
    /// What it changes, in short.
    pub(super) what: String,
    /// Labelled cases that come out worse.
    pub(super) breaks: usize,
}

/// Why a preview cannot be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is older than fifteen minutes, was decided, or the bot was restarted.
    Gone,
    /// It is somebody else's.
    NotYours,
}

/// All of them, oldest forgotten first.
#[derive(Debug, Default)]
pub(super) struct Pending {
    proposals: Mutex<VecDeque<(String, Instant, Proposal)>>,
}

impl Pending {
    /// Keeps a proposal; gives its key.
    pub(super) fn keep(&self, proposal: Proposal, now: Instant) -> String {
        let key = format!("{:016x}", random());
        let mut proposals = self.proposals.lock().unwrap_or_else(PoisonError::into_inner);
        proposals.retain(|(_, made, _)| now.duration_since(*made) < FRESH);
        proposals.push_back((key.clone(), now, proposal));
        if proposals.len() > MOST {
            proposals.pop_front();
        }
        key
    }

    /// A proposal of `user`, if `decide` says that the click decides it: it can be decided once.
    pub(super) fn take(&self, key: &str, user: u64, now: Instant, decide: impl Fn(&Proposal) -> bool) -> Result<Proposal, Missing> {
        let mut proposals = self.proposals.lock().unwrap_or_else(PoisonError::into_inner);
        proposals.retain(|(_, made, _)| now.duration_since(*made) < FRESH);
        let at = proposals.iter().position(|(known, _, _)| known == key).ok_or(Missing::Gone)?;
        let (_, _, proposal) = proposals.get(at).ok_or(Missing::Gone)?;
        if proposal.author != user {
            return Err(Missing::NotYours);
        }
        if !decide(proposal) {
            return Ok(proposal.clone());
        }
        proposals.remove(at).map(|(_, _, proposal)| proposal).ok_or(Missing::Gone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposal(author: u64) -> Proposal {
        let change = Change::Restore { number: 1 };
        Proposal { author, base: 2, change, reason: String::new(), what: String::new(), breaks: 0 }
    }

    #[test]
    fn a_proposal_is_decided_once_by_its_author_in_time() {
        let (pending, now) = (Pending::default(), Instant::now());
        let key = pending.keep(proposal(7), now);
        let late = now + FRESH;
        assert_eq!(pending.take(&key, 8, now, |_| true).map(|taken| taken.base), Err(Missing::NotYours));
        assert_eq!(pending.take("other", 7, now, |_| true).map(|taken| taken.base), Err(Missing::Gone));
        assert!(pending.take(&key, 7, now, |_| false).is_ok(), "not decided yet");
        assert!(pending.take(&key, 7, late - Duration::from_secs(1), |_| true).is_ok());
        assert_eq!(pending.take(&key, 7, now, |_| true).map(|taken| taken.base), Err(Missing::Gone));
        let key = pending.keep(proposal(7), now);
        assert_eq!(pending.take(&key, 7, late, |_| true).map(|taken| taken.base), Err(Missing::Gone));
    }

    #[test]
    fn memory_is_bounded() {
        let (pending, now) = (Pending::default(), Instant::now());
        let keys: Vec<String> = (0..=MOST).map(|_| pending.keep(proposal(7), now)).collect();
        assert!(pending.take(&keys[0], 7, now, |_| true).is_err() && pending.take(&keys[1], 7, now, |_| true).is_ok());
    }
}
