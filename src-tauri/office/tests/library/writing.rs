//! Writing a report: begun from last year's, filled in, checked, mended, made final.

use crate::room::{Room, RECEIVED};
use office::{AgencyId, Draft, Fill, Library, OfficeError, State, Wording};
use report::{CellId, Entry, Prose, Severity};

/// The library with the sample of 2024, and 2025 begun from it.
fn begun(room: &Room) -> (Library, Draft, AgencyId) {
    let mut library = room.open();
    library.add(&room.sample(), "示例", None, false).unwrap();
    let agency = library.overview().unwrap().agencies[0].id;
    let id = library.begin(agency, 2025, true).unwrap();
    let draft = library.open_draft(id).unwrap();
    (library, draft, agency)
}

fn cell(draft: &Draft, name: &str) -> CellId {
    draft.report().form().cell(name).unwrap().id.clone()
}

fn shown(draft: &Draft, name: &str) -> Option<String> {
    draft.report().entry(&cell(draft, name)).map(Entry::to_string)
}

fn type_in(library: &mut Library, draft: &mut Draft, name: &str, text: &str) {
    let entry = (cell(draft, name), text.to_owned());
    library.fill_in(draft, &[entry], Fill::Typed).unwrap();
}

fn rules(draft: &Draft) -> Vec<&str> {
    draft.findings().standing.iter().map(|it| it.rule.0).collect()
}

#[test]
fn a_year_is_begun_blank_or_from_the_last() {
    let room = Room::new();
    let (mut library, draft, agency) = begun(&room);
    assert_eq!((draft.report().year, draft.previous().unwrap().year), (2025, 2024));
    assert_eq!(shown(&draft, "requests.carried_in.person").as_deref(), Some("0"), "carried out by 2024");
    assert_eq!(shown(&draft, RECEIVED), None);
    assert_eq!(draft.report().carried_over().len(), 3);

    let blank = library.begin(agency, 2026, false).unwrap();
    let blank = library.open_draft(blank).unwrap();
    assert!(blank.report().carried_over().is_empty());
    assert_eq!(blank.previous().unwrap().year, 2025);
    assert!(library.begin(agency, 2025, true).is_err(), "there is one");
    let nothing_before = library.begin(agency, 2030, true).unwrap_err();
    assert!(nothing_before.to_string().contains("2029年"), "{nothing_before}");
    assert!(matches!(library.begin(agency, 1999, false), Err(OfficeError::NoForm { year: 1999 })));
}

#[test]
fn what_is_typed_is_checked_saved_and_undone() {
    let room = Room::new();
    let (mut library, mut draft, _) = begun(&room);
    library.fill_zeros(&mut draft, "requests").unwrap();
    assert_eq!(shown(&draft, "requests.handled.total").as_deref(), Some("0"), "totals add up");
    assert_eq!(shown(&draft, "disputes.review.upheld"), None, "the other tables are left");
    let balanced = rules(&draft);
    assert!(!balanced.contains(&"R03"), "{balanced:?}");

    room.pass(10);
    type_in(&mut library, &mut draft, RECEIVED, "5");
    type_in(&mut library, &mut draft, RECEIVED, "56");
    assert_eq!(shown(&draft, "requests.received.total").as_deref(), Some("56"));
    assert!(rules(&draft).contains(&"R03"), "{:?}", rules(&draft));
    let saved = room.open_to_look();
    assert_eq!(saved.report(draft.id()).unwrap().report, *draft.report(), "it is on the disk");

    let (undo, redo) = library.steps(&draft).unwrap();
    assert!(undo.unwrap().starts_with("填写") && redo.is_none());
    assert!(library.undo_in(&mut draft).unwrap());
    assert_eq!(shown(&draft, RECEIVED).as_deref(), Some("0"), "typed in one go, undone in one step");
    assert!(!rules(&draft).contains(&"R03"));
    assert!(library.redo_in(&mut draft).unwrap());
    assert!(!library.redo_in(&mut draft).unwrap());
    assert_eq!(shown(&draft, RECEIVED).as_deref(), Some("56"));
}

#[test]
fn findings_are_mended_or_set_aside_and_come_back() {
    let room = Room::new();
    let (mut library, mut draft, _) = begun(&room);
    for table in ["disclosure", "requests", "disputes"] {
        library.fill_zeros(&mut draft, table).unwrap();
    }
    type_in(&mut library, &mut draft, "requests.received.total", "7");
    let wrong = draft.findings().standing.iter().find(|it| it.rule.0 == "R01").unwrap().clone();
    assert_eq!(wrong.severity, Severity::Error);
    let refused = library.finalise_draft(&mut draft).unwrap_err();
    assert!(matches!(refused, OfficeError::ErrorsStand { .. }), "{refused}");

    assert!(library.dispose(&mut draft, &wrong, Some(" ")).is_err(), "a reason is wanted");
    library.dispose(&mut draft, &wrong, Some("原件如此")).unwrap();
    assert!(!rules(&draft).contains(&"R01"));
    assert_eq!(draft.findings().aside[0].1, "原件如此");
    type_in(&mut library, &mut draft, "requests.received.total", "8");
    assert!(rules(&draft).contains(&"R01"), "with another value it stands again");

    let wrong = draft.findings().standing.iter().find(|it| it.rule.0 == "R01").unwrap().clone();
    library.mend(&mut draft, &wrong).unwrap();
    assert_eq!(shown(&draft, "requests.received.total").as_deref(), Some("0"));
    assert!(matches!(library.mend(&mut draft, &wrong), Err(OfficeError::NothingToMend)));
    assert!(library.undo_in(&mut draft).unwrap(), "what was mended at one stroke is taken back at one");
    assert_ne!(shown(&draft, "requests.received.total").as_deref(), Some("0"));
    assert!(draft.findings().standing.iter().any(|it| it.rule == wrong.rule && it.place == wrong.place));
}

#[test]
fn last_years_words_are_gone_over_before_it_is_final() {
    let room = Room::new();
    let (mut library, mut draft, _) = begun(&room);
    for table in ["disclosure", "requests", "disputes"] {
        library.fill_zeros(&mut draft, table).unwrap();
    }
    // Whatever else stands is set aside: here it is about the words.
    for finding in draft.findings().standing.clone() {
        library.dispose(&mut draft, &finding, Some("测试")).unwrap();
    }
    let refused = library.finalise_draft(&mut draft).unwrap_err().to_string();
    assert!(refused.contains("沿用上年") && refused.contains("已核对"), "{refused}");
    let places = draft.report().carried_over();
    library
        .write_prose(&mut draft, &places[0], Prose::plain(["2025年，重新写过的总体情况。"]), Wording::Typed)
        .unwrap();
    for place in &places[1..] {
        library.go_over(&mut draft, place).unwrap();
    }
    assert!(draft.report().notes.is_empty());
    for finding in draft.findings().standing.clone() {
        library.dispose(&mut draft, &finding, Some("测试")).unwrap();
    }
    library.finalise_draft(&mut draft).unwrap();
    let state = |library: &Library| library.report(draft.id()).unwrap().listed.state;
    assert_eq!(state(&library), State::Final);
    type_in(&mut library, &mut draft, RECEIVED, "1");
    assert_eq!(
        library.report(draft.id()).unwrap().listed.state,
        State::Draft,
        "changed, it is a draft again"
    );
}

#[test]
fn what_was_done_in_one_act_is_undone_by_itself() {
    let room = Room::new();
    let (mut library, mut draft, _) = begun(&room);
    let place = draft.report().form().prose_place("overview").unwrap().to_owned();
    let mut write = |library: &mut Library, text: &str, how| {
        library.write_prose(&mut draft, &place, Prose::plain([text]), how).unwrap();
    };
    write(&mut library, "收到申请", Wording::Typed);
    write(&mut library, "收到申请12件", Wording::Typed);
    for (text, how) in [
        ("收到申请12件，已答复。", Wording::Pasted),
        ("收到申请十二件，已答复。", Wording::Linked),
        ("一、收到申请十二件，已答复。", Wording::Opened),
        ("一、", Wording::Cut),
    ] {
        write(&mut library, text, how);
    }
    write(&mut library, "一、二", Wording::Typed);
    let mut seen = Vec::new();
    for _ in 0..6 {
        assert!(library.undo_in(&mut draft).unwrap());
        seen.push(draft.report().text(&place).concat());
    }
    assert_eq!(
        seen[..5],
        [
            "一、",
            "一、收到申请十二件，已答复。",
            "收到申请十二件，已答复。",
            "收到申请12件，已答复。",
            "收到申请12件"
        ]
    );
    assert_ne!(seen[5], "收到申请", "what was typed in one go is one step");
}

#[test]
fn words_copied_from_another_agency_are_found() {
    let room = Room::new();
    let mut library = room.open();
    let sample = room.sample();
    library.add(&sample, "示例", Some("另一个镇"), false).unwrap();
    let mut copy = sample.clone();
    copy.agency = "某县某镇".into();
    library.add(&copy, "示例", None, false).unwrap();
    let id = library.find("某县某镇", 2024, None).unwrap().id;
    let found = library.check(id).unwrap().standing;
    assert!(found.iter().any(|it| it.rule.0 == "R59"), "{found:?}");
}

#[test]
fn a_published_report_knows_its_day_and_place_and_is_corrected_with_a_reason() {
    let room = Room::new();
    let (mut library, mut draft, _) = begun(&room);
    let day = report::check::Day { year: 2026, month: 1, day: 3 };
    let said = office::Publication { day: Some(day), place: "镇政府门户网站".into() };
    library.publish_draft(&mut draft, &said).unwrap();
    assert_eq!(draft.state(), State::Published);
    let kept = library.revisions(draft.id()).unwrap().remove(0);
    assert_eq!(library.published_on(&kept), day);
    assert_eq!(office::Publication::kept(kept.place.as_deref().unwrap()), said);

    assert!(library.correct_draft(&mut draft, "数字有误").is_err(), "nothing was changed");
    type_in(&mut library, &mut draft, RECEIVED, "3");
    assert_eq!(draft.state(), State::Published, "until it is corrected");
    assert!(draft.listed().differs_from_published, "and the window says so");
    assert!(library.correct_draft(&mut draft, " ").is_err(), "a reason is wanted");
    library.correct_draft(&mut draft, "数字有误").unwrap();
    assert_eq!(draft.state(), State::Corrected);
}

#[test]
fn a_total_written_by_hand_follows_its_parts_again() {
    let room = Room::new();
    let (mut library, mut draft, _) = begun(&room);
    library.fill_zeros(&mut draft, "requests").unwrap();
    let total = "requests.received.total";
    type_in(&mut library, &mut draft, total, "9");
    type_in(&mut library, &mut draft, RECEIVED, "2");
    assert_eq!(shown(&draft, total).as_deref(), Some("9"));
    let id = cell(&draft, total);
    library.add_up(&mut draft, &id).unwrap();
    type_in(&mut library, &mut draft, RECEIVED, "4");
    assert_eq!(shown(&draft, total).as_deref(), Some("4"));
}

#[test]
fn a_deadline_holds_for_the_years_after_it_until_another_is_set() {
    let room = Room::new();
    let (mut library, _, agency) = begun(&room);
    let day = |year, month, day| report::check::Day { year, month, day };
    assert_eq!(library.deadline(agency, 2025).unwrap(), day(2026, 1, 31), "as the law says");
    library.set_deadline(None, 2024, day(2025, 1, 20)).unwrap();
    assert_eq!(library.deadline(agency, 2025).unwrap(), day(2026, 1, 20));
    assert_eq!(library.deadline(agency, 2023).unwrap(), day(2024, 1, 31));
    library.set_deadline(None, 2025, day(2026, 1, 25)).unwrap();
    assert_eq!(library.deadline(agency, 2026).unwrap(), day(2027, 1, 25));
    assert!(library.set_deadline(None, 2025, day(2026, 2, 30)).is_err());
    assert_eq!(library.days_until(day(2026, 1, 31)), 26, "it is 5 January");
}

#[test]
fn an_agencys_own_deadline_goes_before_the_general_one_until_it_is_dropped() {
    let room = Room::new();
    let (mut library, _, agency) = begun(&room);
    let other = library.add_agency("某县某局", office::Level::Department).unwrap();
    let day = |year, month, day| report::check::Day { year, month, day };
    library.set_deadline(Some(agency), 2024, day(2025, 1, 15)).unwrap();
    library.set_deadline(None, 2025, day(2026, 1, 25)).unwrap();
    assert_eq!(library.deadline(agency, 2025).unwrap(), day(2026, 1, 15), "the general one is newer");
    assert_eq!(library.own_deadline(agency, 2025).unwrap(), Some(day(2026, 1, 15)));
    assert_eq!(library.usual_deadline(agency, 2025).unwrap(), day(2026, 1, 25));
    assert_eq!(library.deadline(other, 2025).unwrap(), day(2026, 1, 25));
    assert_eq!(library.deadline(agency, 2023).unwrap(), day(2024, 1, 31), "set later");
    library.set_deadline(Some(agency), 2025, day(2026, 1, 10)).unwrap();
    library.drop_own_deadlines(agency).unwrap();
    assert_eq!(library.own_deadline(agency, 2025).unwrap(), None);
    assert_eq!(library.deadline(agency, 2025).unwrap(), day(2026, 1, 25));
    assert_eq!(library.deadline(agency, 2024).unwrap(), day(2025, 1, 31));
}
