//! The exchange package `nianbao.package/1`: reports handed from one office to another as one file.
//!
//! Documented in `docs/nianbao.package-1.md`. [`write()`] and [`Package::read`] know the format and no library;
//! `exchange` is what a library does with packages: it packs, previews and takes. Reading never writes, and a
//! package is refused as a whole where anything in it is not as we write it.

mod archive;
mod error;
mod exchange;
mod manifest;
mod read;
mod write;

pub use error::PackageError;
pub use exchange::{Choice, Incoming, Standing};
pub use read::{Enclosed, Package};
pub use write::{write, Packed};

use crate::AgencyProfile;
use std::collections::{BTreeMap, BTreeSet};
use time::OffsetDateTime;

/// The ending of a package's file name.
pub const EXTENSION: &str = "nianbao";

/// Who made a package, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// When.
    pub at: OffsetDateTime,
    /// The program and its version, e.g. `nianbao 0.1.0`.
    pub by: String,
}

/// Whether bytes may be a package: the first file of one is its manifest.
pub fn may_be(bytes: &[u8]) -> bool {
    // A file's name in a zip stands behind 30 bytes of its own head.
    let name = 30..30 + manifest::FILE.len();
    bytes.starts_with(b"PK\x03\x04") && bytes.get(name) == Some(manifest::FILE.as_bytes())
}

/// How much a package may hold. What goes beyond is neither written nor read, whatever its headers say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Budget {
    /// Reports.
    pub reports: usize,
    /// Bytes of one report. Real ones have 13 KB; in memory a hostile one takes thirty times its size.
    pub report: u64,
    /// Bytes of one PDF.
    pub pdf: u64,
    /// Bytes of everything, inflated; the package itself is not larger either.
    pub all: u64,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { reports: 10_000, report: 2 << 20, pdf: 64 << 20, all: 512 << 20 }
    }
}

impl Budget {
    /// How many files a package may hold: the manifest, and for each report itself and its PDF.
    fn files(&self) -> usize {
        self.reports.saturating_mul(2).saturating_add(1)
    }
}

/// There are reports, none of them twice, and each agency in one description; of whom, of what year, in what form.
fn require_distinct<'a>(
    reports: impl Iterator<Item = (&'a AgencyProfile, u16, &'a str)>,
) -> Result<(), PackageError> {
    let (mut profiles, mut seen) = (BTreeMap::new(), BTreeSet::new());
    for (profile, year, edition) in reports {
        let name = || profile.name.clone();
        if profile.name.trim().is_empty() {
            return Err(PackageError::NoAgency);
        }
        if !seen.insert((&profile.name, year, edition)) {
            return Err(PackageError::SameReport { agency: name(), year });
        }
        if profiles.insert(&profile.name, profile).is_some_and(|other| other != profile) {
            return Err(PackageError::TwoProfiles(name()));
        }
    }
    if seen.is_empty() {
        return Err(PackageError::Empty);
    }
    Ok(())
}
