//! PDFs: their text with its places on the page, put together as lines of a page laid out in columns; or the report
//! a PDF of our own carries, which says itself what the lines only show.

mod bounds;

use super::Decoded;
use crate::{
    document::{Document, Field, Position, Row, Rows, Said},
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
    let said = said(&mut reader);
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
    Ok(Decoded::Document(Document { said, ..rows.into_document() }))
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

/// The lines of a page, from the top.
fn lines(fragments: &[TextFragment], out: &mut Rows) -> Result<(), IntakeError> {
    let is_text = |piece: &&TextFragment| {
        !piece.text.trim_matches(is_space).is_empty() && piece.x.is_finite() && piece.y.is_finite()
    };
    let mut pieces: Vec<&TextFragment> = fragments.iter().filter(is_text).take(MOST_PIECES).collect();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let left = pieces.iter().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let (line, below) = rest.split_at(size_of_line(rest).max(1));
        rest = below;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let (indent, text) = laid_out(&line, left);
        let position = Position::Line(out.len() + 1);
        out.push(Row { position, fields: vec![Field::new(text, indent)] })?;
    }
    Ok(())
}

/// How many of the pieces, which come from the top, stand on the first line: no lower than a third of its height. A
/// label between two lines may stand nearly as near to the one below it as small digits do to their own line: the line
/// ends at the widest step between heights then.
fn size_of_line(pieces: &[&TextFragment]) -> usize {
    let Some(first) = pieces.first() else { return 0 };
    let third = first.font_size.abs().clamp(4.0, 40.0) / 3.0;
    let steps = || pieces.windows(2).map(|two| two[0].y - two[1].y);
    let mut size = steps().take_while(|step| *step <= third).count() + 1;
    while first.y - pieces[size - 1].y > third {
        let widest = steps().take(size - 1).enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        size = widest.map_or(1, |(n, _)| n + 1);
    }
    size
}

/// How wide a gap is, in heights of the text: between two numbers it is narrower than between words.
fn narrowest_gap(before: &str, after: &str) -> f64 {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if is_digit(before.chars().next_back()) && is_digit(after.chars().next()) {
        0.18
    } else {
        0.28
    }
}

/// A line with a space for every gap, so that what stands in one column of the page begins at one character.
fn laid_out(line: &[&TextFragment], left: f64) -> (usize, String) {
    let mut text = String::new();
    let mut written = 0;
    let mut indent = 0;
    let mut end = f64::NEG_INFINITY;
    for piece in line {
        let at = ((piece.x - left) / UNIT).clamp(0.0, 2_000.0) as usize;
        let inner = piece.text.trim_matches(is_space);
        if text.is_empty() {
            indent = at;
            written = at;
        } else if piece.x - end > piece.font_size.abs().clamp(4.0, 40.0) * narrowest_gap(&text, inner) {
            let gap = at.saturating_sub(written).max(1);
            text.extend(std::iter::repeat_n(' ', gap));
            written += gap;
        }
        text.push_str(inner);
        written += inner.chars().count();
        end = piece.x + piece.width.max(0.0);
    }
    (indent, text)
}
