//! The generations of a pack's rules on disk: numbered folders that are never changed, and a pointer to the one that is served.
//!
//! Under `REDRAFT_DATA/rules/<pack>/`:
//!
//! | name | what |
//! |---|---|
//! | `current` | the number of the generation that is served |
//! | `7/manifest.json` | who, when, why, and the hash of each file |
//! | `7/<pack>/…` | its files, with what was learned from the examples: `7` is a folder of packs as any other |
//! | `folder.json` | the hashes of the rules folder's files when it was last taken over |
//!
//! A generation is written into `.new`, each file and folder synced, then renamed to its number; then `current` is replaced the same
//! way. That last rename is the moment of publishing: before it the old generation is served, after it the new one, whatever step
//! the process dies at. A folder that was numbered but never pointed at is no part of the history, which follows `parent`.
//!
//! The last [`KEPT`] folders are kept; older ones are removed once a new one is served.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::disk::{Disk, System, replace};
use super::error::HistoryError;
use super::manifest::{Author, Hashes, Manifest, hashes};
use crate::rule::RuleFile;
use crate::store::{self, Location};

const CURRENT: &str = "current";
const MANIFEST: &str = "manifest.json";
const FOLDER: &str = "folder.json";
/// Generations that are kept, the newest first.
pub(super) const KEPT: usize = 50;
/// Where a generation is written before it has a number.
const NEW: &str = ".new";
/// What a generation is called while it is removed.
const OLD: &str = ".old";

/// Who publishes what and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub author: Author,
    /// Why.
    pub reason: String,
    /// What changes, in short.
    pub what: String,
}

/// The generations of one pack.
#[derive(Debug)]
pub struct Generations {
    root: PathBuf,
    pack: String,
    disk: Box<dyn Disk>,
    /// The time a generation is told to be from, and nothing else: wall clocks jump.
    pub(super) clock: fn() -> SystemTime,
}

impl Generations {
    /// The generations under a data folder; creates the folders.
    ///
    /// # Errors
    /// They cannot be created.
    pub fn open(data: &Path, pack: &str) -> Result<Self, HistoryError> {
        Self::open_on(Box::new(System), data, pack)
    }

    pub(super) fn open_on(disk: Box<dyn Disk>, data: &Path, pack: &str) -> Result<Self, HistoryError> {
        let root = data.join("rules").join(pack);
        let create = || {
            disk.create_folder(&root)?;
            root.ancestors().skip(1).take(2).try_for_each(|above| disk.sync_folder(above))
        };
        create().map_err(|error| HistoryError::Write { path: root.clone(), error })?;
        Ok(Self { root, pack: pack.to_owned(), disk, clock: SystemTime::now })
    }

    /// The number of the generation that is served; `None` before the first.
    ///
    /// # Errors
    /// `current` cannot be read or holds no number.
    pub fn current(&self) -> Result<Option<u32>, HistoryError> {
        let path = self.root.join(CURRENT);
        match fs::read_to_string(&path) {
            Ok(text) => match text.trim().parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(HistoryError::NoCurrent { current: path, newest: self.newest()? }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A first publishing that was cut leaves folders without a parent, which were never served.
                let numbers = self.numbers()?;
                let newest = numbers.iter().copied().max().unwrap_or(0);
                let followed = numbers.into_iter().any(|number| self.manifest(number).is_ok_and(|manifest| manifest.parent.is_some()));
                if followed { Err(HistoryError::NoCurrent { current: path, newest }) } else { Ok(None) }
            }
            Err(error) => Err(HistoryError::Read { path, error }),
        }
    }

    /// The highest number a folder has; 0 where there is none.
    fn newest(&self) -> Result<u32, HistoryError> {
        Ok(self.numbers()?.into_iter().max().unwrap_or(0))
    }

    /// The numbers of all folders, in no order.
    fn numbers(&self) -> Result<Vec<u32>, HistoryError> {
        let entries = fs::read_dir(&self.root).map_err(|error| HistoryError::Read { path: self.root.clone(), error })?;
        Ok(entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect())
    }

    /// Removes all but the last [`KEPT`] generations, of which the last is served. Each is renamed first, so that no half of one is left
    /// under its number.
    fn prune(&self) -> Result<(), HistoryError> {
        let mut numbers = self.numbers()?;
        numbers.sort_unstable();
        let old = numbers.len().saturating_sub(KEPT);
        for number in numbers.into_iter().take(old) {
            let (path, gone) = (self.root.join(number.to_string()), self.root.join(OLD));
            let remove = || {
                self.disk.remove(&gone)?;
                self.disk.rename(&path, &gone)?;
                self.disk.remove(&gone)
            };
            remove().map_err(|error| HistoryError::Write { path: path.clone(), error })?;
        }
        Ok(())
    }

    fn damaged(&self, number: u32, what: impl Into<String>) -> HistoryError {
        HistoryError::Damaged { number, what: what.into(), current: self.root.join(CURRENT) }
    }

    /// The manifest of a generation.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn manifest(&self, number: u32) -> Result<Manifest, HistoryError> {
        let path = self.root.join(number.to_string()).join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.parent().is_some_and(Path::is_dir) => {
                return Err(self.damaged(number, format!("{MANIFEST} is missing")));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(HistoryError::Unknown(number)),
            Err(error) => return Err(HistoryError::Read { path, error }),
        };
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| self.damaged(number, format!("{MANIFEST} cannot be read ({error})")))?;
        if manifest.number == number { Ok(manifest) } else { Err(self.damaged(number, format!("{MANIFEST} is that of another one"))) }
    }

    /// The files of a generation, each held against its hash.
    ///
    /// # Errors
    /// There is no such generation, or it is not as it was written.
    pub fn files(&self, number: u32) -> Result<Vec<RuleFile>, HistoryError> {
        let manifest = self.manifest(number)?;
        let folder = Location::Folder(self.root.join(number.to_string()));
        let mut files = store::files_to_keep(&folder, &self.pack).map_err(|error| self.damaged(number, error.to_string()))?;
        for file in &mut files {
            file.shown.clone_from(&file.path);
        }
        let found = hashes(&files);
        if found == manifest.files {
            return Ok(files);
        }
        let other = |path: &&String| found.get(*path) != manifest.files.get(*path);
        let path = manifest.files.keys().chain(found.keys()).find(other).cloned().unwrap_or_default();
        Err(self.damaged(number, format!("{path} is not as it was published")))
    }

    /// The generations that were served, newest first, from `from` back: at most `most`, and the number of the next one.
    /// One whose manifest was lost ends the list.
    pub fn list(&self, from: u32, most: usize) -> (Vec<Manifest>, Option<u32>) {
        let (mut list, mut next) = (Vec::new(), Some(from));
        while let Some(number) = next.filter(|_| list.len() < most) {
            let Ok(manifest) = self.manifest(number) else { return (list, None) };
            let there = |parent: &u32| *parent < number && self.root.join(parent.to_string()).is_dir();
            next = manifest.parent.filter(there);
            list.push(manifest);
        }
        (list, next)
    }

    /// Whether a generation was served at some time before `from` (or is `from`).
    pub fn served(&self, number: u32, from: u32) -> bool {
        let mut next = Some(from);
        while let Some(at) = next.filter(|at| *at > number) {
            next = self.manifest(at).ok().and_then(|manifest| manifest.parent).filter(|parent| *parent < at);
        }
        next == Some(number)
    }

    /// Publishes files, compiled to the version `rules`, as the generation that follows `after`.
    ///
    /// # Errors
    /// Another generation is served by now, or the disk refuses: then the one before is still served, wholly.
    pub fn publish(&self, after: Option<u32>, entry: Entry, rules: &str, files: &[RuleFile]) -> Result<Manifest, HistoryError> {
        let now = self.current()?;
        if now != after {
            return Err(HistoryError::Moved { now });
        }
        let number = self.newest()?.saturating_add(1);
        let time = (self.clock)().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let manifest = Manifest {
            number,
            parent: after,
            time,
            author: entry.author,
            reason: entry.reason,
            what: entry.what,
            rules: rules.to_owned(),
            redraft: env!("CARGO_PKG_VERSION").to_owned(),
            files: hashes(files),
        };
        let new = self.root.join(NEW);
        let written = self.write(&new, &manifest, files).and_then(|()| {
            self.disk.rename(&new, &self.root.join(number.to_string()))?;
            self.disk.sync_folder(&self.root)?;
            replace(self.disk.as_ref(), &self.root, CURRENT, &format!("{number}\n"))
        });
        if let Err(error) = written {
            // What is left behind would only take room.
            drop(self.disk.remove(&new));
            return Err(HistoryError::Write { path: self.root.clone(), error });
        }
        if let Err(error) = self.disk.sync_folder(&self.root) {
            // It is published; only a loss of power in the next seconds could undo that.
            tracing::warn!(%error, number, "the data folder could not be synced");
        }
        if let Err(error) = self.prune() {
            // They only take room; the next one that is published tries again.
            tracing::warn!(%error, "old generations of the rules could not be removed");
        }
        Ok(manifest)
    }

    fn write(&self, new: &Path, manifest: &Manifest, files: &[RuleFile]) -> io::Result<()> {
        let disk = self.disk.as_ref();
        disk.remove(new)?;
        let root = new.join(&self.pack);
        disk.create_folder(&root)?;
        let mut folders = vec![new.to_owned(), root.clone()];
        for file in files {
            let path = root.join(&file.path);
            if let Some(folder) = path.parent()
                && !folders.iter().any(|known| known == folder)
            {
                disk.create_folder(folder)?;
                folders.push(folder.to_owned());
            }
            disk.write(&path, file.text.as_bytes())?;
        }
        disk.write(&new.join(MANIFEST), serde_json::to_string_pretty(manifest)?.as_bytes())?;
        folders.iter().try_for_each(|folder| disk.sync_folder(folder))
    }

    /// The hashes of the rules folder's files when it was last taken over; `None` where that is not known.
    pub fn folder(&self) -> Option<Hashes> {
        let text = fs::read_to_string(self.root.join(FOLDER)).ok()?;
        serde_json::from_str::<BTreeMap<String, String>>(&text).ok()
    }

    /// Remembers the hashes of the rules folder's files.
    ///
    /// # Errors
    /// They cannot be written.
    pub fn remember_folder(&self, hashes: &Hashes) -> Result<(), HistoryError> {
        let write = || replace(self.disk.as_ref(), &self.root, FOLDER, &serde_json::to_string_pretty(hashes)?);
        write()
            .and_then(|()| self.disk.sync_folder(&self.root))
            .map_err(|error| HistoryError::Write { path: self.root.join(FOLDER), error })
    }
}
