//! What of the numbers on a sheet for the public is not settled: of which year the report is a draft, and which cells
//! nobody has compared with the document they were read from.

use super::{Compared, Library};
use crate::OfficeError;
use report::{
    series::{Formula, Indicator, Series},
    CellId, Doubt, Report,
};
use std::{collections::HashSet, sync::Arc};
use store::{ReportId, RevisionKind, State, Stored};

/// A report whose numbers are shown and are not settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unsettled {
    /// The report.
    pub report: ReportId,
    /// Its year.
    pub year: u16,
    /// Why its numbers may still change, if they may.
    pub draft: Option<Draftness>,
    /// Of the cells that are shown, those nobody has compared with the document, each with its name.
    pub doubts: Vec<(String, Doubt)>,
}

/// Why the numbers of a report may still change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Draftness {
    /// It was never marked as final.
    NeverFinal,
    /// They are not those it was read with any longer, and it was not marked as final.
    ChangedSinceRead,
    /// They are not those it was marked as final with.
    ChangedSinceFinal,
    /// They are not those the public was told.
    ChangedSincePublished,
}

/// More doubtful cells than these are counted and not named.
const MOST_NAMED: usize = 6;

impl Unsettled {
    /// Notes the doubts in the series of its agency, or of all added up: whoever is handed a file was not told on the
    /// screen.
    pub fn note_in(&self, agency: &str, are_together: bool, series: &mut [Series]) {
        for series in series.iter_mut().filter(|it| are_together || it.subject == agency) {
            self.doubts.iter().for_each(|(_, doubt)| series.doubt(self.year, &doubt.cell));
        }
    }

    /// What whoever posts the sheet must know, a sentence each.
    pub fn told(&self) -> Vec<String> {
        let year = self.year;
        let draft = self.draft.map(|it| match it {
            Draftness::NeverFinal => format!("{year}年的年报还没有定稿。"),
            Draftness::ChangedSinceRead => format!("{year}年的年报读入以后改过数，还没有定稿。"),
            Draftness::ChangedSinceFinal => format!("{year}年的年报定稿以后改过数，还没有再定稿。"),
            Draftness::ChangedSincePublished => format!("{year}年的年报公布以后改过数，还没有登记更正。"),
        });
        let count = self.doubts.len();
        let named: Vec<String> = self
            .doubts
            .iter()
            .take(MOST_NAMED)
            .map(|(name, it)| format!("{name}（原文“{}”）", it.raw))
            .collect();
        let more = if count > MOST_NAMED { "等" } else { "" };
        let doubts = (count > 0).then(|| {
            format!(
                "{year}年的年报有{count}格读取时没有把握，还没有对照原文核对：{}{more}。",
                named.join("、")
            )
        });
        draft.into_iter().chain(doubts).collect()
    }
}

/// What the public is told of years whose numbers may still change; that a clerk has not yet compared a cell is
/// nothing it could go by.
pub(super) fn told_to_public(unsettled: &[Unsettled]) -> String {
    let years = |is_published: bool| {
        let wanted = |it: &&Unsettled| {
            it.draft.is_some_and(|draft| (draft == Draftness::ChangedSincePublished) == is_published)
        };
        let years: Vec<String> = unsettled.iter().filter(wanted).map(|it| format!("{}年", it.year)).collect();
        years.join("、")
    };
    let mut told = String::new();
    for (years, what) in [(years(false), "数据未定稿。"), (years(true), "数据在年报公布后有改动，尚未更正。")]
    {
        if !years.is_empty() {
            told += &format!("{years}{what}");
        }
    }
    told
}

/// The cells of an edition that indicators are made of.
pub(super) fn cells_of<'a>(
    indicators: impl IntoIterator<Item = &'a Arc<Indicator>>,
    edition: &str,
) -> HashSet<&'a CellId> {
    let formulas = indicators.into_iter().filter_map(|it| it.formula(edition));
    formulas.flat_map(|Formula { of, per, .. }| of.iter().chain(per)).collect()
}

impl Library {
    /// Which of the reports are not settled, by year; `shown` says which cells of a report are shown. One that cannot be
    /// read shows no numbers.
    pub(super) fn unsettled<'c>(
        &self,
        reports: impl IntoIterator<Item = ReportId>,
        shown: impl Fn(&Report) -> HashSet<&'c CellId>,
    ) -> Result<Vec<Unsettled>, OfficeError> {
        let mut all = Vec::new();
        for id in reports {
            let Ok(stored) = self.store.report(id) else { continue };
            let report = &stored.report;
            let cells = shown(report);
            let name = |it: &CellId| report.form().cell(it.as_str()).map(|cell| cell.name.clone());
            let doubts = report.doubts().into_iter().filter(|it| cells.contains(&it.cell));
            let doubts = doubts.filter_map(|it| Some((name(&it.cell)?, it))).collect::<Vec<_>>();
            let draft = self.draftness(&stored)?;
            if draft.is_some() || !doubts.is_empty() {
                all.push(Unsettled { report: id, year: report.year, draft, doubts });
            }
        }
        all.sort_by_key(|it| it.year);
        Ok(all)
    }

    /// The reports of a comparison with cells, among those it is made of, that nobody has compared with their document,
    /// each with its agency.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn doubtful_in(
        &self,
        compared: &Compared,
        indicators: &[Arc<Indicator>],
    ) -> Result<Vec<(String, Unsettled)>, OfficeError> {
        let mut all = Vec::new();
        for (id, name) in &compared.agencies {
            let of_agency = compared.sources.iter().filter(|((agency, _), _)| agency == id);
            let of_agency = of_agency.map(|(_, report)| *report);
            let unsettled = self.unsettled(of_agency, |it| cells_of(indicators, &it.form().edition))?;
            let doubtful = unsettled.into_iter().filter(|it| !it.doubts.is_empty());
            all.extend(doubtful.map(|it| (name.clone(), Unsettled { draft: None, ..it })));
        }
        Ok(all)
    }

    /// Says that somebody compared cells with the document a report was read from.
    ///
    /// # Errors
    /// When there is no such report, it is damaged, or the file cannot be written.
    pub fn vouch_for(&mut self, id: ReportId, cells: &[CellId]) -> Result<(), OfficeError> {
        let mut report = self.store.report(id)?.report;
        report.vouch_for(cells);
        self.store.save(id, &report, "已对照原文核对", store::Moment::Passing)?;
        Ok(())
    }

    /// Whether the numbers of a report may still change: they are none that it was ever settled with. Words that were
    /// changed since change no number.
    fn draftness(&self, stored: &Stored) -> Result<Option<Draftness>, OfficeError> {
        let (listed, report) = (&stored.listed, &stored.report);
        let is_settled = match listed.state {
            State::Draft => false,
            State::Final => true,
            State::Published | State::Corrected => !listed.differs_from_published,
        };
        // Statistics from before the forms are never marked as final.
        if is_settled || !report.form().is_report() {
            return Ok(None);
        }
        let since = |kind| match kind {
            RevisionKind::Imported => Some(Draftness::ChangedSinceRead),
            RevisionKind::Finalised => Some(Draftness::ChangedSinceFinal),
            RevisionKind::Published | RevisionKind::Corrected => Some(Draftness::ChangedSincePublished),
            _ => None,
        };
        let revisions = self.store.revisions(listed.id)?;
        let settled = revisions.iter().find_map(|it| Some((it.id, since(it.kind)?)));
        let Some((id, since)) = settled else { return Ok(Some(Draftness::NeverFinal)) };
        // What cannot be read any longer settles nothing.
        let is_same = self.store.revision(id).is_ok_and(|then| {
            report.form().cells().iter().all(|cell| then.entry(&cell.id) == report.entry(&cell.id))
        });
        Ok((!is_same).then_some(since))
    }
}
