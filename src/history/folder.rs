//! Taking over what is edited in the rules folder.

use std::sync::Arc;

use super::change::Edits;
use super::keeper::{KeepError, Keeper, Served};
use super::manifest::{Hashes, hashes, hexadecimal};
use super::prepared::{Prepared, by_disk, model};
use crate::rule::RuleFile;
use crate::store::{self, LoadError, Location};

/// What came of looking at the rules folder.
#[derive(Debug)]
pub enum Look {
    /// Nothing has changed.
    Same,
    /// Something changed, or still does: it is taken over if the next look sees the same.
    Unsettled,
    /// Another set is served now.
    Taken {
        /// It.
        served: Arc<Served>,
        /// What changed, in short.
        what: String,
        /// Files in which the folder replaced what had been published on Discord.
        overridden: Vec<String>,
    },
    /// The change cannot be taken over; the last good set is still served.
    Refused(KeepError),
}

/// Looks between two attempts to take over what the disk or another publisher kept from it: proving rules takes its time.
const LOOKS_BETWEEN: u32 = 60;

/// What is known of the rules folder.
#[derive(Debug)]
pub(super) struct Folder {
    /// As it was when it was last taken over.
    base: Hashes,
    /// As it was when it was last taken over or refused.
    judged: Option<Print>,
    /// As it was when it could not be taken over for a reason that may pass, and how many looks it is left alone.
    delayed: Option<(Print, u32)>,
    /// As the last look saw it, if that was new.
    seen: Option<Print>,
    /// A generation that `current` names and that cannot be served.
    unfit: Option<u32>,
}

impl Folder {
    /// A folder that has just been taken over.
    pub(super) fn taken(base: Hashes) -> Self {
        Self { judged: Some(Ok(base.clone())), base, delayed: None, seen: None, unfit: None }
    }
}

/// What tells one state of the folder from another: its files' hashes, or why it cannot be read.
type Print = Result<Hashes, String>;

fn print(files: &Result<Vec<RuleFile>, LoadError>) -> Print {
    files.as_ref().map(hashes).map_err(ToString::to_string)
}

impl Keeper {
    /// Looks at the rules folder. A change is taken over when two looks in a row have seen the same, so that files half written are left
    /// alone; what cannot be taken over is told once, until it changes again. The texts are read, not only sizes and times: these
    /// are cached by network file systems and kept by some copying tools. None is held: most looks find nothing new.
    pub fn look(&self) -> Look {
        let mut folder = self.turn();
        if let Some(look) = self.follow(&mut folder) {
            return look;
        }
        if self.location == Location::BuiltIn {
            return Look::Same;
        }
        let read = store::hashes(&self.location, &self.pack);
        let seen: Print = read.map(|hashes| hashes.into_iter().map(hexadecimal).collect()).map_err(|error| error.to_string());
        if folder.judged.as_ref() == Some(&seen) {
            folder.seen = None;
            return Look::Same;
        }
        if let Some((delayed, looks @ 1..)) = &mut folder.delayed
            && *delayed == seen
        {
            *looks -= 1;
            return Look::Same;
        }
        if folder.seen.as_ref() == Some(&seen) {
            let files = store::files_to_keep(&self.location, &self.pack);
            let now = print(&files);
            if now == seen {
                return self.take(&mut folder, files, now);
            }
        }
        folder.seen = Some(seen);
        Look::Unsettled
    }

    /// Takes over the rules folder as it is at this moment, and tells again what is wrong with it.
    pub fn reload(&self) -> Look {
        let mut folder = self.turn();
        (folder.unfit, folder.delayed) = (None, None);
        if let Some(look) = self.follow(&mut folder) {
            return look;
        }
        let files = store::files_to_keep(&self.location, &self.pack);
        let print = print(&files);
        self.take(&mut folder, files, print)
    }

    /// Serves the generation that `current` names, if somebody wrote another number into it.
    fn follow(&self, folder: &mut Folder) -> Option<Look> {
        let generations = self.generations.as_ref()?;
        let number = generations.current().ok()??;
        if number == self.served().number || folder.unfit == Some(number) {
            return None;
        }
        let prepared = generations.files(number).map_err(KeepError::from).and_then(|files| Prepared::new(&self.pack, files));
        Some(match prepared {
            Ok(prepared) => {
                let served = self.serve(prepared.serve(number));
                Look::Taken { served, what: format!("`current` names generation {number}"), overridden: Vec::new() }
            }
            Err(error) => {
                folder.unfit = Some(number);
                Look::Refused(error)
            }
        })
    }

    fn take(&self, folder: &mut Folder, files: Result<Vec<RuleFile>, LoadError>, print: Print) -> Look {
        folder.seen = None;
        let taken = files.map_err(KeepError::from).and_then(|files| {
            let look = self.merge(&folder.base, &files)?;
            Ok((hashes(&files), look))
        });
        // What a full disk or another publisher kept from being taken over is tried again, and told once.
        let passes = matches!(taken, Err(KeepError::History(_)));
        let told = folder.delayed.as_ref().is_some_and(|(delayed, _)| passes && *delayed == print);
        folder.delayed = passes.then(|| (print.clone(), LOOKS_BETWEEN));
        folder.judged = (!passes).then_some(print);
        match taken {
            Err(_) if told => Look::Same,
            Err(error) => Look::Refused(error),
            Ok((base, look)) => {
                if folder.base != base {
                    if let Some(Err(error)) = self.generations.as_ref().map(|generations| generations.remember_folder(&base)) {
                        tracing::warn!(%error, "the state of the rules folder could not be kept");
                    }
                    folder.base = base;
                }
                look
            }
        }
    }

    /// Serves what is served with the edits of the folder.
    fn merge(&self, base: &Hashes, files: &[RuleFile]) -> Result<Look, KeepError> {
        let served = self.served();
        let edits = Edits::new(base, files, &served.files);
        if edits.is_empty() {
            return Ok(Look::Same);
        }
        let prepared = Prepared::new(&self.pack, edits.apply(&served.files, model(files)))?;
        let served = self.commit(&served, by_disk(&self.location, edits.what()), prepared)?;
        Ok(Look::Taken { served, what: edits.what(), overridden: edits.overridden })
    }
}
