//! What was sent: the texts of a request, as given.

mod entries;
mod sections;

use crate::rule::Input;
use crate::text::secret;

pub(crate) use entries::is_mark;
pub use entries::{Entry, Keys, Mark, entries};
pub use sections::join;

/// Characters a text may have at most.
pub const MAX_CHARS: usize = 16_000;

/// A text of a request is too long to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {input} has {chars} characters; a text has at most {MAX_CHARS} characters")]
pub struct TooLong {
    /// Which.
    pub input: Input,
    /// How many characters it has.
    pub chars: usize,
}

/// The texts of one request, exactly as they were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// The usage description.
    pub description: String,
    /// The app's title.
    pub title: Option<String>,
    /// The profile summary.
    pub profile: Option<String>,
    /// What was typed into the request form.
    pub form: Option<String>,
}

impl Submission {
    /// A submission of a description alone.
    pub fn new(description: impl Into<String>) -> Self {
        Self { description: description.into(), ..Self::default() }
    }

    /// Reads one text that may carry the sections `Title:`, `Description:`, `Profile:` and `Form:`, in any order and case.
    /// Without such a section the whole text is the description.
    ///
    /// ```
    /// let submission = redraft::submission::Submission::from_sections("Title: Ledger\nDescription: A script for me.");
    /// assert_eq!(submission.title.as_deref(), Some("Ledger"));
    /// assert_eq!(submission.description, "A script for me.");
    /// ```
    pub fn from_sections(text: &str) -> Self {
        sections::read(text)
    }

    /// The texts as one, with a section for each; [`Submission::from_sections`] reads it again.
    pub fn to_sections(&self) -> String {
        sections::write(self)
    }

    /// The text of an input, if it was given.
    pub fn get(&self, input: Input) -> Option<&str> {
        match input {
            Input::Description => Some(&self.description),
            Input::Title => self.title.as_deref(),
            Input::Profile => self.profile.as_deref(),
            Input::Form => self.form.as_deref(),
        }
    }

    /// Whether no input has more than [`MAX_CHARS`] characters.
    ///
    /// # Errors
    /// The first input that has more.
    pub fn fits(&self) -> Result<(), TooLong> {
        let long = |input: &Input| {
            let chars = self.get(*input)?.chars().count();
            (chars > MAX_CHARS).then_some(TooLong { input: *input, chars })
        };
        Input::ALL.iter().find_map(long).map_or(Ok(()), Err)
    }

    /// The submission as anybody may see it.
    pub fn shown(&self) -> Shown {
        let masked = |text: &Option<String>| text.as_deref().map(secret::masked);
        Shown(Self {
            description: secret::masked(&self.description),
            title: masked(&self.title),
            profile: masked(&self.profile),
            form: masked(&self.form),
        })
    }
}

/// A submission as anybody may see it: keys, passwords and the like are masked, byte for byte, so that all spans hold.
///
/// Whatever quotes a submission takes this type; made by [`Submission::shown`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(Submission);

impl Shown {
    /// The text of an input, if it was given.
    pub fn get(&self, input: Input) -> Option<&str> {
        self.0.get(input)
    }
}
