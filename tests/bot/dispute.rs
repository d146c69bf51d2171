//! "Not right": a finding is disputed, and the moderators hear of it, with the member's consent or without the words.

use serde_json::{Value, json};

use super::loopback::events::{by, choose, click, command, review};
use super::loopback::{Bot, Loopback, Recorded};
use super::{CANARY, finish};

/// The moderators' channel, their role in the home server.
const CHANNEL: &str = "600000000000000077";
const ROLE: &str = "610000000000000001";

async fn start() -> (Loopback, Bot) {
    start_with(&[]).await
}

async fn start_with(more: &[(&str, &str)]) -> (Loopback, Bot) {
    let discord = Loopback::start().await;
    let mut variables =
        vec![("REDRAFT_FEEDBACK_CHANNEL", CHANNEL), ("REDRAFT_HOME_GUILD", "600000000000000001"), ("REDRAFT_MODERATOR_ROLES", ROLE)];
    variables.extend(more);
    let bot = Bot::start_with(&discord, &variables);
    discord.ready().await;
    (discord, bot)
}

async fn answer(discord: &Loopback, (id, event): (String, Value)) -> Value {
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await.body
}

/// The component of a reply that has this text.
fn component<'v>(data: &'v Value, text: &str) -> &'v Value {
    let rows = data["components"].as_array().expect("rows");
    let mut parts = rows.iter().flat_map(|row| row["components"].as_array().expect("parts"));
    parts.find(|part| part["label"] == text || part["placeholder"] == text).unwrap_or(&Value::Null)
}

fn id(component: &Value) -> String {
    component["custom_id"].as_str().expect("an id").to_owned()
}

const MENU: &str = "Is a finding not right? Tell the moderators";

/// Asks for a review and disputes its first finding; gives the question what may be sent.
async fn dispute(discord: &Loopback, text: &str) -> Value {
    let critique = answer(discord, review(discord, text)).await;
    let menu = component(&critique["data"], MENU);
    let value = menu["options"][0]["value"].as_str().expect("a choice");
    answer(discord, choose(discord, &id(menu), value)).await["data"].clone()
}

/// What arrived in the moderators' channel, once there are so many.
async fn reports(discord: &Loopback, count: usize) -> Vec<Recorded> {
    discord.wait(count, |request| request.path == format!("/api/v10/channels/{CHANNEL}/messages")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn with_consent_the_moderators_see_the_sentence_and_nothing_else() {
    let (discord, bot) = start().await;
    let question = dispute(&discord, &format!("A sheet for {CANARY}. We lend the key, @everyone! The end.")).await;
    assert_eq!(question["flags"], 64);
    let text = question["embeds"].to_string();
    assert!(text.contains("May I show them these words") && text.contains("lend the key"), "{text}");
    let sent = answer(&discord, click(&discord, &id(component(&question, "Send it with these words")))).await;
    assert_eq!(sent["type"], 7, "in place of the question");
    assert!(sent.to_string().contains("The moderators have it"), "{sent}");
    let report = reports(&discord, 1).await.remove(0);
    let text = report.body.to_string();
    assert!(text.contains("terms/key") && text.contains("We lend the key") && !text.contains(", @everyone"), "{text}");
    assert!(!text.contains(CANARY) && !text.contains("ann") && !text.contains("800000000000000001"), "{text}");
    let (name, line) = &report.files[0];
    let case: Value = serde_json::from_str(line).expect("a line of a corpus");
    assert_eq!((name.as_str(), &case["description"]), ("case.jsonl", &json!("We lend the key, @everyone!")));
    assert!(!case["expect"]["may"].to_string().contains("terms"), "its category must not be flagged: {case}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_consent_only_rule_and_code_are_sent_once_and_after_a_restart_too() {
    let (discord, bot) = start().await;
    let question = dispute(&discord, &format!("We lend the key, {CANARY}.")).await;
    let object = id(component(&question, "Send only rule and code"));
    assert!(answer(&discord, click(&discord, &object)).await.to_string().contains("none of your words"));
    let report = reports(&discord, 1).await.remove(0);
    let text = report.body.to_string();
    assert!(text.contains("terms/key") && !text.contains("lend") && !text.contains(CANARY) && report.files.is_empty(), "{text}");
    // The same once more, by the same member and by another.
    for user in ["800000000000000001", "800000000000000077"] {
        let (id, event) = click(&discord, &object);
        assert!(answer(&discord, (id, by(event, user))).await.to_string().contains("have this one already"));
    }
    // With the words it is more than was sent.
    assert!(answer(&discord, click(&discord, &id(component(&question, "Send it with these words")))).await.to_string().contains("have it"));
    assert_eq!(reports(&discord, 2).await.len(), 2);
    // The draft of a former life is gone: the choice still names the rule.
    let late = answer(&discord, choose(&discord, "v1|dispute|0123456789abcdef", "terms/key#00112233")).await;
    assert!(late.to_string().contains("no longer have your words") && component(&late["data"], "Send it with these words").is_null());
    let sent = answer(&discord, click(&discord, &id(component(&late["data"], "Send only rule and code")))).await;
    assert!(sent.to_string().contains("none of your words"), "{sent}");
    let forgotten = answer(&discord, click(&discord, "v1|words|0123456789abcdef|00112233")).await;
    assert!(forgotten.to_string().contains("Nothing was sent"), "{forgotten}");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_author_disputes_and_made_up_choices_lead_nowhere() {
    let (discord, bot) = start().await;
    let options = [("description", 3, json!(format!("We lend the key, {CANARY}."))), ("public", 5, json!(true))];
    let critique = answer(&discord, command(&discord, "review", &options)).await;
    let menu = component(&critique["data"], MENU);
    let value = menu["options"][0]["value"].as_str().expect("a choice");
    let (event_id, event) = choose(&discord, &id(menu), value);
    let refused = answer(&discord, (event_id, by(event, "800000000000000077"))).await;
    assert!(refused.to_string().contains("Only who wrote this text") && !refused.to_string().contains(CANARY), "{refused}");
    let draft = id(menu).replace("v1|dispute|", "");
    let code = value.split('#').nth(1).expect("a code");
    let (event_id, event) = click(&discord, &format!("v1|words|{draft}|{code}"));
    let refused = answer(&discord, (event_id, by(event, "800000000000000077"))).await;
    assert!(refused.to_string().contains("Only who wrote this text"), "{refused}");
    for made_up in ["v1|object|no-such/rule#00112233", "v1|object|@everyone#00112233", "v1|object|terms/key", "v1|words|x|y"] {
        assert!(answer(&discord, click(&discord, made_up)).await.to_string().contains("older version"), "{made_up}");
    }
    assert!(discord.requests().iter().all(|request| !request.path.contains(CHANNEL)), "nothing was sent");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn disputes_are_limited_and_a_failure_is_told() {
    let (discord, bot) = start().await;
    discord.fail_next("/messages", &[(403, None)]);
    let failed = answer(&discord, click(&discord, "v1|object|terms/key#000000ff")).await.to_string();
    assert!(failed.contains("could not reach the moderators") && failed.contains("this number"), "{failed}");
    let mut refused = String::new();
    for code in 0..6 {
        refused = answer(&discord, click(&discord, &format!("v1|object|terms/key#0000000{code}"))).await.to_string();
    }
    assert!(refused.contains("come back in 10 minutes"), "{refused}");
    let (id, event) = click(&discord, "v1|object|terms/key#00000009");
    assert!(answer(&discord, (id, by(event, "800000000000000077"))).await.to_string().contains("have it"));
    let (code, log) = bot.stop().await;
    assert!(code == Some(0) && log.contains("incident") && !log.contains(CANARY), "{log}");
    discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn moderators_dismiss_and_others_do_not() {
    let (discord, bot) = start().await;
    let key = "v1|close|terms/key#00112233";
    let denied = answer(&discord, click(&discord, key)).await;
    assert!(denied["type"] == 4 && denied.to_string().contains("Only moderators"), "{denied}");
    let (id, mut event) = click(&discord, key);
    event["member"]["roles"] = json!([ROLE]);
    let mut elsewhere = event.clone();
    let dismissed = answer(&discord, (id, event)).await;
    assert!(dismissed["type"] == 7 && dismissed["data"]["embeds"][0]["title"] == "Dismissed", "{dismissed}");
    assert_eq!((&dismissed["data"]["components"], &dismissed["data"]["attachments"]), (&json!([]), &json!([])), "nothing is left to click");
    let id = discord.id();
    elsewhere["id"] = json!(id);
    elsewhere["guild_id"] = json!("600000000000000999");
    elsewhere["message"]["id"] = json!(discord.id());
    assert!(answer(&discord, (id, elsewhere)).await.to_string().contains("Only moderators"));
    finish(discord, bot).await;
}

/// A moderator's click on a button of a report in the channel, as it stands there.
fn decide(discord: &Loopback, report: &Recorded, button: &str) -> (String, Value) {
    let (event_id, mut event) = click(discord, &id(component(&report.body, button)));
    event["member"]["roles"] = json!([ROLE]);
    event["message"]["embeds"] = report.body["embeds"].clone();
    let files = report.files.iter().map(|(name, text)| {
        let url = discord.serve_file(name, text.as_bytes());
        json!({ "id": "1", "filename": name, "size": text.len(), "url": url, "proxy_url": url })
    });
    event["message"]["attachments"] = files.collect();
    (event_id, event)
}

/// What became of the report.
async fn outcome(discord: &Loopback, (event_id, event): (String, Value)) -> Recorded {
    let edits = |request: &Recorded| request.path.ends_with("/messages/@original");
    let before = discord.requests().iter().filter(|request| edits(request)).count();
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&event_id).await.body["type"], 6);
    discord.wait(before + 1, edits).await.pop().expect("an edit")
}

const ADD: &str = "Add as corpus case";

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_adds_the_words_to_the_labelled_cases_once() {
    let data = std::env::temp_dir().join(format!("redraft-disputes-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&data));
    let (discord, bot) = start_with(&[("REDRAFT_DATA", data.to_str().expect("a path"))]).await;
    let critique = answer(&discord, review(&discord, "A sheet. We lend the key, friends! We \u{202e}skip\nthe fees. @everyone")).await;
    let options = component(&critique["data"], MENU)["options"].as_array().cloned().expect("choices");
    let words: Vec<&str> = options.iter().filter_map(|option| option["description"].as_str()).collect();
    assert_eq!(words, ["lend the key", "skip the fees"], "{options:?}");
    let question = dispute(&discord, "A sheet. We lend the key, friends! The end.").await;
    answer(&discord, click(&discord, &id(component(&question, "Send it with these words")))).await;
    let report = reports(&discord, 1).await.remove(0);

    let (event_id, mut event) = decide(&discord, &report, ADD);
    event["member"]["roles"] = json!([]);
    assert!(answer(&discord, (event_id, event)).await.to_string().contains("Only moderators"));
    let added = outcome(&discord, decide(&discord, &report, ADD)).await;
    assert!(added.body.to_string().contains("Added to the labelled cases") && added.body["components"] == json!([]), "{}", added.body);
    assert!(!added.body.to_string().contains("friends") && added.files.is_empty(), "the words are where they belong now");
    let again = outcome(&discord, decide(&discord, &report, ADD)).await;
    assert!(again.body.to_string().contains("Already a labelled case"), "{}", again.body);

    let mut kept = Vec::new();
    let mut folders = vec![data.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.ends_with("corpus/disputed.jsonl") => kept.push(std::fs::read_to_string(path).expect("a file")),
                false => {}
            }
        }
    }
    assert_eq!(kept.len(), 1);
    assert!(kept[0].contains("We lend the key, friends!") && kept[0].lines().count() == 1 && !kept[0].contains("The end"), "{kept:?}");
    finish(discord, bot).await;
    drop(std::fs::remove_dir_all(&data));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_cannot_be_added_stays_as_it_is_with_the_reason() {
    let (discord, bot) = start().await;
    let question = dispute(&discord, "We lend the key, friends!").await;
    answer(&discord, click(&discord, &id(component(&question, "Send it with these words")))).await;
    let report = reports(&discord, 1).await.remove(0);
    let refused = outcome(&discord, decide(&discord, &report, ADD)).await;
    assert!(
        refused.body["content"].as_str().is_some_and(|why| why.contains("was not added") && why.contains("DATA is not set")),
        "{}",
        refused.body
    );
    assert_eq!((&refused.body["embeds"][0]["description"], &refused.files), (&report.body["embeds"][0]["description"], &report.files));
    assert!(!component(&refused.body, ADD).is_null());
    // A file that cannot be fetched at this moment: the message keeps it, and the button.
    let (event_id, mut event) = decide(&discord, &report, ADD);
    event["message"]["attachments"][0]["url"] = json!("http://127.0.0.1:9/case.jsonl");
    let delayed = outcome(&discord, (event_id, event)).await;
    assert!(delayed.body["content"].as_str().is_some_and(|why| why.contains("was not added")), "{}", delayed.body);
    assert!(!component(&delayed.body, ADD).is_null() && delayed.body.get("attachments").is_none(), "{}", delayed.body);
    // A file that is not the bot's own case.
    let mut forged = report.clone();
    forged.files[0].1 = json!({ "id": "x", "description": "y", "expect": { "verdict": "ready", "must": [] } }).to_string();
    let refused = outcome(&discord, decide(&discord, &forged, ADD)).await;
    assert!(refused.body["content"].as_str().is_some_and(|why| why.contains("not as I made it")), "{}", refused.body);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_channel_there_is_no_menu() {
    let (discord, bot) = super::start().await;
    let critique = answer(&discord, review(&discord, "We lend the key.")).await;
    assert!(component(&critique["data"], MENU).is_null());
    assert!(answer(&discord, click(&discord, "v1|object|terms/key#00112233")).await.to_string().contains("older version"));
    finish(discord, bot).await;
}
