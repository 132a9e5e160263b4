//! Calls of outside programs. Where one is missing the test fails and says so: it never passes unseen.

use std::ffi::OsStr;
use std::process::{Command, Output};

/// Runs `program`; it must exist and succeed.
pub fn run(program: &str, args: &[&OsStr]) -> String {
    let output = outcome(program, args);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{program}: {}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

fn outcome(program: &str, args: &[&OsStr]) -> Output {
    match Command::new(program).args(args).output() {
        Ok(output) => output,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => panic!(
            "{program} is not installed; this test needs it (Debian/Ubuntu: apt-get install poppler-utils qpdf; \
             `cargo xtask test` does that)"
        ),
        Err(e) => panic!("{program}: {e}"),
    }
}
