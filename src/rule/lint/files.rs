//! The files of a pack as written, as far as warnings look at them.

use std::collections::BTreeMap;

use crate::rule::pack::FIELD_PHRASES;
use crate::rule::read::{Lines, Reader, Table};
use crate::rule::source::{RuleSource, Texts};
use crate::rule::{FileKind, Place, RuleFile};

/// A phrase with its place.
pub(super) type Entry = (String, Place);

/// The files of a pack as written.
pub(super) struct Files<'f> {
    pub(super) rules: Vec<WrittenRule<'f>>,
    pub(super) lists: BTreeMap<String, (Place, Vec<Entry>)>,
    /// The phrases of the fields of a profile.
    pub(super) fields: Vec<Entry>,
    /// Whether rules learn from examples: then every list is a feature.
    pub(super) learns: bool,
}

/// A rule as written, with the lines of the file it stands in.
pub(super) struct WrittenRule<'f> {
    pub(super) stem: &'f str,
    pub(super) lines: Lines<'f>,
    pub(super) source: RuleSource,
}

impl WrittenRule<'_> {
    pub(super) fn name(&self) -> String {
        let id = self.source.id.as_ref().map_or("", |id| id.value.as_str());
        format!("{}/{}", self.stem, id.strip_prefix(self.stem).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id))
    }

    pub(super) fn place(&self, key: &str) -> Place {
        let own = || self.source.id.as_ref().map_or(self.source.span.clone(), |id| id.span.clone());
        self.lines.place(self.source.place(key).unwrap_or_else(own))
    }

    /// The phrases of all keys that hold phrases, each with its key.
    pub(super) fn phrases(&self) -> Vec<(&'static str, &Texts)> {
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
    pub(super) fn read(files: &'f [RuleFile]) -> Self {
        let mut all = Self { rules: Vec::new(), lists: BTreeMap::new(), fields: Vec::new(), learns: false };
        for file in files {
            let (Some(stem), Some(kind)) = (file.path.strip_suffix(".toml"), FileKind::of(&file.path)) else { continue };
            // Megabytes, of which nothing is asked here.
            if kind == FileKind::Examples {
                all.learns = true;
                continue;
            }
            let mut reader = Reader::new(&file.shown, &file.text);
            let table = reader.parse();
            match kind {
                FileKind::Lists => {
                    for (name, value) in &table {
                        let texts = value.get_ref().as_array().into_iter().flatten();
                        let entries = texts.filter_map(|text| Some((text.get_ref().as_str()?.to_owned(), reader.place(text.span()))));
                        let entries = entries.collect();
                        all.lists.insert(name.get_ref().to_string(), (reader.place(name.span()), entries));
                    }
                }
                FileKind::Profile => {
                    let lines = reader.lines.clone();
                    for (_, field) in Table::new(&mut reader, &table, 0..0, "profile.toml").named_tables("field") {
                        let lists = FIELD_PHRASES.iter().filter_map(|key| field.get(*key)?.get_ref().as_array());
                        let texts = lists.flatten().filter_map(|text| Some((text.get_ref().as_str()?.to_owned(), text.span())));
                        all.fields.extend(texts.map(|(text, span)| (text, lines.place(span))));
                    }
                }
                FileKind::Rules | FileKind::Evidence | FileKind::Credits => {
                    let lines = reader.lines.clone();
                    let tables = Table::new(&mut reader, &table, 0..0, "a rule file").tables("rule");
                    for (table, span) in tables {
                        all.rules.push(WrittenRule { stem, lines: lines.clone(), source: RuleSource::read(&mut reader, table, span) });
                    }
                }
                FileKind::Pack | FileKind::Examples => {}
            }
        }
        all
    }
}
