//! Changing rules while the bot runs: the real binary, a loopback Discord, folders of its own for each test.

#![allow(clippy::expect_used, reason = "a test may panic")]

#[path = "moderation/disk.rs"]
mod disk;
mod loopback;
#[path = "moderation/scene.rs"]
mod scene;
