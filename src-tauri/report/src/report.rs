//! One agency's report of one year.

use crate::{
    cell::{CellId, Entry, Value},
    form::{Form, SectionId},
    prose::{Inline, Paragraph, Prose},
};
use std::{collections::BTreeMap, sync::Arc};

/// What a report cannot take.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The cell belongs to another edition.
    #[error("{edition}没有“{cell}”这一格")]
    NoSuchCell {
        /// The cell's name.
        cell: String,
        /// The form's name.
        edition: String,
    },
    /// The section belongs to another edition.
    #[error("{edition}没有“{section}”这一部分")]
    NoSuchSection {
        /// The section's id.
        section: String,
        /// The form's name.
        edition: String,
    },
    /// The value is of another kind than the cell.
    #[error("{cell}不能填写 {value}")]
    WrongKind {
        /// The cell as the paper calls it.
        cell: String,
        /// The value.
        value: String,
    },
}

/// One agency's report of one year, as far as it is written.
#[derive(Clone, Debug)]
pub struct Report {
    form: Arc<Form>,
    /// The agency as it stands in the title, e.g. 赤壁市官塘驿镇.
    pub agency: String,
    /// The year it reports on.
    pub year: u16,
    /// The title as published, where it differs from the form's.
    pub title: Option<String>,
    /// Remarks that are kept with the report and not printed.
    pub notes: Vec<String>,
    prose: BTreeMap<SectionId, Prose>,
    entries: BTreeMap<CellId, Entry>,
}

/// Two reports are equal when they say the same in the same form.
impl PartialEq for Report {
    fn eq(&self, other: &Self) -> bool {
        self.form.edition == other.form.edition
            && self.agency == other.agency
            && self.year == other.year
            && self.title == other.title
            && self.notes == other.notes
            && self.prose == other.prose
            && self.entries == other.entries
    }
}

impl Report {
    /// A report in which nothing is written yet.
    pub fn new(form: Arc<Form>, agency: impl Into<String>, year: u16) -> Report {
        Report {
            form,
            agency: agency.into(),
            year,
            title: None,
            notes: Vec::new(),
            prose: BTreeMap::new(),
            entries: BTreeMap::new(),
        }
    }

    /// The form it is written in.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// The title as published, or the form's.
    pub fn title(&self) -> String {
        self.title.clone().unwrap_or_else(|| self.form.title_lines(&self.agency, self.year).concat())
    }

    /// The title in lines by meaning: the agency, then what it reports. A published title is parted behind the
    /// agency's name, or before the year where the name is not in it.
    pub fn title_lines(&self) -> Vec<String> {
        let Some(title) = &self.title else { return self.form.title_lines(&self.agency, self.year) };
        let behind_agency = title.find(&self.agency).map(|at| at + self.agency.len());
        let parting = behind_agency.or_else(|| title.find(&self.year.to_string())).unwrap_or_default();
        let (first, second) = title.split_at(parting);
        [first, second].iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// What stands in a cell; `None` when it is blank.
    pub fn entry(&self, id: &CellId) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The number in a cell; `None` when it is blank or holds no number.
    pub fn value(&self, id: &CellId) -> Option<Value> {
        self.entry(id).and_then(Entry::value)
    }

    /// Puts a number into a cell, or blanks it.
    ///
    /// # Errors
    /// When the form has no such cell or the cell wants another kind of number; nothing is changed then.
    pub fn set(&mut self, id: &CellId, value: Option<Value>) -> Result<(), ReportError> {
        self.put(id, value.map(Entry::Number))
    }

    /// Puts what was written into a cell: a number where it is one, the text as it is where not.
    ///
    /// # Errors
    /// When the form has no such cell.
    pub fn write(&mut self, id: &CellId, text: &str) -> Result<(), ReportError> {
        let cell = self.form.cell(id.as_str()).ok_or_else(|| self.no_such_cell(id))?;
        let entry = Entry::read(cell.kind, text);
        self.put(id, entry)
    }

    pub(crate) fn put(&mut self, id: &CellId, entry: Option<Entry>) -> Result<(), ReportError> {
        let cell = self.form.cell(id.as_str()).ok_or_else(|| self.no_such_cell(id))?;
        match entry {
            None => {
                self.entries.remove(id);
            }
            Some(Entry::Number(value)) if value.kind() != cell.kind => {
                return Err(ReportError::WrongKind { cell: cell.name.clone(), value: value.to_string() })
            }
            Some(entry) => {
                self.entries.insert(cell.id.clone(), entry);
            }
        }
        Ok(())
    }

    fn no_such_cell(&self, id: &CellId) -> ReportError {
        ReportError::NoSuchCell { cell: id.to_string(), edition: self.form.name.clone() }
    }

    /// What is written in a section, or in the preamble.
    pub fn prose(&self, place: &SectionId) -> &[Paragraph] {
        self.prose.get(place).map(|prose| prose.paragraphs.as_slice()).unwrap_or_default()
    }

    /// Replaces what is written in a section, every line of it a paragraph. Empty prose is the same as none.
    ///
    /// # Errors
    /// When the form has no such section.
    pub fn set_prose(&mut self, place: &SectionId, prose: Prose) -> Result<(), ReportError> {
        if self.form.prose_place(place.as_str()).is_none() {
            return Err(ReportError::NoSuchSection {
                section: place.to_string(),
                edition: self.form.name.clone(),
            });
        }
        let prose = prose.by_lines();
        if prose.is_empty() {
            self.prose.remove(place);
        } else {
            self.prose.insert(place.clone(), prose);
        }
        Ok(())
    }

    /// The paragraphs of a section as they read today: every linked figure shows its cell's present value.
    pub fn text(&self, place: &SectionId) -> Vec<String> {
        self.prose(place).iter().map(|paragraph| self.paragraph_text(paragraph)).collect()
    }

    /// A paragraph as it reads with the report's figures in it, which need not be a paragraph of the report.
    pub fn paragraph_text(&self, paragraph: &Paragraph) -> String {
        let piece = |inline: &Inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Figure(id) => match self.entry(id) {
                Some(entry) => entry.to_string(),
                // A blank must be seen, on paper too, or a sentence would lose its number unnoticed.
                None => "〔未填〕".into(),
            },
        };
        paragraph.inlines.iter().map(piece).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Forms;

    fn lines(agency: &str, title: Option<&str>) -> Vec<String> {
        let forms = Forms::bundled().unwrap();
        let mut report = Report::new(forms.newest().clone(), agency, 2024);
        report.title = title.map(str::to_owned);
        report.title_lines()
    }

    #[test]
    fn a_title_is_parted_by_meaning() {
        assert_eq!(lines("某市某镇", None), ["某市某镇", "2024年政府信息公开工作年度报告"]);
        assert_eq!(lines("某市某镇", Some("某市某镇2024年年报")), ["某市某镇", "2024年年报"]);
        assert_eq!(lines("某市某局", Some("2024年某市某局信息公开年报")), ["2024年某市某局", "信息公开年报"]);
        assert_eq!(lines("某市某局", Some("某局2024年年报")), ["某局", "2024年年报"]);
        assert_eq!(lines("某市某局", Some("某局年报")), ["某局年报"]);
        assert_eq!(lines("", Some("2024年年报")), ["2024年年报"]);
    }
}
