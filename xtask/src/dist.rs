//! `cargo xtask dist`: what a release hands out, in `target/dist`.
//!
//! [`linux`] makes the packages and the command line that runs on old systems; a clean Debian tries them in [`trial`].
//! On Windows the Tauri CLI makes the installers, for which it fetches tools of its own.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
mod symbols;
#[cfg(target_os = "linux")]
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{command, npm, output, target, Outcome, Stop};

/// What is to be made, and whether it is tried afterwards.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Install the package into a clean Debian, start it, print, remove it.
    pub trial: bool,
}

impl Options {
    /// Reads what stands behind `dist`.
    pub fn parse(words: &[&str]) -> Outcome<Self> {
        match words {
            [] => Ok(Self::default()),
            ["--trial"] => Ok(Self { trial: true }),
            _ => Err(Stop::new(format!("不认识的选项：{}（可用 --trial）", words.join(" ")))),
        }
    }
}

/// Makes everything for this system and tells its size.
pub fn run(options: &Options) -> Outcome {
    let folder = folder()?;
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    make(&folder)?;
    checksums(&folder)?;
    tell(&folder)?;
    if options.trial {
        return try_out(&folder);
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn make(folder: &Path) -> Outcome {
    linux::make(folder)
}

#[cfg(not(target_os = "linux"))]
fn make(folder: &Path) -> Outcome {
    crate::setup::prepare(crate::setup::Purpose::Run)?;
    crate::shell::run(&mut tauri(&["build"]))?;
    collect(&target()?.join("release/bundle"), &["exe", "msi"], folder)
}

#[cfg(target_os = "linux")]
fn try_out(folder: &Path) -> Outcome {
    trial::run(folder)
}

#[cfg(not(target_os = "linux"))]
fn try_out(_: &Path) -> Outcome {
    Err(Stop::new("--trial 只在 Debian 上。"))
}

/// The Tauri CLI of the checkout.
fn tauri(arguments: &[&str]) -> std::process::Command {
    let mut command = npm(&["run", "tauri", "--"]);
    command.args(arguments);
    command
}

/// Where everything is put.
fn folder() -> Outcome<PathBuf> {
    Ok(target()?.join("dist"))
}

/// Takes the bundles with these endings, wherever they are below a folder.
fn collect(from: &Path, endings: &[&str], into: &Path) -> Outcome {
    for kind in fs::read_dir(from).map_err(|error| cannot_write(from, &error))?.flatten() {
        for file in fs::read_dir(kind.path()).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let ending = file.extension().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(name) = file.file_name().filter(|_| endings.contains(&ending.as_str())) {
                let copy = into.join(name);
                fs::copy(&file, &copy).map_err(|error| cannot_write(&copy, &error))?;
            }
        }
    }
    Ok(())
}

/// The files of the folder, in the order of their names.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| cannot_write(folder, &error))?;
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|it| it.is_file()).collect();
    files.sort();
    Ok(files)
}

/// `SHA256SUMS`, which `sha256sum -c` reads.
fn checksums(folder: &Path) -> Outcome {
    let mut sums = String::new();
    for file in files(folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (program, arguments) =
            if cfg!(windows) { ("certutil", ["-hashfile"]) } else { ("sha256sum", ["--"]) };
        let mut command = command(program, &arguments);
        command.arg(&file);
        if cfg!(windows) {
            command.arg("SHA256");
        }
        let said = output(&mut command).ok_or_else(|| Stop::new(format!("{program} 没有成功。")))?;
        let is_sum = |word: &&str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
        let sum =
            said.split_whitespace().find(is_sum).ok_or_else(|| Stop::new(format!("{program}：{said}")))?;
        sums += &format!("{sum}  {name}\n");
    }
    let path = folder.join("SHA256SUMS");
    fs::write(&path, sums).map_err(|error| cannot_write(&path, &error))
}

fn tell(folder: &Path) -> Outcome {
    println!();
    for file in files(folder)? {
        let bytes = fs::metadata(&file).map_or(0, |about| about.len());
        println!("{:>9.2} MB  {}", bytes as f64 / 1e6, file.display());
    }
    Ok(())
}

/// The stop for a file that cannot be written or read.
fn cannot_write(path: &Path, error: &std::io::Error) -> Stop {
    Stop::new(format!("无法读写 {}：{error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_refused() {
        assert_eq!(Options::parse(&[]).ok(), Some(Options { trial: false }));
        assert_eq!(Options::parse(&["--trial"]).ok(), Some(Options { trial: true }));
        assert!(Options::parse(&["--everything"]).is_err());
    }
}
