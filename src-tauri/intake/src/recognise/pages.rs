//! Page numbers: they stand between rows wherever a page ends, and behind a blank cell they look like its number.

use super::sections::Part;
use crate::{
    document::{Position, Row},
    fold::fold,
};
use report::Form;
use std::collections::BTreeSet;

/// How many pages a table may take where no page number follows it.
const LONGEST_TABLE: u16 = 10;

/// `- 3 -`, `第 3 页 共 7 页`, `3 / 7`, `3 页`: a number between dashes, or one that says it is a page's.
pub(super) fn is_page_number(text: &str) -> bool {
    let folded = fold(text);
    let dashed = folded.strip_prefix('-').and_then(|text| text.strip_suffix('-'));
    if dashed.is_some_and(|text| number(text.trim_matches('-')).is_some()) {
        return true;
    }
    let is_of = |text: &str| {
        let (page, of) = text.split_once('/')?;
        Some((1..=number(of)?).contains(&number(page)?))
    };
    let is_page = |text: &str| number(text).is_some() || is_of(text) == Some(true);
    // 第3页,共7页 and 共7页第3页
    let said: Vec<&str> = folded.split([',', '第', '共', '页']).filter(|part| !part.is_empty()).collect();
    match said[..] {
        [page] => (folded.ends_with('页') && is_page(page)) || is_of(page) == Some(true),
        [_, _] => folded.matches('页').count() == 2 && said.iter().all(|part| number(part).is_some()),
        _ => false,
    }
}

/// Lines of tables with nothing but a number that goes on from those between the paragraphs before and behind: counted
/// as the document's lines.
pub(super) fn perhaps(rows: &[Row], parts: &[Part], form: &Form) -> BTreeSet<usize> {
    let in_table = |n: usize| {
        let part = parts.iter().find(|part| part.rows.contains(&n));
        part.is_some_and(|part| form.table_in(&part.section).is_some())
    };
    let bare = rows.iter().enumerate().filter(|(_, row)| !row.has_columns());
    let bare = bare.filter_map(|(n, row)| Some((n, row.only_text().and_then(|text| number(&fold(text)))?)));
    let (within, between): (Vec<_>, Vec<_>) = bare.partition(|(n, _)| in_table(*n));
    // Page numbers rise.
    if between.is_empty() || !between.windows(2).all(|pair| pair[0].1 < pair[1].1) {
        return BTreeSet::new();
    }
    let goes_on = |(n, number): &&(usize, u16)| {
        let before = between.iter().rev().find(|(at, _)| at < n).map_or(0, |(_, page)| *page);
        let after = between.iter().find(|(at, _)| at > n).map_or(before + LONGEST_TABLE, |(_, page)| *page);
        (before + 1..after).contains(number)
    };
    let line = |(n, _): &(usize, u16)| match rows[*n].position {
        Position::Line(line) => Some(line),
        Position::TableRow { .. } => None,
    };
    within.iter().filter(goes_on).filter_map(line).collect()
}

fn number(text: &str) -> Option<u16> {
    let is_number = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers_and_other_numbers() {
        for text in [
            "- 3 -",
            "— 12 —",
            "－４－",
            "第 3 页",
            "第4页 共7页",
            "第 4 页，共 7 页",
            "共7页 第4页",
            "4 / 7",
            "４／７",
            "4 页",
            "第4/7页",
        ] {
            assert!(is_page_number(text), "{text}");
        }
        for text in [
            "3",
            "-3",
            "3-",
            "/",
            "0/0",
            "7/4",
            "1234/1235",
            "共3页纸",
            "4页5",
            "2023年",
            "3.5 页",
            "1,2",
            "第三页",
            "4，7",
        ] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
