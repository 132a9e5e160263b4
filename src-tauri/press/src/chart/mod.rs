//! Series as charts on the frames of a page: lines, grouped and stacked bars. Every kind can be told apart without
//! colour, and a gap is never drawn as zero.

mod bars;
mod canvas;
mod lines;
mod plot;
mod style;
mod table;
mod words;

pub(crate) use canvas::{Anchor, Canvas};

use crate::font::{Fonts, Role, Shaper};
use crate::layout::{Figure, Node, NodeId, Owner, Page, Pages, Tag};
use crate::PressError;
use plot::Plot;
use report::series::{ChartKind, Series};
use std::collections::BTreeMap;

/// A chart of one or several series.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Its heading.
    pub title: String,
    /// How the series are drawn.
    pub kind: ChartKind,
    /// What is drawn; all over the same years.
    pub series: Vec<Series>,
    /// What the reports give as the sum of the series, where they are parts of a whole.
    pub whole: Option<Series>,
    /// What it says, in one plain sentence.
    pub sentence: String,
}

impl Chart {
    /// A chart with the sentence that follows from its series. What are no parts of one whole, asked for one on the other,
    /// stand side by side.
    pub fn new(title: impl Into<String>, kind: ChartKind, series: Vec<Series>) -> Chart {
        let kind = match kind {
            ChartKind::Stacked if !report::series::are_parts(&series) => ChartKind::Grouped,
            _ => kind,
        };
        let sentence = match kind {
            ChartKind::Stacked => report::series::of_parts(&series),
            ChartKind::Line | ChartKind::Grouped => report::series::of_several(&series),
        };
        Chart { title: title.into(), kind, series, whole: None, sentence }
    }

    /// The same, knowing what the reports give as the sum of its parts.
    pub fn of_whole(self, whole: Option<Series>) -> Chart {
        Chart { whole, ..self }
    }

    /// All it shows, in words, for whoever does not see it.
    pub fn description(&self) -> String {
        words::description(self)
    }

    /// Whether it shows more agencies than can be told apart: the first are, the others are told by their median.
    fn is_crowd(&self) -> bool {
        self.series.len() > style::COUNT
            && self.series.windows(2).all(|pair| pair[0].indicator.id == pair[1].indicator.id)
    }

    /// What must be known with its numbers: why years must not simply be joined, what an earlier form counted instead,
    /// whose numbers are missing from a sum. Each is said once, with what it holds of.
    pub fn notes(&self) -> Vec<String> {
        words::notes(self)
    }
}

/// A rectangle on the page, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Area {
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Whether some place is in both.
    pub fn meets(&self, other: &Area) -> bool {
        let across = self.x < other.right() && other.x < self.right();
        across && self.y < other.bottom() && other.y < self.bottom()
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

/// Draws the chart without its heading and sentence; `size` is that of its labels.
pub(crate) fn draw(chart: &Chart, area: Area, size: f64, canvas: &mut Canvas) -> Result<Figure, PressError> {
    let count = chart.series.len();
    if count > style::COUNT && !(chart.is_crowd() && chart.kind == ChartKind::Line) {
        return Err(PressError::TooManySeries {
            place: chart.title.clone(),
            count,
            as_lines: chart.is_crowd(),
        });
    }
    let plot = Plot::new(chart, area, size, canvas)?;
    if plot.height() < LEAST * size {
        return Err(PressError::NoRoom { place: format!("{}：{count}个系列", chart.title) });
    }
    if chart.is_crowd() {
        // Beneath the scale, so that it can be read off.
        lines::middle_half(&plot, canvas);
    }
    plot.ground(canvas)?;
    match chart.kind {
        ChartKind::Line => lines::draw(&plot, canvas)?,
        ChartKind::Grouped => bars::grouped(&plot, canvas)?,
        ChartKind::Stacked => bars::stacked(&plot, canvas)?,
    }
    plot.gaps_and_breaks(canvas)?;
    Ok(Figure {
        description: chart.description(),
        x: area.x,
        y: area.y,
        width: area.width,
        height: area.height,
    })
}

/// Least height between the axes, for labels of size 1.
const LEAST: f64 = 4.0;

/// Size of the labels of a chart that stands alone.
const LABEL: f64 = 10.5;
/// Size of its heading.
const HEADING: f64 = 15.0;
/// Size of its notes.
const NOTE: f64 = 9.5;
/// Blank around it.
const MARGIN: f64 = 14.0;
/// Distance of base lines, for type of size 1.
const LEADING: f64 = 1.4;

/// A chart alone on a page of this size, in points. What a long heading and its notes take makes the page higher, not
/// the chart lower.
///
/// # Errors
/// As [`crate::lay_out`].
pub fn page(chart: &Chart, width: f64, height: f64, fonts: &Fonts) -> Result<Pages, PressError> {
    let shaper = Shaper::new(fonts);
    let mut canvas = Canvas::new(&shaper, "图表");
    let (document, heading, figure, paragraph): (_, NodeId, NodeId, NodeId) = (0, 1, 2, 3);
    let node = |tag| Node { tag, parent: Some(document) };
    let mut nodes = vec![
        Node { tag: Tag::Document, parent: None },
        node(Tag::Heading(1)),
        node(Tag::Figure),
        node(Tag::Paragraph),
    ];
    nodes.extend(chart.notes().iter().map(|_| node(Tag::Paragraph)));
    let inner = width - 2.0 * MARGIN;
    canvas.own(Owner::Node(heading));
    let title = canvas.lines(&chart.title, Role::Heading1, HEADING, inner)?;
    for (at, line) in title.iter().enumerate() {
        let base = MARGIN + HEADING + at as f64 * HEADING * LEADING;
        canvas.line(line, HEADING, (width - line.width) / 2.0, base);
    }
    let sentence = canvas.lines(&chart.sentence, Role::Table, LABEL, inner)?;
    let below = sentence.len() as f64 * LABEL * LEADING + 4.0;
    canvas.figure(figure);
    let more = title.len().saturating_sub(1) as f64 * HEADING * LEADING;
    let top = MARGIN + HEADING * 1.6;
    let area = Area { x: MARGIN, y: top + more, width: inner, height: height - MARGIN - below - top };
    let drawn = draw(chart, area, LABEL, &mut canvas)?;
    canvas.own(Owner::Node(paragraph));
    let mut base = area.bottom();
    for line in &sentence {
        base += LABEL * LEADING;
        canvas.line(line, LABEL, MARGIN, base);
    }
    let notes = chart.notes();
    let mut height = height + more;
    for (at, note) in notes.iter().enumerate() {
        canvas.own(Owner::Node(paragraph + 1 + at));
        for line in &canvas.lines(note, Role::Table, NOTE, inner)? {
            base += NOTE * LEADING;
            height += NOTE * LEADING;
            canvas.line(line, NOTE, MARGIN, base);
        }
    }
    Ok(Pages {
        title: chart.title.clone(),
        width,
        height,
        pages: vec![Page { frames: canvas.frames }],
        nodes,
        outline: Vec::new(),
        figures: BTreeMap::from([(figure, drawn)]),
    })
}
