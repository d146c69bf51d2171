//! The files of a pack, before they are read.

use std::path::Path;

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
    pub text: String,
}

impl RuleFile {
    /// Whether it lies in the pack's folder `corpus`: labelled submissions, no rules.
    pub fn holds_cases(&self) -> bool {
        self.path.starts_with("corpus/")
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
