//! Starting other programs, and where things lie.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// What an xtask ends with when it cannot go on: a message for whoever typed the command.
#[derive(Debug)]
pub struct Stop(String);

impl Stop {
    /// A stop with its message, already in Chinese.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The result of a chore.
pub type Outcome<T = ()> = Result<T, Stop>;

/// The root of the checkout. Cargo names this crate's folder at run time, so a moved checkout works.
pub fn root() -> Outcome<PathBuf> {
    std::env::var_os("CARGO_MANIFEST_DIR")
        .and_then(|xtask| Path::new(&xtask).parent().map(Path::to_path_buf))
        .ok_or_else(|| Stop::new("请用 cargo xtask … 来运行。"))
}

/// The folder Cargo builds into. We run from `<target>/debug/xtask`, so it holds for every setting of it.
pub fn target() -> Outcome<PathBuf> {
    std::env::current_exe()
        .ok()
        .and_then(|program| program.ancestors().nth(2).map(Path::to_path_buf))
        .ok_or_else(|| Stop::new("找不到编译输出目录。"))
}

/// The Cargo that runs us.
pub fn cargo(arguments: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

/// npm; on Windows it is a batch file, which must be named in full.
pub fn npm(arguments: &[&str]) -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments)
}

/// A program with its arguments.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}

/// Shows the command line, runs it in the root of the checkout and stops unless it succeeds.
pub fn run(command: &mut Command) -> Outcome {
    println!("$ {}", line(command));
    let status = command.current_dir(root()?).status().map_err(|error| cannot_start(command, &error))?;
    succeeded(command, status)
}

/// What a program prints, or nothing when it is not there or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program of this name can be found on the PATH.
pub fn on_path(program: &str) -> bool {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(&file).is_file()))
}

/// The stop for a program that could not be started at all.
pub fn cannot_start(command: &Command, error: &std::io::Error) -> Stop {
    Stop::new(format!("无法启动 {}：{error}", command.get_program().to_string_lossy()))
}

/// A stop unless the program ended well.
pub fn succeeded(command: &Command, status: ExitStatus) -> Outcome {
    if status.success() {
        return Ok(());
    }
    Err(Stop::new(format!("没有成功（{status}）：{}", line(command))))
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
