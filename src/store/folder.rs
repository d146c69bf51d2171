//! Reading a pack's folder: plain files of bounded size that lie in it, nothing that points elsewhere.

use std::fs::{self, File, Metadata};
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{LoadError, MAX_FILE_BYTES, MAX_FILES, MAX_MODEL_BYTES, MAX_PACK_BYTES};
use crate::rule::{FOLDERS, MODEL_FILE, RuleFile, file_stems, is_rule_file};

/// Bytes that are read at once where no text is kept.
const PART: u64 = 1 << 16;

/// How names of copies end.
const COPIES: [&str; 5] = [".bak", ".old", ".orig", ".swp", ".md"];

/// How much of a pack has been read.
#[derive(Debug, Default)]
pub(super) struct Amount {
    files: usize,
    bytes: u64,
}

/// A rule file that was found and is not read yet.
#[derive(Debug)]
pub(super) struct Found {
    /// Path inside the pack.
    pub(super) path: String,
    /// Where it lies.
    pub(super) file: PathBuf,
    /// Bytes it may have.
    most: u64,
}

/// Gives the rule files that lie in `folder` itself to `take`, one after the other, which says how many bytes each has; `prefix` is the
/// folder's path inside the pack.
///
/// # Errors
/// The folder or a file cannot be read, is a symbolic link or no plain file, is too large, or there are too many.
pub(super) fn each_found(
    folder: &Path,
    prefix: &str,
    amount: &mut Amount,
    take: &mut dyn FnMut(Found) -> io::Result<usize>,
) -> Result<(), LoadError> {
    let fail = |path: &Path| {
        let path = path.to_owned();
        move |error| LoadError::Io { path, error }
    };
    refuse_link(&fs::symlink_metadata(folder).map_err(fail(folder))?).map_err(fail(folder))?;
    for entry in fs::read_dir(folder).map_err(fail(folder))? {
        let path = entry.map_err(fail(folder))?.path();
        if !is_rule_file(&path) {
            continue;
        }
        let metadata = fs::symlink_metadata(&path).map_err(fail(&path))?;
        if metadata.is_dir() {
            continue;
        }
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let in_pack = format!("{prefix}{name}");
        let most = most_bytes(&in_pack);
        let fail_here = fail(&path);
        let bytes = refuse_link(&metadata).and_then(|()| take(Found { path: in_pack, file: path, most })).map_err(fail_here)?;
        amount.add(bytes).map_err(fail(folder))?;
    }
    Ok(())
}

/// The files in `folder` that are not read though their names say that they hold rules: `botting.toml.txt`, as some editors save it.
/// What editors and people keep as a copy is left alone.
pub(super) fn misnamed(folder: &Path) -> Vec<PathBuf> {
    let rules = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        let copy = name.starts_with('.') || name.ends_with('~') || COPIES.iter().any(|ending| name.ends_with(ending));
        let stem = name.split('.').next().unwrap_or_default();
        !copy
            && !is_rule_file(path)
            && (name.contains(".toml") || name.contains(".jsonl") || file_stems().contains(&stem))
            && path.is_file()
    };
    let mut misnamed: Vec<PathBuf> = paths(folder).filter(rules).collect();
    misnamed.sort();
    misnamed
}

/// The rule files in folders of a pack's that are not read.
pub(super) fn misplaced(root: &Path) -> Vec<PathBuf> {
    let hidden = |path: &Path| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let other = |path: &PathBuf| path.is_dir() && !hidden(path) && !FOLDERS.iter().any(|known| path.ends_with(known));
    let mut found: Vec<PathBuf> = paths(root).filter(other).flat_map(|folder| paths(&folder)).filter(|path| is_rule_file(path)).collect();
    found.sort();
    found
}

/// What lies in a folder, as far as it can be read.
fn paths(folder: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()))
}

/// A link could lead out of the folder, and reading a pipe could wait for ever.
fn refuse_link(metadata: &Metadata) -> io::Result<()> {
    if metadata.is_symlink() {
        return Err(io::Error::other("it is a symbolic link; rules are read from plain files and folders only: put the file itself here"));
    }
    if metadata.is_file() || metadata.is_dir() {
        return Ok(());
    }
    Err(io::Error::other("it is no plain file"))
}

impl Found {
    /// Its text. No more is read than it may have, whatever size is declared.
    pub(super) fn text(&self) -> io::Result<String> {
        let mut bytes = Vec::new();
        self.open()?.read_to_end(&mut bytes)?;
        self.refuse_large(bytes.len())?;
        String::from_utf8(bytes).map_err(|error| no_text(error.utf8_error().valid_up_to()))
    }

    /// SHA-256 and length of its text, of which only a part, or a longer line, is held at a time. Refuses what [`Self::text`] refuses, in the same words.
    pub(super) fn sha256(&self) -> io::Result<([u8; 32], usize)> {
        let mut reader = BufReader::new(self.open()?);
        let (mut digest, mut part, mut bytes, mut wrong) = (Sha256::new(), Vec::new(), 0, None);
        loop {
            part.clear();
            reader.by_ref().take(PART).read_to_end(&mut part)?;
            // A part ends with a line, and so not inside a character.
            reader.read_until(b'\n', &mut part)?;
            if part.is_empty() {
                break;
            }
            digest.update(&part);
            wrong = wrong.or_else(|| std::str::from_utf8(&part).err().map(|error| bytes + error.valid_up_to()));
            bytes += part.len();
        }
        self.refuse_large(bytes)?;
        wrong.map_or_else(|| Ok((digest.finalize().into(), bytes)), |at| Err(no_text(at)))
    }

    fn open(&self) -> io::Result<io::Take<File>> {
        Ok(File::open(&self.file)?.take(self.most + 1))
    }

    fn refuse_large(&self, bytes: usize) -> io::Result<()> {
        refuse_larger(bytes, self.most)
    }
}

/// Bytes that the file at a path inside a pack may have.
fn most_bytes(path: &str) -> u64 {
    if path == MODEL_FILE { MAX_MODEL_BYTES } else { MAX_FILE_BYTES }
}

fn refuse_larger(bytes: usize, most: u64) -> io::Result<()> {
    if bytes as u64 > most {
        return Err(io::Error::other(format!("it is larger than {most} bytes, the most such a file may have")));
    }
    Ok(())
}

/// Refuses files that no start would read again, since one of them or all together are too large, or there are too many.
pub(super) fn refuse_large(pack: &str, files: &[RuleFile]) -> Result<(), LoadError> {
    let mut amount = Amount::default();
    for file in files {
        let fail = |path: &str| {
            let path = path.into();
            move |error| LoadError::Io { path, error }
        };
        let bytes = file.text.len();
        refuse_larger(bytes, most_bytes(&file.path)).map_err(fail(&file.path))?;
        amount.add(bytes).map_err(fail(pack))?;
    }
    Ok(())
}

fn no_text(at: usize) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("it is not UTF-8 text (from byte {at} on): save it as UTF-8"))
}

impl Amount {
    /// Counts a file; refused from the bounds of a pack on.
    fn add(&mut self, bytes: usize) -> io::Result<()> {
        self.files += 1;
        self.bytes += bytes as u64;
        if self.files > MAX_FILES {
            return Err(io::Error::other(format!("it has more than {MAX_FILES} rule files")));
        }
        if self.bytes > MAX_PACK_BYTES {
            return Err(io::Error::other(format!("its files have more than {MAX_PACK_BYTES} bytes together")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::rule::FileText;

    /// An empty folder for one test.
    fn empty(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("redraft-folder-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    fn texts(folder: &Path) -> Result<Vec<String>, LoadError> {
        let mut texts = Vec::new();
        let mut take = |found: Found| {
            texts.push(found.text()?);
            Ok(0)
        };
        each_found(folder, "", &mut Amount::default(), &mut take).map(|()| texts)
    }

    /// Whoever reads the texts and whoever only wants their hashes is told the same.
    fn refusal(folder: &Path) -> String {
        let refusal = texts(folder).expect_err("a refusal").to_string();
        let hashed = each_found(folder, "", &mut Amount::default(), &mut |found| Ok(found.sha256()?.1));
        assert_eq!(hashed.expect_err("a refusal").to_string(), refusal);
        let _ = fs::remove_dir_all(folder);
        refusal
    }

    #[test]
    #[cfg(unix)]
    fn links_and_pipes_are_refused() {
        let folder = empty("links");
        fs::write(folder.join("elsewhere.txt"), "").expect("a file");
        std::os::unix::fs::symlink(folder.join("elsewhere.txt"), folder.join("botting.toml")).expect("a link");
        let refusal_of_link = refusal(&folder);
        assert!(refusal_of_link.contains("botting.toml: it is a symbolic link"), "{refusal_of_link}");

        let folder = empty("linked");
        std::os::unix::fs::symlink("/etc", folder.join("lists")).expect("a link");
        assert!(texts(&folder.join("lists")).is_err());

        let folder = empty("pipes");
        let made = std::process::Command::new("mkfifo").arg(folder.join("botting.toml")).status().expect("mkfifo is there");
        assert!(made.success() && refusal(&folder).contains("it is no plain file"));
    }

    #[test]
    fn large_files_and_other_encodings_are_refused() {
        let folder = empty("large");
        fs::write(folder.join("botting.toml"), vec![b'#'; usize::try_from(MAX_FILE_BYTES).expect("a size") + 1]).expect("a file");
        assert!(refusal(&folder).contains("larger than 1048576 bytes"));
        let folder = empty("latin");
        fs::write(folder.join("botting.toml"), b"# caf\xe9").expect("a file");
        assert!(refusal(&folder).contains("not UTF-8 text (from byte 5 on)"));
    }

    #[test]
    fn what_could_not_be_read_again_is_refused_before_it_is_kept() {
        let file = |path: &str, bytes: u64| {
            let text = "#".repeat(usize::try_from(bytes).expect("a size"));
            RuleFile::new(path, text)
        };
        assert!(refuse_large("demo", &[file("botting.toml", MAX_FILE_BYTES), file(MODEL_FILE, MAX_FILE_BYTES + 1)]).is_ok());
        let refusal = refuse_large("demo", &[file("botting.toml", MAX_FILE_BYTES + 1)]).expect_err("a refusal").to_string();
        assert!(refusal.contains("botting.toml: it is larger than 1048576 bytes"), "{refusal}");
        let many: Vec<RuleFile> = (0..=MAX_FILES).map(|at| file(&format!("lists/{at}.toml"), 1)).collect();
        assert!(refuse_large("demo", &many).expect_err("a refusal").to_string().contains("more than 1000 rule files"));
    }

    #[test]
    fn a_hash_is_that_of_the_whole_text() {
        let folder = empty("hashes");
        let part = usize::try_from(PART).expect("a size");
        let end = "z".repeat(part - 1);
        // The border of parts lies inside of a character, inside of a line, at its end, and behind the last one.
        for text in [format!("{end}é{end}\né"), format!("{end}\n{end}\n"), "é\n".repeat(part), String::new()] {
            fs::write(folder.join("botting.toml"), &text).expect("a file");
            let mut hash = None;
            each_found(&folder, "", &mut Amount::default(), &mut |found| {
                let (sha256, bytes) = found.sha256()?;
                hash = Some((sha256, bytes));
                Ok(bytes)
            })
            .expect("nothing wrong");
            assert_eq!(hash, Some((FileText::from(&*text).sha256(), text.len())));
        }
        fs::write(folder.join("botting.toml"), [end.as_bytes(), b"\nab\xe9\n"].concat()).expect("a file");
        assert!(refusal(&folder).contains(&format!("not UTF-8 text (from byte {} on)", part + 2)));
    }

    #[test]
    fn too_many_rules_are_refused_at_once() {
        let file = |path: &str, rules: usize| RuleFile::new(path, "[[rule]]\n".repeat(rules));
        let files = [file("botting.toml", 10), file("vague.toml", crate::store::MAX_RULES - 9)];
        let refusal = crate::store::load_files("demo", &files).expect_err("a refusal");
        let told: Vec<(&str, usize, &str)> =
            refusal.items.iter().map(|item| (&*item.place.file, item.place.line, item.title.as_str())).collect();
        assert_eq!(told, [("vague.toml", 19_991, "the pack has more than 20000 rules")]);
    }

    #[test]
    fn hidden_files_and_those_of_editors_are_left_alone() {
        let folder = empty("editors");
        for name in [".botting.toml.swp", ".#botting.toml", "botting.toml~", "botting.toml.bak", "4913", "notes.txt"] {
            fs::write(folder.join(name), "x").expect("a file");
        }
        assert!(texts(&folder).expect("nothing wrong").is_empty());
        assert!(misnamed(&folder).is_empty());
        fs::write(folder.join("botting.toml"), "").expect("a file");
        for name in ["Botting.txt", "lists.toml.txt", "own.jsonl"] {
            fs::write(folder.join(name), "").expect("a file");
        }
        let found: Vec<PathBuf> = ["Botting.txt", "lists.toml.txt", "own.jsonl"].iter().map(|name| folder.join(name)).collect();
        assert_eq!(misnamed(&folder), found);
        fs::create_dir_all(folder.join("mine")).expect("a folder");
        fs::create_dir_all(folder.join("lists")).expect("a folder");
        for name in ["mine/terms.toml", "mine/notes.txt", "lists/words.toml"] {
            fs::write(folder.join(name), "").expect("a file");
        }
        assert_eq!(misplaced(&folder), [folder.join("mine/terms.toml")]);
        let _ = fs::remove_dir_all(&folder);
    }
}
