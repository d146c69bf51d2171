//! The operator's view: figures and health on a loopback port, and logs that hold nothing a member wrote.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use serde_json::{Value, json};

use super::is_message;
use super::loopback::events::{click, command, command_with_file, interaction, message, review, send_modal};
use super::loopback::{Bot, Loopback, TOKEN, refused};

/// Stands in every text, name and id that a member can write.
const CANARY: &str = "kanarienvogel";

/// An address that nothing listens on.
fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port")
}

/// Status line and body of a page.
async fn get(address: SocketAddr, path: &str) -> (String, String) {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let asked = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("the page is served");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    });
    let answer = asked.await.expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
}

async fn watched(log: &str) -> (Loopback, Bot, SocketAddr) {
    let (discord, address) = (Loopback::start().await, free_address());
    let bot = Bot::start_with(&discord, &[("REDRAFT_METRICS", &address.to_string()), ("REDRAFT_LOG", log)]);
    discord.ready().await;
    (discord, bot, address)
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_and_health_are_served() {
    let (discord, bot, address) = watched("text").await;
    let (id, event) = review(&discord, "I want to test the API");
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await;
    let (_, event) = message(&discord, "A sheet that lists our contracts.", false);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, is_message).await;

    let (status, text) = get(address, "/metrics").await;
    assert!(status.contains("200"), "{status}");
    for line in [
        "redraft_reviews_total{verdict=\"likely-rejected\",way=\"options\"} 1",
        "redraft_reviews_total{verdict=\"ready\",way=\"direct-message\"} 1",
        "redraft_findings_total{rule=\"vague/testing\"} 1",
        "redraft_gateway_state{state=\"connected\"} 1",
        "redraft_rules_info{version=\"upwork@",
        "# TYPE redraft_first_response_seconds histogram",
    ] {
        assert!(text.contains(line), "{line} is missing: {text}");
    }
    for (path, expected) in [("/healthz", "200"), ("/readyz", "200"), ("/else", "404")] {
        let (status, body) = get(address, path).await;
        assert!(status.contains(expected) && !body.is_empty(), "{path}: {status}");
    }
    super::finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_address_for_figures_ends_the_start() {
    let discord = Loopback::start().await;
    for wrong in ["0.0.0.0:9464", "9464", "example.com:9464"] {
        let (code, log) = refused(&discord.url(), &[("DISCORD_TOKEN", TOKEN), ("REDRAFT_METRICS", wrong)]).await;
        assert!(code == Some(2) && log.contains("REDRAFT_METRICS has to be a loopback address"), "{wrong}: {log}");
    }
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let (code, log) = refused(&discord.url(), &[("DISCORD_TOKEN", TOKEN), ("REDRAFT_METRICS", &address)]).await;
    assert!(code == Some(2) && log.contains("REDRAFT_METRICS"), "{log}");
}

/// An interaction that has to be answered, whatever with.
async fn ask(discord: &Loopback, (id, event): (String, Value)) -> Value {
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await.body
}

/// Every way in, with the canary in everything that a member writes.
async fn use_every_way_in(discord: &Loopback) {
    let text = format!("{CANARY}: I want to test the API of {CANARY}, token {CANARY}.{CANARY}");
    let option = |name: &str| (name.to_owned(), 3_u8, json!(text));
    let options: Vec<(String, u8, Value)> = ["description", "title", "profile", "form"].into_iter().map(option).collect();
    let options: Vec<(&str, u8, Value)> = options.iter().map(|(name, kind, value)| (name.as_str(), *kind, value.clone())).collect();
    let critique = ask(discord, command(discord, "review", &options)).await;
    let edit = critique.pointer("/data/components/0/components/0/custom_id").and_then(Value::as_str).expect("a button").to_owned();
    let form = ask(discord, click(discord, &edit)).await;
    let id = form["data"]["custom_id"].as_str().expect("a form").to_owned();
    assert!(form.to_string().contains(CANARY), "the form is filled");
    ask(discord, send_modal(discord, &id, &[("title", CANARY), ("description", &text), ("profile", &text), ("form", &text)])).await;
    ask(discord, send_modal(discord, "v1|review|", &[("title", CANARY), ("description", &text)])).await;
    ask(discord, send_modal(discord, &format!("v0|{CANARY}"), &[("title", CANARY)])).await;
    ask(discord, click(discord, &format!("v1|{CANARY}|{CANARY}"))).await;
    for name in ["draft.txt", "picture.png"] {
        let url = discord.serve_file(&format!("{CANARY}-{name}"), text.as_bytes());
        ask(discord, command_with_file(discord, &format!("{CANARY}-{name}"), &url)).await;
    }
    let gone = format!("{}/files/{CANARY}.txt", discord.url());
    ask(discord, command_with_file(discord, &format!("{CANARY}.txt"), &gone)).await;
    ask(discord, command(discord, CANARY, &[("text", 3, json!(text))])).await;
    ask(discord, review(discord, &format!("{CANARY} ").repeat(2_000))).await;
    let (target, chosen) = message(discord, &text, false);
    let data = json!({ "id": "500000000000000002", "name": "Review this text", "type": 3, "target_id": target, "resolved": { "messages": { target.clone(): chosen } } });
    ask(discord, interaction(discord, 2, &data)).await;
    // Events that serenity cannot read.
    discord.dispatch(CANARY, &json!({ "content": text }));
    discord.dispatch("MESSAGE_CREATE", &json!({ "id": CANARY, "content": text }));
    discord.dispatch("INTERACTION_CREATE", &json!({ "id": "1", "type": 2, "token": CANARY, "data": { "name": text } }));
    // A response that Discord refuses: an incident.
    discord.fail_next("/callback", &[(403, None)]);
    discord.dispatch("INTERACTION_CREATE", &review(discord, &text).1);

    let (_, mut event) = message(discord, &text, false);
    discord.dispatch("MESSAGE_CREATE", &event);
    discord.wait(1, is_message).await;
    event["content"] = json!(format!("{text} edited"));
    event["edited_timestamp"] = json!("2026-01-01T00:01:00Z");
    discord.dispatch("MESSAGE_UPDATE", &event);
    discord.wait(1, |request| request.method == "PATCH").await;
}

async fn nothing_of_a_text_is_logged(format: &str) {
    let (discord, bot, address) = watched(format).await;
    use_every_way_in(&discord).await;
    let (_, figures) = get(address, "/metrics").await;
    assert!(figures.contains("way=\"re-review\"") && !figures.contains(CANARY), "{figures}");
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("incident"), "the refused response is told: {log}");
    for secret in [CANARY, TOKEN, "interaction-token"] {
        assert!(!log.contains(secret), "the log holds {secret}: {log}");
    }
    if format == "json" {
        assert!(log.lines().all(|line| serde_json::from_str::<Value>(line).is_ok_and(|line| line.is_object())), "{log}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_text_is_logged_as_text() {
    nothing_of_a_text_is_logged("text").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_a_text_is_logged_as_json() {
    nothing_of_a_text_is_logged("json").await;
}
