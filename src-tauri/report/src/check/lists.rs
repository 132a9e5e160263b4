//! R40, R41: totals with a list behind them, and one thing counted twice.

use super::{
    clause::{clauses, outside_brackets, Clause, CLOSING, OPENING},
    figures::any,
    view::Sentence,
    Rule, RuleId, Severity,
};
use crate::quantity::{quantities, Quantity};
use std::{collections::BTreeMap, ops::Range};

pub(super) const R40: Rule = Rule {
    id: RuleId("R40"),
    severity: Severity::Warning,
    demand:
        "“共 N 条，其中…”和“N 条（A…条、B…条、C…条）”的分项之和等于总数，逐层核对（有余、约、等的不算）。",
    source: "官塘驿镇 2024：56=4+32+20；和平县合水镇 2024：21≠14；平潭 2020：2602≠2603",
    example: "正文写共 21 条，分项合计 14 条。",
    run: |rule, view, findings| {
        for passage in view.section("overview") {
            let sentences: Vec<Sentence<'_>> = passage.sentences().collect();
            for (n, sentence) in sentences.iter().enumerate() {
                let before = n.checked_sub(1).and_then(|n| sentences.get(n));
                let lists = lists(before, sentence).into_iter().chain(bracketed(sentence));
                for (list, sum) in lists.filter_map(|list| list.wrong_sum().map(|sum| (list, sum))) {
                    let (n, unit) = (list.total.value, list.total.unit);
                    let message = format!("正文写共 {n} {unit}，分项合计 {sum} {unit}。");
                    findings.push(rule.finding(sentence.words(list.range), message));
                }
            }
        }
    },
};

/// Words that open a list of parts, and those that open one within a part.
const OPENS: &str = "其中";
const WITHIN: &[&str] = &["其中", "内有", "包括", "含", "分别"];
/// A list with one of these says itself that it is not complete, or that it goes on with something else.
const INCOMPLETE: &[&str] = &["等", "另", "此外", "还有", "同时"];
const SEMICOLONS: [char; 2] = ['；', ';'];

/// A total and its parts, in the segments that semicolons part them into.
struct List {
    total: Quantity,
    segments: Vec<Vec<Quantity>>,
    /// Where the list stands in its sentence.
    range: Range<usize>,
}

impl List {
    /// What the parts add up to, when that is plainly something else than the total.
    fn wrong_sum(&self) -> Option<u64> {
        let n = self.total.count()?;
        if self.segments.iter().flatten().any(|part| part.rough) {
            return None;
        }
        let parts = || self.segments.iter().flatten().filter_map(Quantity::count);
        // Semicolons part either one list or several, and a list may go on with what is no part of the total
        // (办结3件，其中予以公开3件，结转1件): it adds up when a segment or a beginning of the parts does.
        let mut running = 0_u64;
        let beginning = parts().any(|part| {
            running = running.saturating_add(part);
            running == n
        });
        let sum =
            |parts: &[Quantity]| parts.iter().filter_map(Quantity::count).fold(0_u64, u64::saturating_add);
        let adds_up = beginning || self.segments.iter().any(|segment| sum(segment) == n);
        (!adds_up && parts().count() >= 2).then(|| parts().fold(0, u64::saturating_add))
    }
}

/// The lists of a sentence that 其中 opens: the first for the sentence's own total, the others within a part.
fn lists(before: Option<&Sentence<'_>>, sentence: &Sentence<'_>) -> Vec<List> {
    let text = sentence.text;
    let mut found = Vec::new();
    let Some(first) = text.find(OPENS) else { return found };
    found.extend(outer(before, text, first));
    let mut start = first + OPENS.len();
    for segment in text[start..].split_inclusive(SEMICOLONS) {
        found.extend(inner(text, start..start + segment.len()));
        start += segment.len();
    }
    found
}

/// The first list of a sentence.
fn outer(before: Option<&Sentence<'_>>, text: &str, cut: usize) -> Option<List> {
    let (head, list) = text.split_at(cut);
    let head_clean = head.trim_end_matches(['，', '。', '；', '：', '（', ' ', ',', ':', '(']);
    let total = if head_clean.is_empty() {
        // …完成目标任务。其中重点工作186条…: the total closes the sentence before.
        first_count(before?.text)?
    } else {
        last_count(head)?
    };
    let list = &list[OPENS.len()..];
    // （其中…） ends with its bracket.
    let list = if head.ends_with(OPENING) { list.split(CLOSING).next().unwrap_or(list) } else { list };
    let plain = outside_brackets(list);
    if INCOMPLETE.iter().any(|word| plain.contains(word)) {
        return None;
    }
    let segments = plain.split(SEMICOLONS).map(|segment| first_level(segment, &total)).collect();
    Some(List { total, segments, range: cut..text.len() })
}

/// A list within a part: 机构类信息20条，内有领导成员10条、机构职能4条….
fn inner(text: &str, segment: Range<usize>) -> Option<List> {
    let part = &text[segment.clone()];
    let at =
        WITHIN.iter().take(3).filter_map(|word| part.find(word).map(|at| (at, at + word.len()))).min()?;
    let (head, list) = (&part[..at.0], outside_brackets(&part[at.1..]));
    let deeper = WITHIN.iter().any(|word| list.contains(word));
    if deeper || head.ends_with(OPENING) || INCOMPLETE.iter().any(|word| list.contains(word)) {
        return None;
    }
    let total = last_count(head)?;
    let segments = vec![of_unit(&list, total.unit)];
    Some(List { total, segments, range: segment.start + at.0..segment.end })
}

/// Lists in brackets right behind their total, three parts at least: 3607件（市政府349件、各部门933件、沭阳县477件）.
fn bracketed(sentence: &Sentence<'_>) -> Vec<List> {
    let mut found = Vec::new();
    for total in sentence.quantities.iter().filter(|total| counts_items(total)).cloned() {
        let rest = &sentence.text[total.range.end..];
        let Some(inside) = rest.strip_prefix(OPENING) else { continue };
        let list = inside.split(CLOSING).next().unwrap_or(inside);
        // With 其中 it is the other kind.
        if INCOMPLETE.iter().chain(WITHIN).any(|word| list.contains(word)) || list.contains(OPENING) {
            continue;
        }
        let parts = of_unit(list, total.unit);
        let items = list.split(['、', '，', ',', '；', ';']).count();
        if parts.len() >= 3 && parts.len() == items {
            // Behind the bracket, which has one byte or three.
            let start = sentence.text.len() - inside.len();
            let range = start..start + list.len();
            found.push(List { total, segments: vec![parts], range });
        }
    }
    found
}

/// The last exact count of a text that is no part of a bracket.
fn last_count(text: &str) -> Option<Quantity> {
    let open = text.trim_end_matches(OPENING);
    quantities(&outside_brackets(open)).into_iter().rfind(|q| q.count().is_some() && counts_items(q))
}

fn first_count(text: &str) -> Option<Quantity> {
    quantities(&outside_brackets(text)).into_iter().find(|q| q.count().is_some() && counts_items(q))
}

fn counts_items(quantity: &Quantity) -> bool {
    matches!(quantity.unit, "条" | "件" | "篇" | "份" | "宗" | "次" | "项" | "个")
}

fn of_unit(text: &str, unit: &str) -> Vec<Quantity> {
    quantities(text).into_iter().filter(|q| q.unit == unit).collect()
}

/// The parts of a segment: same unit as the total, up to where a part is itself divided.
fn first_level(segment: &str, total: &Quantity) -> Vec<Quantity> {
    let first = of_unit(segment, total.unit).first().map_or(0, |q| q.range.end);
    let divided = WITHIN.iter().filter_map(|word| segment[first..].find(word)).min();
    of_unit(divided.map_or(segment, |at| &segment[..first + at]), total.unit)
}

pub(super) const R41: Rule = Rule {
    id: RuleId("R41"),
    severity: Severity::Hint,
    demand: "同一项目前后数字一致。",
    source: "推断",
    example: "同一项目“累计主动公开政府信息”出现不同数字：60、58。",
    run: |rule, view, findings| {
        // What is counted, and every number given for it.
        let mut said: BTreeMap<String, (u64, Clause<'_>)> = BTreeMap::new();
        for clause in clauses(view.section("overview"))
            .filter(|clause| !clause.in_brackets && counts_items(&clause.quantity))
        {
            let Some(n) = clause.quantity.count() else { continue };
            let thing =
                format!("{}{}", clause.bare_lead().trim_start_matches("共").trim(), clause.quantity.unit);
            // Only a total can be told twice; the same words may count one thing of many offices.
            let whole =
                any(clause.lead, &["累计", "共", "总", "全年", "全镇", "全乡", "全县", "全区", "全市"]);
            let compared = any(clause.sentence.text, &["同比", "上年", "去年", "相比"]);
            if thing.chars().count() < 8 || !whole || compared {
                continue;
            }
            match said.get(&thing) {
                Some((other, first)) if *other != n => {
                    let message = format!("同一项目“{}”出现不同数字：{other}、{n}。", clause.bare_lead());
                    let mut finding = rule.finding(clause.words(&clause.quantity), message);
                    finding.against = Some(first.words(&first.quantity));
                    findings.push(finding);
                }
                Some(_) => {}
                None => {
                    said.insert(thing, (n, clause));
                }
            }
        }
    },
};
