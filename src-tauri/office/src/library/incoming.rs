//! Putting what was read into the library: what it has already is compared cell by cell and never lost.

use super::{Added, Library};
use crate::{OfficeError, Sheet, Tray, Unsure};
use report::{
    agency::{are_same_agency, Level as TownLevel},
    difference::Change,
    Difference, Report,
};
use std::collections::BTreeSet;
use store::{ReportId, StoreError};

/// The library's own report of the same agency, year and form.
#[derive(Clone, PartialEq, Debug)]
pub struct Clash {
    /// Its number.
    pub report: ReportId,
    /// What would change in it; empty where both say the same.
    pub difference: Difference,
}

/// What is taken of a report where the library has another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picks {
    /// The cells and the places of prose, by name, and `title`: as the document has them. All else stays.
    pub taken: BTreeSet<String>,
    /// Why, for the history.
    pub reason: String,
}

/// How far a document that was read has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SheetState {
    /// All of it is sure and the library has nothing of the kind: it can be stored without looking.
    Sure,
    /// A person has to look at it.
    Unsure,
    /// The library has another of this agency and year.
    Conflict,
    /// The library has it, word for word.
    Equal,
    /// It was stored.
    Stored,
}

/// How a document that was read stands to the library.
#[derive(Clone, PartialEq, Debug)]
pub struct Beside {
    /// How far it has come.
    pub state: SheetState,
    /// What the library has instead, where that differs.
    pub clash: Option<Clash>,
    /// The library's agencies that may be the one that is named otherwise here; empty once a person has decided.
    pub alike: Vec<String>,
}

impl Beside {
    /// How one stands that is in the library.
    pub fn stored() -> Self {
        Beside { state: SheetState::Stored, clash: None, alike: Vec::new() }
    }
}

/// The published title among what may be taken.
pub const TITLE: &str = "title";

impl Library {
    /// The library's own report of the same agency, year and form, if it has one.
    ///
    /// # Errors
    /// When the file cannot be read or the report is damaged.
    pub fn clash(&self, report: &Report) -> Result<Option<Clash>, OfficeError> {
        let Some(agency) = self.store.agency_named(&report.agency)? else { return Ok(None) };
        let standing = self.store.find(agency, report.year, &report.form().edition)?;
        standing.map(|id| Ok(Clash { report: id, difference: self.difference(id, report)? })).transpose()
    }

    /// The library's agencies that may be the one of a name, where none has it to the letter.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn namesakes(&self, name: &str) -> Result<Vec<String>, OfficeError> {
        let known = self.store.agencies()?.into_iter().map(|agency| agency.profile.name);
        let alike: Vec<String> = known.filter(|it| !name.is_empty() && are_same_agency(it, name)).collect();
        Ok(if alike.iter().any(|it| it == name) { Vec::new() } else { alike })
    }

    /// How a document that was read stands to the library.
    ///
    /// # Errors
    /// When the file cannot be read or the report it has is damaged.
    pub fn beside(&self, sheet: &Sheet) -> Result<Beside, OfficeError> {
        if sheet.is_stored() {
            return Ok(Beside::stored());
        }
        let clash = self.clash(sheet.report())?;
        // Once a person has said whose it is, another name is another agency.
        let alike = if sheet.is_identified() { Vec::new() } else { self.namesakes(&sheet.report().agency)? };
        let state = match &clash {
            Some(clash) if clash.difference.is_empty() => SheetState::Equal,
            Some(_) => SheetState::Conflict,
            None if sheet.is_sure() && alike.is_empty() => SheetState::Sure,
            None => SheetState::Unsure,
        };
        Ok(Beside { state, clash: clash.filter(|it| !it.difference.is_empty()), alike })
    }

    /// Holds what was read against the library's own reports of the year before: of the ways to divide digits that ran
    /// together, the one that goes on from there is shown first.
    ///
    /// # Errors
    /// When the file cannot be read. What was read stays as it was then.
    pub fn hint(&self, tray: &mut Tray) -> Result<(), OfficeError> {
        for sheet in tray.items.iter_mut().filter_map(|item| item.read.as_mut().ok()) {
            let report = sheet.report();
            let Some(agency) = self.store.agency_named(&report.agency)? else { continue };
            if sheet.unsure().is_empty() {
                continue;
            }
            // One that cannot be read gives no hint.
            if let Ok(Some(last)) = self.previous(agency, report.year) {
                sheet.beside_report(&last);
            }
        }
        Ok(())
    }

    /// Stores what was read if nothing in it is left for a person to decide; tells how it stood.
    ///
    /// # Errors
    /// When the library cannot be read or written. Nothing is changed then.
    pub fn take_if_sure(&mut self, name: &str, sheet: &mut Sheet) -> Result<SheetState, OfficeError> {
        let state = self.beside(sheet)?.state;
        if state == SheetState::Sure {
            self.take_sheet(name, sheet, Unsure::Kept, None)?;
        }
        Ok(state)
    }

    fn difference(&self, id: ReportId, report: &Report) -> Result<Difference, OfficeError> {
        let ours = self.store.report(id)?.report;
        let mut difference = Difference::between(&ours, report).map_err(StoreError::Difference)?;
        // The library's own notes, of what was in doubt when it was stored, are no difference.
        let has_all = |change: &Change<Vec<String>>| change.after.iter().all(|it| change.before.contains(it));
        difference.notes = difference.notes.filter(|change| !has_all(change));
        Ok(difference)
    }

    /// Stores what was read. Where the library has another report of the same agency and year, only what was picked
    /// is taken, in one step that can be undone; without picks it is left as it is.
    ///
    /// # Errors
    /// When agency or year are not known, there is no reason, or the library cannot be written. Nothing is changed
    /// then.
    pub fn take_sheet(
        &mut self,
        name: &str,
        sheet: &mut Sheet,
        unsure: Unsure,
        picks: Option<&Picks>,
    ) -> Result<Added, OfficeError> {
        let report = sheet.finished(name, unsure)?;
        let clash = self.clash(&report)?.filter(|clash| !clash.difference.is_empty());
        let added = match (clash, picks) {
            (Some(clash), Some(picks)) => {
                let ours = self.store.report(clash.report)?.report;
                let wanted = picked(clash.difference, picks, &ours.notes);
                let merged = wanted.apply(&ours).map_err(StoreError::Difference)?;
                self.forget_index();
                self.store.take_over(clash.report, &merged, name, &picks.reason)?;
                Added::Replaced(clash.report)
            }
            _ => self.add(&report, name, None, false)?,
        };
        if !matches!(added, Added::Different(..)) {
            sheet.set_stored();
        }
        Ok(added)
    }

    /// Begins an agency's year blank, for a document that only people can read; an agency that is not known yet is
    /// added with the level its name tells.
    ///
    /// # Errors
    /// When there is no name, or the agency has the year already.
    pub fn begin_by_hand(&mut self, agency: &str, year: u16) -> Result<ReportId, OfficeError> {
        if agency.is_empty() {
            return Err(OfficeError::Unidentified { name: agency.to_owned() });
        }
        // A year without a form is refused before an agency is added for it.
        self.store.forms().for_year(year).ok_or(OfficeError::NoForm { year })?;
        let known = self.store.agency_named(agency)?;
        let id = known.map_or_else(|| self.add_agency(agency, TownLevel::of_name(agency).into()), Ok)?;
        self.begin(id, year, false)
    }
}

/// The part of a difference that was picked. The library's own name of the agency stays, and so do its notes, below
/// which the document's are put.
fn picked(difference: Difference, picks: &Picks, notes: &[String]) -> Difference {
    let has = |name: &str| picks.taken.contains(name);
    let both = difference.notes.map(|change| {
        let new = change.after.into_iter().filter(|note| !notes.contains(note));
        Change { before: notes.to_vec(), after: notes.iter().cloned().chain(new).collect() }
    });
    Difference {
        cells: difference.cells.into_iter().filter(|it| has(it.id.as_str())).collect(),
        prose: difference.prose.into_iter().filter(|it| has(it.place.as_str())).collect(),
        title: difference.title.filter(|_| has(TITLE)),
        agency: None,
        notes: both.filter(|it| it.before != it.after),
    }
}
