//! The parts of a pack that can be read while its rules are compiled: hashes, examples, model.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::examples;
use crate::rule::diagnostic::Diagnostic;
use crate::rule::read::Reader;
use crate::rule::{MODEL_FILE, MarkedText, Model, RuleFile};

/// Prefix of the paths of the files of examples, and of the model learned from them.
pub(super) const EXAMPLES: &str = "examples/";

/// The files that are compiled, in an order that does not depend on how they were found.
pub(super) fn in_order(files: &[RuleFile]) -> Vec<&RuleFile> {
    let mut files: Vec<&RuleFile> = files.iter().filter(|file| !file.holds_cases()).collect();
    files.sort();
    files
}

/// Everything that rules can be compiled without: the hashes of a pack's files, its examples, and what was learned from them. With megabytes
/// of examples that is half of the work, so it is read on a second thread.
#[derive(Debug)]
pub struct Beside {
    /// That of all files: see [`crate::rule::RuleSet::hash`].
    pub(super) hash: String,
    /// That of the files which its model follows from: see [`crate::rule::RuleSet::model_key`].
    pub(super) model_key: String,
    pub(super) examples: Vec<MarkedText>,
    /// `None` where there is none, or one of other examples.
    pub(super) model: Option<Model>,
    /// Mistakes in the examples.
    pub(super) errors: Vec<Diagnostic>,
}

impl Beside {
    /// Reads it from all files of a pack.
    pub fn of(files: &[RuleFile]) -> Self {
        let files = in_order(files);
        let hash = digest(files.iter().copied());
        let model_key = digest(files.iter().copied().filter(|file| teaches(file)));
        let model = files.iter().find(|file| file.path == MODEL_FILE).and_then(|file| Model::from_file(&file.text, &model_key));
        let mut beside = Self { hash, model_key, model, examples: Vec::new(), errors: Vec::new() };
        for file in files {
            if let Some(name) = file.path.strip_prefix(EXAMPLES).filter(|_| file.path != MODEL_FILE) {
                let mut reader = Reader::new(&file.shown, &file.text);
                let table = reader.parse();
                beside.examples.extend(examples::read(&mut reader, &table, name.trim_end_matches(".toml")));
                beside.errors.extend(reader.into_errors());
            }
        }
        beside
    }
}

/// Whether examples, or the lists by which they are read, stand in the file: what is learned follows from these.
fn teaches(file: &RuleFile) -> bool {
    file.path.starts_with(EXAMPLES) || file.path.starts_with("lists/") || file.path == "lists.toml"
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
