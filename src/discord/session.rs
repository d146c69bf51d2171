//! Start-up, the shards and their watchdog, and ending.
//!
//! An outage is waited out, at the start as later, and said so in the log: a supervisor that starts the bot over and over would
//! do no better. The process ends by itself only where no retry can help ([`End`], exit code 2), so that a supervisor may be
//! told not to start it again after that code.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

use super::gateway::{Left, Shard, Turn};
use super::health::GatewayState;
use super::metrics::Metrics;
use super::notify::Notify;
use super::rest::{GatewayInfo, Rest, RestError};
use super::{Bot, monitor, random, rules};
use crate::config::{Config, Shards};
use crate::history::Keeper;

/// First pause after Discord could not be asked at the start; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// How often the watchdog looks, unless the supervisor wants to hear of the bot more often.
const WATCH: Duration = Duration::from_secs(1);
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
    let rest = Rest::new(config).map_err(|_| End::Client)?;
    let metrics = Metrics::new().map_err(|_| End::Figures)?;
    let bot = Arc::new(Bot::new(config, keeper, rest, metrics));
    // Both end with the runtime.
    rules::start_watching(&bot);
    drop(tokio::spawn(forget(Arc::clone(&bot))));
    if let Some(address) = config.metrics {
        monitor::start(address, Arc::clone(&bot)).await.map_err(|_| End::Metrics(address))?;
    }
    let notify = Notify::from_environment();
    let (stop, stopping) = watch::channel(false);
    let watched = async {
        let turn = Arc::new(Turn::default());
        let mut refused = None;
        loop {
            let mut stopped = stopping.clone();
            let recommended = tokio::select! {
                info = alive(&notify, first_answer(&bot)) => info?.shards.max(1),
                _ = stopped.wait_for(|stop| *stop) => return Ok(()),
            };
            let shards = config.shards.unwrap_or(Shards::all(recommended));
            // Asked anew, Discord recommends what it has refused.
            if refused == Some(shards.total) {
                return Err(if config.shards.is_some() {
                    End::Shards(shards.total, recommended)
                } else {
                    End::Gateway("it recommends a number of shards and then refuses it")
                });
            }
            match watch_shards(&bot, shards, &turn, &stopping, &notify).await {
                Left::Stopped => return Ok(()),
                Left::Final(end) => return Err(end),
                Left::Shards => refused = Some(shards.total),
            }
        }
    };
    let mut watched = std::pin::pin!(watched);
    tokio::select! {
        // First: the signals are listened to before anything else begins.
        biased;
        () = stop_signal() => {}
        ended = &mut watched => return ended,
    }
    tracing::info!("stopping");
    notify.send("STOPPING=1\nSTATUS=Stopping");
    stop.send_replace(true);
    if timeout(LAST, watched).await.is_err() {
        tracing::warn!("the connection did not close in time");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Lets go, minute by minute, of texts that were kept for long enough.
async fn forget(bot: Arc<Bot>) {
    loop {
        sleep(SWEEP).await;
        bot.drafts.sweep();
        bot.inbox.sweep();
    }
}

/// Tells the supervisor, while something is waited for, that the bot lives: an outage is no reason to start it anew.
async fn alive<T>(notify: &Notify, waited: impl Future<Output = T>) -> T {
    let mut waited = std::pin::pin!(waited);
    let mut signs = interval(notify.every().unwrap_or(WATCH));
    loop {
        tokio::select! {
            done = &mut waited => return done,
            _ = signs.tick() => notify.send("WATCHDOG=1"),
        }
    }
}

/// Waits until Discord says where its gateway is. This proves the token before anything else is done.
async fn first_answer(bot: &Bot) -> Result<GatewayInfo, End> {
    let mut pause = FIRST_PAUSE;
    loop {
        match bot.rest.gateway().await {
            Ok(info) => return Ok(info),
            Err(RestError::Unauthorized) => return Err(End::Token),
            Err(error) => tracing::warn!(%error, seconds = pause.as_secs(), "cannot ask for the gateway; asking again after a pause"),
        }
        sleep(pause + Duration::from_millis(random() % 1_000)).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Runs the shards until one leaves; one that panics, or shows no sign of life in time, is started anew.
async fn watch_shards(bot: &Arc<Bot>, shards: Shards, turn: &Arc<Turn>, stop: &watch::Receiver<bool>, notify: &Notify) -> Left {
    tracing::info!(from = shards.from, to = shards.to, total = shards.total, "starting shards");
    let mut running = JoinSet::new();
    let start = |number: u32, running: &mut JoinSet<Left>| {
        bot.health.set_state(number, GatewayState::Connecting, Instant::now() + LONGEST_PAUSE);
        running.spawn(Shard::new(Arc::clone(bot), (number, shards.total), Arc::clone(turn), stop.clone()).run())
    };
    bot.health.clear();
    let mut handles: Vec<(u32, AbortHandle)> = (shards.from..=shards.to).map(|number| (number, start(number, &mut running))).collect();
    let mut watch = interval(notify.every().unwrap_or(WATCH).min(WATCH));
    watch.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut announced = false;
    loop {
        tokio::select! {
            Some(joined) = running.join_next() => match joined {
                Ok(Left::Stopped) => {}
                Ok(left) => return left,
                // Panicked, or ended by the watchdog: the next tick starts it anew.
                Err(_) => tracing::error!("a shard ended before its time"),
            },
            () = bot.rest.token_refused() => {
                if matches!(alive(notify, bot.rest.gateway()).await, Err(RestError::Unauthorized)) {
                    return Left::Final(End::Token);
                }
            }
            _ = watch.tick() => {
                let overdue = bot.health.overdue(Instant::now());
                for (number, handle) in &mut handles {
                    if overdue.contains(number) {
                        tracing::error!(shard = *number, "no sign of life; starting it anew");
                        handle.abort();
                    }
                    if handle.is_finished() && !*stop.borrow() {
                        *handle = start(*number, &mut running);
                    }
                }
                if overdue.is_empty() {
                    notify.send("WATCHDOG=1");
                }
                if bot.health.is_ready(Instant::now()) && !announced {
                    announced = true;
                    notify.send("READY=1\nSTATUS=Connected");
                }
            }
        }
        if running.is_empty() && *stop.borrow() {
            return Left::Stopped;
        }
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
