//! R71, R74, R78: what was left over from the text that a report was written after: another year's, another agency's,
//! or the version for the superior office.

use super::{
    dates::{years, Year},
    view::Sentence,
    Place, Rule, RuleId, Severity,
};
use crate::agency::{short_name, Level};
use std::{collections::BTreeSet, ops::Range};

pub(super) const R71: Rule = Rule {
    id: RuleId("R71"),
    severity: Severity::Warning,
    demand: "前言和总体情况里的年份是报告年度（与上年比较、文件的日期和名称、规划和打算除外；第五部分可以写下一年）。",
    source: "西柳镇 2023：正文写 2022 年",
    example: "正文出现“2022年”，请核对是否沿用旧稿。",
    run: |rule, view, findings| {
        let Some(year) = view.year() else { return };
        let own = short_name(&view.report.agency);
        let say = |sentence: &Sentence<'_>, found: &Year| {
            let range = found.range.clone();
            let message = format!("正文出现“{}”，请核对是否沿用旧稿。", &sentence.text[range.clone()]);
            rule.finding(sentence.words(range), message)
        };
        view.each(rule, view.section("preamble"), findings, |passage, findings| {
            for sentence in passage.sentences() {
                let all = years(sentence.text);
                let others = all.iter().filter(|other| other.year != year);
                let named = others.filter(|other| names_this_report(sentence.text, other));
                findings.extend(named.map(|other| say(&sentence, other)));
            }
        });
        let told = view.section("overview").chain(view.section("problems"));
        view.each(rule, told, findings, |passage, findings| {
            let next_is_fine = passage.place.as_str() == "problems";
            for sentence in passage.sentences() {
                let all = years(sentence.text);
                // 截至2023年底现行有效12件，2024年新制发2件: who names both years means both.
                if all.iter().any(|named| named.year == year) {
                    continue;
                }
                let others = all.iter().filter(|other| !(next_is_fine && other.year == year + 1));
                let reported = others.filter(|other| {
                    Clause::around(sentence.text, &other.range).reports(other.year, year, own)
                });
                findings.extend(reported.map(|other| say(&sentence, other)));
            }
        });
    },
};

/// Whether a sentence before section one calls the report itself one of this year: 现将2023年政府信息公开工作情况报告如下.
fn names_this_report(sentence: &str, year: &Year) -> bool {
    const SAYS: &[&str] = &["现将", "现公布", "现予公布", "现编制", "编制", "形成", "本报告"];
    let clause = Clause::around(sentence, &year.range);
    let behind = clause.behind.trim_start_matches('度');
    let of_report = ["政府信息公开", "信息公开", "政务公开"].iter().any(|name| behind.starts_with(name));
    // 《关于做好2022年度…年度报告编制工作的通知》 is another's.
    let is_notice = sentence.contains("通知") && clause.before.contains("做好");
    of_report && !is_notice && SAYS.iter().any(|says| clause.before.contains(says))
}

/// A year with what stands around it, up to the next mark.
struct Clause<'a> {
    before: &'a str,
    behind: &'a str,
    /// The clause behind that.
    next: &'a str,
    sentence: &'a str,
}

const MARKS: [char; 10] = ['，', '；', '：', '。', '！', '？', ',', ';', ':', '\n'];

/// What may be told of another year than the report's: a comparison, a document, a plan, something that lasts.
const OTHER_YEARS: &[&str] = &[
    "比",
    "较",
    "同期",
    "上年",
    "去年",
    "往年",
    "结转",
    "决算",
    "预算",
    "年报",
    "年度报告",
    "报告",
    "计划",
    "规划",
    "要点",
    "修订",
    "修正",
    "修改",
    "印发",
    "出台",
    "颁布",
    "施行",
    "实施",
    "成立",
    "建成",
    "启用",
    "开通",
    "上线",
    "组建",
    "设立",
    "以前",
    "之前",
    "前",
    "版",
    "考核",
    "测评",
    "评估",
    "整改",
    "反馈",
    "指出",
    "问题",
    "不足",
    "获",
    "荣",
    "评为",
    "底数",
    "目标",
    "工程",
    "项目",
    "届",
    "《",
    "》",
    "〔",
    "第",
    "将",
    "拟",
    "争取",
    "力争",
    "打算",
    "展望",
    "机构改革",
    "起",
];
/// What makes the next clause one about a document: 2023年，国务院修订了….
const ENACTED: &[&str] = &["修订", "印发", "出台", "颁布", "施行", "公布", "批准", "通过"];
const ABOVE: &[&str] = &["国务院", "中央", "国家", "全国", "中共", "省", "上级", "新"];
/// What tells that a sentence is about what is yet to come.
const TO_COME: &[&str] =
    &["将", "下一步", "计划", "继续", "力争", "争取", "拟", "打算", "展望", "要", "进一步"];

impl<'a> Clause<'a> {
    fn around(sentence: &'a str, range: &Range<usize>) -> Clause<'a> {
        let (before, behind) = (&sentence[..range.start], &sentence[range.end..]);
        let start = before.char_indices().rev().find(|(_, c)| MARKS.contains(c));
        let before = &before[start.map_or(0, |(at, c)| at + c.len_utf8())..];
        let end = behind.find(MARKS).unwrap_or(behind.len());
        let rest = behind[end..].trim_start_matches(MARKS);
        let next = &rest[..rest.find(MARKS).unwrap_or(rest.len())];
        Clause { before, behind: &behind[..end], next, sentence }
    }

    /// Whether the year is that of which something is reported.
    fn reports(&self, other: u16, year: u16, own: &str) -> bool {
        let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let behind = self.behind.trim_start_matches('度').trim_start();
        let is_last = other.checked_add(1) == Some(year);
        if other > year && has(self.sentence, TO_COME) {
            return false;
        }
        // 2023年—2025年, 2023年、2024年 are spans and lists.
        if behind.starts_with(['—', '-', '至', '到', '、', '和', '与', '及', '～', '~']) {
            return false;
        }
        // 截至2023年底，全镇…: an end of a year that nothing is compared with.
        let until = self.before.trim_end();
        if ["截至", "截止", "截止到", "截至到"].iter().any(|word| until.ends_with(word)) {
            let ends = behind.is_empty()
                || ["底", "末", "年底", "12月31日", "12月底", "12月"]
                    .iter()
                    .any(|end| behind.starts_with(end));
            return ends
                && (is_last || other > year)
                && !has(self.sentence, &["比", "较", "增加", "减少", "增长", "下降"]);
        }
        if has(behind, OTHER_YEARS) || has(self.before, &["《", "〔", "自", "从", "比", "较", "与", "和"])
        {
            return false;
        }
        if behind.starts_with("以来") || behind.starts_with('来') {
            return (is_last || other > year) && self.opens(own);
        }
        if behind.starts_with(|c: char| c.is_ascii_digit()) {
            // 2025年1月，县政府办对我镇进行考核: the year is told of while the report is written, and no old text
            // has it.
            let month = behind.split('月').next().and_then(|month| month.parse::<u8>().ok());
            if other == year + 1 && month.is_some_and(|month| month <= 3) {
                return false;
            }
            // A month or a day: 2023年11月，我镇组织培训.
            let own_act =
                has(self.sentence, &["我镇", "我乡", "我街道", "我局", "我县", "我区", "我市", "本机关"]);
            return own_act
                && self.opens(own)
                && !self.sentence.contains('《')
                && !has(self.sentence, ENACTED);
        }
        // What began long ago is told of, too.
        if other.saturating_add(2) < year && has(self.next, OTHER_YEARS) {
            return false;
        }
        // 2023年，国务院修订了…; what the office itself issued is its own year's.
        let enacted = behind.is_empty() && has(self.next, ENACTED) && has(self.next, ABOVE);
        self.opens(own) && !enacted
    }

    /// Whether the year opens the clause, or stands behind the agency's own name.
    fn opens(&self, own: &str) -> bool {
        let before = self.before.trim();
        // （三）政府信息管理情况 2022年，…
        let heading = before.starts_with('（') && before.chars().count() <= 20 && before.contains('）');
        let itself =
            ["我镇", "我乡", "我街道", "我局", "我委", "我县", "我区", "我市", "本机关", "本镇", "本乡"];
        matches!(before, "" | "在" | "其中")
            || heading
            || itself.contains(&before)
            || (!own.is_empty() && before.ends_with(own) && before.chars().count() <= own.chars().count() + 6)
    }
}

pub(super) const R74: Rule = Rule {
    id: RuleId("R74"),
    severity: Severity::Warning,
    demand: "自称与本机关相符，例如镇的年报不写“我局”“我街道”，也不以别的镇、别的部门、别的县为主语。",
    source: "推断：沿用别处文稿；龙游县横山镇 2023：“我局”",
    example: "正文出现“我局”，与本机关（某县青山镇）不符，请核对。",
    run: |rule, view, findings| {
        let Some(level) = view.level() else { return };
        let agency = &view.report.agency;
        let say = |place: Place, word: &str| {
            rule.finding(place, format!("正文出现“{word}”，与本机关（{agency}）不符，请核对。"))
        };
        let never = never(level, agency);
        let mut found = Vec::new();
        view.each(rule, view.passages(), &mut found, |passage, found| {
            for word in never {
                // 基本局面, 日本乡村 are other words.
                let is_whole =
                    |at: &usize| !passage.text[..*at].ends_with(['基', '日', '成', '资', '根', '原']);
                let first = passage.text.match_indices(word).map(|(at, _)| at).find(is_whole);
                found.extend(first.map(|at| say(passage.words(at..at + word.len()), word)));
            }
            for sentence in passage.sentences() {
                let subjects =
                    [subject_self(sentence.text, level, agency), subject(sentence.text, level, agency)];
                let each = subjects.into_iter().flatten();
                found.extend(each.map(|range| say(sentence.words(range.clone()), &sentence.text[range])));
            }
        });
        // Of each word the first, which stands for the others.
        let mut seen = BTreeSet::new();
        findings.extend(found.into_iter().filter(|finding| seen.insert(finding.message.clone())));
    },
};

/// What a body of this level never calls itself, wherever the words stand.
fn never(level: Level, agency: &str) -> &'static [&'static str] {
    let name = short_name(agency);
    match level {
        Level::Township if name.ends_with('乡') => {
            &["我局", "我委", "我厅", "我街道", "我办事处", "我省", "我镇", "本局", "本街道", "本镇"]
        }
        Level::Township => {
            &["我局", "我委", "我厅", "我街道", "我办事处", "我省", "我乡", "本局", "本街道", "本乡"]
        }
        Level::Subdistrict => &["我局", "我委", "我厅", "我镇", "我乡", "我省", "本局", "本镇", "本乡"],
        Level::Department if name.ends_with('局') => {
            &["我镇", "我乡", "我街道", "我办事处", "我厅", "本镇", "本乡", "本街道"]
        }
        Level::Department => &["我镇", "我乡", "我街道", "我办事处", "本镇", "本乡", "本街道"],
        Level::County | Level::City | Level::Province => {
            &["我镇", "我乡", "我街道", "我办事处", "我局", "本镇", "本乡", "本街道", "本局"]
        }
    }
}

/// 我县 or 我区 as the subject of what a town did: 我区共收到申请3件. That a town says 我县要求 is right.
fn subject_self(sentence: &str, level: Level, agency: &str) -> Option<Range<usize>> {
    let name = short_name(agency);
    let others: &[&str] = match level {
        Level::Township | Level::Subdistrict => &["我区", "我县", "我市", "我旗", "我州"],
        Level::County => &["我区", "我县", "我旗", "我州"],
        Level::City => &["我区", "我县", "我旗"],
        Level::Department | Level::Province => return None,
    };
    let start = subject_start(sentence);
    let word = others.iter().find(|word| sentence[start..].starts_with(**word))?;
    // The last character of its own name: 洪泽区 is 我区.
    let is_own = name.chars().next_back() == word.chars().next_back();
    let behind = &sentence[start + word.len()..];
    let acts = OWN_ACTS.iter().any(|act| behind.starts_with(act));
    (!is_own && acts).then_some(start..start + word.len())
}

/// What an office says of its own year.
const OWN_ACTS: &[&str] = &[
    "共收到",
    "共受理",
    "共主动公开",
    "共公开",
    "共发布",
    "共制发",
    "累计",
    "主动公开",
    "收到",
    "受理",
    "全年",
    "未收到",
    "没有收到",
    "本年度",
    "通过政府网站",
    "制发",
    "新制发",
];

/// Where the subject of a sentence may begin: behind a heading, a year, 我们说的….
fn subject_start(sentence: &str) -> usize {
    let mut rest = sentence;
    if let Some((head, behind)) =
        rest.split_once('）').filter(|(head, _)| head.starts_with('（') && head.len() <= 12)
    {
        let _numbering = head;
        rest = behind;
    }
    if let Some(year) = years(rest).first().filter(|year| year.range.start == 0) {
        rest = &rest[year.range.end..];
    }
    rest = rest.trim_start_matches(['，', ',', '度', ' ', '\u{3000}']);
    sentence.len() - rest.len()
}

const ACTS: &[&str] = &[
    "人民政府",
    "党委政府",
    "党委、政府",
    "党委和政府",
    "政府高度",
    "政府主动",
    "政府认真",
    "政府严格",
    "政府坚持",
    "办事处",
    "认真",
    "坚持",
    "深入",
    "高度",
    "积极",
    "严格",
    "全面",
    "累计",
    "共",
    "始终",
    "持续",
    "全年",
    "主动",
    "紧紧",
    "切实",
    "不断",
    "进一步",
    "按照",
    "根据",
    "以习近平",
];

/// Other words that may stand where a name could: 结合镇政府实际, 各乡镇积极.
const NO_NAME: &[&str] = &[
    "结合", "依托", "根据", "按照", "通过", "围绕", "加强", "推进", "推动", "指导", "组织", "要求", "利用",
    "借助", "充分", "发挥", "落实", "成立", "设立", "对照", "针对", "统筹", "整合", "完善", "所有", "部分",
    "下属", "所辖", "辖区", "中心", "督促", "上级", "相关", "有关", "其他", "全体", "年内", "今年", "本年",
    "一年",
];

/// The body that a sentence has as its subject, when it is another one than the report's: 绿水镇 in
/// 2024年，绿水镇认真贯彻….
fn subject(sentence: &str, level: Level, agency: &str) -> Option<Range<usize>> {
    let start = subject_start(sentence);
    let rest = &sentence[start..];
    let suffixes: &[&str] = match level {
        Level::Township | Level::Subdistrict => &["镇", "乡", "街道", "县", "区", "局"],
        Level::Department => &["局", "委员会"],
        Level::County => &["县", "区", "旗"],
        Level::City | Level::Province => return None,
    };
    let (at, suffix) = suffixes
        .iter()
        .filter_map(|suffix| {
            let at = rest.find(suffix)?;
            ACTS.iter().any(|act| rest[at + suffix.len()..].starts_with(act)).then_some((at, *suffix))
        })
        .min()?;
    let (stem, end) = (&rest[..at], at + suffix.len());
    let length = stem.chars().count();
    let longest = if matches!(suffix, "局" | "委员会") { 12 } else { 4 };
    let is_name = (2..=longest).contains(&length)
        && stem.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !stem.ends_with(['我', '本', '全', '各', '该', '个', '某', '为', '由', '在', '市', '县', '区'])
        && !stem.ends_with(match suffix {
            "镇" | "乡" | "街道" => ['城', '村', '集', '小', '乡', '社'].as_slice(),
            // 社区, 园区, 山区, 新区, 开发区 are no counties.
            "区" => &[
                '城', '社', '园', '山', '地', '辖', '新', '开', '发', '范', '验', '景', '校', '牧', '林',
                '矿', '灾', '片', '库',
            ],
            _ => &[],
        })
        && !stem.starts_with(['各', '全', '我', '本', '该', '在', '由', '对', '县', '市', '省', '区', '州'])
        && !NO_NAME.iter().any(|word| stem.contains(word));
    let name = &rest[..end];
    let judged = match suffix {
        // A town's text may speak of the county it lies in; only where its own name says which one, another is wrong.
        "县" | "区" | "旗" if level != Level::County => {
            let names_county = ['县', '区', '市', '旗'].iter().any(|county| agency.contains(*county));
            names_county && !agency.contains(stem)
        }
        _ => !is_short_for(name, agency),
    };
    (is_name && judged).then_some(start..start + end)
}

/// Whether a name is the agency's own, perhaps shortened: 人社局 for 人力资源和社会保障局.
fn is_short_for(name: &str, agency: &str) -> bool {
    let mut rest = agency.chars();
    agency.contains(name) || name.chars().all(|c| rest.any(|own| own == c))
}

pub(super) const R78: Rule = Rule {
    id: RuleId("R78"),
    severity: Severity::Hint,
    demand: "公开版不保留报送上级的用语。",
    source: "已公布年报：“根据贵办”“请审阅”",
    example: "公开版不宜保留报送用语“根据贵”。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            for word in TO_SUPERIORS {
                if let Some(at) = passage.text.find(word) {
                    let message = format!("公开版不宜保留报送用语“{word}”。");
                    findings.push(rule.finding(passage.words(at..at + word.len()), message));
                    break;
                }
            }
        });
    },
};

const TO_SUPERIORS: &[&str] = &[
    "根据贵",
    "按照贵",
    "贵办",
    "贵局",
    "贵单位",
    "请审阅",
    "请审示",
    "请审核",
    "请批示",
    "请予审",
    "请指正",
    "妥否",
    "当否",
    "特此报告",
    "专此报告",
    "现报告如下，请",
];
