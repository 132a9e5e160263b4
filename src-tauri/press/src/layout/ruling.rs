//! The rules of a table piece: drawn where neighbouring squares have different owners, joined where they are in line.

use super::pages::Rule;

/// Thickness inside the table.
const INNER: f64 = 0.5;
/// Thickness of its frame.
const OUTER: f64 = 0.75;

/// The squares of a piece of a table and where their edges run.
pub(super) struct Squares<'a> {
    /// The owner of each square, by printed row and column.
    pub owner: Vec<&'a [usize]>,
    /// Whether the edge above each printed row is always drawn, though the same cell may go on across it.
    pub cut_above: Vec<bool>,
    /// x of the column edges.
    pub xs: Vec<f64>,
    /// y of the row edges.
    pub ys: Vec<f64>,
}

/// All rules of the piece, horizontal ones first.
pub(super) fn rules(squares: &Squares) -> Vec<Rule> {
    let (rows, columns) = (squares.owner.len(), squares.xs.len() - 1);
    let mut rules = Vec::new();
    for edge in 0..=rows {
        let is_frame = edge == 0 || edge == rows;
        let drawn = |column: usize| {
            is_frame
                || squares.cut_above[edge]
                || squares.owner[edge - 1][column] != squares.owner[edge][column]
        };
        let y = squares.ys[edge];
        for (from, to) in stretches(columns, drawn) {
            // The frame's corners are closed: its horizontal rules reach over the vertical ones.
            let reach = if is_frame { OUTER / 2.0 } else { 0.0 };
            let (x1, x2) = (squares.xs[from] - reach, squares.xs[to] + reach);
            rules.push(Rule { x1, y1: y, x2, y2: y, thickness: if is_frame { OUTER } else { INNER } });
        }
    }
    for edge in 0..=columns {
        let is_frame = edge == 0 || edge == columns;
        let drawn = |row: usize| is_frame || squares.owner[row][edge - 1] != squares.owner[row][edge];
        let x = squares.xs[edge];
        for (from, to) in stretches(rows, drawn) {
            let (y1, y2) = (squares.ys[from], squares.ys[to]);
            rules.push(Rule { x1: x, y1, x2: x, y2, thickness: if is_frame { OUTER } else { INNER } });
        }
    }
    rules
}

/// The unbroken stretches of `0..count` on which `drawn` holds.
fn stretches(count: usize, drawn: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in (0..count).filter(|at| drawn(*at)) {
        match found.last_mut() {
            Some((_, end)) if *end == at => *end = at + 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_have_no_rule_inside_and_collinear_rules_are_one() {
        // A A B
        // C D B
        let owner: [&[usize]; 2] = [&[0, 0, 1], &[2, 3, 1]];
        let squares = Squares {
            owner: owner.to_vec(),
            cut_above: vec![false; 2],
            xs: vec![0.0, 10.0, 20.0, 30.0],
            ys: vec![0.0, 5.0, 10.0],
        };
        let found: Vec<_> = rules(&squares).iter().map(|r| (r.x1, r.y1, r.x2, r.y2, r.thickness)).collect();
        assert_eq!(
            found,
            [
                (-0.375, 0.0, 30.375, 0.0, 0.75),
                (0.0, 5.0, 20.0, 5.0, 0.5),
                (-0.375, 10.0, 30.375, 10.0, 0.75),
                (0.0, 0.0, 0.0, 10.0, 0.75),
                (10.0, 5.0, 10.0, 10.0, 0.5),
                (20.0, 0.0, 20.0, 10.0, 0.5),
                (30.0, 0.0, 30.0, 10.0, 0.75),
            ]
        );
    }

    #[test]
    fn a_cut_closes_a_cell_that_goes_on() {
        let owner: [&[usize]; 2] = [&[0], &[0]];
        let squares = Squares {
            owner: owner.to_vec(),
            cut_above: vec![false, true],
            xs: vec![0.0, 10.0],
            ys: vec![0.0, 5.0, 10.0],
        };
        assert!(rules(&squares).iter().any(|r| r.y1 == 5.0 && r.y2 == 5.0));
    }
}
