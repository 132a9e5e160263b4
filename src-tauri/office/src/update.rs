//! An update that the user brings as a file: nothing is taken from it before its signature is known to be ours.

use std::fs;
use std::path::{Path, PathBuf};

use minisign_verify::{PublicKey, Signature};

use crate::{file, OfficeError};

/// More is no installer of ours, even with a web view inside.
const LARGEST: u64 = 1 << 30;
const LARGEST_SIGNATURE: u64 = 1 << 14;
/// What minisign writes, and what the Tauri CLI writes: the same once more in base64.
const ENDINGS: [&str; 2] = ["minisig", "sig"];

/// An installer whose signature holds, and which is newer than the program that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    name: String,
    version: String,
    bytes: Vec<u8>,
}

impl Update {
    /// Reads an installer with its signature, which lies beside it under the same name and `.minisig` or `.sig`.
    /// `key` is the public key in base64, `running` the version of the program.
    ///
    /// # Errors
    /// When there is no signature, it is not by this key, it does not name a version, or the version is no newer.
    pub fn read(path: &Path, key: &str, running: &str) -> Result<Update, OfficeError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let unsigned = || OfficeError::Unsigned { name: name.clone() };
        let forged = || OfficeError::Forged { name: name.clone() };
        let beside = ENDINGS.map(|ending| PathBuf::from(format!("{}.{ending}", path.display())));
        let beside = beside.iter().find(|it| it.is_file()).ok_or_else(unsigned)?;
        let signature = signature(&file::read(beside, LARGEST_SIGNATURE)?).ok_or_else(forged)?;
        let key = PublicKey::from_base64(key.trim()).map_err(|_| OfficeError::NoUpdateKey)?;
        let bytes = file::read(path, LARGEST)?;
        key.verify(&bytes, &signature, false).map_err(|_| forged())?;

        // What is trusted is what was signed, not the name that a file has today.
        let version =
            signature.trusted_comment().split([' ', '\t', ':', '_']).find(|it| number(it).is_some());
        let version = version.ok_or_else(forged)?.to_owned();
        if number(&version) <= number(running) {
            return Err(OfficeError::NoNewer { version, running: running.to_owned() });
        }
        Ok(Update { name, version, bytes })
    }

    /// Which version it is.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Writes the bytes whose signature was checked into a folder that has nothing else, and gives the file: the one
    /// that was chosen may be another by now.
    ///
    /// # Errors
    /// When the folder cannot be emptied and written.
    pub fn lay_into(&self, folder: &Path) -> Result<PathBuf, OfficeError> {
        let cannot = |source| OfficeError::Write { path: folder.display().to_string(), source };
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(cannot(error)),
            _ => fs::create_dir_all(folder).map_err(cannot)?,
        }
        let path = folder.join(&self.name);
        file::write(&path, &self.bytes)?;
        Ok(path)
    }
}

fn signature(bytes: &[u8]) -> Option<Signature> {
    let text = std::str::from_utf8(bytes).ok()?;
    if text.starts_with("untrusted comment") {
        return Signature::decode(text).ok();
    }
    let inner = String::from_utf8(base64(text.trim())?).ok()?;
    Signature::decode(&inner).ok()
}

/// Three numbers; a version of ours has nothing else.
fn number(version: &str) -> Option<[u32; 3]> {
    let parts: Vec<u32> = version.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    parts.try_into().ok()
}

fn base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = include_str!("../../../tests/data/update/key.pub");

    fn key() -> &'static str {
        KEY.lines().nth(1).unwrap()
    }

    fn data() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/update")
    }

    fn copied(folder: &Path, names: &[&str]) {
        for name in names {
            fs::copy(data().join(name), folder.join(name)).unwrap();
        }
    }

    const NEW: &str = "nianbao_0.2.0_setup.txt";

    #[test]
    fn a_newer_one_with_our_signature_is_taken() {
        let update = Update::read(&data().join(NEW), key(), "0.1.9").unwrap();
        assert_eq!(update.version(), "0.2.0");
        let folder = tempfile::tempdir().unwrap();
        let laid = update.lay_into(&folder.path().join("更新")).unwrap();
        assert_eq!(fs::read(laid).unwrap(), fs::read(data().join(NEW)).unwrap());
    }

    #[test]
    fn the_same_or_an_older_version_is_refused_with_both_numbers() {
        for running in ["0.2.0", "0.10.0", "1.0.0"] {
            let refused = Update::read(&data().join(NEW), key(), running).unwrap_err();
            assert_eq!(refused.code(), "no-newer");
            let said = refused.to_string();
            assert!(said.contains("0.2.0") && said.contains(running), "{said}");
        }
    }

    #[test]
    fn the_form_of_the_tauri_cli_is_read_too() {
        let folder = tempfile::tempdir().unwrap();
        copied(folder.path(), &["old.txt", "old.txt.sig"]);
        let update = Update::read(&folder.path().join("old.txt"), key(), "0.0.9").unwrap();
        assert_eq!(update.version(), "0.1.0");
    }

    #[test]
    fn without_a_signature_or_with_another_one_nothing_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        copied(folder.path(), &[NEW]);
        let file = folder.path().join(NEW);
        assert_eq!(Update::read(&file, key(), "0.1.0").unwrap_err().code(), "unsigned");

        let signature = folder.path().join(format!("{NEW}.minisig"));
        fs::copy(data().join("old.txt.minisig"), &signature).unwrap();
        assert_eq!(
            Update::read(&file, key(), "0.1.0").unwrap_err().code(),
            "no-newer",
            "the version is the one that was signed, not the one in the file's name"
        );
        fs::write(&signature, "untrusted comment: x\nnothing").unwrap();
        assert_eq!(Update::read(&file, key(), "0.0.1").unwrap_err().code(), "forged");

        fs::copy(data().join(format!("{NEW}.minisig")), &signature).unwrap();
        fs::write(&file, "another program\n").unwrap();
        assert_eq!(Update::read(&file, key(), "0.1.0").unwrap_err().code(), "forged");
    }

    #[test]
    fn a_changed_version_in_the_signature_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        copied(folder.path(), &[NEW]);
        let text = fs::read_to_string(data().join(format!("{NEW}.minisig"))).unwrap();
        let changed = text.replace("nianbao 0.2.0", "nianbao 9.9.9");
        assert_ne!(text, changed);
        fs::write(folder.path().join(format!("{NEW}.minisig")), changed).unwrap();
        assert_eq!(Update::read(&folder.path().join(NEW), key(), "0.1.0").unwrap_err().code(), "forged");
    }

    #[test]
    fn a_program_without_a_key_takes_nothing() {
        assert_eq!(Update::read(&data().join(NEW), "", "0.1.0").unwrap_err().code(), "no-update-key");
    }
}
