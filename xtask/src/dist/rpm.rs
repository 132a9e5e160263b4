//! The `.rpm` in an empty folder that rpm takes for a system: installed, printed with, removed.
//!
//! Debian has no system of rpm's to start, so what it depends on is told and not looked for, and no window is opened.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cannot_write;
use crate::shell::{command, on_path, output, root, run as shell_run, Outcome, Stop};

const SAMPLE: &str = "tests/data/01_guantangyi-town_2024.txt";
const PACKAGE: &str = "nianbao";
const FILES: [&str; 6] = [
    "usr/bin/nianbao",
    "usr/bin/nianbao-desktop",
    "usr/share/applications/nianbao.desktop",
    "usr/share/metainfo/cn.nianbao.desktop.metainfo.xml",
    "usr/share/mime/packages/nianbao.xml",
    "usr/lib/nianbao/fonts/FandolFang-Regular.otf",
];

/// Does it all, or says that it cannot.
pub fn run(package: &Path) -> Outcome {
    println!("\n== .rpm");
    if !on_path("rpm") {
        println!("这里没有 rpm，没有试装 {}。", package.display());
        return Ok(());
    }
    shell_run(command("rpm", &["-qp", "--requires"]).arg(package))?;
    let system = Empty(std::env::temp_dir().join(format!("nianbao-rpm-{}", std::process::id())));
    fs::create_dir_all(&system.0).map_err(|error| cannot_write(&system.0, &error))?;
    // Not Debian's own way to install, but nothing of this system is touched.
    shell_run(system.rpm(&["--force-debian", "--nodeps", "-i"]).arg(package))?;
    for file in FILES {
        if !system.0.join(file).is_file() {
            return Err(Stop::new(format!("{} 里没有 /{file}。", package.display())));
        }
        println!("有 {file}");
    }
    let printed = system.0.join("sample.pdf");
    let program = system.0.join("usr/bin/nianbao");
    let mut print = command(&program.to_string_lossy(), &["print"]);
    shell_run(print.arg(root()?.join(SAMPLE)).arg("-o").arg(&printed))?;
    shell_run(&mut system.rpm(&["--force-debian", "--nodeps", "-e", PACKAGE]))?;
    let left = output(command("find", &[]).arg(system.0.join("usr")).args(["-iname", "*nianbao*"]));
    match left.as_deref() {
        Some("") | None => println!("安装、打印、卸载都成功，什么也没有留下。"),
        Some(left) => return Err(Stop::new(format!("卸载后还留着：{left}"))),
    }
    Ok(())
}

/// A folder that is gone afterwards.
struct Empty(PathBuf);

impl Empty {
    fn rpm(&self, words: &[&str]) -> Command {
        let mut rpm = command("rpm", &["--root"]);
        rpm.arg(&self.0).args(words);
        rpm
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
