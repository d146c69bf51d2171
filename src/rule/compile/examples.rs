//! Files of labelled sentences: `"botting, build" = ["A sentence.", …]`, `nothing = […]`.

use std::collections::BTreeSet;

use toml::de::DeTable;

use crate::rule::diagnostic::suggestion;
use crate::rule::learned::{Label, LabelledSentence};
use crate::rule::read::Reader;

/// The name of the label for sentences that show nothing.
const NOTHING: &str = "nothing";

/// Reads a file of sentences, by the labels that each list of them shows.
pub(super) fn read<'f>(reader: &mut Reader<'f>, table: &DeTable<'f>, author: &str) -> Vec<LabelledSentence> {
    let mut sentences = Vec::new();
    for (key, value) in table {
        let mut shows = BTreeSet::new();
        for name in key.get_ref().split(',').map(str::trim).filter(|name| *name != NOTHING) {
            if let Some(label) = Label::from_name(name) {
                shows.insert(label);
            } else {
                let known: Vec<&str> = Label::names().into_iter().chain([NOTHING]).collect();
                let title = format!("sentences cannot show `{name}`");
                let help = "name categories or statements, with commas, as in \"botting, build\"";
                reader.error_with_help(key.span(), title, help, suggestion(name, &known));
            }
        }
        let Some(texts) = value.get_ref().as_array() else {
            reader.error(value.span(), "these sentences have the wrong type", "write a list of texts, as in [\"one\", \"two\"]");
            continue;
        };
        for text in texts {
            match text.get_ref().as_str() {
                Some(text) if text.chars().any(char::is_alphabetic) => {
                    sentences.push(LabelledSentence { text: text.to_owned(), shows: shows.clone(), author: author.to_owned() });
                }
                _ => reader.error(text.span(), "this is no sentence", "write a text in quotes"),
            }
        }
    }
    sentences
}
