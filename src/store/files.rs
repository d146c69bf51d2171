//! The files of a pack, from a folder or from the binary.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{self, Amount, Found};
use super::{LoadError, Location, built_in};
use crate::rule::{Diagnostic, FOLDERS, FileText, Place, RuleFile};
use crate::text::Span;

/// The files of a pack: `*.toml` in its folder and in its folders `lists` and `examples`, `*.jsonl` in its folder `corpus`, and the
/// model learned from the examples.
///
/// # Errors
/// The folder cannot be read, or there is no such pack.
pub fn files(location: &Location, pack: &str) -> Result<Vec<RuleFile>, LoadError> {
    read(location, pack, &|found| Ok(found.text()?.into()))
}

/// The files of a pack: see [`files`]. What is built into the binary as well is not held a second time.
///
/// # Errors
/// As for [`files`].
pub fn files_to_keep(location: &Location, pack: &str) -> Result<Vec<RuleFile>, LoadError> {
    read(location, pack, &|found| {
        // Only what may be the same is read for its hash.
        if let Some(text) = built_in::text(pack, &found.path)
            && found.sha256()?.0 == text.sha256
        {
            return Ok(FileText::BuiltIn(text));
        }
        Ok(found.text()?.into())
    })
}

/// Path and SHA-256 of each file of a pack: see [`files`]. None of them is held.
///
/// # Errors
/// As for [`files`].
pub fn hashes(location: &Location, pack: &str) -> Result<Vec<(String, [u8; 32])>, LoadError> {
    let Location::Folder(folder) = location else {
        return Ok(files(location, pack)?.into_iter().map(|file| (file.path, file.text.sha256())).collect());
    };
    let mut hashes = Vec::new();
    each_found(folder, pack, &mut |found| {
        let (sha256, bytes) = found.sha256()?;
        hashes.push((found.path, sha256));
        Ok(bytes)
    })?;
    Ok(hashes)
}

/// The files of a pack; `text` reads those in a folder.
fn read(location: &Location, pack: &str, text: &dyn Fn(&Found) -> io::Result<FileText>) -> Result<Vec<RuleFile>, LoadError> {
    let Location::Folder(folder) = location else {
        let no_pack = || LoadError::NoPack { pack: pack.to_owned(), location: location.clone(), found: built_in::packs() };
        return Ok(built_in::files(pack).ok_or_else(no_pack)?.collect());
    };
    let mut files = Vec::new();
    each_found(folder, pack, &mut |found| {
        let text = text(&found)?;
        let bytes = text.len();
        files.push(RuleFile { shown: found.file.display().to_string(), path: found.path, text });
        Ok(bytes)
    })?;
    Ok(files)
}

/// Warnings of files in the folder of a pack that are not read though their names say that they hold rules or cases.
pub fn misnamed(location: &Location, pack: &str) -> Vec<Diagnostic> {
    let Location::Folder(folder) = location else { return Vec::new() };
    let root = folder.join(pack);
    let folders = FOLDERS.iter().map(|name| root.join(name));
    let files = [root.clone()].into_iter().chain(folders).flat_map(|folder| folder::misnamed(&folder)).chain(folder::misplaced(&root));
    let warning = |file: PathBuf| {
        let place = Place { file: file.display().to_string().into(), line: 1, span: Span { start: 0, end: 0 } };
        let help = "rename or move it: rules end in .toml and lie in the pack's own folder, word lists in lists, cases in corpus and end in .jsonl; a copy may end in .bak";
        Diagnostic { warning: true, ..Diagnostic::new(place, "this file is not read", "by its name it holds rules or cases").help(help) }
    };
    files.map(warning).collect()
}

/// Gives the files of a pack in a folder of packs to `take`, which says how many bytes they have.
fn each_found(folder: &Path, pack: &str, take: &mut dyn FnMut(Found) -> io::Result<usize>) -> Result<(), LoadError> {
    let root = folder.join(pack);
    if !root.is_dir() {
        let found = folders(folder).map_err(|error| LoadError::Io { path: folder.to_owned(), error })?;
        return Err(LoadError::NoPack { pack: pack.to_owned(), location: Location::Folder(folder.to_owned()), found });
    }
    let mut amount = Amount::default();
    folder::each_found(&root, "", &mut amount, take)?;
    for name in FOLDERS {
        let below = root.join(name);
        if below.is_dir() {
            folder::each_found(&below, &format!("{name}/"), &mut amount, take)?;
        }
    }
    Ok(())
}

fn folders(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
