//! A table's cells on its grid: which cell owns which square.

use super::measures::WIDTH;
use super::sheet::{CellRole, TableBlock};
use crate::font::{Glyph, Role, Shaper};
use crate::PressError;

/// A cell in its place, with its text shaped.
pub(super) struct GridCell {
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
    pub role: CellRole,
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

/// A table whose cells cover its grid exactly.
pub(super) struct Grid {
    /// Cells in reading order.
    pub cells: Vec<GridCell>,
    /// For each square, by row and column, the index of its cell.
    pub owner: Vec<Vec<usize>>,
    /// x of the column edges, from the left of the table.
    pub edges: Vec<f64>,
    pub head_rows: usize,
    pub place: String,
}

impl Grid {
    pub fn new(table: &TableBlock, shaper: &Shaper) -> Result<Grid, PressError> {
        let (rows, columns) = (table.rows.len(), table.widths.len());
        let fault = |row: usize, column: usize| PressError::TableGrid {
            place: table.place.clone(),
            row: row + 1,
            column: column + 1,
        };
        let mut owner: Vec<Vec<Option<usize>>> = vec![vec![None; columns]; rows];
        let mut cells = Vec::new();
        for (row, content) in table.rows.iter().enumerate() {
            for cell in content {
                let free = owner[row].iter().position(Option::is_none).ok_or_else(|| fault(row, columns))?;
                for r in row..row + cell.rowspan {
                    for c in free..free + cell.colspan {
                        match owner.get_mut(r).and_then(|squares| squares.get_mut(c)) {
                            Some(square @ None) => *square = Some(cells.len()),
                            _ => return Err(fault(r, c)),
                        }
                    }
                }
                cells.push(GridCell {
                    row,
                    column: free,
                    rowspan: cell.rowspan,
                    colspan: cell.colspan,
                    role: cell.role,
                    text: cell.text.clone(),
                    glyphs: shaper.shape(Role::Table, &cell.text, &table.place)?,
                });
            }
        }
        let mut covered = Vec::with_capacity(rows);
        for (r, squares) in owner.into_iter().enumerate() {
            let hole = squares.iter().position(Option::is_none);
            covered.push(
                squares
                    .into_iter()
                    .collect::<Option<Vec<usize>>>()
                    .ok_or_else(|| fault(r, hole.unwrap_or(0)))?,
            );
        }
        let head_rows = table.head_rows.min(rows);
        Ok(Grid { cells, owner: covered, edges: edges(&table.widths), head_rows, place: table.place.clone() })
    }

    pub fn rows(&self) -> usize {
        self.owner.len()
    }

    pub fn columns(&self) -> usize {
        self.edges.len() - 1
    }

    /// Width of a cell, in points.
    pub fn width(&self, cell: &GridCell) -> f64 {
        self.edges[cell.column + cell.colspan] - self.edges[cell.column]
    }
}

fn edges(widths: &[f64]) -> Vec<f64> {
    let total: f64 = widths.iter().sum();
    let mut edges = vec![0.0];
    let mut sum = 0.0;
    for width in widths {
        sum += width;
        edges.push(WIDTH * sum / total);
    }
    edges
}
