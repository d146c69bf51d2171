//! The command line: what can be asked, and the exit codes.
//!
//! A new command is a member of `Command` (or of `RulesCommand`) and a file here.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | `--fail-on` is met, or a check failed |
//! | 2 | the request could not be carried out; standard error says why |

mod batch;
mod check;
mod corpus;
mod diff;
mod new;
mod output;
mod review;
mod rules;
mod test;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::rule::{Model, RuleSet};
use crate::store::{self, LoadError, Location};
use crate::submission::TooLong;

/// Exit code of a check that failed.
const FAILED: u8 = 1;
/// Exit code of a request that could not be carried out.
const REFUSED: u8 = 2;

/// Reviews the usage description of an Upwork API key request before you send it.
///
/// It reads the text, looks for the reasons for which such requests are turned down, and says what is wrong, in which words, why it
/// matters and how to fix it. It predicts; it does not decide. Nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "redraft", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    rules: RulesArgs,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  redraft review draft.txt                 review a file
  echo \"I want to test the API\" | redraft review
  redraft review draft.txt --profile profile.txt
  redraft rules check                      prove all rules
  redraft rules explain botting/auto-act   show a rule as a page

Exit codes: 0 done; 1 --fail-on is met or a check failed; 2 the request could not be carried out.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Review a description, with title, profile and form where you have them.
    Review(review::ReviewArgs),
    /// Run the Discord bot.
    #[cfg(feature = "discord")]
    Bot(BotArgs),
    /// Says that this program has no bot.
    #[cfg(not(feature = "discord"))]
    #[command(hide = true)]
    Bot {
        /// Whatever the bot would take.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
    /// Check, list, explain and test the rules.
    #[command(subcommand)]
    Rules(rules::RulesCommand),
}

#[cfg(not(feature = "discord"))]
const NO_BOT: &str = "this redraft was built without the bot; build it with `cargo build --release`, without --no-default-features";

const RULES_HELP: &str =
    "Folder that holds one folder for each pack [default: $REDRAFT_RULES, else ./rules if there, else the built-in rules]";

/// The place of these options in help: behind those of the command.
const BEHIND: usize = 100;

/// Which rules to use.
#[derive(Debug, Clone, Args)]
struct RulesArgs {
    #[arg(long, value_name = "DIR", global = true, display_order = BEHIND, help = RULES_HELP)]
    rules: Option<PathBuf>,
    /// Name of the pack
    #[arg(long, value_name = "NAME", default_value = store::DEFAULT_PACK, global = true, display_order = BEHIND + 1)]
    pack: String,
}

/// How to run the bot.
#[cfg(feature = "discord")]
#[derive(Debug, Args)]
struct BotArgs {
    /// Check configuration, rules and token, for which Discord is asked once, and end; the bot stays offline
    #[arg(long)]
    check: bool,
}

impl RulesArgs {
    /// Where the rules are, and the name of their pack: a pack's own folder will do.
    fn place(&self) -> (Location, String) {
        let from_environment = || std::env::var_os("REDRAFT_RULES").filter(|value| !value.is_empty()).map(PathBuf::from);
        match Location::choose(self.rules.clone().or_else(from_environment)) {
            Location::Folder(folder) => rules::pack_in(folder, self.pack.clone()),
            Location::BuiltIn => (Location::BuiltIn, self.pack.clone()),
        }
    }

    /// The arguments that lead to the same rules again, each with a space before it.
    fn again(&self) -> String {
        let rules = self.rules.as_ref().map(|folder| format!(" --rules {}", folder.display())).unwrap_or_default();
        if self.pack == store::DEFAULT_PACK { rules } else { format!("{rules} --pack {}", self.pack) }
    }

    fn load(&self) -> Result<RuleSet, Failure> {
        let (location, pack) = self.place();
        let rules = store::load(&location, &pack)?;
        tell_of_learning(&rules);
        Ok(rules)
    }
}

/// Examples from which learning takes so long that one wonders what is going on.
const MANY_EXAMPLES: usize = 1_000;

/// Says why it took so long, where the rules were learned anew.
fn tell_of_learning(rules: &RuleSet) {
    let examples = rules.examples.len();
    if examples >= MANY_EXAMPLES && rules.model.as_ref().is_some_and(Model::is_new) {
        output::hint(&format!(
            "redraft: lists or examples have changed, so {examples} examples were learned anew; `redraft rules train` keeps what was learned"
        ));
    }
}

/// Why a request could not be carried out; its text is one line, but for mistakes in rules.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("cannot read {what}: {reason}")]
    Unreadable { what: String, reason: String },
    #[error(transparent)]
    TooLong(#[from] TooLong),
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Rules(#[from] LoadError),
    #[error("cannot write the output: {0}")]
    Output(#[from] std::io::Error),
    #[error("cannot write the review as JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return explain_usage(&error),
    };
    let done = match cli.command {
        Command::Review(args) => review::run(&args, &cli.rules),
        Command::Rules(command) => rules::run(command, &cli.rules),
        #[cfg(feature = "discord")]
        Command::Bot(args) => return crate::discord::run(cli.rules.rules, &cli.rules.pack, args.check),
        #[cfg(not(feature = "discord"))]
        Command::Bot { .. } => Err(Failure::Usage(NO_BOT.to_owned())),
    };
    done.unwrap_or_else(|failure| match failure {
        // Whoever reads the output has seen enough, as `head` does: no failure of ours.
        Failure::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        failure => {
            output::error(&failure);
            ExitCode::from(REFUSED)
        }
    })
}

/// Help and version as they are; wrong use in one line.
fn explain_usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() || error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Where the terminal is closed there is nobody left to read it.
        let _ = error.print();
        return if error.use_stderr() { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS };
    }
    let text = error.to_string();
    let usage = text.lines().position(|line| line.starts_with("Usage:")).unwrap_or(usize::MAX);
    let lines = text.lines().take(usage).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("For more"));
    let mut problem = String::new();
    for line in lines {
        if !problem.is_empty() {
            problem.push_str(if line.starts_with("tip:") { "; " } else { " " });
        }
        problem.push_str(line);
    }
    // "Usage: redraft rules explain [OPTIONS] <RULE>"
    let usage = text.lines().nth(usage).and_then(|line| line.strip_prefix("Usage:")).unwrap_or("redraft");
    let command: Vec<&str> = usage.split_whitespace().take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    let problem = problem.strip_prefix("error: ").unwrap_or(&problem);
    output::error(&format!("{problem}; `{} --help` shows how it is used", command.join(" ")));
    ExitCode::from(REFUSED)
}
