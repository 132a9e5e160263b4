//! What was read from outside and is not in the library yet: a person looks at each document beside its source and
//! confirms what the reader was not sure of.

use crate::OfficeError;
use intake::{Claim, Reading};
use report::{agency::are_same_agency, CellId, Doubt, Entry, Report};
use std::collections::BTreeSet;

/// Everything that was read together, in the order of its names.
#[derive(Default)]
pub struct Tray {
    /// The documents.
    pub items: Vec<TrayItem>,
    /// How many files were not looked at, since the user had had enough.
    pub left: usize,
}

/// A document that was to be read.
pub struct TrayItem {
    /// Its file's name, or its place in a folder or packed file.
    pub name: String,
    /// What was made of it, or why nothing was.
    pub read: Result<Sheet, OfficeError>,
}

/// A report as it was read, and how far a person has confirmed it.
#[derive(Clone, Debug)]
pub struct Sheet {
    reading: Reading,
    report: Report,
    confirmed: BTreeSet<CellId>,
    /// A person said whose report it is and of which year.
    is_identified: bool,
    is_stored: bool,
}

/// What becomes of the cells that nobody has confirmed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsure {
    /// They stay as they were read, and a note of the report names them.
    Kept,
    /// They stay blank, and a note of the report names them.
    Blank,
}

impl Tray {
    /// What was read of a document.
    ///
    /// # Errors
    /// When there is no such document, or it could not be read.
    pub fn sheet(&mut self, at: usize) -> Result<(&str, &mut Sheet), OfficeError> {
        let item = self.items.get_mut(at).ok_or(OfficeError::NoSuchDocument)?;
        let sheet = item.read.as_mut().map_err(|_| OfficeError::NoSuchDocument)?;
        Ok((&item.name, sheet))
    }

    /// How many documents somebody confirmed something of that is not in the library.
    pub fn unstored(&self) -> usize {
        let sheets = self.items.iter().filter_map(|it| it.read.as_ref().ok());
        sheets.filter(|it| !it.is_stored && (it.is_identified || !it.confirmed.is_empty())).count()
    }

    /// What could not be read and why, a line each, to be handed on.
    pub fn unread_report(&self) -> String {
        let unread = self.items.iter().filter_map(|it| Some((&it.name, it.read.as_ref().err()?)));
        let lines: Vec<String> = unread.map(|(name, error)| format!("{name}\t{error}")).collect();
        let head = format!("共 {} 份，没有读出 {} 份：", self.items.len(), lines.len());
        std::iter::once(head).chain(lines).map(|line| line + "\r\n").collect()
    }
}

impl Sheet {
    /// A reading that nobody has looked at yet.
    pub fn new(reading: Reading) -> Sheet {
        let report = reading.report.clone();
        Sheet { reading, report, confirmed: BTreeSet::new(), is_identified: false, is_stored: false }
    }

    /// Puts first, of the ways to divide digits that ran together, the one that goes on from last year's report; only
    /// while nobody has looked at it.
    pub(crate) fn beside_report(&mut self, last: &Report) {
        if self.confirmed.is_empty() && !self.is_stored {
            self.reading.beside_report(last);
            let mut report = self.reading.report.clone();
            report.agency.clone_from(&self.report.agency);
            report.year = self.report.year;
            self.report = report;
        }
    }

    /// What the reader made of the document.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The report as it is confirmed so far.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Whether it is in the library.
    pub fn is_stored(&self) -> bool {
        self.is_stored
    }

    pub(crate) fn set_stored(&mut self) {
        self.is_stored = true;
    }

    /// The cells that somebody confirmed, or wrote.
    pub fn confirmed(&self) -> &BTreeSet<CellId> {
        &self.confirmed
    }

    /// The cells that the reader was not sure of and nobody has confirmed, in the order of the paper.
    pub fn unsure(&self) -> Vec<&CellId> {
        let cells = self.report.form().cells().iter().map(|cell| &cell.id);
        let is_unsure = |id: &&CellId| {
            self.reading.sightings.get(*id).is_some_and(|it| !it.certain) && !self.confirmed.contains(*id)
        };
        cells.filter(is_unsure).collect()
    }

    /// Whether nothing is left for a person to decide: every cell of the form was read and is sure, whose report it
    /// is and of which year is known, and no part of the document says otherwise or somebody decided.
    pub fn is_sure(&self) -> bool {
        // Statistics from before the forms of 2019 never have all that can be compared.
        let is_whole = !self.report.form().is_report() || self.reading.missing().next().is_none();
        self.unsure().is_empty()
            && is_whole
            && !self.report.agency.is_empty()
            && self.report.year != 0
            && !self.is_disputed()
    }

    /// What the document says of agency or year that is not what the report says.
    pub fn disagreeing(&self) -> Vec<&Claim> {
        let (agency, year) = (&self.report.agency, self.report.year);
        let differs = |claim: &&Claim| {
            claim.year.is_some_and(|it| it != year)
                || claim.agency.as_deref().is_some_and(|it| !are_same_agency(it, agency))
        };
        self.reading.claims.iter().filter(differs).collect()
    }

    /// Whether parts of the document contradict one another on agency or year, and nobody has decided.
    pub fn is_disputed(&self) -> bool {
        !self.is_identified && !self.disagreeing().is_empty()
    }

    /// Whether a person said whose report it is and of which year.
    pub fn is_identified(&self) -> bool {
        self.is_identified
    }

    /// Confirms a cell: as it stands, or with what a person writes in its place.
    ///
    /// # Errors
    /// When the form has no such cell, or what is written is no number of its kind.
    pub fn confirm(&mut self, cell: &CellId, written: Option<&str>) -> Result<(), OfficeError> {
        if let Some(text) = written.map(str::trim) {
            let as_read = self.reading.sightings.get(cell).is_some_and(|it| it.raw == text);
            let mut report = self.report.clone();
            report.write(cell, text)?;
            // The source's own oddities may stay; new ones are not made.
            if !as_read && !text.is_empty() && report.value(cell).is_none() {
                return Err(OfficeError::NoNumber { text: text.to_owned() });
            }
            self.report = report;
        }
        self.confirmed.insert(cell.clone());
        Ok(())
    }

    /// Takes a confirmation back: the cell is as it was read.
    ///
    /// # Errors
    /// When the form has no such cell.
    pub fn doubt(&mut self, cell: &CellId) -> Result<(), OfficeError> {
        let text = self.reading.report.entry(cell).map(Entry::to_string).unwrap_or_default();
        self.report.write(cell, &text)?;
        self.confirmed.remove(cell);
        Ok(())
    }

    /// Says whose report it is and of which year.
    pub fn identify(&mut self, agency: &str, year: u16) {
        self.report.agency = agency.trim().to_owned();
        self.report.year = year;
        self.is_identified = true;
    }

    /// The report to be stored. What nobody has confirmed is named in its notes.
    ///
    /// # Errors
    /// When agency or year are not known.
    pub fn finished(&self, name: &str, unsure: Unsure) -> Result<Report, OfficeError> {
        if self.report.agency.is_empty() || self.report.year == 0 {
            return Err(OfficeError::Unidentified { name: name.to_owned() });
        }
        self.noted(name, unsure)
    }

    /// The report with what nobody has confirmed named in its notes, whether or not it is known whose it is.
    ///
    /// # Errors
    /// Never for cells of its own form.
    pub fn noted(&self, name: &str, unsure: Unsure) -> Result<Report, OfficeError> {
        let mut report = self.report.clone();
        let raw =
            |cell: &CellId| self.reading.sightings.get(cell).map(|it| it.raw.clone()).unwrap_or_default();
        let doubts: Vec<Doubt> =
            self.unsure().into_iter().map(|cell| Doubt { cell: cell.clone(), raw: raw(cell) }).collect();
        report.note_doubts(name, &doubts, unsure == Unsure::Kept)?;
        Ok(report)
    }
}
