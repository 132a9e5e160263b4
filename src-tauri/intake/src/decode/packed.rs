//! Files packed in one: what is in a ZIP, and how much of it may be unpacked.

use super::sheet::walk;
use crate::{document::Said, Budget, IntakeError};
use std::cell::RefCell;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A packed file; its names are looked at before anything is unpacked.
pub(crate) struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// What a ZIP turned out to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// .docx
    Document,
    /// .xlsx
    Sheets,
    /// Documents of its own.
    Folder,
    /// A document of another kind, which is not read.
    Other(&'static str),
}

/// Files that only documents of a kind hold, and what these are.
const OTHERS: &[(&[&str], &str)] = &[
    (&["mimetype", "content.xml"], "OpenDocument 文件（.odt、.ods）"),
    (&["OFD.xml"], "OFD 版式文件"),
    (&["ppt/presentation.xml"], "演示文稿（.pptx）"),
    (&["xl/workbook.bin"], "二进制的 Excel 文件（.xlsb）"),
];

impl<'a> Packed<'a> {
    pub fn open(bytes: &'a [u8], budget: Budget) -> Result<Packed<'a>, IntakeError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| IntakeError::Broken("压缩文件"))?;
        if archive.len() > budget.entries {
            return Err(IntakeError::TooManyEntries { limit: budget.entries });
        }
        Ok(Packed { archive, left: budget.unpacked })
    }

    pub fn kind(&self) -> Kind {
        let has = |name: &str| self.archive.index_for_name(name).is_some();
        if has("word/document.xml") {
            Kind::Document
        } else if has("xl/workbook.xml") {
            Kind::Sheets
        } else {
            let other = OTHERS.iter().find(|(files, _)| files.iter().all(|file| has(file)));
            other.map_or(Kind::Folder, |(_, what)| Kind::Other(what))
        }
    }

    /// What a Word or Excel file says of itself; nothing where it says nothing that can be read.
    ///
    /// # Errors
    /// When more would be unpacked than may be.
    pub fn said(&mut self) -> Result<Said, IntakeError> {
        let xml = match self.unpack("docProps/core.xml") {
            Ok(xml) => xml,
            Err(IntakeError::Unpacked) => return Err(IntakeError::Unpacked),
            Err(_) => return Ok(Said::default()),
        };
        let (mut title, mut author) = (String::new(), String::new());
        let within = RefCell::new(String::new());
        walk(
            &String::from_utf8_lossy(&xml),
            |tag| *within.borrow_mut() = tag.local_name().as_ref().to_owned(),
            |text| match within.borrow().as_str() {
                "title" => title.push_str(text),
                "creator" => author.push_str(text),
                _ => {}
            },
            |_| within.borrow_mut().clear(),
        );
        Ok(Said::new(&title, &author))
    }

    /// The content of the file of this name.
    pub fn unpack(&mut self, name: &str) -> Result<Vec<u8>, IntakeError> {
        let n = self.archive.index_for_name(name).ok_or(IntakeError::Broken("压缩文件"))?;
        self.unpack_at(n)
    }

    /// The content of the `n`th entry. The claimed size is not believed: what comes out is counted.
    pub fn unpack_at(&mut self, n: usize) -> Result<Vec<u8>, IntakeError> {
        if self.archive.by_index_raw(n).is_ok_and(|file| file.encrypted()) {
            return Err(IntakeError::Locked("压缩文件"));
        }
        let file = self.archive.by_index(n).map_err(|_| IntakeError::Broken("压缩文件"))?;
        let mut bytes = Vec::new();
        let read =
            file.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| IntakeError::Broken("压缩文件"))?;
        if read as u64 > self.left {
            return Err(IntakeError::Unpacked);
        }
        self.left -= read as u64;
        Ok(bytes)
    }

    /// Whether all of these want a password: it is said once.
    pub fn are_locked(&mut self, files: &[(usize, String)]) -> bool {
        let mut is_locked = |n: usize| self.archive.by_index_raw(n).is_ok_and(|file| file.encrypted());
        !files.is_empty() && files.iter().all(|(n, _)| is_locked(*n))
    }

    /// The files in it with their places, folders and what systems add left out.
    pub fn files(&mut self) -> Vec<(usize, String)> {
        let count = self.archive.len();
        let named = |n: usize| -> Option<(usize, String)> {
            let file = self.archive.by_index_raw(n).ok().filter(|file| file.is_file())?;
            Some((n, name(file.name_raw())))
        };
        let all: Vec<(usize, String)> = (0..count).filter_map(named).collect();
        let ours = |name: &str| {
            let last = name.rsplit('/').next().unwrap_or_default();
            !name.starts_with("__MACOSX/")
                && !last.starts_with('.')
                && !last.eq_ignore_ascii_case("thumbs.db")
        };
        all.into_iter().filter(|(_, name)| ours(name)).collect()
    }
}

/// A name as it was packed: UTF-8, or the encoding of Chinese Windows.
fn name(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode_without_bom_handling(raw).0.into_owned(),
    }
}
