//! A table set by itself, as on a page of its own: for writers that leave pages to another program.

use super::grid::Grid;
use super::measures::{Body, HEIGHT, TABLE_GAP_ABOVE, TABLE_SIZE_PLAIN};
use super::sheet::{BodySize, CellRole, TableBlock};
use super::table::{fit, is_counted, Fit, SizedTable};
use crate::font::Shaper;
use crate::PressError;

/// How far the rows of a table are opened that does not fill a page, of what the PDF opens them at most.
const OPENED: f64 = 0.3;

/// A table with its lines broken and its rows measured. Lengths in points.
pub(crate) struct Alone {
    /// Widths of the grid's columns.
    pub widths: Vec<f64>,
    /// Height of each row.
    pub heights: Vec<f64>,
    /// Its cells in reading order.
    pub cells: Vec<AloneCell>,
    /// For each square, by row and column, the index of its cell.
    pub owner: Vec<Vec<usize>>,
    /// Whether it fits a page.
    pub is_whole: bool,
}

/// A cell of such a table.
pub(crate) struct AloneCell {
    pub row: usize,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
    pub role: CellRole,
    pub lines: Vec<String>,
    pub size: f64,
    /// Distance between base lines.
    pub lead: f64,
    /// Whether its lines begin at the left, not in the middle.
    pub is_flush_left: bool,
}

impl Alone {
    /// Sets `table` in the largest type up to 五号 in which it fits a page under its heading, its rows opened.
    pub fn set(table: &TableBlock, body: BodySize, shaper: &Shaper) -> Result<Alone, PressError> {
        let grid = Grid::new(table, shaper)?;
        let room = HEIGHT - Body::of(body).pitch - TABLE_GAP_ABOVE;
        let (mut sized, is_whole) = match fit(&grid, TABLE_SIZE_PLAIN, room, room)? {
            Fit::Here(sized) | Fit::NextPage(sized) => (sized, true),
            Fit::Split(sized) => (sized, false),
        };
        if is_whole {
            // A table that can fill a page does; one that cannot may have to share it with text.
            let height = if sized.most_height() >= room {
                room
            } else {
                sized.height() + OPENED * (sized.most_height() - sized.height())
            };
            sized.spread_to(height);
        }
        Ok(Alone::new(&grid, sized, is_whole))
    }

    fn new(grid: &Grid, sized: SizedTable, is_whole: bool) -> Alone {
        let cells = grid.cells.iter().zip(&sized.cells).map(|(cell, set)| AloneCell {
            row: cell.row,
            column: cell.column,
            rowspan: cell.rowspan,
            colspan: cell.colspan,
            role: cell.role,
            lines: set
                .lines
                .iter()
                .map(|line| line.glyphs.iter().map(|placed| placed.glyph.ch).collect())
                .collect(),
            size: set.size,
            lead: set.lead,
            is_flush_left: is_counted(cell),
        });
        Alone {
            widths: grid.edges.windows(2).map(|edge| edge[1] - edge[0]).collect(),
            cells: cells.collect(),
            owner: grid.owner.clone(),
            heights: sized.heights,
            is_whole,
        }
    }
}
