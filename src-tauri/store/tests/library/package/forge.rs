//! Zips as no honest program writes them, byte by byte.

use super::{packed, write_all};
use crate::desk::real;
use flate2::{write::DeflateEncoder, Compression, Crc};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Read, Write};
use zip::ZipArchive;

pub const MANIFEST: &str = "manifest.json";
pub const REPORT: &str = "reports/0001.json";

/// A file of a zip, as its headers are to tell of it.
#[derive(Clone)]
pub struct Part {
    pub name: Vec<u8>,
    pub data: Vec<u8>,
    pub size: u32,
    pub crc: u32,
    pub method: u16,
    pub flags: u16,
    /// The upper half is a Unix mode.
    pub attributes: u32,
}

impl Part {
    pub fn new(name: impl AsRef<[u8]>, content: &[u8]) -> Part {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        let mut crc = Crc::new();
        crc.update(content);
        Part {
            name: name.as_ref().to_vec(),
            data: encoder.finish().unwrap(),
            size: content.len() as u32,
            crc: crc.sum(),
            method: 8,
            flags: 0,
            attributes: 0o100_644 << 16,
        }
    }

    /// Two gigabytes of zeros in two megabytes.
    pub fn bomb(name: &str) -> Part {
        const CHUNK: usize = 1 << 20;
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![0; CHUNK]).unwrap();
        // Flushed, a piece ends at a byte, and the same piece can stand behind it again.
        encoder.flush().unwrap();
        let mut data = encoder.get_ref().repeat((1 << 31) / CHUNK);
        data.extend([3, 0]);
        Part { data, size: 1 << 31, ..Part::new(name, b"") }
    }
}

/// The zip of these files.
pub fn zip(parts: &[Part]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = bytes.len() as u32;
        let shared = shared(part);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&shared);
        bytes.extend(&part.name);
        bytes.extend(&part.data);
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&shared);
        // No comment, disk 0, no internal attributes.
        directory.extend([0; 6]);
        directory.extend(part.attributes.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&part.name);
    }
    let (start, count) = (bytes.len() as u32, (parts.len() as u16).to_le_bytes());
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([count, count].concat());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// What a file's header and its line in the directory have in common.
fn shared(part: &Part) -> Vec<u8> {
    let mut shared = vec![0x14, 0];
    shared.extend(part.flags.to_le_bytes());
    shared.extend(part.method.to_le_bytes());
    // 1980-01-01.
    shared.extend([0, 0, 0x21, 0]);
    shared.extend(part.crc.to_le_bytes());
    shared.extend((part.data.len() as u32).to_le_bytes());
    shared.extend(part.size.to_le_bytes());
    shared.extend((part.name.len() as u16).to_le_bytes());
    shared.extend([0, 0]);
    shared
}

/// The files of a package, inflated.
pub fn files(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(package)).unwrap();
    let count = zip.len();
    let file = |n| {
        let mut file = zip.by_index(n).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    };
    (0..count).map(file).collect()
}

/// A package of the real report, taken apart to be changed.
pub struct Honest {
    pub manifest: Value,
    pub report: Vec<u8>,
}

impl Honest {
    pub fn new() -> Honest {
        let mut files = files(&write_all(&[packed(real())])).into_iter().map(|(_, content)| content);
        let manifest = serde_json::from_slice(&files.next().unwrap()).unwrap();
        Honest { manifest, report: files.next().unwrap() }
    }

    /// Its only entry in the manifest.
    pub fn entry(&mut self) -> &mut Value {
        &mut self.manifest["reports"][0]
    }

    /// Another report, rightly described.
    pub fn seal(mut self, report: &[u8]) -> Honest {
        self.report = report.to_vec();
        let sha256: String = Sha256::digest(report).iter().map(|byte| format!("{byte:02x}")).collect();
        self.entry()["report"] = json!({ "file": REPORT, "bytes": report.len(), "sha256": sha256 });
        self
    }

    /// The report as text, changed and sealed.
    pub fn edit(self, from: &str, to: &str) -> Honest {
        let report = String::from_utf8(self.report.clone()).unwrap();
        assert!(report.contains(from), "{from}");
        self.seal(report.replacen(from, to, 1).as_bytes())
    }

    pub fn parts(&self) -> Vec<Part> {
        let manifest = serde_json::to_vec(&self.manifest).unwrap();
        vec![Part::new(MANIFEST, &manifest), Part::new(REPORT, &self.report)]
    }

    pub fn zip(&self) -> Vec<u8> {
        zip(&self.parts())
    }
}
