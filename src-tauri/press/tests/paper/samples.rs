//! Real reports, printed.

use std::path::{Path, PathBuf};

use press::pdf::{Attachment, Meta, Timestamp};
use press::{Fonts, Pages};
use report::{Forms, Report};

/// Every sample: a township (all zero), a city (large numbers), and an office in the 2019 form (blank cells, preamble,
/// a title that begins with the year).
pub const ALL: [&str; 3] = ["guantangyi-2024", "suqian-2024", "shanghai-office-2019"];

pub fn fonts() -> Fonts {
    Fonts::in_folder(fonts_folder())
}

pub fn fonts_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")
}

pub fn report(name: &str) -> Report {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/{name}.json"));
    let json = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    report::json::from_json(&json, &Forms::bundled().unwrap()).unwrap()
}

pub fn pages(report: &Report) -> Pages {
    press::lay_out(&press::official::sheet(report, &Default::default()), &fonts()).unwrap()
}

pub fn meta(report: &Report) -> Meta {
    let created = Timestamp { year: 2025, month: 1, day: 3, hour: 9, minute: 0, second: 0, utc_offset: 480 };
    press::official::meta(report, Some(created))
}

pub fn pdf(report: &Report) -> Vec<u8> {
    pdf_with(report, None)
}

pub fn pdf_with(report: &Report, attachment: Option<&Attachment>) -> Vec<u8> {
    press::pdf::write(&pages(report), &fonts(), &meta(report), attachment).unwrap()
}

/// A PDF on disk, in a folder that goes with it.
pub struct Printed {
    folder: tempfile::TempDir,
}

impl Printed {
    pub fn new(bytes: &[u8]) -> Printed {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("report.pdf"), bytes).unwrap();
        Printed { folder }
    }

    pub fn of(name: &str) -> Printed {
        Printed::new(&pdf(&report(name)))
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("report.pdf")
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
