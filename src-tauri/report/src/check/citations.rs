//! R76, R77: the documents a report cites.

use super::{Finding, Fix, Rule, RuleId, Severity};
use std::ops::Range;

/// What the notice of 2019 is called, and that of 2021 is not.
const TITLE_BEFORE: &str = "年度报告有关事项";
/// The number under which the regulation was promulgated in 2007, and that of its revision in 2019.
const REGULATION: [&str; 2] = ["国务院令第492号", "国务院令第711号"];

pub(super) const R76: Rule = Rule {
    id: RuleId("R76"),
    severity: Severity::Warning,
    demand:
        "引用的格式文件是现行的：国办公开办函〔2021〕30号《…年度报告格式》；引用的《条例》是国务院令第711号。",
    source: "太平镇 2022、开化县中村乡 2023",
    example: "引用的“国办公开办函〔2019〕60号”已被替代，或与文件名不匹配；现行的是国办公开办函〔2021〕30号。",
    run: |rule, view, findings| {
        let form = view.report.form();
        let Some(number) = form.document.as_ref().map(|it| &it.number) else { return };
        let own = issuer_and_number(number);
        // A report on another year's form should cite another document than its form has; that the form is the wrong
        // one is R60's.
        let on_its_form = view.year().is_none_or(|year| form.applies_to(year));
        view.each(rule, view.passages(), findings, |passage, findings| {
            for sentence in passage.sentences() {
                for cited in citations(sentence.text) {
                    let digits = issuer_and_number(&sentence.text[cited.range.clone()]);
                    let outdated = digits == "国办公开办函201960" && own != digits;
                    // Other offices have a document of this year and number too: only 国办's can be meant.
                    let misspelt = digits.starts_with("国办") && digits.ends_with("202130") && own != digits;
                    let before = &sentence.text[..cited.range.start];
                    let title =
                        before.rfind('》').and_then(|end| Some(&before[before[..end].rfind('《')?..end]));
                    // The notice before had another title, and is often given with the new number.
                    let mismatched = own == digits
                        && digits.ends_with("202130")
                        && title.is_some_and(|title| title.contains(TITLE_BEFORE));
                    if on_its_form && (outdated || misspelt || mismatched) {
                        let text = &sentence.text[cited.range.clone()];
                        let message = format!("引用的“{text}”已被替代，或与文件名不匹配；现行的是{number}。");
                        findings.push(rule.finding(sentence.words(cited.range), message));
                    }
                }
                let [before, now] = REGULATION;
                let tells_history = ["修订", "废止", "原"].iter().any(|word| sentence.text.contains(word));
                if let Some(at) = sentence.text.find(before).filter(|_| !tells_history) {
                    let message = format!("引用的“{before}”已被替代，或与文件名不匹配；现行的是{now}。");
                    let fix = Some(Fix::of_words(now));
                    let place = sentence.words(at..at + before.len());
                    findings.push(Finding { fix, ..rule.finding(place, message) });
                }
            }
        });
    },
};

/// The issuer's characters that tell 国办's documents apart, and the digits.
fn issuer_and_number(cited: &str) -> String {
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        c => c,
    };
    cited.chars().map(plain).filter(|c| c.is_ascii_digit() || "国办公开函发".contains(*c)).collect()
}

pub(super) const R77: Rule = Rule {
    id: RuleId("R77"),
    severity: Severity::Hint,
    demand: "发文字号的年份用六角括号〔〕。",
    source: "GB/T 9704—2012；开化县中村乡 2023",
    example: "发文字号年份应使用〔〕：“国办公开办函〔2021〕30号”。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            for cited in citations(&passage.text) {
                let words = &passage.text[cited.range.clone()];
                let right: String = words
                    .char_indices()
                    .map(|(at, c)| match cited.range.start + at {
                        at if at == cited.open => '〔',
                        at if at == cited.close => '〕',
                        _ => c,
                    })
                    .collect();
                if right != words {
                    let message = format!("发文字号年份应使用〔〕：“{right}”。");
                    let fix = Some(Fix::of_words(right));
                    findings.push(Finding { fix, ..rule.finding(passage.words(cited.range), message) });
                }
            }
        });
    },
};

/// A document's number: where it stands, and where the brackets around its year are.
struct Citation {
    range: Range<usize>,
    open: usize,
    close: usize,
}

const OPENING: [char; 9] = ['〔', '[', '［', '【', '(', '（', '﹝', '<', '〈'];
const CLOSING: [char; 9] = ['〕', ']', '］', '】', ')', '）', '﹞', '>', '〉'];
/// The issuer's mark has no more characters: a few that end in 发, 函, 令 and the like.
const LONGEST_MARK: usize = 8;

/// Document numbers of the form 国办公开办函〔2021〕30号, in any brackets.
fn citations(text: &str) -> Vec<Citation> {
    text.char_indices()
        .filter(|(_, c)| CLOSING.contains(c))
        .filter_map(|(at, c)| citation(text, at, c))
        .collect()
}

fn citation(text: &str, close: usize, bracket: char) -> Option<Citation> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let behind = &text[close + bracket.len_utf8()..];
    let number = behind.trim_start_matches([' ', '\u{a0}', '第']);
    let number = if behind.len() - number.len() <= '第'.len_utf8() + 1 { number } else { behind };
    let sign = number.trim_start_matches(is_digit);
    let end = text.len() - sign.trim_start_matches(' ').strip_prefix('号')?.len();
    let (open, _) = text[..close].char_indices().rev().nth(4).filter(|(_, c)| OPENING.contains(c))?;
    let is_year = text[open..close].chars().skip(1).all(is_digit);
    let issuer = text[..open].trim_end_matches(' ');
    let words = issuer.char_indices().rev().take_while(|(_, c)| ('\u{4e00}'..='\u{9fff}').contains(c));
    let start = words.take(LONGEST_MARK).last().map(|(at, _)| at)?;
    let from = text[start..open].find("国办").map_or(start, |n| start + n);
    (is_year && sign.len() < number.len()).then_some(Citation { range: from..end, open, close })
}
