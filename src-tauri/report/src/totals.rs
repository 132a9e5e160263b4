//! Totals follow from their parts.

use crate::{
    cell::{CellId, Value},
    report::Report,
};
use std::collections::BTreeMap;

/// What every total cell must be, as far as its parts are filled in.
///
/// A total that adds up totals uses their computed values, not what was typed there.
pub fn computed_totals(report: &Report) -> BTreeMap<CellId, u64> {
    let sums = &report.form().sums;
    let is_total = |id: &CellId| sums.iter().any(|sum| sum.total == *id);
    let mut computed: BTreeMap<CellId, u64> = BTreeMap::new();
    loop {
        let before = computed.len();
        for sum in sums.iter().filter(|sum| !computed.contains_key(&sum.total)).collect::<Vec<_>>() {
            let part = |id: &CellId| match is_total(id) {
                true => computed.get(id).copied(),
                false => report.value(id).and_then(|value| value.count()),
            };
            if let Some(total) = add(sum.parts.iter().map(part)) {
                computed.insert(sum.total.clone(), total);
            }
        }
        if computed.len() == before {
            return computed;
        }
    }
}

/// `None` when a part is missing or the sum overflows: a sum of an unknown is unknown.
fn add(mut parts: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    parts.try_fold(0_u64, |total, part| total.checked_add(part?))
}

impl Report {
    /// The sum of these cells as they stand; `None` when one of them is blank or holds no count.
    pub fn sum(&self, cells: &[CellId]) -> Option<u64> {
        add(cells.iter().map(|id| self.value(id)?.count()))
    }

    /// Fills every total whose parts are filled in.
    ///
    /// # Errors
    /// Never for a form whose totals are counts.
    pub fn fill_totals(&mut self) -> Result<(), crate::ReportError> {
        for (id, total) in computed_totals(self) {
            self.set(&id, Some(Value::Count(total)))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Forms;

    fn filled() -> Report {
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let mut report = Report::new(form.clone(), "某镇", 2024);
        for cell in form.cells().iter().filter(|cell| cell.id.table() == "requests") {
            report.set(&cell.id, Some(Value::Count(1))).unwrap();
        }
        report
    }

    #[test]
    fn totals_of_totals_use_computed_values() {
        let report = filled();
        let totals = computed_totals(&report);
        let at = |name: &str| totals.get(name).copied();
        assert_eq!(at("requests.received.total"), Some(6));
        assert_eq!(at("requests.handled.person"), Some(21));
        assert_eq!(at("requests.handled.total"), Some(126));
        assert_eq!(at("disputes.review.total"), None);
    }

    #[test]
    fn a_blank_part_leaves_the_total_open() {
        let mut report = filled();
        let form = report.form().clone();
        report.set(&form.cell("requests.granted.person").unwrap().id, None).unwrap();
        let totals = computed_totals(&report);
        for open in ["requests.granted.total", "requests.handled.person", "requests.handled.total"] {
            assert_eq!(totals.get(open), None, "{open}");
        }
        assert_eq!(totals.get("requests.handled.company"), Some(&21));
        report.fill_totals().unwrap();
        let value = |name: &str| report.value(&form.cell(name).unwrap().id);
        assert_eq!(value("requests.handled.company"), Some(Value::Count(21)));
        assert_eq!(
            value("requests.handled.person"),
            Some(Value::Count(1)),
            "an open total keeps what was written"
        );
    }
}
