//! Keeping: days pass, sticks are pulled out, files move, disks rot.

use crate::room::{Room, DAY, RECEIVED};
use office::{Added, AgencyId, Choice, Clock, Library, Moment, OfficeError, Restored, Standing, Why};
use report::Report;
use std::{fs, path::Path, sync::Arc};

fn backups(library: &Library) -> Vec<(Why, u8)> {
    library.backups().unwrap().into_iter().map(|it| (it.why, it.at.day())).collect()
}

pub fn change(library: &mut Library, received: &str) {
    let listed = library.overview().unwrap().reports.remove(0);
    let mut report = library.report(listed.id).unwrap().report;
    let cell = report.form().cell(RECEIVED).unwrap().id.clone();
    report.write(&cell, received).unwrap();
    library.save(listed.id, &report, "改", Moment::Meaningful).unwrap();
}

pub fn received(library: &Library) -> String {
    let listed = library.overview().unwrap().reports.remove(0);
    let report = library.report(listed.id).unwrap().report;
    report.entry(&report.form().cell(RECEIVED).unwrap().id).unwrap().to_string()
}

#[test]
fn a_backup_a_day_and_one_at_closing_after_changes() {
    let room = Room::new();
    room.fill();
    let library = room.open();
    assert_eq!(backups(&library), [(Why::Closing, 5)]);
    assert_eq!(library.back_up_daily(&mut office::unwatched).unwrap(), None, "today has one");
    assert_eq!(library.close().unwrap(), None, "nothing was changed");

    room.pass(DAY);
    let mut library = room.open();
    let daily = library.back_up_daily(&mut office::unwatched).unwrap().unwrap();
    assert_eq!((daily.made.why, daily.instead_of), (Why::Daily, None));
    assert_eq!(library.back_up_daily(&mut office::unwatched).unwrap(), None);
    room.pass(60);
    change(&mut library, "7");
    let closing = library.close().unwrap().unwrap();
    assert_eq!(closing.gone.len(), 1, "of one day the newest stays");
    assert_eq!(backups(&room.open()), [(Why::Closing, 6), (Why::Closing, 5)]);
}

#[test]
fn a_stick_that_was_pulled_out_is_not_made_anew() {
    let room = Room::new();
    room.fill();
    let stick = room.path("U盘/年报备份");
    fs::create_dir(room.path("U盘")).unwrap();
    let mut library = room.open();
    let first = library.choose_backups(&stick).unwrap();
    assert!(first.made.path.starts_with(&stick));
    assert_eq!(room.places().backups(), stick, "it is remembered");
    drop(library);

    fs::rename(room.path("U盘"), room.path("拔出")).unwrap();
    room.pass(DAY);
    let library = room.open();
    let error = library.back_up(None, &mut office::unwatched).unwrap_err().to_string();
    assert!(error.contains("U盘") && error.contains("请"), "{error}");
    let daily = library.back_up_daily(&mut office::unwatched).unwrap().unwrap();
    assert_eq!(daily.instead_of, Some(stick));
    assert!(daily.made.path.starts_with(room.data()));
    assert!(!room.path("U盘").exists());
    // Where it is put in, an empty folder stays on some systems: that is no stick either.
    fs::create_dir(room.path("U盘")).unwrap();
    room.pass(DAY);
    let daily = library.back_up_daily(&mut office::unwatched).unwrap().unwrap();
    assert!(daily.instead_of.is_some() && daily.notice().unwrap().contains("用不了"), "{daily:?}");
    assert_eq!(fs::read_dir(room.path("U盘")).unwrap().count(), 0);
    assert!(library.back_up(None, &mut office::unwatched).unwrap_err().to_string().contains("U盘"));
    fs::remove_dir(room.path("U盘")).unwrap();

    // What has to be backed up before a change goes where it can.
    let mut library = library;
    let carried = room.path("带走.db");
    library.export(&carried).unwrap();
    assert!(library.restore(&carried, &mut office::unwatched).unwrap().path.starts_with(room.data()));

    // What does not take files is not chosen.
    let file = room.path("文件");
    fs::write(&file, "").unwrap();
    assert!(library.choose_backups(&file.join("里面")).is_err());
    assert_eq!(room.places(), *library.places());
}

#[test]
fn a_library_moves_and_is_found_again() {
    let room = Room::new();
    room.fill();
    let new = room.path("资料 2026/镇政府 年报.db");
    let moved = room.open().move_to(&room.office, &new, &mut office::unwatched);
    assert!(moved.is_err_and(|error| error.to_string().contains("请")), "there is no such folder");
    assert_eq!(received(&room.open()), "0", "it stayed where it was");

    fs::create_dir(new.parent().unwrap()).unwrap();
    let (moved, left) = room.open().move_to(&room.office, &new, &mut office::unwatched).unwrap();
    assert_eq!((received(&moved).as_str(), left), ("0", None));
    drop(moved);
    assert_eq!(room.places().library(), new);
    assert_eq!(received(&room.open()), "0");
    assert!(!room.data().join("nianbao.db").exists());
    assert!(backups(&room.open()).contains(&(Why::BeforeMove, 5)));

    let occupied = room.open().move_to(&room.office, &new, &mut office::unwatched).err().unwrap();
    assert!(occupied.to_string().contains("已经存在"), "{occupied}");
}

#[test]
fn what_the_library_has_is_not_overwritten() {
    let room = Room::new();
    let mut library = room.open();
    let sample = room.sample();
    let Added::New(id) = library.add(&sample, "示例.txt", None, false).unwrap() else { panic!() };
    assert_eq!(library.add(&sample, "示例.txt", None, true).unwrap(), Added::Equal(id));
    let mut other = sample.clone();
    other.notes.push("另一份".into());
    let added = library.add(&other, "另一份", None, false).unwrap();
    assert!(matches!(added, Added::Different(it, _) if it == id));
    assert_eq!(library.report(id).unwrap().report, sample);
    let added = library.add(&other, "另一份", None, true).unwrap();
    assert!(matches!(added, Added::Replaced(it) if it == id));
    assert_eq!(library.report(id).unwrap().report, other);
    let last = library.revisions(id).unwrap().swap_remove(0);
    assert_eq!((last.kind.label(), last.place.as_deref()), ("导入", Some("另一份")));
    assert_eq!(library.undo(id).unwrap().unwrap().report, sample);

    // Under another agency's name it is another report.
    assert!(matches!(library.add(&other, "x", Some("某街道办事处"), false).unwrap(), Added::New(_)));
    let overview = library.overview().unwrap();
    let levels: Vec<_> = overview.agencies.iter().map(|it| it.profile.level.label()).collect();
    assert_eq!(levels, ["乡镇", "街道"]);
    let names: Vec<_> = overview.reports.iter().map(|it| overview.agency_of(it)).collect();
    assert_eq!(names, ["赤壁市官塘驿镇", "某街道办事处"]);

    let nobody = Report::new(sample.form().clone(), "", 2024);
    let error = library.add(&nobody, "无名.txt", None, false).unwrap_err();
    assert!(matches!(error, OfficeError::Unidentified { .. }), "{error}");
}

#[test]
fn last_year_is_found() {
    let room = Room::new();
    let mut library = room.open();
    let sample = room.sample();
    library.add(&sample, "示例", None, false).unwrap();
    let agency = library.overview().unwrap().agencies[0].id;
    assert_eq!(library.previous(agency, 2025).unwrap(), Some(sample));
    assert_eq!(library.previous(agency, 2024).unwrap(), None);
    assert_eq!(library.previous(AgencyId(99), 2025).unwrap(), None);
    assert_eq!(library.find("赤壁市官塘驿镇", 2024, None).unwrap().year, 2024);
    for (agency, year) in [("赤壁市官塘驿镇", 2023), ("没有的镇", 2024)] {
        let error = library.find(agency, year, None).unwrap_err().to_string();
        assert!(error.contains(agency) && error.contains("请"), "{error}");
    }
}

#[test]
fn reports_travel_to_another_office() {
    let (here, there) = (Room::new(), Room::new());
    here.fill();
    let library = here.open();
    let id = library.overview().unwrap().reports[0].id;
    let package = here.path("年报.nianbao");
    library.pack(&here.office, &[id], true, &package).unwrap();

    let mut theirs = there.open();
    let opened = there.office.open_package(&package).unwrap();
    assert!(opened.pdf(0).unwrap().unwrap().starts_with(b"%PDF-"));
    let incoming = theirs.preview_package(&opened).unwrap();
    assert_eq!(incoming[0].standing, Standing::New);
    assert!(theirs.overview().unwrap().reports.is_empty());
    theirs.take(&opened, &[Choice::Add]).unwrap();
    assert_eq!(received(&theirs), "0");

    for wrong in [here.folder.path().to_owned(), here.path("没有.nianbao"), here.data().join("nianbao.db")]
    {
        let error = there.office.open_package(&wrong).err().unwrap().to_string();
        assert!(error.contains("请"), "{error}");
    }
    assert!(library.pack(&here.office, &[], false, &package).is_err());
    assert!(there.office.open_package(&package).is_ok(), "the old file is whole");
}

#[test]
fn a_damaged_library_is_rescued() {
    let room = Room::new();
    room.fill();
    room.pass(60);
    let mut library = room.open();
    change(&mut library, "8");
    // The window crashed: no backup at closing.
    drop(library);
    let path = room.places().library().to_owned();
    let mut bytes = fs::read(&path).unwrap();
    bytes[100..4096].fill(0);
    fs::write(&path, &bytes).unwrap();

    let clock: Arc<dyn Clock> = room.clock.clone();
    let error = room.office.open_library(room.places(), clock.clone()).err().unwrap();
    assert_eq!(error.code(), "library-damaged", "{error}");
    let rescue = room.office.rescue(&room.places(), &clock).unwrap();
    assert_eq!(rescue.backup.as_ref().unwrap().why, Why::Closing);
    assert_eq!(rescue.salvageable.len(), 1);
    let rescued = room.path("抢救.db");
    room.office.write_rescued(&rescue, &rescued, &clock).unwrap();
    let aside =
        room.office.replace_damaged(&room.places(), &rescued, &clock, &mut office::unwatched).unwrap();
    assert_eq!(fs::read(&aside[0]).unwrap(), bytes);
    assert_eq!(received(&room.open()), "8", "what was saved after the backup is there, too");
}

#[test]
fn acts_and_their_history() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let id = library.overview().unwrap().reports[0].id;
    library.finalise(id).unwrap();
    library.publish(id, Some("门户网站")).unwrap();
    change(&mut library, "3");
    library.correct(id, "统计有误", None).unwrap();
    let revisions = library.revisions(id).unwrap();
    let kinds: Vec<_> = revisions.iter().map(|it| it.kind.label()).collect();
    assert_eq!(kinds, ["更正", "保存", "公布", "定稿", "导入"]);
    let published = revisions[2].id;
    assert_eq!(library.compare(published, None).unwrap().cells.len(), 1);
    assert!(library.compare(published, Some(revisions[3].id)).unwrap().is_empty());
    library.revert(id, published).unwrap();
    assert_eq!(library.report(id).unwrap().report, library.revision(id, published).unwrap());
    assert_eq!(received(&library), "0");
    library.undo(id).unwrap().unwrap();
    library.undo(id).unwrap().unwrap();
    library.redo(id).unwrap().unwrap();
    assert_eq!(received(&library), "3");
    assert!(library.verify(|_, _| ()).unwrap().damaged.is_empty());
}

#[test]
fn an_older_library_is_backed_up_before_it_changes_even_without_the_stick() {
    let room = Room::new();
    fs::create_dir(room.data()).unwrap();
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/libraries/schema-1.db");
    fs::copy(old, room.data().join("nianbao.db")).unwrap();
    fs::write(room.data().join("places.json"), r#"{"backups": "/nowhere/U盘/备份"}"#).unwrap();
    let library = room.open();
    assert_eq!(library.overview().unwrap().reports.len(), 3);
    let names: Vec<_> =
        fs::read_dir(room.data().join("backups")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(names, ["nianbao-20260105-080000-before-migration.db"]);
}

fn restore(room: &Room, from: &Path) -> Restored {
    let clock: Arc<dyn Clock> = room.clock.clone();
    room.office.restore(&room.places(), from, &clock).unwrap()
}

#[test]
fn whatever_became_of_a_library_it_is_restored() {
    let room = Room::new();
    room.fill();
    let backup = room.open().back_up(None, &mut office::unwatched).unwrap().made.path;
    let library = room.data().join("nianbao.db");
    let sound = fs::read(&library).unwrap();
    // Gone, emptied, no database, and damaged where opening does not look.
    let mut rotten = sound.clone();
    rotten[4096..].fill(0);
    for there in [None, Some(Vec::new()), Some(b"words".repeat(100)), Some(rotten)] {
        match &there {
            None => fs::remove_file(&library).unwrap(),
            Some(bytes) => fs::write(&library, bytes).unwrap(),
        }
        let restored = restore(&room, &backup);
        let Restored::Instead(aside) = restored else { panic!("{restored:?}") };
        assert_eq!(aside.first().map(|kept| fs::read(kept).unwrap()), there, "what was there is kept");
        assert_eq!(received(&room.open()), "0");
        assert!(
            room.open().backups().unwrap().iter().any(|it| it.path == backup),
            "its backups are still its own"
        );
    }
    let Restored::Over(_) = restore(&room, &backup) else { panic!("a sound one is backed up") };
}

#[test]
fn a_library_that_was_there_is_not_made_anew() {
    let room = Room::new();
    room.fill();
    let library = room.data().join("nianbao.db");
    fs::remove_file(&library).unwrap();
    let open = || room.office.open_library(room.places(), room.clock.clone());
    let gone = open().err().unwrap();
    assert!(gone.to_string().contains("没有另建") && gone.code() == "library-lost", "{gone}");
    fs::write(&library, "").unwrap();
    assert!(open().err().unwrap().to_string().contains("空文件"));
    assert_eq!(fs::read(&library).unwrap(), b"");

    // Nor where the user has put it, while the stick is away.
    let other = Room::new();
    other.fill();
    fs::create_dir(other.path("U盘")).unwrap();
    other.open().move_to(&other.office, &other.path("U盘/年报.db"), &mut office::unwatched).unwrap();
    fs::rename(other.path("U盘"), other.path("拔出")).unwrap();
    fs::create_dir(other.path("U盘")).unwrap();
    assert!(other.office.open_library(other.places(), other.clock.clone()).is_err());
    assert_eq!(fs::read_dir(other.path("U盘")).unwrap().count(), 0);
}

#[test]
fn a_package_replaces_a_package_and_nothing_else() {
    let room = Room::new();
    room.fill();
    let library = room.open();
    let id = library.overview().unwrap().reports[0].id;
    let mine = room.data().join("nianbao.db");
    let before = fs::read(&mine).unwrap();
    let error = library.pack(&room.office, &[id], false, &mine).unwrap_err().to_string();
    assert!(error.contains("不是交换包"), "{error}");
    assert_eq!(fs::read(&mine).unwrap(), before);
    let package = room.path("上报.nianbao");
    library.pack(&room.office, &[id], false, &package).unwrap();
    library.pack(&room.office, &[id], false, &package).unwrap();
}

#[test]
fn a_restore_tells_what_acts_and_states_it_takes_back() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let backup = library.back_up(None, &mut office::unwatched).unwrap();
    let id = library.overview().unwrap().reports[0].id;
    library.publish(id, None).unwrap();
    let preview = library.preview_restore(&backup.made.path, &mut office::unwatched).unwrap();
    assert_eq!((preview.changed.len(), preview.states_lost, preview.acts_lost), (1, 1, 1));
    assert!(!preview.foreign && preview.agencies_lost.is_empty());

    let other = Room::new();
    other.fill();
    let foreign = other.open().back_up(None, &mut office::unwatched).unwrap();
    assert!(library.preview_restore(&foreign.made.path, &mut office::unwatched).unwrap().foreign);
    room.pass(60);
    library.restore(&backup.made.path, &mut office::unwatched).unwrap();
    let closed = library.close().unwrap().unwrap();
    assert_eq!(closed.made.why, Why::Closing, "the newest backup is what stands now");
}

#[test]
fn while_something_is_damaged_no_backup_is_deleted() {
    let room = Room::new();
    room.fill();
    let older = room.open().backups().unwrap().remove(0).path;
    fs::copy(&older, older.with_file_name("nianbao-20260105-070000-closing.db")).unwrap();
    let path = room.data().join("nianbao.db");
    let sound = fs::read(&path).unwrap();
    let mut rotten = sound.clone();
    // A word of the report's prose, wherever it stands; revisions are deflated.
    let words = "政务公开工作依据".as_bytes();
    for at in (0..rotten.len() - words.len()).filter(|at| sound[*at..].starts_with(words)) {
        rotten[at..at + 3].copy_from_slice("正".as_bytes());
    }
    assert_ne!(rotten, sound);
    fs::write(&path, rotten).unwrap();
    room.pass(DAY);
    let daily = room.open().back_up_daily(&mut office::unwatched).unwrap().unwrap();
    assert_eq!((daily.gone.len(), daily.damaged.len()), (0, 1));
    assert_eq!(room.open().backups().unwrap().len(), 3);

    // Whole again, the older one of that day goes.
    fs::write(&path, sound).unwrap();
    room.pass(DAY);
    let daily = room.open().back_up_daily(&mut office::unwatched).unwrap().unwrap();
    assert_eq!((daily.gone.len(), daily.damaged.len()), (1, 0));
}

#[test]
fn a_revision_is_looked_at_under_its_own_report() {
    let room = Room::new();
    let mut library = room.open();
    library.add(&room.sample(), "x", Some("甲镇"), false).unwrap();
    library.add(&room.sample(), "x", Some("乙镇"), false).unwrap();
    let [a, b] = ["甲镇", "乙镇"].map(|name| library.find(name, 2024, None).unwrap().id);
    let of_b = library.revisions(b).unwrap()[0].id;
    assert!(library.revision(b, of_b).is_ok());
    assert!(library.revision(a, of_b).is_err());
}
