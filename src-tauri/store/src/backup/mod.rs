//! Backups: made whole and compared with the library before they get their name, and put back in one go.

mod holding;
mod name;

pub use name::{backups_in, Backup, Why};

use crate::{
    connect::connect,
    migrate::{self, Version},
    open,
    place::{flush_folder, remove_database, with_end},
    retention,
    verify::Verified,
    Access, ContentHash, Library, Opening, StoreError,
};
use holding::Holding;
use rusqlite::{
    backup::{Backup as Copy, StepResult},
    Connection, OpenFlags,
};
use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};
use time::{Duration, PrimitiveDateTime};

/// A report as a restore would find or leave it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Affected {
    /// The agency as the library knows it.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The edition of the form.
    pub edition: String,
}

/// What a restore would change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    /// In the backup, and not in the library.
    pub new: Vec<Affected>,
    /// In both, and not the same.
    pub changed: Vec<Affected>,
    /// In the library, and not in the backup: gone after the restore.
    pub lost: Vec<Affected>,
    /// In both, and the same.
    pub equal: usize,
}

impl Library {
    /// Backs the library up into a folder, which is made when only it is not there: where the folder above is
    /// gone too, a stick or share is not connected. The file has its name only when it was read again and holds
    /// what the library holds.
    ///
    /// # Errors
    /// When the folder takes no files, the disk is full, or what was written is not what is here. Nothing of it
    /// stays then.
    pub fn back_up(&self, folder: &Path, why: Why) -> Result<Backup, StoreError> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(failed(folder, error)),
            _ => {}
        }
        let mut backup = Backup::new(folder, self.local_now(), why);
        // Two in one second: names differ, and none is replaced.
        while backup.path.exists() {
            backup = Backup::new(folder, backup.at + Duration::SECOND, why);
        }
        self.copy_out(&backup.path)?;
        Ok(backup)
    }

    /// Writes the whole library into one file, to carry it elsewhere: as a backup, under any name. What is there
    /// under that name is replaced when the new file is whole.
    ///
    /// # Errors
    /// As [`Library::back_up`]; when the file is this very library.
    pub fn export(&self, path: &Path) -> Result<(), StoreError> {
        if fs::canonicalize(path).is_ok_and(|it| fs::canonicalize(&self.path).is_ok_and(|own| own == it)) {
            return Err(StoreError::OverItself { path: path.to_owned() });
        }
        self.copy_out(path)
    }

    /// The backups of this library in a folder, newest first; other libraries' are left out.
    ///
    /// # Errors
    /// When the folder or this library cannot be read.
    pub fn backups_in(&self, folder: &Path) -> Result<Vec<Backup>, StoreError> {
        let own = migrate::library_id(&self.connection)?;
        let mut backups = backups_in(folder)?;
        backups.retain(|backup| own.is_some() && library_of(&backup.path) == own);
        Ok(backups)
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
        let backups = self.backups_in(folder)?;
        let gone: Vec<Backup> = retention::superseded(&backups, now).into_iter().cloned().collect();
        for backup in &gone {
            fs::remove_file(&backup.path).map_err(|error| failed(folder, error))?;
        }
        Ok(gone)
    }

    /// What [`Library::restore`] would change, by the content hashes of all reports.
    ///
    /// # Errors
    /// When the backup is not sound.
    pub fn preview_restore(&self, backup: &Path) -> Result<Preview, StoreError> {
        let then = self.open_backup(backup)?.contents()?;
        let now = self.contents()?;
        let mut preview = Preview::default();
        for (report, hash) in &then {
            match now.get(report) {
                None => preview.new.push(report.clone()),
                Some(present) if present == hash => preview.equal += 1,
                Some(_) => preview.changed.push(report.clone()),
            }
        }
        preview.lost = now.into_keys().filter(|report| !then.contains_key(report)).collect();
        Ok(preview)
    }

    /// Puts a backup in the place of everything that is here, which is backed up into `folder` first. It is one
    /// transaction: whoever ends the program meanwhile finds the library as it was or as it was backed up.
    ///
    /// # Errors
    /// When the backup is not sound or the present state cannot be backed up; the library is then as it was.
    pub fn restore(&mut self, backup: &Path, folder: &Path) -> Result<Backup, StoreError> {
        if self._lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let source = self.open_backup(backup)?;
        let kept = self.back_up(folder, Why::BeforeRestore)?;
        self.connection.flush_prepared_statement_cache();
        copy(&source.connection, &mut self.connection)?;
        migrate::run(&mut self.connection)?;
        Ok(kept)
    }

    /// Opens a backup to read, after checking it whole.
    fn open_backup(&self, path: &Path) -> Result<Library, StoreError> {
        open_sound(path, Opening::new(self.forms.clone(), self.clock.clone(), Access::Read))
    }

    fn contents(&self) -> Result<BTreeMap<Affected, ContentHash>, StoreError> {
        let agencies: BTreeMap<_, _> =
            self.agencies()?.into_iter().map(|agency| (agency.id, agency.profile.name)).collect();
        let named = |listed: crate::Listed| {
            let agency = agencies.get(&listed.agency).cloned().unwrap_or(listed.agency_name);
            (Affected { agency, year: listed.year, edition: listed.edition }, listed.hash)
        };
        Ok(self.reports()?.into_iter().map(named).collect())
    }

    fn local_now(&self) -> PrimitiveDateTime {
        let now = self.clock.now();
        PrimitiveDateTime::new(now.date(), now.time())
    }

    /// Copies everything into a file beside, reads that again, and gives it its name.
    pub(crate) fn copy_out(&self, path: &Path) -> Result<(), StoreError> {
        let part = with_end(path, name::PART);
        let put = || -> io::Result<()> {
            fs::rename(&part, path)?;
            flush_folder(path)
        };
        let made = self.copy_to(&part).and_then(|()| put().map_err(|error| failed(folder_of(path), error)));
        if made.is_err() {
            // What cannot be removed does no harm: it is never taken for a backup.
            let _ = remove_database(&part);
        }
        made
    }

    /// Copies everything into a new file, and reads that again.
    fn copy_to(&self, part: &Path) -> Result<(), StoreError> {
        let failed_here = |error: StoreError| match error.told_apart(part) {
            StoreError::DiskFull => failed(folder_of(part), io::ErrorKind::StorageFull.into()),
            error => {
                StoreError::BackupFailed { folder: folder_of(part).to_owned(), detail: error.to_string() }
            }
        };
        // Made here, because SQLite does not say why it cannot make it.
        remove_database(part)
            .and_then(|()| File::create(part).map(drop))
            .map_err(|error| failed(folder_of(part), error))?;
        // What is copied and what is counted belong to one moment.
        let moment = self.connection.unchecked_transaction()?;
        let here = Holding::of(&moment)?;
        let write = || -> Result<(), StoreError> {
            let mut target = connect(part, OpenFlags::default())?;
            copy(&moment, &mut target)?;
            // One file without a log beside it, for disks that know no shared memory.
            target.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
            target.query_row("PRAGMA journal_mode = DELETE", (), |_| Ok(()))?;
            target.close().map_err(|(_, error)| error.into())
        };
        write().map_err(failed_here)?;
        OpenOptions::new()
            .write(true)
            .open(part)
            .and_then(|file| file.sync_all())
            .map_err(|error| failed(folder_of(part), error))?;
        if Holding::of_file(part).map_err(failed_here)? == here {
            Ok(())
        } else {
            Err(StoreError::BackupUnsound {
                path: part.to_owned(), detail: "内容与年报库不一致".into()
            })
        }
    }
}

/// Opens a library to take its content, after checking it whole.
pub(crate) fn open_sound(path: &Path, opening: Opening) -> Result<Library, StoreError> {
    let unsound = |error: StoreError| match error {
        error @ (StoreError::Corrupt { .. } | StoreError::Damaged { .. }) => {
            StoreError::BackupUnsound { path: path.to_owned(), detail: error.to_string() }
        }
        error => error,
    };
    let library = Library::open(path, opening).map_err(unsound)?;
    let version = Version::of(&library.connection).map_err(unsound)?;
    if !version.may_write() {
        return Err(StoreError::Newer { path: path.to_owned(), readable: true });
    }
    let Verified { damaged, .. } = library.verify(|_, _| ()).map_err(unsound)?;
    match damaged.first() {
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
    let own = library_of(path);
    let mut backups = backups_in(folder)?;
    backups.retain(|backup| own.is_none() || library_of(&backup.path) == own);
    Ok(backups)
}

/// Which library a backup is of; `None` where it does not say.
fn library_of(path: &Path) -> Option<i64> {
    migrate::library_id(&open::connect_to_look(path).ok()?).ok()?
}

/// Copies all pages in one transaction of the target.
fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    match Copy::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Busy),
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

fn failed(folder: &Path, error: io::Error) -> StoreError {
    let detail = match error.kind() {
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::NotFound => "没有这个文件夹，U盘或共享盘可能没有接好".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "这里不能写文件".to_owned(),
        _ => error.to_string(),
    };
    StoreError::BackupFailed { folder: folder.to_owned(), detail }
}
