//! Bars: beside one another, or stacked to a whole.

use super::{plot::length, plot::Plot, style, table::BETWEEN, Anchor, Area, Canvas};
use crate::font::Role;
use crate::PressError;
use report::series::Point;
use rust_decimal::Decimal;

/// The part of a year's width that its bars take.
const FULL: f64 = 0.72;
/// Stands where one of several bars has no number.
pub(super) const NOTHING: &str = "—";

pub(super) fn grouped(plot: &Plot, canvas: &mut Canvas) -> Result<(), PressError> {
    let count = plot.series().len().max(1) as f64;
    let each = plot.band() * FULL / count;
    let slot = |place: usize, n: usize, each: f64| plot.x(place) + (n as f64 - (count - 1.0) / 2.0) * each;
    let mut labels = Vec::new();
    let mut widest = 0.0_f64;
    for (n, series) in plot.series().iter().enumerate() {
        for (place, it) in series.points.iter().enumerate() {
            let x = slot(place, n, each);
            let Some(value) = it.point.value() else {
                let is_lone = plot
                    .series()
                    .iter()
                    .any(|other| other.points.get(place).is_some_and(|point| point.point.value().is_some()));
                if is_lone {
                    labels.push((place, n, plot.y(0.0), NOTHING.into()));
                }
                continue;
            };
            let (from, to) = (plot.y(0.0), plot.y(length(value)));
            if !value.is_zero() {
                let area = Area {
                    x: x - each * 0.46,
                    y: from.min(to),
                    width: each * 0.92,
                    height: (from - to).abs(),
                };
                style::area(canvas, n, area);
            }
            let label = series.indicator.number(&it.point);
            widest = widest.max(canvas.width(&label, Role::Table, plot.size)?);
            labels.push((place, n, from.min(to), label));
        }
    }
    // All of them, or all in a table: a number left out here and there would look like one that is not known.
    // Those of a year may stand a little further apart than its bars.
    let (room, needed) = (plot.band() / count, widest + if count > 1.0 { BETWEEN * plot.size } else { 0.0 });
    let apart = each.max(needed);
    let stands_above = needed <= room && !plot.has_table();
    let is_said = |label: &str| stands_above || (label == NOTHING && !plot.has_table());
    for (place, n, y, label) in labels.into_iter().filter(|(.., label)| is_said(label)) {
        let at = (slot(place, n, apart), y - 0.35 * plot.size);
        canvas.text(&label, Role::Table, plot.size, at, Anchor::Middle)?;
    }
    Ok(())
}

pub(super) fn stacked(plot: &Plot, canvas: &mut Canvas) -> Result<(), PressError> {
    let width = plot.band() * FULL;
    let mut totals = Vec::new();
    let mut widest = 0.0_f64;
    for place in 0..plot.years() {
        let points: Vec<Point> =
            plot.series().iter().filter_map(|it| it.points.get(place)).map(|it| it.point).collect();
        let values: Vec<Option<Decimal>> = points.iter().map(Point::value).collect();
        if values.iter().all(Option::is_none) {
            continue;
        }
        let (x, mut below) = (plot.x(place), 0.0);
        for (n, value) in values.iter().enumerate() {
            let Some(value) = value.filter(|it| !it.is_zero()) else { continue };
            let above = below + length(value);
            let (top, bottom) = (plot.y(above), plot.y(below));
            let area = Area { x: x - width / 2.0, y: top, width, height: bottom - top };
            style::area(canvas, n, area);
            below = above;
        }
        let total = values.iter().try_fold(Decimal::ZERO, |sum, it| sum.checked_add((*it)?));
        let number = |total| plot.series().first().map(|it| it.indicator.number(&Point::Value(total)));
        let label = total.and_then(number).map_or("不全".to_owned(), std::borrow::Cow::into_owned);
        widest = widest.max(canvas.width(&label, Role::Table, plot.size)?);
        totals.push((place, (x, plot.y(below) - 0.35 * plot.size), label));
    }
    // Of years that stand too close only some, the first and the last among them.
    let places = plot.places(widest / 1.05);
    for (_, at, label) in totals.iter().filter(|(place, ..)| places.contains(place)) {
        let half = canvas.width(label, Role::Table, plot.size)? / 2.0;
        let inner = plot.inner;
        let x = at.0.min(inner.right() - half).max(inner.x + half);
        // Beside a higher bar a wide number would stand in its pattern.
        if half + (x - at.0).abs() > plot.band() - width / 2.0 {
            let behind =
                Area { x: x - half, y: at.1 - 0.8 * plot.size, width: 2.0 * half, height: 0.85 * plot.size };
            canvas.rectangle(behind, [255, 255, 255], None);
        }
        canvas.text(label, Role::Table, plot.size, (x, at.1), Anchor::Middle)?;
    }
    Ok(())
}
