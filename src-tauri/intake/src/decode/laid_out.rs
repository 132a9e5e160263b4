//! Plain text in which every line shows what it is, as in the texts we write: the title above a blank line, headings at
//! the margin, paragraphs indented by two characters, tables of lines with tabs.

use crate::{
    document::{Document, Field, Position, Row, Rows, Said, WIDEST_ROW},
    IntakeError,
};
use report::prose::heading;

/// What a paragraph is indented by.
const INDENT: &str = "\u{3000}\u{3000}";

/// Lines of the signature below the last blank line: who signs, the office, the day.
const SIGNATURE: usize = 3;

/// The level of the headings, below the title.
const LEVEL: u8 = 2;

/// What a line shows itself to be.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    Paragraph,
    /// A heading 「一、」.
    Heading,
    /// A heading 「（一）」, of part of a section.
    Subheading,
    /// A row of a table.
    Row,
    /// A line at the margin: a row across a table if it has others beside it.
    Across,
    Blank,
}

/// The document, if all its lines are of this kind; none for any other text.
///
/// # Errors
/// When there is more of it than of any report.
pub(super) fn decode(source: &str) -> Result<Option<Document>, IntakeError> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n");
    let lines: Vec<&str> = source.lines().collect();
    let Some((title, rest)) = lines.split_first() else { return Ok(None) };
    let mut kinds: Vec<Line> = rest.iter().map(|line| kind(line)).collect();
    while kinds.last() == Some(&Line::Blank) {
        kinds.pop();
    }
    join_rows(&mut kinds);
    if title.trim() != *title || title.contains('\t') || !is_whole(&kinds) {
        return Ok(None);
    }
    let mut rows = Rows::default();
    let line = |text: &str| vec![Field::new(text.to_owned(), 0)];
    rows.push(Row { position: Position::Line(1), fields: line(title) })?;
    let (mut table, mut row) = (0, 0);
    for (n, kind) in kinds.iter().enumerate() {
        let text = rest[n];
        let position = Position::Line(n + 2);
        if *kind != Line::Row {
            row = 0;
        }
        match kind {
            Line::Blank => {}
            Line::Paragraph => {
                let fields = vec![Field::new(text[INDENT.len()..].to_owned(), INDENT.chars().count())];
                rows.push(Row { position, fields })?;
            }
            Line::Heading => rows.push_heading(Row { position, fields: line(text) }, LEVEL)?,
            Line::Row => {
                table += usize::from(row == 0);
                row += 1;
                let cells: Vec<&str> = text.split('\t').collect();
                if cells.len() > WIDEST_ROW {
                    return Err(IntakeError::TooLong);
                }
                let field = |(column, text): (usize, &str)| Field::new(text.trim().to_owned(), column);
                let fields = cells.into_iter().enumerate().map(field).collect();
                rows.push(Row { position: Position::TableRow { table, row }, fields })?;
            }
            Line::Subheading | Line::Across => rows.push(Row { position, fields: line(text) })?,
        }
    }
    let said = Said::new(title, "");
    Ok(Some(Document { said, is_laid_out: true, ..rows.into_document() }))
}

fn kind(line: &str) -> Line {
    if line.trim().is_empty() && !line.contains('\t') {
        Line::Blank
    } else if line.strip_prefix(INDENT).is_some_and(|text| text.trim_start() == text) {
        Line::Paragraph
    } else if line.contains('\t') {
        Line::Row
    } else if is_numbered(line) {
        Line::Heading
    } else if heading(line).is_some_and(|it| it.level == 2 && it.end == line.len()) {
        Line::Subheading
    } else {
        Line::Across
    }
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Whether a line counts 一、.
fn is_numbered(line: &str) -> bool {
    line.starts_with(is_numeral) && line.trim_start_matches(is_numeral).starts_with('、')
}

/// Takes lines at the margin for rows that stand above a row or below one, with others like them between at most.
fn join_rows(kinds: &mut [Line]) {
    for n in 1..kinds.len() {
        if (kinds[n - 1], kinds[n]) == (Line::Row, Line::Across) {
            kinds[n] = Line::Row;
        }
    }
    for n in (1..kinds.len()).rev() {
        if (kinds[n - 1], kinds[n]) == (Line::Across, Line::Row) {
            kinds[n - 1] = Line::Row;
        }
    }
}

/// Whether lines below a title are a report's: the first blank, then paragraphs, headings and tables without a blank, and
/// at most a signature below another.
fn is_whole(kinds: &[Line]) -> bool {
    let Some((Line::Blank, kinds)) = kinds.split_first() else { return false };
    let (body, signature) = match kinds.iter().position(|kind| *kind == Line::Blank) {
        Some(at) => (&kinds[..at], &kinds[at + 1..]),
        None => (kinds, &kinds[..0]),
    };
    let is_signature = signature.len() <= SIGNATURE && signature.iter().all(|kind| *kind == Line::Across);
    let has = |wanted: Line| body.contains(&wanted);
    is_signature && has(Line::Heading) && has(Line::Row) && !has(Line::Across)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}某镇2024年政府信息公开工作年度报告\n\n　　根据《条例》编制。\n一、总体情况\n（一）概况\n　　二、如下|：\n\
                        二、主动公开\n　　-1-\n第二十条\n规章\t0\t\t1\n第二十一条\n许可\t2\n三、申请\n件\t3\n　　注。\n\n\
                        主要负责人（签字）：\n某镇\n　　　年　　　月　　　日\n";

    #[test]
    fn every_line_is_what_it_shows_itself_to_be() {
        let document = decode(TEXT).unwrap().unwrap();
        let shown: Vec<String> = document
            .rows
            .iter()
            .map(|row| {
                let texts: Vec<&str> = row.fields.iter().map(|field| field.text.as_str()).collect();
                let at = match row.position {
                    Position::Line(line) => format!("{line}"),
                    Position::TableRow { table, row } => format!("{table}.{row}"),
                };
                let mark = if document.headings.contains_key(&row.position) { "#" } else { "" };
                format!("{at}{mark} {}", texts.join("|"))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "1 某镇2024年政府信息公开工作年度报告",
                "3 根据《条例》编制。",
                "4# 一、总体情况",
                "5 （一）概况",
                "6 二、如下|：",
                "7# 二、主动公开",
                "8 -1-",
                "1.1 第二十条",
                "1.2 规章|0||1",
                "1.3 第二十一条",
                "1.4 许可|2",
                "13# 三、申请",
                "2.1 件|3",
                "15 注。",
                "17 主要负责人（签字）：",
                "18 某镇",
                "19 　　　年　　　月　　　日",
            ]
        );
        assert!(document.is_laid_out);
    }

    #[test]
    fn a_subheading_is_what_the_writer_takes_for_one() {
        for line in ["(二)概况", "（十一）概况。"] {
            assert!(decode(&TEXT.replace("（一）概况", line)).unwrap().is_some(), "{line}");
        }
    }

    #[test]
    fn lines_without_end_are_too_many() {
        let text = TEXT.replace("许可\t2\n", &format!("许可\t2\n{}", "条\n".repeat(400_000)));
        assert!(matches!(decode(&text), Err(IntakeError::TooLong)));
    }

    #[test]
    fn any_other_text_is_not_this_one() {
        for (from, to) in [
            ("报告\n\n", "报告\n"),
            ("\u{feff}某", "　　某"),
            ("　　根据", "根据"),
            ("（一）概况", "概况"),
            ("　　注。", "　　注。\n打印本页"),
            ("　　注。", "\n　　注。"),
            ("日\n", "日\n打印\n关闭\n"),
            ("一、总体情况\n", "\n一、总体情况\n"),
        ] {
            assert!(TEXT.contains(from));
            assert!(decode(&TEXT.replacen(from, to, 1)).unwrap().is_none(), "{from}");
        }
    }
}
