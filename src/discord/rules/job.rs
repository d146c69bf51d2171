//! What takes longer than an answer may: Discord is told at once that it was understood, and the answer is filled in when it is there.

use serenity::all::Attachment;
use tokio::time::Instant;

use super::super::dispute::AddCase;
use super::super::reply::{Reply, Response};
use super::super::rest::{Call, RestError};
use super::super::{Bot, attachment, pages};
use super::pending::Proposal;
use super::preview::{self, Preview};
use super::watch;
use crate::history::{Author, Change, Entry, HistoryError, KeepError, Keeper, Look};
use crate::render::markdown::{code, escape};
use crate::store::MAX_FILE_BYTES;

/// Something to do, and where its answer goes.
pub(in super::super) struct Later {
    pub(super) application: u64,
    /// Whether the answer replaces the message of the button.
    pub(super) update: bool,
    pub(super) job: Job,
}

/// What to do.
pub(super) enum Job {
    /// Fetch a file, and show what it would change.
    Upload { user: u64, path: String, file: Attachment, reason: String },
    /// Show what a change would do.
    Preview { user: u64, change: Change, reason: String },
    /// Publish what was shown.
    Publish { proposal: Proposal },
    /// Take over the rules folder.
    Reload { user: u64 },
    /// Add a disputed finding to the labelled cases.
    AddCase(AddCase),
}

impl Later {
    /// A disputed finding becomes a labelled case; the answer replaces the message of its button.
    pub(in super::super) fn add_case(application: u64, case: AddCase) -> Self {
        Self { application, update: true, job: Job::AddCase(case) }
    }
}

impl Bot {
    /// Answers a call by doing its job.
    pub(in super::super) async fn later(&self, call: &Call<'_>, later: Later) -> Result<(), RestError> {
        let understood = if later.update { Response::seen() } else { Response::thinking() };
        self.rest.respond(call, &understood, None).await?;
        let reply = match later.job {
            Job::Upload { user, path, file, reason } => self.upload(user, path, &file, reason).await,
            Job::Preview { user, change, reason } => self.preview(user, change, reason, None).await,
            Job::Publish { proposal } => self.publish(proposal).await,
            Job::Reload { user } => self.reload(user).await,
            Job::AddCase(case) => self.add_case_now(case).await,
        };
        self.rest.edit_response(later.application, call.token, &reply).await
    }

    async fn upload(&self, user: u64, path: String, file: &Attachment, reason: String) -> Reply {
        match attachment::rule_file(self.rest.client(), file, MAX_FILE_BYTES).await {
            Ok(text) => self.preview(user, Change::Put { path, text }, reason, None).await,
            Err(error) => {
                tracing::info!(user, act = "upload", why = ?error, "an uploaded file was refused");
                Reply::page(pages::mistake(&error.to_string()))
            }
        }
    }

    /// Shows what a change would do, with buttons to decide; `note` stands above it.
    async fn preview(&self, user: u64, change: Change, reason: String, note: Option<String>) -> Reply {
        let tried = change.clone();
        let preview = match self.with_keeper(move |keeper| Preview::new(keeper, &tried)).await {
            Err(incident) => return Reply::page(pages::failure(incident)),
            Ok(Err(error)) => return refusal(user, "preview", &error),
            Ok(Ok(preview)) => preview,
        };
        tracing::info!(user, what = preview.what, base = preview.base, breaks = preview.breaks(), "a change of the rules was previewed");
        let key = self.rules.generations().is_some().then(|| {
            let (base, what, breaks) = (preview.base, preview.what.clone(), preview.breaks());
            self.moderation.pending.keep(Proposal { author: user, base, change, reason: reason.clone(), what, breaks }, Instant::now())
        });
        preview::page(&preview, &reason, note.as_deref(), key.as_deref())
    }

    async fn publish(&self, proposal: Proposal) -> Reply {
        let Proposal { author: user, base, change, reason, what, .. } = proposal;
        let entry = Entry { author: Author::Member(user), reason: reason.clone(), what: what.clone() };
        let published = change.clone();
        let served = match self.with_keeper(move |keeper| keeper.publish(base, &published, entry)).await {
            Err(incident) => return Reply::page(pages::failure(incident)),
            Ok(Err(KeepError::History(HistoryError::Moved { now }))) => {
                tracing::info!(user, what, base, now, "publishing was refused: another generation is live by now");
                let now = now.map_or_else(String::new, |now| format!(" (generation {now})"));
                let note = format!(
                    "Somebody else changed the rules after your preview{now}. Here is a new preview against them; nothing is lost."
                );
                return self.preview(user, change, reason, Some(note)).await;
            }
            Ok(Err(error)) => return refusal(user, "publish", &error),
            Ok(Ok(served)) => served,
        };
        tracing::info!(user, what, generation = served.number, rules = served.rules.version(), "rules published");
        let text = format!(
            "{}\nWhy: {}\n\nReviews use it from now on. To take it back: `/rules rollback number:{base}`.",
            code(&what, 300),
            escape(&reason, 300)
        );
        Reply::page(pages::notice(&format!("Published: generation {}", served.number), text))
    }

    async fn reload(&self, user: u64) -> Reply {
        let look = match self.with_keeper(Keeper::reload).await {
            Ok(look) => look,
            Err(incident) => return Reply::page(pages::failure(incident)),
        };
        watch::log(&look);
        match look {
            Look::Same | Look::Unsettled => {
                Reply::page(pages::notice("Nothing to reload", "The rules folder holds nothing that is not live already."))
            }
            Look::Taken { served, what, .. } => {
                let text = format!("Generation {} is live. Taken over from the rules folder: {}.", served.number, code(&what, 1_000));
                Reply::page(pages::notice("Reloaded", text))
            }
            Look::Refused(error) => refusal(user, "reload", &error),
        }
    }
}

/// What is said of a change that cannot be made.
fn refusal(user: u64, act: &str, error: &KeepError) -> Reply {
    if let Some(mistakes) = error.count() {
        tracing::info!(user, act, mistakes, "a change of the rules was refused: they have mistakes");
    } else {
        tracing::info!(user, act, %error, "a change of the rules was refused");
    }
    let mut reply = Reply::page(pages::notice("The rules stay as they are", watch::refusal(error)));
    reply.file = watch::whole(error);
    reply
}
