//! The table `step`: what can be undone and done again.

use super::ReportId;
use crate::{content::ContentHash, StoreError};
use rusqlite::{params, Connection, OptionalExtension};
use std::collections::BTreeSet;

/// How many steps of a report can be undone.
pub(crate) const KEPT: i64 = 1_000;

/// One step.
pub(crate) struct Step {
    pub(crate) label: String,
    /// A `DifferenceJson`.
    pub(crate) change: String,
    /// The content it leads from, and to.
    pub(crate) before: ContentHash,
    pub(crate) after: ContentHash,
    /// When it began, in milliseconds since 1970 UTC.
    pub(crate) at: i64,
}

/// Puts a step behind `undo_at`: what had been undone can no more be done again. Gives its number.
pub(crate) fn push(
    connection: &Connection,
    report: ReportId,
    undo_at: i64,
    step: &Step,
) -> Result<i64, StoreError> {
    let n = undo_at + 1;
    let sql = "DELETE FROM step WHERE report = ?1 AND (n >= ?2 OR n <= ?2 - ?3)";
    connection.prepare_cached(sql)?.execute(params![report.0, n, KEPT])?;
    connection
        .prepare_cached(
            "INSERT INTO step (report, n, at, label, change, before, after, mark)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, row_mark(?1, ?2, ?3, ?4, ?5, ?6, ?7))",
        )?
        .execute(params![
            report.0,
            n,
            step.at,
            step.label,
            step.change,
            step.before.as_bytes(),
            step.after.as_bytes()
        ])?;
    Ok(n)
}

/// Lets a step lead on to another content.
pub(crate) fn replace(
    connection: &Connection,
    report: ReportId,
    n: i64,
    step: &Step,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE step SET change = ?3, after = ?4, mark = row_mark(report, n, at, label, ?3, before, ?4)
             WHERE report = ?1 AND n = ?2",
        )?
        .execute(params![report.0, n, step.change, step.after.as_bytes()])?;
    Ok(())
}

/// Forgets one step.
pub(crate) fn remove(connection: &Connection, report: ReportId, n: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM step WHERE report = ?1 AND n = ?2";
    connection.prepare_cached(sql)?.execute(params![report.0, n])?;
    Ok(())
}

/// Forgets every step of a report.
pub(crate) fn clear(connection: &Connection, report: ReportId) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM step WHERE report = ?1")?.execute([report.0])?;
    Ok(())
}

/// A step, if it is there; one that is not what was recorded is an error.
pub(crate) fn get(connection: &Connection, report: ReportId, n: i64) -> Result<Option<Step>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT label, change, before, after,
           mark = row_mark(report, n, at, label, change, before, after), at
         FROM step WHERE report = ?1 AND n = ?2",
    )?;
    let step = statement.query_row(params![report.0, n], |row| {
        let step = Step {
            label: row.get(0)?,
            change: row.get(1)?,
            before: ContentHash(row.get(2)?),
            after: ContentHash(row.get(3)?),
            at: row.get(5)?,
        };
        Ok((step, row.get(4)?))
    });
    match step.optional()? {
        Some((_, false)) => Err(StoreError::DamagedStep),
        step => Ok(step.map(|(step, _)| step)),
    }
}

/// What each step of a report leads from and to.
pub(crate) fn ends_of(
    connection: &Connection,
    report: ReportId,
) -> Result<BTreeSet<(ContentHash, ContentHash)>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT before, after FROM step WHERE report = ?1")?;
    let ends =
        statement.query_map([report.0], |row| Ok((ContentHash(row.get(0)?), ContentHash(row.get(1)?))))?;
    Ok(ends.collect::<Result<_, _>>()?)
}

/// Whether each step of a report is what was recorded, and the one it stands at is there.
pub(crate) fn are_sound(connection: &Connection, report: ReportId) -> Result<bool, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT count(*) FROM step
                 WHERE report = ?1 AND mark <> row_mark(report, n, at, label, change, before, after)),
                (SELECT undo_at FROM report r WHERE r.id = ?1 AND r.undo_at > 0
                   AND NOT EXISTS (SELECT 1 FROM step s WHERE s.report = r.id AND s.n = r.undo_at))",
    )?;
    let (rotten, lost) =
        statement.query_row([report.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    Ok(rotten == 0 && lost.is_none())
}

/// What a step is called, if it is there.
pub(crate) fn label(connection: &Connection, report: ReportId, n: i64) -> Result<Option<String>, StoreError> {
    Ok(get(connection, report, n)?.map(|step| step.label))
}
