//! What goes wrong: at the start, on the way to Discord, on the gateway.

use std::time::{Duration, Instant};

use serde_json::json;

use super::loopback::events::{command, command_with_file, message, review};
use super::loopback::{Bot, Loopback, TOKEN, refused};
use super::{CANARY, finish, is_message, start};

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_event_is_answered_once() {
    let (discord, bot) = start().await;
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    let (_, event) = message(&discord, "I want to test the API", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, is_message).await;
    let (id, event) = command(&discord, "privacy", &[]);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    assert_eq!(discord.requests().iter().filter(|request| is_message(request)).count(), 1);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_is_resumed() {
    let (discord, bot) = start().await;
    discord.interrupt().await;
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&id).await.body["type"], 4);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_limits_and_server_errors_are_retried() {
    let (discord, bot) = start().await;
    discord.fail_next("/callback", &[(429, Some(0.05)), (502, None)]);
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&id).await.body["type"], 4);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_no_second_response_and_no_second_message() {
    let (discord, bot) = start().await;
    discord.lose_next_answer("/callback");
    discord.lose_next_answer("/messages");
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.wait(2, |request| request.path.contains(&id)).await;

    let (_, mut event) = message(&discord, "I want to test the API", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    let messages = discord.wait(2, is_message).await;
    assert_eq!(messages[0].body, messages[1].body, "the nonce is the same");
    event["content"] = json!("A sheet that lists our own contracts.");
    event["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    discord.dispatch("MESSAGE_UPDATE", &event);
    discord.wait(1, |request| request.method == "PATCH").await;
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("incident"), "both got through: {log}");
    discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_does_not_come_is_told_within_three_seconds() {
    let (discord, bot) = start().await;
    let (id, event) = command_with_file(&discord, "draft.txt", &discord.silent_file());
    let dispatched = Instant::now();
    discord.dispatch("INTERACTION_CREATE", &event);
    let text = discord.response(&id).await.body.to_string();
    assert!(text.contains("could not be fetched"), "{text}");
    assert!(dispatched.elapsed() < Duration::from_secs(3), "Discord forgets the interaction after three seconds");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_that_cannot_be_read_reaches_no_log() {
    let (discord, bot) = start().await;
    discord.dispatch("INTERACTION_CREATE", &json!({ "id": CANARY, "type": 2, "token": CANARY }));
    discord.dispatch("MESSAGE_CREATE", &json!({ "content": CANARY }));
    discord.dispatch(CANARY, &json!([CANARY]));
    let (id, event) = command(&discord, "help", &[]);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_or_malformed_token_is_told_in_one_sentence() {
    for (variables, expected) in [
        (vec![], "DISCORD_TOKEN is not set"),
        (vec![("DISCORD_TOKEN", "hunter2")], "does not look like a bot token"),
        (vec![("DISCORD_TOKEN", "hunter2..parts")], "does not look like a bot token"),
        (vec![("DISCORD_TOKEN", TOKEN), ("DISCORD_API_URL", "http://")], "DISCORD_API_URL"),
        (vec![("DISCORD_TOKEN", TOKEN), ("REDRAFT_LOG", "xml")], "REDRAFT_LOG"),
        (vec![("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "a=b=c")], "RUST_LOG"),
        (vec![("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "loud")], "RUST_LOG"),
        (vec![("DISCORD_TOKEN", TOKEN), ("REDRAFT_HOME_GUILD", "general")], "REDRAFT_HOME_GUILD"),
    ] {
        let (code, text) = refused("http://127.0.0.1:9", &variables).await;
        assert_eq!(code, Some(2), "{text}");
        assert!(text.contains(expected) && text.trim().lines().count() == 1, "{text}");
        assert!(!text.contains("hunter2") && !text.contains(TOKEN), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_discord_refuses_ends_the_start() {
    let discord = Loopback::start().await;
    discord.refuse_token();
    let (code, text) = refused(&discord.url(), &[("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "off")]).await;
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("refuses DISCORD_TOKEN") && text.trim().lines().count() == 1, "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_cannot_be_loaded_end_the_start() {
    let (code, text) = refused("http://127.0.0.1:9", &[("DISCORD_TOKEN", TOKEN), ("REDRAFT_RULES", "no-such-folder")]).await;
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("REDRAFT_RULES leads nowhere") && text.contains("no-such-folder"), "{text}");
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let (code, text) = refused("http://127.0.0.1:9", &[("DISCORD_TOKEN", TOKEN), ("REDRAFT_DATA", data)]).await;
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("REDRAFT_DATA leads nowhere"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_gets_over_errors_of_the_api() {
    let discord = Loopback::start().await;
    discord.fail_next("/gateway/bot", &[(502, None), (429, Some(0.05)), (429, Some(0.0)), (429, Some(1e19))]);
    // Serenity asks by itself as well, and takes Discord's own address after an error.
    discord.fail_next("/gateway", &[(502, None)]);
    discord.fail_next("/commands", &[(503, None)]);
    let bot = Bot::start(&discord);
    discord.ready().await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_refused_for_good_ends_the_bot() {
    for (close, expected) in
        [(4004, "refuses DISCORD_TOKEN"), (4013, "refuses the connection for good"), (4014, "refuses the connection for good")]
    {
        let (discord, bot) = start().await;
        discord.close(close);
        let (code, text) = bot.end().await;
        assert_eq!(code, Some(2), "{text}");
        assert!(text.trim().lines().last().is_some_and(|last| last.contains(expected)), "{text}");
        discord.finish();
    }
}
