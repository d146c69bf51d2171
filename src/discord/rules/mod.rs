//! Changing rules: the rules folder is watched, and moderators publish on Discord.

mod watch;

pub(super) use watch::watch;

use crate::config::Config;

/// Who may change rules, and where they are told.
#[derive(Debug, Clone)]
pub(super) struct Moderation {
    /// The moderators' channel.
    channel: Option<u64>,
}

impl Moderation {
    pub(super) const fn new(config: &Config) -> Self {
        Self { channel: config.feedback_channel }
    }
}
