//! What arrives from the gateway: each event is taken once.

use std::sync::Arc;

use serenity::all::{Context, EventHandler, Interaction, Message, MessageUpdateEvent, Ready, ResumedEvent};
use serenity::async_trait;
use tokio::time::Instant;

use super::attachment::FETCH_WITHIN;
use super::health::GatewayState;
use super::interaction::{Answer, alone};
use super::reply::Response;
use super::rest::Call;
use super::{Bot, commands};

/// The handler that serenity calls.
pub(super) struct Handler(pub(super) Arc<Bot>);

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _context: Context, ready: Ready) {
        self.0.health.set_state(GatewayState::Connected);
        tracing::info!("connected");
        match self.0.rest.register(ready.application.id.get(), &commands::all()).await {
            Ok(()) => tracing::info!("commands registered"),
            Err(error) => tracing::error!(%error, "commands could not be registered; those of the last start stay"),
        }
    }

    async fn resume(&self, _context: Context, _event: ResumedEvent) {
        self.0.health.set_state(GatewayState::Connected);
        tracing::info!("connection resumed");
    }

    async fn interaction_create(&self, _context: Context, interaction: Interaction) {
        let (bot, arrived) = (&self.0, Instant::now());
        if !bot.seen.first_time(interaction.id().get()) {
            return;
        }
        let Some(answer) = bot.answer(&interaction, arrived + FETCH_WITHIN).await else { return };
        let call = Call { id: interaction.id().get(), token: interaction.token(), arrived };
        let sent = match answer {
            Answer::Modal(modal) => bot.rest.respond(&call, &modal, None).await,
            Answer::Reply { reply, public } => {
                let response = reply.response(public || alone(&interaction));
                bot.rest.respond(&call, &response, reply.file.as_ref()).await
            }
            Answer::Update(reply) => bot.rest.respond(&call, &reply.update(), reply.file.as_ref()).await,
            Answer::Seen => bot.rest.respond(&call, &Response::seen(), None).await,
        };
        if let Err(error) = sent {
            incident(&format!("an interaction could not be answered: {error}"));
        }
    }

    async fn message(&self, _context: Context, message: Message) {
        self.0.direct_message(&message).await;
    }

    async fn message_update(&self, _context: Context, _old: Option<Message>, _new: Option<Message>, event: MessageUpdateEvent) {
        self.0.direct_edit(&event).await;
    }
}

/// Logs a failure of ours under a number that can be told to the member; the text must not hold anything a member wrote.
pub(super) fn incident(what: &str) -> u64 {
    let number = super::random() & 0xffff_ffff;
    tracing::error!(incident = format!("{number:08x}"), "{what}");
    number
}
