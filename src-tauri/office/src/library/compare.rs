//! Years of one or several agencies side by side.

use super::{kept_years::MOST, Library};
use crate::OfficeError;
use report::{
    series::{ChartPlan, Figures, Indicator, Indicators, Series},
    Report,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    ops::RangeInclusive,
    sync::{Arc, PoisonError},
};
use store::{AgencyId, ReportId};

/// The numbers of agencies' years, and which reports they stand in.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The agencies, in the order they were asked for.
    pub agencies: Vec<(AgencyId, String)>,
    /// Every year from the first to the last.
    pub years: BTreeSet<u16>,
    /// The report of each agency's year.
    pub sources: BTreeMap<(AgencyId, u16), ReportId>,
    /// Of each agency, its reports.
    figures: Vec<Vec<Figures>>,
}

impl Compared {
    /// An indicator of every agency.
    pub fn each(&self, indicator: &Arc<Indicator>) -> Vec<Series> {
        let of = |((_, name), figures): (&(AgencyId, String), &Vec<Figures>)| {
            Series::of(indicator, name, &self.years, [figures.as_slice()])
        };
        self.agencies.iter().zip(&self.figures).map(of).collect()
    }

    /// An indicator of all agencies added up, under a name.
    pub fn together(&self, name: &str, indicator: &Arc<Indicator>) -> Series {
        Series::of(indicator, name, &self.years, self.figures.iter().map(Vec::as_slice))
    }

    /// An indicator of all agencies as one office under the names it had one after the other.
    pub fn as_one_office(&self, name: &str, indicator: &Arc<Indicator>) -> Series {
        Series::of_one_office(indicator, name, &self.years, self.figures.iter().map(Vec::as_slice))
    }

    /// Leaves these years, and the reports on them.
    pub fn keep(&mut self, years: &BTreeSet<u16>) {
        self.years.clone_from(years);
        self.sources.retain(|(_, year), _| years.contains(year));
    }

    /// Years of which nobody has a report.
    pub fn missing_years(&self) -> Vec<u16> {
        let known: HashSet<u16> = self.sources.keys().map(|(_, year)| *year).collect();
        self.years.iter().copied().filter(|year| !known.contains(year)).collect()
    }
}

impl Library {
    /// So many agencies at most are worth to be read ahead; of more, nothing is kept.
    pub const READ_AHEAD: usize = MOST;

    /// What is another text after every change of the content, whoever made it, and of every library that is opened: what
    /// was told at one is still so at the same.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn state(&self) -> Result<String, OfficeError> {
        Ok(self.store.stamp()?.to_string())
    }

    /// All that can be compared.
    ///
    /// # Errors
    /// Only when what the program brings with it is broken.
    pub fn indicators(&self) -> Result<Arc<Indicators>, OfficeError> {
        if let Some(known) = self.indicators.get() {
            return Ok(known.clone());
        }
        let made = Arc::new(Indicators::bundled(self.forms())?);
        Ok(self.indicators.get_or_init(|| made).clone())
    }

    /// The numbers of agencies, by their names, that `indicators` are made of; of the years given, or of all there
    /// are.
    ///
    /// # Errors
    /// When there is no such agency, or no report of any; when the file cannot be read.
    pub fn compare_years<'a>(
        &self,
        names: &[String],
        years: Option<RangeInclusive<u16>>,
        indicators: impl IntoIterator<Item = &'a Arc<Indicator>>,
    ) -> Result<Compared, OfficeError> {
        let mut agencies = Vec::new();
        for name in names {
            let id = self.store.agency_named(name)?;
            let id = id.ok_or_else(|| OfficeError::NoSuchAgency { name: name.clone() })?;
            // Named twice, it is still one.
            if agencies.iter().all(|(known, _)| *known != id) {
                agencies.push((id, name.clone()));
            }
        }
        let wanted = cells_of(indicators);
        let ids: Vec<AgencyId> = agencies.iter().map(|(id, _)| *id).collect();
        let asked = years.clone().unwrap_or(0..=u16::MAX);
        let mut figures: Vec<Vec<Figures>> = vec![Vec::new(); agencies.len()];
        let mut sources = BTreeMap::new();
        let mut known: Option<(u16, u16)> = None;
        let kept = self.kept_years.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        for it in kept.years_of(&self.store, &ids, &asked, &wanted)? {
            let year = it.figures.year();
            known = Some(known.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
            // Of several on one year, the series takes the one in the form of that year.
            let fits = it.figures.form().applies_to(year);
            if fits || !sources.contains_key(&(it.agency, year)) {
                sources.insert((it.agency, year), it.report);
            }
            if let Some(at) = ids.iter().position(|id| *id == it.agency) {
                figures[at].push(it.figures);
            }
        }
        let (first, last) = known.ok_or(OfficeError::NothingToCompare)?;
        let years = years.unwrap_or(first..=last).collect();
        Ok(Compared { agencies, years, sources, figures })
    }

    /// Reads what the overview and the charts that are offered are made of, of one agency, so that a comparison that is
    /// asked for later does not wait for it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read_ahead(&self, agency: AgencyId) -> Result<(), OfficeError> {
        let known = self.indicators()?;
        let wanted = cells_of(known.main().chain(known.charts.iter().flat_map(ChartPlan::needs)));
        let kept = self.kept_years.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.years_of(&self.store, &[agency], &(0..=u16::MAX), &wanted).map(drop)
    }

    /// The numbers of the years of a report's agency from `first` on, its own year as the report has it.
    pub(super) fn figures_with<'a>(
        &self,
        report: &Report,
        first: u16,
        indicators: impl IntoIterator<Item = &'a Arc<Indicator>>,
    ) -> Result<Vec<Figures>, OfficeError> {
        let names = [report.agency.clone()];
        let before = match self.compare_years(&names, Some(first..=report.year), indicators) {
            Ok(compared) => compared.figures.concat(),
            Err(OfficeError::NoSuchAgency { .. } | OfficeError::NothingToCompare) => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut all: Vec<Figures> = before.into_iter().filter(|it| it.year() != report.year).collect();
        all.push(Figures::of(report));
        Ok(all)
    }
}

/// The cells that indicators are made of, in whichever form.
fn cells_of<'a>(indicators: impl IntoIterator<Item = &'a Arc<Indicator>>) -> HashSet<&'a str> {
    let formulas = indicators.into_iter().flat_map(|it| &it.formulas);
    formulas.flat_map(|it| it.of.iter().chain(&it.per)).map(|id| id.as_str()).collect()
}
