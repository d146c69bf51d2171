//! Word lists: gathered from all list files, checked for unknown names and for lists that contain themselves.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use crate::rule::diagnostic::{Diagnostic, suggestion};
use crate::rule::lexicon::LexiconBuilder;
use crate::rule::phrase::{KnownWords, Phrase, Piece};
use crate::rule::read::Reader;
use crate::rule::{Cues, Place};

/// Lists that a list may reach one inside the other.
const NESTED: usize = 16;

/// A list as written.
#[derive(Debug, Clone)]
struct List {
    phrases: Vec<Phrase>,
    /// Where each of them stands.
    places: Vec<Place>,
    place: Place,
}

/// All lists of a pack, by name.
#[derive(Debug, Default)]
pub(super) struct Lists {
    named: BTreeMap<String, List>,
    /// The words of their phrases, until all are read.
    known: KnownWords,
    /// Whether the syntax of a file of lists is wrong: a list that is not known may stand behind the mistake.
    pub(super) torn: bool,
    /// Lists with mistakes, and those that name them: they are declared but hold nothing.
    wrong: BTreeSet<String>,
}

impl Lists {
    /// Reads a file of lists: `name = ["phrase", …]`.
    pub(super) fn read<'f>(&mut self, reader: &mut Reader<'f>, table: &DeTable<'f>) {
        for (key, value) in table {
            let name = key.get_ref().to_string();
            let place = reader.place(key.span());
            let Some(texts) = value.get_ref().as_array() else {
                reader.error(
                    value.span(),
                    format!("the list `{name}` has the wrong type"),
                    "write a list of texts, as in [\"one\", \"two\"]",
                );
                continue;
            };
            if texts.is_empty() {
                reader.error(value.span(), format!("the list `{name}` is empty"), "write at least one phrase, or take the list out");
            }
            let (mut phrases, mut places) = (Vec::with_capacity(texts.len()), Vec::with_capacity(texts.len()));
            for text in texts {
                let Some(written) = text.get_ref().as_str() else {
                    reader.error(text.span(), format!("an entry of `{name}` has the wrong type"), "write a text in quotes");
                    continue;
                };
                match Phrase::read(written, &mut self.known) {
                    Ok(phrase) => {
                        phrases.push(phrase);
                        places.push(reader.place(text.span()));
                    }
                    Err(wrong) => reader.error(text.span(), "this phrase cannot be read", wrong),
                }
            }
            if let Some(other) = self.named.get(&name) {
                let label = format!("the other one is in {}, line {}", other.place.file, other.place.line);
                reader.error(key.span(), format!("two lists are called `{name}`"), label);
            } else {
                self.named.insert(name, List { phrases, places, place });
            }
        }
    }

    /// An error if the phrase names a list that there is not.
    pub(super) fn unknown_name(&self, phrase: &Phrase, place: impl FnOnce() -> Place) -> Option<Diagnostic> {
        let name = names(phrase).find(|name| !self.named.contains_key(*name))?;
        let known: Vec<&str> = self.named.keys().map(String::as_str).collect();
        Some(Diagnostic::new(place(), format!("unknown list `@{name}`"), "written here").help(suggestion(name, &known)))
    }

    /// Declares and fills all lists; unknown names and circles are errors.
    pub(super) fn compile(&mut self, builder: &mut LexiconBuilder, errors: &mut Vec<Diagnostic>) {
        for name in self.named.keys() {
            builder.declare(name);
        }
        let mut wrong = BTreeSet::new();
        for (name, list) in &self.named {
            let before = errors.len();
            let placed = list.phrases.iter().zip(&list.places);
            let unknown: Vec<Diagnostic> = placed.filter_map(|(phrase, place)| self.unknown_name(phrase, || place.clone())).collect();
            if !unknown.is_empty() {
                wrong.insert(name.clone());
            }
            if !self.torn {
                errors.extend(unknown);
            }
            if let Some(circle) = self.circle(name) {
                let label = format!("it contains itself: {}", circle.join(" -> "));
                errors.push(
                    Diagnostic::new(list.place.clone(), format!("the list `{name}` never ends"), label)
                        .help("take one of these names out of its list"),
                );
            }
            if errors.len() > before {
                wrong.insert(name.clone());
            }
        }
        let mut depths = BTreeMap::new();
        for (name, list) in self.named.iter().filter(|_| wrong.is_empty()) {
            // Told where the limit is passed, not for every list above it.
            if self.depth(name, &mut depths) == NESTED + 1 {
                let label = format!("lists may hold each other {NESTED} deep: write words here instead of lists");
                errors.push(Diagnostic::new(list.place.clone(), format!("the list `{name}` is nested too deep"), label));
            }
        }
        self.wrong = self.with_those_that_name(wrong);
        self.known = KnownWords::default();
        for (name, list) in &mut self.named {
            // From here on only the name is asked for.
            let phrases = std::mem::take(&mut list.phrases);
            if !self.wrong.contains(name)
                && let Some(term) = builder.list(name)
            {
                builder.fill(term, &phrases);
            }
        }
    }

    /// These lists, with all that name one of them, directly or not.
    fn with_those_that_name(&self, mut wrong: BTreeSet<String>) -> BTreeSet<String> {
        loop {
            let leans = |list: &List| list.phrases.iter().any(|phrase| names(phrase).any(|name| wrong.contains(name)));
            let more: Vec<String> =
                self.named.iter().filter(|(name, list)| !wrong.contains(*name) && leans(list)).map(|(name, _)| name.clone()).collect();
            if more.is_empty() {
                return wrong;
            }
            wrong.extend(more);
        }
    }

    /// How many lists a list reaches one inside the other, itself counted; there are no circles.
    fn depth<'l>(&'l self, name: &'l str, known: &mut BTreeMap<&'l str, usize>) -> usize {
        let mut waiting = vec![(name, false)];
        while let Some((name, inner_known)) = waiting.pop() {
            if known.contains_key(name) {
                continue;
            }
            let inner = self.named.get(name).into_iter().flat_map(|list| &list.phrases).flat_map(names);
            if inner_known {
                let deepest = inner.filter_map(|name| known.get(name).copied()).max().unwrap_or_default();
                known.insert(name, deepest + 1);
            } else {
                waiting.push((name, true));
                waiting.extend(inner.map(|name| (name, false)));
            }
        }
        known.get(name).copied().unwrap_or_default()
    }

    /// Whether a phrase names a list with mistakes.
    pub(super) fn names_wrong_list(&self, phrase: &Phrase) -> bool {
        names(phrase).any(|name| self.wrong.contains(name))
    }

    /// The way from a list back to itself, if there is one.
    fn circle(&self, start: &str) -> Option<Vec<String>> {
        let mut seen = BTreeSet::new();
        let mut ways = vec![vec![start.to_owned()]];
        while let Some(way) = ways.pop() {
            let list = way.last().and_then(|name| self.named.get(name))?;
            for name in list.phrases.iter().flat_map(names) {
                let mut longer = way.clone();
                longer.push(name.to_owned());
                if name == start {
                    return Some(longer);
                }
                // Only lists after it in the alphabet are asked: so each circle is told once.
                if name > start && self.named.contains_key(name) && seen.insert(name.to_owned()) {
                    ways.push(longer);
                }
            }
        }
        None
    }

    /// The lists by which the engine recognises denial.
    pub(super) fn cues(builder: &LexiconBuilder) -> Cues {
        let [denial, pseudo, stop, after, undone, heading] = Cues::LISTS.map(|name| builder.list(name));
        Cues { denial, pseudo, stop, after, undone, heading }
    }
}

/// Names of lists in a phrase.
fn names(phrase: &Phrase) -> impl Iterator<Item = &str> {
    phrase.pieces.iter().filter_map(|(piece, _)| match piece {
        Piece::List(name) => Some(name.as_str()),
        Piece::Words(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::rule::{RuleFile, compile};

    #[test]
    fn lists_are_the_first_terms_each_at_the_place_of_its_number() {
        let rule = "[[rule]]\nid = \"a\"\nsays = [\"@b ... x\"]\nseverity = \"advice\"\nmessage = \"m\"\nfix = \"f\"\nbad = [\"w x\"]\ngood = [\"g\"]";
        let files = [
            RuleFile::new("vague.toml", rule),
            RuleFile::new("profile.toml", "[field.name]\nkeys = [\"name\"]\nabout = [\"my name\"]"),
            RuleFile::new("lists/one.toml", "d = [\"x\"]\nb = [\"@c\", \"w\"]"),
            RuleFile::new("lists.toml", "c = [\"y\"]\na = [\"@d ... z\"]"),
        ];
        let rules = compile("demo", &files).expect("the rules are right");
        let numbers: Vec<(&str, usize)> = rules.lists.iter().map(|(name, term)| (name.as_str(), term.number())).collect();
        assert_eq!(numbers, [("a", 0), ("b", 1), ("c", 2), ("d", 3)]);
    }
}
