//! What a member who disputes a finding reads.

use super::super::fair_use::Wait;
use super::super::pages::notice;
use crate::render::markdown::escape;
use crate::render::page::Page;

/// Units of words that are shown: within an embed's description with all around them.
pub(super) const WORDS_UNITS: usize = 3_400;

/// What may be sent?
pub(super) fn may_i_send(rule: &str, code: &str, words: Option<&str>) -> Page {
    let start = format!("You say that this finding is not right. The moderators can look at the rule `{rule}`.");
    let text = match words {
        Some(words) => format!(
            "{start}\n\nMay I show them these words of yours? With them they see what went wrong.\n> {}\n\n\
             They may keep the words as a test for the rules. Your name is not sent. Without your words they get only the rule and the \
             code `{code}`.",
            escape(words, WORDS_UNITS)
        ),
        None => format!(
            "{start}\n\nI no longer have your words, or they are too long to show. I can send the rule and the code `{code}`. Your name \
             is not sent."
        ),
    };
    notice("Not right?", text)
}

/// The draft is gone.
pub(super) fn words_forgotten() -> Page {
    notice(
        "Your words are gone",
        "I keep a text for 30 minutes only. Nothing was sent. Please ask for a new review, and choose the finding again.",
    )
}

/// Too many at once.
pub(super) fn too_many(wait: Wait) -> Page {
    let (Wait::Member(wait) | Wait::All(wait)) = wait;
    let minutes = wait.as_secs() / 60 + 1;
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    notice(
        "A moment, please",
        format!("The moderators got many of these just now. Please come back in {minutes} {unit}. Nothing was sent."),
    )
}

/// A failure of ours; the number stands in the log as well.
pub(super) fn not_sent(incident: u64) -> Page {
    notice(
        "It was not sent",
        format!(
            "I could not reach the moderators' channel. Please try again in a minute. If it happens again, tell a moderator this number: {incident:08x}."
        ),
    )
}
