//! Who signs at the end of a report: it stands on the paper, and is no paragraph of the last section.

use crate::{document::Row, fold::fold};

/// How many lines the name of the office may take between where somebody signs and the day.
const MOST_LINES: usize = 5;

/// The row in which the signature begins that these rows end with: 主要负责人（签字）：, the office, the day or the room for
/// one. Without a place to sign in, office and day may be a paragraph like any other.
pub(super) fn begins(rows: &[Row]) -> Option<usize> {
    let folded = |row: &Row| row.only_text().map(fold).unwrap_or_default();
    let last = rows.len().checked_sub(1)?;
    if !is_day(&folded(&rows[last])) {
        return None;
    }
    let signs = |row: &Row| folded(row).trim_end_matches(':').ends_with("(签字)");
    let at = (last.saturating_sub(MOST_LINES + 1)..last).rev().find(|at| signs(&rows[*at]))?;
    (at + 1 < last).then_some(at)
}

/// 2025年1月20日, or 年月日 to be filled in.
fn is_day(folded: &str) -> bool {
    let signs: String = folded.chars().filter(|c| !c.is_ascii_digit()).collect();
    signs == "年月日" && folded.ends_with('日')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Field, Position};

    fn at(lines: &[&str]) -> Option<usize> {
        let row = |text: &&str| Row {
            position: Position::Line(1),
            fields: vec![Field::new((*text).to_owned(), 0)],
        };
        begins(&lines.iter().map(row).collect::<Vec<_>>())
    }

    #[test]
    fn who_signs_and_when() {
        assert_eq!(at(&["无。", "主要负责人（签字）：", "某镇", "2025年1月20日"]), Some(1));
        assert_eq!(at(&["主要负责人（签字）", "某省某市某县", "某局", "　　年　　月　　日"]), Some(0));
        for lines in [
            &["无。", "某镇", "2025年1月20日"][..],
            &["主要负责人（签字）：", "2025年1月20日"],
            &["主要负责人（签字）：", "某镇", "2025年1月20日", "无。"],
            &["主要负责人（签字）：", "某镇", "截至2025年1月20日"],
            &[],
        ] {
            assert_eq!(at(lines), None, "{lines:?}");
        }
    }
}
