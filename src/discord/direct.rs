//! Direct messages: any text is reviewed, an edit updates the answer, a very short one or `help` gets the help.

use std::time::Duration;

use serenity::all::{Attachment, Message, MessageUpdateEvent};
use tokio::time::Instant;

use super::reply::Reply;
use super::{Bot, pages};
use crate::submission::{MAX_CHARS, Submission};

/// Words below which a message cannot be a description.
const FEWEST_WORDS: usize = 3;
/// Time to fetch a message's file: nobody waits three seconds for the answer.
const FETCH_WITHIN: Duration = Duration::from_secs(15);

impl Bot {
    /// Answers a direct message. Messages of servers and of bots are none of ours.
    pub(super) async fn direct_message(&self, message: &Message) {
        if message.guild_id.is_some() || message.author.bot || !self.seen.first_time(message.id.get()) {
            return;
        }
        let _turn = self.replies.turn(message.id.get()).await;
        let Some(reply) = self.direct_reply(&message.content, &message.attachments).await else { return };
        match self.rest.create_message(message.channel_id.get(), &reply, message.id.get()).await {
            Ok(Some(answer)) => self.replies.remember(message.id.get(), answer),
            Ok(None) => {}
            Err(error) => {
                super::handler::incident(&format!("a direct message could not be answered: {error}"));
            }
        }
    }

    /// Updates the answer to an edited direct message. An update that Discord makes itself (a link's preview) has no edit time.
    pub(super) async fn direct_edit(&self, event: &MessageUpdateEvent) {
        let _turn = self.replies.turn(event.id.get()).await;
        let Some(answer) = self.replies.to(event.id.get()) else { return };
        if event.edited_timestamp.is_none() {
            return;
        }
        let content = event.content.clone().unwrap_or_default();
        let Some(reply) = self.direct_reply(&content, event.attachments.as_deref().unwrap_or_default()).await else { return };
        if let Err(error) = self.rest.edit_message(event.channel_id.get(), answer, &reply).await {
            super::handler::incident(&format!("an answer could not be updated: {error}"));
        }
    }

    /// What to say to a direct message; nothing to one without text and file (a call, a pin).
    async fn direct_reply(&self, content: &str, attachments: &[Attachment]) -> Option<Reply> {
        let text = match self.text_of(content, attachments, Instant::now() + FETCH_WITHIN).await {
            Ok(text) => text?,
            Err(error) => return Some(Reply::page(pages::mistake(&error.to_string()))),
        };
        if text.split_whitespace().count() < FEWEST_WORDS {
            return Some(Reply::page(pages::help(&self.rules.current())));
        }
        let submission = Submission::from_sections(&text);
        Some(match submission.too_long() {
            Some((input, chars)) => Reply::page(pages::mistake(&format!(
                "The {} has {chars} characters; I read at most {MAX_CHARS}. Please shorten it.",
                input.name()
            ))),
            None => self.critique(&submission),
        })
    }
}
