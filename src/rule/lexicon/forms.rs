//! Written forms and what each stands for, packed: a form costs its letters and some twenty bytes.
//!
//! A rule set knows some seventy thousand of them. As strings of their own in a map they took more memory than everything else.

use std::hash::Hasher;

use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};

use super::Form;
use crate::rule::table::Table;

/// A map from written forms to [`Form`].
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "Entries", into = "Entries")]
pub(super) struct Forms {
    entries: Entries,
    /// The place of each entry, found by the hash of its letters.
    places: Table,
}

/// The letters of all forms one after the other, and where each ends.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Entries {
    letters: String,
    forms: Vec<(u32, Form)>,
}

impl Entries {
    fn letters(&self, place: u32) -> &str {
        let end = |place: u32| self.forms.get(place as usize).map_or(0, |(end, _)| *end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.letters.get(start..end(place)).unwrap_or_default()
    }
}

impl Forms {
    /// Adds a form that is not there yet.
    pub(super) fn insert(&mut self, letters: &str, form: Form) {
        let Ok(place) = u32::try_from(self.entries.forms.len()) else { return };
        self.entries.letters.push_str(letters);
        let Ok(end) = u32::try_from(self.entries.letters.len()) else { return };
        self.entries.forms.push((end, form));
        let Self { entries, places } = self;
        places.insert(place, |place| hash(entries.letters(place)));
    }

    /// Gives back the room that growing has left.
    pub(super) fn shrink_to_fit(&mut self) {
        self.entries.letters.shrink_to_fit();
        self.entries.forms.shrink_to_fit();
    }

    /// Where this form stands.
    pub(super) fn place(&self, letters: &str) -> Option<u32> {
        self.places.find(hash(letters), |place| self.entries.letters(place) == letters)
    }

    /// What the form at a place stands for.
    pub(super) fn at(&self, place: u32) -> Option<&Form> {
        self.entries.forms.get(place as usize).map(|(_, form)| form)
    }

    /// What this form stands for.
    pub(super) fn get(&self, letters: &str) -> Option<&Form> {
        self.place(letters).and_then(|place| self.at(place))
    }
}

impl From<Entries> for Forms {
    fn from(entries: Entries) -> Self {
        Self { places: Table::new(entries.forms.len(), |place| hash(entries.letters(place))), entries }
    }
}

impl From<Forms> for Entries {
    fn from(forms: Forms) -> Self {
        forms.entries
    }
}

fn hash(letters: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(letters.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_found_again_after_packing() {
        let mut forms = Forms::default();
        let words = ["send", "sends", "sent", "", "é"];
        for (at, word) in (0..).zip(words) {
            forms.insert(word, Form { start: at, ..Form::default() });
        }
        let packed = postcard::to_allocvec(&forms).expect("bytes");
        let unpacked: Forms = postcard::from_bytes(&packed).expect("forms");
        for forms in [forms, unpacked] {
            for (at, word) in (0..).zip(words) {
                assert_eq!(forms.get(word).map(|form| form.start), Some(at), "{word}");
            }
            assert!(forms.get("sen").is_none() && forms.get("sendsent").is_none());
        }
    }
}
