//! Reports in the library: listing, adding, saving, the acts that are kept, going back, comparing.

use super::Library;
use crate::OfficeError;
use report::{agency::Level as TownLevel, Difference, Report};
use store::{
    Agency, AgencyId, AgencyProfile, Listed, Moment, Origin, ReportId, Revision, RevisionId, Stepped,
    StoreError, Stored,
};

/// What is known of every report of the library, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Overview {
    /// The agencies, in the order they were added.
    pub agencies: Vec<Agency>,
    /// The reports, by agency and year.
    pub reports: Vec<Listed>,
}

impl Overview {
    /// How the library calls the agency of a report.
    pub fn agency_of<'a>(&'a self, report: &'a Listed) -> &'a str {
        let at = self.agencies.binary_search_by_key(&report.agency, |agency| agency.id);
        let known = at.ok().and_then(|at| self.agencies.get(at));
        known.map_or(&report.agency_name, |agency| &agency.profile.name)
    }
}

/// What became of a report that was to be added.
#[derive(Clone, PartialEq, Debug)]
pub enum Added {
    /// It is in the library now.
    New(ReportId),
    /// The library had it, word for word.
    Equal(ReportId),
    /// The library has another one of this agency, year and form, and kept that.
    Different(ReportId, Box<Difference>),
    /// The library had another one, which is history now and can be had back.
    Replaced(ReportId),
}

impl Library {
    /// All agencies and reports.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overview(&self) -> Result<Overview, OfficeError> {
        Ok(Overview { agencies: self.store.agencies()?, reports: self.store.reports()? })
    }

    /// A report as it is now.
    ///
    /// # Errors
    /// When there is none of this number, or it is damaged.
    pub fn report(&self, id: ReportId) -> Result<Stored, OfficeError> {
        Ok(self.store.report(id)?)
    }

    /// The report of an agency, by its name, on a year; where `edition` is not given, the one in the newest form.
    ///
    /// # Errors
    /// When there is no such agency or report.
    pub fn find(&self, agency: &str, year: u16, edition: Option<&str>) -> Result<Listed, OfficeError> {
        let missing = || OfficeError::NotInLibrary { agency: agency.to_owned(), year };
        let id = self.store.agency_named(agency)?.ok_or_else(missing)?;
        let wanted = |it: &Listed| it.year == year && edition.is_none_or(|edition| it.edition == edition);
        self.store.reports_of(id)?.into_iter().find(wanted).ok_or_else(missing)
    }

    /// Last year's report of the same agency, if the library has it.
    ///
    /// # Errors
    /// When the file cannot be read or the report is damaged.
    pub fn previous(&self, agency: AgencyId, year: u16) -> Result<Option<Report>, OfficeError> {
        let last = self.store.reports_of(agency)?.into_iter().find(|it| it.year + 1 == year);
        let last = last.map(|listed| self.store.report(listed.id)).transpose()?.map(|stored| stored.report);
        // The few numbers from before the forms of 2019 are no report that another follows.
        let is_report = self.forms().for_year(year).is_none_or(|form| form.is_report());
        Ok(last.filter(|last| last.form().is_report() == is_report))
    }

    /// Adds a report that was read from somewhere to the agency of its name, or to the one given; an agency that
    /// is not known yet is added with the level its name tells. What the library has is not overwritten unless
    /// `replace` says so, and can be had back then.
    ///
    /// # Errors
    /// When agency or year are not known, or the report cannot be stored.
    pub fn add(
        &mut self,
        report: &Report,
        from: &str,
        agency: Option<&str>,
        replace: bool,
    ) -> Result<Added, OfficeError> {
        let name = agency.unwrap_or(&report.agency);
        if name.is_empty() || report.year == 0 {
            return Err(OfficeError::Unidentified { name: from.to_owned() });
        }
        let known = self.store.agency_named(name)?;
        let edition = &report.form().edition;
        let standing = match known {
            Some(agency) => self.store.find(agency, report.year, edition)?,
            None => None,
        };
        if let Some(id) = standing {
            let difference = Difference::between(&self.store.report(id)?.report, report)
                .map_err(StoreError::Difference)?;
            return Ok(if difference.is_empty() {
                Added::Equal(id)
            } else if replace {
                self.store.replace(id, report, from)?;
                Added::Replaced(id)
            } else {
                Added::Different(id, Box::new(difference))
            });
        }
        self.forget_index();
        let agency = AgencyProfile::named(name, TownLevel::of_name(name).into());
        Ok(Added::New(self.store.add_of(&agency, report, &Origin::Imported(from.to_owned()))?))
    }

    /// Saves a report as it is now; `label` names the step for undoing.
    ///
    /// # Errors
    /// When the stored report is damaged, or is another's; when it cannot be written.
    pub fn save(
        &mut self,
        id: ReportId,
        report: &Report,
        label: &str,
        moment: Moment,
    ) -> Result<RevisionId, OfficeError> {
        Ok(self.store.save(id, report, label, moment)?)
    }

    /// Marks a draft as final (定稿), for ever.
    ///
    /// # Errors
    /// When it is final already, or published.
    pub fn finalise(&mut self, id: ReportId) -> Result<RevisionId, OfficeError> {
        Ok(self.store.finalise(id)?)
    }

    /// Marks a report as published (公布), for ever; `place` says where.
    ///
    /// # Errors
    /// When it is published already.
    pub fn publish(&mut self, id: ReportId, place: Option<&str>) -> Result<RevisionId, OfficeError> {
        Ok(self.store.publish(id, place)?)
    }

    /// Marks what was changed since as a correction (更正) of what was published, for ever.
    ///
    /// # Errors
    /// When there is no reason, it is not published, or nothing differs.
    pub fn correct(
        &mut self,
        id: ReportId,
        reason: &str,
        place: Option<&str>,
    ) -> Result<RevisionId, OfficeError> {
        Ok(self.store.correct(id, reason, place)?)
    }

    /// Every earlier state of a report, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn revisions(&self, id: ReportId) -> Result<Vec<Revision>, OfficeError> {
        Ok(self.store.revisions(id)?)
    }

    /// A report as it stood.
    ///
    /// # Errors
    /// When it has no such revision, or that is damaged.
    pub fn revision(&self, of: ReportId, id: RevisionId) -> Result<Report, OfficeError> {
        if !self.store.revisions(of)?.iter().any(|it| it.id == id) {
            return Err(StoreError::NoRevision(id).into());
        }
        Ok(self.store.revision(id)?)
    }

    /// What changed from one revision to another, or to the report as it is now.
    ///
    /// # Errors
    /// When one is missing or damaged, or they are of different reports.
    pub fn compare(&self, before: RevisionId, after: Option<RevisionId>) -> Result<Difference, OfficeError> {
        Ok(match after {
            Some(after) => self.store.compare(before, after)?,
            None => self.store.compare_with_today(before)?,
        })
    }

    /// Goes back to a revision, which is itself a new one and can be undone.
    ///
    /// # Errors
    /// When the report has no such revision, or that is damaged.
    pub fn revert(&mut self, id: ReportId, to: RevisionId) -> Result<RevisionId, OfficeError> {
        Ok(self.store.revert(id, to)?)
    }

    /// Undoes the last step; `None` when there is none.
    ///
    /// # Errors
    /// When the report or the record of the step is damaged.
    pub fn undo(&mut self, id: ReportId) -> Result<Option<Stepped>, OfficeError> {
        Ok(self.store.undo(id)?)
    }

    /// Does again what was undone last; `None` when nothing was.
    ///
    /// # Errors
    /// As [`Library::undo`].
    pub fn redo(&mut self, id: ReportId) -> Result<Option<Stepped>, OfficeError> {
        Ok(self.store.redo(id)?)
    }
}
