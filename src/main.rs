//! The `redraft` binary: parses the command line, calls the adapter, returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    redraft::cli::main()
}
