//! The table `prose`: the paragraphs of a report, one a row.

use super::{report::ReportRow, ReportId};
use crate::StoreError;
use ::report::{json::ParagraphJson, Paragraph, Prose, Report, SectionId};
use rusqlite::{params, Connection, Row, Rows};

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

/// Shows every paragraph there is, as it lies on the disk.
pub(crate) fn scan_all(connection: &Connection, visit: Visit) -> Result<(), StoreError> {
    let sql = "SELECT report, place, position, text, pieces FROM prose NOT INDEXED";
    visit_rows(connection.prepare_cached(sql)?.query(())?, visit)
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
