//! The whole bot against a loopback Discord: the real binary, events in, requests out.

#![allow(clippy::expect_used, reason = "a test may panic")]

#[path = "bot/direct.rs"]
mod direct;
#[path = "bot/dispute.rs"]
mod dispute;
#[cfg(unix)]
#[path = "bot/ending.rs"]
mod ending;
#[path = "bot/failures.rs"]
mod failures;
#[path = "bot/fair_use.rs"]
mod fair_use;
#[path = "bot/gateway.rs"]
mod gateway;
#[path = "bot/hostile.rs"]
mod hostile;
#[path = "bot/latency.rs"]
mod latency;
#[path = "bot/load.rs"]
mod load;
mod loopback;
#[path = "bot/monitor.rs"]
mod monitor;
#[path = "bot/outage.rs"]
mod outage;
mod readable;
#[path = "bot/revision.rs"]
mod revision;
#[path = "bot/routes.rs"]
mod routes;
#[path = "bot/shards.rs"]
mod shards;

use loopback::events::{command, command_with_file, interaction, message, review, send_modal};
use loopback::{Bot, Loopback, Recorded, TOKEN};
use serde_json::{Value, json};

/// Words from which a text counts as a passage.
const PASSAGE_WORDS: usize = 20;
/// Words that must reach no log.
const CANARY: &str = "canarybird";

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
    assert!(!log.contains(CANARY) && !log.contains(TOKEN) && !log.contains("interaction-token"), "the log holds what it must not: {log}");
    for request in discord.requests() {
        plain_to_read(&request.body);
    }
    discord.finish();
}

/// Whatever the bot says by itself is plain to read; critiques (they have a bar) and code are held to that elsewhere.
fn plain_to_read(body: &Value) {
    let data = if body["data"].is_null() { body } else { &body["data"] };
    for embed in data["embeds"].as_array().into_iter().flatten() {
        let text = embed["description"].as_str().unwrap_or_default();
        if !text.contains(['■', '□', '`']) {
            let (words, sentence) = readable::longest_sentence(text);
            assert!(words <= readable::SENTENCE_WORDS, "{words} words: {sentence}");
            // The grade is made for passages: a single short sentence swings with one long word.
            let passage = text.split_whitespace().count() >= PASSAGE_WORDS;
            assert!(!passage || readable::grade(text) <= readable::GRADE, "grade {:.1}: {text}", readable::grade(text));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn commands_are_registered_for_servers_users_and_direct_messages() {
    let discord = Loopback::start().await;
    let bot = Bot::start(&discord);
    let commands = discord.ready().await;
    let names: Vec<&str> = commands.as_array().expect("a list").iter().filter_map(|command| command["name"].as_str()).collect();
    assert_eq!(names, ["review", "Review this text", "checklist", "help", "privacy", "about"]);
    for command in commands.as_array().expect("a list") {
        assert_eq!((&command["contexts"], &command["integration_types"]), (&json!([0, 1, 2]), &json!([0, 1])), "{command}");
    }
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
    assert!(text.contains("test the API") && text.contains("Real name: in order"), "{text}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_is_answered_and_its_edit_updates_the_answer() {
    let (discord, bot) = start().await;
    let (id, event) = message(&discord, &format!("I want to test the API, {CANARY}"), false);
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
    discord.dispatch("MESSAGE_CREATE", &message(&discord, "I want to test the API", true).1);
    discord.dispatch("MESSAGE_CREATE", &message(&discord, "help", false).1);
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
        let (target, message) = message(&discord, content, false);
        let data = json!({ "id": "500000000000000002", "name": "Review this text", "type": 3, "target_id": target, "resolved": { "messages": { target.clone(): message } } });
        let (id, event) = interaction(&discord, 2, &data);
        discord.dispatch("INTERACTION_CREATE", &event);
        let text = discord.response(&id).await.body.to_string();
        assert!(text.contains(expected), "{text}");
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_the_page_is_attached() {
    let text = "We lend the key. We skip the fees. We leave the platform. We apply for two keys. We let it pick people. We test the API.";
    let (discord, bot) = start().await;
    let (id, event) = review(&discord, text);
    discord.dispatch("INTERACTION_CREATE", &event);
    let (_, mut event) = message(&discord, text, false);
    discord.dispatch("MESSAGE_CREATE", &event);
    let (response, message) = (discord.response(&id).await, discord.wait(1, is_message).await.remove(0));
    assert_eq!(response.body["data"]["flags"], 64);
    for (request, body) in [(&response, &response.body["data"]), (&message, &message.body)] {
        assert_eq!(body["attachments"], json!([{ "id": "0", "filename": "report.md" }]));
        let (name, report) = request.files.first().expect("a file");
        // Six findings, and what was not looked at.
        assert_eq!((name.as_str(), report.matches("\n## ").count()), ("report.md", 7), "every finding is in it: {report}");
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
        let (id, mut event) = message(&discord, "", false);
        event["attachments"] = json!([{ "id": "1", "filename": "draft.md", "size": size, "url": url, "proxy_url": url }]);
        discord.dispatch("MESSAGE_CREATE", &event);
        let message = discord.wait(1, |request| request.body["nonce"] == json!(id)).await.remove(0);
        assert!(message.body.to_string().contains(expected), "{}", message.body);
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn checklist_help_privacy_and_about() {
    let (discord, bot) = start().await;
    for (name, expected) in [
        ("checklist", "A picture of you"),
        ("help", "/checklist"),
        ("privacy", "Nothing you paste is stored"),
        ("about", "Redraft: version"),
    ] {
        let (id, event) = command(&discord, name, &[]);
        discord.dispatch("INTERACTION_CREATE", &event);
        let text = discord.response(&id).await.body.to_string();
        assert!(text.contains(expected), "{text}");
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reader_gets_headings_in_their_language_and_the_report_they_wish_for() {
    let (discord, bot) = start().await;
    for (locale, verdict, why) in [
        ("es-419", "Probable rechazo", "Por qué"),
        ("pt-BR", "Provável rejeição", "Por quê"),
        ("hi", "अस्वीकार होने की संभावना", "क्यों"),
        ("uk", "Імовірна відмова", "Чому"),
        ("fi", "Likely rejected", "Why"),
    ] {
        let (id, mut event) = review(&discord, "I want to test the API");
        event["locale"] = json!(locale);
        discord.dispatch("INTERACTION_CREATE", &event);
        let embed = discord.response(&id).await.body["data"]["embeds"][0].clone();
        assert!(embed["title"].as_str().expect("a title").starts_with(verdict), "{locale}: {embed}");
        assert!(embed["fields"][0]["value"].as_str().expect("a finding").contains(why), "{locale}: {embed}");
    }
    for (report, name, start) in [("text", "report.md", "# Likely rejected"), ("json", "report.json", "{\"schema\":1,")] {
        let options = [("description", 3, json!("I want to test the API")), ("report", 3, json!(report))];
        let (id, event) = command(&discord, "review", &options);
        discord.dispatch("INTERACTION_CREATE", &event);
        let files = discord.response(&id).await.files;
        assert!(files.len() == 1 && files[0].0 == name && files[0].1.starts_with(start), "{files:?}");

        let (id, event) = command(&discord, "review", &[("report", 3, json!(report))]);
        discord.dispatch("INTERACTION_CREATE", &event);
        let form = discord.response(&id).await.body["data"]["custom_id"].as_str().expect("a form").to_owned();
        let (id, event) = send_modal(&discord, &form, &[("description", "I want to test the API")]);
        discord.dispatch("INTERACTION_CREATE", &event);
        assert_eq!(discord.response(&id).await.files[0].0, name, "the form passes the wish on");
    }
    finish(discord, bot).await;
}
