//! The ways in: `/review` by options, file or form, and the message command. One function reviews them all.

use std::sync::Arc;

use serenity::all::{Attachment, CommandDataOptionValue, CommandInteraction, Message, ModalInteraction};
use tokio::time::Instant;

use super::attachment::AttachmentError;
use super::drafts::{Draft, DraftKey};
use super::fair_use::Wait;
use super::interaction::{Answer, is_alone, unknown_command};
use super::metrics::Way;
use super::reply::{Reply, Report};
use super::route::{Action, CustomId};
use super::{Bot, attachment, commands, form, pages};
use crate::locale::Locale;
use crate::rule::Input;
use crate::submission::{MAX_CHARS, Submission, TooLong, join};

/// First part of the key of a form whose answer all may see; what follows names the report that is wished for.
const PUBLIC: &str = "public";

/// A text to be reviewed, and for whom.
pub(super) struct Asked {
    /// The user who asks.
    pub(super) author: u64,
    pub(super) submission: Submission,
    /// Whether the answer is for all to see.
    pub(super) public: bool,
    /// The text before, with which it is compared.
    pub(super) before: Option<Arc<Draft>>,
    /// How it came.
    pub(super) way: Way,
    /// The reader's language.
    pub(super) locale: Locale,
    /// The report that is to be attached.
    pub(super) report: Option<Report>,
}

/// The key of a form that is not about a draft: `public` or nothing, and after a dash the report.
pub(super) fn form_key(public: bool, report: Option<Report>) -> String {
    let report = report.map(|report| format!("-{}", report.name())).unwrap_or_default();
    format!("{}{report}", if public { PUBLIC } else { "" })
}

/// The empty form; its key says whether all may see the answer, and which report goes with it.
pub(super) fn paste_form(public: bool, report: Option<Report>, locale: Locale) -> Answer {
    Answer::Modal(form::empty(CustomId::new(Action::Review, &form_key(public, report)), locale))
}

impl Bot {
    /// `/review`.
    pub(super) async fn review_command(&self, command: &CommandInteraction, until: Instant) -> Answer {
        let options = &command.data.options;
        let text =
            |name: &str| options.iter().find(|option| option.name == name).and_then(|option| option.value.as_str()).map(str::to_owned);
        let wished = options.iter().any(|option| option.name == "public" && option.value.as_bool() == Some(true));
        let public = wished || is_alone(command.context);
        let file = options.iter().find_map(|option| match option.value {
            CommandDataOptionValue::Attachment(id) => command.data.resolved.attachments.get(&id),
            _ => None,
        });
        let (description, title, profile, form) = (text("description"), text("title"), text("profile"), text("form"));
        let report = text(commands::REPORT).as_deref().and_then(Report::from_name);
        if file.is_none() && [&description, &title, &profile, &form].iter().all(|text| text.is_none()) {
            return paste_form(public, report, Locale::from_discord(&command.locale));
        }
        let author = command.user.id.get();
        if let Err(wait) = self.fair_use.review(author) {
            return too_soon(wait);
        }
        let written = match file {
            Some(file) => match attachment::read(self.rest.client(), file, until).await {
                Ok(text) => Submission::from_sections(&text),
                Err(error) => return Answer::mistake(&error.to_string()),
            },
            None => Submission::default(),
        };
        let submission = Submission {
            description: both(description, Some(written.description)).unwrap_or_default(),
            title: both(title, written.title),
            profile: both(profile, written.profile),
            form: both(form, written.form),
        };
        let way = if file.is_some() { Way::File } else { Way::Options };
        self.answer_review(Asked { author, submission, public, before: None, way, locale: Locale::from_discord(&command.locale), report })
    }

    /// A form that was sent.
    pub(super) fn review_modal(&self, modal: &ModalInteraction, key: &str) -> Answer {
        let author = modal.user.id.get();
        if let Err(wait) = self.fair_use.review(author) {
            return too_soon(wait);
        }
        let (public, report) = key.split_once('-').unwrap_or((key, ""));
        self.answer_review(Asked {
            author,
            submission: form::read(modal),
            public: public == PUBLIC,
            before: None,
            way: Way::Form,
            locale: Locale::from_discord(&modal.locale),
            report: Report::from_name(report),
        })
    }

    /// The message command: the message's text, or its text file.
    pub(super) async fn review_message(&self, command: &CommandInteraction, until: Instant) -> Answer {
        if command.data.name != commands::REVIEW_MESSAGE {
            return unknown_command();
        }
        let Some(message) = command.data.resolved.messages.values().next() else {
            return Answer::mistake("Discord did not send me that message. Please copy its text and use /review.");
        };
        let author = command.user.id.get();
        if let Err(wait) = self.fair_use.review(author) {
            return too_soon(wait);
        }
        let (content, attachments) = body(message);
        match self.text_of(content, attachments, until).await {
            Ok(Some(text)) => self.answer_review(Asked {
                author,
                submission: Submission::from_sections(&text),
                public: is_alone(command.context),
                before: None,
                way: Way::MessageCommand,
                locale: Locale::from_discord(&command.locale),
                report: None,
            }),
            Ok(None) => Answer::mistake(
                "That message has no text that I can see: it may be a picture, or made of components only. Please paste the text into /review.",
            ),
            Err(error) => Answer::mistake(&error.to_string()),
        }
    }

    /// The text of a message: what was written, and its text files after it.
    pub(super) async fn text_of(
        &self,
        content: &str,
        attachments: &[Attachment],
        until: Instant,
    ) -> Result<Option<String>, AttachmentError> {
        let mut files: Vec<&Attachment> = attachments.iter().filter(|attachment| attachment::is_text(attachment)).collect();
        if files.is_empty() && content.trim().is_empty() {
            // A file of another kind is all there is: that is told.
            files.extend(attachments.first());
        }
        if files.len() > attachment::MOST_FILES {
            return Err(AttachmentError::TooMany);
        }
        let mut texts = vec![content.trim().to_owned()];
        for file in files {
            texts.push(attachment::read(self.rest.client(), file, until).await?);
        }
        texts.retain(|text| !text.is_empty());
        Ok((!texts.is_empty()).then(|| texts.join("\n")))
    }

    /// Reviews a text, with what goes with the critique; or says why not.
    pub(super) fn answer_review(&self, asked: Asked) -> Answer {
        let public = asked.public;
        match self.critique(asked) {
            Ok((reply, _)) => Answer::Reply { reply: Box::new(reply), public },
            Err(mistake) => Answer::mistake(&mistake),
        }
    }

    /// The critique of a text, or a sentence that says why there is none. A failure of ours is answered with an incident number, never
    /// with "ready". The key is that of the text in the drafts.
    pub(super) fn critique(&self, asked: Asked) -> Result<(Reply, Option<DraftKey>), String> {
        asked.submission.fits().map_err(too_long)?;
        if Input::ALL.iter().all(|input| asked.submission.get(*input).is_none_or(|text| text.trim().is_empty())) {
            return Err("There is no text in it. Please send the description of your request: paste it into /review.".to_owned());
        }
        let rules = self.rules.current();
        let before = asked.before.or_else(|| self.drafts.take_awaited(asked.author));
        let key = self.drafts.keep(asked.author, asked.submission.clone(), asked.public);
        let submission = &asked.submission;
        let reviewed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            #[cfg(test)]
            super::faults::strike(submission);
            let review = crate::review::review(&rules, submission);
            let mut reply = Reply::review(&review, submission, asked.locale);
            if let Some(report) = asked.report {
                reply.attach(report, &review, submission, asked.locale)?;
            }
            self.metrics.reviewed(asked.way, &review);
            reply.content =
                before.map(|before| super::edit::since(&before.submission, &review, submission, asked.locale)).unwrap_or_default();
            reply.components = vec![super::edit::buttons(key, asked.locale)];
            reply.components.extend(self.disputes.menu(&review, &submission.shown(), key, asked.locale));
            serde_json::Result::Ok(reply)
        }));
        let Ok(Ok(reply)) = reviewed else {
            return Ok((Reply::page(pages::failure(super::handler::incident("a review failed"))), None));
        };
        Ok((reply, Some(key)))
    }
}

/// What is said of a text that is too long.
pub(super) fn too_long(TooLong { input, chars }: TooLong) -> String {
    format!("The {input} has {chars} characters; I read at most {MAX_CHARS}. Please shorten it.")
}

/// What was typed and what the file says: nothing of either is left out.
fn both(typed: Option<String>, file: Option<String>) -> Option<String> {
    match (typed, file.filter(|file| !file.trim().is_empty())) {
        (Some(typed), Some(file)) => Some(join([typed.as_str(), file.as_str()])),
        (typed, file) => typed.or(file),
    }
}

/// What was written in a message, or in the one it forwards, and the files of it.
pub(super) fn body(message: &Message) -> (&str, &[Attachment]) {
    match message.message_snapshots.first() {
        Some(forwarded) if message.content.trim().is_empty() && message.attachments.is_empty() => {
            (&forwarded.content, &forwarded.attachments)
        }
        _ => (&message.content, &message.attachments),
    }
}

/// What is said to who asks too often.
pub(super) fn too_soon(wait: Wait) -> Answer {
    Answer::page(pages::too_soon(wait))
}
