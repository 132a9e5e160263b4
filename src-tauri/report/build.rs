//! Lists `forms/*.toml`, so that a new official form is a new file and no code.

use std::{env, fs, io, path::Path, path::PathBuf};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let forms = here.join("../../forms");
    println!("cargo:rerun-if-changed={}", forms.display());
    let mut files: Vec<PathBuf> = fs::read_dir(&forms)?
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|p| is_toml(p))
        .collect();
    files.sort();
    let list: String =
        files.iter().map(|path| format!("include_str!({:?}),\n", path.display().to_string())).collect();
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("bundled_forms.rs");
    fs::write(
        out,
        format!("/// The text of every file in `forms/`.\nconst BUNDLED: &[&str] = &[\n{list}];\n"),
    )
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "toml")
}
