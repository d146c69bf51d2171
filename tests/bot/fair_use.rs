//! Fair use: who asks too often is told when to come back, and others are served.

use super::loopback::Recorded;
use super::loopback::events::{by, message, review};
use super::{finish, is_message, start};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let (discord, bot) = start().await;
    let mut told = 0;
    for _ in 0..90 {
        let (id, event) = review(&discord, "I want to test the API");
        discord.dispatch("INTERACTION_CREATE", &event);
        let answer = discord.response(&id).await.body;
        let title = answer["data"]["embeds"][0]["title"].as_str().expect("a title");
        if title == "A moment, please" {
            told += 1;
            assert!(answer.to_string().contains("come back in 1 second"), "{answer}");
            assert_eq!(answer["data"]["flags"], 64);
        } else {
            assert!(title.starts_with("Likely rejected"), "{title}");
        }
    }
    assert!(told > 0, "ninety reviews at once are too many");
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &by(event, "800000000000000077"));
    assert!(discord.response(&id).await.body.to_string().contains("Likely rejected"), "others are not held back");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_direct_messages_is_told_once() {
    let (discord, bot) = start().await;
    for _ in 0..120 {
        discord.dispatch("MESSAGE_CREATE", &message(&discord, "I want to test the API", false).1);
    }
    discord.wait(61, is_message).await;
    let (id, mut event) = message(&discord, "I want to test the API", false);
    event["author"]["id"] = json!("800000000000000077");
    event["channel_id"] = json!("600000000000000010");
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, |request| request.body["nonce"] == json!(id)).await;
    let told = discord.requests().iter().filter(|request| request.body.to_string().contains("A moment, please")).count();
    assert_eq!(told, 1);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_edits_leaves_the_critique_and_is_told_once() {
    let (discord, bot) = start().await;
    let (_, mut event) = message(&discord, "I want to test the API", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, is_message).await;
    event["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    for _ in 0..90 {
        discord.dispatch("MESSAGE_UPDATE", &event);
    }
    let is_told = |request: &Recorded| request.body.to_string().contains("A moment, please");
    let told = discord.wait(1, is_told).await;
    assert!(told.iter().all(|request| request.method == "POST"), "the critique stays");
    discord.wait(59, |request| request.method == "PATCH").await;
    finish(discord, bot).await;
    assert_eq!(told.len(), 1);
}
