//! A report as the official sheet: title, preamble, the sections in the form's order, tables as the form draws them.
//!
//! Every label comes from the form, every number from `report`'s own formatter.

use report::form::{Content, GridCell, Label, Table};
use report::{prose, Report, SectionId};

use crate::layout::{Block, Cell, CellRole, Paragraph, Sheet, Span, TableBlock, Text};

/// The sheet of `report`, ready for [`crate::lay_out`].
pub fn sheet(report: &Report) -> Sheet {
    let form = report.form();
    let mut blocks = vec![Block::Title(title(report))];
    blocks.extend(prose_blocks(report, form.preamble(), "前言"));
    for section in &form.sections {
        let heading = &section.heading;
        blocks.push(Block::Heading1(Text::new(heading, format!("标题“{heading}”"))));
        blocks.extend(prose_blocks(report, &section.id, &format!("“{heading}”")));
        blocks.extend(form.table_in(&section.id).map(|table| Block::Table(table_block(report, table))));
    }
    Sheet { title: report.title(), blocks }
}

fn title(report: &Report) -> Vec<Text> {
    report.title_lines().into_iter().map(|line| Text::new(line, "标题")).collect()
}

fn prose_blocks(report: &Report, section: &SectionId, name: &str) -> Vec<Block> {
    let paragraphs = report.text(section).into_iter().enumerate();
    paragraphs.map(|(index, text)| prose_block(&text, format!("{name}第 {} 段", index + 1))).collect()
}

/// A heading （一） on its own line or run in; all else is body text, numbered points included (GB/T 9704, 7.3.3).
fn prose_block(text: &str, place: String) -> Block {
    match prose::heading(text).filter(|heading| heading.level == 2) {
        Some(heading) if heading.end == text.len() => Block::Heading2(Text::new(text, place)),
        Some(heading) => {
            let (head, body) = text.split_at(heading.end);
            Block::Paragraph(Paragraph {
                spans: vec![Span::RunIn(head.to_owned()), Span::Body(body.to_owned())],
                place,
            })
        }
        None => Block::Paragraph(Paragraph { spans: vec![Span::Body(text.to_owned())], place }),
    }
}

fn table_block(report: &Report, table: &Table) -> TableBlock {
    let cell = |grid_cell: &GridCell| Cell {
        text: match &grid_cell.content {
            Content::Label { text, .. } => text.clone(),
            Content::Value(id) => report.entry(id).map(ToString::to_string).unwrap_or_default(),
        },
        role: role(&grid_cell.content),
        colspan: grid_cell.colspan,
        rowspan: grid_cell.rowspan,
    };
    TableBlock {
        widths: table.widths.clone(),
        head_rows: table.head_rows,
        rows: table.grid.iter().map(|row| row.iter().map(cell).collect()).collect(),
        place: table.name.clone(),
    }
}

fn role(content: &Content) -> CellRole {
    match content {
        Content::Value(_) => CellRole::Value,
        Content::Label { label, .. } => match label {
            Label::Band => CellRole::Band,
            Label::Head | Label::Column(_) => CellRole::Head,
            Label::Note => CellRole::Note,
            Label::Row(_) => CellRole::RowLabel,
            Label::Group(_) => CellRole::GroupLabel,
        },
    }
}
