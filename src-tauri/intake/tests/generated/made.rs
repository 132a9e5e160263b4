//! Made-up reports whose every cell is known: numbers as offices have them, sums and balances closed unless said
//! otherwise.

use report::{CellId, CellKind, Form};
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

pub fn made(form: &Arc<Form>, dice: &mut Dice) -> Made {
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
    let cells = form.cells().iter().map(|cell| (cell.id.clone(), printed(cell, dice))).collect();
    Made { form: form.clone(), agency: (*dice.pick(&TOWNS)).to_owned(), year, cells, adds_up }
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
