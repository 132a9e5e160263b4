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
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::shell::{cannot_start, cargo, command, run, succeeded, target, Outcome, Stop};

/// The window's tests take seconds; a driver that lost its window would wait for minutes.
const PATIENCE: Duration = Duration::from_secs(180);

const PROGRAM: &str = "NIANBAO_DESKTOP";
const DRIVER: &str = "NIANBAO_WEBDRIVER";
const RUN_DIR: &str = "NIANBAO_RUN_DIR";

/// Runs the window's tests so many times, each from nothing; stops at the first failure.
pub fn test(desktop: &str, tests: &str, repeat: u32) -> Outcome {
    run(&mut cargo(&["test", "--package", tests, "--no-run"]))?;
    let program = target()?.join("debug").join(desktop);
    for round in 1..=repeat {
        let start = Instant::now();
        one_round(&program, tests, round)?;
        println!("真实窗口第 {round}/{repeat} 遍通过，{:.1} 秒。", start.elapsed().as_secs_f64());
    }
    Ok(())
}

fn one_round(program: &Path, tests: &str, round: u32) -> Outcome {
    let folder = target()?.join("window-test").join(format!("{}-{round}", std::process::id()));
    let run_dir = folder.join("run");
    make_folder(&run_dir)?;
    let (_screen, display) = Started::screen(&folder)?;
    let (_driver, address) = Started::driver(&folder, &display, program)?;
    let mut test = cargo(&["test", "--quiet", "--package", tests, "--", "--test-threads=1", "--nocapture"]);
    test.env(PROGRAM, program).env(DRIVER, address).env(RUN_DIR, &run_dir).process_group(0);
    Started::new(&mut test)?
        .wait(&test)
        .map_err(|stop| Stop::new(format!("{stop}\n驱动程序和窗口的记录在 {}。", folder.display())))?;
    fs::remove_dir_all(&folder).map_err(|error| Stop::new(format!("无法删除 {}：{error}", folder.display())))
}

/// A program that we started, in a process group of its own, ended with all that it started in turn.
struct Started(Child);

impl Started {
    fn new(command: &mut Command) -> Outcome<Self> {
        let child = command.process_group(0).stdin(Stdio::null()).spawn();
        child.map(Self).map_err(|error| cannot_start(command, &error))
    }

    /// An X server on the first free display, and that display's name.
    fn screen(folder: &Path) -> Outcome<(Self, String)> {
        let mut server =
            command("Xvfb", &["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        server.stdout(Stdio::piped()).stderr(log(folder, "screen.log")?);
        let mut screen = Self::new(&mut server)?;
        let mut number = String::new();
        if let Some(said) = screen.0.stdout.take() {
            let _ = BufReader::new(said).read_line(&mut number);
        }
        match number.trim() {
            "" => Err(Stop::new("Xvfb 没有启动成功。")),
            number => Ok((screen, format!(":{number}"))),
        }
    }

    /// A WebDriver on a free port, and its address.
    fn driver(folder: &Path, display: &str, program: &Path) -> Outcome<(Self, String)> {
        let port = free_port()?;
        let mut session = command("dbus-run-session", &["--", "WebKitWebDriver", &format!("--port={port}")]);
        session
            // Without these two the window opens, but the driver waits for it for ever.
            .envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")])
            .envs([("DISPLAY", display), ("GDK_BACKEND", "x11"), ("LANG", "C.UTF-8")])
            // No accessibility bus, settings daemon or portal of the desktop we may be running on.
            .envs([("NO_AT_BRIDGE", "1"), ("GSETTINGS_BACKEND", "memory"), ("GTK_USE_PORTAL", "0")])
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("XAUTHORITY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env(PROGRAM, program)
            .env(RUN_DIR, folder.join("run"))
            .stdout(log(folder, "driver.log")?)
            .stderr(log(folder, "program.log")?);
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
        let driver = Self::new(&mut session)?;
        let deadline = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if Instant::now() > deadline {
                return Err(Stop::new("WebKitWebDriver 没有启动成功。"));
            }
            sleep(Duration::from_millis(20));
        }
        Ok((driver, format!("http://127.0.0.1:{port}")))
    }

    /// Waits for the end, but not for ever.
    fn wait(mut self, command: &Command) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.0.try_wait() {
                Ok(Some(status)) => return succeeded(command, status),
                Ok(None) if Instant::now() < deadline => sleep(Duration::from_millis(20)),
                Ok(None) => return Err(Stop::new(format!("等了 {} 秒仍未结束。", PATIENCE.as_secs()))),
                Err(error) => return Err(cannot_start(command, &error)),
            }
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // The standard library ends one process only; the shell's own `kill` takes a whole group.
        let _ = command("sh", &["-c", &format!("kill -TERM -- -{} 2>/dev/null", self.0.id())]).status();
        let _ = self.0.wait();
    }
}

fn log(folder: &Path, name: &str) -> Outcome<File> {
    File::create(folder.join(name)).map_err(|error| Stop::new(format!("无法写入 {name}：{error}")))
}

/// Only ours to read, as `XDG_RUNTIME_DIR` must be.
fn make_folder(path: &PathBuf) -> Outcome {
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
