//! A chart as a figure of the document: as wide as the type area, its caption below, and why years must not be joined.

use super::measures::{LEFT, WIDTH};
use super::pages::{Figure, Frame, NodeId, Owner};
use super::sheet::ChartBlock;
use crate::chart::{self, Area, Canvas, Chart};
use crate::compose::{compose, Line, Setting, Shape};
use crate::font::{Role, Shaper};
use crate::PressError;

/// Height of what is drawn: two charts with their captions share a page.
const DRAWN: f64 = 205.0;
/// 五号: labels and notes.
const SMALL: f64 = 10.5;
/// 小四: the caption.
const CAPTION: f64 = 12.0;
/// Distance of base lines, for type of size 1.
const LEADING: f64 = 1.4;
/// Blank above the chart, and between it and its caption.
const GAP: f64 = 6.0;

/// A chart, and what stands below it in lines.
pub(super) struct SetChart {
    chart: Chart,
    caption: Vec<Line>,
    notes: Vec<Line>,
}

/// What a chart became on its page.
pub(super) struct Drawn {
    pub frames: Vec<Frame>,
    pub figure: Figure,
}

impl SetChart {
    pub fn new(block: &ChartBlock, shaper: &Shaper) -> Result<SetChart, PressError> {
        let lines = |text: &str, role, size, shape| -> Result<Vec<Line>, PressError> {
            let setting = Setting { size, width: WIDTH, indent: 0.0, tracking: 0.0, shape };
            Ok(compose(&shaper.shape(role, text, &block.caption)?, &setting))
        };
        let mut notes = Vec::new();
        for note in block.chart.notes().into_iter().chain(block.note.clone()) {
            notes.extend(lines(&note, Role::Table, SMALL, Shape::Left)?);
        }
        let caption = lines(&block.caption, Role::Heading1, CAPTION, Shape::Centred)?;
        Ok(SetChart { chart: block.chart.clone(), caption, notes })
    }

    pub fn height(&self) -> f64 {
        let captioned = self.caption.len() as f64 * CAPTION * LEADING;
        2.0 * GAP + DRAWN + captioned + self.notes.len() as f64 * SMALL * LEADING
    }

    /// Draws it with its top at `top`.
    pub fn draw(
        &self,
        top: f64,
        figure: NodeId,
        caption: NodeId,
        shaper: &Shaper,
    ) -> Result<Drawn, PressError> {
        let mut canvas = Canvas::new(shaper, &self.chart.title);
        canvas.figure(figure);
        let area = Area { x: LEFT, y: top + GAP, width: WIDTH, height: DRAWN };
        let drawn = chart::draw(&self.chart, area, SMALL, &mut canvas)?;
        canvas.own(Owner::Node(caption));
        let mut y = area.bottom() + GAP;
        for (lines, size) in [(&self.caption, CAPTION), (&self.notes, SMALL)] {
            for line in lines {
                canvas.line(line, size, LEFT, y + size);
                y += size * LEADING;
            }
        }
        Ok(Drawn { frames: canvas.frames, figure: drawn })
    }
}
