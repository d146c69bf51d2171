//! Start-up and ending.
//!
//! An outage is waited out, at the start as later, and said so in the log: a supervisor that starts the bot over and over would
//! do no better. The process ends by itself only where no retry can help ([`End`], exit code 2), so that a supervisor may be
//! told not to start it again after that code.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use super::metrics::Metrics;
use super::notify::Notify;
use super::rest::{Rest, RestError};
use super::{Bot, monitor, rules, shards};
use crate::config::Config;
use crate::history::Keeper;

/// Time for the shards to end by themselves: reviews have five seconds, a close one.
const LAST: Duration = Duration::from_secs(7);
/// Time between two sweeps of what was kept.
const SWEEP: Duration = Duration::from_secs(60);
/// Time for a check before the start: somebody waits for it.
const CHECK: Duration = Duration::from_secs(10);

/// Why the bot cannot go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
    #[error(
        "Discord refuses DISCORD_TOKEN: reset the token in Discord's developer portal and put the new one into the environment or .env"
    )]
    Token,
    #[error("Discord cannot be reached or answers with errors; check the network and DISCORD_API_URL, then start again")]
    Unreachable,
    #[error("Discord refuses the connection for good: {0}")]
    Gateway(&'static str),
    #[error("REDRAFT_SHARDS names {0} shards, which Discord refuses; it recommends {1}: write 0-{last}/{1}, or leave the variable out", last = .1 - 1)]
    Shards(u32, u32),
    #[error("the HTTP client cannot be built: no TLS or no resolver")]
    Client,
    #[error("REDRAFT_METRICS: {0} cannot be listened on; is another program using it? Choose another port")]
    Metrics(SocketAddr),
    #[error("the metrics have names that Prometheus does not take")]
    Figures,
}

/// Asks Discord once whether the token is good, without going online.
pub(super) async fn check(config: &Config) -> Result<(), End> {
    let rest = Rest::new(config).map_err(|_| End::Client)?;
    match timeout(CHECK, rest.gateway()).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(RestError::Unauthorized)) => Err(End::Token),
        Ok(Err(_)) | Err(_) => Err(End::Unreachable),
    }
}

/// Runs until a signal says stop, or until nothing can be mended.
pub(super) async fn run(config: &Config, keeper: Keeper) -> Result<(), End> {
    let bot = begin(config, keeper).await?;
    let notify = Notify::from_environment();
    let (stop, stopping) = watch::channel(false);
    let mut kept = std::pin::pin!(shards::keep(&bot, config.shards, &stopping, &notify));
    tokio::select! {
        // First: the signals are listened to before anything else begins.
        biased;
        () = stop_signal() => {}
        ended = &mut kept => return ended,
    }
    tracing::info!("stopping");
    notify.send("STOPPING=1\nSTATUS=Stopping");
    stop.send_replace(true);
    if timeout(LAST, kept).await.is_err() {
        tracing::warn!("the connection did not close in time");
    }
    tracing::info!("stopped");
    Ok(())
}

/// The bot, and what runs beside its shards; all of that ends with the runtime.
async fn begin(config: &Config, keeper: Keeper) -> Result<Arc<Bot>, End> {
    let rest = Rest::new(config).map_err(|_| End::Client)?;
    let metrics = Metrics::new().map_err(|_| End::Figures)?;
    let bot = Arc::new(Bot::new(config, keeper, rest, metrics));
    rules::start_watching(&bot);
    drop(tokio::spawn(forget(Arc::clone(&bot))));
    if let Some(address) = config.metrics {
        monitor::start(address, Arc::clone(&bot)).await.map_err(|_| End::Metrics(address))?;
    }
    Ok(bot)
}

/// Lets go, minute by minute, of texts that were kept for long enough.
async fn forget(bot: Arc<Bot>) {
    loop {
        sleep(SWEEP).await;
        bot.drafts.sweep();
        bot.inbox.sweep();
    }
}

/// Waits for SIGINT or SIGTERM.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
