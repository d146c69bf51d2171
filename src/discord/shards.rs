//! The shards and their watchdog: one that panics, or shows no sign of life in time, is started anew.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use super::gateway::{Left, Shard, Turn};
use super::health::GatewayState;
use super::notify::Notify;
use super::rest::{GatewayInfo, RestError};
use super::session::End;
use super::{Bot, random};
use crate::config::Shards;

/// First pause after Discord could not be asked for its gateway; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// How often the watchdog looks, unless the supervisor wants to hear of the bot more often.
const WATCH: Duration = Duration::from_secs(1);

/// Runs the shards that were `chosen`, else as many as Discord recommends, until `stop` says so or nothing can be mended. Where their
/// number does not fit any more, Discord is asked anew.
pub(super) async fn keep(bot: &Arc<Bot>, chosen: Option<Shards>, stop: &watch::Receiver<bool>, notify: &Notify) -> Result<(), End> {
    let turn = Arc::new(Turn::default());
    let mut refused = None;
    loop {
        let mut stopped = stop.clone();
        let recommended = tokio::select! {
            info = alive(notify, first_answer(bot)) => info?.shards.max(1),
            _ = stopped.wait_for(|stop| *stop) => return Ok(()),
        };
        let shards = chosen.unwrap_or(Shards::all(recommended));
        // Asked anew, Discord recommends what it has refused.
        if refused == Some(shards.total) {
            return Err(if chosen.is_some() {
                End::Shards(shards.total, recommended)
            } else {
                End::Gateway("it recommends a number of shards and then refuses it")
            });
        }
        let start = Start { bot, total: shards.total, turn: &turn, stop };
        match run(&start, shards, notify).await {
            Left::Stopped => return Ok(()),
            Left::Final(end) => return Err(end),
            Left::Shards => refused = Some(shards.total),
        }
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

/// Runs the shards until one leaves for good.
async fn run(start: &Start<'_>, shards: Shards, notify: &Notify) -> Left {
    tracing::info!(from = shards.from, to = shards.to, total = shards.total, "starting shards");
    let bot = start.bot;
    bot.health.clear();
    let mut running = Running::new(start, shards);
    let mut watch = interval(notify.every().unwrap_or(WATCH).min(WATCH));
    watch.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut announced = false;
    loop {
        tokio::select! {
            Some(joined) = running.tasks.join_next() => match joined {
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
                if running.mend(start) {
                    notify.send("WATCHDOG=1");
                }
                if bot.health.is_ready(Instant::now()) && !announced {
                    announced = true;
                    notify.send("READY=1\nSTATUS=Connected");
                }
            }
        }
        if running.tasks.is_empty() && *start.stop.borrow() {
            return Left::Stopped;
        }
    }
}

/// What each shard is started with.
struct Start<'a> {
    bot: &'a Arc<Bot>,
    /// How many shards there are, those of other processes included.
    total: u32,
    turn: &'a Arc<Turn>,
    stop: &'a watch::Receiver<bool>,
}

impl Start<'_> {
    /// Starts a shard among the `tasks`.
    fn shard(&self, number: u32, tasks: &mut JoinSet<Left>) -> AbortHandle {
        self.bot.health.set_state(number, GatewayState::Connecting, Instant::now() + LONGEST_PAUSE);
        tasks.spawn(Shard::new(Arc::clone(self.bot), (number, self.total), Arc::clone(self.turn), self.stop.clone()).run())
    }
}

/// The shards that run. Dropped, they end.
struct Running {
    tasks: JoinSet<Left>,
    /// Each shard's number, and its task.
    handles: Vec<(u32, AbortHandle)>,
}

impl Running {
    fn new(start: &Start<'_>, shards: Shards) -> Self {
        let mut tasks = JoinSet::new();
        let handles = (shards.from..=shards.to).map(|number| (number, start.shard(number, &mut tasks))).collect();
        Self { tasks, handles }
    }

    /// Ends the shards that show no sign of life in time, and starts those anew that have ended, unless the bot stops. `true` if none was
    /// overdue.
    fn mend(&mut self, start: &Start<'_>) -> bool {
        let overdue = start.bot.health.overdue(Instant::now());
        for (number, handle) in &mut self.handles {
            if overdue.contains(number) {
                tracing::error!(shard = *number, "no sign of life; starting it anew");
                handle.abort();
            }
            if handle.is_finished() && !*start.stop.borrow() {
                *handle = start.shard(*number, &mut self.tasks);
            }
        }
        overdue.is_empty()
    }
}
