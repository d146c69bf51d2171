//! Interactions: commands, buttons, menus and modals, each with its one answer.

use serenity::all::{CommandType, ComponentInteraction, ComponentInteractionDataKind, Interaction, InteractionContext};
use tokio::time::Instant;

use super::reply::{Reply, Response};
use super::{Bot, pages, rules};
use crate::render::page::Page;

/// An answer to an interaction.
pub(super) enum Answer {
    /// A message, to the caller only unless it is `public`.
    Reply { reply: Box<Reply>, public: bool },
    /// The message of the component is replaced.
    Update(Box<Reply>),
    /// A form.
    Modal(Response),
    /// What takes longer: an answer that says so, then the answer itself.
    Later(Box<rules::Later>),
    /// Completions of an option.
    Choices(Response),
    /// Nothing that anybody sees: a second click at once.
    Seen,
}

impl Answer {
    /// To the caller only.
    pub(super) fn reply(reply: Reply) -> Self {
        Self::Reply { reply: Box::new(reply), public: false }
    }

    /// In place of the component's message.
    pub(super) fn update(reply: Reply) -> Self {
        Self::Update(Box::new(reply))
    }

    pub(super) fn page(page: Page) -> Self {
        Self::reply(Reply::page(page))
    }

    pub(super) fn mistake(text: &str) -> Self {
        Self::page(pages::mistake(text))
    }
}

impl Bot {
    /// The answer to an interaction; `None` for those that need none. A file is waited for until `until`.
    pub(super) async fn answer(&self, interaction: &Interaction, until: Instant) -> Option<Answer> {
        Some(match interaction {
            Interaction::Command(command) if command.data.kind == CommandType::Message => self.review_message(command, until).await,
            Interaction::Command(command) => match command.data.name.as_str() {
                "review" => self.review_command(command, until).await,
                "checklist" => Answer::page(pages::checklist(&self.rules.current())),
                "help" => Answer::page(pages::help(&self.rules.current())),
                "privacy" => Answer::page(pages::privacy()),
                "about" => Answer::page(pages::about(&self.rules.current())),
                "rules" => self.rules_command(command).await,
                _ => unknown_command(),
            },
            Interaction::Autocomplete(command) => self.complete_rules(command).await,
            Interaction::Modal(modal) => self.modal(modal),
            Interaction::Component(component) => {
                let (id, user, message) = (component.id.get(), component.user.id.get(), component.message.id.get());
                let first = self.fair_use.first_click(id, user, message, &clicked(component));
                if first { self.component(component).await } else { Answer::Seen }
            }
            _ => return None,
        })
    }
}

/// What was clicked, or chosen.
fn clicked(component: &ComponentInteraction) -> String {
    match &component.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => format!("{} {}", component.data.custom_id, values.join(" ")),
        _ => component.data.custom_id.clone(),
    }
}

/// What is said to a command of another version.
pub(super) fn unknown_command() -> Answer {
    Answer::mistake("I do not know this command. It may be an old one: reload Discord (Ctrl+R) and try again, or use /help.")
}

/// Whether nobody but the caller and the bot is there, so that no answer needs to be hidden. Serenity reads no context from a modal:
/// its key carries it.
pub(super) fn alone(interaction: &Interaction) -> bool {
    let context = match interaction {
        Interaction::Command(command) => command.context,
        Interaction::Component(component) => component.context,
        _ => None,
    };
    is_alone(context)
}

/// Whether this is the chat of one user with the bot.
pub(super) fn is_alone(context: Option<InteractionContext>) -> bool {
    context == Some(InteractionContext::BotDm)
}
