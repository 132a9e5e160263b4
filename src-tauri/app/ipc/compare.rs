//! The compare page: what can be compared, the years side by side, and files of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use base64::{prelude::BASE64_STANDARD as BASE64, Engine};
use office::{on_all_cores, AgencyId, Chart, Compared, Library, OfficeError, ReportId};
use report::series::{other_sums, ChartPlan, GroupJson, Indicator, IndicatorJson, Series, SeriesJson};
use report::wording::{Kept, Stretch};
use serde::Deserialize;
use ts_rs::TS;

use super::compared::{
    bands, chart, indicator, ranked_year, view, AmongView, ChartShape, Comparable, ComparableAgency,
    ComparedAnswer, ComparedView, DoubtfulView, IndicatorGroup, PlaceTexts, SourcesView, StretchView,
    TextsView,
};
use super::output::with_ending;
use super::view::last_name;
use super::years::shown_agency;
use super::Failure;
use crate::desk::Desk;
use crate::outside::Question;

/// Between two agencies that are read ahead: a lock is not given to those who wait for it in turn.
const BREATH: Duration = Duration::from_millis(1);

/// Size of a chart, in points: as wide as the type area of a page.
const CHART: (f64, f64) = (520.0, 320.0);

pub(super) fn comparable(desk: &Desk) -> Result<Comparable, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let (overview, indicators) = (library.overview()?, library.indicators()?);
        let mut years: Vec<u16> = overview.reports.iter().map(|it| it.year).collect();
        years.sort_unstable();
        years.dedup();
        let agency = shown_agency(library, &overview)?.map(|id| id.0);
        // Of several forms on one year it is one year.
        let mut reported: BTreeMap<AgencyId, BTreeSet<u16>> = BTreeMap::new();
        for it in &overview.reports {
            reported.entry(it.agency).or_default().insert(it.year);
        }
        let mut view = |it: office::Agency| ComparableAgency {
            id: it.id.0,
            name: it.profile.name,
            years: reported.remove(&it.id).unwrap_or_default().into_iter().collect(),
        };
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
            agencies: overview.agencies.into_iter().map(&mut view).collect(),
        })
    })?)
}

/// Reads beside the page what it is likely to be asked for, as far as there are no more agencies than are kept. One
/// agency at a time: whoever asks for something meanwhile waits for no more than that.
pub(super) fn read_ahead(desk: &Desk, agencies: Vec<i64>) -> Result<(), Failure> {
    if agencies.len() > Library::READ_AHEAD {
        return Ok(());
    }
    for id in agencies {
        desk.books().with_library(desk.office(), |library| library.read_ahead(AgencyId(id)))?;
        thread::sleep(BREATH);
    }
    Ok(())
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
    /// Whether the agencies are added up.
    pub together: bool,
    /// Whether, added up, they are one office under the names it had one after the other.
    pub renamed: bool,
    /// Whether only the first agencies are told, and of all of them where they lie, not who is where: for many charts
    /// on a screen.
    pub brief: bool,
    /// Of so many series changes and sentences are told, and of those that a chart tells apart; null: of all.
    pub told: Option<usize>,
    /// The year that is ranked; null for the newest that most have a number of.
    pub ranked: Option<u16>,
}

/// So many agencies are told apart on a chart, and told where it is brief.
const TOLD_APART: usize = 6;

/// The series of a wish: of each indicator, those of its agencies.
pub(super) struct Gathered {
    compared: Compared,
    pub(super) series: Vec<Vec<Series>>,
    is_together: bool,
    /// Where parts of a whole are shown in one chart, the years in which they make another sum, a sentence each.
    other_sums: Vec<String>,
    /// What the reports give as the sum of all that is compared, where that is one whole.
    whole: Option<Series>,
}

fn chosen(library: &Library, ids: &[String]) -> Result<Vec<Arc<Indicator>>, OfficeError> {
    let known = library.indicators()?;
    let find =
        |id: &String| known.get(id).cloned().ok_or_else(|| OfficeError::NoSuchIndicator { name: id.clone() });
    ids.iter().map(find).collect()
}

pub(super) fn gather(library: &Library, wish: &CompareWish) -> Result<Gathered, OfficeError> {
    let known = library.indicators()?;
    let chosen = chosen(library, &wish.indicators)?;
    let overview = library.overview()?;
    let name =
        |id: &i64| overview.agencies.iter().find(|it| it.id.0 == *id).map(|it| it.profile.name.clone());
    let names: Vec<String> = wish.agencies.iter().filter_map(name).collect();
    let years: BTreeSet<u16> = wish.years.iter().copied().collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Err(OfficeError::NothingToCompare);
    };
    let shows = |plan: &&ChartPlan| plan.of.iter().all(|part| chosen.contains(part));
    let plans: Vec<&ChartPlan> = known.charts.iter().filter(shows).collect();
    let needed = chosen.iter().chain(plans.iter().flat_map(|plan| &plan.whole));
    let mut compared = library.compare_years(&names, Some(*first..=*last), needed)?;
    // A year without a report stays as a gap; one that was left out is not there.
    let written: BTreeSet<u16> = overview.reports.iter().map(|it| it.year).collect();
    compared.years.retain(|year| years.contains(year) || !written.contains(year));
    let is_together = wish.together && names.len() > 1;
    let sum = match (names.as_slice(), wish.renamed) {
        ([one, other], false) => format!("{one}、{other}合计"),
        ([one, other], true) => format!("{one}、{other}（更名前后）"),
        (_, false) => format!("{}个机关合计", names.len()),
        (_, true) => format!("{}个名称（更名前后）", names.len()),
    };
    let of = |it: &Arc<Indicator>| match (is_together, wish.renamed) {
        (true, false) => vec![compared.together(&sum, it)],
        (true, true) => vec![compared.as_one_office(&sum, it)],
        (false, _) => compared.each(it),
    };
    // The overview of a county is a thousand series.
    let series = on_all_cores(&chosen, of, |_| ());
    // Of several agencies a chart has one indicator, as all have in the overview.
    let is_parted = (names.len() == 1 || is_together) && !wish.brief;
    let one = |it: &Arc<Indicator>| of(it).pop();
    let sums = plans.iter().filter(|_| is_parted).filter_map(|plan| {
        let parts: Vec<Series> = plan.of.iter().filter_map(one).collect();
        other_sums(&parts, &one(plan.whole.as_ref()?)?)
    });
    let other_sums = sums.collect();
    let whole = known.chart_of(&chosen).filter(|_| is_parted).and_then(|plan| one(plan.whole.as_ref()?));
    Ok(Gathered { compared, series, is_together, other_sums, whole })
}

/// Where `known` is the state the library is still in, that is all the answer.
pub(super) fn compare_years(
    desk: &Desk,
    wish: CompareWish,
    known: Option<String>,
) -> Result<ComparedAnswer, Failure> {
    let (state, gathered) = desk.books().with_library(desk.office(), |library| {
        let state = library.state()?;
        let is_known = known.as_ref() == Some(&state);
        Ok((state, if is_known { None } else { Some(gather(library, &wish)?) }))
    })?;
    Ok(ComparedAnswer { state, compared: gathered.map(|it| told(&wish, it)) })
}

/// Which of an agency's numbers are doubtful. Of one agency: whole reports are read for it, and whoever asks for something
/// meanwhile waits for no more than that.
pub(super) fn doubtful_years(
    desk: &Desk,
    agency: i64,
    years: Vec<u16>,
    indicators: Vec<String>,
) -> Result<Vec<DoubtfulView>, Failure> {
    let years: BTreeSet<u16> = years.into_iter().collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return Ok(Vec::new()) };
    Ok(desk.books().with_library(desk.office(), |library| {
        let chosen = chosen(library, &indicators)?;
        let name = library.agency(AgencyId(agency))?.name;
        let mut compared = match library.compare_years(&[name], Some(*first..=*last), &chosen) {
            Err(OfficeError::NothingToCompare) => return Ok(Vec::new()),
            compared => compared?,
        };
        compared.keep(&years);
        let doubtful = library.doubtful_in(&compared, &chosen)?;
        Ok(doubtful.iter().filter_map(|(name, it)| DoubtfulView::of(name, it)).collect())
    })?)
}

fn told(wish: &CompareWish, gathered: Gathered) -> ComparedView {
    let years: Vec<u16> = gathered.compared.years.iter().copied().collect();
    let most = if wish.brief { TOLD_APART } else { usize::MAX };
    let each = gathered.series.iter().flat_map(|all| all.iter().enumerate().take(most));
    let series = each.enumerate().map(|(row, (at, it))| {
        let is_told = at < TOLD_APART || wish.told.is_none_or(|rows| row < rows);
        let numbers = if is_told { SeriesJson::of(it) } else { SeriesJson::numbers_of(it) };
        view(numbers, &|year| gathered.report(at, year))
    });
    let several: Vec<&Vec<Series>> = gathered.series.iter().filter(|all| all.len() > 1).collect();
    let among = |all: &&Vec<Series>| {
        let year = ranked_year(all, &years, wish.ranked);
        let ranked = match wish.brief {
            true => AmongView::unranked(all, year),
            false => AmongView::ranked(all, year, &|at, year| gathered.report(at, year)),
        };
        AmongView { bands: bands(all, &years), ..ranked }
    };
    let among = on_all_cores(&several, among, |_| ());
    let indicators =
        gathered.series.iter().filter_map(|all| Some(indicator(IndicatorJson::of(&all.first()?.indicator))));
    let overlapping = if wish.brief { Vec::new() } else { overlapping(&gathered.series) };
    ComparedView {
        overlapping,
        indicators: indicators.collect(),
        series: series.collect(),
        among,
        years,
        other_sums: gathered.other_sums,
    }
}

/// Of more indicators nobody looks for parts of a whole.
const LOOKED_THROUGH: usize = 64;

/// Pairs of indicators that are no parts of one whole.
fn overlapping(series: &[Vec<Series>]) -> Vec<[String; 2]> {
    let indicators: Vec<&Indicator> =
        series.iter().filter_map(|all| Some(&*all.first()?.indicator)).take(LOOKED_THROUGH).collect();
    let with = |(at, one): (usize, &&Indicator)| {
        let others = indicators[..at].iter().filter(|other| one.overlaps(other));
        others.map(|other| [other.id.clone(), one.id.clone()]).collect::<Vec<_>>()
    };
    indicators.iter().enumerate().flat_map(with).collect()
}

/// The series of a wish for a file, which says itself what of it is in doubt.
fn for_file(library: &Library, wish: &CompareWish) -> Result<Gathered, OfficeError> {
    let mut gathered = gather(library, wish)?;
    let chosen = chosen(library, &wish.indicators)?;
    for (agency, it) in library.doubtful_in(&gathered.compared, &chosen)? {
        gathered.series.iter_mut().for_each(|all| it.note_in(&agency, gathered.is_together, all));
    }
    Ok(gathered)
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

pub(super) fn indicator_sources(desk: &Desk, ids: Vec<String>) -> Result<Vec<SourcesView>, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let (known, forms) = (library.indicators()?, library.forms());
        let found = ids.iter().filter_map(|id| known.get(id));
        Ok(found.map(|it| SourcesView::of(it, forms)).collect())
    })?)
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
    let series = desk.books().with_library(desk.office(), |library| for_file(library, &wish))?.all();
    saved(desk, &title, "xlsx", |path| desk.office().write_comparison(&series, path))
}

pub(super) fn save_chart(
    desk: &Desk,
    wish: CompareWish,
    kind: ChartShape,
    title: String,
) -> Result<Option<String>, Failure> {
    let mut gathered = desk.books().with_library(desk.office(), |library| for_file(library, &wish))?;
    let whole = gathered.whole.take();
    let chart = Chart::new(&title, kind.into(), gathered.all()).of_whole(whole);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ipc::rehearsal::desk_in;
    use report::{Doubt, Report};

    const RECEIVED: &str = "requests.received.total";

    /// The sample as another agency's or year's.
    fn sample(desk: &Desk, agency: &str, year: u16) -> Report {
        let mut report = desk.office().sample().unwrap().report;
        (report.agency, report.year) = (agency.to_owned(), year);
        report
    }

    fn store(desk: &Desk, report: &Report) {
        desk.books().with_library(desk.office(), |it| it.add(report, "网页.txt", None, false)).unwrap();
    }

    #[test]
    fn every_agency_has_the_years_of_its_own_reports() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk_in(folder.path());
        for (agency, year) in [("甲镇", 2024), ("乙镇", 2023), ("甲镇", 2022)] {
            store(&desk, &sample(&desk, agency, year));
        }
        let comparable = comparable(&desk).unwrap();
        assert_eq!(comparable.years, [2022, 2023, 2024]);
        let of: Vec<_> =
            comparable.agencies.iter().map(|it| (it.name.as_str(), it.years.as_slice())).collect();
        assert_eq!(of, [("甲镇", [2022, 2024].as_slice()), ("乙镇", &[2023])]);
    }

    #[test]
    fn doubtful_numbers_are_told_of_what_is_shown_only() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk_in(folder.path());
        for year in [2021, 2022, 2023] {
            let mut report = sample(&desk, "甲镇", year);
            let cell = report.form().cell(RECEIVED).unwrap().id.clone();
            let doubts = [Doubt { cell, raw: "5 1".to_owned() }];
            if year != 2022 {
                report.note_doubts("网页.txt", &doubts, true).unwrap();
            }
            store(&desk, &report);
        }
        let agency = comparable(&desk).unwrap().agencies[0].id;
        let told = |years: &[u16], indicator: &str| {
            doubtful_years(&desk, agency, years.to_vec(), vec![indicator.to_owned()]).unwrap()
        };
        let doubts = told(&[2021, 2022, 2023], "received");
        assert_eq!(doubts.iter().map(|it| it.year).collect::<Vec<_>>(), [2021, 2023]);
        assert_eq!(doubts[0].cell, RECEIVED);
        let said = &doubts[0].told;
        assert!(said.starts_with("甲镇2021年的年报有1格读取时没有把握，还没有对照原文核对：表三"), "{said}");
        assert!(said.ends_with("（原文“5 1”）。"), "{said}");
        assert!(told(&[2021, 2022, 2023], "normative_in_force").is_empty(), "of the cells that are shown");
        let left_out = told(&[2022, 2023], "received");
        assert_eq!(
            left_out.iter().map(|it| it.year).collect::<Vec<_>>(),
            [2023],
            "of the years that are shown"
        );
        assert!(told(&[2010], "received").is_empty() && told(&[], "received").is_empty());
    }
}
