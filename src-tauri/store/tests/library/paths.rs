//! Where a library may lie: under Chinese names, blanks and long paths, however they are spelled.

use crate::desk::{contents, real, write_cell, Place, RECEIVED};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{Access, Library, Moment, StoreError, Why};

/// 30 characters, as offices name their folders.
const FOLDER: &str = "赤壁市官塘驿镇人民政府 政府信息公开年度报告（2008—2025）";

fn characters(path: &Path) -> usize {
    path.to_string_lossy().chars().count()
}

/// A folder within folders, its path at least so many characters long.
fn deep(within: &Path, wanted: usize) -> PathBuf {
    let mut folder = within.to_owned();
    while characters(&folder) < wanted {
        folder.push(FOLDER);
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Everything a library's files go through.
fn live_in(folder: &Path) {
    let place = Place::new();
    let (sample, id) = place.with_report();
    let path = folder.join("年报库.db");
    let open = |path: &Path, access| Library::open(path, place.opening(access));

    sample.export(&path).unwrap();
    let mut library = open(&path, Access::Write).unwrap();
    let mut changed = real();
    write_cell(&mut changed, RECEIVED, "777");
    library.save(id, &changed, "填写", Moment::Meaningful).unwrap();
    let backup = library.back_up(&folder.join("备份"), Why::Manual).unwrap();
    assert_eq!(library.backups_in(&folder.join("备份")).unwrap(), std::slice::from_ref(&backup));
    write_cell(&mut changed, RECEIVED, "778");
    library.save(id, &changed, "填写", Moment::Meaningful).unwrap();
    library.restore(&backup.path, &[&folder.join("备份")]).unwrap();
    write_cell(&mut changed, RECEIVED, "777");
    assert_eq!(contents(&library), [(id, changed.clone())]);
    // Another looks on meanwhile, and may call it by its longer name.
    let other_name = store::spelled_out(&path).unwrap();
    assert_eq!(contents(&open(&other_name, Access::Read).unwrap()), [(id, changed.clone())]);
    assert!(matches!(open(&other_name, Access::Write), Err(StoreError::InUse { .. })));
    assert_eq!(library.verify(|_, _| ()).unwrap().damaged, []);
    drop(library);

    fs::write(&path, &fs::read(&path).unwrap()[..5000]).unwrap();
    Library::replace_damaged(
        &path,
        &backup.path,
        sample.forms(),
        &(place.clock.clone() as _),
        &mut store::unwatched,
    )
    .unwrap();
    let library = open(&path, Access::Write).unwrap();
    assert_eq!(contents(&library), [(id, changed)]);
    library.remove().unwrap();

    drop(open(&path, Access::Create).unwrap());
    assert!(path.is_file());
}

#[test]
fn chinese_names_and_blanks() {
    let home = tempfile::tempdir().unwrap();
    live_in(&deep(home.path(), 120));
}

#[test]
#[cfg(windows)]
fn longer_than_windows_usually_allows() {
    for characters in [250, 300, 1_000] {
        let home = tempfile::tempdir().unwrap();
        live_in(&deep(home.path(), characters));
    }
}

/// SQLite's own bound, which Windows does not have.
#[test]
#[cfg(not(windows))]
fn longer_than_sqlite_allows() {
    let home = tempfile::tempdir().unwrap();
    let folder = deep(home.path(), 300);
    let place = Place::new();
    for access in [Access::Read, Access::Write, Access::Create] {
        let error = Library::open(&folder.join("年报库.db"), place.opening(access)).err().unwrap();
        assert!(matches!(error, StoreError::LongPath { .. }), "{error}");
        assert!(error.to_string().contains("名字短一些的文件夹"), "{error}");
    }
    let (library, _) = place.with_report();
    let error = library.export(&folder.join("带走.db")).unwrap_err();
    assert!(error.to_string().contains("路径太长"), "{error}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is made there");
}

/// Letter by letter up to the bound: whatever is not refused works.
#[test]
#[cfg(not(windows))]
fn up_to_the_bound_it_works() {
    let home = tempfile::tempdir().unwrap();
    let folder = fs::canonicalize(deep(home.path(), 120)).unwrap();
    let place = Place::new();
    let mut outcomes = Vec::new();
    let room = 504 - folder.as_os_str().len() - 1;
    for length in room - 8..=room + 8 {
        let inner = folder.join("x".repeat(length - "/a.db".len()));
        fs::create_dir(&inner).unwrap();
        outcomes.push(match Library::open(&inner.join("a.db"), place.opening(Access::Create)) {
            Ok(library) => library.back_up(&home.path().join("备份"), Why::Manual).is_ok(),
            Err(error) => {
                assert!(matches!(error, StoreError::LongPath { .. }), "{error}");
                assert_eq!(fs::read_dir(&inner).unwrap().count(), 0);
                false
            }
        });
    }
    // `.new` is put behind it while it is made.
    assert_eq!(outcomes, [vec![true; 5], vec![false; 12]].concat());
}

#[test]
fn a_relative_path() {
    // On the drive on which we are.
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let place = Place::new();
    let (sample, id) = place.with_report();
    sample.export(&home.path().join("年报库.db")).unwrap();
    // As far up as one can go, and from there to the library.
    let here = std::env::current_dir().unwrap();
    let mut path: PathBuf = here.ancestors().skip(1).map(|_| "..").collect();
    let whole = std::path::absolute(home.path()).unwrap();
    path.extend(whole.components().filter(|part| matches!(part, std::path::Component::Normal(_))));
    path.push("年报库.db");
    assert!(path.is_relative());
    let library = Library::open(&path, place.opening(Access::Write)).unwrap();
    assert_eq!(contents(&library), [(id, real())]);
}

#[cfg(unix)]
#[test]
fn behind_a_link_it_is_the_file_itself_that_is_kept_and_replaced() {
    let place = Place::new();
    let (library, _) = place.with_report();
    let backup = library.back_up(&place.folder().join("备份"), Why::Manual).unwrap();
    drop(library);
    let link = place.folder().join("链接.db");
    std::os::unix::fs::symlink(place.path(), &link).unwrap();
    let mut bytes = fs::read(place.path()).unwrap();
    bytes[100..4096].fill(0);
    fs::write(place.path(), &bytes).unwrap();
    let kept = Library::replace_damaged(
        &link,
        &backup.path,
        &crate::desk::forms(),
        &(place.clock.clone() as _),
        &mut store::unwatched,
    )
    .unwrap();
    assert_eq!(fs::read(&kept[0]).unwrap(), bytes);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(place.open(Access::Write).unwrap().reports().unwrap().len(), 1);
}
