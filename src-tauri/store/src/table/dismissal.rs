//! The table `dismissal`: findings that somebody looked at and set aside.

use super::{from_stored, ReportId};
use crate::StoreError;
use rusqlite::{params, Connection};
use time::OffsetDateTime;

/// A finding that was set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dismissal {
    /// The rule, e.g. `R31`.
    pub rule: String,
    /// What tells the finding from others of its rule, over reruns.
    pub fingerprint: String,
    /// Why it is no fault.
    pub reason: String,
    /// When that was decided.
    pub at: OffsetDateTime,
    /// Whether this is what was saved; if not, a byte has rotted.
    pub sound: bool,
}

/// Sets a finding aside, or changes the reason.
pub(crate) fn put(
    connection: &Connection,
    report: ReportId,
    rule: &str,
    fingerprint: &str,
    reason: &str,
    now: i64,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO dismissal (report, rule, fingerprint, reason, at, mark)
             VALUES (?1, ?2, ?3, ?4, ?5, row_mark(?1, ?2, ?3, ?4, ?5))
             ON CONFLICT (report, rule, fingerprint)
             DO UPDATE SET reason = excluded.reason, at = excluded.at, mark = excluded.mark",
        )?
        .execute(params![report.0, rule, fingerprint, reason, now])?;
    Ok(())
}

/// Takes a finding up again.
pub(crate) fn remove(
    connection: &Connection,
    report: ReportId,
    rule: &str,
    fingerprint: &str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM dismissal WHERE report = ?1 AND rule = ?2 AND fingerprint = ?3")?
        .execute(params![report.0, rule, fingerprint])?;
    Ok(())
}

/// What was set aside in a report, by rule.
pub(crate) fn of(connection: &Connection, report: ReportId) -> Result<Vec<Dismissal>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT rule, fingerprint, reason, at, mark = row_mark(report, rule, fingerprint, reason, at)
         FROM dismissal WHERE report = ?1 ORDER BY rule, fingerprint",
    )?;
    let mut rows = statement.query([report.0])?;
    let mut dismissals = Vec::new();
    while let Some(row) = rows.next()? {
        dismissals.push(Dismissal {
            rule: row.get(0)?,
            fingerprint: row.get(1)?,
            reason: row.get(2)?,
            at: from_stored(row.get(3)?)?,
            sound: row.get(4)?,
        });
    }
    Ok(dismissals)
}
