//! What a page draws: its marked content sequences with their text, and whatever is wrong in how they are marked.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::content::{Content, Operation};
use lopdf::{Object, ObjectId};

use super::font::Font;
use super::Opened;

/// A marked content sequence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sequence {
    /// The structure type, or `Artifact`.
    pub tag: String,
    /// Its number on the page; none for an artifact.
    pub number: Option<i64>,
    pub text: String,
}

/// The drawing of a page.
#[derive(Default)]
pub struct Drawing {
    pub sequences: Vec<Sequence>,
    /// The codes shown of each font, by the font's object.
    pub codes: BTreeMap<ObjectId, BTreeSet<u16>>,
    /// Operators used.
    pub operators: BTreeSet<String>,
    /// What is drawn outside a sequence, or nested wrongly.
    pub faults: Vec<String>,
}

const PAINTING: [&str; 16] =
    ["Tj", "TJ", "'", "\"", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI"];

pub fn read(opened: &Opened, page: ObjectId) -> Drawing {
    let (names, fonts) = fonts(opened, page);
    let bytes = opened.document.get_page_content(page);
    let content = Content::decode(&bytes).unwrap();
    let mut drawing = Drawing::default();
    let mut nesting: Vec<&str> = Vec::new();
    // What a piece of a sequence says in place of its glyphs, while it lasts.
    let mut spoken: Option<String> = None;
    let mut font = None;
    for operation in &content.operations {
        let operator = operation.operator.as_str();
        drawing.operators.insert(operator.to_owned());
        match operator {
            "BT" | "q" => nesting.push(operator),
            "BDC" if nesting.last() == Some(&"BDC") && actual_text(operation).is_some() => {
                nesting.push("spoken");
                spoken = actual_text(operation);
            }
            "EMC" if nesting.last() == Some(&"spoken") => {
                nesting.pop();
                if let Some(sequence) = drawing.sequences.last_mut() {
                    sequence.text.extend(spoken.take());
                }
            }
            "BDC" | "BMC" => {
                if nesting.contains(&"BDC") {
                    drawing.faults.push("a sequence inside another".to_owned());
                }
                nesting.push("BDC");
                drawing.sequences.push(sequence(operation));
            }
            "ET" | "Q" | "EMC" => {
                let open = nesting.pop();
                let expected = match operator {
                    "ET" => "BT",
                    "Q" => "q",
                    _ => "BDC",
                };
                if open != Some(expected) {
                    drawing.faults.push(format!("{operator} closes {open:?}"));
                }
            }
            "Tf" => font = names.get(operation.operands[0].as_name().unwrap()).copied(),
            _ => {}
        }
        if PAINTING.contains(&operator) && !nesting.contains(&"BDC") {
            drawing.faults.push(format!("{operator} is neither content nor artifact"));
        }
        if let ("Tj" | "TJ", Some(font)) = (operator, font) {
            let codes = codes(&operation.operands);
            let text: String = codes.iter().filter_map(|code| fonts[&font].text.get(code)).cloned().collect();
            drawing.codes.entry(font).or_default().extend(codes);
            if let Some(sequence) = drawing.sequences.last_mut().filter(|_| spoken.is_none()) {
                sequence.text.push_str(&text);
            }
        }
    }
    if !nesting.is_empty() {
        drawing.faults.push(format!("left open: {nesting:?}"));
    }
    drawing
}

/// The fonts of a page: objects by resource name, and what they say.
fn fonts(opened: &Opened, page: ObjectId) -> (BTreeMap<Vec<u8>, ObjectId>, BTreeMap<ObjectId, Font>) {
    let resources = opened.dictionary(opened.page(page), "Resources").unwrap();
    let Some(named) = opened.dictionary(resources, "Font") else { return Default::default() };
    let names: BTreeMap<Vec<u8>, ObjectId> =
        named.iter().map(|(name, font)| (name.clone(), font.as_reference().unwrap())).collect();
    let read = |id: &ObjectId| (*id, Font::read(opened, opened.document.get_dictionary(*id).unwrap()));
    let fonts = names.values().map(read).collect();
    (names, fonts)
}

fn actual_text(operation: &Operation) -> Option<String> {
    let properties = operation.operands.get(1)?.as_dict().ok()?;
    let units = properties.get(b"ActualText").ok()?.as_str().ok()?.strip_prefix(b"\xFE\xFF")?;
    let units: Vec<u16> = units.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

fn sequence(operation: &Operation) -> Sequence {
    let tag = String::from_utf8_lossy(operation.operands[0].as_name().unwrap()).into_owned();
    let properties = operation.operands.get(1).and_then(|properties| properties.as_dict().ok());
    let number = properties.and_then(|of| of.get(b"MCID").ok()?.as_i64().ok());
    Sequence { tag, number, text: String::new() }
}

/// The two-byte codes of a text-showing operator.
fn codes(operands: &[Object]) -> Vec<u16> {
    let mut codes = Vec::new();
    for operand in operands {
        match operand {
            Object::String(bytes, _) => {
                codes.extend(bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])));
            }
            Object::Array(parts) => codes.extend(self::codes(parts)),
            _ => {}
        }
    }
    codes
}
