//! Changing rules: the rules folder is watched, and moderators publish on Discord.
//!
//! | file | does |
//! |---|---|
//! | `watch` | looks at the rules folder again and again |
//! | `define` | `/rules` as registered in the home server |
//! | `access` | who may: checked on every call, click and completion |
//! | `command` | what a call or click asks for |
//! | `browse` | list, show, download, explain, history, completions |
//! | `job` | what takes longer: previews, publishing, reloading |
//! | `preview` | what a change would do, as a page |
//! | `pending` | previews that wait for their button |

mod access;
mod browse;
mod command;
mod define;
mod job;
mod pending;
mod preview;
mod watch;

use serenity::all::{CreateCommand, GuildId, Member};

use crate::config::Config;

pub(super) use job::Later;
pub(super) use watch::start_watching;

/// Who may change rules, where they are told, and what they were shown.
#[derive(Debug)]
pub(super) struct Moderation {
    /// Where rules may be changed and by whom.
    home: Option<access::Home>,
    /// The moderators' channel.
    channel: Option<u64>,
    /// Previews that wait for their button.
    pending: pending::Pending,
}

impl Moderation {
    pub(super) fn new(config: &Config) -> Self {
        Self { home: access::Home::new(config), channel: config.feedback_channel, pending: pending::Pending::default() }
    }

    /// Whether this member is a moderator, and in the home server.
    pub(super) fn allows(&self, guild: Option<GuildId>, member: Option<&Member>) -> bool {
        access::check(self.home.as_ref(), guild, member).is_ok()
    }

    /// The home server and its commands, where there is one.
    pub(super) fn commands(&self) -> Option<(u64, Vec<CreateCommand>)> {
        self.home.as_ref().map(|home| (home.guild(), vec![define::rules()]))
    }
}
