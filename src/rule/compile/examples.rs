//! Files of marked texts: `"botting, build" = ["A sentence.", …]`, `nothing = […]`, and whole texts with marks behind what shows
//! something, `texts = ["A script for me.{build, internal} It sends my bids.{botting}"]`.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::rule::diagnostic::suggestion;
use crate::rule::learned::{Label, Mark, MarkedText};
use crate::rule::read::Reader;
use crate::text::Span;

/// The name of the label for sentences that show nothing.
const NOTHING: &str = "nothing";
/// The key of texts that hold their marks themselves.
const TEXTS: &str = "texts";

/// Reads a file of examples.
pub(super) fn read<'f>(reader: &mut Reader<'f>, table: &DeTable<'f>, author: &str) -> Vec<MarkedText> {
    let mut examples = Vec::new();
    for (key, value) in table {
        let whole = (key.get_ref().as_ref() != TEXTS).then(|| labels(reader, key.get_ref(), &key.span()));
        let Some(texts) = value.get_ref().as_array() else {
            reader.error(value.span(), "these examples have the wrong type", "write a list of texts, as in [\"one\", \"two\"]");
            continue;
        };
        for item in texts {
            let DeValue::String(written) = item.get_ref() else {
                reader.error(item.span(), "this is no text", "write a text in quotes");
                continue;
            };
            let (text, marks) = match &whole {
                Some(shows) => (written.to_string(), vec![Mark { span: Span { start: 0, end: written.len() }, shows: shows.clone() }]),
                None => marked(reader, written, &item.span()),
            };
            if text.chars().any(char::is_alphabetic) {
                examples.push(MarkedText { text, marks, author: author.to_owned() });
            } else {
                reader.error(item.span(), "this example has no words", "write a sentence in quotes");
            }
        }
    }
    examples
}

/// Takes the marks out of a text. A mark belongs to what stands between it and the mark before.
fn marked(reader: &mut Reader<'_>, written: &str, place: &Range<usize>) -> (String, Vec<Mark>) {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut rest = written;
    while let Some((stretch, (names, after))) = rest.split_once('{').and_then(|(stretch, mark)| Some((stretch, mark.split_once('}')?))) {
        let start = text.len();
        text.push_str(stretch);
        marks.push(Mark { span: Span { start, end: text.len() }, shows: labels(reader, names, place) });
        rest = after;
    }
    let start = text.len();
    text.push_str(rest);
    if text.contains(['{', '}']) {
        reader.error(place.clone(), "a brace of this text has no other", "write `{` before what a stretch shows and `}` behind it");
    } else if marks.is_empty() {
        let help = "write `{…}` with what it shows behind each stretch, or put the text under `nothing`";
        reader.error(place.clone(), "nothing is marked in this text", help);
    }
    marks.push(Mark { span: Span { start, end: text.len() }, shows: BTreeSet::new() });
    (text, marks)
}

/// The labels of a list with commas; unknown names are told.
fn labels(reader: &mut Reader<'_>, names: &str, place: &Range<usize>) -> BTreeSet<Label> {
    let mut shows = BTreeSet::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != NOTHING) {
        if let Some(label) = Label::from_name(name) {
            shows.insert(label);
        } else {
            let known: Vec<&str> = Label::names().into_iter().chain([NOTHING, TEXTS]).collect();
            let help = "name categories or statements, with commas, as in \"botting, build\"";
            reader.error_with_help(place.clone(), format!("an example cannot show `{name}`"), help, suggestion(name, &known));
        }
    }
    shows
}
