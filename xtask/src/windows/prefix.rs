//! A Windows of Wine's that is made for one run: a user with a Chinese name, a mapped share, nothing else.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::toolchain::cannot_write;
use crate::shell::{command, succeeded, Outcome, Stop};

const RANDOM: &str = include_str!("process_prng.c");

/// The letter of a drive that Windows takes for another machine's.
pub const SHARE: &str = "s:";
/// The user's folders, within `C:`, and what Windows calls them.
const ROAMING: &str = r"users\张三丰\AppData\Roaming";
const LOCAL: &str = r"users\张三丰\AppData\Local";
const START_MENU: &str = r"users\张三丰\AppData\Roaming\Microsoft\Windows\Start Menu\Programs";
const DESKTOP: &str = r"users\张三丰\Desktop";
const FOLDERS: [(&str, &str); 4] =
    [("AppData", ROAMING), ("Local AppData", LOCAL), ("Programs", START_MENU), ("Desktop", DESKTOP)];

/// Ended and removed when it is dropped.
pub struct Prefix {
    folder: PathBuf,
}

impl Prefix {
    /// Makes it, which takes Wine some seconds.
    pub fn new() -> Outcome<Self> {
        // The tests and the installer have one each, and both are there at a time.
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let at = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("nianbao-wine-{}-{at}", std::process::id()));
        let prefix = Self { folder };
        make_folder(&prefix.folder)?;
        prefix.wine(&["wineboot", "--init"])?;
        prefix.add_random_numbers()?;
        prefix.name_the_user()?;
        prefix.map_a_share()?;
        prefix.end();
        Ok(prefix)
    }

    /// Has a command, and whatever it starts, use this Windows.
    pub fn within<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command
            .env("WINEPREFIX", &self.folder)
            .env("WINEARCH", "win64")
            .env("WINEDEBUG", "-all")
            // Nothing here has a window.
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
    }

    /// Where the user's application data lie, as this system sees them.
    pub fn roaming(&self) -> PathBuf {
        self.seen(ROAMING)
    }

    /// Where the user's programs lie.
    pub fn local(&self) -> PathBuf {
        self.seen(LOCAL)
    }

    /// A folder below that, as Windows names it on `C:`.
    pub fn local_of_windows(&self, folder: &str) -> String {
        format!(r"{LOCAL}\{folder}")
    }

    /// Where the user's start menu lies.
    pub fn start_menu(&self) -> PathBuf {
        self.seen(START_MENU)
    }

    /// Where the user's desktop lies.
    pub fn desktop(&self) -> PathBuf {
        self.seen(DESKTOP)
    }

    /// The drive of the system.
    pub fn drive_c(&self) -> PathBuf {
        self.folder.join("drive_c")
    }

    fn seen(&self, folder: &str) -> PathBuf {
        self.drive_c().join(folder.replace('\\', "/"))
    }

    fn wine(&self, words: &[&str]) -> Outcome {
        let mut wine = command("wine", words);
        let quiet = self.within(&mut wine).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let status = quiet.status().map_err(|error| Stop::new(format!("无法启动 Wine：{error}")))?;
        succeeded(&wine, status)
    }

    fn add_random_numbers(&self) -> Outcome {
        let library = self.folder.join("drive_c/windows/system32/bcryptprimitives.dll");
        if library.exists() {
            return Ok(());
        }
        let source = self.folder.join("process_prng.c");
        fs::write(&source, RANDOM).map_err(|error| cannot_write(&source, &error))?;
        let mut compiler = command("x86_64-w64-mingw32-gcc", &["-O2", "-shared", "-o"]);
        compiler.arg(&library).arg(&source).arg("-ladvapi32");
        let status = compiler.status().map_err(|error| Stop::new(format!("无法启动 MinGW：{error}")))?;
        succeeded(&compiler, status)
    }

    /// Programs ask for the folder, not for the name; Wine itself takes the name of the user of this system.
    fn name_the_user(&self) -> Outcome {
        let key = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders";
        for (name, folder) in FOLDERS {
            make_folder(&self.seen(folder))?;
            let folder = format!(r"C:\{folder}");
            self.wine(&["reg", "add", key, "/v", name, "/t", "REG_EXPAND_SZ", "/d", &folder, "/f"])?;
        }
        Ok(())
    }

    fn map_a_share(&self) -> Outcome {
        let share = self.folder.join("share");
        make_folder(&share)?;
        let drive = self.folder.join("dosdevices").join(SHARE);
        symlink(&share, &drive).map_err(|error| cannot_write(&drive, &error))?;
        self.wine(&["reg", "add", r"HKLM\Software\Wine\Drives", "/v", SHARE, "/d", "network", "/f"])
    }

    /// Ends what Wine keeps running, so that it reads its settings anew.
    fn end(&self) {
        for word in ["-k", "-w"] {
            let _ = self.within(&mut command("wineserver", &[word])).status();
        }
    }
}

impl Drop for Prefix {
    fn drop(&mut self) {
        self.end();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A path of this system as a program of Windows names it.
pub fn as_windows_sees(path: &Path) -> String {
    format!("Z:{}", path.display().to_string().replace('/', "\\"))
}

fn make_folder(path: &Path) -> Outcome {
    fs::create_dir_all(path).map_err(|error| cannot_write(path, &error))
}
