//! Warnings: what is legal in rule files and can hardly be meant. They never keep a pack from loading.

mod probe;
mod shadow;

use std::collections::{BTreeMap, BTreeSet};

use super::diagnostic::Diagnostic;
use super::pack::FIELD_PHRASES;
use super::phrase::{Phrase, Piece};
use super::read::{Lines, Reader, Table};
use super::skeleton::untouched;
use super::source::{At, KEYS, Question, RuleSource, Texts};
use super::{Category, Cues, Field, Place, RuleFile};
use crate::text::Span;

pub use probe::{Probe, Probes, probes};

/// Keys that do something only beside one of others.
const NEED: [(&str, &[&str]); 3] =
    [("within", &["co-occurs"]), ("down-to", &["differs-from"]), ("at-least", &["any-of", "similar-to", "differs-from", "learned"])];

/// A phrase with its place.
type Entry = (String, Place);

/// The files of a pack as written.
struct Files<'f> {
    rules: Vec<Written<'f>>,
    lists: BTreeMap<String, (Place, Vec<Entry>)>,
    /// The phrases of the fields of a profile.
    fields: Vec<Entry>,
    /// Whether rules learn from examples: then every list is a feature.
    learns: bool,
}

/// A rule as written, with the lines of the file it stands in.
struct Written<'f> {
    stem: &'f str,
    lines: Lines<'f>,
    source: RuleSource,
}

impl Written<'_> {
    fn name(&self) -> String {
        let id = self.source.id.as_ref().map_or("", |id| id.value.as_str());
        format!("{}/{}", self.stem, id.strip_prefix(self.stem).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id))
    }

    fn place(&self, key: &str) -> Place {
        let own = || self.source.id.as_ref().map_or(self.source.span.clone(), |id| id.span.clone());
        self.lines.place(self.source.place(key).unwrap_or_else(own))
    }

    /// The phrases of all keys that hold phrases, each with its key.
    fn phrases(&self) -> Vec<(&'static str, &Texts)> {
        let source = &self.source;
        let all = [
            ("says", &source.says),
            ("lacks", &source.lacks),
            ("co-occurs", &source.co_occurs),
            ("also", &source.also),
            ("unless", &source.unless),
            ("unless-anywhere", &source.unless_anywhere),
            ("near", &source.near),
            ("not-after", &source.not_after),
            ("not-before", &source.not_before),
            ("any-of", &source.any_of),
        ];
        all.into_iter().filter_map(|(key, texts)| texts.as_ref().map(|texts| (key, texts))).collect()
    }
}

impl<'f> Files<'f> {
    fn read(files: &'f [RuleFile]) -> Self {
        let mut all = Self { rules: Vec::new(), lists: BTreeMap::new(), fields: Vec::new(), learns: false };
        for file in files {
            let Some(stem) = file.path.strip_suffix(".toml") else { continue };
            let mut reader = Reader::new(&file.shown, &file.text);
            let table = reader.parse();
            if stem == "lists" || stem.starts_with("lists/") {
                for (name, value) in &table {
                    let texts = value.get_ref().as_array().into_iter().flatten();
                    let entries = texts.filter_map(|text| Some((text.get_ref().as_str()?.to_owned(), reader.place(text.span()))));
                    let entries = entries.collect();
                    all.lists.insert(name.get_ref().to_string(), (reader.place(name.span()), entries));
                }
            } else if stem == "profile" {
                let lines = reader.lines.clone();
                for (_, field) in Table::new(&mut reader, &table, 0..0, "profile.toml").named_tables("field") {
                    let lists = FIELD_PHRASES.iter().filter_map(|key| field.get(*key)?.get_ref().as_array());
                    let texts = lists.flatten().filter_map(|text| Some((text.get_ref().as_str()?.to_owned(), text.span())));
                    all.fields.extend(texts.map(|(text, span)| (text, lines.place(span))));
                }
            } else if stem.starts_with("examples/") {
                all.learns = true;
            } else if Category::from_name(stem).is_some() || matches!(stem, "evidence" | "credits") {
                let lines = reader.lines.clone();
                let tables = Table::new(&mut reader, &table, 0..0, "a rule file").tables("rule");
                for (table, span) in tables {
                    all.rules.push(Written { stem, lines: lines.clone(), source: RuleSource::read(&mut reader, table, span) });
                }
            }
        }
        all
    }
}

/// The warnings that the files alone give rise to, in order of place.
pub fn lint(files: &[RuleFile]) -> Vec<Diagnostic> {
    let mut warnings: Vec<Diagnostic> = no_pack(files).into_iter().collect();
    let files = Files::read(files);
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

fn of_rule(rule: &Written<'_>) -> Vec<Diagnostic> {
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
    let rules = files.rules.iter().flat_map(Written::phrases).flat_map(|(_, texts)| &texts.value).map(|at| at.value.as_str());
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
        let file = |path: &str, text: &str| RuleFile { path: path.into(), shown: path.into(), text: text.into() };
        lint(&[file("botting.toml", rules), file("lists.toml", lists), file("pack.toml", "")])
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
