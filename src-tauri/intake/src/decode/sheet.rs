//! Sheets (.xlsx): every sheet is a table, merged cells as the grid has them. No link is followed, no formula
//! reckoned: what a cell showed when it was saved is what it says.

use super::{
    cells::{rows, Cells, Region},
    packed::Packed,
    push_apart,
    sheet_looks::{looks, Look},
};
use crate::{
    document::{Document, Rows},
    fold::is_space,
    Budget, IntakeError,
};
use quick_xml::{
    events::{BytesStart, Event},
    Reader,
};
use std::collections::BTreeMap;

const WHAT: &str = "Excel 文件";

/// The most sheets that are read.
pub(super) const MOST_SHEETS: usize = 64;

/// The most texts that cells share, and relations of a workbook.
const MOST_SHARED: usize = 400_000;

/// A text, and whether it may not be what a person sees.
pub(super) type Shown = (String, bool);

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
    let looks = match packed.unpack("xl/styles.xml") {
        Ok(xml) => looks(&String::from_utf8_lossy(&xml)),
        Err(IntakeError::Unpacked) => return Err(IntakeError::Unpacked),
        Err(_) => Vec::new(),
    };
    let mut all = Rows::default();
    for (n, (id, called)) in sheets(&String::from_utf8_lossy(&workbook)).iter().take(MOST_SHEETS).enumerate()
    {
        let Some(target) = targets.get(id) else { continue };
        let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), ToOwned::to_owned);
        let xml = match packed.unpack(&name) {
            Ok(xml) => xml,
            Err(IntakeError::Unpacked) => return Err(IntakeError::Unpacked),
            // A chart's sheet, or one that is lost: the others stand.
            Err(_) => continue,
        };
        let (cells, regions) = sheet(&String::from_utf8_lossy(&xml), &strings, &looks);
        let begin = all.len();
        rows(n + 1, &cells, &regions, &mut all)?;
        // What a sheet is called by stands over what is in it.
        all.mark(begin, 1, |text| is_called(text, called));
    }
    if all.is_empty() {
        return Err(IntakeError::Broken(WHAT));
    }
    Ok(Document { said: packed.said()?, ..all.into_document() })
}

/// Every tag and text of an XML, as far as it goes on; what is broken ends it.
pub(super) fn walk(
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

pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
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
fn sheets(xml: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let open = |tag: &BytesStart<'_>| {
        let is_hidden = attribute(tag, "state").is_some_and(|state| state != "visible");
        if tag.local_name().as_ref() == "sheet" && !is_hidden && all.len() < MOST_SHEETS {
            all.extend(attribute(tag, "id").map(|id| (id, attribute(tag, "name").unwrap_or_default())));
        }
    };
    walk(xml, open, |_| (), |_| ());
    all
}

/// Whether a sheet is called by this text, as far as a sheet may be.
fn is_called(text: &str, called: &str) -> bool {
    const LONGEST_NAME: usize = 31;
    let safe = text.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control());
    !called.is_empty() && safe.take(LONGEST_NAME).eq(called.chars())
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
    /// Whether some of it is left out, or white.
    is_cut: bool,
    is_white: bool,
    has_white: bool,
}

impl Rich {
    fn open(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "v" | "t" => self.in_text = true,
            "rPh" => self.silent += 1,
            "strike" => {
                self.is_struck = attribute(tag, "val").is_none_or(|text| !matches!(&*text, "0" | "false"));
            }
            "color" => self.is_white = attribute(tag, "rgb").is_some_and(|text| text == "FFFFFFFF"),
            "vertAlign" => self.is_raised = attribute(tag, "val").is_some_and(|text| text != "baseline"),
            _ => {}
        }
    }

    fn push(&mut self, piece: &str) {
        if !self.in_text || self.silent > 0 {
            return;
        }
        self.has_white |= self.is_white;
        if self.is_struck {
            self.is_cut |= !piece.trim().is_empty();
            return;
        }
        if self.is_raised == self.was_raised {
            self.text.push_str(piece);
        } else {
            push_apart(&mut self.text, piece);
        }
        self.was_raised = self.is_raised;
    }

    /// The whole text. What is struck out without another in its place may be meant or not.
    fn shown(self) -> Shown {
        let is_doubtful = self.has_white || (self.is_cut && self.text.trim_matches(is_space).is_empty());
        (self.text, is_doubtful)
    }

    fn close(&mut self, name: &str) {
        match name {
            "v" | "t" => self.in_text = false,
            "rPh" => self.silent = self.silent.saturating_sub(1),
            "r" => (self.is_struck, self.is_raised, self.is_white) = (false, false, false),
            _ => {}
        }
    }
}

/// The texts that cells share. `None` when there are more than any report has.
fn shared_strings(xml: &str) -> Option<Vec<Shown>> {
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
            all.push(std::mem::take(text).shown());
        }
        text.close(name);
    };
    walk(xml, open, text, close);
    Some(state.into_inner().0).filter(|all: &Vec<Shown>| all.len() <= MOST_SHARED)
}

/// A sheet being read.
#[derive(Default)]
struct Sheet {
    cells: Cells,
    regions: Vec<Region>,
    at: Option<(u32, u32)>,
    kind: String,
    look: Look,
    text: Rich,
    formula: Option<String>,
    in_formula: bool,
}

fn sheet(xml: &str, strings: &[Shown], looks: &[Look]) -> (Cells, Vec<Region>) {
    use std::cell::RefCell;
    let sheet = RefCell::new(Sheet::default());
    let open = |tag: &BytesStart<'_>| {
        let sheet = &mut *sheet.borrow_mut();
        let is = |name: &str| attribute(tag, name).is_some_and(|text| matches!(&*text, "1" | "true"));
        let isnt = |name: &str| attribute(tag, name).is_some_and(|text| matches!(&*text, "0" | "false"));
        let is_flat = |name: &str| attribute(tag, name).and_then(|text| text.parse().ok()) == Some(0.0);
        let number = |name: &str| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
        match tag.local_name().as_ref() {
            "sheetView" if isnt("showZeros") => sheet.cells.hide_zeros(),
            "col" if is("hidden") || is_flat("width") => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    sheet.cells.hide_columns(first, last);
                }
            }
            "row" if is("hidden") || is_flat("ht") => {
                number("r").into_iter().for_each(|row| sheet.cells.hide_row(row));
            }
            "c" => {
                let look = attribute(tag, "s").map_or(Some(0), |text| text.parse().ok());
                sheet.look = look.and_then(|n: usize| looks.get(n).copied()).unwrap_or_default();
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
                let (text, is_doubtful) = std::mem::take(&mut sheet.text).shown();
                let look = sheet.look;
                let Some(at) = sheet.at.take() else { return };
                // Nobody reckoned it yet: the cell shows a number as soon as it is opened, and is not blank.
                if let Some(formula) = sheet.formula.take().filter(|_| text.is_empty() && sheet.kind != "str")
                {
                    sheet.cells.put_as(at, (&formula, true), look);
                    return;
                }
                match sheet.kind.as_str() {
                    "s" => {
                        let shared = text.parse().ok().and_then(|n: usize| strings.get(n));
                        let (text, is_doubtful) = shared.map_or(("", true), |(text, it)| (text, *it));
                        sheet.cells.put_as(at, (text, is_doubtful), look);
                    }
                    // A text of digits is no number that lost some.
                    "str" | "inlineStr" | "e" => sheet.cells.put_as(at, (&text, is_doubtful), look),
                    "b" => sheet.cells.put_as(at, (if text == "0" { "FALSE" } else { "TRUE" }, true), look),
                    _ => sheet.cells.put_as(at, (&plain_number(text), is_doubtful), look),
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

#[cfg(test)]
mod tests {
    use super::super::cells::HIDDEN;
    use super::*;
    use crate::document::Field;

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

    fn fields(xml: &str, looks: &[Look]) -> (Vec<Vec<String>>, Vec<&'static str>) {
        let (cells, regions) = sheet(xml, &[], looks);
        let mut all = Rows::default();
        rows(1, &cells, &regions, &mut all).unwrap();
        let document = all.into_document();
        let text = |field: &Field| format!("{}{}", field.text, if field.is_doubtful { "?" } else { "" });
        let rows = document.rows.iter().map(|row| row.fields.iter().map(text).collect());
        (rows.collect(), document.remarks)
    }

    #[test]
    fn a_line_in_several_rows_is_one() {
        let sheet = |texts: &[&str]| {
            let row = |(n, text): (usize, &&str)| {
                format!("<row><c r=\"A{}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>", n + 1)
            };
            let rows: String = texts.iter().enumerate().map(row).collect();
            fields(&format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"), &[]).0.concat()
        };
        assert_eq!(
            sheet(&["标题", "甲。\u{feff}", "\u{feff}乙，\u{feff}", "\u{feff}丙", "丁"]),
            ["标题", "甲。乙，丙", "丁"]
        );
        // Where one of them is gone, the others stand by themselves.
        assert_eq!(sheet(&["标题", "\u{feff}乙，\u{feff}", "丁"]), ["标题", "乙，", "丁"]);
    }

    #[test]
    fn what_is_hidden_is_left_out_and_said() {
        let row = |n: u32, look: &str| {
            let cells = ["A", "B", "C"].map(|column| format!("<c r=\"{column}{n}\"><v>{column}{n}</v></c>"));
            format!("<row r=\"{n}\" {look}>{}</row>", cells.concat())
        };
        let rows = [row(1, ""), row(2, "hidden=\"1\""), row(3, "ht=\"0\""), row(4, "hidden=\"0\"")].concat();
        let sheet = |cols: &str, merged: &str| {
            format!(
                "<worksheet>{cols}<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
            )
        };
        let (shown, remarks) = fields(&sheet("", ""), &[]);
        assert_eq!(
            (shown, remarks),
            (
                vec![
                    vec!["A1".into(), "B1".into(), "C1".into()],
                    vec!["A4".into(), "B4".into(), "C4".into()]
                ],
                vec![HIDDEN]
            )
        );
        let cols = "<cols><col min=\"1\" max=\"2\" hidden=\"true\"/></cols>";
        assert_eq!(fields(&sheet(cols, ""), &[]).0, [["C1"], ["C4"]]);
        // A label that goes on into what is shown is seen there.
        let (shown, _) = fields(&sheet(cols, "<mergeCell ref=\"A4:C4\"/>"), &[]);
        assert_eq!(shown, [vec!["C1"], vec!["A4", "C4"]]);
        assert_eq!(
            fields(&sheet("<cols><col min=\"1\" max=\"2\" hidden=\"0\"/></cols>", ""), &[]).0.len(),
            2
        );
        let plain =
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
        assert!(fields(plain, &[]).1.is_empty());
    }

    #[test]
    fn what_is_shown_as_something_else_is_in_doubt() {
        let cell = |attributes: &str, value: &str| {
            format!("<worksheet><sheetData><c r=\"A1\"><v>甲</v></c><c r=\"B1\" {attributes}>{value}</c></sheetData></worksheet>")
        };
        let day = Look { is_disguised: true, ..Look::default() };
        let struck = Look { is_struck: true, ..Look::default() };
        let no_zero = Look { hides_zero: true, ..Look::default() };
        let looks = [Look::default(), day, struck, no_zero];
        for (attributes, value, shown) in [
            ("", "<v>5</v>", "5"),
            ("s=\"0\"", "<v>5</v>", "5"),
            ("s=\"1\"", "<v>45293</v>", "45293?"),
            ("s=\"2\"", "<v>5</v>", "?"),
            ("s=\"3\"", "<v>0</v>", "0?"),
            ("s=\"3\"", "<v>7</v>", "7"),
            ("t=\"b\"", "<v>1</v>", "TRUE?"),
            ("t=\"e\"", "<v>#REF!</v>", "#REF!"),
            ("t=\"inlineStr\"", "<is><r><rPr><strike/></rPr><t>5</t></r></is>", "?"),
            ("t=\"inlineStr\"", "<is><r><rPr><strike/></rPr><t>5</t></r><r><t>6</t></r></is>", "6"),
            ("", "<f>A2+A3</f>", "=A2+A3?"),
        ] {
            assert_eq!(fields(&cell(attributes, value), &looks).0[0][1], shown, "{attributes} {value}");
        }
        let without_zeros =
            cell("", "<v>0</v>").replace("<worksheet>", "<worksheet><sheetView showZeros=\"0\"/>");
        assert_eq!(fields(&without_zeros, &looks).0, [["甲", "0?"]]);
    }

    #[test]
    fn shared_texts_are_joined_from_their_runs() {
        let xml = "<sst><si><r><t>规</t></r><r><t>章</t></r><rPh><t>gui</t></rPh></si><si><t>a&amp;b</t></si><si/>\
            <si><r><rPr><strike/></rPr><t>55</t></r><r><rPr><strike val=\"0\"/></rPr><t>66</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></si></sst>";
        let sure = |text: &str| (text.to_owned(), false);
        assert_eq!(shared_strings(xml).unwrap(), [sure("规章"), sure("a&b"), sure(""), sure("66 1")]);
        let struck = "<sst><si><r><rPr><strike/></rPr><t>55</t></r></si></sst>";
        assert_eq!(shared_strings(struck).unwrap(), [(String::new(), true)]);
    }
}
