//! `cargo xtask …`: set-up and chores around the program, none of its logic.
//!
//! One module a chore: [`setup`] installs what is missing, [`launch`] starts the window, [`test`]
//! runs every test (the real window in [`window`], as a Windows program in [`windows`], its PDFs judged by another's
//! program in [`archive`]), [`bench`] measures the release build, [`dist`] makes what a release hands out, and
//! [`tidy`] holds the invariants of `docs/ARCHITECTURE.md`.

#[cfg(target_os = "linux")]
mod archive;
mod bench;
mod dist;
mod launch;
mod licences;
#[cfg(target_os = "linux")]
mod pictures;
mod release;
mod setup;
mod shell;
mod test;
mod tidy;
#[cfg(target_os = "linux")]
mod window;
#[cfg(target_os = "linux")]
mod windows;

use std::process::ExitCode;

use setup::Purpose;
use shell::{Outcome, Stop};

const HELP: &str = "\
用法：cargo xtask <命令>

  run                      补齐缺少的软件，编译并打开程序
  test                     补齐缺少的软件，运行全部测试
    --only rust|archive|ui|window  只运行其中一类
    --file NAME              只运行真实窗口测试里的一个文件（tests/e2e/NAME.rs）
    --repeat N               把真实窗口测试运行 N 遍
    --windows                交叉编译成 Windows 程序和安装程序，在 Wine 里运行测试（只在 Debian 上）
  setup                    只补齐缺少的软件
  bench                    编译发布版，测量读取、检查、打印的时间和内存
  bench window             测量真实窗口：启动、打一个字到看见核对结果、连续编辑的内存（只在 Linux 上）
    --minutes N              连续编辑 N 分钟，默认 60
    --dev                    用开发版测量
    --compare                只测量历年对比的页面
  dist                     制作本机系统的安装包，放在 target/dist
    --trial                  再装进一个干净的 Debian，打开、打印、卸载（要 root 和 debootstrap）
    --only-trial             只试上次制作的
  dist --target windows    在 Debian 上制作 Windows 安装程序，放在 target/dist-windows
    --webview2 FILE          装入微软的 WebView2 运行时安装程序
    --trial                  再在 Wine 里安装、打开、卸载
  pictures                 在真实窗口里重拍手册的截图（只在 Linux 上）
  licences                 重写“帮助”里的许可证清单
  version X.Y.Z            确认 Cargo.toml、更新记录、软件商店说明里都是这个版本
  notes X.Y.Z              这个版本的更新记录
  tidy                     列出违反 docs/ARCHITECTURE.md 所列约定之处
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            eprintln!("{stop}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Outcome {
    match words {
        [] | ["help" | "-h" | "--help"] => {
            print!("{HELP}");
            Ok(())
        }
        ["run"] => launch::run(),
        #[cfg(target_os = "linux")]
        ["test", "--windows"] => windows::test(),
        ["test", options @ ..] => test::run(&test::Selection::parse(options)?),
        ["setup"] => {
            setup::prepare(Purpose::Test)?;
            println!("所需软件都已就绪。");
            Ok(())
        }
        ["bench"] => bench::run(),
        ["dist", options @ ..] => dist::run(&dist::Options::parse(options)?),
        #[cfg(target_os = "linux")]
        ["bench", "window", options @ ..] => bench::window::run(&bench::window::Options::parse(options)?),
        #[cfg(target_os = "linux")]
        ["pictures"] => pictures::run(),
        ["licences"] => licences::run(),
        ["version", version] => release::is(version),
        ["notes", version] => release::notes(version),
        ["tidy"] => tidy::run(),
        _ => Err(Stop::new(format!("不认识的命令：{}\n\n{HELP}", words.join(" ")))),
    }
}
