//! Whose report it is, and of which year: from the title, the page's own title, the preamble, the file name.

use crate::{
    document::Document,
    fold::{fold, is_han, is_space},
};

/// What a title says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Title {
    /// The whole title, in one line.
    pub text: String,
    /// The agency, as far as the title names it.
    pub agency: Option<String>,
    /// The year, if it names one.
    pub year: Option<u16>,
    /// How many lines of the document it takes.
    pub lines: usize,
}

/// The longest line that may be a title, in characters.
const LONGEST_TITLE: usize = 60;

/// The title among the lines before section 一: the last one that reads like a title, since navigation comes first.
pub(super) fn title_in(lines: &[&str]) -> Option<(usize, Title)> {
    let found = lines.iter().enumerate().filter_map(|(n, line)| Some((n, read_title(line)?))).next_back();
    let (n, mut title) = found?;
    if title.agency.is_none() {
        // 赤壁市官塘驿镇 ⏎ 2024年政府信息公开工作年度报告, or 2019年某厅 ⏎ 政府信息公开工作年度报告
        if let Some(above) = n.checked_sub(1).and_then(|above| lines.get(above)) {
            let (year, name) = match find_year(above) {
                Some((year, range)) if title.year.is_none() && range.start == 0 => {
                    (Some(year), above[range.end..].trim_start_matches('度'))
                }
                _ => (title.year, *above),
            };
            if is_name(name) {
                let text = format!("{above}{}", title.text);
                title = Title { text, agency: Some(name.to_owned()), year, lines: 2 };
                return Some((n - 1, title));
            }
        }
    }
    Some((n, title))
}

/// The title a page or file gives itself, as far as it is one.
pub(super) fn title_of(document: &Document, file_name: Option<&str>) -> Option<Title> {
    let page = document.title.as_deref().and_then(read_title);
    page.or_else(|| read_title(file_name?.rsplit_once('.').map_or(file_name?, |(stem, _)| stem)))
}

pub(super) fn read_title(line: &str) -> Option<Title> {
    if line.chars().nth(LONGEST_TITLE * 4).is_some() {
        return None;
    }
    let line = tighten(line);
    // 标题：… is what some sites put before it.
    let line = match line.split_once(['：', ':']) {
        Some((before, title)) if fold(before) == "标题" => title.trim(),
        _ => line.as_str(),
    };
    let folded = fold(line);
    let is_title =
        folded.contains("政府信息公开") && (folded.contains("年度报告") || folded.contains("年报"));
    if !is_title || line.chars().count() > LONGEST_TITLE || line.contains(['。', '；', '《', '，']) {
        return None;
    }
    let before = &line[..line.find("政府信息公开")?];
    let (year, around) = match find_year(before) {
        Some((year, range)) => (
            Some(year),
            format!("{}{}", &before[..range.start], before[range.end..].trim_start_matches('度')),
        ),
        None => (find_year(line).map(|(year, _)| year), before.to_owned()),
    };
    let agency =
        around.trim().trim_start_matches("关于").trim_matches(|c: char| !is_han(c) && !c.is_alphanumeric());
    // The site's name and the breadcrumb come before the agency's.
    let agency = agency.rsplit(['>', '|', ' ', '—', '-', '：']).next().unwrap_or_default().trim();
    Some(Title {
        text: line.trim().to_owned(),
        agency: Some(agency.to_owned()).filter(|agency| !agency.is_empty()),
        year,
        lines: 1,
    })
}

/// Without the spaces that word processors put around digits: 2023 年.
fn tighten(line: &str) -> String {
    let chars: Vec<char> = line.trim_matches(is_space).chars().collect();
    let digit_at = |i: usize| chars.get(i).is_some_and(|c| digit(*c).is_some());
    let beside_digit = |i: usize| {
        let before = chars[..i].iter().rposition(|c| !is_space(*c));
        let after = chars[i..].iter().position(|c| !is_space(*c)).map(|n| i + n);
        before.is_some_and(digit_at) || after.is_some_and(digit_at)
    };
    let kept = chars.iter().enumerate().filter(|(i, c)| !(is_space(**c) && beside_digit(*i)));
    kept.map(|(_, c)| *c).collect()
}

/// Whether a line could be an agency's name.
pub(super) fn is_name(line: &str) -> bool {
    let length = line.chars().count();
    (2..=30).contains(&length) && line.chars().all(|c| is_han(c) && !"，。、；：？！（）《》“”".contains(c))
}

/// The year that a statistics period names: 统计期限为2025年1月1日至12月31日.
pub(super) fn year_of_period(text: &str) -> Option<u16> {
    let folded = fold(text);
    let (start, _) = folded.match_indices("年1月1日").next()?;
    find_year(&folded[..start + "年".len()]).map(|(year, _)| year)
}

/// The last `20xx年` (Arabic or Chinese digits) in a text, and where it stands.
pub(super) fn find_year(text: &str) -> Option<(u16, std::ops::Range<usize>)> {
    text.match_indices('年')
        .filter_map(|(end, nian)| {
            let digits: Vec<(usize, u16)> =
                text[..end].char_indices().rev().take(4).map_while(|(i, c)| Some((i, digit(c)?))).collect();
            let start = digits.last().filter(|_| digits.len() == 4)?.0;
            let year = digits.iter().rev().fold(0, |year, (_, d)| year * 10 + d);
            (2000..=2099).contains(&year).then_some((year, start..end + nian.len()))
        })
        .next_back()
}

fn digit(c: char) -> Option<u16> {
    const HAN: &str = "〇一二三四五六七八九";
    match c {
        '○' | '零' => Some(0),
        '０'..='９' => Some((c as u32 - '０' as u32) as u16),
        _ => c
            .to_digit(10)
            .or_else(|| HAN.chars().position(|han| han == c).map(|n| n as u32))
            .map(|n| n as u16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Option<(String, Option<u16>)> {
        read_title(line).map(|title| (title.agency.unwrap_or_default(), title.year))
    }

    #[test]
    fn titles() {
        let is = |agency: &str, year: u16| Some((agency.to_owned(), Some(year)));
        assert_eq!(said("赤壁市官塘驿镇2024年政府信息公开工作年度报告"), is("赤壁市官塘驿镇", 2024));
        assert_eq!(
            said("2019年上海市人民政府办公厅政府信息公开工作年度报告"),
            is("上海市人民政府办公厅", 2019)
        );
        assert_eq!(said("某区二〇二三年度政府信息公开工作年度报告"), is("某区", 2023));
        assert_eq!(said("首页 > 政务公开 > 某镇2022年政府信息公开年报"), is("某镇", 2022));
        assert_eq!(said("宿迁市 2025 年政府信息公开工作年度报告"), is("宿迁市", 2025));
        assert_eq!(said("标题: 某区2024年度政府信息公开工作年度报告"), is("某区", 2024));
        assert_eq!(said("2024年政府信息公开工作年度报告"), is("", 2024));
        assert_eq!(said("2023 年政府信息公开工作年度报告"), is("", 2023));
        assert_eq!(said("某局政府信息公开工作年度报告(2021年)"), is("某局", 2021));
    }

    #[test]
    fn lines_that_are_no_title() {
        assert_eq!(said("根据《条例》编制2024年政府信息公开工作年度报告。"), None);
        assert_eq!(said("政府信息公开指南"), None);
        assert_eq!(said("2024年政府工作报告"), None);
    }

    #[test]
    fn a_title_on_two_lines() {
        let (n, title) =
            title_in(&["某网", "赤壁市官塘驿镇", "2024年政府信息公开工作年度报告", "根据条例，报告如下。"])
                .unwrap();
        assert_eq!((n, title.lines, title.agency.as_deref()), (1, 2, Some("赤壁市官塘驿镇")));
        assert_eq!(title.text, "赤壁市官塘驿镇2024年政府信息公开工作年度报告");
        let (_, title) = title_in(&["2019年度某市某厅", "政府信息公开工作年度报告"]).unwrap();
        assert_eq!((title.agency.as_deref(), title.year, title.lines), (Some("某市某厅"), Some(2019), 2));
        let (_, title) = title_in(&["2019年工作，已公布。", "政府信息公开工作年度报告"]).unwrap();
        assert_eq!((title.agency, title.lines), (None, 1));
    }

    #[test]
    fn periods() {
        assert_eq!(year_of_period("数据统计期限为2025年1月1日至12月31日。"), Some(2025));
        assert_eq!(year_of_period("自 2023 年 1 月 1 日起"), Some(2023));
        assert_eq!(year_of_period("2023年工作"), None);
    }
}
