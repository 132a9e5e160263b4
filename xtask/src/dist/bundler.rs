//! The installers that the Tauri CLI makes on Windows: one that fetches the WebView2 runtime where it is missing, as
//! `.exe` and `.msi`, and a large `.exe` that carries it.

use std::path::Path;

use super::{collect, tauri};
use crate::setup::{self, Purpose};
use crate::shell::{cargo, run, target, Outcome};

/// The fingerprint of the certificate that signs, in the user's own store.
const CERTIFICATE: &str = "NIANBAO_CERTIFICATE";
const CONFIG: &str = "src-tauri/packaging/windows/tauri.json";
const OFFLINE: &str = "src-tauri/packaging/windows/offline.json";

/// Builds everything and puts it into the folder.
pub fn make(folder: &Path) -> Outcome {
    setup::prepare(Purpose::Run)?;
    run(&mut cargo(&["build", "--release", "--locked", "--package", "nianbao-cli"]))?;
    let signing = std::env::var(CERTIFICATE).ok().filter(|it| !it.is_empty()).map(|it| signing(&it));
    for (config, mark) in [(None, ""), (Some(OFFLINE), "-offline")] {
        let mut build = tauri(&["build", "--config", CONFIG]);
        for more in config.into_iter().chain(signing.as_deref()) {
            build.args(["--config", more]);
        }
        run(build.args(["--", "--locked"]))?;
        let kinds: &[&str] = if config.is_some() { &["exe"] } else { &["exe", "msi"] };
        collect(&target()?.join("release/bundle"), kinds, mark, folder)?;
    }
    Ok(())
}

fn signing(fingerprint: &str) -> String {
    serde_json::json!({ "bundle": { "windows": {
        "certificateThumbprint": fingerprint,
        "digestAlgorithm": "sha256",
        "timestampUrl": "http://timestamp.digicert.com",
    } } })
    .to_string()
}
