//! Old Word and WPS documents (.doc, .wps): their text, as its table of pieces puts it together.
//!
//! The format is [MS-DOC]; no kept library reads it. The text says by itself where a cell ends.

use super::{
    doc_looks::{Look, Looks},
    little_endian::{u16_at, u32_at},
    push_apart,
};
use crate::{
    document::{Document, Field, Position, Row, Rows, MOST_TEXT},
    fold::is_space,
    IntakeError,
};
use cfb::CompoundFile;
use std::io::{Cursor, Read};

const WHAT: &str = "旧版 Word 文件";

/// The largest stream that is read.
const LARGEST: u64 = 64 << 20;

/// What a compound file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Document,
    Sheets,
    /// A newer document that a password locks.
    Locked,
    Other,
}

pub(super) fn kind(bytes: &[u8]) -> Kind {
    let Ok(file) = CompoundFile::open(Cursor::new(bytes)) else { return Kind::Other };
    if file.is_stream("/WordDocument") {
        Kind::Document
    } else if file.is_stream("/Workbook") || file.is_stream("/Book") {
        Kind::Sheets
    } else if file.is_stream("/EncryptedPackage") {
        Kind::Locked
    } else {
        Kind::Other
    }
}

pub(super) fn decode(bytes: &[u8]) -> Result<Document, IntakeError> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| IntakeError::Broken(WHAT))?;
    let mut stream = |name: &str| -> Option<Vec<u8>> {
        let mut content = Vec::new();
        file.open_stream(name).ok()?.take(LARGEST).read_to_end(&mut content).ok()?;
        Some(content)
    };
    let broken = || IntakeError::Broken(WHAT);
    let main = stream("/WordDocument").ok_or_else(broken)?;
    let flags = u16_at(&main, 0x0A).ok_or_else(broken)?;
    if flags & 0x0100 != 0 {
        return Err(IntakeError::Locked(WHAT));
    }
    let table = stream(if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" }).ok_or_else(broken)?;
    let text = text(&main, &table).ok_or_else(broken)?;
    document(&text)
}

/// The main text: the pieces in order, of which each is UTF-16 or a byte a character.
fn text(main: &[u8], table: &[u8]) -> Option<String> {
    let characters = u32_at(main, 0x4C)? as usize;
    let (at, length) = (u32_at(main, 0x01A2)? as usize, u32_at(main, 0x01A6)? as usize);
    let mut clx = table.get(at..at.checked_add(length)?)?;
    // Properties come before the pieces.
    while let Some(1) = clx.first() {
        let size = usize::from(u16_at(clx, 1)?);
        clx = clx.get(3 + size..)?;
    }
    if clx.first() != Some(&2) {
        return None;
    }
    let size = u32_at(clx, 1)? as usize;
    let pieces = clx.get(5..5_usize.checked_add(size)?)?;
    let count = size.checked_sub(4)? / 12;
    let looks = Looks::of(main, table);
    let mut out = Text::default();
    let mut written = 0;
    for n in 0..count {
        let (from, to) = (u32_at(pieces, n * 4)? as usize, u32_at(pieces, n * 4 + 4)? as usize);
        let length = to.checked_sub(from)?.min(characters.saturating_sub(written));
        let place = u32_at(pieces, (count + 1) * 4 + n * 8 + 2)?;
        let start = (place & 0x3FFF_FFFF) as usize;
        let is_narrow = place & 0x4000_0000 != 0;
        let (mut at, size) = if is_narrow { (start / 2, length) } else { (start, length.checked_mul(2)?) };
        let end = at.checked_add(size)?;
        while at < end {
            let (look, until) = looks.at(at);
            // Two bytes stay together.
            let until = if is_narrow { until } else { until.saturating_add((until - at) % 2) }.min(end);
            let bytes = main.get(at..until)?;
            let encoding = if is_narrow { encoding_rs::WINDOWS_1252 } else { encoding_rs::UTF_16LE };
            out.push(&encoding.decode_without_bom_handling(bytes).0, look);
            at = until;
        }
        written += length;
        // Pieces may all be the same, and say so a million times.
        if out.text.len() > MOST_TEXT || written > MOST_TEXT {
            return None;
        }
    }
    Some(out.text)
}

/// Text being put together from runs.
#[derive(Default)]
struct Text {
    text: String,
    /// Whether the last of it is raised.
    was_raised: bool,
}

impl Text {
    fn push(&mut self, run: &str, look: Look) {
        if look.is_unseen {
            // Cells and paragraphs end all the same.
            self.text.extend(run.chars().filter(|c| *c < ' ' && *c != '\t'));
            return;
        }
        if look.is_raised == self.was_raised {
            self.text.push_str(run);
        } else {
            push_apart(&mut self.text, run);
        }
        self.was_raised = look.is_raised;
    }
}

/// A line for every paragraph and every cell. The text alone does not tell a blank cell from the end of a row, so
/// that blanks are not kept: a row with one has too few numbers, and is in doubt.
fn document(text: &str) -> Result<Document, IntakeError> {
    let mut plain = String::with_capacity(text.len());
    // Fields within one another: whether their instruction goes on, and of how many it does.
    let mut fields: Vec<bool> = Vec::new();
    let mut hidden = 0;
    for c in text.chars() {
        match c {
            // A field's instruction is no text; its result, behind U+0014, is.
            '\u{13}' => {
                fields.push(true);
                hidden += 1;
            }
            '\u{14}' => {
                if let Some(instructs) = fields.last_mut() {
                    hidden -= usize::from(std::mem::take(instructs));
                }
            }
            '\u{15}' => hidden -= usize::from(fields.pop().unwrap_or_default()),
            _ if hidden > 0 => {}
            '\u{07}' | '\r' | '\n' | '\u{0b}' | '\u{0c}' => plain.push('\n'),
            '\t' => plain.push(' '),
            c if c < ' ' => {}
            c => plain.push(c),
        }
    }
    let line = |(n, line): (usize, &str)| Row {
        position: Position::Line(n + 1),
        fields: vec![Field::new(line.trim_matches(is_space).to_owned(), 0)],
    };
    let mut rows = Rows::default();
    for row in plain.lines().enumerate().map(line).filter(|row| !row.is_blank()) {
        rows.push(row)?;
    }
    Ok(rows.into_document())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A document of two pieces, one in UTF-16 and one a byte a character, as Word saves it.
    fn doc(han: &str, latin: &str) -> Vec<u8> {
        doc_with(han, latin, &[])
    }

    /// The same, with runs of the text that look different: the characters of the first piece up to where, and how.
    fn doc_with(han: &str, latin: &str, runs: &[(u32, &[u8])]) -> Vec<u8> {
        let wide: Vec<u8> = han.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (han_length, latin_length) = (han.encode_utf16().count() as u32, latin.len() as u32);
        let mut main = vec![0; 0x600];
        main[0x0A..0x0C].copy_from_slice(&0x0200_u16.to_le_bytes());
        main[0x4C..0x50].copy_from_slice(&(han_length + latin_length).to_le_bytes());
        let wide_at = main.len() as u32;
        // The page of runs before the text: where they end, where their looks are, and these.
        let mut looks_at = 0x100;
        main[0x5FF] = runs.len() as u8;
        main[0x400..0x404].copy_from_slice(&wide_at.to_le_bytes());
        for (n, (to, look)) in runs.iter().enumerate() {
            main[0x404 + n * 4..0x408 + n * 4].copy_from_slice(&(wide_at + to * 2).to_le_bytes());
            main[0x404 + runs.len() * 4 + n] = (looks_at / 2) as u8;
            main[0x400 + looks_at] = look.len() as u8;
            main[0x401 + looks_at..0x401 + looks_at + look.len()].copy_from_slice(look);
            looks_at += 0x10;
        }
        main.extend(&wide);
        let latin_at = main.len() as u32;
        main.extend(latin.as_bytes());
        let mut pieces = Vec::new();
        for end in [0, han_length, han_length + latin_length] {
            pieces.extend(end.to_le_bytes());
        }
        for place in [wide_at, (latin_at * 2) | 0x4000_0000] {
            pieces.extend([0, 0]);
            pieces.extend(place.to_le_bytes());
            pieces.extend([0, 0]);
        }
        // Properties before the pieces, as there mostly are.
        let mut clx = vec![1, 2, 0, 9, 9, 2];
        clx.extend((pieces.len() as u32).to_le_bytes());
        clx.extend(&pieces);
        main[0x01A2..0x01A6].copy_from_slice(&0_u32.to_le_bytes());
        main[0x01A6..0x01AA].copy_from_slice(&(clx.len() as u32).to_le_bytes());
        // The list of pages: what they cover, and the third of the stream.
        main[0xFA..0xFE].copy_from_slice(&(clx.len() as u32).to_le_bytes());
        main[0xFE..0x102].copy_from_slice(&12_u32.to_le_bytes());
        clx.extend([0; 8]);
        clx.extend(2_u32.to_le_bytes());
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/WordDocument").unwrap().write_all(&main).unwrap();
        file.create_stream("/1Table").unwrap().write_all(&clx).unwrap();
        file.into_inner().into_inner()
    }

    fn lines(bytes: &[u8]) -> Vec<String> {
        decode(bytes).unwrap().rows.iter().map(|row| row.fields[0].text.clone()).collect()
    }

    #[test]
    fn pieces_paragraphs_cells_and_fields() {
        let bytes = doc("二、情况\r规章\u{7}0\u{7}\u{7}见\u{13} HYPERLINK \u{14}网站\u{15}\r", "12\x07\x07");
        assert_eq!(kind(&bytes), Kind::Document);
        assert_eq!(lines(&bytes), ["二、情况", "规章", "0", "见网站", "12"]);
    }

    #[test]
    fn what_is_deleted_struck_out_or_hidden_is_no_text() {
        let plain: &[u8] = &[0x36, 0x08, 1];
        let text = "许可\u{7}95\u{7}\u{7}处罚\u{7}8";
        for look in [
            [0x00, 0x08, 1].as_slice(),
            &[0x36, 0x08, 1, 0x37, 0x08, 1],
            &[0x53, 0x2A, 0x81],
            &[0x03, 0x6A, 1, 2, 3, 4, 0x3C, 0x08, 1],
        ] {
            let bytes = doc_with(text, "1", &[(3, plain), (4, look), (7, plain)]);
            assert_eq!(lines(&bytes), ["许可", "5", "处罚", "81"], "{look:?}");
            // The end of a cell is one whatever it looks like.
            let bytes = doc_with(text, "1", &[(3, plain), (7, look)]);
            assert_eq!(lines(&bytes), ["许可", "处罚", "81"], "{look:?}");
        }
        let raised = doc_with(text, "1", &[(4, plain), (5, &[0x48, 0x2A, 1])]);
        assert_eq!(lines(&raised), ["许可", "9 5", "处罚", "81"]);
        let not = doc_with(text, "1", &[(3, plain), (4, &[0x37, 0x08, 0])]);
        assert_eq!(lines(&not), ["许可", "95", "处罚", "81"]);
    }

    #[test]
    fn broken_documents_are_refused() {
        let whole = doc_with("规章\u{7}", "0", &[(1, &[0x37, 0x08, 1])]);
        assert_eq!(kind(b"nothing"), Kind::Other);
        assert!(matches!(decode(b"nothing"), Err(IntakeError::Broken(_))));
        for at in (0..whole.len()).step_by(37) {
            let mut changed = whole.clone();
            changed[at] ^= 0xFF;
            let _ = decode(&changed);
            let _ = decode(&whole[..at]);
        }
    }
}
