//! Mistakes in rule files, told so that their author can mend them: place, caret, what was expected, what to write.

use std::collections::BTreeMap;
use std::fmt;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Place, narrow};

/// Columns of the text in which diagnostics are shown on Discord.
pub const NARROW: usize = 60;
/// Columns on a terminal.
pub const WIDE: usize = 100;

/// A name may differ by one letter for every so many that it has: "from" is not taken for "form".
const LETTERS_A_SLIP: usize = 5;
/// Names that are all listed where none is near.
const LISTED: usize = 12;
/// Names suggested where there are more.
const SUGGESTED: usize = 5;

/// One mistake, or something legal that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// What is wrong, in one line.
    pub title: String,
    /// What was expected, said at the caret.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Whether it only warns.
    pub warning: bool,
}

impl Diagnostic {
    /// An error at a place.
    pub fn new(place: Place, title: impl Into<String>, label: impl Into<String>) -> Self {
        Self { place, title: title.into(), label: label.into(), help: None, warning: false }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// All mistakes of a load, with the files they are in.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    /// The mistakes, in order of place.
    pub items: Vec<Diagnostic>,
    /// The text of each file named in them.
    pub files: BTreeMap<String, String>,
}

impl Diagnostics {
    /// Number of errors.
    pub fn errors(&self) -> usize {
        self.items.iter().filter(|item| !item.warning).count()
    }

    /// Number of warnings.
    pub fn warnings(&self) -> usize {
        self.items.len() - self.errors()
    }

    /// `1 mistake`, `5 mistakes`.
    pub fn count(&self) -> String {
        let errors = self.errors();
        if errors == 1 { "1 mistake".to_owned() } else { format!("{errors} mistakes") }
    }

    /// All mistakes as text, with the line and a caret under the place. In less than [`WIDE`] columns every line is wrapped or
    /// clipped to `width`; otherwise only the excerpts are.
    pub fn render(&self, width: usize) -> String {
        self.rendered(&self.items, width)
    }

    /// The first ones as text, `most` of them, and how many more there are: of a wrong file, every line is a mistake.
    pub fn render_first(&self, most: usize, width: usize) -> String {
        let (first, more) = self.items.split_at(most.min(self.items.len()));
        let text = self.rendered(first, width);
        if more.is_empty() { text } else { format!("{text}... and {} more\n", more.len()) }
    }

    fn rendered(&self, items: &[Diagnostic], width: usize) -> String {
        let renderer = Renderer::plain().term_width(width);
        let mut text = String::new();
        for item in items {
            if width < WIDE {
                let source = self.files.get(&*item.place.file).map_or("", String::as_str);
                text.push_str(&narrow::render(item, source, width));
                text.push('\n');
                continue;
            }
            let level = if item.warning { Level::WARNING } else { Level::ERROR };
            let source = self.files.get(&*item.place.file).map_or("", String::as_str);
            let start = boundary(source, item.place.span.start, false);
            let end = boundary(source, item.place.span.end, true).max(start);
            // Only its lines: of thousands of mistakes, each would go through the whole file.
            let (lines, before) = lines_of(source, start, end);
            let mark = AnnotationKind::Primary.span(start - before..end - before).label(item.label.as_str());
            let snippet = Snippet::source(lines).line_start(item.place.line).path(&*item.place.file).annotation(mark);
            let mut group = level.primary_title(item.title.as_str()).element(snippet);
            if let Some(help) = &item.help {
                group = group.element(Level::HELP.message(help.as_str()));
            }
            text.push_str(&renderer.render(&[group]));
            text.push_str("\n\n");
        }
        text
    }
}

/// The lines of a range of bytes, and how many bytes stand before them.
pub(super) fn lines_of(source: &str, start: usize, end: usize) -> (&str, usize) {
    let first = source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let last = source.get(end..).and_then(|behind| behind.find('\n')).map_or(source.len(), |at| end + at + 1);
    (source.get(first..last).unwrap_or_default(), first)
}

/// The nearest place between two characters: before `at`, or behind it. Parsers count bytes.
fn boundary(source: &str, at: usize, behind: bool) -> usize {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at = if behind { at + 1 } else { at - 1 };
    }
    at
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(WIDE))
    }
}

/// The member of `known` that `written` most likely means.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min()
        .map(|(_, name)| name)
}

/// The first of some keys that is one of `known` misspelt, where that is not written as well; and what is meant. Other keys are the
/// writer's own business: lines of JSON often carry more than is read.
pub fn misspelt<'w, 'k>(written: &[&'w str], known: &[&'k str]) -> Option<(&'w str, &'k str)> {
    let slips = |name: &str| name.len() / LETTERS_A_SLIP;
    // Told before anything is compared letter by letter: a batch asks for every key of every line.
    let may_be = |key: &str, name: &str| {
        key.len().abs_diff(name.len()) <= slips(name) && key.chars().next().map(|first| first.to_ascii_lowercase()) == name.chars().next()
    };
    let meant = |key: &str| {
        let absent = known.iter().copied().filter(|name| !written.contains(name) && may_be(key, name));
        absent.into_iter().find(|name| strsim::damerau_levenshtein(key, name) <= slips(name))
    };
    written.iter().find_map(|key| Some((*key, meant(key)?)))
}

/// `did you mean …?`, or what there is: all of a few names, the nearest of many.
pub fn suggestion(written: &str, known: &[&str]) -> String {
    match nearest(written, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None if known.is_empty() => "there are none yet".to_owned(),
        None if known.len() > LISTED => {
            let mut near: Vec<&str> = known.to_vec();
            near.sort_by_key(|name| (strsim::damerau_levenshtein(written, name), *name));
            near.truncate(SUGGESTED);
            format!("the nearest names are: {}", near.join(", "))
        }
        None => format!("there are: {}", known.join(", ")),
    }
}
