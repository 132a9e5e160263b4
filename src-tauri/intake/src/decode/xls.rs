//! Old sheets (.xls, .et): the cells and merged regions of a workbook as [MS-XLS] keeps them, in records. No formula
//! is reckoned: what a cell showed when it was saved is what it says.
//!
//! Ours, although a library reads this format: see the note on sheets in `Cargo.toml`.

use super::{
    little_endian::{f64_at, u16_at, u32_at},
    sheet::{rows, Cells, Region, MOST_SHEETS},
};
use crate::{
    document::{Document, Rows, MOST_TEXT},
    IntakeError,
};
use cfb::CompoundFile;
use encoding_rs::Encoding;
use std::io::{Cursor, Read};

const WHAT: &str = "旧版 Excel 文件";

/// The largest stream that is read.
const LARGEST: u64 = 64 << 20;

/// The kinds of record that matter.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const LOCKED: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const SHEET: u16 = 0x0085;
    pub const SMALL_NUMBERS: u16 = 0x00BD;
    pub const BLANKS: u16 = 0x00BE;
    pub const RICH_TEXT: u16 = 0x00D6;
    pub const MERGED: u16 = 0x00E5;
    pub const SHARED_TEXTS: u16 = 0x00FC;
    pub const SHARED_TEXT: u16 = 0x00FD;
    pub const BLANK: u16 = 0x0201;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const FORMULA_TEXT: u16 = 0x0207;
    pub const SMALL_NUMBER: u16 = 0x027E;
    pub const BEGIN: u16 = 0x0809;
}

pub(super) fn decode(bytes: &[u8]) -> Result<Document, IntakeError> {
    let broken = || IntakeError::Broken(WHAT);
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|_| broken())?;
    let name = if file.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
    let mut stream = Vec::new();
    let opened = file.open_stream(name).map_err(|_| broken())?;
    opened.take(LARGEST).read_to_end(&mut stream).map_err(|_| broken())?;
    let book = Book::of(&stream)?;
    let mut all = Rows::default();
    for (n, at) in book.sheets.iter().take(MOST_SHEETS).enumerate() {
        let (cells, regions) = book.sheet(stream.get(*at..).unwrap_or_default());
        rows(n + 1, &cells, &regions, &mut all)?;
    }
    if all.is_empty() {
        return Err(broken());
    }
    Ok(all.into_document())
}

/// A record, and those that go on with it.
struct Record<'a> {
    kind: u16,
    parts: Vec<&'a [u8]>,
}

impl Record<'_> {
    fn first(&self) -> &[u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// The records of a stream, as far as they are whole.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (u16_at(self.rest, 0)?, usize::from(u16_at(self.rest, 2)?));
        let content = self.rest.get(4..4 + length)?;
        self.rest = &self.rest[4 + length..];
        Some((kind, content))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, first) = self.one()?;
        let mut parts = vec![first];
        while u16_at(self.rest, 0) == Some(kind::CONTINUE) {
            parts.push(self.one()?.1);
        }
        Some(Record { kind, parts })
    }
}

/// What holds for all sheets of a workbook.
struct Book {
    /// Where the sheets begin.
    sheets: Vec<usize>,
    texts: Vec<String>,
    /// Of a workbook from before 1997: how its texts are written, a byte or two a character.
    old: Option<&'static Encoding>,
}

impl Book {
    fn of(stream: &[u8]) -> Result<Book, IntakeError> {
        let mut book = Book { sheets: Vec::new(), texts: Vec::new(), old: None };
        for record in (Records { rest: stream }) {
            let content = record.first();
            match record.kind {
                kind::BEGIN if u16_at(content, 0) != Some(0x0600) => book.old = Some(encoding_rs::GB18030),
                kind::CODE_PAGE if book.old.is_some() => {
                    book.old = Some(match u16_at(content, 0) {
                        Some(950) => encoding_rs::BIG5,
                        Some(1252) => encoding_rs::WINDOWS_1252,
                        _ => encoding_rs::GB18030,
                    });
                }
                kind::LOCKED => return Err(IntakeError::Locked(WHAT)),
                // Of the kinds of sheet, 0 is one of cells. What nobody is shown is no part of the report.
                kind::SHEET if content.get(5) == Some(&0) && content.get(4).is_some_and(|it| it & 3 == 0) => {
                    book.sheets.extend(u32_at(content, 0).map(|at| at as usize))
                }
                kind::SHARED_TEXTS => {
                    book.texts = shared_texts(&record.parts).ok_or(IntakeError::TooLong)?;
                }
                kind::END => break,
                _ => {}
            }
        }
        Ok(book)
    }

    fn sheet(&self, stream: &[u8]) -> (Cells, Vec<Region>) {
        let (mut cells, mut regions) = (Cells::default(), Vec::new());
        // A chart within a sheet begins and ends as a sheet does.
        let mut depth = 0;
        let mut formula = None;
        for record in (Records { rest: stream }) {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth != 1 => {}
                kind::FORMULA_TEXT => {
                    if let Some((at, text)) = formula.take().zip(self.text(&record.parts)) {
                        cells.put(at, &text);
                    }
                }
                kind::MERGED => regions.extend(merged(record.first())),
                kind::SMALL_NUMBERS => small_numbers(record.first(), &mut cells),
                kind::BLANKS => {
                    let content = record.first();
                    let last = content.len().checked_sub(2).and_then(|at| u16_at(content, at));
                    if let Some(((row, _), last)) = place(content).zip(last) {
                        cells.put((row, last.into()), "");
                    }
                }
                _ => {
                    let Some(at) = place(record.first()) else { continue };
                    match self.cell(&record) {
                        Some(Shown::Text(text)) => cells.put(at, &text),
                        Some(Shown::Shared(n)) => {
                            cells.put(at, self.texts.get(n).map_or("", String::as_str));
                        }
                        Some(Shown::Behind) => formula = Some(at),
                        None => {}
                    }
                }
            }
        }
        (cells, regions)
    }

    /// What a record of one cell shows.
    fn cell(&self, record: &Record<'_>) -> Option<Shown> {
        let content = record.first();
        match record.kind {
            kind::NUMBER => f64_at(content, 6).map(|number| Shown::Text(plain(number))),
            kind::SMALL_NUMBER => u32_at(content, 6).map(|small| Shown::Text(plain(small_number(small)))),
            kind::SHARED_TEXT => u32_at(content, 6).map(|n| Shown::Shared(n as usize)),
            kind::TEXT | kind::RICH_TEXT => {
                let mut parts = record.parts.clone();
                *parts.first_mut()? = content.get(6..)?;
                self.text(&parts).map(Shown::Text)
            }
            kind::BLANK => Some(Shown::Text(String::new())),
            // A result that is no number says so in its last two bytes, and in its first what it is: 0 is a text.
            kind::FORMULA if u16_at(content, 12) == Some(0xFFFF) => {
                Some(if content.get(6) == Some(&0) { Shown::Behind } else { Shown::Text(String::new()) })
            }
            kind::FORMULA => f64_at(content, 6).map(|number| Shown::Text(plain(number))),
            _ => None,
        }
    }

    /// A text with its length before it.
    fn text(&self, parts: &[&[u8]]) -> Option<String> {
        let Some(encoding) = self.old else { return Texts::new(parts).text() };
        let content = parts.first()?;
        let bytes = content.get(2..2 + usize::from(u16_at(content, 0)?))?;
        Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
    }
}

enum Shown {
    Text(String),
    /// The text of this number among those that cells share.
    Shared(usize),
    /// A formula's text, which comes in a record of its own.
    Behind,
}

/// The texts that cells share; `None` when they are longer than any report.
fn shared_texts(parts: &[&[u8]]) -> Option<Vec<String>> {
    let mut texts = Texts::new(parts);
    let count = texts.u32_behind_total().unwrap_or_default();
    let mut all = Vec::new();
    let mut length = 0;
    while all.len() < count {
        let Some(text) = texts.text() else { break };
        length += text.len();
        if length > MOST_TEXT {
            return None;
        }
        all.push(text);
    }
    Some(all)
}

/// Texts in records that go on in others.
struct Texts<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl<'a> Texts<'a> {
    fn new(parts: &'a [&'a [u8]]) -> Texts<'a> {
        Texts { parts, part: 0, at: 0 }
    }

    /// The number of different texts, which stands behind that of all.
    fn u32_behind_total(&mut self) -> Option<usize> {
        self.skip(4)?;
        let low = self.u16()?;
        let high = self.u16()?;
        Some(usize::from(low) | usize::from(high) << 16)
    }

    /// A byte, in the next part when this one has come to its end.
    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        let byte = *self.parts.get(self.part)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len() - self.at;
            if left >= count {
                self.at += count;
                return Some(());
            }
            count -= left;
            (self.part, self.at) = (self.part + 1, 0);
        }
        Some(())
    }

    /// A text: its length, how it is written, and behind it how it is formatted.
    fn text(&mut self) -> Option<String> {
        let length = usize::from(self.u16()?);
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let aloud =
            if flags & 4 != 0 { usize::from(self.u16()?) | usize::from(self.u16()?) << 16 } else { 0 };
        let mut wide = flags & 1 != 0;
        let mut units = Vec::with_capacity(length);
        while units.len() < length {
            // Where a text goes on in the next part, it says again how it is written.
            if self.at >= self.parts.get(self.part)?.len() {
                (self.part, self.at) = (self.part + 1, 0);
                wide = self.byte()? & 1 != 0;
            }
            units.push(if wide { self.u16()? } else { u16::from(self.byte()?) });
        }
        self.skip(runs * 4)?;
        self.skip(aloud)?;
        Some(String::from_utf16_lossy(&units))
    }
}

/// Row and column of a record of one cell.
fn place(content: &[u8]) -> Option<(u32, u32)> {
    Some((u16_at(content, 0)?.into(), u16_at(content, 2)?.into()))
}

/// Numbers beside one another in a row.
fn small_numbers(content: &[u8], cells: &mut Cells) {
    let Some((row, first)) = place(content) else { return };
    // Each is a format and a number; the last column stands behind them.
    let numbers = content.get(4..content.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
    for (column, number) in (first..).zip(numbers) {
        if let Some(small) = u32_at(number, 2) {
            cells.put((row, column), &plain(small_number(small)));
        }
    }
}

fn merged(content: &[u8]) -> impl Iterator<Item = Region> + '_ {
    let regions = content.get(2..).unwrap_or_default().chunks_exact(8);
    regions.filter_map(|region| {
        let end = |n: usize| u16_at(region, n * 2).map(u32::from);
        let (top, bottom, left, right) = (end(0)?, end(1)?, end(2)?, end(3)?);
        Some(Region { start: (top, left), end: (bottom, right) })
    })
}

/// A number in four bytes: the upper half of one in eight, or a whole one; in hundredths or not.
fn small_number(bits: u32) -> f64 {
    let number =
        if bits & 2 != 0 { f64::from(bits as i32 >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 {
        number / 100.0
    } else {
        number
    }
}

/// The shortest text that means the number.
fn plain(number: f64) -> String {
    // Not -0.
    let number = if number == 0.0 { 0.0 } else { number };
    format!("{number}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn record(kind: u16, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), content].concat()
    }

    fn cell(row: u16, column: u16, content: &[u8]) -> Vec<u8> {
        [&row.to_le_bytes(), &column.to_le_bytes(), [0, 0].as_slice(), content].concat()
    }

    /// A workbook with one sheet of these records.
    fn workbook(texts: &[Vec<u8>], records: &[Vec<u8>], locked: bool) -> Vec<u8> {
        workbook_with(texts, records, locked, &[0])
    }

    /// A workbook that shows the same sheet several times, each hidden or not.
    fn workbook_with(texts: &[Vec<u8>], records: &[Vec<u8>], locked: bool, hidden: &[u8]) -> Vec<u8> {
        let begin = |version: u16| record(kind::BEGIN, &version.to_le_bytes());
        let lock = if locked { record(kind::LOCKED, &[0; 4]) } else { Vec::new() };
        let globals = |at: u32| {
            let sheet = |hidden: &u8| {
                record(kind::SHEET, &[&at.to_le_bytes(), [*hidden, 0, 1, 0, b'a'].as_slice()].concat())
            };
            let sheets: Vec<u8> = hidden.iter().flat_map(sheet).collect();
            [begin(0x0600), lock.clone(), sheets, texts.concat(), record(kind::END, &[])].concat()
        };
        let at = u32::try_from(globals(0).len()).unwrap();
        let stream = [globals(at), begin(0x0600), records.concat(), record(kind::END, &[])].concat();
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream("/Workbook").unwrap().write_all(&stream).unwrap();
        file.into_inner().into_inner()
    }

    fn shown(bytes: &[u8]) -> Vec<Vec<String>> {
        let document = decode(bytes).unwrap();
        document.rows.iter().map(|row| row.fields.iter().map(|field| field.text.clone()).collect()).collect()
    }

    #[test]
    fn numbers_texts_and_formulas() {
        // 规章 in two bytes a character, its second in the next record; then "ab" in one, with runs behind it.
        let count = [2_u32.to_le_bytes(), 2_u32.to_le_bytes()].concat();
        let first = [count.as_slice(), &[2, 0, 1, 0xC4, 0x89]].concat();
        let second = [1, 0xE0, 0x7A, 2, 0, 8, 1, 0, b'a', b'b', 0, 0, 0, 0];
        let texts = [record(kind::SHARED_TEXTS, &first), record(kind::CONTINUE, &second)];
        let formula = [[0, 0, 0, 0, 0, 0, 0xFF, 0xFF].as_slice(), &[0; 8]].concat();
        let blank_formula = [[3, 0, 0, 0, 0, 0, 0xFF, 0xFF].as_slice(), &[0; 8]].concat();
        let small = |bits: u32| [[0, 0].as_slice(), &bits.to_le_bytes()].concat();
        let numbers = [small((12 << 2) | 2), small((1_234 << 2) | 3)].concat();
        let bytes = workbook(
            &texts,
            &[
                record(kind::SHARED_TEXT, &cell(0, 0, &0_u32.to_le_bytes())),
                record(kind::SHARED_TEXT, &cell(0, 1, &1_u32.to_le_bytes())),
                record(kind::NUMBER, &cell(0, 2, &59_237.244_9_f64.to_le_bytes())),
                record(kind::SMALL_NUMBERS, &[&[1, 0, 0, 0], numbers.as_slice(), &[1, 0]].concat()),
                record(kind::FORMULA, &cell(1, 2, &formula)),
                record(kind::FORMULA_TEXT, &[1, 0, 0, b'x']),
                record(kind::FORMULA, &cell(2, 0, &5_f64.to_le_bytes())),
                record(kind::FORMULA, &cell(2, 1, &blank_formula)),
                record(kind::BLANK, &cell(2, 2, &[])),
            ],
            false,
        );
        let expected = [vec!["规章", "ab", "59237.2449"], vec!["12", "12.34", "x"], vec!["5", "", ""]];
        assert_eq!(shown(&bytes), expected);
    }

    #[test]
    fn locked_and_broken_workbooks_are_refused() {
        let number = record(kind::NUMBER, &cell(0, 0, &1_f64.to_le_bytes()));
        let records = std::slice::from_ref(&number);
        assert!(matches!(decode(&workbook(&[], records, true)), Err(IntakeError::Locked(_))));
        assert!(matches!(decode(&workbook(&[], &[], false)), Err(IntakeError::Broken(_))));
        assert!(matches!(decode(b"nothing"), Err(IntakeError::Broken(_))));
        let whole = workbook(&[], records, false);
        assert_eq!(shown(&whole), [["1"]]);
        assert_eq!(shown(&workbook_with(&[], records, false, &[1, 0, 2])), [["1"]]);
        for at in (0..whole.len()).step_by(31) {
            let mut changed = whole.clone();
            changed[at] ^= 0xFF;
            let _ = decode(&changed);
            let _ = decode(&whole[..at]);
        }
    }
}
