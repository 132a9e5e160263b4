//! Reading everything a library holds, and comparing it with what was saved.

use crate::{open::check_integrity, table::revision, AgencyId, Library, ReportId, RevisionId, StoreError};
use std::fmt;

/// What a look at everything found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// How many reports were read.
    pub reports: usize,
    /// How many earlier states of them.
    pub revisions: usize,
    /// What is not as it was saved.
    pub damaged: Vec<Damage>,
}

/// Something that is not as it was saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Damage {
    /// What is known of an agency.
    Agency(AgencyId, String),
    /// A report as it is now.
    Report {
        /// Its number.
        id: ReportId,
        /// The agency as it stands in the title.
        agency: String,
        /// The year.
        year: u16,
    },
    /// An earlier state of a report.
    Revision {
        /// Its number.
        id: RevisionId,
        /// The agency as it stands in the title.
        agency: String,
        /// The year.
        year: u16,
    },
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Agency(_, name) => write!(f, "机关“{name}”的资料"),
            Damage::Report { agency, year, .. } => write!(f, "“{agency}”{year}年的年报"),
            Damage::Revision { id, agency, year } => {
                write!(f, "“{agency}”{year}年年报的第 {} 号历史版本", id.0)
            }
        }
    }
}

impl Library {
    /// Reads everything: the file by SQLite's own check, each report and each earlier state by its content hash.
    /// `told` hears how many reports of how many are done.
    ///
    /// # Errors
    /// When the file contradicts itself or cannot be read. A report that is not what was saved is no error, but
    /// among [`Verified::damaged`].
    pub fn verify(&self, mut told: impl FnMut(usize, usize)) -> Result<Verified, StoreError> {
        check_integrity(&self.connection)?;
        let mut verified = Verified::default();
        for agency in self.agencies()?.into_iter().filter(|agency| !agency.sound) {
            verified.damaged.push(Damage::Agency(agency.id, agency.profile.name));
        }
        let reports = self.reports()?;
        for (done, listed) in reports.iter().enumerate() {
            told(done, reports.len());
            let (agency, year) = (&listed.agency_name, listed.year);
            match self.report(listed.id) {
                Ok(_) => {}
                Err(StoreError::Damaged { .. }) => {
                    verified.damaged.push(Damage::Report { id: listed.id, agency: agency.clone(), year });
                }
                Err(error) => return Err(error),
            }
            for revision in self.revisions(listed.id)? {
                verified.revisions += 1;
                let rotten =
                    |desk: &crate::Desk| Ok(revision::content(desk.connection, revision.id).is_err());
                if !revision.sound || self.read(rotten)? {
                    verified.damaged.push(Damage::Revision { id: revision.id, agency: agency.clone(), year });
                }
            }
        }
        verified.reports = reports.len();
        told(reports.len(), reports.len());
        Ok(verified)
    }
}
