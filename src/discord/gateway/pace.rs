//! How long to wait: pauses between connections, and silence that is too long.

use std::time::Duration;

use super::ATTEMPT_WITHIN;
use crate::discord::random;

/// First pause after connections that did not hold; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(500);
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// Silence after which the watchdog starts a shard anew. The shard itself notices after two intervals.
pub(super) fn longest_silence(interval: Duration) -> Duration {
    interval * 3 + ATTEMPT_WITHIN
}

/// The pause after this many connections that did not hold, with some chance in it.
pub(super) fn pause(failures: u32) -> Duration {
    let pause = FIRST_PAUSE.saturating_mul(1 << failures.min(16)).min(LONGEST_PAUSE);
    let pause = if failures == 0 { FIRST_PAUSE / 2 } else { pause };
    pause.mul_f64(0.75 + fraction() / 4.0)
}

/// A random number from 0 to 1.
pub(super) fn fraction() -> f64 {
    // 16 bits convert without loss.
    f64::from(u16::try_from(random() & 0xffff).unwrap_or_default()) / f64::from(u16::MAX)
}

pub(super) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_are_bounded() {
        for failures in 0..200 {
            let pause = pause(failures);
            assert!(pause >= Duration::from_millis(150) && pause <= LONGEST_PAUSE, "{failures}: {pause:?}");
            assert!(failures < 8 || pause >= Duration::from_secs(90), "{failures}: {pause:?}");
        }
        // A day of failures opens fewer sessions than Discord allows.
        assert!(86_400 / (LONGEST_PAUSE.mul_f64(0.75).as_secs()) < 1_000);
    }
}
