//! Exchange packages: reports handed to another office, and theirs taken without overwriting anything.

use super::Library;
use crate::{file, Office, OfficeError, Printing};
use std::path::Path;
use store::{
    package::{self, Budget, Choice, Incoming, Made, Package},
    ReportId,
};

/// Who made a package, as it says itself.
const MADE_BY: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

impl Office {
    /// Reads a package. Nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read, or anything in it is not as a package is.
    pub fn open_package(&self, path: &Path) -> Result<Package, OfficeError> {
        file::require_plain(path)?;
        Ok(Package::open(path, &self.forms, &Budget::default()).map_err(store::StoreError::from)?)
    }
}

impl Library {
    /// Packs reports into a file, with their PDFs where those are wanted. Either the whole new file is there
    /// afterwards, or the old one as it was.
    ///
    /// # Errors
    /// When there is no report, one is damaged or cannot be printed, or the file cannot be written.
    pub fn pack(
        &self,
        office: &Office,
        reports: &[ReportId],
        with_pdf: bool,
        path: &Path,
    ) -> Result<(), OfficeError> {
        let is_package = |path: &Path| file::read(path, 4).is_ok_and(|head| head.starts_with(b"PK\x03\x04"));
        if path.exists() && !is_package(path) {
            return Err(OfficeError::NoPackageThere { path: path.display().to_string() });
        }
        let mut packed = self.store.packed(reports)?;
        if with_pdf {
            for one in &mut packed {
                one.pdf = Some(office.print(&one.report, &Printing::default())?);
            }
        }
        let made = Made { at: self.clock.now(), by: MADE_BY.to_owned() };
        file::write(path, &package::write(&packed, &made).map_err(store::StoreError::from)?)
    }

    /// What a package would bring: for each report whether it is new, equal or different here.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn preview_package(&self, package: &Package) -> Result<Vec<Incoming>, OfficeError> {
        Ok(self.store.preview_package(package)?)
    }

    /// Takes what was chosen, one choice for each report of the package: all of it or nothing. What is replaced
    /// stays in the history.
    ///
    /// # Errors
    /// When a choice does not fit what the library has by now.
    pub fn take(
        &mut self,
        package: &Package,
        choices: &[Choice],
    ) -> Result<Vec<Option<ReportId>>, OfficeError> {
        self.forget_index();
        Ok(self.store.take(package, choices)?)
    }
}
