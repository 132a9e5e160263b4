//! The source of a report as the page shows it: its text in lines and the cells of tables, never its markup; and where
//! in it a value stands.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use office::{Leftover, Origin, Original, OriginalRow, Place, Sighting};
use report::CellId;
use serde::Serialize;
use ts_rs::TS;

/// The most rows that are shown: a page has a few hundred.
const MOST_ROWS: usize = 4_000;

/// The longest text that is shown of one piece, in characters.
const LONGEST: usize = 40_000;

/// A run of lines, or a table.
#[derive(Debug, Serialize, TS)]
pub struct SourceBlock {
    /// Which table of the document, from 1; null for lines.
    pub table: Option<usize>,
    /// Its lines or rows.
    pub rows: Vec<SourceRow>,
}

/// A line, or a row of a table.
#[derive(Debug, Serialize, TS)]
pub struct SourceRow {
    /// Which line of the document, or which row of the table; from 1.
    pub number: usize,
    /// Its pieces, left to right.
    pub fields: Vec<SourceField>,
    /// Whether it went into no part of the report.
    pub left: bool,
}

/// A piece of text that stands by itself.
#[derive(Debug, Serialize, TS)]
pub struct SourceField {
    /// The column it begins in, from 1.
    pub column: usize,
    /// The text.
    pub text: String,
}

/// Where a value stands in the source that is shown.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
pub struct MarkView {
    /// Which block, from 0.
    pub block: usize,
    /// Which of its rows, from 0.
    pub row: usize,
    /// Which piece of the row, from 0.
    pub field: usize,
    /// Where it begins, in UTF-16 code units, as the page counts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The text of a document, and whether there is more than is shown.
pub(super) fn blocks(original: &Original, leftovers: &[Leftover]) -> (Vec<SourceBlock>, bool) {
    let left: BTreeSet<_> = leftovers.iter().filter_map(|it| row_of(it.origin)).collect();
    let mut blocks: Vec<SourceBlock> = Vec::new();
    for OriginalRow { at, fields } in original.rows.iter().take(MOST_ROWS) {
        let (table, number) = match at {
            Place::Line(line) => (None, *line),
            Place::TableRow { table, row } => (Some(*table), *row),
        };
        let field = |(column, text): &(usize, String)| SourceField {
            column: *column,
            text: text.chars().take(LONGEST).collect(),
        };
        let row = SourceRow {
            number,
            fields: fields.iter().map(field).collect(),
            left: left.contains(&(table, number)),
        };
        match blocks.last_mut() {
            Some(block) if block.table == table => block.rows.push(row),
            _ => blocks.push(SourceBlock { table, rows: vec![row] }),
        }
    }
    (blocks, original.rows.len() > MOST_ROWS)
}

/// The table, if it is one, and the line or the row of the table.
fn row_of(origin: Origin) -> Option<(Option<usize>, usize)> {
    match origin {
        Origin::Line { line, .. } | Origin::Character { line, .. } => Some((None, line)),
        Origin::Cell { table, row, .. } => Some((Some(table), row)),
        Origin::Exchange => None,
    }
}

/// A piece of the source: which block, which of its rows, which piece of the row.
type At = (usize, usize, usize);

/// Where each value stands. `sightings` come in the order of the paper, which is the order in which values stand side
/// by side; one that is not to be found in its place marks the whole of it.
pub(super) fn marks<'a>(
    blocks: &[SourceBlock],
    sightings: impl DoubleEndedIterator<Item = (&'a CellId, &'a Sighting)>,
) -> BTreeMap<&'a CellId, MarkView> {
    // Looked for from the end: a label, with digits of its own, stands before its values.
    let mut ends: BTreeMap<At, usize> = BTreeMap::new();
    let mark = |(id, sighting): (&'a CellId, &'a Sighting)| {
        let (at, field) = place(blocks, sighting)?;
        let text = &field.text;
        let end = ends.entry(at).or_insert(text.len());
        let found = range(field, sighting, *end);
        if let Some(found) = &found {
            *end = found.start;
        }
        let range = found.unwrap_or(0..text.len());
        let units = |end: usize| text.get(..end).map(|it| it.encode_utf16().count()).unwrap_or_default();
        let (block, row, field) = at;
        Some((id, MarkView { block, row, field, start: units(range.start), end: units(range.end) }))
    };
    sightings.rev().filter_map(mark).collect()
}

fn place<'a>(blocks: &'a [SourceBlock], sighting: &Sighting) -> Option<(At, &'a SourceField)> {
    let (table, number) = row_of(sighting.origin)?;
    let column = match sighting.origin {
        Origin::Line { field, .. } => field,
        Origin::Cell { column, .. } => Some(column),
        Origin::Character { .. } | Origin::Exchange => None,
    };
    let rows = blocks.iter().enumerate().filter(|(_, block)| block.table == table);
    let mut rows =
        rows.flat_map(|(at, block)| block.rows.iter().enumerate().map(move |(n, row)| (at, n, row)));
    let (block, at, row) = rows.find(|(_, _, row)| row.number == number)?;
    let is_meant = |field: &SourceField| match column {
        Some(column) => field.column == column,
        None => field.text.contains(sighting.raw.as_str()),
    };
    let field = row.fields.iter().position(is_meant).unwrap_or(0);
    Some(((block, at, field), row.fields.get(field)?))
}

/// The bytes of a piece that hold a value, the last before `end`; none where the value is not there to the letter.
fn range(field: &SourceField, sighting: &Sighting, end: usize) -> Option<Range<usize>> {
    let text = field.text.as_str();
    let raw = sighting.raw.as_str();
    let start = match sighting.origin {
        _ if raw.is_empty() => None,
        Origin::Character { character, .. } => {
            // The line's indent is no part of the piece.
            let start = text.char_indices().nth(character.checked_sub(field.column)?).map(|(at, _)| at)?;
            text.get(start..)?.starts_with(raw).then_some(start)
        }
        _ => text.get(..end)?.rfind(raw),
    };
    start.map(|start| start..start + raw.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::Forms;

    /// The marked text of some cells, after the first table is read from a line.
    fn marked(fields: &[(usize, &str)], sightings: &[(&str, Origin, &str)]) -> Vec<(String, String)> {
        let rows = [OriginalRow {
            at: Place::Line(7),
            fields: fields.iter().map(|(column, text)| (*column, (*text).to_owned())).collect(),
        }];
        let forms = Forms::bundled().unwrap();
        let form = forms.for_year(2021).unwrap();
        let (blocks, _) = blocks(&Original { rows: rows.into() }, &[]);
        let sightings: Vec<(&CellId, Sighting)> = sightings
            .iter()
            .map(|(id, origin, raw)| {
                let raw = (*raw).to_owned();
                (
                    &form.cell(id).unwrap().id,
                    Sighting { origin: *origin, raw, certain: true, others: Vec::new() },
                )
            })
            .collect();
        let marks = marks(&blocks, sightings.iter().map(|(id, it)| (*id, it)));
        let text = |mark: &MarkView| {
            let text: Vec<u16> =
                blocks[mark.block].rows[mark.row].fields[mark.field].text.encode_utf16().collect();
            String::from_utf16(&text[..mark.start]).unwrap()
                + "|"
                + &String::from_utf16(&text[mark.start..mark.end]).unwrap()
        };
        sightings.iter().filter_map(|(id, _)| Some((id.to_string(), text(marks.get(id)?)))).collect()
    }

    const CELLS: [&str; 7] = [
        "requests.received.person",
        "requests.received.company",
        "requests.received.research",
        "requests.received.charity",
        "requests.received.legal",
        "requests.received.other",
        "requests.received.total",
    ];

    #[test]
    fn digits_that_ran_together_are_marked_one_after_the_other() {
        let here = Origin::Line { line: 7, field: None };
        let raws = ["217", "1", "0", "0", "0", "0", "218"];
        let cells: Vec<_> = CELLS.iter().zip(raws).map(|(id, raw)| (*id, here, raw)).collect();
        let marked = marked(&[(1, "21710000218")], &cells);
        let at: Vec<&str> = marked.iter().map(|(_, it)| it.as_str()).collect();
        assert_eq!(at, ["|217", "217|1", "2171|0", "21710|0", "217100|0", "2171000|0", "21710000|218"]);
    }

    #[test]
    fn a_label_with_digits_of_its_own_is_not_its_value() {
        let here = Origin::Line { line: 7, field: None };
        let marked =
            marked(&[(1, "2021年收到 21 件，1 件")], &[(CELLS[0], here, "21"), (CELLS[1], here, "1")]);
        assert_eq!(marked[0].1, "2021年收到 |21");
        assert_eq!(marked[1].1, "2021年收到 21 件，|1");
    }

    #[test]
    fn a_character_of_a_line_and_a_field_of_one_are_found_and_an_exchange_file_has_no_place() {
        let character = Origin::Character { line: 7, character: 4 };
        assert_eq!(marked(&[(1, "𠮷1乙1")], &[(CELLS[0], character, "1")])[0].1, "𠮷1乙|1");
        let field = Origin::Line { line: 7, field: Some(3) };
        assert_eq!(marked(&[(1, "5"), (3, "5")], &[(CELLS[0], field, "5")])[0].1, "|5");
        assert!(marked(&[(1, "5")], &[(CELLS[0], Origin::Exchange, "5")]).is_empty());
        let elsewhere = Origin::Line { line: 8, field: None };
        assert!(marked(&[(1, "5")], &[(CELLS[0], elsewhere, "5")]).is_empty());
        // The page's fifth character, of a line that begins at its third.
        let indented = Origin::Character { line: 7, character: 5 };
        assert_eq!(marked(&[(3, "1乙1")], &[(CELLS[0], indented, "1")])[0].1, "1乙|1");
    }

    #[test]
    fn what_went_into_no_part_of_the_report_is_told_row_by_row() {
        let row = |at, text: &str| OriginalRow { at, fields: vec![(1, text.to_owned())] };
        let share = Place::TableRow { table: 2, row: 1 };
        let rows = [row(Place::Line(1), "分享到"), row(Place::Line(2), "一、"), row(share, "打印")];
        let left = |origin| Leftover { origin, text: String::new() };
        let leftovers =
            [left(Origin::Line { line: 1, field: None }), left(Origin::Cell { table: 2, row: 1, column: 1 })];
        let (blocks, _) = blocks(&Original { rows: rows.into() }, &leftovers);
        let told: Vec<bool> = blocks.iter().flat_map(|it| it.rows.iter().map(|row| row.left)).collect();
        assert_eq!(told, [true, false, true]);
    }

    #[test]
    fn what_is_not_there_to_the_letter_marks_the_whole_place() {
        let here = Origin::Line { line: 7, field: None };
        assert_eq!(marked(&[(1, "１２ 件")], &[(CELLS[0], here, "12")])[0].1, "|１２ 件");
        assert_eq!(marked(&[(1, "甲")], &[(CELLS[0], here, "")])[0].1, "|甲");
    }
}
