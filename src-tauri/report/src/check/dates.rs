//! R70, R72, R73: the year a report is on, the period of its figures, the day it was published.

use super::{
    view::{Day, Passage, Sentence},
    Finding, Place, Rule, RuleId, Severity, View,
};
use crate::agency::Level;
use std::ops::Range;

/// A year in a text: 2024年, 2024 年, ２０２４年, 二〇二四年.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Year {
    /// Where it stands, 年 included.
    pub range: Range<usize>,
    /// Which.
    pub year: u16,
}

/// The years of a text. A year of a document's number has no 年 behind it.
pub(super) fn years(text: &str) -> Vec<Year> {
    text.match_indices('年').filter_map(|(end, _)| year_before(text, end)).collect()
}

fn year_before(text: &str, end: usize) -> Option<Year> {
    let digits = text[..end].trim_end_matches([' ', '\u{a0}', '\u{3000}']);
    // A gap of one space stands around numbers out of word processors; more is a blank in a form.
    let gap = digits.len() < end && text[digits.len()..end].chars().count() > 1;
    let mut year = 0;
    let mut start = digits.len();
    let mut read = digits.char_indices().rev();
    for scale in [1, 10, 100, 1_000] {
        let (at, c) = read.next()?;
        year += digit(c)? * scale;
        start = at;
    }
    let alone = read.next().is_none_or(|(_, c)| digit(c).is_none());
    ((2000..2100).contains(&year) && alone && !gap)
        .then(|| Year { range: start..end + '年'.len_utf8(), year })
}

/// A digit in any of the ways that years are written in.
fn digit(c: char) -> Option<u16> {
    const HAN: &str = "〇一二三四五六七八九";
    match c {
        '0'..='9' => u16::try_from(u32::from(c) - u32::from('0')).ok(),
        '０'..='９' => u16::try_from(u32::from(c) - u32::from('０')).ok(),
        '○' | '零' | 'Ｏ' => Some(0),
        _ => HAN.chars().position(|han| han == c).and_then(|n| u16::try_from(n).ok()),
    }
}

pub(super) const R70: Rule = Rule {
    id: RuleId("R70"),
    severity: Severity::Error,
    demand: "标题年份、统计期限年份、报告年度一致。",
    source: "推断",
    example: "标题年份 2024、统计期限 2023、报告年度 2024 不一致。",
    run: |rule, view, findings| {
        let Some(year) = view.year() else { return };
        let title = years(&view.report.title()).first().map(|title| title.year);
        let periods: Vec<Period> = periods(view).collect();
        let period = periods.iter().find(|period| period.year != year).or(periods.first());
        let period_year = period.map(|period| period.year);
        let wrong = |other: Option<u16>| other.is_some_and(|other| other != year);
        if !wrong(title) && !wrong(period_year) {
            return;
        }
        let shown = |year: Option<u16>| year.map_or_else(|| "未写".into(), |year| year.to_string());
        let message =
            format!("标题年份 {}、统计期限 {}、报告年度 {year} 不一致。", shown(title), shown(period_year));
        // The title is no prose; it stands before the preamble.
        let head = Place::Section(view.report.form().preamble().clone());
        let spans = periods.iter().map(|period| period.sentence.words(period.range.clone()));
        let (wrong, right): (Vec<_>, Vec<_>) =
            periods.iter().zip(spans).partition(|(period, _)| period.year != year);
        let mut places = wrong.into_iter().chain(right).map(|(_, place)| place);
        let (place, also) = match places.next() {
            Some(first) => (first, places.chain([head]).collect()),
            None => (head, Vec::new()),
        };
        findings.push(Finding { also, ..rule.finding(place, message) });
    },
};

pub(super) const R72: Rule = Rule {
    id: RuleId("R72"),
    severity: Severity::Warning,
    demand: "统计期限是报告年度的1月1日至12月31日，写法完整。",
    source: "DB51/T 2660—2019；西柳镇 2023：12月31止",
    example: "统计期限应为 2024年1月1日至12月31日。",
    run: |rule, view, findings| {
        for period in periods(view).filter(|period| !period.is_whole) {
            let year = view.year().unwrap_or(period.year);
            let message = format!("统计期限应为 {year}年1月1日至12月31日。");
            findings.push(rule.finding(period.sentence.words(period.range), message));
        }
    },
};

/// A statistics period, as a sentence gives it.
struct Period<'a> {
    sentence: Sentence<'a>,
    range: Range<usize>,
    /// The year it begins in.
    year: u16,
    /// Whether it is the whole of that year.
    is_whole: bool,
}

/// What a sentence about the period of the figures has in it.
fn tells_period(sentence: &str) -> bool {
    let figures = sentence.contains("数据") || sentence.contains("统计");
    ["统计期限", "统计时限", "统计期间", "统计时间", "数据期限", "起止时间"]
        .iter()
        .any(|name| sentence.contains(name))
        || (figures && ["期限", "期间", "截止"].iter().any(|name| sentence.contains(name)))
        || (figures && sentence.contains('从') && sentence.contains('止'))
}

/// The statistics periods of the text before section one and of section one.
fn periods<'a>(view: &'a View<'_>) -> impl Iterator<Item = Period<'a>> {
    let sentences = view.section("preamble").chain(view.section("overview")).flat_map(Passage::sentences);
    sentences.filter(|sentence| tells_period(sentence.text)).filter_map(period)
}

/// The first period of a sentence: from a day or month of a year to another one.
fn period(sentence: Sentence<'_>) -> Option<Period<'_>> {
    let text = sentence.text;
    years(text).into_iter().find_map(|from| {
        let mut at = Reader { text, at: from.range.end };
        let begins = at.day();
        let begin_ends = at.at;
        at.pass_over(&["起", "始", "开始", "零时", "0时", "（含）", "，", ",", "、", " ", "日"]);
        let to = at.pass_over(&["至", "到", "—", "–", "－", "-", "~", "～", "―", "─"]);
        let other_year = at.year();
        let end_before = at.at;
        let ends = at.day();
        // 统计期限为2024年度 names a year; another year of the sentence is something else's.
        let named = ["期限为", "期限是", "期间为", "时限为", "时间为", "期限："];
        if begins.is_none() && !named.iter().any(|name| text[..from.range.start].ends_with(name)) {
            return None;
        }
        let whole_days = begins == Some((1, Some(1))) && ends == Some((12, Some(31)));
        let whole_months = begins == Some((1, None)) && ends == Some((12, None));
        let same_year = other_year.is_none_or(|other| other == from.year);
        let is_whole = begins.is_none() || (to && same_year && (whole_days || whole_months));
        let end = if ends.is_some() {
            at.at
        } else if begins.is_some() {
            begin_ends
        } else {
            from.range.end
        };
        let end = end.max(if to && other_year.is_some() { end_before } else { 0 });
        // 数据统计截至2024年12月31日 is one end alone: the right one, or a day of something else.
        let one_end = !to && begins.is_some_and(|begins| begins != (1, Some(1)));
        let is_end = begins == Some((12, Some(31)));
        // A text cut into lines goes on in the next one.
        let goes_on = at.rest().is_empty() && !text.ends_with(['。', '！', '？']);
        let is_whole = is_whole || goes_on || (one_end && is_end);
        (!one_end || is_end).then_some(Period {
            sentence,
            range: from.range.start..end,
            year: from.year,
            is_whole,
        })
    })
}

/// Reads a period from left to right, spaces left out.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text[self.at..].trim_start_matches([' ', '\u{a0}', '\u{3000}'])
    }

    fn skip_to(&mut self, rest_length: usize) {
        self.at = self.text.len() - rest_length;
    }

    /// Passes over any of these words; whether there was one.
    fn pass_over(&mut self, words: &[&str]) -> bool {
        let mut passed = false;
        while let Some(rest) = words.iter().find_map(|word| self.rest().strip_prefix(word)) {
            let length = rest.len();
            self.skip_to(length);
            passed = true;
        }
        passed
    }

    /// A month or a day with its sign behind it: 12月, 十二月.
    fn number(&mut self, sign: char) -> Option<u8> {
        let rest = self.rest();
        let is_digit = |c: char| digit(c).is_some() || c == '十';
        let end = rest.char_indices().find(|(_, c)| !is_digit(*c)).map_or(rest.len(), |(end, _)| end);
        let behind = rest[end..].trim_start().strip_prefix(sign)?;
        let value =
            small_number(rest.get(..end).filter(|digits| (1..=3).contains(&digits.chars().count()))?)?;
        let length = behind.len();
        self.skip_to(length);
        Some(value)
    }

    fn year(&mut self) -> Option<u16> {
        let rest = self.rest();
        let first = years(rest.get(..rest.find('年')? + '年'.len_utf8())?).into_iter().next()?;
        let length = rest.len() - first.range.end;
        (first.range.start == 0).then(|| {
            self.skip_to(length);
            first.year
        })
    }

    /// A month, and the day if there is one.
    fn day(&mut self) -> Option<(u8, Option<u8>)> {
        let month = self.number('月')?;
        Some((month, self.number('日')))
    }
}

/// 12, １２, 十二, 三十一.
fn small_number(digits: &str) -> Option<u8> {
    let plain = |digits: &str, none: u16| match digits {
        "" => Some(none),
        _ => digits.chars().try_fold(0, |n, c| Some(n * 10 + digit(c)?)),
    };
    let value = match digits.split_once('十') {
        Some((tens, ones)) => plain(tens, 1)? * 10 + plain(ones, 0)?,
        None => plain(digits, 0)?,
    };
    u8::try_from(value).ok()
}

pub(super) const R73: Rule = Rule {
    id: RuleId("R73"),
    severity: Severity::Warning,
    demand: "发布日期在统计期结束之后、期限之前（部门、乡镇、街道 1 月 31 日，本级政府 3 月 31 日，本机关另有期限的按期限）。",
    source: "《条例》第四十九条；临洮县上营乡 2020：12月25日即发布",
    example: "发布日期早于统计期末（12月31日）。",
    run: |rule, view, findings| {
        let Some(year) = view.year() else { return };
        let signed = signed(view);
        let (what, day, place) = match (view.around.published, signed) {
            (Some(day), _) => ("发布日期", day, Place::Section(view.report.form().preamble().clone())),
            (None, Some((day, place))) => ("落款日期", day, place),
            (None, None) => return,
        };
        // Where the level is not known, the later day.
        let (month, last) = view.level().map_or((3, 31), Level::deadline);
        let deadline = view.around.deadline.unwrap_or(Day { year: year.saturating_add(1), month, day: last });
        if day < (Day { year, month: 12, day: 31 }) {
            findings.push(rule.finding(place, format!("{what}早于统计期末（12月31日）。")));
        } else if day > deadline {
            let message = format!("{what}晚于 {} 月 {} 日。", deadline.month, deadline.day);
            findings.push(rule.finding(place, message));
        }
    },
};

/// The day that a report is signed with: a line of its own at its very end.
fn signed(view: &View<'_>) -> Option<(Day, Place)> {
    let last = view.passages().last()?;
    let text = last.text.trim();
    let year = years(text).into_iter().next().filter(|year| year.range.start == 0)?;
    let mut at = Reader { text, at: year.range.end };
    let (month, day) = at.day()?;
    let day = Day { year: year.year, month, day: day? };
    let is_line = at.rest().is_empty() && (1..=12).contains(&day.month) && (1..=31).contains(&day.day);
    is_line.then(|| (day, last.words(0..last.text.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<u16> {
        years(text).iter().map(|year| year.year).collect()
    }

    #[test]
    fn years_as_they_are_written() {
        assert_eq!(
            read("2024年、2023 年、２０２２年、二〇二一年、二○二〇年、二零一九年"),
            [2024, 2023, 2022, 2021, 2020, 2019]
        );
        assert_eq!(read("12024年，第三年，20年，〔2021〕30号，2024"), [0_u16; 0]);
        assert_eq!(&"在2024 年"[years("在2024 年")[0].range.clone()], "2024 年");
    }
}
