//! R82–R84: what belongs to a person and has no place in a public text.

use super::{view::Passage, Finding, Rule, RuleId, Severity, View};
use std::ops::Range;

pub(super) const R82: Rule = Rule {
    id: RuleId("R82"),
    severity: Severity::Error,
    demand: "正文不含身份证号码。",
    source: "《条例》第十五条",
    example: "正文含身份证号码，请删除。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            for number in numbers(&passage.text) {
                let severity = match number.digits.len() {
                    18 if is_identity_number(&number.digits, view) => Severity::Error,
                    15 if is_old_identity_number(&number.digits, view) => Severity::Warning,
                    _ => continue,
                };
                if names_another(&passage.text, number.range.start, &["代码", "注册号", "备案", "项目"])
                {
                    continue;
                }
                let message = "正文含身份证号码，请删除。".into();
                findings.push(Finding { severity, ..rule.finding(passage.words(number.range), message) });
            }
        });
    },
};

/// A number as a person writes it: with its groups set apart, in wide digits, with an X at the end.
struct Number {
    range: Range<usize>,
    /// Its digits in ASCII, and perhaps an X.
    digits: String,
}

/// The most groups a number is set in: +86 138 1234 5678, 6222 0202 0011 2233 442.
const MOST_GROUPS: usize = 6;
/// How long the groups are in which such numbers are set. Others that stand side by side are several numbers.
const GROUPINGS: &[&[usize]] = &[
    &[3, 4, 4],
    &[3, 8],
    &[6, 8, 4],
    &[6, 4, 4, 4],
    &[6, 4, 2, 2, 4],
    &[3, 3, 4, 4, 4],
    &[6, 6, 6],
    &[6, 6, 3],
    &[4, 4, 4, 4],
    &[4, 4, 4, 4, 2],
    &[4, 4, 4, 4, 3],
];

/// The numbers of a text that may be somebody's, those of web addresses left out.
fn numbers(text: &str) -> Vec<Number> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        let set = (2..=MOST_GROUPS).rev().find_map(|n| joined(text, groups.get(at..at + n)?));
        let (number, taken) = match set {
            Some(set) => set,
            None => (Number { range: groups[at].range.clone(), digits: groups[at].digits.clone() }, 1),
        };
        if !in_address(text, number.range.start) {
            found.push(number);
        }
        at += taken;
    }
    found
}

/// Groups that are set apart as those of one number are, and how many they are.
fn joined(text: &str, groups: &[Number]) -> Option<(Number, usize)> {
    let (first, last) = (groups.first()?, groups.last()?);
    let apart = groups.windows(2).all(|pair| {
        let between = &text[pair[0].range.end..pair[1].range.start];
        matches!(between, " " | "\u{a0}" | "\u{3000}" | "-" | "－" | "–")
    });
    let lengths = groups.iter().map(|group| group.digits.len());
    let known = GROUPINGS.iter().any(|known| known.iter().copied().eq(lengths.clone()));
    let digits = groups.iter().map(|group| group.digits.as_str()).collect();
    (apart && known).then_some((Number { range: first.range.start..last.range.end, digits }, groups.len()))
}

/// Runs of digits, half or full width, with an X at the end if there is one. The sign of the country, +86 or 0086, is
/// left out.
fn groups(text: &str) -> Vec<Number> {
    let mut found: Vec<Number> = Vec::new();
    let mut open: Option<Number> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match (digit(c), open.as_mut()) {
            (Some(digit), Some(number)) => {
                number.range.end = end;
                number.digits.push(digit);
            }
            (Some(digit), None) => open = Some(Number { range: at..end, digits: digit.into() }),
            (None, Some(number)) => {
                if matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ') && matches!(number.digits.len(), 3 | 5 | 17) {
                    number.range.end = end;
                    number.digits.push('X');
                }
                found.extend(open.take());
            }
            (None, None) => {}
        }
    }
    found.extend(open);
    for number in &mut found {
        for sign in ["0086", "86"] {
            let is_mobile = number.digits.len() == sign.len() + 11 && number.digits.starts_with(sign);
            if is_mobile {
                // Digits of both widths may be mixed.
                let signs = text[number.range.clone()].chars().take(sign.len());
                number.range.start += signs.map(char::len_utf8).sum::<usize>();
                number.digits.drain(..sign.len());
            }
        }
    }
    found
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    }
}

/// How far back the beginning of an address is looked for.
const LONGEST_ADDRESS: usize = 200;

/// Whether what stands here is part of a web address: http://…, www.…, a.cn/x?id=….
fn in_address(text: &str, at: usize) -> bool {
    let before = text[..at].chars().rev().take(LONGEST_ADDRESS).take_while(char::is_ascii_graphic);
    let before: String = before.collect::<Vec<_>>().into_iter().rev().collect();
    before.contains("://")
        || before.contains("www.")
        || before.contains('=')
        || (before.contains('.') && before.contains('/'))
}

/// Whether the words before a number name something else than a person's.
fn names_another(text: &str, at: usize, names: &[&str]) -> bool {
    const FAR: usize = 12;
    let start = text[..at].char_indices().rev().nth(FAR).map_or(0, |(start, _)| start);
    let near = text[start..at].rsplit(['，', '。', '；', '、']).next().unwrap_or_default();
    names.iter().any(|name| near.contains(name))
}

/// A resident identity number (GB 11643): region, birth date, check digit.
fn is_identity_number(number: &str, view: &View<'_>) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let digits: Option<Vec<u32>> = number.chars().take(17).map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == 17) else { return false };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = CHECKS[(sum % 11) as usize];
    is_region(number)
        && number.get(6..14).is_some_and(|date| is_birth_date(date, view))
        && number.as_bytes().last() == Some(&check)
}

/// The number of fifteen digits of before 1999: region, birth date of the last century.
fn is_old_identity_number(number: &str, view: &View<'_>) -> bool {
    number.bytes().all(|b| b.is_ascii_digit())
        && is_region(number)
        && number.get(6..12).is_some_and(|date| is_birth_date(&format!("19{date}"), view))
}

fn is_region(number: &str) -> bool {
    matches!(
        number.get(..2).and_then(|province| province.parse::<u8>().ok()),
        Some(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81 | 82)
    )
}

/// The oldest people that a report may speak of were born in this year.
const OLDEST: u16 = 1910;

/// `YYYYMMDD`, a day of the calendar that somebody alive in the year after the report's may be born on.
fn is_birth_date(date: &str, view: &View<'_>) -> bool {
    let number = |range: Range<usize>| date.get(range).and_then(|part| part.parse::<u16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(4..6), number(6..8)) else {
        return false;
    };
    let newest = view.year().unwrap_or(2099).saturating_add(1);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (OLDEST..=newest).contains(&year) && (1..=days).contains(&day)
}

pub(super) const R83: Rule = Rule {
    id: RuleId("R83"),
    severity: Severity::Warning,
    demand: "公开版不写手机号码，写办公电话。",
    source: "怀化市通知中所印",
    example: "正文含手机号码，公开版请改用办公电话。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            for number in numbers(&passage.text).into_iter().filter(|number| is_mobile(number, passage)) {
                let message = "正文含手机号码，公开版请改用办公电话。".into();
                findings.push(rule.finding(passage.words(number.range), message));
            }
        });
    },
};

/// Units behind a number that counts.
const UNITS: &[char] =
    &['次', '条', '件', '个', '人', '元', '份', '篇', '户', '万', '亿', '亩', '余', '多', '%', '@'];

fn is_mobile(number: &Number, passage: &Passage) -> bool {
    let digits = number.digits.as_bytes();
    let behind = passage.text[number.range.end..].trim_start();
    digits.len() == 11
        && digits[0] == b'1'
        && (b'3'..=b'9').contains(&digits[1])
        && digits.iter().all(u8::is_ascii_digit)
        && !(behind.starts_with(UNITS) || behind.starts_with(|c: char| c.is_ascii_alphanumeric()))
        && !names_another(
            &passage.text,
            number.range.start,
            &["编号", "索引号", "流水号", "账号", "备案", "代码", "浏览", "访问", "点击", "阅读"],
        )
}

pub(super) const R84: Rule = Rule {
    id: RuleId("R84"),
    severity: Severity::Hint,
    demand: "疑似银行卡号、住址加姓名的内容，核对是否属于个人信息。",
    source: "《条例》第十五条",
    example: "疑似银行卡号，请核对。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            for number in numbers(&passage.text).into_iter().filter(|number| is_card(number, passage)) {
                if !is_identity_number(&number.digits, view) {
                    findings.push(rule.finding(passage.words(number.range), "疑似银行卡号，请核对。".into()));
                }
            }
            for range in personal(&passage.text) {
                findings.push(rule.finding(passage.words(range), "疑似个人信息，请核对。".into()));
            }
        });
    },
};

/// The number of a payment card (ISO/IEC 7812): one of 银联's, or one that the text calls so. One number in ten passes
/// the check by chance, so its digits alone say nothing.
fn is_card(number: &Number, passage: &Passage) -> bool {
    let digits = &number.digits;
    let called = || {
        names_another(&passage.text, number.range.start, &["账号", "帐号", "卡号", "银行", "账户", "帐户"])
    };
    (16..=19).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && luhn(digits)
        && (called() || (digits.starts_with("62") && matches!(digits.len(), 16 | 19)))
}

/// The check of payment cards.
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

/// Where a text gives somebody's address, or a name with something of that person behind it.
fn personal(text: &str) -> Vec<Range<usize>> {
    const GIVES: [char; 4] = ['：', ':', '为', '是'];
    let mut found = Vec::new();
    for word in ["家庭住址", "家庭地址", "户籍地址", "户籍所在地", "现住址", "身份证住址"]
    {
        for (at, _) in text.match_indices(word) {
            // 不公开家庭住址等个人信息 gives nobody's.
            if text[at + word.len()..].starts_with(GIVES) {
                found.push(at..at + word.len());
            }
        }
    }
    let of_person = ["住址", "身份证", "出生", "性别", "手机"].iter().any(|word| text.contains(word));
    for (at, word) in text.match_indices("姓名").filter(|_| of_person) {
        if text[at + word.len()..].starts_with(['：', ':']) {
            found.push(at..at + word.len());
        }
    }
    found.sort_by_key(|range| range.start);
    found
}
