//! The compare page: what can be compared, the years side by side, and files of them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use base64::{prelude::BASE64_STANDARD as BASE64, Engine};
use office::{AgencyId, Chart, Compared, Library, OfficeError, ReportId};
use report::series::{
    ranking, Band, ChartKind, ChartPlan, GroupJson, Indicator, IndicatorJson, Point, Series, SeriesJson,
};
use report::wording::{Kept, Stretch};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::output::with_ending;
use super::view::last_name;
use super::years::{shown_agency, AgencyView};
use super::Failure;
use crate::desk::Desk;
use crate::outside::Question;

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
    pub kind: ChartShape,
    /// What it shows, by id.
    pub of: Vec<String>,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ChartShape {
    /// Lines over the years.
    Line,
    /// Bars beside one another.
    Grouped,
    /// Bars that are parts of a whole.
    Stacked,
}

impl From<ChartShape> for ChartKind {
    fn from(shape: ChartShape) -> Self {
        match shape {
            ChartShape::Line => ChartKind::Line,
            ChartShape::Grouped => ChartKind::Grouped,
            ChartShape::Stacked => ChartKind::Stacked,
        }
    }
}

impl From<ChartKind> for ChartShape {
    fn from(kind: ChartKind) -> Self {
        match kind {
            ChartKind::Line => ChartShape::Line,
            ChartKind::Grouped => ChartShape::Grouped,
            ChartKind::Stacked => ChartShape::Stacked,
        }
    }
}

/// Size of a chart, in points: as wide as the type area of a page.
const CHART: (f64, f64) = (520.0, 320.0);

/// Years side by side.
#[derive(Debug, Serialize, TS)]
pub struct ComparedView {
    /// Every year from the first to the last.
    pub years: Vec<u16>,
    /// What is compared, each once.
    pub indicators: Vec<IndicatorView>,
    /// Each indicator of each agency.
    pub series: Vec<SeriesView>,
    /// Where several agencies stand, by indicator; empty for one.
    pub among: Vec<AmongView>,
}

/// Several agencies on one indicator.
#[derive(Debug, Serialize, TS)]
pub struct AmongView {
    /// Its id.
    pub indicator: String,
    /// What it is called.
    pub label: String,
    /// The year that is ranked.
    pub year: u16,
    /// From the largest.
    pub ranking: Vec<RankedView>,
    /// Who has no number of the year, each with the word that stands in its place.
    pub without: Vec<String>,
    /// Where they lie in each year somebody has a number of.
    pub bands: Vec<BandView>,
}

/// A place in a ranking.
#[derive(Debug, Serialize, TS)]
pub struct RankedView {
    /// From 1; equals share one.
    pub rank: usize,
    /// The agency.
    pub subject: String,
    /// Its number with the unit.
    pub shown: String,
    /// The report it stands in; null where there is none.
    pub report: Option<i64>,
}

/// Where the numbers of a year lie, each exact.
#[derive(Debug, Serialize, TS)]
pub struct BandView {
    /// The year.
    pub year: u16,
    /// How many numbers there are.
    pub count: usize,
    /// The least.
    pub least: String,
    /// A quarter lies below.
    pub lower: String,
    /// Half lies below.
    pub median: String,
    /// A quarter lies above.
    pub upper: String,
    /// The most.
    pub most: String,
    /// The median as people read it.
    pub shown: String,
    /// The middle half as people read it.
    pub span: String,
}

/// What two reports say, paragraph beside paragraph.
#[derive(Debug, Serialize, TS)]
pub struct TextsView {
    /// How much of sections one and five is repeated, in percent.
    pub repeated: u8,
    /// The places where either says something.
    pub places: Vec<PlaceTexts>,
}

/// A place.
#[derive(Debug, Serialize, TS)]
pub struct PlaceTexts {
    /// What it is called.
    pub heading: String,
    /// How much of the later is repeated, in percent; null where it says nothing.
    pub repeated: Option<u8>,
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<StretchView>>,
}

/// A stretch of text.
#[derive(Debug, Serialize, TS)]
pub struct StretchView {
    /// In which of the two it stands.
    #[ts(type = "\"same\" | \"gone\" | \"new\"")]
    pub kept: &'static str,
    /// The text.
    pub text: String,
}

/// One indicator of one agency.
#[derive(Debug, Serialize, TS)]
pub struct SeriesView {
    /// The agency.
    pub subject: String,
    /// What is compared, by its id.
    pub indicator: String,
    /// Every year, in order.
    pub points: Vec<PointView>,
    /// From each year with a number to the next with one; none where they are not told.
    pub changes: Vec<YearChange>,
    /// Where editions of the form part it.
    pub breaks: Vec<BreakView>,
    /// What it says, in one sentence; empty where that is not told.
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

/// What is to stand side by side.
#[derive(Debug, Deserialize, TS)]
pub struct CompareWish {
    /// Whose years, in order.
    pub agencies: Vec<i64>,
    /// Which years.
    pub years: Vec<u16>,
    /// What is compared, by id.
    pub indicators: Vec<String>,
    /// Whether the agencies are added up; so are an office's years under a former name, too.
    pub together: bool,
    /// Whether only the first agencies are told, and of all of them where they lie: for many charts on a screen.
    pub brief: bool,
    /// Whether changes and sentences of every series are told; else of those that a chart tells apart and those that
    /// a table shows at first.
    pub whole: bool,
    /// The year that is ranked; null for the newest that most have a number of.
    pub ranked: Option<u16>,
}

/// So many agencies are told apart on a chart, and told where it is brief.
const TOLD_APART: usize = 6;

/// So many rows the table of figures shows at first (`MOST` in FiguresTable.vue).
const ROWS: usize = 24;

/// The series of a wish: of each indicator, those of its agencies.
pub(super) struct Gathered {
    compared: Compared,
    pub(super) series: Vec<Vec<Series>>,
    is_together: bool,
}

pub(super) fn gather(library: &Library, wish: &CompareWish) -> Result<Gathered, OfficeError> {
    let known = library.indicators()?;
    let find =
        |id: &String| known.get(id).cloned().ok_or_else(|| OfficeError::NoSuchIndicator { name: id.clone() });
    let chosen = wish.indicators.iter().map(find).collect::<Result<Vec<_>, _>>()?;
    let overview = library.overview()?;
    let name =
        |id: &i64| overview.agencies.iter().find(|it| it.id.0 == *id).map(|it| it.profile.name.clone());
    let names: Vec<String> = wish.agencies.iter().filter_map(name).collect();
    let years: BTreeSet<u16> = wish.years.iter().copied().collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Err(OfficeError::NothingToCompare);
    };
    let mut compared = library.compare_years(&names, Some(*first..=*last), &chosen)?;
    // A year without a report stays as a gap; one that was left out is not there.
    let written: BTreeSet<u16> = overview.reports.iter().map(|it| it.year).collect();
    compared.years.retain(|year| years.contains(year) || !written.contains(year));
    let is_together = wish.together && names.len() > 1;
    let sum = match names.as_slice() {
        [one, other] => format!("{one}、{other}合计"),
        _ => format!("{}个机关合计", names.len()),
    };
    let of = |it: &Arc<Indicator>| match is_together {
        true => vec![compared.together(&sum, it)],
        false => compared.each(it),
    };
    let series = chosen.iter().map(of).collect();
    Ok(Gathered { compared, series, is_together })
}

pub(super) fn compare_years(desk: &Desk, wish: CompareWish) -> Result<ComparedView, Failure> {
    let gathered = desk.books().with_library(desk.office(), |library| gather(library, &wish))?;
    let years: Vec<u16> = gathered.compared.years.iter().copied().collect();
    let most = if wish.brief { TOLD_APART } else { usize::MAX };
    let each = gathered.series.iter().flat_map(|all| all.iter().enumerate().take(most));
    let series = each.enumerate().map(|(row, (at, it))| {
        let is_told = wish.whole || at < TOLD_APART || row < ROWS;
        let numbers = if is_told { SeriesJson::of(it) } else { SeriesJson::numbers_of(it) };
        view(numbers, &|year| gathered.report(at, year))
    });
    let among = gathered.series.iter().filter(|all| all.len() > 1).map(|all| {
        let year = ranked_year(all, &years, wish.ranked);
        among(all, &years, year, &|at, year| gathered.report(at, year))
    });
    let indicators =
        gathered.series.iter().filter_map(|all| Some(indicator(IndicatorJson::of(&all.first()?.indicator))));
    Ok(ComparedView {
        indicators: indicators.collect(),
        series: series.collect(),
        among: among.collect(),
        years,
    })
}

/// The year that was asked for if anybody has a number of it; else the newest of which at least half as many have one
/// as of any: the first to report on a year are no ranking.
fn ranked_year(all: &[Series], years: &[u16], asked: Option<u16>) -> u16 {
    let count = |year: u16| all.iter().filter_map(|it| it.at(year)?.point.value()).count();
    if let Some(year) = asked.filter(|year| count(*year) > 0) {
        return year;
    }
    let most = years.iter().map(|year| count(*year)).max().unwrap_or_default();
    let newest = years.iter().rev().find(|year| count(**year) > 0 && 2 * count(**year) >= most);
    newest.copied().unwrap_or_default()
}

impl Gathered {
    /// The report in which the year of the series at `at` stands; none where several do.
    fn report(&self, at: usize, year: u16) -> Option<i64> {
        let source = |(id, _): &(AgencyId, String)| self.compared.sources.get(&(*id, year)).map(|id| id.0);
        if self.is_together {
            let mut all = self.compared.agencies.iter().filter_map(source);
            return all.next().filter(|_| all.next().is_none());
        }
        self.compared.agencies.get(at).and_then(source)
    }

    /// All series in one row.
    pub(super) fn all(self) -> Vec<Series> {
        self.series.into_iter().flatten().collect()
    }
}

fn among(all: &[Series], years: &[u16], year: u16, report: &dyn Fn(usize, u16) -> Option<i64>) -> AmongView {
    let indicator = all.first().map(|it| Arc::clone(&it.indicator));
    let shown = |value| indicator.as_ref().map(|it| it.shown(&Point::Value(value))).unwrap_or_default();
    let band = |year: &u16| {
        let band = Band::of(all, *year)?;
        Some(BandView {
            year: *year,
            count: band.count,
            least: band.least.normalize().to_string(),
            lower: band.lower.normalize().to_string(),
            median: band.median.normalize().to_string(),
            upper: band.upper.normalize().to_string(),
            most: band.most.normalize().to_string(),
            shown: shown(band.median),
            span: format!("{}—{}", shown(band.lower), shown(band.upper)),
        })
    };
    let without = |it: &Series| {
        let word = it.at(year).and_then(|it| it.point.word())?;
        Some(format!("{}（{word}）", it.subject))
    };
    let ranked = |it: report::series::Ranked| RankedView {
        rank: it.rank,
        subject: all.get(it.of).map(|it| it.subject.clone()).unwrap_or_default(),
        shown: shown(it.value),
        report: report(it.of, year),
    };
    AmongView {
        indicator: indicator.as_ref().map(|it| it.id.clone()).unwrap_or_default(),
        label: indicator.as_ref().map(|it| it.label.clone()).unwrap_or_default(),
        year,
        without: all.iter().filter_map(without).collect(),
        ranking: ranking(all, year).into_iter().map(ranked).collect(),
        bands: years.iter().filter_map(band).collect(),
    }
}

pub(super) fn compare_texts(desk: &Desk, before: i64, after: i64) -> Result<TextsView, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let (before, after) = (library.report(ReportId(before))?, library.report(ReportId(after))?);
        let beside = report::wording::beside(&before.report, &after.report);
        let stretch = |it: Stretch| StretchView {
            kept: match it.kept {
                Kept::Same => "same",
                Kept::Gone => "gone",
                Kept::New => "new",
            },
            text: it.text,
        };
        let place = |it: report::wording::PlaceBeside| PlaceTexts {
            heading: it.heading,
            repeated: it.repeated,
            paragraphs: it.paragraphs.into_iter().map(|it| it.into_iter().map(stretch).collect()).collect(),
        };
        Ok(TextsView { repeated: beside.repeated, places: beside.places.into_iter().map(place).collect() })
    })?)
}

pub(super) fn save_comparison(
    desk: &Desk,
    wish: CompareWish,
    title: String,
) -> Result<Option<String>, Failure> {
    let series = desk.books().with_library(desk.office(), |library| gather(library, &wish))?.all();
    saved(desk, &title, "xlsx", |path| desk.office().write_comparison(&series, path))
}

pub(super) fn save_chart(
    desk: &Desk,
    wish: CompareWish,
    kind: ChartShape,
    title: String,
) -> Result<Option<String>, Failure> {
    let series = desk.books().with_library(desk.office(), |library| gather(library, &wish))?.all();
    let chart = Chart::new(&title, kind.into(), series);
    let svg = desk.office().chart_svg(&chart, CHART.0, CHART.1)?;
    saved(desk, &title, "svg", |path| desk.office().write_text(&svg, path))
}

pub(super) fn save_picture(desk: &Desk, picture: String, title: String) -> Result<Option<String>, Failure> {
    let png = BASE64.decode(picture.as_bytes()).map_err(|_| Failure::internal())?;
    if !png.starts_with(b"\x89PNG") {
        return Err(Failure::internal());
    }
    saved(desk, &title, "png", |path| desk.office().write_picture(&png, path))
}

/// Asks where a file goes and writes it there; its name, or none when the user changed their mind.
fn saved(
    desk: &Desk,
    title: &str,
    ending: &str,
    write: impl FnOnce(&Path) -> Result<(), OfficeError>,
) -> Result<Option<String>, Failure> {
    let name = desk.office().file_name(title, ending);
    let Some(path) = desk.outside().ask(Question::Comparison(&name)).pop() else { return Ok(None) };
    let path = with_ending(path, ending);
    write(&path)?;
    Ok(Some(last_name(&path)))
}

fn chart(plan: &ChartPlan) -> ChartView {
    ChartView {
        id: plan.id.clone(),
        title: plan.title.clone(),
        kind: plan.kind.into(),
        of: plan.of.iter().map(|it| it.id.clone()).collect(),
    }
}

fn indicator(it: IndicatorJson) -> IndicatorView {
    IndicatorView { id: it.id, label: it.label, definition: it.definition, unit: it.unit, main: it.main }
}

fn view(it: SeriesJson, report: &dyn Fn(u16) -> Option<i64>) -> SeriesView {
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
        indicator: it.indicator.id,
        points: points.collect(),
        changes: changes.collect(),
        breaks: breaks.collect(),
        sentence: it.sentence,
    }
}
