//! Old sheets (.xls, .et): the cells and merged regions of a workbook as [MS-XLS] keeps them, in records. No formula
//! is reckoned: what a cell showed when it was saved is what it says.
//!
//! Ours, although a library reads this format: see the note on sheets in `Cargo.toml`.

use super::{
    cells::{rows, Cells, Region},
    little_endian::{f64_at, u16_at, u32_at},
    push_apart,
    sheet::{Shown, MOST_SHEETS},
    sheet_looks::Look,
    xls_looks::{hidden_columns, hidden_row, Font, Looks},
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
    pub const FONT: u16 = 0x0031;
    pub const CODE_PAGE: u16 = 0x0042;
    pub const COLUMNS: u16 = 0x007D;
    pub const SHEET: u16 = 0x0085;
    pub const SMALL_NUMBERS: u16 = 0x00BD;
    pub const BLANKS: u16 = 0x00BE;
    pub const RICH_TEXT: u16 = 0x00D6;
    pub const LOOK: u16 = 0x00E0;
    pub const MERGED: u16 = 0x00E5;
    pub const SHARED_TEXTS: u16 = 0x00FC;
    pub const SHARED_TEXT: u16 = 0x00FD;
    pub const BLANK: u16 = 0x0201;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const TRUTH_OR_ERROR: u16 = 0x0205;
    pub const FORMULA_TEXT: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const VIEW: u16 = 0x023E;
    pub const SMALL_NUMBER: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
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
    texts: Vec<Shown>,
    looks: Looks,
    /// Of a workbook from before 1997: how its texts are written, a byte or two a character.
    old: Option<&'static Encoding>,
}

impl Book {
    fn of(stream: &[u8]) -> Result<Book, IntakeError> {
        let mut book = Book { sheets: Vec::new(), texts: Vec::new(), looks: Looks::default(), old: None };
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
                kind::FONT => book.looks.add_font(content),
                kind::FORMAT => {
                    let code = content.get(2..).and_then(|code| book.text(&[code]));
                    book.looks.add_format(content, &code.map(|(code, _)| code).unwrap_or_default());
                }
                kind::LOOK => book.looks.add_look(content),
                kind::SHARED_TEXTS => {
                    book.texts = shared_texts(&record.parts, &book.looks).ok_or(IntakeError::TooLong)?;
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
        let mut shows_zeros = true;
        for record in (Records { rest: stream }) {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END if depth <= 1 => break,
                kind::END => depth -= 1,
                _ if depth != 1 => {}
                kind::FORMULA_TEXT => {
                    let formula: Option<((u32, u32), Look)> = formula.take();
                    if let Some(((at, look), (text, is_doubtful))) = formula.zip(self.text(&record.parts)) {
                        cells.put_as(at, (&text, is_doubtful), look);
                    }
                }
                kind::MERGED => regions.extend(merged(record.first())),
                kind::SMALL_NUMBERS => small_numbers(record.first(), &self.looks, &mut cells),
                kind::ROW => hidden_row(record.first()).into_iter().for_each(|row| cells.hide_row(row)),
                kind::COLUMNS => {
                    let hidden = hidden_columns(record.first());
                    hidden.into_iter().for_each(|(first, last)| cells.hide_columns(first, last));
                }
                kind::VIEW if u16_at(record.first(), 0).is_some_and(|view| view & 0x10 == 0) => {
                    shows_zeros = false;
                }
                kind::BLANKS => {
                    let content = record.first();
                    let last = content.len().checked_sub(2).and_then(|at| u16_at(content, at));
                    if let Some(((row, _), last)) = place(content).zip(last) {
                        cells.put((row, last.into()), "");
                    }
                }
                _ => {
                    let Some(at) = place(record.first()) else { continue };
                    let look = self.looks.of(u16_at(record.first(), 4));
                    match self.cell(&record) {
                        Some(Held::Text(text, is_doubtful)) => cells.put_as(at, (&text, is_doubtful), look),
                        Some(Held::Shared(n)) => {
                            let shared = self.texts.get(n);
                            let (text, is_doubtful) = shared.map_or(("", true), |(text, it)| (text, *it));
                            cells.put_as(at, (text, is_doubtful), look);
                        }
                        Some(Held::Behind) => formula = Some((at, look)),
                        None => {}
                    }
                }
            }
        }
        // How a sheet is seen is said behind its cells.
        if !shows_zeros {
            cells.hide_zeros();
        }
        (cells, regions)
    }

    /// What a record of one cell holds.
    fn cell(&self, record: &Record<'_>) -> Option<Held> {
        let content = record.first();
        match record.kind {
            kind::NUMBER => f64_at(content, 6).map(|number| Held::sure(plain(number))),
            kind::SMALL_NUMBER => u32_at(content, 6).map(|small| Held::sure(plain(small_number(small)))),
            kind::SHARED_TEXT => u32_at(content, 6).map(|n| Held::Shared(n as usize)),
            kind::TEXT | kind::RICH_TEXT => {
                let mut parts = record.parts.clone();
                *parts.first_mut()? = content.get(6..)?;
                self.text(&parts).map(|(text, is_doubtful)| Held::Text(text, is_doubtful))
            }
            kind::BLANK => Some(Held::sure(String::new())),
            kind::TRUTH_OR_ERROR => {
                let what = if content.get(7) == Some(&0) { TRUTH } else { ERROR };
                Some(Held::Text(what.to_owned(), true))
            }
            // A result that is no number says so in its last two bytes, and in its first what it is.
            kind::FORMULA if u16_at(content, 12) == Some(0xFFFF) => match content.get(6) {
                Some(0) => Some(Held::Behind),
                Some(1) => Some(Held::Text(TRUTH.to_owned(), true)),
                Some(2) => Some(Held::Text(ERROR.to_owned(), true)),
                _ => Some(Held::sure(String::new())),
            },
            kind::FORMULA => f64_at(content, 6).map(|number| Held::sure(plain(number))),
            _ => None,
        }
    }

    /// A text with its length before it.
    fn text(&self, parts: &[&[u8]]) -> Option<Shown> {
        let Some(encoding) = self.old else { return Texts::new(parts).text(&self.looks) };
        let content = parts.first()?;
        let bytes = content.get(2..2 + usize::from(u16_at(content, 0)?))?;
        Some((encoding.decode_without_bom_handling(bytes).0.into_owned(), false))
    }
}

/// What stands where a formula gave no number.
const TRUTH: &str = "TRUE/FALSE";
const ERROR: &str = "#N/A";

/// What a cell holds.
enum Held {
    /// A text, and whether it may not be what is seen.
    Text(String, bool),
    /// The text of this number among those that cells share.
    Shared(usize),
    /// A formula's text, which comes in a record of its own.
    Behind,
}

impl Held {
    fn sure(text: String) -> Held {
        Held::Text(text, false)
    }
}

/// The texts that cells share; `None` when they are longer than any report.
fn shared_texts(parts: &[&[u8]], looks: &Looks) -> Option<Vec<Shown>> {
    let mut texts = Texts::new(parts);
    let count = texts.u32_behind_total().unwrap_or_default();
    let mut all = Vec::new();
    let mut length = 0;
    while all.len() < count {
        let Some(text) = texts.text(looks) else { break };
        length += text.0.len();
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

    /// A text: its length, how it is written, and behind it how it is formatted. What is struck out is left out, and in
    /// doubt where nothing else is there.
    fn text(&mut self, looks: &Looks) -> Option<Shown> {
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
        let mut text = String::new();
        let (mut from, mut font, mut was_raised, mut is_cut) = (0, None, false, false);
        for run in 0..=runs {
            let begin = if run < runs { Some((usize::from(self.u16()?), self.u16()?)) } else { None };
            let to = begin.map_or(units.len(), |(begin, _)| begin).min(units.len());
            let piece = String::from_utf16_lossy(units.get(from..to).unwrap_or_default());
            let look: Font = font.map(|font| looks.font(font)).unwrap_or_default();
            if look.is_struck {
                is_cut |= !piece.trim().is_empty();
            } else if look.is_raised == was_raised {
                text.push_str(&piece);
            } else {
                push_apart(&mut text, &piece);
                was_raised = look.is_raised;
            }
            (from, font) = (to.max(from), begin.map(|(_, font)| font));
        }
        self.skip(aloud)?;
        let is_doubtful = is_cut && text.trim().is_empty();
        Some((text, is_doubtful))
    }
}

/// Row and column of a record of one cell.
fn place(content: &[u8]) -> Option<(u32, u32)> {
    Some((u16_at(content, 0)?.into(), u16_at(content, 2)?.into()))
}

/// Numbers beside one another in a row.
fn small_numbers(content: &[u8], looks: &Looks, cells: &mut Cells) {
    let Some((row, first)) = place(content) else { return };
    // Each is a format and a number; the last column stands behind them.
    let numbers = content.get(4..content.len().saturating_sub(2)).unwrap_or_default().chunks_exact(6);
    for (column, number) in (first..).zip(numbers) {
        if let Some(small) = u32_at(number, 2) {
            let look = looks.of(u16_at(number, 0));
            cells.put_as((row, column), (&plain(small_number(small)), false), look);
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
    use crate::document::Field;
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
    fn what_is_hidden_or_shown_as_something_else() {
        let font = |flags: u8, colour: u8| record(kind::FONT, &[0, 0, flags, 0, colour, 0, 0, 0, 0, 0]);
        let look = |font: u8, format: u8| record(kind::LOOK, &[font, 0, format, 0]);
        // Plain, struck out, and white, which is the fourth because the number 4 is left out.
        let fonts = [font(0, 0), font(8, 0), font(0, 0), font(0, 0), font(0, 9)];
        // A text whose second half is struck out, one that all is, and a format of our own: days.
        let count = [3_u32.to_le_bytes(), 3_u32.to_le_bytes()].concat();
        let half = [4, 0, 8, 1, 0, b'5', b'5', b'6', b'6', 2, 0, 1, 0];
        let all = [2, 0, 8, 1, 0, b'5', b'5', 0, 0, 1, 0];
        let plain_text = [1, 0, 0, b'7'];
        let globals = [
            fonts.concat(),
            record(kind::FORMAT, &[200, 0, 3, 0, 0, b'm', b'-', b'd']),
            [look(0, 0), look(1, 0), look(5, 0), look(0, 14), look(0, 200)].concat(),
            record(kind::SHARED_TEXTS, &[&count[..], &half, &all, &plain_text].concat()),
        ];
        let cell_as = |row: u8, column: u8, look: u8, content: &[u8]| {
            [[row, 0, column, 0, look, 0].as_slice(), content].concat()
        };
        let number = |column: u8, look: u8| {
            record(kind::SMALL_NUMBER, &cell_as(0, column, look, &((12_u32 << 2) | 2).to_le_bytes()))
        };
        let shared =
            |row: u8, column: u8, n: u8| record(kind::SHARED_TEXT, &cell_as(row, column, 0, &[n, 0, 0, 0]));
        let row = |row: u8, flags: u8| record(kind::ROW, &[row, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, flags, 0]);
        let records = [
            row(0, 0),
            row(2, 0x20),
            record(kind::COLUMNS, &[9, 0, 9, 0, 0, 8, 0, 0, 1, 0]),
            (0..5).flat_map(|look| number(look, look)).collect(),
            [shared(1, 0, 0), shared(1, 1, 1), shared(1, 2, 2), shared(1, 9, 2), shared(2, 0, 2)].concat(),
            record(kind::TRUTH_OR_ERROR, &cell_as(1, 3, 0, &[1, 0])),
            record(kind::TRUTH_OR_ERROR, &cell_as(1, 4, 0, &[0x17, 1])),
            record(kind::FORMULA, &cell_as(1, 5, 0, &[[2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF], [0; 8]].concat())),
        ];
        let document = decode(&workbook(&globals, &records, false)).unwrap();
        let text = |field: &Field| format!("{}{}", field.text, if field.is_doubtful { "?" } else { "" });
        let rows: Vec<Vec<String>> =
            document.rows.iter().map(|row| row.fields.iter().map(text).collect()).collect();
        assert_eq!(rows[0][..5], ["12", "?", "12?", "12?", "12?"]);
        assert_eq!(rows[1][..6], ["55", "?", "7", "TRUE/FALSE?", "#N/A?", "#N/A?"]);
        assert_eq!((rows.len(), document.remarks.len()), (2, 1));
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
