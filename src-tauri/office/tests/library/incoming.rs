//! Reports from outside on their way into the library: confirmed cell by cell, compared with what is there, and never
//! stored over it in silence.

use crate::room::{data, Room, RECEIVED};
use office::{Added, OfficeError, Picks, ReportId, RevisionKind, Sheet, Unsure};
use report::CellId;
use std::{io::Write, ops::ControlFlow, sync::Mutex};

fn sheet(room: &Room, name: &str) -> Sheet {
    let mut tray = room.office.read_all(&[data(name)], |_, _| ControlFlow::Continue(()));
    tray.items.remove(0).read.unwrap()
}

fn cell(sheet: &Sheet, name: &str) -> CellId {
    sheet.report().form().cell(name).unwrap().id.clone()
}

/// The sample with another number, as another page has it.
fn other(room: &Room, received: &str) -> Sheet {
    let mut sheet = Sheet::new(room.office.sample().unwrap());
    let id = cell(&sheet, RECEIVED);
    sheet.confirm(&id, Some(received)).unwrap();
    sheet
}

fn standing(library: &office::Library, id: ReportId) -> String {
    let report = library.report(id).unwrap().report;
    report.entry(&report.form().cell(RECEIVED).unwrap().id).unwrap().to_string()
}

fn picks(taken: &[&str], reason: &str) -> Picks {
    Picks { taken: taken.iter().map(|it| (*it).to_owned()).collect(), reason: reason.into() }
}

#[test]
fn a_clean_page_is_sure_and_glued_digits_are_not_until_they_are_confirmed() {
    let room = Room::new();
    let sure = sheet(&room, "13_hangzhou-style-city_2025.html");
    assert!(sure.unsure().is_empty(), "{:?}", sure.unsure());
    let mut glued = sheet(&room, "05_pingtan_2024_flattened.txt");
    let doubts: Vec<CellId> = glued.unsure().into_iter().cloned().collect();
    assert!(!doubts.is_empty() && !glued.is_sure());
    for doubt in &doubts {
        glued.confirm(doubt, None).unwrap();
    }
    assert!(glued.unsure().is_empty());
    glued.doubt(&doubts[0]).unwrap();
    assert_eq!(glued.unsure(), [&doubts[0]]);
}

#[test]
fn what_is_no_number_is_refused_and_changes_nothing() {
    let room = Room::new();
    let mut sheet = Sheet::new(room.office.sample().unwrap());
    let id = cell(&sheet, RECEIVED);
    let before = sheet.report().clone();
    let refused = sheet.confirm(&id, Some("十二件")).unwrap_err();
    assert!(matches!(refused, OfficeError::NoNumber { .. }), "{refused}");
    assert_eq!(*sheet.report(), before);
    assert!(sheet.confirmed().is_empty());
}

#[test]
fn what_nobody_confirmed_is_named_in_the_notes_kept_or_blank() {
    let room = Room::new();
    let mut glued = sheet(&room, "05_pingtan_2024_flattened.txt");
    glued.identify("平潭综合实验区", 2024);
    let doubt = glued.unsure()[0].clone();
    let count = glued.unsure().len();
    let kept = glued.finished("网页.txt", Unsure::Kept).unwrap();
    assert_eq!(kept.entry(&doubt), glued.report().entry(&doubt));
    assert!(kept.notes[0].contains(&format!("{count} 格没有对照原文确认")), "{:?}", kept.notes);
    let blank = glued.finished("网页.txt", Unsure::Blank).unwrap();
    assert_eq!(blank.entry(&doubt), None);
    assert!(blank.notes[0].contains("留空"), "{:?}", blank.notes);
    glued.identify("", 2024);
    assert!(matches!(glued.finished("网页.txt", Unsure::Kept), Err(OfficeError::Unidentified { .. })));
}

#[test]
fn who_and_when_are_told_with_their_places_and_disagreements() {
    let room = Room::new();
    let mut sheet = Sheet::new(room.office.sample().unwrap());
    assert!(!sheet.reading().claims.is_empty());
    assert!(sheet.disagreeing().is_empty(), "{:?}", sheet.disagreeing());
    sheet.identify("另一个镇", 2023);
    assert!(!sheet.disagreeing().is_empty());
    assert!(sheet.is_sure(), "a person said so");
    let renamed = room.path("某县某局2019年政府信息公开工作年度报告.txt");
    std::fs::copy(data("01_guantangyi-town_2024.txt"), &renamed).unwrap();
    let mut tray = room.office.read_all(&[renamed], |_, _| ControlFlow::Continue(()));
    let mut sheet = tray.items.remove(0).read.unwrap();
    assert_eq!((sheet.report().agency.as_str(), sheet.report().year), ("赤壁市官塘驿镇", 2024));
    assert_eq!(sheet.disagreeing().len(), 1, "the file's name: {:?}", sheet.disagreeing());
    assert!(sheet.is_disputed() && !sheet.is_sure());
    sheet.identify("赤壁市官塘驿镇", 2024);
    assert!(!sheet.is_disputed());
}

#[test]
fn another_report_of_the_year_is_left_without_picks() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let mut other = other(&room, "7");
    let clash = library.clash(other.report()).unwrap().unwrap();
    assert_eq!(clash.difference.cells.len(), 1);
    let added = library.take_sheet("网页.html", &mut other, Unsure::Kept, None).unwrap();
    assert!(matches!(added, Added::Different(..)));
    assert!(!other.is_stored());
    assert_eq!(standing(&library, clash.report), "0");
}

#[test]
fn what_is_picked_is_taken_in_one_step_with_its_reason_and_can_be_undone() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let mut other = other(&room, "7");
    let second = cell(&other, "requests.received.company");
    other.confirm(&second, Some("9")).unwrap();
    let id = library.clash(other.report()).unwrap().unwrap().report;
    let refused = library.take_sheet("网页.html", &mut other, Unsure::Kept, Some(&picks(&[RECEIVED], " ")));
    assert!(refused.is_err(), "a reason is asked for");
    assert!(!other.is_stored());
    assert_eq!(standing(&library, id), "0", "nothing half done");

    let wanted = picks(&[RECEIVED], "与公布的网页核对");
    let added = library.take_sheet("网页.html", &mut other, Unsure::Kept, Some(&wanted)).unwrap();
    assert_eq!(added, Added::Replaced(id));
    assert_eq!(standing(&library, id), "7");
    let report = library.report(id).unwrap().report;
    assert_eq!(report.entry(&second).unwrap().to_string(), "0", "not picked: the library's stays");
    let newest = library.revisions(id).unwrap().remove(0);
    assert_eq!(newest.kind, RevisionKind::Imported);
    assert_eq!(newest.reason.as_deref(), Some("与公布的网页核对"));
    assert_eq!(newest.place.as_deref(), Some("网页.html"));
    library.undo(id).unwrap().unwrap();
    assert_eq!(standing(&library, id), "0");
}

#[test]
fn reading_many_ends_when_the_user_has_had_enough() {
    let room = Room::new();
    let folder = room.path("往年");
    std::fs::create_dir(&folder).unwrap();
    for n in 0..20 {
        std::fs::copy(data("01_guantangyi-town_2024.txt"), folder.join(format!("{n}.txt"))).unwrap();
    }
    std::fs::write(folder.join("坏.pdf"), b"%PDF-1.4 nothing").unwrap();
    let all = room.office.read_all(std::slice::from_ref(&folder), |_, _| ControlFlow::Continue(()));
    assert_eq!((all.items.len(), all.left), (21, 0));
    assert!(all.items.iter().all(|it| it.name.starts_with("往年/")));
    let unread = all.unread_report();
    assert!(unread.starts_with("共 21 份，没有读出 1 份：") && unread.contains("往年/坏.pdf\t"), "{unread}");
    let stop = |done, _| if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let some = room.office.read_all(&[folder], stop);
    assert!(some.left > 0, "all were read");
    assert_eq!(some.items.len() + some.left, 21);
}

#[test]
fn a_packed_file_is_counted_by_what_is_in_it_and_ends_in_the_middle() {
    let room = Room::new();
    let packed = room.path("往年.zip");
    let mut zip = zip::ZipWriter::new(std::fs::File::create(&packed).unwrap());
    for n in 0..8 {
        zip.start_file(format!("{n}.txt"), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&std::fs::read(data("01_guantangyi-town_2024.txt")).unwrap()).unwrap();
    }
    zip.finish().unwrap();
    let far = Mutex::new(Vec::new());
    let all = room.office.read_all(std::slice::from_ref(&packed), |done, of| {
        far.lock().unwrap().push((done, of));
        ControlFlow::Continue(())
    });
    assert_eq!((all.items.len(), all.left), (8, 0));
    assert_eq!(all.items[0].name, "往年.zip/0.txt");
    assert_eq!(far.lock().unwrap().last(), Some(&(8, 8)));
    let stop = |done, _| if done < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let some = room.office.read_all(&[packed], stop);
    assert_eq!((some.items.len(), some.left), (3, 5));
    let empty = room.path("空.zip");
    zip::ZipWriter::new(std::fs::File::create(&empty).unwrap()).finish().unwrap();
    let none = room.office.read_all(&[empty], |_, _| ControlFlow::Continue(()));
    assert_eq!(none.items.len(), 1, "it is told, not passed over");
    assert!(none.items[0].read.is_err());
}

#[test]
fn a_name_that_may_be_one_of_the_library_s_agencies_is_told() {
    let room = Room::new();
    let mut library = room.open();
    library.begin_by_hand("赤壁市官塘驿镇", 2022).unwrap();
    library.begin_by_hand("赤壁市车埠镇", 2022).unwrap();
    assert_eq!(library.namesakes("官塘驿镇人民政府").unwrap(), ["赤壁市官塘驿镇"]);
    assert!(library.namesakes("赤壁市官塘驿镇").unwrap().is_empty(), "it is that one");
    assert!(library.namesakes("某县某镇").unwrap().is_empty());
    assert!(library.namesakes("").unwrap().is_empty(), "no name is like no other");
}

#[test]
fn of_text_and_page_the_better_is_read_and_neither_is_said_so() {
    let room = Room::new();
    let html = std::fs::read_to_string(data("13_hangzhou-style-city_2025.html")).unwrap();
    let year = |mut tray: office::Tray| tray.sheet(0).unwrap().1.report().year;
    let read = room.office.read_pasted("只有一句话。", &html).unwrap();
    assert_eq!(year(read), 2025);
    let text = std::fs::read_to_string(data("01_guantangyi-town_2024.txt")).unwrap();
    let read = room.office.read_pasted(&text, "<p>残缺</p><script>alert(1)</script>").unwrap();
    assert_eq!(year(read), 2024);
    let nothing = room.office.read_pasted("你好", "").err().unwrap();
    assert!(nothing.to_string().contains("粘贴的内容"), "{nothing}");
}

#[test]
fn years_before_the_forms_are_stored_and_compared_with_those_after() {
    let room = Room::new();
    let mut tray =
        room.office.read_all(&[data("12_pingtan_2014-2018.txt")], |_, _| ControlFlow::Continue(()));
    let names: Vec<&str> = tray.items.iter().map(|it| it.name.as_str()).collect();
    let years = [2014, 2017, 2018];
    let expected = years.map(|year| format!("12_pingtan_2014-2018.txt（{year}年历史指标）"));
    assert_eq!(names, expected);
    let mut library = room.open();
    for (at, year) in years.into_iter().enumerate() {
        let (name, sheet) = tray.sheet(at).unwrap();
        let name = name.to_owned();
        assert_eq!(sheet.report().year, year);
        assert!(!sheet.reading().original.rows.is_empty(), "it lies beside its source");
        sheet.identify("平潭综合实验区管委会", year);
        let state = library.take_if_sure(&name, sheet).unwrap();
        assert_eq!(state, office::SheetState::Sure, "{name}: {:?}", sheet.unsure());
        assert!(sheet.is_stored());
    }
    // Read again, it is the same; with another number, it is a conflict and not taken in silence.
    let mut again =
        room.office.read_all(&[data("12_pingtan_2014-2018.txt")], |_, _| ControlFlow::Continue(()));
    let (name, sheet) = again.sheet(0).unwrap();
    let name = name.to_owned();
    sheet.identify("平潭综合实验区管委会", 2014);
    assert_eq!(library.beside(sheet).unwrap().state, office::SheetState::Equal);
    let received = cell(sheet, "statistics.received.year");
    sheet.confirm(&received, Some("7")).unwrap();
    assert_eq!(library.take_if_sure(&name, sheet).unwrap(), office::SheetState::Conflict);

    let report = room.office.read_file(&data("05_pingtan_2024_flattened.txt")).unwrap().report;
    library.add(&report, "05", Some("平潭综合实验区管委会"), false).unwrap();
    let indicators = library.indicators().unwrap();
    let chosen = ["received", "refused", "review", "suits_total"].map(|id| indicators.get(id));
    let chosen: Vec<_> = chosen.into_iter().flatten().collect();
    let compared =
        library.compare_years(&["平潭综合实验区管委会".to_owned()], None, chosen.iter().copied()).unwrap();
    assert_eq!((compared.years.first(), compared.years.last()), (Some(&2014), Some(&2024)));
    let shown = |id: &str| {
        let series = compared.each(indicators.get(id).unwrap()).remove(0);
        let told = |year: &u16| series.indicator.shown(&series.at(*year).unwrap().point);
        [2014, 2016, 2018, 2024].iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(shown("received"), ["1件", "缺年报", "0件", "218件"]);
    // It can be filled in and undone as any report, and is opened from its year.
    let (_, stored) = compared.sources.iter().find(|((_, year), _)| *year == 2014).unwrap();
    let mut draft = library.open_draft(*stored).unwrap();
    assert_eq!(draft.findings().standing, []);
    library.fill_in(&mut draft, &[(received.clone(), "3".into())], office::Fill::Typed).unwrap();
    assert_eq!(draft.report().entry(&received).unwrap().to_string(), "3");
    assert!(library.undo_in(&mut draft).unwrap());
    assert_eq!(draft.report().entry(&received).unwrap().to_string(), "1");
    library.fill_in(&mut draft, &[(received, "无".into())], office::Fill::Typed).unwrap();
    let found: Vec<&str> = draft.findings().standing.iter().map(|it| it.rule.0).collect();
    assert_eq!(found, ["R07"]);
    // A report is not begun from a few numbers.
    let agency = draft.agency();
    assert!(library.begin(agency, 2019, true).is_err());
    assert!(library.begin(agency, 2016, false).is_ok());
}

#[test]
fn what_was_stored_with_its_doubts_is_the_same_when_it_is_read_again() {
    let room = Room::new();
    let mut library = room.open();
    let mut first = sheet(&room, "05_pingtan_2024_flattened.txt");
    library.take_sheet("连写.txt", &mut first, Unsure::Kept, None).unwrap();
    let again = sheet(&room, "05_pingtan_2024_flattened.txt");
    let beside = library.beside(&again).unwrap();
    assert_eq!((beside.state, beside.clash), (office::SheetState::Equal, None));
}

#[test]
fn the_librarys_own_last_year_puts_a_way_first() {
    let room = Room::new();
    let read =
        || room.office.read_all(&[data("05_pingtan_2024_flattened.txt")], |_, _| ControlFlow::Continue(()));
    let columns = ["issued", "repealed", "in_force"];
    let shown = |tray: &mut office::Tray| {
        let (_, sheet) = tray.sheet(0).unwrap();
        let name = |column: &str| format!("disclosure.normative.{column}");
        let raw = |column: &str| sheet.reading().sightings[&cell(sheet, &name(column))].raw.clone();
        let written = |column: &str| sheet.report().entry(&cell(sheet, &name(column))).unwrap().to_string();
        assert_eq!(columns.map(raw), columns.map(written));
        columns.map(raw)
    };
    let mut alone = read();
    let digits = shown(&mut alone).concat();
    let (made, gone, now) = (&digits[..1], &digits[1..2], &digits[2..]);
    let number = |text: &str| text.parse::<u64>().unwrap();
    let mut library = room.open();
    let agency = alone.sheet(0).unwrap().1.report().agency.clone();
    let last = library.begin_by_hand(&agency, 2023).unwrap();
    let mut draft = library.open_draft(last).unwrap();
    let in_force = draft.report().form().cell("disclosure.normative.in_force").unwrap().id.clone();
    let before = (number(now) + number(gone) - number(made)).to_string();
    library.fill_in(&mut draft, &[(in_force, before)], office::Fill::Typed).unwrap();

    let mut hinted = read();
    library.hint(&mut hinted).unwrap();
    assert_eq!(shown(&mut hinted), [made, gone, now]);
    assert_ne!(shown(&mut alone), [made, gone, now]);
    // A hint is no proof, and does not change what somebody has looked at.
    assert!(!hinted.sheet(0).unwrap().1.unsure().is_empty());
    let (_, sheet) = alone.sheet(0).unwrap();
    let looked = cell(sheet, "disclosure.normative.issued");
    sheet.confirm(&looked, None).unwrap();
    let was = shown(&mut alone);
    library.hint(&mut alone).unwrap();
    assert_eq!(shown(&mut alone), was);
}

#[test]
fn a_scanned_year_is_begun_by_hand() {
    let room = Room::new();
    let mut library = room.open();
    let id = library.begin_by_hand("某县某镇", 2022).unwrap();
    assert_eq!(library.report(id).unwrap().report.year, 2022);
    assert!(library.begin_by_hand("某县某镇", 2022).is_err(), "it is there");
    assert!(library.begin_by_hand("", 2022).is_err());
    assert!(library.begin_by_hand("某县某局", 1990).is_err(), "no form");
    assert_eq!(library.overview().unwrap().agencies.len(), 1, "nothing half done");
}
