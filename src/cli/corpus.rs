//! Corpus files named on the command line.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;
use super::review::text;
use crate::corpus::{self, Case};
use crate::rule::{Diagnostics, WIDE, diagnostics};

/// Mistakes that are told at once.
const MOST_TOLD: usize = 20;

/// The cases of some corpus files.
pub(super) fn all_cases(paths: &[PathBuf]) -> Result<Vec<Case>, Failure> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(cases(path)?);
    }
    Ok(all)
}

/// The cases of a corpus file.
pub(super) fn cases(path: &Path) -> Result<Vec<Case>, Failure> {
    let what = path.display().to_string();
    let unreadable = |reason: String| Failure::Unreadable { what: what.clone(), reason };
    let text = fs::read(path).map_err(|error| error.to_string()).and_then(text).map_err(unreadable)?;
    let (cases, mistakes) = corpus::read(&what, &text);
    if mistakes.is_empty() {
        return Ok(cases);
    }
    let diagnostics = Diagnostics { files: [(what.clone(), text)].into(), ..diagnostics(mistakes, []) };
    let reason = format!("{} in it\n\n{}", diagnostics.count(), diagnostics.render_first(MOST_TOLD, WIDE));
    Err(Failure::Unreadable { what, reason })
}
