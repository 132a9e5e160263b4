//! The numbers of one report, as a series takes them.

use super::indicator::Indicator;
use crate::{
    cell::{Amount, CellId, Entry, MoneyUnit, Value},
    form::Form,
    report::Report,
};
use rust_decimal::Decimal;
use std::{collections::HashMap, sync::Arc};

/// What a cell gives to a series.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// A number, an amount in the unit of its column, or in 元 where cells name their own.
    Number(Decimal),
    /// No number that can be used: blank, no number at all, or an amount whose unit nobody knows.
    Blank,
    /// What is stored is not what was saved.
    Damaged,
}

/// The numbers of one report. A cell that was never put is blank.
#[derive(Clone, Debug)]
pub struct Figures {
    year: u16,
    form: Arc<Form>,
    /// Shared by what is compared again and again.
    cells: Arc<HashMap<CellId, Figure>>,
}

/// What a report gives to an indicator.
pub(super) enum Share {
    /// What is added up, and what it is divided by if it is a ratio.
    Parts {
        of: Decimal,
        per: Option<Decimal>,
    },
    Blank,
    Absent,
    Damaged,
}

impl Figures {
    /// A report of which no cell is known yet.
    pub fn new(form: Arc<Form>, year: u16) -> Figures {
        Figures { year, form, cells: Arc::default() }
    }

    /// Every number of a report.
    pub fn of(report: &Report) -> Figures {
        let mut figures = Figures::new(report.form().clone(), report.year);
        for cell in report.form().cells() {
            figures.put(&cell.id, report.entry(&cell.id));
        }
        figures
    }

    /// The year it is on.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The form it is written in.
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// Notes what stands in a cell; `None` is blank.
    pub fn put(&mut self, id: &CellId, entry: Option<&Entry>) {
        let figure = match entry.and_then(Entry::value) {
            Some(Value::Count(n)) => Figure::Number(n.into()),
            Some(Value::Change(n)) => Figure::Number(n.into()),
            Some(Value::Amount(amount)) => self.amount(id, amount).map_or(Figure::Blank, Figure::Number),
            None => Figure::Blank,
        };
        Arc::make_mut(&mut self.cells).insert(id.clone(), figure);
    }

    /// Notes that a cell is not what was saved.
    pub fn put_damaged(&mut self, id: &CellId) {
        Arc::make_mut(&mut self.cells).insert(id.clone(), Figure::Damaged);
    }

    /// Adds what is known of other cells of the same report.
    pub fn add(&mut self, others: Figures) {
        Arc::make_mut(&mut self.cells).extend(Arc::unwrap_or_clone(others.cells));
    }

    /// What a cell gives.
    pub fn figure(&self, id: &CellId) -> Figure {
        self.cells.get(id).copied().unwrap_or(Figure::Blank)
    }

    /// An amount in the unit its column is compared in.
    fn amount(&self, id: &CellId, amount: Amount) -> Option<Decimal> {
        let column = self.form.table(id.table())?.column(id.column())?;
        let yuan = match amount.unit {
            Some(MoneyUnit::TenThousandYuan) => amount.number.checked_mul(Decimal::from(10_000))?,
            Some(MoneyUnit::Yuan) => amount.number,
            None if column.own_unit => return None,
            None => return Some(amount.number),
        };
        match column.unit.as_deref() {
            Some(unit) if unit == MoneyUnit::TenThousandYuan.label() => {
                yuan.checked_div(Decimal::from(10_000))
            }
            _ => Some(yuan),
        }
    }

    pub(super) fn share(&self, indicator: &Indicator) -> Share {
        let Some(formula) = indicator.formula(&self.form.edition) else { return Share::Absent };
        let of = match self.sum(&formula.of) {
            Figure::Number(of) => of,
            Figure::Blank => return Share::Blank,
            Figure::Damaged => return Share::Damaged,
        };
        match (indicator.is_ratio(), self.sum(&formula.per)) {
            (false, _) => Share::Parts { of, per: None },
            (true, Figure::Number(per)) => Share::Parts { of, per: Some(per) },
            (true, Figure::Blank) => Share::Blank,
            (true, Figure::Damaged) => Share::Damaged,
        }
    }

    /// The sum of an unknown is unknown.
    fn sum(&self, cells: &[CellId]) -> Figure {
        let mut sum = Figure::Number(Decimal::ZERO);
        for id in cells {
            sum = match (sum, self.figure(id)) {
                (Figure::Damaged, _) | (_, Figure::Damaged) => Figure::Damaged,
                (Figure::Blank, _) | (_, Figure::Blank) => Figure::Blank,
                (Figure::Number(a), Figure::Number(b)) => {
                    a.checked_add(b).map_or(Figure::Damaged, Figure::Number)
                }
            };
        }
        sum
    }
}

/// An agency's report on a year: where there are several, the one in the form of that year, or else in the newest.
pub(super) fn of_year(reports: &[Figures], year: u16) -> Option<&Figures> {
    reports
        .iter()
        .filter(|it| it.year == year)
        .max_by_key(|it| (it.form.applies_to(year), it.form.first_year, it.form.edition.clone()))
}
