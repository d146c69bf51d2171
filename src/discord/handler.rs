//! What arrives from the gateway: each event is taken once, in a task of its own, and answered whatever happens in it.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::FutureExt as _;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::all::{Interaction, Message, MessageUpdateEvent};
use tokio::time::{Instant, sleep};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::attachment::FETCH_WITHIN;
use super::gateway::data;
use super::interaction::{Answer, alone};
use super::reply::{Reply, Response};
use super::rest::{Call, RestError};
use super::{Bot, pages};

/// Events worked on at the same time: twice a thousand a second, each answered within a second. A file is waited for longer.
pub(super) const MOST_WORK: u32 = 2_048;
/// Time for what runs to finish when the bot is told to stop.
const GRACE: Duration = Duration::from_secs(5);
/// First pause after the commands could not be registered; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// What is needed of READY.
#[derive(Deserialize)]
struct Ready {
    application: Application,
}

#[derive(Deserialize)]
struct Application {
    id: serenity::all::ApplicationId,
}

/// What is needed of an interaction to say that nothing more of it could be read.
#[derive(Deserialize)]
struct Unread {
    id: serenity::all::InteractionId,
    token: String,
    #[serde(rename = "type")]
    kind: u8,
}

/// The kinds of interactions that can be answered by a message: commands, components, modals.
const ANSWERED_BY_MESSAGE: [u8; 3] = [2, 3, 5];

/// Takes an event: its name, and the text of its frame. The data of those that the bot does not need is not even read.
pub(super) fn take(bot: &Arc<Bot>, name: &str, frame: &Utf8Bytes) {
    let arrived = Instant::now();
    match name {
        "READY" => {
            if let Some(ready) = read::<Ready>("READY", frame) {
                tokio::spawn(register(Arc::clone(bot), ready.application.id.get()));
            }
        }
        "INTERACTION_CREATE" => work(bot, frame, move |bot, frame| async move { interaction(&bot, &frame, arrived).await }),
        "MESSAGE_CREATE" => work(bot, frame, |bot, frame| async move { message(&bot, &frame).await }),
        "MESSAGE_UPDATE" => work(bot, frame, |bot, frame| async move {
            if let Some(update) = read::<MessageUpdateEvent>("MESSAGE_UPDATE", &frame) {
                bot.direct_edit(&update).await;
            }
        }),
        _ => {}
    }
}

/// Works on an event in a task of its own. A panic there is caught: it ends that task only, with an incident.
fn work<W: Future<Output = ()> + Send + 'static>(
    bot: &Arc<Bot>,
    frame: &Utf8Bytes,
    task: impl FnOnce(Arc<Bot>, Utf8Bytes) -> W + Send + 'static,
) {
    let Ok(place) = Arc::clone(&bot.work).try_acquire_owned() else {
        tracing::warn!("too much to do at once; an event was left out");
        return;
    };
    let (bot, frame) = (Arc::clone(bot), frame.clone());
    tokio::spawn(async move {
        if AssertUnwindSafe(task(bot, frame)).catch_unwind().await.is_err() {
            incident("work on an event panicked");
        }
        drop(place);
    });
}

/// The event's data, as far as serenity knows it. What it holds is in no log.
fn read<T: DeserializeOwned>(event: &'static str, frame: &str) -> Option<T> {
    let read = data(frame);
    if read.is_none() {
        tracing::warn!(event, "an event could not be read");
    }
    read
}

/// Registers the commands, once in the life of the process, however long it takes.
async fn register(bot: Arc<Bot>, application: u64) {
    let mut pause = FIRST_PAUSE;
    // Whoever holds the lock registers; a later session finds it done.
    let mut registered = bot.registered.lock().await;
    while !*registered {
        match bot.register_commands(application).await {
            Ok(()) => {
                *registered = true;
                tracing::info!("commands registered");
            }
            Err(error @ (RestError::Unauthorized | RestError::Refused { .. })) => {
                tracing::error!(%error, "commands could not be registered; those of the last start stay");
                return;
            }
            Err(error) => {
                tracing::warn!(%error, seconds = pause.as_secs(), "commands could not be registered; trying again after a pause");
                sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

async fn interaction(bot: &Bot, frame: &str, arrived: Instant) {
    let Some(interaction) = read::<Interaction>("INTERACTION_CREATE", frame) else {
        // Of a kind that Discord invented later: the member still gets an answer.
        let Some(unread) = data::<Unread>(frame) else { return };
        if ANSWERED_BY_MESSAGE.contains(&unread.kind) && bot.seen.first_time(unread.id.get()) {
            let answer = Answer::page(pages::failure(incident("an interaction could not be read")));
            let call = Call { id: unread.id.get(), token: &unread.token, arrived };
            respond(bot, &call, answer, false).await;
        }
        return;
    };
    if !bot.seen.first_time(interaction.id().get()) {
        return;
    }
    let answer = answered(bot.answer(&interaction, arrived + FETCH_WITHIN)).await;
    let Some(answer) = answer.unwrap_or_else(|incident| Some(Answer::page(pages::failure(incident)))) else { return };
    let call = Call { id: interaction.id().get(), token: interaction.token(), arrived };
    respond(bot, &call, answer, alone(&interaction)).await;
}

/// Gives the answer; to a member who is `alone` with the bot, one that stays.
async fn respond(bot: &Bot, call: &Call<'_>, answer: Answer, alone: bool) {
    let sent = match answer {
        Answer::Modal(response) | Answer::Choices(response) => bot.rest.respond(call, &response, None).await,
        Answer::Later(later) => bot.later(call, *later).await,
        Answer::Reply { reply, public } => bot.rest.respond(call, &reply.response(public || alone), reply.file.as_ref()).await,
        Answer::Update(reply) => bot.rest.respond(call, &reply.update(), reply.file.as_ref()).await,
        Answer::Seen => bot.rest.respond(call, &Response::seen(), None).await,
    };
    bot.metrics.responded(call.arrived.elapsed());
    if let Err(error) = sent {
        incident(&format!("an interaction could not be answered: {error}"));
    }
}

async fn message(bot: &Bot, frame: &str) {
    let Some(message) = read::<Message>("MESSAGE_CREATE", frame) else { return };
    if let Err(incident) = answered(bot.direct_message(&message)).await {
        let reply = Reply::page(pages::failure(incident));
        // Under the same nonce: if the answer went out before the panic, this is no second one.
        let _ = bot.rest.create_message(message.channel_id.get(), &reply, message.id.get()).await;
    }
}

/// What the work gives, or the incident under which its panic was logged.
async fn answered<T>(work: impl Future<Output = T>) -> Result<T, u64> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(|_| incident("an answer panicked"))
}

/// Incidents since the start.
static INCIDENTS: AtomicU64 = AtomicU64::new(0);

/// How many incidents there were since the start.
pub(super) fn incidents() -> u64 {
    INCIDENTS.load(Ordering::Relaxed)
}

/// Logs and counts a failure of ours under a number that can be told to the member; the text must not hold anything a member wrote.
pub(super) fn incident(what: &str) -> u64 {
    let number = super::random() & 0xffff_ffff;
    INCIDENTS.fetch_add(1, Ordering::Relaxed);
    tracing::error!(incident = format!("{number:08x}"), "{what}");
    number
}

impl Bot {
    /// Waits until all events that were taken are answered, for five seconds at most.
    pub(super) async fn finish_work(&self) {
        if tokio::time::timeout(GRACE, self.work.acquire_many(MOST_WORK)).await.is_err() {
            tracing::warn!("not all work was finished in time");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_while_answering_is_an_incident() {
        assert_eq!(answered(async { 7 }).await, Ok(7));
        let nothing: Vec<u8> = Vec::new();
        let panics = async { nothing[0] };
        assert!(answered(panics).await.is_err_and(|incident| incident <= 0xffff_ffff));
    }
}
