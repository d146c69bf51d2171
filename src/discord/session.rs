//! Start-up, the gateway connection, and ending.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{ClientBuilder, GatewayError, GatewayIntents, HttpBuilder, ShardManager};
use tokio::time::Instant;

use super::handler::Handler;
use super::rest::{Rest, RestError};
use super::{Bot, drafts, fair_use, health, inbox, rules, seen};
use crate::config::Config;
use crate::history::Keeper;

/// First pause before a new connection after one that ended; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(2);
const LONGEST_PAUSE: Duration = Duration::from_secs(120);
/// A connection that held this long was a good one: the next pause is short again.
const GOOD: Duration = Duration::from_secs(300);
/// Time for what runs to finish when the bot is told to stop.
const GRACE: Duration = Duration::from_secs(5);

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
    #[error("the Discord client cannot be built: {0}")]
    Client(&'static str),
}

/// Runs until a signal says stop, or for as long as a connection can be had.
pub(super) async fn run(config: &Config, keeper: Keeper) -> Result<(), End> {
    let rest = Rest::new(config).map_err(|_| End::Client("no TLS or no resolver"))?;
    let bot = Arc::new(Bot {
        rules: keeper,
        rest,
        seen: seen::Seen::default(),
        replies: seen::Replies::default(),
        drafts: drafts::Drafts::default(),
        inbox: inbox::Inbox::default(),
        fair_use: fair_use::FairUse::default(),
        health: health::Health::new(),
        moderation: rules::Moderation::new(config),
    });
    // It ends with the runtime.
    drop(tokio::spawn(rules::watch(Arc::clone(&bot))));
    let mut stop = std::pin::pin!(stop_signal());
    let mut pause = FIRST_PAUSE;
    let mut connected_before = false;
    loop {
        let began = Instant::now();
        let connected = tokio::select! {
            connected = connect(config, &bot) => connected,
            () = &mut stop => return Ok(()),
        };
        match connected {
            Ok((mut client, shards)) => {
                connected_before = true;
                let manager = Arc::clone(&client.shard_manager);
                tokio::select! {
                    ended = client.start_shards(shards) => ended.or_else(|error| final_reason(&error))?,
                    () = &mut stop => {
                        shut_down(&manager).await;
                        return Ok(());
                    }
                }
            }
            // The settings are known to be good: an outage passes.
            Err(End::Unreachable) if connected_before => {}
            Err(end) => return Err(end),
        }
        if began.elapsed() > GOOD {
            pause = FIRST_PAUSE;
        }
        tracing::warn!(seconds = pause.as_secs(), "the connection ended; connecting anew after a pause");
        tokio::select! {
            () = tokio::time::sleep(pause + jitter()) => {}
            () = &mut stop => return Ok(()),
        }
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// A client for the gateway, and the number of shards Discord recommends.
///
/// The gateway is asked for here first: serenity, if it gets no answer, falls back to Discord's own address and tries for ever, with
/// a token that may be wrong.
async fn connect(config: &Config, bot: &Arc<Bot>) -> Result<(serenity::Client, u32), End> {
    let info = bot.rest.gateway().await.map_err(|error| match error {
        RestError::Unauthorized => End::Token,
        RestError::Refused { .. } | RestError::Unreachable => End::Unreachable,
    })?;
    // With its rate limiter on, serenity ignores the base URL; it sends nothing but the gateway request anyway.
    let http =
        HttpBuilder::new(config.token.reveal()).client(bot.rest.client().clone()).proxy(&config.api_url).ratelimiter_disabled(true).build();
    let client = ClientBuilder::new_with_http(http, GatewayIntents::DIRECT_MESSAGES).event_handler(Handler(Arc::clone(bot))).await;
    let client = client.map_err(|_| End::Client("serenity refused its settings"))?;
    // Serenity asked once more by itself, and took Discord's own address if that failed.
    *client.ws_url.lock().await = info.url;
    Ok((client, info.shards.max(1)))
}

/// Up to a second more, so that bots that lost Discord together do not come back together.
fn jitter() -> Duration {
    Duration::from_millis(super::random() % 1_000)
}

/// Conditions that no new attempt can mend.
fn final_reason(error: &serenity::Error) -> Result<(), End> {
    match error {
        serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Err(End::Token),
        serenity::Error::Gateway(GatewayError::InvalidShardData) => Err(End::Gateway("the shard numbers are wrong")),
        serenity::Error::Gateway(GatewayError::OverloadedShard) => Err(End::Gateway("one shard serves too many servers")),
        serenity::Error::Gateway(GatewayError::InvalidGatewayIntents | GatewayError::DisallowedGatewayIntents) => {
            Err(End::Gateway("the application may not receive direct messages"))
        }
        _ => Ok(()),
    }
}

async fn shut_down(manager: &ShardManager) {
    tracing::info!("stopping");
    if tokio::time::timeout(GRACE, manager.shutdown_all()).await.is_err() {
        tracing::warn!("the connection did not close in time");
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
