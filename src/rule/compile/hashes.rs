//! By what a pack's files are told from others.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::rule::{MODEL_FILE, RuleFile};

/// The files that are compiled, in an order that does not depend on how they were found.
pub(super) fn in_order(files: &[RuleFile]) -> Vec<&RuleFile> {
    let mut files: Vec<&RuleFile> = files.iter().filter(|file| !file.holds_cases()).collect();
    files.sort();
    files
}

/// The hashes of a pack's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashes {
    /// That of all files: see [`crate::rule::RuleSet::hash`].
    pub(super) hash: String,
    /// That of the files which its model follows from: see [`crate::rule::RuleSet::model_key`].
    pub(super) model_key: String,
}

impl Hashes {
    /// Hashes files: with megabytes of examples, a good part of the time that compiling takes.
    pub fn of(files: &[RuleFile]) -> Self {
        let files = in_order(files);
        Self { hash: digest(files.iter().copied()), model_key: digest(files.iter().copied().filter(|file| teaches(file))) }
    }
}

/// Whether examples, or the lists by which they are read, stand in the file: what is learned follows from these.
fn teaches(file: &RuleFile) -> bool {
    file.path.starts_with("examples/") || file.path.starts_with("lists/") || file.path == "lists.toml"
}

/// First eight hexadecimal digits of the SHA-256 over paths and texts, but for the model's file, which follows from the others.
fn digest<'f>(files: impl Iterator<Item = &'f RuleFile>) -> String {
    let mut digest = Sha256::new();
    for file in files.filter(|file| file.path != MODEL_FILE) {
        digest.update(file.path.as_bytes());
        digest.update([0]);
        digest.update(file.text.as_bytes());
        digest.update([0]);
    }
    digest.finalize().iter().take(4).fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}
