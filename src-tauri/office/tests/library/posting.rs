//! A sheet for the notice board says which of its numbers are not settled: to whoever posts it, and of drafts to the
//! public.

use crate::keeping::change;
use crate::room::{Room, RECEIVED};
use office::{ChartsAt, Draftness, Level, Library, Moment, NoticeSheet, NoticeWish, ReportId, Unsettled};
use report::{CellId, Doubt, Prose, Report};

fn sheet(library: &Library, agency: &str, year: u16) -> NoticeSheet {
    let wish = NoticeWish { agency: agency.to_owned(), year, ..NoticeWish::default() };
    library.notice_sheet(&wish).unwrap()
}

fn drafts(sheet: &NoticeSheet) -> Vec<(u16, Option<Draftness>)> {
    sheet.unsettled.iter().map(|it| (it.year, it.draft)).collect()
}

/// A library in which the sample is a report that was written here, and its sheet.
fn written(room: &Room) -> (Library, ReportId, Report) {
    let mut library = room.open();
    let report = room.sample();
    let agency = library.add_agency(&report.agency, Level::Township).unwrap();
    let id = library.begin(agency, report.year, false).unwrap();
    library.save(id, &report, "填写", Moment::Meaningful).unwrap();
    (library, id, report)
}

#[test]
fn a_draft_is_one_until_its_numbers_are_final() {
    let room = Room::new();
    let (mut library, id, report) = written(&room);
    let now = |library: &Library| sheet(library, &report.agency, report.year);
    let before = now(&library);
    assert_eq!(drafts(&before), [(report.year, Some(Draftness::NeverFinal))]);
    assert_eq!(before.unsettled[0].told(), ["2024年的年报还没有定稿。"]);
    assert!(before.notice.source.ends_with("2024年数据未定稿。"), "{}", before.notice.source);

    library.finalise(id).unwrap();
    assert!(now(&library).unsettled.is_empty());
    assert!(!now(&library).notice.source.contains("未定稿"));
    let mut other = report.clone();
    let place = other.form().prose_place("problems").unwrap().clone();
    other.rewrite(&place, Prose::plain(["换了说法。"])).unwrap();
    library.save(id, &other, "改字", Moment::Meaningful).unwrap();
    assert!(now(&library).unsettled.is_empty(), "words change no number");
    change(&mut library, "7");
    let changed = now(&library);
    assert_eq!(drafts(&changed), [(report.year, Some(Draftness::ChangedSinceFinal))]);
    assert!(changed.notice.source.ends_with("2024年数据未定稿。"));

    library.publish(id, None).unwrap();
    assert!(now(&library).unsettled.is_empty());
    change(&mut library, "8");
    let corrected = now(&library);
    assert_eq!(corrected.unsettled[0].told(), ["2024年的年报公布以后改过数，还没有登记更正。"]);
    assert!(corrected.notice.source.ends_with("2024年数据在年报公布后有改动，尚未更正。"));
    library.correct(id, "算错", None).unwrap();
    assert!(now(&library).unsettled.is_empty());
}

#[test]
fn a_report_that_was_read_is_no_draft_until_a_number_is_changed() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let report = room.sample();
    assert!(sheet(&library, &report.agency, report.year).unsettled.is_empty());
    change(&mut library, "7");
    let changed = sheet(&library, &report.agency, report.year);
    assert_eq!(changed.unsettled[0].told(), ["2024年的年报读入以后改过数，还没有定稿。"]);
}

#[test]
fn cells_that_are_shown_and_nobody_compared_are_named_until_somebody_has() {
    let room = Room::new();
    let mut library = room.open();
    let mut report = room.sample();
    let doubt = |name: &str| {
        let cell: CellId = report.form().cell(name).unwrap().id.clone();
        Doubt { cell, raw: "5 1".to_owned() }
    };
    // One of the charts; one only among the large numbers; one that is nowhere on the sheet.
    let doubts = [doubt("requests.received.total"), doubt("disclosure.normative.in_force"), doubt(RECEIVED)];
    report.note_doubts("网页.txt", &doubts, true).unwrap();
    library.add(&report, "网页.txt", None, false).unwrap();
    let mut last = report.clone();
    last.year -= 1;
    library.add(&last, "旧网页.txt", None, false).unwrap();

    let wish = NoticeWish {
        agency: report.agency.clone(),
        year: report.year,
        charts: vec!["received".to_owned()],
        figures: Some(vec!["normative_in_force".to_owned()]),
        ..NoticeWish::default()
    };
    let shown = |library: &Library| library.notice_sheet(&wish).unwrap();
    let named = |it: &Unsettled| it.doubts.iter().map(|(_, it)| it.cell.to_string()).collect::<Vec<_>>();
    let before = shown(&library);
    assert_eq!(
        before.unsettled.iter().map(named).collect::<Vec<_>>(),
        [vec!["requests.received.total"], vec!["disclosure.normative.in_force", "requests.received.total"]],
        "a large number is of one year only"
    );
    let told = before.unsettled[0].told();
    assert!(told[0].starts_with("2023年的年报有1格读取时没有把握，还没有对照原文核对：表三"), "{told:?}");
    assert!(told[0].ends_with("（原文“5 1”）。"), "{told:?}");
    assert!(!before.notice.source.contains("没有把握"), "the public is told nothing of it");

    let cells: Vec<CellId> = doubts.iter().map(|it| it.cell.clone()).collect();
    for it in &before.unsettled {
        library.vouch_for(it.report, &cells[..2]).unwrap();
    }
    assert!(shown(&library).unsettled.is_empty(), "compared, and no draft by that");
    assert_eq!(library.report(before.unsettled[0].report).unwrap().report.doubts(), doubts[2..]);
    let ids = ["received".to_owned()];
    let charts = library.charts_for(&report, &ids, ChartsAt::End).unwrap();
    assert!(charts.unsettled.is_empty());
    assert_eq!(charts.charts.note, None);
    assert_eq!(library.undo(before.unsettled[0].report).unwrap().unwrap().label, "已对照原文核对");
    let charts = library.charts_for(&report, &ids, ChartsAt::End).unwrap();
    assert_eq!(charts.charts.note, None, "the public is told nothing of it");
    assert_eq!(charts.unsettled.iter().map(|it| it.year).collect::<Vec<_>>(), [report.year - 1]);
}
