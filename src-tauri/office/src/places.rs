//! Where this machine keeps the library and its backups.

use crate::{file, OfficeError};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// The program's folder within the user's folder for application data.
const FOLDER: &str = "cn.nianbao.desktop";
/// What is remembered of places that the user has chosen.
const REMEMBERED: &str = "places.json";
const BACKUPS: &str = "backups";
/// More is none of ours.
const LONGEST: u64 = 1 << 20;

/// The folder for the program's data: `chosen` if given, else the platform's (`%APPDATA%` on Windows,
/// `~/.local/share` on Linux).
///
/// # Errors
/// When the platform names no such folder.
pub fn find_data(chosen: Option<PathBuf>) -> Result<PathBuf, OfficeError> {
    chosen.or_else(|| Some(dirs::data_dir()?.join(FOLDER))).ok_or(OfficeError::NoDataFolder)
}

/// Where the library and its backups are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Places {
    library: PathBuf,
    backups: PathBuf,
    /// The folder in which a choice of the user's is remembered; none for a library that was named by hand.
    data: Option<PathBuf>,
}

/// What the user has chosen; the rest is where it is by default.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chosen {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    library: Option<PathBuf>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    backups: Option<PathBuf>,
}

impl Places {
    /// The user's library: in the program's data folder unless they have chosen another place.
    ///
    /// # Errors
    /// When what is remembered of their choice cannot be read.
    pub fn of_user(data: &Path) -> Result<Places, OfficeError> {
        let path = data.join(REMEMBERED);
        let unreadable = |detail: String| OfficeError::Places { path: path.display().to_string(), detail };
        let chosen = match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Chosen::default(),
            _ => serde_json::from_slice(&file::read(&path, LONGEST)?)
                .map_err(|error| unreadable(error.to_string()))?,
        };
        Ok(Places {
            library: chosen.library.unwrap_or_else(|| data.join(store::FILE_NAME)),
            backups: chosen.backups.unwrap_or_else(|| data.join(BACKUPS)),
            data: Some(data.to_owned()),
        })
    }

    /// A library that is named by hand, with its backups in a folder beside it.
    pub fn of_library(path: &Path) -> Places {
        Places { library: path.to_owned(), backups: path.with_file_name(BACKUPS), data: None }
    }

    /// The library.
    pub fn library(&self) -> &Path {
        &self.library
    }

    /// The folder of its backups.
    pub fn backups(&self) -> &Path {
        &self.backups
    }

    /// The folder where backups go when the chosen one is out of reach.
    pub(crate) fn usual_backups(&self) -> PathBuf {
        self.data.as_deref().map_or_else(|| self.library.with_file_name(BACKUPS), |data| data.join(BACKUPS))
    }

    /// Whether the library is where it is unless the user chooses a place.
    pub(crate) fn is_usual(&self) -> bool {
        self.data.as_deref().is_some_and(|data| self.library == data.join(store::FILE_NAME))
    }

    /// The folders of its backups, the chosen one first.
    pub(crate) fn all_backups(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.backups.clone(), self.usual_backups()];
        folders.dedup();
        folders
    }

    /// Those of them that take a backup now. What must be backed up before it is changed is not to wait for a stick
    /// that is not there; and where the chosen folder is gone, none is made in its place: what lies where the stick
    /// was is no stick.
    pub(crate) fn backups_at_hand(&self) -> Vec<PathBuf> {
        let usual = self.usual_backups();
        let mut folders = self.all_backups();
        folders.retain(|folder| *folder == usual || folder.is_dir());
        folders
    }

    /// Whether a library that is not there may be made: the first one in its usual place, or one that was named by
    /// hand. Where there are backups, or the user has chosen a place, one is missing.
    pub(crate) fn may_be_new(&self) -> bool {
        let Some(data) = &self.data else { return true };
        let has_backup = |folder: &PathBuf| store::backups_in(folder).is_ok_and(|all| !all.is_empty());
        self.library == data.join(store::FILE_NAME) && !self.all_backups().iter().any(has_backup)
    }

    /// Makes the data folder, so that a first library can be made in it. A folder the user has chosen must be
    /// there: where it is not, a stick or share is not connected.
    pub(crate) fn prepare(&self) -> Result<(), OfficeError> {
        match &self.data {
            Some(data) => fs::create_dir_all(data)
                .map_err(|source| OfficeError::Write { path: data.display().to_string(), source }),
            None => Ok(()),
        }
    }

    /// The same places with the library elsewhere, remembered for the next start. One that is named by hand has its
    /// backups beside it there, too.
    pub(crate) fn with_library(&self, library: &Path) -> Result<Places, OfficeError> {
        match &self.data {
            Some(_) => self.remember(Places { library: absolute(library)?, ..self.clone() }),
            None => Ok(Places::of_library(&absolute(library)?)),
        }
    }

    /// The same places with the backups elsewhere, remembered for the next start.
    pub(crate) fn with_backups(&self, backups: &Path) -> Result<Places, OfficeError> {
        self.remember(Places { backups: absolute(backups)?, ..self.clone() })
    }

    fn remember(&self, new: Places) -> Result<Places, OfficeError> {
        let Some(data) = &self.data else { return Ok(new) };
        let unless = |path: &Path, usual: PathBuf| (*path != usual).then(|| path.to_owned());
        let chosen = Chosen {
            library: unless(&new.library, data.join(store::FILE_NAME)),
            backups: unless(&new.backups, data.join(BACKUPS)),
        };
        let path = data.join(REMEMBERED);
        let text = serde_json::to_vec_pretty(&chosen).map_err(|error| OfficeError::Places {
            path: path.display().to_string(),
            detail: error.to_string(),
        })?;
        file::write(&path, &text)?;
        Ok(new)
    }
}

/// A place that means the same from wherever the program is started next.
fn absolute(path: &Path) -> Result<PathBuf, OfficeError> {
    std::path::absolute(path).map_err(|source| OfficeError::Open { path: path.display().to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_the_data_folder_until_the_user_chooses() {
        let data = tempfile::tempdir().unwrap();
        let places = Places::of_user(data.path()).unwrap();
        assert_eq!(places.library(), data.path().join("nianbao.db"));
        assert_eq!(places.backups(), data.path().join("backups"));
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0, "nothing is written to look");

        let moved = data.path().join("年报 2025/镇政府.db");
        let stick = data.path().join("U盘");
        let places = places.with_library(&moved).unwrap().with_backups(&stick).unwrap();
        assert_eq!(Places::of_user(data.path()).unwrap(), places);
        assert_eq!((places.library(), places.backups()), (moved.as_path(), stick.as_path()));
        assert_eq!(places.usual_backups(), data.path().join("backups"));

        // Back to where it is by default: nothing of it is remembered.
        let places = places.with_library(&data.path().join("nianbao.db")).unwrap();
        let places = places.with_backups(&data.path().join("backups")).unwrap();
        assert_eq!(fs::read_to_string(data.path().join(REMEMBERED)).unwrap(), "{}");
        assert_eq!(Places::of_user(data.path()).unwrap(), places);
    }

    #[test]
    fn a_library_named_by_hand_remembers_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of_library(&folder.path().join("某镇.db"));
        assert_eq!(places.backups(), folder.path().join("backups"));
        let moved = places.with_backups(&folder.path().join("别处")).unwrap();
        assert_eq!(moved.backups(), folder.path().join("别处"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_cannot_be_understood_is_said() {
        let data = tempfile::tempdir().unwrap();
        for wrong in ["", "{", "3", "{\"libary\": \"x\"}", "\u{0}"] {
            fs::write(data.path().join(REMEMBERED), wrong).unwrap();
            let error = Places::of_user(data.path()).unwrap_err().to_string();
            assert!(error.contains(REMEMBERED) && error.contains("请"), "{error}");
        }
    }

    #[test]
    fn a_chosen_data_folder_is_taken() {
        assert_eq!(find_data(Some("数据".into())).unwrap(), Path::new("数据"));
    }
}
