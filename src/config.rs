//! The bot's configuration: from the environment, checked as a whole, with secrets that cannot be printed.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use reqwest::Url;

/// A value that shows as `***` wherever it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself, for the one place that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
}

/// Which shards of how many this process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shards {
    /// The first one; they are counted from 0.
    pub from: u32,
    /// The last one.
    pub to: u32,
    /// How many there are in all processes together.
    pub total: u32,
}

impl Shards {
    /// Most shards in all: more than the largest bot has.
    pub const MOST: u32 = 16_384;

    /// All of them, at least one.
    pub fn all(total: u32) -> Self {
        let total = total.clamp(1, Self::MOST);
        Self { from: 0, to: total - 1, total }
    }
}

/// The bot's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `DISCORD_TOKEN`.
    pub token: Secret,
    /// `DISCORD_API_URL` without a path: where REST requests go. Discord's own by default.
    pub api_url: String,
    /// `REDRAFT_RULES`: the folder of rule packs.
    pub rules: Option<PathBuf>,
    /// `REDRAFT_DATA`: the folder for the history of rule changes.
    pub data: Option<PathBuf>,
    /// `REDRAFT_HOME_GUILD`: the server where rules may be changed on Discord.
    pub home_guild: Option<u64>,
    /// `REDRAFT_MODERATOR_ROLES`: the roles that may change them.
    pub moderator_roles: Vec<u64>,
    /// `REDRAFT_FEEDBACK_CHANNEL`: the moderators' channel.
    pub feedback_channel: Option<u64>,
    /// `REDRAFT_SHARDS`: which shards this process runs; all that Discord recommends by default.
    pub shards: Option<Shards>,
    /// `REDRAFT_LOG`.
    pub log: LogFormat,
    /// `REDRAFT_METRICS`: where metrics and health are served, on loopback only.
    pub metrics: Option<SocketAddr>,
    /// `RUST_LOG`: which of the bot's own events are logged.
    pub log_filter: Option<String>,
}

/// A variable that is missing or malformed; its text never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable} {problem}")]
pub struct ConfigError {
    /// The variable.
    pub variable: &'static str,
    /// What is wrong with it, and what to write.
    pub problem: &'static str,
}

/// Discord's REST API.
const DISCORD: &str = "https://discord.com";

impl Config {
    /// Reads the variables through `get`; an empty one counts as not set.
    ///
    /// # Errors
    /// The first variable that is missing or malformed.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let value = |name: &str| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let log = match value("REDRAFT_LOG").as_deref() {
            None | Some("text") => LogFormat::Text,
            Some("json") => LogFormat::Json,
            Some(_) => return Err(ConfigError { variable: "REDRAFT_LOG", problem: "has to be text or json" }),
        };
        Ok(Self {
            token: token(value("DISCORD_TOKEN"))?,
            api_url: api_url(value("DISCORD_API_URL"))?,
            rules: value("REDRAFT_RULES").map(PathBuf::from),
            data: value("REDRAFT_DATA").map(PathBuf::from),
            home_guild: ids("REDRAFT_HOME_GUILD", value("REDRAFT_HOME_GUILD"))?.pop(),
            moderator_roles: ids("REDRAFT_MODERATOR_ROLES", value("REDRAFT_MODERATOR_ROLES"))?,
            feedback_channel: ids("REDRAFT_FEEDBACK_CHANNEL", value("REDRAFT_FEEDBACK_CHANNEL"))?.pop(),
            shards: value("REDRAFT_SHARDS").map(|value| shards(&value)).transpose()?,
            log,
            metrics: value("REDRAFT_METRICS").map(|value| loopback(&value)).transpose()?,
            log_filter: value("RUST_LOG"),
        })
    }
}

/// The token: three base64url parts joined by dots. What they hold is Discord's business: a test's or a proxy's token may hold
/// no id, and a wrong one is told by the first request.
fn token(value: Option<String>) -> Result<Secret, ConfigError> {
    let error = |problem| ConfigError { variable: "DISCORD_TOKEN", problem };
    let token = value.ok_or(error(
        "is not set: copy the bot's token from Discord's developer portal (your application, Bot, Reset Token) into the environment or .env",
    ))?;
    let token = token.strip_prefix("Bot ").unwrap_or(&token).to_owned();
    let parts: Vec<&str> = token.split('.').collect();
    let plain =
        |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'='));
    if parts.len() == 3 && parts.iter().all(plain) {
        Ok(Secret(token))
    } else {
        Err(error("does not look like a bot token: it has three parts joined by dots; copy it again from Discord's developer portal"))
    }
}

/// Discord's ids, separated by commas; only the roles may be several.
fn ids(variable: &'static str, value: Option<String>) -> Result<Vec<u64>, ConfigError> {
    let problem = "has to be an id: digits only, as Discord's \"Copy ID\" gives it (several roles are separated by commas)";
    let Some(value) = value else { return Ok(Vec::new()) };
    // A comma at the end is no mistake.
    let written = value.split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids: Option<Vec<u64>> = written.map(|id| id.parse().ok().filter(|id| *id > 0)).collect();
    let counts = |ids: &Vec<u64>| ids.len() == 1 || variable == "REDRAFT_MODERATOR_ROLES" && !ids.is_empty();
    ids.filter(counts).ok_or(ConfigError { variable, problem })
}

/// `from-to/total`, counted from 0.
fn shards(value: &str) -> Result<Shards, ConfigError> {
    let problem = "has to be of the form from-to/total, counted from 0, such as 0-3/8 for the first four of eight shards";
    let read = || {
        let (range, total) = value.split_once('/')?;
        let (from, to) = range.split_once('-')?;
        let number = |digits: &str| digits.trim().parse::<u32>().ok();
        Some(Shards { from: number(from)?, to: number(to)?, total: number(total)? })
    };
    read()
        .filter(|shards| shards.from <= shards.to && shards.to < shards.total && shards.total <= Shards::MOST)
        .ok_or(ConfigError { variable: "REDRAFT_SHARDS", problem })
}

/// An address that only this machine reaches: the figures are the operator's alone.
fn loopback(value: &str) -> Result<SocketAddr, ConfigError> {
    let problem = "has to be a loopback address with a port, such as 127.0.0.1:9464";
    let address = value.parse::<SocketAddr>().ok().filter(|address| address.ip().is_loopback());
    address.ok_or(ConfigError { variable: "REDRAFT_METRICS", problem })
}

/// The base of the REST API, without `/api/v10`.
fn api_url(value: Option<String>) -> Result<String, ConfigError> {
    let Some(url) = value else { return Ok(DISCORD.to_owned()) };
    let is_base = |url: &Url| matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none();
    if !Url::parse(&url).is_ok_and(|url| is_base(&url)) {
        let problem = "has to be an address that begins with http:// or https://, such as https://discord.com";
        return Err(ConfigError { variable: "DISCORD_API_URL", problem });
    }
    let base = url.trim_end_matches('/');
    let base = base.strip_suffix("/api/v10").or_else(|| base.strip_suffix("/api")).unwrap_or(base);
    Ok(base.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: (&str, &str) = ("DISCORD_TOKEN", "MTIz.abc-d.e_f");

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn a_token_is_needed_and_never_shown() {
        let config = read(&[TOKEN]).expect("a configuration");
        assert!(!format!("{config:?} {}", config.token).contains("MTIz"));
        assert_eq!(config.api_url, DISCORD);
        for wrong in ["", "hello", "MTIz.abc", "MTIz.abc.d e", "MTIz..c", "MTIz.a.b.c"] {
            let error = read(&[("DISCORD_TOKEN", wrong)]).expect_err("no token");
            assert_eq!(error.variable, "DISCORD_TOKEN");
            assert!(wrong.is_empty() || !error.to_string().contains(wrong), "the value is not repeated");
        }
    }

    #[test]
    fn real_shapes_of_tokens_are_taken() {
        for token in ["OTAwMDAwMDAwMDAwMDAwMDAx.Gabcde.abc-def_ghi", "Bot MTIz.abc.def", " MTIzNA==.abc.def\n"] {
            assert!(read(&[("DISCORD_TOKEN", token)]).is_ok(), "{token}");
        }
    }

    #[test]
    fn malformed_values_name_their_variable() {
        assert_eq!(read(&[TOKEN, ("REDRAFT_LOG", "xml")]).map_err(|error| error.variable), Err("REDRAFT_LOG"));
        for variable in ["REDRAFT_HOME_GUILD", "REDRAFT_MODERATOR_ROLES", "REDRAFT_FEEDBACK_CHANNEL"] {
            assert_eq!(read(&[TOKEN, (variable, "general")]).map_err(|error| error.variable), Err(variable));
        }
        for roles in ["1, 2", "1,2,"] {
            assert_eq!(read(&[TOKEN, ("REDRAFT_MODERATOR_ROLES", roles)]).expect("a configuration").moderator_roles, [1, 2]);
        }
        assert_eq!(read(&[TOKEN, ("REDRAFT_MODERATOR_ROLES", ",")]).map_err(|error| error.variable), Err("REDRAFT_MODERATOR_ROLES"));
        for wrong in ["discord.com", "ftp://discord.com", "http://", "http://127.0.0.1:99999", "https://discord.com/?v=10"] {
            assert_eq!(read(&[TOKEN, ("DISCORD_API_URL", wrong)]).map_err(|error| error.variable), Err("DISCORD_API_URL"), "{wrong}");
        }
    }

    #[test]
    fn shards_are_a_range_of_all() {
        let shards = |value| read(&[TOKEN, ("REDRAFT_SHARDS", value)]).map(|config| config.shards).map_err(|error| error.variable);
        assert_eq!(shards("0-3/8"), Ok(Some(Shards { from: 0, to: 3, total: 8 })));
        assert_eq!(shards("0-0/1"), Ok(Some(Shards::all(1))));
        assert_eq!(shards(""), Ok(None));
        for wrong in ["8", "3/8", "0-8/8", "3-0/8", "0-3", "-1-3/8", "0-3/8/9", "a-b/c", "0-99999999999/8", "0-0/99999"] {
            assert_eq!(shards(wrong), Err("REDRAFT_SHARDS"), "{wrong}");
        }
    }

    #[test]
    fn figures_are_served_on_loopback_only() {
        for right in ["127.0.0.1:9464", "[::1]:9464"] {
            assert!(read(&[TOKEN, ("REDRAFT_METRICS", right)]).expect("a configuration").metrics.is_some());
        }
        for wrong in ["9464", "localhost", "0.0.0.0:9464", "192.0.2.1:9464", "127.0.0.1:99999", "http://127.0.0.1:9464"] {
            assert_eq!(read(&[TOKEN, ("REDRAFT_METRICS", wrong)]).map_err(|error| error.variable), Err("REDRAFT_METRICS"), "{wrong}");
        }
    }

    #[test]
    fn the_base_url_may_carry_the_version() {
        for url in ["http://127.0.0.1:9/", "http://127.0.0.1:9/api", "http://127.0.0.1:9/api/v10/"] {
            assert_eq!(read(&[TOKEN, ("DISCORD_API_URL", url)]).expect("a configuration").api_url, "http://127.0.0.1:9");
        }
    }
}
