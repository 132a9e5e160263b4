//! Lines over years: drawn only from a number to that of the next year.

use super::{plot::length, style, Anchor, Area, Canvas};
use crate::chart::plot::Plot;
use crate::font::Role;
use crate::PressError;
use report::series::{Band, Comparability, Series, YearPoint};

/// Series whose numbers are written at their points.
const NUMBERED: usize = 2;

pub(super) fn draw(plot: &Plot, canvas: &mut Canvas) -> Result<(), PressError> {
    let is_crowd = plot.chart.is_crowd();
    // The last first, so that those that are told apart lie above the others.
    for (n, series) in plot.series().iter().enumerate().rev() {
        for stretch in series.stretches() {
            let point =
                |it: &YearPoint| Some((plot.x(plot.place_of(it.year)?), plot.y(length(it.point.value()?))));
            let points: Vec<(f64, f64)> = stretch.iter().filter_map(point).collect();
            if is_crowd && n >= style::COUNT {
                style::thin(canvas, points, plot.size);
                continue;
            }
            style::line(canvas, n, points.clone(), plot.size);
            points.iter().for_each(|at| style::marker(canvas, n, *at, plot.size));
        }
    }
    if is_crowd {
        medians(plot, canvas);
    }
    if plot.series().len() > NUMBERED || plot.has_table() {
        return Ok(());
    }
    for Number { text, x, y, behind, .. } in numbers(plot, canvas)?.into_iter().flatten() {
        // A line that passes behind a number would strike it out.
        canvas.rectangle(behind, [255, 255, 255], None);
        canvas.text(&text, Role::Table, plot.size, (x, y), Anchor::Middle)?;
    }
    Ok(())
}

/// Whether every number of two lines stands at its own point.
pub(super) fn all_stand(plot: &Plot, canvas: &Canvas) -> Result<bool, PressError> {
    Ok(numbers(plot, canvas)?.iter().all(Option::is_some))
}

/// A number at its point.
struct Number {
    text: String,
    x: f64,
    y: f64,
    behind: Area,
}

/// Between two points at one year, for type of size 1, so that a number between them is seen to belong to the nearer.
const APART: f64 = 2.8;

/// The numbers at the points: of the upper of two above, of the lower below. One that would lie on another or on a point is
/// none; where years stand too close, those of some years are left out, as the years themselves are.
fn numbers(plot: &Plot, canvas: &Canvas) -> Result<Vec<Option<Number>>, PressError> {
    let point = |series: &Series, place: usize| {
        let value = series.points.get(place)?.point.value()?;
        Some((plot.x(place), plot.y(length(value))))
    };
    let half = 0.4 * plot.size;
    let mark = |(x, y): (f64, f64)| Area { x: x - half, y: y - half, width: 2.0 * half, height: 2.0 * half };
    let all = plot.series().iter().flat_map(|it| (0..plot.years()).filter_map(move |at| point(it, at)));
    let marks: Vec<Area> = all.map(mark).collect();
    let mut numbers = Vec::new();
    let mut taken: Vec<Area> = Vec::new();
    for (n, series) in plot.series().iter().enumerate() {
        let mut widest = 0.0_f64;
        for it in series.points.iter().filter(|it| it.point.value().is_some()) {
            widest = widest.max(canvas.width(&series.indicator.number(&it.point), Role::Table, plot.size)?);
        }
        for place in plot.places(widest) {
            let (Some((x, y)), Some(it)) = (point(series, place), series.points.get(place)) else { continue };
            let text = series.indicator.number(&it.point).into_owned();
            let half = canvas.width(&text, Role::Table, plot.size)? / 2.0;
            let behind = |y: f64| Area {
                x: x - half,
                y: y - 0.8 * plot.size,
                width: 2.0 * half,
                height: 0.85 * plot.size,
            };
            let (above, below) = (y - 0.6 * plot.size, y + 1.3 * plot.size);
            let others = plot.series().iter().enumerate().filter(|(other, _)| *other != n);
            let other = others.filter_map(|(_, it)| point(it, place)).next();
            let is_upper = other.is_none_or(|(_, other)| y < other || (y == other && n == 0));
            let is_apart = other.is_none_or(|(_, other)| (y - other).abs() >= APART * plot.size);
            let (first, second) = if is_upper { (above, below) } else { (below, above) };
            let ways = [Some(first), is_apart.then_some(second)];
            let is_free = |y: &f64| {
                let area = behind(*y);
                let meets = |it: &Area| it.meets(&area);
                area.bottom() <= plot.inner.bottom() && !taken.iter().any(meets) && !marks.iter().any(meets)
            };
            let number = ways.into_iter().flatten().find(is_free);
            let number = number.map(|y| Number { text, x, y, behind: behind(y) });
            taken.extend(number.iter().map(|it| it.behind));
            numbers.push(number);
        }
    }
    Ok(numbers)
}

/// The area that half of all series lie in, from a year to the next where both have one; a number between two gaps is
/// as wide as its mark.
pub(super) fn middle_half(plot: &Plot, canvas: &mut Canvas) {
    let edges = |place: usize, it: &YearPoint| {
        let band = Band::of(plot.series(), it.year)?;
        Some((plot.x(place), plot.y(length(band.lower)), plot.y(length(band.upper))))
    };
    let edges = of_all(plot, edges);
    for stretch in edges.split(Option::is_none).filter(|stretch| !stretch.is_empty()) {
        let mut stretch: Vec<(f64, f64, f64)> = stretch.iter().copied().flatten().collect();
        if let [(x, lower, upper)] = stretch[..] {
            let half = 0.5 * plot.size;
            stretch = vec![(x - half, lower, upper), (x + half, lower, upper)];
        }
        let below = stretch.iter().map(|(x, lower, _)| (*x, *lower));
        let above = stretch.iter().rev().map(|(x, _, upper)| (*x, *upper));
        style::half(canvas, below.chain(above).collect());
    }
}

/// The medians of all series, from a year to the next where both have one.
fn medians(plot: &Plot, canvas: &mut Canvas) {
    let median = |place: usize, it: &YearPoint| {
        Some((plot.x(place), plot.y(length(Band::of(plot.series(), it.year)?.median))))
    };
    let points = of_all(plot, median);
    for stretch in points.split(Option::is_none).filter(|stretch| !stretch.is_empty()) {
        style::thick(canvas, stretch.iter().copied().flatten().collect(), plot.size);
    }
}

/// Something of each year; `None` where nothing is to be joined: at a gap, and where the form changed its meaning.
fn of_all<T>(plot: &Plot, of: impl Fn(usize, &YearPoint) -> Option<T>) -> Vec<Option<T>> {
    let breaks = || plot.series().iter().flat_map(|it| &it.breaks);
    let is_parted = |year| breaks().any(|it| it.before == year && it.comparability == Comparability::Broken);
    let years = plot.series().first().map(|it| it.points.as_slice()).unwrap_or_default();
    let mut all = Vec::new();
    for (place, it) in years.iter().enumerate() {
        all.push(of(place, it));
        if is_parted(it.year) {
            all.push(None);
        }
    }
    all
}
