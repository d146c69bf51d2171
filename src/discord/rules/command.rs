//! What a call of `/rules`, a click or a completion asks for.

use std::sync::Arc;

use serenity::all::{Attachment, CommandInteraction, ComponentInteraction, GuildId, Member, ResolvedOption, ResolvedValue};
use tokio::time::Instant;

use super::super::interaction::Answer;
use super::super::reply::{Reply, Response};
use super::super::review::too_long;
use super::super::{Bot, pages};
use super::access::{self, Denied};
use super::browse;
use super::job::{Job, Later};
use super::pending::Missing;
use crate::history::{Change, Keeper, destination};
use crate::render::one_line;
use crate::submission::Submission;

/// Characters of a reason.
pub(super) const REASON_CHARS: u16 = 200;

/// The options of a subcommand.
struct Options<'a>(Vec<ResolvedOption<'a>>);

impl<'a> Options<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|option| option.name == name).and_then(|option| match option.value {
            ResolvedValue::String(text) => Some(text),
            _ => None,
        })
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.0.iter().find(|option| option.name == name).and_then(|option| match option.value {
            ResolvedValue::Integer(number) => u32::try_from(number).ok(),
            _ => None,
        })
    }

    fn attachment(&self) -> Option<&'a Attachment> {
        self.0.iter().find_map(|option| match option.value {
            ResolvedValue::Attachment(attachment) => Some(attachment),
            _ => None,
        })
    }

    /// The reason, on one line.
    fn reason(&self) -> Result<String, String> {
        let reason = one_line(self.text("reason").unwrap_or_default());
        match reason.chars().count() {
            0 => Err("Please say why, with the option `reason`: the history keeps it.".to_owned()),
            chars if chars > usize::from(REASON_CHARS) => Err(format!("The reason has at most {REASON_CHARS} characters.")),
            _ => Ok(reason),
        }
    }
}

impl Bot {
    /// The answer to `/rules …`.
    pub(in super::super) async fn rules_command(&self, command: &CommandInteraction) -> Answer {
        let user = command.user.id.get();
        let mut options = command.data.options();
        let first = options.pop();
        let Some(ResolvedOption { name, value: ResolvedValue::SubCommand(options), .. }) = first else {
            return Answer::mistake("I do not know this command. Reload Discord (Ctrl+R) and try again.");
        };
        if let Some(denied) = self.denied(user, name, command.guild_id, command.member.as_deref()) {
            return denied;
        }
        let options = Options(options);
        match self.rules_subcommand(command, name, &options).await {
            Ok(answer) => answer,
            Err(mistake) => {
                tracing::info!(user, act = name, "a call of /rules was refused");
                Answer::mistake(&mistake)
            }
        }
    }

    async fn rules_subcommand(&self, command: &CommandInteraction, name: &str, options: &Options<'_>) -> Result<Answer, String> {
        let (user, served) = (command.user.id.get(), self.rules.served());
        let application = command.application_id.get();
        let later = |job| Ok(Answer::Later(Box::new(Later { application, update: false, job })));
        match name {
            "list" => {
                let first = options.text("category").map_or(Ok(0), |category| browse::page_of(&served, category.trim()))?;
                let more = options.number("page").map_or(0, |page| page.saturating_sub(1) as usize);
                Ok(Answer::reply(browse::list(&served, first.saturating_add(more))))
            }
            "show" => browse::show(&served, options.text("file").unwrap_or_default()).map(Answer::reply),
            "download" => browse::download(&served, options.text("file").unwrap_or_default()).map(Answer::reply),
            "explain" => browse::explain(&served, options.text("rule").unwrap_or_default()).map(Answer::reply),
            "try" => self.try_text(options).await,
            "history" => {
                let before = options.number("before").map(|before| before.saturating_sub(1));
                self.history_page(before).await.map(Answer::reply)
            }
            "upload" => {
                let reason = options.reason()?;
                let file = options.attachment().ok_or("Please attach a rule file.")?.clone();
                let path = destination(&file.filename, options.text("as"), &served.files)?;
                later(Job::Upload { user, path, file, reason })
            }
            "rollback" => {
                let reason = options.reason()?;
                let number = options.number("number").ok_or("Please say to which number of the history.")?;
                later(Job::Preview { user, change: Change::Restore { number }, reason })
            }
            "reload" => later(Job::Reload { user }),
            _ => Err("I do not know this command. Reload Discord (Ctrl+R) and try again.".to_owned()),
        }
    }

    /// What would be said of a text, and why each rule near it fired or kept silent.
    async fn try_text(&self, options: &Options<'_>) -> Result<Answer, String> {
        let own = |name| options.text(name).map(str::to_owned);
        let written = Submission::from_sections(options.text("text").unwrap_or_default());
        let submission = Submission { title: own("title").or(written.title), profile: own("profile").or(written.profile), ..written };
        submission.fits().map_err(too_long)?;
        let rule = own("rule");
        let tried = self.with_keeper(move |keeper| browse::tried(&keeper.served(), &submission, rule.as_deref())).await;
        tried.unwrap_or_else(|incident| Ok(Reply::page(pages::failure(incident)))).map(Answer::reply)
    }

    /// The answer to a click on one of the buttons of `/rules`.
    pub(in super::super) async fn rules_click(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let user = component.user.id.get();
        let (act, key) = key.split_once(':').unwrap_or((key, ""));
        if let Some(denied) = self.denied(user, act, component.guild_id, component.member.as_ref()) {
            return denied;
        }
        let update = |reply| Answer::Update(Box::new(reply));
        match act {
            "list" => update(browse::list(&self.rules.served(), key.parse().unwrap_or_default())),
            "history" => match self.history_page(key.parse().ok()).await {
                Ok(reply) => update(reply),
                Err(mistake) => Answer::mistake(&mistake),
            },
            "publish" | "force" | "cancel" => self.decide(component, act, key),
            _ => super::super::route::outdated(),
        }
    }

    /// A click on the buttons of a preview.
    fn decide(&self, component: &ComponentInteraction, act: &str, key: &str) -> Answer {
        let user = component.user.id.get();
        // Only the button that names the broken cases publishes a set that breaks some.
        let decides = |breaks: usize| act != "publish" || breaks == 0;
        let taken = self.moderation.pending.take(key, user, Instant::now(), |proposal| decides(proposal.breaks));
        let over = |title: &str, text: &str| Answer::Update(Box::new(Reply::page(pages::notice(title, text))));
        match taken {
            Err(Missing::NotYours) => {
                tracing::warn!(user, act, "a click on somebody else's preview was refused");
                Answer::mistake("This preview belongs to another moderator: only who asked for it can publish or cancel it.")
            }
            Err(Missing::Gone) => {
                tracing::info!(user, act, "a click on a preview that is over was refused");
                over(
                    "This preview is over",
                    "It is older than 15 minutes, was decided already, or I was restarted. Nothing has changed. Please start again with \
                     `/rules upload` or `/rules rollback`.",
                )
            }
            Ok(proposal) if act == "cancel" => {
                tracing::info!(user, what = proposal.what, "a change of the rules was cancelled");
                over("Cancelled", "Nothing has changed.")
            }
            Ok(proposal) if !decides(proposal.breaks) => {
                tracing::warn!(user, breaks = proposal.breaks, "publishing without a word on broken cases was refused");
                Answer::mistake("This change makes labelled cases worse. Publish it with the red button, or cancel it.")
            }
            Ok(proposal) => {
                let application = component.application_id.get();
                Answer::Later(Box::new(Later { application, update: true, job: Job::Publish { proposal } }))
            }
        }
    }

    /// The completions of an option.
    pub(in super::super) async fn complete_rules(&self, command: &CommandInteraction) -> Answer {
        let denied = access::check(self.moderation.home.as_ref(), command.guild_id, command.member.as_deref()).is_err();
        let Some(option) = command.data.autocomplete().filter(|_| !denied) else { return Answer::Choices(Response::choices(&[])) };
        let (name, written) = (option.name.to_owned(), option.value.chars().take(100).collect::<String>());
        let choices = self.with_keeper(move |keeper| browse::complete(keeper, &name, &written)).await;
        Answer::Choices(Response::choices(&choices.unwrap_or_default()))
    }

    async fn history_page(&self, from: Option<u32>) -> Result<Reply, String> {
        let page = self.with_keeper(move |keeper| browse::history(keeper, from)).await;
        page.unwrap_or_else(|incident| Ok(Reply::page(pages::failure(incident))))
    }

    /// Does something with the rules that reads files or takes long, off the threads that answer; the incident if it panics.
    pub(in super::super) async fn with_keeper<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Keeper) -> T + Send + 'static,
    ) -> Result<T, u64> {
        let keeper = Arc::clone(&self.rules);
        let done = tokio::task::spawn_blocking(move || work(&keeper)).await;
        done.map_err(|_| super::super::handler::incident("work on the rules panicked"))
    }

    /// What is said to somebody who may not.
    fn denied(&self, user: u64, act: &str, guild: Option<GuildId>, member: Option<&Member>) -> Option<Answer> {
        let denied: Denied = access::check(self.moderation.home.as_ref(), guild, member).err()?;
        tracing::warn!(user, guild = guild.map(GuildId::get), act, why = ?denied, "a call of /rules was denied");
        Some(Answer::mistake(&denied.to_string()))
    }
}
