//! `redraft rules check`: loads and proves a pack, then warns of what can hardly be meant.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::corpus::all_cases;
use super::rules::pack_in;
use super::{FAILED, Failure, RulesArgs, output, tell_of_learning};
use crate::corpus::{Coverage, coverage};
use crate::rule::{WIDE, diagnostics, lint};
use crate::store::{self, LoadError};

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Folder that holds one folder for each pack, or a pack's folder itself
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Exit with 1 if there are warnings
    #[arg(long)]
    deny_warnings: bool,
    /// Warn of phrases that no example and no case says, of 20 or of so many; without it they are counted
    #[arg(long, value_name = "MOST", num_args = 0..=1, require_equals = true, default_missing_value = "20")]
    phrases: Option<usize>,
    /// File with more cases, a labelled submission a line; may be given several times
    #[arg(long, value_name = "CORPUS.jsonl")]
    corpus: Vec<PathBuf>,
}

pub(super) fn run(args: CheckArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let (location, pack) = match args.dir {
        Some(dir) => pack_in(dir, rules.pack.clone()),
        None => rules.place(),
    };
    let files = store::files(&location, &pack)?;
    let rules = match store::compile_files(&pack, &files) {
        Ok(rules) => rules,
        Err(diagnostics) => {
            output::error(&LoadError::Rules(diagnostics));
            return Ok(ExitCode::from(FAILED));
        }
    };
    tell_of_learning(&rules);
    let own = store::cases(&files);
    let examples: usize = rules.rules.iter().map(|rule| rule.examples.len()).sum();
    let mut text = format!("{}: {} rules, {examples} examples, all proved.", rules.version(), rules.rules.len());
    if !own.is_empty() {
        let _ = write!(text, " {} labelled cases to try changes on.", own.len());
    }
    text.push('\n');
    let mut warnings = store::misnamed(&location, &pack);
    warnings.extend(lint(&files));
    // Without cases most phrases would be unsaid, which says nothing about them.
    if args.phrases.is_some() || !own.is_empty() || !args.corpus.is_empty() {
        let mut all = own;
        all.extend(all_cases(&args.corpus)?);
        let coverage = coverage(&files, &rules, &all);
        text.push_str(&said(&coverage, args.phrases));
        warnings.extend(coverage.unsaid.into_iter().take(args.phrases.unwrap_or_default()));
    }
    output::write_visible(&text)?;
    let warnings = diagnostics(warnings, &files);
    let count = warnings.warnings();
    if count > 0 {
        let noun = if count == 1 { "warning" } else { "warnings" };
        output::error(&format!("{count} {noun}; the rules are used as they are.\n\n{}", warnings.render(WIDE)));
    }
    Ok(if count > 0 && args.deny_warnings { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
}

/// How many phrases are said by no example, and how to see them, as a line; `shown` of them follow.
fn said(coverage: &Coverage, shown: Option<usize>) -> String {
    let hint = match shown {
        None if !coverage.unsaid.is_empty() => " (--phrases names them)".to_owned(),
        Some(most) if most < coverage.unsaid.len() => format!(" (the first {most} follow; --phrases={} names all)", coverage.unsaid.len()),
        _ => String::new(),
    };
    let ((rules, all_rules), (lists, all_lists)) = (coverage.in_rules, coverage.in_lists);
    format!("Said by no example and no case: {rules} of {all_rules} phrases in rules, {lists} of {all_lists} in lists{hint}.\n")
}
