//! The tables `cell`, `cell_name` and `filled`: what stands in the cells. A blank cell has no row.

use super::{
    report::{self, ReportRow},
    ReportId,
};
use crate::{mark::Mark, StoreError};
use ::report::{CellKind, Entry, Form, Report, Value};
use rusqlite::{params, types::ValueRef, Connection, OptionalExtension, Row, Statement};
use std::{collections::HashMap, sync::Arc};

/// An entry as its columns hold it; exactly one of them is not null.
enum Stored<'a> {
    Count(i64),
    Change(i64),
    Amount(&'a str),
    Written(&'a str),
}

impl Stored<'_> {
    /// Binds year and name too: a cell that slips into another report, year or column is noticed.
    fn mark(&self, report: ReportId, year: u16, name: &str) -> i64 {
        let mark = Mark::new().int(report.0).int(year.into()).text(name);
        match self {
            Stored::Count(n) => mark.int(1).int(*n),
            Stored::Change(n) => mark.int(2).int(*n),
            Stored::Amount(text) => mark.int(3).text(text),
            Stored::Written(text) => mark.int(4).text(text),
        }
        .sum()
    }
}

/// Writes an entry, or removes it.
pub(crate) fn put(
    connection: &Connection,
    row: &ReportRow,
    name: &str,
    entry: Option<&Entry>,
) -> Result<(), StoreError> {
    let cell = name_id(connection, &row.edition, name)?;
    let Some(entry) = entry else {
        let sql = "DELETE FROM cell WHERE report = ?1 AND cell = ?2";
        connection.prepare_cached(sql)?.execute(params![row.id.0, cell])?;
        return Ok(());
    };
    let text = entry.to_string();
    let stored = match entry {
        // Beyond 2^63 there is no integer in SQLite; as text it reads back as the same count.
        Entry::Number(Value::Count(n)) => i64::try_from(*n).map_or(Stored::Written(&text), Stored::Count),
        Entry::Number(Value::Change(n)) => Stored::Change(*n),
        Entry::Number(Value::Amount(_)) => Stored::Amount(&text),
        Entry::Written(_) => Stored::Written(&text),
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO cell (report, cell, count, change, amount, written, mark)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (report, cell) DO UPDATE SET count = excluded.count, change = excluded.change,
           amount = excluded.amount, written = excluded.written, mark = excluded.mark",
    )?;
    let mark = stored.mark(row.id, row.year, name);
    let mut write = |count, change, amount, written| {
        statement.execute(params![row.id.0, cell, count, change, amount, written, mark])
    };
    match stored {
        Stored::Count(n) => write(Some(n), None, None, None),
        Stored::Change(n) => write(None, Some(n), None, None),
        Stored::Amount(text) => write(None, None, Some(text), None),
        Stored::Written(text) => write(None, None, None, Some(text)),
    }?;
    Ok(())
}

fn name_id(connection: &Connection, edition: &str, name: &str) -> Result<i64, StoreError> {
    let mut find = connection.prepare_cached("SELECT id FROM cell_name WHERE edition = ?1 AND name = ?2")?;
    if let Some(id) = find.query_row([edition, name], |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let sql = "INSERT INTO cell_name (edition, name) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute([edition, name])?;
    Ok(connection.last_insert_rowid())
}

/// Writes down which cells have an entry, after the last of them was put.
pub(crate) fn note_filled(connection: &Connection, report: ReportId) -> Result<(), StoreError> {
    let mut entries = connection.prepare_cached("SELECT cell FROM cell WHERE report = ?1")?;
    let mut bits = Vec::new();
    for cell in entries.query_map([report.0], |row| row.get(0))? {
        // A rotten number is no name's, and no cell of the report's.
        let Some((byte, bit)) = bit_of(cell?) else { continue };
        bits.resize(bits.len().max(byte + 1), 0);
        bits[byte] |= bit;
    }
    let sql = "INSERT INTO filled (report, cells, mark) VALUES (?1, ?2, ?3)
               ON CONFLICT (report) DO UPDATE SET cells = excluded.cells, mark = excluded.mark";
    connection.prepare_cached(sql)?.execute(params![report.0, bits, filled_mark(report, &bits)])?;
    Ok(())
}

/// The byte and the bit of a cell's number; `None` beyond all the names there will be.
fn bit_of(cell: i64) -> Option<(usize, u8)> {
    let cell = usize::from(u16::try_from(cell).ok()?);
    Some((cell / 8, 1 << (cell % 8)))
}

fn filled_mark(report: ReportId, bits: &[u8]) -> i64 {
    Mark::new().int(report.0).bytes(bits).sum()
}

/// Removes every entry of a report.
pub(crate) fn clear(connection: &Connection, report: ReportId) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM cell WHERE report = ?1")?.execute([report.0])?;
    Ok(())
}

/// Fills a report with its stored entries; the caller compares the content hash.
pub(crate) fn fill(connection: &Connection, row: &ReportRow, report: &mut Report) -> Result<(), StoreError> {
    let form = report.form().clone();
    let mut statement = connection.prepare_cached(
        "SELECT n.name, c.count, c.change, c.amount, c.written
         FROM cell c JOIN cell_name n ON n.id = c.cell WHERE c.report = ?1",
    )?;
    let mut rows = statement.query([row.id.0])?;
    while let Some(found) = rows.next()? {
        let name = found.get_ref(0)?.as_str().map_err(StoreError::corrupt)?;
        let cell = form.cell(name).ok_or_else(|| row.damaged())?;
        let entry =
            stored(found, 1)?.and_then(|stored| entry(cell.kind, &stored)).ok_or_else(|| row.damaged())?;
        match &entry {
            Entry::Number(value) => report.set(&cell.id, Some(*value)),
            Entry::Written(text) => report.write(&cell.id, text),
        }
        .map_err(|_| row.damaged())?;
    }
    Ok(())
}

/// The one column that is not null, of four from `first` on.
fn stored<'a>(row: &'a Row, first: usize) -> Result<Option<Stored<'a>>, StoreError> {
    let text = |value: ValueRef<'a>| value.as_str().map_err(StoreError::corrupt);
    let columns =
        [row.get_ref(first)?, row.get_ref(first + 1)?, row.get_ref(first + 2)?, row.get_ref(first + 3)?];
    Ok(match columns {
        [ValueRef::Integer(n), ValueRef::Null, ValueRef::Null, ValueRef::Null] => Some(Stored::Count(n)),
        [ValueRef::Null, ValueRef::Integer(n), ValueRef::Null, ValueRef::Null] => Some(Stored::Change(n)),
        [ValueRef::Null, ValueRef::Null, value, ValueRef::Null] if value != ValueRef::Null => {
            Some(Stored::Amount(text(value)?))
        }
        [ValueRef::Null, ValueRef::Null, ValueRef::Null, value] if value != ValueRef::Null => {
            Some(Stored::Written(text(value)?))
        }
        _ => None,
    })
}

fn entry(kind: CellKind, stored: &Stored) -> Option<Entry> {
    match (kind, stored) {
        (CellKind::Count, Stored::Count(n)) => u64::try_from(*n).ok().map(|n| Entry::Number(Value::Count(n))),
        (CellKind::Change, Stored::Change(n)) => Some(Entry::Number(Value::Change(*n))),
        (CellKind::Amount, Stored::Amount(text)) => {
            Entry::read(kind, text).filter(|entry| entry.value().is_some())
        }
        (_, Stored::Written(text)) => Entry::read(kind, text),
        _ => None,
    }
}

/// What a query for one cell finds in one report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// Nothing is written there.
    Blank,
    /// This is written there.
    Entry(Entry),
    /// Something is there that is not what was saved.
    Damaged,
}

/// The numbers by which the table `cell` knows the names of cells.
pub(crate) struct Names {
    by_edition: HashMap<String, Vec<(i64, String)>>,
}

impl Names {
    pub(crate) fn of(connection: &Connection) -> Result<Names, StoreError> {
        let mut by_edition: HashMap<String, Vec<(i64, String)>> = HashMap::new();
        // By its number, so that a rotten index does not tell of another cell.
        let mut statement =
            connection.prepare_cached("SELECT id, edition, name FROM cell_name NOT INDEXED")?;
        let mut rows = statement.query(())?;
        while let Some(row) = rows.next()? {
            by_edition.entry(row.get(1)?).or_default().push((row.get(0)?, row.get(2)?));
        }
        Ok(Names { by_edition })
    }
}

/// The wanted cells of a report, by name. `None` is a cell without an entry, of which only the whole report can tell
/// whether it ever had one.
pub(crate) fn some_of<'n>(
    connection: &Connection,
    row: &ReportRow,
    form: &Form,
    names: &'n Names,
    wanted: impl Fn(&str) -> bool,
) -> Result<HashMap<&'n str, Option<Found>>, StoreError> {
    let known = names.by_edition.get(&row.edition).map(Vec::as_slice).unwrap_or_default();
    let sought: HashMap<i64, (&'n str, CellKind)> = known
        .iter()
        .filter(|(_, name)| wanted(name))
        .filter_map(|(id, name)| Some((*id, (name.as_str(), form.cell(name)?.kind))))
        .collect();
    let filled: Option<(Vec<u8>, i64)> = connection
        .prepare_cached("SELECT cells, mark FROM filled WHERE report = ?1")?
        .query_row([row.id.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let filled = filled.filter(|(bits, mark)| row.sound && *mark == filled_mark(row.id, bits));
    let without_entry = |id: i64| {
        let (bits, _) = filled.as_ref()?;
        let (byte, bit) = bit_of(id)?;
        Some(if bits.get(byte).is_some_and(|bits| bits & bit != 0) { Found::Damaged } else { Found::Blank })
    };
    let mut found: HashMap<&str, Option<Found>> =
        sought.iter().map(|(id, (name, _))| (*name, without_entry(*id))).collect();
    let sql = "SELECT cell, count, change, amount, written, mark FROM cell WHERE report = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([row.id.0])?;
    while let Some(columns) = rows.next()? {
        let Some((name, kind)) = sought.get(&columns.get(0)?) else { continue };
        let mark: i64 = columns.get(5)?;
        let sound = |stored: &Stored| row.sound && stored.mark(row.id, row.year, name) == mark;
        let entry = stored(columns, 1)?.filter(sound).and_then(|stored| entry(*kind, &stored));
        found.insert(name, Some(entry.map_or(Found::Damaged, Found::Entry)));
    }
    Ok(found)
}

/// One cell in all reports of a year, in the order of the agencies, each report in its own form. `None` is a cell
/// without an entry, of which only the whole report can tell whether it ever had one.
pub(crate) fn of_year(
    connection: &Connection,
    year: u16,
    name: &str,
    form: impl Fn(&str) -> Option<Arc<Form>>,
) -> Result<Vec<(ReportRow, Option<Found>)>, StoreError> {
    let mut statement: Statement = connection.prepare(&format!(
        "SELECT {}, c.count, c.change, c.amount, c.written, c.mark, t.id, f.cells, f.mark
         FROM report r
         LEFT JOIN cell_name n ON n.edition = r.edition AND n.name = ?2
         LEFT JOIN cell c ON c.report = r.id AND c.cell = n.id
         -- By its number, so that a rotten index does not tell of another cell.
         LEFT JOIN cell_name t ON t.id = n.id AND t.name = ?2
         LEFT JOIN filled f ON f.report = r.id
         WHERE r.year = ?1 ORDER BY r.agency, r.edition",
        report::COLUMNS
    ))?;
    let mut rows = statement.query(params![year, name])?;
    let mut found = Vec::new();
    while let Some(columns) = rows.next()? {
        let row = report::read(columns)?;
        let form = form(&row.edition);
        if form.as_ref().is_some_and(|form| form.cell(name).is_none()) {
            continue;
        }
        let kind = form.and_then(|form| form.cell(name).map(|cell| cell.kind));
        let value = found_in(columns, &row, name, kind)?;
        found.push((row, value));
    }
    Ok(found)
}

fn found_in(
    columns: &Row,
    row: &ReportRow,
    name: &str,
    kind: Option<CellKind>,
) -> Result<Option<Found>, StoreError> {
    const MARK: usize = report::WIDTH + 4;
    let Some(mark) = columns.get::<_, Option<i64>>(MARK)? else { return found_no_entry(columns, row) };
    let Some(stored) = stored(columns, report::WIDTH)? else { return Ok(Some(Found::Damaged)) };
    let sound = row.sound && stored.mark(row.id, row.year, name) == mark;
    let entry = kind.filter(|_| sound).and_then(|kind| entry(kind, &stored));
    Ok(Some(entry.map_or(Found::Damaged, Found::Entry)))
}

fn found_no_entry(columns: &Row, row: &ReportRow) -> Result<Option<Found>, StoreError> {
    const NAME: usize = report::WIDTH + 5;
    let name: Option<i64> = columns.get(NAME)?;
    let bits = columns.get_ref(NAME + 1)?.as_blob_or_null().map_err(StoreError::corrupt)?;
    let (Some(name), Some(bits), true) = (name, bits, row.sound) else { return Ok(None) };
    if columns.get::<_, Option<i64>>(NAME + 2)? != Some(filled_mark(row.id, bits)) {
        return Ok(None);
    }
    let Some((byte, bit)) = bit_of(name) else { return Ok(None) };
    let filled = bits.get(byte).is_some_and(|bits| bits & bit != 0);
    Ok(Some(if filled { Found::Damaged } else { Found::Blank }))
}
