//! Drafts: the last texts of members, for the edit button. In memory only, for half an hour, and no more than fit.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::rule::Input;
use crate::submission::Submission;

/// How long a draft is kept.
const KEPT: Duration = Duration::from_secs(30 * 60);
/// Bytes of all drafts together; the least recently used go first.
const MOST_BYTES: u64 = 16 << 20;
/// Bytes a draft counts beside its text: with them, at most 16,384 are kept.
const ENTRY_BYTES: usize = 1 << 10;

/// Direct messages whose drafts are known.
const MOST_MESSAGES: u64 = 10_000;

/// A text that was reviewed, and whose it is.
#[derive(Debug)]
pub(super) struct Draft {
    /// The user who may open it.
    pub(super) author: u64,
    pub(super) submission: Submission,
    /// Since when it is kept: wherever it is remembered, its time runs from then.
    since: Instant,
}

/// Forgets a draft when its time is over.
struct Forget;

impl Expiry<u64, Arc<Draft>> for Forget {
    fn expire_after_create(&self, _: &u64, draft: &Arc<Draft>, now: Instant) -> Option<Duration> {
        Some(KEPT.saturating_sub(now.saturating_duration_since(draft.since)))
    }

    fn expire_after_update(&self, key: &u64, draft: &Arc<Draft>, now: Instant, _: Option<Duration>) -> Option<Duration> {
        self.expire_after_create(key, draft, now)
    }
}

/// What an edit button knows: which draft, and whether the answer is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DraftKey {
    id: u64,
    pub(super) public: bool,
}

impl DraftKey {
    /// Reads a key as [`fmt::Display`] writes it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (id, public) = text.strip_suffix('p').map_or((text, false), |id| (id, true));
        let plain = id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        plain.then(|| u64::from_str_radix(id, 16).ok()).flatten().map(|id| Self { id, public })
    }
}

impl fmt::Display for DraftKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{}", self.id, if self.public { "p" } else { "" })
    }
}

/// The drafts.
pub(super) struct Drafts {
    by_key: Cache<u64, Arc<Draft>>,
    /// Users whose text did not fit a form: their next text is compared with this draft, however it comes.
    awaited: Cache<u64, Arc<Draft>>,
    /// The drafts that came as direct messages, by the message's id, for its edits.
    messages: Cache<u64, DraftKey>,
}

impl Default for Drafts {
    fn default() -> Self {
        let cache = || {
            Cache::builder()
                .weigher(|_, draft: &Arc<Draft>| u32::try_from(bytes(&draft.submission) + ENTRY_BYTES).unwrap_or(u32::MAX))
                .max_capacity(MOST_BYTES / 2)
                .expire_after(Forget)
                .eviction_policy(EvictionPolicy::lru())
                .build()
        };
        let messages = Cache::builder().max_capacity(MOST_MESSAGES).time_to_live(KEPT).eviction_policy(EvictionPolicy::lru()).build();
        Self { by_key: cache(), awaited: cache(), messages }
    }
}

impl Drafts {
    /// Keeps a text for a while.
    pub(super) fn keep(&self, author: u64, submission: Submission, public: bool) -> DraftKey {
        let key = DraftKey { id: super::random(), public };
        self.by_key.insert(key.id, Arc::new(Draft { author, submission, since: Instant::now() }));
        key
    }

    /// The draft behind a key, if it is still kept.
    pub(super) fn get(&self, key: DraftKey) -> Option<Arc<Draft>> {
        self.by_key.get(&key.id)
    }

    /// Remembers that a draft is the text of a direct message.
    pub(super) fn answers(&self, message: u64, key: DraftKey) {
        self.messages.insert(message, key);
    }

    /// The draft that was the text of a direct message.
    pub(super) fn of_message(&self, message: u64) -> Option<Arc<Draft>> {
        self.get(self.messages.get(&message)?)
    }

    /// The author's next text is to be compared with this one.
    pub(super) fn await_next(&self, draft: &Arc<Draft>) {
        self.awaited.insert(draft.author, Arc::clone(draft));
    }

    /// Lets go of what is kept no longer: by themselves, caches do so only when they are used.
    pub(super) fn sweep(&self) {
        self.by_key.run_pending_tasks();
        self.awaited.run_pending_tasks();
        self.messages.run_pending_tasks();
    }

    /// The draft with which a user's next text is to be compared; once.
    pub(super) fn take_awaited(&self, author: u64) -> Option<Arc<Draft>> {
        self.awaited.remove(&author)
    }
}

fn bytes(submission: &Submission) -> usize {
    Input::ALL.iter().filter_map(|input| submission.get(*input)).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for key in [DraftKey { id: 0, public: false }, DraftKey { id: u64::MAX, public: true }] {
            assert_eq!(DraftKey::parse(&key.to_string()), Some(key));
        }
        for wrong in ["", "p", "12", "000000000000000g", "+00000000000000f", "00000000000000000"] {
            assert_eq!(DraftKey::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_time_of_a_draft_runs_from_when_it_came() {
        let draft = Arc::new(Draft { author: 1, submission: Submission::new("x"), since: Instant::now() });
        let later = draft.since + Duration::from_secs(29 * 60);
        assert_eq!(Forget.expire_after_create(&1, &draft, later), Some(Duration::from_secs(60)));
        assert_eq!(Forget.expire_after_update(&1, &draft, later, Some(KEPT)), Some(Duration::from_secs(60)));
        assert_eq!(Forget.expire_after_create(&1, &draft, draft.since + 2 * KEPT), Some(Duration::ZERO));
    }

    #[test]
    fn drafts_are_bounded_in_bytes_and_the_newest_stay() {
        let drafts = Drafts::default();
        let keys: Vec<DraftKey> = (0..2_000).map(|at| drafts.keep(at, Submission::new("x".repeat(16_000)), false)).collect();
        drafts.by_key.run_pending_tasks();
        assert!(drafts.by_key.weighted_size() <= MOST_BYTES / 2);
        assert!(drafts.get(keys[0]).is_none() && drafts.get(keys[1_999]).is_some());
    }

    #[test]
    fn small_drafts_are_bounded_in_count() {
        let drafts = Drafts::default();
        for at in 0..20_000 {
            drafts.keep(at, Submission::new("x"), false);
        }
        drafts.by_key.run_pending_tasks();
        assert!(drafts.by_key.entry_count() <= MOST_BYTES / 2 / ENTRY_BYTES as u64);
    }
}
