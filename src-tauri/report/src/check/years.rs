//! R21–R28: this year against the report before. Without it nothing is said; a missing figure is not zero.

use super::{
    plausibility::fee_of,
    statement::{Base, Period, Statement, Told},
    words::{Act, Direction, Thing},
    Finding, Place, Rule, RuleId, Severity, View,
};
use crate::{
    cell::{CellId, Entry, Value},
    form::Quality,
    report::Report,
};
use rust_decimal::Decimal;

pub(super) const R21: Rule = Rule {
    id: RuleId("R21"),
    severity: Severity::Error,
    demand: "上年结转总计等于上年年报的结转下年度总计。",
    source: "宿迁 2023→2024 相符",
    example: "上年结转 1 件，与上年年报结转下年度 4 件不一致。",
    run: |rule, view, findings| carried(rule, view, findings, true),
};

pub(super) const R22: Rule = Rule {
    id: RuleId("R22"),
    severity: Severity::Warning,
    demand: "各申请人列的上年结转等于上年年报同列的结转下年度。",
    source: "推断",
    example: "法律服务机构：上年结转 0 件，上年年报结转 3 件。",
    run: |rule, view, findings| carried(rule, view, findings, false),
};

/// Compares what was carried in with what last year carried out, in the total column or in the others.
fn carried(rule: &Rule, view: &View<'_>, findings: &mut Vec<Finding>, totals: bool) {
    let Some(previous) = view.previous() else { return };
    for carry in view.report.form().carries.iter().filter(|carry| (carry.into.column() == "total") == totals)
    {
        let before = previous.count(carry.from.as_str());
        let now = view.report.count(carry.into.as_str());
        let (Some(before), Some(now)) = (before, now) else { continue };
        if before != now {
            let message = if totals {
                format!("上年结转 {now} 件，与上年年报结转下年度 {before} 件不一致。")
            } else {
                let column = view
                    .report
                    .form()
                    .table(carry.into.table())
                    .and_then(|table| table.column(carry.into.column()));
                let column = column.map(|column| column.label.as_str()).unwrap_or_default();
                format!("{column}：上年结转 {now} 件，上年年报结转 {before} 件。")
            };
            findings.push(Finding {
                found: Some(count(now)),
                expected: Some(count(before)),
                also: if totals { told_as_carried_in(view) } else { Vec::new() },
                ..rule.finding(Place::cell(&carry.into), message)
            });
        }
    }
}

/// Where the prose tells what was carried in: with the cell the words change too. The other side of the conflict is in
/// last year's paper.
fn told_as_carried_in(view: &View<'_>) -> Vec<Place> {
    let told = |said: &&Statement| {
        let of_requests = said.things.is_empty() || said.thing() == Some(Thing::Request);
        of_requests && said.act() == Some(Act::CarryIn) && said.count().is_some()
    };
    view.overview().filter(told).filter_map(|said| view.figure(said)).collect()
}

pub(super) const R23: Rule = Rule {
    id: RuleId("R23"),
    severity: Severity::Warning,
    demand: "行政规范性文件现行有效件数等于上年现行有效加本年制发减本年废止（两年都用 2021 年格式时）。",
    source: "宿迁 2023→2024→2025、洪泽 2023→2024、平潭 2022 相符；平潭 2023、平潭 2024、平潭 2025 不符",
    example: "行政规范性文件现行有效 9 件，按上年 12 件加制发 2 件减废止 1 件应为 13 件。如因集中清理或口径调整，请备注。",
    run: stock_follows,
};

pub(super) const R24: Rule = Rule {
    id: RuleId("R24"),
    severity: Severity::Warning,
    demand: "规章现行有效件数等于上年现行有效加本年制发减本年废止（两年都用 2021 年格式时）。",
    source: "宿迁 2023→2024 相符",
    example:
        "规章现行有效 0 件，按上年 1 件加制发 0 件减废止 0 件应为 1 件。如因集中清理或口径调整，请备注。",
    run: stock_follows,
};

fn stock_follows(rule: &Rule, view: &View<'_>, findings: &mut Vec<Finding>) {
    let form = view.report.form();
    let Some(previous) = view.previous().filter(|previous| previous.form().edition == form.edition) else {
        return;
    };
    for stock in form.stocks.iter().filter(|stock| stock.rule == rule.id.0) {
        let now = |id: &CellId| view.report.count(id.as_str());
        let figures =
            (previous.count(stock.stock.as_str()), now(&stock.plus), now(&stock.minus), now(&stock.stock));
        let (Some(before), Some(plus), Some(minus), Some(stands)) = figures else { continue };
        let follows = i128::from(before) + i128::from(plus) - i128::from(minus);
        if follows != i128::from(stands) {
            let label = form.table(stock.stock.table()).and_then(|table| table.row(stock.stock.row()));
            let label = label.map(|row| row.label.as_str()).unwrap_or_default();
            let message = format!("{label}现行有效 {stands} 件，按上年 {before} 件加制发 {plus} 件减废止 {minus} 件应为 {follows} 件。如因集中清理或口径调整，请备注。");
            findings.push(Finding {
                against: Some(Place::Cells(vec![stock.plus.clone(), stock.minus.clone()])),
                found: Some(count(stands)),
                expected: u64::try_from(follows).ok().map(count),
                ..rule.finding(Place::cell(&stock.stock), message)
            });
        }
    }
}

/// Indicators whose jumps are worth a word, with how people call them.
const JUMPERS: &[(&str, &str, &str)] = &[
    ("requests.received.total", "新收申请", "件"),
    ("disclosure.licences.decided", "行政许可", "件"),
    ("disclosure.penalties.decided", "行政处罚", "件"),
];

pub(super) const R25: Rule = Rule {
    id: RuleId("R25"),
    severity: Severity::Hint,
    demand: "新收申请、许可、处罚、收费比上年变动超过两倍（且至少 20）的，核对并说明。",
    source: "推断",
    example: "行政处罚由上年 4 件变为 60 件，变动较大，请核对并在正文说明。",
    run: |rule, view, findings| {
        let Some(previous) = view.previous() else { return };
        let mut say = |id: &CellId, name: &str, unit: &str, before: Decimal, now: Decimal| {
            let jump = (now - before).abs();
            if jump >= Decimal::from(20).max(before * Decimal::TWO) {
                let message =
                    format!("{name}由上年 {before} {unit}变为 {now} {unit}，变动较大，请核对并在正文说明。");
                findings.push(rule.finding(Place::cell(id), message));
            }
        };
        for (cell, name, unit) in JUMPERS {
            if let (Some(id), Some(now), Some(before)) =
                (view.cell(cell), view.count(cell), previous.count(cell))
            {
                say(id, name, unit, before.into(), now.into());
            }
        }
        let fees = (view.cell("disclosure.charges.amount"), fee_of(view.report), fee_of(previous));
        if let (Some(id), Some(now), Some(before)) = fees {
            say(id, "行政事业性收费", "万元", before, now);
        }
    },
};

pub(super) const R26: Rule = Rule {
    id: RuleId("R26"),
    severity: Severity::Hint,
    demand: "上年有尚未审结的案件，本年同类应有结果。",
    source: "推断；平潭 2024",
    example: "未经复议直接起诉：上年有 2 件尚未审结，本年无结果，请核对。",
    run: |rule, view, findings| {
        let (Some(previous), Some(table)) = (view.previous(), view.report.form().table("disputes")) else {
            return;
        };
        for row in &table.rows {
            let pending = previous.count(&format!("disputes.{}.pending", row.id));
            let cells: Vec<CellId> = table.cells_of(&row.id).cloned().collect();
            let none = cells.iter().all(|id| view.report.value(id).is_some_and(|value| value.is_zero()));
            if let Some(pending) = pending.filter(|n| *n > 0 && none) {
                let message = format!("{}：上年有 {pending} 件尚未审结，本年无结果，请核对。", row.label);
                findings.push(rule.finding(Place::Cells(cells), message));
            }
        }
    },
};

pub(super) const R27: Rule = Rule {
    id: RuleId("R27"),
    severity: Severity::Warning,
    demand: "正文所写申请数量的同比增减与两年表格一致。",
    source: "宿迁 2023、2024；邹城市太平镇 2024",
    example: "正文写申请数量同比增长 70.3%，按两年表格计算为 0.4% 或 1.1%。",
    run: |rule, view, findings| {
        let Some(previous) = view.previous() else { return };
        let candidates = [received, received_and_carried].map(|of| Some((of(view.report)?, of(previous)?)));
        let candidates: Vec<(u64, u64)> = candidates.into_iter().flatten().collect();
        if candidates.is_empty() {
            return;
        }
        let cells = ["requests.received.total", "requests.carried_in.total"];
        let cells: Vec<CellId> = cells.iter().filter_map(|name| view.cell(name).cloned()).collect();
        for said in view.overview().filter(|said| is_change_of_requests(said)) {
            let (Some(place), Some(message)) = (view.figure(said), wrong_change(said, &candidates)) else {
                continue;
            };
            // The other side: what this year's table says. Last year's is another paper.
            findings
                .push(Finding { against: Some(Place::Cells(cells.clone())), ..rule.finding(place, message) });
        }
    },
};

/// Whether a figure says how the number of all requests that came in changed from last year to this one.
fn is_change_of_requests(said: &Statement) -> bool {
    let of_requests = said.thing() == Some(Thing::Request) && said.scope.is_whole();
    let received = said.acts.is_empty() || matches!(said.act(), Some(Act::Receive | Act::Process));
    let from_last_year = matches!(said.told, Told::Change(_, Base::LastYear) | Told::Ratio);
    of_requests && received && from_last_year && !said.quantity.rough && said.period == Period::Reported
}

/// What is wrong with a change, when none of the pairs of this year's and last year's numbers has it.
fn wrong_change(said: &Statement, pairs: &[(u64, u64)]) -> Option<String> {
    let written = said.quantity.value;
    // As exact as it is written.
    let tolerance = Decimal::new(6, 2) + Decimal::new(5, written.scale() + 1);
    let percents = || pairs.iter().filter_map(|(now, before)| change_in_percent(*now, *before));
    let close = |percent: Decimal, tolerance: Decimal| percents().any(|p| (p - percent).abs() <= tolerance);
    let by_table = || -> Option<String> {
        let mut shown: Vec<String> = percents().map(|p| p.round_dp(1).normalize().to_string()).collect();
        shown.dedup();
        (!shown.is_empty()).then(|| format!("按两年表格计算为 {}%。", shown.join("% 或 ")))
    };
    let change = |(now, before): &(u64, u64)| i128::from(*now) - i128::from(*before);
    let by_count = || {
        let mut shown: Vec<String> = pairs.iter().map(|pair| format!("{:+}", change(pair))).collect();
        shown.dedup();
        shown.join(" 或 ")
    };
    let (sign, grown, more) = match said.told {
        Told::Change(Direction::Down, _) => (-Decimal::ONE, "下降", "减少"),
        _ => (Decimal::ONE, "增长", "增加"),
    };
    match (said.told, said.quantity.unit) {
        (Told::Change(Direction::Same, _), _) => (!pairs.iter().any(|pair| change(pair) == 0))
            .then(|| format!("正文写申请数量与上年持平，按两年表格计算为 {} 件。", by_count())),
        // 为上年的3倍 is 200 % more.
        (Told::Ratio, "倍") => {
            let hundreds = written.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
            let wrong = !close(hundreds, Decimal::new(50, written.scale()));
            by_table().filter(|_| wrong).map(|right| format!("正文写申请数量为上年的 {written} 倍，{right}"))
        }
        (Told::Change(..), "倍") => {
            let hundreds = written.checked_mul(Decimal::ONE_HUNDRED)? * sign;
            let wrong = !close(hundreds, Decimal::new(50, written.scale()));
            by_table()
                .filter(|_| wrong)
                .map(|right| format!("正文写申请数量同比{grown} {written} 倍，{right}"))
        }
        (Told::Change(..), "%") => {
            let wrong = !close(written * sign, tolerance);
            by_table().filter(|_| wrong).map(|right| format!("正文写申请数量同比{grown} {written}%，{right}"))
        }
        (Told::Change(..), "件" | "宗" | "份" | "例" | "次") => {
            let n = i128::from(said.quantity.count()?);
            let n = if sign.is_sign_negative() { -n } else { n };
            (!pairs.iter().any(|pair| change(pair) == n))
                .then(|| format!("正文写申请比上年{more} {written} 件，按两年表格计算为 {} 件。", by_count()))
        }
        _ => None,
    }
}

fn received(report: &Report) -> Option<u64> {
    report.count("requests.received.total")
}

fn received_and_carried(report: &Report) -> Option<u64> {
    received(report)?.checked_add(report.count("requests.carried_in.total")?)
}

fn change_in_percent(now: u64, before: u64) -> Option<Decimal> {
    let before = Decimal::from(before);
    (!before.is_zero()).then(|| (Decimal::from(now) - before) * Decimal::ONE_HUNDRED / before)
}

pub(super) const R28: Rule = Rule {
    id: RuleId("R28"),
    severity: Severity::Hint,
    demand: "两年格式不同时，指出没有可比口径的项目。",
    source: "2019→2021 对照；平潭 2021",
    example: "两年表格格式不同，规章本年废止件数、规章现行有效件数、行政规范性文件本年废止件数、行政规范性文件现行有效件数、行政事业性收费本年收费金额（单位：万元） 无可比口径。",
    run: |rule, view, findings| {
        let form = view.report.form();
        let Some(older) = view.previous().map(Report::form).filter(|older| older.edition != form.edition)
        else {
            return;
        };
        let Some(mapping) = older.mapping.as_ref().filter(|mapping| mapping.edition == form.edition) else {
            return;
        };
        let incomparable = |cell: &&CellId| {
            let joins = mapping.joins.iter().filter(|join| join.to.iter().any(|to| to == cell.as_str()));
            !joins
                .into_iter()
                .any(|join| matches!(join.quality, Quality::Exact | Quality::Close | Quality::Sum))
        };
        let cells: Vec<CellId> =
            form.cells().iter().map(|cell| &cell.id).filter(incomparable).cloned().collect();
        let mut names: Vec<String> = Vec::new();
        for id in &cells {
            let table = form.table(id.table());
            if let Some((row, column)) =
                table.and_then(|table| Some((table.row(id.row())?, table.column(id.column())?)))
            {
                names.push(format!("{}{}", row.label, column.label));
            }
        }
        if !cells.is_empty() {
            let message = format!("两年表格格式不同，{} 无可比口径。", names.join("、"));
            findings.push(rule.finding(Place::Cells(cells), message));
        }
    },
};

fn count(n: u64) -> Entry {
    Entry::Number(Value::Count(n))
}
