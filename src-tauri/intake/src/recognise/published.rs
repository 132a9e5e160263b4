//! The day a page says it was published on.

use crate::{document::Row, fold::fold};
use report::check::Day;

/// What stands before the day, the surest first: 成文日期 is that of the document, which may be earlier.
const NAMES: [&[&str]; 2] = [
    &["发布时间", "发布日期", "公开日期", "公开时间", "发稿时间", "发布于"],
    &["成文日期", "生成日期", "成文时间", "生成时间"],
];
/// Longer lines are text.
const LONGEST: usize = 200;

/// The first day that a line of the document gives as that of its publication.
pub(super) fn day_of(rows: &[Row]) -> Option<Day> {
    let lines = || rows.iter().map(Row::joined).filter(|line| line.chars().count() <= LONGEST);
    NAMES.iter().find_map(|names| lines().find_map(|line| day_in(&fold(&line), names)))
}

fn day_in(line: &str, names: &[&str]) -> Option<Day> {
    names.iter().find_map(|name| {
        let behind = &line[line.find(name)? + name.len()..];
        day(behind.trim_start_matches([':', ']', '】']))
    })
}

/// 2025-01-03, 2025/1/3, 2025.01.03, 2025年1月3日, whatever follows.
fn day(text: &str) -> Option<Day> {
    let mut rest = text;
    let mut number = |most: usize, signs: &[char]| -> Option<u16> {
        let digits = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let value = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start_matches(signs);
        Some(value)
    };
    let signs = ['-', '/', '.', '年', '月'];
    let year = number(4, &signs).filter(|year| (2000..2100).contains(year))?;
    let month = number(2, &signs).filter(|month| (1..=12).contains(month))?;
    let day = number(2, &[]).filter(|day| (1..=31).contains(day))?;
    Some(Day { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Field, Position};

    fn found(lines: &[&str]) -> Option<(u16, u8, u8)> {
        let row = |(n, text): (usize, &&str)| Row {
            position: Position::Line(n + 1),
            fields: vec![Field::new((*text).to_owned(), 0)],
        };
        let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
        day_of(&rows).map(|day| (day.year, day.month, day.day))
    }

    #[test]
    fn days_of_pages() {
        assert_eq!(found(&["来源:官塘驿镇 发布时间:2025-01-03打印文章"]), Some((2025, 1, 3)));
        assert_eq!(found(&["发布日期：2025年1月20日 08:30"]), Some((2025, 1, 20)));
        assert_eq!(found(&["[发布时间] 2025/1/3"]), Some((2025, 1, 3)));
        assert_eq!(found(&["成文日期：2024-12-30", "发布日期：2025-01-10"]), Some((2025, 1, 10)));
        assert_eq!(found(&["成文日期：2024-12-30"]), Some((2024, 12, 30)));
        for none in
            ["发布时间：", "发布时间：3-1", "2025-01-03", "发布时间：2025-13-01", "全年发布信息56条。"]
        {
            assert_eq!(found(&[none]), None, "{none}");
        }
    }
}
