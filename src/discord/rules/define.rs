//! `/rules`, as registered in the home server.

use serenity::all::{CommandOptionType, CommandType, CreateCommand, CreateCommandOption, Permissions};

use super::command::REASON_CHARS;

/// The command with all it can do.
pub(super) fn rules() -> CreateCommand {
    let file = |description: &str| text("file", description).set_autocomplete(true);
    let reason = || text("reason", "Why, for the history").required(true).min_length(3).max_length(REASON_CHARS);
    let page = |description: &str| whole("page", description);
    CreateCommand::new("rules")
        .kind(CommandType::ChatInput)
        .description("See, test, publish and take back the rules of reviews")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .add_option(
            sub("list", "All rules, by category")
                .add_sub_option(text("category", "Begin with this category").set_autocomplete(true))
                .add_sub_option(page("Begin with this page")),
        )
        .add_option(sub("show", "The text of a rule file").add_sub_option(file("The file").required(true)))
        .add_option(sub("download", "A rule file, to change it and upload it again").add_sub_option(file("The file").required(true)))
        .add_option(
            sub("explain", "A rule as a page: what it looks for, why, its examples")
                .add_sub_option(text("rule", "Its name, as botting/auto-apply").set_autocomplete(true).required(true)),
        )
        .add_option(
            sub("try", "What would be said of a text, and why each rule fired or kept silent")
                .add_sub_option(text("text", "The description").required(true).max_length(6_000))
                .add_sub_option(text("title", "The title of the app").max_length(200))
                .add_sub_option(text("profile", "The summary of a profile").max_length(6_000))
                .add_sub_option(text("rule", "Only why this rule fires or not").set_autocomplete(true)),
        )
        .add_option(
            sub("upload", "Check a rule file and see what it would change; you publish it afterwards")
                .add_sub_option(CreateCommandOption::new(CommandOptionType::Attachment, "attachment", "The .toml file").required(true))
                .add_sub_option(reason())
                .add_sub_option(text("as", "Where it goes, if its name does not say so, as lists/acts.toml").set_autocomplete(true)),
        )
        .add_option(sub("history", "What was published, when, by whom and why").add_sub_option(whole("before", "Only before this number")))
        .add_option(
            sub("rollback", "See what it would change to go back to an earlier set; you publish it afterwards")
                .add_sub_option(whole("number", "Its number in the history").set_autocomplete(true).required(true))
                .add_sub_option(reason()),
        )
        .add_option(sub("reload", "Take over the rules folder on the bot's machine at once"))
}

fn sub(name: &str, description: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::SubCommand, name, description)
}

fn text(name: &str, description: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, name, description)
}

fn whole(name: &str, description: &str) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::Integer, name, description).min_int_value(1)
}
