//! `redraft rules new`: begins a rule.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::Args;

use super::{Failure, RulesArgs, output};
use crate::rule::{Skeleton, holds_rule};
use crate::store::Location;

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Full name of the rule, as in `botting/auto-act`
    #[arg(value_name = "CATEGORY/ID")]
    name: String,
}

pub(super) fn run(args: &NewArgs, rules: &RulesArgs) -> Result<ExitCode, Failure> {
    let skeleton = Skeleton::parse(&args.name).map_err(|error| Failure::Usage(error.to_string()))?;
    let (Location::Folder(folder), name) = rules.place() else {
        let hint = "name a folder that holds them with --rules DIR, or run this beside a folder `rules`";
        return Err(Failure::Usage(format!("the rules are built into redraft and cannot be added to; {hint}")));
    };
    let pack = folder.join(&name);
    if !pack.is_dir() {
        let shown = folder.display();
        return Err(Failure::Usage(format!("there is no pack `{name}` in {shown}; make the folder {} first", pack.display())));
    }
    let path = pack.join(format!("{}.toml", skeleton.file));
    let what = path.display().to_string();
    let unreadable = |error: std::io::Error| Failure::Unreadable { what: what.clone(), reason: error.to_string() };
    let before = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(unreadable(error)),
    };
    if holds_rule(&before, &skeleton) {
        return Err(Failure::Usage(format!("there is a rule `{}` in {what} already; take another name, or change that rule", args.name)));
    }
    let gap = match before.as_str() {
        "" => "",
        text if text.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let mut file = OpenOptions::new().append(true).create(true).open(&path).map_err(unreadable)?;
    file.write_all(format!("{gap}{}", skeleton.page()).as_bytes()).map_err(unreadable)?;
    let line = before.lines().count() + 1 + usize::from(!before.is_empty());
    let hint = format!("Put your own words and examples in, then run `redraft rules check{}`.", rules.again());
    output::write(&format!("Wrote the rule {} to {what}, from line {line} on. {hint}\n", args.name))?;
    Ok(ExitCode::SUCCESS)
}
