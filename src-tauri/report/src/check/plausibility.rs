//! R09–R12, R14–R20: what can hardly be so within one year.

use super::{Finding, Place, Rule, RuleId, Severity, View};
use crate::{
    agency::Level,
    cell::{CellId, Value},
    quantity::quantities,
};
use rust_decimal::Decimal;

pub(super) const R09: Rule = Rule {
    id: RuleId("R09"),
    severity: Severity::Hint,
    demand: "行政事业性收费以万元为单位；乡镇、街道达到一万万元，或者超过上年一百倍的，多半是误用了“元”。",
    source: "推断",
    example: "行政事业性收费 12000 万元偏大，请核对单位是否误用“元”。",
    run: |rule, view, findings| {
        let Some((id, fee)) = fee(view, view.report) else { return };
        let small = matches!(view.level(), Some(Level::Township | Level::Subdistrict));
        let before = view.previous().and_then(fee_of);
        let jumped = before.is_some_and(|before| !before.is_zero() && fee >= before * Decimal::ONE_HUNDRED);
        if (small && fee >= Decimal::from(10_000)) || jumped {
            let message = format!("行政事业性收费 {fee} 万元偏大，请核对单位是否误用“元”。");
            findings.push(rule.finding(Place::cell(id), message));
        }
    },
};

pub(super) const R10: Rule = Rule {
    id: RuleId("R10"),
    severity: Severity::Warning,
    demand: "现行有效件数不小于本年制发减废止。",
    source: "推断",
    example: "行政规范性文件：现行有效 0 件，小于本年制发 2 件减废止 1 件，请核对。",
    run: |rule, view, findings| {
        for stock in &view.report.form().stocks {
            let [in_force, plus, minus] = [&stock.stock, &stock.plus, &stock.minus]
                .map(|id| view.report.value(id).and_then(|v| v.count()));
            let (Some(in_force), Some(plus), Some(minus)) = (in_force, plus, minus) else { continue };
            if in_force.saturating_add(minus) < plus {
                let name = row_label(view, &stock.stock);
                let message = format!(
                    "{name}：现行有效 {in_force} 件，小于本年制发 {plus} 件减废止 {minus} 件，请核对。"
                );
                let against = Some(Place::Cells(vec![stock.plus.clone(), stock.minus.clone()]));
                findings.push(Finding { against, ..rule.finding(Place::cell(&stock.stock), message) });
            }
        }
    },
};

pub(super) const R11: Rule = Rule {
    id: RuleId("R11"),
    severity: Severity::Warning,
    demand: "规章只由设区的市以上政府和国务院部门制定，其他机关一般填 0。",
    source: "《立法法》；丽园街道 2020、尼勒克县某镇 2023、桃江县松木塘镇 2022 误填",
    example: "规章由设区的市级以上政府和国务院部门制定，乡镇一般应填 0。",
    run: |rule, view, findings| {
        let Some(level) = view.level().filter(|level| !level.may_issue_rules()) else { return };
        let is_rule = |id: &&CellId| id.table() == "disclosure" && id.row() == "rules";
        let filled = |id: &&CellId| view.report.value(id).is_some_and(|value| !value.is_zero());
        let cells: Vec<CellId> = view
            .report
            .form()
            .cells()
            .iter()
            .map(|cell| &cell.id)
            .filter(is_rule)
            .filter(filled)
            .cloned()
            .collect();
        if !cells.is_empty() {
            let label = level.label();
            let message = format!("规章由设区的市级以上政府和国务院部门制定，{label}一般应填 0。");
            findings.push(rule.finding(Place::Cells(cells), message));
        }
    },
};

pub(super) const R12: Rule = Rule {
    id: RuleId("R12"),
    severity: Severity::Hint,
    demand: "各表全部为 0 时，确认不是漏填。",
    source: "官塘驿镇 2024",
    example: "各表均为 0，请确认不是漏填。",
    run: |rule, view, findings| {
        let cells = view.report.form().cells();
        if cells.iter().all(|cell| view.report.value(&cell.id).is_some_and(|value| value.is_zero())) {
            let first = cells.iter().take(1).map(|cell| cell.id.clone()).collect();
            findings.push(rule.finding(Place::Cells(first), "各表均为 0，请确认不是漏填。".into()));
        }
    },
};

pub(super) const R14: Rule = Rule {
    id: RuleId("R14"),
    severity: Severity::Hint,
    demand: "“其他处理”占办结的比例不宜超过 20%（达到 5 件时）。",
    source: "国办公开办函〔2019〕60号",
    example: "“其他处理” 6 件，占办结 20 件的 30%，占比偏高，主管部门会重点关注，请核对分类。",
    run: |rule, view, findings| {
        let (Some((cells, other)), Some(handled)) = (closed(view), view.count("requests.handled.total"))
        else {
            return;
        };
        if other >= 5 && other.saturating_mul(5) > handled {
            let share = percent(other, handled);
            let message = format!("“其他处理” {other} 件，占办结 {handled} 件的 {share}%，占比偏高，主管部门会重点关注，请核对分类。");
            findings.push(rule.finding(Place::Cells(cells), message));
        }
    },
};

pub(super) const R15: Rule = Rule {
    id: RuleId("R15"),
    severity: Severity::Warning,
    demand: "有逾期未缴费的申请时，第六部分说明收费通知和收取情况。",
    source: "国办函〔2020〕109号，推断；平潭 2025：逾期未缴 2 件而只写“无收取”",
    example: "表三有逾期未缴费 2 件，第六部分应说明收费通知和收取情况。",
    run: |rule, view, findings| {
        let name = "requests.closed_not_paid.total";
        let (Some(id), Some(unpaid)) = (view.cell(name), view.count(name).filter(|n| *n > 0)) else { return };
        if !tells_of_notices(&view.section_text("other_matters")) {
            let message = format!("表三有逾期未缴费 {unpaid} 件，第六部分应说明收费通知和收取情况。");
            findings.push(rule.finding(Place::cell(id), message));
        }
    },
};

/// Whether section six tells of notices of fees, or of fees that were collected. 无收取信息处理费情况 tells of neither.
fn tells_of_notices(text: &str) -> bool {
    let noticed = ["收费通知", "告知", "缴费", "缴纳", "未缴", "催缴"].iter().any(|word| text.contains(word));
    let collected = || {
        let some =
            quantities(text).into_iter().any(|q| matches!(q.unit, "元" | "万元") && !q.value.is_zero());
        some && text.contains("收")
    };
    noticed || collected()
}

pub(super) const R16: Rule = Rule {
    id: RuleId("R16"),
    severity: Severity::Hint,
    demand: "有大量反复申请时，留存要求说明理由和不予处理的告知材料。",
    source: "《条例》第三十五条",
    example: "无正当理由大量反复申请 3 件，请留存要求说明理由和不予处理的告知材料。",
    run: |rule, view, findings| {
        let name = "requests.declined_excessive.total";
        if let (Some(id), Some(n)) = (view.cell(name), view.count(name).filter(|n| *n > 0)) {
            let message = format!("无正当理由大量反复申请 {n} 件，请留存要求说明理由和不予处理的告知材料。");
            findings.push(rule.finding(Place::cell(id), message));
        }
    },
};

pub(super) const R17: Rule = Rule {
    id: RuleId("R17"),
    severity: Severity::Hint,
    demand: "有复议后起诉的案件，本年或上年应有行政复议。",
    source: "推断",
    example: "有复议后起诉案件 2 件，但本年和上年均无行政复议，请核对案件归类。",
    run: |rule, view, findings| {
        let reviews = |report: &crate::Report| report.count("disputes.review.total");
        let (Some(id), Some(suits)) =
            (view.cell("disputes.suit_after_review.total"), view.count("disputes.suit_after_review.total"))
        else {
            return;
        };
        // Without last year's report nobody can tell.
        let before = view.previous().and_then(reviews);
        if suits > 0 && reviews(view.report) == Some(0) && before == Some(0) {
            let message = format!("有复议后起诉案件 {suits} 件，但本年和上年均无行政复议，请核对案件归类。");
            findings.push(rule.finding(Place::cell(id), message));
        }
    },
};

pub(super) const R18: Rule = Rule {
    id: RuleId("R18"),
    severity: Severity::Hint,
    demand: "本年和上年都没有申请而有复议或诉讼的，核对口径。",
    source: "国办公开办函〔2021〕30号：共同被告案件只计原行为主体",
    example: "没有申请却有复议或诉讼，请核对口径（共同被告案件只计原行为主体）。",
    run: |rule, view, findings| {
        let requests = |report: &crate::Report| {
            report.count("requests.received.total")?.checked_add(report.count("requests.carried_in.total")?)
        };
        let none = |report: &crate::Report| requests(report) == Some(0);
        let totals =
            ["disputes.review.total", "disputes.direct_suit.total", "disputes.suit_after_review.total"];
        let cases: Vec<CellId> = totals
            .iter()
            .filter(|name| view.count(name).is_some_and(|n| n > 0))
            .filter_map(|name| view.cell(name).cloned())
            .collect();
        if !cases.is_empty() && none(view.report) && view.previous().is_some_and(none) {
            let message = "没有申请却有复议或诉讼，请核对口径（共同被告案件只计原行为主体）。".into();
            findings.push(rule.finding(Place::Cells(cases), message));
        }
    },
};

pub(super) const R19: Rule = Rule {
    id: RuleId("R19"),
    severity: Severity::Hint,
    demand: "“本机关不掌握相关政府信息”不宜超过办结的一半（办结达到 10 件时）。",
    source: "推断",
    example: "“本机关不掌握” 6 件，超过办结 11 件的一半，请核对是否应归入其他情形。",
    run: |rule, view, findings| {
        let name = "requests.unable_not_held.total";
        let (Some(id), Some(n), Some(handled)) =
            (view.cell(name), view.count(name), view.count("requests.handled.total"))
        else {
            return;
        };
        if handled >= 10 && n.saturating_mul(2) > handled {
            let message =
                format!("“本机关不掌握” {n} 件，超过办结 {handled} 件的一半，请核对是否应归入其他情形。");
            findings.push(rule.finding(Place::cell(id), message));
        }
    },
};

pub(super) const R20: Rule = Rule {
    id: RuleId("R20"),
    severity: Severity::Hint,
    demand: "乡镇、街道的许可、处罚、强制达到十万件的，核对。",
    source: "推断",
    example: "行政处罚 100000 件偏大，请核对。",
    run: |rule, view, findings| {
        if !matches!(view.level(), Some(Level::Township | Level::Subdistrict)) {
            return;
        }
        for row in ["licences", "penalties", "coercion"] {
            let name = format!("disclosure.{row}.decided");
            if let (Some(id), Some(n)) = (view.cell(&name), view.count(&name).filter(|n| *n >= 100_000)) {
                let message = format!("{} {n} 件偏大，请核对。", row_label(view, id));
                findings.push(rule.finding(Place::cell(id), message));
            }
        }
    },
};

/// 行政事业性收费 in 万元; only the forms that ask for an amount have it.
fn fee<'a>(view: &View<'a>, report: &crate::Report) -> Option<(&'a CellId, Decimal)> {
    Some((view.cell("disclosure.charges.amount")?, fee_of(report)?))
}

pub(super) fn fee_of(report: &crate::Report) -> Option<Decimal> {
    match report.value(&report.form().cell("disclosure.charges.amount")?.id)? {
        Value::Amount(amount) => Some(amount.number),
        Value::Count(_) | Value::Change(_) => None,
    }
}

/// （六）其他处理: one row in the 2019 form, three since.
fn closed(view: &View<'_>) -> Option<(Vec<CellId>, u64)> {
    let table = view.report.form().table("requests")?;
    let rows = table.rows.iter().filter(|row| row.id == "closed" || row.group.as_deref() == Some("closed"));
    let cells: Vec<CellId> =
        rows.filter_map(|row| view.cell(&format!("requests.{}.total", row.id)).cloned()).collect();
    let sum = view.report.sum(&cells).filter(|_| !cells.is_empty())?;
    Some((cells, sum))
}

fn row_label<'a>(view: &View<'a>, id: &CellId) -> &'a str {
    let row = view.report.form().table(id.table()).and_then(|table| table.row(id.row()));
    row.map(|row| row.label.as_str()).unwrap_or_default()
}

/// A share in percent with one decimal.
pub(super) fn percent(part: u64, whole: u64) -> Decimal {
    let share = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1));
    share.round_dp(1).normalize()
}
