//! R05–R08, R13: what may stand in a single cell.

use super::{Finding, Fix, Place, Rule, RuleId, Severity, View};
use crate::{
    cell::{CellId, CellKind, Entry, Value},
    computed_totals,
    form::{quoted, Cell, Group, Row, Table},
};

/// Blanks in more rows of a table than these are told in one sentence.
const ROWS_TO_NAME: usize = 3;

pub(super) const R05: Rule = Rule {
    id: RuleId("R05"),
    severity: Severity::Error,
    demand: "件数应为不小于 0 的整数。",
    source: "格式",
    example: "表四“行政复议”结果维持 应为不小于 0 的整数，现为“-3”。",
    run: |rule, view, findings| {
        for (cell, text) in written(view, CellKind::Count).filter(|(_, text)| !stands_for_nothing(text)) {
            let message = format!("{} 应为不小于 0 的整数，现为“{text}”。", cell.name);
            findings.push(found(rule, cell, text, message));
        }
    },
};

pub(super) const R06: Rule = Rule {
    id: RuleId("R06"),
    severity: Severity::Error,
    demand: "定稿时数字格不留空，没有发生的填 0。",
    source: "格式；已公布年报中常见的空格",
    example: "表三“（一）予以公开”法律服务机构、其他 未填写；没有发生的请填 0。",
    run: |rule, view, findings| {
        for table in &view.report.form().tables {
            let blank = |id: &&CellId| view.report.entry(id).is_none();
            let blanks: Vec<&CellId> = table.values().filter(blank).collect();
            // A table with nothing in it is one thing, not two hundred (R62).
            if blanks.len() == table.values().count() {
                continue;
            }
            let is_blank_in = |row: &str| blanks.iter().any(|id| id.row() == row);
            let rows: Vec<_> = table.rows.iter().filter(|row| is_blank_in(&row.id)).collect();
            // A table that is being filled in is one thing, too.
            if let (true, [first, ..]) = (rows.len() > ROWS_TO_NAME, rows.as_slice()) {
                let (label, n) = (quoted(&first.label), blanks.len());
                let what = format!("{}从{label}起有 {} 行共 {n} 格", table.name, rows.len());
                findings.push(blank_cells(rule, view, &blanks, what));
                continue;
            }
            let merged = rows_printed_as_one(view, table, &blanks);
            for (group, cells) in &merged {
                let (label, n) = (quoted(&group.label), group_rows(table, &group.id).count());
                let message = format!(
                    "{}{label}的 {n} 行没有读到；原文只印了{label}一行的（2019年试行格式的印法），请按官方格式分行补填。",
                    table.name
                );
                let place = cells.iter().map(|id| (*id).clone()).collect();
                findings.push(rule.finding(Place::Cells(place), message));
            }
            let is_merged = |row: &Row| merged.iter().any(|(group, _)| row.group.as_ref() == Some(&group.id));
            for row in rows.into_iter().filter(|row| !is_merged(row)) {
                let cells: Vec<&CellId> = blanks.iter().copied().filter(|id| id.row() == row.id).collect();
                let labels = cells
                    .iter()
                    .filter_map(|id| table.column(id.column()))
                    .map(|column| column.label.as_str());
                let labels: Vec<&str> = labels.collect();
                let whole = cells.len() > 1 && cells.len() == table.cells_of(&row.id).count();
                let columns = if whole { "整行".into() } else { format!("{} ", labels.join("、")) };
                let what = format!("{}{}{columns}", table.name, quoted(&row.label));
                findings.push(blank_cells(rule, view, &cells, what));
            }
        }
    },
};

/// Groups of which the document has none of the rows, with their cells: 洪泽 2023 prints （六）其他处理 in one row as the
/// form before did.
fn rows_printed_as_one<'t, 'b>(
    view: &View<'_>,
    table: &'t Table,
    blanks: &[&'b CellId],
) -> Vec<(&'t Group, Vec<&'b CellId>)> {
    let of = |group: &'t Group| {
        let rows: Vec<&Row> = group_rows(table, &group.id).collect();
        let cells: Vec<&CellId> =
            blanks.iter().copied().filter(|id| rows.iter().any(|row| id.row() == row.id)).collect();
        let all = rows.iter().map(|row| table.cells_of(&row.id).count()).sum::<usize>();
        let known = rows.iter().map(|row| view.printed_as_one(&row.id)).sum::<usize>();
        let none_was_read = !cells.is_empty() && cells.iter().all(|id| view.is_unread(&[*id]));
        (rows.len() > 1 && cells.len() + known == all && none_was_read).then_some((group, cells))
    };
    table.groups.iter().filter_map(of).collect()
}

pub(super) fn group_rows<'t>(table: &'t Table, group: &'t str) -> impl Iterator<Item = &'t Row> {
    table.rows.iter().filter(move |row| row.group.as_deref() == Some(group))
}

pub(super) const R07: Rule = Rule {
    id: RuleId("R07"),
    severity: Severity::Error,
    demand: "数字格不填“/”“—”“无”“-”“不适用”“零”等。",
    source: "已公布年报中常见的填法；某区统计局 2023：/",
    example: "表三“2.重复申请”自然人 填写了“/”，请改为数字；没有发生的填 0。",
    run: |rule, view, findings| {
        for kind in [CellKind::Count, CellKind::Change, CellKind::Amount] {
            for (cell, text) in written(view, kind).filter(|(_, text)| stands_for_nothing(text)) {
                let message = format!("{} 填写了“{text}”，请改为数字；没有发生的填 0。", cell.name);
                findings.push(Finding { fix: zero(cell), ..found(rule, cell, text, message) });
            }
        }
    },
};

pub(super) const R08: Rule = Rule {
    id: RuleId("R08"),
    severity: Severity::Error,
    demand: "金额应为不小于 0 的数字，小数位数不限。",
    source: "格式表二",
    example: "表二“行政事业性收费”本年收费金额（单位：万元） 应为不小于 0 的数字，单位万元，现为“-0.5”。",
    run: |rule, view, findings| {
        for (cell, text) in written(view, CellKind::Amount).filter(|(_, text)| !stands_for_nothing(text)) {
            let column =
                view.report.form().table(cell.id.table()).and_then(|table| table.column(cell.id.column()));
            let unit = match column.and_then(|column| column.unit.as_deref()) {
                Some(unit) => format!("，单位{unit}"),
                None => String::new(),
            };
            let message = format!("{} 应为不小于 0 的数字{unit}，现为“{text}”。", cell.name);
            findings.push(found(rule, cell, text, message));
        }
    },
};

pub(super) const R13: Rule = Rule {
    id: RuleId("R13"),
    severity: Severity::Error,
    demand: "2019年试行格式的“本年增/减”应为整数，可以为负；其他件数不可以为负（见 R05）。",
    source: "2019年试行格式表二；某局 2020：减4",
    example: "表二“行政处罚”本年增/减 应为整数，减少的写负数，现为“减少3”。",
    run: |rule, view, findings| {
        for (cell, text) in written(view, CellKind::Change).filter(|(_, text)| !stands_for_nothing(text)) {
            let message = format!("{} 应为整数，减少的写负数，现为“{text}”。", cell.name);
            findings.push(found(rule, cell, text, message));
        }
    },
};

/// Cells of this kind in which something else than a number is written.
fn written<'a>(view: &'a View<'a>, kind: CellKind) -> impl Iterator<Item = (&'a Cell, &'a str)> {
    let cells = view.report.form().cells().iter().filter(move |cell| cell.kind == kind);
    cells.filter_map(move |cell| match view.report.entry(&cell.id) {
        Some(Entry::Written(text)) => Some((cell, text.as_str())),
        _ => None,
    })
}

/// Signs and words that people put where nothing happened.
fn stands_for_nothing(text: &str) -> bool {
    let dash = |c: char| "/／\\＼-－—–―−_".contains(c);
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let words = ["无", "没有", "暂无", "空", "不适用", "未发生", "零", "〇", "N/A", "n/a", "NA", "无数据"];
    words.contains(&plain.as_str()) || (!plain.is_empty() && plain.chars().all(dash))
}

fn found(rule: &Rule, cell: &Cell, text: &str, message: String) -> Finding {
    Finding { found: Some(Entry::Written(text.to_owned())), ..rule.finding(Place::cell(&cell.id), message) }
}

/// One finding for blanks that are filled together; `what` names them. Of a cell that was not found in the document
/// nobody can say that it is blank, still less that nothing happened.
fn blank_cells(rule: &Rule, view: &View<'_>, cells: &[&CellId], what: String) -> Finding {
    let place = Place::Cells(cells.iter().map(|id| (*id).clone()).collect());
    if view.is_unread(cells) {
        return rule.finding(place, format!("{what}没有读到；请照原文补填，原文没有填写的填 0。"));
    }
    let message = format!("{what}未填写；没有发生的请填 0。");
    Finding { fix: fill(view, cells), ..rule.finding(place, message) }
}

/// Zeros for what did not happen; a blank total becomes the sum it then has, if that is known.
pub(super) fn fill(view: &View<'_>, cells: &[&CellId]) -> Option<Fix> {
    let sums = &view.report.form().sums;
    let is_total = |id: &CellId| sums.iter().any(|sum| sum.total == *id);
    let mut filled = view.report.clone();
    let mut changes = Vec::new();
    for cell in cells.iter().filter(|id| !is_total(id)).filter_map(|id| view.report.form().cell(id.as_str()))
    {
        let zero = Entry::read(cell.kind, "0")?;
        filled.set(&cell.id, zero.value()).ok()?;
        changes.push((cell.id.clone(), zero));
    }
    let totals = computed_totals(&filled);
    let known =
        cells.iter().filter_map(|id| Some(((*id).clone(), Entry::Number(Value::Count(*totals.get(*id)?)))));
    changes.extend(known);
    (!changes.is_empty()).then(|| Fix::of_cells("没有发生的填 0，总计按合计填", changes))
}

fn zero(cell: &Cell) -> Option<Fix> {
    let zero = Entry::read(cell.kind, "0")?;
    Some(Fix::of_cells("填 0", vec![(cell.id.clone(), zero)]))
}
