//! The source of a report as the page shows it: its text in lines and the cells of tables, never its markup; and where
//! in it a value stands.

use office::{Origin, OriginalRow, Place, Sighting};
use serde::Serialize;
use ts_rs::TS;

/// The most rows that are shown: a page has a few hundred.
const MOST_ROWS: usize = 4_000;

/// The longest text that is shown of one piece, in characters.
const LONGEST: usize = 40_000;

/// A run of lines, or a table.
#[derive(Debug, Serialize, TS)]
pub struct SourceBlock {
    /// Which table of the document, from 1; null for lines.
    pub table: Option<usize>,
    /// Its lines or rows.
    pub rows: Vec<SourceRow>,
}

/// A line, or a row of a table.
#[derive(Debug, Serialize, TS)]
pub struct SourceRow {
    /// Which line of the document, or which row of the table; from 1.
    pub number: usize,
    /// Its pieces, left to right.
    pub fields: Vec<SourceField>,
}

/// A piece of text that stands by itself.
#[derive(Debug, Serialize, TS)]
pub struct SourceField {
    /// The column it begins in, from 1.
    pub column: usize,
    /// The text.
    pub text: String,
}

/// Where a value stands in the source that is shown.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct MarkView {
    /// Which block, from 0.
    pub block: usize,
    /// Which of its rows, from 0.
    pub row: usize,
    /// Which piece of the row, from 0.
    pub field: usize,
    /// Where it begins, in UTF-16 code units, as the page counts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The text of a document, and whether there is more than is shown.
pub(super) fn blocks(original: &office::Original) -> (Vec<SourceBlock>, bool) {
    let mut blocks: Vec<SourceBlock> = Vec::new();
    for OriginalRow { at, fields } in original.rows.iter().take(MOST_ROWS) {
        let (table, number) = match at {
            Place::Line(line) => (None, *line),
            Place::TableRow { table, row } => (Some(*table), *row),
        };
        let field = |(column, text): &(usize, String)| SourceField {
            column: *column,
            text: text.chars().take(LONGEST).collect(),
        };
        let row = SourceRow { number, fields: fields.iter().map(field).collect() };
        match blocks.last_mut() {
            Some(block) if block.table == table => block.rows.push(row),
            _ => blocks.push(SourceBlock { table, rows: vec![row] }),
        }
    }
    (blocks, original.rows.len() > MOST_ROWS)
}

/// Where a value stands. A value that is not to be found in its place marks the whole of it.
pub(super) fn mark(blocks: &[SourceBlock], sighting: &Sighting) -> Option<MarkView> {
    let (table, number, column, character) = match sighting.origin {
        Origin::Line { line, field } => (None, line, field, None),
        Origin::Character { line, character } => (None, line, None, Some(character)),
        Origin::Cell { table, row, column } => (Some(table), row, Some(column), None),
        Origin::Exchange => return None,
    };
    let rows = blocks.iter().enumerate().filter(|(_, block)| block.table == table);
    let mut rows =
        rows.flat_map(|(at, block)| block.rows.iter().enumerate().map(move |(n, row)| (at, n, row)));
    let (block, at, row) = rows.find(|(_, _, row)| row.number == number)?;
    let is_meant = |field: &SourceField| match column {
        Some(column) => field.column == column,
        None => character.is_some() || field.text.contains(sighting.raw.as_str()),
    };
    let field = row.fields.iter().position(is_meant).unwrap_or(0);
    let text = &row.fields.get(field)?.text;
    let from = character.and_then(|it| text.char_indices().nth(it.saturating_sub(1)).map(|(at, _)| at));
    let begin = match from {
        Some(from) => text.get(from..).and_then(|rest| rest.find(&sighting.raw)).map(|at| from + at),
        None => text.find(&sighting.raw),
    };
    let range = begin.filter(|_| !sighting.raw.is_empty()).map(|at| at..at + sighting.raw.len());
    let range = range.unwrap_or(0..text.len());
    let units = |end: usize| text.get(..end).map(|it| it.encode_utf16().count()).unwrap_or_default();
    Some(MarkView { block, row: at, field, start: units(range.start), end: units(range.end) })
}
