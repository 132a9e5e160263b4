//! Lines over years: drawn only from a number to that of the next year.

use super::{plot::length, style, Anchor, Area, Canvas};
use crate::chart::plot::Plot;
use crate::font::Role;
use crate::PressError;

/// Series whose numbers are written at their points: the first above, the second below.
const NUMBERED: usize = 2;

pub(super) fn draw(plot: &Plot, canvas: &mut Canvas) -> Result<(), PressError> {
    for (n, series) in plot.series().iter().enumerate() {
        for stretch in series.stretches() {
            let point = |it: &report::series::YearPoint| {
                Some((plot.x(plot.place_of(it.year)?), plot.y(length(it.point.value()?))))
            };
            let points: Vec<(f64, f64)> = stretch.iter().filter_map(point).collect();
            style::line(canvas, n, points.clone(), plot.size);
            points.iter().for_each(|at| style::marker(canvas, n, *at, plot.size));
        }
    }
    if plot.series().len() > NUMBERED {
        return Ok(());
    }
    for (n, series) in plot.series().iter().enumerate() {
        let mut labels = Vec::new();
        for it in &series.points {
            let (Some(place), Some(value)) = (plot.place_of(it.year), it.point.value()) else { continue };
            labels.push((plot.x(place), plot.y(length(value)), series.indicator.number(&it.point)));
        }
        let mut fit = true;
        for (_, _, label) in &labels {
            fit &= canvas.width(label, Role::Table, plot.size)? <= plot.band();
        }
        for (x, y, label) in labels.into_iter().filter(|_| fit) {
            // A line that passes behind a number would strike it out.
            let half = canvas.width(&label, Role::Table, plot.size)? / 2.0;
            let y = if n == 0 { y - 0.6 * plot.size } else { y + 1.3 * plot.size };
            let behind =
                Area { x: x - half, y: y - 0.8 * plot.size, width: 2.0 * half, height: 0.85 * plot.size };
            canvas.rectangle(behind, [255, 255, 255], None);
            canvas.text(&label, Role::Table, plot.size, (x, y), Anchor::Middle)?;
        }
    }
    Ok(())
}
