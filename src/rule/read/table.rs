//! A table of a rule file, and the keys read from it: what has another type than is wanted is told, and what nobody asked for.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Reader;
use crate::rule::diagnostic::{nearest, suggestion};
use crate::rule::source::At;

/// One table and the keys read from it.
pub(crate) struct Table<'t, 'r, 'f> {
    pub(crate) reader: &'r mut Reader<'f>,
    entries: &'t DeTable<'f>,
    known: BTreeSet<&'static str>,
    /// Keys that are there, in the wrong type or misspelt: they are not missing as well.
    unreadable: BTreeSet<&'static str>,
    /// Where the table stands, for keys that are missing.
    pub(crate) span: Range<usize>,
    what: &'static str,
}

impl<'t, 'r, 'f> Table<'t, 'r, 'f> {
    pub(crate) fn new(reader: &'r mut Reader<'f>, entries: &'t DeTable<'f>, span: Range<usize>, what: &'static str) -> Self {
        Self { reader, entries, known: BTreeSet::new(), unreadable: BTreeSet::new(), span, what }
    }

    fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'f>>> {
        self.known.insert(key);
        self.entries.get(key)
    }

    fn wrong(&mut self, value: &Spanned<DeValue<'f>>, key: &'static str, expected: &str) {
        self.unreadable.insert(key);
        let found = kind(value.get_ref());
        self.reader.error(value.span(), format!("`{key}` has the wrong type"), format!("write {expected}; this is {found}"));
    }

    /// A text.
    pub(crate) fn string(&mut self, key: &'static str) -> Option<At<String>> {
        let value = self.get(key)?;
        if let DeValue::String(text) = value.get_ref() {
            Some(At { value: text.clone().into_owned(), span: value.span() })
        } else {
            self.wrong(value, key, "a text in quotes");
            None
        }
    }

    /// A text that has to be there and say something.
    pub(crate) fn required(&mut self, key: &'static str, hint: &str) -> Option<At<String>> {
        let missing = !self.entries.contains_key(key);
        let text = self.string(key);
        match &text {
            Some(text) if text.value.trim().is_empty() => {
                self.reader.error(text.span.clone(), format!("`{key}` is empty"), format!("write {hint}"));
            }
            None if missing => {
                let what = self.what;
                self.reader.error(self.span.clone(), format!("`{key}` is missing"), format!("{what} needs `{key} = \"…\"`: {hint}"));
            }
            _ => {}
        }
        text
    }

    /// A list of texts, with at least one.
    pub(crate) fn strings(&mut self, key: &'static str) -> Option<At<Vec<At<String>>>> {
        let value = self.get(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(value, key, "a list of texts, as in [\"one\", \"two\"]");
            return None;
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => texts.push(At { value: text.clone().into_owned(), span: item.span() }),
                _ => self.wrong(item, key, "a text in quotes"),
            }
        }
        if items.is_empty() {
            self.unreadable.insert(key);
            self.reader.error(value.span(), format!("`{key}` is an empty list"), "write at least one text, or leave the key out");
            return None;
        }
        Some(At { value: texts, span: value.span() })
    }

    /// A number between two others.
    pub(crate) fn number(&mut self, key: &'static str, least: f64, most: f64) -> Option<At<f64>> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok(),
            DeValue::Float(number) => number.to_string().parse().ok(),
            _ => {
                self.wrong(value, key, "a number");
                return None;
            }
        };
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.unreadable.insert(key);
            self.reader.error(value.span(), format!("`{key}` is out of range"), format!("expected a number from {least} to {most}"));
        }
        number.map(|number| At { value: number, span: value.span() })
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, key: &'static str, least: f64, most: f64) -> Option<At<f64>> {
        let number = self.number(key, least, most)?;
        if number.value.fract() == 0.0 {
            return Some(number);
        }
        self.unreadable.insert(key);
        self.reader.error(
            number.span,
            format!("`{key}` is no whole number"),
            format!("write {} or {}", number.value.floor(), number.value.ceil()),
        );
        None
    }

    /// Yes or no; `false` where the key is left out.
    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        if let DeValue::Boolean(flag) = value.get_ref() {
            *flag
        } else {
            self.wrong(value, key, "true or false");
            false
        }
    }

    /// A table, or a text in its place.
    pub(crate) fn table_or_string(&mut self, key: &'static str) -> Option<(Option<&'t DeTable<'f>>, At<String>)> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((None, At { value: text.clone().into_owned(), span: value.span() })),
            DeValue::Table(table) => Some((Some(table), At { value: String::new(), span: value.span() })),
            _ => {
                self.wrong(value, key, "a text, or { text = \"…\", url = \"…\" }");
                None
            }
        }
    }

    /// The tables of `[[key]]`, each with its place.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<(&'t DeTable<'f>, Range<usize>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.reader.error(value.span(), format!("`{key}` has the wrong type"), format!("write [[{key}]] with double brackets"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::Table(table) => tables.push((table, item.span())),
                _ => self.wrong(item, key, "a table"),
            }
        }
        tables
    }

    /// The tables of `[key.name]`, each with its name.
    pub(crate) fn named_tables(&mut self, key: &'static str) -> Vec<(At<String>, &'t DeTable<'f>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Table(entries) = value.get_ref() else {
            self.wrong(value, key, &format!("[{key}.name]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for (name, entry) in entries {
            match entry.get_ref() {
                DeValue::Table(table) => tables.push((At { value: name.get_ref().to_string(), span: name.span() }, table)),
                _ => self.wrong(entry, key, "a table"),
            }
        }
        tables
    }

    /// The first key, if it is none of those asked for: then something is missing above it.
    pub(crate) fn stray(&self) -> Option<Range<usize>> {
        let first = self.entries.keys().min_by_key(|key| key.span().start)?;
        (!self.known.contains(first.get_ref().as_ref())).then(|| first.span())
    }

    /// Refuses keys that nobody asked for; gives those that are there and could not be read.
    pub(crate) fn finish(mut self) -> BTreeSet<&'static str> {
        let known: Vec<&'static str> = self.known.iter().copied().collect();
        for key in self.entries.keys().filter(|key| !self.known.contains(key.get_ref().as_ref())) {
            self.unreadable.extend(nearest(key.get_ref(), known.iter().copied()));
            let title = format!("unknown key `{}`", key.get_ref());
            let label = format!("{} has no such key", self.what);
            self.reader.error_with_help(key.span(), title, label, suggestion(key.get_ref(), &known));
        }
        self.unreadable
    }
}

/// A kind of value, in an author's words.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
