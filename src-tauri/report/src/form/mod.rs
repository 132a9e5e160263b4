//! The official forms as data: one [`Form`] an edition, read from `forms/*.toml`.
//!
//! Everything that distinguishes an edition stands in its file (documented in `docs/forms.md`); the entry
//! grid, the checks, the readers and the printers all follow this one definition.

mod editions;
mod file;
mod grid;
mod opening;
mod source;

pub use editions::Forms;
pub use grid::{Content, GridCell, Label};
pub use opening::{Ask, Opening, Part};

use crate::cell::{CellId, CellKind};
use std::{collections::HashMap, fmt, ops::RangeInclusive, sync::Arc};

/// What is wrong with a form file.
#[derive(Debug, thiserror::Error)]
#[error("form {edition}: {what}")]
pub struct FormError {
    /// The edition, or `?` when not even that could be read.
    pub edition: String,
    /// What is wrong.
    pub what: String,
}

/// The id of a section of the report, or `preamble` for what stands before section 一.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SectionId(Arc<str>);

impl SectionId {
    /// The name used in files.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for SectionId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One of the sections 一 to 六.
#[derive(Debug)]
pub struct Section {
    /// Its id, e.g. `overview`.
    pub id: SectionId,
    /// The heading as the annex prints it, e.g. 一、总体情况.
    pub heading: String,
    /// Other wordings that occur in print and are read as the same section.
    pub variants: Vec<String>,
    /// What the official document asks for here.
    pub guidance: String,
    /// The most characters the section should have, in principle.
    pub length_limit: Option<usize>,
    /// Sentences to begin with, in the order of its aspects.
    pub openings: Vec<Opening>,
}

/// The official document that sets the form.
#[derive(Debug)]
pub struct Document {
    /// 文号, e.g. 国办公开办函〔2021〕30号.
    pub number: String,
    /// Its title without 《》.
    pub title: String,
    /// The day it was issued, `YYYY-MM-DD`.
    pub date: String,
}

/// How tables of statistics from before the forms of 2019 look, from which a form that is no whole report takes its
/// numbers (section c of the form document).
#[derive(Debug)]
pub struct Statistics {
    /// The heading above the labels.
    pub heading: String,
    /// What stands behind the number of the year in a column's heading.
    pub year: String,
    /// The heading of the column that adds up all years.
    pub cumulative: String,
    /// Units that stand between a label and its numbers.
    pub units: Vec<String>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Its id, the second part of a cell id.
    pub id: String,
    /// The label to the character.
    pub label: String,
    /// Shortened or older labels that are read as this row.
    pub aliases: Vec<String>,
    /// The group it stands under, e.g. `refused`.
    pub group: Option<String>,
    /// Articles of the 条例 it rests on.
    pub articles: Vec<String>,
    /// What counts here.
    pub guidance: String,
}

/// A column of a table.
#[derive(Debug)]
pub struct Column {
    /// Its id, the third part of a cell id.
    pub id: String,
    /// The label to the character.
    pub label: String,
    /// Other labels that are read as this column.
    pub aliases: Vec<String>,
    /// What its cells hold.
    pub kind: CellKind,
    /// The unit of its amounts, e.g. 万元.
    pub unit: Option<String>,
    /// Whether a cell prints its own unit beside the amount.
    pub own_unit: bool,
}

/// A label that spans several rows and has no numbers of its own, e.g. （三）不予公开.
#[derive(Debug)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// The label to the character.
    pub label: String,
}

/// One of the tables 二, 三, 四.
#[derive(Debug)]
pub struct Table {
    /// Its id, the first part of a cell id.
    pub id: String,
    /// The section it stands in.
    pub section: SectionId,
    /// What it is called in messages, e.g. 表三.
    pub name: String,
    /// Relative widths of the grid's columns.
    pub widths: Vec<f64>,
    /// How many grid rows at the top are repeated when the table continues on a new page.
    pub head_rows: usize,
    /// Its rows, in the order of the paper.
    pub rows: Vec<Row>,
    /// Its columns, in the order of the paper.
    pub columns: Vec<Column>,
    /// Its spanning labels.
    pub groups: Vec<Group>,
    /// The paper itself, row by row; spans cover the grid exactly.
    pub grid: Vec<Vec<GridCell>>,
}

impl Table {
    /// The row with this id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// The column with this id.
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.id == id)
    }

    /// The number cells of a row, left to right.
    pub fn cells_of<'a>(&'a self, row: &'a str) -> impl Iterator<Item = &'a CellId> {
        self.values().filter(move |id| id.row() == row)
    }

    /// All number cells, in reading order.
    pub fn values(&self) -> impl Iterator<Item = &CellId> {
        self.grid.iter().flatten().filter_map(GridCell::value)
    }
}

/// A number cell of the form.
#[derive(Debug)]
pub struct Cell {
    /// Its name.
    pub id: CellId,
    /// What may stand in it.
    pub kind: CellKind,
    /// How a message calls it, e.g. 表三“（一）予以公开”自然人.
    pub name: String,
}

/// `total` is the sum of `parts`.
#[derive(Debug)]
pub struct Sum {
    /// The rule that checks it, e.g. R01.
    pub rule: String,
    /// The computed cell.
    pub total: CellId,
    /// What it adds up.
    pub parts: Vec<CellId>,
}

/// The sum of `left` equals the sum of `right` (勾稽关系).
#[derive(Debug)]
pub struct Balance {
    /// The rule that checks it, e.g. R03.
    pub rule: String,
    /// One side.
    pub left: Vec<CellId>,
    /// The other side.
    pub right: Vec<CellId>,
}

/// `into` of this year equals `from` of last year.
#[derive(Debug)]
pub struct Carry {
    /// This year's cell.
    pub into: CellId,
    /// Last year's cell.
    pub from: CellId,
}

/// `stock` equals last year's `stock` plus `plus` minus `minus`.
#[derive(Debug)]
pub struct Stock {
    /// The rule that checks it, e.g. R23.
    pub rule: String,
    /// What is there at the end of the year.
    pub stock: CellId,
    /// What came in the year.
    pub plus: CellId,
    /// What went in the year.
    pub minus: CellId,
}

/// How well an older cell continues in a later form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quality {
    /// The same thing.
    Exact,
    /// Nearly the same; the scope differs a little.
    Close,
    /// The sum of several cells of the later form.
    Sum,
    /// Not the same thing: years must not be joined.
    Broken,
    /// Nothing corresponds.
    None,
}

/// One cell's way into a later form.
#[derive(Debug)]
pub struct Join {
    /// The cell of this form.
    pub from: CellId,
    /// Names of the cells of the later form; resolved against that form.
    pub to: Vec<String>,
    /// How well it continues.
    pub quality: Quality,
    /// Why, in Chinese, where it is not exact.
    pub note: String,
}

/// How the cells of a form continue in a later one.
#[derive(Debug)]
pub struct Mapping {
    /// The later edition.
    pub edition: String,
    /// Every cell of this form, once.
    pub joins: Vec<Join>,
}

/// A label as a sentence quotes it; quotes within quotes are single (GB/T 15834).
pub(crate) fn quoted(label: &str) -> String {
    format!("“{}”", label.replace('“', "‘").replace('”', "’"))
}

/// One edition of the official form.
#[derive(Debug)]
pub struct Form {
    /// Its short name in files: 2019, 2021.
    pub edition: String,
    /// Its name for people.
    pub name: String,
    /// The lines of the title, with `{agency}` and `{year}`.
    pub title: Vec<String>,
    /// The document that sets it; none for statistics, which every place made in its own way.
    pub document: Option<Document>,
    /// The first year it applies to.
    pub first_year: u16,
    /// The last year it applies to, if it has been replaced.
    pub last_year: Option<u16>,
    /// What it takes numbers from, where it is no whole report.
    pub statistics: Option<Statistics>,
    /// 一 to 六, in order.
    pub sections: Vec<Section>,
    /// Tables, in the order of the paper.
    pub tables: Vec<Table>,
    /// Computed totals (R01, R02, R04).
    pub sums: Vec<Sum>,
    /// 勾稽关系 (R03).
    pub balances: Vec<Balance>,
    /// What follows from last year (R21, R22).
    pub carries: Vec<Carry>,
    /// What is in force (R23, R24).
    pub stocks: Vec<Stock>,
    /// How its cells continue in a later edition.
    pub mapping: Option<Mapping>,
    cells: Vec<Cell>,
    index: HashMap<CellId, usize>,
    preamble: SectionId,
}

impl Form {
    /// Reads and proves a form file: every header matrix covers its grid exactly, every reference resolves.
    ///
    /// # Errors
    /// Says what is wrong in the file.
    pub fn parse(text: &str) -> Result<Form, FormError> {
        source::parse(text)
    }

    /// Whether it is a whole annual report, and not only a few numbers to be compared.
    pub fn is_report(&self) -> bool {
        self.statistics.is_none()
    }

    /// Every number cell, in the order of the paper.
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell of this name, if the form has it.
    pub fn cell(&self, name: &str) -> Option<&Cell> {
        self.index.get(name).map(|i| &self.cells[*i])
    }

    /// The table with this id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }

    /// The table that stands in a section.
    pub fn table_in(&self, section: &SectionId) -> Option<&Table> {
        self.tables.iter().find(|table| table.section == *section)
    }

    /// What a place of prose is called: a section's heading, or 前言.
    pub fn place_name(&self, place: &SectionId) -> &str {
        self.section(place.as_str()).map_or("前言", |section| &section.heading)
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.id.as_str() == id)
    }

    /// The place of the text before section 一.
    pub fn preamble(&self) -> &SectionId {
        &self.preamble
    }

    /// Where prose may stand: the preamble, then every section in order.
    pub fn prose_places(&self) -> impl Iterator<Item = &SectionId> {
        std::iter::once(&self.preamble).chain(self.sections.iter().map(|section| &section.id))
    }

    /// The id of a prose place by name.
    pub fn prose_place(&self, name: &str) -> Option<&SectionId> {
        self.prose_places().find(|id| id.as_str() == name)
    }

    /// The lines of the official title for an agency and year; a year that is not known (0) stands as 某.
    pub fn title_lines(&self, agency: &str, year: u16) -> Vec<String> {
        let year = if year == 0 { "某".to_owned() } else { year.to_string() };
        let fill = |line: &String| line.replace("{agency}", agency).replace("{year}", &year);
        self.title.iter().map(fill).collect()
    }

    /// Whether the form is the one for this year (R60).
    pub fn applies_to(&self, year: u16) -> bool {
        self.years().contains(&year)
    }

    /// The years it applies to.
    pub fn years(&self) -> RangeInclusive<u16> {
        self.first_year..=self.last_year.unwrap_or(u16::MAX)
    }
}
