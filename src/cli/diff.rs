//! `redraft rules diff`: which rules differ between two folders, and what that changes on labelled submissions.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::corpus::all_cases;
use super::rules::pack_in;
use super::{FAILED, Failure, RulesArgs, output, tell_of_learning};
use crate::corpus;
use crate::rule::Differences;
use crate::store::{self, Location};

#[derive(Debug, Args)]
pub(super) struct DiffArgs {
    /// Folder of the rules as they were: of packs, or a pack's own
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// Folder of the rules as they are to be [default: the rules in use]
    #[arg(value_name = "NEW")]
    new: Option<PathBuf>,
    /// File with a labelled submission a line; may be given several times [default: the cases of NEW]
    #[arg(long, value_name = "CORPUS.jsonl")]
    corpus: Vec<PathBuf>,
    /// Exit with 1 if a labelled case came out worse (`worse`), or if any case changed (`change`)
    #[arg(long, value_name = "WHAT")]
    fail_on: Option<FailOn>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Worse,
    Change,
}

pub(super) fn run(args: DiffArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let named = |folder: PathBuf| pack_in(folder, rules.pack.clone());
    let load = |(location, pack): (Location, String)| {
        let files = store::files(&location, &pack)?;
        let rules = store::load_files(&pack, &files).map_err(store::LoadError::Rules)?;
        tell_of_learning(&rules);
        Ok::<_, store::LoadError>((rules, files))
    };
    let (old, old_files) = load(named(args.old))?;
    let (new, new_files) = load(args.new.map_or_else(|| rules.place(), named))?;
    let all = if args.corpus.is_empty() { store::cases(&new_files) } else { all_cases(&args.corpus)? };
    let differences = Differences::new((&old, &old_files), (&new, &new_files));
    let mut text = format!("{} -> {}\n\n", old.version(), new.version());
    let _ = match differences.what().as_str() {
        "" => writeln!(text, "No file differs."),
        what => writeln!(text, "{what}\n{}", differences.names()),
    };
    let diff = corpus::diff(&old, &new, &all);
    if all.is_empty() {
        text.push_str("There are no labelled cases to try it on; --corpus names a file of them.\n");
    } else {
        text.push_str(&diff.report());
    }
    output::write_visible(&text)?;
    let failed = match args.fail_on {
        Some(FailOn::Worse) => diff.breaks_a_label(),
        Some(FailOn::Change) => !diff.changes.is_empty(),
        None => false,
    };
    Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}
