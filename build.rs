//! Compiles the built-in rules while the crate is built, by the same code that compiles rules at run time, so that a start only has to
//! read the result. Rules with mistakes leave no result: the first start then tells every mistake.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "src/rule/mod.rs"]
#[allow(dead_code, unused, unreachable_pub, missing_docs, clippy::all, clippy::pedantic)]
mod rule;
#[path = "src/text/mod.rs"]
#[allow(dead_code, unused, unreachable_pub, missing_docs, clippy::all, clippy::pedantic)]
mod text;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    for path in ["build.rs", "rules", "src/rule", "src/text"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut table = String::from("[");
    for pack in sorted(Path::new("rules"))? {
        let name = file_name(&pack);
        if !pack.is_dir() {
            continue;
        }
        let draft = rule::draft(&name, &files(&pack, &name)?);
        let packed = if draft.mistakes.is_empty() { draft.rules.pack().ok_or("the rules cannot be written as bytes")? } else { Vec::new() };
        fs::write(out.join(format!("{name}.rules")), packed)?;
        write!(table, "({name:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.rules\")).as_slice()),")?;
    }
    table.push(']');
    fs::write(out.join("packs.in"), table)?;
    Ok(())
}

/// The files of a pack, in its folder and the folders below that belong to it.
fn files(pack: &Path, name: &str) -> Result<Vec<rule::RuleFile>, Failure> {
    let below = rule::FOLDERS.map(|below| (pack.join(below), format!("{below}/")));
    let mut files = Vec::new();
    for (folder, prefix) in [(pack.to_owned(), String::new())].into_iter().chain(below).filter(|(folder, _)| folder.is_dir()) {
        for file in sorted(&folder)?.iter().filter(|file| rule::is_rule_file(file)) {
            let path = format!("{prefix}{}", file_name(file));
            files.push(rule::RuleFile { shown: rule::built_in_name(name, &path), path, text: fs::read_to_string(file)? });
        }
    }
    Ok(files)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
