//! Plain text: a row a line, a field between tabs.

use crate::{
    document::{Document, Field, Position, Row},
    fold::is_space,
};

pub(crate) fn decode(source: &str) -> Document {
    let rows = source
        .split(['\n', '\u{2028}', '\u{0c}'])
        .enumerate()
        .map(|(number, line)| Row { position: Position::Line(number + 1), fields: fields(line) })
        .filter(|row| !row.is_blank())
        .collect();
    Document { title: None, rows }
}

fn fields(line: &str) -> Vec<Field> {
    let trimmed =
        |(column, text): (usize, &str)| Field { text: text.trim_matches(is_space).to_owned(), column };
    line.trim_end_matches('\r').split('\t').enumerate().map(trimmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_tabs() {
        let document = decode("\u{3000}\u{3000}标题\r\n\r\n规章\t2\t\t11\n");
        let rows: Vec<(Position, Vec<&str>)> = document
            .rows
            .iter()
            .map(|row| (row.position, row.fields.iter().map(|field| field.text.as_str()).collect()))
            .collect();
        assert_eq!(
            rows,
            [(Position::Line(1), vec!["标题"]), (Position::Line(3), vec!["规章", "2", "", "11"])]
        );
    }
}
