//! Looking at rules: list, show, download, explain, try, completions.

use serde_json::json;

use crate::scene::{MODERATOR, Scene, rule};

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_listed_by_pages_of_categories() {
    let scene = Scene::start().await;
    let many: String = (0..40).map(|at| rule(&format!("robot{at}"), "question")).collect();
    scene.write("vague.toml", &many);
    scene.call(MODERATOR, "reload", &[]).await.says("Taken over from the rules folder: `vague.toml`");
    scene.call(MODERATOR, "reload", &[]).await.says("Nothing to reload");
    let first = scene.call(MODERATOR, "list", &[]).await;
    first.says("Rules: botting");
    assert_eq!(first.message["flags"], 64, "only the caller sees it");
    let next = scene.click(MODERATOR, &first.button("Next")).await;
    next.says("Rules: vague (1 of 3)");
    assert_eq!(next.kind, 7, "the page is turned in place");
    scene.click(MODERATOR, &next.button("Back")).await.says("Rules: botting");
    let last = scene.call(MODERATOR, "list", &[("category", json!("vague")), ("page", json!(3))]).await;
    last.says("Rules: vague (3 of 3)");
    scene.call(MODERATOR, "list", &[("category", json!("vage"))]).await.says("did you mean `vague`?");
    scene.click(MODERATOR, "v1|rules|list:99999999999999999999").await.says("Rules: botting");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_rules_are_shown() {
    let scene = Scene::start().await;
    let words = (0..2_000).map(|at| format!("  \"word {at}\",\n")).collect::<Vec<_>>().concat();
    scene.write("lists/acts.toml", &format!("acts = [\n{words}]\n"));
    scene.call(MODERATOR, "reload", &[]).await.says("is live");
    let shown = scene.call(MODERATOR, "show", &[("file", json!("botting.toml"))]).await;
    shown.says("```\n[[rule]]\nid = \"robot\"");
    assert!(shown.files.is_empty());
    let shown = scene.call(MODERATOR, "show", &[("file", json!("lists/acts.toml"))]).await;
    assert_eq!(shown.files[0].0, "lists.acts.toml", "what does not fit is attached");
    let file = scene.call(MODERATOR, "download", &[("file", json!("lists/acts.toml"))]).await.files.remove(0);
    assert!(file.1.contains("word 1999"));
    let back = scene.upload(MODERATOR, &file.0, &file.1.replace("word 1999", "another")).await;
    back.says("`lists/acts.toml`: 1 line new, 1 gone");
    scene.call(MODERATOR, "show", &[("file", json!("../../data/rules/upwork/current"))]).await.says("There is no file called");
    scene.call(MODERATOR, "explain", &[("rule", json!("botting/robot"))]).await.says("Written in botting.toml, line 2.");
    scene.call(MODERATOR, "explain", &[("rule", json!("botting/robo"))]).await.says("did you mean `botting/robot`?");
    let tried = scene.call(MODERATOR, "try", &[("text", json!("A robot counts our own hours.")), ("title", json!("Hours"))]).await;
    tried.says("Names a robot");
    let (name, why) = tried.files.first().expect("a file");
    assert!(name == "why.txt" && why.contains("botting/robot: “robot”"), "{why}");
    scene
        .call(MODERATOR, "try", &[("text", json!("A robot.")), ("rule", json!("botting/rob0t"))])
        .await
        .says("did you mean `botting/robot`?");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_completed() {
    let scene = Scene::start().await;
    assert_eq!(scene.complete(MODERATOR, "explain", "rule", "rob").await, ["\"botting/robot\""]);
    assert_eq!(scene.complete(MODERATOR, "show", "file", "").await, ["\"botting.toml\"", "\"pack.toml\""]);
    assert_eq!(scene.complete(MODERATOR, "list", "category", "bot").await, ["\"botting\""]);
    assert!(scene.complete(MODERATOR, "explain", "rule", "nothing like it").await.is_empty());
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    scene.click(MODERATOR, &preview.button("Publish")).await.says("generation 2");
    assert_eq!(scene.complete(MODERATOR, "rollback", "number", "").await, ["1"]);
    scene.stop().await;
}
