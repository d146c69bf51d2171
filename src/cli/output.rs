//! What is written to the terminal: the only place of the command line that prints.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};

use crate::render::markdown::is_invisible;

/// Writes to standard output.
pub(super) fn write(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    stdout.flush()
}

/// Writes to standard output what may hold words of strangers, without signs that a terminal obeys.
pub(super) fn write_visible(text: &str) -> io::Result<()> {
    write(&visible(text))
}

/// Writes one message to standard error.
pub(super) fn error(message: &impl Display) {
    // Where standard error is closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "redraft: {}", visible(message.to_string().trim_end()));
}

/// Text without control and invisible characters, but for the ends of lines and tabs.
fn visible(text: &str) -> String {
    text.chars().filter(|ch| matches!(ch, '\n' | '\t') || !is_invisible(*ch)).collect()
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

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn nothing_that_a_terminal_obeys_is_shown() {
        assert_eq!(visible("cannot read no\u{1b}[31mfile\n\tx\u{202e}y"), "cannot read no[31mfile\n\txy");
    }
}
