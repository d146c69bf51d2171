//! Moderators upload, publish, race, take back; the bot is restarted.

use std::fs;

use serde_json::json;

use crate::scene::{CANARY, MODERATOR, OTHER_MODERATOR, Scene, case, rule};

const DRONE: &str = "A drone counts our own hours for our team each week.";

#[tokio::test(flavor = "multi_thread")]
async fn an_uploaded_file_is_previewed_published_and_kept() {
    let scene = Scene::start().await;
    scene.write("corpus/own.jsonl", &case("drones", DRONE, "likely-rejected", "botting"));
    let text = rule("robot", "reject") + &rule("drone", "reject") + &format!("# {CANARY}\n");
    scene.call(MODERATOR, "reload", &[]).await.says("Generation 2 is live");
    let preview = scene.upload(MODERATOR, "botting.toml", &text).await;
    assert_eq!((preview.kind, preview.files[0].0.as_str()), (5, "preview.txt"));
    preview.says("botting.toml: 1 rule added");
    preview.says("added `botting/drone`");
    preview.says("Why: We saw \\@everyone do it");
    preview.says("1 of 1 case changes: 1 better");
    assert!(!scene.review(DRONE).await.contains("Names a drone"), "a preview changes nothing");
    let published = scene.click(MODERATOR, &preview.button("Publish")).await;
    published.says("Published: generation 3");
    assert!((published.kind, published.has_buttons()) == (6, false), "the buttons are gone");
    assert!(scene.review(DRONE).await.contains("Names a drone"));
    scene.click(MODERATOR, &preview.button("Publish")).await.says("This preview is over");
    let history = scene.call(MODERATOR, "history", &[]).await;
    history.says("**3** (live)");
    history.says(&format!("by <@{}>", MODERATOR.user));
    history.says("by the rules folder (disk)");

    let (folder, log) = scene.stop().await;
    assert!(log.contains(&format!("rules published user={}", MODERATOR.user)), "{log}");
    let scene = Scene::start_in(folder).await;
    assert!(scene.review(DRONE).await.contains("Names a drone"), "it survives a restart");
    scene.click(MODERATOR, &preview.button("Cancel")).await.says("This preview is over");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_mistakes_is_refused_with_all_of_them() {
    let scene = Scene::start().await;
    let answer = scene.upload(MODERATOR, "botting.toml", "[[rule]]\nid = \"half\"\nsays = [\"@nowhere```\"]\n").await;
    answer.says("The rules stay as they are");
    answer.says("--> botting.toml:3");
    assert!(!answer.has_buttons());
    let silent = rule("robot", "reject").replace("A robot helps.", "A sheet helps.");
    scene.upload(MODERATOR, "botting.toml", &silent).await.says("botting/robot: has to fire on this text");
    scene.upload(MODERATOR, "botting.toml", &rule("robot", "reject")).await.says("nothing would change");
    assert!(scene.review("A robot counts.").await.contains("Names a robot"));
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_breaks_a_labelled_case_is_published_by_its_own_button_only() {
    let scene = Scene::start().await;
    let corpus = case("sheets", "A drone counts our own hours.", "ready", "");
    let preview = scene.upload(MODERATOR, "corpus.own.jsonl", &corpus).await;
    scene.click(MODERATOR, &preview.button("Publish")).await.says("generation 2");
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    preview.says("Labelled cases that get worse");
    preview.says("ready → likely-rejected");
    preview.says("removed `botting/robot`");
    let force = preview.button("Publish although 1 labelled case gets worse");
    let forged = force.replace("force:", "publish:");
    assert_ne!(force, forged);
    scene.click(MODERATOR, &forged).await.says("Publish it with the red button");
    assert!(!scene.review("A drone counts.").await.contains("Names a drone"));
    scene.click(MODERATOR, &force).await.says("Published: generation 3");
    assert!(scene.review("A drone counts.").await.contains("Names a drone"));
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_moderators_at_once_none_loses_a_change() {
    let scene = Scene::start().await;
    let one = scene.upload(MODERATOR, "botting.toml", &(rule("robot", "reject") + &rule("drone", "reject"))).await;
    let other = scene.upload(OTHER_MODERATOR, "vague.toml", &rule("thing", "reject")).await;
    scene.click(OTHER_MODERATOR, &other.button("Publish")).await.says("Published: generation 2");
    let again = scene.click(MODERATOR, &one.button("Publish")).await;
    again.says("Somebody else changed the rules after your preview (generation 2)");
    assert!(!scene.review("A drone counts.").await.contains("Names a drone"), "nothing is published unseen");
    scene.click(MODERATOR, &again.button("Publish")).await.says("Published: generation 3");
    let review = scene.review("A drone counts a thing.").await;
    assert!(review.contains("Names a drone") && review.contains("Names a thing"), "{review}");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clicks_at_the_same_time_publish_once() {
    let scene = Scene::start().await;
    let one = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    let other = scene.upload(OTHER_MODERATOR, "botting.toml", &rule("rocket", "reject")).await;
    let ids = [one.button("Publish"), other.button("Publish")];
    let (first, second) = tokio::join!(scene.click(MODERATOR, &ids[0]), scene.click(OTHER_MODERATOR, &ids[1]));
    let published = [&first, &second].iter().filter(|answer| answer.text().contains("Published: generation 2")).count();
    let again = [&first, &second].iter().filter(|answer| answer.text().contains("Somebody else changed")).count();
    assert_eq!((published, again), (1, 1), "{}\n{}", first.text(), second.text());
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_earlier_set_is_brought_back_by_the_same_way() {
    let scene = Scene::start().await;
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    scene.click(MODERATOR, &preview.button("Publish")).await.says("generation 2");
    let why = ("reason", json!("It was wrong"));
    scene.call(MODERATOR, "rollback", &[("number", json!(9)), why.clone()]).await.says("there is no generation 9");
    scene.call(MODERATOR, "rollback", &[("number", json!(2)), why.clone()]).await.says("nothing would change");
    let preview = scene.call(MODERATOR, "rollback", &[("number", json!(1)), why]).await;
    preview.says("back to generation 1");
    preview.says("added `botting/robot`");
    assert!(scene.review("A drone counts.").await.contains("Names a drone"), "a preview changes nothing");
    scene.click(MODERATOR, &preview.button("Publish")).await.says("Published: generation 3");
    assert!(scene.review("A robot counts.").await.contains("Names a robot"));
    let (folder, _) = scene.stop().await;
    let scene = Scene::start_in(folder).await;
    assert!(scene.review("A robot counts.").await.contains("Names a robot"));
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn oversized_and_hostile_files_are_refused() {
    let scene = Scene::start().await;
    let large = "# a comment\n".repeat(100_000);
    scene.upload(MODERATOR, "botting.toml", &large).await.says("larger than 1 MiB");
    scene.upload_as(MODERATOR, "botting.toml", b"# caf\xe9\n", &[]).await.says("not UTF-8 text");
    for name in ["../../etc/passwd", "lists/../pack.toml", "model.txt", "run.sh", "b\u{202e}otting.toml"] {
        let answer = scene.upload(MODERATOR, name, &rule("drone", "reject")).await;
        assert_eq!(answer.kind, 4, "{name}: {}", answer.text());
        answer.says("That did not work");
    }
    scene.upload(MODERATOR, "boting.toml", "").await.says("did you mean `botting.toml`?");
    let hostile = rule("drone", "reject").replace("Names a drone.", "@everyone <@1> [x](https://evil.example) ``` {quote}");
    let preview = scene.upload(MODERATOR, "botting.toml", &hostile).await;
    scene.click(MODERATOR, &preview.button("Publish")).await.says("generation 2");
    let review = scene.review("A drone counts.").await;
    assert!(!review.contains("@everyone") || review.contains("\\\\@everyone"), "{review}");
    assert!(!review.replace("\\\\]", "").contains("](https"), "the bracket is escaped: {review}");
    let listed = scene.call(MODERATOR, "list", &[]).await.text();
    let bare = listed.replace("\\]", "").replace("\\`", "");
    assert!(listed.contains("\\@everyone") && !bare.contains("](https") && !bare.contains("```"), "{listed}");
    let nested = format!("x = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    scene.upload(MODERATOR, "botting.toml", &nested).await.says("The rules stay as they are");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_is_asked_for() {
    let scene = Scene::start().await;
    scene.call(MODERATOR, "rollback", &[("number", json!(1)), ("reason", json!("  \n "))]).await.says("Please say why");
    scene.call(MODERATOR, "rollback", &[("number", json!(1)), ("reason", json!("x".repeat(201)))]).await.says("at most 200 characters");
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_data_folder_a_preview_cannot_be_published() {
    let scene = Scene::start_without("REDRAFT_DATA").await;
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    preview.says("the operator has not set REDRAFT_DATA");
    assert!(!preview.has_buttons());
    scene.call(MODERATOR, "history", &[]).await.says("has not set REDRAFT_DATA");
    let why = ("reason", json!("It was wrong"));
    scene.call(MODERATOR, "rollback", &[("number", json!(1)), why]).await.says("REDRAFT\\_DATA is not set");
    scene.write("botting.toml", &rule("drone", "reject"));
    scene.until_review("A drone counts.", "Names a drone").await;
    scene.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_can_be_written_the_old_set_stays_and_it_is_said() {
    let scene = Scene::start().await;
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    let (data, aside) = (scene.below("data/rules/upwork"), scene.below("aside"));
    fs::rename(&data, &aside).expect("a rename");
    fs::write(&data, "in the way").expect("a file");
    let failed = scene.click(MODERATOR, &preview.button("Publish")).await;
    failed.says("The last good set stays");
    failed.says("cannot ");
    assert!(scene.review("A robot counts.").await.contains("Names a robot"));
    fs::remove_file(&data).expect("a file");
    fs::rename(&aside, &data).expect("a rename");
    let preview = scene.upload(MODERATOR, "botting.toml", &rule("drone", "reject")).await;
    scene.click(MODERATOR, &preview.button("Publish")).await.says("generation 2");
    assert!(scene.review("A drone counts.").await.contains("Names a drone"));
    scene.stop().await;
}
