//! Direct messages on their way to an answer: a long text sent in parts is gathered until it is whole.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moka::Expiry;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::all::Attachment;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout_at};

use crate::render::markdown::units;

/// Units from which a message is close to Discord's limit of 2,000, so that more may follow.
const LONG: usize = 1_800;
/// Time in which the next part has to follow.
const NEXT_WITHIN: Duration = Duration::from_secs(3);
/// Time for events that arrived together to get here: each has a task of its own, in any order.
const SETTLE: Duration = Duration::from_millis(100);
/// Parts of one text: more than the longest text needs.
const MOST_PARTS: usize = 12;
/// How long, and how many bytes of, parts are remembered for an edit of one of them.
const KEPT: Duration = Duration::from_secs(30 * 60);
const MOST_BYTES: u64 = 4 << 20;

/// One message.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) id: u64,
    pub(super) content: String,
    pub(super) attachments: Vec<Attachment>,
    arrived: Instant,
}

impl Part {
    pub(super) fn new(id: u64, content: &str, attachments: &[Attachment]) -> Self {
        Self { id, content: content.to_owned(), attachments: attachments.to_vec(), arrived: Instant::now() }
    }

    fn is_long(&self) -> bool {
        units(&self.content) >= LONG
    }
}

/// Forgets parts when their time is over; an edit of one of them gives them no more of it.
struct Forget;

impl Expiry<u64, Arc<Vec<Part>>> for Forget {
    fn expire_after_create(&self, _: &u64, _: &Arc<Vec<Part>>, _: std::time::Instant) -> Option<Duration> {
        Some(KEPT)
    }
}

/// Messages that wait for their answer, by channel and in order of their ids; and the parts of texts that were answered.
pub(super) struct Inbox {
    waiting: Mutex<HashMap<u64, BTreeMap<u64, Part>>>,
    arrived: Notify,
    answered: Cache<u64, Arc<Vec<Part>>>,
    next_within: Duration,
}

impl Default for Inbox {
    fn default() -> Self {
        Self::new(NEXT_WITHIN)
    }
}

impl Inbox {
    /// An empty inbox; a further part has to follow within this time.
    fn new(next_within: Duration) -> Self {
        let weigh = |_: &u64, parts: &Arc<Vec<Part>>| {
            u32::try_from(parts.iter().map(|part| part.content.len() + 1_024).sum::<usize>()).unwrap_or(u32::MAX)
        };
        let answered =
            Cache::builder().weigher(weigh).max_capacity(MOST_BYTES).expire_after(Forget).eviction_policy(EvictionPolicy::lru()).build();
        Self { waiting: Mutex::default(), arrived: Notify::new(), answered, next_within }
    }
}

/// What is to be done about a message at this moment.
enum Next {
    /// Its text is whole.
    Take(Vec<Part>),
    /// It belongs to an earlier one, which is answered with it.
    Leave,
    /// A further part may follow until then.
    Wait(Instant),
}

impl Inbox {
    /// The whole text that begins with this message, once no part is missing; `None` for a part of an earlier one.
    pub(super) async fn gather(&self, channel: u64, part: Part) -> Option<Vec<Part>> {
        let id = part.id;
        self.lock().entry(channel).or_default().insert(id, part);
        self.arrived.notify_waiters();
        sleep(SETTLE).await;
        loop {
            let arrived = self.arrived.notified();
            tokio::pin!(arrived);
            arrived.as_mut().enable();
            match self.next(channel, id) {
                Next::Take(parts) => return Some(parts),
                Next::Leave => return None,
                Next::Wait(until) => drop(timeout_at(until, arrived).await),
            }
        }
    }

    fn next(&self, channel: u64, id: u64) -> Next {
        let mut waiting = self.lock();
        let Some(messages) = waiting.get_mut(&channel) else { return Next::Leave };
        // Somebody else has taken it; or it waits for whoever does, which an edit of the message before may change.
        if !messages.contains_key(&id) {
            return Next::Leave;
        }
        if messages.range(..id).next_back().is_some_and(|(_, before)| before.is_long()) {
            return Next::Wait(Instant::now() + self.next_within);
        }
        let mut parts: Vec<&Part> = Vec::new();
        for part in messages.range(id..).map(|(_, part)| part).take(MOST_PARTS) {
            if parts.last().is_none_or(|last| last.is_long()) {
                parts.push(part);
            }
        }
        let Some(last) = parts.last() else { return Next::Leave };
        let until = last.arrived + self.next_within;
        if last.is_long() && parts.len() < MOST_PARTS && Instant::now() < until {
            return Next::Wait(until);
        }
        let parts: Vec<Part> = parts.into_iter().cloned().collect();
        messages.retain(|id, _| parts.iter().all(|part| part.id != *id));
        if messages.is_empty() {
            waiting.remove(&channel);
        }
        self.arrived.notify_waiters();
        Next::Take(parts)
    }

    /// Changes a message that still waits; whether there is one.
    pub(super) fn change_waiting(&self, channel: u64, changed: &Part) -> bool {
        let mut waiting = self.lock();
        let Some(part) = waiting.get_mut(&channel).and_then(|messages| messages.get_mut(&changed.id)) else { return false };
        part.content.clone_from(&changed.content);
        part.attachments.clone_from(&changed.attachments);
        self.arrived.notify_waiters();
        true
    }

    /// Remembers the parts of a text that was answered, if there are several.
    pub(super) fn remember(&self, parts: &[Part]) {
        if parts.len() > 1 {
            let parts = Arc::new(parts.to_vec());
            for part in parts.iter() {
                self.answered.insert(part.id, Arc::clone(&parts));
            }
        }
    }

    /// All parts of the text to which a changed message belongs, with the change; `None` where they are not remembered.
    pub(super) fn with_change(&self, changed: &Part) -> Option<Vec<Part>> {
        let mut parts = self.answered.get(&changed.id)?.to_vec();
        let part = parts.iter_mut().find(|part| part.id == changed.id)?;
        part.clone_from(changed);
        self.remember(&parts);
        Some(parts)
    }

    /// Lets go of what is remembered no longer.
    pub(super) fn sweep(&self) {
        self.answered.run_pending_tasks();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<u64, BTreeMap<u64, Part>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn long(id: u64) -> Part {
        Part::new(id, &"x".repeat(LONG), &[])
    }

    fn ids(parts: Option<Vec<Part>>) -> Option<Vec<u64>> {
        parts.map(|parts| parts.iter().map(|part| part.id).collect())
    }

    #[tokio::test]
    async fn parts_are_joined_in_order_whichever_comes_first() {
        let inbox = Inbox::default();
        let (third, second, first, other) = tokio::join!(
            inbox.gather(1, Part::new(13, "end", &[])),
            inbox.gather(1, long(12)),
            inbox.gather(1, long(11)),
            inbox.gather(2, Part::new(14, "other", &[])),
        );
        assert_eq!((ids(first), ids(second), ids(third)), (Some(vec![11, 12, 13]), None, None));
        assert_eq!(ids(other), Some(vec![14]));
        assert!(inbox.lock().is_empty());
    }

    #[tokio::test]
    async fn short_messages_are_separate() {
        let inbox = Inbox::default();
        let (one, other) = tokio::join!(inbox.gather(1, Part::new(11, "one", &[])), inbox.gather(1, Part::new(12, "other", &[])));
        assert_eq!((ids(one), ids(other)), (Some(vec![11]), Some(vec![12])));
    }

    #[tokio::test]
    async fn a_long_message_alone_is_answered_after_a_while() {
        let inbox = Inbox::new(Duration::from_millis(50));
        assert_eq!(ids(inbox.gather(1, long(11)).await), Some(vec![11]));
        assert_eq!(ids(inbox.gather(1, Part::new(12, "later", &[])).await), Some(vec![12]));
    }

    #[tokio::test]
    async fn there_is_an_end_to_the_parts() {
        let inbox = Inbox::new(Duration::from_millis(50));
        let gathered = futures_join((1..=14).map(|id| inbox.gather(1, long(id)))).await;
        assert_eq!(gathered, [Some((1..=12).collect()), Some(vec![13, 14])]);
    }

    /// The groups that came out.
    async fn futures_join(futures: impl Iterator<Item = impl Future<Output = Option<Vec<Part>>>>) -> Vec<Option<Vec<u64>>> {
        let mut all: Vec<_> = futures.map(Box::pin).collect();
        let mut done = Vec::new();
        std::future::poll_fn(|context| {
            all.retain_mut(|future| match future.as_mut().poll(context) {
                std::task::Poll::Ready(parts) => {
                    done.extend(ids(parts).map(Some));
                    false
                }
                std::task::Poll::Pending => true,
            });
            if all.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        done
    }

    #[tokio::test]
    async fn a_part_whose_forerunner_is_shortened_stands_by_itself() {
        let inbox = Inbox::default();
        let (first, second, edited) = tokio::join!(inbox.gather(1, long(11)), inbox.gather(1, long(12)), async {
            sleep(SETTLE * 3).await;
            inbox.change_waiting(1, &Part::new(11, "short now", &[]))
        });
        assert!(edited);
        assert_eq!((ids(first), ids(second)), (Some(vec![11]), Some(vec![12])));
        assert!(inbox.lock().is_empty());
    }

    #[test]
    fn an_edit_changes_one_part() {
        let inbox = Inbox::default();
        inbox.remember(&[long(1), Part::new(2, "old", &[])]);
        let parts = inbox.with_change(&Part::new(2, "new", &[])).expect("remembered");
        assert_eq!((parts.len(), parts[1].content.as_str()), (2, "new"));
        assert!(inbox.with_change(&Part::new(3, "none", &[])).is_none());
        inbox.remember(&[Part::new(4, "alone", &[])]);
        assert!(inbox.with_change(&Part::new(4, "alone", &[])).is_none());
    }
}
