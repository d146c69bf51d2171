//! Where a button, a menu or a modal leads: `custom_id = v1|action|key`, read in one place.
//!
//! The id is all that a component knows, so it works after a restart; what is behind a key may be gone by then, and that is said.

use std::fmt;

use serenity::all::{ComponentInteraction, ModalInteraction};

use super::Bot;
use super::component::{Style, button, row};
use super::interaction::{Answer, is_alone};
use super::pages;
use super::reply::Reply;
use crate::locale::Locale;
use crate::rule::closed_set;

/// Version of the ids: a component of another version belongs to another release.
const VERSION: &str = "v1";
/// Characters a custom id may have: Discord's limit.
const CUSTOM_ID_CHARS: usize = 100;

closed_set! {
    /// What a component or modal asks for. To add one: a member here with its name in an id, its arm in [`Bot::component`] or
    /// [`Bot::modal`].
    pub(super) Action {
        /// Button: opens an empty form to paste into. No key.
        Start = "start";
        /// Modal: the form was sent. Key: whether the answer is public.
        Review = "review";
        /// Button: opens the form with the last text. Key: the draft.
        Edit = "edit";
        /// Modal: that form was sent. Key: the draft.
        Rereview = "rereview";
        /// Menu: a finding is not right. Key: the draft.
        Dispute = "dispute";
        /// Button: tells the moderators, with the words. Key: the draft and the finding's code.
        SendWords = "words";
        // Behind the next three, a rule's name of full length has room.
        /// Button: tells the moderators the rule only. Key: the rule and the finding's code.
        SendRule = "object";
        /// Button for moderators: the disputed words become a labelled case. Key: the rule and their code.
        AddCase = "case";
        /// Button for moderators: the dispute is dismissed. Key: the rule and the code.
        Dismiss = "close";
        /// Buttons of `/rules`. Key: what to do, a colon, with what.
        Rules = "rules";
    }
}

/// The id of a component or modal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CustomId<'k> {
    pub(super) action: Action,
    /// What the action is about; its form is the action's own. Never longer than 90 bytes, never a member's words.
    pub(super) key: &'k str,
}

impl<'k> CustomId<'k> {
    pub(super) const fn new(action: Action, key: &'k str) -> Self {
        Self { action, key }
    }

    /// Reads an id; `None` for one of another version or of an unknown action.
    pub(super) fn parse(id: &'k str) -> Option<Self> {
        let mut parts = id.splitn(3, '|');
        let (version, name, key) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
        let action = Action::from_name(name)?;
        (version == VERSION && id.len() <= CUSTOM_ID_CHARS).then_some(Self { action, key })
    }
}

impl fmt::Display for CustomId<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}|{}|{}", self.action, self.key)
    }
}

impl Bot {
    /// The answer to a click on a button or a choice from a menu.
    pub(super) async fn component(&self, component: &ComponentInteraction) -> Answer {
        let Some(id) = CustomId::parse(&component.data.custom_id) else { return outdated() };
        match id.action {
            Action::Start => super::review::paste_form(is_alone(component.context), None, Locale::from_discord(&component.locale)),
            Action::Edit => self.edit(component, id.key),
            Action::Dispute => self.dispute(component, id.key),
            Action::SendWords => self.send_words(component, id.key).await,
            Action::SendRule => self.send_rule(component, id.key).await,
            Action::AddCase => self.add_case(component, id.key),
            Action::Dismiss => self.dismiss(component, id.key),
            Action::Rules => self.rules_click(component, id.key).await,
            Action::Review | Action::Rereview => outdated(),
        }
    }

    /// The answer to a modal that was sent.
    pub(super) fn modal(&self, modal: &ModalInteraction) -> Answer {
        let Some(id) = CustomId::parse(&modal.data.custom_id) else { return outdated() };
        match id.action {
            Action::Review => self.review_modal(modal, id.key),
            Action::Rereview => self.rereview(modal, id.key),
            Action::Start
            | Action::Edit
            | Action::Dispute
            | Action::SendWords
            | Action::SendRule
            | Action::AddCase
            | Action::Dismiss
            | Action::Rules => outdated(),
        }
    }
}

/// What is said of a component that this version does not know, with a way to start again.
pub(super) fn outdated() -> Answer {
    let mut reply =
        Reply::page(pages::mistake("This button or form is from an older version of me. Please start again, here or with /review."));
    reply.components = vec![row([button(Style::Primary, "Start again", CustomId::new(Action::Start, ""))])];
    Answer::reply(reply)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_is_read_as_it_was_written() {
        for action in Action::ALL {
            for key in ["", "public", "a|b"] {
                let id = CustomId::new(*action, key).to_string();
                assert_eq!(id, format!("v1|{}|{key}", action.name()));
                assert_eq!(CustomId::parse(&id), Some(CustomId { action: *action, key }));
            }
        }
        assert_eq!(CustomId::parse("v1|review").map(|id| id.key), Some(""), "ids without a key were written once");
    }

    #[test]
    fn names_stay_as_they_are_since_buttons_stand_in_channels() {
        let names: Vec<&str> = Action::ALL.iter().map(|action| action.name()).collect();
        assert_eq!(names, ["start", "review", "edit", "rereview", "dispute", "words", "object", "case", "close", "rules"]);
    }

    #[test]
    fn other_versions_and_actions_are_unknown() {
        for id in ["", "v1", "v0|review|", "v1|nothing|1", "review", &format!("v1|review|{}", "x".repeat(100))] {
            assert_eq!(CustomId::parse(id), None, "{id}");
        }
    }
}
