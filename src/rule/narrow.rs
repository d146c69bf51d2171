//! Diagnostics for narrow places, such as a code block on a phone: every line is wrapped or clipped, none is wider than asked for.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::diagnostic::{Diagnostic, lines_of};

/// Columns a word may take before it is broken: paths and lists without spaces.
const LEAST: usize = 20;
/// Columns of the line before the place that is pointed at.
const CONTEXT: usize = 12;
const ELLIPSIS: &str = "...";

/// One diagnostic; `source` is the text of its file. Widths under 20 columns are taken as 20.
pub(super) fn render(item: &Diagnostic, source: &str, width: usize) -> String {
    let width = width.max(LEAST);
    let level = if item.warning { "warning: " } else { "error: " };
    let mut text = wrapped(level, "  ", &item.title, width);
    let (line, column) = (item.place.line, column(source, item.place.span.start));
    let place = format!("{}:{line}:{column}", item.place.file);
    let _ = writeln!(text, " --> {}", clipped_start(&visible(&place), width.saturating_sub(5)));
    let gutter = line.to_string().len();
    let (excerpt, caret) = excerpt(source, item, width.saturating_sub(gutter + 3));
    if !excerpt.is_empty() {
        let _ = writeln!(text, "{line} | {excerpt}");
        let _ = writeln!(text, "{:gutter$} | {caret}", "");
    }
    text.push_str(&wrapped("  ", "  ", &item.label, width));
    if let Some(help) = &item.help {
        text.push_str(&wrapped("help: ", "  ", help, width));
    }
    text
}

/// The column of a byte, in characters from 1.
fn column(source: &str, at: usize) -> usize {
    let before = source.get(..at).unwrap_or_default();
    before.rsplit('\n').next().unwrap_or_default().chars().count() + 1
}

/// The line of the place, clipped around it, and the carets under it.
fn excerpt(source: &str, item: &Diagnostic, width: usize) -> (String, String) {
    let start = item.place.span.start.min(source.len());
    let (lines, first) = lines_of(source, start, start);
    let line = lines.lines().next().unwrap_or_default();
    let before = visible(line.get(..start.saturating_sub(first)).unwrap_or_default());
    let end = item.place.span.end.saturating_sub(first).clamp(before.len().min(line.len()), line.len());
    let marked = visible(line.get(start.saturating_sub(first)..end).unwrap_or_default());
    let after = visible(line.get(end..).unwrap_or_default());
    let whole = format!("{before}{marked}{after}");
    let lead = if whole.width() <= width { before } else { clipped_start(&before, CONTEXT.max(width / 4)) };
    let shown = clipped_end(&format!("{lead}{marked}{after}"), width);
    let carets = marked.width().clamp(1, width.saturating_sub(lead.width()).max(1));
    let caret = format!("{}{}", " ".repeat(lead.width()), "^".repeat(carets));
    (shown.trim_end().to_owned(), clipped_plain(&caret, width))
}

/// A text without characters that take no column or break the line.
fn visible(text: &str) -> String {
    text.chars().map(|ch| if ch == '\t' { ' ' } else { ch }).map(|ch| if ch.width().unwrap_or(0) == 0 { '\u{fffd}' } else { ch }).collect()
}

/// The end of a text that takes at most `width` columns.
fn clipped_start(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let kept: String = clipped_plain(&text.chars().rev().collect::<String>(), width.saturating_sub(ELLIPSIS.len()));
    format!("{ELLIPSIS}{}", kept.chars().rev().collect::<String>())
}

/// The start of a text that takes at most `width` columns.
fn clipped_end(text: &str, width: usize) -> String {
    if text.width() <= width { text.to_owned() } else { clipped_plain(text, width.saturating_sub(ELLIPSIS.len())) + ELLIPSIS }
}

fn clipped_plain(text: &str, width: usize) -> String {
    let mut taken = 0;
    let fits = |ch: &char| {
        taken += ch.width().unwrap_or(0);
        taken <= width
    };
    text.chars().take_while(fits).collect()
}

/// A text in lines of at most `width` columns; the first begins with `first`, the others with `next`.
fn wrapped(first: &str, next: &str, text: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        let mut word = visible(word);
        if !empty && line.width() + 1 + word.width() > width {
            let _ = writeln!(lines, "{line}");
            next.clone_into(&mut line);
            empty = true;
        }
        while empty && line.width() + word.width() > width {
            let head = clipped_plain(&word, width.saturating_sub(line.width()));
            let _ = writeln!(lines, "{line}{head}");
            word = word.get(head.len()..).unwrap_or_default().to_owned();
            next.clone_into(&mut line);
        }
        let _ = write!(line, "{}{word}", if empty { "" } else { " " });
        empty = false;
    }
    lines + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Place;
    use crate::text::Span;

    fn told(source: &str, span: Span, title: &str) -> String {
        let place = Place { file: "rules/a-very-long-folder-name/of-somebody/botting.toml".into(), line: 1, span };
        render(
            &Diagnostic::new(place, title, "write small letters, digits and hyphens, as in \"auto-apply\"").help("x".repeat(150)),
            source,
            60,
        )
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        for source in ["", "id = 1", &"木".repeat(200), &"e\u{301}\t\u{202e}".repeat(100), "a\nb", &"x ".repeat(300)] {
            for (start, end) in [(0, 1), (0, source.len()), (source.len() / 2, source.len()), (source.len(), source.len() + 9)] {
                let text = told(source, Span { start, end }, &"word ".repeat(30));
                assert!(text.lines().all(|line| line.width() <= 60), "{text}");
            }
        }
    }

    #[test]
    fn the_place_stands_in_the_middle_of_its_line() {
        let source = format!("says = [\"{}\", \"a*b\", \"{}\"]", "x".repeat(80), "y".repeat(80));
        let start = source.find("\"a*b\"").expect("it is there");
        let text = told(&source, Span { start, end: start + 5 }, "this phrase cannot be read");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2], "1 | ...xxxxxxxx\", \"a*b\", \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...");
        assert_eq!(lines[3].find('^'), lines[2].find("\"a*b\""));
        assert_eq!(lines[3].matches('^').count(), 5);
    }
}
