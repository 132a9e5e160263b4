//! A report as an Excel workbook (.xlsx): a sheet a section, its table as on the paper.
//!
//! Totals are live sums wherever the sum is what the report says; a total that is something else stays the number it
//! is, in red, because a formula would change what was reported. Below a table a row tells whether its balances hold.

mod columns;
mod formulas;
mod lines;
mod page;
mod series;
mod styles;

pub use series::write as write_series;

use report::{Report, SectionId};

use crate::container::{content_types, core_properties, escape, pack, relations, DECLARATION};
use crate::layout::{Block, Sheet, Span};
use crate::official::{meta, sheet, Variant};
use crate::PressError;
use formulas::Book;
use page::Page;

/// The namespaces of a part of a workbook.
const NAMESPACES: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// The most characters of a sheet's name.
const LONGEST_NAME: usize = 31;

/// The bytes of a workbook.
///
/// # Errors
/// When the file cannot be put together.
pub fn write(report: &Report) -> Result<Vec<u8>, PressError> {
    let official = sheet(report, &Variant::default());
    let texts = texts(report, &official);
    let names = names(report);
    let book = Book::new(report, &names, &texts.iter().map(Vec::len).collect::<Vec<_>>());
    let pages: Vec<Page> = report
        .form()
        .sections
        .iter()
        .zip(&texts)
        .map(|(section, texts)| Page::new(&book, report.form().table_in(&section.id), texts))
        .collect();

    let about = meta(report, None);
    let about = core_properties(&official.title, &about.subject, &about.author);
    let heads: Vec<_> = pages.iter().map(|page| page.head).collect();
    let sheets = pages.iter().enumerate().map(|(n, page)| page.xml(n == 0)).collect();
    packed(about, &names, &heads, sheets)
}

/// The file of a workbook: its sheets with their names, and which rows of each are printed on every page.
fn packed(
    about: String,
    names: &[String],
    heads: &[Option<(usize, usize)>],
    sheets: Vec<String>,
) -> Result<Vec<u8>, PressError> {
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), types(names.len())),
        (
            "_rels/.rels".to_owned(),
            relations([
                ("rId1".to_owned(), "officeDocument", "xl/workbook.xml".to_owned()),
                ("rId2".to_owned(), "core-properties", "docProps/core.xml".to_owned()),
            ]),
        ),
        ("docProps/core.xml".to_owned(), about),
        ("xl/workbook.xml".to_owned(), workbook(names, heads)),
        ("xl/_rels/workbook.xml.rels".to_owned(), workbook_relations(names.len())),
        ("xl/styles.xml".to_owned(), styles::styles()),
    ];
    for (n, sheet) in sheets.into_iter().enumerate() {
        files.push((format!("xl/worksheets/sheet{}.xml", n + 1), sheet));
    }
    pack(&files)
}

/// A row of text above or below a table.
struct Line {
    style: styles::Style,
    text: String,
}

/// The lines of each section's sheet, in the order of the paper; what stands before the first section is on its sheet.
fn texts(report: &Report, official: &Sheet) -> Vec<Vec<Line>> {
    let mut sections: Vec<Vec<Line>> = Vec::new();
    let mut before = Vec::new();
    let mut is_before = true;
    for block in &official.blocks {
        if matches!(block, Block::Heading1(_)) {
            is_before = false;
            sections.push(std::mem::take(&mut before));
        }
        let lines = match sections.last_mut() {
            Some(section) if !is_before => section,
            _ => &mut before,
        };
        lines.extend(lines_of(block));
    }
    sections.resize_with(report.form().sections.len(), Vec::new);
    sections
}

fn lines_of(block: &Block) -> Vec<Line> {
    use styles::Style;
    let (style, texts): (Style, Vec<String>) = match block {
        Block::Title(lines) => (Style::Title, lines.iter().map(|text| text.content.clone()).collect()),
        Block::Heading1(text) => (Style::Heading, vec![text.content.clone()]),
        Block::Heading2(text) | Block::Heading3(text) | Block::Heading4(text) => {
            (Style::Text, vec![text.content.clone()])
        }
        Block::Paragraph(paragraph) => (Style::Text, vec![paragraph.spans.iter().map(Span::text).collect()]),
        Block::Chart(chart) => (Style::Text, vec![chart.in_words()]),
        Block::Table(_) | Block::Closing(_) => (Style::Text, Vec::new()),
    };
    let rows = texts.iter().flat_map(|text| lines::rows(style, text));
    rows.map(|text| Line { style, text }).collect()
}

/// The names of the sheets: the sections' headings, as far as a sheet may be named so.
fn names(report: &Report) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for section in &report.form().sections {
        let safe = section.heading.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control());
        let name: String = safe.take(LONGEST_NAME).collect();
        let is_taken = name.is_empty() || names.contains(&name);
        names.push(if is_taken { format!("{}", names.len() + 1) } else { name });
    }
    names
}

fn types(pages: usize) -> String {
    let fixed = [
        ("xl/workbook.xml".to_owned(), "spreadsheetml.sheet.main"),
        ("xl/styles.xml".to_owned(), "spreadsheetml.styles"),
        ("docProps/core.xml".to_owned(), "core-properties"),
    ];
    let sheets = (1..=pages).map(|n| (format!("xl/worksheets/sheet{n}.xml"), "spreadsheetml.worksheet"));
    content_types(fixed.into_iter().chain(sheets))
}

fn workbook_relations(pages: usize) -> String {
    let sheets = (1..=pages).map(|n| (format!("rId{n}"), "worksheet", format!("worksheets/sheet{n}.xml")));
    let styles = (format!("rId{}", pages + 1), "styles", "styles.xml".to_owned());
    relations(sheets.chain([styles]))
}

fn workbook(names: &[String], heads: &[Option<(usize, usize)>]) -> String {
    let sheet = |(n, name): (usize, &String)| {
        format!("<sheet name=\"{}\" sheetId=\"{}\" r:id=\"rId{}\"/>", escape(name), n + 1, n + 1)
    };
    let sheets: String = names.iter().enumerate().map(sheet).collect();
    // Where a table is printed on several pages, its heads are on each.
    let titles = heads.iter().enumerate().filter_map(|(n, head)| {
        let (first, last) = (*head)?;
        let name = escape(&names[n]).replace('\'', "''");
        Some(format!(
            "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{n}\">'{name}'!${first}:${last}</definedName>"
        ))
    });
    let titles: String = titles.collect();
    let titles = if titles.is_empty() { titles } else { format!("<definedNames>{titles}</definedNames>") };
    format!("{DECLARATION}<workbook {NAMESPACES}><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>{titles}<calcPr calcId=\"191029\"/></workbook>")
}

/// Where a section's table begins on its sheet, from 0.
fn table_row(lines: usize) -> usize {
    lines
}

/// Where the section with this id is among the form's.
fn section_index(report: &Report, id: &SectionId) -> Option<usize> {
    report.form().sections.iter().position(|section| section.id == *id)
}
