//! What is reckoned in the workbook: totals and balances, by the form's own definitions.

use std::collections::BTreeMap;

use report::form::{Balance, Table};
use report::{computed_totals, CellId, Report, Value};

use super::{section_index, table_row};

/// A place of the workbook, all from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub sheet: usize,
    pub row: usize,
    pub column: usize,
}

impl Place {
    /// B3, as a formula names it.
    pub fn name(self) -> String {
        format!("{}{}", column_name(self.column), self.row + 1)
    }
}

/// A, B, … Z, AA.
pub(super) fn column_name(column: usize) -> String {
    let letter = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => letter.to_string(),
        more => column_name(more - 1) + &letter.to_string(),
    }
}

/// A cell that is reckoned: its formula and what it shows now.
pub(super) struct Reckoned {
    pub formula: String,
    pub shown: String,
}

/// A report with the place of each of its cells.
pub(super) struct Book<'a> {
    pub report: &'a Report,
    names: &'a [String],
    places: BTreeMap<&'a CellId, Place>,
    totals: BTreeMap<CellId, u64>,
}

impl<'a> Book<'a> {
    /// `lines` says how many lines of text stand on each sheet.
    pub fn new(report: &'a Report, names: &'a [String], lines: &[usize]) -> Book<'a> {
        let mut places = BTreeMap::new();
        for table in &report.form().tables {
            let Some(sheet) = section_index(report, &table.section) else { continue };
            let first = table_row(lines.get(sheet).copied().unwrap_or_default());
            for (row, cells) in table.grid.iter().enumerate() {
                for cell in cells {
                    if let Some(id) = cell.value() {
                        places.insert(id, Place { sheet, row: first + row, column: cell.column });
                    }
                }
            }
        }
        Book { report, names, places, totals: computed_totals(report) }
    }

    pub fn place(&self, id: &CellId) -> Option<Place> {
        self.places.get(id).copied()
    }

    /// The formula of a total, if it is one and the formula would show what the report says.
    pub fn total(&self, id: &CellId) -> Option<Reckoned> {
        let sum = self.report.form().sums.iter().find(|sum| sum.total == *id)?;
        let here = self.place(id)?;
        let places: Vec<Place> = sum.parts.iter().map(|part| self.place(part)).collect::<Option<_>>()?;
        let parts = self.ranges(&places, here.sheet);
        let computed = self.totals.get(id).copied();
        match (self.report.entry(id).map(|entry| entry.value()), computed) {
            (Some(Some(Value::Count(n))), Some(total)) if n == total && is_exact(n) => {
                Some(Reckoned { formula: format!("SUM({parts})"), shown: n.to_string() })
            }
            // Blank is not zero: nothing is shown until every part is filled in.
            (None, None) => {
                let all = places.len();
                Some(Reckoned {
                    formula: format!("IF(COUNT({parts})={all},SUM({parts}),\"\")"),
                    shown: String::new(),
                })
            }
            _ => None,
        }
    }

    /// Whether it is a total that is not what its parts add up to.
    pub fn is_off(&self, id: &CellId) -> bool {
        self.totals
            .get(id)
            .is_some_and(|total| self.report.value(id).is_some_and(|value| value != Value::Count(*total)))
    }

    /// Whether each balance of a table holds, under the column of its first cell.
    pub fn balances(&self, table: &Table) -> Vec<(usize, Reckoned)> {
        let of_table = |balance: &&Balance| balance.left.first().is_some_and(|id| id.table() == table.id);
        let balances = self.report.form().balances.iter().filter(of_table);
        balances
            .filter_map(|balance| Some((self.place(balance.left.first()?)?.column, self.balance(balance)?)))
            .collect()
    }

    fn balance(&self, balance: &Balance) -> Option<Reckoned> {
        let here = self.place(balance.left.first()?)?.sheet;
        let side = |cells: &[CellId]| -> Option<String> {
            let places: Option<Vec<Place>> = cells.iter().map(|id| self.place(id)).collect();
            Some(self.ranges(&places?, here))
        };
        let (left, right) = (side(&balance.left)?, side(&balance.right)?);
        let all = balance.left.len() + balance.right.len();
        let shown = match (self.report.sum(&balance.left), self.report.sum(&balance.right)) {
            (Some(left), Some(right)) if left == right => "平".to_owned(),
            (Some(left), Some(right)) => format!("差{}", i128::from(left) - i128::from(right)),
            _ => String::new(),
        };
        let formula = format!(
            "IF(COUNT({left},{right})<{all},\"\",IF(SUM({left})=SUM({right}),\"平\",\"差\"&(SUM({left})-SUM({right}))))"
        );
        Some(Reckoned { formula, shown })
    }

    /// Places as a formula lists them: those side by side or one below the other as a range.
    fn ranges(&self, places: &[Place], here: usize) -> String {
        let mut runs: Vec<(Place, Place)> = Vec::new();
        for place in places {
            match runs.last_mut() {
                Some((first, last)) if goes_on(*first, *last, *place) => *last = *place,
                _ => runs.push((*place, *place)),
            }
        }
        let run = |(first, last): &(Place, Place)| {
            let sheet = match self.names.get(first.sheet) {
                Some(name) if first.sheet != here => format!("'{name}'!"),
                _ => String::new(),
            };
            match first == last {
                true => format!("{sheet}{}", first.name()),
                false => format!("{sheet}{}:{}", first.name(), last.name()),
            }
        };
        runs.iter().map(run).collect::<Vec<_>>().join(",")
    }
}

/// Excel reckons with fifteen digits.
pub(super) fn is_exact(n: u64) -> bool {
    n < 1_000_000_000_000_000
}

/// Whether `next` prolongs the line from `first` to `last`.
fn goes_on(first: Place, last: Place, next: Place) -> bool {
    let along_row = first.row == last.row && next.row == last.row && next.column == last.column + 1;
    let down_column = first.column == last.column && next.column == last.column && next.row == last.row + 1;
    first.sheet == next.sheet && (along_row || down_column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_excel_does() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(column_name), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
