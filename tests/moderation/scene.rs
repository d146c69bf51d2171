//! A community with a bot: rules folder, data folder, moderators' channel.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;

use crate::loopback::events::review;
use crate::loopback::{Bot, Loopback, Recorded, TOKEN};

/// Words that must reach no log.
pub(crate) const CANARY: &str = "canarybird";
/// The moderators' channel.
const CHANNEL: &str = "600000000000000077";

/// A bot with folders of its own.
pub(crate) struct Scene {
    pub(crate) discord: Loopback,
    pub(crate) bot: Bot,
    folder: Folder,
}

/// Removed with all in it at the end.
pub(crate) struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let folder = Self(std::env::temp_dir().join(format!("redraft-moderation-{}-{number}", std::process::id())));
        drop(fs::remove_dir_all(&folder.0));
        folder.write("pack.toml", "platform = \"Demo\"\n");
        folder.write("botting.toml", &rule("robot", "reject"));
        folder
    }

    /// Writes a rule file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// The place of a rule file.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.join("rules/upwork").join(path)
    }

    fn below(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path").to_owned()
    }

    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        vec![("REDRAFT_RULES", self.below("rules")), ("REDRAFT_DATA", self.below("data")), ("REDRAFT_FEEDBACK_CHANNEL", CHANNEL.to_owned())]
    }
}

/// A rule file with one rule that fires on `word`.
pub(crate) fn rule(word: &str, severity: &str) -> String {
    format!(
        "[[rule]]\nid = \"{word}\"\nsays = [\"{word}\"]\nseverity = \"{severity}\"\nmessage = \"Names a {word}.\"\nfix = \"Leave it out.\"\n\
         source = \"tests\"\nbad = [\"A {word} helps.\"]\ngood = [\"A sheet helps.\"]\n"
    )
}

async fn run(folder: &Folder) -> (Loopback, Bot) {
    let discord = Loopback::start().await;
    let variables = folder.variables();
    let variables: Vec<(&str, &str)> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let bot = Bot::start_with(&discord, &variables);
    discord.ready().await;
    (discord, bot)
}

impl Scene {
    pub(crate) async fn start() -> Self {
        Self::start_in(Folder::new()).await
    }

    pub(crate) async fn start_in(folder: Folder) -> Self {
        let (discord, bot) = run(&folder).await;
        Self { discord, bot, folder }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.folder.write(path, text);
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path(path)
    }

    /// Stops the bot and looks at what it left; gives its folder and its log.
    pub(crate) async fn stop(self) -> (Folder, String) {
        let (code, log) = self.bot.stop().await;
        assert_eq!(code, Some(0), "{log}");
        assert!(!log.contains(CANARY) && !log.contains(TOKEN), "the log holds what it must not: {log}");
        self.discord.finish();
        (self.folder, log)
    }

    /// The title of the review of a text: what the rules served now say.
    pub(crate) async fn review(&self, text: &str) -> String {
        let (id, event) = review(&self.discord, text);
        self.discord.dispatch("INTERACTION_CREATE", &event);
        let embed = self.discord.response(&id).await.body["data"]["embeds"][0].clone();
        format!("{} {}", embed["title"].as_str().unwrap_or_default(), embed["fields"])
    }

    /// Reviews until the answer holds `expected`: a change on disk takes its time.
    pub(crate) async fn until_review(&self, text: &str, expected: &str) {
        let mut last = String::new();
        for _ in 0..100 {
            last = self.review(text).await;
            if last.contains(expected) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("no review says {expected}: {last}");
    }

    /// What was said in the moderators' channel so far, once it is at least `count` messages.
    pub(crate) async fn told(&self, count: usize) -> Vec<Value> {
        let path = format!("/api/v10/channels/{CHANNEL}/messages");
        let to_channel = move |request: &Recorded| request.method == "POST" && request.path == path;
        if count == 0 {
            return self.discord.requests().into_iter().filter(to_channel).map(|request| request.body).collect();
        }
        self.discord.wait(count, to_channel).await.into_iter().map(|request| request.body).collect()
    }
}
