//! Word documents (.docx): paragraphs become lines, tables become grids. Nothing it links to is looked at.

use super::packed::Packed;
use crate::{
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    fold::is_space,
    Budget, IntakeError,
};
use quick_xml::{
    events::{BytesStart, Event},
    Reader,
};

const WHAT: &str = "Word 文件";

/// The deepest nesting of paragraphs, tables and cells that is followed.
const DEEPEST: usize = 128;

/// A span may claim any number.
const LARGEST_SPAN: usize = 64;

pub(super) fn decode(bytes: &[u8], budget: Budget) -> Result<Document, IntakeError> {
    let xml = Packed::open(bytes, budget)?.unpack("word/document.xml")?;
    let xml = String::from_utf8_lossy(&xml);
    let mut reader = Reader::from_str(&xml);
    let mut walk = Walk::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => walk.open(&tag)?,
            Ok(Event::Empty(tag)) => {
                walk.open(&tag)?;
                walk.close(tag.local_name().as_ref())?;
            }
            Ok(Event::End(tag)) => walk.close(tag.local_name().as_ref())?,
            Ok(Event::Text(text)) => {
                walk.text(&text);
            }
            Ok(Event::GeneralRef(entity)) => {
                walk.text(&super::character(&entity).map(String::from).unwrap_or_default());
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            // Broken off: what came before it stands.
            Err(_) => break,
        }
    }
    Ok(walk.rows.into_document())
}

/// A table being read.
#[derive(Default)]
struct Table {
    number: usize,
    rows: usize,
    column: usize,
    fields: Vec<Field>,
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    text: String,
    span: usize,
    /// It goes on from the cell above.
    is_covered: bool,
}

#[derive(Default)]
struct Walk {
    rows: Rows,
    lines: usize,
    tables_seen: usize,
    tables: Vec<Table>,
    cells: Vec<Cell>,
    /// Paragraphs, the innermost last: a text box stands within a paragraph. With each, how deep in cells it is.
    paragraphs: Vec<(usize, String)>,
    /// Within w:t.
    in_text: bool,
    /// How deep in something that is not to be read.
    silent: usize,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), IntakeError> {
        let name = tag.local_name();
        // What is shown to older programs says the same a second time.
        if self.silent > 0 || name.as_ref() == "Fallback" {
            self.silent += 1;
            return Ok(());
        }
        if self.tables.len() + self.paragraphs.len() + self.cells.len() > DEEPEST {
            return Err(IntakeError::Broken(WHAT));
        }
        match name.as_ref() {
            "p" => self.paragraphs.push((self.cells.len(), String::new())),
            "t" => self.in_text = true,
            "tab" | "br" | "cr" => self.gap(),
            "tbl" => {
                self.tables_seen += 1;
                self.tables.push(Table { number: self.tables_seen, ..Table::default() });
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                    table.column = 0;
                    table.fields.clear();
                }
            }
            "tc" => self.cells.push(Cell { span: 1, ..Cell::default() }),
            "gridSpan" => {
                let span = value(tag).and_then(|text| text.parse().ok()).unwrap_or(1);
                if let Some(cell) = self.cells.last_mut() {
                    cell.span = usize::clamp(span, 1, LARGEST_SPAN);
                }
            }
            "vMerge" => {
                if let Some(cell) = self.cells.last_mut() {
                    cell.is_covered = value(tag).is_none_or(|text| text == "continue");
                }
            }
            "gridBefore" => {
                let skipped: usize = value(tag).and_then(|text| text.parse().ok()).unwrap_or(0);
                if let Some(table) = self.tables.last_mut() {
                    table.column += skipped.min(LARGEST_SPAN);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), IntakeError> {
        if self.silent > 0 {
            self.silent -= 1;
            return Ok(());
        }
        match name {
            "t" => self.in_text = false,
            "p" => return self.end_paragraph(),
            "tc" => return self.end_cell(),
            "tr" => return self.end_row(),
            "tbl" => {
                self.tables.pop();
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.silent == 0 {
            if let Some((_, paragraph)) = self.paragraphs.last_mut() {
                paragraph.push_str(text);
            }
        }
    }

    fn gap(&mut self) {
        if let Some((_, paragraph)) = self.paragraphs.last_mut() {
            paragraph.push(' ');
        }
    }

    fn end_paragraph(&mut self) -> Result<(), IntakeError> {
        let Some((depth, text)) = self.paragraphs.pop() else { return Ok(()) };
        let text = text.trim_matches(is_space);
        // A text box in a cell says something of its own.
        match self.cells.last_mut().filter(|_| depth > 0) {
            Some(cell) => {
                if !cell.text.is_empty() && !text.is_empty() {
                    cell.text.push(' ');
                }
                cell.text.push_str(text);
            }
            None if !text.is_empty() => {
                self.lines += 1;
                let fields = vec![Field { text: text.to_owned(), column: 0 }];
                self.rows.push(Row { position: Position::Line(self.lines), fields })?;
            }
            None => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), IntakeError> {
        let Some(cell) = self.cells.pop() else { return Ok(()) };
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        if table.fields.len() >= WIDEST_ROW {
            return Err(IntakeError::TooLong);
        }
        if !cell.is_covered {
            table
                .fields
                .push(Field { text: cell.text.trim_matches(is_space).to_owned(), column: table.column });
        }
        table.column += cell.span;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), IntakeError> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let position = Position::TableRow { table: table.number, row: table.rows };
        let row = Row { position, fields: std::mem::take(&mut table.fields) };
        if !row.is_blank() {
            self.rows.push(row)?;
        }
        Ok(())
    }
}

/// The w:val of a tag.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    let attribute =
        tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "val")?;
    Some(attribute.value.into_owned())
}
