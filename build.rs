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
    let mut packs = String::from("[");
    for pack in sorted(Path::new("rules"))? {
        let name = file_name(&pack);
        if !pack.is_dir() {
            continue;
        }
        let files = files(&pack, &name)?;
        let draft = rule::draft(&name, &files);
        let packed = if draft.mistakes.is_empty() { draft.rules.pack().ok_or("the rules cannot be written as bytes")? } else { Vec::new() };
        fs::write(out.join(format!("{name}.rules")), packed)?;
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let rules = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.rules\"))");
        write!(
            packs,
            "BuiltInPack {{ name: {name:?}, paths: {:?}, texts: &{}, rules: {rules} }},",
            paths.join("\n"),
            texts(&name, &files)?
        )?;
    }
    packs.push(']');
    fs::write(out.join("packs.in"), packs)?;
    Ok(())
}

/// The texts of a pack's files, as source of the crate.
fn texts(pack: &str, files: &[rule::RuleFile]) -> Result<String, Failure> {
    let mut texts = String::from("[");
    for rule::RuleFile { path, text, .. } in files {
        let included = format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/rules/{pack}/{path}\"))");
        write!(texts, "BuiltInText {{ text: {included}, sha256: {:?} }},", text.sha256())?;
    }
    texts.push(']');
    Ok(texts)
}

/// The files of a pack, in its folder and the folders below that belong to it.
fn files(pack: &Path, name: &str) -> Result<Vec<rule::RuleFile>, Failure> {
    let below = rule::FOLDERS.map(|below| (pack.join(below), format!("{below}/")));
    let mut files = Vec::new();
    for (folder, prefix) in [(pack.to_owned(), String::new())].into_iter().chain(below).filter(|(folder, _)| folder.is_dir()) {
        for file in sorted(&folder)?.iter().filter(|file| rule::is_rule_file(file)) {
            let path = format!("{prefix}{}", file_name(file));
            files.push(rule::RuleFile { shown: rule::built_in_name(name, &path), path, text: fs::read_to_string(file)?.into() });
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
