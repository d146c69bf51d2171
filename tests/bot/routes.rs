//! Buttons, menus and modals: where their ids lead, also those of another version.

use serde_json::{Value, json};

use super::loopback::events::{click, command, send_modal};
use super::{finish, start};

#[tokio::test(flavor = "multi_thread")]
async fn unknown_components_and_modals_get_a_kind_answer_and_a_way_to_start_again() {
    let (discord, bot) = start().await;
    for id in ["v0|old", "v1|nothing|7", "v2|review|", "review", "v1|review|"] {
        let (id, event) = click(&discord, id);
        discord.dispatch("INTERACTION_CREATE", &event);
        let data = discord.response(&id).await.body["data"].clone();
        assert!(data.to_string().contains("older version") && data["flags"] == 64, "{data}");
        assert_eq!(data["components"][0]["components"][0]["custom_id"], "v1|start|");
    }
    for id in ["v0|old", "v1|nothing|7", "v1|start|"] {
        let (id, event) = send_modal(&discord, id, &[("description", "I want to test the API")]);
        discord.dispatch("INTERACTION_CREATE", &event);
        assert!(discord.response(&id).await.body.to_string().contains("older version"));
    }
    let (id, event) = click(&discord, "v1|start|");
    discord.dispatch("INTERACTION_CREATE", &event);
    assert_eq!(discord.response(&id).await.body["data"]["custom_id"], "v1|review|");
    finish(discord, bot).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wish_for_a_public_answer_survives_the_modal() {
    let (discord, bot) = start().await;
    for (public, flags) in [(true, Value::Null), (false, json!(64))] {
        let (id, event) = command(&discord, "review", &[("public", 5, json!(public))]);
        discord.dispatch("INTERACTION_CREATE", &event);
        let modal = discord.response(&id).await.body;
        assert_eq!(modal["type"], 9);
        let custom_id = modal["data"]["custom_id"].as_str().expect("an id");
        let (id, event) = send_modal(&discord, custom_id, &[("description", "I want to test the API")]);
        discord.dispatch("INTERACTION_CREATE", &event);
        assert_eq!(discord.response(&id).await.body["data"]["flags"], flags);
    }
    finish(discord, bot).await;
}
