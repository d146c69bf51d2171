//! Shards: as many as Discord recommends, or the ones that this process is told to run; and nothing that servers cost.

use serde_json::json;

use super::finish;
use super::loopback::events::review;
use super::loopback::{Bot, Loopback};

#[tokio::test(flavor = "multi_thread")]
async fn as_many_shards_as_recommended() {
    let discord = Loopback::start().await;
    discord.recommend_shards(2);
    let bot = Bot::start(&discord);
    discord.until("both shards are connected", |discord| discord.connected_shards() == [(0, 2), (1, 2)]).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_shards_that_this_process_is_to_run() {
    let discord = Loopback::start().await;
    let bot = Bot::start_with(&discord, &[("REDRAFT_SHARDS", "2-3/4")]);
    discord.until("both shards are connected", |discord| discord.connected_shards() == [(2, 4), (3, 4)]).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_more_shards_are_needed_the_number_is_asked_for_anew() {
    let discord = Loopback::start().await;
    discord.refuse_sessions(&[4011]);
    let bot = Bot::start(&discord);
    discord.until("both shards are connected", |discord| discord.connected_shards() == [(0, 2), (1, 2)]).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shards_that_discord_refuses_end_the_bot_with_what_to_write() {
    let discord = Loopback::start().await;
    discord.refuse_sessions(&[4010]);
    let (code, text) = Bot::start_with(&discord, &[("REDRAFT_SHARDS", "0-1/2")]).end().await;
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("REDRAFT_SHARDS names 2 shards") && text.contains("write 0-0/1"), "{text}");
}

/// Memory of a bot in 2,500 servers, with their events, is that of a bot in none.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn servers_cost_nothing() {
    let mut memory = Vec::new();
    for guilds in [0, 2_500] {
        let discord = Loopback::start().await;
        discord.set_guilds(guilds);
        let bot = Bot::start(&discord);
        discord.ready().await;
        let members: Vec<_> = (0..20).map(|member| json!({ "user": { "id": member.to_string(), "username": "a member" } })).collect();
        for guild in 0..guilds {
            let guild = json!({ "id": guild.to_string(), "name": "a server", "members": members, "channels": [], "roles": [] });
            discord.dispatch("GUILD_CREATE", &guild);
        }
        let (id, event) = review(&discord, "I want to test the API");
        discord.dispatch("INTERACTION_CREATE", &event);
        discord.response(&id).await;
        memory.push(bot.resident_kib());
        finish(discord, bot).await;
    }
    assert!(memory[1] < memory[0] + 4_096, "KiB without and with servers: {memory:?}");
}
