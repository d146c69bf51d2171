//! Redraft reviews the usage description and the profile of an API key request before it is sent.
pub mod engine;
pub mod render;
pub mod review;
pub mod rule;
pub mod store;
pub mod submission;
pub mod text;
