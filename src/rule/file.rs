//! The files of a pack, before they are read.

use std::cmp::Ordering;
use std::ops::Deref;
use std::path::Path;

use sha2::{Digest, Sha256};

/// The file that keeps what was learned, so that it need not be learned at every start.
pub const MODEL_FILE: &str = "examples/model.txt";

/// Folders of a pack that hold files as well.
pub const FOLDERS: [&str; 3] = ["lists", "examples", "corpus"];

/// One rule file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleFile {
    /// Path inside the pack, with `/`: `botting.toml`, `lists/acts.toml`.
    pub path: String,
    /// Path as the author knows it, for messages.
    pub shown: String,
    /// Its text.
    pub text: FileText,
}

impl RuleFile {
    /// A file that messages call by its path inside the pack.
    pub fn new(path: impl Into<String>, text: impl Into<FileText>) -> Self {
        let path = path.into();
        Self { shown: path.clone(), path, text: text.into() }
    }

    /// Whether it lies in the pack's folder `corpus`: labelled submissions, no rules.
    pub fn holds_cases(&self) -> bool {
        self.path.starts_with("corpus/")
    }
}

/// The text of a rule file. One that is built into the binary as well is not held a second time: it takes no memory, and is only read
/// when somebody asks for it.
#[derive(Debug, Clone)]
pub enum FileText {
    /// A text of its own.
    Own(String),
    /// One in the binary.
    BuiltIn(&'static BuiltInText),
}

/// The text of a rule file in the binary.
#[derive(Debug)]
pub struct BuiltInText {
    /// The text.
    pub text: &'static str,
    /// Its SHA-256.
    pub sha256: [u8; 32],
}

impl FileText {
    /// SHA-256 of the text. That of a built-in one is known without reading it.
    pub fn sha256(&self) -> [u8; 32] {
        match self {
            Self::Own(text) => Sha256::digest(text.as_bytes()).into(),
            Self::BuiltIn(text) => text.sha256,
        }
    }
}

impl Deref for FileText {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(text) => text,
            Self::BuiltIn(text) => text.text,
        }
    }
}

impl PartialEq for FileText {
    fn eq(&self, other: &Self) -> bool {
        let same = matches!((self, other), (Self::BuiltIn(one), Self::BuiltIn(other)) if std::ptr::eq(*one, *other));
        same || **self == **other
    }
}

impl Eq for FileText {}

impl PartialOrd for FileText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FileText {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl From<String> for FileText {
    fn from(text: String) -> Self {
        Self::Own(text)
    }
}

impl From<&str> for FileText {
    fn from(text: &str) -> Self {
        Self::Own(text.to_owned())
    }
}

/// Whether a file in the folder of a pack belongs to it: rules, cases, or what was learned.
pub(crate) fn is_rule_file(path: &Path) -> bool {
    let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let ending = path.extension().and_then(|extension| extension.to_str());
    let cases = path.parent().is_some_and(|folder| folder.ends_with("corpus"));
    !hidden && (ending == Some("toml") || cases && ending == Some("jsonl")) || path.ends_with(MODEL_FILE)
}

/// The path by which messages name a file of a built-in pack.
pub(crate) fn built_in_name(pack: &str, path: &str) -> String {
    format!("rules/{pack}/{path}")
}
