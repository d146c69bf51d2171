//! From rule files as written to a rule set as meant: all mistakes of all files at once, or a whole set.

mod beside;
mod condition;
mod examples;
mod lists;
mod pack;
mod rule;
mod teaching;
mod trigger;
mod yielding;

pub use beside::Beside;
pub(super) use teaching::TOLD_CHARS;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::de::DeTable;

use super::diagnostic::{Diagnostic, Diagnostics, nearest, suggestion};
use super::kind::{FileKind, RuleKind, file_stems};
use super::lexicon::LexiconBuilder;
use super::phrase::Phrase;
use super::read::{Lines, Reader};
use super::source::{At, Texts};
use super::{Conditions, Due, FieldWords, Label, Pack, Place, Rule, RuleFile, RuleId, RuleSet, TermId, Trigger};
use crate::text::Span;

/// Compiles the files of a pack. The order of files changes nothing.
///
/// # Errors
/// All mistakes of all files, in order of place. Nothing is loaded in part.
pub fn compile(pack_name: &str, files: &[RuleFile]) -> Result<RuleSet, Diagnostics> {
    let Draft { rules, mistakes } = draft(pack_name, files);
    if mistakes.is_empty() { Ok(rules) } else { Err(diagnostics(mistakes, files)) }
}

/// What could be compiled of a pack, and every mistake found: for telling an author also which examples fail in the rules that
/// are right otherwise. A draft with mistakes is never used for a review.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The rules without mistakes, in themselves or in the word lists they name.
    pub rules: RuleSet,
    /// The mistakes.
    pub mistakes: Vec<Diagnostic>,
}

/// Compiles what can be compiled.
pub fn draft(pack_name: &str, files: &[RuleFile]) -> Draft {
    draft_with(pack_name, files, || Beside::of(files))
}

/// Compiles what can be compiled, with what was read beside, which is asked for when everything else is done.
pub fn draft_with(pack_name: &str, files: &[RuleFile], beside: impl FnOnce() -> Beside) -> Draft {
    let files = beside::in_order(files);
    let mut compiler = Compiler::default();
    let mut pack = Pack { name: pack_name.to_owned(), platform: pack_name.to_owned(), ..Pack::default() };
    let mut fields = Vec::new();
    for file in &files {
        match FileKind::of(&file.path) {
            Some(FileKind::Pack) => {
                read(file, &mut compiler.errors, |reader, table| pack::read_pack(reader, table, &mut pack));
            }
            Some(FileKind::Lists) => {
                let lists = &mut compiler.lists;
                let torn = read(file, &mut compiler.errors, |reader, table| lists.read(reader, table));
                compiler.lists.torn |= torn;
            }
            Some(FileKind::Profile) => {
                read(file, &mut compiler.errors, |reader, table| fields = pack::read_fields(reader, table));
            }
            // Rules come last, since they name lists and fields; examples are read beside.
            Some(FileKind::Rules | FileKind::Evidence | FileKind::Credits | FileKind::Examples) => {}
            None => compiler.unknown_file(file),
        }
    }
    compiler.declare_lists();
    let mut fields: Vec<FieldWords> = fields.iter().map(|field| pack::compile_field(&mut compiler, field)).collect();
    pack::complete(&mut fields);
    let mut rules = Vec::new();
    let mut wrong = BTreeSet::new();
    let of_rules = files.iter().filter_map(|file| Some((RuleKind::of(file.path.strip_suffix(".toml")?)?, *file)));
    for (kind, file) in of_rules {
        rule::compile_file(&mut compiler, &pack, kind, file, &mut rules, &mut wrong);
    }
    compiler.check_names(&mut rules);
    let cues = lists::Lists::cues(&compiler.builder);
    let lists = compiler.builder.lists();
    let lexicon = std::mem::take(&mut compiler.builder).build();
    let Beside { hash, model_key, examples, model, errors } = beside();
    compiler.errors.extend(errors);
    let shown: BTreeSet<Label> = examples.iter().flat_map(|text| &text.marks).flat_map(|mark| &mark.shows).copied().collect();
    compiler.check_labels(&shown);
    let learns_nothing = |rule: &Rule| matches!(rule.trigger, Trigger::Learned { label, .. } if !shown.contains(&label));
    rules.retain(|rule| !wrong.contains(&rule.id) && !learns_nothing(rule));
    rules.shrink_to_fit();
    let due = Due::new(&rules);
    let rules = RuleSet { pack, rules, due, lexicon, lists, cues, fields, examples, model, model_key, hash };
    Draft { rules, mistakes: compiler.errors }
}

/// Reads a file and tells of its mistakes; `true` where it is torn: then much of it is not seen.
fn read<'f>(file: &'f RuleFile, errors: &mut Vec<Diagnostic>, take: impl FnOnce(&mut Reader<'f>, &DeTable<'f>)) -> bool {
    let mut reader = Reader::new(&file.shown, &file.text);
    let table = reader.parse();
    take(&mut reader, &table);
    let torn = reader.is_torn();
    errors.extend(reader.into_errors());
    torn
}

/// The mistakes in order of place, with the texts they point into.
pub fn diagnostics<'f>(mut items: Vec<Diagnostic>, files: impl IntoIterator<Item = &'f RuleFile>) -> Diagnostics {
    items.sort_by(|one, other| (&one.place, &one.title).cmp(&(&other.place, &other.title)));
    items.dedup();
    let files: BTreeMap<String, String> = files
        .into_iter()
        .filter(|file| items.iter().any(|item| *item.place.file == *file.shown))
        .map(|file| (file.shown.clone(), file.text.to_string()))
        .collect();
    Diagnostics { items, files }
}

/// State of one compilation.
#[derive(Default)]
struct Compiler {
    builder: LexiconBuilder,
    lists: lists::Lists,
    /// The labels that rules learn, and where they name them: examples, which are read beside, have to show them.
    learned: Vec<(Label, Place)>,
    /// Rules that could not be compiled, by name: others may name them.
    refused: Vec<(RuleId, Place)>,
    /// Whether the rule at hand names a word list that has mistakes: its examples would show nothing.
    leans_on_wrong_list: bool,
    /// What holds back the many rules that nothing does.
    unconditional: Arc<Conditions>,
    /// Regular expressions read so far.
    regexes: usize,
    errors: Vec<Diagnostic>,
}

impl Compiler {
    /// Tells of a file whose name means nothing.
    fn unknown_file(&mut self, file: &RuleFile) {
        let stem = file.path.strip_suffix(".toml").unwrap_or(&file.path);
        let place = Place { file: file.shown.as_str().into(), line: 1, span: Span { start: 0, end: 0 } };
        let known = file_stems();
        let hint = match nearest(stem, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}.toml`?"),
            None => format!("there are: {}", known.join(", ")),
        };
        let error = Diagnostic::new(place, format!("unknown category `{stem}`"), "a rule file is named after its category");
        self.errors.push(error.help(hint));
    }

    /// Declares all lists, then fills them, so that lists may name each other in any order.
    fn declare_lists(&mut self) {
        let Self { builder, lists, errors, .. } = self;
        lists.compile(builder, errors);
    }

    /// A term for the phrases of one key; mistakes in them are collected.
    fn term(&mut self, lines: &Lines<'_>, texts: &Texts) -> TermId {
        let phrases = self.phrases(lines, &texts.value);
        self.builder.term(&phrases)
    }

    fn term_if(&mut self, lines: &Lines<'_>, texts: Option<&Texts>) -> Option<TermId> {
        texts.map(|texts| self.term(lines, texts))
    }

    /// Reads phrases; each wrong one is an error at its place.
    fn phrases(&mut self, lines: &Lines<'_>, texts: &[At<String>]) -> Vec<Phrase> {
        let mut phrases = Vec::with_capacity(texts.len());
        for at in texts {
            match Phrase::parse(&at.value) {
                Ok(phrase) => {
                    if let Some(error) = self.lists.unknown_name(&phrase, || lines.place(at.span.clone())) {
                        if self.lists.torn {
                            self.leans_on_wrong_list = true;
                        } else {
                            self.errors.push(error);
                        }
                    } else {
                        self.leans_on_wrong_list |= self.lists.names_wrong_list(&phrase);
                        phrases.push(phrase);
                    }
                }
                Err(wrong) => self.errors.push(Diagnostic::new(lines.place(at.span.clone()), "this phrase cannot be read", wrong)),
            }
        }
        phrases
    }

    fn error(&mut self, place: Place, title: impl Into<String>, label: impl Into<String>) {
        self.errors.push(Diagnostic::new(place, title, label));
    }

    /// Refuses to learn what no example shows.
    fn check_labels(&mut self, shown: &BTreeSet<Label>) {
        for (label, place) in std::mem::take(&mut self.learned) {
            if !shown.contains(&label) {
                self.error(place, format!("no example shows `{label}`"), "add some to a file in the folder `examples`");
            }
        }
    }

    /// Sorts rules by name and refuses a name used twice.
    fn check_names(&mut self, rules: &mut [Rule]) {
        // Without room for a second list: no two have the same name and place.
        rules.sort_unstable_by(|one, other| (&one.id, &one.place).cmp(&(&other.id, &other.place)));
        let refused = std::mem::take(&mut self.refused);
        let refused = refused.iter().map(|(name, place)| (name, place));
        let mut all: Vec<(&RuleId, &Place)> = rules.iter().map(|rule| (&rule.id, &rule.place)).chain(refused).collect();
        all.sort_unstable();
        for pair in all.windows(2) {
            if let [(first, other), (second, place)] = pair
                && first == second
            {
                let label = format!("the other one is in {}, line {}", other.file, other.line);
                self.error((*place).clone(), format!("two rules are called `{second}`"), label);
            }
        }
        self.errors.extend(yielding::circles(rules));
        let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
        for rule in rules.iter() {
            for name in &rule.conditions.unless_finding {
                if let super::trigger::FindingName::Rule(id) = name
                    && !names.contains(&id.as_str())
                {
                    let title = format!("`unless-finding` names no rule or category: `{id}`");
                    self.errors.push(Diagnostic::new(rule.place.clone(), title, "in this rule").help(suggestion(id.as_str(), &names)));
                }
            }
        }
    }
}
