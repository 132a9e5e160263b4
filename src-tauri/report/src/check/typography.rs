//! R85–R87: punctuation, title marks, traditional characters.

use super::{
    residue::{furniture, say},
    view::Passage,
    Finding, Fix, Rule, RuleId, Severity,
};
use std::{ops::Range, sync::LazyLock};

pub(super) const R85: Rule = Rule {
    id: RuleId("R85"),
    severity: Severity::Hint,
    demand: "标点统一：汉字旁用全角标点，不夹空格，不重复。",
    source: "网页复制的文本",
    example: "标点、空格不规范：“领导,完善”应为“领导，完善”，共 3 处。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            // What is furniture from end to end is to go (R80).
            if !passage.text.contains('。') && !furniture(&passage.text).is_empty() {
                return;
            }
            let changes = changes(&passage.text);
            let Some(first) = changes.first() else { return };
            let message = format!(
                "标点、空格不规范：{}{}。",
                shown(&passage.text, first),
                if changes.len() > 1 { format!("，共 {} 处", changes.len()) } else { String::new() }
            );
            let fix = Some(Fix::of_words(changed(&passage.text, &changes)));
            let place = passage.words(0..passage.text.len());
            findings.push(Finding { fix, ..rule.finding(place, message) });
        });
    },
};

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '《' | '》' | '“' | '”' | '（' | '）')
}

/// White space that has no place between two Chinese characters.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

/// What stands in a text and should not, and what should stand there.
type Change = (Range<usize>, &'static str);

/// What makes the punctuation of a text one.
fn changes(text: &str) -> Vec<Change> {
    let mut found = Vec::new();
    let mut before = None;
    // Behind a run-in heading a gap is the end of the heading: （一）主动公开 我镇….
    let mut in_heading = text.starts_with(['（', '(']);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        let next = if is_gap(c) {
            while let Some((next, gap)) = chars.next_if(|(_, c)| is_gap(*c)) {
                end = next + gap.len_utf8();
            }
            chars.peek().map(|(_, c)| *c)
        } else {
            chars.peek().map(|(_, c)| *c)
        };
        let heading_ends = in_heading && is_gap(c) && before != Some('）') && before != Some(')');
        in_heading &= !heading_ends && !"，。；：".contains(c);
        // So it is behind the title, 某镇2024年政府信息公开工作年度报告 根据…, and before a heading run in, 成效 （一）….
        let ends_title = || at < LONGEST_TITLE && text[..at].ends_with(TITLE_ENDS);
        let stays = heading_ends || is_gap(c) && (ends_title() || begins_point(&text[end..]));
        found.extend(unified(before, c, next).filter(|_| !stays).map(|instead| (at..end, instead)));
        before = Some(c);
    }
    found
}

/// How a title ends, and how far into a text one that ran in may reach, in bytes.
const TITLE_ENDS: &str = "政府信息公开工作年度报告";
const LONGEST_TITLE: usize = 200;

/// Whether a text begins with a number such as （一）.
fn begins_point(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('（') else { return false };
    let rest = inside.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    rest.len() < inside.len() && rest.starts_with('）')
}

/// A text with its changes made.
fn changed(text: &str, changes: &[Change]) -> String {
    let (mut clean, mut copied) = (String::with_capacity(text.len()), 0);
    for (range, instead) in changes {
        clean.push_str(&text[copied..range.start]);
        clean.push_str(instead);
        copied = range.end;
    }
    clean + &text[copied..]
}

/// A change with the characters around it: “领导,健全”应为“领导，健全”.
fn shown(text: &str, (range, instead): &Change) -> String {
    const AROUND: usize = 2;
    let (head, tail) = (&text[..range.start], &text[range.end..]);
    let before = head.char_indices().rev().take(AROUND).last().map_or("", |(at, _)| &head[at..]);
    let behind = tail.char_indices().nth(AROUND).map_or(tail, |(at, _)| &tail[..at]);
    format!("“{before}{}{behind}”应为“{before}{instead}{behind}”", &text[range.clone()])
}

/// What should stand in place of a character between these two, when it is not right as it is.
fn unified(before: Option<char>, c: char, next: Option<char>) -> Option<&'static str> {
    let han = |c: Option<char>| c.is_some_and(is_han);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    // Beside a Chinese character, but never within a number or a time.
    let beside = || (han(before) || han(next)) && !(digit(before) && digit(next));
    let between = || han(before) && next.is_none_or(is_han);
    match c {
        ',' if beside() => Some("，"),
        ';' if beside() => Some("；"),
        ':' if beside() => Some("："),
        '?' if beside() => Some("？"),
        '!' if beside() => Some("！"),
        // 一.总体情况 and 1.加强 are numbering.
        '.' if han(before) && next.is_none() => Some("。"),
        '(' if han(next) => Some("（"),
        ')' if han(before) => Some("）"),
        ' ' | '\u{a0}' | '\u{3000}' if between() && next.is_some() => Some(""),
        '，' | '。' | '、' | '；' | '：' if before == Some(c) => Some(""),
        '，' | '、' | '；' if matches!(next, Some('。')) => Some(""),
        _ => None,
    }
}

pub(super) const R86: Rule = Rule {
    id: RuleId("R86"),
    severity: Severity::Hint,
    demand: "书名号成对，书名号里的书名号用“〈〉”。",
    source: "已公布年报：〈」>；平潭 2022、永靖县 2024：<…>",
    example: "书名号不成对：“《”。",
    run: |rule, view, findings| {
        for place in view.report.form().prose_places() {
            // A title may run on in the next paragraph, where a text was cut into lines.
            let passages: Vec<&Passage> = view.section(place.as_str()).collect();
            for (passage, range) in unpaired(&passages) {
                say(rule, passage, range, "书名号不成对：“{}”。", findings);
            }
            for passage in passages {
                for range in converted(&passage.text) {
                    let words = &passage.text[range.clone()];
                    let inside = words.trim_matches(LESS_AND_MORE);
                    let message = format!("书名号里的书名号应为“〈〉”，现为“{words}”。");
                    let fix = Some(Fix::of_words(format!("〈{inside}〉")));
                    findings.push(Finding { fix, ..rule.finding(passage.words(range), message) });
                }
            }
        }
    },
};

/// What a conversion made of 〈 and 〉.
const LESS_AND_MORE: [char; 4] = ['<', '＜', '>', '＞'];

/// Titles within titles whose marks a conversion changed: 《关于印发<办法>的通知》.
fn converted(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut within) = (Vec::new(), false);
    let mut opened: Option<usize> = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '《' => within = true,
            '》' => (within, opened) = (false, None),
            '<' | '＜' if within && text[end..].starts_with(is_han) => opened = Some(at),
            '>' | '＞' if is_han(before) => found.extend(opened.take().map(|start| start..end)),
            _ => {}
        }
        before = c;
    }
    found
}

/// A title mark: in which passage and sentence it stands, and where.
#[derive(Clone)]
struct Mark {
    passage: usize,
    sentence: usize,
    range: Range<usize>,
    mark: char,
}

/// Title marks without their partner: those that close nothing, and those that nothing closes; of one sentence the
/// first, since 《条例〉 is one fault.
fn unpaired<'a>(passages: &[&'a Passage]) -> Vec<(&'a Passage, Range<usize>)> {
    let mut alone: Vec<Mark> = Vec::new();
    let mut open: Vec<Mark> = Vec::new();
    let mut sentence = 0;
    for (passage, text) in passages.iter().map(|passage| passage.text.as_str()).enumerate() {
        sentence += 1;
        let told = converted(text);
        let starts = |at: usize| told.binary_search_by_key(&at, |range| range.start).is_ok();
        let ends = |at: usize| told.binary_search_by_key(&at, |range| range.end).is_ok();
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let mark = Mark { passage, sentence, range: at..end, mark: c };
            match c {
                '《' | '〈' => open.push(mark),
                '》' | '〉' => close(mark, &mut open, &mut alone),
                // Where both are there they are told together.
                '<' | '＜' if !open.is_empty() && text[end..].starts_with(is_han) && !starts(at) => {
                    alone.push(mark)
                }
                '>' | '＞' if !open.is_empty() && is_han(before) && !ends(end) => alone.push(mark),
                '。' | '！' | '？' => sentence += 1,
                _ => {}
            }
            before = c;
        }
    }
    alone.extend(open);
    alone.sort_by_key(|mark| (mark.passage, mark.range.start));
    alone.dedup_by_key(|mark| mark.sentence);
    alone.into_iter().filter_map(|mark| Some((*passages.get(mark.passage)?, mark.range))).collect()
}

/// Takes the partner of a closing mark from those that are open, and what was opened within it and never closed.
fn close(closing: Mark, open: &mut Vec<Mark>, alone: &mut Vec<Mark>) {
    let partner = if closing.mark == '》' { '《' } else { '〈' };
    // A title has one level within it: what is further out is another title.
    const DEEP: usize = 3;
    match open.iter().rev().take(DEEP).position(|mark| mark.mark == partner) {
        Some(within) => {
            alone.extend(open.split_off(open.len() - within));
            open.pop();
        }
        None => alone.push(closing),
    }
}

pub(super) const R87: Rule = Rule {
    id: RuleId("R87"),
    severity: Severity::Hint,
    demand: "正文用简体字。",
    source: "遂溪县北坡镇 2022",
    example: "正文含繁体字：“鎮網”。",
    run: |rule, view, findings| {
        view.each(rule, view.passages(), findings, |passage, findings| {
            // 砲里街道 is called so; what stands in its own name is no slip.
            let named = |c: char| view.report.agency.contains(c);
            let found = || {
                let all = passage.text.char_indices();
                all.filter(|(at, c)| is_traditional(&passage.text, *at, *c) && !named(*c))
            };
            let (Some((first, _)), Some((last, end))) = (found().next(), found().next_back()) else {
                return;
            };
            let range = first..last + end.len_utf8();
            let shown: String = found().map(|(_, c)| c).take(8).collect();
            let simple = |(at, c): (usize, char)| {
                let change = is_traditional(&passage.text, range.start + at, c) && !named(c);
                simplified(c).filter(|_| change).unwrap_or(c)
            };
            let simple: String = passage.text[range.clone()].char_indices().map(simple).collect();
            let message = format!("正文含繁体字：“{shown}”。");
            let fix = Some(Fix::of_words(simple));
            findings.push(Finding { fix, ..rule.finding(passage.words(range), message) });
        });
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

/// Characters of the table that 通用规范汉字表 (2013) has again, in words of their own or in names: 瞭望, 昇 and 陞 in
/// names, 氾 as a surname and so on.
const STANDARD_AGAIN: [char; 7] = ['瞭', '昇', '陞', '氾', '蒐', '祕', '釐'];

/// Whether a character is never right where it stands in a simplified text.
fn is_traditional(text: &str, at: usize, c: char) -> bool {
    match c {
        // Only 瞭望 is spelt so; 瞭解 is 了解.
        '瞭' => text[at..].starts_with("瞭解"),
        _ => simplified(c).is_some() && !STANDARD_AGAIN.contains(&c),
    }
}

/// The simplified character for a traditional one that is never right in simplified Chinese.
pub fn simplified(c: char) -> Option<char> {
    *TRADITIONAL.get((c as usize).checked_sub(FIRST_HAN)?)?
}
