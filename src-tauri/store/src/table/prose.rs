//! The table `prose`: the paragraphs of a report, one a row.

use super::{report::ReportRow, ReportId};
use crate::StoreError;
use ::report::{json::ParagraphJson, Paragraph, Prose, Report, SectionId};
use rusqlite::{params, Connection, Row, Rows};
use std::ops::RangeInclusive;

/// Replaces what is written in one place.
pub(crate) fn put(
    connection: &Connection,
    report: ReportId,
    place: &SectionId,
    paragraphs: &[Paragraph],
) -> Result<(), StoreError> {
    let sql = "DELETE FROM prose WHERE report = ?1 AND place = ?2";
    connection.prepare_cached(sql)?.execute(params![report.0, place.as_str()])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO prose (report, place, position, text, pieces) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (position, paragraph) in paragraphs.iter().enumerate() {
        let (text, pieces) = match ParagraphJson::from(paragraph) {
            ParagraphJson::Text(text) => (Some(text), None),
            pieces => (None, Some(serde_json::to_string(&pieces).map_err(report_error)?)),
        };
        insert.execute(params![report.0, place.as_str(), position as i64, text, pieces])?;
    }
    Ok(())
}

/// Removes every paragraph of a report.
pub(crate) fn clear(connection: &Connection, report: ReportId) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM prose WHERE report = ?1")?.execute([report.0])?;
    Ok(())
}

/// Fills a report with its stored paragraphs; the caller compares the content hash.
pub(crate) fn fill(connection: &Connection, row: &ReportRow, report: &mut Report) -> Result<(), StoreError> {
    let form = report.form().clone();
    let mut statement = connection.prepare_cached(
        "SELECT text, pieces FROM prose WHERE report = ?1 AND place = ?2 ORDER BY position",
    )?;
    for place in form.prose_places() {
        let mut rows = statement.query(params![row.id.0, place.as_str()])?;
        let mut paragraphs = Vec::new();
        while let Some(found) = rows.next()? {
            let paragraph = read(found)?.into_paragraph(&form).map_err(|_| row.damaged())?;
            paragraphs.push(paragraph);
        }
        report.set_prose(place, Prose { paragraphs }).map_err(|_| row.damaged())?;
    }
    Ok(())
}

/// The paragraph in the first two columns.
fn read(row: &Row) -> Result<ParagraphJson, StoreError> {
    Ok(match row.get::<_, Option<String>>(0)? {
        Some(text) => ParagraphJson::Text(text),
        None => {
            let pieces: String = row.get(1)?;
            serde_json::from_str(&pieces).map_err(StoreError::corrupt)?
        }
    })
}

fn report_error(error: serde_json::Error) -> StoreError {
    StoreError::Report(error.into())
}

/// A paragraph as it is stored, to be searched.
pub(crate) struct Scanned<'a> {
    pub(crate) place: &'a str,
    pub(crate) position: u32,
    /// Plain text in UTF-8.
    pub(crate) text: Option<&'a [u8]>,
    /// JSON of pieces, where figures are linked.
    pub(crate) pieces: Option<&'a [u8]>,
}

type Visit<'a> = &'a mut dyn FnMut(ReportId, Scanned) -> Result<(), StoreError>;

/// The rows of the table in so many parts of about one size.
pub(crate) fn parts(connection: &Connection, parts: usize) -> Result<Vec<RangeInclusive<i64>>, StoreError> {
    let sql = "SELECT coalesce(min(rowid), 0), coalesce(max(rowid), 0) FROM prose";
    let (first, last): (i64, i64) = connection.query_row(sql, (), |row| Ok((row.get(0)?, row.get(1)?)))?;
    // A rotten number may be the largest there is.
    let step = (i128::from(last) - i128::from(first)) / parts.max(1) as i128 + 1;
    let at = |n: usize| i128::from(first) + step * n as i128;
    let part = |n: usize| {
        let (from, to) = (i64::try_from(at(n)).ok()?, (at(n + 1) - 1).min(last.into()));
        Some(from..=i64::try_from(to).ok()?)
    };
    Ok((0..parts.max(1)).filter_map(part).collect())
}

/// Shows the paragraphs in a part of the table, as they lie on the disk.
pub(crate) fn scan_rows(
    connection: &Connection,
    rows: &RangeInclusive<i64>,
    visit: Visit,
) -> Result<(), StoreError> {
    let sql = "SELECT report, place, position, text, pieces FROM prose NOT INDEXED
               WHERE rowid BETWEEN ?1 AND ?2";
    visit_rows(connection.prepare_cached(sql)?.query([rows.start(), rows.end()])?, visit)
}

/// Shows every paragraph of a report.
pub(crate) fn scan(connection: &Connection, report: ReportId, visit: Visit) -> Result<(), StoreError> {
    let sql = "SELECT report, place, position, text, pieces FROM prose WHERE report = ?1";
    visit_rows(connection.prepare_cached(sql)?.query([report.0])?, visit)
}

/// Shows the paragraphs of each report that stand in `places`, in their order, with the places' names as JSON.
pub(crate) fn scan_places(connection: &Connection, places: &str, visit: Visit) -> Result<(), StoreError> {
    let sql = "SELECT report, place, position, text, pieces FROM prose
               WHERE place IN (SELECT value FROM json_each(?1)) ORDER BY report, place, position";
    visit_rows(connection.prepare_cached(sql)?.query([places])?, visit)
}

fn visit_rows(mut rows: Rows, visit: Visit) -> Result<(), StoreError> {
    while let Some(row) = rows.next()? {
        let bytes = |n: usize| -> Result<Option<&[u8]>, StoreError> {
            row.get_ref(n)?.as_bytes_or_null().map_err(StoreError::corrupt)
        };
        let place = row.get_ref(1)?.as_str().map_err(StoreError::corrupt)?;
        let scanned = Scanned { place, position: row.get(2)?, text: bytes(3)?, pieces: bytes(4)? };
        visit(ReportId(row.get(0)?), scanned)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_every_row_once() {
        let database = Connection::open_in_memory().unwrap();
        database.execute_batch("CREATE TABLE prose (text TEXT)").unwrap();
        for rows in [vec![], vec![1], vec![7, 8], vec![1, 2, 3, 900, 1_000], vec![i64::MIN, 0, i64::MAX]] {
            database.execute_batch("DELETE FROM prose").unwrap();
            for row in &rows {
                database.execute("INSERT INTO prose (rowid) VALUES (?1)", [row]).unwrap();
            }
            for count in 1..=5 {
                let parts = parts(&database, count).unwrap();
                let held = |row: &i64| parts.iter().filter(|part| part.contains(row)).count();
                assert!(rows.iter().all(|row| held(row) == 1), "{rows:?} in {parts:?}");
            }
        }
    }
}
