//! `cargo xtask run`: the window, from a checkout.

use crate::setup::{self, Purpose};
use crate::shell::{cargo, npm, run as shell_run, Outcome};

/// The package of the desktop program.
pub const DESKTOP: &str = "nianbao-desktop";

/// Without this feature the program would load the development server's address, not the page built in.
pub const PAGE_INSIDE: [&str; 2] = ["--features", "tauri/custom-protocol"];

/// Sets up, builds the page and starts the desktop program.
pub fn run() -> Outcome {
    setup::prepare(Purpose::Run)?;
    shell_run(&mut npm(&["run", "ui:build"]))?;
    shell_run(cargo(&["run", "--package", DESKTOP]).args(PAGE_INSIDE))
}
