//! "Not right": a member disputes a finding, and the moderators hear of it: with the member's consent the sentence, else only the
//! rule and a code. Nothing is stored.

mod moderators;
mod pages;

pub(super) use moderators::AddCase;

use std::num::NonZeroU32;
use std::time::Duration;

use governor::Quota;
use moka::sync::Cache;
use serde_json::Value;
use serenity::all::{ComponentInteraction, ComponentInteractionDataKind};

use super::component::{Choice, Style, button, menu, row};
use super::drafts::DraftKey;
use super::edit::not_yours;
use super::fair_use::Limit;
use super::interaction::Answer;
use super::pages::notice;
use super::reply::Reply;
use super::route::{Action, CustomId, outdated};
use super::{Bot, handler};
use crate::config::Config;
use crate::corpus::Disputed;
use crate::engine::Finding;
use crate::locale::Locale;
use crate::render::markdown::is_invisible;
use crate::render::{clip, entries, quote, strip};
use crate::review::{Review, review};
use crate::submission::{Shown, Submission};

/// Disputes a member may send at once; one more every ten minutes.
const MEMBER_BURST: u32 = 5;
const MEMBER_EVERY: Duration = Duration::from_secs(600);
/// Disputes of all members at once; one more every minute.
const ALL_BURST: u32 = 30;
const ALL_EVERY: Duration = Duration::from_secs(60);
/// How long, and how many, disputes are known, so that the same one is not sent twice.
const KNOWN_FOR: Duration = Duration::from_secs(24 * 60 * 60);
const KNOWN: u64 = 10_000;
/// Choices that a menu may have.
const MOST_CHOICES: usize = 25;
/// Characters of a choice's words: of two units each, they are within Discord's 100.
const CHOICE_CHARS: usize = 50;
/// Time to send to the moderators' channel within the click's three seconds.
const SEND_WITHIN: Duration = Duration::from_millis(1_800);

/// Where disputes go, and which went there.
pub(super) struct Disputes {
    channel: Option<u64>,
    limit: Limit,
    /// By rule and code; whether the sentence was sent as well.
    sent: Cache<String, bool>,
}

impl Disputes {
    pub(super) fn new(config: &Config) -> Self {
        let quota = |every, burst: u32| {
            let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
            Quota::with_period(every).unwrap_or_else(|| Quota::per_hour(burst)).allow_burst(burst)
        };
        Self {
            channel: config.feedback_channel,
            limit: Limit::new(quota(MEMBER_EVERY, MEMBER_BURST), quota(ALL_EVERY, ALL_BURST)),
            sent: Cache::builder().max_capacity(KNOWN).time_to_live(KNOWN_FOR).build(),
        }
    }

    /// The menu below a critique: a choice for each finding of what it shows, with its words. `None` where there is nobody to tell, or nothing to
    /// dispute.
    pub(super) fn menu(&self, review: &Review<'_>, submission: &Shown, key: DraftKey, locale: Locale) -> Option<Value> {
        self.channel?;
        let entries = entries(review);
        let shown = entries.iter().take(strip::SHOWN).enumerate();
        let (numbers, findings): (Vec<usize>, Vec<Finding<'_>>) =
            shown.flat_map(|(at, entry)| entry.findings().map(move |finding| (at + 1, finding.clone()))).unzip();
        let mut choices: Vec<Choice> = Vec::new();
        for ((number, finding), disputed) in numbers.iter().zip(&findings).zip(Disputed::all(&findings, submission)) {
            let value = Named::of(&disputed).to_string();
            // Two places in one sentence are one choice.
            if choices.len() < MOST_CHOICES && choices.iter().all(|choice| choice.value != value) {
                let words = quote(finding, submission).map(short).unwrap_or_default();
                choices.push(Choice { label: format!("{number}. {}", strip::category(disputed.category, locale)), words, value });
            }
        }
        let key = key.to_string();
        let id = CustomId::new(Action::Dispute, &key);
        (!choices.is_empty()).then(|| row([menu(&locale.say("dispute-menu"), id, &choices)]))
    }

    /// Whether this was sent already, at least as much of it.
    fn is_known(&self, named: &Named, with_words: bool) -> bool {
        self.sent.get(&named.to_string()).is_some_and(|words| words || !with_words)
    }
}

/// Words as a menu shows them: plain text of one line.
fn short(words: &str) -> String {
    let visible: String = words.chars().filter(|ch| ch.is_whitespace() || !is_invisible(*ch)).collect();
    clip(&visible, CHOICE_CHARS)
}

/// A disputed finding as components name it: `rule#code`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    rule: String,
    code: String,
}

impl Named {
    fn of(disputed: &Disputed) -> Self {
        Self { rule: disputed.rule.to_string(), code: disputed.code.clone() }
    }

    /// Reads what [`std::fmt::Display`] wrote; a rule's name has no sign that could break a message.
    fn parse(text: &str) -> Option<Self> {
        let (rule, code) = text.split_once('#')?;
        let plain = rule.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'/'));
        (plain && rule.contains('/') && code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .then(|| Self { rule: rule.to_owned(), code: code.to_owned() })
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}#{}", self.rule, self.code)
    }
}

impl Bot {
    /// A finding was chosen: what may be sent? Key: the draft; the choice names the finding.
    pub(super) fn dispute(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let ComponentInteractionDataKind::StringSelect { values } = &component.data.kind else { return outdated() };
        let Some(key) = DraftKey::parse(key) else { return outdated() };
        let Some(named) = values.first().and_then(|value| Named::parse(value)) else { return outdated() };
        let draft = self.drafts.get(key);
        if draft.as_ref().is_some_and(|draft| draft.author != component.user.id.get()) {
            return not_yours();
        }
        let disputed = draft.and_then(|draft| self.find(&draft.submission, &named));
        let words = disputed.as_ref().and_then(|disputed| disputed.words.as_deref());
        let mut reply = Reply::page(pages::may_i_send(&named.rule, &named.code, words));
        let (with, without) = (format!("{key}|{}", named.code), named.to_string());
        let mut buttons = Vec::new();
        if words.is_some() {
            buttons.push(button(Style::Primary, "Send it with these words", CustomId::new(Action::SendWords, &with)));
        }
        buttons.push(button(Style::Secondary, "Send only rule and code", CustomId::new(Action::SendRule, &without)));
        reply.components = vec![row(buttons)];
        Answer::reply(reply)
    }

    /// With the member's consent: the words too. Key: the draft, and the code of the words.
    pub(super) async fn send_words(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let Some((key, code)) = key.split_once('|').and_then(|(key, code)| Some((DraftKey::parse(key)?, code))) else { return outdated() };
        let Some(draft) = self.drafts.get(key) else { return Answer::update(Reply::page(pages::words_forgotten())) };
        if draft.author != component.user.id.get() {
            return not_yours();
        }
        let found = self.all_disputed(&draft.submission).into_iter().find(|disputed| disputed.code == code);
        match found {
            Some(disputed) => self.send_dispute(component, &Named::of(&disputed), Some(&disputed)).await,
            // The rules changed meanwhile, and the finding is gone.
            None => Answer::update(Reply::page(notice("Already mended", "The rules have changed, and this finding is gone. Thank you."))),
        }
    }

    /// Without it: rule and code only. Key: both.
    pub(super) async fn send_rule(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let Some(named) = Named::parse(key) else { return outdated() };
        self.send_dispute(component, &named, None).await
    }

    /// Tells the moderators, once.
    async fn send_dispute(&self, component: &ComponentInteraction, named: &Named, words: Option<&Disputed>) -> Answer {
        let Some(channel) = self.disputes.channel else { return outdated() };
        let rules = self.rules.current();
        let known = rules.rules.iter().any(|rule| rule.id.as_str() == named.rule);
        if !known {
            return outdated();
        }
        if self.disputes.is_known(named, words.is_some()) {
            return Answer::update(Reply::page(notice("Thank you", "The moderators have this one already.")));
        }
        if let Err(wait) = self.disputes.limit.admit(component.user.id.get()) {
            return Answer::page(pages::too_many(wait));
        }
        let before = self.disputes.sent.get(&named.to_string());
        self.disputes.sent.insert(named.to_string(), words.is_some());
        let reply = moderators::report(named, words, &rules.version());
        let sent = tokio::time::timeout(SEND_WITHIN, self.rest.create_message(channel, &reply, component.id.get())).await;
        if matches!(sent, Ok(Ok(_))) {
            let what = if words.is_some() { "the rule and your words" } else { "the rule and a code, none of your words" };
            return Answer::update(Reply::page(notice(
                "Thank you",
                format!("The moderators have it: {what}. They will look at the rule."),
            )));
        }
        match before {
            Some(before) => self.disputes.sent.insert(named.to_string(), before),
            None => self.disputes.sent.invalidate(&named.to_string()),
        }
        let why = match sent {
            Ok(Err(error)) => error.to_string(),
            _ => "no answer in time".to_owned(),
        };
        let incident = handler::incident(&format!("a dispute could not be sent to the moderators' channel: {why}"));
        Answer::page(pages::not_sent(incident))
    }

    /// The finding of a text that was named.
    fn find(&self, submission: &Submission, named: &Named) -> Option<Disputed> {
        self.all_disputed(submission).into_iter().find(|disputed| Named::of(disputed) == *named)
    }

    /// All findings of a text as disputes.
    fn all_disputed(&self, submission: &Submission) -> Vec<Disputed> {
        let rules = self.rules.current();
        Disputed::all(&review(&rules, submission).findings, &submission.shown())
    }
}
