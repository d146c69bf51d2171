//! The rules that are served now, and every set that was served before.
//!
//! [`Keeper`] serves one whole set at a time and takes over what changes in the rules folder; [`Generations`] keeps each set on disk,
//! with who published it, when and why, so that a crash leaves the old set or the new one, and every step can be taken back.

mod change;
mod disk;
mod error;
mod folder;
mod generations;
mod keeper;
mod manifest;
mod name;
mod prepared;
#[cfg(test)]
mod tests;

pub use change::Change;
pub use error::HistoryError;
pub use folder::Look;
pub use generations::{Entry, Generations};
pub use keeper::{KeepError, Keeper, Served};
pub use manifest::{Author, Hashes, Manifest};
pub use name::{destination, flat};
