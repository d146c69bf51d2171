//! What a pack says besides its rules: platform, limits, steps, checklist, sources, and how a profile's fields are recognised.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Field, TermId};

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Title of the page or document.
    pub text: String,
    /// Its address, where it has one.
    pub url: Option<String>,
}

/// One step of a request, from the first click to the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What to do, in a few words.
    pub title: String,
    /// How.
    pub text: String,
}

/// What the account has to fulfil.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The field of the profile it is about.
    pub field: Field,
    /// The requirement in one line.
    pub text: String,
}

/// `pack.toml`, as meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Name of the pack: its folder.
    pub name: String,
    /// Name of the platform, as people write it.
    pub platform: String,
    /// The line under every critique: it predicts and does not decide.
    pub notice: String,
    /// Limits of use, a line each.
    pub limits: Vec<String>,
    /// Good to know, a line each: what decides besides the texts, what else there is.
    pub notes: Vec<String>,
    /// The steps of a request.
    pub steps: Vec<Step>,
    /// What the account has to fulfil.
    pub requirements: Vec<Requirement>,
    /// Named sources that rules refer to.
    pub sources: BTreeMap<String, Arc<Source>>,
}

/// The keys of a `[field.name]` that hold phrases, in the order of [`FieldWords`].
pub(super) const FIELD_PHRASES: [&str; 6] = ["about", "met", "failed", "pending", "decoys", "one-of"];

/// How a field of a profile is recognised, and its state (`profile.toml`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FieldWords {
    /// The field.
    pub field: Field,
    /// Names of the field before a colon, or what stands for one, in normal form, words joined by a space; or pictures.
    pub keys: Vec<String>,
    /// Phrases by which a sentence or a line is about this field.
    pub about: Option<TermId>,
    /// Phrases that say it is in order.
    pub met: Option<TermId>,
    /// Phrases that say it is not.
    pub failed: Option<TermId>,
    /// Phrases that say it is not settled.
    pub pending: Option<TermId>,
    /// Phrases in which such words say nothing: an old card that expired and was replaced.
    pub decoys: Option<TermId>,
    /// Names of things of which one in order is enough: ways to pay.
    pub one_of: Option<TermId>,
    /// Whether any value at all is a statement (a name, an address), so that a value without such phrases is in order.
    pub any_value: bool,
}
