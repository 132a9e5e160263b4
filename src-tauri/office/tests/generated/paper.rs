//! A table as it stands on the paper: the form's own grid, or what offices have made of it.

use report::{
    form::{Content, Label, Table},
    CellId,
};
use std::collections::BTreeMap;

/// The label of a row or a column that adds up others.
const SUBTOTAL: &str = "小计";
const SUBTOTAL_OF_ORGANISATIONS: &str = "法人小计";

/// A cell on the paper.
#[derive(Clone)]
pub struct Spot {
    pub text: String,
    pub is_number: bool,
    pub column: usize,
    pub rowspan: usize,
    pub colspan: usize,
}

/// A table on the paper.
pub struct Paper {
    pub rows: Vec<Vec<Spot>>,
    pub head_rows: usize,
    pub width: usize,
}

impl Paper {
    /// As the form has it.
    pub fn official(table: &Table, cells: &BTreeMap<CellId, String>) -> Paper {
        let spot = |cell: &report::form::GridCell| Spot {
            text: match &cell.content {
                Content::Label { text, .. } => text.clone(),
                Content::Value(id) => cells.get(id).cloned().unwrap_or_default(),
            },
            is_number: cell.value().is_some(),
            column: cell.column,
            rowspan: cell.rowspan,
            colspan: cell.colspan,
        };
        let rows = table.grid.iter().map(|row| row.iter().map(spot).collect()).collect();
        Paper { rows, head_rows: table.head_rows, width: table.widths.len() }
    }

    /// What covers this row from above covers so many more, or fewer.
    fn stretch(&mut self, row: usize, by: isize) {
        for (n, above) in self.rows[..row].iter_mut().enumerate() {
            for spot in above.iter_mut().filter(|spot| n + spot.rowspan > row) {
                spot.rowspan = spot.rowspan.saturating_add_signed(by);
            }
        }
    }
}

/// The rows of each group, by the group's label: where they begin, and how many there are.
fn groups(table: &Table) -> Vec<(String, usize, usize)> {
    let is_group = |cell: &&report::form::GridCell| {
        matches!(&cell.content, Content::Label { label: Label::Group(_), .. }) && cell.rowspan > 1
    };
    let of_row = |(n, row): (usize, &Vec<report::form::GridCell>)| -> Option<(String, usize, usize)> {
        let group = row.iter().rfind(is_group)?;
        Some((group.text()?.to_owned(), n, group.rowspan))
    };
    table.grid.iter().enumerate().filter_map(of_row).collect()
}

/// With a column that adds up the organisations, and below each group of several rows one that adds it up.
pub fn with_subtotals(mut paper: Paper, table: &Table) -> Paper {
    let (first, last) = (paper.width - 6, paper.width - 2);
    let total = paper.width - 1;
    let head = paper.head_rows;
    for (n, row) in paper.rows.iter_mut().enumerate() {
        let sum: u64 = numbers(row, first..=last).into_iter().sum();
        for spot in row.iter_mut() {
            if spot.column == total {
                spot.column += 1;
            } else if spot.colspan > 1 && n < head && spot.column + spot.colspan > last {
                spot.colspan += 1;
            }
        }
        // The headings of the organisations, or their numbers.
        let Some(at) = row.iter().position(|spot| spot.column == last && spot.colspan == 1) else { continue };
        let (text, is_number) =
            if n < head { (SUBTOTAL_OF_ORGANISATIONS.into(), false) } else { (sum.to_string(), true) };
        row.insert(at + 1, Spot { text, is_number, column: total, rowspan: 1, colspan: 1 });
    }
    paper.width += 1;
    // From below, so that rows above keep their places.
    for (label, start, many) in groups(table).into_iter().rev() {
        if label.contains("其他处理") {
            continue;
        }
        let at = start + many;
        let columns = paper.width - 8..paper.width;
        let sum = |column: usize| -> u64 {
            paper.rows[start..at].iter().flat_map(|row| numbers(row, column..=column)).sum()
        };
        let numbers = columns.map(|column| Spot {
            text: sum(column).to_string(),
            is_number: true,
            column,
            rowspan: 1,
            colspan: 1,
        });
        let label =
            Spot { text: SUBTOTAL.into(), is_number: false, column: paper.width - 9, rowspan: 1, colspan: 1 };
        let row: Vec<Spot> = std::iter::once(label).chain(numbers).collect();
        paper.stretch(at - 1, 1);
        // What begins in the last row of the group covers only that.
        paper.rows.insert(at, row);
    }
    paper
}

fn numbers(row: &[Spot], columns: std::ops::RangeInclusive<usize>) -> Vec<u64> {
    let inside = row.iter().filter(|spot| spot.is_number && columns.contains(&spot.column));
    inside.filter_map(|spot| spot.text.parse().ok()).collect()
}

/// With one row where the form has the rows of a group: what another edition has in their place.
pub fn with_one_row(mut paper: Paper, table: &Table, foreign: &BTreeMap<CellId, String>) -> Paper {
    let Some((label, start, many)) = groups(table).into_iter().find(|(label, ..)| label.contains("其他处理"))
    else {
        return paper;
    };
    for row in (start + 1..start + many).rev() {
        paper.stretch(row, -1);
        paper.rows.remove(row);
    }
    for spot in &mut paper.rows[start] {
        if spot.text == label {
            (spot.rowspan, spot.colspan) = (1, 2);
        }
        if spot.is_number {
            let column = table.columns.get(spot.column + table.columns.len() - paper.width);
            let of = |id: &&CellId| column.is_some_and(|column| id.column() == column.id.as_str());
            spot.text = foreign.keys().find(of).and_then(|id| foreign.get(id)).cloned().unwrap_or_default();
        }
    }
    let covered = paper.rows[start].iter().find(|spot| spot.text == label).map(|spot| spot.column + 1);
    paper.rows[start].retain(|spot| Some(spot.column) != covered);
    paper
}
