//! Events as Discord sends them, each with a fresh id.

use serde_json::{Value, json};

use super::{APPLICATION_ID, Loopback};

fn user(id: &str) -> Value {
    json!({ "id": id, "username": "ann", "discriminator": "0000", "global_name": null, "avatar": null, "bot": false })
}

/// An interaction in a server, of the given type.
pub(crate) fn interaction(discord: &Loopback, kind: u8, data: &Value) -> (String, Value) {
    let id = discord.id();
    let member = json!({ "user": user("800000000000000001"), "roles": [], "joined_at": "2024-01-01T00:00:00Z", "deaf": false, "mute": false,
        "flags": 0, "permissions": "0", "nick": null, "premium_since": null, "pending": false, "avatar": null, "guild_id": "600000000000000001" });
    let event = json!({
        "id": id, "application_id": APPLICATION_ID, "type": kind, "data": data, "guild_id": "600000000000000001",
        "channel_id": "600000000000000002", "channel": { "id": "600000000000000002", "type": 0, "permissions": "0", "name": "general" }, "member": member,
        "token": "interaction-token", "version": 1, "locale": "en-US", "guild_locale": "en-US", "app_permissions": "0", "entitlements": [],
        "authorizing_integration_owners": {}, "context": 0, "attachment_size_limit": 10_485_760,
    });
    (id, event)
}

/// A slash command with options: name, type, value.
pub(crate) fn command(discord: &Loopback, name: &str, options: &[(&str, u8, Value)]) -> (String, Value) {
    let options: Vec<Value> = options.iter().map(|(name, kind, value)| json!({ "name": name, "type": kind, "value": value })).collect();
    interaction(discord, 2, &json!({ "id": "500000000000000001", "name": name, "type": 1, "options": options }))
}

/// A click on a button.
pub(crate) fn click(discord: &Loopback, custom_id: &str) -> (String, Value) {
    component(discord, &json!({ "custom_id": custom_id, "component_type": 2 }))
}

/// A choice from a menu.
pub(crate) fn choose(discord: &Loopback, custom_id: &str, value: &str) -> (String, Value) {
    component(discord, &json!({ "custom_id": custom_id, "component_type": 3, "values": [value] }))
}

/// The same event from another user.
pub(crate) fn by(mut event: Value, user: &str) -> Value {
    let of = if event["member"].is_null() { &mut event["user"] } else { &mut event["member"]["user"] };
    of["id"] = json!(user);
    event
}

/// The same event in the chat of a user with the bot.
pub(crate) fn in_direct_messages(mut event: Value) -> Value {
    event["user"] = event["member"]["user"].clone();
    event["context"] = json!(1);
    event["channel"] = json!({ "id": "600000000000000009", "type": 1 });
    let event_parts = event.as_object_mut().expect("an object");
    for key in ["member", "guild_id", "guild_locale"] {
        event_parts.remove(key);
    }
    event
}

fn component(discord: &Loopback, data: &Value) -> (String, Value) {
    let (id, mut event) = interaction(discord, 3, data);
    let (_, mut message) = message(discord, "", true);
    message["channel_id"] = event["channel_id"].clone();
    event["message"] = message;
    (id, event)
}

/// A modal that was filled in: ids of text inputs and their values.
pub(crate) fn send_modal(discord: &Loopback, custom_id: &str, values: &[(&str, &str)]) -> (String, Value) {
    let rows: Vec<Value> =
        values.iter().map(|(id, value)| json!({ "type": 1, "components": [{ "type": 4, "custom_id": id, "value": value }] })).collect();
    interaction(discord, 5, &json!({ "custom_id": custom_id, "components": rows }))
}

/// `/review` with a description.
pub(crate) fn review(discord: &Loopback, text: &str) -> (String, Value) {
    command(discord, "review", &[("description", 3, json!(text))])
}

/// `/review` with a file.
pub(crate) fn command_with_file(discord: &Loopback, name: &str, url: &str) -> (String, Value) {
    let (id, mut event) = command(discord, "review", &[("file", 11, json!("400000000000000001"))]);
    let attachment = json!({ "id": "400000000000000001", "filename": name, "size": 50, "url": url, "proxy_url": url, "ephemeral": true });
    event["data"]["resolved"] = json!({ "attachments": { "400000000000000001": attachment } });
    (id, event)
}

/// A direct message.
pub(crate) fn message(discord: &Loopback, text: &str, bot: bool) -> (String, Value) {
    let id = discord.id();
    let mut author = user("800000000000000002");
    author["bot"] = json!(bot);
    let event = json!({
        "id": id, "channel_id": "600000000000000009", "author": author, "content": text, "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null,
        "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
    });
    (id, event)
}
