//! PDFs: their text with its places on the page, put together as lines of a page laid out in columns; or the report
//! a PDF of our own carries, which says itself what the lines only show.

mod bounds;

use super::Decoded;
use crate::{
    document::{Field, Position, Row, Rows},
    fold::is_space,
    IntakeError,
};
use bounds::Drawn;
use oxidize_pdf::{
    parser::{PdfDocument, PdfReader},
    text::{ExtractionOptions, TextExtractor, TextFragment},
};
use std::io::Cursor;

const WHAT: &str = "PDF 文件";

/// The most pages that are read.
const MOST_PAGES: u32 = 200;

/// The most pieces of text on a page.
const MOST_PIECES: usize = 100_000;

/// How wide a column of the page is that one character stands for, in points: narrower than any digit.
const UNIT: f64 = 4.0;

/// What the file of a report is called in its PDF.
const ATTACHED: &[u8] = b"nianbao.report-1.json";

/// The most bytes such a file may have.
const LARGEST_ATTACHED: usize = 16 << 20;

/// The most files of a PDF that are looked at.
const MOST_ATTACHED: usize = 64;

pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, IntakeError> {
    if bounds::nests_too_deep(&bytes) {
        return Err(IntakeError::TooSlow(WHAT));
    }
    let opened = PdfReader::new_with_options(Cursor::new(bytes), bounds::options());
    let mut reader = opened.map_err(|_| IntakeError::Broken(WHAT))?;
    if reader.is_encrypted() && !reader.is_unlocked() {
        return Err(IntakeError::Locked(WHAT));
    }
    let attached = attached(&mut reader);
    let pdf = PdfDocument::new(reader);
    let pages = pdf.page_count().map_err(|_| IntakeError::Broken(WHAT))?.min(MOST_PAGES);
    let mut rows = Rows::default();
    let mut drawn = Drawn::of(&pdf);
    let mut failed = 0;
    for page in 0..pages {
        if !drawn.page(page)? {
            failed += 1;
            continue;
        }
        let options = ExtractionOptions { preserve_layout: true, ..ExtractionOptions::default() };
        match TextExtractor::with_options(options).extract_from_page(&pdf, page) {
            Ok(text) => lines(&text.fragments, &mut rows)?,
            Err(_) => failed += 1,
        }
    }
    if let Some(json) = attached {
        return Ok(Decoded::Attached { json, pages: rows.into_document() });
    }
    if rows.is_empty() {
        return Err(if failed > 0 { IntakeError::Broken(WHAT) } else { IntakeError::NoText });
    }
    Ok(Decoded::Document(rows.into_document()))
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

/// The lines of a page, from the top.
fn lines(fragments: &[TextFragment], out: &mut Rows) -> Result<(), IntakeError> {
    let is_text = |piece: &&TextFragment| {
        !piece.text.trim_matches(is_space).is_empty() && piece.x.is_finite() && piece.y.is_finite()
    };
    let mut pieces: Vec<&TextFragment> = fragments.iter().filter(is_text).take(MOST_PIECES).collect();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let left = pieces.iter().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        // On one line: what stands no lower than a third of its height.
        let height = first.font_size.abs().clamp(4.0, 40.0);
        let size = rest.iter().take_while(|piece| first.y - piece.y <= height / 3.0).count();
        let (line, below) = rest.split_at(size.max(1));
        rest = below;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let (indent, text) = laid_out(&line, left);
        let position = Position::Line(out.len() + 1);
        out.push(Row { position, fields: vec![Field { text, column: indent }] })?;
    }
    Ok(())
}

/// A line with a space for every gap, so that what stands in one column of the page begins at one character.
fn laid_out(line: &[&TextFragment], left: f64) -> (usize, String) {
    let mut text = String::new();
    let mut written = 0;
    let mut indent = 0;
    let mut end = f64::NEG_INFINITY;
    for piece in line {
        let at = ((piece.x - left) / UNIT).clamp(0.0, 2_000.0) as usize;
        if text.is_empty() {
            indent = at;
            written = at;
        } else if piece.x - end > piece.font_size.abs().clamp(4.0, 40.0) * 0.28 {
            let gap = at.saturating_sub(written).max(1);
            text.extend(std::iter::repeat_n(' ', gap));
            written += gap;
        }
        let inner = piece.text.trim_matches(is_space);
        text.push_str(inner);
        written += inner.chars().count();
        end = piece.x + piece.width.max(0.0);
    }
    (indent, text)
}
