//! Backups: made whole and compared with the library before they get their name, and put back in one go.

mod holding;
mod name;

pub use name::{backups_in, Backup, Why};

use crate::{
    connect::connect,
    migrate::{self, Version},
    open,
    place::{flush_folder, part_of, put_beside, remove_database, with_end},
    retention,
    table::{setting, step},
    verify::Verified,
    Access, Agency, AgencyProfile, ContentHash, Library, Opening, RevisionKind, State, StoreError,
};
use holding::Holding;
use rusqlite::{
    backup::{Backup as Copy, StepResult},
    Connection, OpenFlags, OptionalExtension,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io,
    path::Path,
};
use time::{Date, Duration, OffsetDateTime, PrimitiveDateTime};

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
    /// In both, and the same, with the same history.
    pub equal: usize,
    /// Earlier states of reports that are in both, which the backup does not have.
    pub states_lost: usize,
    /// How many of these were to be kept for ever: 定稿, 公布, 更正.
    pub acts_lost: usize,
    /// Agencies that the backup does not know.
    pub agencies_lost: Vec<String>,
    /// Agencies of which the backup knows something else: level, region, contact, superior.
    pub agencies_changed: Vec<String>,
    /// Findings that were set aside here and not there, or for another reason.
    pub dismissals_lost: usize,
    /// Steps here that could be undone and that the backup does not have.
    pub steps_lost: usize,
    /// Deadlines that are not those of the backup.
    pub deadlines_changed: usize,
    /// Settings that are not those of the backup.
    pub settings_changed: usize,
    /// Whether it is neither a backup of this library nor carried away from it, or does not say.
    pub foreign: bool,
}

/// What is compared of a report.
#[derive(PartialEq, Eq)]
struct Shape {
    hash: ContentHash,
    state: State,
    sound: bool,
    /// When, why and what each of its states was.
    history: BTreeSet<(OffsetDateTime, &'static str, ContentHash)>,
    /// Rule, finding and reason.
    dismissals: BTreeSet<(String, String, String)>,
    /// What each step led from and to.
    steps: BTreeSet<(ContentHash, ContentHash)>,
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
        let part = name::new_part(folder, self.local_now(), why);
        let mut backup = Backup::new(folder, self.local_now(), why);
        let made = self.copy_to(&part).and_then(|()| {
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
    pub fn back_up_into_one(&self, folders: &[&Path], why: Why) -> Result<Backup, StoreError> {
        let Some((last, others)) = folders.split_last() else {
            return Err(failed(Path::new(""), io::ErrorKind::NotFound.into()));
        };
        let made = others.iter().find_map(|folder| self.back_up(folder, why).ok());
        made.map_or_else(|| self.back_up(last, why), Ok)
    }

    /// Writes the whole library into a new file, to carry it elsewhere. Where that is worked with, it is a library
    /// of its own: its backups and ours may lie in one folder, and are thinned apart.
    ///
    /// # Errors
    /// As [`Library::back_up`]; when something is there already, were it only another library's log, which SQLite
    /// would take for the new file's.
    pub fn export(&self, path: &Path) -> Result<(), StoreError> {
        require_free(path)?;
        self.copy_out(path, migrate::make_another)
    }

    /// Writes the whole library into a new file that is to take its place.
    ///
    /// # Errors
    /// As [`Library::export`].
    pub fn copy_to_move(&self, path: &Path) -> Result<(), StoreError> {
        require_free(path)?;
        self.copy_out(path, |_| Ok(()))
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

    /// What [`Library::restore`] would change.
    ///
    /// # Errors
    /// When the backup is not sound.
    pub fn preview_restore(&self, backup: &Path) -> Result<Preview, StoreError> {
        let backup = self.open_backup(backup)?;
        let (then, now) = (backup.contents()?, self.contents()?);
        let mut preview = Preview {
            deadlines_changed: differing(&self.deadline_dates()?, &backup.deadline_dates()?),
            settings_changed: differing(&self.settings()?, &backup.settings()?),
            foreign: !migrate::are_related(&self.connection, &backup.connection)?,
            ..Preview::default()
        };
        for (report, shape) in &then {
            let Some(present) = now.get(report) else {
                preview.new.push(report.clone());
                continue;
            };
            let lost = present.history.difference(&shape.history);
            for (_, kind, _) in lost {
                preview.states_lost += 1;
                preview.acts_lost +=
                    usize::from(RevisionKind::of_word(kind).is_ok_and(RevisionKind::is_kept));
            }
            preview.dismissals_lost += present.dismissals.difference(&shape.dismissals).count();
            preview.steps_lost += present.steps.difference(&shape.steps).count();
            if present == shape {
                preview.equal += 1;
            } else {
                preview.changed.push(report.clone());
            }
        }
        let known = backup.profiles()?;
        for (name, profile) in self.profiles()? {
            match known.get(&name) {
                None => preview.agencies_lost.push(name),
                Some(then) if *then != profile => preview.agencies_changed.push(name),
                Some(_) => {}
            }
        }
        preview.lost = now.into_keys().filter(|report| !then.contains_key(report)).collect();
        Ok(preview)
    }

    /// Puts a backup in the place of everything that is here, which is backed up into the first of `folders` that
    /// takes it before. It is one transaction: whoever ends the program meanwhile finds the library as it was or
    /// as it was backed up. The library stays the one it is, and its backups its own.
    ///
    /// # Errors
    /// When the backup is not sound or the present state cannot be backed up; the library is then as it was.
    pub fn restore(&mut self, backup: &Path, folders: &[&Path]) -> Result<Backup, StoreError> {
        if self._lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let source = self.open_backup(backup)?;
        let kept = self.back_up_into_one(folders, Why::BeforeRestore)?;
        // Made ready beside, so that one step makes it the library: with its number, in today's schema.
        let part = part_of(&self.path);
        let own = migrate::library_id(&self.connection)?;
        let restored = source.prepared(&part, own).and_then(|ready| {
            self.connection.flush_prepared_statement_cache();
            self.restored = true;
            copy(&ready, &mut self.connection)
        });
        // What cannot be removed does no harm: nobody takes it for a library.
        let _ = remove_database(&part);
        restored.map_err(|error| error.told_apart(&self.path))?;
        Ok(kept)
    }

    /// A copy in today's schema, under a library's number where that is known.
    fn prepared(&self, part: &Path, number: Option<i64>) -> Result<Connection, StoreError> {
        self.copy_to(part)?;
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

    /// Opens a backup to read, after checking it whole.
    fn open_backup(&self, path: &Path) -> Result<Library, StoreError> {
        open_sound(path, Opening::new(self.forms.clone(), self.clock.clone(), Access::Read))
    }

    fn contents(&self) -> Result<BTreeMap<Affected, Shape>, StoreError> {
        let agencies: BTreeMap<_, _> =
            self.agencies()?.into_iter().map(|agency| (agency.id, agency.profile.name)).collect();
        let named = |listed: crate::Listed| {
            let history = self.revisions(listed.id)?.into_iter().map(|it| (it.at, it.kind.word(), it.hash));
            let shape = Shape {
                hash: listed.hash,
                state: listed.state,
                sound: self.report(listed.id).is_ok(),
                history: history.collect(),
                dismissals: self
                    .dismissals(listed.id)?
                    .into_iter()
                    .map(|it| (it.rule, it.fingerprint, it.reason))
                    .collect(),
                steps: self.read(|desk| step::ends_of(desk.connection, listed.id))?,
            };
            let agency = agencies.get(&listed.agency).cloned().unwrap_or(listed.agency_name);
            Ok((Affected { agency, year: listed.year, edition: listed.edition }, shape))
        };
        self.reports()?.into_iter().map(named).collect()
    }

    /// What is known of each agency, its superior by name: numbers differ from library to library.
    fn profiles(&self) -> Result<BTreeMap<String, (AgencyProfile, Option<String>)>, StoreError> {
        let agencies = self.agencies()?;
        let name_of = |id| agencies.iter().find(|it| it.id == id).map(|it| it.profile.name.clone());
        let told = |it: &Agency| {
            let parent = it.profile.parent.and_then(name_of);
            (it.profile.name.clone(), (AgencyProfile { parent: None, ..it.profile.clone() }, parent))
        };
        Ok(agencies.iter().map(told).collect())
    }

    fn deadline_dates(&self) -> Result<BTreeMap<(Option<String>, u16), Date>, StoreError> {
        let agencies = self.agencies()?;
        let name_of = |id| agencies.iter().find(|it| it.id == id).map(|it| it.profile.name.clone());
        Ok(self
            .deadlines()?
            .into_iter()
            .map(|it| ((it.agency.and_then(name_of), it.year), it.date))
            .collect())
    }

    fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        self.read(|desk| {
            Ok(setting::all(desk.connection)?.into_iter().map(|it| (it.key, it.value)).collect())
        })
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

    /// Copies everything into a file beside, reads that again, lets `adapt` change the copy, and gives it its name.
    pub(crate) fn copy_out(
        &self,
        path: &Path,
        adapt: impl FnOnce(&Connection) -> Result<(), StoreError>,
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
            .copy_to(&part)
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
    fn copy_to(&self, part: &Path) -> Result<(), StoreError> {
        let failed_here = |error: StoreError| match error.told_apart(part) {
            // What is copied is damaged: that is no fault of the folder's.
            error @ StoreError::Corrupt { .. } => error,
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
        let (here, there) = Holding::of_both(&moment, part);
        if there.map_err(failed_here)? == here? {
            Ok(())
        } else {
            Err(StoreError::BackupUnsound {
                path: part.to_owned(), detail: "内容与年报库不一致".into()
            })
        }
    }
}

/// Opens a library to take its content, after checking it whole.
///
/// # Errors
/// When it is damaged, a newer program's, or not there.
pub fn open_sound(path: &Path, opening: Opening) -> Result<Library, StoreError> {
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
    let Verified { damaged, .. } = library.verify(|_, _| ()).map_err(unsound)?;
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

/// How many keys have another value, or one in only one of the two.
fn differing<K: Ord, V: PartialEq>(one: &BTreeMap<K, V>, other: &BTreeMap<K, V>) -> usize {
    let keys: BTreeSet<&K> = one.keys().chain(other.keys()).collect();
    keys.into_iter().filter(|key| one.get(key) != other.get(key)).count()
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

/// Which library a backup is of; `None` where it does not say.
pub(crate) fn library_of(path: &Path) -> Option<i64> {
    migrate::library_id(&open::connect_to_look(path).ok()?).ok()?
}

/// Copies all pages in one transaction of the target.
fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    match Copy::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Busy),
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

fn failed(folder: &Path, error: io::Error) -> StoreError {
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
