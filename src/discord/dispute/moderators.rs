//! What the moderators read of a dispute, and what they can do with it.

use serde_json::Value;
use serenity::all::{Attachment, ComponentInteraction};

use super::super::component::{Style, button, row};
use super::super::interaction::Answer;
use super::super::pages::notice;
use super::super::reply::{File, Reply};
use super::super::route::{Action, CustomId, outdated};
use super::super::rules::Later;
use super::super::{Bot, attachment};
use super::Named;
use super::pages::WORDS_UNITS;
use crate::corpus::{Case, Disputed};
use crate::history::{Author, Change, Entry, HistoryError, KeepError, Keeper};
use crate::render::markdown::escape;
use crate::store;

/// The file with the case.
const CASE_FILE: &str = "case.jsonl";
/// The file of a pack to which it is added.
const CASES: &str = "corpus/disputed.jsonl";
/// Attempts while others publish.
const ATTEMPTS: usize = 3;

/// A dispute that becomes a labelled case.
pub(in super::super) struct AddCase {
    user: u64,
    named: Named,
    file: Attachment,
    /// What the message says, already escaped.
    said: String,
}

/// The message to the moderators' channel. With consent it shows the words, and holds the case that they can become as a file: so it
/// is good after a restart, and nothing has to be stored meanwhile.
pub(super) fn report(named: &Named, disputed: Option<&Disputed>, version: &str) -> Reply {
    let words = disputed.and_then(|disputed| disputed.words.as_deref());
    let what = match words {
        Some(words) => format!("The member lets you see the words:\n> {}", escape(words, WORDS_UNITS)),
        None => "The member did not send the words.".to_owned(),
    };
    let mut page = notice("A finding is disputed", format!("Rule `{}` · code `{}`\n\n{what}", named.rule, named.code));
    page.footer = format!("Rules {version}.");
    let mut reply = Reply::page(page);
    let line = disputed.and_then(Disputed::case).and_then(|case| serde_json::to_string(&case).ok());
    reply.components = vec![decisions(named, line.is_some())];
    reply.file = line.map(|text| File { name: CASE_FILE.into(), text });
    reply
}

/// What came of adding a case.
enum Added {
    /// It is in this generation.
    In(u32),
    /// It was a case already.
    Known,
}

/// Adds a line to the labelled cases, as a generation of its own.
fn add(keeper: &Keeper, user: u64, case: &Case, line: &str) -> Result<Added, KeepError> {
    let mut attempts = 0;
    loop {
        attempts += 1;
        let served = keeper.served();
        if store::cases(&served.files).iter().any(|known| known.id == case.id) {
            return Ok(Added::Known);
        }
        let mut text = served.files.iter().find(|file| file.path == CASES).map(|file| file.text.to_string()).unwrap_or_default();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        let entry = Entry {
            author: Author::Member(user),
            reason: "a member disputed a finding".to_owned(),
            what: format!("case {} added", case.id),
        };
        match keeper.publish(served.number, &Change::Put { path: CASES.to_owned(), text }, entry) {
            Ok(served) => return Ok(Added::In(served.number)),
            Err(KeepError::History(HistoryError::Moved { .. })) if attempts < ATTEMPTS => {}
            Err(error) => return Err(error),
        }
    }
}

impl Bot {
    /// The answer to somebody who is no moderator; `None` for a moderator in the home server.
    fn no_moderator(&self, component: &ComponentInteraction, act: &str) -> Option<Answer> {
        if self.moderation.allows(component.guild_id, component.member.as_ref()) {
            return None;
        }
        tracing::warn!(user = component.user.id.get(), act, "a click on a dispute was denied");
        Some(Answer::mistake("Only moderators of my home server can decide this."))
    }

    /// A moderator dismisses a dispute: the words go with the message's file.
    pub(in super::super) fn dismiss(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let Some(named) = Named::parse(key) else { return outdated() };
        if let Some(denied) = self.no_moderator(component, "dismiss") {
            return denied;
        }
        let by = component.user.id.get();
        Answer::update(Reply::page(notice("Dismissed", format!("Rule `{}` · code `{}`\nBy <@{by}>.", named.rule, named.code))))
    }

    /// A moderator adds the disputed words to the labelled cases; what is added stands in the message's file.
    pub(in super::super) fn add_case(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let Some(named) = Named::parse(key) else { return outdated() };
        if let Some(denied) = self.no_moderator(component, "add a case") {
            return denied;
        }
        let message = &component.message;
        let Some(file) = message.attachments.iter().find(|file| file.filename == CASE_FILE).cloned() else {
            return Answer::mistake("The file with the case is no longer there, so it cannot be added. You can dismiss the dispute.");
        };
        let said = message.embeds.first().and_then(|embed| embed.description.clone()).unwrap_or_default();
        let case = AddCase { user: component.user.id.get(), named, file, said };
        Answer::Later(Box::new(Later::add_case(component.application_id.get(), case)))
    }

    /// Does it.
    pub(in super::super) async fn add_case_now(&self, adding: AddCase) -> Reply {
        let AddCase { user, named, file, said } = adding;
        let line = match attachment::rule_file(self.rest.client(), &file, store::MAX_FILE_BYTES).await {
            Ok(line) => line.trim().to_owned(),
            // The message keeps the file, and so its button: the next click fetches it again.
            Err(error) => {
                let reply = not_added(&named, said, &error.to_string(), None);
                return Reply { keeps_files: true, components: vec![decisions(&named, true)], ..reply };
            }
        };
        let case = Case::parse(&line).ok().filter(|case| case.id.ends_with(&named.code) && case.submission().fits().is_ok());
        let Some(case) = case else { return not_added(&named, said, "its file is not as I made it", None) };
        let (id, written) = (case.id.clone(), line.clone());
        let added = self.with_keeper(move |keeper| add(keeper, user, &case, &written)).await;
        let about = format!("Rule `{}` · code `{}`\n\nBy <@{user}>: case `{id}` in `{CASES}`", named.rule, named.code);
        match added {
            Err(incident) => not_added(&named, said, &format!("something went wrong on my side, incident {incident:08x}"), Some(line)),
            Ok(Err(error)) => {
                tracing::info!(user, why = %error.count().map_or_else(|| error.to_string(), |count| format!("{count} mistakes")), "a case was refused");
                not_added(&named, said, &error.to_string(), Some(line))
            }
            Ok(Ok(Added::Known)) => Reply::page(notice("Already a labelled case", format!("{about}."))),
            Ok(Ok(Added::In(number))) => {
                tracing::info!(user, generation = number, what = id, "a disputed finding became a labelled case");
                let text = format!(
                    "{about}, generation {number}.\n\nIt counts as wrong until the rule is mended: change the rule with `/rules upload`."
                );
                Reply::page(notice("Added to the labelled cases", text))
            }
        }
    }
}

/// The dispute as it was, with the reason above it, to try again.
fn not_added(named: &Named, said: String, why: &str, line: Option<String>) -> Reply {
    let mut reply = Reply::page(notice("A finding is disputed", said));
    reply.content = format!("The case was not added: {}", escape(why, 1_500));
    reply.components = vec![decisions(named, line.is_some())];
    reply.file = line.map(|text| File { name: CASE_FILE.into(), text });
    reply
}

/// The buttons.
fn decisions(named: &Named, with_case: bool) -> Value {
    let key = named.to_string();
    let add = button(Style::Primary, "Add as corpus case", CustomId::new(Action::AddCase, &key));
    let dismiss = button(Style::Secondary, "Dismiss", CustomId::new(Action::Dismiss, &key));
    row(with_case.then_some(add).into_iter().chain([dismiss]))
}
