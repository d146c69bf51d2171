//! Fair use: how many reviews a member, and all members together, may ask for; and double clicks.

use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::state::{InMemoryState, NotKeyed, keyed::HashMapStateStore};
use governor::{NotUntil, Quota, RateLimiter};
use moka::ops::compute::{CompResult, Op};
use moka::sync::Cache;

/// Reviews that a member may ask for at once; one a second comes back. Nobody who revises a text gets there.
const MEMBER_BURST: u32 = 60;
/// Reviews for all together, at once and a second: far more than a community asks for, and a little less than two cores can do
/// (tests/bot/load.rs measures it).
const GLOBAL_BURST: u32 = 3_000;
const GLOBAL_A_SECOND: u32 = 1_500;
/// Members remembered before those who are quiet are forgotten.
const SWEEP_AFTER: u64 = 4_096;
/// Two clicks on one button within this time, in milliseconds by Discord's clock, are one double click.
const DOUBLE_CLICK: u64 = 1_000;
/// How long a click is remembered: longer than a busy machine lets the second one wait.
const REMEMBERED: Duration = Duration::from_secs(15);
/// Who floods with direct messages is told to wait once in this time.
const TOLD: Duration = Duration::from_secs(10);
/// Clicks and floods remembered.
const CLICKS: u64 = 10_000;

type Keyed = RateLimiter<u64, HashMapStateStore<u64>, DefaultClock>;
type Direct = RateLimiter<NotKeyed, InMemoryState, DefaultClock>;

/// Why a request has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wait {
    /// This member asked for much.
    Member(Duration),
    /// All together asked for much.
    All(Duration),
}

/// A limit for each user and one for all.
pub(super) struct Limit {
    clock: DefaultClock,
    member: Keyed,
    all: Direct,
    admitted: AtomicU64,
}

impl Limit {
    /// A member's and the common quota.
    pub(super) fn new(member: Quota, all: Quota) -> Self {
        Self { clock: DefaultClock::default(), member: Keyed::hashmap(member), all: Direct::direct(all), admitted: AtomicU64::new(0) }
    }

    /// Takes one from both quotas, or says how long to wait.
    pub(super) fn admit(&self, user: u64) -> Result<(), Wait> {
        if self.admitted.fetch_add(1, Ordering::Relaxed) % SWEEP_AFTER == SWEEP_AFTER - 1 {
            self.member.retain_recent();
        }
        self.member.check_key(&user).map_err(|until| Wait::Member(self.wait(&until)))?;
        self.all.check().map_err(|until| Wait::All(self.wait(&until)))
    }

    fn wait(&self, until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Duration {
        until.wait_time_from(self.clock.now())
    }
}

/// The limits of the bot.
pub(super) struct FairUse {
    reviews: Limit,
    clicks: Cache<(u64, u64, String), u64>,
    told: Cache<u64, ()>,
}

impl Default for FairUse {
    fn default() -> Self {
        let one = NonZeroU32::MIN;
        let many = |count: u32| NonZeroU32::new(count).unwrap_or(one);
        Self {
            reviews: Limit::new(
                Quota::per_second(one).allow_burst(many(MEMBER_BURST)),
                Quota::per_second(many(GLOBAL_A_SECOND)).allow_burst(many(GLOBAL_BURST)),
            ),
            clicks: Cache::builder().max_capacity(CLICKS).time_to_live(REMEMBERED).build(),
            told: Cache::builder().max_capacity(CLICKS).time_to_live(TOLD).build(),
        }
    }
}

impl FairUse {
    /// Whether this user may have a review now.
    pub(super) fn review(&self, user: u64) -> Result<(), Wait> {
        self.reviews.admit(user)
    }

    /// Whether it is time to tell this user again to wait; an interaction is always told.
    pub(super) fn tell(&self, user: u64) -> bool {
        self.told.entry(user).or_insert(()).is_fresh()
    }

    /// Whether this is no second click on the same button at once. When it was clicked stands in the interaction's `id`, so that
    /// it does not matter when the click is looked at (an id holds milliseconds above its lowest 22 bits:
    /// <https://discord.com/developers/docs/reference#snowflakes>).
    pub(super) fn first_click(&self, id: u64, user: u64, message: u64, custom_id: &str) -> bool {
        let clicked = id >> 22;
        let seen = self.clicks.entry((user, message, custom_id.to_owned())).and_compute_with(|before| match before {
            Some(before) if before.value().abs_diff(clicked) < DOUBLE_CLICK => Op::Nop,
            _ => Op::Put(clicked),
        });
        !matches!(seen, CompResult::Unchanged(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_has_to_wait_and_another_does_not() {
        let fair = FairUse::default();
        let refused = (0..MEMBER_BURST * 2).filter_map(|_| fair.review(1).err()).collect::<Vec<_>>();
        assert!(refused.len() > MEMBER_BURST as usize / 2);
        assert!(matches!(refused[0], Wait::Member(wait) if wait <= Duration::from_secs(1)));
        assert_eq!(fair.review(2), Ok(()));
    }

    #[test]
    fn the_readme_tells_the_limits() {
        let readme = include_str!("../../README.md").split_whitespace().collect::<Vec<_>>().join(" ");
        let told = |count: u32| crate::text::quantity::thousands(f64::from(count));
        let limits = format!(
            "{MEMBER_BURST} reviews at once and then one a second, all together {} and then {} a second",
            told(GLOBAL_BURST),
            told(GLOBAL_A_SECOND)
        );
        assert!(readme.contains(&limits), "{limits}");
    }

    #[test]
    fn all_together_have_to_wait() {
        let fair = FairUse::default();
        let refused: Vec<Wait> = (0..u64::from(GLOBAL_BURST) * 3).filter_map(|user| fair.review(user).err()).collect();
        assert!(refused.iter().all(|wait| matches!(wait, Wait::All(_))) && !refused.is_empty());
    }

    #[test]
    fn a_double_click_is_one() {
        let fair = FairUse::default();
        let at = |milliseconds: u64| milliseconds << 22;
        assert!(fair.first_click(at(5_000), 1, 2, "a") && !fair.first_click(at(5_400), 1, 2, "a"));
        assert!(!fair.first_click(at(4_600), 1, 2, "a"), "the two may arrive in any order");
        assert!(fair.first_click(at(6_000), 1, 2, "a"), "a click a second later is meant");
        let others = [(2, 2, "a"), (1, 3, "a"), (1, 2, "b")];
        assert!(others.iter().all(|&(user, message, button)| fair.first_click(at(5_000), user, message, button)));
    }
}
