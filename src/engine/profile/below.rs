//! Keys in a line of their own, above what they are the keys of.

use super::keys::known;
use super::states::state_in;
use super::{FieldReading, MARKED_WORDS, is_about_another, is_bad};
use crate::engine::reading::TextReading;
use crate::rule::{Field, State};
use crate::submission::Entry;
use crate::text::Span;

/// Lines that an address has below its key, at most.
const ADDRESS_LINES: usize = 5;

/// The field that is named in a line of its own, with its state in the next line: "Identity", and below it "Verified".
pub(super) fn stated_below(text: &TextReading<'_>, entry: &Entry, below: &Entry) -> Option<FieldReading> {
    let own = text.document.tokens_in(entry.value);
    let tokens = text.document.tokens_in(below.value);
    if entry.key.is_some() || below.key.is_some() || tokens.len() > MARKED_WORDS || !text.document.begins_line(tokens.start) {
        return None;
    }
    let words =
        known(text.rules, entry.value.quote(text.document.source())).filter(|words| !words.any_value && !is_bad(text, words, &own))?;
    if is_about_another(text, words.field, &tokens) {
        return None;
    }
    let (state, _) = state_in(text, words, &tokens)?;
    Some(FieldReading { field: words.field, tokens, state })
}

/// The address whose key is a line of its own: in the lines below it, up to one that is about another field.
pub(super) fn address_below(text: &TextReading<'_>, entry: &Entry, below: &[Entry]) -> Option<FieldReading> {
    let source = text.document.source();
    known(text.rules, entry.value.quote(source)).filter(|words| words.field == Field::Address && entry.key.is_none())?;
    let is_line = |line: &&Entry| {
        let tokens = text.document.tokens_in(line.value);
        let goes_on = line.key.is_none() && line.mark.is_none() && !is_about_another(text, Field::Address, &tokens);
        goes_on && text.document.begins_line(tokens.start) && known(text.rules, line.value.quote(source)).is_none()
    };
    let lines: Vec<&Entry> = below.iter().take(ADDRESS_LINES).take_while(is_line).collect();
    let value = Span { start: lines.first()?.value.start, end: lines.last()?.value.end };
    Some(FieldReading { field: Field::Address, tokens: text.document.tokens_in(value), state: State::Met })
}
