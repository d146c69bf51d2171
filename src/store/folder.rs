//! Reading a pack's folder: plain files of bounded size that lie in it, nothing that points elsewhere.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use super::{LoadError, MAX_FILE_BYTES, MAX_FILES, MAX_MODEL_BYTES, MAX_PACK_BYTES};
use crate::rule::{MODEL_FILE, RuleFile, is_rule_file};

/// How much of a pack has been read.
#[derive(Debug, Default)]
pub(super) struct Amount {
    files: usize,
    bytes: u64,
}

/// Gives the rule files that lie in `folder` itself to `take`, one after the other; `prefix` is the folder's path inside the pack.
///
/// # Errors
/// The folder or a file cannot be read, is a symbolic link or no plain file, is too large, or there are too many.
pub(super) fn read(folder: &Path, prefix: &str, amount: &mut Amount, take: &mut dyn FnMut(RuleFile)) -> Result<(), LoadError> {
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
        let most = if in_pack == MODEL_FILE { MAX_MODEL_BYTES } else { MAX_FILE_BYTES };
        let text = refuse_link(&metadata).and_then(|()| read_text(&path, most)).map_err(fail(&path))?;
        amount.add(&text).map_err(fail(folder))?;
        take(RuleFile { path: in_pack, shown: path.display().to_string(), text });
    }
    Ok(())
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

/// Reads no more than `most` bytes, whatever size is declared.
fn read_text(path: &Path, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("it is larger than {most} bytes, the most such a file may have")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        io::Error::new(io::ErrorKind::InvalidData, format!("it is not UTF-8 text (from byte {at} on): save it as UTF-8"))
    })
}

impl Amount {
    /// Counts a file; refused from the bounds of a pack on.
    fn add(&mut self, text: &str) -> io::Result<()> {
        self.files += 1;
        self.bytes += text.len() as u64;
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

    /// An empty folder for one test.
    fn empty(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("redraft-folder-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    fn refusal(folder: &Path) -> String {
        let refusal = read(folder, "", &mut Amount::default(), &mut |_| ()).expect_err("a refusal").to_string();
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
        assert!(read(&folder.join("lists"), "", &mut Amount::default(), &mut |_| ()).is_err());

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
    fn too_many_rules_are_refused_at_once() {
        let file = |path: &str, rules: usize| RuleFile { path: path.into(), shown: path.into(), text: "[[rule]]\n".repeat(rules) };
        let files = [file("botting.toml", 10), file("vague.toml", crate::store::MAX_RULES - 9)];
        let refusal = crate::store::load_files("demo", &files).expect_err("a refusal");
        let told: Vec<(&str, usize, &str)> =
            refusal.items.iter().map(|item| (item.place.file.as_str(), item.place.line, item.title.as_str())).collect();
        assert_eq!(told, [("vague.toml", 19_991, "the pack has more than 20000 rules")]);
    }

    #[test]
    fn hidden_files_and_those_of_editors_are_left_alone() {
        let folder = empty("editors");
        for name in [".botting.toml.swp", ".#botting.toml", "botting.toml~", "4913"] {
            fs::write(folder.join(name), "x").expect("a file");
        }
        let mut files = Vec::new();
        read(&folder, "", &mut Amount::default(), &mut |file| files.push(file)).expect("nothing wrong");
        assert!(files.is_empty());
        let _ = fs::remove_dir_all(&folder);
    }
}
