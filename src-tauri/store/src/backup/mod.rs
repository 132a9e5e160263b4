//! Backups: made whole and compared with the library before they get their name, and put back in one go.

mod copying;
mod holding;
mod name;
mod preview;

pub use name::{backups_in, Backup, Why};
pub use preview::{Affected, Preview};

use crate::{
    migrate::{self, Version},
    open,
    place::{flush_folder, part_of, put_beside, remove_database},
    retention,
    verify::Verified,
    watch::unwatched,
    Access, Library, Opening, StoreError, Watch,
};
use copying::{copy, failed};
use rusqlite::OptionalExtension;
use std::{fs, io, path::Path};
use time::{Duration, PrimitiveDateTime};

impl Library {
    /// Backs the library up into a folder, which is made when only it is not there: where the folder above is
    /// gone too, a stick or share is not connected. The file has its name only when it was read again and holds
    /// what the library holds.
    ///
    /// # Errors
    /// When the folder takes no files, the disk is full, or what was written is not what is here. Nothing of it
    /// stays then.
    pub fn back_up(&self, folder: &Path, why: Why) -> Result<Backup, StoreError> {
        self.back_up_watched(folder, why, &mut unwatched)
    }

    /// The same, to be ended at any time.
    ///
    /// # Errors
    /// As [`Library::back_up`]; when it was ended.
    pub fn back_up_watched(&self, folder: &Path, why: Why, watch: &mut Watch) -> Result<Backup, StoreError> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(failed(folder, error)),
            _ => {}
        }
        let part = name::new_part(folder, self.local_now(), why);
        let mut backup = Backup::new(folder, self.local_now(), why);
        let made = self.copy_to(&part, watch).and_then(|()| {
            // Two in one second, of this library or another: names differ, and none is replaced.
            while !put_beside(&part, &backup.path).map_err(|error| failed(folder, error))? {
                backup = Backup::new(folder, backup.at + Duration::SECOND, why);
            }
            flush_folder(&backup.path).map_err(|error| failed(folder, error))
        });
        if made.is_err() {
            // What cannot be removed does no harm: it is never taken for a backup.
            let _ = remove_database(&part);
        }
        made.map(|()| backup)
    }

    /// The same into the first of some folders that takes it.
    ///
    /// # Errors
    /// Why the last of them does not.
    pub fn back_up_into_one(
        &self,
        folders: &[&Path],
        why: Why,
        watch: &mut Watch,
    ) -> Result<Backup, StoreError> {
        let mut made = Err(failed(Path::new(""), io::ErrorKind::NotFound.into()));
        for folder in folders {
            made = self.back_up_watched(folder, why, watch);
            if matches!(made, Ok(_) | Err(StoreError::Stopped)) {
                break;
            }
        }
        made
    }

    /// The backups of this library in a folder, newest first; other libraries' are left out, as long as this one
    /// says which it is.
    ///
    /// # Errors
    /// When the folder or this library cannot be read.
    pub fn backups_in(&self, folder: &Path) -> Result<Vec<Backup>, StoreError> {
        backups_of(migrate::library_id(&self.connection)?, folder)
    }

    /// Deletes those backups of this library in a folder that [`retention::superseded`] does not keep; gives
    /// those. What a backup that did not come to its end left there a day ago goes, too.
    ///
    /// # Errors
    /// When the folder cannot be read or a file not be deleted.
    pub fn thin_backups(&self, folder: &Path) -> Result<Vec<Backup>, StoreError> {
        let now = self.local_now();
        for part in name::parts_in(folder)? {
            if now - part.at > Duration::DAY {
                remove_database(&part.path).map_err(|error| failed(folder, error))?;
            }
        }
        // Whose they are must be known; and what a copy of this library went on to hold is not ours to delete.
        let Some(own) = migrate::library_id(&self.connection)? else { return Ok(Vec::new()) };
        let mut backups = backups_of(Some(own), folder)?;
        backups.retain(|backup| self.continues(&backup.path).unwrap_or_default());
        let gone: Vec<Backup> = retention::superseded(&backups, now).into_iter().cloned().collect();
        for backup in &gone {
            fs::remove_file(&backup.path).map_err(|error| failed(folder, error))?;
        }
        Ok(gone)
    }

    /// Puts a backup in the place of everything that is here, which is backed up into the first of `folders` that
    /// takes it before. It is one transaction: whoever ends the program meanwhile finds the library as it was or
    /// as it was backed up. The library stays the one it is, and its backups its own.
    ///
    /// # Errors
    /// When the backup is not sound or the present state cannot be backed up; the library is then as it was.
    pub fn restore(&mut self, backup: &Path, folders: &[&Path]) -> Result<Backup, StoreError> {
        self.restore_watched(backup, folders, &mut unwatched)
    }

    /// The same, to be ended at any time before the last page.
    ///
    /// # Errors
    /// As [`Library::restore`]; when it was ended, of which nothing stays.
    pub fn restore_watched(
        &mut self,
        backup: &Path,
        folders: &[&Path],
        watch: &mut Watch,
    ) -> Result<Backup, StoreError> {
        if self._lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let source = self.open_backup(backup, watch)?;
        let kept = self.back_up_into_one(folders, Why::BeforeRestore, watch)?;
        // Made ready beside, so that one step makes it the library: with its number, in today's schema.
        let part = part_of(&self.path);
        let own = migrate::library_id(&self.connection)?;
        let restored = source.prepared(&part, own, watch).and_then(|ready| {
            self.connection.flush_prepared_statement_cache();
            self.restores += 1;
            copy(&ready, &mut self.connection, watch)
        });
        // What cannot be removed does no harm: nobody takes it for a library.
        let _ = remove_database(&part);
        if matches!(restored, Err(StoreError::Stopped)) {
            // It differs in nothing from what is here, and nobody asked for it.
            let _ = fs::remove_file(&kept.path);
        }
        restored.map_err(|error| error.told_apart(&self.path))?;
        Ok(kept)
    }

    /// Opens a backup to read, after checking it whole.
    fn open_backup(&self, path: &Path, watch: &mut Watch) -> Result<Library, StoreError> {
        let opening = Opening::new(self.forms.clone(), self.clock.clone(), Access::Read);
        open_sound_watched(path, opening, watch)
    }

    /// Whether the newest state in a backup is one of ours: numbers are given once, and each has its moment.
    fn continues(&self, backup: &Path) -> Result<bool, StoreError> {
        let newest = "SELECT id, began FROM revision ORDER BY id DESC LIMIT 1";
        let theirs = open::connect_to_look(backup)?;
        let newest = theirs.query_row(newest, (), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
        let Some(newest) = newest.optional()? else { return Ok(true) };
        let ours = "SELECT count(*) FROM revision WHERE id = ?1 AND began = ?2";
        Ok(self.connection.query_row(ours, newest, |row| row.get::<_, i64>(0))? > 0)
    }

    fn local_now(&self) -> PrimitiveDateTime {
        let now = self.clock.now();
        PrimitiveDateTime::new(now.date(), now.time())
    }
}

/// Opens a library to take its content, after checking it whole.
///
/// # Errors
/// When it is damaged, a newer program's, or not there.
pub fn open_sound(path: &Path, opening: Opening) -> Result<Library, StoreError> {
    open_sound_watched(path, opening, &mut unwatched)
}

pub(crate) fn open_sound_watched(
    path: &Path,
    opening: Opening,
    watch: &mut Watch,
) -> Result<Library, StoreError> {
    let unsound = |error: StoreError| match error {
        error @ (StoreError::Corrupt { .. } | StoreError::Damaged { .. }) => {
            StoreError::BackupUnsound { path: path.to_owned(), detail: error.to_string() }
        }
        StoreError::Missing { path } => StoreError::NoBackup { path },
        error => error,
    };
    let library = Library::open(path, opening).map_err(unsound)?;
    let version = Version::of(&library.connection).map_err(unsound)?;
    if !version.may_write() {
        return Err(StoreError::Newer { path: path.to_owned(), readable: true });
    }
    let Verified { damaged, .. } = library.verify_watched(watch).map_err(unsound)?;
    match damaged.iter().find(|it| it.is_grave()) {
        None => Ok(library),
        Some(first) => Err(StoreError::BackupUnsound { path: path.to_owned(), detail: first.to_string() }),
    }
}

/// The backups in a folder that may be of the library at `path`, newest first: where that still says which one
/// it is, only its own; where it is too damaged to say, all.
///
/// # Errors
/// When the folder cannot be read.
pub fn backups_for(path: &Path, folder: &Path) -> Result<Vec<Backup>, StoreError> {
    backups_of(library_of(path), folder)
}

fn backups_of(own: Option<i64>, folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let mut backups = backups_in(folder)?;
    backups.retain(|backup| own.is_none() || library_of(&backup.path) == own);
    Ok(backups)
}

/// Which library a backup is of; `None` where it does not say.
pub(crate) fn library_of(path: &Path) -> Option<i64> {
    migrate::library_id(&open::connect_to_look(path).ok()?).ok()?
}
