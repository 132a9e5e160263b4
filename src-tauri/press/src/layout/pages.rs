//! What lay-out makes: pages of frames, each tied to a node of the document's structure. Tests read it, a writer
//! draws it. Lengths are points; y runs down from the top of the page.

use crate::font::Typeface;
use std::collections::BTreeMap;

/// A laid-out document.
#[derive(Debug, Clone, PartialEq)]
pub struct Pages {
    /// The document's title.
    pub title: String,
    /// Width of every page.
    pub width: f64,
    /// Height of every page.
    pub height: f64,
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The structure: node 0 is the document, parents stand before their children, siblings in reading order.
    pub nodes: Vec<Node>,
    /// The headings, for the reader's outline.
    pub outline: Vec<OutlineEntry>,
    /// What the nodes that are figures show.
    pub figures: BTreeMap<NodeId, Figure>,
}

/// A figure: where it stands, and what it says to whoever does not see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What it shows, in words.
    pub description: String,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What is drawn, in this order; runs of text stand in reading order.
    pub frames: Vec<Frame>,
}

/// Something drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// Glyphs on one base line.
    Run(Run),
    /// A straight rule of a table.
    Rule(Rule),
    /// A shaded area.
    Fill(Fill),
    /// A line or an area of a figure.
    Path(Path),
}

impl Frame {
    fn enlarge(&mut self, factor: f64) {
        let grow = |lengths: &mut [&mut f64]| lengths.iter_mut().for_each(|length| **length *= factor);
        match self {
            Frame::Run(run) => {
                grow(&mut [&mut run.size, &mut run.baseline]);
                run.glyphs.iter_mut().for_each(|glyph| grow(&mut [&mut glyph.x, &mut glyph.advance]));
            }
            Frame::Rule(r) => grow(&mut [&mut r.x1, &mut r.y1, &mut r.x2, &mut r.y2, &mut r.thickness]),
            Frame::Fill(f) => grow(&mut [&mut f.x, &mut f.y, &mut f.width, &mut f.height]),
            Frame::Path(path) => {
                path.points.iter_mut().for_each(|(x, y)| grow(&mut [x, y]));
                if let Some(stroke) = &mut path.stroke {
                    grow(&mut [&mut stroke.thickness]);
                    if let Some((dash, gap)) = &mut stroke.dash {
                        grow(&mut [dash, gap]);
                    }
                }
            }
        }
    }
}

/// Glyphs of one face and size on one base line.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The face.
    pub face: Typeface,
    /// Type size.
    pub size: f64,
    /// y of the base line.
    pub baseline: f64,
    /// The glyphs, left to right; never empty.
    pub glyphs: Vec<RunGlyph>,
    /// What the text belongs to.
    pub owner: Owner,
}

impl Run {
    /// The text of the run.
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|g| g.ch).collect()
    }
}

/// A glyph in place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunGlyph {
    /// The character it stands for.
    pub ch: char,
    /// The glyph in the run's face.
    pub id: u16,
    /// x of its left edge.
    pub x: f64,
    /// Its advance in points.
    pub advance: f64,
}

/// A horizontal or vertical rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// x of its start.
    pub x1: f64,
    /// y of its start.
    pub y1: f64,
    /// x of its end.
    pub x2: f64,
    /// y of its end.
    pub y2: f64,
    /// Thickness.
    pub thickness: f64,
}

/// A shaded rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fill {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// Red, green and blue.
    pub colour: [u8; 3],
}

/// Straight lines from point to point: part of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Its points, x and y; at least two.
    pub points: Vec<(f64, f64)>,
    /// Whether it goes back to its first point.
    pub is_closed: bool,
    /// How its line is drawn, if it is.
    pub stroke: Option<Stroke>,
    /// Red, green and blue of what it encloses, if that is shaded.
    pub fill: Option<[u8; 3]>,
    /// The figure.
    pub figure: NodeId,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Thickness.
    pub thickness: f64,
    /// Red, green and blue.
    pub colour: [u8; 3],
    /// Lengths of dash and gap; unbroken if there is none.
    pub dash: Option<(f64, f64)>,
}

/// Index of a node in [`Pages::nodes`].
pub type NodeId = usize;

/// What a run belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The content of a structure node.
    Node(NodeId),
    /// The page number: no content.
    PageNumber,
    /// A head or label of this node printed again where a table continues: said once already.
    Reprint(NodeId),
}

/// A node of the document's structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub tag: Tag,
    /// Its parent; none for the document itself.
    pub parent: Option<NodeId>,
}

/// Kinds of structure nodes, as PDF's standard structure types know them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// The document.
    Document,
    /// A heading: 1 is the title, 2 is 「一、」, 3 is 「（一）」.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A heading cell.
    HeaderCell(Span, Scope),
    /// A data cell.
    DataCell(Span),
    /// A figure, described in [`Pages::figures`].
    Figure,
    /// What stands below a figure: its number, its title, and what is to be noted.
    Caption,
}

/// How many rows and columns a cell covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Rows.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
}

/// Which cells a heading cell speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Those below it.
    Column,
    /// Those right of it.
    Row,
}

/// A line of the outline.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlineEntry {
    /// Its text.
    pub title: String,
    /// Depth, from 0.
    pub level: usize,
    /// Index of the page it leads to.
    pub page: usize,
    /// y it leads to.
    pub y: f64,
}

/// A line of text as it stands on the paper: the runs that share owner and base line.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// Index of its page.
    pub page: usize,
    /// What it belongs to.
    pub owner: Owner,
    /// y of its base line.
    pub baseline: f64,
    /// Its text.
    pub text: String,
}

impl Pages {
    /// The same pages on larger paper of the same shape.
    pub(crate) fn enlarged(mut self, (width, height): (f64, f64)) -> Pages {
        let factor = width / self.width;
        for frame in self.pages.iter_mut().flat_map(|page| &mut page.frames) {
            frame.enlarge(factor);
        }
        self.outline.iter_mut().for_each(|entry| entry.y *= factor);
        for figure in self.figures.values_mut() {
            for length in [&mut figure.x, &mut figure.y, &mut figure.width, &mut figure.height] {
                *length *= factor;
            }
        }
        (self.width, self.height) = (width, height);
        self
    }

    /// All lines of text in drawing order.
    pub fn lines(&self) -> Vec<TextLine> {
        let mut lines: Vec<TextLine> = Vec::new();
        for (page, content) in self.pages.iter().enumerate() {
            for frame in &content.frames {
                let Frame::Run(run) = frame else { continue };
                match lines.last_mut() {
                    Some(line)
                        if (line.page, line.owner) == (page, run.owner) && line.baseline == run.baseline =>
                    {
                        line.text.push_str(&run.text());
                    }
                    _ => {
                        let line =
                            TextLine { page, owner: run.owner, baseline: run.baseline, text: run.text() };
                        lines.push(line);
                    }
                }
            }
        }
        lines
    }
}
