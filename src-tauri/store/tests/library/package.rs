//! Packages: written and read, made by enemies, taken into a library.

mod forge;
mod format;
mod hostile;
mod random;
mod take;

use crate::desk::{forms, real};
use report::Report;
use store::{
    package::{write, Budget, Made, Packed},
    AgencyProfile, Level, Package, PackageError, State,
};
use time::OffsetDateTime;

const NAME: &str = "赤壁市.nianbao";

fn made() -> Made {
    // 2026-01-01 00:00 UTC.
    Made { at: OffsetDateTime::from_unix_timestamp(1_767_225_600).unwrap(), by: "nianbao 0.1.0".into() }
}

fn profile(name: &str) -> AgencyProfile {
    AgencyProfile { region: "湖北省咸宁市".into(), ..AgencyProfile::named(name, Level::Township) }
}

fn packed(report: Report) -> Packed {
    Packed { profile: profile(&report.agency), report, state: State::Draft, pdf: None }
}

fn of(agency: &str, year: u16) -> Packed {
    let mut report = crate::desk::real_of(year);
    report.agency = agency.into();
    packed(report)
}

fn write_all(contents: &[Packed]) -> Vec<u8> {
    write(contents, &made()).unwrap()
}

fn read(bytes: Vec<u8>) -> Result<Package, PackageError> {
    Package::read(NAME, bytes, &forms(), &Budget::default())
}

fn package(contents: &[Packed]) -> Package {
    read(write_all(contents)).unwrap()
}

/// The real report with something that stands for its PDF.
fn with_pdf() -> Packed {
    Packed { pdf: Some(b"%PDF-1.7 not much".repeat(100)), state: State::Published, ..packed(real()) }
}
