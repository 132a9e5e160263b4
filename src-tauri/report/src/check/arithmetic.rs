//! R01–R04: the arithmetic of tables 三 and 四, as the form itself prints it.
//!
//! A sum with a blank in it is not assessable: R06 asks for the blank, and nothing is said here.

use super::{Finding, Fix, Place, Rule, RuleId, Severity, View};
use crate::{
    cell::{CellId, Entry, Value},
    form::{Sum, Table},
    report::Report,
};

pub(super) const R01: Rule = Rule {
    id: RuleId("R01"),
    severity: Severity::Error,
    demand: "表三每一行，各申请人列之和等于“总计”列。",
    source: "格式表三",
    example: "一、本年新收政府信息公开申请数量：前六列之和为 3，与总计列 4 不一致。",
    run: |rule, view, findings| {
        for_each_wrong_sum(rule, view, findings, |table, sum, added, total| {
            let columns = numeral(sum.parts.len());
            format!(
                "{}：前{columns}列之和为 {added}，与总计列 {total} 不一致。",
                row_label(table, &sum.total)
            )
        })
    },
};

pub(super) const R02: Rule = Rule {
    id: RuleId("R02"),
    severity: Severity::Error,
    demand: "表三每一列，各项办理结果之和等于“（七）总计”。",
    source: "格式表三",
    example: "自然人：各项办理结果之和为 26，（七）总计填写为 20。",
    run: |rule, view, findings| {
        for_each_wrong_sum(rule, view, findings, |table, sum, added, total| {
            let (column, row) = (column_label(table, &sum.total), row_label(table, &sum.total));
            format!("{column}：各项办理结果之和为 {added}，{row}填写为 {total}。")
        })
    },
};

pub(super) const R03: Rule = Rule {
    id: RuleId("R03"),
    severity: Severity::Error,
    demand: "表三每一列，第一项加第二项之和，等于第三项总计加第四项之和。",
    source: "格式表三所印勾稽关系",
    example: "自然人：第一项加第二项之和（3）不等于第三项总计加第四项之和（0）。",
    run: |rule, view, findings| {
        let report = view.report;
        for balance in report.form().balances.iter().filter(|balance| balance.rule == rule.id.0) {
            let (Some(left), Some(right)) =
                (added_up(report, &balance.left), added_up(report, &balance.right))
            else {
                continue;
            };
            let table = balance.left.first().and_then(|id| Some((id, report.form().table(id.table())?)));
            if let Some((id, table)) = table.filter(|_| left != right) {
                let column = column_label(table, id);
                let message = format!(
                    "{column}：第一项加第二项之和（{left}）不等于第三项总计加第四项之和（{right}）。"
                );
                findings.push(Finding {
                    against: Some(Place::Cells(balance.right.clone())),
                    found: count(left),
                    expected: count(right),
                    ..rule.finding(Place::Cells(balance.left.clone()), message)
                });
            }
        }
    },
};

pub(super) const R04: Rule = Rule {
    id: RuleId("R04"),
    severity: Severity::Error,
    demand: "表四每一类，各项结果之和等于“总计”。",
    source: "格式表四",
    example: "行政复议：四项结果之和为 11，总计填写为 0。",
    run: |rule, view, findings| {
        for_each_wrong_sum(rule, view, findings, |table, sum, added, total| {
            let (row, results) = (row_label(table, &sum.total), numeral(sum.parts.len()));
            format!("{row}：{results}项结果之和为 {added}，总计填写为 {total}。")
        })
    },
};

/// Finds every sum of this rule that does not add up; `say` makes the sentence from the sum and the written total.
fn for_each_wrong_sum(
    rule: &Rule,
    view: &View<'_>,
    findings: &mut Vec<Finding>,
    say: fn(&Table, &Sum, u128, u64) -> String,
) {
    let report = view.report;
    for sum in report.form().sums.iter().filter(|sum| sum.rule == rule.id.0) {
        let Some(table) = report.form().table(sum.total.table()) else { continue };
        let total = report.value(&sum.total).and_then(|value| value.count());
        let (Some(total), Some(added)) = (total, added_up(report, &sum.parts)) else { continue };
        if u128::from(total) == added {
            continue;
        }
        let mended = count(added);
        findings.push(Finding {
            against: Some(Place::Cells(sum.parts.clone())),
            found: count(total.into()),
            fix: mended
                .clone()
                .map(|entry| Fix::of_cells(format!("总计改为 {added}"), vec![(sum.total.clone(), entry)])),
            expected: mended,
            ..rule.finding(Place::cell(&sum.total), say(table, sum, added, total))
        });
    }
}

/// The sum of some cells, however large; `None` when one of them is blank or holds no count.
fn added_up(report: &Report, cells: &[CellId]) -> Option<u128> {
    cells.iter().map(|id| report.value(id)?.count().map(u128::from)).sum()
}

/// A sum as an entry, unless it is larger than a cell takes.
fn count(n: u128) -> Option<Entry> {
    u64::try_from(n).ok().map(|n| Entry::Number(Value::Count(n)))
}

fn row_label<'a>(table: &'a Table, id: &CellId) -> &'a str {
    table.row(id.row()).map(|row| row.label.as_str()).unwrap_or_default()
}

fn column_label<'a>(table: &'a Table, id: &CellId) -> &'a str {
    table.column(id.column()).map(|column| column.label.as_str()).unwrap_or_default()
}

/// A small number in Chinese, as the sentences of the form write it.
fn numeral(n: usize) -> String {
    const DIGITS: [&str; 11] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    DIGITS.get(n).map_or_else(|| n.to_string(), |digit| (*digit).to_owned())
}
