//! What the moderators read of a dispute, and what they can do with it.

use serenity::all::{ComponentInteraction, GuildId};

use super::super::Bot;
use super::super::component::{Style, button, row};
use super::super::interaction::Answer;
use super::super::pages::notice;
use super::super::reply::{File, Reply};
use super::super::route::{Action, CustomId, outdated};
use super::Named;
use super::pages::WORDS_UNITS;
use crate::corpus::Disputed;
use crate::render::markdown::escape;

/// The file with the case.
const CASE_FILE: &str = "case.jsonl";

/// The message to the moderators' channel. With consent it shows the words, and holds the case that they can become as a file: so it
/// is good after a restart, and nothing has to be stored meanwhile.
pub(super) fn report(named: &Named, disputed: Option<&Disputed>, version: &str) -> Reply {
    let words = disputed.and_then(|disputed| disputed.words.as_deref());
    let what = match words {
        Some(words) => format!("The member lets you see the words:\n> {}", escape(words, WORDS_UNITS)),
        None => "The member did not send the words.".to_owned(),
    };
    let mut page = notice("A finding is disputed", format!("Rule `{}` · code `{}`\n\n{what}", named.rule, named.code));
    page.footer = format!("Rules {version}.");
    let mut reply = Reply::page(page);
    let (key, mut buttons) = (named.to_string(), Vec::new());
    if let Some(line) = disputed.and_then(Disputed::case).and_then(|case| serde_json::to_string(&case).ok()) {
        reply.file = Some(File { name: CASE_FILE.into(), text: line });
    }
    buttons.push(button(Style::Secondary, "Dismiss", CustomId::new(Action::Dismiss, &key)));
    reply.components = vec![row(buttons)];
    reply
}

impl Bot {
    /// The answer to somebody who is no moderator; `None` for a moderator in the home server.
    fn no_moderator(&self, component: &ComponentInteraction, act: &str) -> Option<Answer> {
        let moderators = &self.disputes.moderators;
        let at_home = moderators.guild.is_some() && component.guild_id.map(GuildId::get) == moderators.guild;
        let roles = component.member.as_ref().map(|member| member.roles.as_slice()).unwrap_or_default();
        if at_home && roles.iter().any(|role| moderators.roles.contains(&role.get())) {
            return None;
        }
        tracing::warn!(user = component.user.id.get(), act, "a click on a dispute was denied");
        Some(Answer::mistake("Only moderators of my home server can decide this."))
    }

    /// A moderator dismisses a dispute: the words go with the message's file.
    pub(in super::super) fn dismiss(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let Some(named) = Named::parse(key) else { return outdated() };
        if let Some(denied) = self.no_moderator(component, "dismiss") {
            return denied;
        }
        let by = component.user.id.get();
        Answer::update(Reply::page(notice("Dismissed", format!("Rule `{}` · code `{}`\nBy <@{by}>.", named.rule, named.code))))
    }
}
