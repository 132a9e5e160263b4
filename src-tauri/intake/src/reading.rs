//! What was made of a document, and how sure one may be.

use crate::{document::Position, original::Original};
use report::{
    check::{Day, Printed},
    json::{JsonError, ReportJson},
    CellId, Entry, Form, Report,
};
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

/// Where a value stands in its source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A line or paragraph, and which of its tab-separated fields; counted from 1.
    Line {
        /// Which line.
        line: usize,
        /// Which field, when the line has several.
        field: Option<usize>,
    },
    /// A character of a long line into which several rows of a table have run; both counted from 1.
    Character {
        /// Which line.
        line: usize,
        /// Which character of it.
        character: usize,
    },
    /// A cell of a table; all counted from 1.
    Cell {
        /// Which table of the document.
        table: usize,
        /// Which row of the table.
        row: usize,
        /// Which column of the grid, spans counted.
        column: usize,
    },
    /// An exchange file, which names its cells itself.
    Exchange,
}

impl Origin {
    /// Whether it is in this row of the document.
    pub(crate) fn is_in(&self, position: Position) -> bool {
        match (*self, position) {
            (Origin::Line { line, .. } | Origin::Character { line, .. }, Position::Line(at)) => line == at,
            (Origin::Cell { table, row, .. }, Position::TableRow { table: t, row: r }) => {
                (table, row) == (t, r)
            }
            _ => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Line { line, field: None } => write!(f, "第 {line} 行"),
            Origin::Line { line, field: Some(field) } => write!(f, "第 {line} 行第 {field} 栏"),
            Origin::Character { line, character } => write!(f, "第 {line} 行第 {character} 字"),
            Origin::Cell { table, row, column } => write!(f, "第 {table} 个表格第 {row} 行第 {column} 列"),
            Origin::Exchange => f.write_str("交换文件"),
        }
    }
}

/// A number cell as the document has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sighting {
    /// Where.
    pub origin: Origin,
    /// What stands there, to the letter; empty for a printed blank.
    pub raw: String,
    /// Whether label and value were read without any doubt.
    pub certain: bool,
    /// Where digits have run together and can be divided in several ways: what else may be meant, the likeliest
    /// first. Bounded; mostly empty.
    pub others: Vec<String>,
}

/// A piece of the document that went into no part of the report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leftover {
    /// Where.
    pub origin: Origin,
    /// What stands there.
    pub text: String,
}

/// A report as read, with its doubts.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading {
    /// The report; the source's own errors are in it. An empty agency or the year 0 was not found.
    pub report: Report,
    /// Every cell the document speaks of, printed blanks included.
    pub sightings: BTreeMap<CellId, Sighting>,
    /// Numbers of rows that only another edition has, such as the one-row （六）其他处理 of 2019 in a report of 2021.
    pub foreign: BTreeMap<CellId, Sighting>,
    /// Sections (by id) whose heading was found.
    pub sections: BTreeSet<String>,
    /// How the document prints what the form prints; none for an exchange file, which prints nothing.
    pub printed: Option<Printed>,
    /// The day it was published, where the page says so.
    pub published: Option<Day>,
    /// What was not used: navigation, share buttons, stray numbers.
    pub leftovers: Vec<Leftover>,
    /// What a person should know, in Chinese sentences.
    pub remarks: Vec<String>,
    /// Indicators of years before the forms of 2019, where the document has tables of them.
    pub historic: Vec<HistoricYear>,
    /// What each part of the document says of agency and year, in the order in which it counts.
    pub claims: Vec<Claim>,
    /// The document itself, to be laid beside the report; empty for an exchange file.
    pub original: Original,
}

/// The comparable indicators of a year before the forms of 2019.
#[derive(Clone, Debug)]
pub struct HistoricYear {
    /// Which year.
    pub year: u16,
    /// The form that takes these numbers.
    pub form: Arc<Form>,
    /// What stands in the document of its cells.
    pub sightings: BTreeMap<CellId, Sighting>,
}

impl PartialEq for HistoricYear {
    fn eq(&self, other: &Self) -> bool {
        (self.year, &self.form.edition, &self.sightings)
            == (other.year, &other.form.edition, &other.sightings)
    }
}

/// What a part of a document says of whose report it is, and of which year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Which part.
    pub by: ClaimedBy,
    /// The agency, if it names one.
    pub agency: Option<String>,
    /// The year, if it names one.
    pub year: Option<u16>,
    /// Its words.
    pub text: String,
    /// Where they stand, if they stand in the text.
    pub origin: Option<Origin>,
}

/// The part of a document that says something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClaimedBy {
    /// The report's title.
    Title,
    /// What stands before section 一.
    Preamble,
    /// The signature at the end.
    Signature,
    /// The title that a web page gives itself.
    Page,
    /// The file's name.
    FileName,
}

impl Reading {
    /// The reading of an exchange file: all of it is certain.
    pub(crate) fn of_report(report: Report) -> Reading {
        let form = report.form().clone();
        let sighting = |cell: &report::form::Cell| Sighting {
            origin: Origin::Exchange,
            raw: report.entry(&cell.id).map(Entry::to_string).unwrap_or_default(),
            certain: true,
            others: Vec::new(),
        };
        let sightings = form.cells().iter().map(|cell| (cell.id.clone(), sighting(cell))).collect();
        let sections = form.sections.iter().map(|section| section.id.to_string()).collect();
        Reading { sightings, sections, ..Reading::bare(report) }
    }

    /// A reading that says nothing of where anything stands.
    fn bare(report: Report) -> Reading {
        Reading {
            report,
            sightings: BTreeMap::new(),
            foreign: BTreeMap::new(),
            sections: BTreeSet::new(),
            printed: None,
            published: None,
            leftovers: Vec::new(),
            remarks: Vec::new(),
            historic: Vec::new(),
            claims: Vec::new(),
            original: Original::default(),
        }
    }

    /// The reading of an exchange file that a PDF carries, held against what the PDF's pages show: whoever attached it
    /// may have attached another. The pages are its source: what both have, stands there.
    pub(crate) fn beside(mut self, pages: Reading) -> Reading {
        let mut other = 0;
        for (id, sighting) in &mut self.sightings {
            let kind = self.report.form().cell(id.as_str()).map(|cell| cell.kind);
            let Some((kind, shown)) = kind.zip(pages.sightings.get(id).filter(|shown| shown.certain)) else {
                continue;
            };
            sighting.origin = shown.origin;
            sighting.raw.clone_from(&shown.raw);
            if Entry::read(kind, &shown.raw) != self.report.entry(id).cloned() {
                other += 1;
                sighting.certain = false;
                sighting.others = vec![shown.raw.clone()];
            }
        }
        self.remarks.push("这份 PDF 附有年报数据，各格和正文取自所附的数据。".into());
        if other > 0 {
            self.remarks
                .push(format!("所附的数据有 {other} 格与页面上的数字不同，已标为存疑，请对照页面核对。"));
        }
        let (ours, theirs) = (&self.report, &pages.report);
        if theirs.year != 0 && theirs.year != ours.year {
            self.remarks
                .push(format!("所附的数据是 {} 年的，页面上是 {} 年，请核对。", ours.year, theirs.year));
        }
        Reading { claims: pages.claims, original: pages.original, ..self }
    }

    /// The report, if the document has one, and the years before the forms of 2019 that stand in it, each as a reading
    /// of its own: of the same agency, beside the same document.
    pub fn into_parts(mut self) -> Vec<Reading> {
        let statistics = self.of_statistics();
        self.historic.clear();
        let report = (self.looks_like_report() || statistics.is_empty()).then_some(self);
        report.into_iter().chain(statistics).collect()
    }

    fn of_statistics(&self) -> Vec<Reading> {
        let of = |historic: &HistoricYear| {
            let mut report = Report::new(historic.form.clone(), self.report.agency.clone(), historic.year);
            let mut sightings = historic.sightings.clone();
            let mut remarks = Vec::new();
            for (id, sighting) in &mut sightings {
                let written = report.write(id, &sighting.raw);
                remarks.extend(written.err().map(|error| error.to_string()));
                sighting.certain &= report.value(id).is_some();
            }
            // What the document says of its year is said of its own, not of the years in its tables.
            let claims = self.claims.iter().map(|claim| Claim { year: None, ..claim.clone() });
            Reading {
                sightings,
                remarks,
                claims: claims.filter(|claim| claim.agency.is_some()).collect(),
                original: self.original.clone(),
                ..Reading::bare(report)
            }
        };
        self.historic.iter().map(of).collect()
    }

    /// Whether the document is an annual report at all: a few cells or half of the sections were found.
    pub fn looks_like_report(&self) -> bool {
        self.sightings.len() >= 5 || self.sections.len() >= 3
    }

    /// Cells that a person should look at before they are used.
    pub fn uncertain(&self) -> impl Iterator<Item = &CellId> {
        self.sightings.iter().filter(|(_, sighting)| !sighting.certain).map(|(id, _)| id)
    }

    /// Cells of the form that the document does not speak of.
    pub fn missing(&self) -> impl Iterator<Item = &CellId> {
        self.report.form().cells().iter().map(|cell| &cell.id).filter(|id| !self.sightings.contains_key(*id))
    }
}

/// A reading as `nianbao read --json` prints it: `nianbao.report/1` with the reading's doubts added.
#[derive(Serialize, Debug)]
pub struct ReadingJson {
    #[serde(flatten)]
    report: ReportJson,
    uncertain: Vec<String>,
    missing: Vec<String>,
    leftovers: Vec<String>,
    remarks: Vec<String>,
    origins: BTreeMap<String, String>,
    /// What else the digits of a cell may say.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    choices: BTreeMap<String, Vec<String>>,
    /// Cells that only another edition of the form has, as they are written.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    foreign: BTreeMap<String, String>,
    /// Indicators of years before the forms of 2019: year, row of their form, what is written and whether it is sure.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    historic: BTreeMap<u16, BTreeMap<String, HistoricJson>>,
}

/// An indicator of a year before the forms of 2019, as it is printed.
#[derive(Serialize, Debug)]
struct HistoricJson {
    value: String,
    certain: bool,
    origin: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<String>,
}

impl From<&Sighting> for HistoricJson {
    fn from(sighting: &Sighting) -> Self {
        HistoricJson {
            value: sighting.raw.clone(),
            certain: sighting.certain,
            origin: sighting.origin.to_string(),
            choices: sighting.others.clone(),
        }
    }
}

impl From<&Reading> for ReadingJson {
    fn from(reading: &Reading) -> Self {
        ReadingJson {
            report: ReportJson::from(&reading.report),
            uncertain: reading.uncertain().map(CellId::to_string).collect(),
            missing: reading.missing().map(CellId::to_string).collect(),
            leftovers: reading.leftovers.iter().map(|leftover| leftover.text.clone()).collect(),
            remarks: reading.remarks.clone(),
            origins: reading.sightings.iter().map(|(id, s)| (id.to_string(), s.origin.to_string())).collect(),
            choices: reading
                .sightings
                .iter()
                .filter(|(_, sighting)| !sighting.others.is_empty())
                .map(|(id, sighting)| (id.to_string(), sighting.others.clone()))
                .collect(),
            foreign: reading.foreign.iter().map(|(id, s)| (id.to_string(), s.raw.clone())).collect(),
            historic: reading
                .historic
                .iter()
                .map(|of| {
                    (of.year, of.sightings.iter().map(|(id, s)| (id.row().to_owned(), s.into())).collect())
                })
                .collect(),
        }
    }
}

impl ReadingJson {
    /// Indented JSON with a newline at the end.
    ///
    /// # Errors
    /// Only if the serialiser itself fails.
    pub fn to_text(&self) -> Result<String, JsonError> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read, Budget, Source};
    use report::Forms;

    const PAGES: &str = include_str!("../../../tests/data/17_suqian-city_2023.txt");

    fn of(text: &str) -> Reading {
        let forms = Forms::bundled().unwrap();
        read(Source { name: None, bytes: text.as_bytes() }, &forms, Budget::default()).unwrap()
    }

    #[test]
    fn what_is_attached_is_not_believed_against_the_pages() {
        let attached = || Reading::of_report(of(PAGES).report);
        let same = attached().beside(of(PAGES));
        assert_eq!((same.uncertain().count(), same.remarks.len()), (0, 1));

        let row = "一、本年新收政府信息公开申请数量\t3402\t";
        assert!(PAGES.contains(row));
        let other = attached().beside(of(&PAGES.replace(row, &row.replace("3402", "3401"))));
        let doubts: Vec<&str> = other.uncertain().map(CellId::as_str).collect();
        assert_eq!(doubts, ["requests.received.person"]);
        let (_, sighting) = other.sightings.iter().find(|(id, _)| id.as_str() == doubts[0]).unwrap();
        assert_eq!(
            (sighting.raw.as_str(), sighting.others.as_slice()),
            ("3401", ["3401".to_owned()].as_slice())
        );
        let kept = other.report.entry(&other.report.form().cell(doubts[0]).unwrap().id);
        assert_eq!(kept.map(Entry::to_string).as_deref(), Some("3402"));
        assert!(matches!(sighting.origin, Origin::Line { .. }) && !other.original.rows.is_empty());
        assert!(other.remarks.iter().any(|remark| remark.contains("1 格")), "{:?}", other.remarks);

        let other_year = attached().beside(of(&PAGES.replace("2023年", "2022年")));
        assert!(
            other_year.remarks.iter().any(|remark| remark.contains("2022 年")),
            "{:?}",
            other_year.remarks
        );
    }
}
