//! R30–R36, R42: what the prose says of requests, against table 三.

use super::{
    clause::{clauses, Clause},
    figures::{any, judge, sum, without_tail, Candidates},
    Finding, Fix, Rule, RuleId, Severity, View,
};
use rust_decimal::Decimal;

/// Things that are counted like requests and are none.
const OTHER_THINGS: &[&str] = &[
    "复议",
    "诉讼",
    "信访",
    "投诉",
    "举报",
    "提案",
    "建议",
    "留言",
    "信箱",
    "热线",
    "咨询",
    "许可",
    "规范性文件",
    "办件",
];

/// Words by which a clause speaks of some of the requests only.
const SOME_ONLY: &[&str] = &[
    "自然人",
    "公民",
    "法人",
    "企业",
    "机构",
    "组织",
    "网络",
    "网上",
    "在线",
    "信函",
    "邮寄",
    "当面",
    "现场",
    "传真",
    "电子邮件",
    "平台申请",
    "其中",
    "部门",
    "涉及",
    "主要",
];

const RECEIVE: &[&str] = &["收到", "新收", "受理", "收办", "接收", "接到", "新增"];
const HANDLE: &[&str] = &["办结", "答复", "办理完毕"];

/// Whether a clause counts requests for information, all of them.
fn counts_requests(clause: &Clause<'_>) -> bool {
    let about = clause.lead.contains("申请")
        || (clause.before.contains("申请") && !any(clause.before_near(), OTHER_THINGS));
    about && !any(clause.lead, OTHER_THINGS) && !any(clause.lead, SOME_ONLY) && !clause.in_brackets
}

/// Clauses whose figure counts requests: those of section one, then those of the other text.
fn request_clauses<'a>(view: &'a View<'_>) -> impl Iterator<Item = Clause<'a>> {
    let other = view.passages().iter().filter(|passage| passage.place.as_str() != "overview");
    clauses(view.section("overview").chain(other)).filter(|clause| {
        matches!(clause.quantity.unit, "件" | "条" | "宗" | "份" | "次" | "") && counts_requests(clause)
    })
}

/// Judges the first of the clauses that give one number, unless another of them is right: a number is often given
/// for a part first and for the whole later.
fn judge_any<'a>(
    rule: &Rule,
    told: impl Iterator<Item = Clause<'a>>,
    what: &str,
    candidates: Option<Candidates<'_>>,
    findings: &mut Vec<Finding>,
) {
    let Some(candidates) = candidates else { return };
    let told: Vec<Clause<'_>> = told.filter(|clause| clause.quantity.count().is_some()).collect();
    let is_right = |clause: &&Clause<'_>| clause.quantity.count().is_some_and(|n| candidates.has(n));
    if let Some(told) = told.iter().find(is_right).or(told.first()) {
        judge(rule, told, &told.quantity, what, Some(candidates), findings);
    }
}

fn received<'v>(view: &'v View<'v>) -> Option<Candidates<'v>> {
    let (new, carried) = (view.count("requests.received.total"), view.count("requests.carried_in.total"));
    let both = new.and_then(|new| new.checked_add(carried?));
    let cells = ["requests.received.total", "requests.carried_in.total"];
    Candidates::of(view, &[("表三为新收", new), ("新收加上年结转", both)], &cells)
}

/// Clauses that say how many requests came in.
fn receipts<'a>(view: &'a View<'_>) -> impl Iterator<Item = Clause<'a>> {
    request_clauses(view).filter(|clause| any(clause.lead, RECEIVE) && !any(clause.lead, HANDLE))
}

pub(super) const R30: Rule = Rule {
    id: RuleId("R30"),
    severity: Severity::Warning,
    demand: "正文所写收到申请的件数等于表三的新收，或者新收加上年结转。",
    source: "宿迁用合计，平潭用新收；洪泽 2024：17≠95",
    example: "正文写收到申请 7 件，表三为新收 3 件、新收加上年结转 4 件。",
    run: |rule, view, findings| {
        // None at all is R31's.
        let some = receipts(view).filter(|clause| clause.quantity.count() != Some(0));
        judge_any(rule, some, "收到申请", received(view), findings);
    },
};

pub(super) const R31: Rule = Rule {
    id: RuleId("R31"),
    severity: Severity::Error,
    demand: "正文称未收到申请（或者写 0 件）时，表三新收为 0。",
    source: "推断",
    example: "正文称未收到申请，表三新收 3 件。",
    run: |rule, view, findings| {
        let Some(new) = view.count("requests.received.total").filter(|n| *n > 0) else { return };
        let message = format!("正文称未收到申请，表三新收 {new} 件。");
        let told: Vec<Clause<'_>> = receipts(view).collect();
        // With some told before, what was not received is of another kind.
        if told.iter().any(|clause| clause.quantity.value > Decimal::ZERO) {
            return;
        }
        if let Some(zero) = told.iter().find(|clause| clause.quantity.count() == Some(0)) {
            findings.push(rule.finding(zero.words(&zero.quantity), message));
            return;
        }
        let none = [
            "未收到",
            "没有收到",
            "没有受理",
            "未受理",
            "未接到",
            "没有接到",
            "未发生依申请",
            "无依申请公开",
            "无政府信息公开申请",
        ];
        for sentence in view.section("overview").flat_map(|passage| passage.sentences()) {
            for word in none {
                let Some(at) = sentence.text.find(word) else { continue };
                let rest = sentence.text[at..].split(['，', '；', '。', ',', ';']).next().unwrap_or_default();
                // 未收到因依申请公开而引起的行政复议 and 未收到其他形式的申请 say nothing of all requests.
                let partly = any(rest, OTHER_THINGS) || any(rest, SOME_ONLY) || rest.contains("其他");
                if rest.contains("申请") && !partly {
                    findings.push(rule.finding(sentence.words(at..at + rest.len()), message));
                    return;
                }
            }
        }
    },
};

pub(super) const R32: Rule = Rule {
    id: RuleId("R32"),
    severity: Severity::Warning,
    demand: "正文所写办结、答复的件数等于表三总计。",
    source: "平潭 2023、2025",
    example: "正文写办结 2 件，表三总计 3 件。",
    run: |rule, view, findings| {
        let parts = [
            "予以公开",
            "部分公开",
            "不予公开",
            "无法提供",
            "不予处理",
            "其他处理",
            "上年",
            "结转",
            "延期",
            "按期",
        ];
        let told =
            request_clauses(view).filter(|clause| any(clause.lead, HANDLE) && !any(clause.lead, &parts));
        let handled = Candidates::cell(view, "表三总计", "requests.handled.total");
        judge_any(rule, told, "办结", handled, findings);
    },
};

pub(super) const R33: Rule = Rule {
    id: RuleId("R33"),
    severity: Severity::Warning,
    demand: "正文所写结转的件数等于表三。",
    source: "平潭 2023、2025；宿迁 2024",
    example: "正文写结转下年度 3 件，表三结转下年度 1 件。",
    run: |rule, view, findings| {
        for clause in clauses(view.section("overview")).filter(|clause| clause.quantity.unit == "件") {
            let text = clause.text;
            if !text.contains('转') && !text.contains("顺延") || any(text, OTHER_THINGS) {
                continue;
            }
            let out = any(text, &["下年", "下一年", "次年"]);
            let carried_in = any(text, &["上年", "上一年", "去年"]) && text.contains("结转");
            let (what, name, cell) = match (carried_in, out) {
                (true, false) => ("上年结转", "表三上年结转", "requests.carried_in.total"),
                (false, true) => ("结转下年度", "表三结转下年度", "requests.carried_out.total"),
                _ => continue,
            };
            judge(rule, &clause, &clause.quantity, what, Candidates::cell(view, name, cell), findings);
        }
    },
};

/// Outcomes as the prose calls them, longest first, with the rows that make them up.
const OUTCOMES: &[(&str, &[&str])] = &[
    ("予以公开及部分公开", &["granted", "partial"]),
    ("予以公开和部分公开", &["granted", "partial"]),
    ("予以公开", &["granted"]),
    ("部分公开", &["partial"]),
    ("不予公开", &["group:refused"]),
    ("无法提供", &["group:unable"]),
    ("不予处理", &["group:declined"]),
    ("其他处理", &["group:closed"]),
];

pub(super) const R34: Rule = Rule {
    id: RuleId("R34"),
    severity: Severity::Warning,
    demand: "正文所写各类办理结果的件数等于表三该类合计。",
    source: "宿迁 2023、2024 相符；上海市政府办公厅 2019 不符",
    example: "正文写予以公开 2 件，表三合计 3 件。",
    run: |rule, view, findings| {
        for (clause, outcome, rows) in outcome_clauses(view) {
            let Some(cells) = row_totals(view, rows) else { continue };
            let names: Vec<&str> = cells.iter().map(String::as_str).collect();
            let candidates = Candidates::of(view, &[("表三合计", sum(view, &cells))], &names);
            judge(rule, &clause, &clause.quantity, outcome, candidates, findings);
        }
    },
};

/// Clauses of section one that give the number of one outcome.
fn outcome_clauses<'a>(
    view: &'a View<'_>,
) -> impl Iterator<Item = (Clause<'a>, &'static str, &'static [&'static str])> {
    clauses(view.section("overview")).filter(|clause| clause.quantity.unit == "件").filter_map(|clause| {
        let about_requests = clause.sentence.text.contains("申请") || clause.sentence.text.contains("答复");
        let (outcome, rows) = outcome(&clause)?;
        (about_requests && !any(clause.text, &["复议", "诉讼"])).then_some((clause, outcome, rows))
    })
}

/// The outcome that a clause counts.
fn outcome(clause: &Clause<'_>) -> Option<(&'static str, &'static [&'static str])> {
    let lead = clause.bare_lead();
    let lead = without_tail(&lead, &["的", "为", "共", "有", "申请", "情况"]);
    OUTCOMES.iter().find(|(outcome, _)| lead.ends_with(outcome)).copied()
}

/// The total cells of some rows, a group standing for its rows.
fn row_totals(view: &View<'_>, rows: &[&str]) -> Option<Vec<String>> {
    let table = view.report.form().table("requests")?;
    let named = |row: &&crate::form::Row| {
        rows.iter().any(|name| match name.strip_prefix("group:") {
            Some(group) => row.group.as_deref() == Some(group) || row.id == group,
            None => row.id == *name,
        })
    };
    Some(table.rows.iter().filter(named).map(|row| format!("requests.{}.total", row.id)).collect())
}

pub(super) const R35: Rule = Rule {
    id: RuleId("R35"),
    severity: Severity::Hint,
    demand: "正文所写占比与件数相符（占办结、新收或合计）。",
    source: "平潭 2025 相符；上海市政府办公厅 2019 不符",
    example: "273 件占比应为 33.9%，正文写 43.9%。",
    run: |rule, view, findings| {
        let (new, carried, handled) = (
            view.count("requests.received.total"),
            view.count("requests.carried_in.total"),
            view.count("requests.handled.total"),
        );
        let (Some(new), Some(carried), Some(handled)) = (new, carried, handled) else { return };
        let wholes = [handled, new, new.saturating_add(carried)];
        let all: Vec<Clause<'_>> = clauses(view.section("overview")).collect();
        for pair in all.windows(2) {
            let [count, share] = pair else { continue };
            let follows = count.same_sentence(share)
                && share.quantity.is_percentage()
                && !share.quantity.rough
                && without_tail(share.lead, &["比", "为"]).ends_with('占');
            let Some(n) = count
                .quantity
                .count()
                .filter(|_| follows && outcome(count).is_some() && count.quantity.unit == "件")
            else {
                continue;
            };
            let tolerance = Decimal::new(6, 2).max(Decimal::new(5, share.quantity.value.scale() + 1));
            let of = |whole: u64| Decimal::from(n) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1));
            if !wholes.iter().any(|whole| (of(*whole) - share.quantity.value).abs() <= tolerance) {
                let message = format!(
                    "{n} 件占比应为 {}%，正文写 {}%。",
                    of(handled).round_dp(1).normalize(),
                    share.quantity.value
                );
                findings.push(rule.finding(share.words(&share.quantity), message));
            }
        }
    },
};

pub(super) const R36: Rule = Rule {
    id: RuleId("R36"),
    severity: Severity::Warning,
    demand: "正文所写各类申请人的件数等于表三该列（新收，或者新收加上年结转）。",
    source: "平潭、宿迁 2023 相符",
    example: "正文写自然人 2 件，表三新收 3 件、新收加上年结转 4 件。",
    run: |rule, view, findings| {
        let Some(table) = view.report.form().table("requests") else { return };
        for clause in clauses(view.section("overview"))
            .filter(|clause| clause.quantity.unit == "件" && clause.sentence.text.contains("申请"))
        {
            let lead = clause.bare_lead();
            let lead = without_tail(&lead, &["为", "共", "有", "的", "提出", "提交", "申请"]);
            let named = table.columns.iter().find(|column| {
                !matches!(column.id.as_str(), "total" | "other") && lead.ends_with(&column.label)
            });
            let (who, columns): (&str, Vec<&str>) = match named {
                Some(column) => (&column.label, vec![&column.id]),
                None if lead.ends_with("法人或其他组织") || lead.ends_with("法人和其他组织") => {
                    ("法人或其他组织", vec!["company", "research", "charity", "legal", "other"])
                }
                None => continue,
            };
            // How many were answered is told by applicant too.
            if any(clause.text, &["复议", "诉讼"]) || any(clause.before_near(), HANDLE) || any(lead, HANDLE)
            {
                continue;
            }
            let of_row = |row: &str| -> Vec<String> {
                columns.iter().map(|column| format!("requests.{row}.{column}")).collect()
            };
            let (received, carried) = (of_row("received"), of_row("carried_in"));
            let new = sum(view, &received);
            let both = new.and_then(|new| new.checked_add(sum(view, &carried)?));
            let cells: Vec<&str> = received.iter().chain(&carried).map(String::as_str).collect();
            let candidates = Candidates::of(view, &[("表三新收", new), ("新收加上年结转", both)], &cells);
            judge(rule, &clause, &clause.quantity, who, candidates, findings);
        }
    },
};

pub(super) const R42: Rule = Rule {
    id: RuleId("R42"),
    severity: Severity::Hint,
    demand: "政府信息公开申请以“件”计。",
    source: "已公布年报",
    example: "政府信息公开申请宜以“件”计。",
    run: |rule, view, findings| {
        let wrong =
            request_clauses(view).find(|clause| any(clause.lead, RECEIVE) && clause.quantity.unit == "条");
        if let Some(clause) = wrong {
            let words = &clause.sentence.text[clause.quantity.range.clone()];
            let fix = words.strip_suffix("条").map(|number| Fix::of_words(format!("{number}件")));
            let place = clause.words(&clause.quantity);
            findings.push(Finding {
                fix, ..rule.finding(place, "政府信息公开申请宜以“件”计。".into())
            });
        }
    },
};
