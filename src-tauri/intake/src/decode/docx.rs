//! Word documents (.docx): paragraphs become lines, tables become grids. Nothing it links to is looked at.

use super::{
    packed::Packed,
    push_apart,
    sheet::{attribute, walk},
};
use crate::{
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    fold::is_space,
    Budget, IntakeError,
};
use quick_xml::{
    events::{BytesStart, Event},
    Reader,
};
use std::collections::{HashMap, HashSet};

const WHAT: &str = "Word 文件";

/// The deepest nesting of paragraphs, tables and cells that is followed.
const DEEPEST: usize = 128;

/// What is read nowhere: what older programs are shown, which says the same a second time; what is deleted or stands
/// elsewhere now; how text is read aloud, how a paragraph looks, and how text looked before.
const SILENT: &[&str] = &["Fallback", "del", "moveFrom", "rt", "pPr", "rPrChange"];

/// Of these, what leaves a cell in doubt that has nothing else in it.
const CUT: &[&str] = &["del", "moveFrom"];

/// The most styles that are kept.
const MOST_STYLES: usize = 10_000;

/// How far a style is followed to what it is based on.
const DEEPEST_STYLE: usize = 10;

/// A table in a cell that has no more characters is what the cell says; the smallest table of a report has 17.
const LONGEST_INSET: usize = 12;

/// A span may claim any number.
const LARGEST_SPAN: usize = 64;

pub(super) fn decode(bytes: &[u8], budget: Budget) -> Result<Document, IntakeError> {
    let mut packed = Packed::open(bytes, budget)?;
    let (styles, headings) = match packed.unpack("word/styles.xml") {
        Ok(xml) => {
            let xml = String::from_utf8_lossy(&xml);
            (unseen_styles(&xml), heading_styles(&xml))
        }
        Err(IntakeError::Unpacked) => return Err(IntakeError::Unpacked),
        // A document may do without.
        Err(_) => (HashSet::new(), HashMap::new()),
    };
    let xml = packed.unpack("word/document.xml")?;
    let xml = String::from_utf8_lossy(&xml);
    let mut reader = Reader::from_str(&xml);
    let mut walk = Walk { styles, headings, ..Walk::default() };
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
    Ok(Document { said: packed.said()?, ..walk.rows.into_document() })
}

/// A table being read.
#[derive(Default)]
struct Table {
    number: usize,
    rows: usize,
    column: usize,
    /// The row is deleted or hidden.
    is_row_unseen: bool,
    fields: Vec<Field>,
    /// Of one that stands in a cell: its rows, as long as they may be what the cell says.
    inset: Option<Vec<Row>>,
}

/// A run of text with one look.
#[derive(Default)]
struct Run {
    /// Struck out, or hidden.
    is_unseen: bool,
    /// Higher or lower than the line.
    is_raised: bool,
    /// White: on white paper, mostly.
    is_white: bool,
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    text: String,
    span: usize,
    /// It goes on from the cell above.
    is_covered: bool,
    /// Whether something in it is deleted, struck out, hidden or a picture.
    is_cut: bool,
    /// Whether some of it is white.
    has_white: bool,
}

impl Cell {
    /// Adds what stands on lines of its own.
    fn add(&mut self, text: &str) {
        if !self.text.is_empty() && !text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }
}

/// A paragraph being read.
struct Paragraph {
    /// How deep in cells it is.
    depth: usize,
    text: String,
    /// The level of a heading.
    heading: Option<u8>,
}

#[derive(Default)]
struct Walk {
    /// The styles of text that is struck out or hidden.
    styles: HashSet<String>,
    /// The styles of headings, with their levels.
    headings: HashMap<String, u8>,
    rows: Rows,
    lines: usize,
    tables_seen: usize,
    tables: Vec<Table>,
    cells: Vec<Cell>,
    /// Paragraphs, the innermost last: a text box stands within a paragraph.
    paragraphs: Vec<Paragraph>,
    /// Runs, the innermost last: a text box stands within one.
    runs: Vec<Run>,
    /// Whether the last of the text is raised.
    was_raised: bool,
    /// Within w:t.
    in_text: bool,
    /// How deep in something that is not to be read.
    silent: usize,
    /// Within what is said of a row.
    in_row_looks: bool,
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), IntakeError> {
        let name = tag.local_name();
        if self.in_row_looks && matches!(name.as_ref(), "del" | "hidden") && is_on(tag) {
            self.tables.last_mut().into_iter().for_each(|table| table.is_row_unseen = true);
        }
        if self.silent > 0 || SILENT.contains(&name.as_ref()) {
            if let Some(cell) = self.cells.last_mut().filter(|_| CUT.contains(&name.as_ref())) {
                cell.is_cut = true;
            }
            // Said of the paragraph as it is, not as it was.
            if let Some(paragraph) =
                self.paragraphs.last_mut().filter(|_| self.silent == 1 && name.as_ref() == "pStyle")
            {
                paragraph.heading = value(tag).and_then(|style| self.headings.get(&style).copied());
            }
            self.silent += 1;
            return Ok(());
        }
        if self.tables.len() + self.paragraphs.len() + self.cells.len() + self.runs.len() > DEEPEST {
            return Err(IntakeError::Broken(WHAT));
        }
        match name.as_ref() {
            "p" => {
                let depth = self.cells.len();
                self.paragraphs.push(Paragraph { depth, text: String::new(), heading: None });
            }
            "r" => self.runs.push(Run::default()),
            "strike" | "dstrike" | "vanish" => {
                if let Some(run) = self.runs.last_mut() {
                    run.is_unseen |= is_on(tag);
                }
            }
            "rStyle" => {
                let is_unseen = value(tag).is_some_and(|style| self.styles.contains(&style));
                self.runs.last_mut().into_iter().for_each(|run| run.is_unseen |= is_unseen);
            }
            "color" => {
                let is_white = value(tag).is_some_and(|text| text.eq_ignore_ascii_case("FFFFFF"));
                self.runs.last_mut().into_iter().for_each(|run| run.is_white = is_white);
            }
            "drawing" | "pict" | "object" | "sym" => {
                self.cells.last_mut().into_iter().for_each(|cell| cell.is_cut = true);
            }
            // In half points, up or down.
            "position" => {
                let is_raised = value(tag).is_some_and(|text| text != "0");
                self.runs.last_mut().into_iter().for_each(|run| run.is_raised |= is_raised);
            }
            // As Word writes a minus that stays with its number.
            "noBreakHyphen" => {
                self.in_text = true;
                self.text("-");
            }
            "vertAlign" => {
                if let Some(run) = self.runs.last_mut() {
                    run.is_raised = value(tag).is_some_and(|text| text != "baseline");
                }
            }
            "t" => self.in_text = true,
            "tab" | "br" | "cr" => self.gap(),
            "tbl" => {
                self.tables_seen += 1;
                let inset = (!self.cells.is_empty()).then(Vec::new);
                self.tables.push(Table { number: self.tables_seen, inset, ..Table::default() });
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                    table.column = 0;
                    table.is_row_unseen = false;
                    table.fields.clear();
                }
            }
            "trPr" => self.in_row_looks = true,
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
            "t" | "noBreakHyphen" => self.in_text = false,
            "trPr" => self.in_row_looks = false,
            "r" => {
                self.runs.pop();
            }
            "p" => return self.end_paragraph(),
            "tc" => return self.end_cell(),
            "tr" => return self.end_row(),
            "tbl" => {
                let inset = self.tables.pop().and_then(|table| table.inset).unwrap_or_default();
                if let Some(cell) = self.cells.last_mut() {
                    inset.iter().for_each(|row| cell.add(&row.joined()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let run = self.runs.last();
        if !self.in_text || self.silent > 0 {
            return;
        }
        let is_unseen = run.is_some_and(|run| run.is_unseen);
        if let Some(cell) = self.cells.last_mut().filter(|_| !text.trim().is_empty()) {
            cell.is_cut |= is_unseen;
            cell.has_white |= run.is_some_and(|run| run.is_white);
        }
        if is_unseen {
            return;
        }
        let is_raised = run.is_some_and(|run| run.is_raised);
        if let Some(paragraph) = self.paragraphs.last_mut() {
            if is_raised == self.was_raised {
                paragraph.text.push_str(text);
            } else {
                push_apart(&mut paragraph.text, text);
            }
        }
        self.was_raised = is_raised;
    }

    fn gap(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(' ');
        }
    }

    fn end_paragraph(&mut self) -> Result<(), IntakeError> {
        let Some(Paragraph { depth, text, heading }) = self.paragraphs.pop() else { return Ok(()) };
        let text = text.trim_matches(is_space);
        // A text box in a cell says something of its own.
        match self.cells.last_mut().filter(|_| depth > 0) {
            Some(cell) => cell.add(text),
            None if !text.is_empty() => {
                self.lines += 1;
                let fields = vec![Field::new(text.to_owned(), 0)];
                let row = Row { position: Position::Line(self.lines), fields };
                match heading {
                    Some(level) => self.rows.push_heading(row, level)?,
                    None => self.rows.push(row)?,
                }
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
            let text = cell.text.trim_matches(is_space).to_owned();
            let is_doubtful = cell.has_white || (cell.is_cut && text.is_empty());
            table.fields.push(Field { text, column: table.column, is_doubtful });
        }
        table.column += cell.span;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), IntakeError> {
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let position = Position::TableRow { table: table.number, row: table.rows };
        let row = Row { position, fields: std::mem::take(&mut table.fields) };
        if row.is_blank() || table.is_row_unseen {
            return Ok(());
        }
        let Some(mut inset) = table.inset.take() else { return self.rows.push(row) };
        inset.push(row);
        let letters = |row: &Row| row.joined().chars().filter(|c| !is_space(*c)).count();
        if inset.iter().map(letters).sum::<usize>() <= LONGEST_INSET {
            table.inset = Some(inset);
            return Ok(());
        }
        inset.into_iter().try_for_each(|row| self.rows.push(row))
    }
}

/// The styles that strike out or hide, of themselves or by the style they are based on.
fn unseen_styles(xml: &str) -> HashSet<String> {
    let mut unseen = HashSet::new();
    let mut based: Vec<(String, String)> = Vec::new();
    let mut style = String::new();
    let open = |tag: &BytesStart<'_>| match tag.local_name().as_ref() {
        "style" => style = attribute(tag, "styleId").unwrap_or_default(),
        "basedOn" if based.len() < MOST_STYLES => {
            based.extend(value(tag).map(|parent| (style.clone(), parent)));
        }
        "strike" | "dstrike" | "vanish" if is_on(tag) && unseen.len() < MOST_STYLES => {
            unseen.insert(style.clone());
        }
        _ => {}
    };
    walk(xml, open, |_| (), |_| ());
    for _ in 0..DEEPEST_STYLE {
        let is_new = |(style, parent): &&(String, String)| unseen.contains(parent) && !unseen.contains(style);
        let more: Vec<String> = based.iter().filter(is_new).map(|(style, _)| style.clone()).collect();
        unseen.extend(more);
    }
    unseen
}

/// The styles that Word calls headings, whatever their own names, with their levels.
fn heading_styles(xml: &str) -> HashMap<String, u8> {
    let mut headings = HashMap::new();
    let mut style = String::new();
    let open = |tag: &BytesStart<'_>| match tag.local_name().as_ref() {
        "style" => style = attribute(tag, "styleId").unwrap_or_default(),
        "name" if headings.len() < MOST_STYLES => {
            let name = value(tag).unwrap_or_default().to_ascii_lowercase();
            let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
            headings.extend(level.map(|level| (style.clone(), level)));
        }
        _ => {}
    };
    walk(xml, open, |_| (), |_| ());
    headings
}

/// Whether a property that is on or off is on.
fn is_on(tag: &BytesStart<'_>) -> bool {
    value(tag).is_none_or(|text| !matches!(&*text, "0" | "false" | "off"))
}

/// The w:val of a tag.
fn value(tag: &BytesStart<'_>) -> Option<String> {
    attribute(tag, "val")
}
