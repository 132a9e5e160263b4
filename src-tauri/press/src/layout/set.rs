//! Blocks set in lines, before anyone asks on which page they stand.

use super::chart::SetChart;
use super::grid::Grid;
use super::measures::{Body, TITLE_SIZE, WIDTH};
use super::sheet::{Block, Closing, Paragraph, Span, Text};
use super::table::largest_size;
use crate::compose::{compose, Line, Setting, Shape};
use crate::font::{Glyph, Role, Shaper};
use crate::PressError;

/// A block in lines.
pub(super) enum SetBlock {
    Title(Vec<Line>),
    /// A heading of this structure level (2 to 4), and its text for the outline.
    Heading {
        level: u8,
        lines: Vec<Line>,
        text: String,
    },
    /// A paragraph, and the heading it begins with, if one runs in.
    Paragraph {
        lines: Vec<Line>,
        run_in: Option<String>,
    },
    /// A table, and the largest type worth trying for it.
    Table(Grid, f64),
    Chart(SetChart),
    /// Who signs: a line to sign on if there is one, then agency and date with room for the seal.
    Closing {
        signer: Vec<Line>,
        agency: Vec<Line>,
        date: Vec<Line>,
    },
}

impl SetBlock {
    /// Lines of a heading; 0 for all other blocks.
    pub fn heading_lines(&self) -> usize {
        match self {
            SetBlock::Heading { lines, .. } => lines.len(),
            SetBlock::Title(_)
            | SetBlock::Paragraph { .. }
            | SetBlock::Table(..)
            | SetBlock::Chart(_)
            | SetBlock::Closing { .. } => 0,
        }
    }
}

/// Sets all blocks. Every character of the sheet is resolved here.
pub(super) fn set(blocks: &[Block], body: &Body, shaper: &Shaper) -> Result<Vec<SetBlock>, PressError> {
    blocks.iter().map(|block| set_block(block, body, shaper)).collect()
}

fn set_block(block: &Block, body: &Body, shaper: &Shaper) -> Result<SetBlock, PressError> {
    match block {
        Block::Title(texts) => set_title(texts, shaper),
        Block::Heading1(text) => set_heading(2, Role::Heading1, text, body, shaper),
        Block::Heading2(text) => set_heading(3, Role::Heading2, text, body, shaper),
        Block::Heading3(text) => set_heading(4, Role::Body, text, body, shaper),
        Block::Heading4(text) => set_heading(5, Role::Body, text, body, shaper),
        Block::Paragraph(paragraph) => set_paragraph(paragraph, body, shaper),
        Block::Closing(closing) => set_closing(closing, body, shaper),
        Block::Table(table) => {
            let grid = Grid::new(table, shaper)?;
            let largest = largest_size(&grid)?;
            Ok(SetBlock::Table(grid, largest))
        }
        Block::Chart(chart) => Ok(SetBlock::Chart(SetChart::new(chart, shaper)?)),
    }
}

fn set_title(texts: &[Text], shaper: &Shaper) -> Result<SetBlock, PressError> {
    let setting =
        Setting { size: TITLE_SIZE, width: WIDTH, indent: 0.0, tracking: 0.0, shape: Shape::Centred };
    let mut lines = Vec::new();
    for text in texts {
        lines.extend(compose(&shaper.shape(Role::Title, &text.content, &text.place)?, &setting));
    }
    Ok(SetBlock::Title(lines))
}

fn set_heading(
    level: u8,
    role: Role,
    text: &Text,
    body: &Body,
    shaper: &Shaper,
) -> Result<SetBlock, PressError> {
    let lines = set_body(&shaper.shape(role, &text.content, &text.place)?, body);
    Ok(SetBlock::Heading { level, lines, text: in_outline(&text.content) })
}

/// A heading as the outline names it, the same whether it runs in or stands alone: without the mark that ends it.
fn in_outline(heading: &str) -> String {
    heading.trim_end_matches(['。', '：']).to_owned()
}

fn set_paragraph(paragraph: &Paragraph, body: &Body, shaper: &Shaper) -> Result<SetBlock, PressError> {
    let mut glyphs = Vec::new();
    let mut run_in = None;
    for (index, span) in paragraph.spans.iter().enumerate() {
        let (role, text) = match span {
            Span::RunIn(text) => (Role::Heading2, text),
            Span::Body(text) => (Role::Body, text),
        };
        if index == 0 && role == Role::Heading2 {
            run_in = Some(in_outline(text));
        }
        glyphs.extend(shaper.shape(role, text, &paragraph.place)?);
    }
    Ok(SetBlock::Paragraph { lines: set_body(&glyphs, body), run_in })
}

/// Agency and date in lines of their own, to be put in their place by width: a long agency takes several.
fn set_closing(closing: &Closing, body: &Body, shaper: &Shaper) -> Result<SetBlock, PressError> {
    let place = "落款";
    let beside = |text: &str| {
        let width = WIDTH - 2.0 * body.indent;
        let setting =
            Setting { size: body.size, width, indent: 0.0, tracking: body.tracking, shape: Shape::Left };
        Ok(compose(&shaper.shape(Role::Body, text, place)?, &setting))
    };
    let signer = match &closing.signer {
        Some(signer) => set_body(&shaper.shape(Role::Body, signer, place)?, body),
        None => Vec::new(),
    };
    Ok(SetBlock::Closing { signer, agency: beside(&closing.agency)?, date: beside(&closing.date)? })
}

fn set_body(glyphs: &[Glyph], body: &Body) -> Vec<Line> {
    let setting = Setting {
        size: body.size,
        width: WIDTH,
        indent: body.indent,
        tracking: body.tracking,
        shape: Shape::Justified,
    };
    compose(glyphs, &setting)
}
