//! Opening: what is ours is opened, what is not is told apart and left as it was.

use crate::desk::{add_agency, contents, real, Place};
use std::{
    fs::{self, File},
    path::Path,
};
use store::{Access, FileSystem, Library, Origin, StoreError};

#[test]
fn a_new_library_is_empty_and_stays() {
    let place = Place::new();
    let mut library = place.library();
    assert!(library.agencies().unwrap().is_empty());
    assert!(!library.recovered());
    let agency = add_agency(&mut library);
    let id = library.add(agency, &real(), &Origin::Written).unwrap();
    drop(library);
    let library = place.open(Access::Write).unwrap();
    assert_eq!(contents(&library), [(id, real())]);
    assert!(!library.recovered());
    drop(library);
    // Nothing but the library and its lock stays behind.
    let mut left: Vec<_> = fs::read_dir(place.folder())
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["年报库.db", "年报库.db.lock"]);
}

/// Opens, with every access, what must be refused, and proves that the bytes are as before.
#[track_caller]
fn refused(place: &Place, accesses: &[Access], sentence: &str) {
    let before = fs::read(place.path()).ok();
    for access in accesses {
        let error = place.open(*access).err().expect("it is refused");
        assert!(error.to_string().contains(sentence), "{access:?}: {error}");
    }
    assert_eq!(fs::read(place.path()).ok(), before);
}

const EVERY: [Access; 3] = [Access::Read, Access::Write, Access::Create];
const EXISTING: [Access; 2] = [Access::Read, Access::Write];

#[test]
fn no_file() {
    let place = Place::new();
    refused(&place, &EXISTING, "没有找到年报库");
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 0);
}

#[test]
fn no_folder() {
    let place = Place::new();
    let path = place.folder().join("没有/年报库.db");
    for access in EVERY {
        let error = Library::open(&path, place.opening(access)).err().unwrap();
        assert!(matches!(&error, StoreError::NoFolder { path } if path.ends_with("没有")), "{error}");
    }
}

#[test]
fn a_folder() {
    let place = Place::new();
    fs::create_dir(place.path()).unwrap();
    refused(&place, &EVERY, "是文件夹");
}

#[test]
fn zero_bytes() {
    let place = Place::new();
    fs::write(place.path(), "").unwrap();
    refused(&place, &EXISTING, "是空文件");
    assert!(place.open(Access::Create).unwrap().agencies().unwrap().is_empty());
}

#[test]
fn other_files() {
    let place = Place::new();
    for bytes in [&b"PK\x03\x04"[..], "年报".as_bytes(), &[0; 4096], &[0xff; 50]] {
        fs::write(place.path(), bytes).unwrap();
        refused(&place, &EVERY, "不是年报库文件");
    }
}

#[test]
fn another_programs_database() {
    let place = Place::new();
    let made = rusqlite::Connection::open(place.path()).unwrap();
    made.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(made);
    refused(&place, &EVERY, "不是年报库文件");
}

#[test]
fn held_by_another() {
    let place = Place::new();
    let (library, id) = place.with_report();
    for access in [Access::Write, Access::Create] {
        let error = place.open(access).err().unwrap();
        assert!(matches!(error, StoreError::InUse { .. }), "{error}");
        assert!(error.to_string().contains("正被另一个程序打开"));
    }
    // To look is allowed, and sees what is saved.
    let reader = place.open(Access::Read).unwrap();
    assert_eq!(contents(&reader), [(id, real())]);
    drop(library);
    place.open(Access::Write).unwrap();
}

#[test]
fn who_only_looks_changes_nothing() {
    let place = Place::new();
    let (library, _) = place.with_report();
    drop(library);
    let before = fs::read(place.path()).unwrap();
    let mut reader = place.open(Access::Read).unwrap();
    let error = reader.set_setting("a", Some("b")).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly), "{error}");
    drop(reader);
    assert_eq!(fs::read(place.path()).unwrap(), before);
}

fn journal_mode(path: &Path) -> String {
    let header = fs::read(path).unwrap();
    // File format 2 is WAL, 1 a rollback journal (sqlite.org/fileformat2.html, 1.3).
    match (header[18], header[19]) {
        (2, 2) => "wal".into(),
        (1, 1) => "rollback".into(),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_share_has_no_write_ahead_log() {
    for file_system in [FileSystem::Network, FileSystem::Stick] {
        let place = Place::new();
        let on_share = |access| {
            let mut opening = place.opening(access);
            opening.file_system = Some(file_system);
            Library::open(&place.path(), opening).unwrap()
        };
        // Made there, and brought there from a local disk.
        let library = on_share(Access::Create);
        assert!(library.notice().is_some());
        drop(library);
        assert_eq!(journal_mode(&place.path()), "rollback");

        let (library, id) = place.with_report();
        assert_eq!(library.notice(), FileSystem::of(place.folder()).notice());
        drop(library);
        assert_eq!(journal_mode(&place.path()), "wal");
        let mut library = on_share(Access::Write);
        library.set_setting("a", Some("b")).unwrap();
        assert_eq!(contents(&library), [(id, real())]);
        // Somebody may look on meanwhile.
        assert_eq!(contents(&on_share(Access::Read)), [(id, real())]);
        drop(library);
        assert_eq!(journal_mode(&place.path()), "rollback");
    }
}

#[test]
fn after_an_unclean_end_who_only_looks_has_it_checked() {
    const PAGE: usize = 4096;
    let place = Place::new();
    drop(place.with_report());
    let mut library = place.open(Access::Write).unwrap();
    library.set_setting("a", Some("b")).unwrap();
    // As a killed process leaves it, with a log; the last page of the file has rotted.
    let killed = place.folder().join("断电.db");
    let beside = |path: &Path, end: &str| format!("{}{end}", path.display());
    fs::copy(beside(&place.path(), "-wal"), beside(&killed, "-wal")).unwrap();
    let mut bytes = fs::read(place.path()).unwrap();
    fs::write(&killed, &bytes).unwrap();
    assert!(Library::open(&killed, place.opening(Access::Read)).is_ok());
    let last = bytes.len() - PAGE;
    bytes[last..].fill(0x55);
    fs::write(&killed, &bytes).unwrap();
    let error = Library::open(&killed, place.opening(Access::Read)).err().unwrap();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");

    // Beside a program that has it open the log says nothing.
    let held = File::create(beside(&killed, ".lock")).unwrap();
    held.lock().unwrap();
    assert!(Library::open(&killed, place.opening(Access::Read)).is_ok());
}
