//! Every kept library of an earlier schema opens today and says the same.
//!
//! `libraries/schema-N.db` was made by the program of schema N and is never made again; `schema-N.txt` beside it
//! is what that program read from it. A change of schema first keeps a library of the one it leaves:
//! `cargo test -p nianbao-store --test library keep_a_library_of_this_schema -- --ignored`.

use crate::desk::{real, real_of, write_cell, write_prose, Place, RECEIVED};
use report::{Inline, Paragraph, Prose, Report};
use std::{cell::Cell, fmt::Write, fs, path::PathBuf};
use store::{
    Access, AgencyProfile, ContentHash, Deadline, Level, Library, Moment, Origin, StoreError, SCHEMA,
};
use time::{Date, Month};

fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/libraries").join(name)
}

/// A library with some of everything.
fn fill(place: &Place) -> Library {
    let mut library = place.library();
    let city = library
        .add_agency(&AgencyProfile {
            region: "湖北省咸宁市".into(),
            credit_code: Some("00000000000000000X".into()),
            contact: "0715-0000000".into(),
            ..AgencyProfile::named("赤壁市人民政府", Level::County)
        })
        .unwrap();
    let town = AgencyProfile {
        parent: Some(city),
        ..AgencyProfile::named("赤壁市官塘驿镇", Level::Township)
    };
    let town = library.add_agency(&town).unwrap();
    let id = library.add(town, &real(), &Origin::Imported("官塘驿镇.html".into())).unwrap();
    library.finalise(id).unwrap();
    place.clock.pass(86_400);
    library.publish(id, Some("市政府门户网站")).unwrap();
    let mut corrected = real();
    write_cell(&mut corrected, RECEIVED, "3");
    write_cell(&mut corrected, "requests.granted.legal", "/");
    corrected.notes.push("据复核更正".into());
    library.save(id, &corrected, "更正新收", Moment::Meaningful).unwrap();
    library.correct(id, "统计口径有误", None).unwrap();
    library.dismiss(id, "R55", "disputes", "确无复议诉讼").unwrap();

    let id = library.add(town, &real_of(2023), &Origin::Written).unwrap();
    for n in 1..=4 {
        let mut report = real_of(2023);
        write_cell(&mut report, RECEIVED, &n.to_string());
        write_prose(&mut report, "problems", &["仍有不足。", &"改进措施。".repeat(n)]);
        library.save(id, &report, &format!("第{n}次"), Moment::Passing).unwrap();
        place.clock.pass(40);
    }
    library.undo(id).unwrap();
    let mut linked = library.report(id).unwrap().report;
    let overview = linked.form().prose_place("overview").unwrap().clone();
    let cell = linked.form().cell(RECEIVED).unwrap().id.clone();
    let inlines = vec![Inline::Text("收到申请".into()), Inline::Figure(cell), Inline::Text("件。".into())];
    linked.set_prose(&overview, Prose { paragraphs: vec![Paragraph { inlines }] }).unwrap();
    library.save(id, &linked, "链接数字", Moment::Meaningful).unwrap();
    let day = Date::from_calendar_date(2027, Month::February, 15).unwrap();
    library.set_deadline(Some(town), 2026, Some(day)).unwrap();

    let older = library.forms().edition("2019").unwrap().clone();
    let mut report = Report::new(older, "赤壁市人民政府", 2020);
    write_cell(&mut report, "disclosure.penalties.change", "-18");
    write_cell(&mut report, "disclosure.procurement.amount", "73802895.90元");
    report.title = Some("赤壁市2020年政府信息公开工作年度报告".into());
    library.add(city, &report, &Origin::Written).unwrap();
    library.set_setting("备份文件夹", Some("E:\\备份")).unwrap();
    library
}

/// All a library says, as text.
fn account(library: &Library) -> String {
    let mut text = String::new();
    for agency in library.agencies().unwrap() {
        assert!(agency.sound);
        let it = agency.profile;
        let parent = it.parent.map(|parent| parent.0);
        let level = it.level.word();
        let id = agency.id.0;
        writeln!(
            text,
            "agency {id} {} {level} {:?} {:?} {parent:?} {:?}",
            it.name, it.region, it.credit_code, it.contact
        )
        .unwrap();
    }
    for listed in library.reports().unwrap() {
        assert!(listed.sound);
        let stored = library.report(listed.id).unwrap();
        let hash = ContentHash::of(&stored.report).unwrap();
        let (id, agency, state, at) =
            (listed.id.0, listed.agency.0, listed.state.word(), listed.saved_at.unix_timestamp());
        let differs = listed.differs_from_published;
        writeln!(
            text,
            "report {id} of {agency}, {} {} {state} {differs} {at} {hash}",
            listed.year, listed.edition
        )
        .unwrap();
        for it in library.revisions(listed.id).unwrap() {
            assert!(it.sound);
            let hash = ContentHash::of(&library.revision(it.id).unwrap()).unwrap();
            assert_eq!(hash, it.hash);
            let (id, kind) = (it.id.0, it.kind.word());
            let (began, at) = (it.began.unix_timestamp(), it.at.unix_timestamp());
            let source = it.source.map(|source| source.0);
            writeln!(text, "  {id} {kind} {:?} {:?} {source:?} {began} {at} {hash}", it.reason, it.place)
                .unwrap();
        }
        let (undo, redo) = (library.can_undo(listed.id).unwrap(), library.can_redo(listed.id).unwrap());
        writeln!(text, "  undo {undo:?} redo {redo:?}").unwrap();
        for it in library.dismissals(listed.id).unwrap() {
            assert!(it.sound);
            let at = it.at.unix_timestamp();
            writeln!(text, "  dismissed {} {} {} {at}", it.rule, it.fingerprint, it.reason).unwrap();
        }
    }
    for it in library.deadlines().unwrap().into_iter().filter(|it| it.year == 2026) {
        assert!(it.sound);
        writeln!(text, "deadline {:?} {} {}", it.agency.map(|agency| agency.0), it.year, it.date).unwrap();
    }
    writeln!(text, "setting {:?}", library.setting("备份文件夹").unwrap()).unwrap();
    text
}

#[test]
#[ignore = "writes the library that later schemas are tested with"]
fn keep_a_library_of_this_schema() {
    let place = Place::new();
    let library = fill(&place);
    fs::write(kept(&format!("schema-{SCHEMA}.txt")), account(&library)).unwrap();
    drop(library);
    fs::copy(place.path(), kept(&format!("schema-{SCHEMA}.db"))).unwrap();
}

#[test]
fn this_schema_says_what_it_was_told() {
    let place = Place::new();
    let told = account(&fill(&place));
    assert_eq!(account(&place.open(Access::Write).unwrap()), told);
    assert_eq!(account(&place.open(Access::Read).unwrap()), told);
}

/// A copy of the kept library of a schema, and what it says.
fn old(schema: i64) -> (Place, String) {
    let place = Place::new();
    fs::copy(kept(&format!("schema-{schema}.db")), place.path()).unwrap();
    (place, fs::read_to_string(kept(&format!("schema-{schema}.txt"))).unwrap())
}

fn schema_of(place: &Place) -> i64 {
    let database = rusqlite::Connection::open(place.path()).unwrap();
    database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

#[test]
fn every_earlier_schema_opens_and_says_the_same() {
    for schema in 1..SCHEMA {
        let (place, told) = old(schema);
        assert_eq!(schema_of(&place), schema);
        let mut library = place.open(Access::Write).unwrap();
        assert_eq!(account(&library), told, "schema {schema}");
        // And what is new since works in it.
        library.undo(library.reports().unwrap()[1].id).unwrap().unwrap();
        let date = Date::from_calendar_date(2026, Month::March, 31).unwrap();
        library.set_deadline(None, 2025, Some(date)).unwrap();
        let set = Deadline { agency: None, year: 2025, date, sound: true };
        assert!(library.deadlines().unwrap().contains(&set));
        drop(library);
        assert_eq!(schema_of(&place), SCHEMA);
        assert!(place.open(Access::Write).unwrap().deadlines().unwrap().contains(&set));
    }
}

#[test]
fn rows_without_a_mark_get_one() {
    let (place, _) = old(3);
    let database = rusqlite::Connection::open(place.path()).unwrap();
    database
        .execute_batch("INSERT INTO deadline (agency, year, date) VALUES (NULL, 2025, '2026-03-31')")
        .unwrap();
    drop(database);
    let date = Date::from_calendar_date(2026, Month::March, 31).unwrap();
    let expected = Deadline { agency: None, year: 2025, date, sound: true };
    for access in [Access::Read, Access::Write] {
        let deadlines = place.open(access).unwrap().deadlines().unwrap();
        assert!(deadlines.contains(&expected) && deadlines.iter().all(|it| it.sound), "{deadlines:?}");
    }
    // What is not what was marked is told.
    let database = rusqlite::Connection::open(place.path()).unwrap();
    database
        .execute_batch("UPDATE deadline SET date = '2026-03-30'; UPDATE setting SET value = 'F:'")
        .unwrap();
    let library = place.open(Access::Read).unwrap();
    assert!(library.deadlines().unwrap().iter().all(|it| !it.sound));
    let error = library.setting("备份文件夹").unwrap_err();
    assert!(matches!(error, StoreError::DamagedSetting(_)), "{error}");
}

#[test]
fn to_look_at_an_earlier_schema_changes_nothing() {
    for schema in 1..SCHEMA {
        let (place, told) = old(schema);
        let before = fs::read(place.path()).unwrap();
        let reader = place.open(Access::Read).unwrap();
        assert_eq!(account(&reader), told);
        drop(reader);
        assert_eq!(fs::read(place.path()).unwrap(), before);
    }
}

#[test]
fn without_a_backup_nothing_is_migrated() {
    let (place, _) = old(1);
    let before = fs::read(place.path()).unwrap();
    let called = Cell::new(0);
    let mut failing = |path: &std::path::Path| {
        assert_eq!(path, place.path());
        called.set(called.get() + 1);
        Err(StoreError::DiskFull)
    };
    let mut opening = place.opening(Access::Write);
    opening.before_migration = Some(&mut failing);
    assert!(matches!(Library::open(&place.path(), opening), Err(StoreError::DiskFull)));
    assert_eq!((called.get(), schema_of(&place)), (1, 1));
    assert_eq!(fs::read(place.path()).unwrap(), before);

    // It is called once, for an old library only.
    for expected in [2, 2] {
        let mut backup = |_: &std::path::Path| {
            called.set(called.get() + 1);
            Ok(())
        };
        let mut opening = place.opening(Access::Write);
        opening.before_migration = Some(&mut backup);
        drop(Library::open(&place.path(), opening).unwrap());
        assert_eq!(called.get(), expected);
    }
}

/// A library as a later program would leave it.
fn from_the_future(schema: i64, oldest_reader: i64) -> Place {
    let (place, _) = old(1);
    drop(place.open(Access::Write).unwrap());
    let database = rusqlite::Connection::open(place.path()).unwrap();
    database
        .execute_batch(&format!(
            "PRAGMA user_version = {schema};
             UPDATE meta SET value = {schema} WHERE key = 'schema';
             UPDATE meta SET value = {oldest_reader} WHERE key = 'oldest_reader';"
        ))
        .unwrap();
    place
}

#[test]
fn a_later_schema_is_looked_at_where_it_says_so_and_never_written() {
    for schema in (SCHEMA + 1..=SCHEMA + 20).chain([1_000, i32::MAX.into()]) {
        // It says that programs of our age may look.
        let place = from_the_future(schema, SCHEMA);
        let before = fs::read(place.path()).unwrap();
        for access in [Access::Write, Access::Create] {
            let error = place.open(access).err().unwrap();
            assert!(matches!(error, StoreError::Newer { readable: true, .. }), "{error}");
            assert!(error.to_string().contains("请升级本程序"));
        }
        assert_eq!(place.open(Access::Read).unwrap().reports().unwrap().len(), 3);
        assert_eq!(fs::read(place.path()).unwrap(), before);

        // That they may not even look.
        let place = from_the_future(schema, schema);
        let before = fs::read(place.path()).unwrap();
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = place.open(access).err().unwrap();
            assert!(matches!(error, StoreError::Newer { readable: false, .. }), "{error}");
        }
        assert_eq!(fs::read(place.path()).unwrap(), before);
    }
}

#[test]
fn deadlines_are_set_moved_and_removed() {
    let place = Place::new();
    let mut library = fill(&place);
    let agency = library.agencies().unwrap()[1].id;
    let day = |day| Date::from_calendar_date(2026, Month::March, day).unwrap();
    library.set_deadline(None, 2025, Some(day(31))).unwrap();
    library.set_deadline(Some(agency), 2025, Some(day(20))).unwrap();
    library.set_deadline(Some(agency), 2025, Some(day(21))).unwrap();
    library.set_deadline(None, 2024, Some(day(1))).unwrap();
    library.set_deadline(None, 2024, None).unwrap();
    assert_eq!(
        library.deadlines().unwrap().into_iter().filter(|it| it.year < 2026).collect::<Vec<_>>(),
        [
            Deadline { agency: None, year: 2025, date: day(31), sound: true },
            Deadline { agency: Some(agency), year: 2025, date: day(21), sound: true }
        ]
    );
    let nobody = library.set_deadline(Some(store::AgencyId(99)), 2025, Some(day(1)));
    assert!(matches!(nobody, Err(StoreError::NoAgency(_))));
}
