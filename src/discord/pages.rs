//! Pages that are no critique: help, privacy, checklist, and what went wrong.

use super::fair_use::Wait;
use crate::render::markdown::{escape, fitting};
use crate::render::page::{self, Page, PageField};
use crate::rule::RuleSet;

/// Units of a field's text.
const FIELD_UNITS: usize = 1_000;
/// Units of the platform's name, and of the rules' version.
const PLATFORM_UNITS: usize = 60;
const VERSION_UNITS: usize = 100;
/// Units, in the checklist, of a step's title and text, a requirement, and a limit or note.
const STEP_TITLE_UNITS: usize = 100;
const STEP_UNITS: usize = 200;
const REQUIREMENT_UNITS: usize = 150;
const NOTE_UNITS: usize = 250;
/// The edge of these pages, as `0xRRGGBB`.
const COLOUR: u32 = 0x0034_495e;

fn plain(title: &str, description: impl Into<String>) -> Page {
    Page { title: title.to_owned(), description: description.into(), fields: Vec::new(), footer: String::new(), colour: COLOUR, rest: 0 }
}

/// How to get a review.
pub(super) fn help(rules: &RuleSet) -> Page {
    let platform = escape(&rules.pack.platform, PLATFORM_UNITS);
    let mut page = plain(
        "How to get a review",
        format!(
            "I read the usage description of your {platform} API key request before you send it, and say what is wrong, in which words, \
             why it matters and how to fix it.\n\n\
             • **/review** without options opens a form to paste your text.\n\
             • **/review file:** takes a .txt or .md file.\n\
             • **Review this text** in a message's menu (Apps) reviews that message.\n\
             • Or write to me directly. A message may have the parts `Description:`, `Profile:` and `Form:`.\n\
             • **/checklist** shows what your account needs. **/privacy** says what is kept, **/about** which rules I go by.\n\n\
             Say three things in the description: what you build, who uses it (internal or external), and what it is for."
        ),
    );
    page.footer = page::notice(&rules.pack);
    page
}

/// What is kept.
pub(super) fn privacy() -> Page {
    plain(
        "What is kept",
        "Nothing you paste is stored: not on disk, not in a log, not in statistics. Your text is reviewed in memory. I keep it there for \
         30 minutes, so that **Edit & re-review** can show it to you again, to you only; then it is forgotten. No text goes to any other \
         service; there is no language model.\n\n\
         If you tell the moderators that a finding is not right, they see the rule's name and a code. They see your words only if you \
         say so, and may then keep them as a test for the rules.\n\n\
         When a moderator publishes rules, I keep who did it, when and why.\n\n\
         For a while I remember the numbers of messages that I have answered. So I answer each once, and can update my answer when \
         you edit a direct message. These numbers hold nothing of what was written.",
    )
}

/// Which version this is, and which rules it goes by.
pub(super) fn about(rules: &RuleSet) -> Page {
    let mut page = plain(
        "About me",
        format!(
            "I review the usage description of an API key request before it is sent. I go by {} rules that the moderators of this \
             community write and test. There is no language model: the same text gets the same answer.\n\n\
             • Redraft: version {}\n\
             • Rules: {}\n\n\
             I predict; I do not decide. **/help** says how to get a review.",
            rules.rules.len(),
            env!("CARGO_PKG_VERSION"),
            escape(&rules.version(), VERSION_UNITS),
        ),
    );
    page.footer = page::notice(&rules.pack);
    page
}

/// The steps, the requirements and the limits, from the rule pack.
pub(super) fn checklist(rules: &RuleSet) -> Page {
    let pack = &rules.pack;
    let steps = pack
        .steps
        .iter()
        .enumerate()
        .map(|(at, step)| format!("{}. **{}.** {}", at + 1, escape(&step.title, STEP_TITLE_UNITS), escape(&step.text, STEP_UNITS)));
    let shown = |lines: &[String]| fitting(lines, FIELD_UNITS, |_| "…".to_owned());
    let field = |name: &str, lines: Vec<String>| PageField { name: name.to_owned(), value: shown(&lines) };
    let list = |texts: &[String]| texts.iter().map(|text| format!("• {}", escape(text, NOTE_UNITS))).collect::<Vec<_>>();
    let requirements = pack.requirements.iter().map(|requirement| format!("☐ {}", escape(&requirement.text, REQUIREMENT_UNITS))).collect();
    let mut page = plain("Before you request a key", "");
    page.description = shown(&steps.collect::<Vec<_>>());
    page.fields = vec![field("Your account", requirements), field("Limits", list(&pack.limits)), field("Good to know", list(&pack.notes))];
    page.fields.retain(|field| !field.value.is_empty());
    page.footer = page::notice(pack);
    page
}

/// Something to know, under a title of its own; both are shown as they are.
pub(super) fn notice(title: &str, text: impl Into<String>) -> Page {
    plain(title, text)
}

/// A mistake of the user's, and what to do.
pub(super) fn mistake(text: &str) -> Page {
    plain("That did not work", text)
}

/// Too many reviews at once, and when to come back.
pub(super) fn too_soon(wait: Wait) -> Page {
    let (who, wait) = match wait {
        Wait::Member(wait) => ("You have asked for many reviews in a short time.", wait),
        Wait::All(wait) => ("Many people ask for reviews at this moment.", wait),
    };
    let seconds = wait.as_secs() + 1;
    let unit = if seconds == 1 { "second" } else { "seconds" };
    plain("A moment, please", format!("{who} Please come back in {seconds} {unit}. Your text was not reviewed."))
}

/// A text that does not fit a form comes as a file.
pub(super) fn too_long_for_a_form(input: &str) -> Page {
    plain(
        "Your text is too long for a form",
        format!(
            "A form on Discord takes at most {} characters, and your {input} has more. So here it is as a file: change it, and send it with \
             **/review file:** or to me directly. I will say what has changed since this text.",
            super::form::INPUT_CHARS
        ),
    )
}

/// A failure of ours; the number stands in the log as well.
pub(super) fn failure(incident: u64) -> Page {
    plain(
        "Something went wrong on my side",
        format!(
            "Your text was not reviewed. Please try again in a minute. If it happens again, tell a moderator this number: {incident:08x}."
        ),
    )
}
