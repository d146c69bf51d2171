//! What is kept of a generation beside its files: who published it, when, why, and what its files are.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::rule::RuleFile;

/// SHA-256 of each file, as hexadecimal digits, by its path inside the pack.
pub type Hashes = BTreeMap<String, String>;

/// The hash of each file.
pub(super) fn hashes<'f>(files: impl IntoIterator<Item = &'f RuleFile>) -> Hashes {
    files.into_iter().map(|file| hexadecimal((file.path.clone(), file.text.sha256()))).collect()
}

/// A path with its hash as [`Hashes`] has it.
pub(super) fn hexadecimal((path, hash): (String, [u8; 32])) -> (String, String) {
    let digits = hash.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    (path, digits)
}

/// Who made a generation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Author {
    /// Whoever changed files in the rules folder, or started the bot for the first time.
    Disk,
    /// A moderator on Discord, by the user's id.
    Member(u64),
}

/// The name of [`Author::Disk`].
const DISK: &str = "disk";

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk => f.write_str(DISK),
            Self::Member(id) => write!(f, "{id}"),
        }
    }
}

impl From<Author> for String {
    fn from(author: Author) -> Self {
        author.to_string()
    }
}

impl TryFrom<String> for Author {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text == DISK {
            return Ok(Self::Disk);
        }
        text.parse().map(Self::Member).map_err(|_| format!("`{text}` is no author: neither `{DISK}` nor the id of a user"))
    }
}

/// The file `manifest.json` of a generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Its number, from 1.
    pub number: u32,
    /// The generation that it followed; none for the first.
    pub parent: Option<u32>,
    /// When it was published: seconds since 1970, UTC.
    pub time: u64,
    /// Who published it.
    pub author: Author,
    /// Why, in the author's words.
    pub reason: String,
    /// What it changed, in short.
    pub what: String,
    /// Pack and hash of the rules, as reviews show it.
    pub rules: String,
    /// The version of this program that wrote it.
    pub redraft: String,
    /// Its files.
    pub files: Hashes,
}
