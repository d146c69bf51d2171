//! What goes wrong on the way: errors, rate limits, lost answers, silence.

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Loopback;

/// The file that never comes.
pub(crate) const SILENT: &str = "/files/silent.txt";

/// The faults that wait for their request.
#[derive(Default)]
pub(crate) struct Faults {
    unauthorized: AtomicBool,
    /// Ends of paths, or methods, the statuses to answer them with, and seconds of Retry-After.
    statuses: Mutex<VecDeque<(&'static str, u16, Option<f64>)>>,
    /// Ends of paths whose next request is carried out, but whose answer is lost.
    losses: Mutex<Vec<&'static str>>,
    /// Paths of requests whose answer was lost: to try again is right.
    lost: Mutex<HashSet<String>>,
    /// Whether answers are lost on the wire, so that to try again is right anywhere.
    wire: AtomicBool,
}

impl Faults {
    pub(crate) fn unauthorized(&self) -> bool {
        self.unauthorized.load(Ordering::SeqCst)
    }

    /// The status to answer this request with instead, and seconds of Retry-After.
    pub(crate) fn next(&self, method: &str, path: &str) -> Option<(u16, Option<f64>)> {
        let mut statuses = self.statuses.lock().expect("a lock");
        let at = statuses.iter().position(|(end, ..)| path.ends_with(end) || method == *end)?;
        statuses.remove(at).map(|(_, status, retry_after)| (status, retry_after))
    }

    /// Whether the answer to this request gets lost.
    pub(crate) fn loses(&self, path: &str) -> bool {
        let mut losses = self.losses.lock().expect("a lock");
        let Some(at) = losses.iter().position(|end| path.ends_with(end)) else { return false };
        losses.remove(at);
        self.lost.lock().expect("a lock").insert(path.to_owned());
        true
    }

    /// Whether answers are lost on the wire.
    pub(crate) fn expected(&self) -> bool {
        self.wire.load(Ordering::SeqCst)
    }

    /// Whether an answer to this path was lost.
    pub(crate) fn lost(&self, path: &str) -> bool {
        self.lost.lock().expect("a lock").contains(path)
    }
}

impl Loopback {
    /// From now on, every request is answered with 401.
    pub(crate) fn refuse_token(&self) {
        self.shared.faults.unauthorized.store(true, Ordering::SeqCst);
    }

    /// Answers the next requests to paths with this end, or by this method, with these statuses first.
    pub(crate) fn fail_next(&self, end: &'static str, faults: &[(u16, Option<f64>)]) {
        self.shared.faults.statuses.lock().expect("a lock").extend(faults.iter().map(|(status, retry_after)| (end, *status, *retry_after)));
    }

    /// No fault waits for its request any more.
    pub(crate) fn clear_faults(&self) {
        self.shared.faults.statuses.lock().expect("a lock").clear();
    }

    /// Answers are going to be lost on the wire: a second attempt is right.
    pub(crate) fn expect_losses(&self) {
        self.shared.faults.wire.store(true, Ordering::SeqCst);
    }

    /// Carries the next request to a path with this end out, but loses the answer.
    pub(crate) fn lose_next_answer(&self, end: &'static str) {
        self.shared.faults.losses.lock().expect("a lock").push(end);
    }

    /// An address that takes a request and never answers.
    pub(crate) fn silent_file(&self) -> String {
        format!("{}{SILENT}", self.url())
    }
}
