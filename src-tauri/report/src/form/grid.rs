//! The paper of a table: labels and number cells with their spans.

use crate::cell::CellId;

/// What kind of label stands in a grid cell; screens, printers and screen readers treat them differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Label {
    /// A line across the table that names the article, e.g. 第二十条第（一）项.
    Band,
    /// A heading over several columns or over the labels, e.g. 法人或其他组织.
    Head,
    /// A remark on the form itself, e.g. the 勾稽关系 note.
    Note,
    /// The heading of a column, with the column's id.
    Column(String),
    /// The label of a row, with the row's id.
    Row(String),
    /// A label beside several rows, with the group's id.
    Group(String),
}

/// What stands in a grid cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// A printed label.
    Label {
        /// What it is.
        label: Label,
        /// Its text to the character.
        text: String,
    },
    /// A number cell.
    Value(CellId),
}

/// One cell of a table's paper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridCell {
    /// What stands in it.
    pub content: Content,
    /// The first grid column it covers, from 0.
    pub column: usize,
    /// How many grid rows it covers.
    pub rowspan: usize,
    /// How many grid columns it covers.
    pub colspan: usize,
}

impl GridCell {
    /// The number cell, if it is one.
    pub fn value(&self) -> Option<&CellId> {
        match &self.content {
            Content::Value(id) => Some(id),
            Content::Label { .. } => None,
        }
    }

    /// The label's text, if it is a label.
    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Label { text, .. } => Some(text),
            Content::Value(_) => None,
        }
    }
}

/// Gives every cell its column, as HTML does: a cell takes the first place that is free.
///
/// # Errors
/// Says where the spans overlap, leave a hole or reach beyond the grid of `width` columns.
pub(super) fn place(rows: &mut [Vec<GridCell>], width: usize) -> Result<(), String> {
    let height = rows.len();
    let mut taken = vec![vec![false; width]; height];
    for (r, row) in rows.iter_mut().enumerate() {
        for (n, cell) in row.iter_mut().enumerate() {
            let Some(column) = taken[r].iter().position(|t| !t) else {
                return Err(format!("grid row {} has no room for its cell {}", r + 1, n + 1));
            };
            cell.column = column;
            if cell.rowspan == 0
                || cell.colspan == 0
                || column + cell.colspan > width
                || r + cell.rowspan > height
            {
                return Err(format!("grid row {}, cell {}: its span leaves the grid", r + 1, n + 1));
            }
            for line in &mut taken[r..r + cell.rowspan] {
                for place in &mut line[column..column + cell.colspan] {
                    if std::mem::replace(place, true) {
                        return Err(format!("grid row {}, cell {} overlaps another", r + 1, n + 1));
                    }
                }
            }
        }
        if let Some(column) = taken[r].iter().position(|t| !t) {
            return Err(format!("grid row {} leaves column {} empty", r + 1, column + 1));
        }
    }
    Ok(())
}
