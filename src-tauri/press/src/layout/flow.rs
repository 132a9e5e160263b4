//! Blocks onto pages: line by line on the grid of 22 lines, headings with what they head, no widows and orphans.

use super::chart::SetChart;
use super::grid::Grid;
use super::measures::{
    Body, ASCENT, FOLIO_DROP, FOLIO_SIZE, HEIGHT, INTRODUCTION, LEFT, PAGE_HEIGHT, PAGE_WIDTH,
    TABLE_GAP_ABOVE, TITLE_PITCH, TITLE_SIZE, TOP, WIDTH,
};
use super::pages::{Figure, Frame, Node, NodeId, OutlineEntry, Owner, Page, Pages, Run, RunGlyph, Tag};
use super::set::SetBlock;
use super::sheet::Sheet;
use super::table::{fit, Fit, SizedTable};
use super::table_pages::{place_split, place_whole, table_nodes};
use crate::compose::{compose, Line, Setting, Shape};
use crate::font::{Role, Shaper};
use crate::PressError;
use std::collections::BTreeMap;

/// Rounding slack when asking whether something still fits, in points.
const EPSILON: f64 = 0.01;
/// Lines of a paragraph that stay together at its head and at its foot.
const TOGETHER: usize = 2;
/// The lowest level of headings in the outline: 「（一）」.
const LEAST_IN_OUTLINE: u8 = 3;
/// Blank lines above the line to sign on, where there is room.
const SIGNING_GAP: usize = 1;
/// Blank lines above the agency that are the seal's.
const SEAL_GAP: usize = 2;
/// Blank line below the date that is the seal's.
const SEAL_FOOT: usize = 1;

/// Lets `blocks` flow onto pages.
pub(super) fn flow(
    sheet: &Sheet,
    blocks: &[SetBlock],
    body: Body,
    shaper: &Shaper,
) -> Result<Pages, PressError> {
    let mut flow = Flow {
        body,
        pages: vec![Page::default()],
        nodes: vec![Node { tag: Tag::Document, parent: None }],
        outline: Vec::new(),
        level: 0,
        y: 0.0,
        figures: BTreeMap::new(),
        has_shades: !sheet.without_shades,
    };
    // Height of the headings directly above the block: they stand on its page.
    let mut headings = 0.0;
    for (index, block) in blocks.iter().enumerate() {
        let is_heading = matches!(block, SetBlock::Heading { .. });
        // The last of many headings goes with the signature even where the others cannot.
        let is_signed = matches!(blocks.get(index + 1), Some(SetBlock::Closing { .. }));
        if is_heading && (headings == 0.0 || is_signed) {
            flow.keep_with_next(&blocks[index..])?;
        }
        match block {
            SetBlock::Title(lines) => flow.title(lines),
            SetBlock::Heading { level, lines, text } => flow.heading(*level, lines, text),
            SetBlock::Paragraph { lines, run_in } => {
                let below = blocks.get(index + 1).map_or(0.0, |next| flow.least_closing(next));
                flow.paragraph(lines, run_in.as_deref(), below);
            }
            SetBlock::Table(grid, largest) => flow.table(grid, *largest, headings)?,
            SetBlock::Chart(chart) => {
                let below = blocks.get(index + 1).map_or(0.0, |next| flow.least_closing(next));
                flow.chart(chart, headings, below, shaper)?;
            }
            SetBlock::Closing { signer, agency, date } => {
                flow.closing(flow.least_closing(block), signer, agency, date)
            }
        }
        headings = if is_heading { headings + flow.lines(block.heading_lines()) } else { 0.0 };
    }
    flow.page_numbers(shaper)?;
    let Flow { pages, nodes, outline, figures, .. } = flow;
    Ok(Pages {
        title: sheet.title.clone(),
        width: PAGE_WIDTH,
        height: PAGE_HEIGHT,
        pages,
        nodes,
        outline,
        figures,
    })
}

/// The pages so far, and how far down the last one is filled.
pub(super) struct Flow {
    body: Body,
    pages: Vec<Page>,
    nodes: Vec<Node>,
    outline: Vec<OutlineEntry>,
    /// Level of the last heading.
    level: u8,
    /// Height used of the type area.
    pub y: f64,
    figures: BTreeMap<NodeId, Figure>,
    /// Whether the bands of tables are shaded.
    pub has_shades: bool,
}

impl Flow {
    pub fn room(&self) -> f64 {
        HEIGHT - self.y + EPSILON
    }

    /// Height of so many lines of body text.
    fn lines(&self, count: usize) -> f64 {
        count as f64 * self.body.pitch
    }

    pub fn is_fresh(&self) -> bool {
        self.y == 0.0
    }

    pub fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = 0.0;
    }

    /// A structure node directly under the document.
    pub fn node(&mut self, tag: Tag) -> NodeId {
        self.child(0, tag)
    }

    pub fn child(&mut self, parent: NodeId, tag: Tag) -> NodeId {
        self.nodes.push(Node { tag, parent: Some(parent) });
        self.nodes.len() - 1
    }

    pub fn push(&mut self, frame: Frame) {
        if let Some(page) = self.pages.last_mut() {
            page.frames.push(frame);
        }
    }

    /// Draws a line whose measure begins at `x`, as one run for each stretch of one face.
    pub fn push_line(&mut self, line: &Line, x: f64, baseline: f64, size: f64, owner: Owner) {
        for run in runs(line, x, baseline, size, owner) {
            self.push(Frame::Run(run));
        }
    }

    /// Draws a line of body size on the next line of the grid.
    fn push_body_line(&mut self, line: &Line, owner: Owner) {
        self.push_body_line_at(line, LEFT, owner);
    }

    fn push_body_line_at(&mut self, line: &Line, x: f64, owner: Owner) {
        let Body { size, pitch, .. } = self.body;
        let baseline = TOP + self.y + (pitch - size) / 2.0 + ASCENT * size;
        self.push_line(line, x, baseline, size, owner);
        self.y += pitch;
    }

    fn title(&mut self, lines: &[Line]) {
        let node = self.heading_node(1);
        let text_height = lines.len() as f64 * TITLE_PITCH;
        let height = self.on_grid(text_height + self.body.title_margin());
        let mut top = TOP + self.y + (height - text_height) / 2.0;
        for line in lines {
            let baseline = top + (TITLE_PITCH - TITLE_SIZE) / 2.0 + ASCENT * TITLE_SIZE;
            self.push_line(line, LEFT, baseline, TITLE_SIZE, Owner::Node(node));
            top += TITLE_PITCH;
        }
        self.y += height;
    }

    /// A heading in the structure: one level below the last at most, for whoever goes by headings takes a gap for
    /// something missed. A 「（一）」 in the preamble stands directly under the title.
    fn heading_node(&mut self, level: u8) -> NodeId {
        self.level = level.min(self.level + 1);
        self.node(Tag::Heading(self.level))
    }

    fn heading(&mut self, level: u8, lines: &[Line], text: &str) {
        let node = self.heading_node(level);
        for (index, line) in lines.iter().enumerate() {
            if self.room() < self.body.pitch {
                self.new_page();
            }
            if index == 0 && level <= LEAST_IN_OUTLINE {
                self.note_in_outline(usize::from(level).saturating_sub(2), text);
            }
            self.push_body_line(line, Owner::Node(node));
        }
    }

    /// A paragraph, the last lines of which stay with what stands `below`: a signature alone on its page could be
    /// anybody's.
    fn paragraph(&mut self, lines: &[Line], run_in: Option<&str>, below: f64) {
        let node = self.node(Tag::Paragraph);
        let mut rest = lines;
        let mut is_first = true;
        while !rest.is_empty() {
            let mut here = lines_that_stay(rest.len(), self.lines_left());
            let ends_alone = here == rest.len() && self.lines(here) + below > self.room();
            if ends_alone && !(self.is_fresh() && here < 2 * TOGETHER) {
                here = if here < 2 * TOGETHER { 0 } else { here - TOGETHER };
            }
            if here > 0 {
                if let (true, Some(heading)) = (is_first, run_in) {
                    self.note_in_outline(1, heading);
                }
                is_first = false;
            }
            let (now, later) = rest.split_at(here);
            for line in now {
                self.push_body_line(line, Owner::Node(node));
            }
            rest = later;
            if !rest.is_empty() {
                self.new_page();
            }
        }
    }

    fn lines_left(&self) -> usize {
        (self.room() / self.body.pitch).floor() as usize
    }

    fn table(&mut self, grid: &Grid, largest: f64, headings: f64) -> Result<(), PressError> {
        let nodes = table_nodes(self, grid);
        let gap = if self.is_fresh() { 0.0 } else { TABLE_GAP_ABOVE };
        // On a fresh page it would still stand under its headings.
        let fresh = if headings > 0.0 { HEIGHT - headings - gap } else { HEIGHT };
        match fit(grid, largest, self.room() - gap, fresh)? {
            Fit::Here(table) => {
                self.y += gap;
                self.whole_table(grid, table, &nodes);
            }
            Fit::NextPage(table) => {
                self.new_page();
                self.whole_table(grid, table, &nodes);
            }
            Fit::Split(table) => {
                self.y += gap;
                place_split(self, grid, &table, &nodes)?;
            }
        }
        // Text after a table stands on the page's lines again.
        self.y = self.on_grid(self.y + self.body.gap_below_table() - EPSILON);
        Ok(())
    }

    /// Prints a table that fits, its rows opened: to the foot of the page if they can reach it, else so far that the
    /// text below follows at the least distance.
    fn whole_table(&mut self, grid: &Grid, mut table: SizedTable, nodes: &[NodeId]) {
        let (least, most) = (self.y + table.height(), self.y + table.most_height());
        let (pitch, gap) = (self.body.pitch, self.body.gap_below_table());
        let above_a_line = ((most + gap) / pitch).floor() * pitch - gap;
        let bottom = if most >= HEIGHT {
            HEIGHT
        } else if above_a_line >= least {
            above_a_line
        } else {
            most
        };
        table.spread_to(bottom - self.y);
        place_whole(self, grid, &table, nodes);
    }

    /// Starts a new page if the headings at the head of `blocks` and the beginning of what they head do not fit.
    fn keep_with_next(&mut self, blocks: &[SetBlock]) -> Result<(), PressError> {
        let mut headings = 0.0;
        for (index, block) in blocks.iter().enumerate() {
            let (first, whole_page) = match block {
                SetBlock::Heading { .. } => {
                    headings += self.lines(block.heading_lines());
                    continue;
                }
                SetBlock::Title(_) => (0.0, false),
                SetBlock::Closing { .. } => (self.least_closing(block), false),
                SetBlock::Paragraph { .. } if self.goes_with_its_table(headings, &blocks[index..])? => {
                    (0.0, true)
                }
                SetBlock::Paragraph { lines, .. } => {
                    let least = least_at_head(lines.len());
                    let below = blocks.get(index + 1).filter(|_| least == lines.len());
                    (self.lines(least) + below.map_or(0.0, |next| self.least_closing(next)), false)
                }
                SetBlock::Chart(chart) => (chart.height(), false),
                SetBlock::Table(grid, largest) => {
                    let above = headings + TABLE_GAP_ABOVE;
                    match fit(grid, *largest, self.room() - above, HEIGHT - above)? {
                        Fit::Here(table) => (TABLE_GAP_ABOVE + table.height(), false),
                        Fit::NextPage(_) => (0.0, true),
                        Fit::Split(table) => {
                            let rows = (grid.head_rows + TOGETHER).min(table.heights.len());
                            (TABLE_GAP_ABOVE + table.heights[..rows].iter().sum::<f64>(), false)
                        }
                    }
                }
            };
            if (whole_page || headings + first > self.room()) && !self.is_fresh() {
                self.new_page();
            }
            return Ok(());
        }
        if headings > self.room() && !self.is_fresh() {
            self.new_page();
        }
        Ok(())
    }

    /// Whether `blocks` are a short introduction and a table that will stand on the next page, and there both fit with
    /// the `headings` above them.
    fn goes_with_its_table(&self, headings: f64, blocks: &[SetBlock]) -> Result<bool, PressError> {
        let lines_of = |block: &SetBlock| match block {
            SetBlock::Paragraph { lines, .. } => Some(lines.len()),
            _ => None,
        };
        let introduction: Vec<usize> = blocks.iter().map_while(lines_of).collect();
        let Some(SetBlock::Table(grid, largest)) = blocks.get(introduction.len()) else { return Ok(false) };
        let lines = introduction.iter().sum();
        if lines > INTRODUCTION {
            return Ok(false);
        }
        let above = headings + self.lines(lines) + TABLE_GAP_ABOVE;
        let here = fit(grid, *largest, self.room() - above, HEIGHT)?;
        let there = fit(grid, *largest, HEIGHT - above, HEIGHT)?;
        Ok(matches!((here, there), (Fit::NextPage(_), Fit::Here(_))))
    }

    /// A chart with its caption and what is to be noted, all on one page, and with it what stands `below`.
    fn chart(
        &mut self,
        chart: &SetChart,
        headings: f64,
        below: f64,
        shaper: &Shaper,
    ) -> Result<(), PressError> {
        // On a fresh page it would still stand under its headings.
        let stays = headings > 0.0 || self.is_fresh();
        if !stays && self.on_grid(self.y + chart.height()) + below > HEIGHT + EPSILON {
            self.new_page();
        }
        let figure = self.node(Tag::Figure);
        let caption = self.node(Tag::Caption);
        let drawn = chart.draw(TOP + self.y, figure, caption, shaper)?;
        drawn.frames.into_iter().for_each(|frame| self.push(frame));
        self.figures.insert(figure, drawn.figure);
        self.y = self.on_grid(self.y + chart.height() - EPSILON);
        Ok(())
    }

    /// The next line of the page's grid at or below `y`.
    fn on_grid(&self, y: f64) -> f64 {
        (y / self.body.pitch).ceil() * self.body.pitch
    }

    /// 落款 (GB/T 9704, 7.3.5.1): the date four characters from the right edge, the agency above it, centred on it. Of an
    /// agency so long that it would leave the type area the date keeps to the middle.
    /// The seal, 42 mm high, lies on both and reaches into the blank above; who signs by hand has that blank too.
    fn closing(&mut self, least: f64, signer: &[Line], agency: &[Line], date: &[Line]) {
        if least > self.room() && !self.is_fresh() {
            self.new_page();
        }
        if !signer.is_empty() {
            if !self.is_fresh() && self.lines(SIGNING_GAP) + least <= self.room() {
                self.y += self.lines(SIGNING_GAP);
            }
            self.own_paragraph(signer, |_| LEFT);
        }
        self.y += self.lines(SEAL_GAP);
        let widest = |lines: &[Line]| lines.iter().map(|line| line.width).fold(0.0, f64::max);
        let edge = LEFT + WIDTH;
        let middle = (edge - 2.0 * self.body.indent - widest(date) / 2.0).min(edge - widest(agency) / 2.0);
        self.own_paragraph(agency, |width| middle - width / 2.0);
        self.own_paragraph(date, |width| middle - width / 2.0);
    }

    /// The least height of a closing; 0 for all other blocks.
    fn least_closing(&self, block: &SetBlock) -> f64 {
        match block {
            SetBlock::Closing { signer, agency, date } => {
                self.lines(signer.len() + SEAL_GAP + agency.len() + date.len() + SEAL_FOOT)
            }
            _ => 0.0,
        }
    }

    /// A paragraph of one piece whose lines begin where `x` says by their width.
    fn own_paragraph(&mut self, lines: &[Line], x: impl Fn(f64) -> f64) {
        let node = self.node(Tag::Paragraph);
        for line in lines {
            self.push_body_line_at(line, x(line.width), Owner::Node(node));
        }
    }

    fn note_in_outline(&mut self, level: usize, title: &str) {
        let page = self.pages.len() - 1;
        self.outline.push(OutlineEntry { title: title.to_owned(), level, page, y: TOP + self.y });
    }

    /// 「— 1 —」 under the type area: on odd pages one character from its right edge, on even pages from its left.
    fn page_numbers(&mut self, shaper: &Shaper) -> Result<(), PressError> {
        let setting =
            Setting { size: FOLIO_SIZE, width: WIDTH, indent: 0.0, tracking: 0.0, shape: Shape::Left };
        // The dash stands at the middle of the hanzi, which lies this far above the base line.
        let dash = (ASCENT - 0.5) * FOLIO_SIZE;
        let baseline = TOP + HEIGHT + FOLIO_DROP + dash;
        for (index, page) in self.pages.iter_mut().enumerate() {
            let number = index + 1;
            let glyphs = shaper.shape(Role::Table, &format!("— {number} —"), "页码")?;
            for line in compose(&glyphs, &setting) {
                let is_odd = number % 2 == 1;
                let x = if is_odd { LEFT + WIDTH - FOLIO_SIZE - line.width } else { LEFT + FOLIO_SIZE };
                page.frames.extend(
                    runs(&line, x, baseline, FOLIO_SIZE, Owner::PageNumber).into_iter().map(Frame::Run),
                );
            }
        }
        Ok(())
    }
}

/// Of `count` lines, how many stay on a page with room for `left`: all, or so many that neither part is a widow or
/// an orphan, or none. A fresh page always takes some.
fn lines_that_stay(count: usize, left: usize) -> usize {
    if count <= left {
        return count;
    }
    let here = left.min(count.saturating_sub(TOGETHER));
    if here < least_at_head(count) {
        0
    } else {
        here
    }
}

/// Lines at the head of a paragraph of `count` lines that must share a page. One of three cannot be cut off either
/// side, so three stay together.
fn least_at_head(count: usize) -> usize {
    if count < 2 * TOGETHER {
        count
    } else {
        TOGETHER
    }
}

/// The glyphs of a line as runs of one face each.
pub(crate) fn runs(line: &Line, x: f64, baseline: f64, size: f64, owner: Owner) -> Vec<Run> {
    line.glyphs
        .chunk_by(|a, b| a.glyph.face == b.glyph.face)
        .map(|stretch| Run {
            face: stretch[0].glyph.face,
            size,
            baseline,
            glyphs: stretch
                .iter()
                .map(|placed| RunGlyph {
                    ch: placed.glyph.ch,
                    id: placed.glyph.id,
                    x: x + placed.x,
                    advance: placed.glyph.advance * size,
                })
                .collect(),
            owner,
        })
        .collect()
}
