//! Hands Tauri the capabilities and the Windows manifest, which stand beside what they belong to and not in Tauri's
//! default places.

use std::env;
use std::path::Path;

const MANIFEST: &str = "src-tauri/packaging/windows/nianbao.manifest";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let manifest = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(MANIFEST);
    println!("cargo:rerun-if-changed={}", manifest.display());
    let is = |variable: &str, value: &str| env::var(variable).is_ok_and(|it| it == value);
    let is_msvc = is("CARGO_CFG_TARGET_OS", "windows") && is("CARGO_CFG_TARGET_ENV", "msvc");
    let windows = if is_msvc {
        // Tauri gives it to programs alone; a test without it does not even load, since the dialogs want the newer of
        // Windows's two libraries of controls.
        for argument in ["/MANIFEST:EMBED", "/MANIFESTUAC:NO"] {
            println!("cargo:rustc-link-arg={argument}");
        }
        println!("cargo:rustc-link-arg=/MANIFESTINPUT:{}", manifest.display());
        tauri_build::WindowsAttributes::new_without_app_manifest()
    } else {
        tauri_build::WindowsAttributes::new().app_manifest(std::fs::read_to_string(&manifest)?)
    };
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/app/capabilities/**/*.json")
        .windows_attributes(windows);
    tauri_build::try_build(attributes)?;
    Ok(())
}
