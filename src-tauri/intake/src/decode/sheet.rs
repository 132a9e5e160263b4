//! Sheets (.xlsx): every sheet is a table, merged cells as the grid has them. No link is followed, no formula
//! reckoned: what a cell showed when it was saved is what it says.

use super::{packed::Packed, push_apart};
use crate::{
    document::{Document, Field, Position, Row, Rows, MOST_TEXT},
    fold::is_space,
    Budget, IntakeError,
};
use quick_xml::{
    events::{BytesStart, Event},
    Reader,
};
use std::collections::{BTreeMap, BTreeSet};

const WHAT: &str = "Excel 文件";

/// The most cells with text; a report has some two hundred numbers.
const MOST_CELLS: usize = 200_000;

/// The most sheets that are read.
pub(super) const MOST_SHEETS: usize = 64;

/// The most texts that cells share, and relations of a workbook.
const MOST_SHARED: usize = 400_000;

/// The most cells of a merged region that are covered; larger ones are no table's.
const LARGEST_REGION: u64 = 4_096;

/// The most cells that the merged regions of a sheet cover.
const MOST_COVERED: u64 = 400_000;

/// What begins the row in which a workbook of our own reckons whether the table's balances hold: no part of a report.
const CHECK_ROW: &str = "勾稽核对";

/// Cells with text, row by row; as many as a report can have, and with as much text: a thousand cells may share one.
#[derive(Default)]
pub(super) struct Cells {
    all: BTreeMap<(u32, u32), String>,
    /// The last cell of a row, with text or without: a sheet keeps blank ones that have a border.
    ends: BTreeMap<u32, u32>,
    text: usize,
    too_many: bool,
}

impl Cells {
    /// Puts a text, without white space around it, into a cell; of a blank one it is only known that it is there.
    pub fn put(&mut self, at: (u32, u32), text: &str) {
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
}

/// Cells merged into one, first and last.
pub(super) struct Region {
    pub start: (u32, u32),
    pub end: (u32, u32),
}

pub(super) fn decode(bytes: &[u8], budget: Budget) -> Result<Document, IntakeError> {
    let mut packed = Packed::open(bytes, budget)?;
    let strings = match packed.unpack("xl/sharedStrings.xml") {
        Ok(xml) => shared_strings(&String::from_utf8_lossy(&xml)).ok_or(IntakeError::TooLong)?,
        Err(IntakeError::Unpacked) => return Err(IntakeError::Unpacked),
        // A sheet may hold all its text itself.
        Err(_) => Vec::new(),
    };
    let targets = {
        let xml = packed.unpack("xl/_rels/workbook.xml.rels")?;
        relations(&String::from_utf8_lossy(&xml))
    };
    let workbook = packed.unpack("xl/workbook.xml")?;
    let mut all = Rows::default();
    for (n, id) in sheets(&String::from_utf8_lossy(&workbook)).iter().take(MOST_SHEETS).enumerate() {
        let Some(target) = targets.get(id) else { continue };
        let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), ToOwned::to_owned);
        let xml = match packed.unpack(&name) {
            Ok(xml) => xml,
            Err(IntakeError::Unpacked) => return Err(IntakeError::Unpacked),
            // A chart's sheet, or one that is lost: the others stand.
            Err(_) => continue,
        };
        let (cells, regions) = sheet(&String::from_utf8_lossy(&xml), &strings);
        rows(n + 1, &cells, &regions, &mut all)?;
    }
    if all.is_empty() {
        return Err(IntakeError::Broken(WHAT));
    }
    Ok(all.into_document())
}

/// Every tag and text of an XML, as far as it goes on; what is broken ends it.
fn walk(
    xml: &str,
    mut open: impl FnMut(&BytesStart<'_>),
    mut text: impl FnMut(&str),
    mut close: impl FnMut(&str),
) {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => open(&tag),
            Ok(Event::Empty(tag)) => {
                open(&tag);
                close(tag.local_name().as_ref());
            }
            Ok(Event::End(tag)) => close(tag.local_name().as_ref()),
            Ok(Event::Text(piece)) => text(&piece),
            Ok(Event::GeneralRef(entity)) => {
                if let Some(c) = super::character(&entity) {
                    text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The relations of the workbook: where a sheet's content is, by its id.
fn relations(xml: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let open = |tag: &BytesStart<'_>| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            if all.len() < MOST_SHARED {
                all.insert(id, target);
            }
        }
    };
    walk(xml, open, |_| (), |_| ());
    all
}

/// The relation of every sheet that is not hidden, in their order: what nobody is shown is no part of the report. `r:id`
/// is the id among the attributes that is no number.
fn sheets(xml: &str) -> Vec<String> {
    let mut all = Vec::new();
    let open = |tag: &BytesStart<'_>| {
        let is_hidden = attribute(tag, "state").is_some_and(|state| state != "visible");
        if tag.local_name().as_ref() == "sheet" && !is_hidden && all.len() < MOST_SHEETS {
            all.extend(attribute(tag, "id"));
        }
    };
    walk(xml, open, |_| (), |_| ());
    all
}

/// A text in runs that look different; what is struck out is left out, and so is what stands above a text to say how it
/// is read aloud.
#[derive(Default)]
struct Rich {
    text: String,
    in_text: bool,
    /// How deep in what is read aloud.
    silent: usize,
    is_struck: bool,
    is_raised: bool,
    /// Whether the last of the text is raised.
    was_raised: bool,
}

impl Rich {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "v" | "t" => self.in_text = true,
            "rPh" => self.silent += 1,
            "strike" => {
                self.is_struck = attribute(tag, "val").is_none_or(|text| !matches!(&*text, "0" | "false"));
            }
            "vertAlign" => self.is_raised = attribute(tag, "val").is_some_and(|text| text != "baseline"),
            _ => {}
        }
    }

    fn push(&mut self, piece: &str) {
        if !self.in_text || self.silent > 0 || self.is_struck {
            return;
        }
        if self.is_raised == self.was_raised {
            self.text.push_str(piece);
        } else {
            push_apart(&mut self.text, piece);
        }
        self.was_raised = self.is_raised;
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" | "t" => self.in_text = false,
            "rPh" => self.silent = self.silent.saturating_sub(1),
            "r" => (self.is_struck, self.is_raised) = (false, false),
            _ => {}
        }
    }
}

/// The texts that cells share. `None` when there are more than any report has.
fn shared_strings(xml: &str) -> Option<Vec<String>> {
    use std::cell::RefCell;
    let state = RefCell::new((Vec::new(), Rich::default()));
    let open = |tag: &BytesStart<'_>| {
        let (_, text) = &mut *state.borrow_mut();
        if tag.local_name().as_ref() == "si" {
            *text = Rich::default();
        }
        text.open(tag);
    };
    let text = |piece: &str| state.borrow_mut().1.push(piece);
    let close = |name: &str| {
        let (all, text) = &mut *state.borrow_mut();
        if name == "si" && all.len() <= MOST_SHARED {
            all.push(std::mem::take(&mut text.text));
        }
        text.close(name);
    };
    walk(xml, open, text, close);
    Some(state.into_inner().0).filter(|all: &Vec<String>| all.len() <= MOST_SHARED)
}

/// A sheet being read.
#[derive(Default)]
struct Sheet {
    cells: Cells,
    regions: Vec<Region>,
    at: Option<(u32, u32)>,
    kind: String,
    text: Rich,
    formula: Option<String>,
    in_formula: bool,
}

fn sheet(xml: &str, strings: &[String]) -> (Cells, Vec<Region>) {
    use std::cell::RefCell;
    let sheet = RefCell::new(Sheet::default());
    let open = |tag: &BytesStart<'_>| {
        let sheet = &mut *sheet.borrow_mut();
        match tag.local_name().as_ref() {
            "c" => {
                sheet.at = attribute(tag, "r").and_then(|name| place(&name));
                sheet.kind = attribute(tag, "t").unwrap_or_default();
                sheet.text = Rich::default();
                sheet.formula = None;
            }
            "f" => (sheet.formula, sheet.in_formula) = (Some("=".to_owned()), true),
            "mergeCell" => {
                let reference = attribute(tag, "ref").unwrap_or_default();
                let ends =
                    reference.split_once(':').and_then(|(start, end)| Some((place(start)?, place(end)?)));
                sheet.regions.extend(ends.map(|(start, end)| Region { start, end }));
            }
            _ => {}
        }
        sheet.text.open(tag);
    };
    let text = |piece: &str| {
        let sheet = &mut *sheet.borrow_mut();
        match &mut sheet.formula {
            Some(formula) if sheet.in_formula => formula.push_str(piece),
            _ => sheet.text.push(piece),
        }
    };
    let close = |name: &str| {
        let sheet = &mut *sheet.borrow_mut();
        sheet.text.close(name);
        match name {
            "f" => sheet.in_formula = false,
            "c" => {
                let text = std::mem::take(&mut sheet.text).text;
                let Some(at) = sheet.at.take() else { return };
                // Nobody reckoned it yet: the cell shows a number as soon as it is opened, and is not blank.
                if let Some(formula) = sheet.formula.take().filter(|_| text.is_empty() && sheet.kind != "str")
                {
                    sheet.cells.put(at, &formula);
                    return;
                }
                match sheet.kind.as_str() {
                    "s" => {
                        let shared = text.parse().ok().and_then(|n: usize| strings.get(n));
                        sheet.cells.put(at, shared.map_or("", String::as_str));
                    }
                    // A text of digits is no number that lost some.
                    "str" | "inlineStr" => sheet.cells.put(at, &text),
                    _ => sheet.cells.put(at, &plain_number(text)),
                }
            }
            _ => {}
        }
    };
    walk(xml, open, text, close);
    let sheet = sheet.into_inner();
    (sheet.cells, sheet.regions)
}

/// A number as it is kept, `59237.244899999998`, is the shortest that means the same: 59237.2449.
fn plain_number(text: String) -> String {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match text.parse::<f64>() {
        Ok(number) if digits >= 15 || text.contains(['e', 'E']) => format!("{number}"),
        _ => text,
    }
}

/// Row and column of a cell's name, both from 0: B3 is (2, 1).
fn place(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, digits) = name.split_at(letters);
    let column =
        letters.bytes().try_fold(0_u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1))?;
    let row: u32 = digits.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
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
    let Cells { all: cells, ends: row_ends, .. } = cells;
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
    let widest = cells.keys().map(|(_, column)| *column).chain(ends).max().unwrap_or(first);
    // Text across a whole sheet is a line of it.
    let across: BTreeSet<u32> = regions
        .iter()
        .filter(|region| region.start.0 == region.end.0 && (region.start.1, region.end.1) == (first, widest))
        .map(|region| region.start.0)
        .collect();
    let is_across = |row: u32| first == widest || across.contains(&row);
    let mut all: Vec<u32> = cells.keys().map(|(row, _)| *row).collect();
    all.dedup();
    for row in all {
        let of_row = cells.range((row, 0)..=(row, u32::MAX));
        let last = of_row.clone().map(|((_, column), _)| *column).max().unwrap_or(first);
        // Blank cells count as far as the table goes.
        let last = row_ends.get(&row).map_or(last, |end| last.max(*end.min(&widest)));
        let mut fields = Vec::new();
        for column in first..=last.min(first.saturating_add(255)) {
            let text = cells.get(&(row, column)).cloned().unwrap_or_default();
            let is_covered = covered.get(&row).is_some_and(|columns| columns.contains(&column));
            if !text.is_empty() || !is_covered {
                fields.push(Field::new(text, column as usize));
            }
        }
        if fields.first().is_some_and(|field| field.text == CHECK_ROW) {
            continue;
        }
        let position = if fields.len() == 1 && is_across(row) {
            Position::Line(out.len() + 1)
        } else {
            Position::TableRow { table, row: row as usize + 1 }
        };
        out.push(Row { position, fields })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cells() {
        assert_eq!(place("A1"), Some((0, 0)));
        assert_eq!(place("AB12"), Some((11, 27)));
        for name in ["", "A", "1", "A0", "ZZZZZZZZZZ1", "A99999999999"] {
            assert_eq!(place(name), None, "{name}");
        }
    }

    #[test]
    fn numbers_as_they_were_typed() {
        for (kept, typed) in [
            ("59237.244899999998", "59237.2449"),
            ("1808595", "1808595"),
            ("1.5E3", "1500"),
            ("0.10", "0.10"),
        ] {
            assert_eq!(plain_number(kept.to_owned()), typed);
        }
    }

    #[test]
    fn shared_texts_are_joined_from_their_runs() {
        let xml = "<sst><si><r><t>规</t></r><r><t>章</t></r><rPh><t>gui</t></rPh></si><si><t>a&amp;b</t></si><si/>\
            <si><r><rPr><strike/></rPr><t>55</t></r><r><rPr><strike val=\"0\"/></rPr><t>66</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></si></sst>";
        assert_eq!(shared_strings(xml).unwrap(), ["规章", "a&b", "", "66 1"]);
    }
}
