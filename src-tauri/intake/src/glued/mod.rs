//! Digits that lost the borders of their cells, divided again by what the numbers of a table must satisfy.
//!
//! A page copied as one line runs `217 | 1 | 0 | 0 | 0 | 0 | 218` together into `21710000218`. Each row can be divided
//! in many ways; its own sums leave few of them, and the sums and balances across rows mostly leave one.
//! Everything here is bounded: what takes too many steps is no answer, and its cells stay uncertain.

mod search;
mod split;

use report::cell::CellKind;
use search::{search, Found};
use split::{splits, Within};
use std::{collections::HashSet, ops::Range};

/// The most divisions of one row that are kept.
const MOST_SPLITS: usize = 4_000;

/// The most other readings of a row that are told.
const MOST_TOLD: usize = 24;

/// A row of digits whose cells are to be found; cells are numbered through the whole table.
#[derive(Clone, Debug)]
pub(crate) struct Strip {
    /// The numbers of its cells, left to right, and what each holds.
    pub cells: Vec<(usize, CellKind)>,
    /// Its text, as far as spaces divide it. As many pieces as cells: nothing is to be divided.
    pub pieces: Vec<Vec<char>>,
}

/// Numbers that must add up to nothing: the parts of a sum, and its total with the sign turned.
#[derive(Clone, Debug)]
pub(crate) struct Equation {
    /// Cells and their signs.
    pub terms: Vec<(usize, i64)>,
    /// The total, when it is a sum and not a balance.
    pub total: Option<usize>,
}

/// A cell's place in its strip: which piece, and which characters of it.
pub(crate) type Place = (usize, Range<usize>);

/// How a strip was divided.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Division {
    /// Where each cell stands.
    pub places: Vec<Place>,
    /// Which of the cells are beyond doubt.
    pub sure: Vec<bool>,
    /// All divisions that are possible, the likeliest first, when there are several; bounded.
    pub others: Vec<Vec<Place>>,
}

/// One way to divide a strip.
#[derive(Clone, PartialEq, Debug)]
struct Way {
    places: Vec<Place>,
    values: Vec<i64>,
}

/// Divides every strip of a table, or says of one that it cannot be divided.
pub(crate) fn divide(strips: &[Strip], equations: &[Equation]) -> Vec<Option<Division>> {
    let rows: Vec<Row> = strips.iter().map(|strip| Row::new(strip, equations)).collect();
    let (local, cross): (Vec<&Equation>, Vec<&Equation>) =
        equations.iter().partition(|equation| strips.iter().any(|strip| holds_all(strip, equation)));
    // Cells whose number is known in every way of their row: only these can be added up.
    let known: HashSet<usize> = strips
        .iter()
        .zip(&rows)
        .filter(|(_, row)| row.adds_up)
        .flat_map(|(strip, _)| strip.cells.iter().filter(|(_, kind)| *kind == CellKind::Count))
        .map(|(cell, _)| *cell)
        .collect();
    let usable = |equation: &&Equation| equation.terms.iter().all(|(cell, _)| known.contains(cell));
    let usable: Vec<&Equation> = cross.into_iter().filter(usable).collect();
    let (found, used) = best(strips, &rows, &usable);
    strips
        .iter()
        .zip(&rows)
        .enumerate()
        .map(|(n, (strip, row))| {
            let touching = |equations: &[&Equation]| {
                equations
                    .iter()
                    .filter(|equation| equation.terms.iter().any(|(cell, _)| strip.holds(*cell)))
                    .count()
            };
            let witnesses = touching(&local) + touching(&used);
            row.division(n, found.as_ref(), witnesses)
        })
        .collect()
}

/// The solutions under as many of the equations as can hold together: all, else the balances, else the sums.
fn best<'e>(
    strips: &[Strip],
    rows: &[Row],
    equations: &[&'e Equation],
) -> (Option<Found>, Vec<&'e Equation>) {
    let of = |sums: bool, balances: bool| -> Vec<&'e Equation> {
        let wanted = |equation: &&&Equation| if equation.total.is_some() { sums } else { balances };
        equations.iter().filter(wanted).copied().collect()
    };
    for used in [of(true, true), of(false, true), of(true, false)] {
        if used.is_empty() {
            continue;
        }
        let ways: Vec<&[Way]> = rows.iter().map(|row| row.ways.as_slice()).collect();
        if let Some(found) = search(strips, &ways, &used) {
            return (Some(found), used);
        }
    }
    (None, Vec::new())
}

fn holds_all(strip: &Strip, equation: &Equation) -> bool {
    equation.terms.iter().all(|(cell, _)| strip.holds(*cell))
}

impl Strip {
    fn holds(&self, cell: usize) -> bool {
        self.cells.iter().any(|(own, _)| *own == cell)
    }

    /// Whether its digits could be those of fewer cells, the others being blank: 015 is 0, 1 and 5 only where no cell
    /// is blank, while 005 is three numbers in any case.
    fn may_have_blanks(&self) -> bool {
        self.pieces.iter().map(|piece| fewest(piece)).sum::<usize>() < self.cells.len()
    }

    /// Whether the borders of its cells are there.
    fn is_divided(&self) -> bool {
        self.pieces.len() == self.cells.len()
    }
}

/// The fewest numbers that a run of digits can be: a number ends behind a zero that begins it, and before a sign.
pub(crate) fn fewest(piece: &[char]) -> usize {
    let mut count = 0;
    let mut number: Vec<char> = Vec::new();
    for c in piece {
        let ends = match number.as_slice() {
            [] => true,
            [.., '+' | '-'] => false,
            ['0'] | ['+' | '-', '0'] => *c != '.',
            _ => matches!(c, '+' | '-'),
        };
        if ends {
            count += 1;
            number.clear();
        }
        number.push(*c);
    }
    count
}

/// A strip and the ways to divide it.
struct Row {
    ways: Vec<Way>,
    /// Whether all its ways were found, and satisfy its own sums or need no sums.
    adds_up: bool,
    /// Whether these are all ways there are, and no sum denies them: what they agree in is beyond doubt.
    are_all: bool,
}

impl Row {
    fn new(strip: &Strip, equations: &[Equation]) -> Row {
        let own: Vec<Within> = equations.iter().filter_map(|equation| Within::new(strip, equation)).collect();
        let by_sums = (!own.is_empty()).then(|| splits(strip, &own, MOST_SPLITS)).flatten();
        let any = match splits(strip, &[], MOST_SPLITS) {
            Some(ways) if ways.len() <= 1 => {
                // The only way to fill every cell is none when it does not add up: with blank cells between them,
                // 258 12 1 1 are four numbers and not seven.
                let denied = !strip.is_divided() && by_sums.as_ref().is_some_and(Vec::is_empty);
                let adds_up = !ways.is_empty() && !denied;
                let proven = strip.is_divided() || !own.is_empty() || !strip.may_have_blanks();
                return Row { are_all: !denied && proven, ways, adds_up };
            }
            other => other,
        };
        match by_sums.filter(|ways| !ways.is_empty()) {
            Some(ways) => Row { ways, adds_up: true, are_all: false },
            // No sums, or the source itself does not add up: all ways, and nothing to choose by but likelihood.
            None => Row {
                are_all: any.is_some() && own.is_empty() && !strip.may_have_blanks(),
                ways: any.unwrap_or_default(),
                adds_up: false,
            },
        }
    }

    fn division(&self, n: usize, found: Option<&Found>, witnesses: usize) -> Option<Division> {
        let solved = found.map(|found| &found.ways[n]).filter(|_| self.adds_up);
        let open: Vec<&Way> = match solved {
            Some(ways) => ways.iter().filter_map(|way| self.ways.get(*way)).collect(),
            None => {
                let mut ways: Vec<&Way> = self.ways.iter().collect();
                ways.sort_by_key(|way| way.oddness());
                ways
            }
        };
        let first = *open.first()?;
        // A row that nothing but its own sum speaks for may be a row that was printed wrong.
        let complete =
            self.are_all || (found.is_none_or(|found| found.complete) && self.adds_up && witnesses >= 2);
        let same = |cell: usize| open.iter().all(|way| way.places[cell] == first.places[cell]);
        let sure = (0..first.places.len()).map(|cell| complete && same(cell)).collect();
        let others = if open.len() > 1 {
            open.iter().take(MOST_TOLD).map(|way| way.places.clone()).collect()
        } else {
            Vec::new()
        };
        Some(Division { places: first.places.clone(), sure, others })
    }
}

impl Way {
    /// How unlikely it is: what is in force is mostly the largest, and numbers of a row are of like length.
    fn oddness(&self) -> (bool, usize) {
        let lengths: Vec<usize> = self.places.iter().map(|(_, range)| range.len()).collect();
        let last_is_smaller =
            self.values.last().is_some_and(|last| self.values.iter().any(|value| value > last));
        (last_is_smaller, lengths.iter().map(|length| length * length).sum())
    }
}

#[cfg(test)]
mod tests;
