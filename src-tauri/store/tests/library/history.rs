//! Saving, the acts that are kept for ever, undoing and going back.

use crate::desk::{add_agency, contents, real, real_of, write_cell, write_prose, Place, RECEIVED};
use report::{difference::ParagraphChange, Entry, Paragraph, Report};
use store::{
    Access, AgencyId, AgencyProfile, ContentHash, Level, Library, Moment, Origin, ReportId, RevisionKind,
    State, StoreError,
};

/// Writes into one cell and saves.
fn save(library: &mut Library, id: ReportId, text: &str, moment: Moment) {
    let mut report = library.report(id).unwrap().report;
    write_cell(&mut report, RECEIVED, text);
    library.save(id, &report, "填写新收", moment).unwrap();
}

fn received(report: &Report) -> String {
    let entry = report.entry(&report.form().cell(RECEIVED).unwrap().id);
    entry.map_or("空".into(), Entry::to_string)
}

fn state(library: &Library, id: ReportId) -> (State, bool) {
    let listed = library.report(id).unwrap().listed;
    assert_eq!(library.reports_of(listed.agency).unwrap(), std::slice::from_ref(&listed));
    (listed.state, listed.differs_from_published)
}

/// Kinds and received cases of all revisions, oldest first.
fn revisions(library: &Library, id: ReportId) -> Vec<(RevisionKind, String)> {
    let all = library.revisions(id).unwrap().into_iter().rev();
    all.map(|it| (it.kind, received(&library.revision(it.id).unwrap()))).collect()
}

#[test]
fn autosaves_grow_for_a_minute_and_no_longer() {
    use RevisionKind::{Autosave, Saved};
    let place = Place::new();
    let (mut library, id) = place.with_report();
    // Every twenty seconds: 0, 20 and 40 belong together, 60 begins anew, however steadily one writes.
    for n in 1..=5 {
        save(&mut library, id, &n.to_string(), Moment::Passing);
        place.clock.pass(20);
    }
    let first = (Saved, received(&real()));
    assert_eq!(revisions(&library, id), [first.clone(), (Autosave, "3".into()), (Autosave, "5".into())]);

    // A meaningful save is one of its own, and the next autosave does not take it up.
    save(&mut library, id, "6", Moment::Meaningful);
    save(&mut library, id, "7", Moment::Passing);
    let kinds: Vec<_> = revisions(&library, id).into_iter().skip(3).collect();
    assert_eq!(kinds, [(Saved, "6".into()), (Autosave, "7".into())]);

    // Asked for without a further change, what was passing is meant.
    save(&mut library, id, "7", Moment::Meaningful);
    assert_eq!(revisions(&library, id).last().unwrap(), &(Saved, "7".into()));

    // A clock that is set back begins a new one.
    save(&mut library, id, "8", Moment::Passing);
    place.clock.pass(-3600);
    save(&mut library, id, "9", Moment::Passing);
    let last: Vec<_> = revisions(&library, id).into_iter().skip(5).collect();
    assert_eq!(last, [(Autosave, "8".into()), (Autosave, "9".into())]);
}

#[test]
fn saving_the_same_writes_nothing() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let before = (library.revisions(id).unwrap(), library.report(id).unwrap());
    place.clock.pass(3600);
    library.save(id, &real(), "没有改动", Moment::Meaningful).unwrap();
    library.save(id, &real(), "没有改动", Moment::Passing).unwrap();
    assert_eq!((library.revisions(id).unwrap(), library.report(id).unwrap()), before);
    assert_eq!(library.can_undo(id).unwrap(), None);
}

#[test]
fn from_draft_to_correction() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    assert_eq!(state(&library, id), (State::Draft, false));
    library.finalise(id).unwrap();
    assert_eq!(state(&library, id), (State::Final, false));
    assert!(matches!(library.finalise(id), Err(StoreError::AlreadyFinal)));
    assert!(matches!(library.correct(id, "笔误", None), Err(StoreError::NotPublished)));

    // What is changed is a draft again.
    save(&mut library, id, "57", Moment::Passing);
    assert_eq!(state(&library, id), (State::Draft, false));
    library.publish(id, Some("市政府门户网站")).unwrap();
    assert_eq!(state(&library, id), (State::Published, false));
    assert!(matches!(library.publish(id, None), Err(StoreError::AlreadyPublished)));
    assert!(matches!(library.finalise(id), Err(StoreError::AlreadyPublished)));
    assert!(matches!(library.correct(id, "笔误", None), Err(StoreError::NothingToCorrect)));

    // What is published stays so, and is known to differ until it is corrected.
    save(&mut library, id, "58", Moment::Passing);
    assert_eq!(state(&library, id), (State::Published, true));
    assert!(matches!(library.correct(id, " ", None), Err(StoreError::NoReason)));
    library.correct(id, "新收件数笔误", None).unwrap();
    assert_eq!(state(&library, id), (State::Corrected, false));
    save(&mut library, id, "59", Moment::Meaningful);
    assert_eq!(state(&library, id), (State::Corrected, true));
    // Back at what was published, there is no correction to be made.
    library.undo(id).unwrap();
    assert_eq!(state(&library, id), (State::Corrected, false));
    assert!(matches!(library.correct(id, "笔误", None), Err(StoreError::NothingToCorrect)));

    let kept = library.revisions(id).unwrap().into_iter().filter(|it| it.kind.is_kept());
    let kept: Vec<_> = kept.map(|it| (it.kind, it.reason, it.place)).collect();
    let (reason, site) = (Some("新收件数笔误".to_owned()), Some("市政府门户网站".to_owned()));
    assert_eq!(
        kept,
        [
            (RevisionKind::Corrected, reason, None),
            (RevisionKind::Published, None, site),
            (RevisionKind::Finalised, None, None)
        ]
    );
}

#[test]
fn what_is_kept_cannot_be_changed_even_past_the_store() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let kept = library.finalise(id).unwrap().0;
    let published = library.publish(id, None).unwrap().0;
    save(&mut library, id, "57", Moment::Meaningful);
    let corrected = library.correct(id, "笔误", None).unwrap().0;
    drop(library);
    let database = rusqlite::Connection::open(place.path()).unwrap();
    for revision in [kept, published, corrected] {
        for attempt in [
            format!("UPDATE revision SET reason = 'x' WHERE id = {revision}"),
            format!("UPDATE revision SET kind = 'saved', kept = 0 WHERE id = {revision}"),
            format!("DELETE FROM revision WHERE id = {revision}"),
        ] {
            let refused = database.execute_batch(&attempt).unwrap_err().to_string();
            assert!(refused.contains("a kept revision cannot be"), "{attempt}: {refused}");
        }
    }
    // The others can.
    assert_eq!(database.execute("UPDATE revision SET place = 'x' WHERE kept = 0", ()).unwrap(), 2);
}

#[test]
fn any_revision_is_seen_compared_and_gone_back_to() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let first = library.revisions(id).unwrap()[0].id;
    let mut changed = real();
    write_cell(&mut changed, RECEIVED, "57");
    let added = Paragraph::text("（六）新增的一段。");
    let mut overview = changed.prose(changed.form().prose_place("overview").unwrap()).to_vec();
    overview.push(added.clone());
    let place_id = changed.form().prose_place("overview").unwrap().clone();
    changed.set_prose(&place_id, report::Prose { paragraphs: overview }).unwrap();
    changed.notes.push("待核".into());
    let second = library.save(id, &changed, "修改", Moment::Meaningful).unwrap();

    assert_eq!(library.revision(first).unwrap(), real());
    let difference = library.compare(first, second).unwrap();
    assert_eq!(difference, library.compare_with_today(first).unwrap());
    assert_eq!(difference.cells.len(), 1);
    assert_eq!(difference.cells[0].id.as_str(), RECEIVED);
    assert_eq!(difference.prose[0].shown(), [ParagraphChange::Added(&added)]);
    assert!(library.compare_with_today(second).unwrap().is_empty());

    let third = library.revert(id, first).unwrap();
    assert_eq!(library.report(id).unwrap().report, real());
    let revision = library.revisions(id).unwrap().remove(0);
    assert_eq!((revision.id, revision.kind), (third, RevisionKind::Reverted));
    assert_eq!(revision.source, Some(first));
    // Which can be undone.
    assert_eq!(library.can_undo(id).unwrap().as_deref(), Some("回到以前的版本"));
    assert_eq!(library.undo(id).unwrap().unwrap().report, changed);
    assert_eq!(library.report(id).unwrap().report, changed);
}

#[test]
fn revisions_belong_to_their_report() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let other = library.add_agency(&AgencyProfile::named("某镇", Level::Township)).unwrap();
    let mut theirs = real();
    theirs.agency = "某镇".into();
    let their_id = library.add(other, &theirs, &Origin::Imported("某镇.html".into())).unwrap();
    let foreign = library.revisions(their_id).unwrap().remove(0);
    assert_eq!((foreign.kind, foreign.place.as_deref()), (RevisionKind::Imported, Some("某镇.html")));
    assert!(matches!(library.revert(id, foreign.id), Err(StoreError::NoRevision(_))));
    assert!(matches!(library.add(other, &theirs, &Origin::Written), Err(StoreError::ReportExists { .. })));
    assert!(matches!(library.add(AgencyId(99), &theirs, &Origin::Written), Err(StoreError::NoAgency(_))));
}

#[test]
fn undo_and_redo_survive_a_restart() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    assert!(library.undo(id).unwrap().is_none());
    assert!(library.redo(id).unwrap().is_none());
    for n in ["1", "2", "3"] {
        save(&mut library, id, n, Moment::Meaningful);
    }
    drop(library);

    let mut library = place.open(Access::Write).unwrap();
    let step = library.undo(id).unwrap().unwrap();
    assert_eq!((step.label.as_str(), received(&step.report).as_str()), ("填写新收", "2"));
    assert_eq!(received(&library.undo(id).unwrap().unwrap().report), "1");
    drop(library);

    let mut library = place.open(Access::Write).unwrap();
    assert_eq!(library.can_redo(id).unwrap().as_deref(), Some("填写新收"));
    assert_eq!(received(&library.redo(id).unwrap().unwrap().report), "2");
    assert_eq!(received(&library.report(id).unwrap().report), "2");
    // A new change cuts off what could be done again.
    save(&mut library, id, "4", Moment::Meaningful);
    assert_eq!(library.can_redo(id).unwrap(), None);
    assert!(library.redo(id).unwrap().is_none());
    for expected in ["2", "1", &received(&real())] {
        assert_eq!(received(&library.undo(id).unwrap().unwrap().report), expected);
    }
    assert!(library.undo(id).unwrap().is_none());
    assert_eq!(library.report(id).unwrap().report, real());
}

#[test]
fn what_is_typed_in_one_go_is_undone_in_one_step() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let before = received(&real());
    for n in ["1", "12", "123"] {
        save(&mut library, id, n, Moment::Typing);
        place.clock.pass(1);
    }
    // A while later it is another step, and so is what is done otherwise or has another name.
    place.clock.pass(5);
    save(&mut library, id, "1234", Moment::Typing);
    save(&mut library, id, "12345", Moment::Passing);
    let mut report = library.report(id).unwrap().report;
    write_cell(&mut report, RECEIVED, "123456");
    library.save(id, &report, "另一处", Moment::Typing).unwrap();
    for expected in ["12345", "1234", "123", &before] {
        assert_eq!(received(&library.undo(id).unwrap().unwrap().report), expected);
    }
    assert!(library.undo(id).unwrap().is_none());
    // Where something was undone, typing begins anew.
    assert_eq!(received(&library.redo(id).unwrap().unwrap().report), "123");
    save(&mut library, id, "7", Moment::Typing);
    assert_eq!(library.can_redo(id).unwrap(), None);
    assert_eq!(received(&library.undo(id).unwrap().unwrap().report), "123");
    assert_eq!(library.revisions(id).unwrap().len(), 2, "one a minute is kept");
}

#[test]
fn a_thousand_steps_can_be_undone() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    for n in 1..=1_002 {
        save(&mut library, id, &n.to_string(), Moment::Passing);
    }
    let mut undone = 0;
    while library.undo(id).unwrap().is_some() {
        undone += 1;
    }
    assert_eq!(undone, 1_000);
    assert_eq!(received(&library.report(id).unwrap().report), "2");
}

#[test]
fn everything_a_report_says_is_stored_exactly() {
    let place = Place::new();
    let mut library = place.library();
    let agency = add_agency(&mut library);
    let mut report = real();
    // The largest counts there are, decimals to the last zero, what is no number, blanks.
    write_cell(&mut report, "requests.received.person", &u64::MAX.to_string());
    write_cell(&mut report, "requests.received.company", &(i64::MAX as u64 + 1).to_string());
    write_cell(&mut report, "requests.received.legal", &i64::MAX.to_string());
    write_cell(&mut report, "requests.received.other", "/");
    write_cell(&mut report, "requests.received.total", "");
    write_cell(&mut report, "disclosure.charges.amount", "0.10");
    write_prose(&mut report, "preamble", &["", "带\"引号\"和\\反斜线", "[\"像 JSON\"]", "第四段\n换行"]);
    report.title = Some("自拟标题".into());
    report.notes = vec!["一".into(), String::new(), "三".into()];
    let id = library.add(agency, &report, &Origin::Written).unwrap();
    let stored = library.report(id).unwrap();
    assert_eq!(stored.report, report);
    assert_eq!(stored.listed.hash, ContentHash::of(&report).unwrap());

    // 0.10 and 0.1 are one number, and not the same in print.
    let mut shorter = report.clone();
    write_cell(&mut shorter, "disclosure.charges.amount", "0.1");
    library.save(id, &shorter, "改写", Moment::Meaningful).unwrap();
    let stored = library.report(id).unwrap().report;
    let amount = stored.form().cell("disclosure.charges.amount").unwrap().id.clone();
    assert_eq!(stored.entry(&amount).unwrap().to_string(), "0.1");
    assert_eq!(contents(&library), [(id, stored)]);
}

#[test]
fn another_report_is_not_saved_over_this_one() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let mut next_year = real();
    next_year.year = 2025;
    assert!(matches!(
        library.save(id, &next_year, "改年度", Moment::Meaningful),
        Err(StoreError::Difference(_))
    ));
    assert!(matches!(
        library.save(ReportId(99), &real(), "", Moment::Passing),
        Err(StoreError::NoReport(ReportId(99)))
    ));
    let mut absurd = real();
    absurd.year = 20_000;
    let agency = library.agencies().unwrap()[0].id;
    assert!(matches!(library.add(agency, &absurd, &Origin::Written), Err(StoreError::Report(_))));
    assert_eq!(library.report(id).unwrap().report, real());
}

#[test]
fn a_report_comes_with_its_agency_where_that_is_not_known() {
    let place = Place::new();
    let mut library = place.library();
    let town = AgencyProfile::named("赤壁市官塘驿镇", Level::Township);
    let id = library.add_of(&town, &real(), &Origin::Written).unwrap();
    library.add_of(&town, &real_of(2023), &Origin::Written).unwrap();
    assert_eq!((library.agencies().unwrap().len(), library.reports().unwrap().len()), (1, 2));
    assert_eq!(library.report(id).unwrap().report, real());
    let nobody = AgencyProfile::named(" ", Level::Township);
    assert!(matches!(library.add_of(&nobody, &real_of(2022), &Origin::Written), Err(StoreError::NoName)));
}
