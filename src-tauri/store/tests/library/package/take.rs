//! A library and a package: what is shown, and what becomes of each choice.

use super::{of, package, packed, profile, with_pdf, write_all, NAME};
use crate::desk::{add_agency, contents, forms, real, write_cell, write_prose, Place, RECEIVED};
use report::Report;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fs, path::Path};
use store::{
    package::{Budget, Choice, Incoming, Made, Packed, Standing},
    Access, Level, Library, Moment, Package, PackageError, ReportId, RevisionKind, State, StoreError,
};

fn theirs() -> Report {
    let mut report = real();
    write_cell(&mut report, RECEIVED, "57");
    write_prose(&mut report, "preamble", &["另一个开头。"]);
    report
}

/// Every file of a folder and what its bytes hash to; without the log's index, where SQLite notes who reads.
pub fn bytes_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap());
    let files = files.map(|it| (it.file_name().into_string().unwrap(), it.path()));
    let kept = files.filter(|(name, _)| !name.ends_with("-shm"));
    kept.map(|(name, path)| (name, Sha256::digest(fs::read(path).unwrap()).to_vec())).collect()
}

fn preview(library: &Library, package: &Package) -> Vec<Incoming> {
    library.preview_package(package).unwrap()
}

/// The choice to replace what is shown as different.
fn replace(incoming: &Incoming) -> Choice {
    match &incoming.standing {
        Standing::Different { listed, .. } => Choice::Replace { shown: listed.hash },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_preview_tells_new_equal_and_different_apart() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    library.publish(id, None).unwrap();
    let before = bytes_in(place.folder());

    let incoming = preview(&library, &package(&[with_pdf(), of("赤壁市官塘驿镇", 2023), of("某镇", 2024)]));
    let listed = library.report(id).unwrap().listed;
    assert_eq!(incoming[0].standing, Standing::Equal(listed.clone()));
    assert_eq!(incoming[0].enclosed.state, State::Published);
    assert_eq!(
        (&incoming[1].standing, incoming[1].agency.as_ref().map(|it| it.id)),
        (&Standing::New, Some(listed.agency))
    );
    assert_eq!((&incoming[2].standing, &incoming[2].agency), (&Standing::New, &None));

    let incoming = preview(&library, &package(&[packed(theirs())]));
    let Standing::Different { listed: ours, difference } = &incoming[0].standing else { panic!() };
    assert_eq!((ours.id, ours.state), (id, State::Published));
    assert_eq!(difference.cells[0].id.as_str(), RECEIVED);
    assert_eq!((difference.cells.len(), difference.prose.len()), (1, 1));
    assert_eq!(difference.apply(&real()).unwrap(), theirs());
    assert_eq!(bytes_in(place.folder()), before);
}

#[test]
fn a_library_hands_over_and_another_takes() {
    let (here, there) = (Place::new(), Place::new());
    let (mut library, id) = here.with_report();
    library.publish(id, Some("门户网站")).unwrap();
    let mut packed = library.packed(&[id]).unwrap();
    assert_eq!(packed[0].state, State::Published);
    packed[0].pdf = Some(b"%PDF".to_vec());
    let made = Made { at: super::made().at, by: "nianbao".into() };
    let bytes = store::package::write(&packed, &made).unwrap();
    let package = Package::read(NAME, bytes, &forms(), &Budget::default()).unwrap();

    let mut library = there.library();
    let taken = library.take(&package, &[Choice::Add]).unwrap();
    let stored = library.report(taken[0].unwrap()).unwrap();
    assert_eq!(stored.report, real());
    // The sender has published it; we have not.
    assert_eq!(stored.listed.state, State::Draft);
    let revisions = library.revisions(stored.listed.id).unwrap();
    assert_eq!(revisions.len(), 1);
    assert_eq!((revisions[0].kind, revisions[0].place.as_deref()), (RevisionKind::Imported, Some(NAME)));
    assert_eq!(library.agency(stored.listed.agency).unwrap().profile.name, "赤壁市官塘驿镇");
    assert!(matches!(preview(&library, &package)[0].standing, Standing::Equal(_)));
    assert!(matches!(library.packed(&[ReportId(9)]), Err(StoreError::NoReport(_))));
}

#[test]
fn an_unknown_agency_is_made_once() {
    let place = Place::new();
    let mut library = place.library();
    let package = package(&[of("某镇", 2022), of("某镇", 2023), of("某街道", 2023)]);
    let taken = library.take(&package, &[Choice::Add, Choice::Add, Choice::Leave]).unwrap();
    let agencies = library.agencies().unwrap();
    assert_eq!(agencies.len(), 1);
    assert_eq!(agencies[0].profile, profile("某镇"));
    assert_eq!(taken[2], None);
    let years: Vec<u16> = library.reports().unwrap().iter().map(|it| it.year).collect();
    assert_eq!(years, [2022, 2023]);
}

#[test]
fn a_known_agency_stays_as_it_is() {
    let place = Place::new();
    let (mut library, _) = place.with_report();
    let before = library.agencies().unwrap();
    let mut packed = of("赤壁市官塘驿镇", 2023);
    packed.profile.level = Level::County;
    library.take(&package(&[packed]), &[Choice::Add]).unwrap();
    assert_eq!(library.agencies().unwrap(), before);
}

#[test]
fn what_is_left_is_left() {
    let place = Place::new();
    let (mut library, _) = place.with_report();
    let before = (contents(&library), library.agencies().unwrap());
    let package = package(&[packed(theirs()), of("某镇", 2023)]);
    assert_eq!(library.take(&package, &[Choice::Leave; 2]).unwrap(), [None, None]);
    assert_eq!((contents(&library), library.agencies().unwrap()), before);
}

#[test]
fn a_replaced_report_can_be_had_back() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    library.finalise(id).unwrap();
    let before = library.revisions(id).unwrap();
    let package = package(&[packed(theirs())]);
    let choice = replace(&preview(&library, &package)[0]);
    assert_eq!(library.take(&package, &[choice]).unwrap(), [Some(id)]);
    drop(library);

    let mut library = place.open(Access::Write).unwrap();
    let stored = library.report(id).unwrap();
    assert_eq!((&stored.report, stored.listed.state), (&theirs(), State::Draft));
    let revisions = library.revisions(id).unwrap();
    assert_eq!((revisions[0].kind, revisions[0].place.as_deref()), (RevisionKind::Imported, Some(NAME)));
    assert_eq!(library.revision(revisions[0].id).unwrap(), theirs());
    assert_eq!(revisions[1..], before);
    assert_eq!(library.can_undo(id).unwrap().as_deref(), Some("导入"));
    assert_eq!(library.undo(id).unwrap().unwrap().report, real());
    assert_eq!(library.redo(id).unwrap().unwrap().report, theirs());
}

#[test]
fn a_published_report_stays_published_and_differs() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    library.publish(id, None).unwrap();
    let package = package(&[Packed { state: State::Corrected, ..packed(theirs()) }]);
    let choice = replace(&preview(&library, &package)[0]);
    library.take(&package, &[choice]).unwrap();
    let listed = library.report(id).unwrap().listed;
    assert_eq!((listed.state, listed.differs_from_published), (State::Published, true));
    library.undo(id).unwrap();
    assert!(!library.report(id).unwrap().listed.differs_from_published);
}

#[test]
fn equal_content_is_not_written_again() {
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let before = (library.revisions(id).unwrap(), library.report(id).unwrap());
    let shown = before.1.listed.hash;
    library.take(&package(&[packed(real())]), &[Choice::Replace { shown }]).unwrap();
    assert_eq!((library.revisions(id).unwrap(), library.report(id).unwrap()), before);
}

/// Refused, and the library and its files are as they were.
fn refused(place: &Place, library: &mut Library, package: &Package, choices: &[Choice]) -> String {
    let before = (contents(library), library.agencies().unwrap(), bytes_in(place.folder()));
    let error = library.take(package, choices).unwrap_err();
    assert_eq!((contents(library), library.agencies().unwrap(), bytes_in(place.folder())), before);
    error.to_string()
}

#[test]
fn one_that_fails_in_the_middle_leaves_nothing() {
    let place = Place::new();
    let (mut library, _) = place.with_report();
    let package = package(&[of("甲镇", 2023), packed(theirs()), of("乙镇", 2023)]);
    assert_eq!(
        refused(&place, &mut library, &package, &[Choice::Add; 3]),
        "年报库里已经有“赤壁市官塘驿镇”2024年的年报。请打开它来修改，或者先比较两者的差异。"
    );
}

#[test]
fn a_choice_that_was_overtaken_is_refused() {
    const OUTDATED: &str =
        "“赤壁市官塘驿镇”2024年的年报在您查看之后又有改动。没有导入。请重新打开交换包，再比较一次。";
    let place = Place::new();
    let (mut library, id) = place.with_report();
    let package = package(&[of("甲镇", 2023), packed(theirs())]);
    let choice = replace(&preview(&library, &package)[1]);
    let mut report = real();
    write_cell(&mut report, RECEIVED, "99");
    library.save(id, &report, "改", Moment::Meaningful).unwrap();
    assert_eq!(refused(&place, &mut library, &package, &[Choice::Add, choice]), OUTDATED);

    // Nothing to replace at all.
    let empty = Place::new();
    let mut library = empty.library();
    add_agency(&mut library);
    assert_eq!(refused(&empty, &mut library, &package, &[Choice::Add, choice]), OUTDATED);
}

#[test]
fn there_is_one_choice_for_each_report() {
    let place = Place::new();
    let (mut library, _) = place.with_report();
    let package = package(&[of("甲镇", 2023), of("乙镇", 2023)]);
    for choices in [&[][..], &[Choice::Add], &[Choice::Add; 3]] {
        assert!(matches!(library.take(&package, choices), Err(StoreError::Package(PackageError::Choices))));
    }
    assert_eq!(library.reports().unwrap().len(), 1);
}

#[test]
fn what_is_damaged_here_is_said_and_not_replaced() {
    let place = Place::new();
    let (library, id) = place.with_report();
    drop(library);
    let rot = rusqlite::Connection::open(place.path()).unwrap();
    rot.execute("DELETE FROM cell WHERE count = 0", ()).unwrap();
    drop(rot);

    let mut library = place.open(Access::Write).unwrap();
    // Even where the hash in the list is that of the package.
    let package = package(&[packed(real())]);
    let Standing::Damaged(listed) = &preview(&library, &package)[0].standing else { panic!() };
    assert_eq!(listed.id, id);
    let choice = Choice::Replace { shown: listed.hash };
    assert!(matches!(library.take(&package, &[choice]), Err(StoreError::Damaged { .. })));
    assert!(matches!(library.packed(&[id]), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_damaged_agency_is_not_handed_on() {
    let place = Place::new();
    let (library, id) = place.with_report();
    drop(library);
    let rot = rusqlite::Connection::open(place.path()).unwrap();
    rot.execute("UPDATE agency SET region = '别处'", ()).unwrap();
    drop(rot);
    let library = place.open(Access::Write).unwrap();
    assert!(matches!(library.packed(&[id]), Err(StoreError::Corrupt { .. })));
}

#[test]
fn a_package_is_opened_beside_a_library_that_only_looks() {
    let place = Place::new();
    drop(place.with_report());
    let mut library = place.open(Access::Read).unwrap();
    let package = package(&[packed(theirs())]);
    let choice = replace(&preview(&library, &package)[0]);
    assert!(matches!(library.take(&package, &[choice]), Err(StoreError::ReadOnly)));
    assert!(!write_all(&library.packed(&[ReportId(1)]).unwrap()).is_empty());
}
