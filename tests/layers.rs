//! Holds the layers of the crate's documentation: who may use whom, and that nothing below the store touches the world.
//!
//! It reads the `crate::` paths in `src/`. A new module has to be named in [`LAYERS`] and in the table of `src/lib.rs`.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules in layer order: each may use those before it.
const LAYERS: &[&str] =
    &["text", "rule", "submission", "engine", "review", "locale", "render", "corpus", "store", "history", "config", "cli", "discord"];
/// The last layer: they do not know each other.
const ADAPTERS: &[&str] = &["cli", "discord"];
/// The first module that may read files, the environment and the clock.
const FIRST_IMPURE: &str = "store";
/// The one way between them: `redraft bot` starts the bot.
const BETWEEN_ADAPTERS: (&str, &str) = ("cli", "discord::run");
/// What code below the store does not name.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "SystemTime",
    "Instant::",
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
    "tokio",
    "serenity",
    "reqwest",
    "dotenvy",
    "tracing::",
];

/// One line of code, with the module it is in.
struct Line {
    module: String,
    place: String,
    code: String,
}

#[test]
fn modules_use_only_layers_above() {
    let mut wrong = Vec::new();
    for line in code() {
        let Some(own) = layer(&line.module) else {
            wrong.push(format!("{}: LAYERS does not name the module `{}`", line.place, line.module));
            continue;
        };
        for used in used_modules(&line.code) {
            let name = used.split("::").next().unwrap_or_default();
            let between_adapters = ADAPTERS.contains(&line.module.as_str()) && ADAPTERS.contains(&name) && line.module != name;
            match layer(name) {
                None => wrong.push(format!("{}: LAYERS does not name `crate::{name}`", line.place)),
                Some(_) if between_adapters && (line.module.as_str(), used.as_str()) != BETWEEN_ADAPTERS => {
                    wrong.push(format!("{}: one adapter uses another", line.place));
                }
                Some(used) if used > own && !between_adapters => {
                    wrong.push(format!("{}: `{}` uses `{name}`, a later layer", line.place, line.module));
                }
                Some(_) => {}
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Tokens, cool-downs, deadlines and ages are measured by a clock that never jumps; the wall clock tells moderators when rules were published.
#[test]
fn the_wall_clock_is_read_in_one_place() {
    let reads = |line: &Line| ["SystemTime", "UNIX_EPOCH", "Timestamp::now", "Utc::now"].iter().any(|name| line.code.contains(name));
    let files = code().into_iter().filter(reads).map(|line| line.place.split(".rs").next().unwrap_or_default().replace('\\', "/"));
    let files: BTreeSet<String> = files.filter(|file| !file.contains("/tests/")).collect();
    assert!(
        files.iter().all(|file| file.ends_with("history/generations")) && !files.is_empty(),
        "time is measured by `Instant`: {files:?}"
    );
}

#[test]
fn below_the_store_nothing_touches_the_world() {
    let first_impure = layer(FIRST_IMPURE).expect("the table names the store");
    let pure = |line: &Line| layer(&line.module).is_some_and(|layer| layer < first_impure);
    let wrong: Vec<String> = code()
        .into_iter()
        .filter(pure)
        .flat_map(|line| WORLD.iter().filter(move |name| line.code.contains(*name)).map(move |name| format!("{}: {name}", line.place)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_documentation_lists_the_layers_in_this_order() {
    let documented: Vec<String> = fs::read_to_string("src/lib.rs")
        .expect("src/lib.rs is there")
        .lines()
        .filter_map(|line| line.strip_prefix("//! | ")?.split('|').next().map(str::to_owned))
        .flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>())
        .filter(|name| layer(name).is_some())
        .collect();
    let mut sorted = documented.clone();
    sorted.sort_by_key(|name| layer(name));
    assert_eq!(documented, sorted);
    for module in code().iter().map(|line| &line.module).filter(|module| layer(module).is_some()) {
        assert!(documented.contains(module), "the table of src/lib.rs does not name `{module}`");
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == module)
}

/// `rule::Diagnostic` in `use crate::rule::Diagnostic;`, all of `crate::{a::B, c}`.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let inside = rest.strip_prefix('{').map_or(rest, |rest| rest.split('}').next().unwrap_or(rest));
        let paths = if rest.starts_with('{') { inside.split(',').collect() } else { vec![inside] };
        used.extend(paths.into_iter().map(|path| {
            let path = path.trim();
            path.split(|ch: char| !(ch.is_alphanumeric() || ch == '_' || ch == ':')).next().unwrap_or_default().to_owned()
        }));
    }
    used.retain(|path| path.starts_with(|ch: char| ch.is_ascii_lowercase()));
    used
}

/// All lines of `src/` but comments and the crate's root, up to a file's unit tests.
fn code() -> Vec<Line> {
    let mut files = Vec::new();
    rust_files(Path::new("src"), &mut files);
    files.sort();
    files.retain(|file| !matches!(file.to_str(), Some("src/lib.rs" | "src/main.rs")));
    let mut lines = Vec::new();
    for file in files {
        let below = file.strip_prefix("src").expect("a file of src");
        let first = below.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&file).expect("a source file");
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        lines.extend(code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(at, line)| Line {
            module: module.clone(),
            place: format!("{}:{}", file.display(), at + 1),
            code: line.to_owned(),
        }));
    }
    assert!(lines.len() > 1_000, "the sources were not found");
    lines
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
