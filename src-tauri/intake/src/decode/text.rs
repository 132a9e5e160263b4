//! Plain text: a row a line, a field between tabs or upright strokes.

use crate::{
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    fold::is_space,
    IntakeError,
};
use std::collections::BTreeMap;

/// What ends a line: also that of old Macs, that within a paragraph of Word (U+000B), that of a page and of mainframes.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{0b}', '\u{0c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// What tables are drawn with.
const STROKES: [char; 6] = ['|', '｜', '￨', '│', '┃', '║'];

/// The most pages whose numbers are looked for.
const MOST_PAGES: usize = 2_000;

/// Where more pages end, one number alone is none of theirs.
const FEWEST_PAGES: usize = 2;

pub(crate) fn decode(source: &str) -> Result<Document, IntakeError> {
    let source = source.replace("\r\n", "\n");
    let page_numbers = page_numbers(&source);
    let has_grid = source.split(LINE_ENDS).any(has_columns);
    let mut rows = Rows::default();
    for (number, line) in source.split(LINE_ENDS).enumerate() {
        if line.matches(|c| c == '\t' || STROKES.contains(&c)).count() > WIDEST_ROW {
            return Err(IntakeError::TooLong);
        }
        let fields = match page_numbers.get(&number) {
            // So that it looks like one where the page's end is not seen any more.
            Some(page) => vec![Field::new(format!("- {page} -"), 0)],
            None if has_grid => fields(line),
            // A cell a line, each with the tab that ended it: the tabs part nothing.
            None => fields(line.trim_end_matches('\t')),
        };
        let row = Row { position: Position::Line(number + 1), fields };
        if !row.is_blank() {
            rows.push(row)?;
        }
    }
    Ok(rows.into_document())
}

/// The lines, from 0, that say nothing but the number of a page: the last before its end, or the first behind that of
/// the page before, and every page says one more. A number may also be a cell's that stands alone there.
fn page_numbers(source: &str) -> BTreeMap<usize, u32> {
    let pages = source.matches('\u{0c}').count();
    if pages == 0 || pages > MOST_PAGES {
        return BTreeMap::new();
    }
    let (mut heads, mut feet) = (Vec::new(), Vec::new());
    let mut next = 0;
    for (page, text) in source.split('\u{0c}').enumerate() {
        let lines =
            text.split(LINE_ENDS).enumerate().map(|(n, line)| (next + n, line.trim_matches(is_space)));
        let mut said = lines.clone().filter(|(_, line)| !line.is_empty());
        let first = said.next();
        let last = said.last().or(first);
        let number = |(at, line): (usize, &str)| -> Option<PageNumber> {
            let is_number = (1..=3).contains(&line.len()) && line.bytes().all(|b| b.is_ascii_digit());
            Some((
                u32::try_from(page).ok()?,
                at,
                line.parse().ok().filter(|number| is_number && *number > 0)?,
            ))
        };
        heads.extend(first.filter(|_| page > 0).and_then(number));
        feet.extend(last.filter(|_| page < pages).and_then(number));
        next += lines.count();
    }
    // They stand all above or all below.
    let (mut heads, mut feet) = (in_sequence(heads), in_sequence(feet));
    let numbers = if heads.len() > feet.len() { &mut heads } else { &mut feet };
    if numbers.len() == 1 && pages > FEWEST_PAGES {
        numbers.clear();
    }
    numbers.drain(..).map(|(_, at, number)| (at, number)).collect()
}

/// A number that may be a page's: the page from 0, the line, the number.
type PageNumber = (u32, usize, u32);

/// The most of them that go on by one from page to page.
fn in_sequence(mut numbers: Vec<PageNumber>) -> Vec<PageNumber> {
    let begin = |(page, _, number): &PageNumber| i64::from(*number) - i64::from(*page);
    let mut alike: BTreeMap<i64, usize> = BTreeMap::new();
    numbers.iter().for_each(|number| *alike.entry(begin(number)).or_default() += 1);
    let most =
        alike.iter().max_by_key(|(_, count)| **count).filter(|(_, count)| **count > 1 || numbers.len() == 1);
    match most.map(|(begin, _)| *begin) {
        Some(most) => numbers.retain(|number| begin(number) == most),
        None => numbers.clear(),
    }
    numbers
}

/// Whether tabs part something in a line.
fn has_columns(line: &str) -> bool {
    line.split('\t').filter(|text| !text.trim_matches(is_space).is_empty()).count() > 1
}

fn fields(line: &str) -> Vec<Field> {
    let inner = line.trim_matches(is_space);
    if is_drawn(inner) {
        return Vec::new();
    }
    if inner.contains(STROKES) {
        return stroked(inner);
    }
    if line.contains('\t') {
        let trimmed =
            |(column, text): (usize, &str)| Field::new(text.trim_matches(is_space).to_owned(), column);
        return line.split('\t').enumerate().map(trimmed).collect();
    }
    let indent = line.chars().take_while(|c| is_space(*c)).count();
    vec![Field::new(without_marks(inner), indent)]
}

/// Whether a line is nothing but the border between two rows: `├──┼──┤`, `+---+---+`.
fn is_drawn(line: &str) -> bool {
    let is_border = |c: char| matches!(c, '\u{2500}'..='\u{257f}') || is_space(c);
    let is_plain = |c: char| matches!(c, '+' | '-' | '=');
    line.chars().all(is_border)
        || (line.starts_with('+') && line.contains("--") && line.chars().all(is_plain))
}

/// A line of a table drawn with strokes: `规章 | 0 | 0 |`, in Markdown also with one before the first field.
fn stroked(line: &str) -> Vec<Field> {
    let line = line.strip_prefix(STROKES).unwrap_or(line);
    let line = line.strip_suffix(STROKES).unwrap_or(line);
    let texts: Vec<&str> = line.split(STROKES).map(|text| text.trim_matches(is_space)).collect();
    // |---|:---:| only says that the line above is the head.
    let is_rule = |text: &&str| text.contains('-') && text.chars().all(|c| matches!(c, '-' | ':'));
    if texts.iter().all(|text| text.is_empty() || is_rule(text)) {
        return Vec::new();
    }
    let field = |(column, text): (usize, &str)| Field::new(without_marks(text), column);
    texts.into_iter().enumerate().map(field).collect()
}

/// Without the marks of Markdown: `## 标题`, `**粗体**`.
fn without_marks(text: &str) -> String {
    let heading = text.trim_start_matches('#');
    let text =
        if heading.len() < text.len() && heading.starts_with(' ') { heading.trim_start() } else { text };
    if text.matches("**").count() >= 2 {
        text.replace("**", "")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(source: &str) -> Vec<(Position, Vec<String>)> {
        let fields = |row: &Row| row.fields.iter().map(|field| field.text.clone()).collect();
        decode(source).unwrap().rows.iter().map(|row| (row.position, fields(row))).collect()
    }

    fn line(number: usize, fields: &[&str]) -> (Position, Vec<String>) {
        (Position::Line(number), fields.iter().map(|field| (*field).to_owned()).collect())
    }

    #[test]
    fn lines_and_tabs() {
        assert_eq!(
            rows("\u{3000}\u{3000}标题\r\n\r\n规章\t2\t\t11\n"),
            [line(1, &["标题"]), line(3, &["规章", "2", "", "11"])]
        );
    }

    #[test]
    fn tabs_that_part_nothing_are_no_columns() {
        assert_eq!(rows("规章\t\n\t2\t\n"), [line(1, &["规章"]), line(2, &["", "2"])]);
        assert_eq!(rows("规章\t\n2\t\n"), [line(1, &["规章"]), line(2, &["2"])]);
        assert_eq!(rows("规章\t\n许可\t3\n"), [line(1, &["规章", ""]), line(2, &["许可", "3"])]);
    }

    #[test]
    fn strokes_are_borders() {
        assert_eq!(
            rows("规章 | 0 | | 6 |\n|\n 第二十条 | |||\n无边框"),
            [line(1, &["规章", "0", "", "6"]), line(3, &["第二十条", "", "", ""]), line(4, &["无边框"])]
        );
    }

    #[test]
    fn lines_end_in_many_ways() {
        let alike = [line(1, &["一"]), line(2, &["二"]), line(4, &["三", "3"])];
        for end in ["\n", "\r\n", "\r", "\u{0b}", "\u{0c}", "\u{85}", "\u{2028}", "\u{2029}"] {
            assert_eq!(rows(&["一", "二", "", "三\t3", ""].join(end)), alike, "{end:?}");
        }
    }

    #[test]
    fn drawn_borders() {
        for stroke in ["│", "┃", "￨", "║", "|"] {
            let table = format!("┌──┬──┐\n{stroke}规章{stroke} 0{stroke}{stroke}\n├──┼──┤\n+--+--+\n");
            assert_eq!(rows(&table), [line(2, &["规章", "0", ""])], "{stroke}");
        }
        assert_eq!(rows("+8\n-\n+"), [line(1, &["+8"]), line(2, &["-"]), line(3, &["+"])]);
    }

    #[test]
    fn numbers_of_pages() {
        let text =
            |source: &str| -> Vec<String> { rows(source).into_iter().flat_map(|(_, row)| row).collect() };
        assert_eq!(
            text("规章\n0\n   3\n\u{0c}文件\n8\n4\n\u{0c}许可\n0"),
            ["规章", "0", "- 3 -", "文件", "8", "- 4 -", "许可", "0"]
        );
        assert_eq!(text("规章\n\u{0c}2\n0\n\u{0c}\n3\n许可"), ["规章", "- 2 -", "0", "- 3 -", "许可"]);
        assert_eq!(text("规章\n\n1\n\n\u{0c}0\n许可")[..2], ["规章", "- 1 -"]);
        // Cells that stand where a page ends do not count pages.
        assert_eq!(
            text("规章\n0\n\u{0c}文件\n0\n\u{0c}许可\n7\n\u{0c}"),
            ["规章", "0", "文件", "0", "许可", "7"]
        );
        assert_eq!(text("规章\n0\n3"), ["规章", "0", "3"]);
    }

    #[test]
    fn markdown_is_a_table_with_marks() {
        assert_eq!(
            rows("## 二、情况\n| 规章 | **3** |\n|---|:--:|\n- 3 -"),
            [line(1, &["二、情况"]), line(2, &["规章", "3"]), line(4, &["- 3 -"])]
        );
    }

    #[test]
    fn a_plain_line_knows_its_indent() {
        assert_eq!(decode("    规章   0").unwrap().rows[0].fields[0].column, 4);
    }
}
