//! The document itself as text, to be laid beside what was read of it: lines and the cells of tables, never markup.

use crate::document::{Document, Position};
use std::sync::Arc;

/// The text of a document, in reading order; shared, so that it costs nothing to keep.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Original {
    /// Its lines and table rows; those without any text are left out.
    pub rows: Arc<[OriginalRow]>,
}

/// A line of text, or a row of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OriginalRow {
    /// Where it stands.
    pub at: Place,
    /// Its pieces, left to right: the grid column, counted from 1, and the text.
    pub fields: Vec<(usize, String)>,
}

/// Where a row stands; all counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A line or paragraph.
    Line(usize),
    /// A row of a table.
    TableRow {
        /// Which table of the document.
        table: usize,
        /// Which row of the table.
        row: usize,
    },
}

impl Original {
    pub(crate) fn of(document: Document) -> Original {
        let place = |position| match position {
            Position::Line(line) => Place::Line(line),
            Position::TableRow { table, row } => Place::TableRow { table, row },
        };
        let rows = document.rows.into_iter().map(|row| OriginalRow {
            at: place(row.position),
            fields: row.fields.into_iter().map(|field| (field.column + 1, field.text)).collect(),
        });
        Original { rows: rows.collect() }
    }
}
