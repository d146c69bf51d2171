//! Warnings: what is legal in rule files and can hardly be meant. They never keep a pack from loading.

mod files;
mod probe;
mod shadow;

use std::collections::BTreeSet;

use super::diagnostic::Diagnostic;
use super::phrase::{Phrase, Piece};
use super::skeleton::untouched;
use super::source::{At, KEYS, Question};
use super::{Category, Cues, Field, Place, RuleFile};
use crate::text::Span;
use files::{Files, WrittenRule};

pub use probe::{Probe, Probes, probes};

/// Keys that do something only beside one of others.
const NEED: [(&str, &[&str]); 3] =
    [("within", &["co-occurs"]), ("down-to", &["differs-from"]), ("at-least", &["any-of", "similar-to", "differs-from", "learned"])];

/// The warnings that the files alone give rise to, in order of place.
pub fn lint(files: &[RuleFile]) -> Vec<Diagnostic> {
    let mut warnings: Vec<Diagnostic> = no_pack(files).into_iter().collect();
    let pack = files.iter().find(|file| file.path == "pack.toml");
    let files = Files::read(files);
    warnings.extend(pack.and_then(|pack| uncovered(&files, pack)));
    warnings.extend(files.rules.iter().flat_map(of_rule));
    warnings.extend(unused_lists(&files));
    warnings.extend(shadow::shadowed(&files));
    warnings.sort_by(|one, other| (&one.place, &one.title).cmp(&(&other.place, &other.title)));
    warnings
}

fn warning(place: Place, title: impl Into<String>, label: impl Into<String>) -> Diagnostic {
    Diagnostic { warning: true, ..Diagnostic::new(place, title, label) }
}

/// Without a `pack.toml` a pack serves, with nothing to say of itself.
fn no_pack(files: &[RuleFile]) -> Option<Diagnostic> {
    let beside = files.first().filter(|_| files.iter().all(|file| file.path != "pack.toml"))?;
    let folder = beside.shown.strip_suffix(&beside.path).unwrap_or_default();
    let place = Place { file: format!("{folder}pack.toml").into(), line: 1, span: Span { start: 0, end: 0 } };
    let label = "add it: it says what the pack is for, its steps, requirements and limits, and names the sources of its rules";
    Some(warning(place, "the pack has no file pack.toml", label))
}

/// Categories without a rule, in a pack that has rules for most: a file that was emptied or put elsewhere is missed by nobody else.
fn uncovered(files: &Files<'_>, pack: &RuleFile) -> Option<Diagnostic> {
    let covered: BTreeSet<&str> = files.rules.iter().map(|rule| rule.stem).collect();
    let without: Vec<&str> = Category::ALL.iter().map(|category| category.name()).filter(|name| !covered.contains(name)).collect();
    if without.is_empty() || without.len() * 2 >= Category::ALL.len() {
        return None;
    }
    let place = Place { file: pack.shown.as_str().into(), line: 1, span: Span { start: 0, end: 0 } };
    let title = format!("no rule is about {}", without.join(", "));
    Some(warning(place, title, "most other categories have rules: is a file missing or empty?"))
}

fn of_rule(rule: &WrittenRule<'_>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let source = &rule.source;
    let untouched = untouched(rule.stem, source);
    if !untouched.is_empty() {
        let keys = untouched.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
        let label = format!("put your own words into {keys}, and your own examples under them");
        warnings.push(warning(rule.place("id"), format!("`{}` is not filled in: it says what `rules new` wrote", rule.name()), label));
    }
    for (key, wanted) in NEED {
        if source.place(key).is_some() && wanted.iter().all(|other| source.place(other).is_none()) {
            let label = format!(
                "it belongs to {}: add one, or take this out",
                wanted.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
            );
            warnings.push(warning(rule.place(key), format!("`{key}` does nothing in this rule"), label));
        }
    }
    // What applicants write is a description: there an example shows more than an explanation. What they have to do for their
    // account, or to leave out, is no sentence to copy.
    let about_description = Category::from_name(rule.stem).is_some() && Field::from_name(rule.stem).is_none() && rule.stem != "mismatch";
    let counts = source.severity.as_ref().is_some_and(|severity| severity.value != "advice");
    if let Some(fix) = source.fix.as_ref().filter(|fix| about_description && counts && !has_example(fix)) {
        let place = rule.lines.place(fix.span.clone());
        let label = "show how to write it: \"Say who sends: \\\"I send every proposal myself.\\\"\"";
        warnings.push(warning(place, "this `fix` has no example sentence", label));
    }
    warnings
}

fn has_example(fix: &At<String>) -> bool {
    fix.value.contains(['"', '“', '\'', '‘'])
}

/// Lists that no rule names, neither itself nor through other lists.
fn unused_lists(files: &Files<'_>) -> Vec<Diagnostic> {
    if files.learns {
        return Vec::new();
    }
    let rules = files.rules.iter().flat_map(WrittenRule::phrases).flat_map(|(_, texts)| &texts.value).map(|at| at.value.as_str());
    let fields = files.fields.iter().map(|(phrase, _)| phrase.as_str());
    let mut waiting: Vec<String> = rules.chain(fields).flat_map(names).chain(Cues::LISTS.map(str::to_owned)).collect();
    let mut used = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if let Some((_, entries)) = files.lists.get(&name).filter(|_| used.insert(name.clone())) {
            waiting.extend(entries.iter().flat_map(|(phrase, _)| names(phrase)));
        }
    }
    let unused = files.lists.iter().filter(|(name, _)| !used.contains(*name));
    unused
        .map(|(name, (place, _))| {
            warning(place.clone(), format!("no rule uses the list `{name}`"), format!("write `@{name}` in a rule, or take the list out"))
        })
        .collect()
}

/// Names of the lists in a phrase.
fn names(phrase: &str) -> Vec<String> {
    let pieces = Phrase::parse(phrase).map(|phrase| phrase.pieces).unwrap_or_default();
    let name = |(piece, _): (Piece, usize)| match piece {
        Piece::List(name) => Some(name),
        Piece::Words(_) => None,
    };
    pieces.into_iter().filter_map(name).collect()
}

/// Whether a key holds a rule back.
fn is_exception(key: &str) -> bool {
    KEYS.iter().any(|known| known.name == key && known.question == Question::Except)
}

#[cfg(test)]
mod tests {
    use super::super::Skeleton;
    use super::*;

    fn warned(rules: &str, lists: &str) -> Vec<String> {
        lint(&[RuleFile::new("botting.toml", rules), RuleFile::new("lists.toml", lists), RuleFile::new("pack.toml", "")])
            .into_iter()
            .map(|warning| warning.title)
            .collect()
    }

    fn rule(id: &str, keys: &str) -> String {
        format!("[[rule]]\nid = \"{id}\"\n{keys}\nseverity = \"reject\"\nfix = \"Say: \\\"x\\\"\"\n")
    }

    #[test]
    fn lists_that_no_rule_reaches() {
        let lists = "denial = [\"not\"]\nact = [\"@inner\"]\ninner = [\"send\"]\nlost = [\"x\"]";
        assert_eq!(warned(&rule("a", "says = [\"@act\"]"), lists), ["no rule uses the list `lost`"]);
    }

    #[test]
    fn keys_that_do_nothing_and_fixes_without_a_sentence() {
        assert_eq!(
            warned(&rule("a", "says = [\"bid\"]\nwithin = \"clause\"\nat-least = 2"), ""),
            ["`within` does nothing in this rule", "`at-least` does nothing in this rule"]
        );
        let bare = "[[rule]]\nid = \"a\"\nsays = [\"bid\"]\nseverity = \"reject\"\nfix = \"Leave it out.\"";
        assert_eq!(warned(bare, ""), ["this `fix` has no example sentence"]);
        assert!(warned(&bare.replace("reject", "advice"), "").is_empty());
    }

    #[test]
    fn a_pack_without_its_file_and_a_rule_that_was_only_begun() {
        let page = Skeleton::parse("botting/a").expect("a name").page();
        assert_eq!(warned(&page, ""), ["`botting/a` is not filled in: it says what `rules new` wrote"]);
        let file =
            RuleFile { path: "botting.toml".into(), shown: "rules/own/botting.toml".into(), text: rule("a", "says = [\"bid\"]").into() };
        let warnings = lint(&[file]);
        assert_eq!((warnings.len(), warnings[0].title.as_str()), (1, "the pack has no file pack.toml"));
        assert_eq!(&*warnings[0].place.file, "rules/own/pack.toml");
    }

    #[test]
    fn rules_that_another_one_covers() {
        let lists = "act = [\"bid\", \"apply\"]";
        let both = |one: &str, other: &str| warned(&(rule("one", one) + &rule("other", other)), lists);
        assert_eq!(both("says = [\"bid\"]", "says = [\"@act\"]"), ["`botting/one` can never add anything"]);
        assert!(both("says = [\"bid\"]", "says = [\"@act\"]\nunless = [\"draft\"]").is_empty());
        assert_eq!(both("says = [\"bid\"]\nunless = [\"draft\", \"i send\"]", "says = [\"@act\"]\nunless = [\"draft\"]").len(), 1);
        assert!(both("says = [\"bid\", \"post\"]", "says = [\"@act\"]").is_empty());
        let without_lists = |one: &str, other: &str| warned(&(rule("one", one) + &rule("other", other)), "");
        assert!(without_lists("says = [\"bid\"]", "in = \"title\"\nsays = [\"bid\"]").is_empty());
        // Of two that are alike one is told.
        assert_eq!(without_lists("says = [\"bid\"]", "says = [\"bid\"]").len(), 1);
    }
}
