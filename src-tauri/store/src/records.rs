//! What is kept beside the reports: agencies, settings, deadlines, findings that were set aside.

use crate::{
    table::{agency, deadline, dismissal, report, setting},
    Agency, AgencyId, AgencyProfile, Deadline, Desk, Dismissal, Library, ReportId, StoreError,
};
use time::Date;

impl Library {
    /// All agencies, in the order they were added.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agencies(&self) -> Result<Vec<Agency>, StoreError> {
        self.read(|desk| agency::all(desk.connection))
    }

    /// One agency.
    ///
    /// # Errors
    /// When there is none of this number.
    pub fn agency(&self, id: AgencyId) -> Result<Agency, StoreError> {
        self.read(|desk| agency::get(desk.connection, id))
    }

    /// The agency of this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn agency_named(&self, name: &str) -> Result<Option<AgencyId>, StoreError> {
        self.read(|desk| agency::id_of(desk.connection, name))
    }

    /// Adds an agency.
    ///
    /// # Errors
    /// When it has no name or one that is taken.
    pub fn add_agency(&mut self, profile: &AgencyProfile) -> Result<AgencyId, StoreError> {
        Ok(self.add_agencies(std::slice::from_ref(profile))?.remove(0))
    }

    /// Adds agencies, all or none.
    ///
    /// # Errors
    /// As [`Library::add_agency`].
    pub fn add_agencies(&mut self, profiles: &[AgencyProfile]) -> Result<Vec<AgencyId>, StoreError> {
        self.write(|desk| profiles.iter().map(|profile| desk.add_agency(profile)).collect())
    }

    /// Changes what is known of an agency. Its reports keep the name that stands in their titles.
    ///
    /// # Errors
    /// When there is none of this number, it would have no name or a taken one, or come under itself.
    pub fn change_agency(&mut self, id: AgencyId, profile: &AgencyProfile) -> Result<(), StoreError> {
        self.write(|desk| {
            agency::get(desk.connection, id)?;
            require_free_name(desk.connection, profile, Some(id))?;
            let mut above = profile.parent;
            while let Some(parent) = above {
                if parent == id {
                    return Err(StoreError::ParentLoop(profile.name.clone()));
                }
                above = agency::get(desk.connection, parent)?.profile.parent;
            }
            agency::update(desk.connection, id, profile)
        })
    }

    /// What the faces remember under a key.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|desk| setting::get(desk.connection, key))
    }

    /// Remembers something, or forgets it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        self.write(|desk| setting::put(desk.connection, key, value))
    }

    /// By when reports have to be there, newest year first, the general day of a year before single agencies'.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deadlines(&self) -> Result<Vec<Deadline>, StoreError> {
        self.read(|desk| deadline::all(desk.connection))
    }

    /// Sets by when the report on a year has to be there, or removes that; without an agency, for all that
    /// have no day of their own.
    ///
    /// # Errors
    /// When there is no such agency, or the file cannot be written.
    pub fn set_deadline(
        &mut self,
        agency: Option<AgencyId>,
        year: u16,
        date: Option<Date>,
    ) -> Result<(), StoreError> {
        self.write(|desk| {
            if let Some(agency) = agency {
                agency::get(desk.connection, agency)?;
            }
            deadline::put(desk.connection, agency, year, date)
        })
    }

    /// The findings of a report that were set aside.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn dismissals(&self, report: ReportId) -> Result<Vec<Dismissal>, StoreError> {
        self.read(|desk| dismissal::of(desk.connection, report))
    }

    /// Sets a finding aside, with a reason; `fingerprint` tells it from others of its rule.
    ///
    /// # Errors
    /// When there is no reason, or no such report.
    pub fn dismiss(
        &mut self,
        report: ReportId,
        rule: &str,
        fingerprint: &str,
        reason: &str,
    ) -> Result<(), StoreError> {
        if reason.trim().is_empty() {
            return Err(StoreError::NoReason);
        }
        self.write(|desk| {
            report::get(desk.connection, report)?;
            dismissal::put(desk.connection, report, rule, fingerprint, reason, desk.now)
        })
    }

    /// Takes a finding up again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn take_up_again(
        &mut self,
        report: ReportId,
        rule: &str,
        fingerprint: &str,
    ) -> Result<(), StoreError> {
        self.write(|desk| dismissal::remove(desk.connection, report, rule, fingerprint))
    }
}

impl Desk<'_> {
    pub(crate) fn add_agency(&self, profile: &AgencyProfile) -> Result<AgencyId, StoreError> {
        require_free_name(self.connection, profile, None)?;
        agency::insert(self.connection, profile)
    }
}

fn require_free_name(
    connection: &rusqlite::Connection,
    profile: &AgencyProfile,
    own: Option<AgencyId>,
) -> Result<(), StoreError> {
    if profile.name.trim().is_empty() {
        return Err(StoreError::NoName);
    }
    match agency::id_of(connection, &profile.name)? {
        Some(other) if Some(other) != own => Err(StoreError::AgencyExists(profile.name.clone())),
        _ => Ok(()),
    }
}
