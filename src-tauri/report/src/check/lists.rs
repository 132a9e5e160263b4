//! R40, R41: totals with a list behind them, and one thing counted twice.

use super::{
    clause::{clauses, Clause},
    view::Sentence,
    Finding, Rule, RuleId, Severity,
};
use crate::quantity::{quantities, Quantity};
use std::collections::BTreeMap;

pub(super) const R40: Rule = Rule {
    id: RuleId("R40"),
    severity: Severity::Warning,
    demand: "“共 N 条，其中…”的分项之和等于总数（有余、约、等的不算）。",
    source: "官塘驿镇 2024：56=4+32+20；和平县合水镇 2024：21≠14",
    example: "正文写共 21 条，分项合计 14 条。",
    run: |rule, view, findings| {
        for passage in view.section("overview") {
            let sentences: Vec<Sentence<'_>> = passage.sentences().collect();
            for (n, sentence) in sentences.iter().enumerate() {
                let before = n.checked_sub(1).and_then(|n| sentences.get(n));
                findings.extend(unequal_list(rule, before, sentence));
            }
        }
    },
};

/// Words that open a list of parts, and those that open one within a part.
const OPENS: &str = "其中";
const WITHIN: &[&str] = &["其中", "内有", "包括", "含", "分别"];
/// A list with one of these says itself that it is not complete, or that it goes on with something else.
const INCOMPLETE: &[&str] = &["等", "另", "此外", "还有", "同时"];

fn unequal_list(rule: &Rule, before: Option<&Sentence<'_>>, sentence: &Sentence<'_>) -> Option<Finding> {
    let cut = sentence.text.find(OPENS)?;
    let (head, list) = sentence.text.split_at(cut);
    let head_clean = head.trim_end_matches(['，', '。', '；', '：', '（', ' ']);
    let total = if head_clean.is_empty() {
        // …完成目标任务。其中重点工作186条…: the total closes the sentence before.
        first_count(before?.text)?
    } else {
        last_count(head)?
    };
    let list = &list[OPENS.len()..];
    // （其中…） ends with its bracket.
    let list = if head.ends_with('（') { list.split('）').next().unwrap_or(list) } else { list };
    if INCOMPLETE.iter().any(|word| outside_brackets(list).contains(word)) {
        return None;
    }
    let segments: Vec<Vec<Quantity>> =
        outside_brackets(list).split('；').map(|segment| first_level(segment, &total)).collect();
    if segments.iter().flatten().any(|part| part.rough) {
        return None;
    }
    let sums: Vec<u64> =
        segments.iter().map(|parts| parts.iter().filter_map(Quantity::count).sum()).collect();
    let parts: usize = segments.iter().map(Vec::len).sum();
    let n = total.count()?;
    // Semicolons part either one list or several, and a list may go on with what is no part of the total
    // (办结3件，其中予以公开3件，结转1件): it adds up when a segment or a beginning of the parts does.
    let mut running = 0_u64;
    let beginning = segments.iter().flatten().filter_map(Quantity::count).any(|part| {
        running = running.saturating_add(part);
        running == n
    });
    let adds_up = beginning || sums.contains(&n);
    if adds_up || parts < 2 {
        return None;
    }
    let all: u64 = sums.iter().sum();
    let unit = total.unit;
    let message = format!("正文写共 {n} {unit}，分项合计 {all} {unit}。");
    Some(rule.finding(sentence.words(cut..sentence.text.len()), message))
}

/// The last exact count of a text that is no part of a bracket.
fn last_count(text: &str) -> Option<Quantity> {
    let open = text.trim_end_matches('（');
    quantities(&outside_brackets(open)).into_iter().rfind(|q| q.count().is_some() && counts_items(q))
}

fn first_count(text: &str) -> Option<Quantity> {
    quantities(&outside_brackets(text)).into_iter().find(|q| q.count().is_some() && counts_items(q))
}

fn counts_items(quantity: &Quantity) -> bool {
    matches!(quantity.unit, "条" | "件" | "篇" | "份" | "宗" | "次" | "项" | "个")
}

/// The parts of a segment: same unit as the total, up to where a part is itself divided.
fn first_level(segment: &str, total: &Quantity) -> Vec<Quantity> {
    let first = quantities(segment).into_iter().find(|q| q.unit == total.unit).map_or(0, |q| q.range.end);
    let divided = WITHIN.iter().filter_map(|word| segment[first..].find(word)).min();
    let level = divided.map_or(segment, |at| &segment[..first + at]);
    quantities(level).into_iter().filter(|q| q.unit == total.unit).collect()
}

/// A text without what stands in brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    outside
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
            if thing.chars().count() < 8 {
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
