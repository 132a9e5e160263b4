//! The Windows installer, made on Debian: programs of the MinGW target, put together by NSIS.
//!
//! The script is `src-tauri/packaging/windows/installer.nsi`. Tauri's own bundler is not used here: it fetches its tools.

use std::path::{Path, PathBuf};

use crate::launch::{DESKTOP, PAGE_INSIDE};
use crate::setup::{self, Purpose};
use crate::shell::{command, npm, root, run, Outcome, Stop};
use crate::windows::toolchain::Toolchain;

/// A program that signs the one file it is given, in place.
const SIGN: &str = "NIANBAO_SIGN";
const PROGRAMS: [&str; 2] = ["nianbao-desktop.exe", "nianbao.exe"];

/// Builds the programs and the installer; gives the latter's place.
pub fn make(web_view: Option<&Path>, folder: &Path) -> Outcome<PathBuf> {
    setup::prepare(Purpose::Windows)?;
    setup::prepare(Purpose::Run)?;
    let toolchain = Toolchain::ready()?;
    run(&mut npm(&["run", "ui:build"]))?;
    println!("\n== 编译 Windows 程序");
    let build = ["build", "--release", "--package", DESKTOP, "--package", "nianbao-cli"];
    run(toolchain.release_cargo(&build).args(PAGE_INSIDE))?;

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

/// Where the installer is put.
pub fn installer(folder: &Path) -> PathBuf {
    folder.join(format!("nianbao_{}_windows-x86_64-setup.exe", env!("CARGO_PKG_VERSION")))
}
