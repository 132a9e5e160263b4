//! Reading reports from outside: many at once as a table of results, one beside its source, and into the library.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::PathBuf;

use office::{ClaimedBy, Clash, Library, OfficeError, Picks, Sheet, TrayItem, Unsure};
use report::{CellId, Entry, Report};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::source::{self, MarkView, SourceBlock};
use super::view::{cell_name, paragraphs, section_views, ParagraphView, SectionView};
use super::years::Added;
use super::Failure;
use crate::desk::Desk;
use crate::outside::Question;
use crate::work::Progress;

/// What lies in the tray: a line for each document that was read.
#[derive(Debug, Serialize, TS)]
pub struct TrayView {
    /// The documents.
    pub items: Vec<TrayLine>,
    /// How many files were not looked at, since the user had had enough.
    pub left: usize,
}

/// A document that was read.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrayLine {
    /// Its file's name, or its place in a folder or packed file.
    pub name: String,
    /// The agency; empty where it was not found.
    pub agency: String,
    /// The year; 0 where it was not found.
    pub year: u16,
    /// The edition of the form.
    pub form: String,
    /// How many cells are sure, or confirmed.
    pub sure: usize,
    /// How many are not.
    pub unsure: usize,
    /// How many cells of the form the document does not speak of.
    pub unread: usize,
    /// What there is to do with it.
    pub state: LineState,
    /// Why it could not be read, a sentence; empty when it could.
    pub message: String,
    /// Whether it has no text, so that only entering by hand is left.
    pub by_hand: bool,
}

/// How far a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum LineState {
    /// All of it is sure: it can be stored without looking.
    Sure,
    /// A person has to look at it.
    Unsure,
    /// The library has another of this agency and year.
    Conflict,
    /// The library has it, word for word.
    Equal,
    /// It was stored.
    Stored,
    /// It could not be read.
    Unread,
    /// What the library has cannot be told: it does not open, or its report is damaged.
    Unknown,
}

/// A document beside its source.
#[derive(Debug, Serialize, TS)]
pub struct SheetView {
    /// The document's name.
    pub name: String,
    /// The edition of the form.
    pub form: String,
    /// The title, a line each.
    pub title: Vec<String>,
    /// What stands before section 一.
    pub preamble: Vec<ParagraphView>,
    /// The sections in order, with their tables.
    pub sections: Vec<SectionView>,
    /// The source as text.
    pub source: Vec<SourceBlock>,
    /// Whether the source is longer than what is shown of it.
    pub cut: bool,
    /// Every cell that the document speaks of.
    pub cells: BTreeMap<String, SightingView>,
    /// What each part of the document says of agency and year.
    pub claims: Vec<ClaimView>,
    /// What the reader noticed, a sentence each.
    pub remarks: Vec<String>,
    /// What the form asks for and the document does not speak of.
    pub missing: Vec<String>,
    /// What stands in the document and is no part of a report.
    pub leftovers: Vec<String>,
    /// How it stands.
    pub now: SheetNow,
}

/// What changes while a person confirms.
#[derive(Debug, Serialize, TS)]
pub struct SheetNow {
    /// The agency.
    pub agency: String,
    /// The year; 0 where it is not known.
    pub year: u16,
    /// What stands in each cell that is not blank.
    pub values: BTreeMap<String, String>,
    /// The cells to be looked at, in the order of the paper.
    pub unsure: Vec<String>,
    /// The cells that were confirmed.
    pub confirmed: Vec<String>,
    /// Which of the claims say something else, by their place in the list.
    pub disagreeing: Vec<usize>,
    /// Whether some do, and nobody has decided yet.
    pub disputed: bool,
    /// The library's agencies that may be the one that is named otherwise here; empty once somebody has decided.
    pub alike: Vec<String>,
    /// What the library has of this agency and year, where that differs; null where it does not, or has none.
    pub clash: Option<ClashView>,
    /// How far it has come.
    pub state: LineState,
}

/// A cell as the document has it.
#[derive(Debug, Serialize, TS)]
pub struct SightingView {
    /// How the paper calls the cell.
    pub name: String,
    /// Where it stands, e.g. 第 12 行.
    pub origin: String,
    /// What stands there, to the letter.
    pub raw: String,
    /// Whether the reader was sure of it.
    pub certain: bool,
    /// What else it may be, the likeliest first.
    pub choices: Vec<String>,
    /// Where it is in the source that is shown; null where that does not have it.
    pub mark: Option<MarkView>,
}

/// What a part of a document says.
#[derive(Debug, Serialize, TS)]
pub struct ClaimView {
    /// Which part, e.g. 标题.
    pub by: &'static str,
    /// The agency; empty where it names none.
    pub agency: String,
    /// The year; 0 where it names none.
    pub year: u16,
    /// Its words.
    pub text: String,
    /// Where they stand; empty where they are not part of the text.
    pub origin: String,
}

/// How a document differs from what the library has.
#[derive(Debug, Serialize, TS)]
pub struct ClashView {
    /// What differs, in the order of the paper.
    pub changes: Vec<ClashLine>,
}

/// One thing that differs.
#[derive(Debug, Serialize, TS)]
pub struct ClashLine {
    /// Its name in an answer.
    pub key: String,
    /// What the paper calls it.
    pub name: String,
    /// What the library has; empty for nothing.
    pub ours: String,
    /// What the document has.
    pub theirs: String,
}

/// How a document is to be stored.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Storing {
    /// Whether what nobody confirmed stays blank; otherwise it is kept as it was read.
    pub leave_blank: bool,
    /// What is taken of the document where the library differs; null where it does not.
    pub taken: Option<Vec<String>>,
    /// Why, for the history.
    pub reason: String,
}

/// What became of those that were wholly sure.
#[derive(Debug, Serialize, TS)]
pub struct StoredAll {
    /// How many were stored.
    pub stored: usize,
    /// How many the library had already, word for word.
    pub equal: usize,
    /// How many the library has otherwise: they were left.
    pub conflicts: usize,
    /// How many a person has to look at first.
    pub unsure: usize,
    /// How many could not be read.
    pub unread: usize,
    /// How many were left because the user had had enough.
    pub left: usize,
    /// What kept one from being stored, a sentence each.
    pub failures: Vec<String>,
}

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
    desk.lay_tray(tray);
    tray_view(desk)
}

pub(super) fn read_pasted(desk: &Desk, text: String, html: String) -> Result<TrayView, Failure> {
    let read = desk.office().read_pasted(&text, &html)?;
    let item = TrayItem { name: "粘贴的内容".to_owned(), read: Ok(read) };
    desk.lay_tray(office::Tray { items: vec![item], left: 0 });
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
        state: standing(desk, sheet).state,
        ..unread
    }
}

/// How a document stands to the library.
struct Standing {
    state: LineState,
    /// What the library has instead, where that differs.
    clash: Option<Clash>,
    /// The library's agencies that may be the one it names otherwise.
    alike: Vec<String>,
}

/// A library that does not open, or a damaged report in it, hides no document: what is asked of it is not known then.
fn standing(desk: &Desk, sheet: &Sheet) -> Standing {
    let without = |state| Standing { state, clash: None, alike: Vec::new() };
    if sheet.is_stored() {
        return without(LineState::Stored);
    }
    let looked = desk.books().with_library(desk.office(), |library| beside_library(library, sheet));
    looked.unwrap_or_else(|_| without(LineState::Unknown))
}

fn beside_library(library: &Library, sheet: &Sheet) -> Result<Standing, OfficeError> {
    let clash = library.clash(sheet.report())?;
    // Once a person has said whose it is, another name is another agency.
    let alike = if sheet.is_identified() { Vec::new() } else { library.namesakes(&sheet.report().agency)? };
    let state = match &clash {
        Some(clash) if clash.difference.is_empty() => LineState::Equal,
        Some(_) => LineState::Conflict,
        None if sheet.is_sure() && alike.is_empty() => LineState::Sure,
        None => LineState::Unsure,
    };
    Ok(Standing { state, clash: clash.filter(|it| !it.difference.is_empty()), alike })
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
    let Standing { state, clash, alike } = standing(desk, sheet);
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
        |(at, name)| -> Result<Option<LineState>, Failure> {
            let Some(Ok(sheet)) = tray.items.get_mut(*at).map(|it| it.read.as_mut()) else { return Ok(None) };
            if sheet.is_stored() {
                return Ok(None);
            }
            Ok(desk.books().with_library(desk.office(), |library| {
                let state = beside_library(library, sheet)?.state;
                if state == LineState::Sure {
                    library.take_sheet(name, sheet, Unsure::Kept, None)?;
                }
                Ok(Some(state))
            })?)
        },
    );
    for (outcome, (_, name)) in stored.into_iter().zip(&places) {
        match outcome {
            None => all.left += 1,
            Some(Ok(Some(LineState::Sure))) => all.stored += 1,
            Some(Ok(Some(LineState::Equal))) => all.equal += 1,
            Some(Ok(Some(LineState::Conflict))) => all.conflicts += 1,
            Some(Ok(Some(_))) => all.unsure += 1,
            Some(Ok(None)) => {}
            Some(Err(failure)) => all.failures.push(format!("“{name}”：{}", failure.message)),
        }
    }
    Ok(all)
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
