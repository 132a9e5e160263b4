//! R30–R39, R42: figures in the prose against the tables.
//!
//! A figure is judged only when its clause says plainly what it counts; everything else is left alone, since a
//! warning that cries wolf is switched off. Figures in brackets are details of what stands before them.

use super::{
    clause::{clauses, Clause},
    Finding, Place, Rule, RuleId, Severity, View,
};
use crate::{
    cell::{CellId, Entry, Value},
    quantity::Quantity,
};
use rust_decimal::Decimal;

/// What may be compared with a number in the prose, with how the tables call it.
struct Candidates {
    known: Vec<(String, u64)>,
    cells: Vec<CellId>,
}

impl Candidates {
    /// Numbers by name, and the cells they were taken from: the other side of a conflict.
    fn of(view: &View<'_>, named: &[(&str, Option<u64>)], cells: &[&str]) -> Option<Candidates> {
        let cells = cells.iter().filter_map(|name| view.cell(name).cloned()).collect();
        let known: Vec<(String, u64)> =
            named.iter().filter_map(|(name, n)| Some(((*name).to_owned(), (*n)?))).collect();
        // With one of them unknown a figure may be right after all.
        (known.len() == named.len()).then_some(Candidates { known, cells })
    }

    fn has(&self, n: u64) -> bool {
        self.known.iter().any(|(_, candidate)| *candidate == n)
    }

    fn told(&self) -> String {
        self.known.iter().map(|(name, n)| format!("{name} {n} 件")).collect::<Vec<_>>().join("、")
    }
}

/// Adds a finding when a figure is none of the candidates.
fn judge(
    rule: &Rule,
    clause: &Clause<'_>,
    quantity: &Quantity,
    what: &str,
    candidates: Option<Candidates>,
    findings: &mut Vec<Finding>,
) {
    let (Some(n), Some(candidates)) = (quantity.count(), candidates) else { return };
    if candidates.has(n) {
        return;
    }
    let message = format!("正文写{what} {n} 件，{}。", candidates.told());
    let expected = candidates.known.first().map(|(_, n)| Entry::Number(Value::Count(*n)));
    findings.push(Finding {
        found: Some(Entry::Number(Value::Count(n))),
        expected,
        against: Some(Place::Cells(candidates.cells)).filter(|place| !place.cells().is_empty()),
        ..rule.finding(clause.words(quantity), message)
    });
}

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

fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether a clause counts requests for information, all of them.
fn counts_requests(clause: &Clause<'_>) -> bool {
    let about = clause.lead.contains("申请")
        || (clause.before.contains("申请") && !any(clause.before_near(), OTHER_THINGS));
    about && !any(clause.lead, OTHER_THINGS) && !any(clause.lead, SOME_ONLY) && !clause.in_brackets
}

/// Clauses of section one whose figure is exact and counts requests.
fn request_clauses<'a>(view: &'a View<'_>) -> impl Iterator<Item = Clause<'a>> {
    clauses(view.section("overview")).filter(|clause| {
        matches!(clause.quantity.unit, "件" | "条" | "宗" | "份" | "次" | "") && counts_requests(clause)
    })
}

fn received(view: &View<'_>) -> Option<Candidates> {
    let (new, carried) = (view.count("requests.received.total"), view.count("requests.carried_in.total"));
    let both = new.and_then(|new| new.checked_add(carried?));
    let cells = ["requests.received.total", "requests.carried_in.total"];
    Candidates::of(view, &[("表三为新收", new), ("新收加上年结转", both)], &cells)
}

const RECEIVE: &[&str] = &["收到", "新收", "受理", "收办", "接收", "接到", "新增"];
const HANDLE: &[&str] = &["办结", "答复", "办理完毕"];

pub(super) const R30: Rule = Rule {
    id: RuleId("R30"),
    severity: Severity::Warning,
    demand: "正文所写收到申请的件数等于表三的新收，或者新收加上年结转。",
    source: "宿迁用合计，平潭用新收；洪泽 2024：17≠95",
    example: "正文写收到申请 7 件，表三为新收 3 件、新收加上年结转 4 件。",
    run: |rule, view, findings| {
        let first =
            request_clauses(view).find(|clause| any(clause.lead, RECEIVE) && !any(clause.lead, HANDLE));
        if let Some(clause) = first {
            judge(rule, &clause, &clause.quantity, "收到申请", received(view), findings);
        }
    },
};

pub(super) const R31: Rule = Rule {
    id: RuleId("R31"),
    severity: Severity::Error,
    demand: "正文称未收到申请时，表三新收为 0。",
    source: "推断",
    example: "正文称未收到申请，表三新收 3 件。",
    run: |rule, view, findings| {
        let Some(new) = view.count("requests.received.total").filter(|n| *n > 0) else { return };
        let none = [
            "未收到",
            "没有收到",
            "没有受理",
            "未受理",
            "未接到",
            "没有接到",
            "未发生依申请",
            "无依申请公开",
        ];
        for sentence in view.section("overview").flat_map(|passage| passage.sentences()) {
            for word in none {
                let Some(at) = sentence.text.find(word) else { continue };
                let rest = sentence.text[at..].split(['，', '；', '。']).next().unwrap_or_default();
                // 未收到因依申请公开而引起的行政复议 is no claim about requests.
                if rest.contains("申请") && !any(rest, OTHER_THINGS) {
                    let message = format!("正文称未收到申请，表三新收 {new} 件。");
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
        let cell = "requests.handled.total";
        let handled = |view: &View<'_>| Candidates::of(view, &[("表三总计", view.count(cell))], &[cell]);
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
        let first =
            request_clauses(view).find(|clause| any(clause.lead, HANDLE) && !any(clause.lead, &parts));
        if let Some(clause) = first {
            judge(rule, &clause, &clause.quantity, "办结", handled(view), findings);
        }
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
            let (what, name, row) = match (carried_in, out) {
                (true, false) => ("上年结转", "表三上年结转", "carried_in"),
                (false, true) => ("结转下年度", "表三结转下年度", "carried_out"),
                _ => continue,
            };
            let cell = format!("requests.{row}.total");
            let candidates = Candidates::of(view, &[(name, view.count(&cell))], &[&cell]);
            judge(rule, &clause, &clause.quantity, what, candidates, findings);
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
            let sum = cells.iter().try_fold(0_u64, |sum, cell| sum.checked_add(view.count(cell)?));
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let candidates = Candidates::of(view, &[("表三合计", sum)], &cells);
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
        let lead = clause.bare_lead();
        let lead =
            lead.trim_end_matches(['的', '为', '共', '有']).trim_end_matches("申请").trim_end_matches("情况");
        let (outcome, rows) = OUTCOMES.iter().find(|(outcome, _)| lead.ends_with(outcome))?;
        (about_requests && !any(clause.text, &["复议", "诉讼"])).then_some((clause, *outcome, *rows))
    })
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
                && share.lead.ends_with('占');
            let is_outcome = OUTCOMES.iter().any(|(outcome, _)| count.bare_lead().ends_with(outcome));
            let Some(n) =
                count.quantity.count().filter(|_| follows && is_outcome && count.quantity.unit == "件")
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
            let lead = lead
                .trim_end_matches(['为', '共', '有', '的'])
                .trim_end_matches("提出")
                .trim_end_matches("提交")
                .trim_end_matches("申请")
                .trim_end_matches('的');
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
            if any(clause.text, &["复议", "诉讼"]) {
                continue;
            }
            let sum = |row: &str| {
                columns.iter().try_fold(0_u64, |sum, column| {
                    sum.checked_add(view.count(&format!("requests.{row}.{column}"))?)
                })
            };
            let (new, carried) = (sum("received"), sum("carried_in"));
            let both = new.and_then(|new| new.checked_add(carried?));
            let of_row =
                |row: &'static str| columns.iter().map(move |column| format!("requests.{row}.{column}"));
            let cells: Vec<String> = of_row("received").chain(of_row("carried_in")).collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            let candidates = Candidates::of(view, &[("表三新收", new), ("新收加上年结转", both)], &cells);
            judge(rule, &clause, &clause.quantity, who, candidates, findings);
        }
    },
};

pub(super) const R37: Rule = Rule {
    id: RuleId("R37"),
    severity: Severity::Warning,
    demand: "正文所写行政复议、行政诉讼的件数等于表四。",
    source: "宿迁 2024：134≠170，57≠77",
    example: "正文写行政复议 134 件，表四 170 件。",
    run: |rule, view, findings| {
        let review = view.count("disputes.review.total");
        let suits = view
            .count("disputes.direct_suit.total")
            .and_then(|n| n.checked_add(view.count("disputes.suit_after_review.total")?));
        for clause in clauses(view.section("overview"))
            .filter(|clause| matches!(clause.quantity.unit, "件" | "起" | "宗"))
        {
            let lead = clause.bare_lead();
            let lead = lead
                .trim_end_matches(['为', '共', '有', '数'])
                .trim_end_matches("案件")
                .trim_end_matches("申请")
                .trim_end_matches("情况");
            // The clause itself, or the sentence, must be about openness of information.
            let about = any(clause.sentence.text, &["信息公开", "依申请", "政务公开"]);
            let suit_cells: &[&str] = &["disputes.direct_suit.total", "disputes.suit_after_review.total"];
            let (what, total, cells) = if lead.ends_with("复议") {
                ("行政复议", review, &["disputes.review.total"][..])
            } else if lead.ends_with("诉讼") && !lead.ends_with("复议诉讼") {
                ("行政诉讼", suits, suit_cells)
            } else {
                continue;
            };
            if about && !any(clause.text, &["累计", "近年"]) {
                let candidates = Candidates::of(view, &[("表四", total)], cells);
                judge(rule, &clause, &clause.quantity, what, candidates, findings);
            }
        }
    },
};

/// What is said of documents, with the column it is told in (2021 form).
const DOCUMENT_ACTS: &[(&str, &[&str], &str)] = &[
    ("现行有效", &["现行有效", "有效"], "in_force"),
    ("废止", &["废止", "失效"], "repealed"),
    ("制发", &["制发", "制定", "发布", "出台", "印发", "新制作"], "issued"),
];

pub(super) const R38: Rule = Rule {
    id: RuleId("R38"),
    severity: Severity::Warning,
    demand: "正文所写规章、规范性文件的制发、废止、现行有效件数等于表二。",
    source: "西柳镇 2023：0、0、0 对 4、0、32",
    example: "正文写制发规范性文件 0 件，表二 4 件。",
    run: |rule, view, findings| {
        for clause in clauses(view.section("overview"))
            .filter(|clause| matches!(clause.quantity.unit, "件" | "条" | "个" | "份" | "部"))
        {
            let told = format!("{}{}", clause.before_near(), clause.lead);
            let last = |word: &str| told.rfind(word);
            let (row, name) = match (last("规范性文件"), last("规章")) {
                (Some(document), rules) if rules.is_none_or(|rules| rules < document) => {
                    ("normative", "规范性文件")
                }
                (_, Some(_)) => ("rules", "规章"),
                _ => continue,
            };
            let Some((act, _, column)) = DOCUMENT_ACTS.iter().find(|(_, words, _)| any(clause.lead, words))
            else {
                continue;
            };
            // 清理、备案、解读规范性文件N件 and drafts of policies are other numbers.
            if any(clause.lead, &["清理", "备案", "解读", "审查", "评估", "公开", "修订", "政策", "其他文件"])
                || clause.in_brackets
            {
                continue;
            }
            let cell = format!("disclosure.{row}.{column}");
            let candidates = Candidates::of(view, &[("表二", view.count(&cell))], &[&cell]);
            let mut own = Vec::new();
            judge(rule, &clause, &clause.quantity, &format!("{act}{name}"), candidates, &mut own);
            // The sentence names the report's own year: it can mean nothing else.
            let this_year = clause.sentence.text.contains(&format!("{}年", view.report.year));
            findings.extend(own.into_iter().map(|finding| Finding {
                severity: if this_year { Severity::Error } else { finding.severity },
                ..finding
            }));
        }
    },
};

pub(super) const R39: Rule = Rule {
    id: RuleId("R39"),
    severity: Severity::Warning,
    demand: "正文所写行政许可、行政处罚、行政强制的件数等于表二。",
    source: "龙泉市某镇 2024",
    example: "正文写行政处罚 5 件，表二 4 件。",
    run: |rule, view, findings| {
        for clause in clauses(view.section("overview"))
            .filter(|clause| matches!(clause.quantity.unit, "件" | "宗" | "起" | "例"))
        {
            let lead = clause.bare_lead();
            let lead = lead
                .trim_end_matches(['为', '共', '有', '数'])
                .trim_end_matches("案件")
                .trim_end_matches("决定")
                .trim_end_matches("事项");
            for (row, name) in [("licences", "行政许可"), ("penalties", "行政处罚"), ("coercion", "行政强制")]
            {
                // 公开、公示了N件 are those published, not all decisions.
                if lead.ends_with(name) && !any(clause.lead, &["公开", "公示", "归集", "上报", "录入"])
                {
                    let cell = format!("disclosure.{row}.decided");
                    let candidates = Candidates::of(view, &[("表二", view.count(&cell))], &[&cell]);
                    judge(rule, &clause, &clause.quantity, name, candidates, findings);
                }
            }
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
            findings
                .push(rule.finding(clause.words(&clause.quantity), "政府信息公开申请宜以“件”计。".into()));
        }
    },
};
