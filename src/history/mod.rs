//! The rules that are served now, and every set that was served before.

mod keeper;

pub use keeper::Keeper;
