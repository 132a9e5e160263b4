//! What last year's report says of digits that have run together: of the ways to divide them, the one that goes on from it
//! is shown first. It stays in doubt: a hint is no proof.

use crate::Reading;
use report::{form::Stock, CellId, Report, Value};

/// The most ways of one row that are tried.
const MOST_WAYS: usize = 20_000;

impl Reading {
    /// Shows, of the ways to divide a row's digits, the only one that goes on from last year's report of the same
    /// agency, which was read, too: what is in doubt there says nothing.
    pub fn beside_last_year(&mut self, last: &Reading) {
        let is_sure = |id: &CellId| last.sightings.get(id).is_some_and(|it| it.certain);
        self.following(last.report.year, &|id| last.report.value(id).filter(|_| is_sure(id)));
    }

    /// The same, going on from a report that somebody answers for.
    pub fn beside_report(&mut self, last: &Report) {
        self.following(last.year, &|id| last.value(id));
    }

    fn following(&mut self, year: u16, last: &dyn Fn(&CellId) -> Option<Value>) {
        let form = self.report.form().clone();
        let mut likelier: Vec<(CellId, String)> = Vec::new();
        for stock in &form.stocks {
            likelier.extend(self.after_stock(stock, last).into_iter().flatten());
        }
        let rows: Vec<&str> = form.carries.iter().map(|carry| carry.into.row()).collect();
        for (n, row) in rows.iter().enumerate().filter(|(n, row)| !rows[..*n].contains(row)) {
            let of_row = form.carries[n..].iter().filter(|carry| carry.into.row() == *row);
            let carried = of_row.map(|carry| Some((carry.into.clone(), last(&carry.from)?.to_string())));
            let carried: Option<Vec<(CellId, String)>> = carried.collect();
            likelier.extend(carried.filter(|carried| self.is_same_text(carried)).into_iter().flatten());
        }
        let mut changed = 0;
        for (id, raw) in likelier {
            let Some(sighting) = self.sightings.get_mut(&id).filter(|it| !it.certain && it.raw != raw) else {
                continue;
            };
            if self.report.write(&id, &raw).is_ok() {
                sighting.raw = raw;
                changed += 1;
            }
        }
        if changed > 0 {
            self.remarks.push(format!("按{year}年年报的衔接，{changed} 格改为先列另一种分法，请核对。"));
        }
    }

    /// The one way to divide a row so that it goes on from what was in force last year.
    fn after_stock(
        &self,
        stock: &Stock,
        last: &dyn Fn(&CellId) -> Option<Value>,
    ) -> Option<Vec<(CellId, String)>> {
        let before = i128::from(count(last(&stock.stock)?)?);
        let cells = [&stock.plus, &stock.minus, &stock.stock];
        let seen: Option<Vec<_>> = cells.iter().map(|id| self.sightings.get(*id)).collect();
        let seen = seen?;
        if seen.iter().all(|it| it.certain) {
            return None;
        }
        let text: String = seen.iter().map(|it| it.raw.as_str()).collect();
        let of = |n: usize| -> Vec<&String> {
            let own = std::iter::once(&seen[n].raw);
            own.chain(seen[n].others.iter().filter(|other| **other != seen[n].raw)).collect()
        };
        let (made, gone, now) = (of(0), of(1), of(2));
        if made.len() * gone.len() * now.len() > MOST_WAYS {
            return None;
        }
        let number = |text: &str| text.parse::<u64>().ok().map(i128::from);
        let mut ways = Vec::new();
        for made in made {
            for gone in &gone {
                for now in &now {
                    let follows = number(made)
                        .zip(number(gone))
                        .zip(number(now))
                        .is_some_and(|((made, gone), now)| before + made - gone == now);
                    if follows && format!("{made}{gone}{now}") == text {
                        ways.push([made, gone, now]);
                    }
                }
            }
        }
        let [way] = ways[..] else { return None };
        Some(cells.into_iter().cloned().zip(way.into_iter().cloned()).collect())
    }

    /// Whether a row's digits are those of these numbers, run together in the form's order.
    fn is_same_text(&self, numbers: &[(CellId, String)]) -> bool {
        let place = |id: &CellId| self.report.form().cells().iter().position(|cell| cell.id == *id);
        let mut ordered: Vec<&(CellId, String)> = numbers.iter().collect();
        ordered.sort_by_key(|(id, _)| place(id));
        let shown: Option<String> =
            ordered.iter().map(|(id, _)| self.sightings.get(id).map(|it| it.raw.as_str())).collect();
        shown.is_some_and(|shown| {
            shown == ordered.iter().map(|(_, number)| number.as_str()).collect::<String>()
        })
    }
}

fn count(value: Value) -> Option<u64> {
    match value {
        Value::Count(count) => Some(count),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read, Budget, Source};
    use report::Forms;

    const GLUED: &str = include_str!("../../../tests/data/05_pingtan_2024_flattened.txt");

    fn of(text: &str) -> Reading {
        let forms = Forms::bundled().unwrap();
        read(Source { name: None, bytes: text.as_bytes() }, &forms, Budget::default()).unwrap()
    }

    fn row(reading: &Reading) -> [(String, bool); 3] {
        ["issued", "repealed", "in_force"].map(|column| {
            let name = format!("disclosure.normative.{column}");
            let (_, it) = reading.sightings.iter().find(|(id, _)| id.as_str() == name).unwrap();
            (it.raw.clone(), it.certain)
        })
    }

    fn last_year(in_force: u64) -> Reading {
        of(&format!(
            "平潭综合实验区2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（一）项\n\
             信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t0\t0\t{in_force}\n\
             六、其他需要报告的事项\n无。"
        ))
    }

    #[test]
    fn what_was_in_force_last_year_puts_a_way_first() {
        let alone = row(&of(GLUED));
        let text: String = alone.iter().map(|(raw, _)| raw.as_str()).collect();
        // Another way to divide the same digits, and last year's number that makes it go on.
        let (made, rest) = text.split_at(1);
        let (gone, now) = rest.split_at(1);
        let number = |text: &str| text.parse::<u64>().unwrap();
        let before = number(now) + number(gone) - number(made);
        let mut reading = of(GLUED);
        reading.beside_last_year(&last_year(before));
        assert_eq!(row(&reading).map(|(raw, _)| raw), [made, gone, now]);
        // A hint is no proof.
        assert!(row(&reading).iter().all(|(_, sure)| !sure));
        assert!(reading.remarks.iter().any(|remark| remark.contains("2023年年报")), "{:?}", reading.remarks);
        let entry = reading.report.form().cell("disclosure.normative.issued").unwrap().id.clone();
        assert_eq!(reading.report.entry(&entry).map(ToString::to_string).as_deref(), Some(made));

        let mut reading = of(GLUED);
        reading.beside_last_year(&last_year(9_999_999));
        assert_eq!(row(&reading), alone, "nothing goes on from it");
    }
}
