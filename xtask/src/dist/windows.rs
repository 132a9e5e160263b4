//! The Windows installer, made on Debian: programs of the MinGW target, put together by NSIS.
//!
//! The script is `src-tauri/packaging/windows/installer.nsi`. Tauri's own bundler is not used here: it fetches its tools.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::{cannot_write, paths};
use crate::launch::{DESKTOP, PAGE_INSIDE};
use crate::setup::{self, Purpose};
use crate::shell::{cannot_start, command, npm, root, run, succeeded, Outcome, Stop};
use crate::windows::toolchain::Toolchain;

/// A program that signs the one file it is given, in place.
const SIGN: &str = "NIANBAO_SIGN";
/// What the Tauri CLI fills in on Windows.
const TEMPLATE: &str = "src-tauri/packaging/windows/tauri.nsi";
const PROGRAMS: [&str; 2] = ["nianbao-desktop.exe", "nianbao.exe"];

/// Builds the programs and the installer; gives the latter's place.
pub fn make(web_view: Option<&Path>, folder: &Path) -> Outcome<PathBuf> {
    setup::prepare(Purpose::Windows)?;
    setup::prepare(Purpose::Run)?;
    let toolchain = Toolchain::ready()?;
    run(&mut npm(&["run", "ui:build"]))?;
    println!("\n== 编译 Windows 程序");
    let build = ["build", "--release", "--package", DESKTOP, "--package", "nianbao-cli"];
    run(toolchain.release_cargo(&build)?.args(PAGE_INSIDE))?;
    for program in PROGRAMS {
        paths::are_not_in(&toolchain.released().join(program))?;
    }

    let signer = std::env::var(SIGN).ok().filter(|it| !it.is_empty());
    let programs = toolchain.released();
    if let Some(signer) = &signer {
        for program in PROGRAMS {
            run(command(signer, &[]).arg(programs.join(program)))?;
        }
    }

    println!("\n== 安装程序");
    let installer = installer(folder);
    let define = |name: &str, value: &Path| format!("-D{name}={}", value.display());
    let root = root()?;
    let mut nsis = command("makensis", &["-V2", "-WX", "-INPUTCHARSET", "UTF8"]);
    // Without a moment of its own the same content gives the same bytes.
    nsis.env("SOURCE_DATE_EPOCH", "0")
        .arg(format!("-DVERSION={}", env!("CARGO_PKG_VERSION")))
        .arg(define("ROOT", &root))
        .arg(define("PROGRAMS", &programs))
        .arg(define("THIRD_PARTIES", &super::third_parties()?))
        .arg(define("OUT", &installer));
    if let Some(file) = web_view {
        let file = file.canonicalize().map_err(|error| Stop::new(format!("{}：{error}", file.display())))?;
        nsis.arg(define("WEBVIEW2", &file));
    }
    if let Some(signer) = &signer {
        nsis.arg(define("SIGN", Path::new(signer)));
    }
    run(nsis.arg(root.join("src-tauri/packaging/windows/installer.nsi")))?;
    Ok(installer)
}

/// Compiles the installer as the Tauri CLI does on Windows, with stand-ins for the programs: that its template and its
/// 32-bit stubs fit the script is known before a release finds out.
pub fn compiles_for_tauri(folder: &Path) -> Outcome {
    println!("\n== 安装程序，按 Tauri CLI 在 Windows 上的做法编译");
    let cannot = |error| cannot_write(folder, &error);
    let (programs, inside) = (folder.join("target/release"), folder.join("target/release/nsis/x64"));
    fs::create_dir_all(&inside).map_err(cannot)?;
    for name in PROGRAMS {
        fs::write(programs.join(name), name).map_err(cannot)?;
    }
    fs::write(folder.join("target/THIRD-PARTY.txt"), "").map_err(cannot)?;
    let root = root()?;
    for name in ["src-tauri", "fonts", "icons", "LICENSE", "CHANGELOG.md"] {
        let _ = fs::remove_file(folder.join(name));
        symlink(root.join(name), folder.join(name)).map_err(cannot)?;
    }
    let template = fs::read_to_string(root.join(TEMPLATE)).map_err(cannot)?;
    fs::write(inside.join("installer.nsi"), filled_in(&template)).map_err(cannot)?;
    let mut nsis = command("makensis", &["-V2", "-WX", "-INPUTCHARSET", "UTF8", "installer.nsi"]);
    let status = nsis.current_dir(&inside).status().map_err(|error| cannot_start(&nsis, &error))?;
    succeeded(&nsis, status)
}

/// The template with what the Tauri CLI knows; all else is empty there too.
fn filled_in(template: &str) -> String {
    let known =
        template.replace("{{version}}", env!("CARGO_PKG_VERSION")).replace("{{out_file}}", "nsis-output.exe");
    let mut parts = known.split("{{");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("}}").map_or(part, |(_, rest)| rest))
}

/// Where the installer is put.
pub fn installer(folder: &Path) -> PathBuf {
    folder.join(format!("nianbao_{}_windows-x86_64-setup.exe", env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_in() {
        let text = filled_in("a \"{{version}}\" {{out_file}} \"{{sign}}\" ${ROOT}\n");
        assert_eq!(text, format!("a \"{}\" nsis-output.exe \"\" ${{ROOT}}\n", env!("CARGO_PKG_VERSION")));
    }
}
