//! Decoders: from bytes to a document of rows, by what the bytes are and not by what the file is called.

mod cells;
mod doc;
mod doc_looks;
mod docx;
mod guard;
mod html;
mod html_style;
mod html_text;
mod laid_out;
mod little_endian;
mod mail;
mod notation;
mod packed;
mod pdf;
mod separated;
mod sheet;
mod sheet_looks;
mod text;
mod xls;
mod xls_looks;

pub(crate) use packed::{Kind as PackedKind, Packed};

use crate::{charset, document::Document, Budget, IntakeError};
use guard::guarded;
use pdf::By;
use std::time::Duration;

/// What bytes turned out to be.
pub(crate) enum Decoded {
    /// Lines and tables.
    Document(Document),
    /// An exchange file, to be read as such.
    Json(String),
    /// A PDF as its structure tree says it is, with an exchange file if one is attached: what stands where on its pages may
    /// tell more, and is to be had by [`places`].
    Tagged {
        /// The exchange file.
        json: Option<String>,
        /// The pages.
        pages: Document,
    },
    /// A PDF with an exchange file attached, and what its pages show: the two need not agree.
    Attached {
        /// The exchange file.
        json: String,
        /// The pages.
        pages: Document,
    },
}

/// How far into a file a PDF may begin.
const PDF_WITHIN: usize = 1024;

/// The largest exchange file, in bytes: a hundred times that of a long report.
const LARGEST_JSON: usize = 8 << 20;

/// By this key an exchange file says what it is.
const SCHEMA: &str = "\"schema\"";

/// How many marks are looked at that may begin a tag.
const MOST_MARKS: usize = 100_000;

/// Whether bytes are a ZIP, of whatever use.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Decodes one document. A ZIP of several is none: see [`Packed`].
pub(crate) fn decode(bytes: &[u8], budget: Budget) -> Result<Decoded, IntakeError> {
    if is_packed(bytes) {
        let document = match Packed::open(bytes, budget)?.kind() {
            PackedKind::Document => docx::decode(bytes, budget)?,
            PackedKind::Sheets => sheet::decode(bytes, budget)?,
            PackedKind::Folder => return Err(IntakeError::Several),
            PackedKind::Other(what) => return Err(IntakeError::Unsupported(what)),
        };
        return Ok(Decoded::Document(document));
    }
    if bytes[..bytes.len().min(PDF_WITHIN)].windows(5).any(|window| window == b"%PDF-") {
        let bytes = bytes.to_vec();
        return guarded("PDF 文件", budget.time, move || pdf::decode(bytes, By::Structure));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let bytes = bytes.to_vec();
        let decoded = guarded("旧版 Word 或 Excel 文件", budget.time, move || match doc::kind(&bytes) {
            doc::Kind::Document => doc::decode(&bytes),
            doc::Kind::Sheets => xls::decode(&bytes),
            doc::Kind::Locked => Err(IntakeError::Locked("Word 或 Excel 文件")),
            doc::Kind::Other => Err(IntakeError::Unsupported("认不出的旧版 Office 文件")),
        });
        return decoded.map(Decoded::Document);
    }
    if mail::is_mail(bytes) {
        let bytes = bytes.to_vec();
        let page = guarded("网页存档文件", budget.time, move || mail::page(&bytes))?;
        return page_of(page, budget);
    }
    let source = charset::decode(bytes)?;
    if source.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    decode_text(source.into_owned(), budget)
}

/// Decodes a PDF by where its text stands, whatever its structure tree says, within what is left of the time.
pub(crate) fn places(bytes: &[u8], time: Duration) -> Result<Document, IntakeError> {
    let bytes = bytes.to_vec();
    match guarded("PDF 文件", time, move || pdf::decode(bytes, By::Places))? {
        Decoded::Document(pages) | Decoded::Attached { pages, .. } | Decoded::Tagged { pages, .. } => {
            Ok(pages)
        }
        Decoded::Json(_) => Err(IntakeError::NoText),
    }
}

/// Decodes by what the text looks like, whatever the file is called.
fn decode_text(source: String, budget: Budget) -> Result<Decoded, IntakeError> {
    let start = source.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    // What other programs write between braces is no exchange file, but may hold the tables.
    let is_exchange = start.starts_with('{') && (start.contains(SCHEMA) || !notation::looks_like(start));
    if is_exchange {
        if source.len() > LARGEST_JSON {
            return Err(IntakeError::TooLong);
        }
        Ok(Decoded::Json(source))
    } else if let Some(document) = laid_out::decode(&source)? {
        Ok(Decoded::Document(document))
    } else if looks_like_html(start) {
        page_of(source, budget)
    } else if notation::looks_like(start) {
        notation::decode(&source).map(Decoded::Document)
    } else if let Some(document) = separated::decode(&source)? {
        Ok(Decoded::Document(document))
    } else {
        text::decode(&source).map(Decoded::Document)
    }
}

fn page_of(source: String, budget: Budget) -> Result<Decoded, IntakeError> {
    guarded(html::WHAT, budget.time, move || html::decode(&source, budget.time)).map(Decoded::Document)
}

/// The character an entity of XML stands for.
fn character(entity: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    entity.resolve_char_ref().ok().flatten().or(match &**entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    })
}

/// Puts text behind other text that stands at another height: the mark of a note behind a number is none of its digits.
fn push_apart(text: &mut String, piece: &str) {
    if text.ends_with(char::is_numeric) && piece.starts_with(char::is_numeric) {
        text.push(' ');
    }
    text.push_str(piece);
}

/// Markup at the start, or table markup anywhere: a fragment copied out of a page may begin with text.
fn looks_like_html(start: &str) -> bool {
    let is_tag = |rest: &str| {
        ["html", "body", "table", "div", "p", "pre", "br", "span", "td", "h1", "h2"].iter().any(|name| {
            rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
                && rest[name.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
        })
    };
    start.starts_with("<!") || start.match_indices('<').take(MOST_MARKS).any(|(i, _)| is_tag(&start[i + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_or_text() {
        for html in ["<!DOCTYPE html>", "<pre>a</pre>", "<p style='x'>a</p>", "标题<BR/>正文", "a<table>"]
        {
            assert!(looks_like_html(html), "{html}");
        }
        for text in ["一、总体情况", "a < b > c", "<《条例》>", "收到<10件", "<tablet>", "<present>"]
        {
            assert!(!looks_like_html(text), "{text}");
        }
    }
}
