//! What a PDF may ask of its decoder. The library bounds its loops, but it walks nested objects by recursion, and paints a
//! form as often as a page says, so that a few kilobytes take it for ever: both are looked at before.

use crate::IntakeError;
use flate2::read::ZlibDecoder;
use oxidize_pdf::parser::{
    objects::{PdfDictionary, PdfObject, PdfStream},
    ParseOptions, PdfDocument,
};
use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek},
};

const WHAT: &str = "PDF 文件";

/// The deepest nesting of arrays and dictionaries. Compressed bytes look like a few hundred.
const DEEPEST: usize = 4_000;

/// The most semicolons in a row: the library steps over each by recursion.
const MOST_SEMICOLONS: usize = 1_000;

/// The most bytes of one stream of drawing; a page of a report has some ten thousand.
pub(super) const LARGEST_STREAM: usize = 8 << 20;

/// How far before a stream what it says of itself begins.
const LONGEST_HEAD: usize = 512;

/// The most bytes of drawing of a document, each form counted as often as it is painted.
const MOST_DRAWN: u64 = 128 << 20;

/// The deepest nesting of forms that the library follows.
const DEEPEST_FORM: usize = 12;

/// How the library is to read: a stream may tell its length elsewhere, and strange bytes are not stepped over, which
/// it does by recursion.
pub(super) fn options() -> ParseOptions {
    ParseOptions { lenient_streams: true, lenient_encoding: false, ..ParseOptions::default() }
}

/// Whether the objects of a file nest deeper than any writer's, those included that it keeps compressed.
pub(super) fn nests_too_deep(bytes: &[u8]) -> bool {
    nests(bytes) || packed_objects(bytes).any(|objects| nests(&objects))
}

/// What stands in the streams of objects, which say how many they hold and where the first is.
fn packed_objects(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    const BEGIN: &[u8] = b"stream";
    let begins = bytes.windows(BEGIN.len()).enumerate().filter(|(_, window)| *window == BEGIN);
    begins.filter_map(|(at, _)| {
        let dict = &bytes[at.saturating_sub(LONGEST_HEAD)..at];
        let says = |key: &[u8]| dict.windows(key.len()).any(|window| window == key);
        if !says(b"First") || bytes[..at].ends_with(b"end") {
            return None;
        }
        let content = &bytes[at + BEGIN.len()..];
        let skip = content.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let mut objects = Vec::new();
        // Broken in its midst, it has what came before.
        let _ = ZlibDecoder::new(&content[skip..]).take(LARGEST_STREAM as u64).read_to_end(&mut objects);
        Some(objects)
    })
}

fn nests(bytes: &[u8]) -> bool {
    let (mut depth, mut semicolons) = (0_usize, 0_usize);
    let mut before = 0;
    for byte in bytes {
        match (before, *byte) {
            (_, b'[') => depth += 1,
            (_, b']') => depth = depth.saturating_sub(1),
            // The second of a pair; a third begins another.
            (b'<', b'<') => depth += 1,
            (b'>', b'>') => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = if matches!((before, *byte), (b'<', b'<') | (b'>', b'>')) { 0 } else { *byte };
        match byte {
            b';' => semicolons += 1,
            byte if byte.is_ascii_whitespace() => {}
            _ => semicolons = 0,
        }
        if depth > DEEPEST || semicolons > MOST_SEMICOLONS {
            return true;
        }
    }
    false
}

/// Counts what is drawn on the pages, and refuses what is more than any report.
pub(super) struct Drawn<'a, R: Read + Seek> {
    pdf: &'a PdfDocument<R>,
    left: u64,
    /// What painting a form draws, by how deep it stands.
    forms: HashMap<((u32, u16), usize), u64>,
}

impl<'a, R: Read + Seek> Drawn<'a, R> {
    pub fn of(pdf: &'a PdfDocument<R>) -> Self {
        Drawn { pdf, left: MOST_DRAWN, forms: HashMap::new() }
    }

    /// Adds a page, and says whether it can be read at all.
    pub fn page(&mut self, page: u32) -> Result<bool, IntakeError> {
        let Ok(page) = self.pdf.get_page(page) else { return Ok(false) };
        let resources = page.get_resources().cloned();
        let contents = page.get_contents().and_then(|contents| self.pdf.resolve(contents).ok());
        let streams = match contents {
            Some(PdfObject::Array(array)) => array.0.clone(),
            Some(other) => vec![other],
            None => Vec::new(),
        };
        for stream in streams {
            if let Ok(PdfObject::Stream(stream)) = self.pdf.resolve(&stream) {
                let Some(drawn) = self.stream(&stream, resources.as_ref(), 0)? else { return Ok(false) };
                self.left = self.left.checked_sub(drawn).ok_or(IntakeError::TooSlow(WHAT))?;
            }
        }
        Ok(true)
    }

    /// How much a stream draws, in bytes; nothing can be said of a broken one.
    fn stream(
        &mut self,
        stream: &PdfStream,
        resources: Option<&PdfDictionary>,
        depth: usize,
    ) -> Result<Option<u64>, IntakeError> {
        let content = match self.pdf.decode_stream_with_limit(stream, LARGEST_STREAM) {
            Ok(content) => content,
            // The library has no other way to say it.
            Err(error) if error.to_string().contains("limit") => return Err(IntakeError::TooSlow(WHAT)),
            Err(_) => return Ok(None),
        };
        let forms = resources.map(|resources| self.forms_of(resources)).unwrap_or_default();
        let mut heaviest = 0;
        if depth < DEEPEST_FORM {
            for form in forms {
                heaviest = heaviest.max(self.form(form, depth + 1)?);
            }
        }
        let paints = content.windows(2).filter(|pair| pair == b"Do").count() as u64;
        Ok(Some((content.len() as u64).saturating_add(paints.saturating_mul(heaviest))))
    }

    fn form(&mut self, form: (u32, u16), depth: usize) -> Result<u64, IntakeError> {
        if let Some(known) = self.forms.get(&(form, depth)) {
            return Ok(*known);
        }
        let drawn = match self.pdf.get_object(form.0, form.1) {
            Ok(PdfObject::Stream(stream)) if is_form(&stream.dict) => {
                let resources = stream.dict.get("Resources").and_then(|it| self.pdf.resolve(it).ok());
                let resources = resources.as_ref().and_then(PdfObject::as_dict).cloned();
                self.stream(&stream, resources.as_ref(), depth)?.unwrap_or_default()
            }
            _ => 0,
        };
        self.forms.insert((form, depth), drawn);
        Ok(drawn)
    }

    /// The outside objects that drawing may name, each once.
    fn forms_of(&self, resources: &PdfDictionary) -> HashSet<(u32, u16)> {
        let named = resources.get("XObject").and_then(|it| self.pdf.resolve(it).ok());
        let named = named.as_ref().and_then(PdfObject::as_dict);
        named.into_iter().flat_map(|named| named.0.values()).filter_map(PdfObject::as_reference).collect()
    }
}

fn is_form(dict: &PdfDictionary) -> bool {
    dict.get("Subtype").and_then(PdfObject::as_name).is_some_and(|name| name.0 == "Form")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn nesting() {
        for deep in ["[".repeat(5_000), "<</A ".repeat(5_000), "[<</A".repeat(2_500), "; ".repeat(2_000)] {
            assert!(nests_too_deep(deep.as_bytes()), "{}", &deep[..10]);
        }
        let packed = |objects: &str| {
            let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(objects.as_bytes()).unwrap();
            let head = b"1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\r\n";
            [head.as_slice(), &packer.finish().unwrap(), b"\nendstream"].concat()
        };
        assert!(nests_too_deep(&packed(&"[".repeat(5_000))));
        assert!(!nests_too_deep(&packed(&"[]".repeat(5_000))));
        let flat = ["[1 0 R]".repeat(5_000), "<</A<</B 1>>>>".repeat(5_000), "<<<48>>>".repeat(5_000)];
        for flat in flat {
            assert!(!nests_too_deep(flat.as_bytes()), "{}", &flat[..10]);
        }
    }
}
