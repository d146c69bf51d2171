//! The rules folder is edited while the bot runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::time::Duration;

use crate::loopback::events::{by, review};
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
    // Served a moment before it is logged: the stop may come between.
    let (folder, log) = scene.stop().await;
    assert!((1..=2).contains(&log.matches("rules published").count()), "{log}");
    assert_eq!(folder.generation(), "3", "one at the start and one an edit");
    // A restart serves the same, as the same generation.
    let scene = Scene::start_in(folder).await;
    assert!(scene.review("A robot counts our own hours.").await.contains("Names a robot"));
    let (folder, log) = scene.stop().await;
    assert!(!log.contains("rules published") && folder.generation() == "3", "{log}");
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

#[tokio::test(flavor = "multi_thread")]
async fn reviews_on_the_way_while_rules_are_replaced_each_name_one_set_and_none_is_lost() {
    let scene = Scene::start().await;
    let named = |word: &str, set: usize| rule(word, "reject").replace(&format!("a {word}."), &format!("a {word} of set {set}."));
    let mut asked = Vec::new();
    for set in 1..=4 {
        for (file, word) in [("botting.toml", "robot"), ("vague.toml", "drone")] {
            scene.write(file, &named(word, set));
        }
        scene.bot.signal("HUP").await;
        for _ in 0..40 {
            let (id, event) = review(&scene.discord, "A robot and a drone count our own hours.");
            scene.discord.dispatch("INTERACTION_CREATE", &by(event, &format!("8000000000000{:05}", asked.len())));
            asked.push(id);
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    scene.until_review("A robot and a drone.", "of set 4").await;
    let mut sets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for id in asked {
        let embed = scene.discord.response(&id).await.body["data"]["embeds"][0].clone();
        let version = embed["footer"]["text"].as_str().expect("a footer").rsplit('@').next().expect("a version").to_owned();
        let fields = embed["fields"].to_string();
        sets.entry(version).or_default().extend(fields.split(" of set ").skip(1).map(|rest| rest.chars().take(1).collect()));
    }
    assert!(sets.len() >= 4 && sets.values().all(|named| named.len() <= 1), "a version is one set, never a mixture: {sets:?}");
    scene.stop().await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_rules_folder_that_vanishes_or_cannot_be_read_is_told_once_and_comes_back() {
    let scene = Scene::start().await;
    let (folder, aside) = (scene.path(""), scene.below("aside"));
    fs::rename(&folder, &aside).expect("a rename");
    assert!(scene.told(1).await[0].to_string().contains("The last good set stays"));
    assert!(scene.review("A robot counts.").await.contains("Names a robot"));
    // A file that leads nowhere.
    fs::rename(&aside, &folder).expect("a rename");
    std::os::unix::fs::symlink(scene.below("nowhere"), scene.path("vague.toml")).expect("a link");
    assert!(scene.told(2).await[1].to_string().contains("symbolic link"));
    fs::remove_file(scene.path("vague.toml")).expect("a link");
    scene.write("botting.toml", &rule("drone", "reject"));
    scene.until_review(TEXT, "Names a drone").await;
    assert_eq!(scene.told(0).await.len(), 2);
    scene.stop().await;
}
