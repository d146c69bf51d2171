//! The commands, as registered with Discord, named in every language that Redraft speaks.

use serenity::all::{CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext};

use super::Bot;
use super::reply::Report;
use super::rest::RestError;
use crate::locale::Locale;

/// Name of the message command.
pub(super) const REVIEW_MESSAGE: &str = "Review this text";
/// Name of the option for the whole report.
pub(super) const REPORT: &str = "report";
/// Characters a text option may have: Discord's own limit.
const OPTION_CHARS: u16 = 6_000;

/// All global commands.
pub(super) fn all() -> Vec<CreateCommand> {
    let text = |name: &str| option(CommandOptionType::String, name).max_length(OPTION_CHARS);
    let report = Report::ALL.iter().fold(option(CommandOptionType::String, REPORT), |option, report| {
        let key = format!("choice-report-{}", report.name());
        let names = Locale::discord().map(|(discord, locale)| (discord, locale.say(&key)));
        option.add_string_choice_localized(Locale::English.say(&key), report.name(), names)
    });
    let review = slash("review")
        .add_option(text("description"))
        .add_option(text("title"))
        .add_option(text("profile"))
        .add_option(text("form"))
        .add_option(option(CommandOptionType::Attachment, "file"))
        .add_option(report)
        .add_option(option(CommandOptionType::Boolean, "public"));
    let message = CreateCommand::new(REVIEW_MESSAGE).kind(CommandType::Message);
    let message = Locale::discord()
        .fold(message, |command, (discord, locale)| command.name_localized(discord, locale.say("command-review-this-text")));
    vec![review, everywhere(message), slash("checklist"), slash("help"), slash("privacy"), slash("about")]
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

/// A slash command; its words stand under `command-NAME`.
fn slash(name: &str) -> CreateCommand {
    let (key, description) = (format!("command-{name}"), format!("command-{name}.description"));
    let command = CreateCommand::new(name).kind(CommandType::ChatInput).description(Locale::English.say(&description));
    everywhere(Locale::discord().fold(command, |command, (discord, locale)| {
        command.name_localized(discord, locale.say(&key)).description_localized(discord, locale.say(&description))
    }))
}

/// An option; its words stand under `option-NAME`.
fn option(kind: CommandOptionType, name: &str) -> CreateCommandOption {
    let (key, description) = (format!("option-{name}"), format!("option-{name}.description"));
    let option = CreateCommandOption::new(kind, name, Locale::English.say(&description));
    Locale::discord().fold(option, |option, (discord, locale)| {
        option.name_localized(discord, locale.say(&key)).description_localized(discord, locale.say(&description))
    })
}

/// In servers, in direct messages with the bot, and in private channels of those who installed it for themselves.
fn everywhere(command: CreateCommand) -> CreateCommand {
    command.integration_types(vec![InstallationContext::Guild, InstallationContext::User]).contexts(vec![
        InteractionContext::Guild,
        InteractionContext::BotDm,
        InteractionContext::PrivateChannel,
    ])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn length(text: &str) -> usize {
        text.encode_utf16().count().max(text.chars().count())
    }

    /// The texts under `key` of a command, option or choice: the default one, and those of its localisations.
    fn texts<'v>(of: &'v Value, key: &str) -> Vec<&'v str> {
        let localised = of[format!("{key}_localizations")].as_object().into_iter().flat_map(|all| all.values());
        localised.chain([&of[key]]).filter_map(Value::as_str).collect()
    }

    /// Whether Discord takes it as a name (developer documentation, "Application Command Naming").
    fn is_slash_name(name: &str) -> bool {
        let shape = regex::Regex::new(r"^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$").expect("a pattern");
        shape.is_match(name) && name.to_lowercase() == name && length(name) <= 32
    }

    /// Characters that count for a command's limit: names, descriptions and values, each in its longest language.
    fn size(of: &Value) -> usize {
        let longest = |key| texts(of, key).into_iter().map(length).max().unwrap_or_default();
        let below = ["options", "choices"].into_iter().flat_map(|key| of[key].as_array().into_iter().flatten()).map(size);
        longest("name") + longest("description") + length(of["value"].as_str().unwrap_or_default()) + below.sum::<usize>()
    }

    fn check(of: &Value, is_choice: bool) {
        let languages = |key: &str| of[format!("{key}_localizations")].as_object().map(|all| all.keys().cloned().collect::<Vec<_>>());
        let expected: Vec<String> = {
            let mut all: Vec<String> = Locale::discord().map(|(name, _)| name.to_owned()).collect();
            all.sort();
            all
        };
        // The default language is among them.
        assert!(expected.contains(&"en-US".to_owned()));
        assert_eq!(languages("name").as_ref(), Some(&expected), "{of}");
        assert_eq!(of["name_localizations"]["en-US"], of["name"]);
        let is_slash = of["description"].is_string();
        for name in texts(of, "name") {
            assert!(!name.is_empty() && length(name) <= if is_choice { 100 } else { 32 }, "{name}");
            assert!(!is_slash || is_slash_name(name), "{name}");
        }
        if is_slash {
            assert_eq!(languages("description").as_ref(), Some(&expected), "{of}");
            assert!(texts(of, "description").iter().all(|text| (1..=100).contains(&length(text))), "{:?}", texts(of, "description"));
        }
        let options = of["options"].as_array().cloned().unwrap_or_default();
        for language in &expected {
            let mut names: Vec<&Value> = options.iter().map(|option| &option["name_localizations"][language]).collect();
            names.sort_by_key(ToString::to_string);
            names.dedup();
            assert_eq!(names.len(), options.len(), "{language}: two options of one name: {names:?}");
        }
        for option in &options {
            check(option, false);
        }
        for choice in of["choices"].as_array().into_iter().flatten() {
            check(choice, true);
        }
    }

    #[test]
    fn every_language_keeps_discords_limits() {
        let commands = serde_json::to_value(all()).expect("commands are JSON");
        for command in commands.as_array().expect("a list") {
            check(command, false);
            assert!(size(command) <= 8_000, "{} characters: {}", size(command), command["name"]);
        }
    }
}
