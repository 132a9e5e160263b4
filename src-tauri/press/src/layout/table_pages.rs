//! A table put on pages: whole or cut between rows, with heads and labels printed again where it goes on.

use std::collections::BTreeSet;

use super::flow::Flow;
use super::grid::Grid;
use super::measures::{ASCENT, LEFT, TOP};
use super::pages::{Fill, Frame, NodeId, Owner, Scope, Span, Tag};
use super::ruling::{rules, Squares};
use super::sheet::CellRole;
use super::table::SizedTable;
use crate::PressError;

/// Light blue of the bands, as in the official blank form.
const BAND: [u8; 3] = [0xC6, 0xD9, 0xF1];

/// The structure nodes of a table's cells, by index of the cell.
pub(super) fn table_nodes(flow: &mut Flow, grid: &Grid) -> Vec<NodeId> {
    let table = flow.node(Tag::Table);
    let rows: Vec<NodeId> = (0..grid.rows()).map(|_| flow.child(table, Tag::Row)).collect();
    let tag = |role: CellRole, span: Span| match role {
        CellRole::Band | CellRole::Head => Tag::HeaderCell(span, Scope::Column),
        CellRole::RowLabel | CellRole::GroupLabel => Tag::HeaderCell(span, Scope::Row),
        CellRole::Note | CellRole::Value => Tag::DataCell(span),
    };
    grid.cells
        .iter()
        .map(|cell| {
            flow.child(rows[cell.row], tag(cell.role, Span { rows: cell.rowspan, columns: cell.colspan }))
        })
        .collect()
}

/// Prints the whole table at the flow's height.
pub(super) fn place_whole(flow: &mut Flow, grid: &Grid, table: &SizedTable, nodes: &[NodeId]) {
    let piece = Piece { repeated_head: 0, rows: (0, grid.rows()) };
    place(flow, grid, table, nodes, &piece);
}

/// Prints the table over several pages, from the flow's height on.
///
/// # Errors
/// [`PressError::RowTooTall`] when one row and the head fill more than a page.
pub(super) fn place_split(
    flow: &mut Flow,
    grid: &Grid,
    table: &SizedTable,
    nodes: &[NodeId],
) -> Result<(), PressError> {
    let head: f64 = table.heights[..grid.head_rows].iter().sum();
    let mut start = 0;
    while start < grid.rows() {
        let repeated_head = if start == 0 { 0 } else { grid.head_rows };
        let mut room = flow.room() - if start == 0 { 0.0 } else { head };
        let mut end = start;
        while end < grid.rows() && table.heights[end] <= room {
            room -= table.heights[end];
            end += 1;
        }
        if end == start {
            if flow.is_fresh() {
                return Err(PressError::RowTooTall { place: grid.place.clone(), row: start + 1 });
            }
            flow.new_page();
            continue;
        }
        // One row alone on the last page would look forgotten.
        if grid.rows() - end == 1 && end - start > 2 {
            end -= 1;
        }
        end = group_end(grid, start, end);
        place(flow, grid, table, nodes, &Piece { repeated_head, rows: (start, end) });
        start = end;
        if start < grid.rows() {
            flow.new_page();
        }
    }
    Ok(())
}

/// Where the rows from `start` on are best cut, if all before `end` fit: between two groups, so long as no more than
/// half of the page stays blank for it. Of the cuts that part the fewest labels the last is taken.
fn group_end(grid: &Grid, start: usize, end: usize) -> usize {
    if end == grid.rows() {
        return end;
    }
    let parted = |at: usize| grid.owner[at - 1].iter().zip(&grid.owner[at]).filter(|(a, b)| a == b).count();
    let first = end - (end - start) / 2;
    // A head is never cut off from the rows below it.
    let first = first.max((grid.head_rows + 1).min(end));
    (first..=end).rev().min_by_key(|at| parted(*at)).unwrap_or(end)
}

/// Rows of a table that stand together on a page.
struct Piece {
    /// Head rows printed again above them.
    repeated_head: usize,
    /// First row and the row after the last.
    rows: (usize, usize),
}

impl Piece {
    /// The grid rows as printed, each with whether it is a repeated head row.
    fn printed(&self) -> Vec<(usize, bool)> {
        let head = (0..self.repeated_head).map(|row| (row, true));
        head.chain((self.rows.0..self.rows.1).map(|row| (row, false))).collect()
    }
}

fn place(flow: &mut Flow, grid: &Grid, table: &SizedTable, nodes: &[NodeId], piece: &Piece) {
    let printed = piece.printed();
    let mut ys = vec![TOP + flow.y];
    for (row, _) in &printed {
        ys.push(ys[ys.len() - 1] + table.heights[*row]);
    }
    let xs: Vec<f64> = grid.edges.iter().map(|x| LEFT + x).collect();
    let shown = shown_cells(grid, &printed);

    let is_band = |shown: &&ShownCell| flow.has_shades && grid.cells[shown.cell].role == CellRole::Band;
    let bands: Vec<&ShownCell> = shown.iter().filter(is_band).collect();
    for shown in bands {
        let cell = &grid.cells[shown.cell];
        let (x, y) = (xs[cell.column], ys[shown.from]);
        let (width, height) = (grid.width(cell), ys[shown.to] - y);
        flow.push(Frame::Fill(Fill { x, y, width, height, colour: BAND }));
    }
    let cut_above = (0..printed.len()).map(|at| at > 0 && printed[at].0 != printed[at - 1].0 + 1).collect();
    let owner = printed.iter().map(|(row, _)| grid.owner[*row].as_slice()).collect();
    for rule in rules(&Squares { owner, cut_above, xs: xs.clone(), ys: ys.clone() }) {
        flow.push(Frame::Rule(rule));
    }
    for shown in &shown {
        let cell = &grid.cells[shown.cell];
        let text = &table.cells[shown.cell];
        let node = nodes[shown.cell];
        let owner = if shown.is_reprint { Owner::Reprint(node) } else { Owner::Node(node) };
        let mut top = (ys[shown.from] + ys[shown.to] - text.height()) / 2.0;
        for line in &text.lines {
            let baseline = top + (text.lead - text.size) / 2.0 + ASCENT * text.size;
            flow.push_line(line, xs[cell.column] + text.pad, baseline, text.size, owner);
            top += text.lead;
        }
    }
    flow.y = ys[ys.len() - 1] - TOP;
}

/// A cell as it shows in a piece.
struct ShownCell {
    cell: usize,
    /// The printed rows it covers: first, and the one after the last.
    from: usize,
    to: usize,
    /// Whether it has been printed on an earlier page.
    is_reprint: bool,
}

/// The cells of a piece in reading order. A cell that began on an earlier page shows again in what is left of it.
fn shown_cells(grid: &Grid, printed: &[(usize, bool)]) -> Vec<ShownCell> {
    let mut shown = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, (row, is_head)) in printed.iter().enumerate() {
        for column in 0..grid.columns() {
            let cell = grid.owner[*row][column];
            if !seen.insert((cell, *is_head)) {
                continue;
            }
            let covered = printed[at..]
                .iter()
                .take_while(|(r, head)| grid.owner[*r][column] == cell && head == is_head)
                .count();
            let is_reprint = *is_head || grid.cells[cell].row < *row;
            shown.push(ShownCell { cell, from: at, to: at + covered, is_reprint });
        }
    }
    shown
}
