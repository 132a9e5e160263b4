//! Reading reports from outside: many at once as a table of results, one beside its source, and into the library.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

use office::{Beside, ClaimedBy, Clash, OfficeError, Picks, Sheet, SheetState, TrayItem, Unsure};
use report::{CellId, Entry, Report};

use super::sheet::{
    ClaimView, ClashLine, ClashView, LineState, SheetNow, SheetView, SightingView, StoredAll, Storing,
    TrayLine, TrayView,
};
use super::source;
use super::view::{cell_name, paragraphs, section_views};
use super::years::Added;
use super::Failure;
use crate::desk::Desk;
use crate::outside::Question;
use crate::work::Progress;

pub(super) fn choose_documents(desk: &Desk, folder: bool) -> Result<bool, Failure> {
    let paths = desk.outside().ask(if folder { Question::DocumentFolder } else { Question::Documents });
    let any = !paths.is_empty();
    desk.choose_sources(paths);
    Ok(any)
}

pub(super) fn read_documents(desk: &Desk) -> Result<TrayView, Failure> {
    let paths: Vec<PathBuf> = desk.take_sources();
    if paths.is_empty() {
        return Err(Failure::nothing_chosen());
    }
    let tell = |done, of| {
        desk.outside().tell(&Progress { done, of, share: false, doing: String::new() });
        if desk.work().is_enough() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    desk.work().begin();
    let tray = desk.office().read_all(&paths, tell);
    lay(desk, tray)
}

pub(super) fn read_pasted(desk: &Desk, text: String, html: String) -> Result<TrayView, Failure> {
    let tray = desk.office().read_pasted(&text, &html)?;
    lay(desk, tray)
}

/// Lays what was read onto the desk. A library that does not open gives no hints, and hides nothing.
fn lay(desk: &Desk, mut tray: office::Tray) -> Result<TrayView, Failure> {
    let _ = desk.books().with_library(desk.office(), |library| library.hint(&mut tray));
    desk.lay_tray(tray);
    tray_view(desk)
}

pub(super) fn tray_view(desk: &Desk) -> Result<TrayView, Failure> {
    let tray = desk.tray();
    Ok(TrayView { items: tray.items.iter().map(|item| line(desk, item)).collect(), left: tray.left })
}

fn line(desk: &Desk, item: &TrayItem) -> TrayLine {
    let unread = TrayLine {
        name: item.name.clone(),
        agency: String::new(),
        year: 0,
        form: String::new(),
        sure: 0,
        unsure: 0,
        unread: 0,
        state: LineState::Unread,
        message: String::new(),
        by_hand: false,
    };
    let sheet = match &item.read {
        Ok(sheet) => sheet,
        Err(error) => return TrayLine { message: error.to_string(), by_hand: error.has_no_text(), ..unread },
    };
    let (report, unsure) = (sheet.report(), sheet.unsure().len());
    TrayLine {
        agency: report.agency.clone(),
        year: report.year,
        form: report.form().name.clone(),
        sure: sheet.reading().sightings.len() - unsure,
        unsure,
        unread: sheet.reading().missing().count(),
        state: state(&beside(desk, sheet)),
        ..unread
    }
}

/// How a document stands to the library. One that does not open, or a damaged report in it, hides no document: what is
/// asked of it is not known then.
fn beside(desk: &Desk, sheet: &Sheet) -> Option<Beside> {
    if sheet.is_stored() {
        return Some(Beside::stored());
    }
    desk.books().with_library(desk.office(), |library| library.beside(sheet)).ok()
}

fn state(beside: &Option<Beside>) -> LineState {
    beside.as_ref().map_or(LineState::Unknown, |it| it.state.into())
}

pub(super) fn open_sheet(desk: &Desk, at: usize) -> Result<SheetView, Failure> {
    let mut tray = desk.tray();
    let (name, sheet) = tray.sheet(at)?;
    let reading = sheet.reading();
    let report = &reading.report;
    let (source, cut) = source::blocks(&reading.original, &reading.leftovers);
    let in_order = report.form().cells().iter();
    let in_order = in_order.filter_map(|cell| reading.sightings.get_key_value(&cell.id));
    let mut marks = source::marks(&source, in_order);
    let mut sighting = |(id, it): (&CellId, &office::Sighting)| {
        let view = SightingView {
            name: cell_name(report, id),
            origin: it.origin.to_string(),
            raw: it.raw.clone(),
            certain: it.certain,
            choices: it.others.clone(),
            mark: marks.remove(id),
        };
        (id.to_string(), view)
    };
    Ok(SheetView {
        name: name.to_owned(),
        form: report.form().name.clone(),
        title: report.title_lines(),
        preamble: paragraphs(report, report.form().preamble()),
        sections: section_views(reading),
        cells: reading.sightings.iter().map(&mut sighting).collect(),
        source,
        cut,
        claims: reading.claims.iter().map(claim).collect(),
        remarks: reading.remarks.clone(),
        missing: super::view::missing(reading),
        leftovers: reading.leftovers.iter().map(|it| it.text.clone()).collect(),
        now: now(desk, sheet),
    })
}

fn claim(claim: &office::Claim) -> ClaimView {
    ClaimView {
        by: match claim.by {
            ClaimedBy::Title => "标题",
            ClaimedBy::Preamble => "统计期限",
            ClaimedBy::Signature => "落款",
            ClaimedBy::Page => "网页标题",
            ClaimedBy::FileName => "文件名",
        },
        agency: claim.agency.clone().unwrap_or_default(),
        year: claim.year.unwrap_or_default(),
        text: claim.text.clone(),
        origin: claim.origin.map(|it| it.to_string()).unwrap_or_default(),
    }
}

fn now(desk: &Desk, sheet: &Sheet) -> SheetNow {
    let report = sheet.report();
    let value = |cell: &report::form::Cell| Some((cell.id.to_string(), report.entry(&cell.id)?.to_string()));
    let beside = beside(desk, sheet);
    let state = state(&beside);
    let (clash, alike) = beside.map(|it| (it.clash, it.alike)).unwrap_or_default();
    let says_else = sheet.disagreeing();
    let claims = sheet.reading().claims.iter().enumerate();
    SheetNow {
        agency: report.agency.clone(),
        year: report.year,
        values: report.form().cells().iter().filter_map(value).collect(),
        unsure: sheet.unsure().into_iter().map(CellId::to_string).collect(),
        confirmed: sheet.confirmed().iter().map(CellId::to_string).collect(),
        disagreeing: claims.filter(|(_, it)| says_else.contains(it)).map(|(at, _)| at).collect(),
        disputed: sheet.is_disputed(),
        alike,
        clash: clash.map(|it| clash_view(report, it)),
        state,
    }
}

fn clash_view(report: &Report, clash: Clash) -> ClashView {
    let shown = |entry: Option<Entry>| entry.map(|it| it.to_string()).unwrap_or_default();
    let difference = clash.difference;
    let title = difference.title.map(|change| ClashLine {
        key: office::TITLE.to_owned(),
        name: "标题".to_owned(),
        ours: change.before.unwrap_or_default(),
        theirs: change.after.unwrap_or_default(),
    });
    let cells = difference.cells.into_iter().map(|change| ClashLine {
        name: cell_name(report, &change.id),
        key: change.id.to_string(),
        ours: shown(change.entry.before),
        theirs: shown(change.entry.after),
    });
    let text = |paragraphs: &[report::Paragraph]| {
        paragraphs.iter().map(|it| report.paragraph_text(it)).collect::<Vec<_>>().join("\n")
    };
    let prose = difference.prose.iter().map(|change| ClashLine {
        key: change.place.to_string(),
        name: report.form().place_name(&change.place).to_owned(),
        ours: text(&change.paragraphs.before),
        theirs: text(&change.paragraphs.after),
    });
    ClashView { changes: title.into_iter().chain(cells).chain(prose).collect() }
}

/// Does something with a document, and tells how it stands then.
fn change(
    desk: &Desk,
    at: usize,
    act: impl FnOnce(&mut Sheet) -> Result<(), OfficeError>,
) -> Result<SheetNow, Failure> {
    let mut tray = desk.tray();
    let (_, sheet) = tray.sheet(at)?;
    act(sheet)?;
    Ok(now(desk, sheet))
}

pub(super) fn confirm_cell(
    desk: &Desk,
    at: usize,
    cell: String,
    written: Option<String>,
) -> Result<SheetNow, Failure> {
    change(desk, at, |sheet| {
        let cell = super::draft::cell(sheet.report(), &cell)?;
        sheet.confirm(&cell, written.as_deref())
    })
}

pub(super) fn doubt_cell(desk: &Desk, at: usize, cell: String) -> Result<SheetNow, Failure> {
    change(desk, at, |sheet| {
        let cell = super::draft::cell(sheet.report(), &cell)?;
        sheet.doubt(&cell)
    })
}

pub(super) fn identify(desk: &Desk, at: usize, agency: String, year: u16) -> Result<SheetNow, Failure> {
    change(desk, at, |sheet| {
        sheet.identify(&agency, year);
        Ok(())
    })
}

pub(super) fn store_sheet(desk: &Desk, at: usize, storing: Storing) -> Result<Added, Failure> {
    let mut tray = desk.tray();
    let (name, sheet) = tray.sheet(at)?;
    let name = name.to_owned();
    let unsure = if storing.leave_blank { Unsure::Blank } else { Unsure::Kept };
    let picks = storing.taken.map(|taken| Picks {
        taken: taken.into_iter().collect::<BTreeSet<_>>(),
        reason: storing.reason.trim().to_owned(),
    });
    let added = desk
        .books()
        .with_library(desk.office(), |library| library.take_sheet(&name, sheet, unsure, picks.as_ref()))?;
    Ok(Added::from(&added))
}

pub(super) fn store_sure(desk: &Desk) -> Result<StoredAll, Failure> {
    let mut tray = desk.tray();
    let mut all = StoredAll {
        stored: 0,
        equal: 0,
        conflicts: 0,
        unsure: 0,
        unread: tray.items.iter().filter(|it| it.read.is_err()).count(),
        left: 0,
        failures: Vec::new(),
    };
    let places: Vec<(usize, String)> =
        tray.items.iter().enumerate().map(|(at, item)| (at, item.name.clone())).collect();
    let tell = |progress| desk.outside().tell(&progress);
    let stored = desk.work().each(
        &places,
        |it| it.1.clone(),
        tell,
        |(at, name)| -> Result<Option<SheetState>, Failure> {
            let Some(Ok(sheet)) = tray.items.get_mut(*at).map(|it| it.read.as_mut()) else { return Ok(None) };
            if sheet.is_stored() {
                return Ok(None);
            }
            let taken = |library: &mut office::Library| library.take_if_sure(name, sheet);
            Ok(Some(desk.books().with_library(desk.office(), taken)?))
        },
    );
    for (outcome, (_, name)) in stored.into_iter().zip(&places) {
        match outcome {
            None => all.left += 1,
            Some(Ok(Some(SheetState::Sure))) => all.stored += 1,
            Some(Ok(Some(SheetState::Equal))) => all.equal += 1,
            Some(Ok(Some(SheetState::Conflict))) => all.conflicts += 1,
            Some(Ok(Some(_))) => all.unsure += 1,
            Some(Ok(None)) => {}
            Some(Err(failure)) => all.failures.push(format!("“{name}”：{}", failure.message)),
        }
    }
    Ok(all)
}

pub(super) fn unstored(desk: &Desk) -> Result<usize, Failure> {
    Ok(desk.tray().unstored())
}

pub(super) fn put_tray_away(desk: &Desk) -> Result<(), Failure> {
    desk.lay_tray(office::Tray::default());
    Ok(())
}

pub(super) fn unread_report(desk: &Desk) -> Result<String, Failure> {
    Ok(desk.tray().unread_report())
}

pub(super) fn save_unread_report(desk: &Desk) -> Result<bool, Failure> {
    let text = desk.tray().unread_report();
    let Some(path) = desk.outside().ask(Question::Text("没有读出的年报.txt")).pop() else {
        return Ok(false);
    };
    desk.office().write_list(&path, &text)?;
    Ok(true)
}

pub(super) fn begin_by_hand(desk: &Desk, agency: String, year: u16) -> Result<i64, Failure> {
    let begun =
        desk.books().with_library(desk.office(), |library| library.begin_by_hand(agency.trim(), year))?;
    Ok(begun.0)
}
