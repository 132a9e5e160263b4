//! R50–R56, R60, R62–R65: the six sections and what each must say.
//!
//! Headings and labels are printed from the form, so their wording (R50 in part, R61) cannot be wrong in a
//! report; how a published page deviates is told by the reading's remarks.

use super::{view::Passage, Finding, Place, Rule, RuleId, Severity, View};
use crate::{form::Table, quantity::quantities};

pub(super) const R50: Rule = Rule {
    id: RuleId("R50"),
    severity: Severity::Error,
    demand: "六个部分齐全，文字部分都有内容。",
    source: "国办公开办函〔2021〕30号",
    example: "缺少“一、总体情况”的内容。",
    run: |rule, view, findings| {
        // What sections five and six must say has rules of its own (R55, R44).
        let own_rule = |id: &str| id == "problems" || (id == "other_matters" && view.report.year >= 2021);
        for section in &view.report.form().sections {
            let is_text = view.report.form().table_in(&section.id).is_none();
            if is_text
                && !own_rule(section.id.as_str())
                && view.section_text(section.id.as_str()).trim().is_empty()
            {
                let message = format!("缺少“{}”的内容。", section.heading);
                findings.push(rule.finding(Place::Section(section.id.clone()), message));
            }
        }
    },
};

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
    example: "总体情况未写“政府信息管理”“监督保障”。",
    run: |rule, view, findings| {
        let text = view.section_text("overview");
        let Some(section) = view.report.form().section("overview").filter(|_| !text.is_empty()) else {
            return;
        };
        let missing = ASPECTS.iter().filter(|(_, words)| !words.iter().any(|word| text.contains(word)));
        let missing: Vec<&str> = missing.map(|(aspect, _)| *aspect).collect();
        if !missing.is_empty() {
            let message = format!("总体情况未写“{}”。", missing.join("”“"));
            findings.push(rule.finding(Place::Section(section.id.clone()), message));
        }
    },
};

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
        let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let place = || Place::Section(section.id.clone());
        if matches!(bare.as_str(), "" | "无" | "没有" | "暂无" | "无问题" | "不存在问题") {
            findings.push(rule.finding(place(), "第五部分须写明具体问题和改进情况。".into()));
        } else if characters(&text) < view.around.limits.shortest_problems {
            let message = format!("第五部分只有 {} 字，请写明具体问题和改进情况。", characters(&text));
            findings.push(Finding { severity: Severity::Warning, ..rule.finding(place(), message) });
        }
    },
};

pub(super) const R56: Rule = Rule {
    id: RuleId("R56"),
    severity: Severity::Warning,
    demand: "第五部分既写问题，也写改进。",
    source: "国办公开办函〔2021〕30号",
    example: "第五部分缺少改进内容。",
    run: |rule, view, findings| {
        let text = view.section_text("problems");
        let long = characters(&text) >= view.around.limits.shortest_problems;
        let Some(section) = view.report.form().section("problems").filter(|_| long) else { return };
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let problem =
            has(&["问题", "不足", "差距", "短板", "薄弱", "不够", "有待", "尚未", "欠缺", "仍需", "还需"]);
        let measure = has(&[
            "改进",
            "措施",
            "下一步",
            "将",
            "加强",
            "提升",
            "完善",
            "强化",
            "优化",
            "健全",
            "加大",
            "推进",
        ]);
        let missing = match (problem, measure) {
            (false, _) => "问题",
            (true, false) => "改进",
            (true, true) => return,
        };
        findings
            .push(rule.finding(Place::Section(section.id.clone()), format!("第五部分缺少{missing}内容。")));
    },
};

pub(super) const R60: Rule = Rule {
    id: RuleId("R60"),
    severity: Severity::Error,
    demand: "按年度使用相应的格式：2019、2020 年度用试行格式，2021 年度起用 2021 年格式。",
    source: "国办公开办函〔2021〕30号、〔2019〕60号",
    example: "2022 年度不适用2019年试行格式（国办公开办函〔2019〕60号）。",
    run: |rule, view, findings| {
        let (form, year) = (view.report.form(), view.report.year);
        let Some(section) = form.sections.first().filter(|_| year != 0 && !form.applies_to(year)) else {
            return;
        };
        let message = format!("{year} 年度不适用{}（{}）。", form.name, form.document.number);
        findings.push(rule.finding(Place::Section(section.id.clone()), message));
    },
};

pub(super) const R62: Rule = Rule {
    id: RuleId("R62"),
    severity: Severity::Error,
    demand: "第二、三、四部分有表格数据，不是图片。",
    source: "已公布年报以图片代替表格",
    example: "第四部分没有表格数据。",
    run: |rule, view, findings| {
        for table in &view.report.form().tables {
            if is_empty(view, table) {
                let heading = view
                    .report
                    .form()
                    .section(table.section.as_str())
                    .map(|section| section.heading.as_str());
                let numeral = heading.and_then(|heading| heading.split('、').next()).unwrap_or_default();
                let message = format!("第{numeral}部分没有表格数据。");
                let fix = super::entries::fill(view, &table.values().collect::<Vec<_>>());
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
    source: "平潭年报：一是…三是…三是",
    example: "序号不连续：“一是”之后是“三是”。",
    run: |rule, view, findings| {
        for section in &view.report.form().sections {
            let passages: Vec<&Passage> = view.section(section.id.as_str()).collect();
            for broken in broken_series(&passages, heads) {
                findings.push(rule.finding(broken.0, format!("序号不连续：{}。", broken.1)));
            }
            for passage in passages {
                for broken in broken_series(&[passage], points) {
                    findings.push(rule.finding(broken.0, format!("序号不连续：{}。", broken.1)));
                }
            }
        }
    },
};

const NUMERALS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// A mark of a series: where, which number, how it is written.
type Mark = (std::ops::Range<usize>, usize, String);

/// （一） at the beginning of a paragraph.
fn heads(text: &str) -> Vec<Mark> {
    let Some((numeral, rest)) = text.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']))
    else {
        return Vec::new();
    };
    let n = NUMERALS.iter().position(|known| *known == numeral);
    n.map(|n| (0..text.len() - rest.len(), n, format!("（{numeral}）"))).into_iter().collect()
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
    let mut before: Option<(usize, String)> = None;
    for passage in passages {
        for (range, n, mark) in marks(&passage.text) {
            let fits = n == 0 || before.as_ref().is_some_and(|(last, _)| n == last + 1);
            if let Some((_, last)) = before.as_ref().filter(|_| !fits) {
                broken.push((passage.words(range), format!("“{last}”之后是“{mark}”")));
            }
            before = Some((n, mark));
        }
    }
    broken
}

pub(super) const R64: Rule = Rule {
    id: RuleId("R64"),
    severity: Severity::Warning,
    demand: "前言所写“由 N 部分组成”与六部分相符。",
    source: "和平县合水镇 2024：写 7 个部分，列出 6 项",
    example: "前言写由 7 部分组成，实际为 6 部分。",
    run: |rule, view, findings| {
        let sections = view.report.form().sections.len() as u64;
        let spots = view.section("preamble").chain(view.section("overview"));
        for sentence in spots.flat_map(|passage| passage.sentences()) {
            let composed = ["组成", "共分", "包括", "分为"].iter().any(|word| sentence.text.contains(word));
            if !composed || !sentence.text.contains("报告") {
                continue;
            }
            for (at, n) in parts_named(sentence.text) {
                if n != sections {
                    let message = format!("前言写由 {n} 部分组成，实际为 {sections} 部分。");
                    findings.push(rule.finding(sentence.words(at..at + "部分".len()), message));
                }
            }
        }
    },
};

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
        // 某县青山镇人民政府 is called 青山镇 in its text.
        let ends = ["人民政府办公厅", "人民政府办公室", "人民政府", "办事处"];
        let agency = &view.report.agency;
        let agency = ends.iter().find_map(|end| agency.strip_suffix(end)).unwrap_or(agency);
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
