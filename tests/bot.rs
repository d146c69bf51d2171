//! The whole bot against a loopback Discord: the real binary, events in, requests out.

#![allow(clippy::expect_used, reason = "a test may panic")]

mod loopback;

use loopback::{Bot, Loopback, Recorded, TOKEN, refused};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Words that must reach no log.
const CANARY: &str = "canarybird";

fn user(id: &str) -> Value {
    json!({ "id": id, "username": "ann", "discriminator": "0000", "global_name": null, "avatar": null, "bot": false })
}

/// An interaction in a server, of the given type.
fn interaction(discord: &Loopback, kind: u8, data: &Value) -> (String, Value) {
    let id = discord.id();
    let member = json!({ "user": user("800000000000000001"), "roles": [], "joined_at": "2024-01-01T00:00:00Z", "deaf": false, "mute": false,
        "flags": 0, "permissions": "0", "nick": null, "premium_since": null, "pending": false, "avatar": null, "guild_id": "600000000000000001" });
    let event = json!({
        "id": id, "application_id": loopback::APPLICATION_ID, "type": kind, "data": data, "guild_id": "600000000000000001",
        "channel_id": "600000000000000002", "channel": { "id": "600000000000000002", "type": 0, "permissions": "0", "name": "general" }, "member": member,
        "token": "interaction-token", "version": 1, "locale": "en-US", "guild_locale": "en-US", "app_permissions": "0", "entitlements": [],
        "authorizing_integration_owners": {}, "context": 0, "attachment_size_limit": 10_485_760,
    });
    (id, event)
}

fn command(discord: &Loopback, name: &str, options: &[(&str, u8, Value)]) -> (String, Value) {
    let options: Vec<Value> = options.iter().map(|(name, kind, value)| json!({ "name": name, "type": kind, "value": value })).collect();
    interaction(discord, 2, &json!({ "id": "500000000000000001", "name": name, "type": 1, "options": options }))
}

fn review(discord: &Loopback, text: &str) -> (String, Value) {
    command(discord, "review", &[("description", 3, json!(text))])
}

fn command_with_file(discord: &Loopback, name: &str, url: &str) -> (String, Value) {
    let (id, mut event) = command(discord, "review", &[("file", 11, json!("400000000000000001"))]);
    let attachment = json!({ "id": "400000000000000001", "filename": name, "size": 50, "url": url, "proxy_url": url, "ephemeral": true });
    event["data"]["resolved"] = json!({ "attachments": { "400000000000000001": attachment } });
    (id, event)
}

fn direct(discord: &Loopback, text: &str, bot: bool) -> (String, Value) {
    let id = discord.id();
    let mut author = user("800000000000000002");
    author["bot"] = json!(bot);
    let event = json!({
        "id": id, "channel_id": "600000000000000009", "author": author, "content": text, "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
    });
    (id, event)
}

fn is_message(request: &Recorded) -> bool {
    request.method == "POST" && request.path.ends_with("/messages")
}

async fn start() -> (Loopback, Bot) {
    let discord = Loopback::start().await;
    let bot = Bot::start(&discord);
    discord.ready().await;
    (discord, bot)
}

/// Stops the bot, and looks whether Discord had anything against it and whether its log is clean.
async fn finish(discord: Loopback, bot: Bot) {
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    assert!(!log.contains(CANARY) && !log.contains(TOKEN), "the log holds what it must not: {log}");
    discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_for_servers_users_and_direct_messages() {
    let discord = Loopback::start().await;
    let bot = Bot::start(&discord);
    let commands = discord.ready().await;
    let names: Vec<&str> = commands.as_array().expect("a list").iter().filter_map(|command| command["name"].as_str()).collect();
    assert_eq!(names, ["review", "Review this text", "checklist", "help", "privacy"]);
    assert_eq!(commands[0]["contexts"], json!([0, 1, 2]));
    assert_eq!(commands[0]["integration_types"], json!([0, 1]));
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn review_with_text_is_answered_to_the_caller_only() {
    let (discord, bot) = start().await;
    let (id, event) = review(&discord, &format!("{CANARY}: I want to test the API"));
    discord.dispatch("INTERACTION_CREATE", &event);
    let response = discord.response(&id).await.body;
    assert_eq!(response["type"], 4);
    assert_eq!(response["data"]["flags"], 64);
    let embed = &response["data"]["embeds"][0];
    assert!(embed["title"].as_str().expect("a title").starts_with("Likely rejected"));
    assert!(embed["fields"][0]["value"].as_str().expect("a finding").contains("test the API"));
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn review_in_public_on_wish() {
    let (discord, bot) = start().await;
    let (id, event) =
        command(&discord, "review", &[("description", 3, json!("A sheet that lists our contracts.")), ("public", 5, json!(true))]);
    discord.dispatch("INTERACTION_CREATE", &event);
    let response = discord.response(&id).await.body;
    assert!(response["data"]["flags"].is_null());
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_text_a_modal_opens_and_its_submit_is_reviewed() {
    let (discord, bot) = start().await;
    let (id, event) = command(&discord, "review", &[]);
    discord.dispatch("INTERACTION_CREATE", &event);
    let modal = discord.response(&id).await.body;
    assert_eq!(modal["type"], 9);
    let rows = modal["data"]["components"].as_array().expect("rows");
    let inputs: Vec<&str> = rows.iter().filter_map(|row| row["components"][0]["custom_id"].as_str()).collect();
    assert_eq!(inputs, ["title", "description", "profile", "form"]);

    let values = [("title", ""), ("description", "I want to test the API"), ("profile", "Name: Ann"), ("form", "")];
    let rows: Vec<Value> =
        values.iter().map(|(id, value)| json!({ "type": 1, "components": [{ "type": 4, "custom_id": id, "value": value }] })).collect();
    let (id, event) = interaction(&discord, 5, &json!({ "custom_id": modal["data"]["custom_id"], "components": rows }));
    discord.dispatch("INTERACTION_CREATE", &event);
    let text = discord.response(&id).await.body["data"].to_string();
    assert!(text.contains("test the API") && text.contains("Your account"), "{text}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_modal_or_button_gets_a_kind_answer() {
    let (discord, bot) = start().await;
    let (id, event) = interaction(&discord, 5, &json!({ "custom_id": "v0|old", "components": [] }));
    discord.dispatch("INTERACTION_CREATE", &event);
    assert!(discord.response(&id).await.body.to_string().contains("older version"));
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_is_answered_and_its_edit_updates_the_answer() {
    let (discord, bot) = start().await;
    let (id, event) = direct(&discord, &format!("I want to test the API, {CANARY}"), false);
    discord.dispatch("MESSAGE_CREATE", &event);
    let message = discord.wait(1, is_message).await.remove(0);
    assert_eq!(message.path, "/api/v10/channels/600000000000000009/messages");
    assert_eq!((&message.body["nonce"], &message.body["enforce_nonce"]), (&json!(id), &json!(true)));
    assert!(message.body["embeds"][0]["title"].as_str().expect("a title").starts_with("Likely rejected"));

    let mut edited = event;
    edited["content"] = json!("A sheet that lists our own contracts.");
    edited["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    discord.dispatch("MESSAGE_UPDATE", &edited);
    let edit = discord.wait(1, |request| request.method == "PATCH").await.remove(0);
    assert!(edit.body["embeds"][0]["title"].as_str().expect("a title").starts_with("Ready"));
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_message_gets_the_help_and_a_bots_message_nothing() {
    let (discord, bot) = start().await;
    discord.dispatch("MESSAGE_CREATE", &direct(&discord, "I want to test the API", true).1);
    discord.dispatch("MESSAGE_CREATE", &direct(&discord, "help", false).1);
    let messages = discord.wait(1, is_message).await;
    assert!(messages[0].body["embeds"][0]["title"].as_str().expect("a title").contains("How to"));
    // A round trip later there is still only the one answer.
    let (id, event) = command(&discord, "help", &[]);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    assert_eq!(discord.requests().iter().filter(|request| is_message(request)).count(), 1);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_users_at_once_each_get_their_own_answer() {
    let (discord, bot) = start().await;
    let events: Vec<(String, Value)> = (0..20)
        .map(|at| review(&discord, if at % 2 == 0 { "I want to test the API" } else { "A sheet that lists our contracts." }))
        .collect();
    for (_, event) in &events {
        discord.dispatch("INTERACTION_CREATE", event);
    }
    for (at, (id, _)) in events.iter().enumerate() {
        let title = discord.response(id).await.body["data"]["embeds"][0]["title"].to_string();
        assert_eq!(title.contains("Likely rejected"), at % 2 == 0, "{title}");
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_event_is_answered_once() {
    let (discord, bot) = start().await;
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    let (id, event) = command(&discord, "privacy", &[]);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
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
async fn hostile_markdown_is_shown_as_it_is() {
    let (discord, bot) = start().await;
    let text = "@everyone <@123> ```\n# big\n[x](https://evil.example) ||s|| \u{202e}test the **API** test the API";
    let (id, event) = review(&discord, text);
    discord.dispatch("INTERACTION_CREATE", &event);
    let value = discord.response(&id).await.body["data"]["embeds"][0]["fields"][0]["value"].as_str().expect("a finding").to_owned();
    assert!(!value.contains("@everyone") && !value.contains("```") && !value.contains('\u{202e}'), "{value}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_file_is_reviewed_and_other_files_are_refused_kindly() {
    let (discord, bot) = start().await;
    let good = discord.serve_file("draft.txt", b"Description: I want to test the API\nProfile: Name: Ann");
    let gone = format!("{}/files/gone.txt", discord.url());
    let latin = discord.serve_file("latin.txt", b"caf\xe9 test the API");
    let picture = discord.serve_file("picture.png", b"\x89PNG");
    for (name, url, expected) in [
        ("draft.txt", good, "test the API"),
        ("gone.txt", gone, "could not be fetched"),
        ("latin.txt", latin, "UTF\\\\-8|not UTF-8"),
        ("picture.png", picture, ".txt and .md"),
    ] {
        let (id, event) = command_with_file(&discord, name, &url);
        discord.dispatch("INTERACTION_CREATE", &event);
        let text = discord.response(&id).await.body.to_string();
        assert!(expected.split('|').any(|expected| text.contains(expected)), "{name}: {text}");
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_command_reviews_the_message_or_says_why_not() {
    let (discord, bot) = start().await;
    for (content, expected) in [("I want to test the API", "Likely rejected"), ("", "no text that I can see")] {
        let (target, message) = direct(&discord, content, false);
        let data = json!({ "id": "500000000000000002", "name": "Review this text", "type": 3, "target_id": target, "resolved": { "messages": { target.clone(): message } } });
        let (id, event) = interaction(&discord, 2, &data);
        discord.dispatch("INTERACTION_CREATE", &event);
        let text = discord.response(&id).await.body.to_string();
        assert!(text.contains(expected), "{text}");
    }
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

    let (_, mut event) = direct(&discord, "I want to test the API", false);
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
async fn what_does_not_fit_the_page_is_attached() {
    let text = "We lend the key. We skip the fees. We leave the platform. We apply for two keys. We let it pick people. We test the API.";
    let (discord, bot) = start().await;
    let (id, event) = review(&discord, text);
    discord.dispatch("INTERACTION_CREATE", &event);
    let (_, mut event) = direct(&discord, text, false);
    discord.dispatch("MESSAGE_CREATE", &event);
    let (response, message) = (discord.response(&id).await, discord.wait(1, is_message).await.remove(0));
    assert_eq!(response.body["data"]["flags"], 64);
    for (request, body) in [(&response, &response.body["data"]), (&message, &message.body)] {
        assert_eq!(body["attachments"], json!([{ "id": "0", "filename": "report.md" }]));
        let (name, report) = request.files.first().expect("a file");
        assert_eq!((name.as_str(), report.matches("\n## ").count()), ("report.md", 6), "every finding is in it: {report}");
    }
    event["content"] = json!("A sheet that lists our own contracts.");
    event["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    discord.dispatch("MESSAGE_UPDATE", &event);
    let edit = discord.wait(1, |request| request.method == "PATCH").await.remove(0);
    assert_eq!((&edit.body["attachments"], edit.files.len()), (&json!([]), 0), "the old report is taken away");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_a_direct_message_is_reviewed_up_to_its_size() {
    let (discord, bot) = start().await;
    let good = discord.serve_file("draft.md", format!("{CANARY}: I want to test the API").as_bytes());
    let long = discord.serve_file("long.txt", "word ".repeat(20_000).as_bytes());
    for (url, size, expected) in [(&good, 40, "Likely rejected"), (&long, 40, "larger than 64 KiB"), (&good, 70_000, "larger than 64 KiB")]
    {
        let (id, mut event) = direct(&discord, "", false);
        event["attachments"] = json!([{ "id": "1", "filename": "draft.md", "size": size, "url": url, "proxy_url": url }]);
        discord.dispatch("MESSAGE_CREATE", &event);
        let message = discord.wait(1, |request| request.body["nonce"] == json!(id)).await.remove(0);
        assert!(message.body.to_string().contains(expected), "{}", message.body);
    }
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
async fn checklist_help_and_privacy() {
    let (discord, bot) = start().await;
    for (name, expected) in [("checklist", "A picture of you"), ("help", "/checklist"), ("privacy", "Nothing you paste is stored")] {
        let (id, event) = command(&discord, name, &[]);
        discord.dispatch("INTERACTION_CREATE", &event);
        let text = discord.response(&id).await.body.to_string();
        assert!(text.contains(expected), "{text}");
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_or_malformed_token_is_told_in_one_sentence() {
    for (variables, expected) in [
        (vec![], "DISCORD_TOKEN is not set"),
        (vec![("DISCORD_TOKEN", "hunter2")], "does not look like a bot token"),
        (vec![("DISCORD_TOKEN", "hunter2.three.parts")], "does not look like a bot token"),
        (vec![("DISCORD_TOKEN", TOKEN), ("DISCORD_API_URL", "http://")], "DISCORD_API_URL"),
        (vec![("DISCORD_TOKEN", TOKEN), ("REDRAFT_LOG", "xml")], "REDRAFT_LOG"),
        (vec![("DISCORD_TOKEN", TOKEN), ("RUST_LOG", "a=b=c")], "RUST_LOG"),
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
    assert!(text.contains("no-such-folder"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_gets_over_errors_of_the_api() {
    let discord = Loopback::start().await;
    discord.fail_next("/gateway/bot", &[(502, None), (429, Some(0.05))]);
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
