//! Installs what a fresh machine lacks, and does nothing at all on one that lacks nothing.

#[cfg(target_os = "linux")]
mod debian;
mod node;
#[cfg(windows)]
mod windows;

use crate::shell::Outcome;

/// What the set-up is for: opening the program needs less than testing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Build the desktop program and open it.
    Run,
    /// Run every test, the real window included.
    Test,
    /// Make the packages of this system.
    #[cfg(target_os = "linux")]
    Dist,
    /// Compile for Windows and run that under Wine.
    #[cfg(target_os = "linux")]
    Windows,
}

/// Makes the machine ready, or stops with the exact line that would.
pub fn prepare(purpose: Purpose) -> Outcome {
    #[cfg(target_os = "linux")]
    debian::prepare(purpose)?;
    #[cfg(target_os = "linux")]
    if purpose == Purpose::Windows {
        return Ok(());
    }
    #[cfg(windows)]
    windows::prepare(purpose)?;
    node::prepare()
}
