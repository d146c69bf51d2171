//! Sending to Discord: the one place that retries.
//!
//! 429 waits as long as `Retry-After` says, 5xx and broken connections wait a little longer each time; all within a deadline.
//! Errors never hold a URL (it carries an interaction's token) nor a body.

use std::time::Duration;

use reqwest::{Method, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::reply::{File, Reply};
use super::request::{PATIENT, Request, UNWRITABLE};
use crate::config::{Config, Secret};

/// Time from its arrival in which an interaction has to get its first response, with a margin for the way there.
const CALLBACK_WITHIN: Duration = Duration::from_millis(2_700);
/// Time for one attempt.
const ATTEMPT: Duration = Duration::from_secs(10);
/// First wait after a failure; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(150);
/// Shortest pause before a request is sent again, whatever Discord says.
const LEAST_PAUSE: Duration = Duration::from_millis(20);
/// "Interaction has already been acknowledged": an earlier attempt got through.
const ALREADY_ACKNOWLEDGED: i64 = 40_060;

/// Why a request did not get through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum RestError {
    /// The token is not valid.
    #[error("Discord refuses the token")]
    Unauthorized,
    /// Discord refused the request for good.
    #[error("Discord refused the request with status {status}, code {code}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Discord's own code; 0 where it gave none.
        code: i64,
    },
    /// Nothing but failures within the deadline.
    #[error("Discord could not be reached in time")]
    Unreachable,
}

/// What Discord says of the gateway.
#[derive(Debug, Deserialize)]
pub(super) struct GatewayInfo {
    /// Where it is.
    pub(super) url: String,
    /// Shards it recommends.
    #[serde(default = "one")]
    pub(super) shards: u32,
    /// How many sessions may still be opened.
    #[serde(default)]
    pub(super) session_start_limit: SessionStartLimit,
}

/// How many sessions may still be opened.
#[derive(Debug, Deserialize)]
pub(super) struct SessionStartLimit {
    pub(super) remaining: u32,
    /// Milliseconds until it is set back.
    pub(super) reset_after: u64,
}

impl Default for SessionStartLimit {
    fn default() -> Self {
        Self { remaining: 1, reset_after: 0 }
    }
}

const fn one() -> u32 {
    1
}

/// An interaction as its response needs it.
pub(super) struct Call<'a> {
    pub(super) id: u64,
    /// The interaction's own token; it must reach no log.
    pub(super) token: &'a str,
    /// When it arrived: the time for its response runs from then, whatever was done meanwhile.
    pub(super) arrived: Instant,
}

/// The sender.
#[derive(Debug)]
pub(super) struct Rest {
    client: reqwest::Client,
    base: String,
    token: Secret,
    /// Told when Discord refuses the token.
    refused: Notify,
}

impl Rest {
    pub(super) fn new(config: &Config) -> Result<Self, RestError> {
        let client = reqwest::Client::builder()
            .timeout(ATTEMPT)
            .connect_timeout(Duration::from_secs(5))
            .user_agent(concat!("DiscordBot (redraft, ", env!("CARGO_PKG_VERSION"), ")"))
            .build()
            .map_err(|_| RestError::Unreachable)?;
        Ok(Self { client, base: format!("{}/api/v10", config.api_url), token: config.token.clone(), refused: Notify::new() })
    }

    /// The client, for other downloads.
    pub(super) fn client(&self) -> &reqwest::Client {
        &self.client
    }

    /// The bot's token.
    pub(super) fn token(&self) -> &Secret {
        &self.token
    }

    /// Waits until a request was answered as if the token were not valid.
    pub(super) async fn token_refused(&self) {
        self.refused.notified().await;
    }

    /// Asks for the gateway: the first thing a start does, since it also proves the token.
    pub(super) async fn gateway(&self) -> Result<GatewayInfo, RestError> {
        let answer = self.send(&Request::get("/gateway/bot")).await?;
        serde_json::from_value(answer).map_err(|_| RestError::Unreachable)
    }

    /// Replaces the global commands.
    pub(super) async fn register(&self, application: u64, commands: &impl Serialize) -> Result<(), RestError> {
        let request = Request::new(Method::PUT, format!("/applications/{application}/commands"), commands)?;
        self.send(&request).await.map(|_| ())
    }

    /// Replaces the commands of one server.
    pub(super) async fn register_in(&self, application: u64, guild: u64, commands: &impl Serialize) -> Result<(), RestError> {
        let path = format!("/applications/{application}/guilds/{guild}/commands");
        let mut commands = serde_json::to_value(commands).map_err(|_| UNWRITABLE)?;
        for command in commands.as_array_mut().into_iter().flatten() {
            // Serenity writes permissions as text; Discord's API description wants a number.
            if let Some(bits) = command.get("default_member_permissions").and_then(Value::as_str).and_then(|bits| bits.parse::<u64>().ok())
            {
                command["default_member_permissions"] = bits.into();
            }
        }
        self.send(&Request::new(Method::PUT, path, &commands)?).await.map(|_| ())
    }

    /// Fills in the answer to an interaction that was told to follow, or replaces the message of its button.
    pub(super) async fn edit_response(&self, application: u64, token: &str, reply: &Reply) -> Result<(), RestError> {
        let path = format!("/webhooks/{application}/{token}/messages/@original");
        self.send(&Request::reply(Method::PATCH, path, reply, None)?).await.map(|_| ())
    }

    /// Gives an interaction its one response.
    pub(super) async fn respond(&self, call: &Call<'_>, response: &impl Serialize, file: Option<&File>) -> Result<(), RestError> {
        let path = format!("/interactions/{}/{}/callback", call.id, call.token);
        let request = Request { file, deadline: call.arrived + CALLBACK_WITHIN, ..Request::new(Method::POST, path, response)? };
        match self.send(&request).await {
            Ok(_) | Err(RestError::Refused { code: ALREADY_ACKNOWLEDGED, .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Sends a message; gives its id. `nonce` keeps a retry from posting twice.
    pub(super) async fn create_message(&self, channel: u64, reply: &Reply, nonce: u64) -> Result<Option<u64>, RestError> {
        let path = format!("/channels/{channel}/messages");
        let answer = self.send(&Request::reply(Method::POST, path, reply, Some(nonce))?).await?;
        Ok(answer.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()))
    }

    /// Changes a message.
    pub(super) async fn edit_message(&self, channel: u64, message: u64, reply: &Reply) -> Result<(), RestError> {
        let path = format!("/channels/{channel}/messages/{message}");
        self.send(&Request::reply(Method::PATCH, path, reply, None)?).await.map(|_| ())
    }

    /// Sends a request until it gets through, is refused, or its deadline is too near for another attempt.
    async fn send(&self, request: &Request<'_>) -> Result<Value, RestError> {
        let mut wait = FIRST_WAIT;
        loop {
            let pause = match self.attempt(request).await? {
                Attempt::Done(answer) => return Ok(answer),
                // However short or long it says: never without a pause, and no time that no clock can hold.
                Attempt::RetryAfter(pause) => pause.clamp(LEAST_PAUSE, PATIENT),
                Attempt::Failed => wait,
            };
            wait = wait.saturating_mul(2);
            if pause >= request.deadline.saturating_duration_since(Instant::now()) {
                return Err(RestError::Unreachable);
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Sends a request once.
    async fn attempt(&self, request: &Request<'_>) -> Result<Attempt, RestError> {
        let sent = request.build(&self.client, &self.base, &self.token).send();
        let Ok(Ok(response)) = timeout_at(request.deadline, sent).await else { return Ok(Attempt::Failed) };
        let status = response.status();
        let retry_after =
            response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok()).and_then(|value| value.parse::<f64>().ok());
        let answer: Value = match timeout_at(request.deadline, response.bytes()).await {
            Ok(Ok(bytes)) => serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            // The status line says that it got through, whatever became of the body.
            _ if status.is_success() => Value::Null,
            _ => return Ok(Attempt::Failed),
        };
        let seconds = retry_after.or_else(|| answer.get("retry_after").and_then(Value::as_f64));
        match status {
            StatusCode::UNAUTHORIZED => {
                self.refused.notify_one();
                Err(RestError::Unauthorized)
            }
            StatusCode::TOO_MANY_REQUESTS => {
                Ok(Attempt::RetryAfter(Duration::try_from_secs_f64(seconds.unwrap_or(1.0)).unwrap_or(PATIENT)))
            }
            _ if status.is_success() => Ok(Attempt::Done(answer)),
            _ if status.is_server_error() => Ok(Attempt::Failed),
            _ => Err(RestError::Refused { status: status.as_u16(), code: answer.get("code").and_then(Value::as_i64).unwrap_or_default() }),
        }
    }
}

/// What came of one attempt.
enum Attempt {
    Done(Value),
    RetryAfter(Duration),
    Failed,
}
