//! The ground of a chart: its scale, axes, years and legend, and what stands in place of numbers.

use super::{lines, style, table, Anchor, Area, Canvas, Chart};
use crate::font::Role;
use crate::layout::Stroke;
use crate::PressError;
use report::series::{Break, ChartKind, Comparability, Series};
use rust_decimal::prelude::ToPrimitive;

const GREY: [u8; 3] = [185, 185, 185];
const INK: [u8; 3] = [60, 60, 60];
/// Most steps of the scale.
const STEPS: f64 = 5.0;

/// A chart with its scale, in place.
pub(super) struct Plot<'c> {
    pub chart: &'c Chart,
    /// Size of its labels.
    pub size: f64,
    /// Where the years stand, within the axes.
    pub inner: Area,
    /// What is above it: unit and legend.
    head: Area,
    ticks: Vec<f64>,
    years: Vec<u16>,
    /// Where the numbers stand if not at their bars and points.
    table: Option<table::Table>,
}

impl<'c> Plot<'c> {
    pub fn new(chart: &'c Chart, area: Area, size: f64, canvas: &Canvas) -> Result<Plot<'c>, PressError> {
        let years: Vec<u16> = chart
            .series
            .first()
            .map(|it| it.points.iter().map(|point| point.year).collect())
            .unwrap_or_default();
        let ticks = ticks(chart);
        let mut left = 0.0_f64;
        for (_, label) in labels(chart, &ticks) {
            left = left.max(canvas.width(&label, Role::Table, size)?);
        }
        let left = left + 0.5 * size;
        let head = Area { height: 0.0, ..area };
        let mut plot = Plot { chart, size, inner: area, head, ticks, years, table: None };
        plot.head.height = plot.legend(canvas)?.last().map_or(0.0, |item| item.row as f64 + 1.0) * 1.5 * size;
        let breaks = if plot.breaks().is_empty() { 0.0 } else { 1.2 * size };
        let top = area.y + plot.head.height + breaks + 1.6 * size;
        let bottom = area.bottom() - 1.5 * size;
        let inner = Area { x: area.x + left, y: top, width: area.width - left, height: bottom - top };
        plot.inner = inner;
        let all_stand = match chart.kind {
            ChartKind::Grouped => table::stand_above(chart, inner, size, canvas)?,
            ChartKind::Line if chart.series.len() == 2 => lines::all_stand(&plot, canvas)?,
            ChartKind::Line | ChartKind::Stacked => true,
        };
        if !all_stand {
            plot.table = table::Table::of(chart, inner, size, canvas)?;
        }
        let (more, below) =
            plot.table.as_ref().map_or((0.0, 0.0), |it| ((it.left - left).max(0.0), it.height));
        plot.inner =
            Area { x: inner.x + more, width: inner.width - more, height: inner.height - below, ..inner };
        Ok(plot)
    }

    /// y of a number.
    pub fn y(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks[0], self.ticks[self.ticks.len() - 1]);
        self.inner.bottom() - (value - low) / (high - low) * self.inner.height
    }

    /// Width of a year.
    pub fn band(&self) -> f64 {
        self.inner.width / self.years.len().max(1) as f64
    }

    /// The middle of the year at this place.
    pub fn x(&self, year: usize) -> f64 {
        self.inner.x + (year as f64 + 0.5) * self.band()
    }

    pub fn place_of(&self, year: u16) -> Option<usize> {
        self.years.iter().position(|it| *it == year)
    }

    pub fn years(&self) -> usize {
        self.years.len()
    }

    pub fn series(&self) -> &'c [Series] {
        &self.chart.series
    }

    /// Scale, axes, years and legend.
    pub fn ground(&self, canvas: &mut Canvas) -> Result<(), PressError> {
        let Area { x, .. } = self.inner;
        for tick in &self.ticks {
            let y = self.y(*tick);
            let is_zero = *tick == 0.0;
            let (thickness, colour) = if is_zero { (0.9, INK) } else { (0.4, GREY) };
            canvas.stroke(vec![(x, y), (self.inner.right(), y)], Stroke { thickness, colour, dash: None });
        }
        // As many as stand apart, zero among them.
        let labels = labels(self.chart, &self.ticks);
        let steps = self.ticks.len().saturating_sub(1).max(1) as f64;
        let every = (1.05 * self.size * steps / self.inner.height).ceil().max(1.0) as usize;
        let zero = self.ticks.iter().position(|it| *it == 0.0).unwrap_or_default();
        let labels = labels.into_iter().enumerate().filter(|(at, _)| at.abs_diff(zero).is_multiple_of(every));
        for (_, (tick, label)) in labels {
            let at = (x - 0.5 * self.size, self.y(tick) + 0.35 * self.size);
            canvas.text(&label, Role::Table, self.size, at, Anchor::End)?;
        }
        let widest = canvas.width("2000", Role::Table, self.size)? + 0.5 * self.size;
        let places = self.places(self.table.as_ref().map_or(widest, |it| it.widest.max(widest)));
        for (place, year) in places.iter().filter_map(|place| Some((*place, self.years.get(*place)?))) {
            let at = (self.x(place), self.inner.bottom() + 1.25 * self.size);
            canvas.text(&year.to_string(), Role::Table, self.size, at, Anchor::Middle)?;
        }
        if self.table.is_some() {
            table::draw(self, &places, canvas)?;
        }
        for item in self.legend(canvas)? {
            let baseline = self.head.y + (item.row as f64 + 1.0) * 1.5 * self.size - 0.4 * self.size;
            if let Some(series) = item.series {
                let swatch = Area {
                    x: self.head.x + item.x,
                    y: baseline - 0.8 * self.size,
                    width: 1.6 * self.size,
                    height: 0.85 * self.size,
                };
                self.swatch(canvas, series, swatch);
            }
            let indent = if item.series.is_some() { 2.0 * self.size } else { 0.0 };
            let at = (self.head.x + item.x + indent, baseline);
            canvas.text(&item.label, Role::Table, self.size, at, Anchor::Start)?;
        }
        Ok(())
    }

    /// As many years as there is room for when each takes so much: the last, others at even distances before it, and the
    /// first.
    pub fn places(&self, each: f64) -> Vec<usize> {
        let every = (each / self.band()).ceil().max(1.0) as usize;
        let last = self.years.len().saturating_sub(1);
        let mut places: Vec<usize> =
            (0..self.years.len()).filter(|it| (last - it).is_multiple_of(every)).collect();
        if let [first, _, ..] = places.as_mut_slice() {
            *first = 0;
        }
        places
    }

    /// How high the chart is between the axes and what stands above it, with the table of its numbers.
    pub fn height(&self) -> f64 {
        self.inner.height + self.table.as_ref().map_or(0.0, |it| it.height)
    }

    /// How far left of the years the table says whose its numbers are.
    pub fn swatches(&self) -> f64 {
        self.table.as_ref().map_or(0.0, |it| it.left)
    }

    /// Whether the numbers stand in a table.
    pub fn has_table(&self) -> bool {
        self.table.is_some()
    }

    pub fn swatch(&self, canvas: &mut Canvas, series: usize, area: Area) {
        if self.chart.kind == ChartKind::Line {
            let y = area.y + area.height / 2.0;
            style::line(canvas, series, vec![(area.x, y), (area.right(), y)], self.size);
            style::marker(canvas, series, (area.x + area.width / 2.0, y), self.size);
        } else {
            style::area(canvas, series, area);
        }
    }

    /// The unit, and what each pattern stands for, in rows.
    fn legend(&self, canvas: &Canvas) -> Result<Vec<LegendItem>, PressError> {
        let mut items = Vec::new();
        let units: Vec<&str> = self.series().iter().map(|it| it.indicator.unit.as_str()).collect();
        if let Some(unit) = units.first().filter(|unit| !unit.is_empty()) {
            items.push((None, format!("单位：{unit}")));
        }
        if self.series().len() > 1 {
            let most = if self.chart.is_crowd() { style::COUNT } else { usize::MAX };
            items.extend(self.names().into_iter().take(most).enumerate().map(|(n, name)| (Some(n), name)));
            let others = self.series().len().saturating_sub(most);
            if others > 0 {
                items.push((None, format!("细线：另{others}个")));
                items.push((None, "粗线：全部的中位数".to_owned()));
                items.push((None, "灰带：中间一半".to_owned()));
            }
        }
        let (mut x, mut row) = (0.0, 0);
        let mut placed = Vec::new();
        for (series, label) in items {
            let own = if series.is_some() { 2.0 * self.size } else { 0.0 };
            let width = own + canvas.width(&label, Role::Table, self.size)?;
            if x > 0.0 && x + width > self.head.width {
                (x, row) = (0.0, row + 1);
            }
            placed.push(LegendItem { series, label, x, row });
            x += width + 1.2 * self.size;
        }
        Ok(placed)
    }

    /// What tells the series apart: the indicator, or the agency, or both.
    fn names(&self) -> Vec<String> {
        report::series::names(self.series())
    }

    /// What stands in place of a number: a word where a year has none at all, lines where the form changed.
    pub fn gaps_and_breaks(&self, canvas: &mut Canvas) -> Result<(), PressError> {
        for place in 0..self.years.len() {
            let words: Vec<Option<&str>> = self
                .series()
                .iter()
                .filter_map(|it| it.points.get(place))
                .map(|it| it.point.word())
                .collect();
            let Some(Some(word)) = words.first().filter(|_| words.iter().all(Option::is_some)) else {
                continue;
            };
            let lines = canvas.lines(word, Role::Table, self.size, self.band().max(self.size * 1.1))?;
            let mut baseline = self.y(self.ticks[0].max(0.0)) - 0.4 * self.size;
            for line in lines.iter().rev() {
                canvas.line(line, self.size, self.x(place) - line.width / 2.0, baseline);
                baseline -= 1.15 * self.size;
            }
        }
        for it in self.breaks() {
            let (Some(before), Some(after)) = (self.place_of(it.before), self.place_of(it.after)) else {
                continue;
            };
            // In the middle, but never on a year: there stands what it has instead of a number.
            let bands = after.saturating_sub(before).max(1);
            let half_bands = if bands.is_multiple_of(2) { bands - 1 } else { bands };
            let x = self.x(before) + half_bands as f64 / 2.0 * self.band();
            let top = self.inner.y - 1.2 * self.size;
            let dash = match it.comparability {
                Comparability::Broken => (0.5 * self.size, 0.25 * self.size),
                _ => (0.15 * self.size, 0.3 * self.size),
            };
            let stroke = Stroke { thickness: 0.1 * self.size, colour: INK, dash: Some(dash) };
            canvas.stroke(vec![(x, top), (x, self.inner.bottom())], stroke);
            let word = it.comparability.label();
            let half = canvas.width(word, Role::Table, self.size)? / 2.0;
            let x = x.clamp(self.inner.x + half, (self.inner.right() - half).max(self.inner.x + half));
            canvas.text(word, Role::Table, self.size, (x, top - 0.25 * self.size), Anchor::Middle)?;
        }
        Ok(())
    }

    /// The breaks of all series, the worst of those at one place.
    fn breaks(&self) -> Vec<&'c Break> {
        let mut found: Vec<&Break> = Vec::new();
        for it in self.series().iter().flat_map(|series| &series.breaks) {
            match found.iter_mut().find(|other| (other.before, other.after) == (it.before, it.after)) {
                Some(other) if other.comparability < it.comparability => *other = it,
                Some(_) => {}
                None => found.push(it),
            }
        }
        found
    }
}

struct LegendItem {
    series: Option<usize>,
    label: String,
    x: f64,
    row: usize,
}

fn is_ratio(chart: &Chart) -> bool {
    chart.series.iter().all(|it| it.indicator.is_ratio())
}

/// A number as a length on the paper; exact enough for any printer.
pub(super) fn length(value: rust_decimal::Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}

/// The least and the most that is drawn; zero always is.
fn extent(chart: &Chart) -> (f64, f64) {
    let values = |series: &Series| -> Vec<f64> {
        series.points.iter().map(|it| it.point.value().map_or(0.0, length)).collect()
    };
    let all: Vec<Vec<f64>> = chart.series.iter().map(values).collect();
    let drawn: Vec<f64> = match chart.kind {
        ChartKind::Stacked => {
            let years = all.first().map_or(0, Vec::len);
            (0..years).map(|year| all.iter().filter_map(|it| it.get(year)).sum()).collect()
        }
        ChartKind::Line | ChartKind::Grouped => all.concat(),
    };
    drawn.iter().fold((0.0, 0.0), |(low, high), value| (low.min(*value), high.max(*value)))
}

fn values(chart: &Chart) -> impl Iterator<Item = rust_decimal::Decimal> + '_ {
    chart.series.iter().flat_map(|it| &it.points).filter_map(|it| it.point.value())
}

/// Round numbers from the least to the most that is drawn, at least two of them. Where nothing is above or below zero
/// the scale is that of one, or of all percent.
fn ticks(chart: &Chart) -> Vec<f64> {
    let (low, mut high) = extent(chart);
    // Shares of a whole add up to it but for their last digits.
    if is_ratio(chart) && (high - 100.0).abs() < 1e-6 {
        high = 100.0;
    }
    if low == high {
        high = if is_ratio(chart) { 100.0 } else { 1.0 };
    }
    let rough = (high - low) / STEPS;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|it| it * power).find(|step| *step >= rough);
    // Half a case is not to be had; half of ten thousand yuan is.
    let is_counted = !is_ratio(chart) && values(chart).all(|it| it.is_integer());
    let step = step.unwrap_or(rough).max(if is_counted { 1.0 } else { 0.0 });
    let first = (low / step).floor() as i64;
    let last = ((high / step).ceil() as i64).max(first + 1);
    (first..=last).map(|n| n as f64 * step).collect()
}

/// The numbers of the scale, all in one unit; none where there is nothing to read off it.
fn labels(chart: &Chart, ticks: &[f64]) -> Vec<(f64, String)> {
    if values(chart).next().is_none() {
        return Vec::new();
    }
    let most = ticks.iter().fold(0.0_f64, |most, tick| most.max(tick.abs()));
    let (unit, word) = if most >= 10.0 * TEN_THOUSAND { (TEN_THOUSAND, "万") } else { (1.0, "") };
    let step = ticks.windows(2).map(|pair| (pair[1] - pair[0]) / unit).fold(1.0, f64::min);
    // So many that no step looks like its neighbour.
    let decimals = (-step.log10().floor()).clamp(0.0, MOST_DECIMALS) as usize;
    let label = |tick: f64| match plain(tick / unit, decimals) {
        zero if zero == "0" => zero,
        number => format!("{number}{word}"),
    };
    ticks.iter().map(|tick| (*tick, label(*tick))).collect()
}

const TEN_THOUSAND: f64 = 10_000.0;
/// Of the smallest amount that anyone charges, a cent in 万元, there are six.
const MOST_DECIMALS: f64 = 8.0;

/// A number without the zeros at its end.
fn plain(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}
