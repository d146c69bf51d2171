//! The Discord bot.
//!
//! Serenity gives the types of what arrives and builds the commands; nothing else of it is used, and no framework: what the bot
//! needs most (one answer per interaction, fixed component ids that survive a restart, a modal submit answered on its own token,
//! retries that honour Retry-After, a connection that is never dead without a word) is what they would have to be gone around for.
//! What the bot says goes through one sender of its own (`rest`), what it hears comes through one reader of its own (`gateway`).
//!
//! | file | does |
//! |---|---|
//! | `session` | start-up and ending |
//! | `shards` | the shards and their watchdog |
//! | `gateway` | the connection to Discord's gateway |
//! | `notify` | word to the supervisor |
//! | `handler`, `seen` | what arrives, each event once; which message of the bot answers which |
//! | `health` | the gateway's state and last acknowledged heartbeat |
//! | `metrics`, `monitor` | figures for the operator, served on a loopback port |
//! | `commands` | the commands, as registered |
//! | `interaction` | each interaction's one answer |
//! | `review` | the ways in, and the one way to the critique |
//! | `form`, `edit`, `drafts` | the form to paste into; the last text in it again, and what has changed |
//! | `dispute` | a finding that is not right: to the moderators, with consent |
//! | `fair_use` | limits of use, double clicks |
//! | `route`, `component` | buttons, menus and modals: `v1|action|key`, and where it leads |
//! | `rules` | changing rules: the folder is watched, and moderators' commands |
//! | `direct`, `inbox` | direct messages, also in parts, and their edits |
//! | `attachment` | text files, read safely |
//! | `reply`, `pages` | what is said |
//! | `rest`, `request` | how it is sent |
//! | `faults` | a test: a fault inside the bot |

mod attachment;
mod commands;
mod component;
mod direct;
mod dispute;
mod drafts;
mod edit;
mod fair_use;
#[cfg(test)]
mod faults;
mod form;
mod gateway;
mod handler;
mod health;
mod inbox;
mod interaction;
mod metrics;
mod monitor;
mod notify;
mod pages;
mod reply;
mod request;
mod rest;
mod review;
mod route;
mod rules;
mod seen;
mod session;
mod shards;

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Semaphore};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, ConfigError, LogFormat};
use crate::history::{HistoryError, KeepError, Keeper};
use crate::store::{LoadError, Location};

/// Exit code of a start that could not be carried out.
const REFUSED: u8 = 2;

/// Why the bot did not start or could not go on; one clear sentence each.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("the .env file cannot be read: {0}")]
    DotEnv(&'static str),
    #[error(transparent)]
    Rules(KeepError),
    #[error("{variable} leads nowhere: {error}")]
    Variable { variable: &'static str, error: KeepError },
    #[error("cannot start the runtime: {0}")]
    Runtime(std::io::Error),
    #[error(transparent)]
    Session(#[from] session::End),
}

/// Runs the bot until it is told to stop; the configuration comes from the environment and from `.env`.
///
/// With `check` it looks at configuration, rules and token, for which it asks Discord once, says so, and does not go online.
pub fn run(rules_dir: Option<PathBuf>, pack: &str, check: bool) -> ExitCode {
    match start(rules_dir, pack, check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "redraft: {failure}");
            ExitCode::from(REFUSED)
        }
    }
}

fn start(rules_dir: Option<PathBuf>, pack: &str, check: bool) -> Result<(), Failure> {
    read_dot_env()?;
    // A value that is not Unicode is malformed, not missing: the check of its variable says so.
    let config = Config::read(|name| std::env::var_os(name).map(|value| value.to_string_lossy().into_owned()))?;
    set_up_logging(&config)?;
    let of_variable = rules_dir.is_none() && config.rules.is_some();
    let location = Location::choose(rules_dir.or_else(|| config.rules.clone()));
    let refused = |error| no_rules(error, of_variable);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(Failure::Runtime)?;
    let ended = if check {
        // Nothing is published: another process may serve these rules now.
        let version = Keeper::check(&location, pack, config.data.as_deref()).map_err(refused)?;
        runtime.block_on(session::check(&config)).map(|()| {
            let _ = writeln!(std::io::stdout(), "Configuration, rules ({version}) and token are good.");
        })
    } else {
        let rules = Keeper::open(location, pack, config.data.as_deref()).map_err(refused)?;
        tracing::info!(rules = rules.current().version(), "starting");
        runtime.block_on(session::run(&config, rules))
    };
    // What still runs (a name that does not resolve) is not waited for.
    runtime.shutdown_timeout(Duration::from_millis(100));
    Ok(ended?)
}

/// Why there are no rules to serve: what a variable of the environment names cannot be used, or the rules themselves.
fn no_rules(error: KeepError, of_variable: bool) -> Failure {
    match &error {
        KeepError::Rules(LoadError::Io { .. } | LoadError::NoPack { .. }) if of_variable => {
            Failure::Variable { variable: "REDRAFT_RULES", error }
        }
        KeepError::History(HistoryError::Read { .. } | HistoryError::Write { .. }) => Failure::Variable { variable: "REDRAFT_DATA", error },
        _ => Failure::Rules(error),
    }
}

/// Variables that are set win over `.env`. Its errors hold the line, so they are not passed on.
fn read_dot_env() -> Result<(), Failure> {
    match dotenvy::dotenv() {
        Ok(_) => Ok(()),
        Err(error) if error.not_found() => Ok(()),
        Err(dotenvy::Error::LineParse(..)) => Err(Failure::DotEnv("a line is not of the form NAME=value")),
        Err(_) => Err(Failure::DotEnv("is it readable, and text?")),
    }
}

/// Logs the bot's own events only: what libraries log can hold payloads, and so what members wrote.
fn set_up_logging(config: &Config) -> Result<(), ConfigError> {
    let wanted = config.log_filter.as_deref().unwrap_or("info");
    let filter = EnvFilter::builder().parse(wanted).ok().filter(|_| logs_anything(wanted)).ok_or(ConfigError {
        variable: "RUST_LOG",
        problem: "cannot be read: write a level (error, warn, info, debug), or redraft=debug",
    })?;
    let own = filter_fn(|metadata| metadata.target().starts_with("redraft"));
    let layer = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let layer = match config.log {
        LogFormat::Text => layer.with_ansi(false).boxed(),
        LogFormat::Json => layer.json().boxed(),
    };
    // A second start in the same process keeps the first logger.
    let _ = tracing_subscriber::registry().with(layer.with_filter(own).with_filter(filter)).try_init();
    // A panic's message may hold the text it happened on: only its place is told.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panicked");
    }));
    Ok(())
}

/// Whether a filter says anything of the bot's own events: a misspelt level would be taken for the name of a library.
fn logs_anything(filter: &str) -> bool {
    let of_bot = |part: &str| part.starts_with("redraft") || part.parse::<LevelFilter>().is_ok();
    filter.split(',').any(|part| of_bot(part.trim()))
}

/// What all handlers share.
struct Bot {
    rules: Arc<Keeper>,
    rest: rest::Rest,
    seen: seen::Seen,
    replies: seen::Replies,
    drafts: drafts::Drafts,
    inbox: inbox::Inbox,
    fair_use: fair_use::FairUse,
    disputes: dispute::Disputes,
    health: health::Health,
    metrics: metrics::Metrics,
    moderation: rules::Moderation,
    /// Places for events that are worked on.
    work: Arc<Semaphore>,
    /// Whether this process has registered the commands.
    registered: Mutex<bool>,
}

impl Bot {
    fn new(config: &Config, rules: Keeper, rest: rest::Rest, metrics: metrics::Metrics) -> Self {
        Self {
            rules: Arc::new(rules),
            rest,
            seen: seen::Seen::default(),
            replies: seen::Replies::default(),
            health: health::Health::new(),
            metrics,
            moderation: rules::Moderation::new(config),
            work: Arc::new(Semaphore::new(handler::MOST_WORK as usize)),
            registered: Mutex::new(false),
            drafts: drafts::Drafts::default(),
            inbox: inbox::Inbox::default(),
            fair_use: fair_use::FairUse::default(),
            disputes: dispute::Disputes::new(config),
        }
    }
}

/// A random number without a dependency: the seed of a fresh hasher.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
