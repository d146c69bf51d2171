//! Keys whose values stand in the line below: tables with a row of keys, and questions with their answers.

use crate::text::Span;

/// Cells that a row of keys has at least: fewer may be a chance.
const COLUMNS: usize = 3;

/// Keys with their values, and where the line of the values ends.
pub(super) struct Paired {
    pub(super) pairs: Vec<(Span, Span)>,
    pub(super) end: usize,
}

/// The keys and values of a line of `text` that begins at `start` and of the line below: a table of one row, or a question.
pub(super) fn paired(text: &str, start: usize, is_key: &impl Fn(&str) -> bool) -> Option<Paired> {
    let mut lines = lines(text, start);
    let first = lines.next()?;
    columns(text, first, lines.clone(), is_key).or_else(|| answered(text, first, lines.next()?, is_key))
}

/// The lines of a text from a place on, without their ends.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Span> + Clone {
    let mut from = start;
    text.get(start..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let begin = from;
        from += line.len();
        Span { start: begin, end: begin + line.trim_end().len() }
    })
}

/// A row of keys and the row below it: `Name | ID | Photo` over `Ann Lee | verified | me`.
fn columns(text: &str, first: Span, below: impl Iterator<Item = Span>, is_key: &impl Fn(&str) -> bool) -> Option<Paired> {
    let keys = cells(text, first);
    if keys.len() < COLUMNS || !keys.iter().all(|key| is_key(key.quote(text))) {
        return None;
    }
    let is_rule = |line: &Span| line.quote(text).chars().all(|ch| matches!(ch, '|' | '-' | ':' | ' ' | '+' | '=' | '\t'));
    let row = below.into_iter().find(|line| !is_rule(line))?;
    let values = cells(text, row);
    (values.len() == keys.len()).then(|| Paired { pairs: keys.into_iter().zip(values).collect(), end: row.end })
}

/// What bars or tabs part in a line, without what stands at its edges.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let inner = line.quote(text).trim_start_matches([' ', '|']);
    let mut from = line.end - inner.len();
    let cells = inner.trim_end_matches([' ', '|']).split(['|', '\t']);
    let place = |cell: &str| {
        let start = from + cell.len() - cell.trim_start().len();
        from += cell.len() + 1;
        Span { start, end: start + cell.trim().len() }
    };
    cells.map(place).collect()
}

/// A question and its answer: `Q: Address?` over `A: 1 Main St`.
fn answered(text: &str, question: Span, answer: Span, is_key: &impl Fn(&str) -> bool) -> Option<Paired> {
    let key = labelled(text, question, &["q", "question"])?;
    let value = labelled(text, answer, &["a", "answer"])?;
    let asked = key.quote(text).trim_end_matches(['?', ' ']);
    let key = Span { end: key.start + asked.len(), ..key };
    is_key(asked).then(|| Paired { pairs: vec![(key, value)], end: answer.end })
}

/// What stands behind a label, perhaps with a number: `Q1: …`, `A. …`.
fn labelled(text: &str, line: Span, labels: &[&str]) -> Option<Span> {
    let written = line.quote(text);
    let begun = written.trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, '-' | '*' | '•'));
    let (label, rest) = begun.split_at_checked(begun.find([':', '.', ')'])?)?;
    let label = label.trim_end_matches(|ch: char| ch.is_ascii_digit() || ch == ' ').to_lowercase();
    let rest = rest.get(1..)?.trim_matches(|ch: char| ch.is_whitespace() || ch == '*');
    (labels.contains(&label.as_str()) && !rest.is_empty()).then(|| {
        let end = line.start + written.trim_end_matches(|ch: char| ch.is_whitespace() || ch == '*').len();
        Span { start: end - rest.len(), end }
    })
}
