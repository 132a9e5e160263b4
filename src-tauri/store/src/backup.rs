//! Backups: made whole and compared with the library before they get their name, and put back in one go.

use crate::{
    migrate::{self, Version},
    open::check_integrity,
    retention, Access, ContentHash, Library, Opening, StoreError,
};
use rusqlite::{
    backup::{Backup as Copy, StepResult},
    Connection, OpenFlags,
};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
};
use time::{Date, Duration, Month, PrimitiveDateTime, Time};

/// Why a backup was made; it stands in its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The first start of a day.
    Daily,
    /// The program ends, and something was changed.
    Closing,
    /// The library's schema is about to change.
    BeforeMigration,
    /// Another backup is about to take the library's place.
    BeforeRestore,
    /// Somebody asked for it. Never deleted.
    Manual,
}

impl Why {
    const ALL: [Why; 5] = [Why::Daily, Why::Closing, Why::BeforeMigration, Why::BeforeRestore, Why::Manual];

    /// The word in the file name.
    pub fn word(self) -> &'static str {
        match self {
            Why::Daily => "daily",
            Why::Closing => "closing",
            Why::BeforeMigration => "before-migration",
            Why::BeforeRestore => "before-restore",
            Why::Manual => "manual",
        }
    }

    /// What the user reads.
    pub fn label(self) -> &'static str {
        match self {
            Why::Daily => "每日",
            Why::Closing => "关闭时",
            Why::BeforeMigration => "升级前",
            Why::BeforeRestore => "恢复前",
            Why::Manual => "手动",
        }
    }
}

/// A backup file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, in local time, as its name says.
    pub at: PrimitiveDateTime,
    /// Why it was made, as its name says.
    pub why: Why,
}

impl Backup {
    /// A file by its name, `nianbao-YYYYMMDD-HHMMSS-<why>.db`; `None` for every other name.
    fn named(path: PathBuf) -> Option<Backup> {
        let name = path.file_name()?.to_str()?.strip_prefix("nianbao-")?.strip_suffix(".db")?;
        let (stamp, why) = (name.get(..15)?, name.get(15..)?.strip_prefix('-')?);
        let why = Why::ALL.into_iter().find(|it| it.word() == why)?;
        if stamp.as_bytes()[8] != b'-'
            || !stamp.bytes().enumerate().all(|(i, b)| i == 8 || b.is_ascii_digit())
        {
            return None;
        }
        let number = |from: usize, to: usize| stamp[from..to].parse::<u8>().ok();
        let month = Month::try_from(number(4, 6)?).ok()?;
        let date = Date::from_calendar_date(stamp[..4].parse().ok()?, month, number(6, 8)?).ok()?;
        let time = Time::from_hms(number(9, 11)?, number(11, 13)?, number(13, 15)?).ok()?;
        Some(Backup { path, at: PrimitiveDateTime::new(date, time), why })
    }

    fn new(folder: &Path, at: PrimitiveDateTime, why: Why) -> Backup {
        let (year, month, day) = at.date().to_calendar_date();
        let (hour, minute, second) = at.time().as_hms();
        let month = u8::from(month);
        let name =
            format!("nianbao-{year:04}{month:02}{day:02}-{hour:02}{minute:02}{second:02}-{}.db", why.word());
        Backup { path: folder.join(name), at, why }
    }
}

/// The backups in a folder, newest first: files of our name and of the length their head says. A folder that is
/// not there has none.
///
/// # Errors
/// When the folder cannot be read.
pub fn backups_in(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| failed(folder, error))?,
    };
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failed(folder, error))?;
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        backups.extend(Backup::named(entry.path()).filter(|it| plain && is_whole(&it.path)));
    }
    backups.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.path.cmp(&a.path)));
    Ok(backups)
}

/// Whether a file is one of ours and has as many pages as its head says.
fn is_whole(path: &Path) -> bool {
    let mut head = [0; 100];
    let Ok(length) = File::open(path).and_then(|mut file| {
        file.read_exact(&mut head)?;
        Ok(file.metadata()?.len())
    }) else {
        return false;
    };
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    number(68) == migrate::APPLICATION_ID as u32 && length == page * u64::from(number(28))
}

/// What two files must have in common to hold the same.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Holding {
    /// Rows of each table.
    rows: BTreeMap<String, u64>,
    /// SHA-256 over who, when and content hash of all reports and revisions.
    digest: [u8; 32],
}

impl Holding {
    fn of(connection: &Connection) -> Result<Holding, StoreError> {
        let mut rows = BTreeMap::new();
        let mut tables = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
        for name in tables.query_map((), |row| row.get::<_, String>(0))? {
            let name = name?;
            let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            rows.insert(
                name,
                connection.query_row(&sql, (), |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?,
            );
        }
        let mut digest = Sha256::new();
        let sql = "SELECT r.id, r.year, 0, r.hash, a.name || char(0) || r.edition || char(0) || r.state
                     FROM report r JOIN agency a ON a.id = r.agency
                   UNION ALL SELECT id, report, at, hash, kind FROM revision ORDER BY 3, 1, 2";
        let mut statement = connection.prepare(sql)?;
        let mut hashes = statement.query(())?;
        while let Some(row) = hashes.next()? {
            for column in 0..3 {
                digest.update(row.get::<_, i64>(column)?.to_be_bytes());
            }
            digest.update(row.get::<_, [u8; 32]>(3)?);
            let words = row.get_ref(4)?.as_bytes().map_err(StoreError::corrupt)?;
            digest.update((words.len() as u64).to_be_bytes());
            digest.update(words);
        }
        Ok(Holding { rows, digest: digest.finalize().into() })
    }

    /// Of a finished file, which is not changed by this.
    fn of_file(path: &Path) -> Result<Holding, StoreError> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        check_integrity(&connection)?;
        Holding::of(&connection)
    }
}

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
    /// Backs the library up into a folder, which is made when it is not there. The file has its name only when it
    /// was read again and holds what the library holds.
    ///
    /// # Errors
    /// When the folder takes no files, the disk is full, or what was written is not what is here. Nothing of it
    /// stays then.
    pub fn back_up(&self, folder: &Path, why: Why) -> Result<Backup, StoreError> {
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        let mut backup = Backup::new(folder, self.local_now(), why);
        // Two in one second: names differ, and none is replaced.
        while backup.path.exists() {
            backup = Backup::new(folder, backup.at + Duration::SECOND, why);
        }
        let part = with_end(&backup.path, ".part");
        let made = self
            .copy_to(&part)
            .and_then(|()| put_in_place(&part, &backup.path).map_err(|error| failed(folder, error)));
        if made.is_err() {
            let _ = remove_part(&part);
        }
        made.map(|()| backup)
    }

    /// Deletes the backups in a folder that [`retention::superseded`] does not keep; gives those.
    ///
    /// # Errors
    /// When the folder cannot be read or a file not be deleted.
    pub fn thin_backups(&self, folder: &Path) -> Result<Vec<Backup>, StoreError> {
        let backups = backups_in(folder)?;
        let gone: Vec<Backup> =
            retention::superseded(&backups, self.local_now()).into_iter().cloned().collect();
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
        let unsound = |error: StoreError| match error {
            error @ (StoreError::Corrupt { .. } | StoreError::Damaged { .. }) => {
                StoreError::BackupUnsound { path: path.to_owned(), detail: error.to_string() }
            }
            error => error,
        };
        let opening = Opening::new(self.forms.clone(), self.clock.clone(), Access::Read);
        let backup = Library::open(path, opening).map_err(unsound)?;
        let version = Version::of(&backup.connection).map_err(unsound)?;
        if !version.may_write() {
            return Err(StoreError::Newer { path: path.to_owned(), readable: true });
        }
        check_integrity(&backup.connection).map_err(unsound)?;
        for listed in backup.reports().map_err(unsound)? {
            backup.report(listed.id).map_err(unsound)?;
        }
        Ok(backup)
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

    /// Copies everything into a new file, and reads that again.
    fn copy_to(&self, part: &Path) -> Result<(), StoreError> {
        let failed_here = |error: StoreError| StoreError::BackupFailed {
            folder: part.parent().unwrap_or(part).to_owned(),
            detail: error.to_string(),
        };
        remove_part(part).map_err(|error| failed(part, error))?;
        // What is copied and what is counted belong to one moment.
        let moment = self.connection.unchecked_transaction()?;
        let here = Holding::of(&moment)?;
        let write = || -> Result<(), StoreError> {
            let mut target = Connection::open(part)?;
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
            .map_err(|error| failed(part, error))?;
        if Holding::of_file(part).map_err(failed_here)? == here {
            Ok(())
        } else {
            Err(StoreError::BackupUnsound {
                path: part.to_owned(), detail: "内容与年报库不一致".into()
            })
        }
    }
}

/// Copies all pages in one transaction of the target.
fn copy(from: &Connection, to: &mut Connection) -> Result<(), StoreError> {
    match Copy::new(from, to)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(StoreError::Busy),
    }
}

fn put_in_place(part: &Path, path: &Path) -> io::Result<()> {
    fs::rename(part, path)?;
    if let (true, Some(folder)) = (cfg!(unix), path.parent()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn remove_part(part: &Path) -> io::Result<()> {
    for end in ["", "-journal", "-wal", "-shm"] {
        match fs::remove_file(with_end(part, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn failed(folder: &Path, error: io::Error) -> StoreError {
    let detail = match error.kind() {
        io::ErrorKind::StorageFull => "磁盘已满".to_owned(),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "这里不能写文件".to_owned(),
        _ => error.to_string(),
    };
    StoreError::BackupFailed { folder: folder.to_owned(), detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_and_why() {
        for why in Why::ALL {
            let date = Date::from_calendar_date(2024, Month::February, 29).unwrap();
            let at = PrimitiveDateTime::new(date, Time::from_hms(8, 5, 9).unwrap());
            let backup = Backup::new(Path::new("备份"), at, why);
            assert_eq!(
                backup.path.file_name().unwrap().to_str().unwrap(),
                format!("nianbao-20240229-080509-{}.db", why.word())
            );
            assert_eq!(Backup::named(backup.path.clone()), Some(backup));
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in [
            "nianbao.db",
            "nianbao-20240229-080509.db",
            "nianbao-20230229-080509-daily.db",
            "nianbao-20240229-250509-daily.db",
            "nianbao-20240229-080509-other.db",
            "nianbao-20240229-080509-daily.db.part",
            "nianbao-+0240229-080509-daily.db",
            "nianbao-20240229-080年-daily.db",
            "nianbao-20240229x080509-daily.db",
        ] {
            assert_eq!(Backup::named(name.into()), None, "{name}");
        }
    }
}
