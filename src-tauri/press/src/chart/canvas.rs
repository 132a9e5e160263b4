//! What a chart is drawn on: frames of the page, each owned by the node it belongs to.

use super::Area;
use crate::compose::{compose, Line, Setting, Shape};
use crate::font::{Role, Shaper};
use crate::layout::{runs, Frame, NodeId, Owner, Path, Rule, Stroke};
use crate::PressError;

/// Frames so far, and whose the next ones are.
pub(crate) struct Canvas<'s, 'f> {
    shaper: &'s Shaper<'f>,
    /// Where it is, for errors.
    place: String,
    owner: Owner,
    figure: NodeId,
    pub frames: Vec<Frame>,
}

/// Which point of a text is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Wider than any line of a sheet.
const UNBOUND: f64 = 100_000.0;

impl<'s, 'f> Canvas<'s, 'f> {
    pub fn new(shaper: &'s Shaper<'f>, place: &str) -> Canvas<'s, 'f> {
        Canvas { shaper, place: place.to_owned(), owner: Owner::Node(0), figure: 0, frames: Vec::new() }
    }

    /// Text from here on belongs to this.
    pub fn own(&mut self, owner: Owner) {
        self.owner = owner;
    }

    /// Text and lines from here on belong to a figure.
    pub fn figure(&mut self, figure: NodeId) {
        self.figure = figure;
        self.owner = Owner::Node(figure);
    }

    /// A text in lines of a width.
    pub fn lines(&self, text: &str, role: Role, size: f64, width: f64) -> Result<Vec<Line>, PressError> {
        let glyphs = self.shaper.shape(role, text, &self.place)?;
        Ok(compose(&glyphs, &Setting { size, width, indent: 0.0, tracking: 0.0, shape: Shape::Left }))
    }

    /// How long a text is on one line.
    pub fn width(&self, text: &str, role: Role, size: f64) -> Result<f64, PressError> {
        let lines = self.lines(text, role, size, UNBOUND)?;
        Ok(lines.first().map_or(0.0, |line| line.width))
    }

    /// A text on one line.
    pub fn text(
        &mut self,
        text: &str,
        role: Role,
        size: f64,
        (x, baseline): (f64, f64),
        anchor: Anchor,
    ) -> Result<(), PressError> {
        for line in self.lines(text, role, size, UNBOUND)? {
            let back = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => line.width / 2.0,
                Anchor::End => line.width,
            };
            self.line(&line, size, x - back, baseline);
        }
        Ok(())
    }

    /// A line that is composed.
    pub fn line(&mut self, line: &Line, size: f64, x: f64, baseline: f64) {
        let runs = runs(line, x, baseline, size, self.owner);
        self.frames.extend(runs.into_iter().map(Frame::Run));
    }

    /// A thin rule that is no content.
    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), thickness: f64) {
        self.frames.push(Frame::Rule(Rule { x1: from.0, y1: from.1, x2: to.0, y2: to.1, thickness }));
    }

    /// A line of the figure.
    pub fn stroke(&mut self, points: Vec<(f64, f64)>, stroke: Stroke) {
        self.path(points, false, Some(stroke), None);
    }

    /// A closed shape of the figure.
    pub fn shape(&mut self, points: Vec<(f64, f64)>, fill: [u8; 3], stroke: Option<Stroke>) {
        self.path(points, true, stroke, Some(fill));
    }

    /// A rectangle of the figure.
    pub fn rectangle(&mut self, area: Area, fill: [u8; 3], stroke: Option<Stroke>) {
        let (left, right, top, bottom) = (area.x, area.right(), area.y, area.bottom());
        self.shape(vec![(left, top), (right, top), (right, bottom), (left, bottom)], fill, stroke);
    }

    fn path(
        &mut self,
        points: Vec<(f64, f64)>,
        is_closed: bool,
        stroke: Option<Stroke>,
        fill: Option<[u8; 3]>,
    ) {
        if points.len() > 1 {
            self.frames.push(Frame::Path(Path { points, is_closed, stroke, fill, figure: self.figure }));
        }
    }
}
