//! `rules train`: learns from the examples of a pack and keeps what was learned beside them.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;

use super::{Failure, RulesArgs, output};
use crate::engine;
use crate::rule::{MODEL_FILE, RuleFile};
use crate::store::{self, Location};

/// Precisions at which `--check` looks, in hundredths.
const PRECISIONS: [u32; 3] = [98, 95, 90];

#[derive(Debug, Args)]
pub(super) struct TrainArgs {
    /// Write nothing; leave out each author in turn and tell how often sentences would be labelled rightly
    #[arg(long)]
    check: bool,
}

/// Learns anew and writes the model's file; with `check` only tells how often each label would be given rightly to authors that the
/// model has not read.
pub(super) fn run(TrainArgs { check }: &TrainArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let (location, pack) = rules.place();
    let mut files = store::files(&location, &pack)?;
    // Learning needs the examples, which a set from the binary comes without.
    let compile = |files: &[RuleFile]| store::compile_files(&pack, files).map_err(store::LoadError::Rules);
    if *check {
        let rules = compile(&files)?;
        if output::watched() {
            let authors: BTreeSet<&str> = rules.examples.iter().map(|example| example.author.as_str()).collect();
            output::hint(&format!("Learning {} times, each time without one author; once takes some ten seconds.", authors.len()));
        }
        output::write(&table(&rules))?;
        return Ok(ExitCode::SUCCESS);
    }
    let Location::Folder(folder) = location else {
        return Err(Failure::Usage("the built-in rules cannot be changed: name a folder with --rules DIR".to_owned()));
    };
    // Compiled without it, a pack is learned anew.
    files.retain(|file| file.path != MODEL_FILE);
    let rules = compile(&files)?;
    drop(files);
    let model = rules.model.unwrap_or_default();
    let file = folder.join(&pack).join(MODEL_FILE);
    // A model that was learned just now knows its names; an empty file would pass for one that has learned nothing.
    let text = model.to_file(&rules.model_key).ok_or_else(|| std::io::Error::other("the model that was learned has lost its names"))?;
    std::fs::write(&file, text)?;
    let (texts, features) = (rules.examples.len(), model.features());
    output::write(&format!("Learned {features} weights from {texts} examples; wrote {}.\n", file.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// For each label the score from which it is given rightly so often, and how many of its sentences are found then.
fn table(rules: &crate::rule::RuleSet) -> String {
    let mut text = "label                  sentences  for a precision of … : least score, share found\n".to_owned();
    let precisions = PRECISIONS.map(|precision| f64::from(precision) / 100.0);
    for (label, found) in engine::check(rules, &precisions) {
        let shown = found.iter().flatten().map(|found| found.shown).next().unwrap_or_default();
        let _ = write!(text, "{:<22} {shown:>9} ", label.name());
        for (precision, found) in PRECISIONS.iter().zip(found) {
            let _ = match found {
                #[allow(clippy::cast_precision_loss, reason = "counts of sentences")]
                Some(found) => {
                    let share = found.right as f64 / found.shown.max(1) as f64;
                    write!(text, "  {precision} %: {:.2}, {:>3.0} %", f64::from(found.score) / 1_000.0, share * 100.0)
                }
                None => write!(text, "  {precision} %: never      "),
            };
        }
        text.push('\n');
    }
    text
}
