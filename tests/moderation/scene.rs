//! A community with a bot: rules folder, data folder, moderators' channel, people.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::loopback::events::{click, interaction, review};
use crate::loopback::{Bot, Loopback, Recorded, TOKEN};

/// Words that must reach no log.
pub(crate) const CANARY: &str = "canarybird";
/// The home server, and the moderators' role in it.
const HOME: &str = "600000000000000001";
const ROLE: &str = "610000000000000001";
/// The moderators' channel.
const CHANNEL: &str = "600000000000000077";

/// Somebody who uses `/rules`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Who {
    pub(crate) user: &'static str,
    guild: Option<&'static str>,
    roles: &'static [&'static str],
}

pub(crate) const MODERATOR: Who = Who { user: "800000000000000011", guild: Some(HOME), roles: &["1", ROLE] };
pub(crate) const OTHER_MODERATOR: Who = Who { user: "800000000000000012", guild: Some(HOME), roles: &[ROLE] };
pub(crate) const MEMBER: Who = Who { user: "800000000000000013", guild: Some(HOME), roles: &["1"] };
/// A moderator of another server, whose role happens to have the same id.
pub(crate) const FROM_ELSEWHERE: Who = Who { user: "800000000000000014", guild: Some("600000000000000999"), roles: &[ROLE] };
/// A moderator in a direct message: no server, no roles.
pub(crate) const IN_PRIVATE: Who = Who { user: "800000000000000011", guild: None, roles: &[] };

/// An answer, as the caller sees it in the end.
pub(crate) struct Answer {
    /// Type of the first response.
    pub(crate) kind: u64,
    /// The message.
    pub(crate) message: Value,
    pub(crate) files: Vec<(String, String)>,
}

impl Answer {
    /// Title, text and fields.
    pub(crate) fn text(&self) -> String {
        let embed = &self.message["embeds"][0];
        let part = |part: &Value| part.as_str().unwrap_or_default().to_owned();
        let fields = embed["fields"].as_array().into_iter().flatten();
        let fields: Vec<String> = fields.map(|field| format!("{}: {}", part(&field["name"]), part(&field["value"]))).collect();
        format!("{}\n{}\n{}", part(&embed["title"]), part(&embed["description"]), fields.join("\n"))
    }

    /// The id of the button whose label begins with `label`.
    pub(crate) fn button(&self, label: &str) -> String {
        let rows = self.message["components"].as_array().cloned().unwrap_or_default();
        let buttons = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
        let found = buttons.into_iter().find(|button| button["label"].as_str().is_some_and(|known| known.starts_with(label)));
        let found = found.unwrap_or_else(|| panic!("no button {label}: {}", self.message));
        found["custom_id"].as_str().expect("an id").to_owned()
    }

    pub(crate) fn has_buttons(&self) -> bool {
        self.message["components"].as_array().is_some_and(|rows| !rows.is_empty())
    }

    #[track_caller]
    pub(crate) fn says(&self, words: &str) {
        assert!(self.text().contains(words), "it should say {words:?}: {}", self.text());
    }
}

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

    /// The number of the generation that is live.
    pub(crate) fn generation(&self) -> String {
        fs::read_to_string(self.0.join("data/rules/upwork/current")).expect("a number").trim().to_owned()
    }

    fn below(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path").to_owned()
    }

    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("REDRAFT_RULES", self.below("rules")),
            ("REDRAFT_DATA", self.below("data")),
            ("REDRAFT_FEEDBACK_CHANNEL", CHANNEL.to_owned()),
            ("REDRAFT_HOME_GUILD", HOME.to_owned()),
            ("REDRAFT_MODERATOR_ROLES", format!("{ROLE}, 610000000000000099")),
        ]
    }
}

/// A rule file with one rule that fires on `word`.
pub(crate) fn rule(word: &str, severity: &str) -> String {
    format!(
        "[[rule]]\nid = \"{word}\"\nsays = [\"{word}\"]\nseverity = \"{severity}\"\nmessage = \"Names a {word}.\"\nfix = \"Leave it out.\"\n\
         source = \"tests\"\nbad = [\"A {word} helps.\"]\ngood = [\"A sheet helps.\"]\n"
    )
}

/// A line of a corpus file; `must` are categories, separated by spaces.
pub(crate) fn case(id: &str, text: &str, verdict: &str, must: &str) -> String {
    let must: Vec<&str> = must.split(' ').filter(|name| !name.is_empty()).collect();
    format!("{}\n", json!({ "id": id, "description": text, "expect": { "verdict": verdict, "must": must } }))
}

/// `/rules name` with options: texts, whole numbers, and one attachment.
fn call(name: &str, options: &[(&str, Value)]) -> Value {
    let kind = |name: &str, value: &Value| match name {
        "attachment" => 11,
        _ if value.is_number() => 4,
        _ => 3,
    };
    let options: Vec<Value> =
        options.iter().map(|(name, value)| json!({ "name": name, "type": kind(name, value), "value": value })).collect();
    json!({ "id": "500000000000000009", "name": "rules", "type": 1, "options": [{ "name": name, "type": 1, "options": options }] })
}

async fn run(folder: &Folder, without: &str, prepare: &dyn Fn(&Loopback)) -> (Loopback, Bot) {
    let discord = Loopback::start().await;
    prepare(&discord);
    let variables = folder.variables();
    let variables: Vec<(&str, &str)> =
        variables.iter().filter(|(name, _)| *name != without).map(|(name, value)| (*name, value.as_str())).collect();
    let bot = Bot::start_with(&discord, &variables);
    discord.ready().await;
    (discord, bot)
}

impl Scene {
    pub(crate) async fn start() -> Self {
        Self::start_in(Folder::new()).await
    }

    pub(crate) async fn start_in(folder: Folder) -> Self {
        let (discord, bot) = run(&folder, "", &|_| {}).await;
        Self { discord, bot, folder }
    }

    /// A bot that meets a Discord made ready for it.
    pub(crate) async fn start_with(prepare: &dyn Fn(&Loopback)) -> Self {
        let folder = Folder::new();
        let (discord, bot) = run(&folder, "", prepare).await;
        Self { discord, bot, folder }
    }

    /// A bot for which one variable is not set.
    pub(crate) async fn start_without(variable: &str) -> Self {
        let folder = Folder::new();
        let (discord, bot) = run(&folder, variable, &|_| {}).await;
        Self { discord, bot, folder }
    }

    /// A path beside the rules folder.
    pub(crate) fn below(&self, name: &str) -> PathBuf {
        PathBuf::from(self.folder.below(name))
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

    /// `/rules …`
    pub(crate) async fn call(&self, who: Who, name: &str, options: &[(&str, Value)]) -> Answer {
        self.send(who, 2, call(name, options)).await
    }

    /// `/rules upload` of a file with this name and text.
    pub(crate) async fn upload(&self, who: Who, name: &str, text: &str) -> Answer {
        self.upload_as(who, name, text.as_bytes(), &[]).await
    }

    /// The same with bytes and more options.
    pub(crate) async fn upload_as(&self, who: Who, name: &str, bytes: &[u8], more: &[(&str, Value)]) -> Answer {
        let id = self.discord.id();
        let url = self.discord.serve_file(&id, bytes);
        let options = [&[("attachment", json!(id)), ("reason", json!("We saw\n@everyone do it"))], more].concat();
        let mut data = call("upload", &options);
        // What Discord declares of the size need not be true.
        let file = json!({ "id": id, "filename": name, "size": 50, "url": url, "proxy_url": url });
        data["resolved"] = json!({ "attachments": { id: file } });
        self.send(who, 2, data).await
    }

    /// A click on a button.
    pub(crate) async fn click(&self, who: Who, custom_id: &str) -> Answer {
        self.send(who, 3, json!({ "custom_id": custom_id })).await
    }

    /// Completions of the option `focused` of a subcommand.
    pub(crate) async fn complete(&self, who: Who, name: &str, focused: &str, written: &str) -> Vec<String> {
        let mut data = call(name, &[(focused, json!(written))]);
        data["options"][0]["options"][0]["focused"] = json!(true);
        if focused == "number" {
            data["options"][0]["options"][0]["type"] = json!(4);
        }
        let answer = self.send(who, 4, data).await;
        answer.message["choices"].as_array().expect("choices").iter().map(|choice| choice["value"].to_string()).collect()
    }

    async fn send(&self, who: Who, kind: u8, data: Value) -> Answer {
        let (id, mut event) = match data["custom_id"].as_str() {
            Some(custom_id) => click(&self.discord, custom_id),
            None => interaction(&self.discord, kind, &data),
        };
        let token = format!("token-{id}");
        event["token"] = json!(token);
        event["member"]["user"]["id"] = json!(who.user);
        event["member"]["roles"] = json!(who.roles);
        if let Some(guild) = who.guild {
            event["guild_id"] = json!(guild);
        } else {
            let user = event["member"]["user"].clone();
            let event = event.as_object_mut().expect("an object");
            for name in ["guild_id", "member", "guild_locale"] {
                event.remove(name);
            }
            event.insert("user".to_owned(), user);
            event.insert("context".to_owned(), json!(1));
        }
        self.discord.dispatch("INTERACTION_CREATE", &event);
        let first = self.discord.response(&id).await;
        let kind = first.body["type"].as_u64().expect("a type");
        if !matches!(kind, 5 | 6) {
            return Answer { kind, message: first.body["data"].clone(), files: first.files };
        }
        let path = format!("/{token}/messages/@original");
        let last = self.discord.wait(1, |request| request.method == "PATCH" && request.path.ends_with(&path)).await.remove(0);
        Answer { kind, message: last.body, files: last.files }
    }

    /// The title of the review of a text and its findings: what the rules served now say.
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
