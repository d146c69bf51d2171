//! Sets that are compiled and proved, and not yet served.

use std::sync::Arc;

use super::generations::Entry;
use super::keeper::{KeepError, Served};
use super::manifest::Author;
use crate::rule::{MODEL_FILE, Model, RuleFile, RuleSet};
use crate::store::{self, LoadError, Location};

/// A set that is ready to be served.
pub(super) struct Prepared {
    pub(super) rules: RuleSet,
    pub(super) files: Vec<RuleFile>,
}

impl Prepared {
    /// Compiles and proves files; what was learned from their examples is put beside them, so that no later start has to learn it.
    pub(super) fn new(pack: &str, mut files: Vec<RuleFile>) -> Result<Self, KeepError> {
        store::refuse_large(pack, &files)?;
        let mut rules = store::load_files(pack, &files).map_err(LoadError::Rules)?;
        let names: Vec<(&str, Arc<str>)> = files.iter().map(|file| (file.shown.as_str(), file.path.as_str().into())).collect();
        rules.rename_files(|file| names.iter().find(|(shown, _)| *shown == file).map(|(_, path)| Arc::clone(path)));
        // What was learned here is kept; a model that was read is the file itself.
        let learned = rules.model.as_ref().and_then(|model| model.to_file(&rules.model_key));
        if rules.model.is_none() || learned.is_some() {
            files.retain(|file| file.path != MODEL_FILE);
        }
        if let Some(text) = learned {
            files.push(RuleFile::new(MODEL_FILE, text));
        }
        // From here on nobody asks what was learned from, or what its features are called.
        rules.examples = Vec::new();
        rules.model.iter_mut().for_each(Model::forget_names);
        for file in &mut files {
            file.shown.clone_from(&file.path);
        }
        files.sort();
        Ok(Self { rules, files })
    }

    pub(super) fn serve(self, number: u32) -> Served {
        Served { number, rules: Arc::new(self.rules), files: self.files }
    }
}

/// What the history says of a change in the rules folder.
pub(super) fn by_disk(location: &Location, what: String) -> Entry {
    Entry { author: Author::Disk, reason: format!("from {location}"), what }
}

/// What was learned from the examples, as a file.
pub(super) fn model(files: &[RuleFile]) -> Option<&RuleFile> {
    files.iter().find(|file| file.path == MODEL_FILE)
}
