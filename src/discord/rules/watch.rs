//! The rules folder is looked at again and again; SIGHUP takes it over at once.
//!
//! Looking is polling on purpose: notifications of changes do not cross bind mounts, network file systems and containers.

use std::sync::Arc;
use std::time::Duration;

use super::super::reply::{File, Reply};
use super::super::{Bot, handler, pages, random};
use crate::history::{KeepError, Look, Served};
use crate::render::markdown::{code, code_block, escape, fits_block};

/// Time between looks: a few milliseconds of work each. With [`SETTLE`] and the time to load a set a change of rules is live within three
/// seconds, on a slow machine as well; one of examples or word lists when it has been learned from, which takes ten seconds of processor
/// time, on two cores at most.
const EVERY: Duration = Duration::from_millis(500);
/// Time in which a change has to stay as it is.
const SETTLE: Duration = Duration::from_millis(400);
/// Units of what is said of mistakes.
const UNITS: usize = 3_800;

/// Begins to watch; it ends with the runtime.
pub(in super::super) fn start_watching(bot: &Arc<Bot>) {
    // Listened to from now on: unheard, the signal would end the process.
    let hangup = Hangup::new();
    drop(tokio::spawn(watch(Arc::clone(bot), hangup)));
}

async fn watch(bot: Arc<Bot>, mut hangup: Hangup) {
    let mut pause = EVERY;
    let mut told = None;
    loop {
        let at_once = tokio::select! {
            () = tokio::time::sleep(pause) => false,
            () = hangup.wait() => true,
        };
        let same = Arc::clone(&bot);
        let look = tokio::task::spawn_blocking(move || if at_once { same.rules.reload() } else { same.rules.look() }).await;
        pause = if matches!(look, Ok(Look::Unsettled)) { SETTLE } else { EVERY };
        let Ok(look) = look else {
            handler::incident("looking at the rules folder panicked");
            continue;
        };
        log(&look);
        let news = news(&look);
        // What a signal finds may have been told before.
        if news.is_some() && !(at_once && news == told) {
            let file = if let Look::Refused(error) = &look { whole(error) } else { None };
            bot.tell_moderators(news.clone().unwrap_or_default(), file).await;
            told = news;
        }
    }
}

/// Logs what came of a look: never a text of the rules.
pub(super) fn log(look: &Look) {
    match look {
        Look::Same | Look::Unsettled => {}
        Look::Taken { served, what, .. } => taken(served, what),
        Look::Refused(error) => refused(error),
    }
}

fn taken(served: &Served, what: &str) {
    tracing::info!(who = "disk", what, generation = served.number, rules = served.rules.version(), "rules published");
}

fn refused(error: &KeepError) {
    if let Some(mistakes) = error.count() {
        tracing::warn!(who = "disk", mistakes, "a change of the rules was refused: they have mistakes");
    } else {
        tracing::warn!(who = "disk", %error, "a change of the rules was refused");
    }
}

/// What moderators have to know of a look: its title and text.
fn news(look: &Look) -> Option<(String, String)> {
    match look {
        Look::Same | Look::Unsettled => None,
        Look::Taken { overridden, .. } if overridden.is_empty() => None,
        Look::Taken { served, overridden, .. } => Some((
            "A file on disk replaced a published one".to_owned(),
            format!(
                "Generation {} is live. In the rules folder these files were edited, which had also been changed on Discord: {}. \
                 The folder's text holds now. `/rules history` shows what was published before, `/rules rollback` brings it back.",
                served.number,
                code(&overridden.join(", "), 1_000)
            ),
        )),
        Look::Refused(error) => Some(("The rules on disk were not taken over".to_owned(), refusal(error))),
    }
}

/// Why a change was refused, for moderators.
pub(super) fn refusal(error: &KeepError) -> String {
    match (error.mistakes(), error.count()) {
        (Some(mistakes), Some(count)) => {
            let there_are = if count == 1 { "There is 1 mistake".to_owned() } else { format!("There are {count} mistakes") };
            format!("{there_are} in them. The last good set stays.\n{}", code_block(&mistakes, UNITS))
        }
        _ => format!("The last good set stays. The reason: {}", escape(&error.to_string(), UNITS)),
    }
}

/// All mistakes as a file, where they do not fit the message.
pub(super) fn whole(error: &KeepError) -> Option<File> {
    let text = error.mistakes()?;
    (!fits_block(&text, UNITS)).then(|| File { name: "mistakes.txt".into(), text })
}

impl Bot {
    /// Says something in the moderators' channel, if there is one.
    async fn tell_moderators(&self, (title, text): (String, String), file: Option<File>) {
        let Some(channel) = self.moderation.channel else { return };
        let mut reply = Reply::page(pages::notice(&title, text));
        reply.file = file;
        if let Err(error) = self.rest.create_message(channel, &reply, random()).await {
            handler::incident(&format!("the moderators' channel could not be written to: {error}"));
        }
    }
}

/// SIGHUP, where there is such a thing.
struct Hangup {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Hangup {
    fn new() -> Self {
        Self {
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok(),
        }
    }

    async fn wait(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}
