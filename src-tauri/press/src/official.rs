//! A report as the official sheet: title, preamble, the sections in the form's order, tables as the form draws them.
//!
//! Every label comes from the form, every number from `report`'s own formatter. Characters that are none to any reader
//! are left out here, so that every kind of file says the same; only the JSON keeps them.

use std::borrow::Cow;

use report::check::Day;
use report::form::{Content, GridCell, Label, Table};
use report::prose::{self, Heading};
use report::{Report, SectionId};

use crate::chart::Chart;
use crate::container::known;
use crate::layout::{
    Block, BodySize, Cell, CellRole, ChartBlock, Closing, Paper, Paragraph, Sheet, Span, TableBlock, Text,
};
use crate::pdf::{Attachment, Meta, Timestamp};
use crate::PressError;

/// How a report is printed. The default is the public page as the standard sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Variant {
    /// For the public or to be signed.
    pub version: Version,
    /// Whether the text before section 一 is left out.
    pub without_preamble: bool,
    /// Size of body text and headings.
    pub body: BodySize,
    /// The paper.
    pub paper: Paper,
    /// Whether the bands of table 二 stay white, for copiers that turn a shade into dots.
    pub without_shades: bool,
}

/// For whom a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Version {
    /// For the public: it ends with its last section.
    #[default]
    Public,
    /// For superiors and the archive: agency and date stand at its end, with room for signature and seal. Where no
    /// day is given it is written in by hand.
    Signed(Option<Day>),
}

/// Where the charts of the years stand in a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartsAt {
    /// Behind its first section.
    AfterSectionOne,
    /// At its end, before whoever signs.
    #[default]
    End,
}

/// Charts of the years as figures of a report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Charts {
    /// Where they stand.
    pub at: ChartsAt,
    /// Them, in order.
    pub charts: Vec<Chart>,
    /// What must be known of their numbers, below the last of them.
    pub note: Option<String>,
}

impl Charts {
    /// Puts them into the sheet of a report, numbered 图1, 图2 …
    pub fn put_into(&self, sheet: &mut Sheet) {
        let blocks = &sheet.blocks;
        let is_section = |block: &Block| matches!(block, Block::Heading1(_));
        let second = blocks.iter().enumerate().filter(|(_, block)| is_section(block)).nth(1);
        let closing = blocks.iter().position(|block| matches!(block, Block::Closing(_)));
        let end = closing.unwrap_or(blocks.len());
        let at = match self.at {
            ChartsAt::AfterSectionOne => second.map_or(end, |(at, _)| at),
            ChartsAt::End => end,
        };
        let figure = |(n, chart): (usize, &Chart)| {
            let caption = format!("图{}　{}", n + 1, chart.title);
            let note = self.note.clone().filter(|_| n + 1 == self.charts.len());
            Block::Chart(ChartBlock { chart: chart.clone(), caption, note })
        };
        sheet.blocks.splice(at..at, self.charts.iter().enumerate().map(figure));
    }
}

/// The sheet of `report`, ready for [`crate::lay_out`].
pub fn sheet(report: &Report, variant: &Variant) -> Sheet {
    let form = report.form();
    let mut blocks = vec![Block::Title(title(report))];
    if !variant.without_preamble {
        blocks.extend(prose_blocks(report, form.preamble(), "前言"));
    }
    for section in &form.sections {
        let heading = &section.heading;
        blocks.push(Block::Heading1(Text::new(heading, format!("标题“{heading}”"))));
        blocks.extend(prose_blocks(report, &section.id, &format!("“{heading}”")));
        blocks.extend(form.table_in(&section.id).map(|table| Block::Table(table_block(report, table))));
    }
    if let Version::Signed(day) = variant.version {
        blocks.push(Block::Closing(closing(report, day)));
    }
    Sheet {
        title: known(&report.title()).into_owned(),
        blocks,
        body: variant.body,
        paper: variant.paper,
        without_shades: variant.without_shades,
    }
}

/// 落款、成文日期 as GB/T 9704 writes it, without leading zeros.
fn closing(report: &Report, day: Option<Day>) -> Closing {
    let date = match day {
        Some(Day { year, month, day }) => format!("{year}年{month}月{day}日"),
        None => "\u{3000}\u{3000}\u{3000}年\u{3000}\u{3000}月\u{3000}\u{3000}日".to_owned(),
    };
    Closing {
        signer: Some("主要负责人（签字）：".to_owned()),
        agency: known(&report.agency).into_owned(),
        date,
    }
}

/// What the file of `report` says about itself.
pub fn meta(report: &Report, created: Option<Timestamp>) -> Meta {
    let form = report.form();
    let subject = match &form.document {
        Some(document) => {
            format!("{}年度政府信息公开工作年度报告，格式：{}", report.year, document.number)
        }
        None => form.name.clone(),
    };
    Meta { author: report.agency.clone(), subject, created }
}

/// `report` as `nianbao.report/1`, to be carried in its PDF.
///
/// # Errors
/// [`PressError::Pdf`] when it cannot be written as JSON.
pub fn attachment(report: &Report) -> Result<Attachment, PressError> {
    let json = report::json::to_json(report).map_err(|e| PressError::Pdf { reason: e.to_string() })?;
    Ok(Attachment {
        name: "nianbao.report-1.json".to_owned(),
        description: format!("{}（nianbao.report/1）", report.title()),
        media_type: "application/json".to_owned(),
        as_of: end_of(report.year),
        bytes: json.into_bytes(),
    })
}

/// The last second of `year` in China: what a report counts up to, and the same whenever it is printed.
fn end_of(year: u16) -> Timestamp {
    Timestamp { year, month: 12, day: 31, hour: 23, minute: 59, second: 59, utc_offset: 480 }
}

fn title(report: &Report) -> Vec<Text> {
    report.title_lines().iter().map(|line| Text::new(known(line), "标题")).collect()
}

fn prose_blocks(report: &Report, section: &SectionId, name: &str) -> Vec<Block> {
    let paragraphs = report.text(section);
    let paragraphs: Vec<Cow<'_, str>> = paragraphs.iter().map(|text| known(text)).collect();
    // Blanks typed at the head of a paragraph are its indent, which the page gives it anyway.
    let texts = paragraphs.iter().map(|text| text.trim()).enumerate().filter(|(_, text)| !text.is_empty());
    let (numbers, texts): (Vec<usize>, Vec<&str>) = texts.unzip();
    let headings = prose::headings(&texts);
    // Whether a point 1. has been headed since the last （一）.
    let mut is_under_point = false;
    let blocks = texts.iter().zip(headings).zip(numbers).map(|((text, heading), index)| {
        match heading {
            Some(Heading { level: 3, .. }) => is_under_point = true,
            Some(Heading { level: 2, .. }) => is_under_point = false,
            _ => {}
        }
        prose_block(text, heading, is_under_point, format!("{name}第 {} 段", index + 1))
    });
    blocks.collect()
}

/// A paragraph, a heading on a line of its own, or a paragraph with one run in.
fn prose_block(text: &str, heading: Option<Heading>, is_under_point: bool, place: String) -> Block {
    match heading {
        Some(Heading { level, end }) if end == text.len() => {
            let text = Text::new(text, place);
            match level {
                2 => Block::Heading2(text),
                4 if is_under_point => Block::Heading4(text),
                _ => Block::Heading3(text),
            }
        }
        Some(Heading { end, .. }) => {
            let (head, body) = text.split_at(end);
            let spans = vec![Span::RunIn(head.to_owned()), Span::Body(body.to_owned())];
            Block::Paragraph(Paragraph { spans, place })
        }
        None => Block::Paragraph(Paragraph { spans: vec![Span::Body(text.to_owned())], place }),
    }
}

fn table_block(report: &Report, table: &Table) -> TableBlock {
    let cell = |grid_cell: &GridCell| Cell {
        text: match &grid_cell.content {
            Content::Label { text, .. } => text.clone(),
            Content::Value(id) => {
                report.entry(id).map(|entry| known(&entry.to_string()).into_owned()).unwrap_or_default()
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks_of(paragraphs: &[&str]) -> Vec<Block> {
        let forms = report::Forms::bundled().unwrap();
        let mut report = Report::new(forms.for_year(2024).unwrap().clone(), "赤壁市官塘驿镇", 2024);
        let place = report.form().prose_place("overview").unwrap().clone();
        report.set_prose(&place, prose::Prose::plain(paragraphs.iter().copied())).unwrap();
        let blocks = sheet(&report, &Variant::default()).blocks.into_iter();
        let is_section = |block: &Block| matches!(block, Block::Heading1(_));
        blocks.skip_while(|block| !is_section(block)).skip(1).take_while(|block| !is_section(block)).collect()
    }

    fn paragraph(spans: Vec<Span>, place: &str) -> Block {
        Block::Paragraph(Paragraph { spans, place: place.into() })
    }

    #[test]
    fn headings_stand_alone_or_run_in() {
        assert_eq!(
            blocks_of(&["（一）主动公开情况", "（二）改进措施。加强培训。", "1.加强领导"]),
            [
                Block::Heading2(Text::new("（一）主动公开情况", "“一、总体情况”第 1 段")),
                paragraph(
                    vec![Span::RunIn("（二）改进措施。".into()), Span::Body("加强培训。".into())],
                    "“一、总体情况”第 2 段"
                ),
                paragraph(vec![Span::Body("1.加强领导".into())], "“一、总体情况”第 3 段"),
            ]
        );
    }

    #[test]
    fn a_point_is_one_level_below_what_it_stands_under() {
        let levels = |paragraphs: &[&str]| -> Vec<u8> {
            let level = |block: &Block| match block {
                Block::Heading2(_) => 2,
                Block::Heading3(_) => 3,
                Block::Heading4(_) => 4,
                _ => 0,
            };
            blocks_of(paragraphs).iter().map(level).collect()
        };
        assert_eq!(
            levels(&[
                "（一）做法",
                "1.领导",
                "（1）会议",
                "召开会议。",
                "（2）培训",
                "培训。",
                "2.制度",
                "修订。"
            ]),
            [2, 3, 4, 0, 4, 0, 3, 0]
        );
        assert_eq!(levels(&["1.领导", "有。", "（二）做法", "（1）会议", "召开会议。"]), [3, 0, 2, 3, 0]);
    }

    #[test]
    fn typed_indents_and_empty_paragraphs_leave_no_trace() {
        assert_eq!(
            blocks_of(&["\u{3000}\u{3000}（一）概况", "  ", "\u{3000}\u{3000}全面公开。 "]),
            [
                Block::Heading2(Text::new("（一）概况", "“一、总体情况”第 1 段")),
                paragraph(vec![Span::Body("全面公开。".into())], "“一、总体情况”第 3 段"),
            ]
        );
    }

    #[test]
    fn a_blank_cell_is_empty_and_a_written_one_stays_as_written() {
        let forms = report::Forms::bundled().unwrap();
        let mut report = Report::new(forms.for_year(2024).unwrap().clone(), "赤壁市官塘驿镇", 2024);
        let cell = report.form().cell("disclosure.rules.issued").unwrap().id.clone();
        report.write(&cell, "/").unwrap();
        let sheet = sheet(&report, &Variant::default());
        let tables = sheet.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let values: Vec<&str> = tables
            .flat_map(|table| table.rows.iter().flatten())
            .filter(|cell| cell.role == CellRole::Value)
            .map(|cell| cell.text.as_str())
            .collect();
        assert_eq!(values.len(), 200);
        assert_eq!(values[0], "/");
        assert!(values[1..].iter().all(|text| text.is_empty()));
    }
}
