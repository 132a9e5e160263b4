//! How reports change: saving, the acts that are kept for ever, undoing, going back.

mod acts;

use crate::{
    content::Content,
    table::{
        agency,
        revision::{self, Saying},
        step, AgencyId, ReportId, Revision, RevisionId, RevisionKind, State,
    },
    AgencyProfile, Library, StoreError,
};
use ::report::{Difference, Report};
use acts::Direction;

/// Whether a save is worth a revision of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// A character after the other: saved like [`Moment::Passing`], and with those of the same label typed within
    /// a few seconds one step to undo.
    Typing,
    /// While somebody writes: one revision a minute is enough.
    Passing,
    /// Somebody asked for it, or something is done.
    Meaningful,
}

/// Where a new report comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// It was begun here.
    Written,
    /// It was read from a file, a page or a package of this name.
    Imported(String),
}

/// What an undo or redo did.
#[derive(Clone, PartialEq, Debug)]
pub struct Stepped {
    /// What the step was called.
    pub label: String,
    /// What changed.
    pub difference: Difference,
    /// The report as it is now.
    pub report: Report,
}

impl Library {
    /// Adds a report to an agency.
    ///
    /// # Errors
    /// When the agency has one of this year and form, or the report does not fit the format.
    pub fn add(
        &mut self,
        agency: AgencyId,
        report: &Report,
        origin: &Origin,
    ) -> Result<ReportId, StoreError> {
        Ok(self.add_all(&[(agency, report)], origin)?.remove(0))
    }

    /// Adds a report to the agency of a name; where the library does not know it yet, the agency with it, or neither.
    ///
    /// # Errors
    /// As [`Library::add`]; when the agency has no name.
    pub fn add_of(
        &mut self,
        agency: &AgencyProfile,
        report: &Report,
        origin: &Origin,
    ) -> Result<ReportId, StoreError> {
        self.write(|desk| {
            let known = agency::id_of(desk.connection, &agency.name)?;
            let agency = known.map_or_else(|| desk.add_agency(agency), Ok)?;
            desk.add(agency, report, origin)
        })
    }

    /// Adds reports, all or none.
    ///
    /// # Errors
    /// As [`Library::add`].
    pub fn add_all(
        &mut self,
        reports: &[(AgencyId, &Report)],
        origin: &Origin,
    ) -> Result<Vec<ReportId>, StoreError> {
        self.write(|desk| reports.iter().map(|(agency, report)| desk.add(*agency, report, origin)).collect())
    }

    /// Saves a report as it is now; gives the revision it is part of. `label` names the step for undoing.
    /// What was final is a draft again; what was published stays so, and differs from it until it is corrected.
    ///
    /// # Errors
    /// When the stored report is damaged, or is not the same agency's of the same year and form.
    pub fn save(
        &mut self,
        id: ReportId,
        report: &Report,
        label: &str,
        moment: Moment,
    ) -> Result<RevisionId, StoreError> {
        self.write(|desk| desk.save(id, report, label, moment))
    }

    /// Puts a report that came from elsewhere in the place of today's, which is history then: a step that can be
    /// undone.
    ///
    /// # Errors
    /// As [`Library::save`].
    pub fn replace(&mut self, id: ReportId, report: &Report, from: &str) -> Result<(), StoreError> {
        self.write(|desk| {
            let (row, ours) = desk.load(id)?;
            desk.replace(row, &ours, report, from)
        })
    }

    /// As [`Library::replace`], with the reason, which stays in the history.
    ///
    /// # Errors
    /// As [`Library::save`], and when there is no reason.
    pub fn take_over(
        &mut self,
        id: ReportId,
        report: &Report,
        from: &str,
        reason: &str,
    ) -> Result<(), StoreError> {
        if reason.trim().is_empty() {
            return Err(StoreError::NoReason);
        }
        self.write(|desk| {
            let (row, ours) = desk.load(id)?;
            let content = Content::of(report)?;
            if row.hash == content.hash() {
                return Ok(());
            }
            let theirs = content.report(desk.forms)?;
            let saying =
                Saying { reason: Some(reason), place: Some(from), ..Saying::only(RevisionKind::Imported) };
            desk.turn_into(row, &ours, &theirs, &content, &saying).map(drop)
        })
    }

    /// Marks a draft as final (定稿), for ever.
    ///
    /// # Errors
    /// When it is final already, or published.
    pub fn finalise(&mut self, id: ReportId) -> Result<RevisionId, StoreError> {
        self.write(|desk| {
            let (row, content) = desk.content(id)?;
            match row.state {
                State::Draft => {
                    desk.keep(row, &content, State::Final, &Saying::only(RevisionKind::Finalised))
                }
                State::Final => Err(StoreError::AlreadyFinal),
                State::Published | State::Corrected => Err(StoreError::AlreadyPublished),
            }
        })
    }

    /// Marks a report as published (公布), for ever; `place` says where.
    ///
    /// # Errors
    /// When it is published already.
    pub fn publish(&mut self, id: ReportId, place: Option<&str>) -> Result<RevisionId, StoreError> {
        self.write(|desk| {
            let (row, content) = desk.content(id)?;
            if row.state.is_released() {
                return Err(StoreError::AlreadyPublished);
            }
            let saying = Saying { place, ..Saying::only(RevisionKind::Published) };
            desk.keep(row, &content, State::Published, &saying)
        })
    }

    /// Marks what was changed since it was published as a correction (更正), for ever, with its reason.
    ///
    /// # Errors
    /// When there is no reason, the report is not published, or nothing differs from what was published.
    pub fn correct(
        &mut self,
        id: ReportId,
        reason: &str,
        place: Option<&str>,
    ) -> Result<RevisionId, StoreError> {
        if reason.trim().is_empty() {
            return Err(StoreError::NoReason);
        }
        self.write(|desk| {
            let (row, content) = desk.content(id)?;
            if !row.state.is_released() {
                return Err(StoreError::NotPublished);
            }
            if revision::released_hash(desk.connection, id)? == Some(content.hash()) {
                return Err(StoreError::NothingToCorrect);
            }
            let saying = Saying { reason: Some(reason), place, ..Saying::only(RevisionKind::Corrected) };
            desk.keep(row, &content, State::Corrected, &saying)
        })
    }

    /// Goes back to a revision, which is itself a new one and can be undone. Where the report itself is
    /// damaged, the revision takes its place, and what could be undone is forgotten.
    ///
    /// # Errors
    /// When the report has no such revision, or that is damaged.
    pub fn revert(&mut self, id: ReportId, to: RevisionId) -> Result<RevisionId, StoreError> {
        self.write(|desk| desk.revert(id, to))
    }

    /// Undoes the last step; `None` when there is none.
    ///
    /// # Errors
    /// When the report or the record of the step is damaged.
    pub fn undo(&mut self, id: ReportId) -> Result<Option<Stepped>, StoreError> {
        self.write(|desk| desk.step(id, Direction::Back))
    }

    /// Does again what was undone last; `None` when nothing was.
    ///
    /// # Errors
    /// As [`Library::undo`].
    pub fn redo(&mut self, id: ReportId) -> Result<Option<Stepped>, StoreError> {
        self.write(|desk| desk.step(id, Direction::Forth))
    }

    /// What [`Library::undo`] would undo.
    ///
    /// # Errors
    /// When there is no such report.
    pub fn can_undo(&self, id: ReportId) -> Result<Option<String>, StoreError> {
        self.read(|desk| step::label(desk.connection, id, desk.sound(id)?.undo_at))
    }

    /// What [`Library::redo`] would do again.
    ///
    /// # Errors
    /// When there is no such report.
    pub fn can_redo(&self, id: ReportId) -> Result<Option<String>, StoreError> {
        self.read(|desk| step::label(desk.connection, id, desk.sound(id)?.undo_at + 1))
    }

    /// Every revision of a report, newest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn revisions(&self, id: ReportId) -> Result<Vec<Revision>, StoreError> {
        self.read(|desk| revision::of(desk.connection, id))
    }

    /// A report as it stood.
    ///
    /// # Errors
    /// When there is no such revision, or it is damaged.
    pub fn revision(&self, id: RevisionId) -> Result<Report, StoreError> {
        self.read(|desk| desk.revision(id))
    }

    /// The newest revision of a report that is what was saved: the one to offer where the report is damaged.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn newest_sound_revision(&self, id: ReportId) -> Result<Option<RevisionId>, StoreError> {
        self.read(|desk| {
            let revisions = revision::of(desk.connection, id)?;
            Ok(revisions.into_iter().map(|it| it.id).find(|it| desk.revision_of(id, *it).is_ok()))
        })
    }

    /// What changed from one revision to another.
    ///
    /// # Errors
    /// When one is missing or damaged, or they are of different reports.
    pub fn compare(&self, before: RevisionId, after: RevisionId) -> Result<Difference, StoreError> {
        self.read(|desk| Ok(Difference::between(&desk.revision(before)?, &desk.revision(after)?)?))
    }

    /// What changed from a revision to the report as it is now.
    ///
    /// # Errors
    /// When one is missing or damaged.
    pub fn compare_with_today(&self, before: RevisionId) -> Result<Difference, StoreError> {
        self.read(|desk| {
            let today = revision::get(desk.connection, before)?.report;
            Ok(Difference::between(&desk.revision(before)?, &desk.load(today)?.1)?)
        })
    }
}
