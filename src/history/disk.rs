//! The few ways in which the history writes to the disk; a test fails or cuts each of them.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Writing such that what is reported done survives a crash.
pub(super) trait Disk: fmt::Debug + Send + Sync {
    /// Creates a folder with all above it.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Writes a file that is not there yet, down to the medium.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file or folder its name, in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Brings the names in a folder down to the medium.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with all in it, or a file; it need not be there.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The real one.
#[derive(Debug)]
pub(super) struct System;

impl Disk for System {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        // Only Unix lets a folder be opened; elsewhere the system brings names down by itself.
        if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        match removed {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Replaces a file: the old text or the new one is there at any moment, never a part.
pub(super) fn replace(disk: &dyn Disk, folder: &Path, name: &str, text: &str) -> io::Result<()> {
    let new = folder.join(format!(".{name}.new"));
    disk.remove(&new)?;
    disk.write(&new, text.as_bytes())?;
    disk.rename(&new, &folder.join(name))
}
