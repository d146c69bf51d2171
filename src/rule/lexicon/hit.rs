//! A place in a text where something was found, and the sentences it may stand in.

use std::cmp::Ordering;
use std::ops::Range;
use std::slice;
use std::sync::Arc;

use crate::rule::Residues;

/// A place where a term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The tokens from the first to the last word.
    pub tokens: Range<usize>,
    /// The tokens that the phrase names, where these are not all of them; copies share them.
    parts: Option<Arc<[Range<usize>]>>,
}

impl Hit {
    /// A hit without gaps.
    pub fn whole(tokens: Range<usize>) -> Self {
        Self { tokens, parts: None }
    }

    /// Whether the phrase names all of its tokens.
    pub fn is_whole(&self) -> bool {
        self.parts.is_none()
    }

    /// The tokens that the phrase itself names: all but those in gaps.
    pub fn parts(&self) -> &[Range<usize>] {
        self.parts.as_deref().unwrap_or(slice::from_ref(&self.tokens))
    }

    /// Joins hits into one that spans them all.
    pub fn join(hits: &[&Self]) -> Self {
        // Of most phrases the parts are words, and their number is known before.
        let mut parts: Arc<[Range<usize>]> = if hits.iter().all(|hit| hit.is_whole()) {
            hits.iter().map(|hit| hit.tokens.clone()).collect()
        } else {
            hits.iter().flat_map(|hit| hit.parts().iter().cloned()).collect()
        };
        if let Some(parts) = Arc::get_mut(&mut parts) {
            parts.sort_unstable_by_key(|part| (part.start, part.end));
        }
        let start = parts.first().map_or(0, |part| part.start);
        let end = parts.iter().map(|part| part.end).max().unwrap_or(0);
        if parts.len() <= 1 { Self::whole(start..end) } else { Self { tokens: start..end, parts: Some(parts) } }
    }

    /// By place, then by parts: the same order however the phrases were ordered in their file.
    pub fn compare(&self, other: &Self) -> Ordering {
        let place = |range: &Range<usize>| (range.start, range.end);
        place(&self.tokens).cmp(&place(&other.tokens)).then_with(|| match (&self.parts, &other.parts) {
            (None, None) => Ordering::Equal,
            _ => self.parts().iter().map(place).cmp(other.parts().iter().map(place)),
        })
    }
}

/// The sentences in which something stands: what shares none with another thing, told by their [`Residues`], is in no sentence with it.
pub type Sentences = Residues;
