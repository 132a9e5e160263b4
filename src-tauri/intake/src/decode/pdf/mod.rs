//! PDFs: what their structure tree says; or their text with its places on the page, put together as lines of a page laid
//! out in columns; or the report a PDF of our own carries, which says itself what the lines only show.

mod bounds;
mod lines;
mod tagged;

use super::Decoded;
use crate::{
    document::{Document, Rows, Said},
    IntakeError,
};
use bounds::Drawn;
use oxidize_pdf::{
    parser::{PdfDocument, PdfReader},
    text::{ExtractionOptions, TextExtractor},
};
use std::io::Cursor;

const WHAT: &str = "PDF 文件";

/// The most pages that are read.
const MOST_PAGES: u32 = 200;

/// What the file of a report is called in its PDF.
const ATTACHED: &[u8] = b"nianbao.report-1.json";

/// The most bytes such a file may have.
const LARGEST_ATTACHED: usize = 16 << 20;

/// The most files of a PDF that are looked at.
const MOST_ATTACHED: usize = 64;

/// What of a PDF is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum By {
    /// Its structure, where it has one that can be read, else the places of its text.
    Structure,
    /// The places of its text.
    Places,
}

pub(super) fn decode(bytes: Vec<u8>, by: By) -> Result<Decoded, IntakeError> {
    if bounds::nests_too_deep(&bytes) {
        return Err(IntakeError::TooSlow(WHAT));
    }
    let opened = PdfReader::new_with_options(Cursor::new(bytes), bounds::options());
    let mut reader = opened.map_err(|_| IntakeError::Broken(WHAT))?;
    if reader.is_encrypted() && !reader.is_unlocked() {
        return Err(IntakeError::Locked(WHAT));
    }
    let attached = attached(&mut reader);
    let said = said(&mut reader);
    let catalog = reader.catalog().ok().cloned().filter(|_| by == By::Structure);
    let pdf = PdfDocument::new(reader);
    let pages = pdf.page_count().map_err(|_| IntakeError::Broken(WHAT))?;
    if let Some(catalog) = catalog.filter(|_| pages <= MOST_PAGES) {
        if let Some(document) = tagged::document(&pdf, &catalog, pages)? {
            return Ok(Decoded::Tagged { json: attached, pages: Document { said, ..document } });
        }
    }
    let (rows, failed) = by_places(&pdf, pages.min(MOST_PAGES))?;
    if let Some(json) = attached {
        return Ok(Decoded::Attached { json, pages: rows.into_document() });
    }
    if rows.is_empty() {
        return Err(if failed { IntakeError::Broken(WHAT) } else { IntakeError::NoText });
    }
    Ok(Decoded::Document(Document { said, ..rows.into_document() }))
}

/// The lines of the pages, and whether one of them could not be read.
fn by_places(pdf: &PdfDocument<Cursor<Vec<u8>>>, pages: u32) -> Result<(Rows, bool), IntakeError> {
    let mut rows = Rows::default();
    let mut drawn = Drawn::of(pdf);
    let mut failed = false;
    for page in 0..pages {
        if !drawn.page(page)? {
            failed = true;
            continue;
        }
        let options = ExtractionOptions { preserve_layout: true, ..ExtractionOptions::default() };
        match TextExtractor::with_options(options).extract_from_page(pdf, page) {
            Ok(text) => lines::of_page(&text.fragments, &mut rows)?,
            Err(_) => failed = true,
        }
    }
    Ok((rows, failed))
}

/// What the file says of itself.
fn said(reader: &mut PdfReader<Cursor<Vec<u8>>>) -> Said {
    let info = reader.info().ok().flatten();
    let of = |name: &str| {
        let text = info.and_then(|info| info.get(name)).and_then(|text| text.as_string());
        text.map(|text| text.to_text()).unwrap_or_default()
    };
    Said::new(&of("Title"), &of("Author"))
}

/// The report that the PDF was made from, where it carries it.
fn attached(reader: &mut PdfReader<Cursor<Vec<u8>>>) -> Option<String> {
    let listed = reader.catalog().ok()?.get("AF")?.clone();
    let listed = reader.resolve(&listed).ok()?.as_array()?.clone();
    for file in listed.0.iter().take(MOST_ATTACHED) {
        let Some(file) = reader.resolve(file).ok().and_then(|file| file.as_dict()).cloned() else { continue };
        // The name may be written in two bytes a character.
        let name = file.get("F").and_then(|name| name.as_string()).map(|name| name.as_bytes().to_vec());
        let name: Vec<u8> = name.unwrap_or_default().into_iter().filter(|byte| *byte != 0).collect();
        if !name.ends_with(ATTACHED) {
            continue;
        }
        let embedded = file.get("EF")?.clone();
        let stream = reader.resolve(&embedded).ok()?.as_dict()?.get("F")?.clone();
        let stream = reader.resolve(&stream).ok()?.as_stream()?.clone();
        let bytes = stream.decode_with_limit(&bounds::options(), LARGEST_ATTACHED).ok()?;
        return String::from_utf8(bytes).ok();
    }
    None
}
