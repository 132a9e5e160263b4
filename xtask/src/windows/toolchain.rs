//! Debian's Rust and MinGW, and the standard library for Windows, which Debian has as source only.
//!
//! It is compiled once into `target/windows/sysroot`; nothing of the system is changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::dist::paths;
use crate::shell::{command, output, root, run, target, Outcome, Stop};

const TRIPLE: &str = "x86_64-pc-windows-gnu";
/// The packaged ones: rustup's own come without these sources and would be first on the PATH.
const CARGO: &str = "/usr/bin/cargo";
const RUSTC: &str = "/usr/bin/rustc";
/// The crates of the standard library that programs and their tests link.
const STANDARD: &str = "-Zbuild-std=std,panic_unwind,panic_abort,proc_macro,test";

/// Compiles for Windows.
pub struct Toolchain {
    /// Apart from what the other compiler makes.
    folder: PathBuf,
    root: PathBuf,
}

impl Toolchain {
    /// Makes the standard library unless it is there already, from this very compiler.
    pub fn ready() -> Outcome<Self> {
        let toolchain = Self { folder: target()?.join("windows"), root: root()? };
        let version = output(&mut command(RUSTC, &["--version"]))
            .ok_or_else(|| Stop::new(format!("{RUSTC} 不能运行。")))?;
        let mark = toolchain.sysroot().join("built-with");
        let flags = standard_flags()?.join(" ");
        let made_with = format!("{version}\n{flags}\n");
        if fs::read_to_string(&mark).ok().as_deref() != Some(made_with.as_str()) {
            toolchain.make_standard_library()?;
            fs::write(&mark, &made_with).map_err(|error| cannot_write(&mark, &error))?;
        }
        Ok(toolchain)
    }

    /// Cargo for Windows. `cargo test` runs what it made under Wine.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = self.packaged_cargo(arguments);
        cargo
            .args(["--target", TRIPLE, "--locked"])
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_LINKER", "x86_64-w64-mingw32-gcc")
            .env("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER", "wine")
            .env(
                "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS",
                format!("--sysroot={}", self.sysroot().display()),
            )
            .env("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc")
            .env("AR_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-ar")
            // insta asks Cargo where the checkout is, and there is no Cargo for Windows here.
            .env("INSTA_WORKSPACE_ROOT", &self.root)
            .env("INSTA_UPDATE", "no");
        cargo
    }

    /// Cargo for Windows, for what is handed out: no path of this machine and no moment in it.
    pub fn release_cargo(&self, arguments: &[&str]) -> Outcome<Command> {
        let mut cargo = self.cargo(arguments);
        let mut flags = vec![
            format!("--sysroot={}", self.sysroot().display()),
            "-Clink-arg=-Wl,--no-insert-timestamp".to_owned(),
        ];
        flags.extend(paths::flags()?);
        cargo
            .env_remove("CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUSTFLAGS")
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"));
        Ok(cargo)
    }

    /// A program that was built for development.
    pub fn program(&self, name: &str) -> PathBuf {
        self.built().join(name)
    }

    /// Where the programs for development lie.
    pub fn built(&self) -> PathBuf {
        self.folder.join(TRIPLE).join("debug")
    }

    /// Where the programs that are handed out lie.
    pub fn released(&self) -> PathBuf {
        self.folder.join(TRIPLE).join("release")
    }

    fn packaged_cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = command(CARGO, arguments);
        // Whoever runs us is another Cargo and has left its own settings.
        for variable in ["CARGO", "RUSTDOC", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTUP_TOOLCHAIN"] {
            cargo.env_remove(variable);
        }
        cargo.env("RUSTC", RUSTC).env("CARGO_TARGET_DIR", &self.folder);
        cargo
    }

    fn sysroot(&self) -> PathBuf {
        self.folder.join("sysroot")
    }

    /// Compiles an empty crate together with its standard library, and keeps the latter.
    fn make_standard_library(&self) -> Outcome {
        println!("编译 Windows 用的 Rust 标准库，只需一次。");
        let seed = self.folder.join("seed");
        let manifest = "[package]\nname = \"seed\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
        write(&seed.join("Cargo.toml"), manifest)?;
        write(&seed.join("src/lib.rs"), "")?;
        let manifest = seed.join("Cargo.toml").display().to_string();
        let arguments =
            ["build", "--quiet", "--release", "--target", TRIPLE, STANDARD, "--manifest-path", &manifest];
        run(self
            .packaged_cargo(&arguments)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_ENCODED_RUSTFLAGS", standard_flags()?.join("\u{1f}")))?;

        let libraries = self.sysroot().join("lib/rustlib").join(TRIPLE).join("lib");
        // What is left of another compiler fits nothing any more.
        for stale in [self.sysroot(), self.folder.join(TRIPLE).join("debug")] {
            let _ = fs::remove_dir_all(stale);
        }
        fs::create_dir_all(&libraries).map_err(|error| cannot_write(&libraries, &error))?;
        let made = self.folder.join(TRIPLE).join("release/deps");
        let entries = fs::read_dir(&made).map_err(|error| cannot_write(&made, &error))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".rlib") && !name.starts_with("libseed-") {
                fs::copy(&path, libraries.join(&name)).map_err(|error| cannot_write(&libraries, &error))?;
            }
        }
        fs::remove_dir_all(self.folder.join(TRIPLE).join("release"))
            .map_err(|error| cannot_write(&made, &error))
    }
}

/// How the standard library is compiled. Its crates lie among ours, and their paths would be in every program.
fn standard_flags() -> Outcome<Vec<String>> {
    // Without bitcode a release that is optimised across crates does not link.
    let mut flags = vec!["-Cembed-bitcode=yes".to_owned()];
    flags.extend(paths::flags()?);
    Ok(flags)
}

fn write(path: &Path, text: &str) -> Outcome {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| cannot_write(path, &error))
}

/// The stop for a file that cannot be written.
pub fn cannot_write(path: &Path, error: &std::io::Error) -> Stop {
    Stop::new(format!("无法写入 {}：{error}", path.display()))
}
