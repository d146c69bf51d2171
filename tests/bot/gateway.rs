//! The gateway: whatever ends a connection, the bot comes back, and no event is lost or answered twice.

use serde_json::json;

use super::loopback::events::{command, review};
use super::loopback::{Bot, Loopback, TOKEN};
use super::{CANARY, finish, start};

/// A review is asked for and answered, once.
async fn is_answered(discord: &Loopback) {
    let (id, event) = review(discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&id).await.body["type"], 4);
}

/// Something happens to the connection while an event is on its way; it is answered after a resume.
async fn resumes(what: &'static str, happens: impl Fn(&Loopback)) {
    let (discord, bot) = start().await;
    happens(&discord);
    is_answered(&discord).await;
    discord.until(what, |discord| discord.sessions() == (1, 1)).await;
    is_answered(&discord).await;
    finish(discord, bot).await;
}

/// Something happens to the session; the bot opens a new one.
async fn identifies_anew(what: &'static str, happens: impl Fn(&Loopback)) {
    let (discord, bot) = start().await;
    happens(&discord);
    discord.until(what, |discord| discord.sessions().0 == 2).await;
    is_answered(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn most_closes_are_resumed() {
    let closes = [1000, 1001, 1011, 4000, 4001, 4002, 4005, 4008, 4999];
    let bots = closes.map(|code| tokio::spawn(resumes("a resume after a close", move |discord| discord.close(code))));
    for bot in bots {
        bot.await.expect("it resumed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_break_op_7_and_a_session_that_can_be_resumed_are_resumed() {
    let bots = [
        tokio::spawn(resumes("a resume after a break", Loopback::break_connection)),
        tokio::spawn(resumes("a resume after op 7", |discord| discord.send_frame(r#"{"op":7,"d":null}"#))),
        tokio::spawn(resumes("a resume after op 9", |discord| discord.send_frame(r#"{"op":9,"d":true}"#))),
    ];
    for bot in bots {
        bot.await.expect("it resumed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_are_over_are_opened_anew() {
    let closes = [4003, 4006, 4007, 4009];
    let bots = closes.map(|code| tokio::spawn(identifies_anew("a new session after a close", move |discord| discord.close(code))));
    let invalid = identifies_anew("a new session after op 9", |discord| discord.send_frame(r#"{"op":9,"d":false}"#));
    for bot in bots.into_iter().chain([tokio::spawn(invalid)]) {
        bot.await.expect("it identified anew");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn resumes_that_are_refused_or_never_succeed_end_in_a_new_session() {
    let refused = identifies_anew("a new session after a refused resume", |discord| {
        discord.refuse_resumes(1);
        discord.break_connection();
    });
    let unavailable = identifies_anew("a new session after resumes that failed", |discord| {
        discord.fail_next("/resume", &[(503, None); 3]);
        discord.break_connection();
    });
    tokio::join!(refused, unavailable);
}

#[tokio::test(flavor = "multi_thread")]
async fn heartbeats_that_nobody_acknowledges_end_the_connection_and_lose_no_event() {
    let discord = Loopback::start().await;
    discord.beat_every(200);
    let bot = Bot::start(&discord);
    discord.ready().await;
    discord.until("heartbeats are sent", |discord| discord.heartbeats() > 2).await;
    assert_eq!(discord.sessions(), (1, 0), "heartbeats that are acknowledged keep the connection");
    discord.ignore_heartbeats(1);
    discord.until("the dead connection is noticed", |discord| discord.sessions() == (1, 1)).await;
    is_answered(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_heartbeat_is_sent_when_discord_wants_one() {
    let (discord, bot) = start().await;
    discord.send_frame(r#"{"op":1,"d":null}"#);
    // Long before its time, which is 41 seconds.
    discord.until("a heartbeat", |discord| discord.heartbeats() >= 1).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn garbage_is_skipped_and_reaches_no_log() {
    let (discord, bot) = start().await;
    let garbage = format!(r#"{{"op":0,"s":"{CANARY}","t":["{CANARY}"],"d":"{CANARY}"}}"#);
    let late_hello = r#"{"op":10,"d":{"heartbeat_interval":0}}"#;
    for frame in ["", "{", "null", r#"{"op":99,"d":{}}"#, r#"{"op":-1}"#, late_hello, CANARY, &garbage, r#"{"op":11}"#] {
        discord.send_frame(frame);
    }
    discord.send_bytes(&[0, 159, 146, 150]);
    discord.dispatch("GUILD_CREATE", &json!({ "name": CANARY }));
    discord.dispatch("READY", &json!({ "session_id": 7 }));
    is_answered(&discord).await;
    assert_eq!(discord.sessions(), (1, 0), "the connection is the same");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interaction_of_a_new_shape_is_still_answered() {
    let (discord, bot) = start().await;
    let (id, mut event) = command(&discord, "review", &[]);
    event["data"] = json!({ "new": CANARY });
    discord.dispatch("INTERACTION_CREATE", &event);
    let text = discord.response(&id).await.body.to_string();
    assert!(text.contains("went wrong"), "{text}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_that_come_again_are_answered_once() {
    let (discord, bot) = start().await;
    for _ in 0..5 {
        is_answered(&discord).await;
    }
    discord.repeat_events();
    discord.interrupt().await;
    is_answered(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_refused_for_good_ends_the_bot() {
    let closes = [(4004, "refuses DISCORD_TOKEN"), (4012, "newer Redraft"), (4013, "for good"), (4014, "for good")];
    for (code, expected) in closes {
        let discord = Loopback::start().await;
        discord.refuse_sessions(&[code]);
        let (status, text) = Bot::start(&discord).end().await;
        assert_eq!(status, Some(2), "{text}");
        assert!(text.trim().lines().last().is_some_and(|last| last.contains(expected)), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_while_the_bot_runs_ends_it() {
    let (discord, bot) = start().await;
    discord.refuse_token();
    discord.dispatch("INTERACTION_CREATE", &review(&discord, CANARY).1);
    let (status, text) = bot.end().await;
    assert_eq!(status, Some(2), "{text}");
    assert!(text.trim().lines().last().is_some_and(|last| last.contains("refuses DISCORD_TOKEN")), "{text}");
    assert!(!text.contains(CANARY) && !text.contains(TOKEN), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_request_refused_as_unauthorized_does_not_end_the_bot() {
    let (discord, bot) = start().await;
    discord.fail_next("/callback", &[(401, None)]);
    discord.dispatch("INTERACTION_CREATE", &review(&discord, "I want to test the API").1);
    discord.wait(3, |request| request.path.ends_with("/gateway/bot")).await;
    is_answered(&discord).await;
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_session_is_opened_before_discord_allows_it() {
    let discord = Loopback::start().await;
    discord.limit_sessions(0);
    let bot = Bot::start(&discord);
    discord.ready().await;
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("no more sessions may be opened today"), "{log}");
    discord.finish();
}
