//! Hands Tauri the capabilities and the Windows manifest, which stand beside what they belong to and not in Tauri's
//! default places.

const MANIFEST: &str = include_str!("../packaging/windows/nianbao.manifest");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/app/capabilities/**/*.json")
        .windows_attributes(tauri_build::WindowsAttributes::new().app_manifest(MANIFEST));
    tauri_build::try_build(attributes)?;
    Ok(())
}
