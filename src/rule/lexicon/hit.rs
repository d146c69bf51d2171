//! A place in a text where something was found, and the sentences it may stand in.

use std::cmp::Ordering;
use std::ops::Range;
use std::slice;

use smallvec::SmallVec;

use crate::rule::Residues;

/// A place where a term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The tokens from the first to the last word.
    pub tokens: Range<usize>,
    /// The tokens that the phrase names, where these are not all of them; else empty.
    parts: Parts,
}

/// Ranges of tokens: most phrases with a gap have two parts, and need no room elsewhere.
type Parts = SmallVec<[Range<usize>; 2]>;

impl Hit {
    /// A hit without gaps.
    pub fn whole(tokens: Range<usize>) -> Self {
        Self { tokens, parts: Parts::new() }
    }

    /// Whether the phrase names all of its tokens.
    pub fn is_whole(&self) -> bool {
        self.parts.is_empty()
    }

    /// The tokens that the phrase itself names: all but those in gaps.
    pub fn parts(&self) -> &[Range<usize>] {
        if self.is_whole() { slice::from_ref(&self.tokens) } else { &self.parts }
    }

    /// Joins hits into one that spans them all.
    pub fn join(hits: &[&Self]) -> Self {
        let mut parts = Parts::new();
        for hit in hits {
            parts.extend(hit.parts().iter().cloned());
        }
        parts.sort_unstable_by_key(|part| (part.start, part.end));
        let start = parts.first().map_or(0, |part| part.start);
        let end = parts.iter().map(|part| part.end).max().unwrap_or(0);
        if parts.len() <= 1 { Self::whole(start..end) } else { Self { tokens: start..end, parts } }
    }

    /// By place, then by parts: the same order however the phrases were ordered in their file.
    pub fn compare(&self, other: &Self) -> Ordering {
        let place = |range: &Range<usize>| (range.start, range.end);
        place(&self.tokens).cmp(&place(&other.tokens)).then_with(|| self.parts().iter().map(place).cmp(other.parts().iter().map(place)))
    }
}

/// The sentences in which something stands: what shares none with another thing, told by their [`Residues`], is in no sentence with it.
pub type Sentences = Residues;
