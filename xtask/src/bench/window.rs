//! `cargo xtask bench window`: the start of the window against an empty one, a keystroke until its findings are shown,
//! and the memory of going on editing. Beside a library of ten years.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{mib, middle, ms, row, Measures, Wanted};
use crate::launch::{DESKTOP, PAGE_INSIDE};
use crate::setup::{self, Purpose};
use crate::shell::{
    cannot_start, cargo, command, npm, root, run as shell_run, succeeded, target, Outcome, Stop,
};
use crate::test::WINDOW_TESTS;
use crate::window::{driver, make_folder, screen, told, Started, DRIVER, PROGRAM, RUN_DIR};

const EMPTY: &str = "empty";
const TYPING: &str = "typing";
const STARTS: usize = 11;
/// A start that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);
const REPORT: &str = "tests/data/01_guantangyi-town_2024.txt";
const REPORT_YEAR: u16 = 2024;

/// What is measured, and how.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// How long is edited while the memory is watched.
    pub minutes: u32,
    /// The build for development instead of the release; quicker to have, slower to run.
    pub dev: bool,
}

impl Options {
    /// Reads the words after `cargo xtask bench window`.
    pub fn parse(words: &[&str]) -> Outcome<Self> {
        let mut options = Self { minutes: 60, dev: false };
        let mut rest = words;
        loop {
            rest = match rest {
                [] => return Ok(options),
                ["--dev", after @ ..] => {
                    options.dev = true;
                    after
                }
                ["--minutes", number, after @ ..] => {
                    let wrong = || Stop::new(format!("--minutes 后面应是整数，而不是 {number}。"));
                    options.minutes = number.parse().map_err(|_| wrong())?;
                    after
                }
                _ => return Err(Stop::new(format!("不认识的选项：{}", rest.join(" ")))),
            };
        }
    }
}

/// Builds, measures, prints each figure as it gets it.
pub fn run(options: &Options) -> Outcome {
    setup::prepare(Purpose::Test)?;
    shell_run(&mut npm(&["run", "ui:build"]))?;
    let mut build = cargo(&["build", "--package", DESKTOP, "--bins", "--example", EMPTY]);
    build.args(PAGE_INSIDE);
    if !options.dev {
        build.arg("--release");
    }
    shell_run(&mut build)?;
    shell_run(&mut cargo(&["build", "--package", super::PACKAGE]))?;
    shell_run(&mut cargo(&["build", "--package", WINDOW_TESTS, "--example", TYPING]))?;
    let built = target()?.join(if options.dev { "debug" } else { "release" });
    let program = built.join(DESKTOP);

    let folder = target()?.join("window-bench").join(std::process::id().to_string());
    make_folder(&folder.join("run"))?;
    ten_years(&folder)?;
    let (_screen, display) = screen(&folder)?;
    let (_bus, bus) = bus()?;
    let place = Place { folder: &folder, display: &display, bus: &bus };
    let kind = if options.dev { "开发版" } else { "发布版" };
    println!("\n真实窗口，{kind}，十年的年报库；启动取 {STARTS} 次的中位数，磁盘缓存已热\n");
    let (mut ours, mut empty) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        empty.push(place.start_of(&built.join("examples").join(EMPTY), Shown::Says)?);
        ours.push(place.start_of(&program, Shown::Logs)?);
    }
    let (ours, empty) = (middle(ours).as_secs_f64() * 1e3, middle(empty).as_secs_f64() * 1e3);
    let times = |ratio: f64| format!("{ratio:.2} ×");
    println!("{}", row(Some(empty), ms, "", "空的 Tauri 窗口，从启动到显示"));
    println!("{}", row(Some(ours), ms, "", "本程序，从启动到可以操作"));
    println!("{}", row(Some(ours / empty), times, "≤ 1.3 ×", "两者之比"));
    typing(&folder, &display, &program, options.minutes)?;
    let _ = fs::remove_dir_all(&folder);
    Ok(())
}

/// What is told of each figure that comes in.
fn told_of(figures: &Measures, minutes: u32) -> Vec<String> {
    let after = format!("连续编辑 {minutes} 分钟之后");
    let number = |n: f64| format!("{n:.0}");
    let rows: [Wanted; 13] = [
        ("key_p50_ms", &ms, "", "打一个数字到合计和核对结果写进页面，中位数"),
        ("key_p99_ms", &ms, "", "打一个数字到合计和核对结果写进页面，第 99 百分位"),
        ("drawn_p50_ms", &ms, "", "打一个数字到画出核对结果，中位数"),
        ("drawn_p99_ms", &ms, "16 ms + 一帧", "打一个数字到画出核对结果，第 99 百分位"),
        ("frame_p50_ms", &ms, "", "同一页面里只改一个词到下一帧，中位数"),
        ("frame_p99_ms", &ms, "", "同一页面里只改一个词到下一帧，第 99 百分位"),
        ("rust_p50_ms", &ms, "", "其中程序本身（校验并落盘），中位数"),
        ("rust_p99_ms", &ms, "≤ 16 ms", "其中程序本身，第 99 百分位"),
        ("memory_start_kib", &mib, "", "编辑开始时的内存（程序和网页进程）"),
        ("memory_kib", &mib, "", "编辑到现在的内存"),
        ("memory_most_kib", &mib, "", "编辑中最高"),
        ("memory_end_kib", &mib, "不增长", &after),
        ("edits", &number, "", "编辑的次数（每次一格、一字、一次撤销）"),
    ];
    let known = rows.iter().filter(|(name, ..)| figures.get(name).is_some());
    known.map(|(name, show, aim, what)| row(figures.get(name), show, aim, what)).collect()
}

/// Puts ten years of one agency's reports into the library that the window will open.
fn ten_years(folder: &Path) -> Outcome {
    let cannot = |error: std::io::Error| Stop::new(format!("无法准备年报：{error}"));
    let report = fs::read_to_string(root()?.join(REPORT)).map_err(cannot)?;
    let program = target()?.join("debug").join(super::PROGRAM);
    let mut add = Command::new(&program);
    add.args(["db", "add"]).env("NIANBAO_DATA", folder.join("run/library")).stdout(Stdio::null());
    for year in REPORT_YEAR - 9..=REPORT_YEAR {
        let path = folder.join(format!("{year}.txt"));
        fs::write(&path, report.replace(&REPORT_YEAR.to_string(), &year.to_string())).map_err(cannot)?;
        add.arg(path);
    }
    let status = add.status().map_err(|error| cannot_start(&add, &error))?;
    succeeded(&add, status)
}

/// A message bus that stays while programs come and go, so that none of them pays for it.
fn bus() -> Outcome<(Started, String)> {
    let (child, address) = told(&mut command("dbus-daemon", &["--session", "--nofork", "--print-address"]))?;
    Ok((Started::new(child), address))
}

/// How a program tells that its window is there.
enum Shown {
    /// On its standard output.
    Says,
    /// In its log.
    Logs,
}

struct Place<'a> {
    folder: &'a Path,
    display: &'a str,
    bus: &'a str,
}

impl Place<'_> {
    fn start_of(&self, program: &Path, shown: Shown) -> Outcome<Duration> {
        let home = self.folder.join("start");
        let _ = fs::remove_dir_all(&home);
        make_folder(&home)?;
        let mut start = Command::new(program);
        start
            .env("DISPLAY", self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus)
            .envs([("GDK_BACKEND", "x11"), ("LANG", "C.UTF-8"), ("NO_AT_BRIDGE", "1")])
            .envs([("GSETTINGS_BACKEND", "memory"), ("GTK_USE_PORTAL", "0")])
            .env("NIANBAO_DATA", self.folder.join("run/library"))
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
            start.env(variable, &home);
        }
        let begun = Instant::now();
        let mut child = start.spawn().map_err(|error| cannot_start(&start, &error))?;
        let said = child.stdout.take();
        let program = Started::new(child);
        match (shown, said) {
            (Shown::Says, Some(said)) => {
                let _ = BufReader::new(said).read_line(&mut String::new());
            }
            _ => wait_for_log(&home, begun)?,
        }
        let took = begun.elapsed();
        drop(program);
        Ok(took)
    }
}

fn wait_for_log(home: &Path, begun: Instant) -> Outcome {
    let log = PathBuf::from(home).join("cn.nianbao.desktop/logs/nianbao.log");
    while !fs::read_to_string(&log).is_ok_and(|said| said.contains("shown")) {
        if begun.elapsed() > PATIENCE {
            return Err(Stop::new(format!("窗口没有显示，见 {}。", log.display())));
        }
        sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Types in the real window, and prints each figure as it comes in.
fn typing(folder: &Path, display: &str, program: &Path, minutes: u32) -> Outcome {
    let (_driver, address) = driver(folder, display, program, &[("NIANBAO_LOG", "debug")])?;
    let mut typing = Command::new(target()?.join("debug/examples").join(TYPING));
    typing.env(PROGRAM, program).env(DRIVER, address).env(RUN_DIR, folder.join("run"));
    typing.env("NIANBAO_BENCH_MINUTES", minutes.to_string()).stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = typing.spawn().map_err(|error| cannot_start(&typing, &error))?;
    for line in child.stdout.take().into_iter().flat_map(|said| BufReader::new(said).lines()) {
        let line = line.map_err(|error| Stop::new(format!("测量的结果读不了：{error}")))?;
        told_of(&Measures::from_flat_json(&line), minutes).iter().for_each(|row| println!("{row}"));
    }
    let status = child.wait().map_err(|error| cannot_start(&typing, &error))?;
    succeeded(&typing, status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let parsed = |words: &[&str]| Options::parse(words).map_err(|stop| stop.to_string());
        assert_eq!(parsed(&[]), Ok(Options { minutes: 60, dev: false }));
        assert_eq!(parsed(&["--minutes", "5", "--dev"]), Ok(Options { minutes: 5, dev: true }));
        assert_eq!(parsed(&["--minutes", "x"]), Err("--minutes 后面应是整数，而不是 x。".into()));
        assert!(parsed(&["--minutes"]).is_err());
    }
}
