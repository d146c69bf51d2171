//! Where rules come from: a folder on disk, or the pack built into the binary; always a whole, proved set or none.

mod built_in;
mod files;
mod folder;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

pub use self::files::{files, files_to_keep, hashes, misnamed};
use crate::corpus::{self, Case};
use crate::engine;
use crate::rule::{Beside, Diagnostic, Diagnostics, Draft, Place, RuleFile, RuleSet, built_in_name, diagnostics, draft_with};
use crate::text::Span;

/// The pack that serves where none is named.
pub const DEFAULT_PACK: &str = "upwork";
/// Bytes a rule file may have.
pub const MAX_FILE_BYTES: u64 = 1 << 20;
/// Bytes the file of what was learned may have; the engine writes it, nobody reads it.
pub const MAX_MODEL_BYTES: u64 = 8 << 20;
/// Files a pack may have.
pub const MAX_FILES: usize = 1_000;
/// Bytes all files of a pack may have together.
pub const MAX_PACK_BYTES: u64 = 32 << 20;
/// Rules a pack may have.
pub const MAX_RULES: usize = 20_000;

/// Where to look for packs: a folder that holds one folder a pack, or the binary itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A folder.
    Folder(PathBuf),
    /// The rules built into the binary.
    BuiltIn,
}

impl Location {
    /// The folder asked for, else `./rules` where it exists, else the built-in rules.
    pub fn choose(asked: Option<PathBuf>) -> Self {
        match asked {
            Some(folder) => Self::Folder(folder),
            None if Path::new("rules").is_dir() => Self::Folder(PathBuf::from("rules")),
            None => Self::BuiltIn,
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::BuiltIn => f.write_str("the rules built into redraft"),
        }
    }
}

/// Why no rule set could be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A folder or file could not be read.
    #[error("cannot read {}: {error}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// There is no such pack.
    #[error("there is no pack `{pack}` in {location}{}", packs(.found))]
    NoPack {
        /// The pack asked for.
        pack: String,
        /// Where it was looked for.
        location: Location,
        /// The packs that are there.
        found: Vec<String>,
    },
    /// The files have mistakes.
    #[error("{count} in the rules; nothing was loaded.\n\n{0}", count = .0.count())]
    Rules(Diagnostics),
}

fn packs(found: &[String]) -> String {
    if found.is_empty() { String::new() } else { format!("; there are: {}", found.join(", ")) }
}

/// Loads a pack: see [`load_files`].
///
/// # Errors
/// The folder cannot be read, there is no such pack, or its files have mistakes: then all of them.
pub fn load(location: &Location, pack: &str) -> Result<RuleSet, LoadError> {
    if *location == Location::BuiltIn
        && let Some(rules) = built_in::rules(pack)
    {
        return Ok(rules);
    }
    load_files(pack, &files_to_keep(location, pack)?).map_err(LoadError::Rules)
}

/// Compiles and proves the files of a pack.
///
/// The files that are built into the binary, byte for byte, are neither compiled nor proved again: the build script has compiled them
/// with the same code, and the tests of this crate have proved them. Such a set comes without the examples it learned from.
///
/// # Errors
/// All mistakes of all files.
pub fn load_files(pack: &str, files: &[RuleFile]) -> Result<RuleSet, Diagnostics> {
    match built_in::are_all(pack, files).then(|| built_in::rules(pack)).flatten() {
        Some(mut rules) => {
            name_files(pack, &mut rules, files);
            Ok(rules)
        }
        None => compile_files(pack, files),
    }
}

/// Places of built-in rules name the files as these do.
fn name_files(pack: &str, rules: &mut RuleSet, files: &[RuleFile]) {
    let folder = built_in_name(pack, "");
    let names: Vec<(&str, Arc<str>)> = files.iter().map(|file| (file.path.as_str(), file.shown.as_str().into())).collect();
    rules.rename_files(|file| {
        let path = file.strip_prefix(&folder)?;
        names.iter().find(|(known, _)| *known == path).map(|(_, shown)| Arc::clone(shown))
    });
}

/// Refuses files that would be served, and that no start would read again.
///
/// # Errors
/// One of them has more than [`MAX_FILE_BYTES`], all together more than [`MAX_PACK_BYTES`], or there are more than [`MAX_FILES`].
pub fn refuse_large(pack: &str, files: &[RuleFile]) -> Result<(), LoadError> {
    folder::refuse_large(pack, files)
}

/// Compiles and proves the files of a pack, whether or not they are those built into the binary.
///
/// Where examples or lists have changed since the model was learned, it is learned anew, which takes seconds: whoever has mistakes to
/// mend first is not kept waiting for that, nor for proofs which follow from it.
///
/// # Errors
/// All mistakes of all files.
pub fn compile_files(pack: &str, files: &[RuleFile]) -> Result<RuleSet, Diagnostics> {
    if let Some(too_many) = too_many_rules(files) {
        return Err(diagnostics(vec![too_many], files));
    }
    // Neither needs the other, and there is mostly a second core.
    let Draft { mut rules, mut mistakes } = thread::scope(|scope| {
        // Where there is no thread to be had, it takes longer.
        let beside = thread::Builder::new().spawn_scoped(scope, || Beside::of(files)).ok();
        draft_with(pack, files, || beside.and_then(|beside| beside.join().ok()).unwrap_or_else(|| Beside::of(files)))
    });
    mistakes.extend(read_cases(files).1);
    let learns = rules.model.is_none() && !rules.examples.is_empty();
    if learns && mistakes.is_empty() {
        rules.model = Some(engine::learn(&rules));
    }
    // The rules that are right are proved even beside mistakes, so that an author sees everything at once.
    if !learns || rules.model.is_some() {
        mistakes.extend(engine::prove(&rules));
    }
    if mistakes.is_empty() && rules.rules.is_empty() {
        mistakes.push(no_rule(pack, files));
    }
    if mistakes.is_empty() { Ok(rules) } else { Err(diagnostics(mistakes, files)) }
}

/// Without a rule every text would pass: that is no set to serve.
fn no_rule(pack: &str, files: &[RuleFile]) -> Diagnostic {
    let file = files.iter().map(|file| file.shown.clone()).min().unwrap_or_else(|| format!("{pack}/pack.toml"));
    let place = Place { file: file.into(), line: 1, span: Span { start: 0, end: 0 } };
    let help = "is it the right folder? `redraft rules new botting/my-rule` writes a rule to begin with";
    Diagnostic::new(place, format!("the pack `{pack}` has no rules"), "no file of the pack holds a [[rule]]").help(help)
}

/// The line that begins a rule.
const RULE: &str = "[[rule]]";

/// Told before anything is compiled, by the lines with which rules begin.
fn too_many_rules(files: &[RuleFile]) -> Option<Diagnostic> {
    let files = || files.iter().filter(|file| !file.holds_cases());
    // Examples are megabytes of lines: they are gone through one by one only where there may be too many.
    if files().map(|file| file.text.matches(RULE).count()).sum::<usize>() <= MAX_RULES {
        return None;
    }
    let mut count = 0;
    for file in files() {
        let mut start = 0;
        for (at, line) in file.text.split_inclusive('\n').enumerate() {
            count += usize::from(line.trim_start().starts_with(RULE));
            if count > MAX_RULES {
                let place =
                    Place { file: file.shown.as_str().into(), line: at + 1, span: Span { start, end: start + line.trim_end().len() } };
                let title = format!("the pack has more than {MAX_RULES} rules");
                let help = "join rules that say the same into one with more phrases";
                return Some(Diagnostic::new(place, title, "the first one too many").help(help));
            }
            start += line.len();
        }
    }
    None
}

/// The labelled submissions of a pack, from the files of its folder `corpus`: on these a change of its rules is tried out.
///
/// They are part of the pack, but not of its rules: their hash is the same with others. Lines with mistakes, which
/// [`load_files`] refuses, are left out.
pub fn cases(files: &[RuleFile]) -> Vec<Case> {
    read_cases(files).0
}

fn read_cases(files: &[RuleFile]) -> (Vec<Case>, Vec<Diagnostic>) {
    let mut files: Vec<&RuleFile> = files.iter().filter(|file| file.holds_cases()).collect();
    files.sort();
    let (cases, mistakes): (Vec<_>, Vec<_>) = files.iter().map(|file| corpus::read(&file.shown, &file.text)).unzip();
    (cases.concat(), mistakes.concat())
}
