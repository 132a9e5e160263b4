//! Writing a report: every act is one step of the office and is answered with all it may have changed.

use office::{Draft, Fill, Library, OfficeError, Publication, ReportId, Wording};
use report::{CellId, Finding, Inline, Paragraph, Prose, Report, ReportError, SectionId};
use serde::Deserialize;
use ts_rs::TS;

use super::findings::keyed;
use super::paper::{OpenedPaper, Piece, Written};
use super::years::day;
use super::Failure;
use crate::desk::Desk;

/// What an act at the keyboard asks to be changed in a table.
#[derive(Debug, Deserialize, TS)]
pub struct TableEdit {
    /// What was done.
    pub act: TableAct,
    /// The cells.
    pub changes: Vec<CellChange>,
    /// What a pasted range says of computed totals: one that disagrees stays and is flagged.
    pub totals: Vec<CellChange>,
}

/// What was done in a table.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TableAct {
    /// A digit was typed.
    Type,
    /// What was typed was taken back.
    Restore,
    /// A range was pasted.
    Paste,
    /// A range was cut.
    Cut,
    /// A range was emptied.
    Clear,
    /// Blanks were filled with zero.
    Zeros,
}

/// What was done in a text.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum ProseAct {
    /// A character was typed.
    Type,
    /// Words were pasted.
    Paste,
    /// Words were cut.
    Cut,
    /// A number was linked to its cell.
    Link,
    /// An opening sentence was put in.
    Opening,
}

impl From<ProseAct> for Wording {
    fn from(act: ProseAct) -> Wording {
        match act {
            ProseAct::Type => Wording::Typed,
            ProseAct::Paste => Wording::Pasted,
            ProseAct::Cut => Wording::Cut,
            ProseAct::Link => Wording::Linked,
            ProseAct::Opening => Wording::Opened,
        }
    }
}

/// What is written into a cell.
#[derive(Debug, Deserialize, TS)]
pub struct CellChange {
    /// The cell.
    pub cell: String,
    /// A number in plain digits, or empty for a blank.
    pub text: String,
}

impl From<TableAct> for Fill {
    fn from(act: TableAct) -> Fill {
        match act {
            TableAct::Type | TableAct::Restore => Fill::Typed,
            TableAct::Paste => Fill::Pasted,
            TableAct::Cut | TableAct::Clear => Fill::Cleared,
            TableAct::Zeros => Fill::Zeros,
        }
    }
}

pub(super) fn open_report(desk: &Desk, report: i64) -> Result<OpenedPaper, Failure> {
    let (draft, opened) = desk.books().with_library(desk.office(), |library| {
        let draft = library.open_draft(ReportId(report))?;
        let opened = OpenedPaper::new(library, &draft)?;
        Ok((draft, opened))
    })?;
    desk.books().lay(draft);
    Ok(opened)
}

pub(super) fn fill_in(desk: &Desk, edit: TableEdit) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        // A blank total in a pasted range says nothing: it adds up by itself.
        let totals = edit.totals.iter().filter(|total| !total.text.is_empty());
        let entry = |change: &CellChange| Ok((cell(draft.report(), &change.cell)?, change.text.clone()));
        let entries =
            edit.changes.iter().chain(totals).map(entry).collect::<Result<Vec<_>, OfficeError>>()?;
        library.fill_in(draft, &entries, edit.act.into())
    })
}

pub(super) fn add_up(desk: &Desk, total: String) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let total = cell(draft.report(), &total)?;
        library.add_up(draft, &total)
    })
}

pub(super) fn write_prose(
    desk: &Desk,
    place: String,
    paragraphs: Vec<Vec<Piece>>,
    how: ProseAct,
) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let id = place_id(draft.report(), &place)?;
        let prose = prose(draft.report(), paragraphs)?;
        library.write_prose(draft, &id, prose, how.into())
    })
}

pub(super) fn go_over(desk: &Desk, place: String) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let place = place_id(draft.report(), &place)?;
        library.go_over(draft, &place)
    })
}

pub(super) fn mend(desk: &Desk, key: String) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let finding = standing(draft, &key)?;
        library.mend(draft, &finding)
    })
}

pub(super) fn set_aside(desk: &Desk, key: String, reason: String) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let finding = standing(draft, &key)?;
        library.dispose(draft, &finding, Some(&reason))
    })
}

pub(super) fn take_up(desk: &Desk, key: String) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let aside = draft.findings().aside.iter().map(|(finding, _)| finding);
        let finding = named(aside, &key)?;
        library.dispose(draft, &finding, None)
    })
}

pub(super) fn undo(desk: &Desk) -> Result<Written, Failure> {
    act(desk, |library, draft| library.undo_in(draft).map(drop))
}

pub(super) fn redo(desk: &Desk) -> Result<Written, Failure> {
    act(desk, |library, draft| library.redo_in(draft).map(drop))
}

pub(super) fn finalise(desk: &Desk) -> Result<Written, Failure> {
    act(desk, |library, draft| library.finalise_draft(draft).map(drop))
}

pub(super) fn publish(desk: &Desk, date: String, place: String) -> Result<Written, Failure> {
    act(desk, |library, draft| {
        let said = Publication { day: Some(day(&date)?), place: place.trim().to_owned() };
        library.publish_draft(draft, &said).map(drop)
    })
}

pub(super) fn correct(desk: &Desk, reason: String) -> Result<Written, Failure> {
    act(desk, |library, draft| library.correct_draft(draft, &reason).map(drop))
}

/// Does one act with the open report, and tells what stands then.
pub(super) fn act(
    desk: &Desk,
    act: impl FnOnce(&mut Library, &mut Draft) -> Result<(), OfficeError>,
) -> Result<Written, Failure> {
    Ok(desk.books().with_draft(desk.office(), |library, draft| {
        act(library, draft)?;
        Written::new(library, draft)
    })?)
}

pub(super) fn cell(report: &Report, name: &str) -> Result<CellId, OfficeError> {
    let unknown = || ReportError::NoSuchCell { cell: name.to_owned(), edition: report.form().name.clone() };
    Ok(report.form().cell(name).ok_or_else(unknown)?.id.clone())
}

fn place_id(report: &Report, name: &str) -> Result<SectionId, OfficeError> {
    let unknown =
        || ReportError::NoSuchSection { section: name.to_owned(), edition: report.form().name.clone() };
    Ok(report.form().prose_place(name).ok_or_else(unknown)?.clone())
}

fn prose(report: &Report, paragraphs: Vec<Vec<Piece>>) -> Result<Prose, OfficeError> {
    let piece = |piece: Piece| match piece {
        Piece::Text { text } => Ok(Inline::Text(text)),
        Piece::Figure { cell: name } => Ok(Inline::Figure(cell(report, &name)?)),
    };
    let paragraph = |pieces: Vec<Piece>| {
        Ok(Paragraph { inlines: pieces.into_iter().map(piece).collect::<Result<_, OfficeError>>()? })
    };
    let mut paragraphs =
        paragraphs.into_iter().map(paragraph).collect::<Result<Vec<Paragraph>, OfficeError>>()?;
    // A field that was emptied holds one blank line: nothing is written there.
    if paragraphs.iter().all(|it| report.paragraph_text(it).trim().is_empty()) {
        paragraphs.clear();
    }
    Ok(Prose { paragraphs })
}

fn standing(draft: &Draft, key: &str) -> Result<Finding, OfficeError> {
    named(draft.findings().standing.iter(), key)
}

fn named<'a>(findings: impl Iterator<Item = &'a Finding>, key: &str) -> Result<Finding, OfficeError> {
    let mut keyed = keyed(findings).into_iter();
    keyed.find(|(it, _)| it == key).map(|(_, it)| it.clone()).ok_or(OfficeError::NothingToMend)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use office::{Office, State};

    use super::super::years::Home;
    use super::super::{checking, settings, years};
    use super::*;
    use crate::books::Books;
    use crate::outside::{Outside, Question, Unopened};
    use crate::work::Progress;

    struct Nobody;

    impl Outside for Nobody {
        fn ask(&self, _: Question<'_>) -> Vec<std::path::PathBuf> {
            Vec::new()
        }
        fn open(&self, _: &Path) -> Result<(), Unopened> {
            Ok(())
        }
        fn reveal(&self, _: &Path) -> Result<(), Unopened> {
            Ok(())
        }
        fn show(&self) {}
        fn end(&self) {}
        fn install(&self, _: &Path) -> Result<(), Unopened> {
            Ok(())
        }
        fn logs(&self) -> Option<std::path::PathBuf> {
            None
        }
        fn tell(&self, _: &Progress) {}
    }

    fn desk(folder: &Path) -> Desk {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let books = Books::new(Some(folder.join("数据")), std::sync::Arc::new(office::local_now));
        Desk::new(Office::new(fonts).unwrap(), books, Box::new(Nobody))
    }

    /// 2025 begun from the sample of 2024.
    fn begun(desk: &Desk) -> OpenedPaper {
        super::super::calls::open_sample(desk).unwrap();
        years::keep_opened(desk, false).unwrap();
        let Home::Open { agency, .. } = years::home(desk).unwrap() else { panic!("closed") };
        let id = years::begin_year(desk, agency.unwrap(), 2025, true).unwrap();
        open_report(desk, id).unwrap()
    }

    fn typed(cell: &str, text: &str) -> TableEdit {
        let changes = vec![CellChange { cell: cell.into(), text: text.into() }];
        TableEdit { act: TableAct::Type, changes, totals: Vec::new() }
    }

    #[test]
    fn the_paper_is_opened_with_last_years_values_and_what_each_cell_takes() {
        let folder = tempfile::tempdir().unwrap();
        let paper = begun(&desk(folder.path()));
        assert_eq!((paper.year, paper.written.state), (2025, "draft"));
        assert_eq!(paper.places.len(), 7);
        let cell = &paper.cells["requests.received.person"];
        assert_eq!((cell.entry, cell.last_year.as_deref()), ("count", Some("0")));
        assert!(!cell.guidance.is_empty());
        assert_eq!(paper.cells["disclosure.charges.amount"].entry, "amount");
        assert_eq!(paper.written.values.get("requests.carried_in.person").map(String::as_str), Some("0"));
        let carried = paper.written.places.iter().filter(|place| place.carried);
        assert_eq!(carried.count(), 3);
    }

    #[test]
    fn what_is_set_shows_on_the_card_and_in_the_preambles_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        begun(&desk);
        let present = office::local_now().year() as u16 - 1;
        let home = |desk: &Desk| match years::home(desk).unwrap() {
            Home::Open { agency, years, .. } => (agency.unwrap(), years),
            Home::Closed { failure, .. } => panic!("{failure:?}"),
        };
        let (agency, _) = home(&desk);
        // This year's may have been begun above.
        let _ = years::begin_year(&desk, agency, present, false);
        let mut set = settings::settings(&desk).unwrap().settings;
        set.contact = "0715-1234567".into();
        set.address = "迎宾路1号".into();
        set.deadline = Some("01-20".into());
        settings::change_settings(&desk, set).unwrap();
        let (_, years) = home(&desk);
        let card = years.iter().find(|card| card.year == present).unwrap();
        let due = card.deadline.as_ref().unwrap();
        assert!(due.own && due.date.ends_with("年1月20日"), "{due:?}");
        let paper = open_report(&desk, card.report).unwrap();
        let offered = format!("{:?}", paper.places[0].openings);
        assert!(
            offered.contains("如对本报告有疑问")
                && offered.contains("地址：迎宾路1号，联系电话：0715-1234567"),
            "{offered}"
        );
        let mut none = settings::settings(&desk).unwrap().settings;
        (none.contact, none.address, none.deadline) = (String::new(), String::new(), None);
        settings::change_settings(&desk, none).unwrap();
        let (_, years) = home(&desk);
        let card = years.iter().find(|card| card.year == present).unwrap();
        assert!(!card.deadline.as_ref().unwrap().own);
        assert!(
            !format!("{:?}", open_report(&desk, card.report).unwrap().places[0].openings).contains("地址")
        );
    }

    #[test]
    fn an_edit_is_answered_with_all_that_it_changed_and_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let report = {
            let desk = desk(folder.path());
            begun(&desk);
            let edit = typed("requests.received.person", "5");
            let written = fill_in(&desk, edit).unwrap();
            assert_eq!(written.values["requests.received.person"], "5");
            assert_eq!(written.undo.as_deref().map(|it| it.starts_with("填写")), Some(true));
            let undone = undo(&desk).unwrap();
            assert_eq!(undone.values.get("requests.received.person"), None);
            redo(&desk).unwrap();
            let text = vec![vec![Piece::Text { text: "全年平稳。".into() }]];
            let written = write_prose(&desk, "problems".into(), text.clone(), ProseAct::Type).unwrap();
            assert!(!written.places.iter().any(|it| it.id == "problems" && it.carried));
            let report = desk.books().with_draft(desk.office(), |_, draft| Ok(draft.id())).unwrap();
            desk.books().close().unwrap();
            assert_eq!(undo(&desk).unwrap_err().code, "no-draft");
            report
        };
        let desk = desk(folder.path());
        let paper = open_report(&desk, report.0).unwrap();
        assert_eq!(paper.written.values["requests.received.person"], "5");
    }

    #[test]
    fn a_finding_is_set_aside_taken_up_and_mended_by_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        begun(&desk);
        let office = desk.office();
        let zeros = |library: &mut Library, draft: &mut Draft| library.fill_zeros(draft, "requests");
        desk.books().with_draft(office, zeros).unwrap();
        let written = fill_in(&desk, typed("requests.received.total", "7")).unwrap();
        assert!(written.totals["requests.received.total"], "by hand");
        let wrong = |written: &Written| {
            written.findings.iter().find(|it| it.finding.rule == "R01").map(|it| it.key.clone())
        };
        let key = wrong(&written).unwrap();
        let written = set_aside(&desk, key.clone(), "原件如此".into()).unwrap();
        assert_eq!(wrong(&written), None);
        assert_eq!(written.aside[0].reason, "原件如此");
        assert!(written.aside[0].when.ends_with('日'));
        let written = take_up(&desk, key).unwrap();
        let key = wrong(&written).unwrap();
        let written = mend(&desk, key.clone()).unwrap();
        assert_eq!(written.values["requests.received.total"], "0");
        assert!(!written.totals["requests.received.total"]);
        let gone = mend(&desk, key).unwrap_err();
        assert!(gone.message.contains("已经改过"), "{}", gone.message);
    }

    #[test]
    fn what_the_page_must_not_say_is_refused_and_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        begun(&desk);
        for message in [
            fill_in(&desk, typed("requests.nothing.person", "1")).unwrap_err().message,
            write_prose(&desk, "nowhere".into(), Vec::new(), ProseAct::Type).unwrap_err().message,
            publish(&desk, "2026-02-30".into(), "网站".into()).unwrap_err().message,
        ] {
            assert!(message.ends_with('。'), "{message}");
        }
        let state = desk.books().with_draft(desk.office(), |_, draft| Ok(draft.state())).unwrap();
        assert_eq!(state, State::Draft);
    }

    #[test]
    fn the_first_look_is_taken_ahead_and_once() {
        let folder = tempfile::tempdir().unwrap();
        let desk = std::sync::Arc::new(desk(folder.path()));
        super::super::look_ahead(&desk);
        let agencies = || match years::home(&desk).unwrap() {
            Home::Open { agencies, .. } => agencies.len(),
            Home::Closed { .. } => panic!("closed"),
        };
        assert_eq!(agencies(), 0);
        years::add_agency(&desk, "某镇".into(), "township".into()).unwrap();
        assert_eq!(agencies(), 1, "not what was seen at first");
    }

    #[test]
    fn all_reports_are_checked_and_the_gravest_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        begun(&desk);
        fill_in(&desk, typed("requests.received.person", "5")).unwrap();
        fill_in(&desk, typed("requests.received.total", "7")).unwrap();
        let all = checking::check_all(&desk).unwrap();
        assert_eq!((all.left, all.reports.len()), (0, 2));
        let [first, second] = &all.reports[..] else { panic!("two reports") };
        assert_eq!((first.year, second.year), (2025, 2024));
        assert!(first.errors > second.errors && first.errors > 0);
        assert_eq!(second.state, "imported");
        let opened = open_report(&desk, first.report).unwrap();
        let errors = opened.written.findings.iter().filter(|it| it.severity == "error").count();
        assert_eq!(first.errors, errors, "as the report itself says");
    }

    #[test]
    fn a_damaged_library_is_told_with_what_can_be_had_back() {
        let folder = tempfile::tempdir().unwrap();
        {
            let desk = desk(folder.path());
            begun(&desk);
            years::back_up_daily(&desk).unwrap();
            desk.books().close().unwrap();
        }
        let file = folder.path().join("数据/nianbao.db");
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[200..middle].fill(0);
        std::fs::write(&file, bytes).unwrap();

        let desk = desk(folder.path());
        let Home::Closed { failure, rescue } = years::home(&desk).unwrap() else { panic!("open") };
        assert_eq!(failure.code, "library-damaged");
        assert!(rescue.unwrap().backup.is_some());
        years::use_backup(&desk).unwrap();
        let Home::Open { years, .. } = years::home(&desk).unwrap() else { panic!("closed") };
        assert_eq!(years.iter().map(|it| it.year).collect::<Vec<_>>(), [2025, 2024]);
    }
}
