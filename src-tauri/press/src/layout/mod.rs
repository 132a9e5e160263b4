//! From blocks to pages: what stands where on the official page.
//!
//! [`lay_out`] first sets every block in lines (`set`), then lets them flow onto pages (`flow`); tables have their
//! own way (`grid` → `table` → `table_pages`). The result is [`Pages`], which no PDF type has touched.

mod alone;
mod chart;
mod dump;
mod flow;
mod grid;
mod looks;
pub(crate) mod measures;
mod pages;
mod ruling;
mod set;
mod sheet;
mod table;
mod table_pages;

pub(crate) use alone::{Alone, AloneCell};

use crate::font::{Fonts, Shaper};
use crate::PressError;
pub(crate) use flow::runs;
use measures::Body;
pub(crate) use measures::{A3, PAGE_HEIGHT, PAGE_WIDTH};
pub use pages::{
    Figure, Fill, Frame, Node, NodeId, OutlineEntry, Owner, Page, Pages, Path, Rule, Run, RunGlyph, Scope,
    Span as CellSpan, Stroke, Tag, TextLine,
};
pub use sheet::{
    Block, BodySize, Cell, CellRole, ChartBlock, Closing, Paper, Paragraph, Sheet, Span, TableBlock, Text,
};

/// Lays `sheet` out as GB/T 9704 prescribes: on A4, or on A3 with everything half as large again.
///
/// # Errors
/// [`PressError::MissingGlyph`] names the characters and where they stand; the other variants say which font file or
/// table is at fault. Every character is resolved here, so what lays out can be written.
pub fn lay_out(sheet: &Sheet, fonts: &Fonts) -> Result<Pages, PressError> {
    let shaper = Shaper::gathering(fonts);
    let body = Body::of(sheet.body);
    let blocks = set::set(&sheet.blocks, &body, &shaper)?;
    shaper.is_complete()?;
    let pages = flow::flow(sheet, &blocks, body, &shaper)?;
    // Charts are set only where they stand.
    shaper.is_complete()?;
    Ok(match sheet.paper {
        Paper::A4 => pages,
        Paper::A3 => pages.enlarged(A3),
    })
}

#[cfg(test)]
mod tests;
