//! What was found in one text, and where.
//!
//! A word may stand in dozens of lists that hold each other, and few of them matter for one text. So a hit is kept once, with the set
//! of terms it is one of, and the places of a term are gathered from its sets when somebody asks.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::ops::Range;

use super::{Hit, Sentences, SetId, TermId};
use crate::rule::WordHash;

/// Marks the end of a chain, and what was not found.
const END: u32 = u32::MAX;

/// A hit with its set, and the one found before it of the same set.
#[derive(Debug)]
struct Found {
    hit: Hit,
    set: SetId,
    before: u32,
}

/// A set of which something was found.
#[derive(Debug)]
struct FoundSet {
    /// Its last hit in `found`.
    last: u32,
    count: u32,
    sentences: Sentences,
}

/// A set that holds a term, and the one seen before it.
#[derive(Debug)]
struct Link {
    set: u32,
    before: u32,
}

/// A term of which something was found.
#[derive(Debug)]
struct FoundTerm {
    term: TermId,
    /// Its last set in `links`.
    last: u32,
    /// Its hits, in order of place.
    places: OnceCell<Vec<Place>>,
}

/// Where a hit stands: by its first token and then by its end, and where it is in `found`.
#[derive(Debug, Clone, Copy)]
struct Place {
    tokens: u64,
    at: u32,
}

impl Place {
    fn new(hit: &Hit, at: u32) -> Self {
        Self { tokens: begin(hit.tokens.start) | hit.tokens.end as u64, at }
    }

    #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
    fn end(self) -> usize {
        (self.tokens & u64::from(u32::MAX)) as usize
    }
}

/// The smallest key of any hit that begins at a token.
fn begin(token: usize) -> u64 {
    (token as u64) << u32::BITS
}

/// Everything that was found in one text, by term, each in order of place.
#[derive(Debug, Default)]
pub struct Hits {
    /// For each token, its hash and that of its stem, where the lexicon knows it.
    words: Vec<(WordHash, Option<WordHash>)>,
    found: Vec<Found>,
    /// For each set, its place in `sets`.
    place_of_set: Vec<u32>,
    sets: Vec<FoundSet>,
    links: Vec<Link>,
    /// For each term, its place in `terms`.
    place_of_term: Vec<u32>,
    terms: Vec<FoundTerm>,
}

impl Hits {
    pub(super) fn new(terms: usize, sets: usize, words: Vec<(WordHash, Option<WordHash>)>) -> Self {
        let tokens = words.len();
        Self {
            words,
            place_of_set: vec![END; sets],
            place_of_term: vec![END; terms],
            found: Vec::with_capacity(2 * tokens),
            sets: Vec::with_capacity(tokens),
            links: Vec::with_capacity(6 * tokens),
            terms: Vec::with_capacity(3 * tokens),
        }
    }

    /// The hash of the token at a place, and that of its stem, where the lexicon knows it.
    pub(crate) fn word(&self, at: usize) -> Option<(WordHash, Option<WordHash>)> {
        self.words.get(at).copied()
    }

    fn term(&self, term: TermId) -> Option<&FoundTerm> {
        self.place_of_term.get(term.0 as usize).and_then(|place| self.terms.get(*place as usize))
    }

    /// Whether `term` was found.
    pub fn has(&self, term: TermId) -> bool {
        self.place_of_term.get(term.0 as usize).is_some_and(|place| *place != END)
    }

    /// All terms that were found.
    pub fn terms(&self) -> impl Iterator<Item = TermId> {
        self.terms.iter().map(|found| found.term)
    }

    /// The sentences in which `term` was found.
    pub fn sentences(&self, term: TermId) -> Sentences {
        self.sets_of(term).fold(Sentences::default(), |all, set| all.or(set.sentences))
    }

    /// The sets by which `term` was found, the last one first.
    fn sets_of(&self, term: TermId) -> impl Iterator<Item = &FoundSet> {
        let mut link = self.term(term).map_or(END, |term| term.last);
        std::iter::from_fn(move || {
            let Link { set, before } = self.links.get(link as usize)?;
            link = *before;
            self.sets.get(*set as usize)
        })
    }

    /// The places where `term` was found.
    pub fn of(&self, term: TermId) -> impl DoubleEndedIterator<Item = &Hit> {
        self.hits(self.gathered(term))
    }

    fn hits<'h>(&'h self, places: &'h [Place]) -> impl DoubleEndedIterator<Item = &'h Hit> {
        places.iter().filter_map(|place| self.hit(*place))
    }

    fn hit(&self, place: Place) -> Option<&Hit> {
        self.found.get(place.at as usize).map(|found| &found.hit)
    }

    /// Where the hits of a term are, in order.
    fn gathered(&self, term: TermId) -> &[Place] {
        self.term(term).map_or(&[], |found| found.places.get_or_init(|| self.gather(term)))
    }

    /// Where the hits of all sets that hold a term are, in order.
    fn gather(&self, term: TermId) -> Vec<Place> {
        let mut places = Vec::with_capacity(self.sets_of(term).map(|set| set.count as usize).sum());
        for set in self.sets_of(term) {
            let mut at = set.last;
            while let Some(found) = self.found.get(at as usize) {
                places.push(Place::new(&found.hit, at));
                at = found.before;
            }
        }
        // The chains go backwards: of one set, this puts all in order.
        places.reverse();
        places.sort_unstable_by_key(|place| place.tokens);
        // Nearly always no two are in one place.
        if !places.is_sorted_by(|one, other| one.tokens < other.tokens) {
            places.sort_by(|one, other| self.hit(*one).zip(self.hit(*other)).map_or(Ordering::Equal, |(one, other)| one.compare(other)));
            // A phrase that is in the lexicon in two writings is found twice.
            places.dedup_by(|one, other| self.hit(*one) == self.hit(*other));
        }
        places
    }

    /// All places where anything was found, in order, each with the set of terms that was found there; some perhaps twice.
    ///
    /// Who asks for all lists asks here: gathering each of them would take most of the time.
    pub(crate) fn by_place(&self) -> impl Iterator<Item = (&Hit, SetId)> {
        // Place, set, and where it is, in one number.
        let key = |found: &Found, at: u32| {
            u128::from(Place::new(&found.hit, at).tokens) << u64::BITS | u128::from(found.set.0) << u32::BITS | u128::from(at)
        };
        let mut ordered: Vec<u128> = self.found.iter().zip(0..).map(|(found, at)| key(found, at)).collect();
        // Phrases come in order and patterns behind them: a sort that keeps what is in order has little to do.
        ordered.sort_by_key(|key| *key);
        ordered.into_iter().filter_map(|key| self.found.get((key & u128::from(u32::MAX)) as usize)).map(|found| (&found.hit, found.set))
    }

    /// The places of `term` that begin at a token or behind it.
    pub fn from(&self, term: TermId, start: usize) -> impl DoubleEndedIterator<Item = &Hit> {
        self.hits(self.behind(term, start))
    }

    fn behind(&self, term: TermId, start: usize) -> &[Place] {
        let places = self.gathered(term);
        places.get(before(places, start)..).unwrap_or_default()
    }

    /// The places of `term` wholly inside a range of tokens.
    pub fn within(&self, term: TermId, range: Range<usize>) -> impl DoubleEndedIterator<Item = &Hit> {
        let behind = self.behind(term, range.start);
        let begun = behind.get(..before(behind, range.end)).unwrap_or_default();
        let inside = begun.iter().filter(move |place| place.end() <= range.end);
        inside.filter_map(|place| self.hit(*place))
    }

    /// Whether `term` stands wholly inside a range of tokens.
    pub fn any_within(&self, term: TermId, range: Range<usize>) -> bool {
        self.within(term, range).next().is_some()
    }

    /// Adds a hit of a set that holds `terms`; tells of each term that is found for the first time. It is the quicker to ask for the
    /// places of a term, the more of them are added in their order.
    ///
    /// A term must not be asked for before the last hit of it was added.
    pub(super) fn add<T: IntoIterator<Item = TermId>>(
        &mut self,
        id: SetId,
        terms: impl FnOnce() -> T,
        hit: Hit,
        sentence: Sentences,
        mut first: impl FnMut(TermId),
    ) {
        let number = |length: usize| u32::try_from(length).unwrap_or(END);
        let Some(place) = self.place_of_set.get_mut(id.0 as usize) else { return };
        let at = number(self.found.len());
        if let Some(set) = self.sets.get_mut(*place as usize) {
            self.found.push(Found { hit, set: id, before: set.last });
            set.last = at;
            set.count += 1;
            set.sentences = set.sentences.or(sentence);
            return;
        }
        let set = number(self.sets.len());
        *place = set;
        self.found.push(Found { hit, set: id, before: END });
        self.sets.push(FoundSet { last: at, count: 1, sentences: sentence });
        for term in terms() {
            let Some(at) = self.place_of_term.get_mut(term.0 as usize) else { continue };
            let link = number(self.links.len());
            if let Some(term) = self.terms.get_mut(*at as usize) {
                self.links.push(Link { set, before: term.last });
                term.last = link;
            } else {
                *at = number(self.terms.len());
                self.links.push(Link { set, before: END });
                self.terms.push(FoundTerm { term, last: link, places: OnceCell::new() });
                first(term);
            }
        }
    }
}

/// How many of these begin before a token.
fn before(places: &[Place], token: usize) -> usize {
    places.partition_point(|place| place.tokens < begin(token))
}
