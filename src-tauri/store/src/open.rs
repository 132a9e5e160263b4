//! Opening and making a library: what the file is, who may write it, and how SQLite is to treat it.
//!
//! A file is first looked at without touching it; whatever is wrong is said before anything is written.

use crate::{
    connect::{connect, connect_to_unchanging, require_fit},
    mark,
    migrate::{self, Version, APPLICATION_ID},
    place::{
        behind_links, flush_folder, folder_of, has_log, remove_database, remove_parts, takes_files, with_end,
    },
    Clock, FileSystem, Library, StoreError,
};
use report::Forms;
use rusqlite::{config::DbConfig, Connection, ErrorCode, OpenFlags};
use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, ErrorKind, Read},
    path::Path,
    sync::{
        atomic::{AtomicU64, Ordering},
        Arc,
    },
    thread,
    time::Duration,
};

/// How often a library was opened in this process.
static OPENINGS: AtomicU64 = AtomicU64::new(0);

/// What a library is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// To look, beside a process that writes.
    Read,
    /// To look and to change.
    Write,
    /// The same; where there is no file or an empty one, a new library is made.
    Create,
}

/// Called with the library's path before its schema is changed; when it fails, nothing is changed.
type BeforeMigration<'a> = &'a mut dyn FnMut(&Path) -> Result<(), StoreError>;

/// How a library is to be opened.
pub struct Opening<'a> {
    /// The forms its reports are read with.
    pub forms: Forms,
    /// What tells the time.
    pub clock: Arc<dyn Clock>,
    /// What for.
    pub access: Access,
    /// The kind of place, where the caller knows it better than the system tells.
    pub file_system: Option<FileSystem>,
    /// A backup, called before the schema of an older library is changed.
    pub before_migration: Option<BeforeMigration<'a>>,
}

impl<'a> Opening<'a> {
    /// An opening without special wishes.
    pub fn new(forms: Forms, clock: Arc<dyn Clock>, access: Access) -> Opening<'a> {
        Opening { forms, clock, access, file_system: None, before_migration: None }
    }
}

impl Library {
    /// Opens the library at `path`.
    ///
    /// # Errors
    /// When it is not there or not ours, newer than this program, damaged, held by another process, or in a
    /// place that takes no changes. The file is then as it was.
    pub fn open(path: &Path, opening: Opening) -> Result<Library, StoreError> {
        // The lock and the log lie beside the file itself, whatever links lead to it.
        let path = &behind_links(path);
        // The longest name beside it that SQLite is given.
        require_fit(&with_end(path, ".new"))?;
        let file_system = opening.file_system.unwrap_or_else(|| FileSystem::of(path));
        let seen = match (see(path), opening.access) {
            (Err(StoreError::Missing { .. } | StoreError::Empty { .. }), Access::Create) => None,
            (seen, _) => Some(seen?),
        };
        let (connection, lock, recovered) = match (opening.access, seen) {
            (Access::Read, Some(seen)) => (open_to_read(path, seen)?, None, false),
            (_, seen) => {
                let lock = lock(path)?;
                // What a restore left that was cut off; that it stays does no harm.
                let _ = remove_parts(path);
                // Another process may have made it while we waited for nothing.
                let seen = match (seen, see(path)) {
                    (None, Err(StoreError::Missing { .. } | StoreError::Empty { .. })) => {
                        make(path).map_err(|error| error.told_apart(path))?;
                        see(path)?
                    }
                    (_, seen) => seen?,
                };
                let before = opening.before_migration;
                let connection = open_to_write(path, seen, file_system, before);
                (connection.map_err(|error| error.told_apart(path))?, Some(lock), seen.unclean)
            }
        };
        Ok(Library {
            changes_at_open: connection.total_changes(),
            opening: OPENINGS.fetch_add(1, Ordering::Relaxed),
            restores: 0,
            connection,
            _lock: lock,
            path: path.to_owned(),
            forms: opening.forms,
            clock: opening.clock,
            file_system,
            recovered,
        })
    }
}

/// What a look at the file tells, before SQLite touches it.
#[derive(Clone, Copy)]
struct Seen {
    /// A log or journal with something in it: whoever had it open did not close it.
    unclean: bool,
}

fn see(path: &Path) -> Result<Seen, StoreError> {
    const HEADER: usize = 100;
    const MAGIC: &[u8] = b"SQLite format 3\0";
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Err(missing(path)),
        Err(_) if path.is_dir() => return Err(StoreError::Folder { path: path.to_owned() }),
        Err(source) => return Err(StoreError::Unreachable { path: path.to_owned(), source }),
    };
    let unreachable = |source| StoreError::Unreachable { path: path.to_owned(), source };
    let known = file.metadata().map_err(unreachable)?;
    if known.is_dir() {
        return Err(StoreError::Folder { path: path.to_owned() });
    }
    let mut header = Vec::with_capacity(HEADER);
    file.take(HEADER as u64).read_to_end(&mut header).map_err(unreachable)?;
    if header.is_empty() {
        return Err(StoreError::Empty { path: path.to_owned() });
    }
    let number = |at: usize| {
        header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes)
    };
    let begun = header.len().min(MAGIC.len());
    if header[..begun] != MAGIC[..begun] {
        return Err(StoreError::NotLibrary { path: path.to_owned() });
    }
    if header.len() < HEADER {
        return Err(StoreError::corrupt("文件不完整"));
    }
    if number(68) != APPLICATION_ID as u32 {
        return Err(StoreError::NotLibrary { path: path.to_owned() });
    }
    // How SQLite is to read and write it: anything else it would call read-only, or no database.
    if header[18..20].iter().any(|way| !matches!(way, 1 | 2)) {
        return Err(StoreError::corrupt("文件头已损坏"));
    }
    let unclean = has_log(path);
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // A log may hold the pages that are missing here.
    if !unclean && known.len() < page * u64::from(number(28)) {
        return Err(StoreError::corrupt("文件不完整"));
    }
    Ok(Seen { unclean })
}

fn missing(path: &Path) -> StoreError {
    let folder = folder_of(path);
    if has_log(path) {
        StoreError::Orphaned { path: path.to_owned() }
    } else if folder.is_dir() {
        StoreError::Missing { path: path.to_owned() }
    } else {
        StoreError::NoFolder { path: folder.to_owned() }
    }
}

/// Keeps other processes from writing, for as long as the file is held. The system lets go of it when we end,
/// however we end.
pub(crate) fn lock(path: &Path) -> Result<File, StoreError> {
    let name = with_end(path, ".lock");
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&name);
    let file = file.map_err(|source| match source.kind() {
        ErrorKind::NotFound => missing(path),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnlyFolder { path: folder_of(path).to_owned() }
        }
        ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Unreachable { path: name, source },
    })?;
    for wait in [Some(GLANCE), Some(GLANCE), None] {
        match (file.try_lock(), wait) {
            (Ok(()), _) => return Ok(file),
            // Perhaps only somebody who looks whether it is held.
            (Err(TryLockError::WouldBlock), Some(wait)) => thread::sleep(wait),
            (Err(TryLockError::WouldBlock), None) => break,
            (Err(TryLockError::Error(source)), _) => {
                return Err(StoreError::NoLock { path: path.to_owned(), source })
            }
        }
    }
    Err(StoreError::InUse { path: path.to_owned() })
}

/// Longer than [`is_held`] takes.
const GLANCE: Duration = Duration::from_millis(30);

/// Whether a program has it open to write.
fn is_held(path: &Path) -> bool {
    let held = |file: File| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    File::open(with_end(path, ".lock")).is_ok_and(held)
}

/// Makes an empty library: beside, flushed, renamed, so that there is none or a whole one.
fn make(path: &Path) -> Result<(), StoreError> {
    // SQLite would lay it over the new file.
    if has_log(path) {
        return Err(StoreError::Orphaned { path: path.to_owned() });
    }
    let new = with_end(path, ".new");
    let made = build(&new).and_then(|()| put_in_place(&new, path).map_err(disk));
    if made.is_err() {
        // What cannot be removed does no harm: the next attempt begins anew.
        let _ = remove_database(&new);
    }
    made
}

fn build(new: &Path) -> Result<(), StoreError> {
    remove_database(new).map_err(disk)?;
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(new, flags)?;
    configure(&connection)?;
    // Not into a log: SQLite does not tell when it cannot move it into the file at closing.
    migrate::run(&mut connection)?;
    connection.close().map_err(|(_, error)| error)?;
    Ok(())
}

pub(crate) fn put_in_place(new: &Path, path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).write(true).open(new)?.sync_all()?;
    fs::rename(new, path)?;
    flush_folder(path)
}

pub(crate) fn disk(error: io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Disk { detail: error.to_string() },
    }
}

fn open_to_read(path: &Path, seen: Seen) -> Result<Connection, StoreError> {
    let connection = connect_to_read(path, seen).map_err(|error| match error {
        StoreError::Disk { .. } if seen.unclean && !takes_files(path) => {
            StoreError::Unsettled { path: path.to_owned() }
        }
        error => error,
    })?;
    let version = Version::of(&connection)?;
    if !version.may_read() {
        return Err(StoreError::Newer { path: path.to_owned(), readable: false });
    }
    // Beside a program that has it open there is a log, too.
    if seen.unclean && !is_held(path) {
        check_integrity(&connection)?;
    }
    migrate::look_at_earlier(&connection, version.schema)?;
    Ok(connection)
}

/// Opens a file of ours to look at what it says of itself, whatever its schema.
pub(crate) fn connect_to_look(path: &Path) -> Result<Connection, StoreError> {
    connect_to_read(path, see(path)?)
}

fn connect_to_read(path: &Path, seen: Seen) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let read = |connection: Connection| -> Result<Connection, StoreError> {
        configure(&connection)?;
        connection.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))?;
        Ok(connection)
    };
    match connect(path, flags).and_then(read) {
        // In a folder that takes no files SQLite cannot put its log's index beside the library. Nobody else
        // can write there either; where the log is empty, the file alone is the whole library.
        Err(StoreError::Disk { .. } | StoreError::ReadOnly) if !seen.unclean => {
            connect_to_unchanging(path).and_then(read)
        }
        opened => opened,
    }
}

fn open_to_write(
    path: &Path,
    seen: Seen,
    file_system: FileSystem,
    before_migration: Option<BeforeMigration>,
) -> Result<Connection, StoreError> {
    let mut schema = look_before_writing(path, seen)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = connect(path, flags)?;
    configure(&connection)?;
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnlyFile { path: path.to_owned() });
    }
    set_journal(&connection, file_system)?;
    if schema.is_none() {
        schema = Some(check(path, seen, &connection)?);
    }
    if schema.is_some_and(|schema| schema < migrate::SCHEMA) {
        if let Some(before) = before_migration {
            before(path)?;
        }
        migrate::run(&mut connection)?;
    }
    Ok(connection)
}

/// Checks the file on a connection that cannot change it, and gives its schema; `None` when that cannot be
/// done because a journal has to be rolled back first.
fn look_before_writing(path: &Path, seen: Seen) -> Result<Option<i64>, StoreError> {
    match connect_to_read(path, seen) {
        Ok(connection) => check(path, seen, &connection).map(Some),
        Err(StoreError::ReadOnly | StoreError::Disk { .. }) if seen.unclean => Ok(None),
        Err(error) => Err(error),
    }
}

fn check(path: &Path, seen: Seen, connection: &Connection) -> Result<i64, StoreError> {
    let version = Version::of(connection)?;
    if !version.may_write() {
        return Err(StoreError::Newer { path: path.to_owned(), readable: version.may_read() });
    }
    if seen.unclean {
        check_integrity(connection)?;
    }
    Ok(version.schema)
}

/// What SQLite says of it helps no user.
pub(crate) const CONTRADICTS: &str = "文件内容前后矛盾";

/// Reads the whole file and looks whether it contradicts itself.
pub(crate) fn check_integrity(connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection.query_row("PRAGMA integrity_check(1)", (), |row| row.get(0))?;
    match found.as_str() {
        "ok" => Ok(()),
        _ => Err(StoreError::corrupt(CONTRADICTS)),
    }
}

/// Looks whether something belongs to a report or an agency that is not there.
pub(crate) fn check_references(connection: &Connection) -> Result<(), StoreError> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    match statement.exists(())? {
        true => Err(StoreError::corrupt(CONTRADICTS)),
        false => Ok(()),
    }
}

/// Opens a copy that nobody else knows of, to change it.
pub(crate) fn connect_to_copy(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = connect(path, flags)?;
    configure(&connection)?;
    Ok(connection)
}

/// A keystroke writes five pages to the log. Carrying them over costs two more waits for the disk: with SQLite's usual
/// 1,000 pages that met more than one keystroke in a hundred; 3,500 are the log's allowed size.
fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    mark::teach(connection)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA synchronous = FULL;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000;
         PRAGMA journal_size_limit = 16000000;
         PRAGMA wal_autocheckpoint = 3500;",
    )?;
    Ok(())
}

/// The write-ahead log where it is safe, else a journal that is cut off after each transaction.
fn set_journal(connection: &Connection, file_system: FileSystem) -> Result<(), StoreError> {
    let set = |mode: &str| -> rusqlite::Result<String> {
        connection.query_row(&format!("PRAGMA journal_mode = {mode}"), (), |row| row.get(0))
    };
    if file_system.knows_wal() {
        match set("WAL") {
            Ok(mode) if mode == "wal" => return Ok(()),
            // The system told us of a local disk, and SQLite found no shared memory there.
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::SystemIoFailure) => {
                return Err(error.into())
            }
            _ => {}
        }
    }
    // A library that was closed in WAL mode elsewhere is read here without shared memory.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    set("TRUNCATE")?;
    connection.pragma_update(None, "locking_mode", "NORMAL")?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))?;
    Ok(())
}
