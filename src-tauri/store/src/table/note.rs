//! The table `note`: remarks kept with a report.

use super::ReportId;
use crate::StoreError;
use rusqlite::{params, Connection};

/// Replaces the remarks of a report.
pub(crate) fn put(connection: &Connection, report: ReportId, notes: &[String]) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM note WHERE report = ?1")?.execute([report.0])?;
    let mut insert =
        connection.prepare_cached("INSERT INTO note (report, position, text) VALUES (?1, ?2, ?3)")?;
    for (position, text) in notes.iter().enumerate() {
        insert.execute(params![report.0, position as i64, text])?;
    }
    Ok(())
}

/// The remarks of a report, in order.
pub(crate) fn of(connection: &Connection, report: ReportId) -> Result<Vec<String>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT text FROM note WHERE report = ?1 ORDER BY position")?;
    let notes = statement.query_map([report.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(notes)
}
