//! The table `report`: which reports there are, in what state, and what their content hashes to.

use super::{stored_words, AgencyId};
use crate::{content::ContentHash, mark::Mark, StoreError};
use rusqlite::{params, Connection, OptionalExtension, Row};

/// A report's number within its library.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct ReportId(pub i64);

/// How far a report has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// 起草中
    Draft,
    /// 已定稿
    Final,
    /// 已公布
    Published,
    /// 已更正
    Corrected,
}

stored_words!(State {
    Draft = "draft",
    Final = "final",
    Published = "published",
    Corrected = "corrected",
});

impl State {
    /// What the user reads.
    pub fn label(self) -> &'static str {
        match self {
            State::Draft => "起草中",
            State::Final => "已定稿",
            State::Published => "已公布",
            State::Corrected => "已更正",
        }
    }

    /// Whether the public has seen it.
    pub fn is_released(self) -> bool {
        matches!(self, State::Published | State::Corrected)
    }
}

/// A row of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ReportRow {
    pub(crate) id: ReportId,
    pub(crate) agency: AgencyId,
    pub(crate) year: u16,
    pub(crate) edition: String,
    pub(crate) agency_name: String,
    pub(crate) title: Option<String>,
    pub(crate) state: State,
    pub(crate) hash: ContentHash,
    /// Milliseconds since 1970 UTC.
    pub(crate) saved_at: i64,
    pub(crate) undo_at: i64,
    /// Whether the row's mark is right.
    pub(crate) sound: bool,
}

impl ReportRow {
    pub(crate) fn mark(&self) -> i64 {
        Mark::new()
            .int(self.id.0)
            .int(self.agency.0)
            .int(self.year.into())
            .text(&self.edition)
            .text(&self.agency_name)
            .maybe(self.title.as_deref())
            .text(self.state.word())
            .bytes(self.hash.as_bytes())
            .int(self.saved_at)
            .int(self.undo_at)
            .sum()
    }

    pub(crate) fn damaged(&self) -> StoreError {
        StoreError::Damaged { agency: self.agency_name.clone(), year: self.year }
    }
}

/// The columns [`read`] wants, of `report AS r`, at the front of a result.
pub(crate) const COLUMNS: &str =
    "r.id, r.agency, r.year, r.edition, r.agency_name, r.title, r.state, r.hash, r.saved_at, r.undo_at, r.mark";

/// How many columns these are.
pub(crate) const WIDTH: usize = 11;

pub(crate) fn read(row: &Row) -> Result<ReportRow, StoreError> {
    let mut report = ReportRow {
        id: ReportId(row.get(0)?),
        agency: AgencyId(row.get(1)?),
        year: row.get(2)?,
        edition: row.get(3)?,
        agency_name: row.get(4)?,
        title: row.get(5)?,
        state: State::of_word(row.get_ref(6)?.as_str().map_err(StoreError::corrupt)?)?,
        hash: ContentHash(row.get(7)?),
        saved_at: row.get(8)?,
        undo_at: row.get(9)?,
        sound: true,
    };
    report.sound = report.mark() == row.get::<_, i64>(10)?;
    Ok(report)
}

/// The number the next report gets.
pub(crate) fn next_id(connection: &Connection) -> Result<ReportId, StoreError> {
    let last = "SELECT coalesce(max(id), 0) FROM report";
    Ok(ReportId(connection.prepare_cached(last)?.query_row((), |row| row.get::<_, i64>(0))? + 1))
}

pub(crate) fn insert(connection: &Connection, row: &ReportRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO report
               (id, agency, year, edition, agency_name, title, state, hash, saved_at, undo_at, mark)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            row.id.0,
            row.agency.0,
            row.year,
            row.edition,
            row.agency_name,
            row.title,
            row.state.word(),
            row.hash.as_bytes(),
            row.saved_at,
            row.undo_at,
            row.mark()
        ])?;
    Ok(())
}

/// Writes what may change of a report: everything but whose it is, of what year and in what form.
pub(crate) fn update(connection: &Connection, row: &ReportRow) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE report SET agency_name = ?2, title = ?3, state = ?4, hash = ?5, saved_at = ?6,
               undo_at = ?7, mark = ?8
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.0,
            row.agency_name,
            row.title,
            row.state.word(),
            row.hash.as_bytes(),
            row.saved_at,
            row.undo_at,
            row.mark()
        ])?;
    Ok(())
}

/// The row, whether or not its mark is right.
pub(crate) fn get(connection: &Connection, id: ReportId) -> Result<ReportRow, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM report r WHERE r.id = ?1"))?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(read).transpose()?.ok_or(StoreError::NoReport(id))
}

pub(crate) fn id_of(
    connection: &Connection,
    agency: AgencyId,
    year: u16,
    edition: &str,
) -> Result<Option<ReportId>, StoreError> {
    let sql = "SELECT id FROM report WHERE agency = ?1 AND year = ?2 AND edition = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![agency.0, year, edition], |row| row.get(0).map(ReportId)).optional()?)
}
