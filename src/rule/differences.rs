//! What differs between two sets: rules, by name, and lines of files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{FileText, MODEL_FILE, RuleFile, RuleSet};

/// The line with which a rule begins.
const RULE: &str = "[[rule]]";

/// What differs between two sets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differences {
    /// Names of rules that are new.
    pub added: Vec<String>,
    /// Names of rules whose text is another.
    pub changed: Vec<String>,
    /// Names of rules that are gone.
    pub removed: Vec<String>,
    /// Files with another text, by path.
    pub files: Vec<FileDifference>,
}

/// The lines of a file that are new or gone; a line that only moved is neither.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileDifference {
    /// Its path inside the pack.
    pub path: String,
    /// Lines that are new.
    pub new: Vec<String>,
    /// Lines that are gone.
    pub gone: Vec<String>,
}

impl Differences {
    /// Compares two sets, each with the files it was made from.
    pub fn new(before: (&RuleSet, &[RuleFile]), after: (&RuleSet, &[RuleFile])) -> Self {
        let (old, new) = (blocks(before), blocks(after));
        let mut differences = Self::default();
        for (name, text) in &new {
            match old.get(name) {
                None => differences.added.push(name.clone()),
                Some(known) if known != text => differences.changed.push(name.clone()),
                Some(_) => {}
            }
        }
        differences.removed = old.into_keys().filter(|name| !new.contains_key(name)).collect();
        let paths: std::collections::BTreeSet<&str> =
            before.1.iter().chain(after.1).map(|file| file.path.as_str()).filter(|path| *path != MODEL_FILE).collect();
        let nothing = FileText::from("");
        for path in paths {
            let [old, new] =
                [before.1, after.1].map(|files| files.iter().find(|file| file.path == path).map_or(&nothing, |file| &file.text));
            if old != new {
                differences.files.push(FileDifference::new(path, old, new));
            }
        }
        differences
    }

    /// In one short line: `botting.toml: 1 rule added, 2 changed`.
    pub fn what(&self) -> String {
        let files: Vec<&str> = self.files.iter().map(|file| file.path.as_str()).take(5).collect();
        let more = self.files.len().saturating_sub(files.len());
        let mut text = files.join(", ");
        if more > 0 {
            let _ = write!(text, " and {more} more files");
        }
        let rules = self.rules();
        if rules.is_empty() { text } else { format!("{text}: {rules}") }
    }

    /// `1 rule added, 2 changed`; empty where no rule differs.
    pub fn rules(&self) -> String {
        let mut parts = Vec::new();
        for (names, verb) in [(&self.added, "added"), (&self.changed, "changed"), (&self.removed, "removed")] {
            if !names.is_empty() {
                let noun = match (parts.is_empty(), names.len()) {
                    (true, 1) => " rule",
                    (true, _) => " rules",
                    (false, _) => "",
                };
                parts.push(format!("{}{noun} {verb}", names.len()));
            }
        }
        parts.join(", ")
    }

    /// The rules that differ, a line each: `+` added, `~` changed, `-` removed.
    pub fn names(&self) -> String {
        let mut text = String::new();
        for (names, sign) in [(&self.added, "+"), (&self.changed, "~"), (&self.removed, "-")] {
            for name in names {
                let _ = writeln!(text, "{sign} {name}");
            }
        }
        text
    }

    /// Everything, as text for a file.
    pub fn report(&self) -> String {
        let mut text = self.names();
        for file in &self.files {
            let _ = writeln!(text, "\n{}", file.path);
            for (lines, sign) in [(&file.gone, "-"), (&file.new, "+")] {
                for line in lines {
                    let _ = writeln!(text, "  {sign} {line}");
                }
            }
        }
        text
    }
}

impl FileDifference {
    fn new(path: &str, old: &str, new: &str) -> Self {
        let mut count: BTreeMap<&str, i64> = BTreeMap::new();
        for line in old.lines() {
            *count.entry(line).or_default() += 1;
        }
        let mut difference = Self { path: path.to_owned(), ..Self::default() };
        for line in new.lines() {
            let left = count.entry(line).or_default();
            if *left > 0 {
                *left -= 1;
            } else if !line.trim().is_empty() {
                difference.new.push(line.to_owned());
            }
        }
        for line in old.lines() {
            let left = count.entry(line).or_default();
            if *left > 0 {
                *left -= 1;
                if !line.trim().is_empty() {
                    difference.gone.push(line.to_owned());
                }
            }
        }
        difference
    }
}

/// The text of each rule, by name: from its `[[rule]]` to the next one, without comments and empty lines.
fn blocks((rules, files): (&RuleSet, &[RuleFile])) -> BTreeMap<String, String> {
    let mut blocks = BTreeMap::new();
    for rule in &rules.rules {
        let Some(file) = files.iter().find(|file| *file.shown == *rule.place.file) else { continue };
        let lines: Vec<&str> = file.text.lines().map(str::trim).collect();
        let begins = |line: &&str| line.starts_with(RULE);
        let upto = lines.get(..rule.place.line.min(lines.len())).unwrap_or_default();
        let start = upto.iter().rposition(begins).unwrap_or_default();
        let text = lines.iter().skip(start + 1).take_while(|line| !begins(line));
        let text: Vec<&str> = text.copied().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        blocks.insert(rule.id.to_string(), text.join("\n"));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::compile;

    fn rule(id: &str, says: &str) -> String {
        format!(
            "# About {id}.\n[[rule]]\nid = \"{id}\"\nsays = [\"{says}\"]\nseverity = \"advice\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"{says}\"]\ngood = [\"x\"]\n\n"
        )
    }

    fn set(files: &[(&str, String)]) -> (RuleSet, Vec<RuleFile>) {
        let files: Vec<RuleFile> = files.iter().map(|(path, text)| RuleFile::new(*path, text.as_str())).collect();
        (compile("demo", &files).expect("the rules are right"), files)
    }

    fn differences(before: &(RuleSet, Vec<RuleFile>), after: &(RuleSet, Vec<RuleFile>)) -> Differences {
        Differences::new((&before.0, &before.1), (&after.0, &after.1))
    }

    #[test]
    fn rules_and_lines_that_differ_are_named() {
        let before = set(&[("botting.toml", rule("a", "one") + &rule("b", "two") + &rule("c", "three"))]);
        let after =
            set(&[("botting.toml", rule("c", "three") + &rule("a", "one") + &rule("b", "other")), ("vague.toml", rule("d", "four"))]);
        let differences = differences(&before, &after);
        assert_eq!(differences.added, ["vague/d"]);
        assert_eq!(differences.changed, ["botting/b"]);
        assert!(differences.removed.is_empty());
        assert_eq!(differences.what(), "botting.toml, vague.toml: 1 rule added, 1 changed");
        let file = &differences.files[0];
        assert_eq!(
            (file.new.as_slice(), file.gone.len()),
            (["says = [\"other\"]".to_owned(), "bad = [\"other\"]".to_owned()].as_slice(), 2)
        );
        assert_eq!(self::tests::differences(&after, &before).what(), "botting.toml, vague.toml: 1 rule changed, 1 removed");
        assert!(
            differences.report().starts_with("+ vague/d\n~ botting/b\n\nbotting.toml\n  - says = [\"two\"]"),
            "{}",
            differences.report()
        );
    }
}
