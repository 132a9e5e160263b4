//! Whole copies of a library: written page by page, read again, and compared with it before they get their name.

use super::holding::{Both, Holding};
use crate::{
    connect::connect,
    migrate, open,
    place::{flush_folder, part_of, put_beside, remove_database, with_end},
    watch::{go_on, unwatched},
    Library, Stage, StoreError, Watch,
};
use rusqlite::{
    backup::{Backup as Copy, StepResult},
    Connection, OpenFlags,
};
use std::{
    fs::{File, OpenOptions},
    io,
    path::Path,
};

/// So many pages are copied between two looks at whether to go on: a fraction of a megabyte.
const PAGES: i32 = 32;

impl Library {
    /// Writes the whole library into a new file, to carry it elsewhere. Where that is worked with, it is a library
    /// of its own: its backups and ours may lie in one folder, and are thinned apart.
    ///
    /// # Errors
    /// As [`Library::back_up`]; when something is there already, were it only another library's log, which SQLite
    /// would take for the new file's.
    pub fn export(&self, path: &Path) -> Result<(), StoreError> {
        require_free(path)?;
        self.copy_out(path, migrate::make_another, &mut unwatched)
    }

    /// Writes the whole library into a new file that is to take its place.
    ///
    /// # Errors
    /// As [`Library::export`].
    pub fn copy_to_move(&self, path: &Path, watch: &mut Watch) -> Result<(), StoreError> {
        require_free(path)?;
        self.copy_out(path, |_| Ok(()), watch)
    }

    /// A copy in today's schema, under a library's number where that is known.
    pub(super) fn prepared(
        &self,
        part: &Path,
        number: Option<i64>,
        watch: &mut Watch,
    ) -> Result<Connection, StoreError> {
        self.copy_to(part, watch)?;
        let ready = || -> Result<Connection, StoreError> {
            let mut copy = open::connect_to_copy(part)?;
            migrate::run(&mut copy)?;
            if let Some(number) = number {
                migrate::set_library_id(&copy, number)?;
            }
            Ok(copy)
        };
        ready().map_err(|error| of_copy(error, part))
    }

    /// Copies everything into a file beside, reads that again, lets `adapt` change the copy, and gives it its name.
    pub(crate) fn copy_out(
        &self,
        path: &Path,
        adapt: impl FnOnce(&Connection) -> Result<(), StoreError>,
        watch: &mut Watch,
    ) -> Result<(), StoreError> {
        let part = part_of(path);
        let adapted = || -> Result<(), StoreError> {
            let copy = connect(&part, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            adapt(&copy)?;
            copy.close().map_err(|(_, error)| error.into())
        };
        let put = || -> io::Result<bool> {
            OpenOptions::new().write(true).open(&part)?.sync_all()?;
            let put = put_beside(&part, path)?;
            flush_folder(path)?;
            Ok(put)
        };
        let made = self
            .copy_to(&part, watch)
            .and_then(|()| adapted().map_err(|error| of_copy(error, &part)))
            .and_then(|()| match put().map_err(|error| failed(folder_of(path), error))? {
                true => Ok(()),
                false => Err(StoreError::Occupied { path: path.to_owned() }),
            });
        if made.is_err() {
            // What cannot be removed does no harm: it is never taken for a backup.
            let _ = remove_database(&part);
        }
        made
    }

    /// Copies everything into a new file, and reads that again.
    pub(super) fn copy_to(&self, part: &Path, watch: &mut Watch) -> Result<(), StoreError> {
        let failed_here = |error: StoreError| match error.told_apart(part) {
            // What is copied is damaged: that is no fault of the folder's.
            error @ (StoreError::Corrupt { .. } | StoreError::Stopped) => error,
            StoreError::DiskFull => failed(folder_of(part), io::ErrorKind::StorageFull.into()),
            error => {
                StoreError::BackupFailed { folder: folder_of(part).to_owned(), detail: error.to_string() }
            }
        };
        // Made here, because SQLite does not say why it cannot make it.
        remove_database(part)
            .and_then(|()| File::create(part).map(drop))
            .map_err(|error| failed(folder_of(part), error))?;
        // What is copied and what is counted belong to one moment, which begins with the first look.
        let moment = self.connection.unchecked_transaction()?;
        moment.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))?;
        let mut write = || -> Result<(), StoreError> {
            let mut target = connect(part, OpenFlags::default())?;
            copy(&moment, &mut target, watch)?;
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
        go_on(watch, Stage::Comparing, 0, 1)?;
        let Both { here, there } = Holding::of_both(&moment, part, watch)?;
        if there.map_err(failed_here)? == here? {
            Ok(())
        } else {
            Err(StoreError::BackupUnsound {
                path: part.to_owned(), detail: "内容与年报库不一致".into()
            })
        }
    }
}

/// Refuses a place where something is, were it only a log.
fn require_free(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Err(StoreError::Folder { path: path.to_owned() });
    }
    if ["", "-wal", "-journal"].iter().any(|end| with_end(path, end).exists()) {
        return Err(StoreError::Occupied { path: path.to_owned() });
    }
    Ok(())
}

/// Copies all pages in one transaction of the target: one that ends before the last page leaves the target as it was.
pub(super) fn copy(from: &Connection, to: &mut Connection, watch: &mut Watch) -> Result<(), StoreError> {
    let copy = Copy::new(from, to)?;
    let pages = |count: i32| usize::try_from(count).unwrap_or_default();
    // How many there are is known from the first step on.
    go_on(watch, Stage::Copying, 0, 0)?;
    loop {
        match copy.step(PAGES)? {
            StepResult::Done => return Ok(()),
            StepResult::More => {
                let all = copy.progress();
                go_on(watch, Stage::Copying, pages(all.pagecount - all.remaining), pages(all.pagecount))?;
            }
            _ => return Err(StoreError::Busy),
        }
    }
}

/// The library may be written; where SQLite says otherwise, it is the copy that the disk does not let be.
fn of_copy(error: StoreError, part: &Path) -> StoreError {
    match error {
        StoreError::ReadOnly => failed(folder_of(part), io::ErrorKind::PermissionDenied.into()),
        error => error,
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

pub(super) fn failed(folder: &Path, error: io::Error) -> StoreError {
    let detail = match error.kind() {
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::NotFound => "没有这个文件夹，U盘或共享盘可能没有接好".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "这里不能写文件".to_owned(),
        io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        io::ErrorKind::NotADirectory => "路径中间有一段不是文件夹".to_owned(),
        io::ErrorKind::InvalidFilename => "文件名太长或不能用".to_owned(),
        _ => error.to_string(),
    };
    StoreError::BackupFailed { folder: folder.to_owned(), detail }
}
