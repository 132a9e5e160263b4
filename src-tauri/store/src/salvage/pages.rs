//! Records straight from the pages of a database file, without its trees: what is left when SQLite gives up.
//!
//! The layout is that of «Database File Format» in SQLite's documentation: leaf pages of tables (type 0x0d) with
//! pointers to cells; a cell is payload size, row number and record, the end of a long one in a chain of overflow
//! pages. Pages are looked for in the file and in the write-ahead log beside it. Nothing is believed here: whoever
//! takes a record compares it with its own hash or mark.

use crate::place::with_end;
use rusqlite::types::ValueRef;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::Path,
};

/// The size SQLite gives our pages, where the head of the file is lost.
const USUAL_PAGE: usize = 4096;
/// A longer record is none of ours.
const LONGEST: usize = 64 << 20;
const LOG_HEAD: u64 = 32;
const FRAME_HEAD: u64 = 24;
const LEAF_OF_TABLE: u8 = 0x0d;

/// A value as it lies in a record; numbers that are no integers, which we never write, count as null.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Field {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
}

impl Field {
    pub(super) fn as_value(&self) -> ValueRef<'_> {
        match self {
            Field::Null => ValueRef::Null,
            Field::Integer(n) => ValueRef::Integer(*n),
            Field::Text(text) => ValueRef::Text(text.as_bytes()),
            Field::Blob(bytes) => ValueRef::Blob(bytes),
        }
    }
}

/// A row of some table.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Record {
    /// The row's number, which stands for a column that is the integer primary key.
    pub(super) row: i64,
    pub(super) fields: Vec<Field>,
    /// Whether the page it lies on has given way to a newer one in the log.
    pub(super) stale: bool,
}

/// Tells every record that can be read from a database and its log, or from that alone.
pub(super) fn records(path: &Path, mut found: impl FnMut(Record)) -> io::Result<()> {
    let mut pages = Pages::open(path)?;
    for place in 0..pages.places() {
        let page = pages.at(place)?;
        let stale = pages.is_stale(place);
        for cell in cells(&page, place == 0) {
            let record = pages
                .payload(&page, cell)?
                .and_then(|(row, payload)| Some(Record { row, fields: fields(&payload)?, stale }));
            record.into_iter().for_each(&mut found);
        }
    }
    Ok(())
}

/// Pages of the file, and behind them those of the log.
struct Pages {
    /// `None` where only the log is left.
    file: Option<File>,
    log: Option<File>,
    size: usize,
    in_file: u64,
    /// Page numbers of the log's frames, in its order; 0 for what was never committed.
    frames: Vec<u32>,
    /// How many pages the file has by the log's last commit.
    pages: Option<u32>,
}

impl Pages {
    fn open(path: &Path) -> io::Result<Pages> {
        let mut log = File::open(with_end(path, "-wal")).ok();
        let mut file = match (File::open(path), &log) {
            (Err(error), Some(_)) if error.kind() == io::ErrorKind::NotFound => None,
            (file, _) => Some(file?),
        };
        let (size, length) = match (&mut file, &mut log) {
            (Some(file), _) => {
                let head = head_of(file, 18)?;
                let told = head.get(16..18).map_or(0, |it| u32::from(u16::from_be_bytes([it[0], it[1]])));
                (page_size(if told == 1 { 65_536 } else { told }), file.metadata()?.len())
            }
            (None, Some(log)) => (page_size(page_number(head_of(log, 12)?.get(8..).unwrap_or_default())), 0),
            (None, None) => (USUAL_PAGE, 0),
        };
        let in_file = length.div_ceil(size as u64);
        let mut pages = Pages { file, log: None, size, in_file, frames: Vec::new(), pages: None };
        if let Some(log) = log {
            pages.take_log(log)?;
        }
        Ok(pages)
    }

    /// Frames of an earlier round of the log, which have another salt, and those behind the last commit are
    /// kept without a number.
    fn take_log(&mut self, mut log: File) -> io::Result<()> {
        let mut head = [0; LOG_HEAD as usize];
        let length = log.metadata()?.len();
        log.rewind()?;
        if length < LOG_HEAD || log.read_exact(&mut head).is_err() {
            return Ok(());
        }
        let frame = FRAME_HEAD + self.size as u64;
        let mut committed = 0;
        for n in 0..(length - LOG_HEAD) / frame {
            let mut of_frame = [0; FRAME_HEAD as usize];
            log.seek(SeekFrom::Start(LOG_HEAD + n * frame))?;
            log.read_exact(&mut of_frame)?;
            let same_round = of_frame[8..16] == head[16..24];
            self.frames.push(if same_round { page_number(&of_frame) } else { 0 });
            let after_commit = page_number(&of_frame[4..]);
            if same_round && after_commit > 0 {
                self.pages = Some(after_commit);
                committed = self.frames.len();
            }
        }
        self.frames[committed..].fill(0);
        if let Some(pages) = self.pages {
            self.frames.iter_mut().filter(|number| **number > pages).for_each(|number| *number = 0);
        }
        self.log = Some(log);
        Ok(())
    }

    fn places(&self) -> u64 {
        self.in_file + self.frames.len() as u64
    }

    /// Whether what lies at a place is no longer the page of its number.
    fn is_stale(&self, place: u64) -> bool {
        let newest = |number: u32| self.frames.iter().rposition(|frame| *frame == number);
        match place.checked_sub(self.in_file).and_then(|n| usize::try_from(n).ok()) {
            Some(n) => self.frames.get(n).is_none_or(|number| *number == 0 || newest(*number) != Some(n)),
            None => u32::try_from(place + 1)
                .is_ok_and(|number| number > self.pages.unwrap_or(u32::MAX) || newest(number).is_some()),
        }
    }

    /// What lies at a place; what is missing at the end of the file is zero.
    fn at(&mut self, place: u64) -> io::Result<Vec<u8>> {
        let mut page = Vec::with_capacity(self.size);
        let frame = FRAME_HEAD + self.size as u64;
        let (file, start) = match (&mut self.log, place.checked_sub(self.in_file)) {
            (Some(log), Some(n)) => (Some(log), LOG_HEAD + n * frame + FRAME_HEAD),
            _ => (self.file.as_mut(), place * self.size as u64),
        };
        if let Some(file) = file {
            file.seek(SeekFrom::Start(start))?;
            file.take(self.size as u64).read_to_end(&mut page)?;
        }
        page.resize(self.size, 0);
        Ok(page)
    }

    /// The page of a number: its newest in the log, else the file's.
    fn numbered(&mut self, number: u32) -> io::Result<Option<Vec<u8>>> {
        let Some(index) = number.checked_sub(1) else { return Ok(None) };
        if let Some(n) = self.frames.iter().rposition(|it| *it == number) {
            return self.at(self.in_file + n as u64).map(Some);
        }
        if u64::from(index) < self.in_file {
            self.at(index.into()).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Row number and record of the cell that begins at `at`, or nothing where that is none.
    fn payload(&mut self, page: &[u8], at: usize) -> io::Result<Option<(i64, Vec<u8>)>> {
        let Some((length, rest)) = page.get(at..).and_then(varint) else { return Ok(None) };
        let Some((row, rest)) = varint(rest) else { return Ok(None) };
        let Some(length) = usize::try_from(length).ok().filter(|length| *length <= LONGEST) else {
            return Ok(None);
        };
        let here = kept_here(length, self.size);
        let Some(begun) = rest.get(..here) else { return Ok(None) };
        let mut payload = begun.to_vec();
        let mut next = page_number(&rest[here..]);
        while payload.len() < length {
            let Some(page) = self.numbered(next)? else { return Ok(None) };
            next = page_number(&page);
            let wanted = (length - payload.len()).min(self.size - 4);
            payload.extend(&page[4..4 + wanted]);
        }
        Ok(Some((row, payload)))
    }
}

fn head_of(file: &mut File, bytes: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(bytes).read_to_end(&mut head)?;
    Ok(head)
}

fn page_size(told: u32) -> usize {
    match usize::try_from(told) {
        Ok(told @ 512..=65_536) if told.is_power_of_two() => told,
        _ => USUAL_PAGE,
    }
}

/// How many bytes of a payload stand in the leaf itself.
fn kept_here(length: usize, page: usize) -> usize {
    let most = page - 35;
    let least = (page - 12) * 32 / 255 - 23;
    if length <= most {
        return length;
    }
    let wanted = least + (length - least) % (page - 4);
    if wanted <= most {
        wanted
    } else {
        least
    }
}

fn page_number(bytes: &[u8]) -> u32 {
    bytes.get(..4).map_or(0, |it| u32::from_be_bytes([it[0], it[1], it[2], it[3]]))
}

/// Where the cells of a leaf begin; the first page of a file has the file's head before its own.
fn cells(page: &[u8], first: bool) -> Vec<usize> {
    let head = if first { 100 } else { 0 };
    if page.get(head) != Some(&LEAF_OF_TABLE) {
        return Vec::new();
    }
    let number =
        |at: usize| page.get(at..at + 2).map_or(0, |it| usize::from(u16::from_be_bytes([it[0], it[1]])));
    // What a rotten count points to beyond the pointers is no cell, and is found out.
    (0..number(head + 3).min(page.len() / 4))
        .map(|n| number(head + 8 + 2 * n))
        .filter(|at| *at > head)
        .collect()
}

/// A number of one to nine bytes, and what stands behind it.
fn varint(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut value = 0_u64;
    for (n, byte) in bytes.iter().enumerate().take(9) {
        if n == 8 {
            return Some((((value << 8) | u64::from(*byte)) as i64, &bytes[9..]));
        }
        value = (value << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value as i64, &bytes[n + 1..]));
        }
    }
    None
}

/// The values of a record; nothing where it is none.
fn fields(record: &[u8]) -> Option<Vec<Field>> {
    let (length, _) = varint(record)?;
    let (head, mut body) = record.split_at_checked(usize::try_from(length).ok()?)?;
    let (_, mut kinds) = varint(head)?;
    let mut fields = Vec::new();
    while !kinds.is_empty() {
        let (kind, rest) = varint(kinds)?;
        kinds = rest;
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let (value, rest) = body.split_at_checked(size)?;
        body = rest;
        fields.push(match kind {
            0 | 7 => Field::Null,
            8 => Field::Integer(0),
            9 => Field::Integer(1),
            1..=6 => Field::Integer(integer(value)),
            kind if kind % 2 == 0 => Field::Blob(value.to_vec()),
            _ => Field::Text(String::from_utf8(value.to_vec()).ok()?),
        });
    }
    Some(fields)
}

/// A big-endian integer of up to eight bytes with its sign.
fn integer(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |value, byte| (value << 8) | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::{params, Connection};

    fn read(path: &Path) -> Vec<Record> {
        let mut all = Vec::new();
        records(path, |record| all.push(record)).unwrap();
        all
    }

    #[test]
    fn rows_of_every_length_are_read_as_sqlite_wrote_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        for page in [512, 4096, 65_536] {
            let _ = std::fs::remove_file(&path);
            let database = Connection::open(&path).unwrap();
            database.pragma_update(None, "page_size", page).unwrap();
            database.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)").unwrap();
            let mut expected = Vec::new();
            for n in 0..40_u32 {
                let (length, n) = ((n + 1).pow(3), i64::from(n));
                let blob: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
                let number = [0, 1, -1, 127, -129, 40_000, -9_000_000, 1 << 40, i64::MIN][n as usize % 9];
                database
                    .execute("INSERT INTO t VALUES (?1, ?2, ?3, ?4)", params![n * 1000, number, "镇", blob])
                    .unwrap();
                let fields =
                    vec![Field::Null, Field::Integer(number), Field::Text("镇".into()), Field::Blob(blob)];
                expected.push(Record { row: n * 1000, fields, stale: false });
            }
            drop(database);
            let found = read(&path);
            assert!(expected.iter().all(|row| found.contains(row)), "page size {page}");
        }
    }

    #[test]
    fn what_is_only_in_the_log_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let (path, copy) = (folder.path().join("x.db"), folder.path().join("y.db"));
        let database = Connection::open(&path).unwrap();
        database.query_row("PRAGMA journal_mode = WAL", (), |_| Ok(())).unwrap();
        database.execute_batch("CREATE TABLE t (a)").unwrap();
        let long = "长".repeat(5_000);
        database.execute("INSERT INTO t VALUES (?1)", [&long]).unwrap();
        // As a killed process leaves it: a copy of both files while they are open.
        std::fs::copy(&path, &copy).unwrap();
        std::fs::copy(with_end(&path, "-wal"), with_end(&copy, "-wal")).unwrap();
        let row = Record { row: 1, fields: vec![Field::Text(long)], stale: false };
        assert!(read(&copy).contains(&row));
        std::fs::remove_file(with_end(&copy, "-wal")).unwrap();
        assert!(!read(&copy).contains(&row));
    }

    proptest! {
        #[test]
        fn any_bytes_are_looked_through(mut bytes in prop::collection::vec(any::<u8>(), 0..3000), log: bool) {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("x.db");
            // A leaf that points anywhere, chains that run in circles.
            if let Some(kind) = bytes.get_mut(512) {
                *kind = LEAF_OF_TABLE;
            }
            if let Some(size) = bytes.get_mut(16..18) {
                size.copy_from_slice(&[2, 0]);
            }
            std::fs::write(if log { with_end(&path, "-wal") } else { path.clone() }, &bytes).unwrap();
            if log {
                std::fs::write(&path, b"").unwrap();
            }
            read(&path);
        }
    }
}
