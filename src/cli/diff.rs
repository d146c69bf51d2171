//! `redraft rules diff`: two folders of rules on the same labelled submissions.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::corpus::cases;
use super::rules::pack_in;
use super::{FAILED, Failure, output};
use crate::corpus;
use crate::store;

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// Folder of the rules as they were: of packs, or a pack's own
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// Folder of the rules as they are to be
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// File with a labelled submission a line; may be given several times
    #[arg(long, value_name = "CORPUS.jsonl", required = true)]
    corpus: Vec<PathBuf>,
    /// Exit with 1 if a labelled case came out worse (`worse`), or if any case changed (`change`)
    #[arg(long, value_name = "WHAT")]
    fail_on: Option<FailOn>,
    /// Name of the pack
    #[arg(long, value_name = "NAME", default_value = store::DEFAULT_PACK)]
    pack: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Worse,
    Change,
}

pub(super) fn run(args: DiffArgs) -> Result<ExitCode, Failure> {
    let load = |folder: PathBuf| {
        let (location, pack) = pack_in(folder, args.pack.clone());
        store::load(&location, &pack)
    };
    let (old, new) = (load(args.old)?, load(args.new)?);
    let mut all = Vec::new();
    for path in &args.corpus {
        all.extend(cases(path)?);
    }
    let diff = corpus::diff(&old, &new, &all);
    output::write(&format!("{} -> {}\n\n{}", old.version(), new.version(), diff.report()))?;
    let failed = match args.fail_on {
        Some(FailOn::Worse) => diff.breaks_a_label(),
        Some(FailOn::Change) => !diff.changes.is_empty(),
        None => false,
    };
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}
