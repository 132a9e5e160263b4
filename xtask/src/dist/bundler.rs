//! The installers that the Tauri CLI makes on Windows: one that fetches the WebView2 runtime where it is missing, as
//! `.exe` and `.msi`, and a large `.exe` that carries it. Each `.exe` is made of the script that is tried under Wine.

use std::path::{Path, PathBuf};

use super::{collect, fresh_bundles, paths, tauri, write};
use crate::launch::DESKTOP;
use crate::setup::{self, Purpose};
use crate::shell::{cargo, run, target, Outcome};

/// The fingerprint of the certificate that signs, in the user's own store.
const CERTIFICATE: &str = "NIANBAO_CERTIFICATE";
const CONFIG: &str = "src-tauri/packaging/windows/tauri.json";
const OFFLINE: &str = "src-tauri/packaging/windows/offline.json";

/// Builds everything and puts it into the folder.
pub fn make(folder: &Path) -> Outcome {
    setup::prepare(Purpose::Run)?;
    let mut program = cargo(&["build", "--release", "--locked", "--package", "nianbao-cli"]);
    run(paths::remapped(&mut program)?)?;
    let signing = signing()?;
    for (config, mark) in [(None, ""), (Some(OFFLINE), "-offline")] {
        let bundles = fresh_bundles()?;
        let mut build = tauri(&["build", "--config", CONFIG]);
        for more in config.map(PathBuf::from).iter().chain(&signing) {
            build.arg("--config").arg(more);
        }
        // The window alone: the bundler would build whatever else has a `main`.
        run(paths::remapped(build.args(["--", "--locked", "--package", DESKTOP]))?)?;
        let kinds: &[&str] = if config.is_some() { &["exe"] } else { &["exe", "msi"] };
        collect(&bundles, kinds, mark, folder)?;
    }
    for program in ["nianbao.exe", "nianbao-desktop.exe"] {
        let program = target()?.join("release").join(program);
        paths::are_not_in(&program)?;
        paths::brings_its_runtime(&program)?;
    }
    Ok(())
}

/// What the Tauri CLI is to sign with, as a file: npm is a batch file on Windows, and its arguments are no place for JSON.
fn signing() -> Outcome<Option<PathBuf>> {
    let Some(fingerprint) = std::env::var(CERTIFICATE).ok().filter(|it| !it.is_empty()) else {
        return Ok(None);
    };
    let file = target()?.join("signing.json");
    let config = serde_json::json!({ "bundle": { "windows": {
        "certificateThumbprint": fingerprint,
        "digestAlgorithm": "sha256",
        "timestampUrl": "http://timestamp.digicert.com",
    } } });
    write(&file, &config.to_string())?;
    Ok(Some(file))
}
