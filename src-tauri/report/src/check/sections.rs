//! R50, R60–R64: the six sections, their order and their numbering.
//!
//! Headings and labels are printed from the form, so their wording (R50 in part, R61) can be wrong only in a report
//! that was read from outside: what deviates there comes with it, as [`Printed`](super::Printed).

use super::{entries::group_rows, view::Passage, Finding, Place, Rule, RuleId, Severity, View};
use crate::{
    cell::CellId,
    form::{SectionId, Table},
    quantity::quantities,
};

pub(super) const R50: Rule = Rule {
    id: RuleId("R50"),
    severity: Severity::Error,
    demand: "六个部分齐全，次序、标题与格式一致，不重复，文字部分都有内容（次序、标题不一致、重复为提醒）。",
    source: "国办公开办函〔2021〕30号",
    example: "缺少“一、总体情况”的内容。",
    run: |rule, view, findings| {
        // What sections five and six must say has rules of its own (R55, R44).
        let own_rule = |id: &str| id == "problems" || (id == "other_matters" && view.report.year >= 2021);
        for section in &view.report.form().sections {
            let id = section.id.as_str();
            let is_text = view.report.form().table_in(&section.id).is_none();
            let message = if view.heading_is_missing(id) {
                format!("缺少“{}”。", section.heading)
            } else if is_text && !own_rule(id) && view.section_text(id).trim().is_empty() {
                format!("缺少“{}”的内容。", section.heading)
            } else {
                continue;
            };
            findings.push(rule.finding(Place::Section(section.id.clone()), message));
        }
        headings(rule, view, findings);
    },
};

/// Headings of another wording or number, and sections out of order, as they were printed.
fn headings(rule: &Rule, view: &View<'_>, findings: &mut Vec<Finding>) {
    let Some(printed) = view.around.printed else { return };
    let mut say = |id: &SectionId, message: String| {
        let finding = rule.finding(Place::Section(id.clone()), message);
        findings.push(Finding { severity: Severity::Warning, ..finding });
    };
    let sections = &view.report.form().sections;
    for (id, found) in &printed.unusual {
        if let Some(section) = sections.iter().find(|section| section.id == *id) {
            say(id, format!("标题应为“{}”，现为“{found}”。", section.heading));
        }
    }
    let order = |id: &SectionId| sections.iter().position(|section| section.id == *id);
    let heading = |id: &SectionId| order(id).and_then(|n| sections.get(n)).map(|it| it.heading.as_str());
    for (n, pair) in printed.sections.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        if order(first) < order(second) {
            continue;
        }
        let (Some(before), Some(later)) = (heading(first), heading(second)) else { continue };
        // 宿迁市 2025 with 打浦桥街道 2025 behind it: a second report, and nothing of its order is said of the first.
        if printed.sections[..=n].contains(second) {
            say(second, format!("“{later}”的标题出现了两次；文件里如有两份年报，请分开后分别核对。"));
            break;
        }
        say(second, format!("次序应与格式一致：“{later}”排在“{before}”之后。"));
    }
}

pub(super) const R60: Rule = Rule {
    id: RuleId("R60"),
    severity: Severity::Error,
    demand: "按年度使用相应的格式：2019、2020 年度用试行格式，2021 年度起用 2021 年格式。",
    source: "国办公开办函〔2021〕30号、〔2019〕60号；某县民政局 2023、佳县螅镇 2022 仍用试行格式",
    example: "2022 年度不适用2019年试行格式（国办公开办函〔2019〕60号）。",
    run: |rule, view, findings| {
        let (form, year) = (view.report.form(), view.report.year);
        let Some(section) = form.sections.first().filter(|_| year != 0 && !form.applies_to(year)) else {
            return;
        };
        let number = form.document.as_ref().map(|it| format!("（{}）", it.number)).unwrap_or_default();
        let message = format!("{year} 年度不适用{}{number}。", form.name);
        findings.push(rule.finding(Place::Section(section.id.clone()), message));
    },
};

pub(super) const R61: Rule = Rule {
    id: RuleId("R61"),
    severity: Severity::Warning,
    demand: "表格的行名、列名与格式一致，不增不减。",
    source: "洪泽区 2023：其他法律行政止公开",
    example: "行名与官方模板不一致：“2.其他法律行政止公开”应为“2.其他法律行政法规禁止公开”。",
    run: |rule, view, findings| {
        // A report prints the form's own labels; only one that was read can have others.
        for (row, found) in view.around.printed.iter().flat_map(|printed| &printed.labels) {
            let table = view.report.form().table(row.table());
            if let Some(label) = table.and_then(|table| table.row(row.row())).map(|row| row.label.as_str()) {
                let message = format!("行名与官方模板不一致：“{found}”应为“{label}”。");
                findings.push(rule.finding(Place::cell(row), message));
            }
        }
        for table in &view.report.form().tables {
            for group in &table.groups {
                let cells = group_rows(table, &group.id).flat_map(|row| table.cells_of(&row.id));
                let cells: Vec<CellId> = cells.cloned().collect();
                let known =
                    group_rows(table, &group.id).map(|row| view.printed_as_one(&row.id)).sum::<usize>();
                if known == 0 || known < cells.len() {
                    continue;
                }
                let (label, n) = (&group.label, group_rows(table, &group.id).count());
                let message = format!(
                    "{}“{label}”原文只印了一行（2019年试行格式的印法），应按官方格式印 {n} 行；那一行都是 0，各行已填 0。",
                    table.name
                );
                findings.push(rule.finding(Place::Cells(cells), message));
            }
        }
    },
};

pub(super) const R62: Rule = Rule {
    id: RuleId("R62"),
    severity: Severity::Error,
    demand: "第二、三、四部分有表格数据。读入的年报中表格是图片，或者排版认不出的，照原文补填。",
    source: "已公布年报以图片代替表格",
    example: "第四部分没有表格数据；原文有表格的，是没有读出来（图片，或者排版认不出），请照原文补填。",
    run: |rule, view, findings| {
        for table in &view.report.form().tables {
            if is_empty(view, table) && !view.heading_is_missing(table.section.as_str()) {
                let heading = view
                    .report
                    .form()
                    .section(table.section.as_str())
                    .map(|section| section.heading.as_str());
                let numeral = heading.and_then(|heading| heading.split('、').next()).unwrap_or_default();
                let message = format!(
                    "第{numeral}部分没有表格数据；原文有表格的，是没有读出来（图片，或者排版认不出），请照原文补填。"
                );
                let cells: Vec<_> = table.values().collect();
                let fix = if view.is_unread(&cells) { None } else { super::entries::fill(view, &cells) };
                findings
                    .push(Finding { fix, ..rule.finding(Place::Section(table.section.clone()), message) });
            }
        }
    },
};

/// Whether a table has nothing written in it at all.
fn is_empty(view: &View<'_>, table: &Table) -> bool {
    table.values().all(|id| view.report.entry(id).is_none())
}

pub(super) const R63: Rule = Rule {
    id: RuleId("R63"),
    severity: Severity::Hint,
    demand: "“一是、二是、三是”和“（一）（二）（三）”序号连续。",
    source: "平潭 2023：一是…三是…三是",
    example: "序号不连续：“一是”之后是“三是”。",
    run: |rule, view, findings| {
        for section in &view.report.form().sections {
            let passages: Vec<&Passage> = view.section(section.id.as_str()).collect();
            for broken in broken_series(&passages, heads) {
                findings.push(rule.finding(broken.0, format!("序号不连续：{}。", broken.1)));
            }
            // 一是 goes on from paragraph to paragraph only where every point has one of its own.
            let is_point =
                |passage: &&Passage| points(&passage.text).first().is_some_and(|mark| mark.0.start == 0);
            let mut rest = passages.as_slice();
            while !rest.is_empty() {
                let run = 1 + rest[1..].iter().take_while(|passage| is_point(passage)).count();
                for broken in broken_series(&rest[..run], points) {
                    findings.push(rule.finding(broken.0, format!("序号不连续：{}。", broken.1)));
                }
                rest = &rest[run..];
            }
        }
    },
};

const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// A mark of a series: where, which number, how it is written.
type Mark = (std::ops::Range<usize>, usize, String);

/// （一） at the beginning of a paragraph, or of a sentence where the paragraphs have run together. 第（一）项 begins
/// nothing.
fn heads(text: &str) -> Vec<Mark> {
    let marks = text.match_indices(['（', '(']).filter_map(|(start, open)| {
        let before = text[..start].trim_end().chars().next_back();
        // Never looked for further than a numeral is long: a text of brackets that nothing closes has one at every turn.
        let inside = &text[start + open.len()..];
        let n = NUMERALS.iter().rposition(|known| inside.starts_with(known))?;
        let numeral = NUMERALS[n];
        let rest = inside[numeral.len()..].strip_prefix(['）', ')'])?;
        let begins = before.is_none_or(|c| "。；：;:".contains(c));
        begins.then(|| (start..text.len() - rest.len(), n, format!("（{numeral}）")))
    });
    marks.collect()
}

/// 一是, 二是 within a paragraph, where a point begins.
fn points(text: &str) -> Vec<Mark> {
    let marks = text.match_indices('是').filter_map(|(at, verb)| {
        let (n, numeral) =
            NUMERALS.iter().enumerate().rev().find(|(_, numeral)| text[..at].ends_with(**numeral))?;
        let start = at - numeral.len();
        let before = text[..start].chars().next_back();
        let begins = before.is_none_or(|c| "，。；：、如为即,;:".contains(c) || c.is_whitespace());
        let end = at + verb.len();
        begins.then(|| (start..end, n, text[start..end].to_owned()))
    });
    marks.collect()
}

/// The first mark of each series that neither goes on nor starts anew.
fn broken_series(passages: &[&Passage], marks: fn(&str) -> Vec<Mark>) -> Vec<(Place, String)> {
    let mut broken = Vec::new();
    // The mark before, and the number that it should have had: 一是、三是、三是 is one slip, and so is 一是、三是、四是.
    let mut before: Option<(usize, usize, String)> = None;
    for passage in passages {
        for (range, n, mark) in marks(&passage.text) {
            let fits = n == 0 || before.as_ref().is_some_and(|(last, due, _)| n == last + 1 || n == due + 1);
            let due = match &before {
                Some((_, due, last)) if !fits => {
                    broken.push((passage.words(range), format!("“{last}”之后是“{mark}”")));
                    due + 1
                }
                _ => n,
            };
            before = Some((n, due, mark));
        }
    }
    broken
}

pub(super) const R64: Rule = Rule {
    id: RuleId("R64"),
    severity: Severity::Warning,
    demand: "前言所写“由 N 部分组成”与六部分相符。",
    source: "某区统计局 2023：写六部分，只列出五项",
    example: "前言写由 7 部分组成，实际为 6 部分。",
    run: |rule, view, findings| {
        let sections = view.report.form().sections.len() as u64;
        let spots = view.section("preamble").chain(view.section("overview"));
        for sentence in spots.flat_map(|passage| passage.sentences()) {
            let composed = ["组成", "共分", "包括", "分为"].iter().any(|word| sentence.text.contains(word));
            if !composed || !sentence.text.contains("报告") {
                continue;
            }
            let named = parts_named(sentence.text);
            for (at, n) in named.iter().filter(|(_, n)| *n != sections) {
                let message = format!("前言写由 {n} 部分组成，实际为 {sections} 部分。");
                findings.push(rule.finding(sentence.words(*at..at + "部分".len()), message));
            }
            let listed =
                PARTS.iter().filter(|names| names.iter().any(|name| sentence.text.contains(name))).count();
            let is_list = listed * 2 > PARTS.len() && listed < PARTS.len();
            if let Some((at, n)) = named.iter().find(|(_, n)| *n == sections).filter(|_| is_list) {
                let message = format!("前言写由 {n} 部分组成，只列出 {listed} 部分。");
                findings.push(rule.finding(sentence.words(*at..at + "部分".len()), message));
            }
        }
    },
};

/// What the parts of a report are called where they are listed; by one of its names each is known.
const PARTS: [&[&str]; 6] = [
    &["总体情况", "基本情况", "概述", "总体"],
    &["主动公开"],
    &["申请"],
    &["复议", "诉讼"],
    &["问题", "不足"],
    &["其他", "其它"],
];

/// Numbers that stand before 部分 or 个部分: where 部分 stands, and the number.
fn parts_named(sentence: &str) -> Vec<(usize, u64)> {
    let before = |at: usize| {
        let head = sentence[..at].trim_end_matches(['个', '大']);
        let by_digit =
            quantities(head).into_iter().find(|q| q.range.end == head.len()).and_then(|q| q.count());
        by_digit
            .or_else(|| NUMERALS.iter().rposition(|numeral| head.ends_with(numeral)).map(|n| n as u64 + 1))
    };
    let parts = sentence.match_indices("部分").filter(|(at, _)| !sentence[..*at].ends_with('第'));
    parts
        .filter_map(|(at, _)| Some((at, before(at)?)))
        .filter(|(at, _)| !sentence[..*at].contains("第"))
        .collect()
}
