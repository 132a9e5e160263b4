//! No path of the machine that builds is in what is handed out: it is nobody's business, and two machines make the same.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cannot_write;
use crate::shell::{command, output, root, Outcome, Stop};

/// Has a command, and every Cargo below it, compile with these paths under other names.
pub fn remapped(command: &mut Command) -> Outcome<&mut Command> {
    let mut flags = flags()?;
    if cfg!(all(windows, target_env = "msvc")) {
        // VCRUNTIME140.dll is no part of Windows, and an office machine may not have it. Tauri links it statically into
        // the window alone (`build.windows.staticVCRuntime`): it names libcmt, libvcruntime and the ucrt that Windows
        // has to the linker, and forbids it the rest. With this flag Rust and every C source ask for libcmt, too, so
        // both together leave what Microsoft calls the hybrid runtime; the command line has all of it inside.
        flags.push("-Ctarget-feature=+crt-static".to_owned());
    }
    Ok(command.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))
}

/// What the compiler is told for it.
pub fn flags() -> Outcome<Vec<String>> {
    let flag = |(path, name): (PathBuf, &str)| format!("--remap-path-prefix={}={name}", path.display());
    Ok(places()?.into_iter().map(flag).collect())
}

/// Stops when a program holds one of them all the same.
pub fn are_not_in(program: &Path) -> Outcome {
    let bytes = fs::read(program).map_err(|error| cannot_write(program, &error))?;
    for (path, _) in places()? {
        let path = path.display().to_string();
        if holds(&bytes, &path) {
            return Err(Stop::new(format!("{} 里有这台机器的路径 {path}。", program.display())));
        }
    }
    println!("{} 里没有这台机器的路径", program.display());
    Ok(())
}

/// Stops when a program wants a library that comes with Visual C++ and not with Windows.
#[cfg(any(windows, test))]
pub fn brings_its_runtime(program: &Path) -> Outcome {
    let bytes = fs::read(program).map_err(|error| cannot_write(program, &error))?;
    let foreign = ["VCRUNTIME140", "MSVCP140"].iter().find(|name| holds(&bytes, &format!("{name}.dll")));
    match foreign {
        Some(name) => {
            Err(Stop::new(format!("{} 要用 {name}.dll，它不是 Windows 自带的。", program.display())))
        }
        None => Ok(()),
    }
}

fn holds(bytes: &[u8], path: &str) -> bool {
    bytes.windows(path.len()).any(|part| part == path.as_bytes())
}

/// Where sources lie here, and what stands in their place: the checkout, the crates, the compiler's own.
fn places() -> Outcome<Vec<(PathBuf, &'static str)>> {
    let own = std::env::home_dir().map(|home| home.join(".cargo"));
    let crates = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(own);
    let compiler = output(&mut command("rustc", &["--print", "sysroot"])).map(PathBuf::from);
    // Debian's own compiler is the same on every Debian.
    let compiler = compiler.filter(|it| !it.starts_with("/usr"));
    let all = [(Some(root()?), "nianbao"), (crates, "cargo"), (compiler, "rust")];
    Ok(all.into_iter().filter_map(|(path, name)| Some((path?, name))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_for_development_is_told_from_what_is_handed_out() {
        // This program: panics name its sources, and nothing was remapped.
        let error = are_not_in(&std::env::current_exe().unwrap()).unwrap_err();
        assert!(error.to_string().contains("这台机器的路径"), "{error}");
        let folder = std::env::temp_dir().join(format!("nianbao-xtask-paths-{}", std::process::id()));
        fs::write(&folder, "cargo/registry/src/serde-1.0.0/src/lib.rs").unwrap();
        assert!(are_not_in(&folder).is_ok());
        fs::remove_file(&folder).unwrap();
    }

    #[test]
    fn a_program_that_wants_the_runtime_of_visual_c_is_told() {
        let program = std::env::temp_dir().join(format!("nianbao-xtask-runtime-{}", std::process::id()));
        fs::write(&program, "KERNEL32.dll\0VCRUNTIME140.dll\0").unwrap();
        assert!(brings_its_runtime(&program).unwrap_err().to_string().contains("VCRUNTIME140.dll"));
        fs::write(&program, "KERNEL32.dll\0ucrtbase.dll\0").unwrap();
        assert!(brings_its_runtime(&program).is_ok());
        fs::remove_file(&program).unwrap();
    }

    #[test]
    fn the_checkout_and_the_crates_get_other_names() {
        let flags = flags().unwrap();
        assert_eq!(flags[0], format!("--remap-path-prefix={}=nianbao", root().unwrap().display()));
        assert!(flags.iter().any(|flag| flag.ends_with("=cargo")), "{flags:?}");
    }
}
