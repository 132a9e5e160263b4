//! What the codes of a font say in characters. A font that does not tell is nothing: its text stands nowhere else.

use super::File;
use oxidize_pdf::{
    parser::objects::{PdfDictionary, PdfObject},
    text::{cmap::CMap, TextEncoding},
};
use std::{
    cell::RefCell,
    collections::HashMap,
    io::{Read, Seek},
};

/// How a font's codes are read.
pub(super) struct Codes {
    /// How many bytes a code has.
    size: usize,
    map: Option<CMap>,
    /// What a code says that stands in no map.
    encoding: Option<TextEncoding>,
    /// What was looked up: a map is searched from its begin for each.
    known: RefCell<HashMap<Vec<u8>, Option<String>>>,
}

impl Codes {
    pub fn of<R: Read + Seek>(file: &File<'_, R>, font: &PdfDictionary) -> Option<Codes> {
        let encoding = font.get("Encoding").and_then(|encoding| file.name(encoding));
        let map = font.get("ToUnicode").and_then(|map| file.stream(map));
        let map = match map {
            Some(stream) => Some(CMap::parse(&file.bytes(&stream)?).ok()?),
            None => None,
        };
        let kind = font.get("Subtype").and_then(PdfObject::as_name)?;
        let is_composite = kind.0 == "Type0";
        let encoding = match encoding.as_deref() {
            // The codes of others are of several lengths.
            Some("Identity-H" | "Identity-V") if is_composite => None,
            _ if is_composite => return None,
            Some("WinAnsiEncoding") => Some(TextEncoding::WinAnsiEncoding),
            Some("MacRomanEncoding") => Some(TextEncoding::MacRomanEncoding),
            _ => None,
        };
        (map.is_some() || encoding.is_some()).then(|| Codes {
            size: if is_composite { 2 } else { 1 },
            map,
            encoding,
            known: RefCell::default(),
        })
    }

    /// Adds what a string says; nothing where a code of it is not known.
    pub fn read(&self, string: &[u8], out: &mut String) -> Option<()> {
        let mut known = self.known.borrow_mut();
        for code in string.chunks(self.size) {
            let text = match known.get(code) {
                Some(text) => text,
                None => known.entry(code.to_vec()).or_insert_with(|| self.look_up(code)),
            };
            out.push_str(text.as_ref()?);
        }
        Some(())
    }

    fn look_up(&self, code: &[u8]) -> Option<String> {
        let mapped = self.map.as_ref().and_then(|map| map.to_unicode(&map.map(code)?));
        let text = mapped.or_else(|| self.encoding.as_ref().map(|encoding| encoding.decode(code)))?;
        // Line ends and tabs stand for no more than a gap here.
        Some(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
    }
}
