//! Running text of a report: paragraphs, the headings within them, and figures that follow a cell.

use crate::cell::CellId;

/// What ends a line, also in old files and within a paragraph of Word.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{0b}', '\u{0c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// A piece of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Inline {
    /// Text as it stands.
    Text(String),
    /// A figure that is always the present value of a cell.
    Figure(CellId),
}

/// One paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Paragraph {
    /// Its pieces, in order.
    pub inlines: Vec<Inline>,
}

impl Paragraph {
    /// A paragraph of plain text.
    pub fn text(text: impl Into<String>) -> Paragraph {
        Paragraph { inlines: vec![Inline::Text(text.into())] }
    }

    /// Its lines, without those that are empty; itself where it is one line.
    fn by_lines(self) -> Vec<Paragraph> {
        let is_broken = |inline: &Inline| matches!(inline, Inline::Text(text) if text.contains(LINE_ENDS));
        if !self.inlines.iter().any(is_broken) {
            return vec![self];
        }
        let mut pieces: Vec<Option<Inline>> = Vec::new();
        for inline in self.inlines {
            match inline {
                Inline::Figure(_) => pieces.push(Some(inline)),
                Inline::Text(text) => {
                    for (n, line) in text.split(LINE_ENDS).enumerate() {
                        pieces.extend((n > 0).then_some(None));
                        pieces.extend((!line.is_empty()).then(|| Some(Inline::Text(line.to_owned()))));
                    }
                }
            }
        }
        let lines = pieces.split(Option::is_none).filter(|line| !line.is_empty());
        lines.map(|line| Paragraph { inlines: line.iter().flatten().cloned().collect() }).collect()
    }
}

/// The paragraphs of one section.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prose {
    /// In order.
    pub paragraphs: Vec<Paragraph>,
}

impl Prose {
    /// Prose of plain paragraphs.
    pub fn plain<T: Into<String>>(paragraphs: impl IntoIterator<Item = T>) -> Prose {
        Prose { paragraphs: paragraphs.into_iter().map(Paragraph::text).collect() }
    }

    /// With every line a paragraph of its own: what ends a line inside one, no printed page knows.
    pub(crate) fn by_lines(self) -> Prose {
        Prose { paragraphs: self.paragraphs.into_iter().flat_map(Paragraph::by_lines).collect() }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }
}

/// A heading inside a section, recognised by its numbering (GB/T 9704-2012, 7.3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 2 for （一）, 3 for 1. and 4 for （1）; level 1, 一、, is the section's own heading.
    pub level: u8,
    /// Where the heading ends in the paragraph, in bytes; the rest is body text that runs on.
    pub end: usize,
}

/// A run-in heading longer than this is a sentence that happens to be numbered.
const LONGEST_HEADING: usize = 40;

/// The heading at the start of a paragraph's text, if its numbering makes it one.
///
/// `（一）存在的主要问题。我镇…` has a heading up to its first full stop; `（一）主动公开情况` is one as a whole.
pub fn heading(text: &str) -> Option<Heading> {
    let level = numbering_level(text)?;
    let end = match text.find('。') {
        Some(stop) => stop + '。'.len_utf8(),
        None => text.len(),
    };
    // Numbered points 1. and （1） are body text; only a line of its own is a heading there.
    let is_heading = text[..end].chars().count() <= LONGEST_HEADING && (level == 2 || end == text.len());
    is_heading.then_some(Heading { level, end })
}

/// What ends a point of a list, not a heading.
const LISTED: [char; 9] = ['；', '，', '、', '！', '？', ';', ',', '!', '?'];
/// Longest title of a part, without its numbering, that heads it even before anything is written there.
const LONGEST_TITLE: usize = 20;

/// The headings among the paragraphs of a section, one place for each paragraph. A numbered line of its own is a heading
/// where it heads text: it ends as no point of a list does, and none of its kind stands beside it. A line 1. or （1） says
/// something itself where it ends with a mark; a line （一） that only names its part is one even while nothing is written
/// there.
pub fn headings(texts: &[&str]) -> Vec<Option<Heading>> {
    let found: Vec<Option<Heading>> = texts.iter().map(|text| heading(text)).collect();
    let own = |at: usize| {
        let (text, heading) = (texts.get(at)?, (*found.get(at)?)?);
        (heading.end == text.len()).then_some(heading.level)
    };
    let kept = |(at, text): (usize, &&str)| {
        let heading = (*found.get(at)?)?;
        let numbering = text.find(['）', ')', '.', '．', '、']).unwrap_or_default();
        let title = text.get(numbering..heading.end).unwrap_or_default();
        let Some(level) = own(at) else { return (!counts_something(title)).then_some(heading) };
        let is_listed = at.checked_sub(1).and_then(own) == Some(level) || own(at + 1) == Some(level);
        let heads_text = at + 1 < texts.len() && !is_listed;
        let is_heading = match (level, text.chars().next_back()) {
            (_, Some(last)) if LISTED.contains(&last) => false,
            (2, Some('。')) => heads_text && !counts_something(title),
            (2, _) => heads_text || is_title(title),
            (_, Some('。' | '：' | ':')) => false,
            _ => heads_text,
        };
        is_heading.then_some(heading)
    };
    texts.iter().enumerate().map(kept).collect()
}

/// Whether a number stands in the text that is no year: what is counted is said, not headed.
fn counts_something(text: &str) -> bool {
    let mut numbers = text.split_inclusive(|c: char| !c.is_ascii_digit());
    numbers.any(|it| it.starts_with(|c: char| c.is_ascii_digit()) && !it.ends_with('年'))
}

/// Whether the text, with the mark that ends its numbering, only names something.
fn is_title(text: &str) -> bool {
    text.chars().count() <= LONGEST_TITLE + 1 && !text.contains(['，', '；', ',']) && !counts_something(text)
}

fn numbering_level(text: &str) -> Option<u8> {
    let is_han_number = |s: &str| !s.is_empty() && s.chars().all(|c| "一二三四五六七八九十".contains(c));
    let is_number = |s: &str| !s.is_empty() && s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let (number, _) = rest.split_once(['）', ')'])?;
        return if is_han_number(number) {
            Some(2)
        } else if is_number(number) {
            Some(4)
        } else {
            None
        };
    }
    let (number, rest) = text.split_once(['.', '．', '、'])?;
    // 1.5万元 is a number, not point 1.
    (is_number(number) && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(u8, &str)> {
        heading(text).map(|heading| (heading.level, &text[..heading.end]))
    }

    #[test]
    fn every_line_is_a_paragraph() {
        let forms = crate::Forms::bundled().unwrap();
        let figure = Inline::Figure(forms.newest().cell("requests.received.person").unwrap().id.clone());
        let text = |text: &str| Inline::Text(text.to_owned());
        let lines = |inlines: Vec<Inline>| -> Vec<Vec<Inline>> {
            Prose { paragraphs: vec![Paragraph { inlines }] }
                .by_lines()
                .paragraphs
                .into_iter()
                .map(|it| it.inlines)
                .collect()
        };
        assert_eq!(
            lines(vec![text("新收\r\n其中"), figure.clone(), text("件。\u{2028}"), text("\n完。")]),
            [vec![text("新收")], vec![text("其中"), figure.clone(), text("件。")], vec![text("完。")]]
        );
        assert_eq!(
            lines(vec![text(""), figure.clone()]),
            [vec![text(""), figure]],
            "one line stays as it is"
        );
        assert_eq!(lines(vec![]), [vec![]]);
    }

    #[test]
    fn headings_by_their_numbering() {
        assert_eq!(found("（一）主动公开情况"), Some((2, "（一）主动公开情况")));
        assert_eq!(found("(二)改进措施"), Some((2, "(二)改进措施")));
        assert_eq!(found("（十一）其他。后面是正文。"), Some((2, "（十一）其他。")));
        assert_eq!(found("1.加强领导"), Some((3, "1.加强领导")));
        assert_eq!(found("（1）培训"), Some((4, "（1）培训")));
    }

    fn kept(texts: &[&str]) -> Vec<bool> {
        headings(texts).iter().map(Option::is_some).collect()
    }

    #[test]
    fn what_heads_text_is_a_heading_and_a_point_of_a_list_is_none() {
        assert_eq!(kept(&["（一）做法", "有。", "（二）改进措施。加强培训。"]), [true, false, true]);
        assert_eq!(kept(&["（一）管理情况。", "有。", "（二）其他。", "无。"]), [true, false, true, false]);
        assert_eq!(
            kept(&[
                "主要问题：",
                "（一）公开内容不够全面；",
                "（二）群众知晓率不高，仅收到申请3件",
                "（三）力量不足。"
            ]),
            [false; 4]
        );
        assert_eq!(
            kept(&["（一）2024年度未收取信息处理费。", "（二）无其他需要报告的事项。"]),
            [false; 2],
            "each says all there is to say"
        );
        assert_eq!(kept(&["（一）2024年工作措施。加强培训。", "（二）受理3件。均已答复。"]), [true, false]);
        // Not written yet.
        assert_eq!(kept(&["（一）主动公开情况", "（二）依申请公开情况"]), [true; 2]);
    }

    #[test]
    fn a_numbered_line_heads_the_text_behind_it_and_not_a_list() {
        assert_eq!(
            kept(&["1.加强领导", "全年召开会议。", "2.完善制度", "（1）目录", "修订目录。"]),
            [true, false, true, true, false]
        );
        assert_eq!(kept(&["1.加强领导", "2.完善制度", "3.强化培训", "全年工作正常。"]), [false; 4]);
        assert_eq!(kept(&["1.加强领导；", "全年工作正常。", "2.完善制度"]), [false; 3]);
    }

    #[test]
    fn text_that_is_no_heading() {
        assert_eq!(found("一是加强领导。"), None);
        assert_eq!(found("1.加强领导。年内召开会议。"), None);
        assert_eq!(found("1.5万元"), None);
        assert_eq!(found("（以下简称《条例》）规定"), None);
        assert_eq!(found("2024年，我镇没有受理。"), None);
        let long = format!("（一）{}。", "深".repeat(60));
        assert_eq!(found(&long), None);
        assert_eq!(found(""), None);
    }
}
