//! `redraft rules …`: for those who write rules.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::review::{STANDARD_INPUT, read};
use super::{Failure, RulesArgs, check, diff, new, output, test, train};
use crate::render::{explain, trace};
use crate::rule::{FileKind, RuleSet, file_stems, schema, suggestion};
use crate::store::Location;
use crate::submission::Submission;

#[derive(Debug, Subcommand)]
pub(super) enum RulesCommand {
    /// Load and prove every rule; tell all mistakes with their place
    Check(check::CheckArgs),
    /// List all rules
    List(ListArgs),
    /// Show one rule as a page: what it looks for, why, how to fix it, its examples
    Explain(ExplainArgs),
    /// Begin a rule: writes a commented page into the file of its category
    New(new::NewArgs),
    /// Print the JSON Schema of a kind of rule file, for completion and checks in an editor
    Schema(SchemaArgs),
    /// Try a text: why each rule near it fired or kept silent
    Try(TryArgs),
    /// Measure the rules on labelled submissions: precision, recall, F1, verdicts
    Test(test::TestArgs),
    /// Compare two folders of rules: which labelled submissions change verdict or findings
    Diff(diff::DiffArgs),
    /// Learn from the examples of a pack anew, after they or the word lists changed
    Train(train::TrainArgs),
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Only rules whose name begins with this, as in `botting`
    #[arg(value_name = "CATEGORY")]
    prefix: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Full name of the rule, as in `botting/auto-act`
    #[arg(value_name = "RULE")]
    rule: String,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Kind of file: rules (the files of categories), evidence, credits, lists, profile, pack, examples
    #[arg(value_name = "KIND", default_value = "rules")]
    kind: String,
}

#[derive(Debug, Args)]
pub(super) struct TryArgs {
    /// The text; it may carry the sections Title:, Description:, Profile: and Form:; - for standard input
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    text: String,
    /// Only rules whose name begins with this, as in `botting` or `botting/auto-act`
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    /// Also the rules that find what is built, who uses it and what it is for
    #[arg(long)]
    evidence: bool,
    /// All rules of which a part is said, not only the nearest
    #[arg(long)]
    all: bool,
}

pub(super) fn run(command: RulesCommand, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    match command {
        RulesCommand::Check(args) => check::run(args, rules),
        RulesCommand::List(args) => list(&args, rules),
        RulesCommand::Explain(args) => explain_rule(&args, rules),
        RulesCommand::New(args) => new::run(&args, rules),
        RulesCommand::Schema(args) => print_schema(&args),
        RulesCommand::Try(args) => try_text(&args, rules),
        RulesCommand::Test(args) => test::run(&args, rules),
        RulesCommand::Diff(args) => diff::run(args, rules),
        RulesCommand::Train(args) => train::run(&args, rules),
    }
}

/// Where a folder named on the command line has its pack: a pack's own folder will do, it is the one with files of rules.
pub(super) fn pack_in(dir: PathBuf, pack: String) -> (Location, String) {
    if !file_stems().iter().any(|name| dir.join(format!("{name}.toml")).is_file()) {
        return (Location::Folder(dir), pack);
    }
    // `.` and `..` have a name only in their full path.
    let dir = if dir.file_name().is_some() { dir } else { dir.canonicalize().unwrap_or(dir) };
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (Location::Folder(parent.to_owned()), name)
}

fn list(args: &ListArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let rules = rules.load()?;
    let prefix = args.prefix.as_deref().unwrap_or_default();
    let mut text = String::new();
    for rule in rules.beginning(prefix) {
        let (kind, says) = rule.says();
        let _ = writeln!(text, "{:<44} {kind:<9} {says}", rule.id.as_str());
    }
    if text.is_empty() {
        return Err(Failure::Usage(format!("no rule's name begins with `{prefix}`; `redraft rules list` shows all")));
    }
    output::write_visible(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn print_schema(args: &SchemaArgs) -> Result<ExitCode, Failure> {
    let known = FileKind::names();
    let unknown = || Failure::Usage(format!("there is no kind of file `{}`; {}", args.kind, suggestion(&args.kind, &known)));
    let kind = FileKind::from_name(&args.kind).ok_or_else(unknown)?;
    output::write(&format!("{}\n", serde_json::to_string_pretty(&schema(kind))?))?;
    Ok(ExitCode::SUCCESS)
}

fn try_text(args: &TryArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let rules = rules.load()?;
    let submission = if args.text == STANDARD_INPUT {
        Submission::from_sections(&read(Path::new(STANDARD_INPUT), "text")?)
    } else {
        Submission::from_sections(&args.text)
    };
    submission.fits()?;
    if let Some(name) = args.rule.as_deref()
        && rules.beginning(name).is_empty()
    {
        return Err(unknown_rule(&rules, name));
    }
    let wish = trace::Wish { rule: args.rule.as_deref(), evidence: args.evidence, all: args.all };
    output::write_visible(&trace::page(&rules, &submission, wish))?;
    Ok(ExitCode::SUCCESS)
}

/// There is no such rule; the nearest name.
fn unknown_rule(rules: &RuleSet, name: &str) -> Failure {
    let hint = rules.nearest(name).map_or_else(|| "`redraft rules list` shows all".to_owned(), |name| format!("did you mean `{name}`?"));
    Failure::Usage(format!("there is no rule `{name}`; {hint}"))
}

fn explain_rule(args: &ExplainArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let rules = rules.load()?;
    let rule = rules.rule(&args.rule).ok_or_else(|| unknown_rule(&rules, &args.rule))?;
    output::write_visible(&explain::rule(rule))?;
    Ok(ExitCode::SUCCESS)
}
