//! What the page shows, made from the domain at once and used nowhere else.
//!
//! Every text of the paper comes from the form, every number and name is written by `report`: the page formats
//! nothing itself.

use std::path::Path;

use office::Reading;
use report::form::{Content, GridCell, Label, Section, Table};
use report::prose::{self, Heading};
use report::{CellId, Entry, Finding, Report, SectionId};
use serde::Serialize;
use ts_rs::TS;

use super::findings::{self, FindingGroup};

/// A report as it lies open, with all that is said about it.
#[derive(Debug, Serialize, TS)]
pub struct Opened {
    /// The name of the file it was read from; the sample has none.
    pub source: Option<String>,
    /// The agency, e.g. 赤壁市官塘驿镇.
    pub agency: String,
    /// The year it reports on.
    pub year: u16,
    /// The edition of the form, e.g. 2021年格式.
    pub form: String,
    /// The title, a line each.
    pub title: Vec<String>,
    /// What stands before section 一.
    pub preamble: Vec<ParagraphView>,
    /// The sections in order.
    pub sections: Vec<SectionView>,
    /// What the checks say, gravest first; every severity has its group.
    pub findings: Vec<FindingGroup>,
    /// What the reader noticed, a sentence each.
    pub remarks: Vec<String>,
    /// The cells whose reading is not certain.
    pub doubts: Vec<DoubtView>,
    /// What the form asks for and the source does not speak of, as the paper calls it.
    pub missing: Vec<String>,
    /// What stands in the source and is no part of a report.
    pub leftovers: Vec<String>,
}

/// A section of the report.
#[derive(Debug, Serialize, TS)]
pub struct SectionView {
    /// The section's id, e.g. `overview`.
    pub id: String,
    /// The official heading.
    pub heading: String,
    /// What is written in it.
    pub paragraphs: Vec<ParagraphView>,
    /// Its table, where the form has one.
    pub table: Option<TableView>,
}

/// A paragraph; its heading runs in before the text.
#[derive(Debug, Serialize, TS)]
pub struct ParagraphView {
    /// 2 for （一）, 3 for 1., 4 for （1）; null for a paragraph without a heading.
    pub level: Option<u8>,
    /// The heading, or empty.
    pub heading: String,
    /// The rest.
    pub text: String,
}

/// A table as its paper has it.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableView {
    /// The table's id, e.g. `requests`.
    pub id: String,
    /// Its name, e.g. 表三.
    pub name: String,
    /// The columns' shares of the width.
    pub widths: Vec<f64>,
    /// How many rows on top are headings.
    pub head_rows: usize,
    /// The grid; a cell that spans stands where it begins, as in HTML.
    pub rows: Vec<Vec<GridCellView>>,
}

/// A cell of a table's paper.
#[derive(Debug, Serialize, TS)]
pub struct GridCellView {
    /// How many rows it covers.
    pub rowspan: usize,
    /// How many columns it covers.
    pub colspan: usize,
    /// What stands in it.
    pub content: CellContent,
}

/// What stands in a cell of the paper.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum CellContent {
    /// A line across the table that names the article.
    Band {
        /// Its text.
        text: String,
    },
    /// The heading of columns.
    Head {
        /// Its text.
        text: String,
    },
    /// A remark on the form itself.
    Note {
        /// Its text.
        text: String,
    },
    /// The label of a row or of several.
    Label {
        /// Its text.
        text: String,
    },
    /// A number.
    Value {
        /// The cell's id.
        id: String,
        /// How the paper calls the cell.
        name: String,
        /// The number as printed, or what was written in its place; empty when blank.
        shown: String,
        /// Whether it was read without doubt.
        certain: bool,
    },
}

/// A number whose reading is not certain.
#[derive(Debug, Serialize, TS)]
pub struct DoubtView {
    /// The cell's id.
    pub cell: String,
    /// How the paper calls the cell.
    pub name: String,
    /// Where it stands in the source, e.g. 第 12 行.
    pub origin: String,
    /// What stands there, to the letter.
    pub raw: String,
}

/// A PDF that was written.
#[derive(Debug, Serialize, TS)]
pub struct Printed {
    /// The file's name.
    pub name: String,
    /// The folder it is in.
    pub folder: String,
}

impl Opened {
    /// The view of a report, what was found in it, and the file it was read from.
    pub(super) fn new(reading: &Reading, findings: &[Finding], source: Option<&Path>) -> Self {
        let report = &reading.report;
        let form = report.form();
        Self {
            source: source.map(last_name),
            agency: report.agency.clone(),
            year: report.year,
            form: form.name.clone(),
            title: report.title_lines(),
            preamble: paragraphs(report, form.preamble()),
            sections: section_views(reading),
            findings: findings::groups(report, findings),
            remarks: reading.remarks.clone(),
            doubts: reading.uncertain().filter_map(|id| doubt(reading, id)).collect(),
            missing: missing(reading),
            leftovers: reading.leftovers.iter().map(|leftover| leftover.text.clone()).collect(),
        }
    }
}

/// The sections of a report as it was read.
pub(super) fn section_views(reading: &Reading) -> Vec<SectionView> {
    reading.report.form().sections.iter().map(|section| section_view(reading, section)).collect()
}

fn section_view(reading: &Reading, section: &Section) -> SectionView {
    let report = &reading.report;
    let certain = |id: &CellId| reading.sightings.get(id).is_none_or(|sighting| sighting.certain);
    SectionView {
        id: section.id.to_string(),
        heading: section.heading.clone(),
        paragraphs: paragraphs(report, &section.id),
        table: report.form().table_in(&section.id).map(|table| table_view(report, &certain, table)),
    }
}

pub(super) fn paragraphs(report: &Report, place: &SectionId) -> Vec<ParagraphView> {
    let texts = report.text(place);
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    texts.iter().zip(prose::headings(&texts)).map(|(text, heading)| paragraph(text, heading)).collect()
}

fn paragraph(text: &str, heading: Option<Heading>) -> ParagraphView {
    let (run_in, rest) = text.split_at(heading.map_or(0, |heading| heading.end));
    ParagraphView {
        level: heading.map(|heading| heading.level),
        heading: run_in.to_owned(),
        text: rest.to_owned(),
    }
}

/// A table of the paper; `certain` says whether a cell was read without doubt.
pub(super) fn table_view(report: &Report, certain: &dyn Fn(&CellId) -> bool, table: &Table) -> TableView {
    let row = |(at, cells): (usize, &Vec<GridCell>)| {
        cells.iter().map(|cell| grid_cell(report, certain, cell, at < table.head_rows)).collect()
    };
    TableView {
        id: table.id.clone(),
        name: table.name.clone(),
        widths: table.widths.clone(),
        head_rows: table.head_rows,
        rows: table.grid.iter().enumerate().map(row).collect(),
    }
}

fn grid_cell(
    report: &Report,
    certain: &dyn Fn(&CellId) -> bool,
    cell: &GridCell,
    in_head: bool,
) -> GridCellView {
    let content = match &cell.content {
        Content::Value(id) => value(report, certain(id), id),
        Content::Label { label, text } => {
            let text = text.clone();
            match label {
                Label::Band => CellContent::Band { text },
                Label::Note => CellContent::Note { text },
                Label::Head | Label::Column(_) => CellContent::Head { text },
                // Where rows run across, as in table 四, their labels head columns.
                Label::Row(_) | Label::Group(_) if in_head => CellContent::Head { text },
                Label::Row(_) | Label::Group(_) => CellContent::Label { text },
            }
        }
    };
    GridCellView { rowspan: cell.rowspan, colspan: cell.colspan, content }
}

fn value(report: &Report, certain: bool, id: &CellId) -> CellContent {
    CellContent::Value {
        id: id.to_string(),
        name: cell_name(report, id),
        shown: report.entry(id).map(Entry::to_string).unwrap_or_default(),
        certain,
    }
}

fn doubt(reading: &Reading, id: &CellId) -> Option<DoubtView> {
    let sighting = reading.sightings.get(id)?;
    Some(DoubtView {
        cell: id.to_string(),
        name: cell_name(&reading.report, id),
        origin: sighting.origin.to_string(),
        raw: sighting.raw.clone(),
    })
}

pub(super) fn missing(reading: &Reading) -> Vec<String> {
    let sections = &reading.report.form().sections;
    let unfound = sections.iter().filter(|section| !reading.sections.contains(section.id.as_str()));
    let cells = reading.missing().map(|id| cell_name(&reading.report, id));
    unfound.map(|section| section.heading.clone()).chain(cells).collect()
}

pub(super) fn cell_name(report: &Report, id: &CellId) -> String {
    report.form().cell(id.as_str()).map(|cell| cell.name.clone()).unwrap_or_default()
}

impl Printed {
    pub(super) fn new(path: &Path) -> Self {
        Self { name: last_name(path), folder: path.parent().unwrap_or(path).display().to_string() }
    }
}

pub(super) fn last_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use office::Office;

    use super::*;

    fn sample() -> Opened {
        let office = Office::new("fonts".into()).unwrap();
        let reading = office.sample().unwrap();
        Opened::new(&reading, &office.check(&reading), None)
    }

    fn texts(table: &TableView, wanted: fn(&CellContent) -> Option<&str>) -> Vec<&str> {
        table.rows.iter().flatten().filter_map(|cell| wanted(&cell.content)).collect()
    }

    #[test]
    fn the_sample_is_seen_as_published() {
        let opened = sample();
        assert_eq!(opened.title, ["赤壁市官塘驿镇", "2024年政府信息公开工作年度报告"]);
        let with_table = opened.sections.iter().filter_map(|section| section.table.as_ref());
        let numbers = with_table.map(|table| {
            texts(table, |content| match content {
                CellContent::Value { shown, .. } => Some(shown),
                _ => None,
            })
        });
        assert_eq!(numbers.map(|shown| shown.len()).collect::<Vec<_>>(), [10, 175, 15]);
        let headings = opened.sections[0].paragraphs.iter().filter(|paragraph| paragraph.level == Some(2));
        assert_eq!(headings.count(), 5);
        let problem = &opened.sections[4].paragraphs[0];
        assert_eq!(problem.heading, "（一）存在的主要问题。");
        assert!(problem.text.starts_with("我镇2024年"), "{}", problem.text);
        assert!(opened.leftovers.iter().any(|line| line.contains("分享到")));
    }

    #[test]
    fn labels_above_numbers_are_heads_and_labels_beside_them_are_not() {
        let opened = sample();
        let table = |at: usize| opened.sections[at].table.as_ref().unwrap();
        let heads = |table| {
            texts(table, |content| match content {
                CellContent::Head { text } => Some(text),
                _ => None,
            })
        };
        // In table 四 the rows of the form run across.
        assert!(heads(table(3)).contains(&"复议后起诉"));
        assert!(!heads(table(2)).contains(&"（一）予以公开"));
        let bands = texts(table(1), |content| match content {
            CellContent::Band { text } => Some(text),
            _ => None,
        });
        assert_eq!(bands.len(), 4);
    }

    #[test]
    fn findings_come_by_severity_with_both_their_sides() {
        let office = Office::new("fonts".into()).unwrap();
        let mut reading = office.sample().unwrap();
        let form = reading.report.form().clone();
        let cell = &form.cell("requests.received.person").unwrap().id;
        reading.report.write(cell, "5").unwrap();
        let opened = Opened::new(&reading, &office.check(&reading), Some(Path::new("a/有误.txt")));

        assert_eq!(opened.source.as_deref(), Some("有误.txt"));
        let groups = opened.findings.iter().map(|group| (group.severity, group.label));
        assert_eq!(groups.collect::<Vec<_>>(), [("error", "错误"), ("warning", "提醒"), ("hint", "提示")]);
        let sum = opened.findings[0].findings.iter().find(|finding| finding.rule == "R01").unwrap();
        assert_eq!(sum.cells, ["requests.received.total"]);
        assert!(sum.against.contains(&"requests.received.person".to_owned()), "{:?}", sum.against);
        assert_eq!(sum.section.as_deref(), Some("requests"));
        assert!(sum.fix.is_some());
    }
}
