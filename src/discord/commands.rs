//! The commands, as registered with Discord.

use serenity::all::{CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext};

use super::Bot;
use super::rest::RestError;

/// Name of the message command.
pub(super) const REVIEW_MESSAGE: &str = "Review this text";
/// Characters a text option may have: Discord's own limit.
const OPTION_CHARS: u16 = 6_000;

/// All global commands.
pub(super) fn all() -> Vec<CreateCommand> {
    let text =
        |name: &str, description: &str| CreateCommandOption::new(CommandOptionType::String, name, description).max_length(OPTION_CHARS);
    let review = slash("review", "Review the description of your API key request before you send it")
        .add_option(text("description", "The usage description; leave all options out for a form to paste into"))
        .add_option(text("title", "The title of your app"))
        .add_option(text("profile", "A summary of your account's profile"))
        .add_option(text("form", "What you typed into the request form"))
        .add_option(CreateCommandOption::new(CommandOptionType::Attachment, "file", "Your text as a .txt or .md file"))
        .add_option(CreateCommandOption::new(
            CommandOptionType::Boolean,
            "public",
            "Show the answer to everybody here (default: only to you)",
        ));
    vec![
        review,
        everywhere(CreateCommand::new(REVIEW_MESSAGE).kind(CommandType::Message)),
        slash("checklist", "What to have ready before you request a key"),
        slash("help", "How to get a review"),
        slash("privacy", "What is kept of what you write"),
    ]
}

impl Bot {
    /// Registers the global commands, and those of the home server. If the home server refuses them (the bot is no member of it, for
    /// instance) the others are registered all the same.
    pub(super) async fn register_commands(&self, application: u64) -> Result<(), RestError> {
        if let Some((home, commands)) = self.moderation.commands() {
            match self.rest.register_in(application, home, &commands).await {
                Err(error @ RestError::Refused { .. }) => {
                    tracing::error!(%error, "/rules could not be registered in REDRAFT_HOME_GUILD: is the bot a member of that server?");
                }
                registered => registered?,
            }
        }
        self.rest.register(application, &all()).await
    }
}

fn slash(name: &str, description: &str) -> CreateCommand {
    everywhere(CreateCommand::new(name).kind(CommandType::ChatInput).description(description))
}

/// In servers, in direct messages with the bot, and in private channels of those who installed it for themselves.
fn everywhere(command: CreateCommand) -> CreateCommand {
    command.integration_types(vec![InstallationContext::Guild, InstallationContext::User]).contexts(vec![
        InteractionContext::Guild,
        InteractionContext::BotDm,
        InteractionContext::PrivateChannel,
    ])
}
