//! Which rows belong to which section: headings in their official or a known wording.

use crate::{
    document::{Field, Row},
    fold::{fold, fold_char, is_space, likeness},
};
use report::{form::Section, Form, SectionId};
use std::{collections::HashSet, ops::Range};

/// How alike a heading of unknown wording must be to be read as an official one.
const ALIKE: f64 = 0.5;

/// The longest line that may be a heading, in characters.
const LONGEST_HEADING: usize = 40;

/// The rows of a section, its heading left out.
#[derive(Debug)]
pub(super) struct Part {
    pub section: SectionId,
    pub heading_row: usize,
    pub rows: Range<usize>,
    /// The heading as it stands, where its wording is not a known one.
    pub unusual: Option<String>,
    /// Whether the heading occurs once more with numbers below: there may be two reports in the document.
    pub has_rival: bool,
}

/// The sections found, in the document's order.
pub(super) fn parts(rows: &[Row], form: &Form) -> Vec<Part> {
    let labels = labels(form);
    let mut headings: Vec<(usize, &Section, bool)> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        if let Some((section, known)) = row.only_text().and_then(|text| heading(text, form, &labels)) {
            headings.push((n, section, known));
        }
    }
    // A table of contents repeats the headings: the occurrence with the most below it is the section.
    let end_of = |k: usize| headings.get(k + 1).map_or(rows.len(), |(n, ..)| *n);
    let mut parts: Vec<Part> = Vec::new();
    for (k, (n, section, known)) in headings.iter().enumerate() {
        let part = Part {
            section: section.id.clone(),
            heading_row: *n,
            rows: n + 1..end_of(k),
            unusual: (!known).then(|| rows[*n].only_text().unwrap_or_default().to_owned()),
            has_rival: false,
        };
        match parts.iter_mut().find(|other| other.section == part.section) {
            Some(other) => {
                let has_rival = numbers(rows, other) > 2 && numbers(rows, &part) > 2;
                if size(rows, other) < size(rows, &part) {
                    *other = part;
                }
                other.has_rival |= has_rival;
            }
            None => parts.push(part),
        }
    }
    parts.sort_by_key(|part| part.heading_row);
    parts
}

/// How much text stands below a heading.
fn size(rows: &[Row], part: &Part) -> usize {
    rows[part.rows.clone()].iter().flat_map(|row| &row.fields).map(|field| field.text.len()).sum()
}

/// How many fields below a heading have digits.
fn numbers(rows: &[Row], part: &Part) -> usize {
    let fields = rows[part.rows.clone()].iter().flat_map(|row| &row.fields);
    fields.filter(|field| field.text.contains(|c: char| c.is_ascii_digit())).count()
}

/// The rows with long lines broken at the headings that have run into them.
pub(super) fn at_headings(rows: &[Row], form: &Form) -> Vec<Row> {
    let known: Vec<Vec<char>> = form
        .sections
        .iter()
        .flat_map(|section| std::iter::once(&section.heading).chain(&section.variants))
        .map(|heading| fold(heading).chars().collect())
        .collect();
    rows.iter().flat_map(|row| broken(row, &known)).collect()
}

fn broken(row: &Row, known: &[Vec<char>]) -> Vec<Row> {
    let plain = row.fields.first().filter(|_| !row.has_columns());
    let Some(field) = plain.filter(|field| field.text.chars().nth(LONGEST_HEADING).is_some()) else {
        return vec![row.clone()];
    };
    let text: Vec<char> = field.text.chars().collect();
    // Folded characters with their places: headings have spaces in them or not.
    let folded: Vec<(usize, char)> =
        text.iter().enumerate().filter(|(_, c)| !is_space(**c)).map(|(at, c)| (at, fold_char(*c))).collect();
    let heading_at = |i: usize| -> Option<usize> {
        let begins = |heading: &&Vec<char>| {
            folded
                .get(i..i + heading.len())
                .is_some_and(|here| here.iter().map(|(_, c)| c).eq(heading.iter()))
        };
        let quoted = i > 0 && matches!(text[folded[i - 1].0], '“' | '"' | '「' | '《' | '‘');
        known.iter().filter(begins).map(Vec::len).max().filter(|_| !quoted)
    };
    let mut cuts = vec![0];
    let mut i = 0;
    while i < folded.len() {
        // All headings begin with their numeral.
        let length =
            if "一二三四五六七八九十".contains(folded[i].1) { heading_at(i) } else { None };
        match length {
            Some(length) => {
                cuts.push(folded[i].0);
                cuts.push(folded.get(i + length).map_or(text.len(), |(at, _)| *at));
                i += length;
            }
            None => i += 1,
        }
    }
    cuts.push(text.len());
    let piece = |range: &[usize]| -> Option<Row> {
        let text: String = text[range[0]..range[1]].iter().collect();
        let text = text.trim_matches(is_space).to_owned();
        let fields = vec![Field { text, column: field.column + range[0] }];
        Some(Row { position: row.position, fields }).filter(|row| !row.is_blank())
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// Row and group labels begin with numerals too and are no headings.
fn labels(form: &Form) -> HashSet<String> {
    let labels = |table: &report::form::Table| -> Vec<String> {
        let rows = table.rows.iter().flat_map(|row| std::iter::once(&row.label).chain(&row.aliases));
        rows.chain(table.groups.iter().map(|group| &group.label)).map(|label| fold(label)).collect()
    };
    form.tables.iter().flat_map(labels).collect()
}

/// The section a line is the heading of, and whether in a known wording.
fn heading<'a>(text: &str, form: &'a Form, labels: &HashSet<String>) -> Option<(&'a Section, bool)> {
    if text.chars().count() > LONGEST_HEADING {
        return None;
    }
    let folded = fold(text);
    let folded = folded.trim_end_matches([':', '。', '.']);
    if labels.contains(folded) {
        return None;
    }
    let known = |section: &&Section| {
        std::iter::once(&section.heading).chain(&section.variants).any(|heading| fold(heading) == folded)
    };
    if let Some(section) = form.sections.iter().find(known) {
        return Some((section, true));
    }
    // Word numbers headings by itself: copied out of it, they are without.
    let bare = |section: &&Section| {
        std::iter::once(&section.heading)
            .chain(&section.variants)
            .any(|heading| fold(heading).split_once('、').is_some_and(|(_, body)| body == folded))
    };
    if let Some(section) = form.sections.iter().find(bare) {
        return Some((section, true));
    }
    let alike = |section: &&Section| {
        let official = fold(&section.heading);
        let numeral = |heading: &str| heading.split_once('、').map(|(numeral, _)| numeral.to_owned());
        numeral(&official).is_some()
            && numeral(&official) == numeral(folded)
            && !text.contains(['，', '。', '；'])
            && likeness(&official, folded) >= ALIKE
    };
    form.sections.iter().find(alike).map(|section| (section, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Position;
    use report::Forms;

    fn found(lines: &[&str]) -> Vec<(String, usize, bool)> {
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let row = |(n, text): (usize, &&str)| Row {
            position: Position::Line(n + 1),
            fields: vec![Field { text: (*text).to_owned(), column: 0 }],
        };
        let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
        parts(&rows, &form)
            .iter()
            .map(|part| (part.section.to_string(), part.heading_row, part.unusual.is_some()))
            .collect()
    }

    fn is(section: &str, row: usize, unusual: bool) -> (String, usize, bool) {
        (section.into(), row, unusual)
    }

    #[test]
    fn official_known_and_unusual_headings() {
        assert_eq!(
            found(&[
                "前言",
                "一、总体情况",
                "正文。",
                "二、行政机关主动公开政府信息情况",
                "五、存在问题及改进的情况"
            ]),
            [is("overview", 1, false), is("disclosure", 3, false), is("problems", 4, true)]
        );
    }

    #[test]
    fn row_labels_and_sentences_are_no_headings() {
        assert_eq!(
            found(&[
                "一、本年新收政府信息公开申请数量",
                "三、本年度办理结果",
                "四、结转下年度继续办理",
                "一、总体情况良好，成效明显。"
            ]),
            []
        );
    }

    #[test]
    fn a_table_of_contents_is_not_the_report() {
        let lines = [
            "一、总体情况",
            "六、其他需要报告的事项",
            "一、总体情况",
            "正文。",
            "再一段。",
            "六、其他需要报告的事项",
            "无。",
        ];
        assert_eq!(found(&lines), [is("overview", 2, false), is("other_matters", 5, false)]);
    }
}
