//! What is written to the terminal: the only place of the command line that prints.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

/// Writes to standard output.
pub(super) fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Writes one message to standard error.
pub(super) fn error(message: &impl Display) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "redraft: {}", message.to_string().trim_end());
}

/// Tells somebody at the terminal what is expected of them.
pub(super) fn hint(message: &str) {
    // Where standard error is closed there is nobody to be told.
    let _ = writeln!(io::stderr(), "{message}");
}

/// Whether standard output takes colour: a terminal, and `NO_COLOR` is not set.
pub(super) fn colour() -> bool {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !no_colour
}

/// Whether somebody watches standard error.
pub(super) fn watched() -> bool {
    io::stderr().is_terminal()
}
