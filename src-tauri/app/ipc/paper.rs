//! The paper as it is filled in: what of it stays while it lies open, and what every act may change.

use office::{Draft, Library, OfficeError, RevisionKind};
use report::check::Link;
use report::form::{Row, Table};
use report::{CellId, CellKind, Inline, MoneyUnit, Paragraph, Place, Report, SectionId, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

use super::findings::{aside, keyed, section_of, words, Aside, Standing, WordsView};
use super::opening::{self, OpeningView};
use super::view::{table_view, TableView};
use super::years::{state_word, YearState};

/// The form says nothing of what stands before section 一.
const PREAMBLE: &str = "标题下面的说明，例如编制依据、数据起止日期、联系方式；可以不写。";

/// A report as it is opened to be written: what stays, and what changes.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenedPaper {
    /// The agency.
    pub agency: String,
    /// The year it reports on.
    pub year: u16,
    /// The title, a line each.
    pub title: Vec<String>,
    /// The place before section 一, then the sections in order.
    pub places: Vec<PlaceView>,
    /// What is known of every cell besides its value.
    pub cells: BTreeMap<String, CellHead>,
    /// What every act may change.
    pub written: Written,
}

/// A place of the paper where something is written.
#[derive(Debug, Serialize, TS)]
pub struct PlaceView {
    /// Its id, e.g. `overview`; `preamble` before section 一.
    pub id: String,
    /// The official heading.
    pub heading: String,
    /// What the official document asks for.
    pub guidance: String,
    /// How many characters in principle; null where the form does not say.
    pub limit: Option<usize>,
    /// Its table as it is printed, where the form has one.
    pub table: Option<TableView>,
    /// Sentences to begin with.
    pub openings: Vec<OpeningView>,
}

/// What is known of a cell besides its value.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CellHead {
    /// What it takes.
    #[ts(type = "\"count\" | \"change\" | \"amount\"")]
    pub entry: &'static str,
    /// The words an amount may end with.
    pub units: Vec<&'static str>,
    /// Last year's value as printed; null when there is none.
    pub last_year: Option<String>,
    /// What counts in its row, and after which article.
    pub guidance: String,
}

/// What every act may change.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Written {
    /// How far the report has come.
    #[ts(as = "YearState")]
    pub state: &'static str,
    /// What stands in the cells that are not blank, as printed.
    pub values: BTreeMap<String, String>,
    /// The sums, and whether each was taken over by hand.
    pub totals: BTreeMap<String, bool>,
    /// What is written in each place, in order.
    pub places: Vec<WrittenPlace>,
    /// What stands against the report, gravest first.
    pub findings: Vec<Standing>,
    /// What was set aside.
    pub aside: Vec<Aside>,
    /// What an undo would undo.
    pub undo: Option<String>,
    /// What a redo would do again.
    pub redo: Option<String>,
    /// When it was last saved, e.g. 15:04.
    pub saved: String,
    /// How many characters its prose has.
    pub characters: usize,
}

/// What is written in a place.
#[derive(Debug, Serialize, TS)]
pub struct WrittenPlace {
    /// The place.
    pub id: String,
    /// How far it is.
    #[ts(type = "\"empty\" | \"begun\" | \"complete\" | \"wrong\"")]
    pub state: &'static str,
    /// Whether it is copied from last year and not yet gone over.
    pub carried: bool,
    /// Its prose.
    pub paragraphs: Vec<Vec<Piece>>,
    /// Numbers in it that could follow a cell, in order.
    pub offers: Vec<OfferView>,
}

/// A number in the prose that is a cell's, and could follow it.
#[derive(Debug, Serialize, TS)]
pub struct OfferView {
    /// The digits.
    pub words: WordsView,
    /// The cell.
    pub cell: String,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Piece {
    /// Text as it stands.
    Text {
        /// The text.
        text: String,
    },
    /// A figure that is always the present value of a cell.
    Figure {
        /// The cell.
        cell: String,
    },
}

impl OpenedPaper {
    pub(super) fn new(library: &Library, draft: &Draft) -> Result<Self, OfficeError> {
        let report = draft.report();
        let form = report.form();
        let preamble = PlaceView {
            id: form.preamble().to_string(),
            heading: form.place_name(form.preamble()).to_owned(),
            guidance: PREAMBLE.to_owned(),
            limit: None,
            table: None,
            openings: opening::contact(library, draft)?,
        };
        let sections = form.sections.iter().map(|section| PlaceView {
            id: section.id.to_string(),
            heading: section.heading.clone(),
            guidance: section.guidance.clone(),
            limit: section.length_limit,
            table: form.table_in(&section.id).map(|table| table_view(report, &|_| true, table)),
            openings: opening::of_section(report, section),
        });
        Ok(Self {
            agency: report.agency.clone(),
            year: report.year,
            title: report.title_lines(),
            places: std::iter::once(preamble).chain(sections).collect(),
            cells: form.tables.iter().flat_map(|table| cells(draft, table)).collect(),
            written: Written::new(library, draft)?,
        })
    }
}

fn cells<'a>(draft: &'a Draft, table: &'a Table) -> impl Iterator<Item = (String, CellHead)> + 'a {
    table.values().map(|id| {
        let kind = draft.report().form().cell(id.as_str()).map(|cell| cell.kind);
        let column = table.column(id.column());
        let own_unit = column.is_some_and(|column| column.own_unit);
        let units = [MoneyUnit::TenThousandYuan, MoneyUnit::Yuan].map(MoneyUnit::label);
        let previous = draft.previous().and_then(|last| {
            let cell = last.form().cell(id.as_str())?;
            last.entry(&cell.id).map(ToString::to_string)
        });
        let head = CellHead {
            entry: entry_word(kind),
            units: if own_unit { units.to_vec() } else { Vec::new() },
            last_year: previous,
            guidance: table.row(id.row()).map(guidance).unwrap_or_default(),
        };
        (id.to_string(), head)
    })
}

/// What a cell of a kind takes, as the page knows it.
pub(super) fn entry_word(kind: Option<CellKind>) -> &'static str {
    match kind {
        Some(CellKind::Change) => "change",
        Some(CellKind::Amount) => "amount",
        Some(CellKind::Count) | None => "count",
    }
}

fn guidance(row: &Row) -> String {
    if row.articles.is_empty() {
        return row.guidance.clone();
    }
    format!("{}（《条例》{}）", row.guidance, row.articles.join("、"))
}

impl Written {
    pub(super) fn new(library: &Library, draft: &Draft) -> Result<Self, OfficeError> {
        let report = draft.report();
        let form = report.form();
        let (undo, redo) = library.steps(draft)?;
        let entries = form
            .cells()
            .iter()
            .filter_map(|cell| report.entry(&cell.id).map(|entry| (cell.id.to_string(), entry.to_string())));
        let computed = report::computed_totals(report);
        let by_hand = |total: &CellId| {
            report.entry(total).is_some_and(|_| {
                report.value(total).and_then(|it| it.count()) != computed.get(total).copied()
            })
        };
        let carried = report.carried_over();
        let links = report::check::links(report);
        let last = library.revisions(draft.id())?.into_iter().next();
        let is_imported = last.is_some_and(|it| it.kind == RevisionKind::Imported);
        let standing = keyed(draft.findings().standing.iter());
        let mut findings: Vec<_> =
            standing.into_iter().map(|(key, finding)| Standing::new(report, key, finding)).collect();
        findings.sort_by_key(|it| ["error", "warning", "hint"].iter().position(|one| *one == it.severity));
        Ok(Self {
            state: state_word(library, draft.listed(), is_imported),
            values: entries.collect(),
            totals: form.sums.iter().map(|sum| (sum.total.to_string(), by_hand(&sum.total))).collect(),
            places: form
                .prose_places()
                .map(|place| written(draft, place, carried.contains(place), &links))
                .collect(),
            findings,
            aside: aside(draft),
            undo,
            redo,
            saved: office::shown_time(draft.saved_at()),
            characters: form.prose_places().map(|place| characters(report, place)).sum(),
        })
    }
}

fn characters(report: &Report, place: &SectionId) -> usize {
    report.text(place).iter().flat_map(|text| text.chars()).filter(|c| !c.is_whitespace()).count()
}

fn written(draft: &Draft, place: &SectionId, carried: bool, links: &[Link]) -> WrittenPlace {
    let report = draft.report();
    let standing = draft.findings().standing.iter();
    let is_wrong = standing
        .filter(|it| it.severity == Severity::Error)
        .any(|it| section_of(report, &it.place).as_deref() == Some(place.as_str()));
    let blanks = blanks(report, place);
    let has_prose = !report.prose(place).is_empty();
    let state = match blanks {
        _ if is_wrong => "wrong",
        Some((0, _)) => "complete",
        Some((blank, all)) if blank == all && !has_prose => "empty",
        Some(_) => "begun",
        None if !has_prose => "empty",
        None if carried => "begun",
        None => "complete",
    };
    WrittenPlace {
        id: place.to_string(),
        state,
        carried,
        paragraphs: report.prose(place).iter().map(pieces).collect(),
        offers: links.iter().filter(|link| link.place == *place).filter_map(|it| offer(report, it)).collect(),
    }
}

fn offer(report: &Report, link: &Link) -> Option<OfferView> {
    let (place, paragraph, range) = (link.place.clone(), link.paragraph, link.range.clone());
    let words = words(report, &Place::Words { place, paragraph, range })?;
    Some(OfferView { words, cell: link.cell.to_string() })
}

/// How many cells of the table in a place are blank, and how many it has; `None` without a table.
fn blanks(report: &Report, place: &SectionId) -> Option<(usize, usize)> {
    let table = report.form().table_in(place)?;
    let blank = table.values().filter(|id| report.entry(id).is_none()).count();
    Some((blank, table.values().count()))
}

/// What is still to be written, as the paper calls it.
pub(super) fn missing(report: &Report) -> Vec<String> {
    // Nobody had to publish all that can be compared.
    if !report.form().is_report() {
        return Vec::new();
    }
    let section = |section: &report::form::Section| match report.form().table_in(&section.id) {
        Some(table) => match blanks(report, &section.id) {
            Some((blank, _)) if blank > 0 => Some(format!("{}：{blank} 格未填", table.name)),
            _ => None,
        },
        None => report.prose(&section.id).is_empty().then(|| section.heading.clone()),
    };
    report.form().sections.iter().filter_map(section).collect()
}

pub(super) fn pieces(paragraph: &Paragraph) -> Vec<Piece> {
    let piece = |inline: &Inline| match inline {
        Inline::Text(text) => Piece::Text { text: text.clone() },
        Inline::Figure(id) => Piece::Figure { cell: id.to_string() },
    };
    paragraph.inlines.iter().map(piece).collect()
}
