//! Lines over years: drawn only from a number to that of the next year.

use super::{plot::length, style, Anchor, Area, Canvas};
use crate::chart::plot::Plot;
use crate::font::Role;
use crate::PressError;
use report::series::{Band, Comparability, YearPoint};

/// Series whose numbers are written at their points: the first above, the second below.
const NUMBERED: usize = 2;

pub(super) fn draw(plot: &Plot, canvas: &mut Canvas) -> Result<(), PressError> {
    let is_crowd = plot.chart.is_crowd();
    // The last first, so that those that are told apart lie above the others.
    for (n, series) in plot.series().iter().enumerate().rev() {
        for stretch in series.stretches() {
            let point = |it: &report::series::YearPoint| {
                Some((plot.x(plot.place_of(it.year)?), plot.y(length(it.point.value()?))))
            };
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
    if plot.series().len() > NUMBERED {
        return Ok(());
    }
    numbers(plot, canvas)
}

/// The numbers at the points: of the first series above, of the second below, and above where years stand below. One that
/// would lie on another is left out; where years stand too close, those of some years are, as the years themselves.
fn numbers(plot: &Plot, canvas: &mut Canvas) -> Result<(), PressError> {
    let mut taken: Vec<Area> = Vec::new();
    let mut marks: Vec<Area> = Vec::new();
    for series in plot.series() {
        for it in &series.points {
            let (Some(place), Some(value)) = (plot.place_of(it.year), it.point.value()) else { continue };
            let half = 0.4 * plot.size;
            let (x, y) = (plot.x(place) - half, plot.y(length(value)) - half);
            marks.push(Area { x, y, width: 2.0 * half, height: 2.0 * half });
        }
    }
    for (n, series) in plot.series().iter().enumerate() {
        let mut labels = Vec::new();
        for it in &series.points {
            let (Some(place), Some(value)) = (plot.place_of(it.year), it.point.value()) else { continue };
            labels.push((place, plot.x(place), plot.y(length(value)), series.indicator.number(&it.point)));
        }
        let mut widest = 0.0_f64;
        for (.., label) in &labels {
            widest = widest.max(canvas.width(label, Role::Table, plot.size)?);
        }
        let places = plot.places(widest);
        // A number wider than its year must not hide the neighbours' marks.
        let is_wide = widest > plot.band();
        for (_, x, y, label) in labels.into_iter().filter(|(place, ..)| places.contains(place)) {
            let half = canvas.width(&label, Role::Table, plot.size)? / 2.0;
            let behind = |y: f64| Area {
                x: x - half,
                y: y - 0.8 * plot.size,
                width: 2.0 * half,
                height: 0.85 * plot.size,
            };
            let (above, below) = (y - 0.6 * plot.size, y + 1.3 * plot.size);
            let ways = match (n, is_wide) {
                (0, false) => [above, above],
                (0, true) => [above, below],
                _ => [below, above],
            };
            let is_free = |y: &f64| {
                let area = behind(*y);
                let is_met = |it: &Area| it.meets(&area);
                area.bottom() <= plot.inner.bottom()
                    && !taken.iter().any(is_met)
                    && !(is_wide && marks.iter().any(is_met))
            };
            let Some(y) = ways.into_iter().find(is_free) else { continue };
            // A line that passes behind a number would strike it out.
            canvas.rectangle(behind(y), [255, 255, 255], None);
            canvas.text(&label, Role::Table, plot.size, (x, y), Anchor::Middle)?;
            taken.push(behind(y));
        }
    }
    Ok(())
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
