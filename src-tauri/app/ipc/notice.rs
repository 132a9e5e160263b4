//! 公示图表页: what it would show, and its PDF.

use std::collections::BTreeMap;

use office::{Format, Library, NoticeSheet, NoticeWish, OfficeError, Paper, ReportId, Unsettled};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::output::with_ending;
use super::{Failure, Printed};
use crate::desk::Desk;
use crate::outside::Question;

/// What is wished of a notice sheet.
#[derive(Debug, Deserialize, TS)]
pub struct SheetWish {
    /// The agency.
    pub agency: i64,
    /// The year.
    pub year: u16,
    /// The first year of the charts; null for so many as are read well.
    pub since: Option<u16>,
    /// The charts by their ids, in order, an indicator's id for a chart of it alone; the usual ones where there are none.
    pub charts: Vec<String>,
    /// What is printed large, by id.
    pub figures: Vec<String>,
    /// Sentences of the user's own, by the id of the chart.
    pub sentences: BTreeMap<String, String>,
    /// The text of a QR code; empty for none.
    pub code: String,
    /// Whether it is as large as A3.
    pub large: bool,
    /// Whether it lies on its side.
    pub landscape: bool,
}

/// What a notice sheet would show and say.
#[derive(Debug, Serialize, TS)]
pub struct NoticeView {
    /// Its title.
    pub title: String,
    /// The numbers that are printed large, each with its label and unit.
    pub figures: Vec<String>,
    /// Its charts in order.
    pub charts: Vec<SaidView>,
    /// Where the numbers come from.
    pub source: String,
    /// The most charts there may be.
    pub most: usize,
    /// Why it cannot be printed so, a sentence; null when it can.
    pub against: Option<String>,
    /// The reports whose numbers are on it and are not settled, by year.
    pub unsettled: Vec<UnsettledView>,
}

/// A report whose numbers are not settled.
#[derive(Debug, Serialize, TS)]
pub struct UnsettledView {
    /// The report.
    pub report: i64,
    /// Its year.
    pub year: u16,
    /// What whoever posts the sheet must know.
    pub told: Vec<String>,
    /// The cells nobody has compared with the document.
    pub doubts: Vec<String>,
}

/// A chart of the sheet.
#[derive(Debug, Serialize, TS)]
pub struct SaidView {
    /// Its heading.
    pub title: String,
    /// What is said below it.
    pub sentence: String,
}

pub(super) fn notice_view(desk: &Desk, wish: SheetWish) -> Result<NoticeView, Failure> {
    let NoticeSheet { notice: sheet, unsettled } =
        desk.books().with_library(desk.office(), |library| sheet(library, &wish))?;
    let figure = |it: &office::KeyFigure| format!("{} {}{}", it.label, it.number, it.unit);
    let said = |it: &office::Chart| SaidView { title: it.title.clone(), sentence: it.sentence.clone() };
    Ok(NoticeView {
        title: sheet.title(),
        figures: sheet.figures.iter().map(figure).collect(),
        charts: sheet.charts.iter().map(said).collect(),
        source: sheet.source.clone(),
        most: office::MOST_CHARTS,
        against: desk.office().print_notice(&sheet).err().map(|error| error.to_string()),
        unsettled: unsettled.iter().map(UnsettledView::of).collect(),
    })
}

impl UnsettledView {
    fn of(it: &Unsettled) -> Self {
        UnsettledView {
            report: it.report.0,
            year: it.year,
            told: it.told(),
            doubts: it.doubts.iter().map(|(_, doubt)| doubt.cell.to_string()).collect(),
        }
    }
}

pub(super) fn vouch_for(desk: &Desk, report: i64, cells: Vec<String>) -> Result<(), Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let id = ReportId(report);
        let form = library.report(id)?.report.form().clone();
        let cells: Vec<_> = cells.iter().filter_map(|it| Some(form.cell(it)?.id.clone())).collect();
        library.vouch_for(id, &cells)
    })?)
}

pub(super) fn save_notice(desk: &Desk, wish: SheetWish) -> Result<Option<Printed>, Failure> {
    let sheet = desk.books().with_library(desk.office(), |library| sheet(library, &wish))?.notice;
    let name = desk.office().file_name(&sheet.title(), "pdf");
    let Some(path) = desk.outside().ask(Question::Target(&name, Format::Pdf)).pop() else { return Ok(None) };
    let path = with_ending(path, "pdf");
    desk.office().print_notice_file(&sheet, &path)?;
    desk.set_printed(&path);
    Ok(Some(Printed::new(&path)))
}

fn sheet(library: &Library, wish: &SheetWish) -> Result<NoticeSheet, OfficeError> {
    let agency = library.agency(office::AgencyId(wish.agency))?.name;
    library.notice_sheet(&NoticeWish {
        agency,
        year: wish.year,
        since: wish.since,
        charts: wish.charts.clone(),
        figures: Some(wish.figures.clone()),
        sentences: wish.sentences.clone(),
        code: Some(wish.code.trim().to_owned()).filter(|it| !it.is_empty()),
        paper: if wish.large { Paper::A3 } else { Paper::A4 },
        is_landscape: wish.landscape,
    })
}
