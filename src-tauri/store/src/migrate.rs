//! From any earlier schema to today's: numbered files, forward only, all in one transaction.

use crate::StoreError;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

/// Each leads from the schema of its index to the next. What is released is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_library.sql"),
    include_str!("../migrations/0002_deadlines.sql"),
    include_str!("../migrations/0003_library_id.sql"),
    include_str!("../migrations/0004_marks.sql"),
    include_str!("../migrations/0005_filled.sql"),
];

/// The schema this program writes.
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// Marks our files among all SQLite files: "NBNB".
pub(crate) const APPLICATION_ID: i32 = 0x4e42_4e42;

/// What a file says of itself.
pub(crate) struct Version {
    pub(crate) schema: i64,
    /// The oldest schema whose programs may read it, and write it.
    oldest_reader: i64,
    oldest_writer: i64,
}

impl Version {
    pub(crate) fn of(connection: &Connection) -> Result<Version, StoreError> {
        let schema = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        let meta = |key: &str| -> Result<i64, StoreError> {
            let value = connection
                .query_row("SELECT value FROM meta WHERE key = ?1", [key], |row| row.get(0))
                .optional()?;
            value.ok_or_else(|| StoreError::corrupt(key))
        };
        Ok(Version { schema, oldest_reader: meta("oldest_reader")?, oldest_writer: meta("oldest_writer")? })
    }

    pub(crate) fn may_read(&self) -> bool {
        SCHEMA >= self.oldest_reader
    }

    pub(crate) fn may_write(&self) -> bool {
        self.may_read() && SCHEMA >= self.oldest_writer
    }
}

/// The number that a library shares with its backups; `None` in a library of a schema that had none.
pub(crate) fn library_id(connection: &Connection) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT value FROM meta WHERE key = 'library'";
    Ok(connection.query_row(sql, (), |row| row.get(0)).optional()?)
}

/// Gives a library the number it had before its content was replaced.
pub(crate) fn set_library_id(connection: &Connection, id: i64) -> Result<(), StoreError> {
    connection.execute("UPDATE meta SET value = ?1 WHERE key = 'library'", [id])?;
    Ok(())
}

/// Lets a connection that only looks see an earlier schema as today's, through views of its own; the file stays
/// as it is, and what it has no marks for counts as right.
pub(crate) fn look_at_earlier(connection: &Connection, schema: i64) -> Result<(), StoreError> {
    const DEADLINES: i64 = 2;
    const MARKS: i64 = 4;
    const FILLED: i64 = 5;
    if schema < FILLED {
        connection.execute_batch(
            "CREATE TEMP VIEW filled AS SELECT NULL AS report, NULL AS cells, NULL AS mark WHERE 0;",
        )?;
    }
    if schema < MARKS {
        connection.execute_batch(
            "CREATE TEMP VIEW revision AS SELECT *,
               row_mark(id, report, kind, reason, place, source, began, at, hash) AS mark FROM main.revision;
             CREATE TEMP VIEW step AS SELECT *, row_mark(report, n, label) AS mark FROM main.step;
             CREATE TEMP VIEW dismissal AS SELECT *,
               row_mark(report, rule, fingerprint, reason, at) AS mark FROM main.dismissal;
             CREATE TEMP VIEW setting AS SELECT *, row_mark(key, value) AS mark FROM main.setting;",
        )?;
    }
    if schema < DEADLINES {
        connection.execute_batch(
            "CREATE TEMP VIEW deadline AS SELECT NULL AS agency, 0 AS year, '' AS date, 0 AS mark WHERE 0;",
        )?;
    } else if schema < MARKS {
        connection.execute_batch(
            "CREATE TEMP VIEW deadline AS SELECT *, row_mark(agency, year, date) AS mark FROM main.deadline;",
        )?;
    }
    Ok(())
}

/// Brings a library to today's schema, or leaves it as it is. A schema from the future stays as it is, too.
pub(crate) fn run(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Asked again under the lock: another process may just have done it.
    let schema: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(schema).map_err(StoreError::corrupt)?;
    if done >= MIGRATIONS.len() {
        return Ok(());
    }
    for migration in &MIGRATIONS[done..] {
        transaction.execute_batch(migration)?;
    }
    let broken = transaction.query_row("PRAGMA foreign_key_check", (), |_| Ok(())).optional()?;
    if broken.is_some() {
        return Err(StoreError::corrupt("foreign_key_check"));
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", SCHEMA)?;
    transaction.commit()?;
    Ok(())
}
