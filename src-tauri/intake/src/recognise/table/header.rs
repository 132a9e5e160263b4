//! Headings as a page laid out in columns shows them: each in a narrow column, its words below one another.

use crate::{
    document::Row,
    fold::{fold, is_space},
};

/// A word of a heading, and where it stands in its line.
struct Word {
    left: usize,
    right: usize,
    text: String,
}

/// The headings above the numbers, left to right and run together, as far as at least so many columns of the page
/// show them.
///
/// `spans` says of a word that it stands above several columns.
pub(super) fn across(rows: &[Row], at_least: usize, spans: impl Fn(&str) -> bool) -> Option<String> {
    let mut columns: Vec<Word> = Vec::new();
    for row in rows.iter().filter(|row| !row.has_columns()) {
        let Some(field) = row.fields.first() else { continue };
        for word in words(&field.text, field.column) {
            if spans(&word.text) {
                continue;
            }
            let over = |column: &&mut Word| column.left < word.right && word.left < column.right;
            match columns.iter_mut().find(over) {
                Some(column) => {
                    column.text += &word.text;
                    column.left = column.left.min(word.left);
                    column.right = column.right.max(word.right);
                }
                None => columns.push(word),
            }
        }
    }
    columns.sort_by_key(|column| column.left);
    (columns.len() >= at_least).then(|| columns.iter().map(|column| column.text.as_str()).collect())
}

fn words(line: &str, indent: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut gap = true;
    for (n, c) in line.chars().enumerate() {
        if is_space(c) {
            gap = true;
            continue;
        }
        let at = indent + n;
        match words.last_mut() {
            Some(word) if !gap => {
                word.right = at + 1;
                word.text.push(c);
            }
            _ => words.push(Word { left: at, right: at + 1, text: c.to_string() }),
        }
        gap = false;
    }
    words.iter_mut().for_each(|word| word.text = fold(&word.text));
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Field, Position};

    fn shown(lines: &[&str], at_least: usize) -> Option<String> {
        let row = |(n, line): (usize, &&str)| {
            let indent = line.chars().take_while(|c| *c == ' ').count();
            let field = Field::new(line.trim().to_owned(), indent);
            Row { position: Position::Line(n + 1), fields: vec![field] }
        };
        let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
        across(&rows, at_least, |word| word.chars().count() > 3)
    }

    #[test]
    fn words_below_one_another_are_one_heading() {
        let page = ["          很长的总标题", "甲一     丙一", "   乙     丁 戊", "甲二    丙二"];
        assert_eq!(shown(&page, 5).as_deref(), Some("甲一甲二乙丙一丙二丁戊"));
        assert_eq!(shown(&page, 6), None);
    }

    #[test]
    fn headings_a_line_each_show_no_columns() {
        assert_eq!(shown(&["甲", "乙", "丙"], 3), None);
    }
}
