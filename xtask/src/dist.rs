//! `cargo xtask dist`: what a release hands out, in `target/dist`.
//!
//! [`linux`] makes the packages and the command line that runs on old systems; a clean Debian tries them in [`trial`].
//! [`windows`] makes the Windows installer on Debian, and [`wine`] tries it. On Windows itself the Tauri CLI makes the
//! installers, for which it fetches tools of its own.

#[cfg(not(target_os = "linux"))]
mod bundler;
#[cfg(target_os = "linux")]
mod linux;
pub mod paths;
#[cfg(target_os = "linux")]
mod symbols;
#[cfg(target_os = "linux")]
mod trial;
#[cfg(target_os = "linux")]
pub mod windows;
#[cfg(target_os = "linux")]
pub mod wine;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::licences;
use crate::setup::{self, Purpose};
use crate::shell::{command, npm, output, target, Outcome, Stop};
use crate::test::minutes;

/// What is to be made, and whether it is tried afterwards.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// For Windows, on Debian; else for this system.
    for_windows: bool,
    /// Microsoft's own installer of the WebView2 runtime, to be carried inside ours.
    web_view: Option<PathBuf>,
    /// Install it into a clean system, start it, print, remove it.
    trial: bool,
    /// Only that, with what was made before.
    made_before: bool,
}

impl Options {
    /// The Windows installer, as it is handed out.
    #[cfg(target_os = "linux")]
    pub fn for_windows() -> Self {
        Self { for_windows: true, ..Self::default() }
    }

    /// Reads what stands behind `dist`.
    pub fn parse(words: &[&str]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut rest = words;
        loop {
            rest = match rest {
                [] => return Ok(options),
                ["--trial", after @ ..] => {
                    options.trial = true;
                    after
                }
                ["--only-trial", after @ ..] => {
                    options.trial = true;
                    options.made_before = true;
                    after
                }
                #[cfg(target_os = "linux")]
                ["--target", "windows", after @ ..] => {
                    options.for_windows = true;
                    after
                }
                #[cfg(target_os = "linux")]
                ["--webview2", file, after @ ..] if options.for_windows => {
                    options.web_view = Some(file.into());
                    after
                }
                _ => return Err(Stop::new(format!("不认识的选项：{}", rest.join(" ")))),
            }
        }
    }
}

/// Makes everything, tells its size, and tries it where that is wished.
pub fn run(options: &Options) -> Outcome {
    let start = Instant::now();
    let folder = folder(options)?;
    if options.made_before {
        return try_out(options, &folder);
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))?;
    // The licences of what npm installs lie in what it has installed.
    setup::prepare(Purpose::Run)?;
    write(&third_parties()?, &licences::texts()?)?;
    make(options, &folder)?;
    write(&folder.join(bill(options)), &licences::bill_of_materials()?)?;
    checksums(&folder)?;
    tell(&folder)?;
    println!("用时 {}", minutes(start.elapsed()));
    if options.trial {
        return try_out(options, &folder);
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn make(options: &Options, folder: &Path) -> Outcome {
    if options.for_windows {
        return windows::make(options.web_view.as_deref(), folder).map(drop);
    }
    linux::make(folder)
}

#[cfg(not(target_os = "linux"))]
fn make(_: &Options, folder: &Path) -> Outcome {
    bundler::make(folder)
}

#[cfg(target_os = "linux")]
fn try_out(options: &Options, folder: &Path) -> Outcome {
    if options.for_windows {
        let held = wine::run(&windows::installer(folder))?;
        println!("\n安装程序：{held} 处成立。");
        return Ok(());
    }
    trial::run(folder)
}

#[cfg(not(target_os = "linux"))]
fn try_out(_: &Options, _: &Path) -> Outcome {
    Err(Stop::new("--trial 只在 Debian 上。"))
}

/// The name of the bill of materials: a release puts what several systems made into one folder.
fn bill(options: &Options) -> String {
    let system = match options.for_windows {
        true => "windows-mingw",
        false if cfg!(windows) => "windows",
        false => "linux",
    };
    format!("nianbao_{}_{system}.cdx.json", env!("CARGO_PKG_VERSION"))
}

/// The Tauri CLI of the checkout.
fn tauri(arguments: &[&str]) -> std::process::Command {
    let mut command = npm(&["run", "tauri", "--"]);
    command.args(arguments);
    command
}

/// Where everything is put.
fn folder(options: &Options) -> Outcome<PathBuf> {
    Ok(target()?.join(if options.for_windows { "dist-windows" } else { "dist" }))
}

/// Where the Tauri CLI puts its bundles, without those of a build before: one of another version would be handed out.
fn fresh_bundles() -> Outcome<PathBuf> {
    let bundles = target()?.join("release/bundle");
    match fs::remove_dir_all(&bundles) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(cannot_write(&bundles, &error)),
        _ => Ok(bundles),
    }
}

/// Takes the bundles with these endings, wherever they are below a folder, under a name that every system and site can
/// write; `mark` tells one kind from another.
fn collect(from: &Path, endings: &[&str], mark: &str, into: &Path) -> Outcome {
    for kind in fs::read_dir(from).map_err(|error| cannot_write(from, &error))?.flatten() {
        for file in fs::read_dir(kind.path()).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let ending = file.extension().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(name) = file.file_stem().filter(|_| endings.contains(&ending.as_str())) {
                let name = plain(&name.to_string_lossy());
                let copy = into.join(format!("{name}{mark}.{ending}"));
                fs::copy(&file, &copy).map_err(|error| cannot_write(&copy, &error))?;
            }
        }
    }
    Ok(())
}

/// The name of a bundle as it is handed out: the same wherever it was made.
fn plain(name: &str) -> String {
    name.replace("信息公开年报", "nianbao")
        .replace("_x64-setup", "_windows-x86_64-setup")
        .replace("_x64_zh-CN", "_windows-x86_64")
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
    write(&folder.join("SHA256SUMS"), &sums)
}

/// The licences of what others made, which is handed out with it.
fn third_parties() -> Outcome<PathBuf> {
    Ok(target()?.join("THIRD-PARTY.txt"))
}

fn write(path: &Path, text: &str) -> Outcome {
    fs::write(path, text).map_err(|error| cannot_write(path, &error))
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
    fn a_bundle_has_one_name_wherever_it_was_made() {
        assert_eq!(plain("信息公开年报_0.1.0_x64-setup"), "nianbao_0.1.0_windows-x86_64-setup");
        assert_eq!(plain("信息公开年报_0.1.0_x64_zh-CN"), "nianbao_0.1.0_windows-x86_64");
        assert_eq!(plain("nianbao_0.1.0_amd64"), "nianbao_0.1.0_amd64");
    }

    #[test]
    fn options_are_read_or_refused() {
        let parsed = |line: &str| Options::parse(&line.split_whitespace().collect::<Vec<_>>()).ok();
        assert_eq!(parsed(""), Some(Options::default()));
        assert_eq!(parsed("--trial"), Some(Options { trial: true, ..Options::default() }));
        assert_eq!(
            parsed("--only-trial"),
            Some(Options { trial: true, made_before: true, ..Options::default() })
        );
        assert_eq!(parsed("--everything"), None);
        assert_eq!(parsed("--target"), None);
        assert_eq!(parsed("--webview2 setup.exe"), None, "only a Windows installer carries it");
        #[cfg(target_os = "linux")]
        assert_eq!(
            parsed("--target windows --webview2 setup.exe --trial"),
            Some(Options {
                for_windows: true,
                web_view: Some("setup.exe".into()),
                trial: true,
                made_before: false
            })
        );
    }
}
