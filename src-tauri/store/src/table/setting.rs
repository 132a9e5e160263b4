//! The table `setting`: what the faces remember, by key.

use crate::StoreError;
use rusqlite::{Connection, OptionalExtension};

pub(crate) fn get(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

/// Sets a value, or forgets it.
pub(crate) fn put(connection: &Connection, key: &str, value: Option<&str>) -> Result<(), StoreError> {
    match value {
        None => connection.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?,
        Some(value) => connection
            .prepare_cached(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute([key, value])?,
    };
    Ok(())
}
