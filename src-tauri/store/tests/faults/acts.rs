//! Acts on a whole library, on a disk that is full or fails at the k-th call for every k: what is said not to be done
//! is not done, what is said to be done is.

use crate::{
    desk::{add_agency, forms, real_of, write_cell, HandClock, RECEIVED},
    disk::{failing_disk, open, quick_folder, run_on, told, Control, Fault, KINDS},
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};
use store::{
    package::{self, Budget, Choice, Made},
    Access, Library, Origin, Package, StoreError, Why,
};
use time::OffsetDateTime;

const YEAR: u16 = 2024;
const NOW: &str = "777";
const THEN: &str = "5";

/// What is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
    Restore,
    Migrate,
    Export,
    Take,
    ReplaceDamaged,
}

const ACTS: [Act; 5] = [Act::Restore, Act::Migrate, Act::Export, Act::Take, Act::ReplaceDamaged];

/// A library with one report; `received` tells it from another.
fn make(path: &Path, received: &str) -> Library {
    let mut library = open(path, Access::Create).unwrap();
    let agency = add_agency(&mut library);
    let mut report = real_of(YEAR);
    write_cell(&mut report, RECEIVED, received);
    library.add(agency, &report, &Origin::Written).unwrap();
    library
}

fn received(library: &Library) -> String {
    assert_eq!(library.verify(|_, _| ()).unwrap().damaged, []);
    let listed = library.reports().unwrap().into_iter().find(|it| it.year == YEAR).unwrap();
    let report = library.report(listed.id).unwrap().report;
    report.entry(&report.form().cell(RECEIVED).unwrap().id).unwrap().to_string()
}

/// A folder with a library, one of another office, its backups, an old library and a package.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Room {
        let room = Room { folder: quick_folder() };
        drop(make(&room.path("年报库.db"), NOW));
        make(&room.path("别处.db"), THEN).export(&room.path("带来.db")).unwrap();
        let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/libraries/schema-3.db");
        fs::copy(old, room.path("旧.db")).unwrap();
        room
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn package(&self) -> Package {
        let other = open(&self.path("别处.db"), Access::Read).unwrap();
        let ids: Vec<_> = other.reports().unwrap().iter().map(|it| it.id).collect();
        let mut packed = other.packed(&ids).unwrap();
        packed[0].report.year = YEAR - 1;
        let made = Made { at: OffsetDateTime::UNIX_EPOCH, by: "test".into() };
        let bytes = package::write(&packed, &made).unwrap();
        Package::read("上报.nianbao", bytes, &forms(), &Budget::default()).unwrap()
    }

    /// Does it on the failing disk, mends that, and looks whether what was said is so; gives how often it failed.
    fn meet(&self, act: Act, control: &Control, fault: Fault, at: i64) -> i64 {
        let library = self.path("年报库.db");
        let context = format!("{act:?}, {fault:?} at {at}");
        match act {
            Act::Restore => {
                let mut opened = open(&library, Access::Write).unwrap();
                opened.back_up(&self.path("备份"), Why::Manual).unwrap();
                control.arm(fault, at, self.folder.path());
                let done = opened.restore(&self.path("带来.db"), &[&self.path("备份")]);
                let failed = control.lift();
                drop(opened);
                let opened = open(&library, Access::Write).unwrap();
                assert_eq!(received(&opened), if said(&done, &context) { THEN } else { NOW }, "{context}");
                let (ours, all) =
                    (opened.backups_in(&self.path("备份")), store::backups_in(&self.path("备份")));
                assert_eq!(ours.unwrap(), all.unwrap(), "{context}: it is the library it was");
                self.holds_no_part(&context);
                failed
            }
            Act::Migrate => {
                control.arm(fault, at, self.folder.path());
                let done = open(&self.path("旧.db"), Access::Write);
                let failed = control.lift();
                said(&done, &context);
                drop(done);
                let opened = open(&self.path("旧.db"), Access::Write).unwrap();
                assert_eq!(opened.reports().unwrap().len(), 3, "{context}");
                assert_eq!(opened.verify(|_, _| ()).unwrap().damaged, [], "{context}");
                failed
            }
            Act::Export => {
                let opened = open(&library, Access::Write).unwrap();
                control.arm(fault, at, self.folder.path());
                let done = opened.export(&self.path("带走.db"));
                let failed = control.lift();
                // Where only the last flush failed, it may be there, and then it is whole.
                if said(&done, &context) || self.path("带走.db").exists() {
                    assert_eq!(
                        received(&open(&self.path("带走.db"), Access::Write).unwrap()),
                        NOW,
                        "{context}"
                    );
                }
                failed
            }
            Act::Take => {
                let package = self.package();
                let mut opened = open(&library, Access::Write).unwrap();
                control.arm(fault, at, self.folder.path());
                let done = opened.take(&package, &[Choice::Add]);
                let failed = control.lift();
                drop(opened);
                let opened = open(&library, Access::Write).unwrap();
                let count = if said(&done, &context) { 2 } else { 1 };
                assert_eq!(
                    (received(&opened).as_str(), opened.reports().unwrap().len()),
                    (NOW, count),
                    "{context}"
                );
                failed
            }
            Act::ReplaceDamaged => {
                let mut bytes = fs::read(&library).unwrap();
                bytes[100..4096].fill(0);
                fs::write(&library, &bytes).unwrap();
                let clock: Arc<dyn store::Clock> = Arc::new(HandClock::default());
                control.arm(fault, at, self.folder.path());
                let done = Library::replace_damaged(
                    &library,
                    &self.path("带来.db"),
                    &forms(),
                    &clock,
                    &mut store::unwatched,
                );
                let failed = control.lift();
                // Either the damaged one is still there, or a whole one, and then the damaged one beside it.
                if said(&done, &context) || fs::read(&library).unwrap() != bytes {
                    assert_eq!(received(&open(&library, Access::Write).unwrap()), THEN, "{context}");
                    let beside = fs::read_dir(self.folder.path()).unwrap().map(|it| it.unwrap().path());
                    assert!(
                        beside.into_iter().any(|it| fs::read(it).is_ok_and(|it| it == bytes)),
                        "{context}"
                    );
                }
                failed
            }
        }
    }

    fn holds_no_part(&self, context: &str) {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(!name.ends_with(".part"), "{context}: {name}");
        }
    }
}

/// Whether it was done; where not, that it was said in a sentence.
fn said<T>(done: &Result<T, StoreError>, context: &str) -> bool {
    let Err(error) = done else { return true };
    let sentence = error.to_string();
    assert!(sentence.contains('请') && sentence.ends_with('。'), "{context}: {sentence}");
    false
}

/// Runs on the failing disk; by itself it does nothing.
#[test]
fn child() {
    let Some((control, plan)) = told() else { return };
    let fault = *KINDS.iter().find(|kind| plan.starts_with(&format!("{kind:?} "))).unwrap();
    for act in ACTS {
        let mut at = 0;
        while {
            at += 1;
            Room::new().meet(act, &control, fault, at) > 0
        } {}
        println!("{act:?} {}", at - 1);
    }
    println!("all");
}

#[test]
fn at_every_call_what_is_said_of_an_act_is_so() {
    let folder = tempfile::tempdir().unwrap();
    let object = failing_disk(folder.path());
    thread::scope(|scope| {
        for kinds in KINDS.chunks(2) {
            let (object, folder) = (&object, folder.path());
            scope.spawn(move || {
                for kind in kinds {
                    let plan = format!("{kind:?} acts");
                    let text = run_on(object, &folder.join(&plan), "acts::child", &plan);
                    assert!(text.lines().any(|line| line == "all"), "{text}");
                    let faults = text
                        .lines()
                        .filter(|line| ACTS.iter().any(|act| line.contains(&format!("{act:?} "))));
                    println!("{kind:?}: {}", faults.collect::<Vec<_>>().join(", "));
                }
            });
        }
    });
}
