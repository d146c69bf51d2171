//! What was found in one text, and where.
//!
//! A word may stand in dozens of lists that hold each other, and few of them matter for one text. So a hit is kept once, with the set
//! of terms it is one of, and the places of a term are gathered from its sets when somebody asks.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;
use std::slice;

use super::{SetId, TermId};

/// A place where a term was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The tokens from the first to the last word.
    pub tokens: Range<usize>,
    /// The tokens that the phrase names, where these are not all of them.
    parts: Vec<Range<usize>>,
}

impl Hit {
    /// A hit without gaps.
    pub fn whole(tokens: Range<usize>) -> Self {
        Self { tokens, parts: Vec::new() }
    }

    /// The tokens that the phrase itself names: all but those in gaps.
    pub fn parts(&self) -> &[Range<usize>] {
        if self.parts.is_empty() { slice::from_ref(&self.tokens) } else { &self.parts }
    }

    /// Joins hits into one that spans them all.
    pub fn join<'h>(hits: impl IntoIterator<Item = &'h Hit>) -> Self {
        let mut parts: Vec<Range<usize>> = hits.into_iter().flat_map(|hit| hit.parts().iter().cloned()).collect();
        parts.sort_by_key(|part| (part.start, part.end));
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

/// Marks the end of a chain.
const END: u32 = u32::MAX;

/// A hit, and the one found before it of the same set.
#[derive(Debug)]
struct Found {
    hit: Hit,
    before: u32,
}

/// A set of which something was found, and the set seen before it that holds the same term.
#[derive(Debug)]
struct Link {
    set: SetId,
    before: u32,
}

/// A term of which something was found.
#[derive(Debug)]
struct Slot {
    /// Its last set in `links`.
    last: u32,
    hits: OnceCell<Vec<Hit>>,
}

/// Everything that was found in one text, by term, each in order of place.
#[derive(Debug, Default)]
pub struct Hits {
    found: Vec<Found>,
    /// For each set, the last hit of it in `found`.
    last_of_set: Vec<u32>,
    links: Vec<Link>,
    /// For each term, its slot.
    slot_of_term: Vec<u32>,
    slots: Vec<Slot>,
}

impl Hits {
    pub(super) fn new(terms: usize, sets: usize) -> Self {
        Self { last_of_set: vec![END; sets], slot_of_term: vec![END; terms], ..Self::default() }
    }

    /// Whether `term` was found.
    pub fn has(&self, term: TermId) -> bool {
        self.slot_of_term.get(term.0 as usize).is_some_and(|slot| *slot != END)
    }

    /// The places where `term` was found.
    pub fn of(&self, term: TermId) -> &[Hit] {
        let slot = self.slot_of_term.get(term.0 as usize).and_then(|slot| self.slots.get(*slot as usize));
        slot.map_or(&[], |slot| slot.hits.get_or_init(|| self.gathered(slot.last)))
    }

    /// The hits of all sets of a chain, in order.
    fn gathered(&self, mut link: u32) -> Vec<Hit> {
        let mut hits = Vec::new();
        while let Some(Link { set, before }) = self.links.get(link as usize) {
            let mut at = self.last_of_set.get(set.0 as usize).copied().unwrap_or(END);
            while let Some(Found { hit, before }) = self.found.get(at as usize) {
                hits.push(hit.clone());
                at = *before;
            }
            link = *before;
        }
        // Chains run from the last to the first.
        hits.reverse();
        if !hits.is_sorted_by(|one, other| one.compare(other).is_le()) {
            hits.sort_by(Hit::compare);
        }
        // A phrase that is in the lexicon in two writings is found twice.
        hits.dedup();
        hits
    }

    /// The places where an optional term was found.
    pub fn of_any(&self, term: Option<TermId>) -> &[Hit] {
        term.map(|term| self.of(term)).unwrap_or_default()
    }

    /// The places of `term` wholly inside a range of tokens.
    pub fn within(&self, term: TermId, range: Range<usize>) -> impl Iterator<Item = &Hit> {
        let hits = self.of(term);
        let first = hits.partition_point(|hit| hit.tokens.start < range.start);
        hits.iter().skip(first).take_while(move |hit| hit.tokens.start < range.end).filter(move |hit| hit.tokens.end <= range.end)
    }

    /// Adds a hit of a set that holds `terms`; tells of each term that is found for the first time.
    ///
    /// A term must not be asked for before the last hit of it was added.
    pub(super) fn add(&mut self, set: SetId, terms: &[TermId], hit: Hit, mut first: impl FnMut(TermId)) {
        let number = |length: usize| u32::try_from(length).unwrap_or(END);
        let Some(last) = self.last_of_set.get_mut(set.0 as usize) else { return };
        let before = std::mem::replace(last, number(self.found.len()));
        self.found.push(Found { hit, before });
        if before != END {
            return;
        }
        for term in terms {
            let Some(at) = self.slot_of_term.get_mut(term.0 as usize) else { continue };
            let link = number(self.links.len());
            if let Some(slot) = self.slots.get_mut(*at as usize) {
                self.links.push(Link { set, before: slot.last });
                slot.last = link;
            } else {
                *at = number(self.slots.len());
                self.links.push(Link { set, before: END });
                self.slots.push(Slot { last: link, hits: OnceCell::new() });
                first(*term);
            }
        }
    }
}
