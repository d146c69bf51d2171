//! Who may change rules: members of the home server with one of the moderators' roles.
//!
//! Discord's own permissions of the command are a convenience only: a server can change them, and what arrives here is checked again
//! each time.

use serenity::all::{GuildId, Member};

use crate::config::Config;

/// The home server, and the roles of those who may change rules.
#[derive(Debug, Clone)]
pub(super) struct Home {
    guild: u64,
    roles: Vec<u64>,
}

/// Why somebody may not; one sentence each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Denied {
    #[error("Rules cannot be changed on Discord here: the operator has not named a home server and moderators' roles.")]
    NotSetUp,
    #[error("Rules are changed in my home server only.")]
    Elsewhere,
    #[error("Only moderators of this server can use /rules. Ask them if you found a wrong or missing rule.")]
    NoModerator,
}

impl Home {
    /// Both the server and at least one role have to be configured.
    pub(super) fn new(config: &Config) -> Option<Self> {
        let roles = config.moderator_roles.clone();
        config.home_guild.filter(|_| !roles.is_empty()).map(|guild| Self { guild, roles })
    }

    pub(super) const fn guild(&self) -> u64 {
        self.guild
    }
}

/// Whether this member may change rules from where the call came.
pub(super) fn check(home: Option<&Home>, guild: Option<GuildId>, member: Option<&Member>) -> Result<(), Denied> {
    let home = home.ok_or(Denied::NotSetUp)?;
    if guild.map(GuildId::get) != Some(home.guild) {
        return Err(Denied::Elsewhere);
    }
    let roles = member.map(|member| member.roles.as_slice()).unwrap_or_default();
    if roles.iter().any(|role| home.roles.contains(&role.get())) { Ok(()) } else { Err(Denied::NoModerator) }
}
