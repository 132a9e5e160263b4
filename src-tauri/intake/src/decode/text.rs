//! Plain text: a row a line, a field between tabs or upright strokes.

use crate::{
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    fold::is_space,
    IntakeError,
};

pub(crate) fn decode(source: &str) -> Result<Document, IntakeError> {
    let mut rows = Rows::default();
    for (number, line) in source.split(['\n', '\u{2028}', '\u{0c}']).enumerate() {
        if line.matches(['\t', '|', '｜']).count() > WIDEST_ROW {
            return Err(IntakeError::TooLong);
        }
        let row = Row { position: Position::Line(number + 1), fields: fields(line) };
        if !row.is_blank() {
            rows.push(row)?;
        }
    }
    Ok(rows.into_document())
}

fn fields(line: &str) -> Vec<Field> {
    let line = line.trim_end_matches('\r');
    let inner = line.trim_matches(is_space);
    if inner.contains(['|', '｜']) {
        return stroked(inner);
    }
    if line.contains('\t') {
        let trimmed =
            |(column, text): (usize, &str)| Field { text: text.trim_matches(is_space).to_owned(), column };
        return line.split('\t').enumerate().map(trimmed).collect();
    }
    let indent = line.chars().take_while(|c| is_space(*c)).count();
    vec![Field { text: without_marks(inner), column: indent }]
}

/// A line of a table drawn with strokes: `规章 | 0 | 0 |`, in Markdown also with one before the first field.
fn stroked(line: &str) -> Vec<Field> {
    let is_stroke = |c: char| matches!(c, '|' | '｜');
    let line = line.strip_prefix(is_stroke).unwrap_or(line);
    let line = line.strip_suffix(is_stroke).unwrap_or(line);
    let texts: Vec<&str> = line.split(is_stroke).map(|text| text.trim_matches(is_space)).collect();
    // |---|:---:| only says that the line above is the head.
    let is_rule = |text: &&str| text.contains('-') && text.chars().all(|c| matches!(c, '-' | ':'));
    if texts.iter().all(|text| text.is_empty() || is_rule(text)) {
        return Vec::new();
    }
    let field = |(column, text): (usize, &str)| Field { text: without_marks(text), column };
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
    fn strokes_are_borders() {
        assert_eq!(
            rows("规章 | 0 | | 6 |\n|\n 第二十条 | |||\n无边框"),
            [line(1, &["规章", "0", "", "6"]), line(3, &["第二十条", "", "", ""]), line(4, &["无边框"])]
        );
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
