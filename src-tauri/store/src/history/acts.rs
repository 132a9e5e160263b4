//! What an act writes, within its transaction.

use super::{Moment, Origin, Stepped};
use crate::{
    content::Content,
    table::{
        agency, cell, note, prose,
        report::{self, ReportRow},
        revision::{self, Saying},
        step::{self, Step},
        AgencyId, ReportId, RevisionId, RevisionKind, State,
    },
    Desk, StoreError,
};
use ::report::{difference::DifferenceJson, Difference, Form, Report};
use std::sync::Arc;

/// An autosave takes up what is saved within this time, in milliseconds.
const AUTOSAVE: i64 = 60_000;

/// What is typed within this time, in milliseconds, is undone in one step.
const TYPING: i64 = 5_000;

#[derive(Clone, Copy)]
pub(super) enum Direction {
    Back,
    Forth,
}

impl Step {
    fn difference(&self, form: &Arc<Form>) -> Result<Difference, StoreError> {
        let change: DifferenceJson =
            serde_json::from_str(&self.change).map_err(|_| StoreError::DamagedStep)?;
        change.into_difference(form).map_err(|_| StoreError::DamagedStep)
    }
}

/// A difference as a step keeps it.
fn recorded(difference: &Difference) -> Result<String, StoreError> {
    serde_json::to_string(&DifferenceJson::from(difference)).map_err(|error| StoreError::Report(error.into()))
}

impl Desk<'_> {
    /// The row of a report whose mark is right.
    pub(super) fn sound(&self, id: ReportId) -> Result<ReportRow, StoreError> {
        let row = report::get(self.connection, id)?;
        if row.sound {
            Ok(row)
        } else {
            Err(row.damaged())
        }
    }

    /// A report as it is now, compared with its hash.
    pub(crate) fn load(&self, id: ReportId) -> Result<(ReportRow, Report), StoreError> {
        let row = self.sound(id)?;
        let form = self.forms.edition(&row.edition).ok_or_else(|| row.damaged())?;
        let mut report = Report::new(form.clone(), row.agency_name.clone(), row.year);
        report.title = row.title.clone();
        report.notes = note::of(self.connection, id)?;
        cell::fill(self.connection, &row, &mut report)?;
        prose::fill(self.connection, &row, &mut report)?;
        if Content::of(&report)?.hash() == row.hash {
            Ok((row, report))
        } else {
            Err(row.damaged())
        }
    }

    pub(super) fn content(&self, id: ReportId) -> Result<(ReportRow, Content), StoreError> {
        let (row, report) = self.load(id)?;
        Ok((row, Content::of(&report)?))
    }

    pub(super) fn revision(&self, id: RevisionId) -> Result<Report, StoreError> {
        self.revision_of(revision::get(self.connection, id)?.report, id)
    }

    /// A revision that must be one of this report.
    pub(super) fn revision_of(&self, id: ReportId, revision: RevisionId) -> Result<Report, StoreError> {
        let found = revision::get(self.connection, revision)?;
        if found.report != id {
            return Err(StoreError::NoRevision(revision));
        }
        let row = report::get(self.connection, id)?;
        let report = revision::content(self.connection, revision)?.report(self.forms)?;
        // A revision that says it is of another report has slipped here by damage.
        if report.year != row.year || report.form().edition != row.edition {
            return Err(StoreError::DamagedRevision(revision));
        }
        Ok(report)
    }

    pub(crate) fn add(
        &self,
        agency: AgencyId,
        report: &Report,
        origin: &Origin,
    ) -> Result<ReportId, StoreError> {
        let content = Content::of(report)?;
        let report = content.report(self.forms)?;
        let edition = report.form().edition.clone();
        agency::get(self.connection, agency)?;
        if report::id_of(self.connection, agency, report.year, &edition)?.is_some() {
            return Err(StoreError::ReportExists { agency: report.agency, year: report.year });
        }
        let row = ReportRow {
            id: report::next_id(self.connection)?,
            agency,
            year: report.year,
            edition,
            agency_name: report.agency.clone(),
            title: report.title.clone(),
            state: State::Draft,
            hash: content.hash(),
            saved_at: self.now,
            undo_at: 0,
            sound: true,
        };
        report::insert(self.connection, &row)?;
        self.put_all(&row, &report)?;
        let saying = match origin {
            Origin::Written => Saying::only(RevisionKind::Saved),
            Origin::Imported(from) => Saying { place: Some(from), ..Saying::only(RevisionKind::Imported) },
        };
        revision::insert(self.connection, row.id, &saying, self.now, &content)?;
        Ok(row.id)
    }

    pub(super) fn save(
        &self,
        id: ReportId,
        report: &Report,
        label: &str,
        moment: Moment,
    ) -> Result<RevisionId, StoreError> {
        let (row, before) = self.load(id)?;
        let content = Content::of(report)?;
        let after = content.report(self.forms)?;
        let last = revision::last(self.connection, id)?;
        if content.hash() == row.hash {
            // Nothing to write; but what was only passing may now be meant.
            return match (last, moment) {
                (Some(last), Moment::Meaningful) if last.sound && last.kind == RevisionKind::Autosave => {
                    let kind = RevisionKind::Saved;
                    revision::replace(self.connection, last.id, kind, self.now, &content)?;
                    Ok(last.id)
                }
                (Some(last), _) => Ok(last.id),
                (None, _) => revision::insert(
                    self.connection,
                    id,
                    &Saying::only(RevisionKind::Saved),
                    self.now,
                    &content,
                ),
            };
        }
        let difference = Difference::between(&before, &after)?;
        let continued = match moment {
            Moment::Typing => self.continue_step(&row, &before, &after, label, &content)?,
            Moment::Passing | Moment::Meaningful => None,
        };
        let undo_at = match continued {
            Some(undo_at) => undo_at,
            None => self.record(&row, &difference, label, &content)?,
        };
        let row = self.change(row, &difference, &after, undo_at, &content)?;
        match moment {
            Moment::Typing | Moment::Passing => self.autosave(&row, &content),
            Moment::Meaningful => {
                revision::insert(self.connection, id, &Saying::only(RevisionKind::Saved), self.now, &content)
            }
        }
    }

    /// Records a step, behind the last that is done.
    fn record(
        &self,
        row: &ReportRow,
        difference: &Difference,
        label: &str,
        after: &Content,
    ) -> Result<i64, StoreError> {
        let change = recorded(difference)?;
        let step =
            Step { label: label.to_owned(), change, before: row.hash, after: after.hash(), at: self.now };
        step::push(self.connection, row.id, row.undo_at, &step)
    }

    /// Lets the last step grow if it is a young one of the same label and nothing was undone since; gives its
    /// number then.
    fn continue_step(
        &self,
        row: &ReportRow,
        before: &Report,
        after: &Report,
        label: &str,
        content: &Content,
    ) -> Result<Option<i64>, StoreError> {
        let n = row.undo_at;
        // A record that rotted must not keep anybody from writing.
        let Ok(Some(step)) = step::get(self.connection, row.id, n) else { return Ok(None) };
        let young = (0..TYPING).contains(&(self.now - step.at));
        let undone = step::get(self.connection, row.id, n + 1)?.is_some();
        if !young || undone || step.label != label || step.after != row.hash {
            return Ok(None);
        }
        let back = step.difference(before.form()).map(Difference::inverse);
        let Some(start) = back.ok().and_then(|back| back.apply(before).ok()) else { return Ok(None) };
        if content.hash() == step.before {
            // Typed and taken back is no step.
            step::remove(self.connection, row.id, n)?;
            return Ok(Some(n - 1));
        }
        let step =
            Step { change: recorded(&Difference::between(&start, after)?)?, after: content.hash(), ..step };
        step::replace(self.connection, row.id, n, &step)?;
        Ok(Some(n))
    }

    /// Writes what differs, and gives the new row.
    pub(crate) fn change(
        &self,
        row: ReportRow,
        difference: &Difference,
        after: &Report,
        undo_at: i64,
        content: &Content,
    ) -> Result<ReportRow, StoreError> {
        let state = match row.state {
            State::Final => State::Draft,
            state => state,
        };
        let row = ReportRow {
            agency_name: after.agency.clone(),
            title: after.title.clone(),
            state,
            hash: content.hash(),
            saved_at: self.now,
            undo_at,
            ..row
        };
        for change in &difference.cells {
            cell::put(self.connection, &row, change.id.as_str(), change.entry.after.as_ref())?;
        }
        if !difference.cells.is_empty() {
            cell::note_filled(self.connection, row.id)?;
        }
        for change in &difference.prose {
            prose::put(self.connection, row.id, &change.place, after.prose(&change.place))?;
        }
        if difference.notes.is_some() {
            note::put(self.connection, row.id, &after.notes)?;
        }
        report::update(self.connection, &row)?;
        Ok(row)
    }

    /// Writes everything anew.
    pub(crate) fn put_all(&self, row: &ReportRow, report: &Report) -> Result<(), StoreError> {
        cell::clear(self.connection, row.id)?;
        prose::clear(self.connection, row.id)?;
        for known in report.form().cells() {
            // A blank one too: it makes its name known.
            cell::put(self.connection, row, known.id.as_str(), report.entry(&known.id))?;
        }
        cell::note_filled(self.connection, row.id)?;
        for place in report.form().prose_places() {
            if !report.prose(place).is_empty() {
                prose::put(self.connection, row.id, place, report.prose(place))?;
            }
        }
        note::put(self.connection, row.id, &report.notes)
    }

    /// Lets the last revision grow if it is a young autosave, or begins one.
    fn autosave(&self, row: &ReportRow, content: &Content) -> Result<RevisionId, StoreError> {
        const KIND: RevisionKind = RevisionKind::Autosave;
        if let Some(last) = revision::last(self.connection, row.id)? {
            let age = self.now - crate::table::to_stored(last.began);
            if last.sound && last.kind == KIND && (0..AUTOSAVE).contains(&age) {
                revision::replace(self.connection, last.id, KIND, self.now, content)?;
                return Ok(last.id);
            }
        }
        revision::insert(self.connection, row.id, &Saying::only(KIND), self.now, content)
    }

    /// Keeps the report as it is for ever, and sets its state.
    pub(super) fn keep(
        &self,
        row: ReportRow,
        content: &Content,
        state: State,
        saying: &Saying,
    ) -> Result<RevisionId, StoreError> {
        report::update(self.connection, &ReportRow { state, saved_at: self.now, ..row.clone() })?;
        revision::insert(self.connection, row.id, saying, self.now, content)
    }

    pub(super) fn revert(&self, id: ReportId, to: RevisionId) -> Result<RevisionId, StoreError> {
        let after = self.revision_of(id, to)?;
        let content = Content::of(&after)?;
        let saying = |kind| Saying { source: Some(to), ..Saying::only(kind) };
        match self.load(id) {
            Ok((row, _)) if row.hash == content.hash() => Ok(to),
            Ok((row, before)) => {
                self.turn_into(row, &before, &after, &content, &saying(RevisionKind::Reverted))
            }
            Err(StoreError::Damaged { .. }) => {
                let row = report::get(self.connection, id)?;
                let row = self.change(row, &Difference::default(), &after, 0, &content)?;
                self.put_all(&row, &after)?;
                step::clear(self.connection, id)?;
                revision::insert(self.connection, id, &saying(RevisionKind::Restored), self.now, &content)
            }
            Err(error) => Err(error),
        }
    }

    pub(crate) fn replace(
        &self,
        row: ReportRow,
        ours: &Report,
        theirs: &Report,
        from: &str,
    ) -> Result<(), StoreError> {
        let content = Content::of(theirs)?;
        if row.hash != content.hash() {
            let theirs = content.report(self.forms)?;
            let saying = Saying { place: Some(from), ..Saying::only(RevisionKind::Imported) };
            self.turn_into(row, ours, &theirs, &content, &saying)?;
        }
        Ok(())
    }

    /// Puts another state in the place of today's: a step that can be undone, and a revision of its own.
    pub(crate) fn turn_into(
        &self,
        row: ReportRow,
        before: &Report,
        after: &Report,
        content: &Content,
        saying: &Saying,
    ) -> Result<RevisionId, StoreError> {
        let difference = Difference::between(before, after)?;
        let undo_at = self.record(&row, &difference, saying.kind.label(), content)?;
        let row = self.change(row, &difference, after, undo_at, content)?;
        revision::insert(self.connection, row.id, saying, self.now, content)
    }

    pub(super) fn step(&self, id: ReportId, direction: Direction) -> Result<Option<Stepped>, StoreError> {
        let (row, report) = self.load(id)?;
        let n = match direction {
            Direction::Back => row.undo_at,
            Direction::Forth => row.undo_at + 1,
        };
        let Some(step) = step::get(self.connection, id, n)? else { return Ok(None) };
        let recorded = step.difference(report.form())?;
        let (difference, from, to, undo_at) = match direction {
            Direction::Back => (recorded.inverse(), step.after, step.before, n - 1),
            Direction::Forth => (recorded, step.before, step.after, n),
        };
        let after = difference.apply(&report).map_err(|_| StoreError::DamagedStep)?;
        let content = Content::of(&after)?;
        // Both ends are known by their hashes: a record that rotted does not pass for what was there.
        if row.hash != from || content.hash() != to {
            return Err(StoreError::DamagedStep);
        }
        let row = self.change(row, &difference, &after, undo_at, &content)?;
        self.autosave(&row, &content)?;
        Ok(Some(Stepped { label: step.label, difference, report: after }))
    }
}
