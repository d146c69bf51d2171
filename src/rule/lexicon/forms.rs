//! Written forms and what each stands for, packed: a form costs its letters and some twenty bytes.
//!
//! A rule set knows some seventy thousand of them. As strings of their own in a map they took more memory than everything else.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Form;
use crate::rule::WordHash;
use crate::rule::column::Column;
use crate::rule::table::Table;

/// A map from written forms to [`Form`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub(super) struct Forms {
    entries: Entries,
    /// The place of each entry, found by the hash of its letters.
    places: Table,
}

/// The letters of all forms one after the other, and where each ends.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Entries {
    #[serde(deserialize_with = "borrowed")]
    letters: Cow<'static, str>,
    forms: Column<(u32, Form)>,
}

impl Entries {
    fn letters(&self, place: u32) -> &str {
        let end = |place: u32| self.forms.get(place as usize).map_or(0, |(end, _)| end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.letters.get(start..end(place)).unwrap_or_default()
    }
}

/// Letters that are there as long as the program runs.
fn borrowed<'de: 'static, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Cow<'static, str>, D::Error> {
    <&'de str>::deserialize(deserializer).map(|letters: &'static str| Cow::Borrowed(letters))
}

impl Forms {
    /// The map of these forms, each of them once.
    pub(super) fn new(forms: impl IntoIterator<Item = (Box<str>, Form)>) -> Self {
        let mut letters = String::new();
        let forms = forms.into_iter().map(|(form, meaning)| {
            letters.push_str(&form);
            (u32::try_from(letters.len()).unwrap_or(u32::MAX), meaning)
        });
        let forms = forms.collect();
        letters.shrink_to_fit();
        let entries = Entries { letters: Cow::Owned(letters), forms };
        Self { places: Table::new(entries.forms.len(), |place| WordHash::of(entries.letters(place)).number()), entries }
    }

    /// What the form of these letters stands for, of which this is the hash.
    pub(super) fn get(&self, letters: &str, hash: WordHash) -> Option<Form> {
        let place = self.places.find(hash.number(), |place| self.entries.letters(place) == letters)?;
        self.entries.forms.get(place as usize).map(|(_, form)| form)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_again_after_packing() {
        let words = ["send", "sends", "sent", "", "é"];
        let forms = Forms::new(words.into_iter().zip(0..).map(|(word, at)| (word.into(), Form { start: at, ..Form::default() })));
        let packed = postcard::to_allocvec(&forms).expect("bytes");
        let unpacked: Forms = postcard::from_bytes(packed.leak()).expect("forms");
        for forms in [forms, unpacked] {
            for (at, word) in (0..).zip(words) {
                assert_eq!(forms.get(word, WordHash::of(word)).map(|form| form.start), Some(at), "{word}");
            }
            assert!(["sen", "sendsent"].iter().all(|word| forms.get(word, WordHash::of(word)).is_none()));
        }
    }
}
