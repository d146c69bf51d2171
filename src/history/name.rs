//! Where an uploaded file goes, by its name.

use crate::rule::FOLDERS;
use crate::rule::{MODEL_FILE, RuleFile, file_stems, nearest};

/// Characters a file's name may have.
const LONGEST: usize = 64;

/// The path inside the pack of a file that was sent under a plain name, or of one that is `asked` for.
///
/// A plain name is that of a category's file or a reserved one (`botting.toml`, `lists.toml`); or that of the one file in a
/// folder that has it (`acts.toml` for `lists/acts.toml`); or a path with dots, as downloads have (`lists.acts.toml`).
///
/// # Errors
/// A sentence that says what is wrong with the name, with the nearest one.
///
/// ```
/// use redraft::history::destination;
///
/// assert_eq!(destination("botting.toml", None, &[]).as_deref(), Ok("botting.toml"));
/// assert_eq!(destination("lists.acts.toml", None, &[]).as_deref(), Ok("lists/acts.toml"));
/// assert!(destination("boting.toml", None, &[]).is_err_and(|error| error.contains("did you mean `botting.toml`?")));
/// ```
pub fn destination(sent: &str, asked: Option<&str>, files: &[RuleFile]) -> Result<String, String> {
    let written = asked.unwrap_or(sent).trim();
    let path = written.replace('\\', "/").to_lowercase();
    if written.chars().count() > LONGEST || !path.chars().all(|ch| ch.is_ascii_alphanumeric() || "-_./".contains(ch)) {
        return Err(format!("A file's name has letters, digits, `-` and `.`, at most {LONGEST} characters."));
    }
    if files.iter().any(|file| file.path == path && file.path != MODEL_FILE) {
        return Ok(path);
    }
    let path = match path.split_once('.') {
        Some((folder, rest)) if FOLDERS.contains(&folder) && rest.contains('.') => format!("{folder}/{rest}"),
        _ => path,
    };
    match path.split_once('/') {
        Some((folder, name)) => in_folder(folder, name),
        None => in_pack(&path, files),
    }
}

/// The plain name under which a file is sent: the folder is kept as a part of the name.
pub fn flat(path: &str) -> String {
    path.replace('/', ".")
}

fn in_folder(folder: &str, name: &str) -> Result<String, String> {
    if !FOLDERS.contains(&folder) {
        return Err(format!("There is no folder `{folder}`; there are: {}.", FOLDERS.join(", ")));
    }
    let ending = if folder == "corpus" { ".jsonl" } else { ".toml" };
    let stem = name.strip_suffix(ending).unwrap_or_default();
    if stem.is_empty() || stem.contains(['.', '/']) {
        return Err(format!("A file in `{folder}` is called like `{folder}/my-words{ending}`."));
    }
    Ok(format!("{folder}/{name}"))
}

fn in_pack(name: &str, files: &[RuleFile]) -> Result<String, String> {
    let stems = file_stems();
    if name.strip_suffix(".toml").is_some_and(|stem| stems.contains(&stem)) {
        return Ok(name.to_owned());
    }
    let mut below = files.iter().filter(|file| file.path.rsplit_once('/').is_some_and(|(_, last)| last == name));
    match (below.next(), below.next()) {
        (Some(file), None) if file.path != MODEL_FILE => return Ok(file.path.clone()),
        (Some(one), Some(other)) => {
            return Err(format!("`{name}` could be `{}` or `{}`: say which one with the option `as`.", one.path, other.path));
        }
        _ => {}
    }
    let known: Vec<String> = stems.iter().map(|stem| format!("{stem}.toml")).chain(files.iter().map(|file| file.path.clone())).collect();
    let hint = nearest(name, known.iter().map(String::as_str)).map_or_else(
        || "A rule file is named after its category, as `botting.toml`; a new file of word lists goes to `lists/`.".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Err(format!("I do not know where `{name}` belongs: {hint} Rename the file, or say where it goes with the option `as`."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<RuleFile> {
        ["vague.toml", "lists/acts.toml", "lists/vague.toml", "examples/ann.toml", "corpus/ann.toml", MODEL_FILE]
            .map(|path| RuleFile { path: path.into(), shown: path.into(), text: "".into() })
            .into()
    }

    #[test]
    fn names_lead_to_paths() {
        for (sent, asked, path) in [
            ("vague.toml", None, "vague.toml"),
            ("Vague.TOML", None, "vague.toml"),
            ("acts.toml", None, "lists/acts.toml"),
            ("vague.toml", Some("lists/vague.toml"), "lists/vague.toml"),
            ("lists.vague.toml", None, "lists/vague.toml"),
            ("lists.toml", None, "lists.toml"),
            ("x.toml", Some("lists/new-words.toml"), "lists/new-words.toml"),
            ("corpus.own.jsonl", None, "corpus/own.jsonl"),
        ] {
            assert_eq!(destination(sent, asked, &files()).as_deref(), Ok(path));
        }
        assert_eq!(destination(&flat("lists/acts.toml"), None, &files()).as_deref(), Ok("lists/acts.toml"));
    }

    #[test]
    fn hostile_and_unknown_names_are_refused() {
        for (sent, says) in [
            ("../botting.toml", "no folder"),
            ("/etc/passwd", "no folder"),
            ("lists/../../botting.toml", "is called like"),
            ("lists/.hidden.toml", "is called like"),
            ("lists/a/b.toml", "is called like"),
            ("lists.toml\u{0}", "letters, digits"),
            ("@everyone", "letters, digits"),
            ("examples/model.txt", "is called like"),
            ("model.txt", "I do not know"),
            ("ann.toml", "could be"),
            ("botting_1.toml", "I do not know"),
            ("terns.toml", "did you mean `terms.toml`?"),
            ("stuff.txt", "named after its category"),
            (&"x".repeat(70), "at most 64"),
        ] {
            let refusal = destination(sent, None, &files()).expect_err(sent);
            assert!(refusal.contains(says), "{sent}: {refusal}");
        }
    }
}
