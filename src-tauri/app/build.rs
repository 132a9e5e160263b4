//! Hands Tauri the capabilities, which stand beside the program's sources and not in its default place.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/app/capabilities/**/*.json");
    tauri_build::try_build(attributes)?;
    Ok(())
}
