//! The names of rules.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A rule's full name, `file/id`, as in `botting/auto-apply`: it names the pattern, not the cure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleId {
    full: Arc<str>,
    slash: usize,
}

impl RuleId {
    /// Characters that the part behind the slash may have.
    pub(crate) const ID_CHARS: usize = 60;

    /// Whether a text can stand behind the slash: small letters, digits and hyphens.
    pub(crate) fn is_id(text: &str) -> bool {
        (1..=Self::ID_CHARS).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    }

    pub(crate) fn new(file: &str, id: &str) -> Self {
        Self { full: format!("{file}/{id}").into(), slash: file.len() }
    }

    /// The full name.
    pub fn as_str(&self) -> &str {
        &self.full
    }

    /// The part before the slash: the file, which is the category.
    pub fn file(&self) -> &str {
        self.full.get(..self.slash).unwrap_or_default()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.full)
    }
}
