//! Edit & re-review: the form with the last text, and what the new text has changed.

use serde_json::{Value, json};

use super::loopback::Loopback;
use super::loopback::events::{by, click, command, command_with_file, review, send_modal};
use super::{CANARY, finish, start};

/// The answer to an event.
async fn answer(discord: &Loopback, (id, event): (String, Value)) -> Value {
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await.body
}

/// The id of the first button of an answer.
fn edit_button(answer: &Value) -> String {
    let button = &answer["data"]["components"][0]["components"][0];
    assert_eq!(button["label"], "Edit & re-review");
    button["custom_id"].as_str().expect("an id").to_owned()
}

/// The value of a text input of a form.
fn value<'v>(modal: &'v Value, input: &str) -> &'v Value {
    let rows = modal["data"]["components"].as_array().expect("rows");
    rows.iter().map(|row| &row["components"][0]).find(|part| part["custom_id"] == input).map_or(&Value::Null, |part| &part["value"])
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_text_is_edited_and_the_answer_says_what_has_changed() {
    let (discord, bot) = start().await;
    let text = format!("We lend the key. I want to test the API, {CANARY}.");
    let options = [("description", 3, json!(text)), ("title", 3, json!("Ledger"))];
    let first = answer(&discord, command(&discord, "review", &options)).await;
    let modal = answer(&discord, click(&discord, &edit_button(&first))).await;
    assert_eq!(modal["type"], 9);
    assert_eq!(
        (value(&modal, "description"), value(&modal, "title"), value(&modal, "form")),
        (&json!(text), &json!("Ledger"), &Value::Null)
    );

    let id = modal["data"]["custom_id"].as_str().expect("an id");
    let typed = [("description", "We skip the fees. I want to test the API."), ("title", "Ledger")];
    let second = answer(&discord, send_modal(&discord, id, &typed)).await;
    let content = second["data"]["content"].as_str().expect("what has changed");
    for expected in [
        "Since your last text",
        "✓ Fixed: Breaks the terms (“lend the key”)",
        "! New: Breaks the terms (“skip the fees”)",
        "• Still open: Too vague",
    ] {
        assert!(content.contains(expected), "{content}");
    }
    // The next round begins with the new text.
    let modal = answer(&discord, click(&discord, &edit_button(&second))).await;
    assert_eq!(value(&modal, "description"), &json!("We skip the fees. I want to test the API."));
    let id = modal["data"]["custom_id"].as_str().expect("an id");
    let third = answer(&discord, send_modal(&discord, id, &[("description", "A sheet that lists our own contracts.")])).await;
    let content = third["data"]["content"].as_str().expect("what has changed");
    assert!(content.contains("now ready") && !content.contains("New"), "{content}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_the_button_opens_an_empty_form_with_a_kind_word() {
    let (discord, bot) = start().await;
    for (key, review_id) in [("0123456789abcdef", "v1|review|"), ("0123456789abcdefp", "v1|review|public")] {
        let modal = answer(&discord, click(&discord, &format!("v1|edit|{key}"))).await;
        assert_eq!((&modal["type"], &modal["data"]["custom_id"]), (&json!(9), &json!(review_id)));
        assert!(value(&modal, "description").is_null() && modal.to_string().contains("30 minutes only"), "{modal}");
    }
    // The form was open while the text was forgotten.
    let late = answer(&discord, send_modal(&discord, "v1|rereview|0123456789abcdef", &[("description", "I want to test the API")])).await;
    assert!(late["data"]["content"].as_str().expect("a word").contains("no longer have your text"));
    assert!(late["data"]["embeds"][0]["title"].as_str().expect("a title").starts_with("Likely rejected"));
    for id in ["v1|edit|", "v1|edit|xyz", "v1|rereview|xyz"] {
        let event = if id.contains("rere") { send_modal(&discord, id, &[("description", "x")]) } else { click(&discord, id) };
        assert!(answer(&discord, event).await.to_string().contains("older version"));
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_opens_the_text_of_another() {
    let (discord, bot) = start().await;
    let options = [("description", 3, json!(format!("I want to test the API, {CANARY}"))), ("public", 5, json!(true))];
    let first = answer(&discord, command(&discord, "review", &options)).await;
    let key = edit_button(&first);
    let (id, event) = click(&discord, &key);
    let refused = answer(&discord, (id, by(event, "800000000000000077"))).await;
    assert!(!refused.to_string().contains(CANARY) && refused.to_string().contains("Only who wrote this text"), "{refused}");
    assert_eq!(refused["data"]["flags"], 64);
    let (id, event) = send_modal(&discord, &key.replace("edit", "rereview"), &[("description", "I want to test the API")]);
    let refused = answer(&discord, (id, by(event, "800000000000000077"))).await;
    assert!(refused.to_string().contains("Only who wrote this text"), "{refused}");
    // The answer to an edit of a public critique is public too.
    let (id, event) = send_modal(&discord, &key.replace("edit", "rereview"), &[("description", "I want to test the API")]);
    let own = answer(&discord, (id, event)).await;
    assert!(own["data"]["flags"].is_null() && own["data"]["content"].as_str().is_some_and(|content| content.contains("The same points")));
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_too_long_for_a_form_comes_as_a_file_and_its_next_version_is_compared() {
    let (discord, bot) = start().await;
    let text = format!("I want to test the API. {}", "It lists our contracts. ".repeat(200));
    let first = answer(&discord, review(&discord, &text)).await;
    let (id, event) = click(&discord, &edit_button(&first));
    discord.dispatch("INTERACTION_CREATE", &event);
    let response = discord.response(&id).await;
    assert!(response.body.to_string().contains("at most 4000 characters"), "{}", response.body);
    assert_eq!(
        (response.files[0].0.as_str(), response.files[0].1.trim()),
        ("draft.txt", format!("Description:\n{}", text.trim()).as_str())
    );
    let url = discord.serve_file("draft.txt", response.files[0].1.replace("I want to test the API.", "A sheet for us.").as_bytes());
    let second = answer(&discord, command_with_file(&discord, "draft.txt", &url)).await;
    assert!(second["data"]["content"].as_str().expect("what has changed").contains("✓ Fixed: Too vague"), "{second}");
    let third = answer(&discord, review(&discord, "I want to test the API")).await;
    assert_eq!(third["data"]["content"], "", "only the next text is compared");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_opens_one_form() {
    let (discord, bot) = start().await;
    let first = answer(&discord, review(&discord, "I want to test the API")).await;
    let (id, event) = click(&discord, &edit_button(&first));
    let mut again = event.clone();
    let other = (id.parse::<u64>().expect("an id") + (400 << 22)).to_string();
    again["id"] = json!(other);
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.dispatch("INTERACTION_CREATE", &again);
    let mut kinds = [discord.response(&id).await.body["type"].clone(), discord.response(&other).await.body["type"].clone()];
    kinds.sort_by_key(Value::to_string);
    assert_eq!(kinds, [json!(6), json!(9)]);
    finish(discord, bot).await;
}
