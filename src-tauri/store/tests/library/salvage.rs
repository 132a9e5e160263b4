//! What can be saved from libraries that no longer open, and how a sound one takes their place.

use crate::desk::{add_agency, contents, forms, real, real_of, write_cell, Place, RECEIVED};
use report::Report;
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};
use store::{
    Access, AgencyProfile, Clock, ContentHash, Level, Library, Moment, Origin, Salvage, State, StoreError,
    Why,
};

const PAGE: usize = 4096;

fn clock(place: &Place) -> Arc<dyn Clock> {
    place.clock.clone()
}

fn salvage(path: &Path) -> Salvage {
    Salvage::of(path, &forms()).unwrap()
}

/// Three reports of two agencies, one of them published and corrected since.
fn fill(place: &Place) -> Library {
    let mut library = place.library();
    let town = add_agency(&mut library);
    let county = library.add_agency(&AgencyProfile::named("赤壁市人民政府", Level::County)).unwrap();
    let id = library.add(town, &real(), &Origin::Written).unwrap();
    library.publish(id, Some("门户网站")).unwrap();
    for n in 1..=5 {
        place.clock.pass(100);
        let mut report = real();
        write_cell(&mut report, RECEIVED, &n.to_string());
        library.save(id, &report, "改", Moment::Passing).unwrap();
    }
    library.correct(id, "复核", None).unwrap();
    library.add(town, &real_of(2023), &Origin::Written).unwrap();
    let last = library.add(county, &real_of(2022), &Origin::Imported("网页".into())).unwrap();
    library.finalise(last).unwrap();
    library
}

/// What a reader sees: who, when, which state, what.
fn seen(library: &Library) -> Vec<(String, u16, State, Report)> {
    let listed = library.reports().unwrap();
    let mut seen: Vec<_> = listed
        .into_iter()
        .map(|it| {
            let agency = library.agency(it.agency).unwrap().profile.name;
            (agency, it.year, it.state, library.report(it.id).unwrap().report)
        })
        .collect();
    seen.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    seen
}

/// Every state of every report, in its order, without numbers.
fn history(library: &Library) -> BTreeSet<(u16, &'static str, Option<String>, i64, ContentHash)> {
    let reports = library.reports().unwrap();
    let of = |it: &store::Listed| {
        let year = it.year;
        library
            .revisions(it.id)
            .unwrap()
            .into_iter()
            .map(move |it| (year, it.kind.word(), it.reason, it.at.unix_timestamp(), it.hash))
    };
    reports.iter().flat_map(of).collect()
}

/// Overwrites pages of a file, counted from 0.
fn destroy(path: &Path, pages: impl Fn(usize) -> bool) {
    let mut bytes = fs::read(path).unwrap();
    for (n, page) in bytes.chunks_mut(PAGE).enumerate().filter(|(n, _)| pages(*n)) {
        // The very head stays, so that it is still known for a library.
        page[if n == 0 { 100 } else { 0 }..].fill(0);
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn without_its_catalogue_everything_is_still_found() {
    let place = Place::new();
    let library = fill(&place);
    let (told, states) = (seen(&library), history(&library));
    drop(library);
    destroy(&place.path(), |page| page == 0);
    let error = place.open(Access::Write).err().unwrap();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    let before = fs::read(place.path()).unwrap();

    let salvage = salvage(&place.path());
    let found = salvage.reports().unwrap();
    assert_eq!(
        found.iter().map(|it| (it.year, it.states)).collect::<Vec<_>>(),
        [(2022, 2), (2023, 1), (2024, 8)]
    );
    let new = place.folder().join("抢救.db");
    salvage.write(None, &new, &forms(), &clock(&place)).unwrap();
    assert_eq!(fs::read(place.path()).unwrap(), before, "the damaged file is only read");
    let saved = Library::open(&new, place.opening(Access::Write)).unwrap();
    assert_eq!(seen(&saved), told);
    assert_eq!(history(&saved), states);
    assert!(saved.verify(|_, _| ()).unwrap().damaged.is_empty());

    let again = salvage.write(None, &new, &forms(), &clock(&place)).unwrap_err();
    assert!(matches!(again, StoreError::Occupied { .. }), "{again}");
}

#[test]
fn what_is_found_between_holes_is_what_was_saved() {
    for gap in [2, 3, 5] {
        for first in 0..gap {
            let place = Place::new();
            let library = fill(&place);
            let states = history(&library);
            drop(library);
            destroy(&place.path(), |page| page % gap == first);
            let new = place.folder().join("抢救.db");
            salvage(&place.path()).write(None, &new, &forms(), &clock(&place)).unwrap();
            let saved = Library::open(&new, place.opening(Access::Write)).unwrap();
            assert!(history(&saved).is_subset(&states), "every {gap}th page from {first}");
            assert!(saved.verify(|_, _| ()).unwrap().damaged.is_empty());
        }
    }
}

#[test]
fn a_backup_and_what_came_after_it_make_one_library() {
    let place = Place::new();
    let mut library = fill(&place);
    library.set_setting("a", Some("b")).unwrap();
    let backup = library.back_up(&place.folder().join("备份"), Why::Daily).unwrap();
    place.clock.pass(3_600);
    let id = library.reports().unwrap()[0].id;
    let mut report = library.report(id).unwrap().report;
    write_cell(&mut report, RECEIVED, "321");
    library.save(id, &report, "改", Moment::Meaningful).unwrap();
    let (told, states) = (seen(&library), history(&library));
    drop(library);
    destroy(&place.path(), |page| page == 0);

    let new = place.folder().join("抢救.db");
    salvage(&place.path()).write(Some(&backup.path), &new, &forms(), &clock(&place)).unwrap();
    let saved = Library::open(&new, place.opening(Access::Write)).unwrap();
    assert_eq!((seen(&saved), history(&saved)), (told, states));
    assert_eq!(saved.setting("a").unwrap().as_deref(), Some("b"));
}

#[test]
fn a_state_that_a_restore_took_back_is_not_the_present_one() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let backups = place.folder().join("备份");
    let backup = library.back_up(&backups, Why::Manual).unwrap();
    for n in 0..60 {
        place.clock.pass(100);
        let mut report = real();
        write_cell(&mut report, RECEIVED, &(1_000 + n).to_string());
        library.save(id, &report, "改", Moment::Meaningful).unwrap();
    }
    library.restore(&backup.path, &[&backups]).unwrap();
    let told = contents(&library);
    // As a killed process leaves it, with all of that still in the log.
    let killed = place.folder().join("断电.db");
    for end in ["", "-wal"] {
        let with_end = |path: &Path| format!("{}{end}", path.display());
        fs::copy(with_end(&place.path()), with_end(&killed)).unwrap();
    }
    destroy(&killed, |page| page == 0);
    let new = place.folder().join("抢救.db");
    salvage(&killed).write(None, &new, &forms(), &clock(&place)).unwrap();
    let saved = Library::open(&new, place.opening(Access::Write)).unwrap();
    assert_eq!(contents(&saved), told);
    assert!(saved.revisions(id).unwrap().len() > 30, "what was taken back is history");
}

#[test]
fn a_sound_library_takes_the_place_and_the_damaged_one_stays_beside_it() {
    let place = Place::new();
    let library = fill(&place);
    let told = seen(&library);
    let backup = library.back_up(&place.folder().join("备份"), Why::Daily).unwrap();
    drop(library);
    destroy(&place.path(), |page| page % 2 == 0);
    let damaged = fs::read(place.path()).unwrap();

    let replace = |with: &Path| {
        Library::replace_damaged(&place.path(), with, &forms(), &clock(&place), &mut store::unwatched)
    };
    let unsound = replace(&place.path()).unwrap_err();
    assert!(matches!(unsound, StoreError::BackupUnsound { .. } | StoreError::Corrupt { .. }), "{unsound}");
    assert_eq!(fs::read(place.path()).unwrap(), damaged);

    let aside = replace(&backup.path).unwrap().pop().unwrap();
    assert_eq!(fs::read(&aside).unwrap(), damaged);
    assert_eq!(aside.file_name().unwrap().to_str().unwrap(), "年报库-damaged-2026-01-01-000820.db");
    let library = place.open(Access::Write).unwrap();
    assert_eq!(seen(&library), told);
    let held = replace(&backup.path).unwrap_err();
    assert!(matches!(held, StoreError::InUse { .. }), "{held}");
}

#[test]
fn a_library_that_was_copied_elsewhere_can_go() {
    let place = Place::new();
    let library = fill(&place);
    let told = seen(&library);
    let new = place.folder().join("新位置.db");
    library.export(&new).unwrap();
    // Not over anything: not itself, not another file, not where a log would be taken for its own.
    fs::write(place.folder().join("别的.db-wal"), "log").unwrap();
    for taken in [place.path(), new.clone(), place.folder().join("别的.db")] {
        assert!(matches!(library.export(&taken), Err(StoreError::Occupied { .. })), "{}", taken.display());
    }
    fs::remove_file(place.folder().join("别的.db-wal")).unwrap();
    library.remove().unwrap();
    assert!(!place.path().exists());
    let names: Vec<_> = fs::read_dir(place.folder()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["新位置.db"], "nothing stays beside");
    assert_eq!(seen(&Library::open(&new, place.opening(Access::Write)).unwrap()), told);
}

/// Reports of two agencies, each under its own name; gives the second's.
fn fill_two(place: &Place) -> Report {
    let mut library = place.library();
    let town = add_agency(&mut library);
    library.add(town, &real(), &Origin::Imported("一.html".into())).unwrap();
    let other = library.add_agency(&AgencyProfile::named("赤壁市人民政府", Level::County)).unwrap();
    let mut report = real();
    report.agency = "赤壁市人民政府".into();
    write_cell(&mut report, RECEIVED, "3440");
    place.clock.pass(100);
    library.add(other, &report, &Origin::Imported("二.html".into())).unwrap();
    report
}

#[test]
fn a_state_that_slipped_to_another_report_is_not_taken_for_its_own() {
    for (rot, backed_up) in [
        ("report = 1", false),
        ("report = 1", true),
        ("place = 'https://b.gov.cn'", false),
        ("kind = 'saved'", false),
        ("at = 99999999999999", true),
    ] {
        let place = Place::new();
        let report = fill_two(&place);
        let library = place.open(Access::Write).unwrap();
        let told = seen(&library);
        let backup = library.back_up(&place.folder().join("备份"), Why::Daily).unwrap();
        drop(library);
        let database = rusqlite::Connection::open(place.path()).unwrap();
        database.execute(&format!("UPDATE revision SET {rot} WHERE report = 2 AND NOT kept"), ()).unwrap();
        drop(database);

        let new = place.folder().join("抢救.db");
        let backup = backed_up.then_some(backup.path.as_path());
        salvage(&place.path()).write(backup, &new, &forms(), &clock(&place)).unwrap();
        let saved = Library::open(&new, place.opening(Access::Write)).unwrap();
        assert_eq!(seen(&saved), told, "{rot}");
        let id = saved.reports().unwrap().into_iter().find(|it| it.hash == ContentHash::of(&report).unwrap());
        let first = saved.revisions(id.unwrap().id).unwrap().pop().unwrap();
        // What is known of it is its content; how it came about nobody can say any more.
        let expected = if backed_up { ("imported", Some("二.html")) } else { ("restored", None) };
        assert_eq!((first.kind.word(), first.place.as_deref()), expected, "{rot}");
    }
}

#[test]
fn a_log_whose_library_is_gone_is_kept_and_no_new_one_is_made_beside_it() {
    let place = Place::new();
    let library = fill(&place);
    let backup = library.back_up(&place.folder().join("备份"), Why::Daily).unwrap();
    drop(library);
    let wal =
        |path: &Path| path.with_file_name(format!("{}-wal", path.file_name().unwrap().to_str().unwrap()));
    fs::remove_file(place.path()).unwrap();
    fs::write(wal(&place.path()), b"what was saved last").unwrap();

    let error = place.open(Access::Create).err().unwrap();
    assert!(matches!(error, StoreError::Orphaned { .. }), "{error}");
    assert!(!place.path().exists());

    let replace = || {
        Library::replace_damaged(&place.path(), &backup.path, &forms(), &clock(&place), &mut store::unwatched)
            .unwrap()
    };
    let aside = replace();
    assert_eq!(aside.len(), 1, "the log is all there is");
    assert_eq!(fs::read(&aside[0]).unwrap(), b"what was saved last");
    assert_eq!(place.open(Access::Write).unwrap().reports().unwrap().len(), 3);

    // A second time: the first log is not written over.
    fs::remove_file(place.path()).unwrap();
    fs::write(wal(&place.path()), b"and later").unwrap();
    assert_ne!(replace(), aside);
    assert_eq!(fs::read(&aside[0]).unwrap(), b"what was saved last");

    // Nothing left at all.
    fs::remove_file(place.path()).unwrap();
    assert_eq!(replace(), [] as [std::path::PathBuf; 0]);
}

#[test]
fn what_only_the_log_of_a_lost_library_holds_is_found() {
    let place = Place::new();
    let library = fill(&place);
    let told = seen(&library);
    // Killed before anything came from the log into the file, which is lost then.
    let log = format!("{}-wal", place.path().display());
    let lost = place.folder().join("丢失.db");
    fs::copy(log, format!("{}-wal", lost.display())).unwrap();
    drop(library);

    let salvage = salvage(&lost);
    assert_eq!(salvage.reports().unwrap().len(), 3);
    let new = place.folder().join("抢救.db");
    salvage.write(None, &new, &forms(), &clock(&place)).unwrap();
    assert_eq!(seen(&Library::open(&new, place.opening(Access::Write)).unwrap()), told);
    assert!(!lost.exists());

    let folder = Salvage::of(place.folder(), &forms()).err().unwrap();
    assert!(matches!(folder, StoreError::Folder { .. }), "{folder}");
}

#[test]
fn what_was_gone_back_to_is_still_known() {
    for backed_up in [false, true] {
        let place = Place::new();
        let (mut library, id) = place.with_report();
        let first = library.revisions(id).unwrap()[0].id;
        let backup = library.back_up(&place.folder().join("备份"), Why::Daily).unwrap();
        place.clock.pass(100);
        let mut report = real();
        write_cell(&mut report, RECEIVED, "321");
        library.save(id, &report, "改", Moment::Meaningful).unwrap();
        place.clock.pass(100);
        library.revert(id, first).unwrap();
        drop(library);
        destroy(&place.path(), |page| page == 0);

        let new = place.folder().join("抢救.db");
        let backup = backed_up.then_some(backup.path.as_path());
        salvage(&place.path()).write(backup, &new, &forms(), &clock(&place)).unwrap();
        let saved = Library::open(&new, place.opening(Access::Write)).unwrap();
        let revisions = saved.revisions(saved.reports().unwrap()[0].id).unwrap();
        let [reverted, _, written] = revisions.as_slice() else { panic!("{revisions:?}") };
        assert_eq!((reverted.kind.word(), reverted.source), ("reverted", Some(written.id)));
        assert!(saved.verify(|_, _| ()).unwrap().damaged.is_empty());
    }
}
