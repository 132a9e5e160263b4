//! Help: what program this is, what is told to whoever looks for a mistake, and a newer version from a file.

use std::path::{Path, PathBuf};

use office::{unwatched, Diagnosis, Update};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::output::with_ending;
use super::Failure;
use crate::desk::Desk;
use crate::outside::{Install, Question};

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Written by `cargo xtask licences`.
const LICENCES: &str = include_str!("../licences.json");
/// Whoever builds the program says by which key its updates are known.
const UPDATE_KEY: &str = match option_env!("NIANBAO_UPDATE_KEY") {
    Some(key) => key,
    None => "",
};

/// What program this is.
#[derive(Debug, Serialize, TS)]
pub struct AboutView {
    /// Its version.
    pub version: &'static str,
    /// The system it runs on.
    pub system: String,
    /// The web view that shows the window.
    #[serde(rename = "webView")]
    pub web_view: String,
    /// The folder of the library.
    pub library: String,
    /// The folder of the logs.
    pub logs: String,
    /// What it is made of, and under whose licences.
    pub licences: Vec<LicenceView>,
    /// Whether updates can be installed from a file.
    pub updates: bool,
}

/// A part of the program that others made.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct LicenceView {
    /// What it is.
    #[ts(type = "\"typeface\" | \"page\" | \"program\"")]
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its version; empty where it has none.
    pub version: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
}

/// An update that may be installed.
#[derive(Debug, Serialize, TS)]
pub struct UpdateView {
    /// Its version.
    pub version: String,
    /// The version that runs.
    pub running: &'static str,
}

pub(super) fn about(desk: &Desk) -> Result<AboutView, Failure> {
    let shown = |folder: Option<PathBuf>| folder.map_or_else(String::new, |it| it.display().to_string());
    Ok(AboutView {
        version: VERSION,
        system: system(),
        web_view: web_view(),
        library: shown(desk.books().places().ok().and_then(|it| Some(it.library().parent()?.to_owned()))),
        logs: shown(desk.outside().logs()),
        licences: serde_json::from_str(LICENCES).unwrap_or_default(),
        updates: !UPDATE_KEY.is_empty(),
    })
}

pub(super) fn export_diagnosis(desk: &Desk) -> Result<Option<String>, Failure> {
    let Some(path) = desk.outside().ask(Question::Diagnosis("年报程序诊断信息.zip")).pop() else {
        return Ok(None);
    };
    let path = with_ending(path, "zip");
    let mut diagnosis = Diagnosis::new(desk.outside().logs(), std::env::home_dir());
    diagnosis.tell("版本", VERSION);
    diagnosis.tell("系统", system());
    diagnosis.tell("显示界面的组件", web_view());
    let opens = desk.books().with_library(desk.office(), |_| Ok(()));
    diagnosis.tell("年报库能否打开", opens.map_or_else(|error| Failure::from(error).code, |()| "能".into()));
    match desk.books().places() {
        Ok(places) => diagnosis.tell_of_library(&places),
        Err(error) => diagnosis.tell("年报库", error.code()),
    }
    diagnosis.write(&path)?;
    // Whether the folder opens or not, the page names it.
    let _ = desk.outside().reveal(&path);
    Ok(Some(path.display().to_string()))
}

pub(super) fn choose_update(desk: &Desk) -> Result<Option<UpdateView>, Failure> {
    desk.choose_update(None);
    if UPDATE_KEY.is_empty() {
        return Err(office::OfficeError::NoUpdateKey.into());
    }
    let Some(path) = desk.outside().ask(Question::Update).pop() else { return Ok(None) };
    take_update(desk, &path, UPDATE_KEY).map(Some)
}

fn take_update(desk: &Desk, path: &Path, key: &str) -> Result<UpdateView, Failure> {
    let update = Update::read(path, key, VERSION)?;
    let view = UpdateView { version: update.version().to_owned(), running: VERSION };
    desk.choose_update(Some(update));
    Ok(view)
}

pub(super) fn install_update(desk: &Desk) -> Result<Option<String>, Failure> {
    let update = desk.take_update().ok_or_else(Failure::nothing_chosen)?;
    // Before anything else: the new version may change the library when it first opens it.
    desk.books().with_library(desk.office(), |library| library.back_up(None, &mut unwatched))?;
    let folder = desk.outside().updates().ok_or(office::OfficeError::NoDataFolder)?;
    let installer = update.lay_into(&folder)?;
    let install = desk.outside().install(&installer)?;
    log::info!("update to {}: {install:?}", update.version());
    if install == Install::Asked {
        return Ok(Some(line_for(&installer)));
    }
    desk.outside().end();
    Ok(None)
}

/// What installs a package where the system has nothing that opens it.
fn line_for(package: &Path) -> String {
    let is_rpm = package.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("rpm"));
    let program = if is_rpm { "dnf" } else { "apt" };
    // With the folder in front, or apt would look for a package of that name among those it knows.
    format!("sudo {program} install '{}'", package.display().to_string().replace('\'', r"'\''"))
}

fn system() -> String {
    let name = system_name().unwrap_or_else(|| std::env::consts::OS.into());
    format!("{name}（{}）", std::env::consts::ARCH)
}

#[cfg(windows)]
fn system_name() -> Option<String> {
    use std::os::windows::process::CommandExt;
    /// No console window for the blink of an eye.
    const NO_WINDOW: u32 = 0x0800_0000;
    let told =
        std::process::Command::new("cmd").args(["/c", "ver"]).creation_flags(NO_WINDOW).output().ok()?;
    let told = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    // The numbers alone: the words before them may be in any encoding.
    let numbers = told.rsplit(' ').next()?.trim_end_matches(']').to_owned();
    Some(format!("Windows {numbers}"))
}

#[cfg(not(windows))]
fn system_name() -> Option<String> {
    let told = std::fs::read_to_string("/etc/os-release").ok()?;
    let name = told.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="))?;
    Some(name.trim_matches('"').to_owned())
}

fn web_view() -> String {
    tauri::webview_version().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use office::{Office, Paper};

    use super::*;
    use crate::books::Books;
    use crate::outside::{Outside, Unopened};
    use crate::printer::{Handed, Unprinted};
    use crate::work::Progress;

    /// A user who gives the prepared answer; what happened outside.
    struct User {
        answer: Option<PathBuf>,
        logs: PathBuf,
        install: Install,
        heard: Arc<Mutex<Vec<String>>>,
    }

    impl Outside for User {
        fn ask(&self, _: Question<'_>) -> Vec<PathBuf> {
            self.answer.clone().into_iter().collect()
        }
        fn open(&self, _: &Path) -> Result<(), Unopened> {
            Ok(())
        }
        fn reveal(&self, file: &Path) -> Result<(), Unopened> {
            Err(Unopened(file.display().to_string()))
        }
        fn print(&self, _: &Path, _: Paper) -> Result<Handed, Unprinted> {
            Err(Unprinted::NoPrinter)
        }
        fn show(&self) {}
        fn end(&self) {
            self.heard.lock().unwrap().push("end".into());
        }
        fn install(&self, file: &Path) -> Result<Install, Unopened> {
            let installer = std::fs::read_to_string(file).unwrap();
            self.heard.lock().unwrap().push(format!("install {installer}"));
            Ok(self.install)
        }
        fn updates(&self) -> Option<PathBuf> {
            Some(self.logs.with_file_name("updates"))
        }
        fn logs(&self) -> Option<PathBuf> {
            Some(self.logs.clone())
        }
        fn tell(&self, _: &Progress) {}
    }

    fn desk(folder: &Path, answer: Option<PathBuf>) -> (Desk, Arc<Mutex<Vec<String>>>) {
        desk_where(folder, answer, Install::Runs)
    }

    fn desk_where(
        folder: &Path,
        answer: Option<PathBuf>,
        install: Install,
    ) -> (Desk, Arc<Mutex<Vec<String>>>) {
        let heard = Arc::default();
        let user = User { answer, logs: folder.join("logs"), install, heard: Arc::clone(&heard) };
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let books = Books::new(Some(folder.join("data")), Arc::new(office::local_now));
        (Desk::new(Office::new(fonts).unwrap(), books, Box::new(user)), heard)
    }

    fn signed() -> (PathBuf, &'static str) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/update");
        let key = include_str!("../../../tests/data/update/key.pub");
        (folder.join("nianbao_0.2.0_setup.txt"), key.lines().nth(1).unwrap())
    }

    #[test]
    fn everything_the_program_is_made_of_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let about = about(&desk(folder.path(), None).0).unwrap();
        assert!(about.licences.iter().all(|it| !it.name.is_empty() && !it.licence.is_empty()));
        for (kind, name) in [("program", "tauri"), ("page", "vue"), ("typeface", "FandolFang-Regular.otf")] {
            assert!(about.licences.iter().any(|it| it.kind == kind && it.name == name), "{kind} {name}");
        }
        assert_eq!(about.version, VERSION);
    }

    #[test]
    fn the_diagnosis_is_written_where_the_user_wants_it() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, _) = desk(folder.path(), Some(folder.path().join("诊断")));
        let told = export_diagnosis(&desk).unwrap().unwrap();
        assert!(told.ends_with("诊断.zip"), "{told}");
        assert!(std::fs::read(folder.path().join("诊断.zip")).unwrap().starts_with(b"PK"));
    }

    #[test]
    fn an_update_is_installed_after_a_backup_and_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, heard) = desk(folder.path(), None);
        let (file, key) = signed();
        assert_eq!(take_update(&desk, &file, key).unwrap().version, "0.2.0");
        let updates = folder.path().join("updates");
        std::fs::create_dir_all(&updates).unwrap();
        std::fs::write(updates.join("nianbao_0.1.5_setup.txt"), "the one before").unwrap();
        assert_eq!(install_update(&desk).unwrap(), None);
        let laid: Vec<_> = std::fs::read_dir(&updates).unwrap().flatten().map(|it| it.file_name()).collect();
        assert_eq!(laid, ["nianbao_0.2.0_setup.txt"], "they do not pile up");
        assert!(!folder.path().join("data/updates").exists());
        assert_eq!(*heard.lock().unwrap(), ["install the new program\n", "end"]);
        let backups = std::fs::read_dir(folder.path().join("data/backups")).unwrap().count();
        assert_eq!(backups, 1);
        assert_eq!(install_update(&desk).unwrap_err().code, "nothing_chosen", "once");
    }

    #[test]
    fn where_nobody_tells_whether_it_opened_the_program_stays_and_gives_the_line() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, heard) = desk_where(folder.path(), None, Install::Asked);
        let (file, key) = signed();
        take_update(&desk, &file, key).unwrap();
        let line = install_update(&desk).unwrap().unwrap();
        assert!(line.starts_with("sudo apt install '/") || cfg!(windows), "{line}");
        assert!(line.ends_with("nianbao_0.2.0_setup.txt'"), "{line}");
        assert_eq!(*heard.lock().unwrap(), ["install the new program\n"]);
        assert_eq!(line_for(Path::new("/a'b/c.rpm")), r"sudo dnf install '/a'\''b/c.rpm'");
    }

    #[test]
    fn what_is_not_signed_by_us_is_not_installed() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, heard) = desk(folder.path(), None);
        let (file, key) = signed();
        let unsigned = folder.path().join("setup.exe");
        std::fs::copy(file, &unsigned).unwrap();
        assert_eq!(take_update(&desk, &unsigned, key).unwrap_err().code, "unsigned");
        assert_eq!(install_update(&desk).unwrap_err().code, "nothing_chosen");
        assert!(heard.lock().unwrap().is_empty());
    }
}
