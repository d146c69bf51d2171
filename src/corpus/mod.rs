//! Measuring rules on labelled submissions: what was flagged against what should have been.
//!
//! A case names categories that `must` be flagged and those that `may` be; any other flagged category is wrong. Findings of
//! severity `advice` never count. Each case goes through [`crate::review::review`] itself.

mod case;
mod coverage;
mod diff;
mod disputed;
mod judge;
mod measure;
mod read;
mod table;

pub use case::{Case, Expect};
pub use coverage::{Coverage, coverage};
pub use diff::{Change, Diff, Worth, diff};
pub use disputed::{DISPUTED_CHARS, Disputed};
pub use judge::{Flag, Judged, Mistake};
pub use measure::{Counts, Measurement, Wrong, measure};
pub use read::read;
pub use table::{errors, table, unseen};
