//! Changing rules while the bot runs: the real binary, a loopback Discord, folders of its own for each test.

#![allow(clippy::expect_used, reason = "a test may panic")]

#[path = "moderation/access.rs"]
mod access;
#[path = "moderation/browse.rs"]
mod browse;
#[path = "moderation/disk.rs"]
mod disk;
mod loopback;
#[path = "moderation/publish.rs"]
mod publish;
#[path = "moderation/scene.rs"]
mod scene;
