//! A report that is being written: every act is checked and on the disk when it returns.

use super::{Library, Surroundings};
use crate::{OfficeError, Publication};
use report::{
    check::{Fix, Parted},
    CellId, Finding, Place, Prose, Report, SectionId,
};
use store::{AgencyId, Listed, Moment, Origin, ReportId, RevisionId, State};
use time::OffsetDateTime;

/// A report of the library that lies open.
pub struct Draft {
    id: ReportId,
    report: Report,
    around: Surroundings,
    findings: Parted,
    listed: Listed,
    saved_at: OffsetDateTime,
}

impl Draft {
    /// Its number.
    pub fn id(&self) -> ReportId {
        self.id
    }

    /// The report as it stands, which is as it was saved.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Last year's report of the same agency.
    pub fn previous(&self) -> Option<&Report> {
        self.around.previous()
    }

    /// What stands against it, and what was set aside.
    pub fn findings(&self) -> &Parted {
        &self.findings
    }

    /// When a finding was set aside.
    pub fn set_aside_at(&self, finding: &Finding) -> Option<OffsetDateTime> {
        self.around.set_aside_at(finding)
    }

    /// Whose it is.
    pub fn agency(&self) -> AgencyId {
        self.listed.agency
    }

    /// Its line in the list, with how far it has come.
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// How far it has come.
    pub fn state(&self) -> State {
        self.listed.state
    }

    /// When it was saved last.
    pub fn saved_at(&self) -> OffsetDateTime {
        self.saved_at
    }
}

/// How a place is written to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wording {
    /// A character after the other.
    Typed,
    /// Words from the clipboard.
    Pasted,
    /// Words carried to the clipboard.
    Cut,
    /// A number that follows its cell from now on.
    Linked,
    /// An opening sentence that was offered.
    Opened,
}

impl Wording {
    /// What the step is called when it can be undone.
    fn label(self) -> &'static str {
        match self {
            Wording::Typed => "填写",
            Wording::Pasted => "粘贴到",
            Wording::Cut => "剪切",
            Wording::Linked => "关联数字：",
            Wording::Opened => "写入开头：",
        }
    }
}

/// How the cells of a table are filled at once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fill {
    /// A digit after the other in one cell.
    Typed,
    /// A range from the clipboard.
    Pasted,
    /// Emptied.
    Cleared,
    /// Zero where nothing stands.
    Zeros,
    /// A total as its parts add up.
    Summed,
}

impl Fill {
    /// What the step is called when it can be undone.
    fn label(self) -> &'static str {
        match self {
            Fill::Typed => "填写",
            Fill::Pasted => "粘贴",
            Fill::Cleared => "清除",
            Fill::Zeros => "空格填零",
            Fill::Summed => "恢复自动合计",
        }
    }
}

impl Library {
    /// Begins an agency's report on a year, blank or from last year's, in the form of that year.
    ///
    /// # Errors
    /// When the agency has one already, there is no form for the year, or no report of last year to begin from.
    pub fn begin(&mut self, agency: AgencyId, year: u16, from_last: bool) -> Result<ReportId, OfficeError> {
        let name = self.store.agency(agency)?.profile.name;
        let form = self.store.forms().for_year(year).cloned().ok_or(OfficeError::NoForm { year })?;
        let report = if from_last {
            let missing = || OfficeError::NotInLibrary { agency: name.clone(), year: year.saturating_sub(1) };
            let last = self.previous(agency, year)?.ok_or_else(missing)?;
            let mut report = Report::following(&last, form, year)?;
            report.agency.clone_from(&name);
            report
        } else {
            Report::new(form, name, year)
        };
        Ok(self.store.add(agency, &report, &Origin::Written)?)
    }

    /// Opens a report to write it.
    ///
    /// # Errors
    /// When there is none of this number, or it is damaged.
    pub fn open_draft(&self, id: ReportId) -> Result<Draft, OfficeError> {
        let stored = self.store.report(id)?;
        let around = self.surroundings(id)?;
        let findings = around.check(&stored.report);
        let saved_at = stored.listed.saved_at;
        Ok(Draft { id, report: stored.report, around, findings, listed: stored.listed, saved_at })
    }

    /// Writes into cells; the totals follow.
    ///
    /// # Errors
    /// When the form has no such cell, or the library cannot be written. Nothing is changed then.
    pub fn fill_in(
        &mut self,
        draft: &mut Draft,
        entries: &[(CellId, String)],
        how: Fill,
    ) -> Result<(), OfficeError> {
        let mut report = draft.report.clone();
        report.write_and_add_up(entries)?;
        let name = entries.first().and_then(|(id, _)| report.form().cell(id.as_str()));
        let label = match (how, name) {
            (Fill::Typed, Some(cell)) => format!("{}{}", how.label(), cell.name),
            _ => how.label().to_owned(),
        };
        let moment = if how == Fill::Typed { Moment::Typing } else { Moment::Passing };
        self.keep(draft, report, &label, moment)
    }

    /// Writes zero into every blank cell of a table.
    ///
    /// # Errors
    /// As [`Library::fill_in`].
    pub fn fill_zeros(&mut self, draft: &mut Draft, table: &str) -> Result<(), OfficeError> {
        let blank = |id: &CellId| id.table() == table && draft.report.entry(id).is_none();
        let cells = draft.report.form().cells().iter().filter(|cell| blank(&cell.id));
        let zeros: Vec<_> = cells.map(|cell| (cell.id.clone(), "0".to_owned())).collect();
        let is_total = |id: &CellId| draft.report.form().sums.iter().any(|sum| sum.total == *id);
        // Totals add up by themselves.
        let zeros: Vec<_> = zeros.into_iter().filter(|(id, _)| !is_total(id)).collect();
        self.fill_in(draft, &zeros, Fill::Zeros)
    }

    /// Replaces what is written in a place.
    ///
    /// # Errors
    /// When the form has no such place, or the library cannot be written. Nothing is changed then.
    pub fn write_prose(
        &mut self,
        draft: &mut Draft,
        place: &SectionId,
        prose: Prose,
        how: Wording,
    ) -> Result<(), OfficeError> {
        let mut report = draft.report.clone();
        report.rewrite(place, prose)?;
        let label = format!("{}{}", how.label(), report.form().place_name(place));
        // What was done in one act is undone by itself, whatever was typed before it.
        let moment = if how == Wording::Typed { Moment::Typing } else { Moment::Passing };
        self.keep(draft, report, &label, moment)
    }

    /// Says that a place that was taken from last year has been gone over.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn go_over(&mut self, draft: &mut Draft, place: &SectionId) -> Result<(), OfficeError> {
        let mut report = draft.report.clone();
        report.go_over(place);
        self.keep(draft, report, "已核对", Moment::Passing)
    }

    /// Mends what a finding found, as it proposes.
    ///
    /// # Errors
    /// When it proposes nothing, or the words it found are no longer there.
    pub fn mend(&mut self, draft: &mut Draft, finding: &Finding) -> Result<(), OfficeError> {
        let fix = finding.fix.as_ref().ok_or(OfficeError::NothingToMend)?;
        let report = mended(&draft.report, finding, fix).ok_or(OfficeError::NothingToMend)?;
        self.keep(draft, report, &fix.label, Moment::Passing)
    }

    /// Sets a finding aside, with a reason, or takes it up again without one.
    ///
    /// # Errors
    /// When the reason is empty, or the library cannot be written.
    pub fn dispose(
        &mut self,
        draft: &mut Draft,
        finding: &Finding,
        reason: Option<&str>,
    ) -> Result<(), OfficeError> {
        match reason {
            Some(reason) => self.set_aside(draft.id, finding, reason)?,
            None => self.take_up_again(draft.id, finding)?,
        }
        self.look_around(draft)
    }

    /// Undoes the last step; false when there is none.
    ///
    /// # Errors
    /// When the record of the step is damaged, or the library cannot be written.
    pub fn undo_in(&mut self, draft: &mut Draft) -> Result<bool, OfficeError> {
        let stepped = self.store.undo(draft.id)?;
        self.stepped(draft, stepped)
    }

    /// Does again what was undone last; false when nothing was.
    ///
    /// # Errors
    /// As [`Library::undo_in`].
    pub fn redo_in(&mut self, draft: &mut Draft) -> Result<bool, OfficeError> {
        let stepped = self.store.redo(draft.id)?;
        self.stepped(draft, stepped)
    }

    /// What an undo would undo, and what a redo would do again.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn steps(&self, draft: &Draft) -> Result<(Option<String>, Option<String>), OfficeError> {
        Ok((self.store.can_undo(draft.id)?, self.store.can_redo(draft.id)?))
    }

    /// Marks the report as final (定稿): when no error stands against it.
    ///
    /// # Errors
    /// When errors stand, or it is final already.
    pub fn finalise_draft(&mut self, draft: &mut Draft) -> Result<RevisionId, OfficeError> {
        let errors =
            draft.findings.standing.iter().filter(|it| it.severity == report::Severity::Error).count();
        if errors > 0 {
            return Err(OfficeError::ErrorsStand { errors });
        }
        let carried = draft.report.carried_over();
        if let Some(place) = carried.first() {
            let place = draft.report.form().place_name(place).to_owned();
            return Err(OfficeError::StillLastYears { place });
        }
        let revision = self.store.finalise(draft.id)?;
        self.look_around(draft)?;
        Ok(revision)
    }

    /// Marks the report as published (公布), with the day and the place.
    ///
    /// # Errors
    /// When it is published already.
    pub fn publish_draft(
        &mut self,
        draft: &mut Draft,
        said: &Publication,
    ) -> Result<RevisionId, OfficeError> {
        let revision = self.store.publish(draft.id, Some(&said.to_string()))?;
        self.look_around(draft)?;
        Ok(revision)
    }

    /// Marks what was changed since it was published as a correction (更正), with its reason.
    ///
    /// # Errors
    /// When there is no reason, it is not published, or nothing was changed.
    pub fn correct_draft(&mut self, draft: &mut Draft, reason: &str) -> Result<RevisionId, OfficeError> {
        let revision = self.store.correct(draft.id, reason, None)?;
        self.look_around(draft)?;
        Ok(revision)
    }

    /// Lets a total that was written by hand follow its parts again.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn add_up(&mut self, draft: &mut Draft, total: &CellId) -> Result<(), OfficeError> {
        let computed = report::computed_totals(&draft.report).get(total).map(u64::to_string);
        self.fill_in(draft, &[(total.clone(), computed.unwrap_or_default())], Fill::Summed)
    }

    /// Goes back to an earlier state of the report.
    ///
    /// # Errors
    /// When it has no such revision, or that is damaged.
    pub fn revert_draft(&mut self, draft: &mut Draft, to: RevisionId) -> Result<(), OfficeError> {
        self.store.revert(draft.id, to)?;
        *draft = self.open_draft(draft.id)?;
        Ok(())
    }

    fn keep(
        &mut self,
        draft: &mut Draft,
        report: Report,
        label: &str,
        moment: Moment,
    ) -> Result<(), OfficeError> {
        self.store.save(draft.id, &report, label, moment)?;
        self.lay(draft, report)
    }

    fn stepped(&self, draft: &mut Draft, stepped: Option<store::Stepped>) -> Result<bool, OfficeError> {
        let Some(stepped) = stepped else { return Ok(false) };
        self.lay(draft, stepped.report)?;
        Ok(true)
    }

    /// What was saved is what lies open now.
    fn lay(&self, draft: &mut Draft, report: Report) -> Result<(), OfficeError> {
        draft.saved_at = self.clock.now();
        draft.findings = draft.around.check(&report);
        draft.report = report;
        self.look_at_line(draft)
    }

    fn look_around(&self, draft: &mut Draft) -> Result<(), OfficeError> {
        draft.around = self.surroundings(draft.id)?;
        draft.findings = draft.around.check(&draft.report);
        self.look_at_line(draft)
    }

    /// Its line in the list: a change makes a final report a draft again.
    fn look_at_line(&self, draft: &mut Draft) -> Result<(), OfficeError> {
        let lines = self.store.reports_of(draft.listed.agency)?;
        if let Some(line) = lines.into_iter().find(|it| it.id == draft.id) {
            draft.listed = line;
        }
        Ok(())
    }
}

fn mended(report: &Report, finding: &Finding, fix: &Fix) -> Option<Report> {
    let mut mended = report.clone();
    match (&fix.words, &finding.place) {
        (Some(words), Place::Words { place, paragraph, range }) => {
            let prose = report.reworded(place, *paragraph, range.clone(), words)?;
            mended.rewrite(place, prose).ok()?;
        }
        _ => {
            let entries: Vec<_> =
                fix.cells.iter().map(|(id, entry)| (id.clone(), entry.to_string())).collect();
            mended.write_and_add_up(&entries).ok()?;
        }
    }
    (mended != *report).then_some(mended)
}
