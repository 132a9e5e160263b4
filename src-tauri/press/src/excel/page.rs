//! One sheet of the workbook: its text, its table, its check row.

use std::collections::BTreeMap;

use report::form::{Content, GridCell, Label, Table};

use super::columns::{number, widths, CELL_PAD, HANZI_WIDTH};
use super::formulas::{column_name, Book, Reckoned};
use super::lines::{height, lines_taken, HIGHEST, WIDTH};
use super::styles::Style;
use super::{table_row, Line, NAMESPACES};
use crate::compose::{lines_by_sense, Shape};
use crate::container::{escape, DECLARATION};

/// Heights of lines, in points.
const TEXT_LINE: f64 = 18.0;
const TABLE_LINE: f64 = 14.0;
/// How wide a hanzi may turn out elsewhere, in characters.
const WIDE_HANZI: f64 = 2.0;
/// What the check row is called.
const CHECK: &str = "勾稽核对";
/// What is said of totals that are no formulas, to who selects one.
const OFF: &str = "合计与分项相加之和不符，照原数填写，没有用公式。";

/// What stands in a cell.
pub(super) enum Shown {
    Nothing,
    Text(String),
    Number(String),
    Reckoned(Reckoned),
}

/// A sheet.
pub(super) struct Page {
    widths: Vec<f64>,
    /// By row and column.
    cells: BTreeMap<(usize, usize), (usize, Shown)>,
    heights: BTreeMap<usize, f64>,
    merged: Vec<String>,
    /// Totals that are not what their parts add up to.
    off: Vec<String>,
    /// Totals that show nothing yet.
    blank: Vec<String>,
    /// First and last row of the table's heads as Excel counts, where they are repeated in print.
    pub head: Option<(usize, usize)>,
}

impl Page {
    pub fn new(book: &Book<'_>, table: Option<&Table>, lines: &[Line]) -> Page {
        let widths = match table {
            Some(table) => widths(book, table),
            None => vec![WIDTH],
        };
        let mut page = Page {
            widths,
            cells: BTreeMap::new(),
            heights: BTreeMap::new(),
            merged: Vec::new(),
            off: Vec::new(),
            blank: Vec::new(),
            head: None,
        };
        for (row, line) in lines.iter().enumerate() {
            page.line(row, line);
        }
        if let Some(table) = table {
            page.table(book, table, table_row(lines.len()));
        }
        page
    }

    /// A line across the sheet.
    fn line(&mut self, row: usize, line: &Line) {
        let width = self.widths.iter().sum();
        self.heights.insert(row, height(line.style, &line.text, width));
        self.put(row, 0, 1, self.widths.len(), line.style as usize, Shown::Text(line.text.clone()));
    }

    fn table(&mut self, book: &Book<'_>, table: &Table, first: usize) {
        if table.head_rows > 0 {
            self.head = Some((first + 1, first + table.head_rows));
        }
        for (at, cells) in table.grid.iter().enumerate() {
            let row = first + at;
            for cell in cells {
                let width: f64 = self.widths[cell.column..cell.column + cell.colspan].iter().sum();
                let (style, shown) = self::cell(book, cell, width);
                let place = || format!("{}{}", column_name(cell.column), row + 1);
                if style == Style::Off as usize {
                    self.off.push(place());
                }
                if style == Style::Blank as usize {
                    self.blank.push(place());
                }
                let lines = match &shown {
                    // Rather one more than one less, or its row would be too low.
                    Shown::Text(text) => lines_taken(text, ((width - CELL_PAD) / WIDE_HANZI).max(1.0)),
                    _ => 1,
                };
                let needed = (lines as f64 * TABLE_LINE + 4.0) / cell.rowspan as f64;
                for row in row..row + cell.rowspan {
                    let height = self.heights.entry(row).or_insert(TEXT_LINE);
                    *height = height.max(needed.min(HIGHEST));
                }
                self.put(row, cell.column, cell.rowspan, cell.colspan, style, shown);
            }
        }
        let below = first + table.grid.len();
        let balances = book.balances(table);
        if let Some(labels) = balances.iter().map(|(column, _)| *column).min().filter(|column| *column > 0) {
            self.heights.insert(below, TEXT_LINE);
            self.put(below, 0, 1, labels, Style::Check as usize, Shown::Text(CHECK.to_owned()));
            for (column, balance) in balances {
                self.put(below, column, 1, 1, Style::Check as usize, Shown::Reckoned(balance));
            }
        }
    }

    /// Puts a cell there; all squares it covers have its look, or its frame would have gaps.
    fn put(&mut self, row: usize, column: usize, rows: usize, columns: usize, style: usize, shown: Shown) {
        for r in row..row + rows {
            for c in column..column + columns {
                self.cells.insert((r, c), (style, Shown::Nothing));
            }
        }
        self.cells.insert((row, column), (style, shown));
        if rows * columns > 1 {
            let (last_row, last_column) = (row + rows, column_name(column + columns - 1));
            self.merged.push(format!("{}{}:{last_column}{last_row}", column_name(column), row + 1));
        }
    }

    /// The part of the workbook.
    pub fn xml(&self, is_first: bool) -> String {
        let columns: String = self
            .widths
            .iter()
            .enumerate()
            .map(|(n, width)| {
                format!("<col min=\"{0}\" max=\"{0}\" width=\"{width:.2}\" customWidth=\"1\"/>", n + 1)
            })
            .collect();
        let mut rows = String::new();
        for (row, height) in &self.heights {
            let cells = self.cells.range((*row, 0)..(*row + 1, 0));
            let cells: String =
                cells.map(|((row, column), (style, shown))| xml(*row, *column, *style, shown)).collect();
            rows += &format!("<row r=\"{}\" ht=\"{height:.1}\" customHeight=\"1\">{cells}</row>", row + 1);
        }
        let merged: String =
            self.merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
        let merged = match self.merged.len() {
            0 => String::new(),
            n => format!("<mergeCells count=\"{n}\">{merged}</mergeCells>"),
        };
        // Once they are numbers, they are written in digits as all others.
        let digits = match self.blank.len() {
            0 => String::new(),
            _ => format!(
                "<conditionalFormatting sqref=\"{}\"><cfRule type=\"cellIs\" dxfId=\"0\" priority=\"1\" \
                 operator=\"greaterThanOrEqual\"><formula>0</formula></cfRule></conditionalFormatting>",
                self.blank.join(" ")
            ),
        };
        let told = match self.off.len() {
            0 => String::new(),
            _ => format!(
                "<dataValidations count=\"1\"><dataValidation allowBlank=\"1\" showInputMessage=\"1\" prompt=\"{OFF}\" sqref=\"{}\"/></dataValidations>",
                self.off.join(" ")
            ),
        };
        let selected = if is_first { " tabSelected=\"1\"" } else { "" };
        format!(
            "{DECLARATION}<worksheet {NAMESPACES}><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
             <sheetViews><sheetView showGridLines=\"0\"{selected} workbookViewId=\"0\"/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>\
             <cols>{columns}</cols><sheetData>{rows}</sheetData>{merged}{digits}{told}<printOptions horizontalCentered=\"1\"/>\
             <pageMargins left=\"0.7\" right=\"0.7\" top=\"0.9\" bottom=\"0.9\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" orientation=\"portrait\" fitToHeight=\"0\"/></worksheet>"
        )
    }
}

/// A label in the lines of the paper: left to itself Excel breaks 结果维|持, and others begin a line with 、.
fn in_lines(label: &str, width: f64, shape: Shape) -> String {
    let lines = lines_by_sense(label, (width - CELL_PAD) / HANZI_WIDTH, shape);
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

fn cell(book: &Book<'_>, cell: &GridCell, width: f64) -> (usize, Shown) {
    let id = match &cell.content {
        Content::Value(id) => id,
        Content::Label { label, text } => {
            let is_counted = matches!(label, Label::Row(_)) && text.starts_with(|c: char| c.is_ascii_digit());
            let (style, shape) = match label {
                Label::Band => (Style::Band, Shape::Centred),
                _ if is_counted => (Style::Counted, Shape::Left),
                _ => (Style::Label, Shape::Centred),
            };
            return (style as usize, Shown::Text(in_lines(text, width, shape)));
        }
    };
    let (style, shown) = number(book, id);
    match &shown {
        // Words may take several lines, which a number never does.
        Shown::Text(text)
            if style == Style::Number as usize && lines_taken(text, (width - CELL_PAD) / HANZI_WIDTH) > 1 =>
        {
            (Style::Label as usize, shown)
        }
        _ => (style, shown),
    }
}

pub(super) fn xml(row: usize, column: usize, style: usize, shown: &Shown) -> String {
    let place = format!("r=\"{}{}\" s=\"{style}\"", column_name(column), row + 1);
    match shown {
        Shown::Nothing => format!("<c {place}/>"),
        Shown::Number(number) => format!("<c {place}><v>{number}</v></c>"),
        Shown::Text(text) => {
            format!("<c {place} t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escape(text))
        }
        Shown::Reckoned(Reckoned { formula, shown }) => {
            let kind = if shown.parse::<u64>().is_ok() { "" } else { " t=\"str\"" };
            format!("<c {place}{kind}><f>{}</f><v>{}</v></c>", escape(formula), escape(shown))
        }
    }
}
