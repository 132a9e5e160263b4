//! R43–R46: section six and the 信息处理费 that must be reported there.
//!
//! 信息处理费 and the 行政事业性收费 of table 二 are two different fees; they are never compared.

use super::{
    figures::any, lists::levels, view::Passage, words::OWN_NAMES, Finding, Place, Rule, RuleId, Severity,
    View,
};
use rust_decimal::Decimal;

const FEE: &str = "信息处理费";

/// The section that must report the fee, in forms since 2021.
const SECTION: &str = "other_matters";

pub(super) const R43: Rule = Rule {
    id: RuleId("R43"),
    severity: Severity::Error,
    demand: "2021 年度起，第六部分报告收取信息处理费的情况，没有收取的也写明。",
    source: "国办公开办函〔2021〕30号",
    example: "第六部分未报告收取信息处理费情况（没有收取也要写明）。",
    run: |rule, view, findings| {
        if let Some(place) = must_report(view) {
            let told = view.section_text(SECTION);
            if !tells_fee(&told) && !says_nothing(&told) {
                let message = "第六部分未报告收取信息处理费情况（没有收取也要写明）。".into();
                findings.push(rule.finding(place, message));
            }
        }
    },
};

pub(super) const R44: Rule = Rule {
    id: RuleId("R44"),
    severity: Severity::Error,
    demand: "第六部分不能只写“无”或留空。",
    source: "国办公开办函〔2021〕30号",
    example: "第六部分不能只写“无”或留空，请报告收取信息处理费情况（没有也要写明）。",
    run: |rule, view, findings| {
        if let Some(place) = must_report(view).filter(|_| says_nothing(&view.section_text(SECTION))) {
            let message = "第六部分不能只写“无”或留空，请报告收取信息处理费情况（没有也要写明）。".into();
            findings.push(rule.finding(place, message));
        }
    },
};

/// Section six, when the form and the year ask for the fee.
fn must_report(view: &View<'_>) -> Option<Place> {
    let asks = view.report.year >= 2021 && !view.heading_is_missing(SECTION);
    view.report.form().section(SECTION).filter(|_| asks).map(|section| Place::Section(section.id.clone()))
}

/// Whether a text tells of the fee, by its name or as 未收取任何费用.
fn tells_fee(text: &str) -> bool {
    // The fees of administration are others than that for working on information.
    let text = &text.replace("行政事业性收费", "");
    let by_other_words = |sentence: &str| {
        let collected = any(sentence, &["收取", "收费", "产生"]) && sentence.contains('费');
        // 食堂收费公开 is no report: there was none, or it is said what for.
        collected && any(sentence, &["未", "没有", "无", "不", "0", "零", "申请", "信息公开"])
    };
    text.contains("处理费") || text.split(['。', '；']).any(by_other_words)
}

/// Whether a section says only that there is nothing to say: 无, 本年度我镇暂无其他需要报告的事项.
fn says_nothing(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii_digit()).collect();
    let fillers = [
        "本年度",
        "年度",
        "目前",
        "全年",
        "暂时",
        "暂",
        "年",
        "其他",
        "其它",
        "需要",
        "需",
        "应当",
        "报告",
        "说明",
        "事项",
        "事宜",
        "情况",
        "的",
        "在",
        "内",
    ];
    let bare = OWN_NAMES.iter().chain(&fillers).fold(bare, |text, filler| text.replace(filler, ""));
    matches!(bare.as_str(), "" | "无" | "没有" | "无有" | "未有")
}

pub(super) const R45: Rule = Rule {
    id: RuleId("R45"),
    severity: Severity::Warning,
    demand: "信息处理费的件数、金额分项之和等于总数。",
    source: "宿迁 2023、2024",
    example: "信息处理费金额分项合计 2930 元，总数写 2950 元。",
    run: |rule, view, findings| {
        for passage in view.section(SECTION).filter(|passage| passage.text.contains(FEE)) {
            itemised(rule, passage, findings);
        }
    },
};

/// Total before 其中, items behind it, in cases and in 元. What is itemised ends with its sentence.
fn itemised(rule: &Rule, passage: &Passage, findings: &mut Vec<Finding>) {
    let Some(cut) = passage.text.find("其中") else { return };
    let (head, items) = passage.text.split_at(cut);
    let end = items.find('。').unwrap_or(items.len());
    for (unit, what) in [("件", "件数"), ("元", "金额")] {
        let exact = |text: &str| -> Vec<Decimal> {
            let told = levels(text).into_iter().map(|(quantity, _)| quantity);
            told.filter(|q| q.unit == unit && !q.rough).map(|q| q.value).collect()
        };
        let (Some(total), parts) = (exact(head).last().copied(), exact(&items[..end])) else { continue };
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
        if let Some(sum) = sum.filter(|sum| parts.len() >= 2 && *sum != total) {
            let message = format!("信息处理费{what}分项合计 {sum} {unit}，总数写 {total} {unit}。");
            findings.push(rule.finding(passage.words(cut..cut + end), message));
        }
    }
}

pub(super) const R46: Rule = Rule {
    id: RuleId("R46"),
    severity: Severity::Warning,
    demand: "信息处理费情况写在第六部分，不只写在第一部分。",
    source: "国办公开办函〔2021〕30号",
    example: "信息处理费情况应在第六部分报告。",
    run: |rule, view, findings| {
        if must_report(view).is_none() || tells_fee(&view.section_text(SECTION)) {
            return;
        }
        for passage in view.section("overview") {
            if let Some(at) = passage.text.find(FEE) {
                let place = passage.words(at..at + FEE.len());
                findings.push(rule.finding(place, "信息处理费情况应在第六部分报告。".into()));
                return;
            }
        }
    },
};
