//! Every kept library of an earlier schema opens today and says the same.
//!
//! `libraries/schema-N.db` was made by the program of schema N and is never made again; `schema-N.txt` beside it
//! is what that program read from it. A change of schema first keeps a library of the one it leaves:
//! `cargo test -p nianbao-store --test library keep_a_library_of_this_schema -- --ignored`.

use crate::desk::{real, real_of, write_cell, write_prose, Place, RECEIVED};
use report::Report;
use std::{fmt::Write, fs, path::PathBuf};
use store::{Access, AgencyProfile, ContentHash, Level, Library, Moment, Origin, SCHEMA};

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
            let at = it.at.unix_timestamp();
            writeln!(text, "  dismissed {} {} {} {at}", it.rule, it.fingerprint, it.reason).unwrap();
        }
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
