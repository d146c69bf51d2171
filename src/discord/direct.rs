//! Direct messages: any text is reviewed, an edit updates the answer, a very short one or `help` gets the help.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{Attachment, Message, MessageUpdateEvent};
use tokio::time::Instant;

use super::drafts::Draft;
use super::inbox::Part;
use super::metrics::Way;
use super::reply::Reply;
use super::review::{Asked, body};
use super::{Bot, pages, random};
use crate::locale::Locale;
use crate::submission::{Submission, join};

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
        let (channel, author) = (message.channel_id.get(), message.author.id.get());
        let (content, attachments) = body(message);
        let Some(parts) = self.inbox.gather(channel, Part::new(message.id.get(), content, attachments)).await else { return };
        let _turn = self.replies.turn(channel).await;
        if let Err(wait) = self.fair_use.review(author) {
            // Who floods is told now and then, not for every message.
            if self.fair_use.tell(author) {
                self.say(channel, &Reply::page(pages::too_soon(wait)), &parts).await;
            }
            return;
        }
        let Some(reply) = self.direct_reply(author, &parts, None, Way::DirectMessage).await else { return };
        self.inbox.remember(&parts);
        self.say(channel, &reply, &parts).await;
    }

    /// Sends an answer, and remembers what it answers.
    async fn say(&self, channel: u64, reply: &Reply, parts: &[Part]) {
        let Some(first) = parts.first() else { return };
        match self.rest.create_message(channel, reply, first.id).await {
            Ok(Some(answer)) => parts.iter().for_each(|part| self.replies.remember(part.id, answer, parts.len() > 1)),
            Ok(None) => {}
            Err(error) => {
                super::handler::incident(&format!("a direct message could not be answered: {error}"));
            }
        }
    }

    /// Updates the answer to an edited direct message. An update that Discord makes itself (a link's preview) has no edit time.
    pub(super) async fn direct_edit(&self, event: &MessageUpdateEvent) {
        let (channel, id) = (event.channel_id.get(), event.id.get());
        let Some(content) = event.content.as_deref().filter(|_| event.edited_timestamp.is_some()) else { return };
        let changed = Part::new(id, content, event.attachments.as_deref().unwrap_or_default());
        if self.inbox.change_waiting(channel, &changed) {
            return;
        }
        let _turn = self.replies.turn(channel).await;
        let Some(answer) = self.replies.to(id) else { return };
        let author = event.author.as_ref().map_or(channel, |author| author.id.get());
        if let Err(wait) = self.fair_use.review(author) {
            // The answer to the text before stays: who floods is told beside it, now and then.
            if self.fair_use.tell(author)
                && let Err(error) = self.rest.create_message(channel, &Reply::page(pages::too_soon(wait)), random()).await
            {
                super::handler::incident(&format!("a direct message could not be answered: {error}"));
            }
            return;
        }
        let reply = match self.inbox.with_change(&changed) {
            None if answer.of_parts => Reply::page(pages::mistake(
                "Your text came in several messages, and I no longer have the others. Please send all of it again.",
            )),
            parts => {
                let parts = parts.unwrap_or_else(|| vec![changed]);
                let before = parts.first().and_then(|first| self.drafts.of_message(first.id));
                let Some(reply) = self.direct_reply(author, &parts, before, Way::DirectEdit).await else { return };
                reply
            }
        };
        if let Err(error) = self.rest.edit_message(channel, answer.reply, &reply).await {
            super::handler::incident(&format!("an answer could not be updated: {error}"));
        }
    }

    /// What to say to a text in one or more messages; nothing to one without text and file (a call, a pin).
    async fn direct_reply(&self, author: u64, parts: &[Part], before: Option<Arc<Draft>>, way: Way) -> Option<Reply> {
        let content = join(parts.iter().map(|part| part.content.as_str()));
        let attachments: Vec<Attachment> = parts.iter().flat_map(|part| part.attachments.iter().cloned()).collect();
        let text = match self.text_of(&content, &attachments, Instant::now() + FETCH_WITHIN).await {
            Ok(text) => text?,
            Err(error) => return Some(Reply::page(pages::mistake(&error.to_string()))),
        };
        if text.split_whitespace().count() < FEWEST_WORDS {
            return Some(Reply::page(pages::help(&self.rules.current())));
        }
        let submission = Submission::from_sections(&text);
        // A direct message does not say its writer's language.
        let locale = Locale::English;
        let critique = self.critique(Asked { author, submission, public: true, before, way, locale, report: None });
        Some(match critique {
            Ok((reply, key)) => {
                if let (Some(first), Some(key)) = (parts.first(), key) {
                    self.drafts.answers(first.id, key);
                }
                reply
            }
            Err(mistake) => Reply::page(pages::mistake(&mistake)),
        })
    }
}
