//! Direct messages: parts of a long text, sections, edits; and commands in the chat with the bot.

use serde_json::{Value, json};

use super::loopback::events::{click, command, in_direct_messages, message, review, send_modal};
use super::loopback::{Loopback, Recorded};
use super::{CANARY, finish, is_message, start};

/// A text close to a message's limit, without anything against it.
fn long() -> String {
    let text = "It lists our own contracts by week. ".repeat(60);
    text.chars().take(1_950).collect()
}

fn title(request: &Recorded) -> &str {
    request.body["embeds"][0]["title"].as_str().expect("a title")
}

fn edited(mut event: Value, content: &str) -> Value {
    event["content"] = json!(content);
    event["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    event
}

async fn edit(discord: &Loopback, event: &Value) -> Recorded {
    let before = discord.requests().iter().filter(|request| request.method == "PATCH").count();
    discord.dispatch("MESSAGE_UPDATE", event);
    discord.wait(before + 1, |request| request.method == "PATCH").await.pop().expect("an edit")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_text_in_parts_is_answered_once_and_each_part_can_be_edited() {
    let (discord, bot) = start().await;
    let (first_id, first) = message(&discord, &format!("{} {CANARY}", long()), false);
    let (_, second) = message(&discord, &format!("{} We lend the key.", long()), false);
    let (_, third) = message(&discord, "I want to test the API.", false);
    for event in [&first, &second, &third] {
        discord.dispatch("MESSAGE_CREATE", event);
    }
    let answer = discord.wait(1, is_message).await.remove(0);
    assert_eq!(answer.body["nonce"], json!(first_id));
    let text = answer.body.to_string();
    assert!(text.contains("lend the key") && text.contains("test the API"), "{text}");

    let change = edit(&discord, &edited(third, "It reads the weekly hours.")).await;
    let text = change.body.to_string();
    assert!(text.contains("lend the key") && text.contains("✓ Fixed: Too vague"), "{text}");
    let change = edit(&discord, &edited(second, "It reads the weekly hours.")).await;
    assert!(title(&change).starts_with("Ready"), "{}", change.body);
    assert_eq!(discord.requests().iter().filter(|request| is_message(request)).count(), 1, "answered once");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn separate_messages_are_answered_separately() {
    let (discord, bot) = start().await;
    let texts = ["I want to test the API.", "A sheet that lists our own contracts.", "We lend the key to others."];
    for text in texts {
        discord.dispatch("MESSAGE_CREATE", &message(&discord, text, false).1);
    }
    let answers = discord.wait(3, is_message).await;
    assert_eq!(answers.iter().filter(|answer| title(answer).starts_with("Ready")).count(), 1);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sections_of_a_message_in_any_order_and_case() {
    let (discord, bot) = start().await;
    let text =
        "Hello, please look at this.\nPROFILE:\nName: Ann\n\nform: Name: Ann\n**Title:** Ledger\ndescription: I want to test the API.";
    discord.dispatch("MESSAGE_CREATE", &message(&discord, text, false).1);
    let answer = discord.wait(1, is_message).await.remove(0).body;
    let text = answer.to_string();
    assert!(text.contains("Real name: in order") && text.contains("test the API"), "{text}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_message_says_what_has_changed() {
    let (discord, bot) = start().await;
    let (_, event) = message(&discord, "I want to test the API.", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, is_message).await;
    let change = edit(&discord, &edited(event.clone(), "A sheet that lists our own contracts.")).await;
    assert!(change.body["content"].as_str().expect("content").contains("✓ Fixed: Too vague"), "{}", change.body);
    let change = edit(&discord, &edited(event, "A sheet that lists our contracts.")).await;
    assert!(change.body["content"].as_str().expect("content").contains("still 100"), "{}", change.body);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_the_chat_with_the_bot_nothing_has_to_be_hidden() {
    let (discord, bot) = start().await;
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &in_direct_messages(event));
    assert!(discord.response(&id).await.body["data"]["flags"].is_null());
    let (id, event) = command(&discord, "review", &[]);
    discord.dispatch("INTERACTION_CREATE", &in_direct_messages(event));
    let modal = discord.response(&id).await.body;
    let (id, event) =
        send_modal(&discord, modal["data"]["custom_id"].as_str().expect("an id"), &[("description", "I want to test the API")]);
    discord.dispatch("INTERACTION_CREATE", &in_direct_messages(event));
    let answer = discord.response(&id).await.body;
    assert!(answer["data"]["flags"].is_null());
    // In a private channel of several people it is hidden.
    let (id, mut event) = review(&discord, "I want to test the API");
    event["context"] = json!(2);
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&id).await.body["data"]["flags"], 64);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_edit_button_works_below_an_answer_to_a_direct_message() {
    let (discord, bot) = start().await;
    let (_, event) = message(&discord, "I want to test the API.", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    let answer = discord.wait(1, is_message).await.remove(0).body;
    let button = answer["components"][0]["components"][0]["custom_id"].as_str().expect("a button");
    let (id, event) = click(&discord, button);
    let mut event = in_direct_messages(event);
    event["user"]["id"] = json!("800000000000000002");
    discord.dispatch("INTERACTION_CREATE", &event);
    let modal = discord.response(&id).await.body;
    assert!(modal.to_string().contains("I want to test the API."), "{modal}");
    let (id, mut event) = send_modal(&discord, modal["data"]["custom_id"].as_str().expect("an id"), &[("description", "A sheet for us.")]);
    event["member"]["user"]["id"] = json!("800000000000000002");
    discord.dispatch("INTERACTION_CREATE", &in_direct_messages(event));
    let answer = discord.response(&id).await.body;
    assert!(answer.to_string().contains("✓ Fixed: Too vague") && answer["data"]["flags"].is_null(), "{answer}");
    finish(discord, bot).await;
}
