//! Feeds `properties::sections`.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../properties.rs"]
mod properties;

fuzz_target!(|text: &str| properties::sections(text));
