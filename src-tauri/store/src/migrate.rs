//! From any earlier schema to today's: numbered files, forward only, all in one transaction.

use crate::{mark::Mark, StoreError};
use rusqlite::{types::ValueRef, Connection, OptionalExtension, TransactionBehavior};
use std::collections::BTreeMap;

/// Each leads from the schema of its index to the next. What is released is never edited.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_library.sql"),
    include_str!("../migrations/0002_deadlines.sql"),
    include_str!("../migrations/0003_library_id.sql"),
    include_str!("../migrations/0004_marks.sql"),
    include_str!("../migrations/0005_filled.sql"),
    include_str!("../migrations/0006_number_mark.sql"),
];

/// The schema this program writes.
pub const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// Marks our files among all SQLite files: "NBNB".
pub(crate) const APPLICATION_ID: i32 = 0x4e42_4e42;

/// What a file says of itself.
pub(crate) struct Version {
    pub(crate) schema: i64,
    /// The oldest schema whose programs may read it.
    oldest_reader: i64,
}

impl Version {
    pub(crate) fn of(connection: &Connection) -> Result<Version, StoreError> {
        let schema: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        const OLDEST_READER: &str = "oldest_reader";
        const SAID_TWICE: i64 = 6;
        let mut meta = meta(connection)?;
        if meta.remove("schema").unwrap_or(schema.min(SAID_TWICE - 1)) != schema {
            return Err(StoreError::corrupt("格式版本前后不一"));
        }
        let oldest_reader = meta.remove(OLDEST_READER);
        Ok(Version {
            schema,
            oldest_reader: oldest_reader.ok_or_else(|| StoreError::corrupt(OLDEST_READER))?,
        })
    }

    pub(crate) fn may_read(&self) -> bool {
        SCHEMA >= self.oldest_reader
    }

    /// A newer program's file is not written: what it keeps beside ours is not known here.
    pub(crate) fn may_write(&self) -> bool {
        self.may_read() && SCHEMA >= self.schema
    }
}

/// The numbers by which a library is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Number {
    /// Its own, which its backups share.
    Known(i64),
    /// What stands there is not what was given to it.
    Rotten,
    /// It is of a schema that had none.
    Unnumbered,
}

impl Number {
    pub(crate) fn of(connection: &Connection) -> Result<Number, StoreError> {
        const NUMBERED: i64 = 3;
        const MARKED: i64 = 6;
        let meta = meta(connection)?;
        let schema: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(match (meta.get(LIBRARY), meta.get(LIBRARY_MARK)) {
            (Some(number), None) if schema < MARKED => Number::Known(*number),
            (Some(number), Some(mark)) if *mark == number_mark(*number) => Number::Known(*number),
            (None, None) if schema < NUMBERED => Number::Unnumbered,
            _ => Number::Rotten,
        })
    }

    pub(crate) fn known(self) -> Option<i64> {
        match self {
            Number::Known(number) => Some(number),
            Number::Rotten | Number::Unnumbered => None,
        }
    }
}

const LIBRARY: &str = "library";
const LIBRARY_MARK: &str = "library_mark";
/// The library that this one was carried away from.
const ORIGIN: &str = "origin";

fn meta(connection: &Connection) -> Result<BTreeMap<String, i64>, StoreError> {
    let mut statement = connection.prepare("SELECT key, value FROM meta")?;
    let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// As the migration makes it.
fn number_mark(number: i64) -> i64 {
    Mark::new().value(ValueRef::Text(LIBRARY.as_bytes())).value(ValueRef::Integer(number)).sum()
}

/// The number that a library shares with its backups; `None` where it has none or does not say it any more.
pub(crate) fn library_id(connection: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(Number::of(connection)?.known())
}

/// Gives a library the number it had before its content was replaced.
pub(crate) fn set_library_id(connection: &Connection, id: i64) -> Result<(), StoreError> {
    // Both in one statement: number and mark are never of two libraries.
    connection.execute(
        "UPDATE meta SET value = CASE key WHEN ?1 THEN ?3 ELSE ?4 END WHERE key IN (?1, ?2)",
        (LIBRARY, LIBRARY_MARK, id, number_mark(id)),
    )?;
    Ok(())
}

/// Makes a copy a library of its own, whose backups are not those of the library it was copied from; it goes on
/// knowing that one.
pub(crate) fn make_another(connection: &Connection) -> Result<(), StoreError> {
    let Some(before) = library_id(connection)? else { return Ok(()) };
    let new: i64 = connection.query_row("SELECT random()", (), |row| row.get(0))?;
    set_library_id(connection, new)?;
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", (ORIGIN, before))?;
    Ok(())
}

/// Whether one of two libraries is a backup of the other, or was carried away from it, or both from a third.
pub(crate) fn are_related(one: &Connection, other: &Connection) -> Result<bool, StoreError> {
    let numbers = |of: &Connection| -> Result<Vec<i64>, StoreError> {
        Ok(library_id(of)?.into_iter().chain(meta(of)?.get(ORIGIN).copied()).collect())
    };
    let others = numbers(other)?;
    Ok(numbers(one)?.iter().any(|number| others.contains(number)))
}

/// Lets a connection that only looks see an earlier schema as today's, through views of its own; the file stays
/// as it is, and what it has no marks for counts as right.
pub(crate) fn look_at_earlier(connection: &Connection, schema: i64) -> Result<(), StoreError> {
    const DEADLINES: i64 = 2;
    const MARKS: i64 = 4;
    const FILLED: i64 = 5;
    const WHOLE_STEPS: i64 = 6;
    if schema < WHOLE_STEPS {
        connection.execute_batch(
            "CREATE TEMP VIEW step AS SELECT report, n, at, label, change, before, after,
               row_mark(report, n, at, label, change, before, after) AS mark FROM main.step;",
        )?;
    }
    if schema < FILLED {
        connection.execute_batch(
            "CREATE TEMP VIEW filled AS SELECT NULL AS report, NULL AS cells, NULL AS mark WHERE 0;",
        )?;
    }
    if schema < MARKS {
        connection.execute_batch(
            "CREATE TEMP VIEW revision AS SELECT *,
               row_mark(id, report, kind, reason, place, source, began, at, hash) AS mark FROM main.revision;
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

/// Brings a library to today's schema, or leaves it as it is.
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
