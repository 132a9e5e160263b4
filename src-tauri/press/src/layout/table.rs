//! A table in one type size: its cells in lines and the heights of its rows; and which size it takes.

use super::grid::{Grid, GridCell};
use super::measures::{HEIGHT, TABLE_SIZES, TABLE_SIZE_PLAIN, TABLE_SIZE_TO_STAY};
use super::sheet::CellRole;
use crate::compose::{compose, is_latin, natural_width, Line, Setting, Shape};
use crate::PressError;

/// Distance between lines of a cell, in em.
const LEAD: f64 = 1.24;
/// Blank above and below the text of a cell, in em.
const PAD_VERTICAL: f64 = 0.19;
/// Blank left and right of a row's label, in points.
const PAD_LABEL: f64 = 2.6;
/// The same in all other cells, whose text is centred: it only matters where it would not fit otherwise.
const PAD_CENTRED: f64 = 1.2;
/// How much larger than the labels numbers may be: what a table is read for is its numbers, and where long labels ask
/// for small type, offices keep the numbers large. Digits reach neither above nor below, so no row grows.
const NUMBER_SCALE: f64 = 1.25;
/// Air a number that fills its cell gets left and right together, beside the pads: it would nearly touch the rules.
const NUMBER_AIR: f64 = 1.6;
/// The smallest type a long number is set in.
const SMALLEST_NUMBER: f64 = 4.0;
/// A head that misses one line by little is set this much smaller rather than broken: 自然人.
const LEAST_TO_SAVE_A_LINE: f64 = 0.9;
/// Most of a head's column that one character of type larger than 五号 takes.
const HEAD_SHARE: f64 = 0.36;
/// Air such a head gets left and right together.
const HEAD_AIR: f64 = 1.0;
/// The share of a page that nobody would leave blank for a table.
const MOSTLY_BLANK: f64 = 0.6;
/// Most that is added to a row's height where there is room, in em of the table's type.
const MOST_SPREAD: f64 = 0.62;

/// A cell's lines.
pub(super) struct CellLines {
    pub lines: Vec<Line>,
    pub size: f64,
    /// Distance between base lines.
    pub lead: f64,
    /// Blank left of the measure the lines were set in.
    pub pad: f64,
}

impl CellLines {
    pub fn height(&self) -> f64 {
        self.lines.len() as f64 * self.lead
    }
}

/// A table set in one size.
pub(super) struct SizedTable {
    /// The lines of each of the grid's cells.
    pub cells: Vec<CellLines>,
    /// Height of each row.
    pub heights: Vec<f64>,
    size: f64,
}

impl SizedTable {
    fn new(grid: &Grid, size: f64) -> Result<SizedTable, PressError> {
        let cells: Vec<CellLines> =
            grid.cells.iter().map(|cell| set_cell(grid, cell, size)).collect::<Result<_, _>>()?;
        let mut heights = vec![(LEAD + 2.0 * PAD_VERTICAL) * size; grid.rows()];
        let need = |index: usize| cells[index].height() + 2.0 * PAD_VERTICAL * size;
        for (index, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| cell.rowspan == 1) {
            heights[cell.row] = heights[cell.row].max(need(index));
        }
        for (index, cell) in grid.cells.iter().enumerate().filter(|(_, cell)| cell.rowspan > 1) {
            let rows = &mut heights[cell.row..cell.row + cell.rowspan];
            let missing = need(index) - rows.iter().sum::<f64>();
            if missing > 0.0 {
                let share = missing / rows.len() as f64;
                rows.iter_mut().for_each(|height| *height += share);
            }
        }
        Ok(SizedTable { cells, heights, size })
    }

    pub fn height(&self) -> f64 {
        self.heights.iter().sum()
    }

    /// Lines of all its cells together.
    fn line_count(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).sum()
    }

    /// How high the table may become by opening its rows.
    pub fn most_height(&self) -> f64 {
        self.height() + MOST_SPREAD * self.size * self.heights.len() as f64
    }

    /// Opens the rows evenly until the table has this height.
    pub fn spread_to(&mut self, height: f64) {
        let each = (height - self.height()) / self.heights.len() as f64;
        self.heights.iter_mut().for_each(|height| *height += each);
    }
}

/// Where a table goes.
pub(super) enum Fit {
    /// Whole, in the room that is left on this page.
    Here(SizedTable),
    /// Whole, on a fresh page.
    NextPage(SizedTable),
    /// On several pages.
    Split(SizedTable),
}

/// The largest type worth trying: beyond 五号 only while heads of two characters keep air beside them, and no cell
/// takes another line for it.
pub(super) fn largest_size(grid: &Grid) -> Result<f64, PressError> {
    let heads = grid.cells.iter().filter(|cell| cell.role == CellRole::Head);
    let narrowest = heads.map(|cell| grid.width(cell)).fold(f64::INFINITY, f64::min);
    let lines_at = |size: f64| -> Result<usize, PressError> { Ok(SizedTable::new(grid, size)?.line_count()) };
    let plain = SizedTable::new(grid, TABLE_SIZE_PLAIN)?;
    if plain.height() > HEIGHT {
        return Ok(TABLE_SIZE_PLAIN);
    }
    let plain = plain.line_count();
    for size in TABLE_SIZES.into_iter().filter(|size| *size > TABLE_SIZE_PLAIN) {
        if size <= HEAD_SHARE * narrowest && lines_at(size)? == plain {
            return Ok(size);
        }
    }
    Ok(TABLE_SIZE_PLAIN)
}

/// The largest type up to `largest` in which the table fits, and where. `left` is the room on this page, `fresh` on a
/// new one.
pub(super) fn fit(grid: &Grid, largest: f64, left: f64, fresh: f64) -> Result<Fit, PressError> {
    let mut whole: Option<SizedTable> = None;
    for size in TABLE_SIZES.into_iter().filter(|size| *size <= largest) {
        let table = SizedTable::new(grid, size)?;
        // Half a point smaller does less harm than a third of a page left blank, and the smallest than a page with little
        // more than a heading on it.
        let least = if left > MOSTLY_BLANK * HEIGHT { 0.0 } else { TABLE_SIZE_TO_STAY };
        let may_stay = whole.is_none() || size >= least;
        if table.height() <= left && may_stay {
            return Ok(Fit::Here(table));
        }
        if table.height() <= fresh && whole.is_none() {
            whole = Some(table);
        }
    }
    match whole {
        Some(table) => Ok(Fit::NextPage(table)),
        // It splits in any case: then in type that reads well.
        None => Ok(Fit::Split(SizedTable::new(grid, TABLE_SIZE_PLAIN)?)),
    }
}

fn set_cell(grid: &Grid, cell: &GridCell, table_size: f64) -> Result<CellLines, PressError> {
    let width = grid.width(cell);
    let longest = longest_word(cell);
    let shape = shape(cell);
    let pad = if shape == Shape::Left { PAD_LABEL } else { PAD_CENTRED };
    let inner = width - 2.0 * pad;
    let scale = if cell.role == CellRole::Value { NUMBER_SCALE } else { 1.0 };
    let mut size = (table_size * scale).min(TABLE_SIZES[0]);
    let on_one_line = natural_width(&cell.glyphs, size);
    if cell.role == CellRole::Head && on_one_line > inner && on_one_line * LEAST_TO_SAVE_A_LINE <= inner {
        size *= (inner - HEAD_AIR) / on_one_line;
    }
    if longest * size > inner - NUMBER_AIR && longest > 0.0 {
        size = size.min((inner - NUMBER_AIR) / longest);
        if size < SMALLEST_NUMBER {
            return Err(PressError::CellTooNarrow { place: grid.place.clone(), text: cell.text.clone() });
        }
    }
    let setting = Setting { size, width: inner, indent: 0.0, tracking: 0.0, shape };
    let lines = compose(&cell.glyphs, &setting);
    // A value in words may take several lines.
    let lead = if lines.len() > 1 || size < table_size { LEAD * size } else { LEAD * table_size };
    Ok(CellLines { lines, size, lead, pad })
}

/// Labels that count 1. 2. 3. stand under one another; all else is centred.
fn shape(cell: &GridCell) -> Shape {
    if is_counted(cell) {
        Shape::Left
    } else {
        Shape::Centred
    }
}

/// Whether it is a label that counts 1. 2. 3.
pub(super) fn is_counted(cell: &GridCell) -> bool {
    cell.role == CellRole::RowLabel && cell.text.starts_with(|c: char| c.is_ascii_digit())
}

/// Width of the longest number or Latin word of a cell, in em: it is never broken, however long.
fn longest_word(cell: &GridCell) -> f64 {
    cell.glyphs.split(|glyph| !is_latin(glyph.ch)).map(|word| natural_width(word, 1.0)).fold(0.0, f64::max)
}
