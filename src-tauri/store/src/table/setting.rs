//! The table `setting`: what the faces remember, by key.

use crate::StoreError;
use rusqlite::{Connection, OptionalExtension};

pub(crate) fn get(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT value, mark = row_mark(key, value) FROM setting WHERE key = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let value = statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match value {
        Some((_, false)) => Err(StoreError::DamagedSetting(key.to_owned())),
        value => Ok(value.map(|(value, _)| value)),
    }
}

/// A setting as it lies in the table.
pub(crate) struct Setting {
    pub(crate) key: String,
    pub(crate) value: String,
    /// Whether this is what was saved; if not, a byte has rotted.
    pub(crate) sound: bool,
}

/// All settings, by key.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Setting>, StoreError> {
    let sql = "SELECT key, value, mark = row_mark(key, value) FROM setting ORDER BY key";
    let mut statement = connection.prepare_cached(sql)?;
    let settings = statement
        .query_map((), |row| Ok(Setting { key: row.get(0)?, value: row.get(1)?, sound: row.get(2)? }))?;
    Ok(settings.collect::<Result<_, _>>()?)
}

/// Sets a value, or forgets it.
pub(crate) fn put(connection: &Connection, key: &str, value: Option<&str>) -> Result<(), StoreError> {
    match value {
        None => connection.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?,
        Some(value) => connection
            .prepare_cached(
                "INSERT INTO setting (key, value, mark) VALUES (?1, ?2, row_mark(?1, ?2))
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value, mark = excluded.mark",
            )?
            .execute([key, value])?,
    };
    Ok(())
}
