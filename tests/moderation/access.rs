//! Who may: checked on every call, click and completion.

use serde_json::json;

use crate::loopback::{Bot, Loopback};
use crate::scene::{FROM_ELSEWHERE, IN_PRIVATE, MEMBER, MODERATOR, OTHER_MODERATOR, Scene, rule};

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_a_moderator_in_the_home_server_can_use_rules() {
    let scene = Scene::start().await;
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    for (who, says) in [(MEMBER, "Only moderators"), (FROM_ELSEWHERE, "home server only"), (IN_PRIVATE, "home server only")] {
        for name in ["list", "history", "reload"] {
            scene.call(who, name, &[]).await.says(says);
        }
        scene.call(who, "show", &[("file", json!("botting.toml"))]).await.says(says);
        scene.call(who, "rollback", &[("number", json!(1)), ("reason", json!("why not"))]).await.says(says);
        scene.upload(who, "botting.toml", &rule("rocket", "reject")).await.says(says);
        for label in ["Publish", "Cancel"] {
            scene.click(who, &preview.button(label)).await.says(says);
        }
        scene.click(who, "v1|rules|list:0").await.says(says);
        assert!(scene.complete(who, "show", "file", "").await.is_empty());
    }
    assert!(!scene.review("A drone counts.").await.contains("Names a drone"));
    scene.click(MODERATOR, &preview.button("Publish")).await.says("Published");
    let (_, log) = scene.stop().await;
    assert!(log.matches("a call of /rules was denied").count() >= 27, "every refusal is logged: {log}");
    assert!(log.contains(&format!("a call of /rules was denied user={}", MEMBER.user)), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_belongs_to_who_asked_for_it() {
    let scene = Scene::start().await;
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    for label in ["Publish", "Cancel"] {
        scene.click(OTHER_MODERATOR, &preview.button(label)).await.says("belongs to another moderator");
    }
    scene.click(MODERATOR, &preview.button("Cancel")).await.says("Nothing has changed");
    scene.click(MODERATOR, &preview.button("Publish")).await.says("This preview is over");
    scene.click(MODERATOR, "v1|rules|publish:0123456789abcdef").await.says("This preview is over");
    scene.click(MODERATOR, "v1|rules|explode:1").await.says("older version");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_is_registered_in_the_home_server_only() {
    let scene = Scene::start().await;
    let path = "/guilds/600000000000000001/commands";
    let registered = scene.discord.wait(1, |request| request.path.ends_with(path)).await.remove(0).body;
    assert_eq!((&registered[0]["name"], &registered[0]["default_member_permissions"]), (&json!("rules"), &json!(32)));
    let subcommands = registered[0]["options"].as_array().expect("subcommands");
    let names: Vec<&str> = subcommands.iter().filter_map(|option| option["name"].as_str()).collect();
    assert_eq!(names, ["list", "show", "download", "explain", "try", "upload", "history", "rollback", "reload"]);
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_home_server_there_is_no_command() {
    let discord = Loopback::start().await;
    let bot = Bot::start(&discord);
    discord.ready().await;
    let (id, event) = crate::loopback::events::command(&discord, "rules", &[]);
    discord.dispatch("INTERACTION_CREATE", &event);
    assert!(discord.response(&id).await.body.to_string().contains("do not know this command"));
    assert!(!discord.requests().iter().any(|request| request.path.contains("/guilds/")));
    let (code, log) = bot.stop().await;
    assert_eq!(code, Some(0), "{log}");
    discord.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn rate_limits_and_errors_on_the_moderators_routes_are_waited_for() {
    let faults = [(429, Some(0.2)), (502, None), (503, None)];
    // The commands of the home server come after those for all.
    let scene = Scene::start_with(&|discord| discord.fail_next("/guilds/600000000000000001/commands", &faults)).await;
    scene.discord.wait(1, |request| request.path.contains("/guilds/")).await;
    scene.discord.fail_next("@original", &faults);
    scene.call(MODERATOR, "list", &[]).await.says("botting");
    scene.discord.fail_next("/messages", &faults);
    scene.write("botting.toml", "[[rule]]\nid = \"half\"\n");
    assert!(scene.told(1).await[0].to_string().contains("The last good set stays"));
    let (_, log) = scene.stop().await;
    assert!(!log.contains("incident"), "{log}");
}
