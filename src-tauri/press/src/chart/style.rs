//! How series are told apart: by pattern, marker and dash first, by colour beside. The shades are apart in grey, too.

use super::{Area, Canvas};
use crate::layout::Stroke;

type Colour = [u8; 3];

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [255, 255, 255];
/// Lighter than the lines of the scale, which lie on it, and still seen in grey print.
const HALF: Colour = [222, 222, 222];
/// Thickness of the outline of an area.
const OUTLINE: f64 = 0.6;
/// Thickness of the lines of a pattern.
const HATCH: f64 = 0.7;
/// Distance of the lines of a pattern.
const STEP: f64 = 4.2;

/// What an area is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Plain,
    Rising,
    Falling,
    Level,
    Crossed,
}

/// What marks a year on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
}

struct Style {
    /// Of the area, and its pattern.
    fill: Colour,
    pattern: Pattern,
    ink: Colour,
    /// Of the line.
    line: Colour,
    marker: Marker,
    is_hollow: bool,
    dash: Option<(f64, f64)>,
}

/// So many series are told apart.
pub(super) const COUNT: usize = 6;

const STYLES: [Style; COUNT] = [
    Style {
        fill: [31, 78, 121],
        pattern: Pattern::Plain,
        ink: BLACK,
        line: [31, 78, 121],
        marker: Marker::Circle,
        is_hollow: false,
        dash: None,
    },
    Style {
        fill: WHITE,
        pattern: Pattern::Rising,
        ink: [190, 80, 20],
        line: [190, 80, 20],
        marker: Marker::Square,
        is_hollow: true,
        dash: Some((6.0, 3.0)),
    },
    Style {
        fill: [160, 190, 170],
        pattern: Pattern::Plain,
        ink: BLACK,
        line: [20, 110, 80],
        marker: Marker::Triangle,
        is_hollow: false,
        dash: Some((2.0, 2.5)),
    },
    Style {
        fill: [250, 235, 200],
        pattern: Pattern::Level,
        ink: [150, 110, 20],
        line: [120, 90, 10],
        marker: Marker::Diamond,
        is_hollow: true,
        dash: Some((9.0, 3.0)),
    },
    Style {
        fill: [235, 225, 240],
        pattern: Pattern::Crossed,
        ink: [110, 60, 130],
        line: [110, 60, 130],
        marker: Marker::Circle,
        is_hollow: true,
        dash: Some((4.0, 4.0)),
    },
    Style {
        fill: WHITE,
        pattern: Pattern::Falling,
        ink: [90, 90, 90],
        line: [90, 90, 90],
        marker: Marker::Square,
        is_hollow: false,
        dash: None,
    },
];

fn style(series: usize) -> &'static Style {
    &STYLES[series % STYLES.len()]
}

/// Fills an area in the manner of a series.
pub(super) fn area(canvas: &mut Canvas, series: usize, area: Area) {
    let style = style(series);
    canvas.rectangle(area, style.fill, None);
    let ink = Stroke { thickness: HATCH, colour: style.ink, dash: None };
    let (rising, falling, level) = match style.pattern {
        Pattern::Plain => (false, false, false),
        Pattern::Rising => (true, false, false),
        Pattern::Falling => (false, true, false),
        Pattern::Level => (false, false, true),
        Pattern::Crossed => (true, true, false),
    };
    if level {
        let mut y = area.bottom() - STEP / 2.0;
        while y > area.y {
            canvas.stroke(vec![(area.x, y), (area.right(), y)], ink);
            y -= STEP * 0.8;
        }
    }
    for rises in [rising.then_some(true), falling.then_some(false)].into_iter().flatten() {
        for (from, to) in slanted(area) {
            let turn = |(x, y): (f64, f64)| (area.x + x, if rises { area.bottom() - y } else { area.y + y });
            canvas.stroke(vec![turn(from), turn(to)], ink);
        }
    }
    let outline = Stroke { thickness: OUTLINE, colour: BLACK, dash: None };
    let (left, right, top, bottom) = (area.x, area.right(), area.y, area.bottom());
    canvas.stroke(vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], outline);
}

/// Lines at 45° that fill the area, clipped to it, measured from one of its corners.
fn slanted(area: Area) -> Vec<((f64, f64), (f64, f64))> {
    let step = STEP * std::f64::consts::SQRT_2;
    let mut found = Vec::new();
    let mut offset = step / 2.0 - (area.height / step).floor() * step;
    while offset < area.width {
        // x − y = offset
        let start = offset.max(0.0);
        let end = area.width.min(area.height + offset);
        if end > start {
            found.push(((start, start - offset), (end, end - offset)));
        }
        offset += step;
    }
    found
}

/// A line in the manner of a series.
pub(super) fn line(canvas: &mut Canvas, series: usize, points: Vec<(f64, f64)>, size: f64) {
    let style = style(series);
    let scale = size / 9.0;
    let dash = style.dash.map(|(dash, gap)| (dash * scale, gap * scale));
    canvas.stroke(points, Stroke { thickness: 1.6 * scale, colour: style.line, dash });
}

/// A line of one of those that are not told apart.
pub(super) fn thin(canvas: &mut Canvas, points: Vec<(f64, f64)>, size: f64) {
    canvas.stroke(seen(points, size), Stroke { thickness: 0.05 * size, colour: [150, 150, 150], dash: None });
}

/// The line of a median.
pub(super) fn thick(canvas: &mut Canvas, points: Vec<(f64, f64)>, size: f64) {
    canvas.stroke(seen(points, size), Stroke { thickness: 0.32 * size, colour: BLACK, dash: None });
}

/// The area that half of all lie in.
pub(super) fn half(canvas: &mut Canvas, points: Vec<(f64, f64)>) {
    canvas.shape(points, HALF, None);
}

/// A number between two gaps makes no line: it is a dash.
fn seen(points: Vec<(f64, f64)>, size: f64) -> Vec<(f64, f64)> {
    match points.as_slice() {
        [(x, y)] => vec![(x - 0.5 * size, *y), (x + 0.5 * size, *y)],
        _ => points,
    }
}

/// The marker of a series.
pub(super) fn marker(canvas: &mut Canvas, series: usize, (x, y): (f64, f64), size: f64) {
    let style = style(series);
    let r = 0.34 * size;
    let at = |points: &[(f64, f64)]| points.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect();
    let points: Vec<(f64, f64)> = match style.marker {
        Marker::Circle => {
            const CORNERS: u32 = 20;
            let corner = |n| f64::from(n) * std::f64::consts::TAU / f64::from(CORNERS);
            let round: Vec<_> = (0..CORNERS).map(|n| (corner(n).cos(), corner(n).sin())).collect();
            at(&round)
        }
        Marker::Square => at(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
        Marker::Triangle => at(&[(0.0, -1.15), (1.05, 0.8), (-1.05, 0.8)]),
        Marker::Diamond => at(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]),
    };
    let fill = if style.is_hollow { WHITE } else { style.line };
    let edge = Stroke { thickness: 0.13 * size, colour: style.line, dash: None };
    canvas.shape(points, fill, Some(edge));
}
