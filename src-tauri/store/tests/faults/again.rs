//! This very test program, run once more to do one thing and be watched.

use std::{env, process::Command, process::Stdio};

/// A process that runs one test only and tells what it prints.
pub fn child(test: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).stdout(Stdio::piped());
    command
}
