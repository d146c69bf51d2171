//! Commands and modals: what they ask for, and the answer.

use serenity::all::{
    ActionRowComponent, Attachment, CommandDataOptionValue, CommandInteraction, CommandType, Interaction, ModalInteraction,
};
use tokio::time::Instant;

use super::reply::{Input, Reply, Response, modal};
use super::route::{Action, CustomId};
use super::{Bot, attachment, commands, pages};
use crate::submission::Submission;

/// Key of a form whose answer all may see.
const PUBLIC: &str = "public";
/// Characters a modal's text input takes: Discord's limit.
const INPUT_CHARS: u16 = 4_000;

const INPUTS: &[Input] = &[
    Input { id: "title", label: "Title of the app", placeholder: "Contract Calendar", paragraph: false, required: false, most: 200 },
    Input {
        id: "description",
        label: "Usage description",
        placeholder: "What you build, who uses it, what it is for",
        paragraph: true,
        required: true,
        most: INPUT_CHARS,
    },
    Input {
        id: "profile",
        label: "Profile summary",
        placeholder: "Name: … ID verification: … Address: …",
        paragraph: true,
        required: false,
        most: INPUT_CHARS,
    },
    Input {
        id: "form",
        label: "Request form",
        placeholder: "Name: … Address: … Country: …",
        paragraph: true,
        required: false,
        most: INPUT_CHARS,
    },
];

/// An answer: what to say, whether all may see it.
pub(super) enum Answer {
    Reply { reply: Box<Reply>, public: bool },
    Modal(Response),
}

impl Answer {
    /// To the caller only.
    pub(super) fn reply(reply: Reply) -> Self {
        Self::Reply { reply: Box::new(reply), public: false }
    }

    pub(super) fn page(page: crate::render::page::Page) -> Self {
        Self::reply(Reply::page(page))
    }

    fn mistake(text: &str) -> Self {
        Self::page(pages::mistake(text))
    }
}

impl Bot {
    /// The answer to an interaction; `None` for those that need none. A file is waited for until `until`.
    pub(super) async fn answer(&self, interaction: &Interaction, until: Instant) -> Option<Answer> {
        Some(match interaction {
            Interaction::Command(command) if command.data.kind == CommandType::Message => self.review_message(command, until).await,
            Interaction::Command(command) => match command.data.name.as_str() {
                "review" => self.review_command(command, until).await,
                "checklist" => Answer::page(pages::checklist(&self.rules.current())),
                "help" => Answer::page(pages::help(&self.rules.current())),
                "privacy" => Answer::page(pages::privacy()),
                _ => Answer::mistake(
                    "I do not know this command. It may be an old one: reload Discord (Ctrl+R) and try again, or use /help.",
                ),
            },
            Interaction::Modal(modal) => self.modal(modal).await,
            Interaction::Component(component) => self.component(component).await,
            _ => return None,
        })
    }

    async fn review_command(&self, command: &CommandInteraction, until: Instant) -> Answer {
        let options = &command.data.options;
        let text =
            |name: &str| options.iter().find(|option| option.name == name).and_then(|option| option.value.as_str()).map(str::to_owned);
        let public = options.iter().any(|option| option.name == "public" && option.value.as_bool() == Some(true));
        let file = options.iter().find_map(|option| match option.value {
            CommandDataOptionValue::Attachment(id) => command.data.resolved.attachments.get(&id),
            _ => None,
        });
        let (title, profile, form) = (text("title"), text("profile"), text("form"));
        let written = match (text("description"), file) {
            (Some(description), None) => Submission::new(description),
            (description, Some(file)) => match attachment::read(self.rest.client(), file, until).await {
                Ok(text) => with_description(Submission::from_sections(&text), description),
                Err(error) => return Answer::mistake(&error.to_string()),
            },
            (None, None) if title.is_none() && profile.is_none() && form.is_none() => {
                return paste_form(if public { PUBLIC } else { "" });
            }
            (None, None) => Submission::default(),
        };
        let submission = Submission {
            description: written.description,
            title: title.or(written.title),
            profile: profile.or(written.profile),
            form: form.or(written.form),
        };
        self.review_reply(&submission, public)
    }

    /// Reviews a form that was sent.
    pub(super) fn review_modal(&self, modal: &ModalInteraction, key: &str) -> Answer {
        let inputs = modal.data.components.iter().flat_map(|row| &row.components);
        let value = |id: &str| {
            inputs.clone().find_map(|component| match component {
                ActionRowComponent::InputText(input) if input.custom_id == id => {
                    input.value.clone().filter(|value| !value.trim().is_empty())
                }
                _ => None,
            })
        };
        let submission = Submission {
            description: value("description").unwrap_or_default(),
            title: value("title"),
            profile: value("profile"),
            form: value("form"),
        };
        self.review_reply(&submission, key == PUBLIC)
    }

    /// The message command: the message's text, or its text file.
    async fn review_message(&self, command: &CommandInteraction, until: Instant) -> Answer {
        if command.data.name != commands::REVIEW_MESSAGE {
            return Answer::mistake(
                "I do not know this command. It may be an old one: reload Discord (Ctrl+R) and try again, or use /help.",
            );
        }
        let Some(message) = command.data.resolved.messages.values().next() else {
            return Answer::mistake("Discord did not send me that message. Please copy its text and use /review.");
        };
        match self.text_of(&message.content, &message.attachments, until).await {
            Ok(Some(text)) => self.review_reply(&Submission::from_sections(&text), false),
            Ok(None) => Answer::mistake(
                "That message has no text that I can see: it may be a picture, or made of components only. Please paste the text into /review.",
            ),
            Err(error) => Answer::mistake(&error.to_string()),
        }
    }

    /// The text of a message: what was written, and its text file after it.
    pub(super) async fn text_of(
        &self,
        content: &str,
        attachments: &[Attachment],
        until: Instant,
    ) -> Result<Option<String>, attachment::AttachmentError> {
        let mut text = content.trim().to_owned();
        match attachments
            .iter()
            .find(|attachment| attachment::is_text(attachment))
            .or_else(|| attachments.first().filter(|_| text.is_empty()))
        {
            Some(file) => {
                let file = attachment::read(self.rest.client(), file, until).await?;
                text = if text.is_empty() { file } else { format!("{text}\n{file}") };
            }
            None if text.is_empty() => return Ok(None),
            None => {}
        }
        Ok(Some(text))
    }

    fn review_reply(&self, submission: &Submission, public: bool) -> Answer {
        if let Some((input, chars)) = submission.too_long() {
            let most = crate::submission::MAX_CHARS;
            return Answer::mistake(&format!("The {} has {chars} characters; I read at most {most}. Please shorten it.", input.name()));
        }
        Answer::Reply { reply: Box::new(self.critique(submission)), public }
    }

    /// The critique of a submission. A failure of ours is answered with an incident number, never with "ready".
    pub(super) fn critique(&self, submission: &Submission) -> Reply {
        let rules = self.rules.current();
        let reviewed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            Reply::review(&crate::review::review(&rules, submission), submission)
        }));
        reviewed.unwrap_or_else(|_| Reply::page(pages::failure(super::handler::incident("a review panicked"))))
    }
}

fn with_description(mut submission: Submission, description: Option<String>) -> Submission {
    if let Some(description) = description {
        submission.description = description;
    }
    submission
}

/// The form to paste into; its key says whether all may see the answer.
pub(super) fn paste_form(key: &str) -> Answer {
    Answer::Modal(modal(CustomId::new(Action::Review, key), "Review my request", INPUTS))
}
