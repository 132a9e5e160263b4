//! `.deb` and `.rpm` with the window and the command line, and the command line alone for systems that cannot show the
//! window.
//!
//! UOS 20 and Kylin V10 have glibc 2.28: the command line is linked against that one, by zig, which knows the symbols of
//! every glibc.

use std::fs;
use std::path::{Path, PathBuf};

use super::{cannot_write, collect, files, fresh_bundles, paths, symbols, tauri};
use crate::launch::DESKTOP;
use crate::setup::{self, Purpose};
use crate::shell::{cargo, command, on_path, output, root, run, target, Outcome};

/// The oldest glibc the command line is to run with.
const GLIBC: &str = "2.28";
/// That of Ubuntu 22.04, the oldest system with the web view: the window is to run there wherever it was built.
const GLIBC_OF_WINDOW: &str = "2.35";
const ZIG: &str = "ziglang==0.14.1";
const ZIGBUILD: &str = "cargo-zigbuild@0.24.0";
/// What tells the tools which moment to name (reproducible-builds.org).
const MOMENT: &str = "SOURCE_DATE_EPOCH";
const CONFIG: &str = "src-tauri/packaging/linux/tauri.json";

/// Makes the packages and puts them into the folder.
pub fn make(folder: &Path) -> Outcome {
    setup::prepare(Purpose::Dist)?;
    let program = command_line()?;
    symbols::no_newer_than(&program, GLIBC)?;
    paths::are_not_in(&program)?;
    let copy = folder.join("nianbao");
    fs::copy(&program, &copy).map_err(|error| cannot_write(&copy, &error))?;

    println!("\n== 安装包");
    // The window alone: the bundler would build whatever else has a `main`.
    let bundles = fresh_bundles()?;
    let mut tauri = tauri(&["build", "--config", CONFIG, "--", "--locked", "--package", DESKTOP]);
    run(paths::remapped(&mut tauri)?.env(MOMENT, moment()))?;
    let window = target()?.join("release").join(DESKTOP);
    symbols::no_newer_than(&window, GLIBC_OF_WINDOW)?;
    paths::are_not_in(&window)?;
    collect(&bundles, &["deb", "rpm"], "", folder)?;
    for package in files(folder)?.iter().filter(|it| it.extension().is_some_and(|it| it == "deb")) {
        without_moments(package)?;
    }
    archive(folder)
}

/// When the sources were last changed, in seconds since 1970: the only moment that a package may name.
fn moment() -> String {
    /// 1980-01-01, where there is no repository to ask.
    const LONG_AGO: &str = "315532800";
    let committed =
        root().ok().and_then(|root| output(command("git", &["log", "-1", "--format=%ct"]).current_dir(root)));
    committed.unwrap_or_else(|| LONG_AGO.to_owned())
}

/// Packs a `.deb` anew: the bundler notes when each file was copied, and in which order.
fn without_moments(package: &Path) -> Outcome {
    let folder = package.with_extension("unpacked");
    let _ = fs::remove_dir_all(&folder);
    run(command("dpkg-deb", &["--raw-extract"]).arg(package).arg(&folder))?;
    let moment = moment();
    let touch = ["-exec", "touch", "--no-dereference", &format!("--date=@{moment}"), "{}", "+"];
    run(command("find", &[]).arg(&folder).args(touch))?;
    let build = ["--root-owner-group", "-Zxz", "--build"];
    run(command("dpkg-deb", &build).arg(&folder).arg(package).env(MOMENT, &moment))?;
    fs::remove_dir_all(&folder).map_err(|error| cannot_write(&folder, &error))
}

/// Builds the command line with zig as its linker and C compiler, and says where it is.
fn command_line() -> Outcome<PathBuf> {
    println!("\n== 命令行程序，可用于 glibc {GLIBC} 以上的系统");
    let tools = target()?.join("tools");
    let zig = tools.join("zig");
    if !zig.join("ziglang/zig").is_file() {
        let pip = if on_path("pip3") { "pip3" } else { "pip" };
        run(command(pip, &["install", "--quiet", "--target"]).arg(&zig).arg(ZIG))?;
    }
    if !tools.join("bin/cargo-zigbuild").is_file() {
        run(cargo(&["install", "--quiet", "--locked", ZIGBUILD, "--root"]).arg(&tools))?;
    }
    let triple = "x86_64-unknown-linux-gnu";
    let build = ["zigbuild", "--release", "--locked", "--package", "nianbao-cli", "--target"];
    let mut zigbuild = command(&tools.join("bin/cargo-zigbuild").to_string_lossy(), &build);
    let zigbuild = paths::remapped(&mut zigbuild)?;
    run(zigbuild.arg(format!("{triple}.{GLIBC}")).env("CARGO_ZIGBUILD_ZIG_PATH", zig.join("ziglang/zig")))?;
    Ok(target()?.join(triple).join("release/nianbao"))
}

/// The command line with its typefaces, to be unpacked anywhere.
fn archive(folder: &Path) -> Outcome {
    let version = env!("CARGO_PKG_VERSION");
    let name = format!("nianbao-cli_{version}_linux-x86_64");
    let inside = folder.join(&name);
    let fonts = inside.join("fonts");
    fs::create_dir_all(&fonts).map_err(|error| cannot_write(&fonts, &error))?;
    let program = folder.join("nianbao");
    fs::copy(&program, inside.join("nianbao")).map_err(|error| cannot_write(&inside, &error))?;
    let root = root()?;
    run(command("cp", &["-r"]).arg(root.join("fonts/.")).arg(&fonts))?;
    for text in [root.join("LICENSE"), root.join("CHANGELOG.md"), super::third_parties()?] {
        let name = text.file_name().unwrap_or_default();
        fs::copy(&text, inside.join(name)).map_err(|error| cannot_write(&inside, &error))?;
    }
    let archive = folder.join(format!("{name}.tar.xz"));
    // The same content gives the same bytes.
    let same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0", "-cJf"];
    run(command("tar", &same).arg(&archive).arg("-C").arg(folder).arg(&name))?;
    fs::remove_dir_all(&inside)
        .and_then(|()| fs::remove_file(&program))
        .map_err(|error| cannot_write(&inside, &error))
}
