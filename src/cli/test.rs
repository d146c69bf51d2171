//! `redraft rules test`: the rules on labelled submissions.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::corpus::cases;
use super::{Failure, RulesArgs, output};
use crate::corpus::{errors, measure, table, unseen};

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Files with a labelled submission a line
    #[arg(value_name = "CORPUS.jsonl", required = true)]
    corpora: Vec<PathBuf>,
    /// Show every case that came out wrong: the words that fired, and what held back the rules that should have
    #[arg(long)]
    errors: bool,
    /// Show as well how much each rule finds without the cases that are among its own examples
    #[arg(long)]
    unseen: bool,
}

pub(super) fn run(args: &TestArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let rules = rules.load()?;
    let mut all = Vec::new();
    for path in &args.corpora {
        let cases = cases(path)?;
        if args.corpora.len() > 1 {
            let measurement = measure(&rules, &cases);
            let total = measurement.total();
            output::write(&format!(
                "{}: {} cases, precision {:.3}, recall {:.3}, F1 {:.3}, verdicts {:.3}\n",
                path.display(),
                measurement.cases,
                total.precision(),
                total.recall(),
                total.f1(),
                measurement.verdict_accuracy()
            ))?;
        }
        all.extend(cases);
    }
    if all.is_empty() {
        return Err(Failure::Usage("there is no labelled submission in these files: nothing was measured".to_owned()));
    }
    let measurement = measure(&rules, &all);
    output::write(&format!("\n{}", table(&measurement)))?;
    if args.unseen {
        output::write(&format!("\n{}", unseen(&measurement)))?;
    }
    if args.errors {
        output::write_visible(&errors(&measurement, &rules))?;
    }
    Ok(ExitCode::SUCCESS)
}
