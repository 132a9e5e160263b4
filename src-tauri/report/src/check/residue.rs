//! R80–R87: what should not have stayed in a published text.

use super::{view::Passage, Finding, Fix, Rule, RuleId, Severity};
use std::{ops::Range, sync::LazyLock};

pub(super) const R80: Rule = Rule {
    id: RuleId("R80"),
    severity: Severity::Warning,
    demand: "正文不残留网页内容：分享按钮、附件链接、字体切换、浏览次数、导航等。",
    source: "官塘驿镇 2024 等",
    example: "正文残留网页内容“附件下载”，请删除。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            if let Some(range) = furniture(&passage.text) {
                say(rule, passage, range, "正文残留网页内容“{}”，请删除。", findings);
            }
            if let Some(range) = page_link(&passage.text) {
                say(rule, passage, range, "正文残留网页内容“{}”，请删除。", findings);
            }
        }
    },
};

const FURNITURE: &[&str] = &[
    "分享到",
    "【打印",
    "【字体",
    "[打印",
    "浏览次数：",
    "浏览次数:",
    "浏览量：",
    "访问量：",
    "首页>",
    "首页 >",
    "微信 微博",
    "QQ空间",
    "-->",
    "&nbsp;",
    "打印本页",
    "关闭窗口",
    "上一篇：",
    "下一篇：",
];

/// What is furniture in a line of its own, and may be told of in a sentence (公众扫一扫即可查看).
const FURNITURE_ALONE: &[&str] =
    &["浏览次数", "当前位置", "扫一扫", "点击收听", "点击下载", "附件下载", "附件：", "附件:"];

/// Such a line has no more characters.
const LINE: usize = 20;

fn furniture(text: &str) -> Option<Range<usize>> {
    let is_line = text.chars().count() <= LINE && !text.contains('，');
    let alone = FURNITURE_ALONE.iter().filter(|_| is_line);
    FURNITURE.iter().chain(alone).find_map(|word| text.find(word).map(|at| at..at + word.len()))
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
        for passage in view.passages() {
            if let Some(range) = placeholder(&passage.text) {
                say(rule, passage, range, "模板占位内容未替换：“{}”。", findings);
            }
        }
    },
};

/// What templates leave for the office to fill in.
const BLANKS: &[&str] = &[
    "××",
    "（文字描述）",
    "(文字描述)",
    "此处填写",
    "该部分以表格形式报告",
    "具体重大政策名称",
    "（略）",
    "某某",
];

fn placeholder(text: &str) -> Option<Range<usize>> {
    let words = BLANKS.iter().filter_map(|word| text.find(word).map(|at| at..at + word.len()));
    // Signs of the same kind in a row stand for a blank only by themselves: zfxxgk is an address, 138****1234 a
    // number made unreadable on purpose, 二〇〇八 a year.
    let runs = ['X', 'x', '*', '〇'].iter().filter_map(|sign| {
        let run = text.match_indices(&sign.to_string().repeat(2)).find(|(at, found)| {
            let (before, behind) = (&text[..*at], text[at + found.len()..].trim_start_matches(*sign));
            let joins = |c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九零〇@._-/*".contains(c);
            !before.ends_with(joins) && !behind.starts_with(joins)
        });
        run.map(|(at, found)| at..at + found.len())
    });
    words.chain(runs).min_by_key(|range| range.start)
}

pub(super) const R82: Rule = Rule {
    id: RuleId("R82"),
    severity: Severity::Error,
    demand: "正文不含身份证号码。",
    source: "《条例》第十五条",
    example: "正文含身份证号码，请删除。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            for range in digit_runs(&passage.text).filter(|range| !in_address(&passage.text, range.start)) {
                let number = &passage.text[range.clone()];
                let severity = match number.len() {
                    18 if is_identity_number(number) => Severity::Error,
                    15 if is_birth_date(&format!("19{}", &number[6..12])) && is_region(number) => {
                        Severity::Warning
                    }
                    _ => continue,
                };
                let message = "正文含身份证号码，请删除。".into();
                findings.push(Finding { severity, ..rule.finding(passage.words(range), message) });
            }
        }
    },
};

/// Runs of digits, with an X at the end if there is one.
fn digit_runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|c: char| c.is_ascii_digit())?;
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let x = text[start + digits..].starts_with(['X', 'x']) as usize;
        at = start + digits + x;
        Some(start..at)
    })
}

/// How far back the beginning of an address is looked for.
const LONGEST_ADDRESS: usize = 200;

/// Whether what stands here is part of a web address or of a longer code.
fn in_address(text: &str, at: usize) -> bool {
    let graphic = text[..at].chars().rev().take(LONGEST_ADDRESS).take_while(char::is_ascii_graphic);
    let before: String = graphic.collect();
    !before.is_empty() && before.contains(['/', '=', '.', '_', '-'])
        || before.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A resident identity number (GB 11643): region, birth date, check digit.
fn is_identity_number(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let digits: Option<Vec<u32>> = number.chars().take(17).map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 17) else { return false };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = CHECKS[(sum % 11) as usize];
    is_region(number)
        && is_birth_date(&number[6..14])
        && number.as_bytes().last().map(u8::to_ascii_uppercase) == Some(check)
}

fn is_region(number: &str) -> bool {
    matches!(
        number.get(..2).and_then(|province| province.parse::<u8>().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82)
    )
}

/// `YYYYMMDD`, a day people now alive may be born on.
fn is_birth_date(date: &str) -> bool {
    let number = |range: Range<usize>| date.get(range).and_then(|part| part.parse::<u16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else {
        return false;
    };
    (1900..=2099).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

pub(super) const R83: Rule = Rule {
    id: RuleId("R83"),
    severity: Severity::Warning,
    demand: "公开版不写手机号码，写办公电话。",
    source: "怀化市通知中所印",
    example: "正文含手机号码，公开版请改用办公电话。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            for range in digit_runs(&passage.text)
                .filter(|range| range.len() == 11 && !in_address(&passage.text, range.start))
            {
                let number = passage.text[range.clone()].as_bytes();
                if number[0] == b'1'
                    && (b'3'..=b'9').contains(&number[1])
                    && number.iter().all(u8::is_ascii_digit)
                {
                    let message = "正文含手机号码，公开版请改用办公电话。".into();
                    findings.push(rule.finding(passage.words(range), message));
                }
            }
        }
    },
};

pub(super) const R84: Rule = Rule {
    id: RuleId("R84"),
    severity: Severity::Hint,
    demand: "疑似银行卡号、住址加姓名的内容，核对是否属于个人信息。",
    source: "《条例》第十五条",
    example: "疑似银行卡号，请核对。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            for range in digit_runs(&passage.text)
                .filter(|range| (16..=19).contains(&range.len()) && !in_address(&passage.text, range.start))
            {
                let number = &passage.text[range.clone()];
                if number.bytes().all(|b| b.is_ascii_digit()) && !is_identity_number(number) && luhn(number) {
                    findings.push(rule.finding(passage.words(range), "疑似银行卡号，请核对。".into()));
                }
            }
            for word in ["家庭住址", "户籍地址"] {
                for (at, _) in passage.text.match_indices(word) {
                    // 不公开家庭住址等个人信息 gives nobody's.
                    if passage.text[at + word.len()..].starts_with(['：', ':', '为', '是']) {
                        let place = passage.words(at..at + word.len());
                        findings.push(rule.finding(place, "疑似个人信息，请核对。".into()));
                    }
                }
            }
        }
    },
};

/// The check of payment cards (ISO/IEC 7812).
fn luhn(number: &str) -> bool {
    let digits = number.bytes().rev().enumerate().map(|(n, b)| {
        let digit = u32::from(b - b'0') * if n % 2 == 1 { 2 } else { 1 };
        if digit > 9 {
            digit - 9
        } else {
            digit
        }
    });
    digits.sum::<u32>() % 10 == 0
}

pub(super) const R85: Rule = Rule {
    id: RuleId("R85"),
    severity: Severity::Hint,
    demand: "标点统一：汉字旁用全角标点，不夹空格，不重复。",
    source: "网页复制的文本",
    example: "标点不统一，或汉字间夹有空格。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            let (clean, first) = unify(&passage.text);
            if first.is_some() {
                let place = passage.words(0..passage.text.len());
                let message = "标点不统一，或汉字间夹有空格。".into();
                findings.push(Finding { fix: Some(Fix::of_words(clean)), ..rule.finding(place, message) });
            }
        }
    },
};

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '《' | '》' | '“' | '”' | '（' | '）')
}

/// The text with its punctuation unified, and where the first change is.
fn unify(text: &str) -> (String, Option<Range<usize>>) {
    let mut clean = String::new();
    let mut first = None;
    // Up to where the text is already in `clean`.
    let mut copied = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        if let Some(instead) = unified(before, c, next) {
            first.get_or_insert(at..at + c.len_utf8());
            clean.push_str(&text[copied..at]);
            clean.push_str(instead);
            copied = at + c.len_utf8();
        }
        before = Some(c);
    }
    clean.push_str(&text[copied..]);
    (clean, first)
}

/// What should stand in place of a character between these two, when it is not right as it is.
fn unified(before: Option<char>, c: char, next: Option<char>) -> Option<&'static str> {
    let beside = || before.is_some_and(is_han) && next.is_none_or(is_han);
    match c {
        ',' if beside() => Some("，"),
        ';' if beside() => Some("；"),
        ':' if beside() => Some("："),
        '?' if beside() => Some("？"),
        '!' if beside() => Some("！"),
        '(' if next.is_some_and(is_han) => Some("（"),
        ')' if before.is_some_and(is_han) => Some("）"),
        ' ' if beside() => Some(""),
        '，' | '。' | '、' | '；' | '：' if before == Some(c) => Some(""),
        _ => None,
    }
}

pub(super) const R86: Rule = Rule {
    id: RuleId("R86"),
    severity: Severity::Hint,
    demand: "书名号成对。",
    source: "已公布年报：〈」>",
    example: "书名号不成对：“《”。",
    run: |rule, view, findings| {
        for place in view.report.form().prose_places() {
            // A title may run on in the next paragraph, where a text was cut into lines.
            let passages: Vec<&Passage> = view.section(place.as_str()).collect();
            for (passage, range) in unpaired(&passages) {
                say(rule, passage, range, "书名号不成对：“{}”。", findings);
            }
        }
    },
};

/// Title marks without their partner: those that close nothing, and those that nothing closes.
fn unpaired<'a>(passages: &[&'a Passage]) -> Vec<(&'a Passage, Range<usize>)> {
    let mut alone = Vec::new();
    let mut open: Vec<(&Passage, Range<usize>, char)> = Vec::new();
    for passage in passages {
        for (at, c) in passage.text.char_indices() {
            let range = at..at + c.len_utf8();
            match c {
                '《' | '〈' => open.push((passage, range, c)),
                '》' | '〉' => {
                    let partner = if c == '》' { '《' } else { '〈' };
                    if open.pop().is_none_or(|(.., last)| last != partner) {
                        alone.push((*passage, range));
                    }
                }
                _ => {}
            }
        }
    }
    alone.extend(open.into_iter().map(|(passage, range, _)| (passage, range)));
    alone
}

pub(super) const R87: Rule = Rule {
    id: RuleId("R87"),
    severity: Severity::Hint,
    demand: "正文用简体字。",
    source: "遂溪县北坡镇 2022",
    example: "正文含繁体字：“鎮網”。",
    run: |rule, view, findings| {
        for passage in view.passages() {
            let found = || passage.text.char_indices().filter(|(_, c)| simplified(*c).is_some());
            let (Some((first, _)), Some((last, end))) = (found().next(), found().next_back()) else {
                continue;
            };
            let range = first..last + end.len_utf8();
            let shown: String = found().map(|(_, c)| c).take(8).collect();
            let words = &passage.text[range.clone()];
            let simple: String = words.chars().map(|c| simplified(c).unwrap_or(c)).collect();
            let message = format!("正文含繁体字：“{shown}”。");
            let fix = Some(Fix::of_words(simple));
            findings.push(Finding { fix, ..rule.finding(passage.words(range), message) });
        }
    },
};

/// Traditional characters that are never right in simplified Chinese, with their simplified ones, by their place in
/// Unicode: those of Big5 that GB 2312 lacks, by the transform Traditional-Simplified of CLDR.
static TRADITIONAL: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let mut table = vec![None; 0x9fff - FIRST_HAN + 1];
    for pair in include_str!("traditional.txt").split_whitespace() {
        let mut chars = pair.chars();
        let (traditional, simple) = (chars.next(), chars.next());
        if let Some(entry) = traditional.and_then(|c| table.get_mut((c as usize).checked_sub(FIRST_HAN)?)) {
            *entry = simple;
        }
    }
    table
});

const FIRST_HAN: usize = 0x4e00;

/// The simplified character for a traditional one that is never right in simplified Chinese.
pub fn simplified(c: char) -> Option<char> {
    *TRADITIONAL.get((c as usize).checked_sub(FIRST_HAN)?)?
}

fn say(rule: &Rule, passage: &Passage, range: Range<usize>, sentence: &str, findings: &mut Vec<Finding>) {
    let message = sentence.replace("{}", &passage.text[range.clone()]);
    findings.push(rule.finding(passage.words(range), message));
}
