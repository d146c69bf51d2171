//! The rules folder is edited while the bot runs.

use std::fs;

use crate::loopback::refused;
use crate::scene::{Folder, Scene, rule};

const TEXT: &str = "A drone counts our own hours for our team each week.";

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_on_disk_is_live_without_a_restart() {
    let scene = Scene::start().await;
    assert!(!scene.review(TEXT).await.contains("Names a drone"));
    scene.write("botting.toml", &rule("drone", "reject"));
    scene.until_review(TEXT, "Names a drone").await;
    // As editors do it: a new file takes the place of the old one.
    fs::write(scene.path(".botting.toml.new"), rule("robot", "reject")).expect("a file");
    fs::rename(scene.path(".botting.toml.new"), scene.path("botting.toml")).expect("a rename");
    scene.until_review("A robot counts our own hours.", "Names a robot").await;
    assert!(scene.told(0).await.is_empty(), "nothing went wrong");
    let (folder, log) = scene.stop().await;
    assert_eq!(log.matches("rules published").count(), 2, "{log}");
    // A restart serves the same, as the same generation.
    let scene = Scene::start_in(folder).await;
    assert!(scene.review("A robot counts our own hours.").await.contains("Names a robot"));
    assert!(!scene.stop().await.1.contains("rules published"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_edit_is_told_to_the_moderators_once() {
    let scene = Scene::start().await;
    scene.write("botting.toml", &(rule("drone", "reject") + "[[rule]]\nid = \"half\"\nsays = [\"@nowhere```\"]\n"));
    let told = scene.told(1).await.remove(0);
    let text = told["embeds"][0]["description"].as_str().expect("a text").to_owned();
    assert!(text.contains("The last good set stays") && text.contains("--> botting.toml:"), "{text}");
    assert_eq!(text.matches("```").count(), 2, "the rules cannot end the block: {text}");
    let block = text.split("```").nth(1).expect("a code block");
    assert!(block.lines().all(|line| line.chars().count() <= 60), "no wider than a phone: {block}");
    assert!(scene.review("A robot counts our own hours.").await.contains("Names a robot"), "the last good set stays");
    // Asked for by a signal: what was told is not told again, what is new is.
    scene.bot.signal("HUP").await;
    scene.write("vague.toml", &rule("thing", "sever"));
    assert!(scene.told(2).await[1].to_string().contains("vague.toml"));
    scene.write("botting.toml", &rule("drone", "reject"));
    fs::remove_file(scene.path("vague.toml")).expect("a file");
    scene.until_review(TEXT, "Names a drone").await;
    assert_eq!(scene.told(0).await.len(), 2);
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_takes_an_edit_over_at_once() {
    let scene = Scene::start().await;
    scene.write("botting.toml", &rule("drone", "reject"));
    scene.bot.signal("HUP").await;
    scene.until_review(TEXT, "Names a drone").await;
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_with_broken_rules_is_refused_with_all_mistakes() {
    let folder = Folder::new();
    folder.write("botting.toml", "[[rule]]\nid = \"half\"\n");
    folder.write("vague.toml", "[[rule]]\nsays = 1\n");
    let variables = folder.variables();
    let mut variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    variables.push(("DISCORD_TOKEN", crate::loopback::TOKEN));
    let (code, text) = refused("http://127.0.0.1:9", &variables).await;
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("botting.toml:2") && text.contains("vague.toml:1"), "{text}");
}
