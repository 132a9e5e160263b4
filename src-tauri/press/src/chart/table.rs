//! The numbers that have no room at their bars or points: in a table under the years, a row a series.

use super::{bars::NOTHING, plot::Plot, Anchor, Area, Canvas, Chart};
use crate::font::Role;
use crate::PressError;

/// Height of a row, for type of size 1.
const ROW: f64 = 1.2;
/// Width of what says whose a row is, with the blank behind it.
const HEAD: f64 = 2.1;
/// Least height of what is above it.
const LEAST: f64 = 3.0;
/// Least blank between numbers of neighbouring years.
const GAP: f64 = 0.3;
/// Least blank between the numbers above neighbouring bars.
pub(super) const BETWEEN: f64 = 0.18;

/// What a table under the years takes.
pub(super) struct Table {
    /// Its height.
    pub height: f64,
    /// The blank at the left that it needs.
    pub left: f64,
    /// The widest of its numbers, with the blank beside it.
    pub widest: f64,
}

impl Table {
    /// The table of a chart whose years and axis have this room; `None` where the bars would be too low to be compared.
    pub fn of(chart: &Chart, room: Area, size: f64, canvas: &Canvas) -> Result<Option<Table>, PressError> {
        let years = chart.series.first().map_or(0, |it| it.points.len());
        let widest = widest(chart, size, canvas)?;
        let height = chart.series.len() as f64 * ROW * size;
        // The first year's numbers keep off what says whose they are.
        let over =
            (widest + BETWEEN * size - (room.width - HEAD * size) / years.max(1) as f64).max(0.0) / 2.0;
        let table = Table { height, left: HEAD * size + over, widest: widest + GAP * size };
        Ok((years > 0 && room.height - height >= LEAST * size).then_some(table))
    }
}

/// Whether the numbers of all bars stand above them in years with so much room.
pub(super) fn stand_above(chart: &Chart, room: Area, size: f64, canvas: &Canvas) -> Result<bool, PressError> {
    let count = chart.series.len() as f64;
    let years = chart.series.first().map_or(0, |it| it.points.len()) as f64;
    let between = if count > 1.0 { BETWEEN * size } else { 0.0 };
    Ok((widest(chart, size, canvas)? + between) * years * count <= room.width)
}

/// The widest number of a chart.
fn widest(chart: &Chart, size: f64, canvas: &Canvas) -> Result<f64, PressError> {
    let mut widest = 0.0_f64;
    for series in &chart.series {
        for it in series.points.iter().filter(|it| it.point.value().is_some()) {
            widest = widest.max(canvas.width(&series.indicator.number(&it.point), Role::Table, size)?);
        }
    }
    Ok(widest)
}

/// Writes the numbers of these years under them.
pub(super) fn draw(plot: &Plot, places: &[usize], canvas: &mut Canvas) -> Result<(), PressError> {
    for (n, series) in plot.series().iter().enumerate() {
        let base = plot.inner.bottom() + (1.25 + ROW * (n + 1) as f64) * plot.size;
        let left = plot.inner.x - plot.swatches();
        let swatch =
            Area { x: left, y: base - 0.8 * plot.size, width: 1.6 * plot.size, height: 0.85 * plot.size };
        plot.swatch(canvas, n, swatch);
        for place in places {
            let Some(it) = series.points.get(*place) else { continue };
            let number = match it.point.value() {
                Some(_) => series.indicator.number(&it.point),
                None => NOTHING.into(),
            };
            canvas.text(&number, Role::Table, plot.size, (plot.x(*place), base), Anchor::Middle)?;
        }
    }
    Ok(())
}
