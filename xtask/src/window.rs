//! The tests in the real window, on a screen, a message bus and a home folder of their own.
//!
//! The test program is told by environment variables, and so is the desktop program, which
//! inherits them from the driver:
//!
//! * `NIANBAO_DESKTOP`: the desktop program to open;
//! * `NIANBAO_WEBDRIVER`: the address of the WebDriver to open it with;
//! * `NIANBAO_RUN_DIR`: an empty folder for what this run writes.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::shell::{cannot_start, cargo, command, run, succeeded, target, Outcome, Stop};

/// The window's tests take a few minutes; a driver that lost its window would wait for many.
const PATIENCE: Duration = Duration::from_secs(1500);

/// Between two looks at something that is about to happen.
const BREATH: Duration = Duration::from_millis(20);

pub const PROGRAM: &str = "NIANBAO_DESKTOP";
pub const DRIVER: &str = "NIANBAO_WEBDRIVER";
pub const RUN_DIR: &str = "NIANBAO_RUN_DIR";
/// Where the program keeps its library; within the run's folder, so that a test can begin without one.
const DATA: &str = "NIANBAO_DATA";

/// Runs the window's tests so many times, each from nothing; stops at the first failure. `only` names one file of them,
/// `more` is told to them and to the program.
pub fn test(desktop: &str, tests: &str, only: Option<&str>, repeat: u32, more: &[(&str, &str)]) -> Outcome {
    run(&mut cargo(&["test", "--package", tests, "--no-run"]))?;
    let program = target()?.join("debug").join(desktop);
    for round in 1..=repeat {
        let start = Instant::now();
        one_round(&program, tests, only, round, more)?;
        println!("真实窗口第 {round}/{repeat} 遍通过，{:.1} 秒。", start.elapsed().as_secs_f64());
    }
    println!("截图在 {}。", pictures()?.display());
    Ok(())
}

/// The folder in which the last run left its pictures.
pub fn pictures() -> Outcome<PathBuf> {
    Ok(target()?.join("window-test/last/run"))
}

fn one_round(program: &Path, tests: &str, only: Option<&str>, round: u32, more: &[(&str, &str)]) -> Outcome {
    let folder = target()?.join("window-test").join(format!("{}-{round}", std::process::id()));
    let run_dir = folder.join("run");
    make_folder(&run_dir)?;
    let (_screen, display) = screen(&folder)?;
    let (_driver, address) = driver(&folder, &display, program, more)?;
    let mut test = cargo(&["test", "--quiet", "--package", tests]);
    if let Some(only) = only {
        test.args(["--test", only]);
    }
    test.args(["--", "--test-threads=1", "--nocapture"]);
    test.env(PROGRAM, program).env(DRIVER, address).env(RUN_DIR, &run_dir).envs(more.iter().copied());
    within(PATIENCE, &mut test)
        .map_err(|stop| Stop::new(format!("{stop}\n屏幕、驱动程序和窗口的记录在 {}。", folder.display())))?;
    keep_as_last(&folder)
}

/// What a run leaves (its pictures above all) is looked at by people; that of the last run will do.
fn keep_as_last(folder: &Path) -> Outcome {
    let last = folder.with_file_name("last");
    let _ = fs::remove_dir_all(&last);
    fs::rename(folder, &last).map_err(|error| Stop::new(format!("无法写入 {}：{error}", last.display())))
}

/// An X server on the first free display, and that display's name.
pub fn screen(folder: &Path) -> Outcome<(Started, String)> {
    let mut server = command("Xvfb", &["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
    server.stderr(log(folder, "screen.log")?);
    let (child, number) = told(&mut server)?;
    Ok((Started::new(child), format!(":{number}")))
}

/// A WebDriver on a free port, and its address. The program it opens inherits its surroundings.
pub fn driver(
    folder: &Path,
    display: &str,
    program: &Path,
    more: &[(&str, &str)],
) -> Outcome<(Started, String)> {
    let port = free_port()?;
    // The bus ends with the driver, so it is the driver's number that we must know.
    let start = format!("echo $$; exec WebKitWebDriver --port={port} >&2");
    let mut session = command("dbus-run-session", &["--", "sh", "-c", &start]);
    session
        // Without these two the window opens, but the driver waits for it for ever.
        .envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")])
        .envs([("DISPLAY", display), ("GDK_BACKEND", "x11"), ("LANG", "C.UTF-8")])
        // No accessibility bus, settings or dialogs of the desktop that we may be running on.
        .envs([("NO_AT_BRIDGE", "1"), ("GSETTINGS_BACKEND", "memory"), ("GTK_USE_PORTAL", "0")])
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("XAUTHORITY")
        .env(PROGRAM, program)
        .env(RUN_DIR, folder.join("run"))
        .envs(more.iter().copied())
        .env(DATA, folder.join("run").join("library"))
        .stderr(log(folder, "driver.log")?);
    for (variable, name) in [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "home/data"),
        ("XDG_CONFIG_HOME", "home/config"),
        ("XDG_CACHE_HOME", "home/cache"),
        ("XDG_STATE_HOME", "home/state"),
        ("XDG_RUNTIME_DIR", "home/runtime"),
    ] {
        let path = folder.join(name);
        make_folder(&path)?;
        session.env(variable, path);
    }
    let (child, number) = told(&mut session)?;
    let pid = number.parse().map_err(|_| Stop::new("WebKitWebDriver 没有启动成功。"))?;
    let driver = Started { pid, child };
    let deadline = Instant::now() + Duration::from_secs(20);
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if Instant::now() > deadline {
            return Err(Stop::new("WebKitWebDriver 没有启动成功。"));
        }
        sleep(BREATH);
    }
    Ok((driver, format!("http://127.0.0.1:{port}")))
}

/// Starts a program that goes on running, and reads the one line that it tells us first.
pub fn told(command: &mut Command) -> Outcome<(Child, String)> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| cannot_start(command, &error))?;
    let mut line = String::new();
    if let Some(output) = child.stdout.take() {
        let _ = BufReader::new(output).read_line(&mut line);
    }
    if line.trim().is_empty() {
        let _ = child.kill();
        let _ = child.wait();
        return Err(Stop::new(format!("{} 没有启动成功。", command.get_program().to_string_lossy())));
    }
    Ok((child, line.trim().to_owned()))
}

/// Runs a program to its end, but not for ever.
fn within(patience: Duration, command: &mut Command) -> Outcome {
    // In a process group, so that what Cargo started ends with Cargo.
    let child = command.process_group(0).stdin(Stdio::null()).spawn();
    let mut child = child.map_err(|error| cannot_start(command, &error))?;
    match end_of(&mut child, patience) {
        Some(status) => succeeded(command, status),
        None => {
            signal("KILL", &format!("-{}", child.id()));
            let _ = child.wait();
            Err(Stop::new(format!("等了 {} 秒仍未结束。", patience.as_secs())))
        }
    }
}

/// A program that we started and that we end.
pub struct Started {
    child: Child,
    /// The process to be ended, after which `child` ends by itself.
    pid: u32,
}

impl Started {
    /// A program without others behind it.
    pub fn new(child: Child) -> Self {
        Self { pid: child.id(), child }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        signal("TERM", &self.pid.to_string());
        if end_of(&mut self.child, Duration::from_secs(5)).is_none() {
            signal("KILL", &self.pid.to_string());
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// How a program ended, unless it is still running when our patience ends.
fn end_of(child: &mut Child, patience: Duration) -> Option<ExitStatus> {
    let deadline = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if Instant::now() < deadline => sleep(BREATH),
            _ => return None,
        }
    }
}

/// The standard library can only kill, and its own children only; the shell's `kill` can do the rest.
fn signal(name: &str, pid: &str) {
    let _ = command("sh", &["-c", &format!("kill -s {name} -- {pid} 2>/dev/null")]).status();
}

fn log(folder: &Path, name: &str) -> Outcome<File> {
    File::create(folder.join(name)).map_err(|error| Stop::new(format!("无法写入 {name}：{error}")))
}

/// Only ours to read, as `XDG_RUNTIME_DIR` must be.
pub fn make_folder(path: &PathBuf) -> Outcome {
    fs::create_dir_all(path)
        .and_then(|()| fs::set_permissions(path, fs::Permissions::from_mode(0o700)))
        .map_err(|error| Stop::new(format!("无法建立目录 {}：{error}", path.display())))
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Stop::new(format!("没有空闲的端口：{error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_running(pid: &str) -> bool {
        Path::new("/proc").join(pid).exists()
    }

    #[test]
    fn what_was_started_is_ended() {
        let (child, pid) = told(&mut command("sh", &["-c", "echo $$; exec sleep 60"])).unwrap();
        assert!(is_running(&pid));
        let start = Instant::now();
        drop(Started::new(child));
        assert!(!is_running(&pid));
        assert!(start.elapsed() < Duration::from_secs(3), "asked to end, not killed after waiting");
    }

    #[test]
    fn a_program_that_says_nothing_did_not_start() {
        assert!(told(&mut command("true", &[])).is_err());
    }

    #[test]
    fn waiting_has_an_end_for_children_too() {
        let note = std::env::temp_dir().join(format!("nianbao-xtask-child-{}", std::process::id()));
        let script = format!("sleep 60 & echo $! > '{}'; wait", note.display());
        let start = Instant::now();
        assert!(within(Duration::from_millis(300), &mut command("sh", &["-c", &script])).is_err());
        assert!(start.elapsed() < Duration::from_secs(10));
        let child = fs::read_to_string(&note).unwrap();
        let deadline = Instant::now() + Duration::from_secs(5);
        while is_running(child.trim()) && Instant::now() < deadline {
            sleep(BREATH);
        }
        assert!(!is_running(child.trim()));
        fs::remove_file(&note).unwrap();
    }

    #[test]
    fn a_failing_program_is_told_from_one_that_succeeds() {
        assert!(within(PATIENCE, &mut command("true", &[])).is_ok());
        assert!(within(PATIENCE, &mut command("false", &[])).is_err());
    }
}
