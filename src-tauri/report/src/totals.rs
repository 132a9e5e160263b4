//! Totals follow from their parts.

use crate::{
    cell::{CellId, Entry, Value},
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

    /// Writes into cells and lets the totals follow. A total that was blank, or was what its parts added up to, is
    /// computed anew; one that disagreed with its parts, or is written itself, stays as it is written. Who writes a number
    /// stands for it: no remark doubts it any longer.
    ///
    /// # Errors
    /// When the form has no such cell; some are written then.
    pub fn write_and_add_up(&mut self, entries: &[(CellId, String)]) -> Result<(), crate::ReportError> {
        let before = computed_totals(self);
        let is_written = |id: &CellId| entries.iter().any(|(written, _)| written == id);
        let follows = |total: &CellId| {
            let standing = self.entry(total);
            let computed = before.get(total).map(|n| Entry::Number(Value::Count(*n)));
            !is_written(total) && (standing.is_none() || standing == computed.as_ref())
        };
        let following: Vec<CellId> =
            self.form().sums.iter().map(|sum| sum.total.clone()).filter(follows).collect();
        for (id, text) in entries {
            self.write(id, text)?;
        }
        self.vouch_for(entries.iter().map(|(id, _)| id));
        let after = computed_totals(self);
        for total in following {
            self.set(&total, after.get(&total).map(|n| Value::Count(*n)))?;
        }
        Ok(())
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
    fn totals_follow_what_is_written_unless_they_are_written_themselves() {
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let mut report = Report::new(form.clone(), "某镇", 2024);
        let id = |name: &str| form.cell(name).unwrap().id.clone();
        let row = ["person", "company", "research", "charity", "legal", "other"];
        let all: Vec<_> =
            row.iter().map(|it| (id(&format!("requests.received.{it}")), "2".to_owned())).collect();
        let total = |report: &Report| report.entry(&id("requests.received.total")).map(Entry::to_string);
        report.write_and_add_up(&all[..5]).unwrap();
        assert_eq!(total(&report), None, "a part is blank");
        report.write_and_add_up(&all[5..]).unwrap();
        assert_eq!(total(&report).as_deref(), Some("12"));
        report.write_and_add_up(&[(all[0].0.clone(), "5".into())]).unwrap();
        assert_eq!(total(&report).as_deref(), Some("15"));
        report.write_and_add_up(&[(all[0].0.clone(), String::new())]).unwrap();
        assert_eq!(total(&report), None, "the sum of an unknown is unknown");

        report.write_and_add_up(&all[..1]).unwrap();
        report.write_and_add_up(&[(id("requests.received.total"), "99".into())]).unwrap();
        report.write_and_add_up(&[(all[1].0.clone(), "8".into())]).unwrap();
        assert_eq!(total(&report).as_deref(), Some("99"), "what was written on purpose stays");
        // Written as what the parts add up to, it follows again.
        report.write_and_add_up(&[(id("requests.received.total"), "18".into())]).unwrap();
        report.write_and_add_up(&[(all[1].0.clone(), "2".into())]).unwrap();
        assert_eq!(total(&report).as_deref(), Some("12"));
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
