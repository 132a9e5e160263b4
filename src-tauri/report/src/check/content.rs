//! R51–R56, R65: what sections one and five say.

use super::{words::OWN_NAMES, Finding, Place, Rule, RuleId, Severity};
use crate::{agency::short_name, quantity::quantities};

/// The aspects of section one, with words of which one shows that the aspect is covered.
const ASPECTS: &[(&str, &[&str])] = &[
    ("主动公开", &["主动公开", "公开政府信息", "发布信息", "发布政府信息", "发布各类信息"]),
    ("依申请公开", &["依申请", "申请公开", "信息公开申请"]),
    ("政府信息管理", &["信息管理", "规范性文件", "公开属性", "保密审查", "动态调整", "清理"]),
    ("平台建设", &["平台", "网站", "公众号", "公开栏", "公示栏", "专栏", "新媒体"]),
    ("监督保障", &["监督", "保障", "考核", "培训", "评议", "领导小组"]),
];

pub(super) const R51: Rule = Rule {
    id: RuleId("R51"),
    severity: Severity::Warning,
    demand: "总体情况写到主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面。",
    source: "国办公开办函〔2021〕30号",
    example: "总体情况未写“政府信息管理”“平台建设”“监督保障”。",
    run: |rule, view, findings| {
        let text = view.section_text("overview");
        let Some(section) = view.report.form().section("overview").filter(|_| !text.is_empty()) else {
            return;
        };
        let paragraphs: Vec<&str> = view.section("overview").map(|passage| passage.text.as_str()).collect();
        let headed = headed(&paragraphs);
        let is_told = |(aspect, words): &(&str, &[&str])| {
            paragraphs.iter().zip(&headed).any(|(text, heading)| {
                let of_another = heading.is_some_and(|heading| heading != *aspect);
                text.contains(aspect) || !of_another && words.iter().any(|word| text.contains(word))
            })
        };
        let missing = ASPECTS.iter().filter(|aspect| !is_told(aspect));
        let missing: Vec<&str> = missing.map(|(aspect, _)| *aspect).collect();
        if !missing.is_empty() {
            let message = format!("总体情况未写“{}”。", missing.join("”“"));
            findings.push(rule.finding(Place::Section(section.id.clone()), message));
        }
    },
};

/// The aspect that the heading over each paragraph names, if there is one: what is said under （一）主动公开 of documents
/// that were issued tells nothing of how information is managed.
fn headed(paragraphs: &[&str]) -> Vec<Option<&'static str>> {
    let mut now = None;
    let of = |text: &&str| {
        if let Some(heading) = heading(text) {
            // Where the sections have run together in one paragraph nobody can tell.
            let further = ["。（", "。(", "；（", "；("].iter().any(|begins| text.contains(begins));
            let named = ASPECTS.iter().find(|(aspect, _)| heading.contains(aspect));
            now = named.filter(|_| !further).map(|(aspect, _)| *aspect);
        }
        now
    };
    paragraphs.iter().map(of).collect()
}

/// What stands behind （一） at the beginning of a paragraph, up to the next mark.
fn heading(text: &str) -> Option<&str> {
    let (numeral, rest) = text.trim_start().strip_prefix(['（', '('])?.split_once(['）', ')'])?;
    let numbered = !numeral.is_empty() && numeral.chars().all(|c| "一二三四五六七八九十".contains(c));
    numbered.then(|| rest.split(['。', '：', ':', '，', ',', '；']).next().unwrap_or(rest))
}

pub(super) const R52: Rule = Rule {
    id: RuleId("R52"),
    severity: Severity::Hint,
    demand: "各级人民政府写明工作考核、社会评议和责任追究结果。",
    source: "《条例》第五十条第四项",
    example: "各级人民政府应写明工作考核、社会评议和责任追究结果。",
    run: |rule, view, findings| {
        let text = view.section_text("overview");
        let Some(section) = view.report.form().section("overview").filter(|_| !text.is_empty()) else {
            return;
        };
        let told = ["考核", "评议", "追究", "追责", "问责"].iter().any(|word| text.contains(word));
        if view.level().is_some_and(|level| level.is_government()) && !told {
            let message = "各级人民政府应写明工作考核、社会评议和责任追究结果。".into();
            findings.push(rule.finding(Place::Section(section.id.clone()), message));
        }
    },
};

pub(super) const R53: Rule = Rule {
    id: RuleId("R53"),
    severity: Severity::Warning,
    demand: "总体情况原则上不超过一千字（界限可以调整）。",
    source: "国办公开办函〔2021〕30号",
    example: "总体情况 1266 字，超过 1000 字。",
    run: |rule, view, findings| {
        for section in &view.report.form().sections {
            let length = characters(&view.section_text(section.id.as_str()));
            let own = view.around.limits.longest_overview.filter(|_| section.id.as_str() == "overview");
            if let Some(limit) = own.or(section.length_limit).filter(|limit| length > *limit) {
                let name = section.heading.split('、').next_back().unwrap_or_default();
                let message = format!("{name} {length} 字，超过 {limit} 字。");
                findings.push(rule.finding(Place::Section(section.id.clone()), message));
            }
        }
    },
};

pub(super) const R54: Rule = Rule {
    id: RuleId("R54"),
    severity: Severity::Hint,
    demand: "总体情况不宜少于 150 字（界限可以调整）。",
    source: "推断",
    example: "总体情况过于简略，只有 16 字。",
    run: |rule, view, findings| {
        let length = characters(&view.section_text("overview"));
        let short = (1..view.around.limits.shortest_overview).contains(&length);
        if let Some(section) = view.report.form().section("overview").filter(|_| short) {
            let message = format!("总体情况过于简略，只有 {length} 字。");
            findings.push(rule.finding(Place::Section(section.id.clone()), message));
        }
    },
};

pub(super) const R55: Rule = Rule {
    id: RuleId("R55"),
    severity: Severity::Error,
    demand: "第五部分写明具体问题和改进情况，不能留空或只写“无”（少于 30 字为提醒，界限可以调整）。",
    source: "国办公开办函〔2021〕30号",
    example: "第五部分须写明具体问题和改进情况。",
    run: |rule, view, findings| {
        let text = view.section_text("problems");
        let Some(section) = view.report.form().section("problems") else { return };
        if view.heading_is_missing(section.id.as_str()) {
            return;
        }
        let place = || Place::Section(section.id.clone());
        if names_no_problem(&text) {
            findings.push(rule.finding(place(), "第五部分须写明具体问题和改进情况。".into()));
        } else if characters(&text) < view.around.limits.shortest_problems {
            let message = format!("第五部分只有 {} 字，请写明具体问题和改进情况。", characters(&text));
            findings.push(Finding { severity: Severity::Warning, ..rule.finding(place(), message) });
        }
    },
};

/// Whether section five says only that there is nothing: 无, 本年度暂无问题, 不存在主要问题.
fn names_no_problem(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| c.is_alphanumeric() && !c.is_ascii_digit()).collect();
    let fillers = [
        "本年度",
        "年度",
        "目前",
        "全年",
        "暂时",
        "暂",
        "年",
        "政府信息公开",
        "信息公开",
        "工作",
        "方面",
        "存在的",
        "存在",
        "主要",
        "明显",
        "突出",
        "重大",
        "问题",
        "和不足",
        "不足",
        "情况",
        "在",
        "中",
        "的",
        "及改进",
        "需要",
        "改进",
    ];
    let bare = OWN_NAMES.iter().chain(&fillers).fold(bare, |text, filler| text.replace(filler, ""));
    matches!(bare.as_str(), "" | "无" | "没有" | "不" | "未发现" | "无有" | "未")
}

const PROBLEMS: &[&str] = &[
    "问题",
    "不足",
    "差距",
    "短板",
    "薄弱",
    "不够",
    "有待",
    "尚未",
    "欠缺",
    "仍需",
    "还需",
    "需进一步",
    "需持续",
    "亟需",
    "亟待",
];
const PLANS: &[&str] =
    &["将", "下一步", "下步", "下阶段", "今后", "为此", "针对", "接下来", "已整改", "整改到位"];
const MEASURES: &[&str] = &[
    "改进", "整改", "措施", "加强", "提升", "完善", "强化", "优化", "健全", "加大", "推进", "丰富", "拓宽",
    "提高",
];

pub(super) const R56: Rule = Rule {
    id: RuleId("R56"),
    severity: Severity::Warning,
    demand: "第五部分既写问题，也写改进。",
    source: "国办公开办函〔2021〕30号",
    example: "第五部分缺少改进内容。",
    run: |rule, view, findings| {
        let told = view.section("problems").map(|passage| passage.text.as_str());
        let text: String = told.filter(|text| !is_bare_heading(text)).collect();
        let long = characters(&text) >= view.around.limits.shortest_problems;
        let Some(section) = view.report.form().section("problems").filter(|_| long) else { return };
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let problem = has(&text, PROBLEMS);
        // 学习仍需加强 names a problem; what will be done is said in a sentence of its own, or as 将, 下一步.
        let tells_measure = |point: &str| has(point, PLANS) || has(point, MEASURES) && !has(point, PROBLEMS);
        let measure = text.split(['。', '；', ';']).any(tells_measure);
        let missing = match (problem, measure) {
            (false, _) => "问题",
            (true, false) => "改进",
            (true, true) => return,
        };
        findings
            .push(rule.finding(Place::Section(section.id.clone()), format!("第五部分缺少{missing}内容。")));
    },
};

/// Whether a paragraph is a heading and no more: 上海市政府办公厅 2019 prints （二）改进措施 with nothing under it.
fn is_bare_heading(text: &str) -> bool {
    let words = [
        "存在",
        "主要",
        "问题",
        "不足",
        "困难",
        "改进",
        "整改",
        "措施",
        "情况",
        "下一步",
        "工作",
        "打算",
        "计划",
        "思路",
        "方面",
        "建议",
        "的",
        "及",
        "和",
        "与",
    ];
    let bare: String = text.chars().filter(|c| c.is_alphabetic() && !"一二三四五".contains(*c)).collect();
    words.iter().fold(bare, |text, word| text.replace(word, "")).is_empty()
}

/// So many characters without a name or a number are a text for everybody.
const GENERIC: usize = 60;

pub(super) const R65: Rule = Rule {
    id: RuleId("R65"),
    severity: Severity::Warning,
    demand: "总体情况写本机关的具体情况和数据。",
    source: "温泉县：通篇无本机关名、无数字",
    example: "总体情况没有本机关的具体情况和数据。",
    run: |rule, view, findings| {
        let text = view.section_text("overview");
        // Of a few lines nothing can be told; that they are few is R54's.
        let long = characters(&text) >= GENERIC;
        let Some(section) = view.report.form().section("overview").filter(|_| long) else { return };
        let agency = short_name(&view.report.agency);
        let tail: String = agency.chars().skip(agency.chars().count().saturating_sub(3)).collect();
        let named = !tail.is_empty() && text.contains(&tail);
        let own = [
            "我镇",
            "我乡",
            "我街道",
            "我局",
            "我委",
            "我县",
            "我区",
            "我市",
            "我办",
            "我厅",
            "本机关",
            "全镇",
            "全乡",
            "全市",
            "全县",
            "全区",
        ];
        if !named && !own.iter().any(|word| text.contains(word)) && quantities(&text).is_empty() {
            let message = "总体情况没有本机关的具体情况和数据。".into();
            findings.push(rule.finding(Place::Section(section.id.clone()), message));
        }
    },
};

/// Characters as an office counts them: without white space.
fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}
