//! Keys whose values stand in the line below: tables with a row of keys, and questions with their answers.

use super::labels::{begun, labelled};
use super::{Keys, trim};
use crate::text::Span;

/// Cells that a row of keys has at least: fewer may be a chance.
const COLUMNS: usize = 3;

/// Keys with their values, and where the line of the values ends.
pub(super) struct Paired {
    pub(super) pairs: Vec<(Span, Span)>,
    pub(super) end: usize,
}

/// The keys and values of a line of `text` that begins at `start` and of the line below: a table of one row, or a question.
pub(super) fn paired(text: &str, start: usize, keys: &impl Keys) -> Option<Paired> {
    let mut lines = lines(text, start);
    let first = lines.next()?;
    columns(text, first, lines.clone(), keys).or_else(|| answered(text, first, lines.next()?, keys))
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
fn columns(text: &str, first: Span, below: impl Iterator<Item = Span>, keys: &impl Keys) -> Option<Paired> {
    let heads = cells(text, first);
    if heads.len() < COLUMNS || !heads.iter().all(|head| head.start < head.end && keys.is_key(head.quote(text))) {
        return None;
    }
    let is_rule = |line: &Span| line.quote(text).chars().all(|ch| matches!(ch, '|' | '-' | ':' | ' ' | '+' | '=' | '\t'));
    let row = below.into_iter().find(|line| !is_rule(line))?;
    let values = cells(text, row);
    (values.len() == heads.len()).then(|| Paired { pairs: heads.into_iter().zip(values).collect(), end: row.end })
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

/// A question and its answer: `Q: Address?` over `A: 1 Main St`, `3. Address?` over `1 Main St`.
fn answered(text: &str, question: Span, answer: Span, keys: &impl Keys) -> Option<Paired> {
    let [key, value] = [question, answer].map(|line| {
        let line = trim(text, line, |ch| ch.is_whitespace() || matches!(ch, '-' | '*' | '•' | '>'));
        Span { start: line.start + begun(line.quote(text)), ..line }
    });
    let asked = key.quote(text).strip_suffix('?')?.trim_end();
    let value = Span { start: value.start + labelled(value.quote(text), &["a", "answer"]).unwrap_or_default(), ..value };
    let answers = !value.quote(text).is_empty() && !value.quote(text).ends_with('?');
    let key = Span { end: key.start + asked.len(), ..key };
    // "Name: ?" is a key with nothing behind it.
    (answers && !asked.is_empty() && !asked.ends_with(':') && keys.is_key(asked))
        .then(|| Paired { pairs: vec![(key, value)], end: answer.end })
}
