//! Made-up reports whose every cell is known: numbers as offices have them, sums and balances closed unless said
//! otherwise.

use crate::{
    paper::{self, Paper},
    shapes::Kind,
};
use report::{form::Table, CellId, CellKind, Form, Forms, Prose, Report};
use std::{collections::BTreeMap, sync::Arc};

/// Splitmix: the same seed gives the same reports everywhere.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.roll() % n.max(1)
    }

    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }
}

/// A report that was never published.
pub struct Made {
    pub form: Arc<Form>,
    pub agency: String,
    pub year: u16,
    /// What is printed in every cell.
    pub cells: BTreeMap<CellId, String>,
    /// Whether its own sums are right.
    pub adds_up: bool,
    /// How it departs from its form.
    pub kind: Kind,
    /// What is printed in the row of another edition.
    pub foreign: BTreeMap<CellId, String>,
}

impl Made {
    /// As the program itself keeps it.
    pub fn report(&self) -> Report {
        let mut report = Report::new(self.form.clone(), self.agency.clone(), self.year);
        for (id, text) in &self.cells {
            let _ = report.write(id, text);
        }
        let _ = report.set_prose(self.form.preamble(), Prose::plain([PREAMBLE]));
        for section in self.form.sections.iter().filter(|section| !prose(section.id.as_str()).is_empty()) {
            let _ = report.set_prose(&section.id, Prose::plain([prose(section.id.as_str())]));
        }
        report
    }

    /// A table as it stands on the paper.
    pub fn paper(&self, table: &Table) -> Paper {
        let paper = Paper::official(table, &self.cells);
        match self.kind {
            Kind::Subtotals if table.columns.len() > 5 && table.rows.len() > 1 => {
                paper::with_subtotals(paper, table)
            }
            Kind::Hybrid => paper::with_one_row(paper, table, &self.foreign),
            _ => paper,
        }
    }
}

pub const PREAMBLE: &str = "根据《中华人民共和国政府信息公开条例》编制本报告。";

/// What a section says.
pub fn prose(section: &str) -> &'static str {
    match section {
        "overview" => "本年度严格落实条例要求，通过政府网站主动公开政府信息56条。",
        "problems" => "公开形式还不够丰富。下一步将加强培训，提升公开质量。",
        "other_matters" => "本年度未收取信息处理费。",
        _ => "",
    }
}

const TOWNS: [&str; 8] = [
    "赤水县青山镇",
    "某市白云区",
    "淮安市绿水街道办事处",
    "龙泉县双溪乡",
    "石桥县自然资源局",
    "永安市",
    "柳河区卫生健康委员会",
    "大兴县人民政府",
];

pub fn made(forms: &Forms, kind: Kind, dice: &mut Dice) -> Made {
    let mut all: Vec<&Arc<Form>> = forms.reports().collect();
    // Only the newer form has several rows where the older has one, and only it is printed 8 × 28.
    if kind != Kind::Official {
        all.retain(|form| form.edition == forms.newest().edition);
    }
    let form = *dice.pick(&all);

    let year = form.first_year + dice.below(2) as u16;
    let adds_up = !dice.one_in(8);
    let mut counts = counts(form, dice);
    if !adds_up {
        let totals: Vec<CellId> = form.sums.iter().map(|sum| sum.total.clone()).collect();
        let wrong = dice.pick(&totals).clone();
        *counts.entry(wrong).or_default() += 1 + dice.below(9);
    }
    let printed = |cell: &report::form::Cell, dice: &mut Dice| match cell.kind {
        CellKind::Count => counts.get(&cell.id).copied().unwrap_or_default().to_string(),
        CellKind::Change => (i64::try_from(dice.below(400)).unwrap_or(0) - 200).to_string(),
        CellKind::Amount => amount(dice),
    };
    let mut cells: BTreeMap<CellId, String> =
        form.cells().iter().map(|cell| (cell.id.clone(), printed(cell, dice))).collect();
    let foreign = if kind == Kind::Hybrid { joined(forms, form, &mut cells) } else { BTreeMap::new() };
    let agency = (*dice.pick(&TOWNS)).to_owned();
    Made { form: form.clone(), agency, year, cells, adds_up, kind, foreign }
}

/// Takes out the cells that another edition has in one row, and gives what is printed in that row.
fn joined(forms: &Forms, form: &Form, cells: &mut BTreeMap<CellId, String>) -> BTreeMap<CellId, String> {
    let mut foreign = BTreeMap::new();
    let theirs = forms.reports().filter(|other| other.edition != form.edition);
    for cell in theirs.flat_map(|other| other.cells()).filter(|cell| form.cell(cell.id.as_str()).is_none()) {
        let is_part = |id: &CellId| {
            id.table() == cell.id.table()
                && id.column() == cell.id.column()
                && id.row().strip_prefix(cell.id.row()).is_some_and(|rest| rest.starts_with('_'))
        };
        let parts: Vec<CellId> = cells.keys().filter(|id| is_part(id)).cloned().collect();
        if parts.is_empty() {
            continue;
        }
        let numbers = parts.iter().filter_map(|id| cells.remove(id)?.parse::<u64>().ok());
        foreign.insert(cell.id.clone(), numbers.sum::<u64>().to_string());
    }
    foreign
}

fn amount(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => "0".to_owned(),
        1 => dice.below(100_000).to_string(),
        2 => format!("{}.{:02}", dice.below(10_000), 1 + dice.below(98)),
        _ => format!("{}.{:06}", dice.below(1_000), 1 + dice.below(999_998)),
    }
}

/// Whole numbers in which every sum and balance of the form holds.
fn counts(form: &Form, dice: &mut Dice) -> BTreeMap<CellId, u64> {
    let is_total = |id: &CellId| form.sums.iter().any(|sum| sum.total == *id);
    let size = 10_u64.pow(1 + dice.below(6) as u32);
    let mut counts = BTreeMap::new();
    for cell in form.cells().iter().filter(|cell| cell.kind == CellKind::Count && !is_total(&cell.id)) {
        let seldom = cell.id.table() == "requests" && !dice.one_in(3);
        // Documents and decisions run to eight digits, requests hardly do.
        let size = if cell.id.table() == "disclosure" { size * 100 } else { size };
        counts.insert(cell.id.clone(), if seldom || dice.one_in(4) { 0 } else { dice.below(size) });
    }
    add_up(form, &mut counts);
    for balance in &form.balances {
        let Some(first) = balance.left.iter().find(|id| !is_total(id)) else { continue };
        let of = |ids: &[CellId], counts: &BTreeMap<CellId, u64>| -> u64 {
            ids.iter().map(|id| counts.get(id).copied().unwrap_or_default()).sum()
        };
        let right = of(&balance.right, &counts);
        let others: Vec<CellId> = balance.left.iter().filter(|id| *id != first).cloned().collect();
        if of(&others, &counts) > right {
            for other in &others {
                counts.insert(other.clone(), 0);
            }
        }
        let left = right - of(&others, &counts);
        counts.insert(first.clone(), left);
    }
    add_up(form, &mut counts);
    counts
}

/// Totals of totals come out right after as many rounds as there are levels.
fn add_up(form: &Form, counts: &mut BTreeMap<CellId, u64>) {
    for _ in 0..3 {
        for sum in &form.sums {
            let total = sum.parts.iter().map(|id| counts.get(id).copied().unwrap_or_default()).sum();
            counts.insert(sum.total.clone(), total);
        }
    }
}
