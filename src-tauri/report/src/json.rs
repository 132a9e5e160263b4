//! The exchange format `nianbao.report/1`: one report as JSON.
//!
//! Documented in `docs/nianbao.report-1.md`; the JSON Schema beside it is generated from these types.

use crate::{
    cell::{Entry, Value},
    check::{Finding, Place},
    form::{Form, Forms},
    prose::{Inline, Paragraph, Prose},
    report::{Report, ReportError},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// What the `schema` field says.
pub const SCHEMA: &str = "nianbao.report/1";

/// Why a JSON document is no report.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// Not JSON, or not of the right shape.
    #[error("不是有效的 {SCHEMA} 文件：第 {} 行第 {} 列附近不合格式", .0.line(), .0.column())]
    Shape(#[from] serde_json::Error),
    /// Another kind of document, or a newer version of the format.
    #[error("文件的格式是“{0}”，本程序能读的是“{SCHEMA}”；如果是新版本的程序写的，请更新本程序")]
    Schema(String),
    /// The edition is not among the known forms.
    #[error("不认识的年报格式版本“{0}”")]
    Edition(String),
    /// A cell or section that the edition does not have, or a value that does not fit.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// A year nobody reports on.
    #[error("报告年度“{0}”不合理")]
    Year(u16),
}

/// One report, as written to files.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
#[schemars(title = "nianbao.report/1")]
pub struct ReportJson {
    /// Always `nianbao.report/1`.
    pub schema: String,
    /// The agency as it stands in the title.
    pub agency: String,
    /// The year the report is on.
    pub year: u16,
    /// The edition of the official form, e.g. `2021`.
    pub form: String,
    /// The title, in one line. When absent it is the form's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Every number cell by its id; null is a blank cell, which is not zero.
    pub cells: BTreeMap<String, Option<NumberJson>>,
    /// Cells in which something else than a number is written, by id. They are null in `cells`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub written: BTreeMap<String, String>,
    /// Paragraphs by section id; `preamble` is the text before section one.
    #[serde(default)]
    pub prose: BTreeMap<String, Vec<ParagraphJson>>,
    /// Remarks kept with the report and not printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A number: whole numbers as JSON numbers, amounts of money as strings of decimal digits, with a unit
/// (元, 万元) behind them where the cell itself names one.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum NumberJson {
    /// A number of cases or documents.
    Count(u64),
    /// An increase or decrease.
    Change(i64),
    /// An amount, e.g. `"59237.2449"`.
    Amount(String),
    /// Anything else; refused with the name of its cell.
    #[schemars(skip)]
    #[serde(skip_serializing)]
    Other(serde_json::Value),
}

/// A paragraph: plain text, or pieces of which some are linked figures.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum ParagraphJson {
    /// Text without linked figures.
    Text(String),
    /// Text with linked figures.
    Pieces(Vec<PieceJson>),
}

/// A piece of a paragraph.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
#[serde(untagged)]
pub enum PieceJson {
    /// Text as it stands.
    Text(String),
    /// The present value of a cell.
    Figure {
        /// The cell's id.
        figure: String,
    },
}

impl From<Value> for NumberJson {
    fn from(value: Value) -> Self {
        match value {
            Value::Count(n) => NumberJson::Count(n),
            Value::Change(n) => NumberJson::Change(n),
            Value::Amount(_) => NumberJson::Amount(value.to_string()),
        }
    }
}

impl NumberJson {
    fn text(&self) -> String {
        match self {
            NumberJson::Count(n) => n.to_string(),
            NumberJson::Change(n) => n.to_string(),
            NumberJson::Amount(text) => text.clone(),
            NumberJson::Other(value) => value.to_string(),
        }
    }
}

impl From<&Report> for ReportJson {
    fn from(report: &Report) -> Self {
        let form = report.form();
        let mut cells = BTreeMap::new();
        let mut written = BTreeMap::new();
        for cell in form.cells() {
            cells.insert(cell.id.to_string(), report.value(&cell.id).map(NumberJson::from));
            if let Some(Entry::Written(text)) = report.entry(&cell.id) {
                written.insert(cell.id.to_string(), text.clone());
            }
        }
        let paragraphs = |place| report.prose(place).iter().map(ParagraphJson::from).collect::<Vec<_>>();
        let prose = form.prose_places().map(|place| (place.to_string(), paragraphs(place)));
        ReportJson {
            schema: SCHEMA.into(),
            agency: report.agency.clone(),
            year: report.year,
            form: form.edition.clone(),
            title: Some(report.title()),
            cells,
            written,
            prose: prose.filter(|(_, paragraphs)| !paragraphs.is_empty()).collect(),
            notes: report.notes.clone(),
        }
    }
}

impl From<&Paragraph> for ParagraphJson {
    fn from(paragraph: &Paragraph) -> Self {
        match paragraph.inlines.as_slice() {
            [] => ParagraphJson::Text(String::new()),
            [Inline::Text(text)] => ParagraphJson::Text(text.clone()),
            pieces => ParagraphJson::Pieces(pieces.iter().map(PieceJson::from).collect()),
        }
    }
}

impl From<&Inline> for PieceJson {
    fn from(inline: &Inline) -> Self {
        match inline {
            Inline::Text(text) => PieceJson::Text(text.clone()),
            Inline::Figure(id) => PieceJson::Figure { figure: id.to_string() },
        }
    }
}

impl ReportJson {
    /// The report itself.
    ///
    /// # Errors
    /// When the format, the edition, a cell, a value or a section does not fit; fields nobody knows are ignored.
    pub fn into_report(self, forms: &Forms) -> Result<Report, JsonError> {
        if self.schema != SCHEMA {
            return Err(JsonError::Schema(self.schema));
        }
        if !(1949..=2999).contains(&self.year) {
            return Err(JsonError::Year(self.year));
        }
        let form = forms.edition(&self.form).ok_or(JsonError::Edition(self.form))?;
        let mut report = Report::new(form.clone(), self.agency, self.year);
        report.title = self.title.filter(|title| *title != report.title());
        report.notes = self.notes;
        for (name, number) in self.cells {
            let cell = cell(form, &name)?;
            let text = number.as_ref().map(NumberJson::text);
            match text.and_then(|text| Entry::read(cell.kind, &text)) {
                None => {}
                Some(Entry::Number(value)) => report.set(&cell.id, Some(value))?,
                Some(Entry::Written(value)) => {
                    return Err(ReportError::WrongKind { cell: cell.name.clone(), value }.into())
                }
            }
        }
        for (name, text) in self.written {
            report.write(&cell(form, &name)?.id, &text)?;
        }
        for (name, paragraphs) in self.prose {
            let place = form
                .prose_place(&name)
                .ok_or_else(|| ReportError::NoSuchSection { section: name, edition: form.name.clone() })?;
            let paragraphs =
                paragraphs.into_iter().map(|p| p.into_paragraph(form)).collect::<Result<_, _>>()?;
            report.set_prose(place, Prose { paragraphs })?;
        }
        Ok(report)
    }
}

fn cell<'a>(form: &'a Arc<Form>, name: &str) -> Result<&'a crate::form::Cell, ReportError> {
    form.cell(name)
        .ok_or_else(|| ReportError::NoSuchCell { cell: name.to_owned(), edition: form.name.clone() })
}

impl ParagraphJson {
    /// The paragraph itself.
    ///
    /// # Errors
    /// When a linked figure is no cell of the form.
    pub fn into_paragraph(self, form: &Arc<Form>) -> Result<Paragraph, ReportError> {
        let figure = |name: &str| cell(form, name).map(|cell| cell.id.clone());
        let inline = |piece: PieceJson| {
            Ok(match piece {
                PieceJson::Text(text) => Inline::Text(text),
                PieceJson::Figure { figure: name } => Inline::Figure(figure(&name)?),
            })
        };
        match self {
            ParagraphJson::Text(text) => Ok(Paragraph::text(text)),
            ParagraphJson::Pieces(pieces) => {
                Ok(Paragraph { inlines: pieces.into_iter().map(inline).collect::<Result<_, _>>()? })
            }
        }
    }
}

/// A report as `nianbao.report/1`, indented, with a newline at the end.
///
/// # Errors
/// Only if the serialiser itself fails.
pub fn to_json(report: &Report) -> Result<String, JsonError> {
    Ok(serde_json::to_string_pretty(&ReportJson::from(report))? + "\n")
}

/// Reads `nianbao.report/1`.
///
/// # Errors
/// As [`ReportJson::into_report`], and when `text` is not such a document.
pub fn from_json(text: &str, forms: &Forms) -> Result<Report, JsonError> {
    serde_json::from_str::<ReportJson>(text)?.into_report(forms)
}

/// What the checks say of one report, as `nianbao check --json` prints it.
#[derive(Serialize, Clone, Debug)]
pub struct CheckedJson {
    /// The file as it was named.
    pub file: String,
    /// The agency.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The edition of the form.
    pub form: String,
    /// The findings, errors first.
    pub findings: Vec<FindingJson>,
}

/// A finding.
#[derive(Serialize, Clone, Debug)]
pub struct FindingJson {
    /// The rule's id, e.g. `R01`.
    pub rule: String,
    /// `error`, `warning` or `hint`.
    pub severity: String,
    /// The cells it points at.
    pub cells: Vec<String>,
    /// The section it points at, when it points at no cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// The words it points at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The cells of the other side of a conflict.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub against: Vec<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What the other side amounts to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// The sentence.
    pub message: String,
    /// What to write into which cells to mend it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fix: BTreeMap<String, String>,
    /// What to write in place of the words to mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// By which the finding is known again, as long as its values stay.
    pub fingerprint: String,
}

impl CheckedJson {
    /// The findings on a report that was read from `file`.
    pub fn new(file: &str, report: &Report, findings: &[Finding]) -> CheckedJson {
        CheckedJson {
            file: file.to_owned(),
            agency: report.agency.clone(),
            year: report.year,
            form: report.form().edition.clone(),
            findings: findings.iter().map(FindingJson::from).collect(),
        }
    }
}

impl From<&Finding> for FindingJson {
    fn from(finding: &Finding) -> Self {
        let names = |place: &Place| place.cells().iter().map(|id| id.to_string()).collect::<Vec<_>>();
        let fix = finding.fix.iter().flat_map(|fix| &fix.cells);
        FindingJson {
            rule: finding.rule.to_string(),
            severity: finding.severity.code().to_owned(),
            cells: names(&finding.place),
            section: match &finding.place {
                Place::Section(place) | Place::Words { place, .. } => Some(place.to_string()),
                Place::Cells(_) => None,
            },
            words: finding.words.clone(),
            against: finding.against.as_ref().map(names).unwrap_or_default(),
            found: finding.found.as_ref().map(Entry::to_string),
            expected: finding.expected.as_ref().map(Entry::to_string),
            message: finding.message.clone(),
            fix: fix.map(|(id, entry)| (id.to_string(), entry.to_string())).collect(),
            instead: finding.fix.as_ref().and_then(|fix| fix.words.clone()),
            fingerprint: finding.fingerprint(),
        }
    }
}
