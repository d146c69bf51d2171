//! A fault inside, compiled for tests only: a review that panics, from the event to the answer.

use std::sync::Arc;

use axum::Router;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::handler::{incidents, take};
use super::metrics::Metrics;
use super::rest::Rest;
use super::{Bot, Config};
use crate::history::Keeper;
use crate::store::{DEFAULT_PACK, Location};
use crate::submission::Submission;

/// The text on which a review panics.
const PANICS: &str = "canarybird: a text on which a review panics";

/// Panics on that text.
pub(super) fn strike(submission: &Submission) {
    assert_ne!(submission.description, PANICS);
}

/// `/review` with this text, as the gateway sends it.
fn event(id: u64, text: &str) -> String {
    let user = json!({ "id": "800000000000000001", "username": "ann", "discriminator": "0000", "global_name": null, "avatar": null });
    let options = json!([{ "name": "description", "type": 3, "value": text }]);
    json!({ "op": 0, "s": 2, "t": "INTERACTION_CREATE", "d": {
        "id": id.to_string(), "application_id": "900000000000000002", "type": 2, "token": "interaction-token", "version": 1,
        "data": { "id": "500000000000000001", "name": "review", "type": 1, "options": options },
        "channel_id": "600000000000000009", "channel": { "id": "600000000000000009", "type": 1 }, "user": user, "locale": "en-US",
        "app_permissions": "0", "entitlements": [], "authorizing_integration_owners": {}, "context": 1, "attachment_size_limit": 10_485_760,
    }})
    .to_string()
}

#[tokio::test]
async fn a_panic_in_a_review_is_answered_with_its_number_and_the_bot_lives_on() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (said, mut heard) = mpsc::unbounded_channel();
    let discord = Router::new().fallback(move |body: String| async move {
        said.send(body).expect("the test listens");
    });
    drop(tokio::spawn(async move { axum::serve(listener, discord).await }));
    let config = Config::read(|name| match name {
        "DISCORD_TOKEN" => Some("a.b.c".to_owned()),
        "DISCORD_API_URL" => Some(url.clone()),
        _ => None,
    });
    let config = config.expect("a configuration");
    let rules = Keeper::open(Location::choose(Some("tests/fixtures/rules".into())), DEFAULT_PACK, None).expect("rules");
    let bot = Bot::new(&config, rules, Rest::new(&config).expect("a client"), Metrics::new().expect("names"));
    let (bot, before) = (Arc::new(bot), incidents());
    let mut answers = Vec::new();
    for (id, text) in [(1, PANICS), (2, "I want to test the API")] {
        take(&bot, "INTERACTION_CREATE", &event(id, text).into());
        let body = heard.recv().await.expect("an answer");
        let answer: Value = serde_json::from_str(&body).expect("JSON");
        answers.push(answer["data"]["embeds"][0].to_string());
    }
    assert!(answers[0].contains("went wrong on my side") && answers[0].contains("this number"), "{}", answers[0]);
    assert!(!answers[0].contains("canarybird") && !answers[0].contains("Ready"), "{}", answers[0]);
    assert!(answers[1].contains("Likely rejected"), "{}", answers[1]);
    assert!(incidents() > before, "it is counted");
    let figures = bot.metrics.text("demo", &bot.health).expect("figures");
    assert!(figures.contains("redraft_incidents_total"), "{figures}");
}
