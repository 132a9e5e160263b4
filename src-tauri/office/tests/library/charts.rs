//! A report printed with charts of its years.

use crate::room::Room;
use office::{ChartsAt, Level, Moment, Printing};

/// Charts stand in no part of a report: what is drawn, the caption and what is to be noted go with the picture.
#[test]
fn a_public_pdf_with_charts_reads_back_without_them() {
    let room = Room::new();
    let mut library = room.open();
    let report = room.sample();
    let mut before = report.clone();
    before.year -= 1;
    let agency = library.add_agency(&report.agency, Level::Township).unwrap();
    let draft = library.begin(agency, before.year, false).unwrap();
    library.save(draft, &before, "填写", Moment::Meaningful).unwrap();
    for at in [ChartsAt::AfterSectionOne, ChartsAt::End] {
        let made = library.charts_for(&report, &[], at).unwrap();
        assert_eq!(made.unsettled[0].told(), ["2023年的年报还没有定稿。"]);
        let charts = made.charts;
        assert_eq!(charts.note.as_deref(), Some("2023年数据未定稿。"));
        assert!(charts.charts.len() > 1);
        let pdf = room.office.print(&report, &Printing { charts, ..Printing::default() }).unwrap();
        let again = room.office.read(Some("年报.pdf"), &pdf).unwrap();
        assert_eq!(again.uncertain().count(), 0);
        let form = report.form();
        for cell in form.cells() {
            assert_eq!(again.report.entry(&cell.id), report.entry(&cell.id), "{}", cell.id);
        }
        for place in form.prose_places() {
            assert_eq!(again.report.text(place), report.text(place), "{place}");
        }
    }
}
