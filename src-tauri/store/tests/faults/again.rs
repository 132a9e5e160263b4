//! This very test program, run once more to do one thing and be watched.

use std::{
    env,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::Duration,
};

/// A process that runs one test only and tells what it prints.
pub fn child(test: &str) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).stdout(Stdio::piped());
    command
}

/// What Wine said once of a process on a busy machine, where some hundred are started and killed (ERROR_INTERNAL_ERROR).
const NOT_BORN: i32 = 1359;

/// Starts it, again where Wine did not.
pub fn begun(command: &mut Command) -> Child {
    for _ in 0..4 {
        match command.spawn() {
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(NOT_BORN) => {
                sleep(Duration::from_millis(200));
            }
            spawned => return spawned.unwrap(),
        }
    }
    command.spawn().unwrap()
}
