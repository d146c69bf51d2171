//! Made-up texts for properties: scraps of words and signs in any order, now and then anything at all.

use proptest::prelude::*;
use proptest::sample::select;

/// A text of up to two dozen of these scraps.
pub(crate) fn text(scraps: &'static [&'static str]) -> impl Strategy<Value = String> {
    let scraps = prop::collection::vec((select(scraps), select(&[" ", "", " ", "\n"][..])), 0..24)
        .prop_map(|scraps| scraps.into_iter().flat_map(|(scrap, space)| [scrap, space]).collect());
    prop_oneof![4 => scraps, 1 => any::<String>()]
}
