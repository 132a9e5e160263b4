//! How wide the columns of a table are: in the proportions of the form, and wider where a number needs it.

use report::form::{Content, GridCell, Table};
use report::{CellId, CellKind, Entry, Value};

use super::formulas::{is_exact, Book, Reckoned};
use super::lines::WIDTH;
use super::page::Shown;
use super::styles::{decimals, Style};

/// Width of a hanzi of a table and of the blanks beside a cell's text, in characters, to the pixel. A digit is one.
pub(super) const HANZI_WIDTH: f64 = 1.92;
pub(super) const CELL_PAD: f64 = 0.7;
/// What programs add to each character that they embolden themselves: a pixel of seven.
const BOLD: f64 = 8.0 / 7.0;
/// What a number has beside it where its column grows for it: it would touch the rules.
const AIR: f64 = 0.25;
/// Columns grow for so many digits. Of longer numbers, which no report has, the type shrinks: the sheet is printed on one
/// page across, and all of it would shrink.
const MOST_DIGITS: f64 = 10.0;

/// The widths of a table's columns, in characters.
pub(super) fn widths(book: &Book<'_>, table: &Table) -> Vec<f64> {
    let all: f64 = table.widths.iter().sum();
    let mut widths: Vec<f64> = table.widths.iter().map(|width| WIDTH * width / all).collect();
    for cell in table.grid.iter().flatten() {
        let columns = &mut widths[cell.column..cell.column + cell.colspan];
        let (has, needs) = (columns.iter().sum::<f64>(), needed(book, cell));
        if needs > has {
            columns.iter_mut().for_each(|width| *width *= needs / has);
        }
    }
    widths
}

/// How wide a cell must be for its number.
fn needed(book: &Book<'_>, cell: &GridCell) -> f64 {
    let Content::Value(id) = &cell.content else { return 0.0 };
    let (style, shown) = number(book, id);
    let (Shown::Number(text) | Shown::Reckoned(Reckoned { shown: text, .. })) = shown else { return 0.0 };
    let digit = if style == Style::Off as usize { BOLD } else { 1.0 };
    (text.chars().count() as f64).min(MOST_DIGITS) * digit + CELL_PAD + AIR
}

/// What stands in a cell of a number, and its look.
pub(super) fn number(book: &Book<'_>, id: &CellId) -> (usize, Shown) {
    if let Some(total) = book.total(id) {
        let style = if total.shown.is_empty() { Style::Blank } else { Style::Total };
        return (style as usize, Shown::Reckoned(total));
    }
    let style = if book.is_off(id) { Style::Off } else { Style::Number } as usize;
    let Some(entry) = book.report.entry(id) else {
        let is_amount =
            book.report.form().cell(id.as_str()).is_some_and(|cell| cell.kind == CellKind::Amount);
        return (if is_amount { Style::Amount as usize } else { style }, Shown::Nothing);
    };
    let text = entry.to_string();
    match entry {
        Entry::Number(Value::Count(n)) if is_exact(*n) => (style, Shown::Number(text)),
        Entry::Number(Value::Change(n)) if is_exact(n.unsigned_abs()) => (style, Shown::Number(text)),
        Entry::Number(Value::Amount(amount))
            if amount.unit.is_none() && text.bytes().filter(u8::is_ascii_digit).count() <= 15 =>
        {
            (decimals(amount.number.scale()), Shown::Number(text))
        }
        // Longer numbers would lose their last digits; a unit makes a number a text.
        _ => (style, Shown::Text(text)),
    }
}
