//! The rules that are served now: whole sets only, replaced while reviews run.
//!
//! Rules come from the rules folder (or the binary), and from what moderators publish on Discord. The folder is only ever read. What is
//! served starts as the folder; from then on both sides change single files of it: a file that is edited in the folder replaces the
//! served one, a file that is published replaces it as well, and each such step is a generation of its own. So an edit on disk never
//! undoes what was published in other files; where both sides changed the same file, the later one wins, and it is told.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use super::change::{self, Change, Edits};
use super::error::HistoryError;
use super::folder::Folder;
use super::generations::{Entry, Generations};
use super::manifest::hashes;
use super::prepared::{Prepared, by_disk, model};
use crate::rule::{MODEL_FILE, NARROW, RuleFile, RuleSet};
use crate::store::{self, LoadError, Location};

/// A rule set with the files it was made from.
#[derive(Debug)]
pub struct Served {
    /// The number of its generation; without a data folder, how many sets were served since the start.
    pub number: u32,
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// Their files, sorted by path, with what was learned from the examples.
    pub files: Vec<RuleFile>,
}

/// Mistakes that are told at once: a file can have thousands.
const MOST_TOLD: usize = 100;

/// Why another set cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum KeepError {
    /// The rules cannot be loaded.
    #[error(transparent)]
    Rules(#[from] LoadError),
    /// The history cannot be read or written.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// Publishing needs a data folder.
    #[error("REDRAFT_DATA is not set, so nothing can be published: the operator has to name a folder for the history of the rules")]
    NoData,
    /// The change changes nothing.
    #[error("nothing would change: the rules are already like that")]
    Nothing,
}

impl KeepError {
    /// The first mistakes in the rules as text of at most [`NARROW`] columns, and how many more there are; `None` where it is something
    /// else.
    pub fn mistakes(&self) -> Option<String> {
        let Self::Rules(LoadError::Rules(all)) = self else { return None };
        Some(all.render_first(MOST_TOLD, NARROW))
    }

    /// The number of mistakes in the rules; `None` where it is something else.
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Rules(LoadError::Rules(diagnostics)) => Some(diagnostics.errors()),
            _ => None,
        }
    }
}

/// Keeps the rule set that is served. A review keeps the set it began with, however often it is replaced meanwhile.
///
/// Its methods read files and prove rules: all but [`Self::current`] and [`Self::served`] may take a second.
#[derive(Debug)]
pub struct Keeper {
    pub(super) location: Location,
    pub(super) pack: String,
    pub(super) generations: Option<Generations>,
    served: RwLock<Arc<Served>>,
    /// Held by whoever changes what is served.
    folder: Mutex<Folder>,
}

impl Keeper {
    /// Loads what is to be served: the current generation under `data` with what was edited in the folder since, or the folder.
    ///
    /// # Errors
    /// The rules have mistakes (then all of them), or the folder or the history cannot be read or written.
    pub fn open(location: Location, pack: &str, data: Option<&Path>) -> Result<Self, KeepError> {
        let generations = data.map(|data| Generations::open(data, pack)).transpose()?;
        Self::open_with(location, pack, generations)
    }

    /// Loads what [`Self::open`] would serve, and publishes nothing; gives pack and hash of the rules.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub fn check(location: &Location, pack: &str, data: Option<&Path>) -> Result<String, KeepError> {
        let generations = data.map(|data| Generations::open(data, pack)).transpose()?;
        let start = Start::new(location, pack, generations.as_ref(), store::files_to_keep(location, pack)?)?;
        Ok(start.prepared.rules.version())
    }

    pub(super) fn open_with(location: Location, pack: &str, generations: Option<Generations>) -> Result<Self, KeepError> {
        let files = store::files_to_keep(&location, pack)?;
        let base = hashes(&files);
        let Start { prepared, current, entry } = Start::new(&location, pack, generations.as_ref(), files)?;
        let number = match (&generations, entry) {
            (Some(generations), Some(entry)) => generations.publish(current, entry, &prepared.rules.version(), &prepared.files)?.number,
            _ => current.unwrap_or(1),
        };
        let served = prepared.serve(number);
        if let Some(generations) = &generations
            && generations.folder().as_ref() != Some(&base)
        {
            generations.remember_folder(&base)?;
        }
        let folder = Folder::taken(base);
        Ok(Self { location, pack: pack.to_owned(), generations, served: RwLock::new(Arc::new(served)), folder: Mutex::new(folder) })
    }

    /// The set that is served at this moment.
    pub fn current(&self) -> Arc<RuleSet> {
        Arc::clone(&self.served().rules)
    }

    /// The set that is served at this moment, with its number and files.
    pub fn served(&self) -> Arc<Served> {
        Arc::clone(&self.served.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The generations, where there is a data folder.
    pub const fn generations(&self) -> Option<&Generations> {
        self.generations.as_ref()
    }

    /// The set that a change would lead to, and the one it was made against.
    ///
    /// # Errors
    /// The new rules have mistakes, there is no such generation, or nothing would change.
    pub fn propose(&self, change: &Change) -> Result<(Arc<Served>, Arc<Served>), KeepError> {
        let served = self.served();
        let new = self.changed(&served, change)?.serve(served.number);
        Ok((served, Arc::new(new)))
    }

    /// Publishes a change that was made against the generation `base`.
    ///
    /// # Errors
    /// As for [`Self::propose`]; another generation is served by now; or the history cannot be written. Then nothing has changed.
    pub fn publish(&self, base: u32, change: &Change, entry: Entry) -> Result<Arc<Served>, KeepError> {
        let _turn = self.turn();
        if self.generations.is_none() {
            return Err(KeepError::NoData);
        }
        let served = self.served();
        if served.number != base {
            return Err(HistoryError::Moved { now: Some(served.number) }.into());
        }
        let prepared = self.changed(&served, change)?;
        self.commit(&served, entry, prepared)
    }

    pub(super) fn turn(&self) -> MutexGuard<'_, Folder> {
        self.folder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn changed(&self, served: &Served, change: &Change) -> Result<Prepared, KeepError> {
        let files = match change {
            Change::Put { path, text } => change::put(&served.files, path, text.as_str().into()),
            Change::Restore { number } => {
                let generations = self.generations.as_ref().ok_or(KeepError::NoData)?;
                if !generations.served(*number, served.number) {
                    return Err(HistoryError::Unknown(*number).into());
                }
                generations.files(*number)?
            }
        };
        let own = |files: &[RuleFile]| hashes(files.iter().filter(|file| file.path != MODEL_FILE));
        if own(&files) == own(&served.files) {
            return Err(KeepError::Nothing);
        }
        Prepared::new(&self.pack, files)
    }

    /// Publishes and serves what follows `served`.
    pub(super) fn commit(&self, served: &Served, entry: Entry, prepared: Prepared) -> Result<Arc<Served>, KeepError> {
        let number = match &self.generations {
            Some(generations) => generations.publish(Some(served.number), entry, &prepared.rules.version(), &prepared.files)?.number,
            None => served.number.saturating_add(1),
        };
        Ok(self.serve(prepared.serve(number)))
    }

    pub(super) fn serve(&self, served: Served) -> Arc<Served> {
        let served = Arc::new(served);
        *self.served.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&served);
        served
    }
}

/// What a start serves, and what it has to publish for that.
struct Start {
    prepared: Prepared,
    /// The generation that is current.
    current: Option<u32>,
    /// What is published on top of it; nothing where it is served as it is.
    entry: Option<Entry>,
}

impl Start {
    /// The current generation, with what was edited in the folder since; or the folder, as the first one.
    fn new(location: &Location, pack: &str, generations: Option<&Generations>, files: Vec<RuleFile>) -> Result<Self, KeepError> {
        let current = generations.map(Generations::current).transpose()?.flatten();
        let (Some(generations), Some(number)) = (generations, current) else {
            let entry = Some(by_disk(location, "the first set".to_owned()));
            return Ok(Self { prepared: Prepared::new(pack, files)?, current: None, entry });
        };
        let known = generations.files(number)?;
        let edits = generations.folder().map(|before| Edits::new(&before, &files, &known)).unwrap_or_default();
        if edits.is_empty() {
            return Ok(Self { prepared: Prepared::new(pack, known)?, current, entry: None });
        }
        let prepared = Prepared::new(pack, edits.apply(&known, model(&files)))?;
        Ok(Self { prepared, current, entry: Some(by_disk(location, edits.what())) })
    }
}
