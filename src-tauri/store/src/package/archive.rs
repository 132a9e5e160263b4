//! The zip around a package, read strictly: what two programs could read differently is refused.
//!
//! The `zip` crate reads what others write in many ways; here each file lies once behind the other, the
//! directory behind them, and nothing between or around.

use super::{manifest, PackageError};
use flate2::{read::DeflateDecoder, Crc};
use std::{
    io::{Cursor, Read},
    sync::Arc,
};
use zip::{
    read::{ArchiveOffset, Config, ZipReadOptions},
    result::ZipError,
    CompressionMethod, ZipArchive,
};

/// The lengths of a file's header, of its line in the directory, and of the end.
const HEADER: u64 = 30;
const LINE: u64 = 46;
const END: usize = 22;

/// The files of a package, each still deflated.
#[derive(Clone)]
pub(super) struct Archive(ZipArchive<Cursor<Arc<[u8]>>>);

impl Archive {
    /// Opens a zip of at most so many files that has a manifest.
    pub(super) fn open(bytes: Arc<[u8]>, most: usize) -> Result<Archive, PackageError> {
        let count = count(&bytes).ok_or(PackageError::NotPackage)?;
        if count > most {
            return Err(PackageError::TooMany { most });
        }
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let zip =
            ZipArchive::with_config(config, Cursor::new(bytes)).map_err(|_| PackageError::NotPackage)?;
        let mut archive = Archive(zip);
        if archive.0.has_duplicate_names() {
            return Err(PackageError::Twice);
        }
        if archive.0.index_for_name_raw(manifest::FILE.as_bytes()).is_none() {
            return Err(PackageError::NotPackage);
        }
        archive.check_order()?;
        Ok(archive)
    }

    fn check_order(&mut self) -> Result<(), PackageError> {
        let disordered = |_: ZipError| PackageError::Disordered;
        let (mut file_at, mut line_at) = (0, self.0.central_directory_start());
        for n in 0..self.0.len() {
            let known = self.0.by_index_data(n).map_err(disordered)?;
            let name = known.name_raw();
            if known.encrypted() {
                return Err(PackageError::Encrypted(shown(name)));
            }
            if !known.is_file() {
                return Err(PackageError::NoFile(shown(name)));
            }
            let name = name.len() as u64;
            let expected = (file_at, line_at, CompressionMethod::Deflated);
            if (known.header_start(), known.central_header_start(), known.compression()) != expected {
                return Err(PackageError::Disordered);
            }
            let options = ZipReadOptions::new().enforce_header_consistency(true);
            let file = self.0.by_index_with_options(n, options).map_err(disordered)?;
            let data = file_at + HEADER + name;
            if file.data_start() != Some(data) {
                return Err(PackageError::Disordered);
            }
            file_at = data.checked_add(file.compressed_size()).ok_or(PackageError::Disordered)?;
            line_at += LINE + name;
        }
        let end = self.0.clone().into_inner().into_inner().len() - END;
        if file_at == self.0.central_directory_start() && line_at == end as u64 {
            Ok(())
        } else {
            Err(PackageError::Disordered)
        }
    }

    /// Their names, as they stand there.
    pub(super) fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.0.file_names_raw()
    }

    /// Inflates a file piece by piece, at most one byte beyond `limit`; gives how many bytes these were.
    pub(super) fn inflate(
        &self,
        file: &str,
        limit: u64,
        mut sink: impl FnMut(&[u8]),
    ) -> Result<u64, PackageError> {
        let altered = || PackageError::Altered(file.to_owned());
        let mut zip = self.0.clone();
        let missing = || PackageError::Missing(file.to_owned());
        let n = zip.index_for_name_raw(file.as_bytes()).ok_or_else(missing)?;
        let raw = zip.by_index_raw(n).map_err(|_| PackageError::Disordered)?;
        let (crc32, compressed) = (raw.crc32(), raw.compressed_size());
        let mut inflated = DeflateDecoder::new(raw).take(limit.saturating_add(1));
        let (mut count, mut crc, mut piece) = (0, Crc::new(), vec![0; 64 << 10]);
        loop {
            let n = inflated.read(&mut piece).map_err(|_| altered())?;
            if n == 0 {
                break;
            }
            count += n as u64;
            crc.update(&piece[..n]);
            sink(&piece[..n]);
        }
        // Where it was read to the end, nothing may hide behind that.
        let whole = crc.sum() == crc32 && inflated.get_ref().total_in() == compressed;
        if whole || count > limit {
            Ok(count)
        } else {
            Err(altered())
        }
    }
}

/// How many files the end of the zip tells of; `None` where it is not the end of a small, single, uncommented
/// zip. Asked before the directory is read, because that takes memory for each file.
fn count(bytes: &[u8]) -> Option<usize> {
    let (directory, end) = bytes.split_at_checked(bytes.len().checked_sub(END)?)?;
    let short = |at: usize| Some(u16::from_le_bytes(end.get(at..at + 2)?.try_into().ok()?));
    let long = |at: usize| Some(u32::from_le_bytes(end.get(at..at + 4)?.try_into().ok()?));
    let directory_end = u64::from(long(12)?) + u64::from(long(16)?);
    let plain = end.starts_with(b"PK\x05\x06")
        && long(4)? == 0
        && short(8)? == short(10)?
        && directory_end == directory.len() as u64
        && short(20)? == 0;
    plain.then_some(short(10)?.into())
}

/// A name out of a stranger's hands, so that it can stand in a sentence.
pub(super) fn shown(name: &[u8]) -> String {
    const LONGEST: usize = 60;
    let name = String::from_utf8_lossy(name);
    let mut shown = String::new();
    for c in name.chars().take(LONGEST) {
        match c {
            '\\' | '"' | '\'' => shown.push(c),
            c => shown.extend(c.escape_debug()),
        }
    }
    if name.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_shown_and_does_no_harm() {
        assert_eq!(shown(r"..\..\系统.ini".as_bytes()), r"..\..\系统.ini");
        assert_eq!(shown("a\u{202e}fdp\n\0".as_bytes()), r"a\u{202e}fdp\n\0");
        assert_eq!(shown(b"\xff"), "\u{fffd}");
        assert_eq!(shown("长".repeat(61).as_bytes()), "长".repeat(60) + "…");
    }

    #[test]
    fn the_end_must_be_a_plain_end() {
        let mut end = *b"PK\x05\x06\0\0\0\0\x02\0\x02\0\0\0\0\0\0\0\0\0\0\0";
        assert_eq!(count(&end), Some(2));
        assert_eq!(count(&end[1..]), None);
        for at in [0, 4, 6, 8, 12, 16, 20] {
            end[at] ^= 1;
            assert_eq!(count(&end), None, "{at}");
            end[at] ^= 1;
        }
    }
}
