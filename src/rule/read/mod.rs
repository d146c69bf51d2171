//! Reading TOML tables key by key: every value keeps its place, and every mistake is collected.

mod table;

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use toml::de::DeTable;

pub(super) use table::Table;

use super::Place;
use super::diagnostic::Diagnostic;
use super::syntax::{is_unclosed_list, mistake};
use crate::text::Span;

/// A file and where its lines end, counted once: every phrase of a long list has a place.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'f> {
    file: Arc<str>,
    text: &'f str,
    ends: Rc<OnceCell<Vec<usize>>>,
}

impl<'f> Lines<'f> {
    pub(crate) fn new(file: &str, text: &'f str) -> Self {
        Self { file: file.into(), text, ends: Rc::default() }
    }

    /// The place of a range of bytes.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let ends = self.ends.get_or_init(|| self.text.match_indices('\n').map(|(at, _)| at).collect());
        let line = ends.partition_point(|end| *end < span.start) + 1;
        Place { file: Arc::clone(&self.file), line, span: Span { start: span.start, end: span.end } }
    }
}

/// A file being read, and what is wrong with it so far.
pub(crate) struct Reader<'f> {
    pub(crate) text: &'f str,
    pub(crate) lines: Lines<'f>,
    pub(crate) errors: Vec<Diagnostic>,
    /// How many mistakes of syntax there are: what is read beside one may be torn.
    torn: usize,
}

impl<'f> Reader<'f> {
    pub(crate) fn new(file: &str, text: &'f str) -> Self {
        Self { text, lines: Lines::new(file, text), errors: Vec::new(), torn: 0 }
    }

    /// The place of a range of bytes.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        self.lines.place(span)
    }

    pub(crate) fn error(&mut self, span: Range<usize>, title: impl Into<String>, label: impl Into<String>) {
        let place = self.place(span);
        self.errors.push(Diagnostic::new(place, title, label));
    }

    pub(crate) fn error_with_help(
        &mut self,
        span: Range<usize>,
        title: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(span);
        self.errors.push(Diagnostic::new(place, title, label).help(help));
    }

    /// The file as a table; syntax errors are collected, what could be read is given.
    pub(crate) fn parse(&mut self) -> DeTable<'f> {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            let rest = self.text.get(span.start..).unwrap_or_default();
            if is_unclosed_list(error.message(), rest) {
                self.error(span, "the list above this is not closed", "write `]` before this line");
                // All that follows is read as part of the list.
                break;
            }
            let (title, label) = mistake(error.message(), self.text.get(span.clone()).unwrap_or_default(), rest);
            self.error(span, title, label);
        }
        self.torn = self.errors.len();
        table.into_inner()
    }

    /// Whether its syntax is wrong somewhere.
    pub(crate) fn is_torn(&self) -> bool {
        self.torn > 0
    }

    /// What is wrong with the file: beside a mistake of syntax, only that, since what seems to be missing may only be torn off.
    pub(crate) fn into_errors(mut self) -> Vec<Diagnostic> {
        if self.is_torn() {
            self.errors.truncate(self.torn);
        }
        self.errors
    }
}
