//! What a library does with packages: it packs its reports, shows what a package would change, and takes what
//! the user chose, all of it or nothing.

use super::{Enclosed, Package, PackageError, Packed};
use crate::{
    history::Origin,
    table::{
        agency,
        report::{self},
    },
    Agency, AgencyId, AgencyProfile, ContentHash, Desk, Library, Listed, ReportId, StoreError,
};
use ::report::{Difference, Report};

/// A report in a package, held against the library.
#[derive(Clone, PartialEq, Debug)]
pub struct Incoming {
    /// What the package says of it.
    pub enclosed: Enclosed,
    /// Its agency here; `None` where the library does not know it yet.
    pub agency: Option<Agency>,
    /// What the library has.
    pub standing: Standing,
}

/// What the library has of a report in a package. `Listed` tells how far ours has come.
#[derive(Clone, PartialEq, Debug)]
pub enum Standing {
    /// Nothing: it can be added.
    New,
    /// The same content.
    Equal(Listed),
    /// Another content: it can be replaced.
    Different {
        /// Ours.
        listed: Listed,
        /// What leads from ours to theirs.
        difference: Difference,
    },
    /// Ours is damaged and cannot be compared; it has to be mended first.
    Damaged(Listed),
}

/// What the user wants of a report in a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Nothing.
    Leave,
    /// Add it as a draft; its agency too, where the library does not know it.
    Add,
    /// Let it take the place of ours, as a revision that can be undone.
    Replace {
        /// What ours hashed to when it was shown: a later change is not replaced unseen.
        shown: ContentHash,
    },
}

impl Incoming {
    /// Whether the sender knows something else of the agency than the library does, whose word stands.
    pub fn profile_differs(&self) -> bool {
        let theirs = &self.enclosed.profile;
        self.agency.as_ref().is_some_and(|ours| {
            let told = |it: &AgencyProfile| (it.level, it.region.clone(), it.credit_code.clone());
            told(&ours.profile) != told(theirs)
        })
    }
}

impl Library {
    /// Everything a package needs of these reports but their PDFs.
    ///
    /// # Errors
    /// When one is not there, or damaged.
    pub fn packed(&self, reports: &[ReportId]) -> Result<Vec<Packed>, StoreError> {
        self.read(|desk| reports.iter().map(|id| desk.packed(*id)).collect())
    }

    /// What a package would bring, one line for each of its reports. Nothing is changed.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn preview_package(&self, package: &Package) -> Result<Vec<Incoming>, StoreError> {
        self.read(|desk| {
            let all = package.enclosed().iter().enumerate();
            all.map(|(n, enclosed)| desk.incoming(package, n, enclosed)).collect()
        })
    }

    /// Takes what was chosen, in the order of the package: all of it, or, when anything fails, nothing. Gives
    /// the report each choice ended in; `None` where it was left.
    ///
    /// # Errors
    /// When there is not one choice for each report, one is to be added that is there, or one is to be replaced
    /// that is not there, is damaged, or was changed since it was shown.
    pub fn take(
        &mut self,
        package: &Package,
        choices: &[Choice],
    ) -> Result<Vec<Option<ReportId>>, StoreError> {
        if choices.len() != package.enclosed().len() {
            return Err(PackageError::Choices.into());
        }
        self.write(|desk| {
            let all = choices.iter().zip(package.enclosed()).enumerate();
            all.map(|(n, (choice, enclosed))| desk.take(package, n, enclosed, *choice)).collect()
        })
    }
}

impl Desk<'_> {
    fn packed(&self, id: ReportId) -> Result<Packed, StoreError> {
        let (row, report) = self.load(id)?;
        let agency = agency::get(self.connection, row.agency)?;
        if !agency.sound {
            return Err(StoreError::corrupt(agency.profile.name));
        }
        Ok(Packed { report, profile: agency.profile, state: row.state, pdf: None })
    }

    fn incoming(&self, package: &Package, n: usize, enclosed: &Enclosed) -> Result<Incoming, StoreError> {
        let (agency, ours) = self.ours(enclosed)?;
        let agency = agency.map(|id| agency::get(self.connection, id)).transpose()?;
        let standing = match ours {
            None => Standing::New,
            Some(id) => {
                let listed =
                    self.listed("WHERE r.id = ?1", &[&id.0])?.pop().ok_or(StoreError::NoReport(id))?;
                self.compare(package, n, enclosed, listed)?
            }
        };
        Ok(Incoming { enclosed: enclosed.clone(), agency, standing })
    }

    /// The agency and the report of ours that stand where this one would.
    fn ours(&self, enclosed: &Enclosed) -> Result<(Option<AgencyId>, Option<ReportId>), StoreError> {
        let Some(agency) = agency::id_of(self.connection, &enclosed.profile.name)? else {
            return Ok((None, None));
        };
        let ours = report::id_of(self.connection, agency, enclosed.year, &enclosed.edition)?;
        Ok((Some(agency), ours))
    }

    fn compare(
        &self,
        package: &Package,
        n: usize,
        enclosed: &Enclosed,
        listed: Listed,
    ) -> Result<Standing, StoreError> {
        let ours = match self.load(listed.id) {
            Err(StoreError::Damaged { .. }) => return Ok(Standing::Damaged(listed)),
            ours => ours?.1,
        };
        if listed.hash == enclosed.hash {
            return Ok(Standing::Equal(listed));
        }
        let difference = Difference::between(&ours, &self.theirs(package, n)?)?;
        Ok(Standing::Different { listed, difference })
    }

    fn theirs(&self, package: &Package, n: usize) -> Result<Report, StoreError> {
        Ok(package.report(n, self.forms)?.ok_or(PackageError::Choices)?)
    }

    fn take(
        &self,
        package: &Package,
        n: usize,
        enclosed: &Enclosed,
        choice: Choice,
    ) -> Result<Option<ReportId>, StoreError> {
        let outdated =
            || PackageError::Outdated { agency: enclosed.profile.name.clone(), year: enclosed.year };
        match (choice, self.ours(enclosed)?) {
            (Choice::Leave, _) => Ok(None),
            (Choice::Add, (agency, _)) => {
                let agency = agency.map_or_else(|| agency::insert(self.connection, &enclosed.profile), Ok)?;
                let origin = Origin::Imported(package.name().to_owned());
                self.add(agency, &self.theirs(package, n)?, &origin).map(Some)
            }
            (Choice::Replace { shown }, (_, Some(id))) => {
                let (row, ours) = self.load(id)?;
                if row.hash != shown {
                    return Err(outdated().into());
                }
                self.replace(row, &ours, &self.theirs(package, n)?, package.name())?;
                Ok(Some(id))
            }
            (Choice::Replace { .. }, (_, None)) => Err(outdated().into()),
        }
    }
}
