//! Keeping the library safe: backups, restoring, carrying it elsewhere, looking whether all is whole.

use super::Library;
use crate::{Office, OfficeError};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{unwatched, Backup, Damage, Preview, StoreError, Verified, Watch, Why};
use time::PrimitiveDateTime;

/// What a backup did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Thinned {
    /// The backup that was made.
    pub made: Backup,
    /// Older ones that gave way to it; to one that somebody asked for, none does.
    pub gone: Vec<Backup>,
    /// What is damaged in the library: then none gives way, since an older one may be the last that is whole.
    pub damaged: Vec<Damage>,
    /// The chosen folder, where that was out of reach and the usual one was taken.
    pub instead_of: Option<PathBuf>,
}

impl Thinned {
    /// What the user should know of it; mostly nothing.
    pub fn notice(&self) -> Option<String> {
        let mut told = String::new();
        if let Some(chosen) = &self.instead_of {
            let made = self.made.path.display();
            told += &format!("选定的备份文件夹“{}”用不了，已备份到“{made}”。", chosen.display());
        }
        told += &damaged_notice(&self.damaged).unwrap_or_default();
        (!told.is_empty()).then_some(told)
    }
}

/// What the user should know of damage in a library that was just copied.
fn damaged_notice(damaged: &[Damage]) -> Option<String> {
    let first = damaged.first()?;
    let count = damaged.len();
    Some(format!(
        "年报库里有 {count} 处损坏（{first}{}），旧备份都已保留，请从中恢复。",
        if count > 1 { "等" } else { "" }
    ))
}

impl Library {
    /// The first backup of a day; `None` when today has one. To be called when the program starts.
    ///
    /// # Errors
    /// When neither the chosen nor the usual folder takes it.
    pub fn back_up_daily(&self, watch: &mut Watch) -> Result<Option<Thinned>, OfficeError> {
        let today = self.local_now().date();
        let has_today = |folder: &Path| {
            self.store.backups_in(folder).is_ok_and(|all| all.iter().any(|it| it.at.date() == today))
        };
        if has_today(self.places.backups()) {
            return Ok(None);
        }
        self.back_up_and_thin(Why::Daily, watch).map(Some)
    }

    /// Closes the library; what was changed since it was opened is backed up before.
    ///
    /// # Errors
    /// When neither the chosen nor the usual folder takes the backup. The library is closed all the same.
    pub fn close(self) -> Result<Option<Thinned>, OfficeError> {
        if self.store.has_changed() {
            self.back_up_and_thin(Why::Closing, &mut unwatched).map(Some)
        } else {
            Ok(None)
        }
    }

    /// A backup that somebody asked for, into a folder of their choice or the usual one. It is never deleted.
    ///
    /// # Errors
    /// When the folder does not take it, or it was stopped.
    pub fn back_up(&self, folder: Option<&Path>, watch: &mut Watch) -> Result<Thinned, OfficeError> {
        // Looked through before: what is stopped then has made nothing yet.
        let damaged = self.damaged(watch)?;
        let made = match folder {
            Some(folder) => self.store.back_up_watched(folder, Why::Manual, watch)?,
            None => self.back_up_at_hand(self.places.backups(), Why::Manual, watch)?,
        };
        Ok(Thinned { made, gone: Vec::new(), damaged, instead_of: None })
    }

    /// Backs up into one of the places' folders, which is not made where it is the chosen one.
    fn back_up_at_hand(&self, folder: &Path, why: Why, watch: &mut Watch) -> Result<Backup, OfficeError> {
        if !self.places.backups_at_hand().iter().any(|it| it == folder) {
            let (folder, detail) = (folder.to_owned(), "没有这个文件夹，U盘或共享盘可能没有接好".to_owned());
            return Err(store::StoreError::BackupFailed { folder, detail }.into());
        }
        Ok(self.store.back_up_watched(folder, why, watch)?)
    }

    /// What is damaged in the library; that it cannot be read through is nothing more than the backup found out.
    fn damaged(&self, watch: &mut Watch) -> Result<Vec<Damage>, OfficeError> {
        match self.store.verify_watched(watch) {
            Err(stopped @ StoreError::Stopped) => Err(stopped.into()),
            verified => Ok(verified.map_or_else(|_| Vec::new(), |it| it.damaged)),
        }
    }

    /// What the user should know of a library that was copied elsewhere.
    pub fn copied_notice(&self) -> Option<String> {
        damaged_notice(&self.damaged(&mut unwatched).unwrap_or_default())
    }

    /// The backups of this library, newest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Backup>, OfficeError> {
        let mut backups = Vec::new();
        for folder in self.places.all_backups() {
            backups.extend(self.store.backups_in(&folder)?);
        }
        backups.sort_by_key(|backup| std::cmp::Reverse(backup.at));
        Ok(backups)
    }

    /// Chooses where backups go from now on: the folder must be there and take files, which is tried by a backup.
    ///
    /// # Errors
    /// When it does not.
    pub fn choose_backups(&mut self, folder: &Path) -> Result<Thinned, OfficeError> {
        let made = self.back_up(Some(folder), &mut unwatched)?;
        self.places = self.places.with_backups(folder)?;
        Ok(made)
    }

    /// What [`Library::restore`] would change.
    ///
    /// # Errors
    /// When the file is no sound library, or it was stopped.
    pub fn preview_restore(&self, from: &Path, watch: &mut Watch) -> Result<Preview, OfficeError> {
        Ok(self.store.preview_restore_watched(from, watch)?)
    }

    /// Puts a backup, or a library that was carried here, in the place of everything that is here; that is backed
    /// up before, and the backup is given.
    ///
    /// # Errors
    /// When the file is no sound library, the present state cannot be backed up, or it was stopped. The library is
    /// then as it was.
    pub fn restore(&mut self, from: &Path, watch: &mut Watch) -> Result<Backup, OfficeError> {
        self.forget_index();
        let folders = self.places.backups_at_hand();
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        Ok(self.store.restore_watched(from, &folders, watch)?)
    }

    /// Writes the whole library into one file, to carry it elsewhere.
    ///
    /// # Errors
    /// When the file cannot be written. What was there is then as it was.
    pub fn export(&self, path: &Path) -> Result<(), OfficeError> {
        Ok(self.store.export(path)?)
    }

    /// Moves the library to another file, which must not be there yet. It is copied, the copy is compared, and
    /// then the old file goes; a backup of it stays. Gives the library at its new place and, where the system did
    /// not let the old file go, that.
    ///
    /// # Errors
    /// When the new place takes no library, or it was stopped. The library then stays where it was; it is closed all
    /// the same.
    pub fn move_to(
        self,
        office: &Office,
        path: &Path,
        watch: &mut Watch,
    ) -> Result<(Library, Option<PathBuf>), OfficeError> {
        self.store.copy_to_move(path, watch)?;
        let folders = self.places.backups_at_hand();
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        // Where no folder takes a backup, the old file stays, and is one.
        let backed_up = match self.store.back_up_into_one(&folders, Why::BeforeMove, watch) {
            Err(stopped @ StoreError::Stopped) => {
                let _ = fs::remove_file(path);
                return Err(stopped.into());
            }
            backed_up => backed_up.is_ok(),
        };
        let Library { store: old, places, clock, .. } = self;
        let moved = places.with_library(path).and_then(|places| office.open_library(places, clock));
        match moved {
            Ok(moved) => {
                let left = old.path().to_owned();
                let goes = backed_up && old.remove().is_ok();
                Ok((moved, (!goes).then_some(left)))
            }
            Err(error) => {
                // Nobody knows of the copy: it is not to be found later and taken for the library.
                let _ = fs::remove_file(path);
                places.with_library(places.library())?;
                Err(error)
            }
        }
    }

    /// Reads everything and compares it with what was saved. `told` hears how many reports of how many are done.
    ///
    /// # Errors
    /// When the file contradicts itself or cannot be read.
    pub fn verify(&self, told: impl FnMut(usize, usize) + Send) -> Result<Verified, OfficeError> {
        Ok(self.store.verify(told)?)
    }

    /// Backs up into the chosen folder or, when that is out of reach, into the usual one.
    fn back_up_and_thin(&self, why: Why, watch: &mut Watch) -> Result<Thinned, OfficeError> {
        let (chosen, usual) = (self.places.backups(), self.places.usual_backups());
        let (made, instead_of) = match self.back_up_at_hand(chosen, why, watch) {
            Err(error) if usual != chosen && error.code() != "stopped" => {
                (self.store.back_up_watched(&usual, why, watch)?, Some(chosen.to_owned()))
            }
            made => (made?, None),
        };
        let verified = self.store.verify(|_, _| ());
        let sound = verified.as_ref().is_ok_and(|it| it.damaged.is_empty());
        let damaged = verified.map_or_else(|_| Vec::new(), |it| it.damaged);
        // That older ones could not be deleted takes nothing from the one that was made.
        let gone = if sound {
            self.store.thin_backups(made.path.parent().unwrap_or(chosen)).unwrap_or_default()
        } else {
            Vec::new()
        };
        Ok(Thinned { made, gone, damaged, instead_of })
    }

    fn local_now(&self) -> PrimitiveDateTime {
        let now = self.clock.now();
        PrimitiveDateTime::new(now.date(), now.time())
    }
}
