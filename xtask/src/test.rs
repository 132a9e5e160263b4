//! `cargo xtask test`: every test there is, in the order in which they fail fastest.

use std::time::{Duration, Instant};

use crate::launch::{DESKTOP, PAGE_INSIDE};
use crate::setup::{self, Purpose};
use crate::shell::{cargo, npm, run as shell_run, Outcome, Stop};

/// The package with the tests in the real window; Cargo's plain test run leaves it out.
pub const WINDOW_TESTS: &str = "nianbao-e2e";

/// Which tests to run.
#[derive(Debug, PartialEq, Eq)]
pub struct Selection {
    only: Option<Kind>,
    /// One file of the window's tests.
    file: Option<String>,
    repeat: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rust,
    Archive,
    Ui,
    Window,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Rust, Self::Archive, Self::Ui, Self::Window];

    fn title(self) -> &'static str {
        match self {
            Self::Rust => "Rust 测试",
            Self::Archive => "归档格式验证",
            Self::Ui => "界面测试",
            Self::Window => "真实窗口测试",
        }
    }

    fn run(self, file: Option<&str>, repeat: u32) -> Outcome {
        match self {
            Self::Rust => shell_run(&mut cargo(&["test", "--workspace", "--exclude", WINDOW_TESTS])),
            #[cfg(target_os = "linux")]
            Self::Archive => crate::archive::test(),
            #[cfg(not(target_os = "linux"))]
            Self::Archive => {
                println!("只在 Linux 上验证：印出的文件在每个系统上逐字节相同。");
                Ok(())
            }
            Self::Ui => {
                shell_run(&mut npm(&["run", "typecheck", "--workspace", "ui"]))?;
                shell_run(&mut npm(&["run", "test", "--workspace", "ui"]))
            }
            Self::Window => in_the_window(file, repeat, &[]),
        }
    }
}

impl Selection {
    /// Reads the words after `cargo xtask test`.
    pub fn parse(words: &[&str]) -> Outcome<Self> {
        let mut selection = Self { only: None, file: None, repeat: 1 };
        let mut rest = words;
        while let [option, value, after @ ..] = rest {
            match (*option, *value) {
                ("--only", "rust") => selection.only = Some(Kind::Rust),
                ("--only", "archive") => selection.only = Some(Kind::Archive),
                ("--only", "ui") => selection.only = Some(Kind::Ui),
                ("--only", "window") => selection.only = Some(Kind::Window),
                ("--file", name) => {
                    selection.only = Some(Kind::Window);
                    selection.file = Some(name.to_owned());
                }
                ("--repeat", number) => {
                    selection.repeat = number.parse().ok().filter(|it| *it > 0).ok_or_else(|| {
                        Stop::new(format!("--repeat 后面应是大于零的整数，而不是 {number}。"))
                    })?;
                }
                _ => return Err(Stop::new(format!("不认识的选项：{option} {value}"))),
            }
            rest = after;
        }
        match rest {
            [] => Ok(selection),
            _ => Err(Stop::new(format!("选项不完整：{}", rest.join(" ")))),
        }
    }
}

/// Sets up, runs the selected tests and stops at the first that fails.
pub fn run(selection: &Selection) -> Outcome {
    setup::prepare(Purpose::Test)?;
    let kinds = Kind::ALL.into_iter().filter(|kind| selection.only.is_none_or(|only| only == *kind));
    let mut passed = Vec::new();
    for kind in kinds {
        println!("\n== {}", kind.title());
        let start = Instant::now();
        kind.run(selection.file.as_deref(), selection.repeat)?;
        passed.push((kind, start.elapsed()));
    }
    println!("\n全部通过：");
    for (kind, took) in passed {
        println!("  {}，{}", kind.title(), minutes(took));
    }
    Ok(())
}

/// Builds the page and the program, and runs the window's tests, or one file of them, with `more` in their environment.
#[cfg(target_os = "linux")]
pub fn in_the_window(only: Option<&str>, repeat: u32, more: &[(&str, &str)]) -> Outcome {
    shell_run(&mut npm(&["run", "ui:build"]))?;
    shell_run(cargo(&["build", "--package", DESKTOP]).args(PAGE_INSIDE))?;
    crate::window::test(DESKTOP, WINDOW_TESTS, only, repeat, more)
}

#[cfg(not(target_os = "linux"))]
fn in_the_window(_only: Option<&str>, _repeat: u32, _more: &[(&str, &str)]) -> Outcome {
    println!("真实窗口测试只在 Linux 上运行，这里只确认程序能够编译。");
    shell_run(&mut npm(&["run", "ui:build"]))?;
    shell_run(cargo(&["build", "--package", DESKTOP]).args(PAGE_INSIDE))
}

/// A time for people.
pub fn minutes(took: Duration) -> String {
    format!("{} 分 {:02} 秒", took.as_secs() / 60, took.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read() {
        let parsed = |line: &str| {
            let words: Vec<_> = line.split_whitespace().collect();
            Selection::parse(&words).map_err(|stop| stop.to_string())
        };
        assert_eq!(parsed(""), Ok(Selection { only: None, file: None, repeat: 1 }));
        assert_eq!(parsed("--only ui"), Ok(Selection { only: Some(Kind::Ui), file: None, repeat: 1 }));
        assert_eq!(
            parsed("--only window --repeat 10"),
            Ok(Selection { only: Some(Kind::Window), file: None, repeat: 10 })
        );
        let work = Some("work".into());
        assert_eq!(parsed("--file work"), Ok(Selection { only: Some(Kind::Window), file: work, repeat: 1 }));
        assert_eq!(parsed("--only"), Err("选项不完整：--only".into()));
        assert_eq!(parsed("--only words"), Err("不认识的选项：--only words".into()));
        assert_eq!(parsed("--repeat 0"), Err("--repeat 后面应是大于零的整数，而不是 0。".into()));
    }

    #[test]
    fn times_are_told_in_minutes() {
        assert_eq!(minutes(Duration::from_millis(65_900)), "1 分 05 秒");
    }
}
