//! The parts of a line, as commas and other signs part them.

use std::ops::Range;

use crate::rule::Hit;
use crate::submission::is_mark;
use crate::text::Document;

/// The part of a scope in which a hit begins.
pub(super) fn part_of(document: &Document<'_>, scope: &Range<usize>, hit: &Hit) -> Range<usize> {
    let part = parts(document, scope).into_iter().find(|part| part.contains(&hit.tokens.start));
    part.unwrap_or_else(|| scope.clone())
}

/// The parts of a range of tokens between commas, brackets, colons, full stops, signs and wide gaps.
pub(super) fn parts(document: &Document<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in range.clone() {
        let gap = document.gap_before(at);
        let wide = gap.contains("  ") || gap.contains(is_picture);
        let new =
            at == range.start || gap == " - " || wide || gap.contains([',', '(', ')', '.', '!', '?', ';', ':', '\n', '–', '—', '|', '/']);
        match parts.last_mut() {
            Some(part) if !new => part.end = at + 1,
            _ => parts.push(at..at + 1),
        }
    }
    parts
}

/// Whether a sign is no letter, figure, space or quotation mark of any script: "✅", "😊".
fn is_picture(ch: char) -> bool {
    is_mark(ch) || ('\u{2190}'..='\u{2bff}').contains(&ch) || ('\u{1f000}'..='\u{1faff}').contains(&ch)
}

/// Whether a hit is joined to the words around it: "Noor-ul-Ain" is no street.
pub(super) fn is_inside_a_word(document: &Document<'_>, hit: &Hit) -> bool {
    [hit.tokens.start, hit.tokens.end].into_iter().all(|at| document.gap_before(at) == "-")
}
