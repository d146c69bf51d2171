//! The real binary as a process.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::{Child, Command};

use super::{Loopback, PATIENCE};

/// A token of the right shape.
pub(crate) const TOKEN: &str = "OTAwMDAwMDAwMDAwMDAwMDAx.Gloop.back-token_for-tests-only";

/// A running bot; killed when it goes out of scope.
pub(crate) struct Bot {
    child: Child,
}

fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/rules")
}

/// `redraft bot` with nothing of this process's environment, in a folder without `.env`.
fn command(url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_redraft"));
    command
        .arg("bot")
        .env_clear()
        .env("DISCORD_API_URL", url)
        .env("REDRAFT_RULES", rules())
        .current_dir(std::env::temp_dir())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

impl Bot {
    /// Starts the bot against a loopback Discord.
    pub(crate) fn start(discord: &Loopback) -> Self {
        Self::start_with(discord, &[])
    }

    /// Starts the bot against whatever is at an address.
    pub(crate) fn start_at(url: &str) -> Self {
        Self { child: command(url).env("DISCORD_TOKEN", TOKEN).spawn().expect("the binary starts") }
    }

    /// Memory that it holds now.
    #[cfg(target_os = "linux")]
    pub(crate) fn resident_kib(&self) -> u64 {
        self.status_kib("VmRSS:")
    }

    /// A line of the system's account of its memory, as `RssAnon:`.
    #[cfg(target_os = "linux")]
    pub(crate) fn status_kib(&self, name: &str) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id().expect("it still runs"))).expect("a status");
        let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// Processor time that it has used, in hundredths of a second.
    #[cfg(target_os = "linux")]
    pub(crate) fn processor_ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id().expect("it still runs"))).expect("its figures");
        // After the name in brackets: the user's and the system's time are the 12th and 13th figure.
        let figures = stat.rsplit(") ").next().unwrap_or_default();
        figures.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
    }

    /// Starts the bot against a loopback Discord, with these variables as well.
    pub(crate) fn start_with(discord: &Loopback, variables: &[(&str, &str)]) -> Self {
        let mut command = command(&discord.url());
        command.env("DISCORD_TOKEN", TOKEN).env("RUST_LOG", "trace").envs(variables.iter().copied());
        Self { child: command.spawn().expect("the binary starts") }
    }

    /// Sends it a signal, as `HUP`.
    pub(crate) async fn signal(&self, name: &str) {
        let id = self.child.id().expect("it still runs").to_string();
        let told = Command::new("kill").args([&format!("-{name}"), &id]).status().await.expect("kill is there");
        assert!(told.success());
    }

    /// Tells it to stop, as a supervisor does; gives its exit code and all it wrote.
    pub(crate) async fn stop(self) -> (Option<i32>, String) {
        self.signal("TERM").await;
        self.end().await
    }

    /// Waits for its end; gives its exit code and all it wrote.
    pub(crate) async fn end(self) -> (Option<i32>, String) {
        let output = tokio::time::timeout(PATIENCE, self.child.wait_with_output()).await.expect("it ends in time").expect("its output");
        let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (output.status.code(), text)
    }
}

/// Starts the bot with these variables and waits for its end.
pub(crate) async fn refused(url: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let child = command(url).envs(variables.iter().copied()).spawn().expect("the binary starts");
    Bot { child }.end().await
}

/// `redraft bot --check` with these variables.
pub(crate) async fn checked(url: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let child = command(url).arg("--check").envs(variables.iter().copied()).spawn().expect("the binary starts");
    Bot { child }.end().await
}
