//! R80, R81: what a web page or a template left in the text.

use super::{view::Passage, Finding, Rule, RuleId, Severity};
use aho_corasick::AhoCorasick;
use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

pub(super) const R80: Rule = Rule {
    id: RuleId("R80"),
    severity: Severity::Warning,
    demand: "正文不残留网页内容：分享按钮、附件链接、字体切换、浏览次数、导航、网页代码等。",
    source: "官塘驿镇 2024 等",
    example: "正文残留网页内容“附件下载”，请删除。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            for range in furniture(&passage.text) {
                say(rule, passage, range, "正文残留网页内容“{}”，请删除。", findings);
            }
        });
    },
};

/// What never stands in a report's own sentences.
const FURNITURE: &[&str] = &[
    "分享到",
    "【打印",
    "【字体",
    "【关闭",
    "[打印",
    "[关闭",
    "首页>",
    "首页 >",
    "首页＞",
    "微信 微博",
    "QQ空间",
    "-->",
    "<!--",
    "&nbsp",
    "&amp;",
    "&lt;",
    "&gt;",
    "&quot;",
    "<br",
    "<p>",
    "</p>",
    "<span",
    "</span>",
    "<div",
    "</div>",
    "javascript:",
    "打印本页",
    "打印此页",
    "打印文章",
    "关闭窗口",
    "关闭本页",
    "上一篇：",
    "下一篇：",
    "上一条：",
    "下一条：",
    "上一篇:",
    "下一篇:",
    "返回顶部",
    "责任编辑：",
    "责任编辑:",
    "字体：大",
    "字体:大",
    "大中小】",
    "大 中 小】",
    "大 中 小]",
    "扫一扫在手机打开",
    "当前位置：",
    "当前位置:",
    "您的位置：",
    "您现在的位置",
    "文档附件：",
];

/// What is furniture in a line of its own, and may be told of in a sentence (公众扫一扫即可查看).
const FURNITURE_ALONE: &[&str] = &[
    "当前位置",
    "扫一扫",
    "点击收听",
    "点击下载",
    "附件下载",
    "附件：",
    "附件:",
    "信息来源：",
    "发布时间：",
    "发布日期：",
    "索引号：",
    "相关链接",
    "收藏本站",
    "我要纠错",
];

/// What counts visitors: a page's own counter has bare digits behind it, while a sentence counts in 次 or 万.
const COUNTERS: &[&str] =
    &["浏览次数", "浏览量", "访问量", "访问次数", "阅读次数", "阅读量", "点击数", "点击量", "点击率"];

/// Such a line has no more characters.
const LINE: usize = 20;

/// Where the furniture of a text stands, in order; what lies within another piece is left out.
pub(super) fn furniture(text: &str) -> Vec<Range<usize>> {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(FURNITURE).ok());
    let is_line = text.chars().count() <= LINE && !text.contains('，');
    let alone = FURNITURE_ALONE.iter().filter(|_| is_line);
    let mut found = firsts(WORDS.as_ref(), text);
    found.extend(alone.filter_map(|word| text.find(word).map(|at| at..at + word.len())));
    found.extend(COUNTERS.iter().filter_map(|word| counter(text, word)));
    found.extend(page_link(text));
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    found
}

/// Where each of many words stands first in a text, found in one pass over it.
fn firsts(words: Option<&AhoCorasick>, text: &str) -> Vec<Range<usize>> {
    let mut firsts = BTreeMap::new();
    for found in words.iter().flat_map(|words| words.find_overlapping_iter(text)) {
        firsts.entry(found.pattern()).or_insert_with(|| found.range());
    }
    firsts.into_values().collect()
}

/// 浏览次数：123 as pages have it: at the end of a line, with nothing behind its digits.
fn counter(text: &str, word: &str) -> Option<Range<usize>> {
    text.match_indices(word).find_map(|(at, _)| {
        let behind = text[at + word.len()..].trim_start();
        let starts = at == 0 || text[..at].ends_with([' ', '\u{3000}', '\u{a0}', '|', '】', ']', '[', '【']);
        let number = behind.strip_prefix(['：', ':'])?.trim_start();
        let rest = number.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let ends = rest.is_empty() || rest.starts_with(['|', '【', '[', ']', '】']);
        let bare = rest.starts_with('次') && rest.trim_start_matches('次').trim().is_empty() && at > 0;
        (starts && (ends || bare)).then_some(at..text.len() - number.len())
    })
}

/// A relative link of a content system, such as ./t20250103_3865366.shtml.
fn page_link(text: &str) -> Option<Range<usize>> {
    let start = text.find("./t2")?;
    let length = text[start..].find(|c: char| !c.is_ascii_graphic()).unwrap_or(text.len() - start);
    text[start..start + length].contains("htm").then_some(start..start + length)
}

pub(super) const R81: Rule = Rule {
    id: RuleId("R81"),
    severity: Severity::Error,
    demand: "模板里的占位内容都已替换。",
    source: "尼勒克县某镇 2023、紫金县 2024",
    example: "模板占位内容未替换：“具体重大政策名称”。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            if let Some(range) = placeholder(&passage.text) {
                say(rule, passage, range, "模板占位内容未替换：“{}”。", findings);
            }
        });
    },
};

/// What templates leave for the office to fill in.
const BLANKS: &[&str] = &[
    "××",
    "（文字描述）",
    "(文字描述)",
    "此处填写",
    "请在此处",
    "该部分以表格形式报告",
    "具体重大政策名称",
    "（略）",
    "某某",
    "（填写",
    "（待补充",
    "（单位名称）",
    "（机关名称）",
    "【机关名称】",
    "【单位名称】",
    "[机关名称]",
    "[单位名称]",
    "__",
    "＿＿",
];

/// Signs that stand for what is to be filled in.
const SIGNS: [char; 6] = ['X', 'x', 'Ｘ', '*', '〇', '×'];

/// What is counted or dated where a single sign stands for a number: 共X条, X月X日.
const COUNTED: &[char] = &[
    '件', '条', '次', '份', '年', '月', '日', '个', '期', '场', '篇', '人', '项', '元', '万', '镇', '乡',
    '县', '局',
];

fn placeholder(text: &str) -> Option<Range<usize>> {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(BLANKS).ok());
    let words = firsts(WORDS.as_ref(), text).into_iter();
    let mut runs: Vec<Range<usize>> = SIGNS.iter().filter_map(|sign| run_of(text, *sign)).collect();
    // Brackets with nothing in them where a number should be: 共（ ）条.
    runs.extend(text.match_indices('（').find_map(|(at, open)| {
        let inside = &text[at + open.len()..];
        let rest = inside.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
        let end = text.len() - rest.len() + '）'.len_utf8();
        let behind = rest.strip_prefix('）')?;
        behind.starts_with(COUNTED).then_some(at..end)
    }));
    words.chain(runs).min_by_key(|range| range.start)
}

/// The first run of a sign that stands for a blank. Two or more do by themselves, unless they are part of something:
/// zfxxgk is an address, 138****1234 a number made unreadable on purpose, 二〇〇八 a year. One does before what is
/// counted: 共X条.
fn run_of(text: &str, sign: char) -> Option<Range<usize>> {
    let joins = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九零〇@._-/*".contains(c);
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find(sign) {
        let start = at + found;
        let length = text[start..].len() - text[start..].trim_start_matches(sign).len();
        let (before, behind) = (&text[..start], &text[start + length..]);
        let range = start..start + length;
        at = range.end;
        // 20XX年 is a year to be filled in, whatever stands before it.
        let is_year = before.ends_with("20") && length == 2 * sign.len_utf8() && behind.starts_with('年');
        if is_year && !before[..before.len() - 2].ends_with(|c: char| c.is_ascii_digit()) {
            return Some(start - 2..range.end);
        }
        let apart = !before.ends_with(joins) && !behind.starts_with(joins);
        let alone = length == sign.len_utf8();
        if !apart || (alone && (sign == '*' || sign == '〇')) {
            continue;
        }
        let beside_han = before.ends_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
        if !alone || (beside_han && behind.starts_with(COUNTED)) {
            return Some(range);
        }
    }
    None
}

pub(super) fn say(
    rule: &Rule,
    passage: &Passage,
    range: Range<usize>,
    sentence: &str,
    findings: &mut Vec<Finding>,
) {
    let message = sentence.replace("{}", &passage.text[range.clone()]);
    findings.push(rule.finding(passage.words(range), message));
}
