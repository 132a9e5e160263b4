//! Running text whose lines were broken to fit a page: joined to paragraphs again.

use crate::fold::{fold, is_han, is_space};

/// A line and how far it is indented.
pub(super) type Line = (usize, String);

/// Lines of a broken text are about as long as each other, and no longer than this.
const LONGEST_LINE: usize = 60;

/// And no shorter than this.
const SHORTEST_LINE: usize = 18;

/// A line ends within a paragraph when it is shorter than the others by no more than this.
const SLACK: usize = 4;

/// How long the lines of a text are that was broken to fit a page; `None` for a text with a paragraph a line.
pub(super) fn width<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<usize> {
    let long = lines.filter(|line| length(line) >= 12 && line.chars().any(is_han));
    let longest = long.clone().map(length).max()?;
    let all = long.clone().count();
    let is_full = |line: &&str| length(line) + SLACK + 2 >= longest;
    let full = long.clone().filter(is_full).count();
    let open = long.filter(|line| !ends(line)).count();
    let fits = (SHORTEST_LINE..=LONGEST_LINE).contains(&longest);
    (fits && full >= 5 && full * 2 >= all && open * 2 >= all).then_some(longest)
}

/// The paragraphs of lines that are `width` characters long.
pub(super) fn paragraphs(lines: Vec<Line>, width: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines {
        match (&before, out.last_mut()) {
            (Some(before), Some(paragraph)) if goes_on(before, &line, width) => paragraph.push_str(&line.1),
            _ => out.push(line.1.clone()),
        }
        before = Some(line);
    }
    out.iter().map(|paragraph| tight(paragraph)).collect()
}

/// Whether a line goes on with the paragraph of the line before.
fn goes_on((indent_before, before): &Line, (indent, line): &Line, width: usize) -> bool {
    if is_numbered(line) && (ends(before) || length(before) + SLACK < width) {
        return false;
    }
    if ends(before) {
        // A full stop at the end of a full line says nothing; the next line's indent does.
        return length(before) + 1 + unbroken(line) >= width && indent <= indent_before;
    }
    // A short heading stands by itself.
    !(is_numbered(before) && length(before) + SLACK < width && !before.contains(['，', ',', '。']))
}

fn ends(line: &str) -> bool {
    line.trim_end_matches(is_space).ends_with(['。', '！', '？', '：', '；', '!', '?', ';'])
}

/// How much room the word takes with which a line begins: an address is not broken, and leaves the line before short.
fn unbroken(line: &str) -> usize {
    let word: String = line.chars().take_while(char::is_ascii_graphic).collect();
    length(&word)
}

/// How much of a line is filled, in Chinese characters: two digits are as wide as one.
fn length(line: &str) -> usize {
    let halves = line.chars().filter(|c| !is_space(*c)).map(|c| if c.is_ascii() { 1 } else { 2 });
    halves.sum::<usize>().div_ceil(2)
}

/// （一）, 一、, 1.: what begins a paragraph.
fn is_numbered(line: &str) -> bool {
    let folded = fold(line);
    let head: Vec<char> = folded.chars().take(5).collect();
    let is_numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    match head.as_slice() {
        ['(', n, rest @ ..] if is_numeral(n) || n.is_ascii_digit() => rest.iter().take(2).any(|c| *c == ')'),
        [n, '、', ..] if is_numeral(n) => true,
        _ => false,
    }
}

/// Without the spaces that spreading a line over its width has put beside Chinese.
fn tight(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = String::new();
    for c in text.chars() {
        if is_space(c) {
            gap.push(c);
            continue;
        }
        if !is_han(c) && !out.ends_with(is_han) {
            out.push_str(&gap);
        }
        gap.clear();
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const BROKEN: &[(usize, &str)] = &[
        (3, "本报告由某区人民政府办公室根据《中华人民共和"),
        (0, "国政府信息公开条例》要求编制，数据统计期限自"),
        (0, "2023 年 1 月 1 日起，至 2023 年 12 月 31 日止。"),
        (3, "（一）主动公开"),
        (3, "我区在政府网站平台主动公开政府信息共计一千条"),
        (0, "，加强信息审核，落实三审三校制度，从严从实把"),
        (0, "好政治关、法律关、政策关、保密关、文字关，未"),
        (0, "经审核的信息一律不准发布。"),
    ];

    fn lines() -> Vec<Line> {
        BROKEN.iter().map(|(indent, line)| (*indent, (*line).to_owned())).collect()
    }

    #[test]
    fn broken_lines_are_joined() {
        let width = width(BROKEN.iter().map(|(_, line)| *line)).unwrap();
        assert_eq!(
            paragraphs(lines(), width),
            [
                "本报告由某区人民政府办公室根据《中华人民共和国政府信息公开条例》要求编制，数据统计期限自2023年1月1日起，至2023年12月31日止。",
                "（一）主动公开",
                "我区在政府网站平台主动公开政府信息共计一千条，加强信息审核，落实三审三校制度，从严从实把好政治关、法律关、政策关、保密关、文字关，未经审核的信息一律不准发布。",
            ]
        );
    }

    #[test]
    fn digits_are_half_as_wide() {
        let broken = [
            "（二）依申请公开方面。全市全年共收办政府信息公开申",
            "请案件 3607 件（市政府 349 件、市各有关部门 933 件、沭阳县",
            "477 件、泗阳县 301 件、泗洪县 874 件、宿豫区 216 件、宿城区",
            "1191 件、部分公开 328 件、不予公开 142 件、无法提供 1078 件、",
            "不予处理 406 件、作其他处理（含申请人主动撤回申请）341 件、",
            "转下年度办理 121 件。",
        ];
        let lines: Vec<Line> = broken.iter().map(|line| (0, (*line).to_owned())).collect();
        let width = width(broken.into_iter()).unwrap();
        assert_eq!(paragraphs(lines, width).len(), 1);
    }

    #[test]
    fn a_word_that_did_not_fit_goes_on() {
        let line = |text: &str| (0, text.to_owned());
        let before = line("编：223100，电话：0517-87222589，电子邮箱：");
        assert!(goes_on(&before, &line("hzzwgk@126.com）。"), 27));
        assert!(!goes_on(&before, &line("二是公开不及时。"), 27));
    }

    #[test]
    fn whole_paragraphs_are_left_alone() {
        assert_eq!(
            width(
                ["一段话。", "另一段很长很长很长很长的话，有头有尾。", "再一段话，也有头有尾。"].into_iter()
            ),
            None
        );
        assert_eq!(width(std::iter::empty()), None);
    }
}
