//! The cells of a sheet, of whichever kind the file is, and the rows of a document they make.

use super::sheet_looks::Look;
use crate::{
    document::{Field, Position, Row, Rows, MOST_TEXT},
    fold::is_space,
    IntakeError,
};
use std::collections::{BTreeMap, BTreeSet};

/// The most cells with text; a report has some two hundred numbers.
const MOST_CELLS: usize = 200_000;

/// The most cells of a merged region that are covered; larger ones are no table's.
const LARGEST_REGION: u64 = 4_096;

/// How far a merged region is followed out of what is hidden.
const LONGEST_REACH: usize = 64;

/// The most cells that the merged regions of a sheet cover.
const MOST_COVERED: u64 = 400_000;

/// The most runs of hidden columns; a sheet has few.
const MOST_HIDDEN: usize = 64;

/// What begins the row in which a workbook of our own reckons whether the table's balances hold: no part of a report.
const CHECK_ROW: &str = "勾稽核对";

/// Ends a row of a workbook of our own that the next goes on from, and begins that one.
const GOES_ON: char = '\u{feff}';

/// Said where something is left out that nobody sees who opens the workbook.
pub(super) const HIDDEN: &str = "工作表里有隐藏的行或列，其中的内容没有读。";

/// Cells with text, row by row; as many as a report can have, and with as much text: a thousand cells may share one.
#[derive(Default)]
pub(super) struct Cells {
    all: BTreeMap<(u32, u32), String>,
    /// Those that may not be what a person sees.
    doubtful: BTreeSet<(u32, u32)>,
    hidden_rows: BTreeSet<u32>,
    /// First and last of columns beside one another that are hidden.
    hidden_columns: Vec<(u32, u32)>,
    /// No zero of the sheet is shown.
    hides_zeros: bool,
    /// The last cell of a row, with text or without: a sheet keeps blank ones that have a border.
    ends: BTreeMap<u32, u32>,
    /// Those that go on from, and into, what stands in another row.
    going_on: BTreeSet<(u32, u32)>,
    gone_on: BTreeSet<(u32, u32)>,
    text: usize,
    too_many: bool,
}

impl Cells {
    /// Puts a text, without white space around it, into a cell; of a blank one it is only known that it is there.
    pub fn put(&mut self, at: (u32, u32), text: &str) {
        for (is_so, all) in
            [(text.starts_with(GOES_ON), &mut self.going_on), (text.ends_with(GOES_ON), &mut self.gone_on)]
        {
            if is_so && all.len() < MOST_CELLS {
                all.insert(at);
            }
        }
        let text = text.trim_matches(is_space);
        if self.ends.len() < MOST_CELLS {
            let end = self.ends.entry(at.0).or_insert(at.1);
            *end = at.1.max(*end);
        }
        self.text += text.len();
        self.too_many |= self.all.len() >= MOST_CELLS || self.text > MOST_TEXT;
        if !text.is_empty() && !self.too_many {
            self.all.insert(at, text.to_owned());
        }
    }

    /// The same, of a cell that looks so.
    pub fn put_as(&mut self, at: (u32, u32), (text, is_doubtful): (&str, bool), look: Look) {
        let is_blank = text.trim_matches(is_space).is_empty();
        let is_zero = text.parse() == Ok(0.0) && look.hides_zero;
        if (is_doubtful || ((look.is_struck || look.is_disguised) && !is_blank) || is_zero)
            && self.doubtful.len() < MOST_CELLS
        {
            self.doubtful.insert(at);
        }
        self.put(at, if look.is_struck { "" } else { text });
    }

    pub fn hide_row(&mut self, row: u32) {
        if self.hidden_rows.len() < MOST_CELLS {
            self.hidden_rows.insert(row);
        }
    }

    pub fn hide_columns(&mut self, first: u32, last: u32) {
        if self.hidden_columns.len() < MOST_HIDDEN {
            self.hidden_columns.push((first, last));
        }
    }

    /// No zero is shown.
    pub fn hide_zeros(&mut self) {
        self.hides_zeros = true;
    }

    fn is_shown(&self, row: u32, column: u32) -> bool {
        !self.hidden_rows.contains(&row) && self.is_column_shown(column)
    }

    fn is_column_shown(&self, column: u32) -> bool {
        !self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }
}

/// Cells merged into one, first and last.
pub(super) struct Region {
    pub start: (u32, u32),
    pub end: (u32, u32),
}

/// The rows of a sheet from its first column on: blanks are kept, what a merged cell covers is left out.
pub(super) fn rows(
    table: usize,
    cells: &Cells,
    regions: &[Region],
    out: &mut Rows,
) -> Result<(), IntakeError> {
    if cells.too_many {
        return Err(IntakeError::TooLong);
    }
    let kept = cells;
    let Cells { all: cells, ends: row_ends, doubtful, .. } = cells;
    let mut covered: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut so_far = 0;
    for region in regions {
        let (rows, columns) = (region.start.0..=region.end.0, region.start.1..=region.end.1);
        let size = (u64::from(region.end.0) + 1).saturating_sub(region.start.0.into())
            * (u64::from(region.end.1) + 1).saturating_sub(region.start.1.into());
        so_far += size.min(LARGEST_REGION);
        if so_far > MOST_COVERED {
            return Err(IntakeError::TooLong);
        }
        if size <= LARGEST_REGION {
            for row in rows {
                let inner = columns.clone().filter(|column| (row, *column) != region.start);
                covered.entry(row).or_default().extend(inner);
            }
        }
    }
    let first = cells.keys().map(|(_, column)| *column).min().unwrap_or(0);
    let ends = regions.iter().map(|region| region.end.1);
    let struck = doubtful.iter().map(|(_, column)| *column);
    let widest = cells.keys().map(|(_, column)| *column).chain(ends).chain(struck).max().unwrap_or(first);
    // Text across a whole sheet is a line of it.
    let across: BTreeSet<u32> = regions
        .iter()
        .filter(|region| region.start.0 == region.end.0 && (region.start.1, region.end.1) == (first, widest))
        .map(|region| region.start.0)
        .collect();
    let is_across = |row: u32| first == widest || across.contains(&row);
    // A merged cell that begins in a hidden row or column is seen in the others.
    let starts: BTreeMap<(u32, u32), &Region> = regions.iter().map(|region| (region.start, region)).collect();
    let reaches_out = |row: u32, column: u32| {
        starts.get(&(row, column)).is_some_and(|region| {
            let mut rows = (region.start.0..=region.end.0).take(LONGEST_REACH);
            let mut columns = (region.start.1..=region.end.1).take(LONGEST_REACH);
            rows.any(|row| !kept.hidden_rows.contains(&row))
                && columns.any(|column| kept.is_column_shown(column))
        })
    };
    let mut all: Vec<u32> = cells.keys().map(|(row, _)| *row).collect();
    all.dedup();
    let mut is_open = false;
    for row in all {
        let of_row = cells.range((row, 0)..=(row, u32::MAX));
        let last = of_row.clone().map(|((_, column), _)| *column).max().unwrap_or(first);
        // Blank cells count as far as the table goes.
        let last = row_ends.get(&row).map_or(last, |end| last.max(*end.min(&widest)));
        let mut fields = Vec::new();
        for column in first..=last.min(first.saturating_add(255)) {
            let text = cells.get(&(row, column)).cloned().unwrap_or_default();
            if !kept.is_shown(row, column) && !reaches_out(row, column) {
                if !text.is_empty() {
                    out.remark(HIDDEN);
                }
                continue;
            }
            let is_covered = covered.get(&row).is_some_and(|columns| columns.contains(&column));
            if !text.is_empty() || !is_covered {
                let is_zero = kept.hides_zeros && text == "0";
                let is_doubtful = is_zero || doubtful.contains(&(row, column));
                fields.push(Field { text, column: column as usize, is_doubtful });
            }
        }
        if fields.is_empty() || fields.first().is_some_and(|field| field.text == CHECK_ROW) {
            continue;
        }
        let is_line = fields.len() == 1 && is_across(row);
        // A row may be so high only: a longer paragraph stands in several.
        let goes_on = is_line && is_open && kept.going_on.contains(&(row, first));
        is_open = is_line && kept.gone_on.contains(&(row, first));
        if goes_on && out.go_on(&fields[0].text) {
            continue;
        }
        let position = if is_line {
            Position::Line(out.len() + 1)
        } else {
            Position::TableRow { table, row: row as usize + 1 }
        };
        out.push(Row { position, fields })?;
    }
    Ok(())
}
