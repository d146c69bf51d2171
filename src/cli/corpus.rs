//! Corpus files named on the command line.

use std::fs;
use std::path::Path;

use super::Failure;
use crate::corpus::{self, Case};
use crate::rule::{Diagnostics, WIDE, diagnostics};

/// The cases of a corpus file.
pub(super) fn cases(path: &Path) -> Result<Vec<Case>, Failure> {
    let what = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| Failure::Unreadable { what: what.clone(), reason: error.to_string() })?;
    let (cases, mistakes) = corpus::read(&what, &text);
    if mistakes.is_empty() {
        return Ok(cases);
    }
    let diagnostics = Diagnostics { files: [(what.clone(), text)].into(), ..diagnostics(mistakes, []) };
    let reason = format!("{} in it\n\n{}", diagnostics.count(), diagnostics.render(WIDE));
    Err(Failure::Unreadable { what, reason })
}
