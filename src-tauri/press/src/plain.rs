//! A sheet as plain text: paragraphs as lines, tables as rows with tabs, as they are pasted from a page into a sheet.

use crate::layout::{Block, Closing, Sheet, Span, TableBlock};

/// What a paragraph is indented by.
const INDENT: &str = "\u{3000}\u{3000}";

/// The text, in UTF-8 with a byte order mark: older editors would take it for another encoding.
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::from("\u{feff}");
    for block in &sheet.blocks {
        match block {
            Block::Title(_) => {
                // In one line: whoever reads it need not guess where it ends.
                line(&mut out, &sheet.title);
                out.push('\n');
            }
            Block::Heading1(text) | Block::Heading2(text) => line(&mut out, &text.content),
            Block::Heading3(text) | Block::Heading4(text) => {
                line(&mut out, &format!("{INDENT}{}", text.content))
            }
            Block::Paragraph(paragraph) => {
                let text: String = paragraph.spans.iter().map(Span::text).collect();
                line(&mut out, &format!("{INDENT}{text}"));
            }
            Block::Table(table) => rows(&mut out, table),
            Block::Chart(chart) => line(&mut out, &chart.in_words()),
            Block::Closing(Closing { signer, agency, date }) => {
                out.push('\n');
                signer.iter().chain([agency, date]).for_each(|text| line(&mut out, text));
            }
        }
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Each row has the cells that begin in it, as they come out of a browser: blank ones keep their place.
fn rows(out: &mut String, table: &TableBlock) {
    for row in &table.rows {
        let fields: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        line(out, &fields.join("\t"));
    }
}
