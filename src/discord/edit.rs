//! Edit & re-review: the button, the form with the last text in it, and what the new text has changed.

use serde_json::Value;
use serenity::all::{ComponentInteraction, ModalInteraction};

use super::component::{Style, button, row};
use super::drafts::{Draft, DraftKey};
use super::interaction::Answer;
use super::metrics::Way;
use super::reply::{File, Reply};
use super::review::{Asked, form_key, too_soon};
use super::route::{Action, CustomId};
use super::{Bot, form, pages};
use crate::locale::Locale;
use crate::render;
use crate::review::{Review, compare, review};
use crate::submission::Submission;

/// The row below a critique.
pub(super) fn buttons(key: DraftKey, locale: Locale) -> Value {
    row([button(Style::Primary, &locale.say("edit-button"), CustomId::new(Action::Edit, &key.to_string()))])
}

/// What `after`, the review of `is`, has changed since the text `was`. Both are judged by the same rules.
pub(super) fn since(was: &Submission, after: &Review<'_>, is: &Submission, locale: Locale) -> String {
    let before = review(after.rules, was);
    render::comparison::comparison(&compare(&before, was, after, is), &was.shown(), &is.shown(), locale)
}

impl Bot {
    /// The button: a form with the last text, an empty one where it is gone, a file where it does not fit.
    pub(super) fn edit(&self, component: &ComponentInteraction, key: &str) -> Answer {
        let Some(key) = DraftKey::parse(key) else { return super::route::outdated() };
        let locale = Locale::from_discord(&component.locale);
        let Some(draft) = self.drafts.get(key) else {
            return Answer::Modal(form::expired(CustomId::new(Action::Review, &form_key(key.public, None)), locale));
        };
        if draft.author != component.user.id.get() {
            return not_yours();
        }
        match form::too_long(&draft.submission) {
            None => Answer::Modal(form::filled(CustomId::new(Action::Rereview, &key.to_string()), &draft.submission, locale)),
            Some((input, _)) => {
                self.drafts.await_next(&draft);
                too_long_for_a_form(&draft, input.name())
            }
        }
    }

    /// The form was sent: a review, and what has changed.
    pub(super) fn rereview(&self, modal: &ModalInteraction, key: &str) -> Answer {
        let Some(key) = DraftKey::parse(key) else { return super::route::outdated() };
        let author = modal.user.id.get();
        if let Err(wait) = self.fair_use.review(author) {
            return too_soon(wait);
        }
        let before = self.drafts.get(key);
        if before.as_ref().is_some_and(|before| before.author != author) {
            return not_yours();
        }
        let forgotten = before.is_none();
        let mut answer = self.answer_review(Asked {
            author,
            submission: form::read(modal),
            public: key.public,
            before,
            way: Way::Rereview,
            locale: Locale::from_discord(&modal.locale),
            report: None,
        });
        if let Answer::Reply { reply, .. } = &mut answer
            && forgotten
            && reply.content.is_empty()
        {
            "I no longer have your text from before, so I cannot say what has changed.".clone_into(&mut reply.content);
        }
        answer
    }
}

/// What is said to who clicks below somebody else's critique.
pub(super) fn not_yours() -> Answer {
    let mut reply =
        Reply::page(pages::mistake("Only who wrote this text can open it. You can have your own text reviewed, here or with /review."));
    reply.components = vec![row([button(Style::Primary, "Review my text", CustomId::new(Action::Start, ""))])];
    Answer::reply(reply)
}

/// A text that no form takes, as a file to edit.
fn too_long_for_a_form(draft: &Draft, input: &str) -> Answer {
    let mut reply = Reply::page(pages::too_long_for_a_form(input));
    reply.file = Some(File { name: "draft.txt".into(), text: draft.submission.to_sections() });
    Answer::reply(reply)
}
