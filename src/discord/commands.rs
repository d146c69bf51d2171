//! The commands, as registered with Discord.

use serenity::all::{CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext};

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
