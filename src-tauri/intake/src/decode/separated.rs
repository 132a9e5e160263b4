//! Tables as sheets export them (.csv): a record a line, fields between commas or semicolons. Whether a text is one is
//! told by its numbers: running text has commas too.

use crate::{
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    fold::is_space,
    IntakeError,
};
use csv::{Reader, ReaderBuilder, StringRecord};
use std::collections::BTreeMap;

/// So many fields in a record, and so many records with as many, are no running text.
const FEWEST_FIELDS: usize = 4;
const FEWEST_ALIKE: usize = 3;

/// The rows of a text whose fields are separated; `None` if it is none.
///
/// # Errors
/// When it is longer than any report.
pub(super) fn decode(source: &str) -> Result<Option<Document>, IntakeError> {
    // Fields between tabs may have commas in them.
    if source.contains('\t') {
        return Ok(None);
    }
    match [b',', b';'].into_iter().find(|separator| is_separated(source, *separator)) {
        Some(separator) => rows(source, separator).map(Some),
        None => Ok(None),
    }
}

fn reader(source: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(source.as_bytes())
}

/// Whether most records with more than one field have numbers or blanks behind the first, and enough of them are alike.
fn is_separated(source: &str, separator: u8) -> bool {
    let mut reader = reader(source, separator);
    let mut record = StringRecord::new();
    let mut alike: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut all, mut numbered) = (0, 0);
    while matches!(reader.read_record(&mut record), Ok(true)) {
        if record.len() > WIDEST_ROW || record.iter().any(is_broken_number) {
            return false;
        }
        if record.len() > 1 {
            all += 1;
            let numbers = record.iter().skip(1).filter(|field| is_number_or_blank(field)).count();
            numbered += usize::from(numbers * 2 > record.len() - 1);
            *alike.entry(record.len()).or_default() += 1;
        }
    }
    numbered * 2 >= all && alike.range(FEWEST_FIELDS..).any(|(_, records)| *records >= FEWEST_ALIKE)
}

/// `036` is the end of 1,036: what separates thousands separates no fields.
fn is_broken_number(field: &str) -> bool {
    let field = field.trim_matches(is_space);
    field.len() == 3 && field.starts_with('0') && field.bytes().all(|b| b.is_ascii_digit())
}

fn is_number_or_blank(field: &str) -> bool {
    field
        .trim_matches(is_space)
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%'))
}

fn rows(source: &str, separator: u8) -> Result<Document, IntakeError> {
    let mut reader = reader(source, separator);
    let mut record = StringRecord::new();
    let mut rows = Rows::default();
    while matches!(reader.read_record(&mut record), Ok(true)) {
        let begin = record.position().cloned().unwrap_or_else(csv::Position::new);
        let position = Position::Line(usize::try_from(begin.line()).unwrap_or(usize::MAX));
        let raw = usize::try_from(begin.byte()).ok().zip(usize::try_from(reader.position().byte()).ok());
        let raw = raw.and_then(|(from, to)| source.get(from..to)).unwrap_or_default();
        let texts: Vec<&str> = record.iter().map(|text| text.trim_matches(is_space)).collect();
        let mut said = texts.iter().filter(|text| !text.is_empty());
        let only = said.next().filter(|_| said.next().is_none());
        let mut line = |text: &str| -> Result<(), IntakeError> {
            let fields = vec![Field::new(text.trim_matches(is_space).to_owned(), 0)];
            let row = Row { position, fields };
            if row.is_blank() {
                Ok(())
            } else {
                rows.push(row)
            }
        };
        match only {
            // Paragraphs in one field.
            Some(text) if text.contains(['\n', '\r']) => text.lines().try_for_each(line)?,
            // A sentence that nobody put in quotes: its commas are its own.
            None if raw.contains('。') && !raw.contains('"') => line(raw)?,
            _ => {
                let field =
                    |(column, text): (usize, &&str)| Field::new(text.replace(['\n', '\r'], " "), column);
                let row = Row { position, fields: texts.iter().enumerate().map(field).collect() };
                if !row.is_blank() {
                    rows.push(row)?;
                }
            }
        }
    }
    Ok(rows.into_document())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Option<Vec<Vec<String>>> {
        let fields = |row: &Row| row.fields.iter().map(|field| field.text.clone()).collect();
        decode(source).unwrap().map(|document| document.rows.iter().map(fields).collect())
    }

    #[test]
    fn fields_in_quotes_and_sentences() {
        let source = "二、情况\n信息内容,制发,废止,有效\n\"行政\n规范\",\"1,036\",,3\n规章,0,0,5\n全年公开5条,其中2条。\n\"第一段。\n第二段。\",,,\n";
        assert_eq!(
            texts(source).unwrap(),
            [
                vec!["二、情况"],
                vec!["信息内容", "制发", "废止", "有效"],
                vec!["行政 规范", "1,036", "", "3"],
                vec!["规章", "0", "0", "5"],
                vec!["全年公开5条,其中2条。"],
                vec!["第一段。"],
                vec!["第二段。"],
            ]
        );
        let rows = decode(source).unwrap().unwrap().rows;
        assert_eq!(rows[3].position, Position::Line(5));
        assert_eq!(
            texts(&source.replace("1,036", "36").replace(',', ";")).unwrap()[3],
            ["规章", "0", "0", "5"]
        );
    }

    #[test]
    fn running_text_and_thousands_are_none() {
        for source in [
            "全年公开,其中规章,文件,各类信息。\n".repeat(5),
            "规章 1,036 2,000 3,111 4\n".repeat(5),
            "规章,1,036,20,111\n文件,1,2,3\n其他,1,2,3\n合计,1,2,3\n".to_owned(),
            "规章\t1,5,6,7\n".repeat(5),
            "规章，1，2，3\n".repeat(5),
            "行政许可,5\n".repeat(5),
            String::new(),
        ] {
            assert_eq!(texts(&source), None, "{source}");
        }
    }
}
