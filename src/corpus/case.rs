//! A labelled submission: what it says and what a careful reader says of it, as a line of a corpus file.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::rule::{Category, Verdict};
use crate::submission::Submission;

/// A tag: any verdict is accepted, the categories still hold.
pub(super) const DEBATABLE: &str = "verdict-debatable";

/// A labelled submission, as a line of a corpus file.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Case {
    /// Its name.
    pub id: String,
    /// The app's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The description.
    pub description: String,
    /// The profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// The form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// What a careful reader says of it.
    pub expect: Expect,
    /// What kind of case it is.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// The label of a case.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Expect {
    /// The verdict.
    pub verdict: Verdict,
    /// Categories that have to be flagged.
    pub must: BTreeSet<Category>,
    /// Categories that are open.
    #[serde(default)]
    pub may: BTreeSet<Category>,
}

impl Case {
    /// Reads a line of a corpus file.
    ///
    /// # Errors
    /// A sentence that says what is wrong with the line: no JSON, a key is missing, a category or verdict is unknown.
    pub fn parse(line: &str) -> Result<Self, String> {
        serde_json::from_str(line).map_err(|error| error.to_string())
    }

    /// The texts of the case.
    pub fn submission(&self) -> Submission {
        Submission {
            description: self.description.clone(),
            title: self.title.clone(),
            profile: self.profile.clone(),
            form: self.form.clone(),
        }
    }

    /// Whether any verdict is accepted.
    pub fn is_debatable(&self) -> bool {
        self.tags.iter().any(|tag| tag == DEBATABLE)
    }
}
