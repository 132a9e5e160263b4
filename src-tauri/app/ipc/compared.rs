//! What the compare page is told: what can be compared, series, places in a ranking, texts side by side.

use office::Unsettled;
use report::series::{
    ranking, Band, ChartKind, ChartPlan, Comparability, EditionTold, Indicator, IndicatorJson, Point, Series,
    SeriesJson,
};
use report::Forms;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What can be compared.
#[derive(Debug, Serialize, TS)]
pub struct Comparable {
    /// The agencies of the library.
    pub agencies: Vec<ComparableAgency>,
    /// Whose years are shown at first; null in a library without agencies.
    pub agency: Option<i64>,
    /// The years there are reports of, from the first.
    pub years: Vec<u16>,
    /// The indicators by group.
    pub groups: Vec<IndicatorGroup>,
    /// Indicators that are best seen together.
    pub charts: Vec<ChartView>,
}

/// An agency whose years can be compared.
#[derive(Debug, Serialize, TS)]
pub struct ComparableAgency {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The years it has reports of, from the first.
    pub years: Vec<u16>,
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

/// What an indicator is made of. It is told when it is asked for: nobody waits for it with the numbers.
#[derive(Debug, Serialize, TS)]
pub struct SourcesView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it counts.
    pub definition: String,
    /// Its unit; % for what is divided.
    pub unit: String,
    /// What each edition of the form has of it, oldest first.
    pub editions: Vec<EditionView>,
}

/// What an edition of the form has of an indicator.
#[derive(Debug, Serialize, TS)]
pub struct EditionView {
    /// The form.
    pub form: String,
    /// The years it holds for.
    pub years: String,
    /// Its cells as the form calls them; null where it does not have it.
    pub cells: Option<String>,
    /// How it compares with the next edition that has it; null of the last.
    pub beside: Option<String>,
    /// Why it is not exactly the same, or not there; empty where it is.
    pub reason: String,
}

impl SourcesView {
    pub(super) fn of(it: &Indicator, forms: &Forms) -> Self {
        let edition = |it: EditionTold| EditionView {
            form: it.form,
            years: it.years,
            cells: it.cells,
            beside: it.beside,
            reason: it.reason,
        };
        SourcesView {
            id: it.id.clone(),
            label: it.label.clone(),
            definition: it.definition.clone(),
            unit: it.unit.clone(),
            editions: it.editions(forms).into_iter().map(edition).collect(),
        }
    }
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

/// Years side by side, or that they still are what is known.
#[derive(Debug, Serialize, TS)]
pub struct ComparedAnswer {
    /// The state of the library it was told in.
    pub state: String,
    /// The years; null where the state is the known one.
    pub compared: Option<ComparedView>,
}

/// Years side by side.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComparedView {
    /// Every year from the first to the last.
    pub years: Vec<u16>,
    /// What is compared, each once.
    pub indicators: Vec<IndicatorView>,
    /// Each indicator of each agency.
    pub series: Vec<SeriesView>,
    /// Where several agencies stand, by indicator; empty for one.
    pub among: Vec<AmongView>,
    /// The years in which the parts of a whole make another sum than the report gives, a sentence for each whole.
    pub other_sums: Vec<String>,
    /// Pairs of what is compared that are no parts of one whole, by their ids.
    pub overlapping: Vec<[String; 2]>,
}

/// A report some of whose numbers nobody has compared with the document they were read from.
#[derive(Debug, Serialize, TS)]
pub struct DoubtfulView {
    /// The report.
    pub report: i64,
    /// Its year.
    pub year: u16,
    /// The first of the cells.
    pub cell: String,
    /// Whose they are and which, a sentence.
    pub told: String,
}

impl DoubtfulView {
    /// None where no cell is doubtful.
    pub(super) fn of(agency: &str, it: &Unsettled) -> Option<Self> {
        let (_, first) = it.doubts.first()?;
        Some(DoubtfulView {
            report: it.report.0,
            year: it.year,
            cell: first.cell.to_string(),
            told: format!("{agency}{}", it.told().concat()),
        })
    }
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
    /// From the largest; empty where it was asked for briefly.
    pub ranking: Vec<RankedView>,
    /// Who has no number of the year, each with the word that stands in its place; empty like the ranking.
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
    /// The report it stands in; null where there is none, or it adds up several.
    pub report: Option<i64>,
    /// True where the number is a sum that not all are in, and no line joins it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub alone: Option<bool>,
    /// What must be known with the number; not there where nothing must.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
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

/// The year that was asked for if anybody has a number of it; else the newest of which at least half as many have one
/// as of any: the first to report on a year are no ranking.
pub(super) fn ranked_year(all: &[Series], years: &[u16], asked: Option<u16>) -> u16 {
    let count = |year: u16| all.iter().filter_map(|it| it.at(year)?.point.value()).count();
    if let Some(year) = asked.filter(|year| count(*year) > 0) {
        return year;
    }
    let most = years.iter().map(|year| count(*year)).max().unwrap_or_default();
    let newest = years.iter().rev().find(|year| count(**year) > 0 && 2 * count(**year) >= most);
    newest.copied().unwrap_or_default()
}

impl AmongView {
    /// Without who is where.
    pub(super) fn unranked(all: &[Series], year: u16) -> Self {
        let indicator = all.first().map(|it| &it.indicator);
        Self {
            indicator: indicator.map(|it| it.id.clone()).unwrap_or_default(),
            label: indicator.map(|it| it.label.clone()).unwrap_or_default(),
            year,
            without: Vec::new(),
            ranking: Vec::new(),
            bands: Vec::new(),
        }
    }

    /// Who is where in a year; `report` tells the report of an agency's year.
    pub(super) fn ranked(all: &[Series], year: u16, report: &dyn Fn(usize, u16) -> Option<i64>) -> Self {
        let without = |it: &Series| {
            let word = it.at(year).and_then(|it| it.point.word())?;
            Some(format!("{}（{word}）", it.subject))
        };
        let ranked = |it: report::series::Ranked| RankedView {
            rank: it.rank,
            subject: all.get(it.of).map(|it| it.subject.clone()).unwrap_or_default(),
            shown: all.get(it.of).map(|of| of.indicator.shown(&Point::Value(it.value))).unwrap_or_default(),
            report: report(it.of, year),
        };
        Self {
            without: all.iter().filter_map(without).collect(),
            ranking: ranking(all, year).into_iter().map(ranked).collect(),
            ..Self::unranked(all, year)
        }
    }
}

/// Where all lie in each year somebody has a number of.
pub(super) fn bands(all: &[Series], years: &[u16]) -> Vec<BandView> {
    let Some(indicator) = all.first().map(|it| &it.indicator) else { return Vec::new() };
    let shown = |value| indicator.shown(&Point::Value(value));
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
    years.iter().filter_map(band).collect()
}

pub(super) fn chart(plan: &ChartPlan) -> ChartView {
    ChartView {
        id: plan.id.clone(),
        title: plan.title.clone(),
        kind: plan.kind.into(),
        of: plan.of.iter().map(|it| it.id.clone()).collect(),
    }
}

pub(super) fn indicator(it: IndicatorJson) -> IndicatorView {
    IndicatorView { id: it.id, label: it.label, definition: it.definition, unit: it.unit, main: it.main }
}

pub(super) fn view(it: SeriesJson, report: &dyn Fn(u16) -> Option<i64>) -> SeriesView {
    let points = it.points.into_iter().map(|point| PointView {
        year: point.year,
        value: point.value,
        shown: point.shown,
        report: report(point.year),
        alone: point.alone.then_some(true),
        note: point.note,
    });
    let changes = it.changes.into_iter().map(|change| YearChange {
        from: change.from,
        to: change.to,
        absolute: change.absolute,
        relative: change.relative,
        comparable: change.comparability != Comparability::Broken.word(),
    });
    let breaks = it.breaks.into_iter().map(|parted| BreakView {
        before: parted.before,
        after: parted.after,
        broken: parted.comparability == Comparability::Broken.word(),
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
