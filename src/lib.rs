//! Redraft reviews the usage description of an API key request, and a summary of the account's profile, before they are sent:
//! what is wrong, in which words, why it matters, how to fix it.
//!
//! ```
//! use redraft::{review::review, store, submission::Submission};
//!
//! let rules = store::load(&store::Location::BuiltIn, store::DEFAULT_PACK)?;
//! let review = review(&rules, &Submission::new("I want to test the API"));
//! assert_eq!(review.verdict.name(), "likely-rejected");
//! # Ok::<(), store::LoadError>(())
//! ```
//!
//! # The way of a text
//!
//! paste → [`submission::Submission`] → per text a [`text::Document`] → rules give [`engine::Finding`]s →
//! [`review::Review`] → [`render`]ed for the terminal, Discord or machines.
//!
//! # The way of a rule
//!
//! files → as written ([`rule::source`]) → as meant ([`rule::Rule`]) → proved ([`engine::prove`]) → [`rule::RuleSet`] → [`store`] →
//! served, and kept as a generation (`history`).
//!
//! # Layers
//!
//! Each module may use those above it in this list, and nothing below; a test holds it to that. Down to [`corpus`] the code is pure:
//! no files, no clock, no environment, no printing.
//!
//! | layer | knows |
//! |---|---|
//! | [`text`] | words, clauses, sentences, amounts, each with its place in the original |
//! | [`rule`] | what a rule is; files to rule sets; mistakes in them |
//! | [`submission`] | the texts of one request, sections, entries of a profile |
//! | [`engine`] | running rules: triggers, conditions, denial, profile fields, proofs |
//! | [`review`] | verdict, score, the next change |
//! | [`locale`] | what is said by itself, in each language |
//! | [`render`] | one wording for terminal, Discord, JSON |
//! | [`corpus`] | measuring rules on labelled submissions |
//! | [`store`] | rules from a folder or from the binary |
//! | `history` | the rules served now, and all sets served before (feature `discord`) |
//! | `config` | the bot's configuration, from the environment (feature `discord`) |
//! | [`cli`], `discord` | the adapters: the command line, the bot |
//!
//! # Where things belong
//!
//! - a new rule or word list: a file under `rules/<pack>/`, no code;
//! - a slip of spelling that people make: a line of `text/misspelt.txt`, in order;
//! - a new kind of trigger: a key in [`rule::source`], a member of [`rule::Trigger`], its search in `engine/trigger/mod.rs`;
//! - a new category, severity or requirement: a line of its table in `rule/category.rs` and its name in every file of `locale/`; for a
//!   category, also the change that mends it;
//! - a new output format: a file in `render/` and a member of `Format` in `cli/review.rs`;
//! - a new language: a file and a line of the tables in `locale/`;
//! - a new command: a member of `Command` and a file in `cli/`; on Discord, a file in `discord/`.
//!
//! # Choices
//!
//! - *Phrases are not regular expressions.* Words become numbers once, a trie finds all phrases in one pass, patterns with gaps look
//!   only among what was found ([`rule::Lexicon`]): the time of a review hardly grows with the number of rules.
//! - *Inflections are made when rules are compiled* ([`text::inflect`]), not by stemming the text: an author's "invite" means invites,
//!   invited and inviting, but not the noun invitation, and a stem never joins "internal" with "intern".
//! - *Slips of spelling are a table* (`text/misspelt.txt`), asked for words that no phrase knows. Letters changed at a distance of one
//!   were tried and left out: of the words they would have changed in unseen texts, most were rarer words, not slips.
//! - *Rule files are read key by key* (`rule/read.rs`) from a TOML tree with places rather than by derived deserialisers, which stop
//!   at their first error: an author sees all mistakes of all files at once.
//! - *The built-in rules are compiled while the crate is built* (`build.rs`, with the layers `text` and `rule`) and lie in the binary
//!   as bytes ([`rule::RuleSet::unpack`]); a folder that holds the same files is served from there. Tests prove them. Words, phrases and
//!   weights, nearly all of it, are columns of numbers with their hash tables (`rule/column.rs`, `rule/map.rs`) that are read where
//!   they lie: a start takes some milliseconds, and only pages that a review touches take memory.
//! - *Evidence is rules too.* What is built, for whom, what for is found by rules in `evidence.toml`; the missing-* rules count it.
//! - *Rules can learn* ([`engine::learn`]): from texts with marks, a linear model over stems, words as written, pairs of words and word lists. It
//!   speaks through rules (`learned`) from a score that each names, can hold imprecise phrases back (`examples-agree`), asking less of a
//!   brief description in both, and is a part of how specific a description is ([`engine::Specificity`]). Its weights are whole numbers
//!   and follow from the files alone.
//! - *The score's steps add up.* The verdict's band is applied after every step, so the arithmetic shown is the score itself.

pub mod cli;
#[cfg(feature = "discord")]
pub mod config;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod corpus;
#[cfg(feature = "discord")]
pub mod discord;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod engine;
#[cfg(feature = "discord")]
pub mod history;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod locale;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod render;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod review;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod rule;
pub mod store;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod submission;
#[warn(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod text;
#[doc = include_str!("faults.md")]
pub mod faults {}
#[doc = include_str!("threats.md")]
pub mod threats {}
