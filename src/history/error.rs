//! Why the history cannot be read or written.

use std::io;
use std::path::PathBuf;

/// Why the history could not do what was asked; one sentence each, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// A file or folder under `REDRAFT_DATA` cannot be written.
    #[error("cannot write {}: {error}; the rules that are served stay as they are", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file or folder under `REDRAFT_DATA` cannot be read.
    #[error("cannot read {}: {error}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// There is no such generation.
    #[error("there is no generation {0} of the rules")]
    Unknown(u32),
    /// A generation is not as it was written.
    #[error("generation {number} of the rules is damaged: {what}. Restore it from a backup, or write the number of a whole one into {}", current.display())]
    Damaged {
        /// The generation.
        number: u32,
        /// What is wrong.
        what: String,
        /// The file that names the generation to serve.
        current: PathBuf,
    },
    /// There are generations, but nothing says which is served.
    #[error("{} does not hold the number of a generation: write into it the number of the one to serve (the newest is {newest})", current.display())]
    NoCurrent {
        /// The file that has to name it.
        current: PathBuf,
        /// The highest number there is.
        newest: u32,
    },
    /// Somebody else published meanwhile.
    #[error("somebody else published generation {} meanwhile", now.map_or_else(|| "none".to_owned(), |now| now.to_string()))]
    Moved {
        /// The generation that is served now.
        now: Option<u32>,
    },
}
