//! Places that take no changes.

use crate::{
    desk::{contents, real, Place},
    disk::{failing_disk, open, run_on, told, Fault},
};
use std::{fs, path::Path};
use store::{Access, StoreError};

/// Runs where nothing can be written; by itself it does nothing.
#[test]
fn on_a_disk_without_writing() {
    let Some((control, folder)) = told() else { return };
    let folder = Path::new(&folder);
    let path = folder.join("年报库.db");
    control.arm(Fault::ReadOnly, 1, folder);
    for access in [Access::Write, Access::Create] {
        let error = open(&path, access).err().unwrap();
        let readable = matches!(error, StoreError::ReadOnlyFolder { .. } | StoreError::ReadOnlyFile { .. });
        assert!(readable && error.to_string().contains("只能查看"), "{error:?}");
    }
    let error = open(&folder.join("新.db"), Access::Create).err().unwrap();
    assert!(matches!(error, StoreError::ReadOnlyFolder { .. }), "{error:?}");
    let library = open(&path, Access::Read).unwrap();
    assert_eq!(contents(&library)[0].1, real());
    let error = library.back_up(&folder.join("备份"), store::Why::Manual).unwrap_err();
    assert!(error.to_string().contains("这里不能写文件"), "{error}");
    drop(library);
    assert!(control.lift() > 0, "it was tried");
}

#[test]
fn where_nothing_can_be_written_one_may_look() {
    let tools = tempfile::tempdir().unwrap();
    let object = failing_disk(tools.path());
    let place = Place::new();
    drop(place.with_report());
    fs::remove_file(place.folder().join("年报库.db.lock")).unwrap();
    let before = fs::read(place.path()).unwrap();
    let control = tools.path().join("control");
    run_on(&object, &control, "unwritable::on_a_disk_without_writing", place.folder().to_str().unwrap());
    assert_eq!(fs::read(place.path()).unwrap(), before);
    assert_eq!(fs::read_dir(place.folder()).unwrap().count(), 1, "nothing was put beside it");
}
