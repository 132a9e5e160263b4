//! R70–R78: whose report it is, of which year, and what it cites.

use super::{
    view::{Day, Sentence},
    Place, Rule, RuleId, Severity, View,
};
use crate::agency::Level;
use std::ops::Range;

pub(super) const R70: Rule = Rule {
    id: RuleId("R70"),
    severity: Severity::Error,
    demand: "标题年份、统计期限年份、报告年度一致。",
    source: "推断",
    example: "标题年份 2024、统计期限 2023、报告年度 2024 不一致。",
    run: |rule, view, findings| {
        let Some(year) = view.year() else { return };
        let title = years(&view.report.title()).first().map(|(_, year)| *year);
        let period = periods(view).next();
        let wrong = |other: Option<u16>| other.is_some_and(|other| other != year);
        let period_year = period.as_ref().map(|(.., year)| *year);
        if wrong(title) || wrong(period_year) {
            let place = match &period {
                Some((sentence, range, _)) if wrong(period_year) => sentence.words(range.clone()),
                _ => Place::Section(view.report.form().preamble().clone()),
            };
            let shown = |year: Option<u16>| year.map_or_else(|| "未写".into(), |year| year.to_string());
            let message = format!(
                "标题年份 {}、统计期限 {}、报告年度 {year} 不一致。",
                shown(title),
                shown(period_year)
            );
            findings.push(rule.finding(place, message));
        }
    },
};

pub(super) const R71: Rule = Rule {
    id: RuleId("R71"),
    severity: Severity::Warning,
    demand: "总体情况里的年份是报告年度（与上年比较的除外；第五部分可以写下一年）。",
    source: "西柳镇 2023：正文写 2022 年",
    example: "正文出现“2022年”，请核对是否沿用旧稿。",
    run: |rule, view, findings| {
        let Some(year) = view.year() else { return };
        for passage in view.section("overview").chain(view.section("problems")) {
            let next_is_fine = passage.place.as_str() == "problems";
            for sentence in passage.sentences() {
                for (at, other) in years(sentence.text) {
                    let fine = other == year || (next_is_fine && other == year + 1);
                    if !fine && opens_statement(sentence.text, at) && !compares(sentence.text, at) {
                        let range = at..at + format!("{other}年").len();
                        let message = format!("正文出现“{other}年”，请核对是否沿用旧稿。");
                        findings.push(rule.finding(sentence.words(range), message));
                    }
                }
            }
        }
    },
};

/// Whether a year opens what is reported, rather than naming a plan, a document or a start of something.
fn opens_statement(sentence: &str, at: usize) -> bool {
    let before = &sentence[..at];
    let behind = &sentence[at..];
    let behind = behind.split_once('年').map_or("", |(_, rest)| rest);
    let opens = before.is_empty()
        || before.ends_with(['，', '；', '：', '。', '）', ',', ';', ':', ')', ' ', '情', '况'])
        || before.ends_with('在');
    opens
        && (behind.starts_with(['，', ',', '度', '我', '全'])
            || behind.starts_with("共")
            || behind.starts_with("本"))
}

/// Whether the year is what something is compared with.
fn compares(sentence: &str, at: usize) -> bool {
    let words = ["比", "较", "同比", "上年", "去年", "与"];
    let before: String = sentence[..at].chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect();
    words.iter().any(|word| before.contains(word))
}

pub(super) const R72: Rule = Rule {
    id: RuleId("R72"),
    severity: Severity::Warning,
    demand: "统计期限是报告年度的1月1日至12月31日，写法完整。",
    source: "DB51/T 2660—2019；西柳镇 2023：12月31止",
    example: "统计期限应为 2024年1月1日至12月31日。",
    run: |rule, view, findings| {
        for (sentence, range, year) in periods(view) {
            let rest: String = sentence.text[range.start..].chars().filter(|c| !c.is_whitespace()).collect();
            let ends = [
                "至12月31日".to_owned(),
                "到12月31日".to_owned(),
                format!("至{year}年12月31日"),
                format!("到{year}年12月31日"),
                format!("起至{year}年12月31日"),
                "起至12月31日".into(),
                "起到12月31日".into(),
            ];
            let begins = format!("{year}年1月1日");
            let whole = ends.iter().any(|end| {
                rest.starts_with(&format!("{begins}{end}"))
                    || rest.starts_with(&format!("{begins}（含）{end}"))
            });
            if !whole {
                let year = view.year().unwrap_or(year);
                let message = format!("统计期限应为 {year}年1月1日至12月31日。");
                findings.push(rule.finding(sentence.words(range), message));
            }
        }
    },
};

/// Statistics periods: a year with 1月1日 behind it, in a sentence about 数据 or 统计期限.
fn periods<'a>(view: &'a View<'_>) -> impl Iterator<Item = (Sentence<'a>, Range<usize>, u16)> {
    let passages = view.section("preamble").chain(view.section("overview"));
    let sentences = passages.flat_map(|passage| passage.sentences());
    sentences
        .filter(|s| s.text.contains("统计期限") || s.text.contains("数据") && s.text.contains("期限"))
        .filter_map(|sentence| {
            years(sentence.text).into_iter().find_map(|(at, year)| {
                let begin = format!("{year}年1月1日");
                sentence.text[at..].starts_with(&begin).then(|| (sentence, at..at + begin.len(), year))
            })
        })
}

pub(super) const R73: Rule = Rule {
    id: RuleId("R73"),
    severity: Severity::Warning,
    demand: "发布日期在统计期结束之后、期限之前（部门、乡镇、街道 1 月 31 日，本级政府 3 月 31 日，本机关另有期限的按期限）。",
    source: "《条例》第四十九条；临洮县上营乡 2020：12月25日即发布",
    example: "发布日期早于统计期末（12月31日）。",
    run: |rule, view, findings| {
        let (Some(published), Some(year)) = (view.around.published, view.year()) else { return };
        let place = || Place::Section(view.report.form().preamble().clone());
        // Where the level is not known, the later day.
        let (month, day) = view.level().map_or((3, 31), Level::deadline);
        let deadline = view.around.deadline.unwrap_or(Day { year: year.saturating_add(1), month, day });
        if published <= (Day { year, month: 12, day: 31 }) {
            findings.push(rule.finding(place(), "发布日期早于统计期末（12月31日）。".into()));
        } else if published > deadline {
            let message = format!("发布日期晚于 {} 月 {} 日。", deadline.month, deadline.day);
            findings.push(rule.finding(place(), message));
        }
    },
};

pub(super) const R74: Rule = Rule {
    id: RuleId("R74"),
    severity: Severity::Warning,
    demand: "自称与本机关相符，例如镇的年报不写“我局”，也不以别的镇为主语。",
    source: "推断：沿用别处文稿",
    example: "正文出现“我局”，与本机关（某县青山镇）不符，请核对。",
    run: |rule, view, findings| {
        let Some(level) = view.level() else { return };
        let mut say = |place: Place, word: &str| {
            let message = format!("正文出现“{word}”，与本机关（{}）不符，请核对。", view.report.agency);
            findings.push(rule.finding(place, message));
        };
        let wrong: &[&str] = match level {
            Level::Township => &["我局", "我委", "我厅", "我街道", "我省"],
            Level::Subdistrict => &["我局", "我委", "我厅", "我镇", "我乡", "我省"],
            Level::Department => &["我镇", "我乡", "我街道"],
            Level::County | Level::City | Level::Province => &["我镇", "我乡", "我街道", "我局"],
        };
        let mut seen: Vec<&str> = Vec::new();
        for passage in view.passages() {
            for word in wrong {
                if let Some(at) = passage.text.find(word).filter(|_| !seen.contains(word)) {
                    seen.push(word);
                    say(passage.words(at..at + word.len()), word);
                }
            }
            if !matches!(level, Level::Township | Level::Subdistrict) {
                continue;
            }
            for sentence in passage.sentences() {
                if let Some(range) = town(sentence.text) {
                    let name = &sentence.text[range.clone()];
                    if !view.report.agency.contains(name) && !seen.contains(&name) {
                        seen.push(name);
                        say(sentence.words(range), name);
                    }
                }
            }
        }
    },
};

/// The town that a sentence has as its subject: 绿水镇 in 2024年，绿水镇认真贯彻….
fn town(sentence: &str) -> Option<Range<usize>> {
    const ACTS: &[&str] = &[
        "人民政府",
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
    ];
    // Other words that may stand there: 结合镇政府实际, 各乡镇积极.
    const NO_NAME: &[&str] = &[
        "结合", "依托", "根据", "按照", "通过", "围绕", "加强", "推进", "推动", "指导", "组织", "要求",
        "利用", "借助", "充分", "发挥", "落实", "成立", "设立", "对照", "针对", "统筹", "整合", "完善",
        "所有", "部分", "下属", "所辖", "辖区", "中心", "督促",
    ];
    let year =
        sentence.find('年').filter(|at| *at == 4 && sentence.as_bytes()[..4].iter().all(u8::is_ascii_digit));
    let start = year.map_or(0, |at| at + '年'.len_utf8());
    let start =
        start + sentence[start..].len() - sentence[start..].trim_start_matches(['，', ',', '度']).len();
    let rest = &sentence[start..];
    let (at, suffix) =
        ["镇", "乡", "街道"].iter().filter_map(|suffix| Some((rest.find(suffix)?, suffix))).min()?;
    let stem = &rest[..at];
    let is_name = (2..=4).contains(&stem.chars().count())
        && stem.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !stem.ends_with([
            '我', '本', '全', '各', '城', '该', '村', '集', '小', '个', '乡', '某', '为', '由', '在',
        ])
        && !NO_NAME.iter().any(|word| stem.starts_with(word));
    let end = at + suffix.len();
    (is_name && ACTS.iter().any(|act| rest[end..].starts_with(act))).then_some(start..start + end)
}

pub(super) const R75: Rule = Rule {
    id: RuleId("R75"),
    severity: Severity::Hint,
    demand: "标题有年份和“工作”，不写两个“年度”；通行的写法是“机关名称＋年份＋政府信息公开工作年度报告”。",
    source: "已公布年报的通行写法",
    example: "建议标题：某县青山镇2024年政府信息公开工作年度报告",
    run: |rule, view, findings| {
        let official = view.report.form().title_lines(&view.report.agency, view.report.year).concat();
        let Some(title) = view.report.title.as_ref().filter(|_| view.year().is_some()) else { return };
        let plain: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        // Offices order agency and year in more than one way; only what is plainly amiss is worth a word.
        let doubled = plain.matches("年度").count() > 1;
        let flawed = doubled || !plain.contains("工作") || years(&plain).is_empty();
        if flawed && !view.report.agency.is_empty() {
            let place = Place::Section(view.report.form().preamble().clone());
            findings.push(rule.finding(place, format!("建议标题：{official}")));
        }
    },
};

/// What the notice of 2019 is called, and that of 2021 is not.
const TITLE_BEFORE: &str = "年度报告有关事项";

pub(super) const R76: Rule = Rule {
    id: RuleId("R76"),
    severity: Severity::Warning,
    demand: "引用的格式文件是现行的：国办公开办函〔2021〕30号《…年度报告格式》。",
    source: "太平镇 2022、开化县中村乡 2023",
    example: "引用的“国办公开办函〔2019〕60号”已被替代，或与文件名不匹配；现行的是国办公开办函〔2021〕30号。",
    run: |rule, view, findings| {
        let form = view.report.form();
        for sentence in view.passages().iter().flat_map(|passage| passage.sentences()) {
            for (at, cited) in citations(sentence.text) {
                let digits: String =
                    cited.chars().filter(|c| c.is_ascii_digit() || "国办公开函发".contains(*c)).collect();
                let own: String = form
                    .document
                    .number
                    .chars()
                    .filter(|c| c.is_ascii_digit() || "国办公开函发".contains(*c))
                    .collect();
                let range = at..at + cited.len();
                let outdated = digits == "国办公开办函201960" && own != digits;
                // Other offices have a document of this year and number too: only 国办's can be meant.
                let misspelt = digits.starts_with("国办") && digits.ends_with("202130") && own != digits;
                let before = &sentence.text[..at];
                let title = before.rfind('》').and_then(|end| Some(&before[before[..end].rfind('《')?..end]));
                // The notice before had another title, and is often given with the new number.
                let mismatched = digits.ends_with("202130")
                    && own == digits
                    && title.is_some_and(|title| title.contains(TITLE_BEFORE));
                if outdated || misspelt || mismatched {
                    let message = format!(
                        "引用的“{cited}”已被替代，或与文件名不匹配；现行的是{}。",
                        form.document.number
                    );
                    findings.push(rule.finding(sentence.words(range), message));
                }
            }
        }
    },
};

pub(super) const R77: Rule = Rule {
    id: RuleId("R77"),
    severity: Severity::Hint,
    demand: "发文字号的年份用六角括号〔〕。",
    source: "GB/T 9704—2012；开化县中村乡 2023",
    example: "发文字号年份应使用〔〕：“国办公开办函〔2021〕30号”。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            for (at, cited) in citations(&passage.text) {
                if !cited.contains('〔') {
                    let right: String = cited
                        .chars()
                        .map(|c| match c {
                            '[' | '［' | '【' | '(' | '（' => '〔',
                            ']' | '］' | '】' | ')' | '）' => '〕',
                            c => c,
                        })
                        .collect();
                    let message = format!("发文字号年份应使用〔〕：“{right}”。");
                    let mut finding = rule.finding(passage.words(at..at + cited.len()), message);
                    finding.fix = Some(super::Fix::of_words(right));
                    findings.push(finding);
                }
            }
        }
    },
};

/// Document numbers of the form 国办公开办函〔2021〕30号, in any brackets.
fn citations(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (close, bracket) in
        text.char_indices().filter(|(_, c)| matches!(c, '〕' | ']' | '］' | '】' | ')' | '）'))
    {
        let behind = &text[close + bracket.len_utf8()..];
        let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
        let year: String = text[..close].chars().rev().take(4).collect();
        let Some(open) = text[..close]
            .char_indices()
            .rev()
            .nth(4)
            .filter(|(_, c)| matches!(c, '〔' | '[' | '［' | '【' | '(' | '（'))
        else {
            continue;
        };
        if digits == 0 || !behind[digits..].starts_with('号') || !year.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        let words =
            text[..open.0].char_indices().rev().take_while(|(_, c)| ('\u{4e00}'..='\u{9fff}').contains(c));
        // The issuer's mark: a few characters that end in 发, 函, 令 and the like.
        let start = words.take(8).last().map(|(at, _)| at);
        if let Some(start) = start {
            let end = close + bracket.len_utf8() + digits + '号'.len_utf8();
            let from = text[start..open.0].find("国办").map_or(start, |n| start + n);
            found.push((from, &text[from..end]));
        }
    }
    found
}

pub(super) const R78: Rule = Rule {
    id: RuleId("R78"),
    severity: Severity::Hint,
    demand: "公开版不保留报送上级的用语。",
    source: "已公布年报：“根据贵办”“请审阅”",
    example: "公开版不宜保留报送用语“根据贵”。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            for word in
                ["根据贵", "贵办", "贵局", "请审阅", "请审示", "请批示", "妥否", "特此报告", "现报告如下，请"]
            {
                if let Some(at) = passage.text.find(word) {
                    let message = format!("公开版不宜保留报送用语“{word}”。");
                    findings.push(rule.finding(passage.words(at..at + word.len()), message));
                    break;
                }
            }
        }
    },
};

/// Years `20xx年` with where they stand. A year of a document number has no 年 behind it.
pub(super) fn years(text: &str) -> Vec<(usize, u16)> {
    let ends = text.match_indices('年').map(|(end, _)| end);
    let read = |end: usize| -> Option<(usize, u16)> {
        let start = end.checked_sub(4)?;
        let digits = text.get(start..end).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
        let alone = !text[..start].ends_with(|c: char| c.is_ascii_digit());
        let year = digits.parse().ok().filter(|year| (2000..2100).contains(year) && alone)?;
        Some((start, year))
    };
    ends.filter_map(read).collect()
}
