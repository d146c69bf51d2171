//! Hostile and odd input: each gets a clear, kind answer, and nothing breaks, pings or links.

use serde_json::{Value, json};

use super::loopback::Loopback;
use super::loopback::events::{command, command_with_file, interaction, message, review};
use super::{CANARY, finish, is_message, start};

/// All texts of an answer that Discord would show.
fn shown(answer: &Value) -> Vec<String> {
    match answer {
        Value::String(text) => vec![text.clone()],
        Value::Array(parts) => parts.iter().flat_map(shown).collect(),
        Value::Object(parts) => parts
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "custom_id" | "id" | "nonce"))
            .flat_map(|(_, part)| shown(part))
            .collect(),
        _ => Vec::new(),
    }
}

async fn answer(discord: &Loopback, (id, event): (String, Value)) -> Value {
    discord.dispatch("INTERACTION_CREATE", &event);
    discord.response(&id).await.body
}

#[tokio::test(flavor = "multi_thread")]
async fn no_quoted_text_pings_links_hides_or_breaks_out() {
    let (discord, bot) = start().await;
    let hostile = [
        "@everyone @here <@800000000000000001> <@&700> <#600> </help:1> test the API",
        "[click me](https://evil.example/x) discord.gg/evil <https://evil.example> test the API",
        "```\ntest the API\n``` `` ` ```rust",
        "# Big\n## Title\n-# small\n> quote\n>>> all\n- list\n1. list\ntest the API",
        "||spoiler|| ~~gone~~ __under__ ***bold*** <:emoji:123> <t:0:R> test the API",
        "\u{202e}IPA eht tset\u{202c} \u{200f}\u{2066}test the API\u{2069} \u{feff}\u{200b}",
        "te\u{301}\u{301}\u{301}\u{301}st the API z\u{36f}\u{36f}\u{36f}\u{36f} test the API",
    ];
    for text in hostile {
        let answer = answer(&discord, review(&discord, text)).await;
        assert_eq!(answer["data"]["allowed_mentions"], json!({ "parse": [] }));
        for text in shown(&answer["data"]["embeds"]).into_iter().chain(shown(&answer["data"]["content"])) {
            for broken in [
                "@everyone",
                "@here",
                "<@",
                "<#",
                "</",
                "](",
                "```",
                "||",
                "~~",
                "<:",
                "<t:",
                "discord.gg",
                "https://evil",
                "\n# ",
                "\u{202e}",
                "\u{2066}",
                "\u{200b}",
            ] {
                assert!(!text.contains(broken), "{broken:?} in {text:?}");
            }
        }
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn odd_texts_are_answered_at_every_length() {
    let (discord, bot) = start().await;
    let texts = [
        "🙂🙂🙂 🙂🙂 🙂".to_owned(),
        "🙂".repeat(3_000),
        "x".repeat(6_000),
        "a ".repeat(3_000),
        "\n\n\n".to_owned(),
        "@".repeat(6_000),
        "***".repeat(2_000),
    ];
    for text in &texts {
        for way in ["description", "title", "profile", "form"] {
            let answer = answer(&discord, command(&discord, "review", &[(way, 3, json!(text))])).await;
            assert_eq!(answer["type"], 4, "{way}");
            assert!(!answer["data"]["embeds"][0]["title"].as_str().expect("a title").is_empty());
        }
    }
    let all: Vec<(&str, u8, Value)> =
        ["description", "title", "profile", "form"].iter().map(|way| (*way, 3, json!("test the API, @everyone. ".repeat(240)))).collect();
    assert_eq!(answer(&discord, command(&discord, "review", &all)).await["type"], 4);
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_the_wrong_kind_size_or_encoding_are_refused_with_a_reason() {
    let (discord, bot) = start().await;
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("I want to test the API".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cases: [(&str, &[u8], &str); 9] = [
        ("bom.txt", b"\xef\xbb\xbfI want to test the API", "Likely rejected"),
        ("wide.txt", &utf16, "Likely rejected"),
        ("latin.txt", b"caf\xe9: I want to test the API", "not UTF-8 text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not UTF-8 text"),
        ("draft.docx", b"PK\x03\x04", ".txt and .md"),
        ("draft.txt.exe", b"MZ", ".txt and .md"),
        ("NOTES.MD", b"I want to test the API", "Likely rejected"),
        ("empty.txt", b"", "no text in it"),
        ("blank.txt", b" \n\t ", "no text in it"),
    ];
    for (name, bytes, expected) in cases {
        let url = discord.serve_file(name, bytes);
        let (id, mut event) = command_with_file(&discord, name, &url);
        // What the sender declares is not trusted.
        event["data"]["resolved"]["attachments"]["400000000000000001"]["content_type"] = json!("image/png");
        let answer = answer(&discord, (id, event)).await;
        assert!(answer["data"]["embeds"].to_string().replace('\\', "").contains(expected), "{name}: {answer}");
    }
    let gone = format!("{}/files/vanished.txt", discord.url());
    let text = answer(&discord, command_with_file(&discord, "vanished.txt", &gone)).await.to_string();
    assert!(text.contains("could not be fetched") && text.contains("attach it again"), "{text}");
    let (id, mut event) = command_with_file(&discord, "huge.txt", &gone);
    event["data"]["resolved"]["attachments"]["400000000000000001"]["size"] = json!(70_000);
    assert!(answer(&discord, (id, event)).await.to_string().contains("larger than 64 KiB"));
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_and_options_go_together() {
    let (discord, bot) = start().await;
    let url = discord.serve_file("draft.txt", format!("Profile: Name: Ann\nDescription: I want to test the API, {CANARY}").as_bytes());
    let (id, mut event) = command_with_file(&discord, "draft.txt", &url);
    let options = event["data"]["options"].as_array_mut().expect("options");
    options.push(json!({ "name": "title", "type": 3, "value": "MARKET-PLACE bot" }));
    options.push(json!({ "name": "description", "type": 3, "value": "We lend the key." }));
    options.push(json!({ "name": "public", "type": 5, "value": true }));
    let answer = answer(&discord, (id, event)).await;
    let text = answer.to_string();
    assert!(
        text.contains("test the API")
            && text.contains("lend the key")
            && text.contains("Real name: in order")
            && answer["data"]["flags"].is_null(),
        "{text}"
    );
    finish(discord, bot).await;
}

/// The message command on a message with this much changed.
fn review_message(discord: &Loopback, change: &Value) -> (String, Value) {
    let (target, mut message) = message(discord, "", false);
    for (key, value) in change.as_object().expect("an object") {
        message[key] = value.clone();
    }
    let resolved = json!({ "messages": { target.clone(): message } });
    interaction(
        discord,
        2,
        &json!({ "id": "500000000000000002", "name": "Review this text", "type": 3, "target_id": target, "resolved": resolved }),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_message_command_takes_files_and_forwarded_messages_and_says_what_it_cannot_see() {
    let (discord, bot) = start().await;
    let url = discord.serve_file("draft.txt", b"I want to test the API");
    let file = |name: &str| json!([{ "id": "1", "filename": name, "size": 40, "url": url, "proxy_url": url }]);
    let snapshot = json!({ "message": { "content": "I want to test the API", "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "mentions": [], "attachments": [], "embeds": [], "type": 0 } });
    let components = json!([{ "type": 17, "components": [{ "type": 10, "content": "text" }] }]);
    for (change, expected) in [
        (json!({ "attachments": file("draft.txt") }), "Likely rejected"),
        (json!({ "content": "My draft:", "attachments": file("draft.txt") }), "Likely rejected"),
        (json!({ "attachments": [file("a.txt")[0], file("b.txt")[0]] }), "Likely rejected"),
        (json!({ "attachments": vec![file("a.txt")[0].clone(); 5] }), "one file"),
        (json!({ "message_snapshots": [snapshot] }), "Likely rejected"),
        (json!({ "attachments": file("picture.png") }), ".txt and .md"),
        (json!({ "content": "I want to test the API", "attachments": file("picture.png") }), "Likely rejected"),
        (json!({ "flags": 1 << 15, "components": components }), "made of components only"),
        (json!({}), "no text that I can see"),
    ] {
        let answer = answer(&discord, review_message(&discord, &change)).await;
        assert!(answer.to_string().contains(expected), "{expected}: {answer}");
        assert_eq!(answer["data"]["flags"], 64, "to the caller only");
    }
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn direct_messages_without_words_get_the_help_or_nothing() {
    let (discord, bot) = start().await;
    for text in ["🙂🙂🙂", "<@900000000000000001>", "??", "help"] {
        let (id, event) = message(&discord, text, false);
        discord.dispatch("MESSAGE_CREATE", &event);
        let answer = discord.wait(1, |request| is_message(request) && request.body["nonce"] == json!(id)).await.remove(0).body;
        assert!(answer.to_string().contains("How to get a review"), "{text}: {answer}");
    }
    discord.dispatch("MESSAGE_CREATE", &message(&discord, "", false).1);
    answer(&discord, review(&discord, "I want to test the API")).await;
    assert_eq!(discord.requests().iter().filter(|request| is_message(request)).count(), 4);
    finish(discord, bot).await;
}
