//! Stems of known forms: most are the form itself without its ending, so two bytes tell them.

use serde::{Deserialize, Serialize};

use crate::rule::column::Fixed;
use crate::text::stem;

/// The stem of a form: how many of its bytes it begins with, and which ending follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stem {
    kept: u8,
    ending: u8,
}

impl Fixed for Stem {
    const WIDTH: usize = <(u8, u8)>::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        (self.kept, self.ending).write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        <(u8, u8)>::read(bytes).map(|(kept, ending)| Self { kept, ending })
    }
}

/// What stems end with where it is not what their forms have there; a lexicon has a few dozen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Stems {
    endings: Vec<Box<str>>,
}

impl Stems {
    /// Marks a form whose stem is not kept: it is longer than the marks can tell, or its ending is one too many.
    const UNKNOWN: Stem = Stem { kept: u8::MAX, ending: u8::MAX };

    /// Reads the stem of a form.
    pub(super) fn read(&mut self, form: &str) -> Stem {
        let stem = stem(form);
        let same = |(at, letter): &(usize, char)| form.get(*at..).is_some_and(|rest| rest.starts_with(*letter));
        let kept = stem.char_indices().find(|place| !same(place)).map_or(stem.len(), |(at, _)| at);
        let ending = stem.get(kept..).unwrap_or_default();
        let known = self.endings.iter().position(|known| **known == *ending).unwrap_or_else(|| {
            self.endings.push(ending.into());
            self.endings.len() - 1
        });
        match (u8::try_from(kept), u8::try_from(known)) {
            (Ok(kept), Ok(ending)) => Stem { kept, ending },
            _ => Self::UNKNOWN,
        }
    }

    /// The stem of a form, in two parts; `None` where it is not kept.
    pub(super) fn get<'s>(&'s self, form: &'s str, stem: Stem) -> Option<(&'s str, &'s str)> {
        if stem == Self::UNKNOWN {
            return None;
        }
        Some((form.get(..usize::from(stem.kept))?, self.endings.get(usize::from(stem.ending))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_are_put_together_again() {
        let mut stems = Stems::default();
        let long = "a".repeat(300);
        for word in ["sends", "studies", "happy", "hoping", "as", "ünïcode", "dying", ""] {
            let kept = stems.read(word);
            let (start, end) = stems.get(word, kept).expect("it is kept");
            assert_eq!(format!("{start}{end}"), stem(word));
        }
        let kept = stems.read(&long);
        assert_eq!(stems.get(&long, kept), None);
    }
}
