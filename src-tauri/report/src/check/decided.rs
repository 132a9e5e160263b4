//! R37–R39: what the prose says of disputes, documents and decisions, against tables 四 and 二.

use super::{
    clause::{clauses, Clause},
    figures::{any, judge, sum, without_tail, Candidates},
    Finding, Rule, RuleId, Severity,
};

/// Fillers between what is counted and its number.
const FILLERS: &[&str] =
    &["为", "共", "有", "均", "的", "数", "数量", "总数", "案件", "决定", "申请", "情况"];

/// The results of disputes, with their columns in table 四.
const RESULTS: &[(&str, &[&str], &str)] = &[
    ("维持", &["维持"], "upheld"),
    ("纠正", &["纠正", "纠错"], "corrected"),
    ("其他结果", &["其他结果"], "other"),
    ("尚未审结", &["未审结", "未办结"], "pending"),
];

pub(super) const R37: Rule = Rule {
    id: RuleId("R37"),
    severity: Severity::Warning,
    demand: "正文所写行政复议、行政诉讼的件数（及其中维持、纠正、其他、尚未审结的件数）等于表四。",
    source: "宿迁 2024：134≠170，57≠77",
    example: "正文写行政复议 134 件，表四 170 件。",
    run: |rule, view, findings| {
        for clause in clauses(view.section("overview"))
            .filter(|clause| matches!(clause.quantity.unit, "件" | "起" | "宗"))
        {
            // The sentence must be about openness of information, this year.
            let about = any(clause.sentence.text, &["信息公开", "依申请", "政务公开"]);
            if !about || any(clause.text, &["累计", "近年"]) || for_both(&clause, "复议", "诉讼") {
                continue;
            }
            let lead = clause.bare_lead();
            let lead = without_tail(&lead, FILLERS);
            let result = RESULTS.iter().find(|(_, words, _)| words.iter().any(|word| lead.ends_with(word)));
            let (of, name, column) = match result {
                // 维持 alone says nothing: what was upheld stands before it.
                Some((name, _, column)) => (clause.sentence.text, *name, *column),
                None => (lead, "", "total"),
            };
            let of = if result.is_some() { &of[..clause.quantity.range.start] } else { of };
            let Some((what, rows)) = dispute(of, result.is_some()) else { continue };
            let cells: Vec<String> = rows.iter().map(|row| format!("disputes.{row}.{column}")).collect();
            let names: Vec<&str> = cells.iter().map(String::as_str).collect();
            let candidates = Candidates::of(view, &[("表四", sum(view, &cells))], &names);
            judge(rule, &clause, &clause.quantity, &format!("{what}{name}"), candidates, findings);
        }
    },
};

const SUITS: &[&str] = &["direct_suit", "suit_after_review"];

/// Which disputes a text speaks of last, with their rows in table 四; at its very end unless `anywhere`.
fn dispute(text: &str, anywhere: bool) -> Option<(&'static str, &'static [&'static str])> {
    let ends = |word: &str| text.rfind(word).filter(|at| anywhere || at + word.len() == text.len());
    let (review, suit) = (ends("复议"), ends("诉讼").or_else(|| ends("起诉")));
    match (review, suit) {
        (Some(review), suit) if suit.is_none_or(|suit| suit < review) => Some(("行政复议", &["review"])),
        // Suits with and without a review before are told apart only in the table.
        (_, Some(suit)) if any(&text[..suit], &["复议后", "未经复议", "经复议"]) => None,
        (_, Some(_)) => Some(("行政诉讼", SUITS)),
        _ => None,
    }
}

/// Whether one number is given for two things: 行政复议、行政诉讼共3件.
fn for_both(clause: &Clause<'_>, one: &str, other: &str) -> bool {
    let told = format!("{}{}", clause.before_near(), clause.lead);
    let between = told.rfind(one).zip(told.rfind(other)).and_then(|(at, end)| told.get(at + one.len()..end));
    let joins = |words: &str| words.starts_with(['、', '和', '及', '与', '或', '以']);
    between.is_some_and(|words| joins(words) && !words.contains(|c: char| c.is_ascii_digit()))
}

/// What is said of documents, with the column it is told in (2021 form).
const DOCUMENT_ACTS: &[(&str, &[&str], &str)] = &[
    ("现行有效", &["现行有效", "继续有效", "仍有效"], "in_force"),
    ("废止", &["废止", "失效"], "repealed"),
    ("制发", &["制发", "制定", "发布", "出台", "印发", "新制作"], "issued"),
];

/// Other things that are done with documents: those are other numbers.
const OTHER_ACTS: &[&str] = &["清理", "备案", "解读", "审查", "评估", "公开", "修订", "政策", "其他文件"];

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
            let Some((row, name)) = document(&clause) else { continue };
            let Some((act, _, column)) = DOCUMENT_ACTS.iter().find(|(_, words, _)| any(clause.lead, words))
            else {
                continue;
            };
            if any(clause.lead, OTHER_ACTS) || clause.in_brackets || for_both(&clause, "规章", "规范性文件")
            {
                continue;
            }
            let cell = format!("disclosure.{row}.{column}");
            let mut own = Vec::new();
            let candidates = Candidates::cell(view, "表二", &cell);
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

/// The kind of document that a clause counts: named by itself, or by the clauses before when it says nothing but
/// what was done (制发规范性文件2件，废止1件).
fn document(clause: &Clause<'_>) -> Option<(&'static str, &'static str)> {
    let kind = |text: &str| match (text.rfind("规范性文件"), text.rfind("规章")) {
        (Some(document), rules) if rules.is_none_or(|rules| rules < document) => {
            Some(("normative", "规范性文件"))
        }
        (_, Some(_)) => Some(("rules", "规章")),
        _ => None,
    };
    let lead = clause.bare_lead();
    let bare = without_tail(&lead, FILLERS);
    let only_act = DOCUMENT_ACTS.iter().flat_map(|(_, words, _)| *words).any(|act| bare == *act);
    kind(clause.lead).or_else(|| kind(clause.before_near()).filter(|_| only_act))
}

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
            let lead = without_tail(&lead, &["事项"]);
            let lead = without_tail(lead, FILLERS);
            // 公开、公示了N件 are those published, not all decisions.
            let published = |text: &str| any(text, &["公开", "公示", "发布", "归集", "上报", "录入"]);
            for (row, name) in [("licences", "行政许可"), ("penalties", "行政处罚"), ("coercion", "行政强制")]
            {
                if lead.ends_with(name) && !published(clause.lead) && !published(clause.before_near()) {
                    let cell = format!("disclosure.{row}.decided");
                    let candidates = Candidates::cell(view, "表二", &cell);
                    judge(rule, &clause, &clause.quantity, name, candidates, findings);
                }
            }
        }
    },
};
