//! The compare page: what can be compared, and the years side by side.

use std::ops::RangeInclusive;

use office::{AgencyId, Compared, OfficeError};
use report::series::{ChartKind, ChartPlan, GroupJson, IndicatorJson, Series, SeriesJson};
use serde::Serialize;
use ts_rs::TS;

use super::years::{shown_agency, AgencyView};
use super::Failure;
use crate::desk::Desk;

/// What can be compared.
#[derive(Debug, Serialize, TS)]
pub struct Comparable {
    /// The agencies of the library.
    pub agencies: Vec<AgencyView>,
    /// Whose years are shown at first; null in a library without agencies.
    pub agency: Option<i64>,
    /// The years there are reports of, from the first.
    pub years: Vec<u16>,
    /// The indicators by group.
    pub groups: Vec<IndicatorGroup>,
    /// Indicators that are best seen together.
    pub charts: Vec<ChartView>,
}

/// Indicators that belong together.
#[derive(Debug, Serialize, TS)]
pub struct IndicatorGroup {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it holds.
    pub indicators: Vec<IndicatorView>,
}

/// Something that is compared.
#[derive(Debug, Serialize, TS)]
pub struct IndicatorView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it counts.
    pub definition: String,
    /// Its unit; % for what is divided.
    pub unit: String,
    /// Whether the overview has it.
    pub main: bool,
}

/// Indicators that are best seen together.
#[derive(Debug, Serialize, TS)]
pub struct ChartView {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// How it is drawn.
    #[ts(as = "ChartKindView")]
    pub kind: &'static str,
    /// What it shows, by id.
    pub of: Vec<String>,
}

/// How a chart is drawn.
#[derive(TS)]
#[ts(type = "\"line\" | \"grouped\" | \"stacked\"")]
pub struct ChartKindView;

/// Years side by side.
#[derive(Debug, Serialize, TS)]
pub struct ComparedView {
    /// Every year from the first to the last.
    pub years: Vec<u16>,
    /// Each indicator of each agency.
    pub series: Vec<SeriesView>,
}

/// One indicator of one agency.
#[derive(Debug, Serialize, TS)]
pub struct SeriesView {
    /// The agency.
    pub subject: String,
    /// What is compared.
    pub indicator: IndicatorView,
    /// Every year, in order.
    pub points: Vec<PointView>,
    /// From each year with a number to the next with one.
    pub changes: Vec<YearChange>,
    /// Where editions of the form part it.
    pub breaks: Vec<BreakView>,
    /// What it says, in one sentence.
    pub sentence: String,
}

/// A year of a series.
#[derive(Debug, Serialize, TS)]
pub struct PointView {
    /// The year.
    pub year: u16,
    /// The number, exact; null where there is none.
    pub value: Option<String>,
    /// As people read it, with its unit, or the word that stands in its place.
    pub shown: String,
    /// The report it stands in; null where there is none.
    pub report: Option<i64>,
}

/// From one year to another.
#[derive(Debug, Serialize, TS)]
pub struct YearChange {
    /// The earlier year.
    pub from: u16,
    /// The later year.
    pub to: u16,
    /// The difference, with sign and unit.
    pub absolute: String,
    /// In percent of the earlier, or a word.
    pub relative: String,
    /// Whether the two years count the same thing.
    pub comparable: bool,
}

/// Where editions of the form part a series.
#[derive(Debug, Serialize, TS)]
pub struct BreakView {
    /// The last year before it.
    pub before: u16,
    /// The first year after it.
    pub after: u16,
    /// Whether the years must not be joined.
    pub broken: bool,
    /// What it is called.
    pub label: String,
    /// Why.
    pub reason: String,
}

pub(super) fn comparable(desk: &Desk) -> Result<Comparable, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let (overview, indicators) = (library.overview()?, library.indicators()?);
        let mut years: Vec<u16> = overview.reports.iter().map(|it| it.year).collect();
        years.sort_unstable();
        years.dedup();
        let agency = shown_agency(library, &overview)?.map(|id| id.0);
        let view = |it: office::Agency| AgencyView { id: it.id.0, name: it.profile.name };
        let group = |it: GroupJson| IndicatorGroup {
            id: it.id,
            label: it.label,
            indicators: it.indicators.into_iter().map(indicator).collect(),
        };
        Ok(Comparable {
            agency,
            years,
            groups: GroupJson::all(&indicators).into_iter().map(group).collect(),
            charts: indicators.charts.iter().map(chart).collect(),
            agencies: overview.agencies.into_iter().map(view).collect(),
        })
    })?)
}

pub(super) fn compare_years(
    desk: &Desk,
    agencies: Vec<i64>,
    first: u16,
    last: u16,
    indicators: Vec<String>,
) -> Result<ComparedView, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let known = library.indicators()?;
        let find = |id: &String| {
            known.get(id).cloned().ok_or_else(|| OfficeError::NoSuchIndicator { name: id.clone() })
        };
        let chosen = indicators.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        let overview = library.overview()?;
        let name =
            |id: &i64| overview.agencies.iter().find(|it| it.id.0 == *id).map(|it| it.profile.name.clone());
        let names: Vec<String> = agencies.iter().filter_map(name).collect();
        let years: RangeInclusive<u16> = first..=last;
        let compared = library.compare_years(&names, Some(years), &chosen)?;
        let series = chosen.iter().flat_map(|indicator| {
            let each = compared.each(indicator).into_iter().zip(&compared.agencies);
            each.map(|(series, (id, _))| view(&compared, *id, &series)).collect::<Vec<_>>()
        });
        Ok(ComparedView { years: compared.years.iter().copied().collect(), series: series.collect() })
    })?)
}

fn chart(plan: &ChartPlan) -> ChartView {
    ChartView {
        id: plan.id.clone(),
        title: plan.title.clone(),
        kind: match plan.kind {
            ChartKind::Line => "line",
            ChartKind::Grouped => "grouped",
            ChartKind::Stacked => "stacked",
        },
        of: plan.of.iter().map(|it| it.id.clone()).collect(),
    }
}

fn indicator(it: IndicatorJson) -> IndicatorView {
    IndicatorView { id: it.id, label: it.label, definition: it.definition, unit: it.unit, main: it.main }
}

fn view(compared: &Compared, agency: AgencyId, series: &Series) -> SeriesView {
    let it = SeriesJson::of(series);
    let report = |year: u16| compared.sources.get(&(agency, year)).map(|id| id.0);
    let points = it.points.into_iter().map(|point| PointView {
        year: point.year,
        value: point.value,
        shown: point.shown,
        report: report(point.year),
    });
    let changes = it.changes.into_iter().map(|change| YearChange {
        from: change.from,
        to: change.to,
        absolute: change.absolute,
        relative: change.relative,
        comparable: change.comparability != report::series::Comparability::Broken.word(),
    });
    let breaks = it.breaks.into_iter().map(|parted| BreakView {
        before: parted.before,
        after: parted.after,
        broken: parted.comparability == report::series::Comparability::Broken.word(),
        label: parted.label,
        reason: parted.reason,
    });
    SeriesView {
        subject: it.subject,
        indicator: indicator(it.indicator),
        points: points.collect(),
        changes: changes.collect(),
        breaks: breaks.collect(),
        sentence: it.sentence,
    }
}
