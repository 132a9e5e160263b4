//! Which rows belong to which section: headings in their official or a known wording.

use super::marked::Marked;
use crate::{
    document::{Field, Row},
    fold::{fold, fold_char, is_space, likeness},
};
use report::{
    form::{Section, Table},
    Form, SectionId,
};
use std::{collections::HashSet, ops::Range};

/// How alike a heading of unknown wording must be to be read as an official one.
const ALIKE: f64 = 0.5;

/// The longest line that may be a heading, in characters.
const LONGEST_HEADING: usize = 40;

/// The longest text that may be a label, in bytes.
const LONGEST_LABEL: usize = 300;

/// The rows of a section, its heading left out.
#[derive(Debug)]
pub(super) struct Part {
    pub section: SectionId,
    pub heading_row: usize,
    pub rows: Range<usize>,
    /// The heading as it stands, where its wording is not a known one.
    pub unusual: Option<String>,
    /// Whether there is no heading, and only the table's own labels told where it is.
    pub is_bare: bool,
    /// Whether the heading occurs once more with numbers below: there may be two reports in the document.
    pub has_rival: bool,
}

/// The sections found, in the document's order.
pub(super) fn parts(rows: &[Row], form: &Form, marked: &Marked) -> Vec<Part> {
    let labels = labels(form);
    let mut headings: Vec<(usize, &Section, bool)> = Vec::new();
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| marked.may_open(row)) {
        if let Some((section, known)) = row.only_text().and_then(|text| heading(text, form, &labels)) {
            headings.push((n, section, known));
        }
    }
    // Numbered in another way, a title says less: （二）主动公开… may stand within 一.
    let is_missing = |section: &Section| !headings.iter().any(|(_, found, _)| found.id == section.id);
    let numbered_otherwise: Vec<(usize, &Section, bool)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| marked.may_open(row))
        .filter_map(|(n, row)| Some((n, row.only_text().and_then(|text| otherwise(text, form))?, false)))
        .filter(|(_, section, _)| is_missing(section))
        .collect();
    headings.extend(numbered_otherwise);
    headings.sort_by_key(|(n, ..)| *n);
    // What is only like a heading, under the section's own, numbers what the section says: 五、… ⏎ 一、存在的问题.
    let like: Vec<usize> = headings
        .windows(2)
        .filter(|pair| pair[0].1.id == pair[1].1.id && pair[0].2 && !pair[1].2)
        .map(|pair| pair[1].0)
        .collect();
    headings.retain(|(n, ..)| !like.contains(n));
    let parts = largest(&headings, rows);
    // A heading of known wording that holds its section tells that what is only like it stands in another's text.
    let is_held =
        |section: &Section| parts.iter().any(|part| part.section == section.id && part.unusual.is_none());
    let before = headings.len();
    headings.retain(|(_, section, known)| *known || !is_held(section));
    if headings.len() == before {
        parts
    } else {
        largest(&headings, rows)
    }
}

/// The parts below these headings, of each section the largest.
fn largest(headings: &[(usize, &Section, bool)], rows: &[Row]) -> Vec<Part> {
    // A table of contents repeats the headings: the occurrence with the most below it is the section.
    let end_of = |k: usize| headings.get(k + 1).map_or(rows.len(), |(n, ..)| *n);
    let mut parts: Vec<Part> = Vec::new();
    for (k, (n, section, known)) in headings.iter().enumerate() {
        let part = Part {
            section: section.id.clone(),
            heading_row: *n,
            rows: n + 1..end_of(k),
            unusual: (!known).then(|| rows[*n].only_text().unwrap_or_default().to_owned()),
            is_bare: false,
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

/// Adds the tables whose heading was not found, or has no table below: their own labels tell where they begin, and there
/// the section before ends.
pub(super) fn add_unheaded(parts: &mut Vec<Part>, rows: &[Row], form: &Form) {
    for table in &form.tables {
        let own = parts.iter().position(|part| part.section == table.section);
        if own.is_some_and(|n| is_table(&rows[parts[n].rows.clone()]) || is_run(rows, &parts[n])) {
            continue;
        }
        let head = 0..parts.first().map_or(rows.len(), |part| part.heading_row);
        let regions = parts.iter().map(|part| part.rows.clone()).chain([head]);
        let found = regions.filter_map(|region| {
            let bare = bare_tables(&rows[region.clone()], form);
            let part = bare.into_iter().find(|part| part.section == table.section)?;
            let at = |n: usize| region.start + n;
            let is_whole = is_table(&rows[at(part.rows.start)..at(part.rows.end)]);
            let start = at(part.rows.start);
            is_whole.then_some(Part { heading_row: start, rows: start..region.end, ..part })
        });
        let Some(part) = found.max_by_key(|part| part.rows.len()) else { continue };
        if let Some(n) = own {
            parts.remove(n);
        }
        for before in parts.iter_mut().filter(|before| before.rows.contains(&part.heading_row)) {
            before.rows.end = part.heading_row;
        }
        parts.push(part);
        parts.sort_by_key(|part| part.heading_row);
    }
}

/// Whether a whole table has run into lines: its labels are not to be found by themselves.
fn is_run(rows: &[Row], part: &Part) -> bool {
    numbers(rows, part) > 2
}

/// Whether the headings start over, with the numbers of a table before and after: two reports in one document.
pub(super) fn start_over(rows: &[Row], form: &Form, marked: &Marked) -> bool {
    let labels = labels(form);
    let headings = rows.iter().enumerate().filter_map(|(n, row)| {
        let (section, _) = row.only_text().and_then(|text| heading(text, form, &labels))?;
        Some((n, section))
    });
    let headings: Vec<(usize, &Section)> = headings.collect();
    let next = |k: usize| headings.get(k + 1).map_or(rows.len(), |(n, _)| *n);
    if !marked.is_empty() {
        // A line of the text may say what a heading says, and has no table below.
        let mut is_text = false;
        return headings.iter().enumerate().any(|(k, (n, section))| {
            let below = &rows[n + 1..next(k)];
            if marked.may_open(&rows[*n]) {
                is_text = form.table_in(&section.id).is_none();
                return false;
            }
            is_text && below.iter().any(Row::has_columns) && is_table(below)
        });
    }
    // A stretch of headings goes on until one of them comes again: a list of contents, or a report.
    let mut seen: Vec<&SectionId> = Vec::new();
    let mut has_table = false;
    let mut with_table = 0;
    for (k, (n, section)) in headings.iter().enumerate() {
        if seen.contains(&&section.id) {
            seen.clear();
            has_table = false;
        }
        seen.push(&section.id);
        if !has_table && is_table(&rows[n + 1..next(k)]) {
            has_table = true;
            with_table += 1;
        }
    }
    with_table > 1
}

/// Whether there are figures of a table among these rows, rather than the page numbers of a list of contents.
pub(super) fn is_table(rows: &[Row]) -> bool {
    const MANY_DIGITS: usize = 20;
    let is_sign = |c: char| is_space(c) || c == '.' || fold_char(c).is_ascii_digit();
    let is_figure = |text: &&str| text.chars().all(is_sign);
    // A whole table in a line.
    let is_run = |text: &str| {
        !text.contains('。') && text.chars().filter(char::is_ascii_digit).nth(MANY_DIGITS).is_some()
    };
    let mut figures = 0;
    for field in rows.iter().flat_map(|row| &row.fields).filter(|field| !field.text.is_empty()) {
        // Numbers behind a label, spaces between; a single one may be a page's.
        let behind = field.text.split_whitespace().rev().take_while(is_figure).count();
        let is_one = is_figure(&field.text.as_str());
        figures += if is_run(&field.text) {
            2
        } else if behind > 1 {
            behind
        } else {
            usize::from(is_one)
        };
        if figures >= 2 {
            return true;
        }
    }
    false
}

/// The tables of a document without any heading, by their own labels: what is copied out of a page is often only a
/// table.
pub(super) fn bare_tables(rows: &[Row], form: &Form) -> Vec<Part> {
    let labels: Vec<HashSet<String>> = form.tables.iter().map(|table| own_labels(table, form)).collect();
    let table_of = |row: &Row| {
        // Where no columns are shown, wide gaps divide a line.
        let fields = row.fields.iter().flat_map(|field| field.text.split("  "));
        // Longer than any label is none.
        let short = fields.filter(|text| text.len() <= LONGEST_LABEL);
        let texts: Vec<String> = short.map(fold).filter(|text| !text.is_empty()).collect();
        labels.iter().position(|labels| texts.iter().any(|text| labels.contains(text)))
    };
    let any: HashSet<String> = form
        .tables
        .iter()
        .flat_map(|table| table.grid.iter().flatten().filter_map(|cell| cell.text().map(fold)))
        .collect();
    let is_any_label = |row: &Row| {
        row.only_text().is_some_and(|text| text.len() <= LONGEST_LABEL && any.contains(&fold(text)))
    };
    // Stretches of rows from one table's first label to the last before another's.
    let mut stretches: Vec<(usize, Range<usize>)> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        match (table_of(row), stretches.last_mut()) {
            (Some(table), Some((open, range))) if *open == table => range.end = n + 1,
            (Some(table), _) => stretches.push((table, n..n + 1)),
            // Values go on below the label, or in a row whose label is not known to the letter.
            (None, Some((_, range)))
                if range.end == n && (row.has_columns() || is_number(row) || is_any_label(row)) =>
            {
                range.end = n + 1;
            }
            (None, _) => {}
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    for (n, table) in form.tables.iter().enumerate() {
        let own = || stretches.iter().filter(|(of, _)| *of == n);
        let has_rival = own().filter(|(_, range)| is_table(&rows[range.clone()])).nth(1).is_some();
        if let Some((_, range)) = own().max_by_key(|(_, range)| range.len()) {
            parts.push(Part {
                section: table.section.clone(),
                heading_row: range.start,
                rows: range.clone(),
                unusual: None,
                is_bare: true,
                has_rival,
            });
        }
    }
    parts.sort_by_key(|part| part.heading_row);
    parts
}

/// The labels that only this table of the form has; short ones are words of any text.
fn own_labels(table: &Table, form: &Form) -> HashSet<String> {
    const SHORTEST: usize = 3;
    let all = |table: &Table| -> HashSet<String> {
        let texts = table.grid.iter().flatten().filter_map(|cell| cell.text().map(fold));
        texts.filter(|text| text.chars().count() >= SHORTEST).collect()
    };
    let mut own = all(table);
    for other in form.tables.iter().filter(|other| other.id != table.id) {
        all(other).iter().for_each(|label| {
            own.remove(label);
        });
    }
    own
}

fn is_number(row: &Row) -> bool {
    row.only_text().is_some_and(|text| text.chars().all(|c| c.is_ascii_digit() || is_space(c)))
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
pub(super) fn at_headings(rows: &[Row], form: &Form, marked: &Marked) -> Vec<Row> {
    let known: Vec<Vec<char>> = form
        .sections
        .iter()
        .flat_map(|section| std::iter::once(&section.heading).chain(&section.variants))
        .map(|heading| fold(heading).chars().collect())
        .collect();
    let apart = |row: &Row| if marked.may_open(row) { broken(row, &known) } else { vec![row.clone()] };
    rows.iter().flat_map(apart).collect()
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
        let fields = vec![Field { text, column: field.column + range[0], is_doubtful: field.is_doubtful }];
        Some(Row { position: row.position, fields }).filter(|row| !row.is_blank())
    };
    cuts.windows(2).filter_map(piece).collect()
}

/// Row and group labels begin with numerals too and are no headings.
pub(super) fn labels(form: &Form) -> HashSet<String> {
    let labels = |table: &report::form::Table| -> Vec<String> {
        let rows = table.rows.iter().flat_map(|row| std::iter::once(&row.label).chain(&row.aliases));
        rows.chain(table.groups.iter().map(|group| &group.label)).map(|label| fold(label)).collect()
    };
    form.tables.iter().flat_map(labels).collect()
}

/// The section a line is the heading of, and whether in a known wording.
pub(super) fn heading<'a>(
    text: &str,
    form: &'a Form,
    labels: &HashSet<String>,
) -> Option<(&'a Section, bool)> {
    if text.chars().count() > LONGEST_HEADING {
        return None;
    }
    let folded = fold(text);
    let folded = folded.trim_end_matches([':', '。', '.']);
    if labels.contains(folded) {
        return None;
    }
    let is_known = |section: &&Section| known(section).any(|heading| fold(heading) == folded);
    if let Some(section) = form.sections.iter().find(is_known) {
        return Some((section, true));
    }
    // Word numbers headings by itself: copied out of it, they are without.
    let is_bare = |section: &&Section| {
        known(section).any(|heading| fold(heading).split_once('、').is_some_and(|(_, body)| body == folded))
    };
    if let Some(section) = form.sections.iter().find(is_bare) {
        return Some((section, true));
    }
    let written = Written::of(folded)?;
    // Under a wrong number, or with dirt before it, a title that is known to the letter is still that section's.
    let is_titled =
        |section: &&Section| known(section).any(|heading| is_same(title(&fold(heading)), written.title));
    if let Some(section) = form.sections.iter().find(is_titled) {
        return Some((section, false));
    }
    if !written.is_marked || written.title.contains([',', '。', ';']) {
        return None;
    }
    let is_numbered =
        |section: &&Section| fold(&section.heading).starts_with(&format!("{}、", written.numeral));
    let section = form.sections.iter().find(is_numbered)?;
    let official = fold(&section.heading);
    let alike = likeness(&official, &format!("{}、{}", written.numeral, written.title)) >= ALIKE;
    (alike || is_about(section, written.title)).then_some((section, false))
}

/// The section that a line is the heading of when it is numbered in another way than headings are, title and number being
/// the section's own: 第四部分 …, 4、…, （四）…, 【四、…】.
fn otherwise<'a>(text: &str, form: &'a Form) -> Option<&'a Section> {
    if text.chars().count() > LONGEST_HEADING {
        return None;
    }
    let folded = fold(text);
    let bare =
        folded.trim_start_matches(['【', '[', '第', '(']).trim_end_matches(['】', ']', ':', '。', '.']);
    let first = bare.chars().next()?;
    let number = match first.to_digit(10) {
        Some(digit) => usize::try_from(digit).ok()?,
        None => NUMERALS.iter().position(|numeral| *numeral == first)? + 1,
    };
    let rest = bare[first.len_utf8()..].trim_start_matches("部分");
    let written = rest.trim_start_matches([')', '、', '.', ',', ':', '·', '】', ']']);
    if written.len() == bare.len() - first.len_utf8() {
        return None;
    }
    let section = form.sections.get(number.checked_sub(1)?)?;
    known(section).any(|heading| is_same(title(&fold(heading)), written)).then_some(section)
}

/// Whether two titles are the same but for the mark between two things.
fn is_same(a: &str, b: &str) -> bool {
    let mark = |c| if c == ',' { '、' } else { c };
    a.chars().map(mark).eq(b.chars().map(mark))
}

/// The official heading of a section and its known variants.
fn known(section: &Section) -> impl Iterator<Item = &String> {
    std::iter::once(&section.heading).chain(&section.variants)
}

/// A heading's text behind its number.
fn title(folded: &str) -> &str {
    folded.split_once('、').map_or(folded, |(_, title)| title)
}

/// A line as a heading: a Chinese numeral, a mark, a title.
struct Written<'a> {
    numeral: char,
    title: &'a str,
    /// Whether there is a mark between the two: 一总体情况 has lost its, while 一是 and 三农 are words.
    is_marked: bool,
}

const NUMERALS: [char; 7] = ['一', '二', '三', '四', '五', '六', '七'];
/// What stands before a number by mistake: a bullet, an l or 1 out of a list, a mark of emphasis.
const DIRT: [char; 16] = ['l', 'I', '1', '|', '·', '•', '▲', '●', '◆', '■', '*', '#', '>', '-', '.', '_'];

impl<'a> Written<'a> {
    fn of(folded: &'a str) -> Option<Written<'a>> {
        let clean = folded.trim_start_matches(DIRT);
        // Dirt is a mark or two; more is an expression.
        if folded.chars().count() > clean.chars().count() + 3 {
            return None;
        }
        let numeral = clean.chars().next().filter(|c| NUMERALS.contains(c))?;
        let rest = &clean[numeral.len_utf8()..];
        let title = rest.trim_start_matches(['、', '.', ',', ':', '·']).trim_end_matches(DIRT);
        let is_marked = !rest.starts_with(title);
        (!title.is_empty()).then_some(Written { numeral, title, is_marked })
    }
}

/// Words that a section's title has in any wording, by the section; the number must be right then.
const ABOUT: &[(&str, &[&str])] = &[
    ("overview", &["总体", "基本", "工作情况", "概述", "概况"]),
    ("disclosure", &["主动"]),
    ("requests", &["申请"]),
    ("disputes", &["复议", "诉讼"]),
    ("problems", &["问题", "不足"]),
    ("other_matters", &["其他", "其它", "事项"]),
];

fn is_about(section: &Section, title: &str) -> bool {
    let words = ABOUT.iter().find(|(id, _)| *id == section.id.as_str()).map(|(_, words)| *words);
    words.unwrap_or_default().iter().any(|word| title.contains(word))
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
            fields: vec![Field::new((*text).to_owned(), 0)],
        };
        let rows: Vec<Row> = lines.iter().enumerate().map(row).collect();
        parts(&rows, &form, &Marked::default())
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

    /// Headings as pages have them: with dirt before them, under a wrong number, in other words.
    #[test]
    fn dirty_and_misnumbered_headings() {
        for (line, section) in [
            ("l六、其他需要报告的事项", "other_matters"),
            ("•一、总体情况", "overview"),
            ("**五、存在的主要问题及改进情况**", "problems"),
            ("三、政府信息公开行政复议、行政诉讼情况", "disputes"),
            ("四、存在的主要问题及改进情况", "problems"),
            ("七、其他需要报告的事项", "other_matters"),
            ("一.总体情况", "overview"),
            ("一总体情况", "overview"),
            ("五、存在问题", "problems"),
            ("五、存在的不足和下一步打算", "problems"),
            ("五、主要问题及改进措施", "problems"),
            ("六、其他事项报告", "other_matters"),
            ("四、行政复议和行政诉讼", "disputes"),
            ("三、依申请公开情况", "requests"),
            ("第四部分 政府信息公开行政复议、行政诉讼情况", "disputes"),
            ("第四部分：政府信息公开行政复议、行政诉讼情况", "disputes"),
            ("4、政府信息公开行政复议、行政诉讼情况", "disputes"),
            ("3.收到和处理政府信息公开申请情况", "requests"),
            ("（三）收到和处理政府信息公开申请情况", "requests"),
            ("【四、政府信息公开行政复议、行政诉讼情况】", "disputes"),
            ("四、政府信息公开行政复议，行政诉讼情况", "disputes"),
        ] {
            assert_eq!(found(&[line]), [is(section, 0, true)], "{line}");
        }
        for line in [
            "1、主动公开政府信息情况",
            "（一）主动公开政府信息情况",
            "一是总体情况良好",
            "三农问题",
            "五、本年度办理结果",
            "二、存在的问题及下一步",
            "三、本年度办理结果",
            "六、属于四类过程性信息",
            "第五部分 政府信息公开行政复议、行政诉讼情况",
            "第四部分 其他",
            "（四）行政复议和行政诉讼",
        ] {
            assert_eq!(found(&[line]), [], "{line}");
        }
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
