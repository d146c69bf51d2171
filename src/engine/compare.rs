//! Form against profile: the same field, after normalisation, with strsim.

use std::ops::Range;

use super::reading::Reading;
use crate::rule::Field;

/// A field that both state, and how alike the two are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    /// The tokens of the value in the form.
    pub(super) tokens: Range<usize>,
    /// 1 the same, near 1 a nickname, initials or a typo, 0 another.
    pub(super) similarity: f64,
}

/// How a field of the form compares with the profile; nothing where one of them does not state it.
pub(super) fn differences(_reading: &Reading<'_>, _field: Field) -> Vec<Difference> {
    Vec::new()
}
