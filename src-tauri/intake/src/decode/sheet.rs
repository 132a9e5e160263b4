//! Sheets (.xlsx, .xls, .et): every sheet is a table, merged cells as the grid has them.

use super::packed::Packed;
use crate::{
    document::{Document, Field, Position, Row},
    fold::is_space,
    Budget, IntakeError,
};
use calamine::{Data, DataRef, Dimensions, Reader, Xls, Xlsx};
use std::{collections::BTreeMap, io::Cursor};

const WHAT: &str = "Excel 文件";

/// The most cells with text; a report has some two hundred numbers.
const MOST_CELLS: usize = 200_000;

/// The most cells of a merged region that are covered; larger ones are no table's.
const LARGEST_REGION: u64 = 4_096;

/// Cells with text, row by row.
type Cells = BTreeMap<(u32, u32), String>;

pub(super) fn decode_xlsx(bytes: &[u8], budget: Budget) -> Result<Document, IntakeError> {
    Packed::open(bytes, budget)?.is_within()?;
    let broken = |_| IntakeError::Broken(WHAT);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut document = Document::default();
    for (n, name) in book.sheet_names().into_iter().enumerate() {
        let regions: Vec<Dimensions> = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let mut cells = Cells::new();
        // Cell by cell: two cells at the far corners must not make a grid of what is between them.
        let Ok(mut reader) = book.worksheet_cells_reader(&name) else { continue };
        while let Ok(Some(cell)) = reader.next_cell() {
            let data: Data = match cell.get_value() {
                DataRef::SharedString(text) => Data::String((*text).to_owned()),
                other => Data::from(other.clone()),
            };
            let text = shown(&data);
            if !text.is_empty() {
                cells.insert(cell.get_position(), text);
            }
            if cells.len() > MOST_CELLS {
                return Err(IntakeError::Unpacked);
            }
        }
        rows(n + 1, &cells, &regions, &mut document.rows);
    }
    Ok(document)
}

pub(super) fn decode_xls(bytes: &[u8]) -> Result<Document, IntakeError> {
    let book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| IntakeError::Broken(WHAT))?;
    let mut book = book;
    let mut document = Document::default();
    for (n, name) in book.sheet_names().into_iter().enumerate() {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let regions: Vec<Dimensions> = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::new();
        for (row, column, data) in range.used_cells() {
            let text = shown(data);
            if !text.is_empty() {
                cells.insert((top + row as u32, left + column as u32), text);
            }
            if cells.len() > MOST_CELLS {
                return Err(IntakeError::Unpacked);
            }
        }
        rows(n + 1, &cells, &regions, &mut document.rows);
    }
    Ok(document)
}

fn shown(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.trim_matches(is_space).to_owned(),
        // 3.0 is a sheet's way to say 3.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        other => other.to_string(),
    }
}

/// The rows of a sheet from its first column on: blanks are kept, what a merged cell covers is left out.
fn rows(table: usize, cells: &Cells, regions: &[Dimensions], out: &mut Vec<Row>) {
    let mut covered: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for region in regions {
        let (rows, columns) = (region.start.0..=region.end.0, region.start.1..=region.end.1);
        let size = (u64::from(region.end.0) + 1).saturating_sub(region.start.0.into())
            * (u64::from(region.end.1) + 1).saturating_sub(region.start.1.into());
        if size <= LARGEST_REGION {
            for row in rows {
                let inner = columns.clone().filter(|column| (row, *column) != region.start);
                covered.entry(row).or_default().extend(inner);
            }
        }
    }
    let first = cells.keys().map(|(_, column)| *column).min().unwrap_or(0);
    let mut all: Vec<u32> = cells.keys().map(|(row, _)| *row).collect();
    all.dedup();
    for row in all {
        let of_row = cells.range((row, 0)..=(row, u32::MAX));
        let last = of_row.clone().map(|((_, column), _)| *column).max().unwrap_or(first);
        let mut fields = Vec::new();
        for column in first..=last.min(first.saturating_add(255)) {
            let text = cells.get(&(row, column)).cloned().unwrap_or_default();
            let is_covered = covered.get(&row).is_some_and(|columns| columns.contains(&column));
            if !text.is_empty() || !is_covered {
                fields.push(Field { text, column: column as usize });
            }
        }
        out.push(Row { position: Position::TableRow { table, row: row as usize + 1 }, fields });
    }
}
