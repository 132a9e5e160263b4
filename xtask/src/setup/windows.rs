//! What must be there on Windows: the MSVC tools. They are looked for, never installed.

use std::path::PathBuf;

use super::Purpose;
use crate::shell::{command, on_path, output, Outcome, Stop};

/// Stops when there is no MSVC: opening the program and testing it need it alike.
pub fn prepare(_purpose: Purpose) -> Outcome {
    // Not `link`: Git for Windows brings an unrelated program of that name.
    if on_path("cl") || visual_studio_has_them() {
        return Ok(());
    }
    Err(Stop::new(
        "没有找到 MSVC 生成工具。\n\
         请安装 Visual Studio 生成工具，并选中“使用 C++ 的桌面开发”：\n  \
         winget install Microsoft.VisualStudio.2022.BuildTools",
    ))
}

/// Asks Visual Studio's own locator, which every edition installs in the same place.
fn visual_studio_has_them() -> bool {
    let Some(programs) = std::env::var_os("ProgramFiles(x86)") else { return false };
    let locator = PathBuf::from(programs).join("Microsoft Visual Studio/Installer/vswhere.exe");
    let tools = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64";
    let question = ["-latest", "-products", "*", "-requires", tools, "-property", "installationPath"];
    output(&mut command(&locator.to_string_lossy(), &question)).is_some_and(|folder| !folder.is_empty())
}
