//! The way to Discord cut, slow, full of errors: each request is answered once, and the bot outlives all of it.

use std::time::Duration;

use serde_json::json;

use super::loopback::events::{message, review};
use super::loopback::{Bot, Loopback};
use super::{finish, is_message, start};

/// A review and a direct message are asked for and answered, once; the message is edited, and so is its answer.
async fn all_routes_work(discord: &Loopback) {
    let (id, event) = review(discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&id).await.body["type"], 4);
    let (id, mut event) = message(discord, "I want to test the API", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, |request| request.body["nonce"] == json!(id)).await;
    let edits = discord.requests().iter().filter(|request| request.method == "PATCH").count();
    event["content"] = json!("A sheet that lists our own contracts.");
    event["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    discord.dispatch("MESSAGE_UPDATE", &event);
    discord.wait(edits + 1, |request| request.method == "PATCH").await;
}

/// The bot stops, without having told of a failure.
async fn finish_without_incident(discord: Loopback, bot: Bot) {
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains("incident"), "{log}");
    discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_waits_for_a_discord_that_is_down() {
    let free = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let port = free.local_addr().expect("an address").port();
    drop(free);
    let bot = Bot::start_at(&format!("http://127.0.0.1:{port}"));
    tokio::time::sleep(Duration::from_millis(700)).await;
    let discord = Loopback::start_on(port).await;
    discord.ready().await;
    all_routes_work(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_is_heard_while_discord_is_down() {
    let bot = Bot::start_at("http://127.0.0.1:1");
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
}

/// A core that spins would use 200 ticks of a hundredth of a second in this time.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn no_core_spins_while_discord_is_away() {
    let (discord, bot) = start().await;
    discord.fail_next("/resume", &[(503, None); 100]);
    discord.fail_next("/gateway/bot", &[(503, None); 100]);
    discord.break_connection();
    let before = bot.processor_ticks();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let used = bot.processor_ticks() - before;
    assert!(used < 50, "{used} ticks");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_gets_over_every_kind_of_failure() {
    let discord = Loopback::start().await;
    let relay = discord.relay().await;
    relay.cut_requests(2);
    relay.cut_answers(1);
    discord.fail_next("/gateway/bot", &[(500, None), (502, None), (429, Some(0.1)), (503, None)]);
    discord.fail_next("/ws", &[(503, None), (429, None)]);
    discord.fail_next("/commands", &[(429, Some(0.1)), (500, None)]);
    let bot = Bot::start(&discord);
    discord.ready().await;
    all_routes_work(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_limits_are_waited_for_on_every_route() {
    let discord = Loopback::start().await;
    for end in ["/gateway/bot", "/commands", "/callback", "/messages", "PATCH"] {
        discord.fail_next(end, &[(429, Some(0.3)), (429, Some(0.2))]);
    }
    let bot = Bot::start(&discord);
    discord.ready().await;
    all_routes_work(&discord).await;
    finish_without_incident(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bursts_of_errors_are_retried_on_every_route() {
    let discord = Loopback::start().await;
    for end in ["/gateway/bot", "/commands", "/callback", "/messages", "PATCH"] {
        discord.fail_next(end, &[(500, None), (502, None), (503, None)]);
    }
    let bot = Bot::start(&discord);
    discord.ready().await;
    all_routes_work(&discord).await;
    finish_without_incident(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_cut_before_or_after_they_got_through_are_carried_out_once() {
    let discord = Loopback::start().await;
    let relay = discord.relay().await;
    let bot = Bot::start(&discord);
    discord.ready().await;
    for _ in 0..3 {
        relay.cut_requests(1);
        let (id, event) = review(&discord, "I want to test the API");
        discord.dispatch("INTERACTION_CREATE", &event);
        discord.response(&id).await;
        discord.expect_losses();
        relay.cut_answers(1);
        let (id, event) = message(&discord, "I want to test the API", false);
        discord.dispatch("MESSAGE_CREATE", &event);
        discord.wait(1, |request| request.body["nonce"] == json!(id)).await;
    }
    all_routes_work(&discord).await;
    finish_without_incident(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_seconds_of_latency_are_no_failure() {
    let discord = Loopback::start().await;
    let relay = discord.relay().await;
    relay.slow_down(Duration::from_millis(700));
    let bot = Bot::start(&discord);
    discord.ready().await;
    relay.slow_down(Duration::from_secs(2));
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    relay.slow_down(Duration::ZERO);
    all_routes_work(&discord).await;
    finish_without_incident(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_or_silent_network_is_noticed_and_the_session_resumed() {
    let discord = Loopback::start().await;
    let relay = discord.relay().await;
    discord.beat_every(300);
    let bot = Bot::start(&discord);
    discord.ready().await;
    relay.reset_all();
    discord.until("a resume after a reset", |discord| discord.sessions() == (1, 1)).await;
    relay.set_silent(true);
    // The bot notices by itself: it closes, and tries again.
    tokio::time::sleep(Duration::from_millis(900)).await;
    relay.reset_all();
    relay.set_silent(false);
    discord.until("a resume after silence", |discord| discord.sessions().1 >= 2).await;
    all_routes_work(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_given_is_an_incident_and_the_bot_lives_on() {
    let (discord, bot) = start().await;
    discord.fail_next("/callback", &[(500, None); 16]);
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    tokio::time::sleep(Duration::from_secs(3)).await;
    discord.clear_faults();
    all_routes_work(&discord).await;
    assert!(!discord.requests().iter().any(|request| request.path.contains(&id)), "Discord forgot it after three seconds");
    let (code, log) = bot.stop().await;
    assert!(code == Some(0) && log.contains("incident"), "{log}");
    discord.finish();
    assert_eq!(discord.requests().iter().filter(|request| is_message(request)).count(), 1);
}
