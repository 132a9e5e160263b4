//! `cargo xtask test --windows`: the program as Windows runs it, built on Debian and run under Wine.
//!
//! [`toolchain`] compiles for Windows, [`prefix`] is a Windows that is thrown away afterwards, and [`twins`]
//! holds the command line against the one of this system. What needs Microsoft's own parts is said, not shown.

pub mod prefix;
pub mod toolchain;
mod twins;

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::dist::{self, wine};
use crate::launch::DESKTOP;
use crate::setup::{self, Purpose};
use crate::shell::{cannot_start, cargo, run as shell_run, target, Outcome, Stop};
use crate::test::minutes;
use prefix::Prefix;
use toolchain::Toolchain;

/// Everything that is handed out; of the window's package what needs no window.
const PACKAGES: [&str; 7] =
    ["nianbao-report", "nianbao-intake", "nianbao-store", "nianbao-press", "nianbao-office", CLI, DESKTOP];
const CLI: &str = "nianbao-cli";

const NOT_SHOWN: &str = "\
这里不能证明：
  窗口（WebView2 不能在 Wine 里运行）
  写到 \\\\server\\share 的共享盘（Wine 不带 SMB），只试了映射成盘符的
  FAT/exFAT 盘（Wine 只看目录，不看盘的格式），只试了它的名称怎样判断
  MSVC 编译的程序和真正的 Windows；那由 Windows 上的 cargo xtask test 来试";

/// Sets up, compiles, runs everything that can run under Wine, and says how much that was.
pub fn test() -> Outcome {
    let start = Instant::now();
    setup::prepare(Purpose::Windows)?;
    let toolchain = Toolchain::ready()?;
    let selected: Vec<&str> = PACKAGES.iter().flat_map(|package| ["--package", package]).collect();

    println!("\n== 编译");
    shell_run(&mut cargo(&["build", "--package", CLI]))?;
    shell_run(toolchain.cargo(&["test", "--tests", "--no-run"]).args(&selected))?;

    println!("\n== 命令行程序：Wine 里的与本机的相比");
    let prefix = Prefix::new()?;
    let program = target()?.join("debug/nianbao");
    let compared = twins::compare(&prefix, &toolchain.program("nianbao.exe"), &program)?;

    println!("\n== Wine 里的 Rust 测试");
    let mut tests = toolchain.cargo(&["test", "--tests", "--no-fail-fast"]);
    // Where the loader of WebView2 lies, which the window's package is linked with.
    tests.env("WINEPATH", prefix::as_windows_sees(&toolchain.built()));
    let counts = counted(prefix.within(tests.args(&selected)))?;

    dist::run(&dist::Options::for_windows())?;
    dist::windows::compiles_for_tauri(&target()?.join("windows/for-tauri"))?;
    let installed = wine::run(&dist::windows::installer(&target()?.join("dist-windows")))?;

    println!("\n全部通过，{}：", minutes(start.elapsed()));
    println!("  Wine 里的 Rust 测试：{} 个，另有 {} 个没有运行", counts.passed, counts.ignored);
    println!("  命令行程序与本机的相比：{compared} 处相同");
    println!("  安装程序：{installed} 处成立");
    println!("{NOT_SHOWN}");
    Ok(())
}

/// What the test programs told.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: u32,
    ignored: u32,
}

impl Counts {
    /// Takes note of a line of the form `test result: ok. 5 passed; 0 failed; 1 ignored; …`.
    fn note(&mut self, line: &str) {
        let Some(result) = line.trim().strip_prefix("test result:") else { return };
        let words: Vec<&str> = result.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            let Ok(number) = pair[0].parse::<u32>() else { continue };
            match pair[1] {
                "passed" => self.passed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }
}

/// Runs tests, shows what they say, and counts.
fn counted(command: &mut Command) -> Outcome<Counts> {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| cannot_start(command, &error))?;
    let mut counts = Counts::default();
    for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).split(b'\n')) {
        let line = line.map_err(|error| Stop::new(format!("读不到测试的输出：{error}")))?;
        let line = String::from_utf8_lossy(&line);
        counts.note(&line);
        println!("{}", line.trim_end());
    }
    let status = child.wait().map_err(|error| cannot_start(command, &error))?;
    crate::shell::succeeded(command, status)?;
    if counts.passed == 0 {
        return Err(Stop::new("一个测试也没有运行。"));
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up() {
        let mut counts = Counts::default();
        for line in [
            "running 3 tests",
            "test a ... ok",
            "test result: ok. 42 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.50s",
            "test result: ok. 8 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.50s\r",
        ] {
            counts.note(line);
        }
        assert_eq!(counts, Counts { passed: 50, ignored: 1 });
    }

    #[test]
    fn no_tests_are_no_success() {
        assert!(counted(Command::new("true").stdin(Stdio::null())).is_err());
        let mut told = Command::new("echo");
        told.arg("test result: ok. 2 passed; 0 failed; 0 ignored");
        assert_eq!(counted(&mut told).map_err(|stop| stop.to_string()), Ok(Counts { passed: 2, ignored: 0 }));
    }
}
