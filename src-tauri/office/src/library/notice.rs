//! 公示图表页: what it shows of an agency's years.

use super::{
    unsettled::{cells_of, told_to_public, Unsettled},
    Library,
};
use crate::OfficeError;
use press::chart::Chart;
use press::layout::Paper;
use press::notice::{KeyFigure, Notice};
use press::official::{Charts, ChartsAt};
use report::{
    series::{ChartKind, ChartPlan, Figures, Indicator, Indicators, Series},
    Report,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What is wished of a notice sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoticeWish {
    /// The agency, as the library calls it.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The first year of the charts; where it is not given, so many as are read well.
    pub since: Option<u16>,
    /// The charts by their ids, in this order, an indicator's id for a chart of it alone; the usual ones where there are
    /// none.
    pub charts: Vec<String>,
    /// The indicators that are printed large, by their ids; the usual ones where nothing is said.
    pub figures: Option<Vec<String>>,
    /// Sentences of the user's own, by the id of the chart.
    pub sentences: BTreeMap<String, String>,
    /// The text of a QR code.
    pub code: Option<String>,
    /// The paper.
    pub paper: Paper,
    /// Whether it lies on its side.
    pub is_landscape: bool,
}

/// A notice sheet, and what whoever posts it must know.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeSheet {
    /// The sheet.
    pub notice: Notice,
    /// The reports whose numbers are on it and are not settled, by year.
    pub unsettled: Vec<Unsettled>,
}

/// The charts of a report, and what whoever prints them must know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportCharts {
    /// The charts.
    pub charts: Charts,
    /// The reports of the years before whose numbers are in them and are not settled, by year.
    pub unsettled: Vec<Unsettled>,
}

/// What the charts of a report show where nothing is said.
const REPORT_CHARTS: usize = 4;

/// So many years are read well on a chart.
const YEARS: u16 = 7;

impl Library {
    /// The notice sheet of an agency's year.
    ///
    /// # Errors
    /// When the library has no such report, there is no such chart or indicator, a sentence is for a chart that is not
    /// on the sheet, or the file cannot be read.
    pub fn notice_sheet(&self, wish: &NoticeWish) -> Result<NoticeSheet, OfficeError> {
        self.find(&wish.agency, wish.year, None)?;
        let indicators = self.indicators()?;
        let figures = chosen_figures(&indicators, wish.figures.as_deref())?;
        let plans = chosen_charts(&indicators, &wish.charts)?;
        if let Some(name) =
            wish.sentences.keys().find(|id| plans.iter().all(|it| it.id != **id && it.title != **id))
        {
            return Err(OfficeError::NoChartToSay { name: name.clone() });
        }
        let first = wish.since.unwrap_or_else(|| self.first_shown(wish.year));
        let wanted = figures.iter().chain(plans.iter().flat_map(ChartPlan::needs));
        let names = [wish.agency.clone()];
        let mut compared = self.compare_years(&names, Some(first..=wish.year), wanted)?;
        if wish.since.is_none() {
            // Years before the first report of all are no gap.
            let known = compared.sources.keys().map(|(_, year)| *year).min().unwrap_or(wish.year);
            compared.years = (known..=wish.year).collect();
        }
        let series = |indicator: &Arc<Indicator>| compared.together(&wish.agency, indicator);
        let figure = |indicator: &Arc<Indicator>| {
            let series = series(indicator);
            let note = series.at(wish.year).and_then(|it| series.note(it));
            let point = series.at(wish.year).map(|it| it.point);
            let unit = if point.is_some_and(|it| it.value().is_some()) {
                indicator.unit.clone()
            } else {
                String::new()
            };
            let number = point.map(|it| indicator.number(&it).into_owned()).unwrap_or_default();
            KeyFigure { label: indicator.label.clone(), number, unit, note }
        };
        let chart = |plan: &ChartPlan| {
            let chart = Chart::new(&plan.title, plan.kind, plan.of.iter().map(series).collect());
            let mut chart = chart.of_whole(plan.whole.as_ref().map(series));
            if let Some(sentence) = wish.sentences.get(&plan.id).or_else(|| wish.sentences.get(&plan.title)) {
                chart.sentence.clone_from(sentence);
            }
            chart
        };
        let charts: Vec<Chart> = plans.iter().map(chart).collect();
        let shown = |report: &Report| {
            let large = figures.iter().filter(|_| report.year == wish.year);
            cells_of(plans.iter().flat_map(|it| &it.of).chain(large), &report.form().edition)
        };
        let unsettled = self.unsettled(compared.sources.values().copied(), shown)?;
        let mut source = source(&wish.agency, &compared.years, &compared.missing_years(), &charts);
        source += &told_to_public(&unsettled);
        let notice = Notice {
            agency: wish.agency.clone(),
            year: wish.year,
            figures: figures.iter().map(figure).collect(),
            source,
            charts,
            code: wish.code.clone(),
            paper: wish.paper,
            is_landscape: wish.is_landscape,
        };
        Ok(NoticeSheet { notice, unsettled })
    }
}

impl Library {
    /// Charts of an agency's years up to a report's, to be printed in it: its own year as the report has it, the
    /// years before from the library. `ids` are those of charts; the first few where there are none.
    ///
    /// # Errors
    /// When there is no such chart, or the file cannot be read.
    pub fn charts_for(
        &self,
        report: &Report,
        ids: &[String],
        at: ChartsAt,
    ) -> Result<ReportCharts, OfficeError> {
        let plans = self.plans_for(ids)?;
        let first = self.first_shown(report.year);
        let wanted = plans.iter().flat_map(ChartPlan::needs);
        let figures = self.figures_with(report, first, wanted)?;
        let known = figures.iter().map(Figures::year).min().unwrap_or(report.year);
        let years: BTreeSet<u16> = (known..=report.year).collect();
        let series = |it: &Arc<Indicator>| Series::of(it, &report.agency, &years, [figures.as_slice()]);
        let chart = |plan: &ChartPlan| {
            let chart = Chart::new(&plan.title, plan.kind, plan.of.iter().map(series).collect());
            chart.of_whole(plan.whole.as_ref().map(series))
        };
        let unsettled = self.unsettled_before(report, &plans)?;
        let note = Some(told_to_public(&unsettled)).filter(|it| !it.is_empty());
        Ok(ReportCharts { charts: Charts { at, charts: plans.iter().map(chart).collect(), note }, unsettled })
    }

    /// The reports of the years before whose numbers are in such charts and are not settled, by year.
    fn unsettled_before(&self, report: &Report, plans: &[ChartPlan]) -> Result<Vec<Unsettled>, OfficeError> {
        let wanted = || plans.iter().flat_map(|it| &it.of);
        let names = [report.agency.clone()];
        let before = self.first_shown(report.year)..=report.year.saturating_sub(1);
        let compared = match self.compare_years(&names, Some(before), wanted()) {
            Err(OfficeError::NoSuchAgency { .. } | OfficeError::NothingToCompare) => return Ok(Vec::new()),
            compared => compared?,
        };
        self.unsettled(compared.sources.into_values(), |it| cells_of(wanted(), &it.form().edition))
    }

    /// The first year that is shown with `year` where nobody says: years are shown back to the first that had a form of
    /// the report. What was counted before it is seldom comparable.
    fn first_shown(&self, year: u16) -> u16 {
        let reports = self.forms().iter().filter(|form| form.is_report());
        let first = reports.map(|form| form.first_year).min().unwrap_or(year);
        year.saturating_sub(YEARS - 1).max(first.min(year))
    }

    /// The charts of a report.
    fn plans_for(&self, ids: &[String]) -> Result<Vec<ChartPlan>, OfficeError> {
        let mut plans = chosen_charts(&*self.indicators()?, ids)?;
        if ids.is_empty() {
            plans.truncate(REPORT_CHARTS);
        }
        Ok(plans)
    }
}

fn chosen_figures(
    indicators: &Indicators,
    ids: Option<&[String]>,
) -> Result<Vec<Arc<Indicator>>, OfficeError> {
    let Some(ids) = ids else { return Ok(indicators.figures.clone()) };
    let find = |id: &String| {
        indicators.named(id).cloned().ok_or_else(|| OfficeError::NoSuchIndicator { name: id.clone() })
    };
    ids.iter().map(find).collect()
}

/// Each once.
fn chosen_charts(indicators: &Indicators, ids: &[String]) -> Result<Vec<ChartPlan>, OfficeError> {
    if ids.is_empty() {
        return Ok(indicators.charts.iter().take(press::notice::MOST_CHARTS).cloned().collect());
    }
    let mut plans: Vec<ChartPlan> = Vec::new();
    for id in ids {
        let alone = |it: &Arc<Indicator>| ChartPlan {
            id: it.id.clone(),
            title: it.label.clone(),
            kind: ChartKind::Line,
            of: vec![it.clone()],
            whole: None,
        };
        let plan = indicators.chart_named(id).cloned().or_else(|| indicators.named(id).map(alone));
        let plan = plan.ok_or_else(|| OfficeError::NoSuchIndicator { name: id.clone() })?;
        if plans.iter().all(|it| it.id != plan.id) {
            plans.push(plan);
        }
    }
    Ok(plans)
}

/// Where the numbers come from, and what the broken lines are.
fn source(agency: &str, years: &BTreeSet<u16>, missing: &[u16], charts: &[Chart]) -> String {
    let span = match (years.first(), years.last()) {
        (Some(first), Some(last)) if first != last => *first..=*last,
        (_, Some(last)) => *last..=*last,
        _ => 0..=0,
    };
    let (first, last) = (span.start(), span.end());
    let span = if first == last { format!("{last}年") } else { format!("{first}年至{last}年") };
    let mut told = format!("数据来源：{agency}{span}政府信息公开工作年度报告");
    if !missing.is_empty() {
        let missing: Vec<String> = missing.iter().map(|year| format!("{year}年")).collect();
        told += &format!("（缺{}）", missing.join("、"));
    }
    told.push('。');
    let is_parted = |series: &Series| !series.breaks.is_empty();
    if charts.iter().flat_map(|it| &it.series).any(is_parted) {
        told += "虚线或点线处年报格式有变，两边口径不同或相近，不宜直接相比。";
    }
    told
}
